//! The place where a profile comes in: a file, a pasted link, code or e-mail, or a QR code.

use super::View;
use super::parts::{t, texts};
use super::{keys, lock, problem, shelf};
use crate::content::{key, pictogram, present};
use crate::engine::profile::sealed::{Envelope, Method};
use crate::web::coach::intake;
use crate::web::coach::state::{Action, Choice, Item, Lens, Problem, Progress};
use crate::web::components::view_pictogram;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{Callback, Event, Html, TargetCast, html};

/// What a file chooser offers first; anything else can be chosen too.
const ACCEPT: &str = ".html,.htm,.json,.txt,.jwe,text/html,application/json,text/plain,image/*";
/// The same for a picture of a code.
const ACCEPT_PICTURE: &str = "image/*";

/// The screen on which nothing is open yet.
pub(super) fn view_screen(view: &View<'_>) -> Html {
    html! {
        <main class="start" data-screen="import" data-ready="true">
            <p class="brand">{ t(key::COACH_APP) }<span>{ t(key::COACH_FOR_COACH) }</span></p>
            <h1 tabindex="-1" ref={view.heading.clone()}>{ t(key::COACH_IMPORT_HEADING) }</h1>
            <p class="lead">{ t(key::COACH_IMPORT_LEAD) }</p>
            { problem::view_problem(view.state) }
            { lock::view_lock(view) }
            { view_choices(view) }
            { shelf::view_shelf(view) }
            { view_ways(view, true) }
            { keys::view_keys(view) }
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
            { lock::view_lock(view) }
            { view_choices(view) }
            { view_ways(view, open) }
        </section>
    }
}

fn view_ways(view: &View<'_>, with_button: bool) -> Html {
    html! {
        <div class="ways">
            // One node in any case: one that comes and goes would make its neighbours anew, and empty the field.
            { view.state.reading.map(view_reading).unwrap_or_default() }
            { view_file(view) }
            { view_text(view, with_button) }
            { view_code(view, with_button) }
        </div>
    }
}

/// Many files take a moment.
fn view_reading(progress: Progress) -> Html {
    let Progress { done, all } = progress;
    // Of a single file only a picture takes long enough to say so.
    if all == 1 {
        return view_progress(t(key::COACH_IMPORT_LOOKING), None);
    }
    let numbers = [("done", &*done.to_string()), ("all", &*all.to_string())];
    view_progress(
        &texts().fill(key::COACH_IMPORT_READING, &numbers),
        Some(progress),
    )
}

/// Something takes a while: what it is, and how far it is where there is more than one step.
pub(super) fn view_progress(text: &str, progress: Option<Progress>) -> Html {
    html! {
        <p class="progress" role="status">
            <span>{ text.to_owned() }</span>
            { for progress.map(|Progress { done, all }| html! {
                <progress aria-hidden="true" value={done.to_string()} max={all.to_string()} />
            }) }
        </p>
    }
}

/// What happens when files are chosen.
fn choose_files(view: &View<'_>) -> Callback<Event> {
    let (reader, tell) = (view.reader.clone(), view.dispatch.clone());
    Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(files) = input.files() {
            intake::read_files(&files, reader.clone(), tell.clone());
        }
        // Choosing the same file again must be noticed again.
        input.set_value("");
    })
}

