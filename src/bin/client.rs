//! The client's app, for the page and for widgets.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::web::place::Place;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing happens when the program is loaded: `start.js` calls [`begin`] in a task of its own, so that the browser can
/// answer a tap in between.
fn main() {}

/// Begins an instance of the app, and gives back the function that ends it.
#[wasm_bindgen]
pub fn begin(place: Place) -> JsValue {
    startbeeld::web::client::start(place)
}
