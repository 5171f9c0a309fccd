//! The part of the coach's page that finds a code in a picture, as a function for `web::coach::reader`.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::web::scan;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// The text of a QR code in a grey picture, a byte for each point; nothing when there is none that can be read.
#[wasm_bindgen]
pub fn decode(width: u32, height: u32, grey: Vec<u8>) -> Option<String> {
    scan::decode(width, height, grey)
}
