//! What leaves the device: the link, the code, the saved page, each sealed where that is possible.
//!
//! This is a program of its own, which the client's page loads when somebody has come as far as the review: nobody
//! waits for it before the first question. It is given the session as text and knows nothing of the page.

mod code;
mod file;
mod hand;
mod seal;
mod turns;

pub use code::Code;
pub use file::{answers, page, sealed_page};
pub use hand::{can_send, copy, send};
pub use seal::{Sealer, reader};
pub use turns::Turns;

use crate::engine::session::{self, Session};
use crate::engine::{Date, Profile};

/// What the session shares, dated with a day (days since 1 January 2024). Nothing when the text is not a session.
#[must_use]
pub fn profile(session: &str, day: u16) -> Option<Profile> {
    let Session {
        interview,
        sharing,
        language,
        ..
    } = session::from_text(session).ok()?;
    Some(Profile::new(
        &interview,
        &sharing,
        Date::from_days(day),
        language,
    ))
}
