//! The result: a calm picture of the person's own start. Strengths and plan stand beside what is hard.
//!
//! The same picture serves the screen (everything), the preview and the print (only what is shared). The client
//! never sees a type, a total or a verdict: words, and who does what.

use crate::content::{Key, key, present};
use crate::engine::answers::options;
use crate::engine::instrument::{LEVEL_DECLINED, LEVEL_UNKNOWN};
use crate::engine::steering::PROCESS;
use crate::engine::{Answer, Answers, Date, Domain, Field, QuestionId};
use crate::web::client::View;
use crate::web::components::{view_bar, view_pictogram, view_ten};
use yew::{Html, html};

const WORDS: [Key; 6] = [
    key::FEEDBACK_WORD_1,
    key::FEEDBACK_WORD_2,
    key::FEEDBACK_WORD_3,
    key::FEEDBACK_WORD_4,
    key::FEEDBACK_WORD_5,
    key::FEEDBACK_WORD_UNKNOWN,
];
const PHASES: [Key; 5] = [
    key::FEEDBACK_PHASE_PRECONTEMPLATION,
    key::FEEDBACK_PHASE_CONTEMPLATION,
    key::FEEDBACK_PHASE_PREPARATION,
    key::FEEDBACK_PHASE_ACTION,
    key::FEEDBACK_PHASE_MAINTENANCE,
];
const DIVISIONS: [Key; 4] = [
    key::FEEDBACK_DIVISION_SELF,
    key::FEEDBACK_DIVISION_SELF_WITH_ADVICE,
    key::FEEDBACK_DIVISION_TOGETHER,
    key::FEEDBACK_DIVISION_PROPOSAL,
];
const WELL: [Key; 5] = [
    key::FEEDBACK_WELL_START,
    key::FEEDBACK_WELL_GOAL,
    key::FEEDBACK_WELL_STEP,
    key::FEEDBACK_WELL_ACT,
    key::FEEDBACK_WELL_LEARN,
];
const HELP: [Option<Key>; 5] = [
    None,
    Some(key::FEEDBACK_HELP_GETTING),
    Some(key::FEEDBACK_HELP_WAITING),
    Some(key::FEEDBACK_HELP_WANTED),
    None,
];

/// For whom the picture is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web::client) enum Voice {
    /// The person: every domain, also what is open or rather not said.
    Own,
    /// What is shared: nothing but what the profile holds.
    Shared,
}

/// The picture of these answers.
pub(in crate::web::client) fn view_result(
    view: &View,
    answers: &Answers,
    voice: Voice,
    date: Date,
) -> Html {
    html! {
        <div class="result">
            <p class="result-date">
                { view.state.texts.fill(key::RESULT_DATE, &[("date", &present::date(view.state.texts, date))]) }
                <br />
                { view.t(key::RESULT_OWN_VIEW) }
            </p>
            { view_strengths(view, answers) }
            { view_domains(view, answers, voice) }
            { view_focus(view, answers) }
            { view_plan(view, answers) }
        </div>
    }
}

fn view_domains(view: &View, answers: &Answers, voice: Voice) -> Html {
    let rows: Vec<Html> = Domain::all()
        .filter_map(|domain| view_domain(view, answers, voice, domain))
        .collect();
    html! {
        if !rows.is_empty() {
            <section class="card">
                { view.text("h2", "", key::RESULT_DOMAINS) }
                <ul class="domain-bars">{ for rows }</ul>
            </section>
        }
    }
}

/// One domain as a bar with its words. A supplement domain stays away until it applies.
fn view_domain(view: &View, answers: &Answers, voice: Voice, domain: Domain) -> Option<Html> {
    let question = |field| QuestionId::of(field, domain);
    let level = answers.one(question(Field::DomainLevel));
    let talk = answers.flag(question(Field::DomainTalk)) || answers.flag(question(Field::Focus));
    let help = answers
        .one(question(Field::DomainHelp))
        .and_then(|option| HELP.get(usize::from(option)).copied().flatten());
    let applies = !domain.is_supplement() || answers.one(question(Field::DomainApplies)) == Some(0);
    if !applies || (voice == Voice::Shared && level.is_none() && help.is_none() && !talk) {
        return None;
    }
    let word = match level {
        Some(LEVEL_DECLINED) => key::RESULT_DECLINED,
        Some(option) => WORDS
            .get(usize::from(option))
            .copied()
            .unwrap_or(key::FEEDBACK_WORD_UNKNOWN),
        None => key::FEEDBACK_WORD_NOT_ANSWERED,
    };
    Some(html! {
        <li data-domain={domain.id()} data-level={answers.level(domain).map(|level| level.to_string())} key={domain.id()}>
            { view_pictogram(domain.pictogram()) }
            { view.text("span", "name", domain.label()) }
            { view_bar(level.filter(|option| *option < LEVEL_UNKNOWN).map(|option| option + 1)) }
            { view.text("span", "word", word) }
            <span class="extras">
                if talk { { view.text("span", "tag", key::RESULT_TALK) } }
                if let Some(help) = help { { view.text("span", "tag", help) } }
            </span>
        </li>
    })
}

fn view_focus(view: &View, answers: &Answers) -> Html {
    let chosen: Vec<Domain> = answers.focus().collect();
    html! {
        if !chosen.is_empty() {
            <section class="card">
                { view.text("h2", "", key::RESULT_FOCUS) }
                { for chosen.into_iter().map(|domain| view_steering(view, answers, domain)) }
            </section>
        }
    }
}

