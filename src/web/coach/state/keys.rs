//! The keys of the municipality: which are open, which file waits for its passphrase, and the making of new ones.

use super::{Action, Errand, Problem, State};
use crate::engine::Date;
use crate::engine::profile::sealed::{Content, Envelope, RecipientKey};
use crate::engine::profile::{MAX_INPUT, ProfileError};
use crate::web::crypto::{Handle, Made};
use std::rc::Rc;

/// The fewest characters of a passphrase that somebody chose; the command line asks for as many.
pub const SHORTEST: usize = 12;

/// How long a key stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// Until the page is closed; opened at this hour and minute.
    Session(u8, u8),
    /// Kept in this browser since this day.
    Kept(Date),
}

/// A private key that opens profiles now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenKey {
    /// The identifier.
    pub kid: String,
    /// How long it stays.
    pub stay: Stay,
    /// Its public part, to seal to; not known of a key that was kept before this was.
    pub public: Option<RecipientKey>,
    /// The key itself, in the hands of the browser.
    pub handle: Handle,
}

/// A file with a private key, which waits for its passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub envelope: Rc<Envelope>,
}

impl KeyFile {
    /// A file with its text.
    ///
    /// # Errors
    /// When it is no private key, or a damaged one.
    pub fn read(name: &str, text: &str) -> Result<KeyFile, KeyProblem> {
        if text.len() > MAX_INPUT {
            return Err(KeyProblem::Foreign);
        }
        match Envelope::parse(text.trim()) {
            Ok(envelope) if envelope.content == Content::Key => Ok(KeyFile {
                name: name.to_owned(),
                envelope: Rc::new(envelope),
            }),
            Err(ProfileError::Truncated | ProfileError::Damaged) => Err(KeyProblem::Damaged),
            _ => Err(KeyProblem::Foreign),
        }
    }
}

/// What goes wrong with keys. Each has one sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// No file with a private key.
    Foreign,
    /// Such a file, but broken.
    Damaged,
    /// The browser could not read it.
    Unreadable,
    /// The passphrase is another one.
    WrongPassphrase,
    /// There is no passphrase to try.
    NoPassphrase,
    /// A chosen passphrase is too short.
    TooShort,
    /// The browser makes no keys.
    NotMade,
    /// The browser does not keep the key.
    NotKept,
    /// The browser does not remove the key.
    NotForgotten,
    /// The browser does not copy.
    NotCopied,
    /// The browser does not make files.
    NotSaved,
}

impl KeyProblem {
    /// Whether it is about making keys, and not about opening and keeping them.
    #[must_use]
    pub const fn is_making(self) -> bool {
        matches!(
            self,
            KeyProblem::TooShort
                | KeyProblem::NotMade
                | KeyProblem::NotCopied
                | KeyProblem::NotSaved
        )
    }
}

impl From<ProfileError> for KeyProblem {
    fn from(error: ProfileError) -> KeyProblem {
        match error {
            ProfileError::WrongPassphrase => KeyProblem::WrongPassphrase,
            ProfileError::Foreign => KeyProblem::Foreign,
            _ => KeyProblem::Damaged,
        }
    }
}

/// How far the making of a pair of keys is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Making {
    /// The passphrase is chosen: the proposed words, or one's own.
    Choosing {
        /// The proposed words.
        words: String,
        /// Whether the coach takes another passphrase.
        own: bool,
    },
    /// The pair is there.
    Made {
        /// What to keep and what to publish.
        made: Rc<Made>,
        /// The words to write down; nothing with a passphrase of one's own.
        words: Option<String>,
        /// Whether the file was opened again.
        proven: bool,
    },
}

/// Everything about keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The keys that open profiles now.
    pub open: Vec<OpenKey>,
    /// The part about keys is unfolded.
    pub shown: bool,
    /// The browser is still looking for keys that it keeps.
    pub loading: bool,
    /// Files that wait for their passphrase.
    pub asked: Vec<KeyFile>,
    /// Something takes a while: a passphrase is tried, or a pair is made.
    pub busy: bool,
    /// A pair of keys in the making.
    pub making: Option<Making>,
    /// The passphrase can be read while it is typed.
    pub revealed: bool,
    /// What was copied just now is on the clipboard.
    pub copied: bool,
}

/// What can happen to keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// The part about keys is unfolded or put away.
    Show(bool),
    /// Files were chosen as keys.
    Files(Vec<Result<KeyFile, KeyProblem>>),
    /// The passphrase can be read while it is typed, or not any more.
    Reveal(bool),
    /// The files that wait for a passphrase are put away.
    PutAway,
    /// This passphrase is to open the files that wait.
    Open(String),
    /// A file opened; its name, and the key.
    Opened(String, OpenKey),
    /// Every file that waited was tried; why the last one that did not open did not.
    Tried(Option<KeyProblem>),
    /// What the browser kept.
    Loaded(Vec<OpenKey>),
    /// The key with this identifier is to be kept in this browser.
    Keep(String),
    /// It is kept, since this day.
    Kept(String, Date),
    /// The key with this identifier is to be forgotten.
    Forget(String),
    /// New keys are wanted; these words are proposed.
    New(String),
    /// Another passphrase than the proposed words is wanted, or not any more.
    Own(bool),
    /// The keys are to be made; with the own passphrase, where one is wanted.
    Make(String),
    /// They are made.
    Made(Made),
    /// The making is over.
    Finish,
    /// The public key is on the clipboard.
    Copied,
    /// It did not work.
    Failed(KeyProblem),
}

