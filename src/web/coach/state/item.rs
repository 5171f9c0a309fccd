//! What came in: an open profile, one that is locked, or something that cannot be opened.

use super::Problem;
use crate::engine::desk::dossier::{self, Dossier};
use crate::engine::profile::sealed::{Envelope, Method, opened};
use crate::engine::profile::{self, Found, Profile, ProfileError};
use std::rc::Rc;

/// One thing that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A profile that can be shown.
    Open(Rc<Profile>),
    /// A profile that needs a key or words.
    Locked(Rc<Envelope>),
    /// The dossier of a coach.
    Dossier(Rc<Dossier>),
    /// Something else, or broken.
    Refused(Problem),
}

/// What was inside something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A profile.
    Profile(Rc<Profile>),
    /// The dossier of a coach.
    Dossier(Rc<Dossier>),
}

impl Opened {
    /// Reads what was inside.
    ///
    /// # Errors
    /// When it is neither, or broken.
    pub fn read(plaintext: &[u8]) -> Result<Opened, Problem> {
        match opened(plaintext) {
            Ok(profile) => Ok(Opened::Profile(Rc::new(profile))),
            Err(ProfileError::Dossier) => dossier::read(plaintext)
                .map(|dossier| Opened::Dossier(Rc::new(dossier)))
                .map_err(Problem::Dossier),
            // What is inside cannot have been cut on the way, so this says that it was never a profile.
            Err(ProfileError::Empty) => Err(Problem::Profile(ProfileError::Foreign)),
            Err(error) => Err(Problem::Profile(error)),
        }
    }
}

impl From<Opened> for Item {
    fn from(opened: Opened) -> Item {
        match opened {
            Opened::Profile(profile) => Item::Open(profile),
            Opened::Dossier(dossier) => Item::Dossier(dossier),
        }
    }
}

impl Item {
    /// What a text holds, or why there is no text.
    #[must_use]
    pub fn read(text: Result<&str, Problem>) -> Item {
        let found = text.and_then(|text| profile::find(text).map_err(Problem::Profile));
        match found {
            Ok(Found::Open(profile)) => Item::Open(Rc::new(profile)),
            Ok(Found::Sealed(envelope)) => Item::Locked(Rc::from(envelope)),
            Err(problem) => Item::Refused(problem),
        }
    }
}

/// One of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name of the file.
    pub name: String,
    /// What is in it.
    pub item: Item,
    /// Why it is still locked after a key or words were tried.
    pub tried: Option<ProfileError>,
    /// The file before it that holds exactly the same.
    pub same_as: Option<String>,
}

impl Choice {
    /// A file with its text, or why it has none.
    #[must_use]
    pub fn new(name: &str, text: Result<&str, Problem>) -> Choice {
        Choice {
            name: name.to_owned(),
            item: Item::read(text),
            tried: None,
            same_as: None,
        }
    }

    /// Whether it can be shown now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.item, Item::Open(_) | Item::Dossier(_)) && self.same_as.is_none()
    }

    /// What is locked in it.
    #[must_use]
    pub fn locked(&self) -> Option<&Rc<Envelope>> {
        match &self.item {
            Item::Locked(envelope) if self.same_as.is_none() => Some(envelope),
            _ => None,
        }
    }
}

/// Notes which files hold the same as one before them.
pub(super) fn mark_same(choices: &mut [Choice]) {
    for at in 0..choices.len() {
        let (before, rest) = choices.split_at_mut(at);
        let Some(choice) = rest.first_mut() else {
            return;
        };
        if choice.same_as.is_some() || matches!(choice.item, Item::Refused(_)) {
            continue;
        }
        choice.same_as = before
            .iter()
            .find(|earlier| earlier.same_as.is_none() && earlier.item == choice.item)
            .map(|earlier| earlier.name.clone());
    }
}

/// Whether it opens with words, and not with a key.
pub(super) fn wants_words(envelope: &Envelope) -> bool {
    matches!(envelope.method, Method::Passphrase(_))
}
