//! The keys of the municipality: which are open, opening another one, keeping and forgetting.

use super::View;
use super::import::view_progress;
use super::making;
use super::parts::{t, texts};
use super::problem;
use crate::content::{key, pictogram, present};
use crate::web::coach::intake;
use crate::web::coach::state::{Action, KeyAction, Making, OpenKey, State, Stay};
use crate::web::components::view_pictogram;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, KeyboardEvent, TargetCast, html};

/// Where a key is opened: there is one such place at a time, where it is needed most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// While new keys are made: their file is tried.
    Making,
    /// Where something locked waits for a key.
    Lock,
    /// In the part about keys.
    Keys,
}

impl Place {
    pub(super) fn of(state: &State) -> Place {
        let trial = matches!(state.keys.making, Some(Making::Made { proven: false, .. }));
        if trial && state.keys.shown && state.profile.is_none() {
            Place::Making
        } else if state.wants_key() {
            Place::Lock
        } else {
            Place::Keys
        }
    }
}

/// The part about keys: one line until it is unfolded.
pub(super) fn view_keys(view: &View<'_>) -> Html {
    let keys = &view.state.keys;
    let open = keys.open.len();
    html! {
        <section class="keys" aria-labelledby="keys-heading">
            <h2 id="keys-heading">
                <button class="button quiet" type="button" data-action="keys" aria-expanded={keys.shown.to_string()}
                    aria-controls="keys-inside" onclick={view.tell(KeyAction::Show(!keys.shown))}>
                    { view_pictogram(pictogram::LOCK) }
                    <span>{ t(key::COACH_KEYS_HEADING) }</span>
                    if open > 0 {
                        <span class="hint">{ texts().fill(key::COACH_KEYS_COUNT, &[("count", &open.to_string())]) }</span>
                    }
                </button>
            </h2>
            <div class="keys-inside" id="keys-inside" hidden={!keys.shown}>
                if !keys.shown {
                } else if view.state.insecure {
                    <p>{ t(key::COACH_KEYS_INSECURE) }</p>
                } else {
                    { view_inside(view) }
                }
            </div>
        </section>
    }
}

fn view_inside(view: &View<'_>) -> Html {
    html! {
        <>
            <p class="hint">{ t(key::COACH_KEYS_LEAD) }</p>
            { view_open_keys(view) }
            if Place::of(view.state) == Place::Keys {
                <div class="key-part">
                    <h3>{ t(key::COACH_KEYS_OPEN_TITLE) }</h3>
                    { view_opening(view) }
                </div>
            }
            { making::view_making(view) }
        </>
    }
}

fn view_open_keys(view: &View<'_>) -> Html {
    let open = &view.state.keys.open;
    if open.is_empty() {
        return html! { <p class="hint">{ t(key::COACH_KEYS_NONE) }</p> };
    }
    let can_keep = open.iter().any(|key| matches!(key.stay, Stay::Session(..)));
    html! {
        <>
            <ul class="key-list" aria-label={t(key::COACH_KEYS_LIST)}>{ for open.iter().map(|key| view_open_key(view, key)) }</ul>
            if can_keep {
                <p class="hint" id="keep-hint">{ t(key::COACH_KEYS_KEEP_HINT) }</p>
            }
        </>
    }
}

fn view_open_key(view: &View<'_>, open: &OpenKey) -> Html {
    let kid = &open.kid;
    let stay = match open.stay {
        Stay::Session(hour, minute) => texts().fill(
            key::COACH_KEYS_SESSION,
            &[("time", &format!("{hour}.{minute:02}"))],
        ),
        Stay::Kept(since) => texts().fill(
            key::COACH_KEYS_KEPT,
            &[("date", &present::date(texts(), since))],
        ),
    };
    html! {
        <li key={kid.clone()} data-role="key" data-kid={kid.clone()}>
            <p>
                <strong>{ texts().fill(key::COACH_KEYS_NAME, &[("kid", kid)]) }</strong>
                <span class="hint">{ stay }</span>
            </p>
            if matches!(open.stay, Stay::Session(..)) {
                <button class="button quiet" type="button" data-action="keep-key" aria-describedby="keep-hint"
                    onclick={view.tell(KeyAction::Keep(kid.clone()))}>
                    { t(key::COACH_KEYS_KEEP) }
                </button>
            }
            <button class="button quiet" type="button" data-action="forget-key" onclick={view.tell(KeyAction::Forget(kid.clone()))}>
                { t(key::COACH_KEYS_FORGET) }
            </button>
        </li>
    }
}

/// A file with a private key, and then its passphrase.
pub(super) fn view_opening(view: &View<'_>) -> Html {
    html! {
        <div class="opening">
            if view.state.keys.asked.is_empty() {
                { view_pick(view) }
            } else {
                { view_passphrase(view) }
            }
            { problem::view_key_problem(view.state) }
        </div>
    }
}

fn view_pick(view: &View<'_>) -> Html {
    let tell = view.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(files) = input.files() {
            intake::read_key_files(&files, tell.clone());
        }
        // Choosing the same file again must be noticed again.
        input.set_value("");
    });
    html! {
        <label class="pick">
            <input class="visually-hidden" type="file" multiple=true data-role="key-file" {onchange} />
            <span class="button">{ view_pictogram(pictogram::FILE) }{ t(key::COACH_KEYS_OPEN_BUTTON) }</span>
            if Place::of(view.state) != Place::Making {
                <span class="hint">{ t(key::COACH_KEYS_OPEN_HINT) }</span>
            }
        </label>
    }
}

fn view_passphrase(view: &View<'_>) -> Html {
    let keys = &view.state.keys;
    let label = match &*keys.asked {
        [only] => texts().fill(key::COACH_KEYS_PASSPHRASE, &[("name", &only.name)]),
        several => texts().fill(
            key::COACH_KEYS_PASSPHRASE_SEVERAL,
            &[("count", &several.len().to_string())],
        ),
    };
    let open = |words| Action::Key(KeyAction::Open(words));
    let onkeydown = {
        let enter = view.tell_field::<()>(view.key_words, open);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                enter.emit(());
            }
        })
    };
    let reveal = view.dispatch.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        KeyAction::Reveal(input.is_some_and(|input| input.checked())).into()
    });
    html! {
        <>
            <label for="key-words">{ label }</label>
            <input class="field" id="key-words" type={if keys.revealed { "text" } else { "password" }} data-role="key-passphrase"
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="go" ref={view.key_words.clone()} {onkeydown} />
            <label class="switch">
                <input type="checkbox" data-role="reveal" checked={keys.revealed} onchange={reveal} />
                <span>{ t(key::COACH_KEYS_REVEAL) }</span>
            </label>
            <div class="row">
                <button class="button primary" type="button" data-action="open-key" aria-disabled={keys.busy.then_some("true")}
                    onclick={view.tell_field(view.key_words, open)}>
                    { t(key::COACH_KEYS_PASSPHRASE_BUTTON) }
                </button>
                <button class="button quiet" type="button" data-action="put-away" onclick={view.tell(KeyAction::PutAway)}>
                    { t(key::COACH_KEYS_PUT_AWAY) }
                </button>
            </div>
            if keys.busy {
                { view_progress(t(key::COACH_KEYS_BUSY), None) }
            }
        </>
    }
}
