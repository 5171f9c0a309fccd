//! Handing over: a dossier sealed to words or to a key, and what this browser keeps because the coach chose so.

use super::{Errand, Opened, Problem, State};
use crate::content::{Texts, key};
use crate::engine::Date;
use crate::engine::desk::{Desk, dossier};
use crate::engine::profile::sealed::RecipientKey;
use std::rc::Rc;

/// What opens a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// These words.
    Words(String),
    /// The private part of this key.
    Key(RecipientKey),
}

/// A dossier that this browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Its name in the browser.
    pub id: String,
    /// The day on which it was kept.
    pub on: Date,
    /// The hour and minute.
    pub time: (u8, u8),
}

/// Handing over, as far as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    /// The words that open what is handed over in this sitting.
    pub words: Option<String>,
    /// The keys of others that came in.
    pub keys: Vec<RecipientKey>,
    /// It is being sealed or kept.
    pub busy: bool,
    /// It was handed over: to this key, or with the words.
    pub done: Option<Option<String>>,
    /// The plain text is on the clipboard.
    pub copied: bool,
}

impl Hand {
    /// The keys of others stay for the next client, the words do not.
    pub(super) fn for_the_next(&self) -> Hand {
        Hand {
            keys: self.keys.clone(),
            ..Hand::default()
        }
    }
}

/// What goes wrong with handing over. Each has one sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandProblem {
    /// The file holds no public key.
    NoKey,
    /// The browser did not seal or save it.
    NotHanded,
    /// The browser does not keep it.
    NotShelved,
    /// The browser does not find or open it any more.
    NotTakenDown,
    /// The browser does not remove it.
    NotThrownAway,
    /// The browser does not copy.
    NotCopied,
}

/// What can happen while handing over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandAction {
    /// The dossier is to be sealed to these words, or to those that were used before.
    Words(String),
    /// A file with public keys came in.
    Keys(Option<Vec<RecipientKey>>),
    /// The dossier is to be sealed to this key.
    To(RecipientKey),
    /// This was handed over, to this key or with the words.
    Handed(Rc<Desk>, Option<String>),
    /// The dossier is to be kept in this browser.
    Shelve,
    /// This is kept.
    Shelved(Rc<Desk>, Shelved),
    /// This is what the browser keeps.
    Shelf(Vec<Shelved>),
    /// A kept dossier is to be opened.
    TakeDown(String),
    /// This was opened from its place.
    Taken(String, Opened),
    /// A kept dossier is to be removed.
    ThrowAway(String),
    /// The plain text is on the clipboard.
    Copied,
    /// It did not work.
    Failed(HandProblem),
}

impl State {
    pub(super) fn after_hand(&mut self, action: HandAction, day: Date) {
        let hand = &mut self.work.hand;
        match action {
            HandAction::Words(words) => {
                let words = hand.words.get_or_insert(words).clone();
                self.hand_over(Lock::Words(words), day);
            }
            HandAction::To(key) => self.hand_over(Lock::Key(key), day),
            HandAction::Keys(Some(keys)) => {
                self.problem = None;
                for key in keys {
                    if !hand.keys.contains(&key) {
                        hand.keys.push(key);
                    }
                }
            }
            HandAction::Keys(None) => self.fail(Problem::Hand(HandProblem::NoKey)),
            HandAction::Handed(desk, key) => {
                hand.busy = false;
                hand.done = Some(key);
                self.work.saved = Some(desk);
            }
            HandAction::Shelve => self.shelve(day),
            HandAction::Shelved(desk, shelved) => {
                hand.busy = false;
                self.work.saved = Some(desk);
                self.work.place = Some(shelved.id.clone());
                self.work.shelf.retain(|other| other.id != shelved.id);
                self.work.shelf.push(shelved);
            }
            HandAction::Shelf(shelf) => self.work.shelf = shelf,
            HandAction::TakeDown(id) => self.send(Errand::TakeDown(id)),
            HandAction::Taken(id, opened) => {
                self.open(opened);
                if self.work.pending.is_none() {
                    self.work.place = Some(id);
                }
            }
            HandAction::ThrowAway(id) => {
                self.work.shelf.retain(|shelved| shelved.id != id);
                if self.work.place.as_ref() == Some(&id) {
                    // What is open is nowhere kept any more.
                    self.work.place = None;
                    self.work.saved = None;
                }
                self.send(Errand::ThrowAway(id));
            }
            HandAction::Copied => hand.copied = true,
            HandAction::Failed(problem) => {
                hand.busy = false;
                self.fail(Problem::Hand(problem));
            }
        }
    }

    fn hand_over(&mut self, lock: Lock, day: Date) {
        if self.work.hand.busy || self.profile.is_none() {
            return;
        }
        self.problem = None;
        self.work.hand.busy = true;
        self.work.hand.done = None;
        let name =
            Texts::dutch_for_coach().fill(key::COACH_HAND_FILE_NAME, &[("date", &day.to_string())]);
        self.send(Errand::HandOver {
            dossier: dossier::to_json(&self.work.desk, self.work.role, day),
            desk: Rc::new(self.work.desk.clone()),
            name,
            lock,
        });
    }

    fn shelve(&mut self, day: Date) {
        if self.work.hand.busy || self.profile.is_none() {
            return;
        }
        self.problem = None;
        self.work.hand.busy = true;
        self.send(Errand::Shelve {
            dossier: dossier::to_json(&self.work.desk, self.work.role, day),
            desk: Rc::new(self.work.desk.clone()),
            id: self.work.place.clone(),
        });
    }
}
