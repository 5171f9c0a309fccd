//! The session on this device. Everything stays in memory too, so a device that does not store loses nothing
//! while the page is open.

use super::place::Place;
use crate::engine::session::{self, Session};

/// What was found on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A session to go on with.
    Session(Box<Session>),
    /// Something that cannot be read.
    Damaged,
    /// The device does not let this page store anything.
    Refused,
}

/// Looks for a session.
#[must_use]
pub fn load(place: &Place) -> Found {
    let stored = place.stored();
    match stored.as_string() {
        Some(text) => match session::from_text(&text) {
            Ok(session) => Found::Session(Box::new(session)),
            Err(session::Unreadable) => Found::Damaged,
        },
        None if stored.is_undefined() => Found::Refused,
        None => Found::Nothing,
    }
}

/// Stores the session.
///
/// # Errors
/// When the device refuses: storage is off, full, or forbidden.
pub fn save(place: &Place, session: &Session) -> Result<(), Refused> {
    let stored = place.store(Some(&session::to_text(session)));
    stored.then_some(()).ok_or(Refused)
}

/// Removes everything this instance stored. Nothing to remove is no failure.
pub fn wipe(place: &Place) {
    place.store(None);
}

/// The device does not store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;
