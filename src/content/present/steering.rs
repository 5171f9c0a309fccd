//! Self-direction and topics in words: phase, hypothesis, its reasons, and what stands out.

use super::decimal;
use crate::content::{Key, Texts, key};
use crate::engine::instrument::threshold;
use crate::engine::steering::{Finding, Hypothesis, Phase, Process, Reading, Reason, reading};
use crate::engine::{Answers, Domain, Field, QuestionId};

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
    let Some(words) = crate::content::topic(id) else {
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
