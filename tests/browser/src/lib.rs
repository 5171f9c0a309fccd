//! Drives a real browser over the built pages, the way a person would: by tapping what can be seen.
//!
//! In reading order:
//! - [`setup`] — where the site, the browser and the reference programs are; told by the environment.
//! - [`engine`] — Chromium, Firefox or WebKit; which test runs in which is in `engines.toml`.
//! - [`driver`] — the driver of a browser as a process that ends with its owner.
//! - `classic` — what Firefox and WebKit do by the commands of the W3C, and Chromium by its debugging protocol.
//! - `before` — scripts that run before those of a page, where no command of the driver does that.
//! - [`browser`] — one session: devices, taps, typing, pictures, and everything the page said or sent.
//! - [`tabs`] — several tabs in one session, and ways to end one abruptly.
//! - [`site`] — a copy of the site on a server that holds files back, loses them, stops, or serves another version.
//! - [`host`] — the site of somebody else, with pages around a widget.
//! - [`traffic`] — what was sent, read from the browser's own log.
//! - [`client`] and [`coach`] — the two pages as objects, through the automation attributes of the contract only.
//! - [`person`] — people as data: what they answer and share, and what the engine makes of it.
//! - [`compare`] — this site beside two other builds of the same questionnaire, figure by figure.
//! - [`oracle`] — programs by others that judge ours: a QR reader, axe, the Nu validator.

mod before;
pub mod browser;
mod classic;
pub mod client;
pub mod coach;
pub mod compare;
pub mod driver;
pub mod engine;
pub mod host;
pub mod oracle;
pub mod person;
pub mod setup;
pub mod site;
pub mod tabs;
pub mod traffic;

pub use browser::{Browser, Device};
pub use client::{Client, unlock};
pub use coach::Coach;
pub use engine::Engine;
pub use host::Host;
pub use person::Person;
pub use setup::Setup;
pub use site::Site;
