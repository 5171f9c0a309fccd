//! What is locked, and the one calm question for what opens it: six words of the client, or the municipality's key.

use super::View;
use super::import::view_progress;
use super::keys;
use super::parts::{t, texts};
use crate::content::{key, pictogram};
use crate::engine::profile::passphrase::{self, Slip};
use crate::engine::profile::sealed::{Content, Method};
use crate::web::coach::state::{Action, Trying};
use crate::web::components::view_pictogram;
use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, KeyboardEvent, TargetCast, html};

/// The question, when something is locked. While keys are tried there is none yet.
pub(super) fn view_lock(view: &View<'_>) -> Html {
    let state = view.state;
    let (words, key) = (state.wants_words(), state.wants_key());
    let trying_keys = state
        .trying
        .as_ref()
        .is_some_and(|trying| !trying.is_words());
    if state.keys.loading || trying_keys || !(words || key) {
        return Html::default();
    }
    let locked = state
        .choices
        .iter()
        .filter(|choice| choice.locked().is_some());
    let heading = match locked.count() {
        0 | 1 if is_dossier(view) => t(key::COACH_DOSSIER_LOCKED).to_owned(),
        0 | 1 => t(key::COACH_LOCK_HEADING).to_owned(),
        count => texts().fill(
            key::COACH_LOCK_HEADING_SEVERAL,
            &[("count", &count.to_string())],
        ),
    };
    html! {
        <section class="lock" aria-labelledby="lock-heading" data-role="locked">
            <h2 id="lock-heading" tabindex="-1" ref={view.lock.clone()}>{ view_pictogram(pictogram::LOCK) }{ heading }</h2>
            <div class="ways">
                if words {
                    { view_words(view) }
                }
                if key {
                    { view_key(view) }
                }
            </div>
        </section>
    }
}

/// Whether what is locked says that it is a dossier: then a colleague has the words, and not the client.
fn is_dossier(view: &View<'_>) -> bool {
    let locked = view.state.locked.as_ref();
    locked.is_some_and(|envelope| envelope.content == Content::Dossier)
}

/// The field for the six words. It keeps what was typed until it has opened something.
fn view_words(view: &View<'_>) -> Html {
    let state = view.state;
    let open = view.tell_field(view.words, Action::Words);
    let onkeydown = {
        let open = view.tell_field::<()>(view.words, Action::Words);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                open.emit(());
            }
        })
    };
    // While a word is being typed it is no slip yet. Nothing is said on leaving the field: that would move the button
    // away under the pointer that presses it.
    let oninput = view.dispatch.reform(|event: InputEvent| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        let typed = field.map(|field| field.value()).unwrap_or_default();
        let whole = typed.trim_end_matches(|c: char| !c.is_whitespace());
        Action::Hint(slip(whole))
    });
    let busy = state.trying.is_some();
    let label = if is_dossier(view) {
        key::COACH_DOSSIER_WORDS
    } else {
        key::COACH_LOCK_WORDS_LABEL
    };
    html! {
        <div class="way" key={state.unlocked}>
            <label for="lock-words">
                <span class="way-title">{ t(key::COACH_LOCK_WORDS_TITLE) }</span>
                <span class="hint">{ t(label) }</span>
            </label>
            <input class="field" id="lock-words" type="text" data-role="passphrase" autocomplete="off" autocapitalize="none"
                spellcheck="false" enterkeyhint="go" aria-describedby="lock-words-hint" ref={view.words.clone()}
                {onkeydown} {oninput} />
            <p class="slip" id="lock-words-hint" role="status">
                { for state.hint.iter().map(|slip| html! { <span>{ slip_sentence(slip) }</span> }) }
            </p>
            <button class="button primary" type="button" data-action="open" aria-disabled={busy.then_some("true")} onclick={open}>
                { t(key::COACH_LOCK_WORDS_BUTTON) }
            </button>
            // One node in any case: one that comes and goes would make its neighbours anew, and empty the field.
            { state.trying.as_ref().map(view_trying).unwrap_or_default() }
        </div>
    }
}

fn view_trying(trying: &Trying) -> Html {
    let progress = trying.progress;
    if progress.all == 1 {
        return view_progress(t(key::COACH_LOCK_WORDS_BUSY), None);
    }
    let numbers = [
        ("done", &*progress.done.to_string()),
        ("all", &*progress.all.to_string()),
    ];
    view_progress(
        &texts().fill(key::COACH_LOCK_WORDS_PROGRESS, &numbers),
        Some(progress),
    )
}

/// The first word that is not in the list; how many there are matters only when they are to open something.
fn slip(typed: &str) -> Option<Slip> {
    passphrase::check(typed)
        .err()
        .filter(|slip| matches!(slip, Slip::Unknown { .. }))
}

fn slip_sentence(slip: &Slip) -> String {
    match slip {
        Slip::Count(count) => {
            texts().fill(key::COACH_LOCK_SLIP_COUNT, &[("count", &count.to_string())])
        }
        Slip::Unknown {
            word,
            perhaps: Some(perhaps),
        } => texts().fill(
            key::COACH_LOCK_SLIP_PERHAPS,
            &[("word", word), ("perhaps", perhaps)],
        ),
        Slip::Unknown {
            word,
            perhaps: None,
        } => texts().fill(key::COACH_LOCK_SLIP_UNKNOWN, &[("word", word)]),
    }
}

/// The key that is missing, and the place to open it.
fn view_key(view: &View<'_>) -> Html {
    let state = view.state;
    let named = state
        .locked
        .as_ref()
        .and_then(|envelope| match &envelope.method {
            Method::Key(agreement) => agreement.kid.as_deref(),
            Method::Passphrase(_) => None,
        });
    let text = match named {
        Some(kid) if is_dossier(view) => {
            texts().fill(key::COACH_DOSSIER_KEY_NAMED, &[("kid", kid)])
        }
        Some(kid) => texts().fill(key::COACH_LOCK_KEY_NAMED, &[("kid", kid)]),
        None => t(key::COACH_LOCK_KEY_UNNAMED).to_owned(),
    };
    html! {
        <div class="way">
            <h3 class="way-title">{ t(key::COACH_LOCK_KEY_TITLE) }</h3>
            <p class="hint">{ text }</p>
            if keys::Place::of(state) == keys::Place::Lock {
                { keys::view_opening(view) }
            }
        </div>
    }
}
