//! What goes well, and the plan.

use super::parts::{t, view_not_shared, view_own, view_words_pair, words};
use crate::content::{Key, key};
use crate::engine::{Field, Profile};
use yew::{Html, html};

/// A name, the question with options, and the question for own words that goes with it.
type Row = (Key, Field, Option<Field>);

/// Strengths, and what gives energy.
pub(super) fn view_strengths(profile: &Profile) -> Html {
    let rows = [
        (
            key::COACH_STRENGTHS_LIST,
            Field::StrengthList,
            Some(Field::StrengthOwn),
        ),
        (
            key::COACH_STRENGTHS_ENERGY,
            Field::StrengthEnergy,
            Some(Field::StrengthEnergyOwn),
        ),
    ];
    view_block(
        profile,
        "strengths-heading",
        key::COACH_STRENGTHS_HEADING,
        &rows,
        None,
    )
}

/// The goal, the first step, when, and who helps.
pub(super) fn view_plan(profile: &Profile) -> Html {
    let rows = [
        (
            key::COACH_PLAN_GOAL,
            Field::PlanGoal,
            Some(Field::PlanGoalOwn),
        ),
        (
            key::COACH_PLAN_STEP,
            Field::PlanStep,
            Some(Field::PlanStepOwn),
        ),
        (key::COACH_PLAN_WHEN, Field::PlanWhen, None),
        (key::COACH_PLAN_HELPERS, Field::PlanHelpers, None),
    ];
    let about = profile
        .answers
        .goal_domain()
        .map(|domain| t(domain.label()));
    view_block(
        profile,
        "plan-heading",
        key::COACH_PLAN_HEADING,
        &rows,
        about,
    )
}

fn view_block(
    profile: &Profile,
    id: &'static str,
    heading: Key,
    rows: &[Row],
    about: Option<&'static str>,
) -> Html {
    let has = |field: Field| profile.answers.has(field);
    let shared = about.is_some()
        || rows
            .iter()
            .any(|(_, field, own)| has(*field) || own.is_some_and(has));
    html! {
        <section aria-labelledby={id}>
            <h2 {id}>
                { t(heading) }
                { for about.map(|about| html! { <span class="about">{ about }</span> }) }
            </h2>
            if shared {
                <dl class="pairs">{ for rows.iter().map(|row| view_row(profile, row)) }</dl>
            } else {
                <p>{ view_not_shared() }</p>
            }
        </section>
    }
}

fn view_row(profile: &Profile, (label, field, own): &Row) -> Html {
    let chosen = words(profile, *field);
    match own.filter(|own| profile.answers.has(*own)) {
        Some(own) => html! {
            <div class="pair">
                <dt>{ t(*label) }</dt>
                <dd>{ chosen }{ view_own(profile, own) }</dd>
            </div>
        },
        None => view_words_pair(t(*label), &chosen),
    }
}
