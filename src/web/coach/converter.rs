//! Profiles in the forms of FHIR, made by a program that is loaded when somebody wants one (`src/bin/forms.rs`): few do,
//! and it is as large as half of this page.

use super::reader::Reader;
use crate::engine::Profile;
use crate::engine::profile::json;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// The program.
    type Forms;

    #[wasm_bindgen(method, catch)]
    fn response(this: &Forms, profile: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn questionnaire(this: &Forms) -> Result<String, JsValue>;
}

/// Which of the two resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resource {
    /// The answers.
    Response,
    /// The questions.
    Questionnaire,
}

/// The text of a resource; nothing where the program does not arrive.
pub(super) async fn convert(
    reader: &Reader,
    profile: &Profile,
    resource: Resource,
) -> Option<String> {
    let forms = reader.load_later("forms").await?.unchecked_into::<Forms>();
    match resource {
        Resource::Response => forms.response(&json::to_json(profile)).ok()?,
        Resource::Questionnaire => forms.questionnaire().ok(),
    }
}
