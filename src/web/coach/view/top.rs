//! The top of a profile: which one, whose view it is, and what the coach can do with it.

use super::View;
use super::parts::{t, texts};
use crate::content::pictogram::{self, Pictogram};
use crate::content::{Key, key, present};
use crate::engine::Profile;
use crate::engine::profile::{MEDIA_TYPE, json};
use crate::web::coach::state::{Action, DeskAction, Part, Problem};
use crate::web::components::view_pictogram;
use crate::web::dom;
use yew::{Callback, Html, MouseEvent, html};

/// The top of the open profile. Whose view it is stays in sight on every part of the page.
pub(super) fn view_top(view: &View<'_>, profile: &Profile) -> Html {
    let date = present::date(texts(), profile.created);
    html! {
        <header class="top">
            <div class="top-name">
                <h1 tabindex="-1" ref={view.heading.clone()}>{ texts().fill(key::COACH_PROFILE_HEADING, &[("date", &date)]) }</h1>
                <p class="made">{ made(view, profile) }</p>
            </div>
            <p class="own-view" data-role="own-view">
                <strong>{ t(key::OWN_VIEW_LABEL) }</strong>{ ". " }{ t(key::OWN_VIEW_NOTE) }
            </p>
            <div class="top-doing">
                { view_parts(view) }
                { view_actions(view, profile) }
            </div>
        </header>
    }
}

/// How the profile came about: the route, the language, and the versions of questions and rules.
fn made(view: &View<'_>, profile: &Profile) -> String {
    let (instrument, rules) = (profile.instrument.to_string(), profile.rules.to_string());
    let versions = texts().fill(
        key::COACH_PROFILE_VERSIONS,
        &[("instrument", &instrument), ("rules", &rules)],
    );
    let from = view.state.work.from.map(|(role, day)| {
        let values = [
            ("role", present::role(texts(), role)),
            ("date", &present::date(texts(), day)),
        ];
        texts().fill(key::COACH_DESK_FROM, &values)
    });
    let mut parts = vec![
        present::route(texts(), profile.route),
        present::language(texts(), profile.language),
        &versions,
    ];
    parts.extend(from.as_deref());
    parts.join(" · ")
}

/// The parts of the desk; the one that is shown says so.
fn view_parts(view: &View<'_>) -> Html {
    let current = view.state.work.part;
    html! {
        <nav class="parts" aria-label={t(key::COACH_DESK_NAV)}>
            { for Part::ALL.into_iter().map(|part| html! {
                <button class="button quiet" type="button" data-action="part" data-part={part.id()}
                    aria-current={(part == current).then_some("page")} onclick={view.desk(DeskAction::Show(part))}>
                    { t(part_name(part)) }
                </button>
            }) }
        </nav>
    }
}

const fn part_name(part: Part) -> Key {
    match part {
        Part::Picture => key::COACH_DESK_PART_PICTURE,
        Part::Guide => key::COACH_DESK_PART_GUIDE,
        Part::View => key::COACH_DESK_PART_VIEW,
        Part::Table => key::COACH_DESK_PART_TABLE,
        Part::Keep => key::COACH_DESK_PART_KEEP,
    }
}

fn view_actions(view: &View<'_>, profile: &Profile) -> Html {
    let state = view.state;
    let toggle = if state.hidden {
        key::COACH_PROFILE_SHOW
    } else {
        key::COACH_PROFILE_HIDE
    };
    let (import_action, import_text) = if state.importing {
        ("back", key::COACH_IMPORT_BACK)
    } else {
        ("import", key::COACH_PROFILE_IMPORT)
    };
    html! {
        <div class="actions" role="group" aria-label={t(key::COACH_PROFILE_ACTIONS)}>
            { view_action("toggle-picture", pictogram::PERSON, toggle, view.tell(Action::TogglePicture)) }
            { view_action(import_action, pictogram::FILE, import_text, view.tell(Action::Import(!state.importing))) }
            { view_action("print", pictogram::PRINT, key::COACH_PROFILE_PRINT, print(view)) }
            { view_action("export", pictogram::SHARE, key::COACH_PROFILE_EXPORT, export(view, profile)) }
            { view_action("wipe", pictogram::WIPE, key::COACH_PROFILE_WIPE, view.tell(Action::Wipe)) }
        </div>
    }
}

fn view_action(
    action: &'static str,
    pictogram: Pictogram,
    text: Key,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button class="button quiet" type="button" data-action={action} {onclick}>
            { view_pictogram(pictogram) }<span>{ t(text) }</span>
        </button>
    }
}

fn print(view: &View<'_>) -> Callback<MouseEvent> {
    let tell = view.dispatch.clone();
    Callback::from(move |_| {
        if dom::print().is_err() {
            tell.emit(Action::Failed(Problem::Print));
        }
    })
}

/// The name of the file tells the day and nothing about the person.
pub(super) fn export(view: &View<'_>, profile: &Profile) -> Callback<MouseEvent> {
    let (tell, profile) = (view.dispatch.clone(), profile.clone());
    Callback::from(move |_| {
        let name = texts().fill(
            key::COACH_PROFILE_FILE_NAME,
            &[("date", &profile.created.to_string())],
        );
        if dom::download(&name, MEDIA_TYPE, &json::to_json_pretty(&profile)).is_err() {
            tell.emit(Action::Failed(Problem::Export));
        }
    })
}
