//! The words of a profile for whoever reads it: answers, reasons, topics and dates as text.
//!
//! The coach's page and the command line both take their words from here, so that a coach reads the same sentence
//! wherever a profile is opened. Pure: a profile goes in, text comes out, nothing is judged or sorted here.

mod overview;
#[cfg(test)]
mod tests;

pub use overview::{DomainView, FocusView, Line, Overview, TALK_FIRST, lines};

use super::{Key, Texts, key};
use crate::engine::answers::options;
use crate::engine::instrument::threshold;
use crate::engine::profile::Language;
use crate::engine::steering::{Finding, Hypothesis, Phase, Process, Reading, Reason, reading};
use crate::engine::{Answer, Answers, Date, Domain, Field, Kind, QuestionId, RouteKind};

/// One topic of the talk, ready to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicView {
    /// The stable identifier, as in `data-topic`.
    pub id: &'static str,
    /// A few words.
    pub title: String,
    /// Why it stands out, with the person's own numbers and words.
    pub reason: String,
    /// An open question to start with.
    pub question: String,
}

/// A number of tenths with a decimal comma: 19 becomes `1,9`.
#[must_use]
pub fn decimal(tenths: u16) -> String {
    format!("{},{}", tenths / 10, tenths % 10)
}

/// A day in words, e.g. `21 november 2026`.
#[must_use]
pub fn date(texts: &Texts, date: Date) -> String {
    let (year, month, day) = date.calendar();
    let months = [
        key::MONTH_1,
        key::MONTH_2,
        key::MONTH_3,
        key::MONTH_4,
        key::MONTH_5,
        key::MONTH_6,
        key::MONTH_7,
        key::MONTH_8,
        key::MONTH_9,
        key::MONTH_10,
        key::MONTH_11,
        key::MONTH_12,
    ];
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| months.get(month.checked_sub(1)?))
        .copied();
    format!("{day} {} {year}", texts.get(name.unwrap_or(super::NONE)))
}

/// The name of the language a profile was answered in; its tag when it has no name yet.
#[must_use]
pub fn language(texts: &Texts, language: Language) -> &'static str {
    let name = match language.tag() {
        "nl" => key::COACH_CLI_LANGUAGE_NL,
        "en" => key::COACH_CLI_LANGUAGE_EN,
        "ar" => key::COACH_CLI_LANGUAGE_AR,
        "tr" => key::COACH_CLI_LANGUAGE_TR,
        "pl" => key::COACH_CLI_LANGUAGE_PL,
        "uk" => key::COACH_CLI_LANGUAGE_UK,
        tag => return tag,
    };
    texts.get(name)
}

/// The name of a route.
#[must_use]
pub fn route(texts: &Texts, route: RouteKind) -> &'static str {
    texts.get(match route {
        RouteKind::Full => key::COACH_CLI_ROUTE_FULL,
        RouteKind::Short => key::COACH_CLI_ROUTE_SHORT,
    })
}

/// The name that the method gives a phase, for the coach only.
#[must_use]
pub fn phase(texts: &Texts, phase: Phase) -> &'static str {
    texts.get(match phase {
        Phase::Precontemplation => key::PHASE_NAME_PRECONTEMPLATION,
        Phase::Contemplation => key::PHASE_NAME_CONTEMPLATION,
        Phase::Preparation => key::PHASE_NAME_PREPARATION,
        Phase::Action => key::PHASE_NAME_ACTION,
        Phase::Maintenance => key::PHASE_NAME_MAINTENANCE,
    })
}

/// The title of a hypothesis and what it means for the talk.
#[must_use]
pub fn hypothesis(texts: &Texts, hypothesis: Hypothesis) -> (&'static str, &'static str) {
    let (title, meaning) = match hypothesis {
        Hypothesis::Regievoerder => (
            key::HYPOTHESIS_REGIEVOERDER_TITLE,
            key::HYPOTHESIS_REGIEVOERDER_MEANING,
        ),
        Hypothesis::CoProducent => (
            key::HYPOTHESIS_CO_PRODUCENT_TITLE,
            key::HYPOTHESIS_CO_PRODUCENT_MEANING,
        ),
        Hypothesis::Toetser => (
            key::HYPOTHESIS_TOETSER_TITLE,
            key::HYPOTHESIS_TOETSER_MEANING,
        ),
        Hypothesis::Undetermined => (
            key::HYPOTHESIS_UNDETERMINED_TITLE,
            key::HYPOTHESIS_UNDETERMINED_MEANING,
        ),
    };
    (texts.get(title), texts.get(meaning))
}

