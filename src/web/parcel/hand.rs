//! Handing something over by way of the browser. Each way tells whether it worked, as far as the browser says so.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn navigator() -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &"navigator".into()).ok()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Waits for what a method promises.
async fn kept(of: &JsValue, name: &str, argument: &JsValue) -> bool {
    let promise = method(of, name)
        .and_then(|method| method.call1(of, argument).ok())
        .and_then(|promise| promise.dyn_into::<Promise>().ok());
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// Copies a text. Without a secure context there is no clipboard.
pub async fn copy(text: &str) -> bool {
    let clipboard = navigator()
        .and_then(|navigator| Reflect::get(&navigator, &"clipboard".into()).ok())
        .filter(|clipboard| clipboard.is_object());
    match clipboard {
        Some(clipboard) => kept(&clipboard, "writeText", &text.into()).await,
        None => false,
    }
}

/// Whether the browser can hand a file to another program on the device (Web Share API, level 2).
#[must_use]
pub fn can_send(media_type: &str) -> bool {
    let Some((navigator, data)) = navigator().zip(data("x.html", media_type, "x")) else {
        return false;
    };
    method(&navigator, "canShare")
        .and_then(|can| can.call1(&navigator, &data).ok())
        .is_some_and(|can| can.is_truthy())
}

/// Hands a file, and nothing else, to another program that the person chooses: some phones drop the file when a text
/// goes along.
pub async fn send(name: &str, media_type: &str, text: &str) -> bool {
    match navigator().zip(data(name, media_type, text)) {
        Some((navigator, data)) => kept(&navigator, "share", &data).await,
        None => false,
    }
}

/// One file as the Web Share API wants it.
fn data(name: &str, media_type: &str, text: &str) -> Option<JsValue> {
    let options = web_sys::FilePropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&text.into());
    let file = web_sys::File::new_with_str_sequence_and_options(&parts, name, &options).ok()?;
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(&file)).ok()?;
    Some(data.into())
}
