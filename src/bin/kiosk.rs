//! The page of a kiosk: that of the client with its guard.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::web::place::Place;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Nothing happens when the program is loaded; `start.js` calls [`begin`].
fn main() {}

/// Begins the kiosk.
#[wasm_bindgen]
pub fn begin(place: Place) {
    startbeeld::web::kiosk::start(place);
}
