//! Making a pair of keys: the passphrase, the file, the trial, and what is published.

use super::View;
use super::import::view_progress;
use super::keys::{Place, view_opening};
use super::parts::{t, texts};
use super::problem;
use crate::content::{Key, key, pictogram};
use crate::web::coach::errands;
use crate::web::coach::state::{Action, KeyAction, KeyProblem, Making, SHORTEST};
use crate::web::components::view_pictogram;
use crate::web::crypto::Made;
use crate::web::dom;
use yew::{Callback, Html, MouseEvent, html};

/// The media type of the file: JOSE in the compact serialisation (RFC 7515, section 9.2.1).
const MEDIA_TYPE: &str = "application/jose";

/// The making as far as it is, or the button to begin.
pub(super) fn view_making(view: &View<'_>) -> Html {
    let part = match &view.state.keys.making {
        None => view_begin(view),
        Some(Making::Choosing { words, own }) => view_choosing(view, words, *own),
        Some(Making::Made {
            made,
            words,
            proven,
        }) => view_made(view, made, words.as_deref(), *proven),
    };
    html! { <>{ part }{ problem::view_making_problem(view.state) }</> }
}

fn view_begin(view: &View<'_>) -> Html {
    let tell = view.dispatch.clone();
    let onclick = Callback::from(move |_| errands::propose_words(&tell));
    html! {
        <div class="key-part">
            <h3>{ t(key::COACH_MAKE_HEADING) }</h3>
            <div class="pick">
                <button class="button" type="button" data-action="new-key" {onclick}>
                    { view_pictogram(pictogram::PLUS) }{ t(key::COACH_MAKE_BUTTON) }
                </button>
                <span class="hint">{ t(key::COACH_MAKE_HINT) }</span>
            </div>
        </div>
    }
}

fn view_choosing(view: &View<'_>, words: &str, own: bool) -> Html {
    let busy = view.state.keys.busy;
    let make = view.tell_field(view.own_words, |words| Action::Key(KeyAction::Make(words)));
    let least = SHORTEST.to_string();
    html! {
        <div class="key-part" data-role="new-key">
            <h3>{ t(key::COACH_MAKE_HEADING) }</h3>
            <p>{ t(key::COACH_MAKE_LEAD) }</p>
            { view_option(view, "words", key::COACH_MAKE_WORDS, false, own) }
            if !own {
                <p class="words" data-role="new-passphrase">{ words.to_owned() }</p>
            }
            { view_option(view, "own", key::COACH_MAKE_OWN, true, own) }
            if own {
                <label for="own-words">{ texts().fill(key::COACH_MAKE_OWN_LABEL, &[("count", &least)]) }</label>
                <input class="field" id="own-words" type="text" data-role="own-passphrase" autocomplete="off"
                    autocapitalize="none" spellcheck="false" ref={view.own_words.clone()} />
            }
            <p>{ t(key::COACH_MAKE_APART) }</p>
            <div class="row">
                <button class="button primary" type="button" data-action="make-key" aria-disabled={busy.then_some("true")}
                    onclick={make}>
                    { t(key::COACH_MAKE_DO) }
                </button>
                <button class="button quiet" type="button" data-action="finish-key" onclick={view.tell(KeyAction::Finish)}>
                    { t(key::COACH_MAKE_STOP) }
                </button>
            </div>
            if busy {
                { view_progress(t(key::COACH_MAKE_BUSY), None) }
            }
        </div>
    }
}

fn view_option(view: &View<'_>, value: &'static str, text: Key, own: bool, chosen: bool) -> Html {
    html! {
        <label class="switch">
            <input type="radio" name="passphrase-kind" {value} checked={own == chosen} onchange={view.tell(KeyAction::Own(own))} />
            <strong>{ t(text) }</strong>
        </label>
    }
}

