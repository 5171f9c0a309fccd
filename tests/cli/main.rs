//! The command line as its users meet it: the real program, real files, real pipes.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test may stop with a panic; its helpers too"
)]

#[cfg(feature = "bake")]
mod bake;
mod check;
mod compare;
mod damage;
mod export;
mod fhir;
mod inputs;
mod memory;
mod open;
mod progress;
mod sealed;
mod simulate;
mod streams;
mod support;
mod usage;