/// Self-direction in one domain, in the person's own terms: who does what, what goes well, one sentence that fits
/// the phase.
fn view_steering(view: &View, answers: &Answers, domain: Domain) -> Html {
    let one = |field| answers.one(QuestionId::of(field, domain));
    let text = |table: &[Key], field| {
        one(field).and_then(|option| table.get(usize::from(option)).copied())
    };
    let scale = |name: Key, value: Option<u8>| {
        value.map(|value| {
            let words = view.state.texts.fill(key::RESULT_OF_TEN, &[("value", &value.to_string())]);
            html! { <p class="scale">{ view.text("span", "", name) }{ view_ten(Some(value)) }<span>{ words }</span></p> }
        })
    };
    html! {
        <div class="focus-card" key={domain.id()}>
            <h3>{ view_pictogram(domain.pictogram()) }{ view.t(domain.label()) }</h3>
            { for text(&DIVISIONS, Field::SteeringDivision).map(|key| view.text("p", "division", key)) }
            { for scale(key::RESULT_IMPORTANT, one(Field::SteeringImportance)) }
            { for scale(key::RESULT_SURE, one(Field::SteeringConfidence)) }
            <ul class="well">{ for well(answers, domain).into_iter().map(|key| view.text("li", "", key)) }</ul>
            { for text(&PHASES, Field::SteeringPhase).map(|key| view.text("p", "", key)) }
        </div>
    }
}

/// What goes well: every process item that succeeds often or always, and a high importance or confidence.
fn well(answers: &Answers, domain: Domain) -> Vec<Key> {
    let one = |field| answers.one(QuestionId::of(field, domain));
    let high = |field| {
        one(field)
            .is_some_and(|value| value >= crate::engine::instrument::threshold::HIGH_IMPORTANCE)
    };
    let mut found: Vec<Key> = PROCESS
        .iter()
        .zip(WELL)
        .filter(|(field, _)| one(**field).is_some_and(|value| value >= 2))
        .map(|(_, key)| key)
        .collect();
    if high(Field::SteeringConfidence) {
        found.insert(0, key::FEEDBACK_WELL_CONFIDENCE_HIGH);
    } else if found.is_empty() && high(Field::SteeringImportance) {
        found.push(key::FEEDBACK_WELL_IMPORTANCE_HIGH);
    }
    if found.is_empty() {
        found.push(key::FEEDBACK_WELL_NONE);
    }
    found
}

fn view_strengths(view: &View, answers: &Answers) -> Html {
    let group = |heading: Key, list: Field, own: Field| {
        let words = answers.text(own);
        let chosen = answers.many(list);
        (chosen != 0 || !words.is_empty()).then(|| html! {
            <>
                { view.text("h2", "", heading) }
                <ul class="tags">
                    { for options(chosen).map(|option| view.text("li", "", QuestionId::from(list).option_text(option))) }
                </ul>
                if !words.is_empty() { <p class="words" dir="auto">{ words.to_owned() }</p> }
            </>
        })
    };
    let strengths = group(
        key::RESULT_STRENGTHS,
        Field::StrengthList,
        Field::StrengthOwn,
    );
    let energy = group(
        key::RESULT_ENERGY,
        Field::StrengthEnergy,
        Field::StrengthEnergyOwn,
    );
    html! {
        if strengths.is_some() || energy.is_some() {
            <section class="card warm">{ for strengths }{ for energy }</section>
        }
    }
}

fn view_plan(view: &View, answers: &Answers) -> Html {
    let line = |name: Key, fields: &[Field]| {
        let parts: Vec<Html> = fields
            .iter()
            .filter_map(|field| view_plan_part(view, answers, *field))
            .collect();
        (!parts.is_empty())
            .then(|| html! { <div>{ view.text("dt", "", name) }<dd>{ for parts }</dd></div> })
    };
    let lines: Vec<Html> = [
        line(key::RESULT_GOAL, &[Field::PlanGoal, Field::PlanGoalOwn]),
        line(key::RESULT_STEP, &[Field::PlanStep, Field::PlanStepOwn]),
        line(key::RESULT_WHEN, &[Field::PlanWhen]),
        line(key::RESULT_HELPERS, &[Field::PlanHelpers]),
        line(
            key::RESULT_TALK_FIRST,
            &[Field::PlanTalkFirst, Field::PlanTalkFirstOwn],
        ),
        line(
            Field::PlanCoachMustKnow.short(),
            &[Field::PlanCoachMustKnow],
        ),
        line(Field::PlanContact.short(), &[Field::PlanContact]),
    ]
    .into_iter()
    .flatten()
    .collect();
    html! {
        if !lines.is_empty() {
            <section class="card plan-card">
                { view.text("h2", "", key::RESULT_PLAN) }
                <dl>{ for lines }</dl>
            </section>
        }
    }
}

fn view_plan_part(view: &View, answers: &Answers, field: Field) -> Option<Html> {
    let answer = answers.get(field)?;
    Some(match answer {
        Answer::Text(words) => {
            html! { <span class="line words" dir="auto">{ words.clone() }</span> }
        }
        answer => {
            html! { { for present::answer_text(view.state.texts, field.into(), answer).into_iter().map(|line| html! { <span class="line">{ line }</span> }) } }
        }
    })
}
