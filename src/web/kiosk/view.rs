//! What the guard shows: the screen that waits, the bar, and its two questions.

use super::state::{Action, State};
use crate::content::kiosk::{Key, KioskTexts, key};
use crate::content::pictogram::{self, Pictogram};
use crate::content::{SPOKEN, Spoken};
use crate::web::client::view_path;
use crate::web::components::{use_open_dialog, view_changing, view_dialog, view_pictogram};
use crate::web::dom;
use yew::{
    AttrValue, Callback, Children, Event, Html, MouseEvent, Properties, function_component, html,
};

/// The screen that waits for somebody.
pub(super) fn view_attract(state: &State, wanted: &[String], begin: &Callback<AttrValue>) -> Html {
    let say = |key: Key| state.texts.get(key);
    let promise =
        |picture: Pictogram, key: Key| html! { <li>{ view_pictogram(picture) }{ say(key) }</li> };
    html! {
        <main class="attract" data-screen="attract" data-ready="true">
            <div class="hero">
                { view_path() }
                <h1>{ say(key::ATTRACT_HEADING) }</h1>
                <p class="lead">{ say(key::ATTRACT_LEAD) }</p>
            </div>
            <p class="wiped" role="status">
                if state.was_wiped { { view_pictogram(pictogram::CHECK) }{ say(key::WIPED_TEXT) } }
            </p>
            <ul class="promises">
                { promise(pictogram::CLOCK, key::ATTRACT_TIME) }
                { promise(pictogram::PERSON, key::ATTRACT_NAME) }
                { promise(pictogram::WIPE, key::ATTRACT_WIPE) }
            </ul>
            <div class="languages">
                { for offered(wanted).into_iter().map(|spoken| view_language(spoken, begin)) }
            </div>
        </main>
    }
}

/// The languages there are, in the order the municipality wants; all of them when it wants none of these.
fn offered(wanted: &[String]) -> Vec<&'static Spoken> {
    let known = |tag: &String| SPOKEN.iter().find(|spoken| spoken.language.tag() == tag);
    let offered: Vec<_> = wanted.iter().filter_map(known).collect();
    if offered.is_empty() {
        SPOKEN.iter().collect()
    } else {
        offered
    }
}

fn view_language(spoken: &'static Spoken, begin: &Callback<AttrValue>) -> Html {
    let tag = spoken.language.tag();
    let dir = if spoken.is_rtl { "rtl" } else { "ltr" };
    let texts = KioskTexts::of(tag);
    let onclick = begin.reform(move |_: MouseEvent| AttrValue::Static(tag));
    html! {
        <button type="button" class="language" data-action="language" value={tag} lang={tag} {dir} key={tag} {onclick}>
            { view_pictogram(pictogram::LANGUAGE) }
            <span>
                <b>{ spoken.name }</b>
                if texts.language == tag { <small>{ texts.get(key::ATTRACT_CHOOSE) }</small> }
            </span>
            { view_pictogram(pictogram::FORWARD) }
        </button>
    }
}

/// The bar below every screen.
pub(super) fn view_bar(
    state: &State,
    contrast: &Callback<MouseEvent>,
    send: &Callback<Action>,
) -> Html {
    let say = |key: Key| state.texts.get(key);
    // Before there is an answer there is nothing to be sure of.
    let stop = send.reform(|_: MouseEvent| {
        if dom::is_app_marked("data-answered") {
            Action::Ask
        } else {
            Action::Wipe
        }
    });
    html! {
        <div class="kiosk-bar" role="group" aria-label={say(key::BAR_LABEL)} lang={state.texts.language}>
            if state.is_begun {
                <button type="button" class="button care" data-action="wipe" onclick={stop}>
                    { view_pictogram(pictogram::WIPE) }{ say(key::BAR_WIPE) }
                </button>
            }
            <button type="button" class="button quiet contrast" data-action="contrast" aria-pressed={state.contrast.to_string()} onclick={contrast}>
                <i class="half" aria-hidden="true" />{ say(key::BAR_CONTRAST) }
            </button>
        </div>
    }
}

/// Whether everything may really go.
pub(super) fn view_sure(state: &State, send: &Callback<Action>) -> Html {
    if !state.is_sure_asked {
        return Html::default();
    }
    let say = |key: Key| state.texts.get(key);
    let stay = send.reform(|_: MouseEvent| Action::Stay);
    let body = html! {
        <>
            <p>{ say(key::SURE_TEXT) }</p>
            <button type="button" class="button care" data-action="wipe" onclick={send.reform(|_: MouseEvent| Action::Wipe)}>
                { view_pictogram(pictogram::WIPE) }{ say(key::SURE_YES) }
            </button>
            <button type="button" class="button" data-action="stay" onclick={stay}>{ say(key::SURE_NO) }</button>
        </>
    };
    view_dialog(
        "sure",
        say(key::SURE_HEADING),
        say(key::SURE_NO),
        send.reform(|()| Action::Stay),
        body,
    )
}

/// Whether somebody is still there: over everything else, with one large button.
pub(super) fn view_question(state: &State, extend: &Callback<()>) -> Html {
    let (Some(left), Some(announced)) = (state.left, state.announced()) else {
        return Html::default();
    };
    let say = |key: Key| state.texts.get(key);
    let heard = state
        .texts
        .fill(key::IDLE_LEFT, &[("seconds", &announced.to_string())]);
    html! {
        <Question extend={extend.clone()} lang={state.texts.language}>
            <h2 id="idle-heading">{ say(key::IDLE_HEADING) }</h2>
            <p id="idle-text">{ say(key::IDLE_TEXT) }</p>
            <p class="idle-left" aria-hidden="true">{ left }</p>
            <p class="away" role="status">{ view_changing(heard) }</p>
            <button type="button" class="button primary" data-action="extend" onclick={extend.reform(|_: MouseEvent| ())}>
                { say(key::IDLE_EXTEND) }
            </button>
        </Question>
    }
}

/// What the dialog of the question needs.
#[derive(Properties, PartialEq)]
struct QuestionProps {
    /// Somebody is there: also whoever closes the dialog with a key.
    extend: Callback<()>,
    /// The tag of the language.
    lang: AttrValue,
    /// What stands in it.
    children: Children,
}

/// A dialog of the browser lies over any other and keeps the focus inside; it begins at its first button.
#[function_component]
fn Question(props: &QuestionProps) -> Html {
    let node = use_open_dialog();
    let onclose = props.extend.reform(|_: Event| ());
    html! {
        <dialog ref={node} class="idle" role="alertdialog" aria-labelledby="idle-heading" aria-describedby="idle-text" lang={props.lang.clone()} {onclose}>
            { props.children.clone() }
        </dialog>
    }
}
