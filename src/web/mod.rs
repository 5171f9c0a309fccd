//! Everything that knows the browser.
//!
//! `dom`, `storage`, `clock`, `share` and the coach's `intake` are the only places that call it; each failure there is a
//! value that a screen can show. `components` are the pieces both pages are made of. `client` and `coach` are the two pages, each
//! with one state, one action and one reducer that are tested without a browser.

#[cfg(feature = "client")]
pub mod client;
pub mod clock;
#[cfg(feature = "coach")]
pub mod coach;
pub mod components;
pub mod dom;
#[cfg(feature = "client")]
pub mod share;
pub mod storage;
