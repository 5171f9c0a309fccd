//! What the engine promises: one module per topic, in each a `check` and its many callers. Runs natively and as
//! WebAssembly, because clients and coaches run the second.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

// In the browser's virtual machine the same tests are run by another harness.
#[cfg(target_arch = "wasm32")]
pub(crate) use wasm_bindgen_test::wasm_bindgen_test as test;

mod answers;
mod compare;
#[path = "../people/mod.rs"]
mod people;
mod persons;
mod route;
mod rules;
mod session;
mod sharing;
mod topics;
