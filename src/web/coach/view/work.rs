//! The job search: what makes working hard and how heavy it weighs, wanting and being able, what was done, what is
//! acceptable.

use super::parts::{
    t, texts, view_not_shared, view_pair, view_paper_note, view_score, view_words_pair, words,
};
use crate::content::{Key, key, present};
use crate::engine::answers::options;
use crate::engine::{Block, Field, Profile, QuestionId};
use yew::{Html, html};

const DONE: [Field; 4] = [
    Field::WorkSearched,
    Field::WorkChannels,
    Field::WorkHours,
    Field::WorkLadder,
];
const CLEAR: [Field; 4] = [
    Field::WorkDigitalCan,
    Field::WorkDigitalUse,
    Field::WorkExpectationsClear,
    Field::WorkContactClear,
];
const KNOWS: [Field; 4] = [
    Field::WorkKnowsVacancies,
    Field::WorkKnowsOffer,
    Field::WorkKnowsContacts,
    Field::WorkDaresWalkIn,
];
const ACCEPTS: [Field; 6] = [
    Field::WorkAcceptsOtherWork,
    Field::WorkAcceptsLowerLevel,
    Field::WorkAcceptsLessPay,
    Field::WorkAcceptsTemporary,
    Field::WorkAcceptsLongerTravel,
    Field::WorkAcceptsIrregularHours,
];

/// The job search, when it is shared.
pub(super) fn view_work(profile: &Profile) -> Html {
    let shared = Field::in_block(Block::WorkSearch).any(|field| profile.answers.has(field));
    html! {
        <section class="work" aria-labelledby="work-heading">
            <h2 id="work-heading">{ t(key::COACH_WORK_HEADING) }</h2>
            { view_paper_note(profile) }
            { if shared { view_shared(profile) } else { html! { <p>{ view_not_shared() }</p> } } }
        </section>
    }
}

fn view_shared(profile: &Profile) -> Html {
    let score = |field: Field| view_score(t(field.short()), profile.answers.one(field));
    html! {
        <>
            { view_list(Some(key::COACH_WORK_OBSTACLES), view_obstacles(profile)) }
            <dl class="scores">{ score(Field::WorkWantWork) }{ score(Field::WorkCanApply) }</dl>
            { view_list(None, view_pairs(profile, &DONE)) }
            { view_more(profile) }
        </>
    }
}

/// The rest of the job search. On a low screen it is opened on demand, so that what goes well and the plan stay in
/// sight beside it; where there is room the style sheet keeps it open.
fn view_more(profile: &Profile) -> Html {
    let (clear, knows) = (view_pairs(profile, &CLEAR), view_pairs(profile, &KNOWS));
    let accepts = view_acceptance(profile);
    if clear.is_empty() && knows.is_empty() && accepts.is_empty() {
        return Html::default();
    }
    html! {
        <details class="more">
            <summary>{ t(key::COACH_WORK_MORE) }</summary>
            { view_list(Some(key::COACH_WORK_CLEAR), clear) }
            { view_list(Some(key::COACH_WORK_KNOWS), knows) }
            { view_list(Some(key::COACH_WORK_ACCEPTS), accepts) }
        </details>
    }
}

fn view_list(heading: Option<Key>, pairs: Vec<Html>) -> Html {
    if pairs.is_empty() {
        return Html::default();
    }
    html! {
        <>
            { for heading.map(|heading| html! { <h3>{ t(heading) }</h3> }) }
            <dl class="pairs">{ for pairs }</dl>
        </>
    }
}

/// The answered ones of these questions.
fn view_pairs(profile: &Profile, fields: &[Field]) -> Vec<Html> {
    fields
        .iter()
        .filter(|field| profile.answers.has(**field))
        .map(|field| view_words_pair(t(field.short()), &words(profile, *field)))
        .collect()
}

/// What is acceptable, by answer: three short lines instead of six.
fn view_acceptance(profile: &Profile) -> Vec<Html> {
    [
        key::COACH_WORK_ACCEPTS_YES,
        key::COACH_WORK_ACCEPTS_MAYBE,
        key::COACH_WORK_ACCEPTS_NO,
    ]
    .into_iter()
    .zip(0u8..)
    .filter_map(|(label, option)| {
        let accepted: Vec<&str> = ACCEPTS
            .iter()
            .filter(|field| profile.answers.one(**field) == Some(option))
            .map(|field| t(field.short()))
            .collect();
        (!accepted.is_empty()).then(|| view_words_pair(t(label), &accepted.join(" · ")))
    })
    .collect()
}

/// What makes working hard, each with how heavy it weighs; also one that the client copes with.
fn view_obstacles(profile: &Profile) -> Vec<Html> {
    let question = QuestionId::from(Field::WorkObstacles);
    options(profile.answers.many(question))
        .map(|option| {
            let weight = Field::all()
                .find(|field| field.def().condition == Some((Field::WorkObstacles, option)));
            let weight = weight.and_then(|field| Some((field, profile.answers.get(field)?)));
            let words = weight.map(|(field, answer)| {
                present::answer_text(texts(), field.into(), answer)
                    .join(" ")
                    .to_lowercase()
            });
            view_pair(t(question.option_text(option)), html! { { for words } })
        })
        .collect()
}
