//! The client's page: starts the app in the element `#app`.
#![allow(missing_docs, reason = "a binary has no public items")]

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing happens when the program is loaded: `start.js` calls [`begin`] in a task of its own, so that the browser can
/// answer a tap in between.
fn main() {}

/// Begins the app. `load` promises a program that is loaded later, by its name; `config` is what `config.json` holds.
#[wasm_bindgen]
pub fn begin(load: js_sys::Function, config: JsValue) {
    startbeeld::web::client::start(load, config);
}
