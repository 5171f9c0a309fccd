//! The part of the client's page that reads the configuration, as a function for `start.js`.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::web::settings;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// Reads `config.json`: faults go to the console, and what is right comes back.
#[wasm_bindgen]
pub fn read(text: &str, base: &str) -> JsValue {
    settings::read(text, base)
}

/// Puts the theme on the page, and gives back what it was given.
#[wasm_bindgen]
#[allow(
    clippy::needless_pass_by_value,
    reason = "it goes back to where it came from"
)]
pub fn dress(config: JsValue) -> JsValue {
    settings::dress(&config);
    config
}
