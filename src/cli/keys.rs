//! Private keys and passphrases from the command line, a file, the environment or the terminal.

use super::report::complain;
use crate::crypto::{Keyring, open_key};
use crate::engine::ProfileError;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a passphrase may stand when it is not in a file.
const VARIABLE: &str = "STARTBEELD_PASSPHRASE";
/// Where passphrases are looked for, for messages.
pub(super) const NO_PASSPHRASE: &str =
    "no passphrase: give --passphrase-file, or set STARTBEELD_PASSPHRASE";
/// Nothing larger is a file with keys or passphrases, in bytes.
const MAX_FILE: u64 = 1_000_000;

/// What opens sealed profiles.
#[derive(Debug, clap::Args)]
pub(super) struct Keys {
    /// A private key that `keygen` made; give it again for old keys
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    #[command(flatten)]
    passphrases: Passphrases,
}

/// Passphrases of private keys and of profiles; each is tried.
#[derive(Debug, clap::Args)]
pub(super) struct Passphrases {
    /// A file with passphrases of keys and profiles, one on each line; otherwise STARTBEELD_PASSPHRASE, or asked
    #[arg(long = "passphrase-file", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Ask for the passphrase on the terminal
    #[arg(long = "ask")]
    ask: bool,
}

impl Passphrases {
    /// What was given, without asking unless that was asked for. The list may be empty.
    pub(super) fn given(&self) -> Result<Vec<String>, String> {
        let mut all = Vec::new();
        for path in &self.files {
            let text = read(path)?;
            all.extend(
                text.lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(str::to_owned),
            );
        }
        if let Ok(text) = std::env::var(VARIABLE)
            && !text.is_empty()
        {
            all.push(text);
        }
        if self.ask {
            all.push(ask("Passphrase: ")?);
        }
        Ok(all)
    }
}

impl Keys {
    /// Opens the keys. Complains and gives `None` when one of them does not open, because going on without it would
    /// turn good profiles into bad ones.
    pub(super) fn keyring(&self) -> Option<Keyring> {
        self.open().map_err(|problem| complain(&problem)).ok()
    }

    fn open(&self) -> Result<Keyring, String> {
        let mut passphrases = self.passphrases.given()?;
        let mut keys = Vec::new();
        for path in &self.keys {
            let text = read(path)?;
            let name = path.display();
            let found = passphrases
                .iter()
                .map(|words| open_key(&text, words))
                .find(|outcome| outcome != &Err(ProfileError::WrongPassphrase));
            let outcome = match found {
                Some(outcome) => outcome,
                None => {
                    let words = ask(&format!("Passphrase of {name}: ")).map_err(|problem| {
                        if passphrases.is_empty() {
                            problem
                        } else {
                            format!("{name}: none of the passphrases fits: check each letter")
                        }
                    })?;
                    let outcome = open_key(&text, &words);
                    passphrases.push(words);
                    outcome
                }
            };
            keys.push(outcome.map_err(|error| problem(path, &error))?);
        }
        Ok(Keyring { keys, passphrases })
    }
}

/// Why a key does not open.
fn problem(path: &Path, error: &ProfileError) -> String {
    let sentence = match error {
        ProfileError::WrongPassphrase => "the passphrase does not fit: check each letter",
        ProfileError::Truncated | ProfileError::Damaged => {
            "the key is damaged: take it from a copy"
        }
        _ => "not a private key: give the file that `startbeeld keygen` or the coach's page made",
    };
    format!("{}: {sentence}", path.display())
}

/// A small file as text, or why it cannot be read.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let name = path.display();
    if fs::metadata(path).is_ok_and(|data| data.len() > MAX_FILE) {
        return Err(format!("{name}: too large to be a key or a passphrase"));
    }
    fs::read_to_string(path)
        .map_err(|error| format!("{name}: it cannot be read ({error}): check the name"))
}

/// Asks on the terminal without showing what is typed.
pub(super) fn ask(question: &str) -> Result<String, String> {
    rpassword::prompt_password(question).map_err(|_| NO_PASSPHRASE.to_owned())
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map(|()| bytes)
        .map_err(|error| format!("this system gives no random numbers ({error}): try again later"))
}
