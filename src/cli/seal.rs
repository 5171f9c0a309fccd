//! `startbeeld seal`: open profiles in, sealed ones out.

use super::input::Inputs;
use super::keys::{Passphrases, random, read};
use super::output::{Output, conclude};
use super::report::{Report, Status, complain};
use crate::crypto::{KeyRandom, Keyring, PassphraseRandom, seal_to_key, seal_to_passphrase};
use crate::engine::Profile;
use crate::engine::profile::sealed::{RecipientKey, plaintext};
use crate::engine::profile::{HTML_MARK, link_with, passphrase};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const SEAL_HELP: &str = "\
Forms:
  bare  the sealed profile itself (JWE in its compact serialisation), one on each line
  link  a link that opens it on the coach's page, one on each line
  file  an HTML page for each, in the folder of --out, named startbeeld-1.html and so on

Examples:
  startbeeld seal --key config.json --as link --coach-page https://www.voorbeeldgemeente.nl/coach/ profile.html
  startbeeld seal --generate inbox/ > sealed.txt";

/// Seal open profiles to the key of a municipality, or to a passphrase.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SEAL_HELP)]
pub(super) struct Seal {
    /// The public key: what `keygen` printed, a JWK or config.json, of which the first key counts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["generate", "files", "ask"])]
    key: Option<PathBuf>,
    /// Make a passphrase of six words and print it on standard error
    #[arg(long, conflicts_with_all = ["files", "ask"])]
    generate: bool,
    #[command(flatten)]
    passphrases: Passphrases,
    /// The form to write
    #[arg(long = "as", value_enum, default_value_t = Form::Bare)]
    form: Form,
    /// The address of the coach's page, for links
    #[arg(long, value_name = "URL", required_if_eq("form", "link"))]
    coach_page: Option<String>,
    /// The folder for files
    #[arg(short, long, value_name = "FOLDER", required_if_eq("form", "file"))]
    out: Option<PathBuf>,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// The sealed profile itself
    Bare,
    /// A link
    Link,
    /// HTML pages
    File,
}

/// Who can open it.
enum Reader {
    Key(RecipientKey),
    Words(String),
}

impl Seal {
    pub(super) fn run(&self) -> Status {
        let reader = match self.reader() {
            Ok(reader) => reader,
            Err(problem) => {
                complain(&problem);
                return Status::Usage;
            }
        };
        let mut report = Report::default();
        let mut output = Output::standard();
        let mut count = 0;
        let written = self
            .inputs
            .read(&Keyring::default(), &mut report, None, |_, profile| {
                count += 1;
                self.put(&mut output, count, &seal(profile, &reader)?)
            })
            .and_then(|()| output.finish());
        conclude(written, &report, false)
    }

    fn reader(&self) -> Result<Reader, String> {
        if let Some(path) = &self.key {
            let keys = RecipientKey::from_json(&read(path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let key = keys.into_iter().next();
            return key
                .map(Reader::Key)
                .ok_or_else(|| format!("{}: there is no key", path.display()));
        }
        if self.generate {
            let words = passphrase::generate(&random()?);
            complain(&format!("passphrase: {words}"));
            return Ok(Reader::Words(words));
        }
        let words = self.passphrases.given()?.into_iter().next();
        words.map(Reader::Words).ok_or_else(|| {
            "nobody to seal to: give --key, --generate or --passphrase-file".to_owned()
        })
    }

    fn put(&self, output: &mut Output, count: u64, text: &str) -> io::Result<()> {
        match (self.form, &self.coach_page, &self.out) {
            (Form::Link, Some(page), _) => writeln!(output, "{}", link_with(page, text)),
            (Form::File, _, Some(folder)) => {
                fs::write(folder.join(format!("startbeeld-{count}.html")), page(text))
            }
            _ => writeln!(output, "{text}"),
        }
    }
}

fn seal(profile: &Profile, reader: &Reader) -> io::Result<String> {
    let bytes = plaintext(profile);
    Ok(match reader {
        Reader::Key(key) => {
            let random = KeyRandom {
                ephemeral: random().map_err(io::Error::other)?,
                iv: random().map_err(io::Error::other)?,
            };
            seal_to_key(&bytes, key, &random).map_err(io::Error::other)?
        }
        Reader::Words(words) => {
            let random = PassphraseRandom {
                salt: random().map_err(io::Error::other)?,
                content_key: random().map_err(io::Error::other)?,
                iv: random().map_err(io::Error::other)?,
            };
            seal_to_passphrase(&bytes, words, &random)
        }
    })
}

/// A page that any Startbeeld can import; what a person reads in it only says that it is sealed.
fn page(text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"nl\">\n<meta charset=\"utf-8\">\n<title>Startbeeld</title>\n\
         <meta name=\"{HTML_MARK}\" content=\"{text}\">\n<h1>Startbeeld</h1>\n\
         <p>Dit startbeeld zit op slot. Open het op de pagina van de coach.</p>\n</html>\n"
    )
}
