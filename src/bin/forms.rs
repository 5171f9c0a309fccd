//! The part of the coach's page that writes FHIR, as functions for `web::coach::converter`.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::content::Texts;
use startbeeld::engine::profile::json;
use startbeeld::export::fhir;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// A profile in its JSON form as a `QuestionnaireResponse`; nothing when it is no profile.
#[wasm_bindgen]
pub fn response(profile: &str) -> Option<String> {
    let profile = json::from_json(profile).ok()?;
    let response = fhir::response(Texts::dutch_for_coach(), &profile);
    Some(format!("{response:#}\n"))
}

/// The instrument as a `Questionnaire`.
#[wasm_bindgen]
pub fn questionnaire() -> String {
    format!("{:#}\n", fhir::questionnaire(Texts::dutch_for_coach()))
}
