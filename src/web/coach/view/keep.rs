//! Handing over: the dossier as a file that is locked, and, when the coach chooses so, in this browser. Other forms of
//! what the client shared stand under it.

use super::View;
use super::forms;
use super::import::view_progress;
use super::opinion::view_role;
use super::parts::{t, texts};
use crate::content::{key, present};
use crate::engine::Profile;
use crate::engine::profile::sealed::RecipientKey;
use crate::web::coach::errands;
use crate::web::coach::intake;
use crate::web::coach::state::HandAction;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, MouseEvent, TargetCast, html};

/// The part of the desk from which things leave.
pub(super) fn view_keep(view: &View<'_>, profile: &Profile) -> Html {
    let unsaved = view.state.work.is_unsaved();
    let state = if unsaved {
        key::COACH_HAND_UNSAVED
    } else {
        key::COACH_HAND_SAVED
    };
    html! {
        <div class="sheet" data-role="keep">
            <section aria-labelledby="hand-heading">
                <div class="sheet-top">
                    <h2 id="hand-heading">{ t(key::COACH_HAND_HEADING) }</h2>
                    { view_role(view) }
                </div>
                <p>{ t(key::COACH_HAND_LEAD) }</p>
                if view.state.work.desk.has_work() {
                    <p data-role="kept" data-state={if unsaved { "unsaved" } else { "saved" }}><strong>{ t(state) }</strong></p>
                }
                if view.state.insecure {
                    <p>{ t(key::COACH_HAND_INSECURE) }</p>
                } else {
                    <div class="ways">
                        { view_with_words(view) }
                        { view_with_key(view) }
                        { view_here(view) }
                    </div>
                    { view_busy(view) }
                }
            </section>
            { forms::view_forms(view, profile) }
        </div>
    }
}

/// One node in any case, so that what stands after it is not made anew.
fn view_busy(view: &View<'_>) -> Html {
    let hand = &view.state.work.hand;
    let done = match &hand.done {
        Some(Some(kid)) => texts().fill(key::COACH_HAND_KEY_DONE, &[("kid", kid)]),
        _ => String::new(),
    };
    html! {
        <div role="status">
            if hand.busy {
                { view_progress(t(key::COACH_HAND_BUSY), None) }
            }
            { done }
        </div>
    }
}

fn view_with_words(view: &View<'_>) -> Html {
    let hand = &view.state.work.hand;
    let tell = view.dispatch.clone();
    let onclick: Callback<MouseEvent> =
        Callback::from(move |_| errands::propose_dossier_words(&tell));
    html! {
        <div class="way">
            <h3 class="way-title">{ t(key::COACH_HAND_WORDS_TITLE) }</h3>
            <p>{ t(key::COACH_HAND_WORDS_TEXT) }</p>
            <button class="button primary" type="button" data-action="export" data-format="dossier"
                aria-disabled={hand.busy.then_some("true")} {onclick}>
                { t(key::COACH_HAND_WORDS_BUTTON) }
            </button>
            <div role="status">
                if let (Some(words), Some(None)) = (&hand.words, &hand.done) {
                    <p>{ t(key::COACH_HAND_WORDS_DONE) }</p>
                    <p class="words" data-role="passphrase">{ words.clone() }</p>
                }
            </div>
        </div>
    }
}

/// Sealed to a key: one of those that are open here, or one that came in as a file.
fn view_with_key(view: &View<'_>) -> Html {
    let open = view.state.keys.open.iter();
    let mut keys: Vec<RecipientKey> = open.filter_map(|key| key.public.clone()).collect();
    for key in &view.state.work.hand.keys {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    let tell = view.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(files) = input.files() {
            intake::read_public_keys(&files, &tell);
        }
        // Choosing the same file again must be noticed again.
        input.set_value("");
    });
    html! {
        <div class="way">
            <h3 class="way-title">{ t(key::COACH_HAND_KEY_TITLE) }</h3>
            <p>{ t(key::COACH_HAND_KEY_TEXT) }</p>
            { for keys.into_iter().map(|key| view_key(view, key)) }
            <label class="pick">
                <input class="visually-hidden" type="file" multiple=true data-role="public-key" {onchange} />
                <span class="button">{ t(key::COACH_HAND_KEY_FILE) }</span>
                <span class="hint">{ t(key::COACH_HAND_KEY_HINT) }</span>
            </label>
        </div>
    }
}

fn view_key(view: &View<'_>, to: RecipientKey) -> Html {
    let name = texts().fill(key::COACH_HAND_KEY_BUTTON, &[("kid", to.kid())]);
    html! {
        <button class="button primary" type="button" data-action="export" data-format="dossier" data-kid={to.kid().to_owned()}
            aria-disabled={view.state.work.hand.busy.then_some("true")} onclick={view.hand(HandAction::To(to))}>
            { name }
        </button>
    }
}

/// In this browser, encrypted: only when the coach chooses so.
fn view_here(view: &View<'_>) -> Html {
    let work = &view.state.work;
    let here = work
        .place
        .as_ref()
        .and_then(|id| work.shelf.iter().find(|shelved| shelved.id == *id));
    let button = if here.is_some() {
        key::COACH_HAND_HERE_AGAIN
    } else {
        key::COACH_HAND_HERE_BUTTON
    };
    html! {
        <div class="way">
            <h3 class="way-title">{ t(key::COACH_HAND_HERE_TITLE) }</h3>
            <p>{ t(key::COACH_HAND_HERE_TEXT) }</p>
            <button class="button" type="button" data-action="keep-dossier" onclick={view.hand(HandAction::Shelve)}>
                { t(button) }
            </button>
            <div role="status">
                { for here.map(|shelved| html! {
                    <p data-role="kept-here">{ texts().fill(key::COACH_HAND_HERE_DONE, &[
                        ("date", &present::date(texts(), shelved.on)),
                        ("time", &super::shelf::time(shelved)),
                    ]) }</p>
                }) }
            </div>
            { for here.map(|shelved| html! {
                <button class="button quiet" type="button" data-action="forget-dossier"
                    onclick={view.hand(HandAction::ThrowAway(shelved.id.clone()))}>
                    { t(key::COACH_HAND_HERE_REMOVE) }
                </button>
            }) }
        </div>
    }
}
