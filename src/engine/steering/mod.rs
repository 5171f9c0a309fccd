//! The rules `steering/1`: from the answers about one domain to a hypothesis about who does what, with its reasons.
//!
//! A hypothesis for the talk, the same for everyone, not validated, never shown to the client as a type and never
//! added up over domains. All arithmetic is in whole numbers.

mod topics;

pub use topics::{Finding, Topic, topics};

use super::answers::{Answers, QuestionId};
use super::instrument::{Domain, Field, threshold};

/// The version of the rules; profiles name it.
pub const RULES_VERSION: u8 = threshold::VERSION;

/// The five questions about the change process: initiative, goal, step, carrying out, learning.
pub const PROCESS: [Field; 5] = [
    Field::SteeringStart,
    Field::SteeringGoal,
    Field::SteeringStep,
    Field::SteeringAct,
    Field::SteeringLearn,
];

/// Phase of change, in order (Prochaska and DiClemente's stages, with the Dutch names of the Rotterdam method).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Voorbeschouwing.
    Precontemplation,
    /// Overpeinzing.
    Contemplation,
    /// Voorbereiding of beslissing.
    Preparation,
    /// Actieve verandering.
    Action,
    /// Bestendiging.
    Maintenance,
}

impl Phase {
    const ALL: [Phase; 5] = [
        Phase::Precontemplation,
        Phase::Contemplation,
        Phase::Preparation,
        Phase::Action,
        Phase::Maintenance,
    ];

    /// The position, from 0: also the position of the option of the question.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Preparation, action or maintenance.
    #[must_use]
    pub fn is_ready(self) -> bool {
        self >= Phase::Preparation
    }
}

/// The answers to the process questions of one domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    sum: u16,
    /// How many of the five were answered.
    pub answered: u8,
}

impl Process {
    /// Whether enough items were answered for a mean.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        self.answered >= threshold::PROCESS_ITEMS_NEEDED
    }

    /// The mean in tenths, 0 to 30, rounded down: for showing, never for deciding.
    #[must_use]
    pub fn tenths(self) -> u16 {
        (self.sum * 10)
            .checked_div(u16::from(self.answered))
            .unwrap_or(0)
    }

    fn at_least(self, tenths: u8) -> bool {
        self.sum * 10 >= u16::from(tenths) * u16::from(self.answered)
    }
}

/// Who does what in one domain, for now: a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hypothesis {
    /// Steers alone, within the rules.
    Regievoerder,
    /// Steers together with the coach.
    CoProducent,
    /// The coach proposes, the person says whether it fits.
    Toetser,
    /// Too few answers.
    Undetermined,
}

impl Hypothesis {
    /// The identifier in `data-value` and in exports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Hypothesis::Regievoerder => "regievoerder",
            Hypothesis::CoProducent => "co-producent",
            Hypothesis::Toetser => "toetser",
            Hypothesis::Undetermined => "undetermined",
        }
    }
}

/// Why the hypothesis is what it is: one for process, confidence and phase each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The process mean reaches the limit of the regievoerder.
    ProcessHigh(Process),
    /// The process mean lies under the limit of the toetser.
    ProcessLow(Process),
    /// The process mean lies between the limits.
    ProcessBetween(Process),
    /// Fewer process questions were answered than a mean needs.
    ProcessMissing(Process),
    /// Confidence reaches the limit of the regievoerder.
    ConfidenceHigh(u8),
    /// Confidence lies at or under the limit of the toetser.
    ConfidenceLow(u8),
    /// Confidence lies between the limits.
    ConfidenceBetween(u8),
    /// Confidence was left open.
    ConfidenceMissing,
    /// Preparation or later.
    PhaseReady(Phase),
    /// Before preparation.
    PhaseEarly(Phase),
    /// The phase was left open.
    PhaseMissing,
}

