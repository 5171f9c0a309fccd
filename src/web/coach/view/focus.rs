//! Self-direction in the domains that the client chose to talk about, each with its hypothesis and the reasons.

use super::parts::{
    t, texts, view_not_shared, view_pair, view_paper_note, view_score, view_words_pair, words,
};
use crate::content::{key, present};
use crate::engine::steering::{Hypothesis, PROCESS, Reading, readings};
use crate::engine::{Domain, Field, Profile, QuestionId};
use crate::web::components::{view_pictogram, view_three};
use yew::{Html, html};

/// Every chosen domain, in the fixed order.
pub(super) fn view_focus(profile: &Profile) -> Html {
    let readings = readings(&profile.answers);
    html! {
        <section class="column focus" aria-labelledby="focus-heading">
            <h2 id="focus-heading">{ t(key::COACH_FOCUS_HEADING) }</h2>
            { view_paper_note(profile) }
            if readings.is_empty() {
                <p>{ view_not_shared() }</p>
            }
            { for readings.iter().map(|reading| view_reading(profile, reading)) }
        </section>
    }
}

fn view_reading(profile: &Profile, reading: &Reading) -> Html {
    let domain = reading.domain;
    let id = ["focus-", domain.id()].concat();
    html! {
        <article class="reading" aria-labelledby={id.clone()}>
            <h3 {id}>{ view_pictogram(domain.pictogram()) }<span>{ t(domain.label()) }</span></h3>
            { view_hypothesis(reading) }
            <dl class="scores">
                { view_score(t(key::COACH_FOCUS_IMPORTANCE), reading.importance) }
                { view_score(t(key::COACH_FOCUS_CONFIDENCE), reading.confidence) }
            </dl>
            <dl class="items">{ for PROCESS.iter().map(|field| view_item(profile, *field, domain)) }</dl>
            <dl class="pairs">
                { view_phase(profile, reading) }
                { view_answer(profile, domain, Field::SteeringDivision) }
                { view_answer(profile, domain, Field::SteeringWish) }
            </dl>
        </article>
    }
}

/// One of the five questions about the change process.
fn view_item(profile: &Profile, field: Field, domain: Domain) -> Html {
    let question = QuestionId::of(field, domain);
    let word = words(profile, question);
    html! {
        <div class="item">
            <dt>{ t(field.short()) }</dt>
            <dd>
                if word.is_empty() {
                    { view_not_shared() }
                } else {
                    { view_three(profile.answers.one(question)) }<span>{ word.to_lowercase() }</span>
                }
            </dd>
        </div>
    }
}

/// The sentence the client chose, and the name that the method has for it.
fn view_phase(profile: &Profile, reading: &Reading) -> Html {
    let sentence = words(
        profile,
        QuestionId::of(Field::SteeringPhase, reading.domain),
    );
    let shown = match reading.phase {
        Some(phase) => html! {
            <>{ sentence }{ " " }<span class="term">{ present::phase(texts(), phase) }</span></>
        },
        None => view_not_shared(),
    };
    view_pair(t(key::COACH_FOCUS_PHASE), shown)
}

fn view_answer(profile: &Profile, domain: Domain, field: Field) -> Html {
    let label = if field == Field::SteeringWish {
        key::COACH_FOCUS_WISH
    } else {
        key::COACH_FOCUS_DIVISION
    };
    view_words_pair(t(label), &words(profile, QuestionId::of(field, domain)))
}

/// Who does what, for now: a hypothesis with its reasons, never a kind of person.
fn view_hypothesis(reading: &Reading) -> Html {
    let (title, meaning) = present::hypothesis(texts(), reading.hypothesis);
    let why = if reading.hypothesis == Hypothesis::Undetermined {
        key::COACH_FOCUS_WHY_NOT
    } else {
        key::COACH_FOCUS_WHY
    };
    html! {
        <details class="hypothesis" data-role="hypothesis" data-domain={reading.domain.id()} data-value={reading.hypothesis.id()}>
            <summary>{ title }</summary>
            <p>{ meaning }</p>
            <h4>{ t(why) }</h4>
            <ul>{ for reading.reasons.iter().map(|reason| html! { <li>{ present::reason_text(texts(), reason) }</li> }) }</ul>
        </details>
    }
}