/// Why a hypothesis is what it is, with the numbers that decided.
#[must_use]
pub fn reason_text(texts: &Texts, reason: &Reason) -> String {
    let number = |key: Key, value: u8, limit: u8| {
        texts.fill(
            key,
            &[("value", &value.to_string()), ("limit", &limit.to_string())],
        )
    };
    let mean = |key: Key, process: Process, limit: u8| {
        texts.fill(
            key,
            &[
                ("value", &decimal(process.tenths())),
                ("limit", &decimal(u16::from(limit))),
            ],
        )
    };
    let named = |key: Key, of: Phase| texts.fill(key, &[("phase", phase(texts, of))]);
    match *reason {
        Reason::ProcessHigh(process) => mean(
            key::REASON_PROCESS_HIGH,
            process,
            threshold::REGIEVOERDER_PROCESS_TENTHS,
        ),
        Reason::ProcessLow(process) => mean(
            key::REASON_PROCESS_LOW,
            process,
            threshold::TOETSER_PROCESS_TENTHS,
        ),
        Reason::ProcessBetween(process) => mean(
            key::REASON_PROCESS_BETWEEN,
            process,
            threshold::REGIEVOERDER_PROCESS_TENTHS,
        ),
        Reason::ProcessMissing(process) => {
            let (count, needed) = (
                process.answered.to_string(),
                threshold::PROCESS_ITEMS_NEEDED.to_string(),
            );
            texts.fill(
                key::REASON_PROCESS_MISSING,
                &[("count", &count), ("needed", &needed)],
            )
        }
        Reason::ConfidenceHigh(value) => number(
            key::REASON_CONFIDENCE_HIGH,
            value,
            threshold::REGIEVOERDER_CONFIDENCE,
        ),
        Reason::ConfidenceLow(value) => number(
            key::REASON_CONFIDENCE_LOW,
            value,
            threshold::TOETSER_CONFIDENCE,
        ),
        Reason::ConfidenceBetween(value) => number(
            key::REASON_CONFIDENCE_BETWEEN,
            value,
            threshold::REGIEVOERDER_CONFIDENCE,
        ),
        Reason::ConfidenceMissing => texts.get(key::REASON_CONFIDENCE_MISSING).to_owned(),
        Reason::PhaseReady(phase) => named(key::REASON_PHASE_READY, phase),
        Reason::PhaseEarly(phase) => named(key::REASON_PHASE_EARLY, phase),
        Reason::PhaseMissing => texts.get(key::REASON_PHASE_MISSING).to_owned(),
    }
}

/// A topic of the talk, its placeholders filled with what the person answered.
#[must_use]
pub fn topic(texts: &Texts, answers: &Answers, finding: &Finding) -> TopicView {
    let id = finding.topic.id();
    let Some(words) = super::topic(id) else {
        return TopicView {
            id,
            title: id.to_owned(),
            reason: String::new(),
            question: String::new(),
        };
    };
    let values = topic_values(texts, answers, finding);
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let fill = |key| texts.fill(key, &values);
    TopicView {
        id,
        title: fill(words.title),
        reason: fill(words.reason),
        question: fill(words.question),
    }
}

fn topic_values(
    texts: &Texts,
    answers: &Answers,
    finding: &Finding,
) -> Vec<(&'static str, String)> {
    let label = |domain: Domain| texts.get(domain.label()).to_owned();
    let score = |field: Field| {
        answers
            .one(field)
            .map(|value| value.to_string())
            .unwrap_or_default()
    };
    let mut values = vec![
        ("want_work", score(Field::WorkWantWork)),
        ("can_apply", score(Field::WorkCanApply)),
    ];
    values.extend(finding.other.map(|other| ("other", label(other))));
    values.extend(finding.obstacle.map(|obstacle| {
        (
            "obstacle",
            texts
                .get(QuestionId::from(Field::WorkObstacles).option_text(obstacle))
                .to_owned(),
        )
    }));
    if let Some(domain) = finding.domain {
        let Reading {
            importance,
            confidence,
            phase: of,
            process,
            ..
        } = reading(answers, domain);
        let number = |value: Option<u8>| value.map(|value| value.to_string()).unwrap_or_default();
        values.extend([
            ("domain", label(domain)),
            ("importance", number(importance)),
            ("confidence", number(confidence)),
            ("process", decimal(process.tenths())),
            (
                "phase",
                of.map(|of| phase(texts, of).to_owned()).unwrap_or_default(),
            ),
        ]);
    }
    values
}

/// The question as the person read it, its placeholders filled.
#[must_use]
pub fn question_text(texts: &Texts, question: QuestionId) -> String {
    let max = RouteKind::Full.focus_max().to_string();
    texts.fill(
        question.field.label(),
        &[
            ("option", condition_text(texts, question.field)),
            ("max", &max),
        ],
    )
}

/// A few words that name the question in an overview; a weight names its obstacle too.
#[must_use]
pub fn short_text(texts: &Texts, question: QuestionId) -> String {
    let short = texts.get(question.field.short());
    match condition_text(texts, question.field) {
        "" => short.to_owned(),
        option => format!("{short} ({option})"),
    }
}

/// The option on which a question depends.
fn condition_text(texts: &Texts, field: Field) -> &'static str {
    field.def().condition.map_or("", |(parent, option)| {
        texts.get(QuestionId::from(parent).option_text(option))
    })
}

/// The answer in the words that the person tapped or wrote: one text per chosen option.
#[must_use]
pub fn answer_text(texts: &Texts, question: QuestionId, answer: &Answer) -> Vec<String> {
    let option = |option: u8| match texts.get(question.option_text(option)) {
        // The numbers 0 to 10 have no words of their own.
        "" => question.field.code(option).unwrap_or_default().to_owned(),
        text => text.to_owned(),
    };
    match answer {
        Answer::One(chosen) => vec![option(*chosen)],
        Answer::Many(bits) => options(*bits).map(option).collect(),
        // The label of the choice of domains is a question, not a statement.
        Answer::Flag if question.field == Field::Focus => {
            vec![texts.get(question.field.short()).to_owned()]
        }
        Answer::Flag => vec![texts.get(question.field.label()).to_owned()],
        Answer::Text(text) => vec![text.clone()],
    }
}

/// Whether the answer to this question is the person's own words, which are quoted and never translated.
#[must_use]
pub fn is_own_words(question: QuestionId) -> bool {
    question.field.def().kind == Kind::Text
}