/// Everything the rules read and say about one focus domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The domain.
    pub domain: Domain,
    /// Importance, 0 to 10.
    pub importance: Option<u8>,
    /// Confidence, 0 to 10.
    pub confidence: Option<u8>,
    /// Phase of change.
    pub phase: Option<Phase>,
    /// The process questions.
    pub process: Process,
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// Its reasons.
    pub reasons: [Reason; 3],
}

/// Reads every domain the person chose to talk about, in the fixed order.
#[must_use]
pub fn readings(answers: &Answers) -> Vec<Reading> {
    answers
        .focus()
        .map(|domain| reading(answers, domain))
        .collect()
}

/// Reads one domain.
#[must_use]
pub fn reading(answers: &Answers, domain: Domain) -> Reading {
    let one = |field| answers.one(QuestionId::of(field, domain));
    let items = PROCESS.iter().filter_map(|field| one(*field));
    let process = items.fold(
        Process {
            sum: 0,
            answered: 0,
        },
        |process, item| Process {
            sum: process.sum + u16::from(item),
            answered: process.answered + 1,
        },
    );
    let confidence = one(Field::SteeringConfidence);
    let phase =
        one(Field::SteeringPhase).and_then(|option| Phase::ALL.get(usize::from(option)).copied());
    Reading {
        domain,
        importance: one(Field::SteeringImportance),
        confidence,
        phase,
        process,
        hypothesis: hypothesis(process, confidence, phase),
        reasons: [
            process_reason(process),
            confidence_reason(confidence),
            phase_reason(phase),
        ],
    }
}

/// Decides with what is known. An open question leaves a condition open; the hypothesis is only undetermined when
/// the open condition could still change it.
fn hypothesis(process: Process, confidence: Option<u8>, phase: Option<Phase>) -> Hypothesis {
    let process = Some(process).filter(|process| process.is_enough());
    let high = process.map(|p| p.at_least(threshold::REGIEVOERDER_PROCESS_TENTHS));
    let low = process.map(|p| !p.at_least(threshold::TOETSER_PROCESS_TENTHS));
    let sure = confidence.map(|value| value >= threshold::REGIEVOERDER_CONFIDENCE);
    let unsure = confidence.map(|value| value <= threshold::TOETSER_CONFIDENCE);
    let ready = phase.map(Phase::is_ready);
    let toetser = or(low, and(ready.map(|ready| !ready), unsure));
    let regievoerder = and(and(high, sure), ready);
    match (toetser, regievoerder) {
        (Some(true), _) => Hypothesis::Toetser,
        (_, Some(true)) => Hypothesis::Regievoerder,
        (Some(false), Some(false)) => Hypothesis::CoProducent,
        _ => Hypothesis::Undetermined,
    }
}

/// Conjunction of conditions that may be open (Kleene's three-valued logic).
const fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Disjunction of conditions that may be open.
const fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn process_reason(process: Process) -> Reason {
    if !process.is_enough() {
        Reason::ProcessMissing(process)
    } else if process.at_least(threshold::REGIEVOERDER_PROCESS_TENTHS) {
        Reason::ProcessHigh(process)
    } else if process.at_least(threshold::TOETSER_PROCESS_TENTHS) {
        Reason::ProcessBetween(process)
    } else {
        Reason::ProcessLow(process)
    }
}

fn confidence_reason(confidence: Option<u8>) -> Reason {
    match confidence {
        None => Reason::ConfidenceMissing,
        Some(value) if value >= threshold::REGIEVOERDER_CONFIDENCE => Reason::ConfidenceHigh(value),
        Some(value) if value <= threshold::TOETSER_CONFIDENCE => Reason::ConfidenceLow(value),
        Some(value) => Reason::ConfidenceBetween(value),
    }
}

const fn phase_reason(phase: Option<Phase>) -> Reason {
    match phase {
        None => Reason::PhaseMissing,
        Some(phase @ (Phase::Precontemplation | Phase::Contemplation)) => Reason::PhaseEarly(phase),
        Some(phase) => Reason::PhaseReady(phase),
    }
}
