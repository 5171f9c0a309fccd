//! The coach's own view beside the client's, domain by domain, with the differences and the agreements under it.

use super::View;
use super::domains::Known;
use super::parts::{t, texts};
use super::{agreements, topics};
use crate::content::{Key, key, present};
use crate::engine::desk::{Judgement, MAX_NOTE, Mark, Opinion, Role, Stance};
use crate::engine::{Domain, Profile};
use crate::web::coach::state::DeskAction;
use crate::web::components::view_pictogram;
use yew::{Event, Html, InputEvent, html};

const COLUMNS: [Key; 5] = [
    key::COACH_DESK_VIEW_DOMAIN,
    key::COACH_DESK_VIEW_CLIENT,
    key::COACH_DESK_VIEW_LEVEL,
    key::COACH_DESK_VIEW_STANCE,
    key::COACH_DESK_VIEW_NOTE,
];

/// Who wrote something, and when.
pub(super) fn mark(mark: Mark) -> String {
    let values = [
        ("role", present::role(texts(), mark.by)),
        ("date", &present::date(texts(), mark.on)),
    ];
    texts().fill(key::COACH_DESK_MARK, &values)
}

/// The part of the desk in which the coach writes.
pub(super) fn view_opinion(view: &View<'_>, profile: &Profile) -> Html {
    html! {
        <div class="sheet" data-role="own-opinion">
            <section aria-labelledby="opinion-heading">
                <div class="sheet-top">
                    <h2 id="opinion-heading">{ t(key::COACH_DESK_VIEW_HEADING) }</h2>
                    { view_role(view) }
                </div>
                <p class="hint">{ t(key::COACH_DESK_VIEW_LEAD) }</p>
                <table class="opinions">
                    <thead><tr>{ for COLUMNS.iter().map(|name| html! { <th scope="col">{ t(*name) }</th> }) }</tr></thead>
                    <tbody>{ for Domain::all().map(|domain| view_domain(view, profile, domain)) }</tbody>
                </table>
            </section>
            if !view.state.hidden {
                { topics::view_differences(view, profile) }
            }
            { agreements::view_agreements(view) }
        </div>
    }
}

/// The role in which the coach writes from now on.
pub(super) fn view_role(view: &View<'_>) -> Html {
    let role = view.state.work.role;
    let onchange =
        view.desk_field::<Event>(|id| DeskAction::Role(Role::from_id(&id).unwrap_or_default()));
    html! {
        <label class="role">
            <span>{ t(key::COACH_DESK_WRITE_AS) }</span>
            <select class="field" data-role="coach-role" {onchange}>
                { for Role::ALL.iter().map(|one| html! {
                    <option value={one.id()} selected={*one == role}>{ present::role(texts(), *one) }</option>
                }) }
            </select>
        </label>
    }
}

fn view_domain(view: &View<'_>, profile: &Profile, domain: Domain) -> Html {
    let judgement = view.state.work.desk.views.get(&domain);
    let client = if view.state.hidden {
        html! { <span class="not-shared">{ t(key::COACH_DESK_VIEW_HIDDEN) }</span> }
    } else {
        view_client(profile, domain)
    };
    html! {
        <tr data-role="coach-view" data-domain={domain.id()}>
            <th scope="row">{ view_pictogram(domain.pictogram()) }<span>{ t(domain.label()) }</span></th>
            <td class="of-client">{ client }</td>
            <td>{ view_level(view, domain, judgement) }</td>
            <td>{ view_stance(view, domain, judgement) }</td>
            <td>{ view_note(view, domain, judgement) }</td>
        </tr>
    }
}

/// The client's own word and sentence, as the client chose them.
fn view_client(profile: &Profile, domain: Domain) -> Html {
    let known = Known::of(profile, domain);
    let sentence = match known {
        Known::NotShared => return super::parts::view_not_shared(),
        Known::Level(level) => t(domain.level_text(level)),
        Known::NoLevel | Known::Unknown => "",
    };
    html! { <><span class="client-word">{ t(known.word()) }</span><span class="hint">{ sentence }</span></> }
}

fn label(key: Key, domain: Domain) -> String {
    texts().fill(key, &[("domain", t(domain.label()))])
}

/// Five levels and none, as radio buttons side by side.
fn view_level(view: &View<'_>, domain: Domain, judgement: Option<&Judgement>) -> Html {
    let chosen = judgement.and_then(|judgement| judgement.level);
    let options = [None, Some(1), Some(2), Some(3), Some(4), Some(5u8)];
    let name = ["level-", domain.id()].concat();
    html! {
        <fieldset class="segments" data-role="coach-level">
            <legend class="visually-hidden">{ label(key::COACH_DESK_VIEW_LEVEL_OF, domain) }</legend>
            { for options.into_iter().map(|level| {
                let text = level.map_or_else(|| t(key::COACH_DESK_VIEW_NONE).to_owned(), |level| level.to_string());
                let action = DeskAction::Judge(domain, Opinion::Level(level));
                let value = level.map(|level| level.to_string()).unwrap_or_default();
                view_segment(view, &name, &value, text, level == chosen, action)
            }) }
        </fieldset>
    }
}

fn view_stance(view: &View<'_>, domain: Domain, judgement: Option<&Judgement>) -> Html {
    let chosen = judgement.and_then(|judgement| judgement.stance);
    let name = ["stance-", domain.id()].concat();
    let options = std::iter::once(None).chain(Stance::ALL.iter().copied().map(Some));
    html! {
        <fieldset class="segments" data-role="coach-stance">
            <legend class="visually-hidden">{ label(key::COACH_DESK_VIEW_STANCE_OF, domain) }</legend>
            { for options.map(|stance| {
                let text = stance.map_or(t(key::COACH_DESK_VIEW_NONE), |stance| present::stance(texts(), stance));
                let action = DeskAction::Judge(domain, Opinion::Stance(stance));
                let value = stance.map(Stance::id).unwrap_or_default();
                view_segment(view, &name, value, text.to_owned(), stance == chosen, action)
            }) }
        </fieldset>
    }
}

fn view_segment(
    view: &View<'_>,
    name: &str,
    value: &str,
    text: String,
    checked: bool,
    action: DeskAction,
) -> Html {
    html! {
        <label class="segment">
            <input type="radio" name={name.to_owned()} value={value.to_owned()} {checked} onchange={view.desk::<Event>(action)} />
            <span>{ text }</span>
        </label>
    }
}

fn view_note(view: &View<'_>, domain: Domain, judgement: Option<&Judgement>) -> Html {
    let note = judgement.map(|judgement| judgement.note.clone());
    let oninput =
        view.desk_field::<InputEvent>(move |text| DeskAction::Judge(domain, Opinion::Note(text)));
    html! {
        <>
            <textarea class="field" rows="1" maxlength={MAX_NOTE.to_string()} autocomplete="off" data-role="coach-note"
                aria-label={label(key::COACH_DESK_VIEW_NOTE_OF, domain)} value={note.unwrap_or_default()} {oninput} />
            { for judgement.map(|judgement| html! { <p class="mark-of">{ mark(judgement.mark) }</p> }) }
        </>
    }
}
