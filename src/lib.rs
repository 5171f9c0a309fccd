//! Startbeeld: a self-assessment that a job seeker fills in before the first talk with a municipal coach.
//!
//! In reading order:
//! - [`engine`] — what is asked, what was answered, what follows from it, and the profile. Pure, and all that an
//!   importer of profiles needs: `Profile` through [`engine::profile::read`].
//! - [`content`] — the wording and the pictograms, packed from `src/content/` when the crate is built.
//! - `crypto` — seals and opens profiles natively (feature `crypto`).
//! - `web` — the two pages: state, storage, sharing, components (feature `web`).
//!
//! The binaries are thin: `client` and `coach` start a page each, `startbeeld` is the command line.

#[cfg(feature = "cli")]
pub mod cli;
pub mod content;
#[cfg(feature = "crypto")]
pub mod crypto;
pub mod engine;
#[cfg(any(feature = "web", feature = "parcel"))]
pub mod web;
