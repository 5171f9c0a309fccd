//! What the browser does for the state: opening what is locked, opening, making and keeping keys. What comes of it is
//! an [`Action`].

use super::state::{
    Action, Errand, HandAction, HandProblem, KeyAction, KeyFile, KeyProblem, Lock, OpenKey, Opened,
    Problem, Stay,
};
use super::{shelf, vault};
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{Content, Envelope};
use crate::web::crypto::{
    Failed, Handle, Subtle, WordsLock, make_key, open, open_key, random, seal_to_key,
};
use crate::web::{clock, dom};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Does one errand.
pub(super) fn run(errand: Errand, tell: Callback<Action>) {
    spawn_local(async move {
        match errand {
            Errand::Load => {
                tell.emit(KeyAction::Loaded(vault::load().await).into());
                tell_hand(&tell, HandAction::Shelf(shelf::list().await));
            }
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
                let kept = vault::keep(&key).await;
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
            hand => tell_hand(&tell, run_hand(hand).await),
        }
    });
}

fn tell_hand(tell: &Callback<Action>, action: HandAction) {
    tell.emit(Action::Hand(action, clock::today()));
}

/// What has to do with handing over and keeping.
async fn run_hand(errand: Errand) -> HandAction {
    match errand {
        Errand::HandOver {
            dossier,
            desk,
            name,
            lock,
        } => {
            let sealed = seal(&dossier, &lock).await;
            let saved = sealed.map(|text| dom::download(&name, "application/jose", &(text + "\n")));
            match (saved, lock) {
                (Ok(Ok(())), Lock::Words(_)) => HandAction::Handed(desk, None),
                (Ok(Ok(())), Lock::Key(key)) => {
                    HandAction::Handed(desk, Some(key.kid().to_owned()))
                }
                _ => HandAction::Failed(HandProblem::NotHanded),
            }
        }
        Errand::Shelve { dossier, desk, id } => match shelf::keep(&dossier, id).await {
            Ok(shelved) => HandAction::Shelved(desk, shelved),
            Err(dom::Failed) => HandAction::Failed(HandProblem::NotShelved),
        },
        Errand::TakeDown(id) => match shelf::take_down(&id).await {
            Ok(opened) => HandAction::Taken(id, opened),
            Err(dom::Failed) => HandAction::Failed(HandProblem::NotTakenDown),
        },
        Errand::ThrowAway(id) => match shelf::throw_away(&id).await {
            Ok(()) => HandAction::Shelf(shelf::list().await),
            Err(dom::Failed) => HandAction::Failed(HandProblem::NotThrownAway),
        },
        // The others are done where they were asked for.
        _ => HandAction::Failed(HandProblem::NotHanded),
    }
}

async fn seal(dossier: &str, lock: &Lock) -> Result<String, Failed> {
    let subtle = Subtle::of_browser().ok_or(Failed)?;
    let (content, bytes) = (Content::Dossier, dossier.as_bytes());
    match lock {
        Lock::Words(words) => {
            let lock = WordsLock::of(&subtle, words.clone()).await?;
            lock.seal(&subtle, content, bytes).await
        }
        Lock::Key(key) => seal_to_key(&subtle, content, bytes, key).await,
    }
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
            let plaintext = open(&subtle, envelope, &keys, words).await;
            let outcome = plaintext
                .map_err(Problem::Profile)
                .and_then(|plaintext| Opened::read(&plaintext));
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
            Ok((public, handle)) => {
                let (hour, minute) = clock::time();
                let key = OpenKey {
                    kid: public.kid().to_owned(),
                    stay: Stay::Session(hour, minute),
                    public: Some(public),
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

/// Six words for a dossier, which is then sealed to them.
pub(super) fn propose_dossier_words(tell: &Callback<Action>) {
    let action = random().map_or(HandAction::Failed(HandProblem::NotHanded), |bytes| {
        HandAction::Words(passphrase::generate(&bytes))
    });
    tell_hand(tell, action);
}

/// Puts a public key on the clipboard.
pub(super) fn copy(text: &str, tell: Callback<Action>) {
    copy_text(text, move |copied| {
        let action = if copied {
            KeyAction::Copied
        } else {
            KeyAction::Failed(KeyProblem::NotCopied)
        };
        tell.emit(action.into());
    });
}

/// Puts the plain text of a profile on the clipboard.
pub(super) fn copy_plain(text: &str, tell: Callback<Action>) {
    copy_text(text, move |copied| {
        let action = if copied {
            HandAction::Copied
        } else {
            HandAction::Failed(HandProblem::NotCopied)
        };
        tell_hand(&tell, action);
    });
}

/// Puts a text on the clipboard, and says whether it is there.
fn copy_text(text: &str, done: impl FnOnce(bool) + 'static) {
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
        done(copied);
    });
}
