//! How profiles come in from the browser: files and pictures, dropped and pasted things, and the fragment of the address.
//!
//! Whatever cannot be read becomes a [`Problem`]; nothing here decides what is shown.

use super::reader::Reader;
use super::state::{
    Action, Choice, DeskAction, HandAction, KeyAction, KeyFile, KeyProblem, Problem, Progress,
    check_size,
};
use crate::engine::profile::sealed::RecipientKey;
use crate::engine::profile::{compact, sealed};
use crate::web::clock;
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, Event, File, FileList, Window};
use yew::Callback;

/// Takes a profile out of the address, so that it is neither in the history nor read along by anybody.
pub(super) fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok()?;
    if !["p=", compact::TEXT_MAGIC, sealed::TEXT_MAGIC]
        .iter()
        .any(|mark| fragment.contains(mark))
    {
        return None;
    }
    let address = [location.pathname().ok()?, location.search().ok()?].concat();
    // Without a history the profile still opens; the fragment then only stays in the address.
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Some(fragment)
}

/// Watches the address: a second link that is pasted there only changes its fragment and loads nothing. And watches for
/// pictures and files that are pasted, wherever the focus is.
pub(super) struct Watch {
    window: Option<Window>,
    listeners: [(&'static str, Listener); 2],
}

type Listener = Closure<dyn FnMut(Event)>;

const FRAGMENT_CHANGED: &str = "hashchange";
const PASTED: &str = "paste";

impl Watch {
    pub(super) fn new(found: Callback<Action>, reader: Reader) -> Watch {
        let fragment = {
            let found = found.clone();
            Closure::new(move |_: Event| {
                if let Some(text) = take_fragment() {
                    found.emit(Action::Text(text));
                }
            })
        };
        let paste = Closure::new(move |event: Event| {
            let pasted = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            // Text goes where the focus is; only files are ours.
            let files = pasted.and_then(|data| data.files());
            if let Some(files) = files.filter(|files| files.length() > 0) {
                event.prevent_default();
                read_files(&files, reader.clone(), found.clone());
            }
        });
        let listeners = [(FRAGMENT_CHANGED, fragment), (PASTED, paste)];
        let window = web_sys::window();
        for (kind, listener) in &listeners {
            if let Some(window) = &window {
                let _ = window
                    .add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
            }
        }
        Watch { window, listeners }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        for (kind, listener) in &self.listeners {
            if let Some(window) = &self.window {
                let _ = window
                    .remove_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
            }
        }
    }
}

/// With more files than this there is something to wait for, and the page says how far it is.
pub(super) const MANY: usize = 20;
/// After so many files the page says again how far it is.
const STEP: usize = 5;

/// Reads the files one after the other and hands them over together. Between two files the page reacts.
pub(super) fn read_files(files: &FileList, reader: Reader, done: Callback<Action>) {
    read_each(list(files), reader, done, Action::Files);
}

/// Reads more profiles of the person whose profile is open.
pub(super) fn read_beside(files: &FileList, reader: Reader, done: Callback<Action>) {
    read_each(list(files), reader, done, |choices| {
        Action::Desk(DeskAction::Beside(choices), clock::today())
    });
}

fn read_each(
    files: Vec<File>,
    reader: Reader,
    done: Callback<Action>,
    together: fn(Vec<Choice>) -> Action,
) {
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        let all = files.len();
        let mut choices = Vec::with_capacity(all);
        for file in files {
            let is_slow = all > MANY && choices.len() % STEP == 0;
            if is_slow || is_picture(&file) {
                done.emit(Action::Reading(Progress {
                    done: choices.len(),
                    all,
                }));
            }
            let text = if is_picture(&file) {
                reader.read_picture(&file).await
            } else {
                read_file(&file).await
            };
            choices.push(Choice::new(
                &name(&file),
                text.as_deref().map_err(Clone::clone),
            ));
        }
        done.emit(together(choices));
    });
}

/// Reads the public key of a colleague or of the municipality: a JWK, a set of them, or `config.json`.
pub(super) fn read_public_keys(files: &FileList, done: &Callback<Action>) {
    for file in list(files) {
        let done = done.clone();
        spawn_local(async move {
            let text = read_file(&file).await;
            let keys = text
                .ok()
                .and_then(|text| RecipientKey::from_json(&text).ok());
            done.emit(Action::Hand(HandAction::Keys(keys), clock::today()));
        });
    }
}

/// Reads files that were chosen as private keys.
pub(super) fn read_key_files(files: &FileList, done: Callback<Action>) {
    let files = list(files);
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        let mut keys = Vec::with_capacity(files.len());
        for file in files {
            keys.push(match read_file(&file).await {
                Ok(text) => KeyFile::read(&file.name(), &text),
                Err(Problem::Unreadable) => Err(KeyProblem::Unreadable),
                Err(_) => Err(KeyProblem::Foreign),
            });
        }
        done.emit(KeyAction::Files(keys).into());
    });
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length())
        .filter_map(|index| files.get(index))
        .collect()
}

/// The name of a file; in a folder, the way to it.
fn name(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok();
    path.and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

/// A picture can only hold a profile as a code.
fn is_picture(file: &File) -> bool {
    file.type_().starts_with("image/")
}

async fn read_file(file: &File) -> Result<String, Problem> {
    check_size(file.size())?;
    let text = JsFuture::from(file.text())
        .await
        .map_err(|_| Problem::Unreadable)?;
    text.as_string().ok_or(Problem::Unreadable)
}

/// Reads what was dropped: files, or else a piece of text.
pub(super) fn read_drop(dropped: Option<&DataTransfer>, reader: &Reader, done: &Callback<Action>) {
    done.emit(Action::Drag(false));
    let Some(dropped) = dropped else { return };
    if let Some(files) = dropped.files().filter(|files| files.length() > 0) {
        read_files(&files, reader.clone(), done.clone());
    } else if let Some(text) = dropped
        .get_data("text")
        .ok()
        .filter(|text| !text.is_empty())
    {
        done.emit(Action::Text(text));
    }
}
