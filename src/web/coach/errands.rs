//! What the browser does for the state: opening what is locked, opening, making and keeping keys. What comes of it is
//! an [`Action`].

use super::state::{Action, Errand, KeyAction, KeyFile, KeyProblem, OpenKey, Problem, Stay};
use super::vault;
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::Envelope;
use crate::web::crypto::{Handle, Subtle, make_key, open, open_key, random};
use crate::web::{clock, dom};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Does one errand.
pub(super) fn run(errand: Errand, tell: Callback<Action>) {
    spawn_local(async move {
        match errand {
            Errand::Load => tell.emit(KeyAction::Loaded(vault::load().await).into()),
            Errand::Unlock {
                locked,
                keys,
                words,
            } => unlock(&locked, &keys, words.as_deref(), &tell).await,
            Errand::OpenKeys { files, words } => open_keys(&files, &words, &tell).await,
            Errand::Make(words) => {
                let made = match Subtle::of_browser() {
                    Some(subtle) => make_key(&subtle, &words).await.ok(),
                    None => None,
                };
                tell.emit(
                    made.map_or(KeyAction::Failed(KeyProblem::NotMade), KeyAction::Made)
                        .into(),
                );
            }
            Errand::Keep(key) => {
                let kept = vault::keep(&key.kid, &key.handle).await;
                let action = match kept {
                    Ok(()) => KeyAction::Kept(key.kid, clock::today()),
                    Err(dom::Failed) => KeyAction::Failed(KeyProblem::NotKept),
                };
                tell.emit(action.into());
            }
            Errand::Forget(kid) => {
                if vault::forget(&kid).await.is_err() {
                    tell.emit(KeyAction::Failed(KeyProblem::NotForgotten).into());
                }
            }
        }
    });
}

async fn unlock(
    locked: &[Rc<Envelope>],
    keys: &[OpenKey],
    words: Option<&str>,
    tell: &Callback<Action>,
) {
    let keys: Vec<(String, Handle)> = keys
        .iter()
        .map(|key| (key.kid.clone(), key.handle.clone()))
        .collect();
    if let Some(subtle) = Subtle::of_browser() {
        for envelope in locked {
            let outcome = open(&subtle, envelope, &keys, words).await.map(Rc::new);
            tell.emit(Action::Unlocked(Rc::clone(envelope), outcome));
        }
    } else {
        tell.emit(Action::Failed(Problem::Insecure));
    }
    tell.emit(Action::Tried);
}

async fn open_keys(files: &[KeyFile], words: &str, tell: &Callback<Action>) {
    let mut problem = None;
    for file in files {
        let outcome = match Subtle::of_browser() {
            Some(subtle) => open_key(&subtle, &file.envelope, words)
                .await
                .map_err(KeyProblem::from),
            None => Err(KeyProblem::NotMade),
        };
        match outcome {
            Ok((kid, handle)) => {
                let (hour, minute) = clock::time();
                let key = OpenKey {
                    kid,
                    stay: Stay::Session(hour, minute),
                    handle,
                };
                tell.emit(KeyAction::Opened(file.name.clone(), key).into());
            }
            Err(error) => problem = Some(error),
        }
    }
    tell.emit(KeyAction::Tried(problem).into());
}

/// Six words for the file of a new key.
pub(super) fn propose_words(tell: &Callback<Action>) {
    let action = random().map_or(KeyAction::Failed(KeyProblem::NotMade), |bytes| {
        KeyAction::New(passphrase::generate(&bytes))
    });
    tell.emit(action.into());
}

/// Puts a text on the clipboard.
pub(super) fn copy(text: &str, tell: Callback<Action>) {
    // Without a secure context there is no clipboard: reading the property gives undefined, and no promise comes.
    let copying = web_sys::window()
        .map(|window| window.navigator().clipboard())
        .filter(|clipboard| !AsRef::<JsValue>::as_ref(clipboard).is_undefined())
        .map(|clipboard| clipboard.write_text(text));
    spawn_local(async move {
        let copied = match copying {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        let action = if copied {
            KeyAction::Copied
        } else {
            KeyAction::Failed(KeyProblem::NotCopied)
        };
        tell.emit(action.into());
    });
}
