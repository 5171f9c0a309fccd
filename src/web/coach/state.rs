//! What the coach's page knows, what can happen to it, and the one function that says what follows.

mod desk;
mod hand;
mod item;
mod keys;
mod lens;
mod opening;

pub use desk::{DeskAction, Part, Pending, Work};
pub use hand::{Hand, HandAction, HandProblem, Lock, Shelved};
pub use item::{Choice, Item, Opened};
pub use keys::{KeyAction, KeyFile, KeyProblem, Keys, Making, OpenKey, SHORTEST, Stay};
pub use lens::{CameraProblem, Lens};

use crate::engine::Date;
use crate::engine::desk::Desk;
use crate::engine::desk::dossier::DossierError;
use crate::engine::profile::passphrase::Slip;
use crate::engine::profile::sealed::Envelope;
use crate::engine::profile::{MAX_INPUT, Profile, ProfileError};
use std::rc::Rc;
use yew::Reducible;

/// What went wrong. Each has one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// What came in cannot be opened.
    Profile(ProfileError),
    /// The browser could not read the file.
    Unreadable,
    /// None of so many files can be opened.
    NoneOf(usize),
    /// The browser does not print.
    Print,
    /// The browser does not make files.
    Export,
    /// The profile is locked, and over this connection the browser has no ciphers.
    Insecure,
    /// There are no words to try.
    NoWords,
    /// Something with a key.
    Key(KeyProblem),
    /// The browser cannot show the picture.
    Picture,
    /// There is no code in the picture that can be read.
    NoCode,
    /// What reads codes did not arrive.
    NoReader,
    /// Something with the camera.
    Camera(CameraProblem),
    /// A dossier cannot be opened.
    Dossier(DossierError),
    /// Something with handing over.
    Hand(HandProblem),
}

/// Something the browser has to do. It tells what came of it as an [`Action`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Look for keys that this browser keeps.
    Load,
    /// Open these with the keys or with the words.
    Unlock {
        /// What is locked.
        locked: Vec<Rc<Envelope>>,
        /// The keys to try.
        keys: Vec<OpenKey>,
        /// The words to try, as they were typed.
        words: Option<String>,
    },
    /// Open the files of private keys with this passphrase.
    OpenKeys {
        /// The files.
        files: Vec<KeyFile>,
        /// The passphrase as it was typed.
        words: String,
    },
    /// Make a pair of keys and seal the private one to this passphrase.
    Make(String),
    /// Keep this key in this browser.
    Keep(OpenKey),
    /// Remove the key with this identifier from this browser.
    Forget(String),
    /// Seal the text of a dossier and hand it over as a file.
    HandOver {
        /// The text.
        dossier: String,
        /// What it holds.
        desk: Rc<Desk>,
        /// The name of the file.
        name: String,
        /// What opens it.
        lock: Lock,
    },
    /// Keep the text of a dossier in this browser, encrypted; in the place of an earlier one, where there is one.
    Shelve {
        /// The text.
        dossier: String,
        /// What it holds.
        desk: Rc<Desk>,
        /// The place of the earlier one.
        id: Option<String>,
    },
    /// Open the dossier that this browser keeps under this name.
    TakeDown(String),
    /// Remove it from this browser.
    ThrowAway(String),
}

/// How far something is that takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So many are done.
    pub done: usize,
    /// Of so many.
    pub all: usize,
}

/// Locked profiles that are being tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trying {
    /// How far it is.
    pub progress: Progress,
    /// So many of them opened.
    opened: usize,
    /// They are tried with words, and this is odd about them.
    words: Option<Option<Slip>>,
}

impl Trying {
    /// Whether words are tried, which takes a while, and not keys.
    #[must_use]
    pub fn is_words(&self) -> bool {
        self.words.is_some()
    }
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A text came in: pasted, dropped, or the fragment of the address.
    Text(String),
    /// So many of the files were read.
    Reading(Progress),
    /// Files came in.
    Files(Vec<Choice>),
    /// These words were typed and are to open what is locked.
    Words(String),
    /// What is odd about the words so far.
    Hint(Option<Slip>),
    /// Something locked was tried.
    Unlocked(Rc<Envelope>, Result<Opened, Problem>),
    /// All that is locked was tried.
    Tried,
    /// The browser has begun with all errands up to this number.
    Begun(u32),
    /// Something about keys.
    Key(KeyAction),
    /// The camera is wanted, runs, or is not wanted any more.
    Camera(Lens),
    /// One of several files is chosen.
    Choose(usize),
    /// The place to open another profile is opened or closed.
    Import(bool),
    /// From now on a profile opens without its picture, or with it.
    StartBlank(bool),
    /// The picture of the open profile is shown or hidden.
    TogglePicture,
    /// The sentences of the domains are shown or put away, where there is no room for both them and the rest.
    ToggleSentences,
    /// Something is dragged over the page, or not any more.
    Drag(bool),
    /// The profile is closed and everything that came in is forgotten.
    Wipe,
    /// An errand in the browser failed.
    Failed(Problem),
    /// Something at the desk, on this day.
    Desk(DeskAction, Date),
    /// Something with handing over, on this day.
    Hand(HandAction, Date),
}

