//! Leaves nothing of a person behind.
//!
//! The page itself is replaced by a fresh one: its memory, its document, what was entered in its fields, the addresses
//! of files it made and a print preview go with it. A kiosk stores nothing, writes nothing to the clipboard and puts
//! nothing into the history, so the rest is for what a page that was no kiosk may have left on the same device.

use crate::web::dom;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerRegistration, Url, Window};

/// How the names of everything this product stores begin.
const OURS: &str = "startbeeld";
/// The word in the address of a page that is a kiosk.
const WORD: &str = "kiosk";
/// Its value when somebody has just wiped their answers, so that the fresh page can say so.
const SAID: &str = "wiped";

/// Removes what this product has stored on this device when it was not a kiosk.
pub fn sweep() {
    sweep_storage();
    spawn_local(async {
        // A browser without these has nothing of the kind to remove.
        let _ = sweep_caches().await;
        let _ = sweep_workers().await;
    });
}

/// Everything of this product in the storages of the page; what others of the same site keep there is theirs.
fn sweep_storage() {
    let Some(window) = web_sys::window() else {
        return;
    };
    for storage in [window.local_storage(), window.session_storage()] {
        let Ok(Some(storage)) = storage else {
            continue;
        };
        let count = storage.length().unwrap_or_default();
        let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
        for name in names.collect::<Vec<_>>() {
            if name.starts_with(OURS) {
                let _ = storage.remove_item(&name);
            }
        }
    }
}

async fn sweep_caches() -> Result<(), JsValue> {
    let Some(window) = web_sys::window().filter(|window| has(window, "caches")) else {
        return Ok(());
    };
    let caches = window.caches()?;
    for name in Array::from(&JsFuture::from(caches.keys()).await?).iter() {
        let name = name.as_string().unwrap_or_default();
        if name.starts_with(OURS) {
            JsFuture::from(caches.delete(&name)).await?;
        }
    }
    Ok(())
}

/// Only the worker of this very folder: another page of the same site may have one of its own.
async fn sweep_workers() -> Result<(), JsValue> {
    let Some(window) = web_sys::window() else {
        return Ok(());
    };
    let navigator = window.navigator();
    if !has(&navigator, "serviceWorker") {
        return Ok(());
    }
    let scope = folder(&window);
    let workers = JsFuture::from(navigator.service_worker().get_registrations()).await?;
    for worker in Array::from(&workers).iter() {
        let worker: ServiceWorkerRegistration = worker.unchecked_into();
        if worker.scope() == scope {
            JsFuture::from(worker.unregister()?).await?;
        }
    }
    Ok(())
}

/// The folder that the page lies in.
fn folder(window: &Window) -> String {
    let here = window.location().href().unwrap_or_default();
    Url::new_with_base("./", &here).map_or_else(|_| here, |folder| folder.href())
}

fn has(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|member| !member.is_undefined())
}

/// Takes everything off the screen at once and puts a fresh page in the place of this one. `said` when somebody asked
/// for it, who then reads that it was done.
pub fn everything(said: bool) {
    if let Some(app) = dom::element("app") {
        let _ = app.set_attribute("hidden", "");
    }
    sweep_storage();
    let Some(window) = web_sys::window() else {
        return;
    };
    if has(&window, "speechSynthesis")
        && let Ok(speech) = window.speech_synthesis()
    {
        speech.cancel();
    }
    let location = window.location();
    let fresh = location.href().ok().and_then(|now| address(&now, said));
    let outcome = match fresh {
        Some(fresh) => location.replace(&fresh),
        None => location.reload(),
    };
    // A browser that refuses both leaves an empty screen, which is no trace.
    let _ = outcome;
}

/// Takes what stands in the page out of the document: the first screens before anybody begins, and the answers before
/// the page is put aside.
pub fn empty() {
    if let Some(app) = dom::element("app") {
        app.set_text_content(None);
        let _ = app.set_attribute("hidden", "");
    }
}

/// The address of a fresh kiosk: that of this page, without a fragment.
fn address(now: &str, said: bool) -> Option<String> {
    let url = Url::new(now).ok()?;
    url.set_hash("");
    url.search_params().set(WORD, if said { SAID } else { "" });
    Some(url.href())
}

/// Whether somebody has just wiped; the address forgets it.
#[must_use]
pub fn was_said() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let Ok(now) = window.location().href() else {
        return false;
    };
    let said =
        Url::new(&now).is_ok_and(|url| url.search_params().get(WORD).as_deref() == Some(SAID));
    if said && let (Ok(history), Some(plain)) = (window.history(), address(&now, false)) {
        // An address that keeps the word only greets once more.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&plain));
    }
    said
}
