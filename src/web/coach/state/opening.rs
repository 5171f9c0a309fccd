//! Opening: what came in becomes an open profile, a list to choose from, or a calm question for what opens it.

use super::item::{mark_same, wants_words};
use super::{Choice, Errand, Item, Lens, Opened, Pending, Problem, Progress, State, Trying};
use crate::engine::profile::sealed::Envelope;
use crate::engine::profile::{Profile, ProfileError, passphrase};
use std::rc::Rc;

impl State {
    /// Everything that waits for a key or for words.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &Rc<Envelope>> {
        let several = self.choices.iter().filter_map(Choice::locked);
        self.locked.iter().chain(several)
    }

    /// Whether something waits for words.
    #[must_use]
    pub fn wants_words(&self) -> bool {
        self.waiting().any(|envelope| wants_words(envelope))
    }

    /// Whether something waits for a key.
    #[must_use]
    pub fn wants_key(&self) -> bool {
        self.waiting().any(|envelope| !wants_words(envelope))
    }

    pub(super) fn receive(&mut self, item: Item) {
        self.dragging = false;
        self.camera = Lens::Off;
        self.choices.clear();
        self.locked = None;
        match item {
            Item::Open(profile) => self.open(Opened::Profile(profile)),
            Item::Dossier(dossier) => self.open(Opened::Dossier(dossier)),
            Item::Refused(problem) => self.fail(problem),
            Item::Locked(_) if self.insecure => self.fail(Problem::Insecure),
            Item::Locked(envelope) => {
                self.locked = Some(envelope);
                self.ask();
            }
        }
    }

    /// One file opens at once; several become a list to choose from.
    pub(super) fn receive_files(&mut self, mut files: Vec<Choice>) {
        self.dragging = false;
        self.reading = None;
        if files.len() > 1 {
            self.receive_several(files);
        } else if let Some(only) = files.pop() {
            self.receive(only.item);
        }
    }

    pub(super) fn receive_several(&mut self, mut choices: Vec<Choice>) {
        mark_same(&mut choices);
        for choice in &mut choices {
            if self.insecure && matches!(choice.item, Item::Locked(_)) {
                choice.item = Item::Refused(Problem::Insecure);
            }
        }
        let hopeless = |choice: &Choice| matches!(choice.item, Item::Refused(_));
        let all = choices.len();
        let none = choices.iter().all(hopeless);
        self.choices = choices;
        self.locked = None;
        self.problem = None;
        self.importing = self.profile.is_some();
        if none {
            self.fail(Problem::NoneOf(all));
        } else if self.waiting().next().is_some() {
            self.ask();
        }
    }

    /// Something is locked: the keys are tried, and where they do not fit, a calm question is there.
    fn ask(&mut self) {
        self.problem = None;
        self.hint = None;
        self.importing = self.profile.is_some();
        self.asks += 1;
        self.try_keys();
    }

    /// Tries the open keys on everything that waits for one.
    pub(super) fn try_keys(&mut self) {
        if !self.keys.loading && !self.keys.open.is_empty() {
            self.unlock(None);
        }
    }

    pub(super) fn try_words(&mut self, words: String) {
        if passphrase::normalise(&words).is_empty() {
            self.fail(Problem::NoWords);
        } else if self.trying.is_none() {
            self.problem = None;
            self.hint = None;
            self.unlock(Some(words));
        }
    }

    fn unlock(&mut self, words: Option<String>) {
        let with_words = words.is_some();
        let locked: Vec<Rc<Envelope>> = self
            .waiting()
            .filter(|envelope| wants_words(envelope) == with_words)
            .cloned()
            .collect();
        if locked.is_empty() {
            return;
        }
        self.trying = Some(Trying {
            progress: Progress {
                done: 0,
                all: locked.len(),
            },
            opened: 0,
            words: words.as_deref().map(|words| passphrase::check(words).err()),
        });
        self.send(Errand::Unlock {
            locked,
            keys: self.keys.open.clone(),
            words,
        });
    }

    /// What was tried is found by what it is, so whatever was closed in the meantime stays closed.
    pub(super) fn after_attempt(
        &mut self,
        envelope: &Rc<Envelope>,
        outcome: Result<Opened, Problem>,
    ) {
        if let Some(trying) = &mut self.trying {
            trying.progress.done += 1;
            trying.opened += usize::from(outcome.is_ok());
        }
        let still_locked = match &outcome {
            Err(Problem::Profile(
                error @ (ProfileError::WrongKey
                | ProfileError::WrongPassphrase
                | ProfileError::Sealed),
            )) => Some(error.clone()),
            _ => None,
        };
        if self.locked.as_ref() == Some(envelope) {
            match (outcome, still_locked) {
                (_, Some(ProfileError::WrongKey)) => {
                    self.fail(Problem::Profile(ProfileError::WrongKey));
                }
                // After all attempts there is one sentence about the words.
                (_, Some(_)) => {}
                (Err(problem), None) => {
                    self.locked = None;
                    self.fail(problem);
                }
                (Ok(opened), None) => {
                    self.locked = None;
                    self.open(opened);
                }
            }
            return;
        }
        for choice in &mut self.choices {
            if choice.locked() == Some(envelope) {
                match (&outcome, &still_locked) {
                    (Ok(opened), _) => choice.item = opened.clone().into(),
                    (_, Some(error)) => choice.tried = Some(error.clone()),
                    (Err(problem), None) => choice.item = Item::Refused(problem.clone()),
                }
            }
        }
    }

    pub(super) fn after_attempts(&mut self) {
        let Some(trying) = self.trying.take() else {
            return;
        };
        mark_same(&mut self.choices);
        match trying.words {
            Some(slip) if trying.opened == 0 && self.wants_words() => {
                self.hint = slip;
                self.fail(Problem::Profile(ProfileError::WrongPassphrase));
            }
            Some(_) => self.unlocked += 1,
            None => {}
        }
    }

    pub(super) fn choose(&mut self, index: usize) {
        let opened = match self.choices.get(index).map(|choice| &choice.item) {
            Some(Item::Open(profile)) => Opened::Profile(Rc::clone(profile)),
            Some(Item::Dossier(dossier)) => Opened::Dossier(Rc::clone(dossier)),
            _ => return,
        };
        self.open(opened);
    }

    /// Opens, unless that would cost what the coach wrote about somebody else: then the coach is asked first.
    pub(super) fn open(&mut self, opened: Opened) {
        let same_person = match &opened {
            Opened::Profile(profile) => self.work.desk.profiles.contains(profile),
            Opened::Dossier(_) => false,
        };
        if self.work.is_unsaved() && !same_person {
            self.importing = false;
            self.problem = None;
            self.work.pending = Some(Pending::Open(opened));
        } else {
            self.open_now(opened);
        }
    }

    pub(super) fn open_now(&mut self, opened: Opened) {
        let profile = match opened {
            Opened::Profile(profile) => {
                self.work.begin(&profile);
                profile
            }
            Opened::Dossier(dossier) => {
                let newest = dossier.desk.profiles.last();
                let Some(newest) = newest.map(Rc::clone) else {
                    return;
                };
                self.work.go_on(&dossier);
                newest
            }
        };
        self.show(profile);
    }

    /// Shows a profile of this person.
    pub(super) fn show(&mut self, profile: Rc<Profile>) {
        self.profile = Some(profile);
        self.problem = None;
        self.importing = false;
        self.hidden = self.start_blank;
        self.arrivals += 1;
    }
}
