//! A guide for the talk per chosen domain, in the order of NORBS (neutraal informeren, open vragen, reflecteren,
//! bevestigen, samenvatten), fitted to the phase; the pitfalls; and, on paper, room for what was agreed.

use super::parts::{t, view_paper_note};
use crate::content::{Key, key};
use crate::engine::Profile;
use crate::engine::steering::{Phase, Reading, readings};
use crate::web::components::view_pictogram;
use yew::{Html, html};

/// What to do in the talk, and sentences for each of the five parts.
struct Guide {
    goal: Key,
    parts: [&'static [Key]; 5],
}

const PARTS: [Key; 5] = [
    key::COACH_GUIDE_NEUTRAL,
    key::COACH_GUIDE_OPEN,
    key::COACH_GUIDE_REFLECT,
    key::COACH_GUIDE_AFFIRM,
    key::COACH_GUIDE_SUMMARISE,
];
const EXPLORE: Guide = Guide {
    goal: key::GUIDE_EXPLORE_GOAL,
    parts: [
        &[key::GUIDE_EXPLORE_NEUTRAL_0, key::GUIDE_EXPLORE_NEUTRAL_1],
        &[
            key::GUIDE_EXPLORE_OPEN_0,
            key::GUIDE_EXPLORE_OPEN_1,
            key::GUIDE_EXPLORE_OPEN_2,
        ],
        &[key::GUIDE_EXPLORE_REFLECT_0, key::GUIDE_EXPLORE_REFLECT_1],
        &[key::GUIDE_EXPLORE_AFFIRM_0, key::GUIDE_EXPLORE_AFFIRM_1],
        &[
            key::GUIDE_EXPLORE_SUMMARISE_0,
            key::GUIDE_EXPLORE_SUMMARISE_1,
        ],
    ],
};
const PLAN: Guide = Guide {
    goal: key::GUIDE_PLAN_GOAL,
    parts: [
        &[key::GUIDE_PLAN_NEUTRAL_0, key::GUIDE_PLAN_NEUTRAL_1],
        &[
            key::GUIDE_PLAN_OPEN_0,
            key::GUIDE_PLAN_OPEN_1,
            key::GUIDE_PLAN_OPEN_2,
        ],
        &[key::GUIDE_PLAN_REFLECT_0, key::GUIDE_PLAN_REFLECT_1],
        &[key::GUIDE_PLAN_AFFIRM_0, key::GUIDE_PLAN_AFFIRM_1],
        &[key::GUIDE_PLAN_SUMMARISE_0, key::GUIDE_PLAN_SUMMARISE_1],
    ],
};
const KEEP: Guide = Guide {
    goal: key::GUIDE_KEEP_GOAL,
    parts: [
        &[key::GUIDE_KEEP_NEUTRAL_0, key::GUIDE_KEEP_NEUTRAL_1],
        &[
            key::GUIDE_KEEP_OPEN_0,
            key::GUIDE_KEEP_OPEN_1,
            key::GUIDE_KEEP_OPEN_2,
        ],
        &[key::GUIDE_KEEP_REFLECT_0, key::GUIDE_KEEP_REFLECT_1],
        &[key::GUIDE_KEEP_AFFIRM_0, key::GUIDE_KEEP_AFFIRM_1],
        &[key::GUIDE_KEEP_SUMMARISE_0, key::GUIDE_KEEP_SUMMARISE_1],
    ],
};
const PITFALLS: [Key; 8] = [
    key::PITFALLS_NO_OPENING,
    key::PITFALLS_NO_HELP_QUESTION,
    key::PITFALLS_ADVICE,
    key::PITFALLS_TAKING_OVER,
    key::PITFALLS_LABELS,
    key::PITFALLS_PROGRAMMES,
    key::PITFALLS_SCORES,
    key::PITFALLS_NO_SUMMARY,
];
/// Empty lines to write agreements on.
const AGREEMENT_LINES: usize = 3;

/// The guide. It stands under the topics and is opened when it is wanted.
pub(super) fn view_guide(profile: &Profile) -> Html {
    html! {
        <details class="guide" data-role="guide">
            <summary>{ t(key::COACH_GUIDE_HEADING) }</summary>
            <div class="guide-columns">
                { for readings(&profile.answers).iter().map(view_domain_guide) }
                <section class="pitfalls">
                    <h3>{ t(key::COACH_GUIDE_PITFALLS) }</h3>
                    <ul>{ for PITFALLS.iter().map(|pitfall| html! { <li>{ t(*pitfall) }</li> }) }</ul>
                </section>
            </div>
        </details>
    }
}

/// The guide for the phase of a domain; without a phase, exploring fits.
fn guide(reading: &Reading) -> &'static Guide {
    match reading.phase {
        Some(Phase::Maintenance) => &KEEP,
        Some(phase) if phase.is_ready() => &PLAN,
        _ => &EXPLORE,
    }
}

fn view_domain_guide(reading: &Reading) -> Html {
    let guide = guide(reading);
    html! {
        <section>
            <h3>{ view_pictogram(reading.domain.pictogram()) }<span>{ t(reading.domain.label()) }</span></h3>
            <p>{ t(guide.goal) }</p>
            <dl>
                { for PARTS.iter().zip(guide.parts).map(|(part, sentences)| html! {
                    <div>
                        <dt>{ t(*part) }</dt>
                        { for sentences.iter().map(|sentence| html! { <dd>{ t(*sentence) }</dd> }) }
                    </div>
                }) }
            </dl>
        </section>
    }
}

/// Only on paper: a form on the screen would suggest that something is kept.
pub(super) fn view_agreements(profile: &Profile) -> Html {
    let columns = [
        key::AGREEMENTS_WHO,
        key::AGREEMENTS_WHAT,
        key::AGREEMENTS_WHEN,
    ];
    html! {
        <section class="agreements">
            <h2>{ t(key::AGREEMENTS_TITLE) }</h2>
            { view_paper_note(profile) }
            <table>
                <thead><tr>{ for columns.iter().map(|name| html! { <th scope="col">{ t(*name) }</th> }) }</tr></thead>
                <tbody>
                    { for (0..AGREEMENT_LINES).map(|_| html! { <tr>{ for columns.iter().map(|_| html! { <td /> }) }</tr> }) }
                </tbody>
            </table>
            <p>{ t(key::AGREEMENTS_LOOK_BACK) }</p>
        </section>
    }
}
