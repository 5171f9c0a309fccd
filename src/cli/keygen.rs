//! `startbeeld keygen`: a pair of keys, the private one in a file with a passphrase, the public one to publish.

use super::keys::{NO_PASSPHRASE, Passphrases, ask, random, read};
use super::output::{Output, conclude};
use super::report::{Report, Status, complain};
use crate::crypto::{PassphraseRandom, key_pair, seal_key};
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{PrivateKey, RecipientKey};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The fewest characters of a passphrase that somebody chose.
const SHORTEST: usize = 12;

/// Make a pair of keys: profiles are sealed to the public one and opened with the private one.
///
/// Writes the private key to FILE, as an encrypted JSON Web Key (RFC 7517, section 7), and prints the part of
/// config.json that publishes the public key. Keep the file and its passphrase apart, and keep both when you make a
/// new pair: old profiles open with the old key only.
#[derive(Debug, clap::Args)]
pub(super) struct Keygen {
    /// Where the private key goes; a file that is there already is never replaced
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// A config.json or public key whose keys are kept, behind the new one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Make a passphrase of six words and print it on standard error
    #[arg(long, conflicts_with_all = ["files", "ask"])]
    generate: bool,
    #[command(flatten)]
    passphrases: Passphrases,
}

impl Keygen {
    pub(super) fn run(&self) -> Status {
        match self.make() {
            Ok(text) => {
                let mut output = Output::standard();
                let written = writeln!(output, "{text}").and_then(|()| output.finish());
                conclude(written, &Report::default(), true)
            }
            Err(problem) => {
                complain(&problem);
                Status::Usage
            }
        }
    }

    fn make(&self) -> Result<String, String> {
        let mut published = match &self.config {
            None => Vec::new(),
            Some(path) => RecipientKey::from_json(&read(path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?,
        };
        let words = self.words()?;
        let key = pair()?;
        let seal = PassphraseRandom {
            salt: random()?,
            content_key: random()?,
            iv: random()?,
        };
        write(&self.out, &seal_key(&key, &words, &seal)).map_err(|error| {
            let why = match error.kind() {
                io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
                _ => error.to_string(),
            };
            format!(
                "{}: cannot be written ({why}): choose another place",
                self.out.display()
            )
        })?;
        if self.generate {
            complain(&format!("passphrase: {words}"));
        }
        published.insert(0, key.public);
        Ok(RecipientKey::config(&published))
    }

    fn words(&self) -> Result<String, String> {
        if self.generate {
            return Ok(passphrase::generate(&random()?));
        }
        let words = match self.passphrases.given()?.into_iter().next() {
            Some(words) => words,
            None => {
                let words = ask("Passphrase for the new key: ")?;
                if ask("The same again: ")? != words {
                    return Err("the two passphrases differ: try again".to_owned());
                }
                words
            }
        };
        match words.chars().count() {
            0 => Err(NO_PASSPHRASE.to_owned()),
            count if count < SHORTEST => Err(format!(
                "the passphrase has fewer than {SHORTEST} characters: take a longer one, or --generate"
            )),
            _ => Ok(words),
        }
    }
}

/// A pair of keys. Random bytes that are no number for a key are so rare that a few attempts always do.
fn pair() -> Result<PrivateKey, String> {
    for _ in 0..8 {
        if let Some(key) = key_pair(random()?) {
            return Ok(key);
        }
    }
    Err("this system gives no good random numbers: use another one".to_owned())
}

/// Writes a new file that only its owner may read.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
