//! How profiles come in from the browser: files, dropped things, and the fragment of the address.
//!
//! Whatever cannot be read becomes a [`Problem`]; nothing here decides what is shown.

use super::state::{Action, FileText, Problem, check_size};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, Event, File, FileList, Window};
use yew::Callback;

/// Takes a profile out of the address, so that it is neither in the history nor read along by anybody.
pub(super) fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok()?;
    if !fragment.contains("p=") && !fragment.contains("SBP") {
        return None;
    }
    let address = [location.pathname().ok()?, location.search().ok()?].concat();
    // Without a history the profile still opens; the fragment then only stays in the address.
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Some(fragment)
}

/// Watches the address: a second link that is pasted there only changes its fragment and loads nothing.
pub(super) struct Watch {
    window: Option<Window>,
    listener: Closure<dyn FnMut(Event)>,
}

const FRAGMENT_CHANGED: &str = "hashchange";

impl Watch {
    pub(super) fn new(found: Callback<Action>) -> Watch {
        let listener = Closure::new(move |_: Event| {
            if let Some(text) = take_fragment() {
                found.emit(Action::Text(text));
            }
        });
        let window = web_sys::window();
        if let Some(window) = &window {
            let _ = window.add_event_listener_with_callback(
                FRAGMENT_CHANGED,
                listener.as_ref().unchecked_ref(),
            );
        }
        Watch { window, listener }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(window) = &self.window {
            let _ = window.remove_event_listener_with_callback(
                FRAGMENT_CHANGED,
                self.listener.as_ref().unchecked_ref(),
            );
        }
    }
}

/// Reads the files one after the other and hands them over together.
pub(super) fn read_files(files: &FileList, done: Callback<Action>) {
    let files: Vec<File> = (0..files.length())
        .filter_map(|index| files.get(index))
        .collect();
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        let mut texts = Vec::with_capacity(files.len());
        for file in files {
            texts.push(FileText {
                name: file.name(),
                text: read_file(&file).await,
            });
        }
        done.emit(Action::Files(texts));
    });
}

async fn read_file(file: &File) -> Result<String, Problem> {
    check_size(file.size())?;
    let text = JsFuture::from(file.text())
        .await
        .map_err(|_| Problem::Unreadable)?;
    text.as_string().ok_or(Problem::Unreadable)
}

/// Reads what was dropped: files, or else a piece of text.
pub(super) fn read_drop(dropped: Option<&DataTransfer>, done: &Callback<Action>) {
    done.emit(Action::Drag(false));
    let Some(dropped) = dropped else { return };
    if let Some(files) = dropped.files().filter(|files| files.length() > 0) {
        read_files(&files, done.clone());
    } else if let Some(text) = dropped
        .get_data("text")
        .ok()
        .filter(|text| !text.is_empty())
    {
        done.emit(Action::Text(text));
    }
}