/// Three steps in their order: nobody seals to a key whose file does not open.
fn view_made(view: &View<'_>, made: &Made, words: Option<&str>, proven: bool) -> Html {
    html! {
        <div class="key-part" data-role="new-key" data-kid={made.kid.clone()}>
            <h3>{ texts().fill(key::COACH_MAKE_MADE, &[("kid", &made.kid)]) }</h3>
            <ol class="steps">
                <li>{ view_save(view, made, words) }</li>
                <li>
                    <h4>{ t(key::COACH_MAKE_TRY_TITLE) }</h4>
                    if proven {
                        <p class="proven" role="status" data-role="proven">
                            { view_pictogram(pictogram::CHECK) }{ t(key::COACH_MAKE_PROVEN) }
                        </p>
                    } else {
                        <p>{ t(key::COACH_MAKE_TRY_TEXT) }</p>
                        if Place::of(view.state) == Place::Making {
                            { view_opening(view) }
                        }
                    }
                </li>
                <li>
                    <h4>{ t(key::COACH_MAKE_PUBLISH_TITLE) }</h4>
                    if proven {
                        { view_publish(view, made) }
                    } else {
                        <p class="hint">{ t(key::COACH_MAKE_PUBLISH_WAIT) }</p>
                    }
                </li>
            </ol>
            if proven {
                <button class="button primary" type="button" data-action="finish-key" onclick={view.tell(KeyAction::Finish)}>
                    { t(key::COACH_MAKE_FINISH) }
                </button>
            }
        </div>
    }
}

fn view_save(view: &View<'_>, made: &Made, words: Option<&str>) -> Html {
    let name = texts().fill(key::COACH_MAKE_FILE_NAME, &[("kid", &made.kid)]);
    html! {
        <>
            <h4>{ t(key::COACH_MAKE_SAVE_TITLE) }</h4>
            <p>{ t(key::COACH_MAKE_SAVE_TEXT) }</p>
            if let Some(words) = words {
                <p class="hint">{ t(key::COACH_MAKE_SAVE_WORDS) }</p>
                <p class="words" data-role="new-passphrase">{ words.to_owned() }</p>
            }
            <button class="button primary" type="button" data-action="save-key" onclick={save(view, name, MEDIA_TYPE, &made.file)}>
                { t(key::COACH_MAKE_SAVE_BUTTON) }
            </button>
        </>
    }
}

fn view_publish(view: &View<'_>, made: &Made) -> Html {
    let copy = {
        let (tell, config) = (view.dispatch.clone(), made.config.clone());
        Callback::from(move |_: MouseEvent| errands::copy(&config, tell.clone()))
    };
    let name = t(key::COACH_MAKE_CONFIG_NAME).to_owned();
    html! {
        <>
            <p>{ t(key::COACH_MAKE_PUBLISH_TEXT) }</p>
            <textarea class="field" readonly=true rows="4" dir="ltr" spellcheck="false" data-role="key-config"
                aria-label={t(key::COACH_MAKE_PUBLISH_LABEL)} value={made.config.clone()} />
            <div class="row">
                <button class="button" type="button" data-action="copy-config" onclick={copy}>{ t(key::COACH_MAKE_COPY) }</button>
                <button class="button" type="button" data-action="save-config"
                    onclick={save(view, name, "application/json", &made.config)}>
                    { t(key::COACH_MAKE_SAVE_CONFIG) }
                </button>
                <span role="status">{ if view.state.keys.copied { t(key::COACH_MAKE_COPIED) } else { "" } }</span>
            </div>
        </>
    }
}

fn save(
    view: &View<'_>,
    name: String,
    media_type: &'static str,
    text: &str,
) -> Callback<MouseEvent> {
    let (tell, text) = (view.dispatch.clone(), text.to_owned());
    Callback::from(move |_| {
        if dom::download(&name, media_type, &text).is_err() {
            tell.emit(KeyAction::Failed(KeyProblem::NotSaved).into());
        }
    })
}
