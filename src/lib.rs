//! Startbeeld: a self-assessment that a job seeker fills in before the first talk with a municipal coach.
//!
//! In reading order:
//! - [`engine`] — what is asked, what was answered, what follows from it, and the profile. Pure, and all that an
//!   importer of profiles needs: `Profile` through [`engine::profile::read`].
//! - [`content`] — the wording and the pictograms, packed from `src/content/` when the crate is built.
//! - `config` — the configuration of a municipality, checked field by field (feature `config`).
//! - `crypto` — seals and opens profiles natively (feature `crypto`).
//! - [`export`] — profiles as a table, as FHIR R4 (feature `fhir`) and as Parquet (feature `parquet`).
//! - `simulate` — invented people from a seed (feature `simulate`).
//! - `web` — the two pages: state, storage, sharing, components (feature `web`).
//!
//! The binaries are thin: `client` and `coach` start a page each, `startbeeld` is the command line.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "config")]
pub mod config;
pub mod content;
#[cfg(feature = "crypto")]
pub mod crypto;
pub mod engine;
pub mod export;
#[cfg(feature = "simulate")]
pub mod simulate;
#[cfg(any(
    feature = "web",
    feature = "parcel",
    feature = "scan",
    feature = "settings"
))]
pub mod web;
