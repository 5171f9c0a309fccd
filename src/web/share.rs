//! Ways out of the device: a code, the clipboard. Each tells whether it worked.

use crate::web::dom;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use yew::Callback;

/// The address of the coach's page of this deployment: it stands beside the client's.
#[must_use]
pub fn coach_page() -> String {
    dom::neighbour("coach/")
}

/// Modules of white around a code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A QR code as one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The version, 1 to 40; 12 or less is easy to scan from a phone.
    pub version: u8,
    /// Modules along one side, without the quiet zone.
    pub size: i32,
    /// The dark modules.
    pub path: String,
}

impl Code {
    /// The smallest code at level M that holds this text; `None` when it is too much for any.
    #[must_use]
    pub fn of(text: &str) -> Option<Code> {
        // A link has small letters, which no mode but that of bytes can hold.
        let segment = QrSegment::make_bytes(text.as_bytes());
        let code = QrCode::encode_segments_advanced(
            &[segment],
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            None,
            false,
        )
        .ok()?;
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let dark = (x..size).take_while(|x| code.get_module(*x, y)).count();
                let run = i32::try_from(dark).unwrap_or(0);
                if run > 0 {
                    path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run + 1;
            }
        }
        Some(Code {
            version: code.version().value(),
            size,
            path,
        })
    }

    /// The field of the drawing, quiet zone inside.
    #[must_use]
    pub fn view_box(&self) -> String {
        let side = self.size + 2 * QUIET;
        format!("0 0 {side} {side}")
    }
}

/// Copies a text and tells whether that worked.
pub fn copy(text: &str, done: Callback<bool>) {
    // Without a secure context there is no clipboard: reading the property gives undefined, and no promise comes.
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    let Some(clipboard) =
        clipboard.filter(|clipboard| !AsRef::<JsValue>::as_ref(clipboard).is_undefined())
    else {
        return done.emit(false);
    };
    let (copied, refused) = (done.clone(), done);
    let on_copied = Closure::once_into_js(move |_: JsValue| copied.emit(true));
    let on_refused = Closure::once_into_js(move |_: JsValue| refused.emit(false));
    let promise = clipboard.write_text(text);
    if let (Ok(on_copied), Ok(on_refused)) = (cast(on_copied), cast(on_refused)) {
        let then = js_sys::Reflect::get(&promise, &"then".into())
            .ok()
            .and_then(|then| cast(then).ok());
        // The promise keeps both functions until one of them is called.
        let _ = then.map(|then| then.call2(&promise, &on_copied, &on_refused));
    }
}

fn cast(value: JsValue) -> Result<js_sys::Function, JsValue> {
    use wasm_bindgen::JsCast;
    value.dyn_into()
}
