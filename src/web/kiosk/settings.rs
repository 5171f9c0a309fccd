//! What the municipality has set for its kiosks, read from what `config.json` holds. What is missing or cannot be
//! right is as if it were not there: a kiosk must guard its people with any configuration.

use super::idle::Patience;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// How long a kiosk waits when nobody has set it: two minutes, and one more for the question.
const USUAL: Patience = Patience {
    idle: 120_000,
    warning: 60_000,
};

/// No kiosk waits longer than this, in seconds.
const MOST: (f64, f64) = (600.0, 300.0);

/// The settings of a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long it waits.
    pub patience: Patience,
    /// Whether there is a printer.
    pub can_print: bool,
    /// Whether there is a keyboard.
    pub has_keyboard: bool,
    /// The tags of the languages in the order in which they are offered; empty for all there are.
    pub languages: Vec<String>,
}

impl Settings {
    /// Reads the settings.
    #[must_use]
    pub fn read(config: &JsValue) -> Settings {
        let kiosk = member(config, "kiosk");
        let seconds = |name, most, usual| {
            member(&kiosk, name)
                .as_f64()
                .filter(|seconds| (1.0..=most).contains(seconds))
                .map_or(usual, milliseconds)
        };
        let is_set = |name| member(&kiosk, name).as_bool().unwrap_or(false);
        Settings {
            patience: Patience {
                idle: seconds("idle_seconds", MOST.0, USUAL.idle),
                warning: seconds("warning_seconds", MOST.1, USUAL.warning),
            },
            can_print: is_set("print"),
            has_keyboard: is_set("keyboard"),
            languages: js_sys::Array::is_array(&member(config, "languages"))
                .then(|| js_sys::Array::from(&member(config, "languages")))
                .into_iter()
                .flat_map(|list| list.to_vec())
                .filter_map(|tag| tag.as_string())
                .collect(),
        }
    }
}

/// A member of an object; undefined of anything else.
fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the seconds are few"
)]
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0) as u64
}