impl State {
    pub(super) fn after_key(&mut self, action: KeyAction) {
        let keys = &mut self.keys;
        match action {
            KeyAction::Show(on) => keys.shown = on,
            KeyAction::Files(files) => self.ask_for_passphrase(files),
            KeyAction::Reveal(on) => keys.revealed = on,
            KeyAction::PutAway => keys.asked.clear(),
            KeyAction::Open(words) => self.try_passphrase(words),
            KeyAction::Opened(name, key) => self.add_key(&name, key),
            KeyAction::Tried(problem) => self.passphrase_was_tried(problem),
            KeyAction::Loaded(found) => {
                keys.loading = false;
                keys.open.extend(found);
                self.try_keys();
            }
            KeyAction::Keep(kid) => {
                if let Some(key) = keys.open.iter().find(|key| key.kid == kid) {
                    let key = key.clone();
                    self.send(Errand::Keep(key));
                }
            }
            KeyAction::Kept(kid, since) => {
                if let Some(key) = keys.open.iter_mut().find(|key| key.kid == kid) {
                    key.stay = Stay::Kept(since);
                }
            }
            KeyAction::Forget(kid) => self.forget_key(&kid),
            KeyAction::Failed(problem) => {
                keys.busy = false;
                self.fail(Problem::Key(problem));
            }
            making => self.after_making(making),
        }
    }

    fn after_making(&mut self, action: KeyAction) {
        let keys = &mut self.keys;
        match (action, &mut keys.making) {
            (KeyAction::New(words), making) => {
                *making = Some(Making::Choosing { words, own: false });
                keys.shown = true;
            }
            (KeyAction::Own(on), Some(Making::Choosing { own, .. })) => *own = on,
            (KeyAction::Make(typed), Some(Making::Choosing { words, own })) => {
                let words = if *own { typed } else { words.clone() };
                if words.chars().count() < SHORTEST {
                    self.fail(Problem::Key(KeyProblem::TooShort));
                } else if !keys.busy {
                    keys.busy = true;
                    self.send(Errand::Make(words));
                }
            }
            (KeyAction::Made(made), Some(Making::Choosing { words, own })) => {
                keys.making = Some(Making::Made {
                    made: Rc::new(made),
                    words: (!*own).then(|| words.clone()),
                    proven: false,
                });
                keys.busy = false;
                keys.copied = false;
                self.problem = None;
            }
            (KeyAction::Copied, _) => keys.copied = true,
            (KeyAction::Finish, making) => {
                *making = None;
                keys.busy = false;
                self.problem = None;
            }
            _ => {}
        }
    }

    fn ask_for_passphrase(&mut self, files: Vec<Result<KeyFile, KeyProblem>>) {
        self.problem = None;
        for file in files {
            match file {
                Ok(file) if self.keys.asked.contains(&file) => {}
                Ok(file) => self.keys.asked.push(file),
                Err(problem) => self.fail(Problem::Key(problem)),
            }
        }
    }

    fn try_passphrase(&mut self, words: String) {
        if words.trim().is_empty() {
            self.fail(Problem::Key(KeyProblem::NoPassphrase));
        } else if !self.keys.busy && !self.keys.asked.is_empty() {
            self.keys.busy = true;
            self.problem = None;
            self.send(Errand::OpenKeys {
                files: self.keys.asked.clone(),
                words,
            });
        }
    }

    fn add_key(&mut self, name: &str, key: OpenKey) {
        let keys = &mut self.keys;
        keys.asked.retain(|file| file.name != name);
        if let Some(Making::Made { made, proven, .. }) = &mut keys.making {
            *proven |= made.kid == key.kid;
        }
        match keys.open.iter_mut().find(|known| known.kid == key.kid) {
            // A key that is kept stays kept.
            Some(known) => known.handle = key.handle,
            None => keys.open.push(key),
        }
    }

    fn passphrase_was_tried(&mut self, problem: Option<KeyProblem>) {
        self.keys.busy = false;
        if let Some(problem) = problem {
            self.fail(Problem::Key(problem));
        }
        self.try_keys();
    }

    fn forget_key(&mut self, kid: &str) {
        let keys = &mut self.keys;
        if let Some(at) = keys.open.iter().position(|key| key.kid == kid) {
            let key = keys.open.remove(at);
            if matches!(key.stay, Stay::Kept(_)) {
                self.send(Errand::Forget(key.kid));
            }
        }
    }
}

impl From<KeyAction> for Action {
    fn from(action: KeyAction) -> Action {
        Action::Key(action)
    }
}
