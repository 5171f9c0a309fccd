//! Agreements: who does what, when, and when both look back. Rows are edited where they stand.

use super::View;
use super::opinion::mark;
use super::parts::{t, texts};
use crate::content::{Key, key, present};
use crate::engine::desk::{Agreement, MAX_WHAT, MAX_WHEN, Party, Term};
use crate::web::coach::state::DeskAction;
use yew::{Event, Html, InputEvent, html};

/// Empty lines on paper, to write on.
const LINES: usize = 3;
const COLUMNS: [Key; 4] = [
    key::COACH_DESK_AGREE_WHO,
    key::COACH_DESK_AGREE_WHAT,
    key::COACH_DESK_AGREE_WHEN,
    key::COACH_DESK_AGREE_LOOK_BACK,
];

/// The agreements on the screen.
pub(super) fn view_agreements(view: &View<'_>) -> Html {
    let agreements = &view.state.work.desk.agreements;
    html! {
        <section class="agreements-edit" aria-labelledby="agreements" data-role="agreements">
            <h2 id="agreements" tabindex="-1">{ t(key::COACH_DESK_AGREE_HEADING) }</h2>
            <p class="hint">{ t(key::COACH_DESK_AGREE_LEAD) }</p>
            if agreements.is_empty() {
                <p>{ t(key::COACH_DESK_AGREE_NONE) }</p>
            }
            <ul>{ for agreements.iter().enumerate().map(|(at, agreement)| view_agreement(view, at, agreement)) }</ul>
            <button class="button" type="button" data-action="add-agreement" onclick={view.desk(DeskAction::Agree)}>
                { t(key::COACH_DESK_AGREE_ADD) }
            </button>
        </section>
    }
}

fn view_agreement(view: &View<'_>, at: usize, agreement: &Agreement) -> Html {
    let number = texts().fill(
        key::COACH_DESK_AGREE_NUMBER,
        &[("number", &(at + 1).to_string())],
    );
    let what = view.desk_field::<InputEvent>(move |text| DeskAction::Amend(at, Term::What(text)));
    let when = view.desk_field::<InputEvent>(move |text| DeskAction::Amend(at, Term::When(text)));
    let look_back = view
        .desk_field::<Event>(move |day| DeskAction::Amend(at, Term::LookBack(day.parse().ok())));
    let day = agreement.look_back.map(|day| day.to_string());
    html! {
        <li class="agreement" key={at} data-role="agreement">
            <fieldset>
                <legend class="visually-hidden">{ number }</legend>
                { view_who(view, at, agreement.who) }
                <label class="what">
                    <span>{ t(key::COACH_DESK_AGREE_WHAT) }</span>
                    <textarea class="field" id={format!("agreement-{at}")} rows="2" maxlength={MAX_WHAT.to_string()}
                        autocomplete="off" value={agreement.what.clone()} oninput={what} />
                </label>
                <label>
                    <span>{ t(key::COACH_DESK_AGREE_WHEN) }</span>
                    <input class="field" type="text" maxlength={MAX_WHEN.to_string()} autocomplete="off"
                        value={agreement.when.clone()} oninput={when} />
                </label>
                <label>
                    <span>{ t(key::COACH_DESK_AGREE_LOOK_BACK) }</span>
                    <input class="field" type="date" value={day.unwrap_or_default()} onchange={look_back} />
                </label>
                <p class="mark-of">{ mark(agreement.mark) }</p>
                <button class="button quiet" type="button" data-action="remove-agreement" onclick={view.desk(DeskAction::Drop(at))}>
                    { t(key::COACH_DESK_AGREE_REMOVE) }
                </button>
            </fieldset>
        </li>
    }
}

fn view_who(view: &View<'_>, at: usize, who: Party) -> Html {
    let onchange = view.desk_field::<Event>(move |id| {
        DeskAction::Amend(at, Term::Who(Party::from_id(&id).unwrap_or_default()))
    });
    html! {
        <label>
            <span>{ t(key::COACH_DESK_AGREE_WHO) }</span>
            <select class="field" {onchange}>
                { for Party::ALL.iter().map(|party| html! {
                    <option value={party.id()} selected={*party == who}>{ present::party(texts(), *party) }</option>
                }) }
            </select>
        </label>
    }
}

/// On paper: what was agreed, and room for more.
pub(super) fn view_paper(view: &View<'_>) -> Html {
    let written: Vec<&Agreement> = view
        .state
        .work
        .desk
        .agreements
        .iter()
        .filter(|agreement| agreement.is_written())
        .collect();
    html! {
        <section class="agreements">
            <h2>{ t(key::AGREEMENTS_TITLE) }</h2>
            <table>
                <thead><tr>{ for COLUMNS.iter().map(|name| html! { <th scope="col">{ t(*name) }</th> }) }</tr></thead>
                <tbody>
                    { for written.iter().map(|agreement| view_written(agreement)) }
                    { for (0..LINES).map(|_| html! { <tr class="empty">{ for COLUMNS.iter().map(|_| html! { <td /> }) }</tr> }) }
                </tbody>
            </table>
            <p>{ t(key::AGREEMENTS_LOOK_BACK) }</p>
        </section>
    }
}

fn view_written(agreement: &Agreement) -> Html {
    let day = agreement.look_back.map(|day| present::date(texts(), day));
    html! {
        <tr>
            <td>{ present::party(texts(), agreement.who) }</td>
            <td>{ agreement.what.clone() }<span class="mark-of">{ mark(agreement.mark) }</span></td>
            <td>{ agreement.when.clone() }</td>
            <td>{ day.unwrap_or_default() }</td>
        </tr>
    }
}
