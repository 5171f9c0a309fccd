//! The session on this device. Everything stays in memory too, so a device that does not store loses nothing
//! while the page is open.

use crate::engine::session::{self, Session};

/// The one key this product writes. The version inside the text says how to read it.
pub const KEY: &str = "startbeeld.session";

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

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Looks for a session.
#[must_use]
pub fn load() -> Found {
    let Some(store) = store() else {
        return Found::Refused;
    };
    match store.get_item(KEY) {
        Err(_) => Found::Refused,
        Ok(None) => Found::Nothing,
        Ok(Some(text)) => match session::from_text(&text) {
            Ok(session) => Found::Session(Box::new(session)),
            Err(session::Unreadable) => Found::Damaged,
        },
    }
}

/// Stores the session.
///
/// # Errors
/// When the device refuses: storage is off, full, or forbidden.
pub fn save(session: &Session) -> Result<(), Refused> {
    store()
        .ok_or(Refused)?
        .set_item(KEY, &session::to_text(session))
        .map_err(|_| Refused)
}

/// Removes everything this product stored. Nothing to remove is no failure.
pub fn wipe() {
    if let Some(store) = store() {
        let _ = store.remove_item(KEY);
    }
}

/// The device does not store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;
