//! The coach's page: starts the app in the element `#app`.
#![allow(missing_docs, reason = "a binary has no public items")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Nothing happens when the program is loaded: `start.js` calls [`begin`] in a task of its own.
fn main() {}

/// Begins the app. `load` promises a program that is loaded later, by its name.
#[wasm_bindgen]
pub fn begin(load: js_sys::Function) {
    startbeeld::web::coach::start(load);
}
