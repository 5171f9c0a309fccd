//! The place where a profile comes in: a file, or a pasted link, code or e-mail.

use super::View;
use super::parts::{t, texts};
use super::problem;
use crate::content::{key, pictogram, present};
use crate::web::coach::intake;
use crate::web::coach::state::{Action, Choice};
use crate::web::components::view_pictogram;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{Callback, Event, Html, TargetCast, html};

/// What a file chooser offers first; anything else can be chosen too.
const ACCEPT: &str = ".html,.htm,.json,.txt,text/html,application/json,text/plain";

/// The screen on which nothing is open yet.
pub(super) fn view_screen(view: &View<'_>) -> Html {
    html! {
        <main class="start" data-screen="import" data-ready="true">
            <p class="brand">{ t(key::COACH_APP) }<span>{ t(key::COACH_FOR_COACH) }</span></p>
            <h1 tabindex="-1" ref={view.heading.clone()}>{ t(key::COACH_IMPORT_HEADING) }</h1>
            <p class="lead">{ t(key::COACH_IMPORT_LEAD) }</p>
            { problem::view_problem(view.state) }
            { view_choices(view) }
            { view_ways(view, true) }
            { view_blank_switch(view) }
            <p class="private">{ view_pictogram(pictogram::LOCK) }<span>{ t(key::COACH_IMPORT_PRIVATE) }</span></p>
            <p class="private">
                { view_pictogram(pictogram::PERSON) }
                <span><strong>{ t(key::OWN_VIEW_LABEL) }</strong>{ ". " }{ t(key::OWN_VIEW_NOTE) }</span>
            </p>
        </main>
    }
}

/// The same place beside an open profile. It is there while it is closed too, so that whatever opens a file by
/// program finds it; only its button is not.
pub(super) fn view_panel(view: &View<'_>) -> Html {
    let open = view.state.importing;
    html! {
        <section class="panel" aria-labelledby="panel-heading" hidden={!open} key={view.state.arrivals}>
            <h2 id="panel-heading" tabindex="-1" ref={view.panel.clone()}>{ t(key::COACH_IMPORT_HEADING) }</h2>
            { view_choices(view) }
            { view_ways(view, open) }
        </section>
    }
}

fn view_ways(view: &View<'_>, with_button: bool) -> Html {
    html! {
        <div class="ways">
            { view_file(view) }
            { view_text(view, with_button) }
        </div>
    }
}

fn view_file(view: &View<'_>) -> Html {
    let tell = view.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(files) = input.files() {
            intake::read_files(&files, tell.clone());
        }
        // Choosing the same file again must be noticed again.
        input.set_value("");
    });
    html! {
        <label class="way drop">
            { view_pictogram(pictogram::FILE) }
            <span class="way-title">{ t(key::COACH_IMPORT_FILE_TITLE) }</span>
            <input class="visually-hidden" type="file" multiple=true accept={ACCEPT} data-role="import-file" {onchange}
                aria-describedby="import-file-hint" />
            <span class="button primary">{ t(key::COACH_IMPORT_FILE_BUTTON) }</span>
            <span class="hint" id="import-file-hint">{ t(key::COACH_IMPORT_FILE_HINT) }</span>
        </label>
    }
}

fn view_text(view: &View<'_>, with_button: bool) -> Html {
    let (tell, text) = (view.dispatch.clone(), view.text.clone());
    let onclick = Callback::from(move |_| {
        if let Some(field) = text.cast::<HtmlTextAreaElement>() {
            tell.emit(Action::Text(field.value()));
        }
    });
    html! {
        <div class="way">
            { view_pictogram(pictogram::LINK) }
            <label for="import-text">
                <span class="way-title">{ t(key::COACH_IMPORT_TEXT_TITLE) }</span>
                <span class="hint">{ t(key::COACH_IMPORT_TEXT_LABEL) }</span>
            </label>
            // The browser must not bring the words of an earlier client back into the field.
            <textarea id="import-text" data-role="import-text" rows="3" autocomplete="off" spellcheck="false" dir="ltr"
                ref={view.text.clone()} />
            if with_button {
                <button class="button primary" type="button" data-action="import" {onclick}>
                    { t(key::COACH_IMPORT_TEXT_BUTTON) }
                </button>
            }
        </div>
    }
}

fn view_blank_switch(view: &View<'_>) -> Html {
    let onchange = view.dispatch.reform(|event: Event| {
        Action::StartBlank(
            event
                .target_dyn_into::<HtmlInputElement>()
                .is_some_and(|input| input.checked()),
        )
    });
    html! {
        <label class="switch">
            <input type="checkbox" data-role="start-blank" checked={view.state.start_blank} {onchange} />
            <span>
                <strong>{ t(key::COACH_IMPORT_BLANK) }</strong>
                <span class="hint">{ t(key::COACH_IMPORT_BLANK_HINT) }</span>
            </span>
        </label>
    }
}

/// Several files that came in together; a file that is no profile says so beside its name.
fn view_choices(view: &View<'_>) -> Html {
    let choices = &view.state.choices;
    if choices.is_empty() {
        return Html::default();
    }
    let good = choices
        .iter()
        .filter(|choice| choice.outcome.is_ok())
        .count()
        .to_string();
    html! {
        <section class="choices" aria-labelledby="choices-heading">
            <h2 id="choices-heading">{ t(key::COACH_CHOICE_HEADING) }</h2>
            <p class="hint" role="status">
                { texts().fill(key::COACH_CHOICE_COUNT, &[("good", &good), ("all", &choices.len().to_string())]) }
            </p>
            <ul>{ for choices.iter().enumerate().map(|(index, choice)| view_choice(view, index, choice)) }</ul>
        </section>
    }
}

fn view_choice(view: &View<'_>, index: usize, choice: &Choice) -> Html {
    let inside = match &choice.outcome {
        Ok(profile) => {
            let date = present::date(texts(), profile.created);
            html! {
                <button class="button" type="button" data-role="choice" onclick={view.tell(Action::Choose(index))}>
                    <strong>{ texts().fill(key::COACH_CHOICE_OPEN, &[("date", &date)]) }</strong>
                    <span class="hint">{ choice.name.clone() }</span>
                </button>
            }
        }
        Err(problem) => html! {
            <p class="refused"><strong>{ choice.name.clone() }</strong><span class="hint">{ problem::sentence(problem) }</span></p>
        },
    };
    html! { <li key={index}>{ inside }</li> }
}