fn view_file(view: &View<'_>) -> Html {
    html! {
        <div class="way drop">
            <label class="whole">
                { view_pictogram(pictogram::FILE) }
                <span class="way-title">{ t(key::COACH_IMPORT_FILE_TITLE) }</span>
                <input class="visually-hidden" type="file" multiple=true accept={ACCEPT} data-role="import-file"
                    onchange={choose_files(view)} aria-describedby="import-file-hint" />
                <span class="button primary">{ t(key::COACH_IMPORT_FILE_BUTTON) }</span>
            </label>
            // Every file of a folder and of the folders in it; what is no profile says so beside its name.
            <label class="folder">
                <input class="visually-hidden" type="file" multiple=true webkitdirectory=true data-role="import-folder"
                    onchange={choose_files(view)} aria-describedby="import-file-hint" />
                <span class="button">{ t(key::COACH_IMPORT_FOLDER_BUTTON) }</span>
            </label>
            <span class="hint" id="import-file-hint">{ t(key::COACH_IMPORT_FILE_HINT) }</span>
        </div>
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

/// A QR code: held before the camera, where there is one, or as a picture.
fn view_code(view: &View<'_>, with_button: bool) -> Html {
    let can_film = view.state.has_camera && with_button;
    let hint = if can_film {
        key::COACH_IMPORT_CODE_HINT
    } else {
        key::COACH_IMPORT_CODE_PICTURE_HINT
    };
    html! {
        <div class="way code">
            { view_pictogram(pictogram::QR) }
            <span class="way-title">{ t(key::COACH_IMPORT_CODE_TITLE) }</span>
            if can_film {
                <button class="button primary" type="button" data-action="scan"
                    onclick={view.tell(Action::Camera(Lens::Starting))}>
                    { t(key::COACH_IMPORT_CODE_CAMERA) }
                </button>
            }
            <label class="picture">
                <input class="visually-hidden" type="file" multiple=true accept={ACCEPT_PICTURE} data-role="import-picture"
                    onchange={choose_files(view)} aria-describedby="import-code-hint" />
                <span class="button">{ t(key::COACH_IMPORT_CODE_PICTURE) }</span>
            </label>
            <span class="hint" id="import-code-hint">{ t(hint) }</span>
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
    let count = |is: fn(&Choice) -> bool| choices.iter().filter(|choice| is(choice)).count();
    let (good, locked) = (
        count(Choice::is_open),
        count(|choice| choice.locked().is_some()),
    );
    let text = if locked > 0 {
        key::COACH_CHOICE_COUNT_LOCKED
    } else {
        key::COACH_CHOICE_COUNT
    };
    let numbers = [
        ("good", &*good.to_string()),
        ("all", &*choices.len().to_string()),
        ("locked", &*locked.to_string()),
    ];
    // What can be opened stands first, however many files there are.
    let mut order: Vec<(usize, &Choice)> = choices.iter().enumerate().collect();
    order.sort_by_key(|(_, choice)| (!choice.is_open(), choice.locked().is_none()));
    html! {
        <section class="choices" aria-labelledby="choices-heading">
            <h2 id="choices-heading">{ t(key::COACH_CHOICE_HEADING) }</h2>
            <p class="hint" role="status">{ texts().fill(text, &numbers) }</p>
            <ul>{ for order.into_iter().map(|(index, choice)| view_choice(view, index, choice)) }</ul>
        </section>
    }
}

fn view_choice(view: &View<'_>, index: usize, choice: &Choice) -> Html {
    let refused = |state: &'static str, text: String| {
        html! {
            <p class="refused" data-role="refused" data-state={state}>
                <strong>{ choice.name.clone() }</strong><span class="hint">{ text }</span>
            </p>
        }
    };
    let inside = match (&choice.same_as, &choice.item) {
        (Some(name), _) => refused(
            "same",
            texts().fill(key::COACH_CHOICE_SAME, &[("name", name)]),
        ),
        (None, Item::Open(profile)) => {
            let date = present::date(texts(), profile.created);
            html! {
                <button class="button" type="button" data-role="choice" onclick={view.tell(Action::Choose(index))}>
                    <strong>{ texts().fill(key::COACH_CHOICE_OPEN, &[("date", &date)]) }</strong>
                    <span class="hint">{ choice.name.clone() }</span>
                </button>
            }
        }
        (None, Item::Dossier(dossier)) => {
            let date = present::date(texts(), dossier.saved);
            html! {
                <button class="button" type="button" data-role="choice" onclick={view.tell(Action::Choose(index))}>
                    <strong>{ texts().fill(key::COACH_DOSSIER_OPEN, &[("date", &date)]) }</strong>
                    <span class="hint">{ choice.name.clone() }</span>
                </button>
            }
        }
        (None, Item::Locked(envelope)) => refused("locked", locked_sentence(choice, envelope)),
        (None, Item::Refused(problem)) => refused("refused", problem::sentence(problem)),
    };
    html! { <li key={index}>{ inside }</li> }
}

/// What a locked file needs, or why what was tried does not open it.
fn locked_sentence(choice: &Choice, envelope: &Envelope) -> String {
    match (&choice.tried, &envelope.method) {
        (Some(error), _) => problem::sentence(&Problem::Profile(error.clone())),
        (None, Method::Passphrase(_)) => t(key::COACH_CHOICE_LOCKED_WORDS).to_owned(),
        (None, Method::Key(agreement)) => match &agreement.kid {
            Some(kid) => texts().fill(key::COACH_CHOICE_LOCKED_KEY, &[("kid", kid)]),
            None => t(key::COACH_CHOICE_LOCKED_ANY_KEY).to_owned(),
        },
    }
}