/// What the page knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The open profile.
    pub profile: Option<Rc<Profile>>,
    /// Several files that came in together.
    pub choices: Vec<Choice>,
    /// One profile that is locked.
    pub locked: Option<Rc<Envelope>>,
    /// What is locked is being tried.
    pub trying: Option<Trying>,
    /// What is odd about the words that were typed.
    pub hint: Option<Slip>,
    /// Many files are being read.
    pub reading: Option<Progress>,
    /// The keys of the municipality.
    pub keys: Keys,
    /// Without a secure connection the browser opens nothing that is locked and makes no keys.
    pub insecure: bool,
    /// Whether the browser can ask for a camera.
    pub has_camera: bool,
    /// The camera.
    pub camera: Lens,
    /// What the browser still has to do, each with its number.
    pub errands: Vec<(u32, Errand)>,
    /// Counts the errands.
    pub errand: u32,
    /// Counts what words have opened, so that their field is empty for the next ones.
    pub unlocked: u32,
    /// Counts what asks for a key or for words: the focus goes there.
    pub asks: u32,
    /// What went wrong last.
    pub problem: Option<Problem>,
    /// The place to open another profile is open beside a profile.
    pub importing: bool,
    /// A profile opens without its picture.
    pub start_blank: bool,
    /// The picture is hidden, so that the talk can start without it.
    pub hidden: bool,
    /// The sentences of the domains are shown on a screen where they are put away at first.
    pub sentences: bool,
    /// Something is dragged over the page.
    pub dragging: bool,
    /// Counts the screens that were opened: the focus goes to the heading of a new one.
    pub arrivals: u32,
    /// Counts the problems, so that the same sentence is announced again.
    pub problems: u32,
    /// What the coach writes beside the profile.
    pub work: Work,
}

impl State {
    /// The page as it opens: with the profile that stands in the address, if one does.
    #[must_use]
    pub fn start(fragment: Option<String>) -> State {
        match fragment {
            Some(text) => State::default().after(Action::Text(text)),
            None => State::default(),
        }
    }

    /// The page as it opens in a browser, which has ciphers or not; with them it looks for keys that it keeps first.
    #[must_use]
    pub fn start_in_browser(fragment: Option<String>, secure: bool) -> State {
        let mut state = State {
            insecure: !secure,
            ..State::default()
        };
        if secure {
            state.keys.loading = true;
            state.send(Errand::Load);
        }
        match fragment {
            Some(text) => state.after(Action::Text(text)),
            None => state,
        }
    }

    /// What follows when something happens.
    #[must_use]
    pub fn after(&self, action: Action) -> State {
        let mut next = self.clone();
        match action {
            Action::Text(text) => next.receive(Item::read(Ok(&text))),
            Action::Reading(progress) => {
                next.dragging = false;
                next.reading = Some(progress);
            }
            Action::Files(files) => next.receive_files(files),
            Action::Choose(index) => next.choose(index),
            Action::Words(words) => next.try_words(words),
            Action::Hint(slip) => next.hint = slip,
            Action::Unlocked(envelope, outcome) => next.after_attempt(&envelope, outcome),
            Action::Tried => next.after_attempts(),
            Action::Begun(number) => next.errands.retain(|(errand, _)| *errand > number),
            Action::Key(action) => next.after_key(action),
            Action::Camera(lens) => next.turn_camera(lens),
            Action::Import(on) => {
                next.importing = on;
                next.problem = None;
            }
            Action::StartBlank(on) => next.start_blank = on,
            Action::TogglePicture => next.hidden = !next.hidden,
            Action::ToggleSentences => next.sentences = !next.sentences,
            Action::Drag(on) => next.dragging = on,
            Action::Wipe if self.work.is_unsaved() => next.work.pending = Some(Pending::Close),
            Action::Wipe => next = self.closed(),
            Action::Failed(problem) => next.fail(problem),
            Action::Desk(action, day) => next.after_desk(action, day),
            Action::Hand(action, day) => next.after_hand(action, day),
        }
        next
    }

    /// Everything about a client is gone.
    fn closed(&self) -> State {
        State {
            start_blank: self.start_blank,
            arrivals: self.arrivals + 1,
            problems: self.problems,
            // Keys say nothing about a client; they stay open until they are forgotten or the page is closed.
            keys: self.keys.clone(),
            insecure: self.insecure,
            has_camera: self.has_camera,
            errand: self.errand,
            work: self.work.for_the_next(),
            ..State::default()
        }
    }

    /// The browser is to do this.
    fn send(&mut self, errand: Errand) {
        self.errand += 1;
        self.errands.push((self.errand, errand));
    }

    /// A problem changes nothing but the sentence that is shown: an open profile stays open. The camera goes out, because
    /// its dialog would cover the sentence.
    fn fail(&mut self, problem: Problem) {
        self.camera = Lens::Off;
        self.problem = Some(problem);
        self.problems += 1;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// Refuses by size before anything is read, also where the browser knows the size beforehand.
///
/// # Errors
/// When it is too large for a profile.
pub fn check_size(bytes: f64) -> Result<(), Problem> {
    let limit = u32::try_from(MAX_INPUT).map_or(f64::INFINITY, f64::from);
    if bytes > limit {
        Err(Problem::Profile(ProfileError::TooLarge))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
