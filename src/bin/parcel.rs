//! The part of the client's page that makes what leaves the device, as functions for `web::client::parcel`.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::content::Texts;
use startbeeld::engine::Profile;
use startbeeld::engine::profile::link;
use startbeeld::web::parcel::{self, Code};
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// A profile that is about to leave.
#[wasm_bindgen]
pub struct Parcel(Profile);

/// Makes a parcel of what the session shares; see [`parcel::profile`].
#[wasm_bindgen]
pub fn pack(session: &str, day: u16) -> Option<Parcel> {
    parcel::profile(session, day).map(Parcel)
}

#[wasm_bindgen]
impl Parcel {
    /// The link that opens it on the coach's page.
    pub fn link(&self, coach_page: &str) -> String {
        link(coach_page, &self.0)
    }

    /// The page to save, in the language of these texts; see [`Texts::pack`].
    pub fn file(&self, coach_page: &str, texts: &str) -> String {
        parcel::page(Texts::from_pack(texts), &self.0, coach_page)
    }
}

/// The code of a text: version, field and path of the drawing. Nothing when no code can hold it.
#[wasm_bindgen]
pub fn draw(text: &str) -> Vec<String> {
    Code::of(text).map_or_else(Vec::new, |code| {
        vec![code.version.to_string(), code.view_box(), code.path]
    })
}
