//! Ways out of the device that the browser offers. Each tells whether it worked.

use crate::web::dom;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use yew::Callback;

/// The address of the coach's page of this deployment: it stands beside the client's.
#[must_use]
pub fn coach_page() -> String {
    dom::neighbour("coach/")
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
