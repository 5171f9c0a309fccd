//! The guide for the talk: lines that the coach strikes out, puts in another order and adds to. It prints on one sheet.

use super::View;
use super::opinion::{mark, view_role};
use super::parts::{t, texts, view_paper_note};
use crate::content::{Key, key, pictogram, present};
use crate::engine::Profile;
use crate::engine::desk::{Approach, Entry, Line, MAX_QUESTION, Placed};
use crate::web::coach::state::DeskAction;
use crate::web::components::view_pictogram;
use yew::{Html, InputEvent, classes, html};

/// The guide. While the picture is hidden it holds only what says nothing about the client.
pub(super) fn view_guide(view: &View<'_>, profile: &Profile) -> Html {
    let desk = &view.state.work.desk;
    let hidden = view.state.hidden;
    let lines: Vec<Placed> = desk
        .guide_for(profile)
        .into_iter()
        .filter(|placed| !hidden || matches!(placed.line, None | Some(Line::HelpFirst)))
        .collect();
    let last = lines.len().saturating_sub(1);
    html! {
        <div class="sheet" data-role="guide">
            <section class="guide" aria-labelledby="guide-heading">
                <div class="sheet-top">
                    <h2 id="guide-heading">{ t(key::COACH_GUIDE_HEADING) }</h2>
                    { view_role(view) }
                </div>
                { view_paper_note(profile) }
                <p class="hint">{ t(if hidden { key::COACH_GUIDE_HIDDEN } else { key::COACH_GUIDE_LEAD }) }</p>
                <div class="row">
                    <button class="button" type="button" data-action="add-question" onclick={view.desk(DeskAction::Ask)}>
                        { view_pictogram(pictogram::PLUS) }{ t(key::COACH_GUIDE_ASK) }
                    </button>
                    if !desk.guide.is_empty() && !hidden {
                        <button class="button quiet" type="button" data-action="restore-guide" onclick={view.desk(DeskAction::Restore)}>
                            { t(key::COACH_GUIDE_RESTORE) }
                        </button>
                    }
                </div>
                <ol class="guide-lines">
                    { for lines.iter().enumerate().map(|(number, placed)| {
                        view_line(view, profile, placed, (number == 0, number == last))
                    }) }
                </ol>
            </section>
            { view_beside(&lines) }
        </div>
    }
}

/// One line. Of a struck one the paper shows nothing.
fn view_line(view: &View<'_>, profile: &Profile, placed: &Placed, ends: (bool, bool)) -> Html {
    let struck = matches!(placed.entry, Entry::Standard { struck: true, .. });
    let words = placed
        .line
        .as_ref()
        .map(|line| present::line(texts(), &profile.answers, line));
    let id = placed.line.as_ref().map(Line::id);
    let said = match (&words, &placed.entry) {
        (Some(words), _) => words.text.clone(),
        (None, Entry::Own { text, .. }) => text.clone(),
        (None, Entry::Standard { .. }) => String::new(),
    };
    html! {
        <li class={classes!("guide-line", struck.then_some("struck"))} data-role="guide-line" data-line={id.unwrap_or_else(|| "own".to_owned())}
            data-state={struck.then_some("struck")} key={key_of(placed)}>
            <div class="guide-words">
                { match (&words, &placed.entry) {
                    (Some(words), _) => html! {
                        <>
                            <p class="guide-label">{ words.label.clone() }<span class="about">{ words.about.clone() }</span></p>
                            if struck { <p><s>{ words.text.clone() }</s></p> } else { <p>{ words.text.clone() }</p> }
                        </>
                    },
                    (None, Entry::Own { text, mark: by }) => view_own_question(view, placed.at, text, mark(*by)),
                    (None, Entry::Standard { .. }) => Html::default(),
                } }
            </div>
            { view_buttons(view, placed, &said, struck, ends) }
        </li>
    }
}

/// A question of the coach keeps its field while it moves.
fn key_of(placed: &Placed) -> String {
    match &placed.entry {
        Entry::Standard { id, .. } => id.clone(),
        Entry::Own { .. } => ["own-", &placed.at.to_string()].concat(),
    }
}

fn view_own_question(view: &View<'_>, at: usize, text: &str, mark: String) -> Html {
    let oninput = view.desk_field::<InputEvent>(move |text| DeskAction::Question(at, text));
    let id = format!("question-{at}");
    html! {
        <>
            <p class="guide-label"><label for={id.clone()}>{ t(key::COACH_GUIDE_OWN) }</label><span class="about">{ mark }</span></p>
            <input class="field" {id} type="text" maxlength={MAX_QUESTION.to_string()} autocomplete="off" data-role="own-question"
                value={text.to_owned()} {oninput} />
            <p class="on-paper">{ text.to_owned() }</p>
        </>
    }
}

fn view_buttons(
    view: &View<'_>,
    placed: &Placed,
    said: &str,
    struck: bool,
    (first, last): (bool, bool),
) -> Html {
    let at = placed.at;
    let name = |key: Key| texts().fill(key, &[("line", said)]);
    let strike = match (&placed.entry, struck) {
        (Entry::Own { .. }, _) => key::COACH_GUIDE_REMOVE,
        (_, true) => key::COACH_GUIDE_BACK,
        (_, false) => key::COACH_GUIDE_STRIKE,
    };
    let button = |action: &'static str,
                  key: Key,
                  id: String,
                  off: bool,
                  sign: &'static str,
                  tell: DeskAction| {
        html! {
            <button class="button quiet sign" type="button" data-action={action} {id} aria-label={name(key)} disabled={off}
                onclick={view.desk(tell)}>
                <span class={classes!("arrow", sign)} aria-hidden="true" />
            </button>
        }
    };
    html! {
        <div class="guide-buttons">
            { button("up", key::COACH_GUIDE_UP, format!("up-{at}"), first, "up", DeskAction::Move(at, true)) }
            { button("down", key::COACH_GUIDE_DOWN, format!("down-{at}"), last, "down", DeskAction::Move(at, false)) }
            { button("strike", strike, format!("strike-{at}"), false, if struck { "back" } else { "strike" }, DeskAction::Strike(at)) }
        </div>
    }
}

/// What the talk is for, and the pitfalls.
fn view_beside(lines: &[Placed]) -> Html {
    let has = |wanted: Approach| {
        lines.iter().any(|placed| {
            matches!(&placed.line, Some(Line::Sentence { approach, .. }) if *approach == wanted)
        })
    };
    let goals: Vec<Approach> = Approach::ALL
        .iter()
        .copied()
        .filter(|one| has(*one))
        .collect();
    html! {
        <aside class="guide-beside">
            if !goals.is_empty() {
                <section>
                    <h3>{ t(key::COACH_GUIDE_GOALS) }</h3>
                    <ul>{ for goals.into_iter().map(|one| html! { <li>{ t(present::goal(one)) }</li> }) }</ul>
                </section>
            }
            <section class="pitfalls">
                <h3>{ t(key::COACH_GUIDE_PITFALLS) }</h3>
                <ul>{ for present::PITFALLS.iter().map(|pitfall| html! { <li>{ t(*pitfall) }</li> }) }</ul>
            </section>
        </aside>
    }
}
