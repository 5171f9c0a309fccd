//! Every answer in a table; several profiles of one person side by side, with what cannot be compared and why. From one
//! moment nothing is concluded.

use super::View;
use super::parts::{t, texts};
use crate::content::{key, present};
use crate::engine::Profile;
use crate::engine::compare::{Change, compare};
use crate::web::coach::intake;
use crate::web::coach::state::{DeskAction, Item};
use present::{CellView, ComparisonView, GroupView, RowView};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::{Event, Html, TargetCast, classes, html};

/// The table, and the choice of what stands in it.
pub(super) fn view_table(view: &View<'_>, shown: &Profile) -> Html {
    if view.state.hidden {
        return html! { <div class="sheet"><p>{ t(key::COACH_DESK_HIDDEN) }</p></div> };
    }
    let profiles: Vec<Profile> = view
        .state
        .work
        .desk
        .profiles
        .iter()
        .map(|profile| (**profile).clone())
        .collect();
    let several = profiles.len() > 1;
    let words = ComparisonView::new(texts(), &compare(&profiles));
    let heading = if several {
        key::COACH_DESK_TABLE_HEADING_SEVERAL
    } else {
        key::COACH_DESK_TABLE_HEADING
    };
    html! {
        <div class="sheet" data-role="comparison">
            <section aria-labelledby="table-heading">
                <h2 id="table-heading">{ t(heading) }</h2>
                { view_choice(view, shown) }
                if several {
                    <p>{ t(key::COACH_COMPARE_NOTE) }{ " " }{ t(key::COACH_COMPARE_SAME_PERSON) }</p>
                } else {
                    <p>{ t(key::COACH_COMPARE_SINGLE) }</p>
                }
                { view_words(&words, several) }
            </section>
        </div>
    }
}

/// The profiles that are there, and a place for more.
fn view_choice(view: &View<'_>, shown: &Profile) -> Html {
    let desk = &view.state.work.desk;
    let mut offered: Vec<Rc<Profile>> = desk.profiles.clone();
    for choice in &view.state.choices {
        if let (Item::Open(profile), None) = (&choice.item, &choice.same_as)
            && !offered.contains(profile)
        {
            offered.push(Rc::clone(profile));
        }
    }
    let (reader, tell) = (view.reader.clone(), view.dispatch.clone());
    let onchange = yew::Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(files) = input.files() {
            intake::read_beside(&files, reader.clone(), tell.clone());
        }
        // Choosing the same file again must be noticed again.
        input.set_value("");
    });
    html! {
        <fieldset class="moments">
            <legend>{ t(key::COACH_DESK_TABLE_CHOOSE) }</legend>
            <p class="hint">{ t(key::COACH_DESK_TABLE_CHOOSE_HINT) }</p>
            <ul>{ for offered.iter().map(|profile| view_moment(view, shown, profile)) }</ul>
            <label class="pick">
                <input class="visually-hidden" type="file" multiple=true data-role="import-beside" {onchange} />
                <span class="button">{ t(key::COACH_DESK_TABLE_ADD) }</span>
            </label>
        </fieldset>
    }
}

fn view_moment(view: &View<'_>, shown: &Profile, profile: &Rc<Profile>) -> Html {
    let checked = view.state.work.desk.profiles.contains(profile);
    let is_shown = **profile == *shown;
    let include = {
        let (tell, profile) = (view.dispatch.clone(), Rc::clone(profile));
        yew::Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let on = input.is_some_and(|input| input.checked());
            let action = DeskAction::Include(Rc::clone(&profile), on);
            tell.emit(crate::web::coach::state::Action::Desk(
                action,
                crate::web::clock::today(),
            ));
        })
    };
    let date = present::date(texts(), profile.created);
    html! {
        <li class="row">
            <label class="switch">
                <input type="checkbox" {checked} disabled={is_shown} onchange={include} data-role="beside" />
                <span>{ texts().fill(key::COACH_DESK_TABLE_OF, &[("date", &date)]) }</span>
            </label>
            if is_shown {
                <span class="hint">{ t(key::COACH_DESK_TABLE_SHOWN) }</span>
            } else if checked {
                <button class="button quiet" type="button" data-action="turn"
                    aria-label={[t(key::COACH_DESK_TABLE_SHOW), ": ", &date].concat()}
                    onclick={view.desk(DeskAction::Turn(Rc::clone(profile)))}>
                    { t(key::COACH_DESK_TABLE_SHOW) }
                </button>
            }
        </li>
    }
}

fn view_words(words: &ComparisonView, several: bool) -> Html {
    if words.groups.is_empty() {
        return html! { <p>{ t(key::COACH_COMPARE_NOTHING) }</p> };
    }
    html! {
        <div class="wide" tabindex="0" role="group" aria-labelledby="table-heading">
            <table class="answers">
                <thead>
                    <tr>
                        <th scope="col">{ t(key::COACH_COMPARE_QUESTION) }</th>
                        { for words.moments.iter().map(|moment| html! { <th scope="col">{ moment.clone() }</th> }) }
                        if several {
                            <th scope="col">{ t(key::COACH_COMPARE_CHANGE) }</th>
                        }
                    </tr>
                </thead>
                { for words.groups.iter().map(|group| view_group(group, words.moments.len(), several)) }
                if !words.steering.is_empty() {
                    { view_rows(t(key::COACH_COMPARE_STEERING), &words.steering, words.moments.len(), several) }
                }
            </table>
        </div>
    }
}

fn view_group(group: &GroupView, moments: usize, several: bool) -> Html {
    view_rows(group.title, &group.rows, moments, several)
}

fn view_rows(title: &str, rows: &[RowView], moments: usize, several: bool) -> Html {
    let columns = 1 + moments + usize::from(several);
    html! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan={columns.to_string()}>{ title.to_owned() }</th></tr>
            { for rows.iter().map(|row| html! {
                <tr data-question={row.question.map(|question| question.to_string())} data-change={several.then(|| row.change.id())}>
                    <th scope="row">{ row.label.clone() }</th>
                    { for row.cells.iter().map(view_cell) }
                    if several {
                        <td class={classes!(matches!(row.change, Change::Incomparable(_)).then_some("not-shared"))}>
                            { row.change_text.clone() }
                        </td>
                    }
                </tr>
            }) }
        </tbody>
    }
}

fn view_cell(cell: &CellView) -> Html {
    if cell.own_words {
        html! { <td><q class="own" dir="auto">{ cell.text.clone() }</q></td> }
    } else {
        html! { <td class={classes!((!cell.answered).then_some("not-shared"))}>{ cell.text.clone() }</td> }
    }
}
