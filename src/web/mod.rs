//! Everything that knows the browser.
//!
//! `dom`, `place`, `storage`, `clock`, `crypto` and the coach's `intake`, `reader` and `camera` are the only places that call it; each failure there is a
//! value that a screen can show. `components` are the pieces both pages are made of. `client` and `coach` are the two pages, each
//! with one state, one action and one reducer that are tested without a browser. `parcel` is a program of its own that the
//! client's page loads late, `settings` another one, and `scan` one that the coach's page loads late; these are without Yew.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "web")]
pub mod clock;
#[cfg(feature = "coach")]
pub mod coach;
#[cfg(feature = "web")]
pub mod components;
#[cfg(any(feature = "parcel", feature = "coach"))]
pub mod crypto;
#[cfg(any(feature = "web", feature = "parcel"))]
pub mod dom;
#[cfg(feature = "kiosk")]
pub mod kiosk;
#[cfg(any(feature = "client", feature = "parcel"))]
pub mod lock;
pub mod markup;
#[cfg(feature = "parcel")]
pub mod parcel;
#[cfg(feature = "client")]
pub mod place;
#[cfg(feature = "scan")]
pub mod scan;
#[cfg(feature = "settings")]
pub mod settings;
#[cfg(feature = "client")]
pub mod storage;
