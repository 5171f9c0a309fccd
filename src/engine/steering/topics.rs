//! Topics for the talk: what stands out in the answers, each with a stable identifier.

use super::{Hypothesis, PROCESS, Phase, Reading, readings};
use crate::engine::answers::{Answers, QuestionId, options};
use crate::engine::instrument::{Domain, Field, threshold};

/// A topic, in the order in which the coach sees them: safety and help first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A domain at level 1.
    Acute,
    /// Help is wanted.
    HelpWanted,
    /// On a waiting list.
    Waiting,
    /// No help wanted now.
    HelpNotWanted,
    /// Every level and every steering answer at the top.
    Overreach,
    /// Important, little confidence.
    ImportanceWithoutConfidence,
    /// Confident, little importance.
    ConfidenceWithoutImportance,
    /// Says to be acting, while the process items are low.
    ActionWithoutProcess,
    /// The process items are high, while the phase is early.
    ProcessWithoutPhase,
    /// Wants to plan alone, while the hypothesis is toetser.
    SelfWithoutProcess,
    /// Asks for a proposal, while the hypothesis is regievoerder.
    ProposalThoughSteering,
    /// Steers in one domain and leaves it to the coach in another.
    DiffersByDomain,
    /// Wants to work, does not see how to apply.
    WantsWorkCannotApply,
    /// It is not clear what is expected, or at whom to be.
    ExpectationsUnclear,
    /// An obstacle weighs much.
    HeavyObstacle,
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: [Topic; 15] = [
        Topic::Acute,
        Topic::HelpWanted,
        Topic::Waiting,
        Topic::HelpNotWanted,
        Topic::Overreach,
        Topic::ImportanceWithoutConfidence,
        Topic::ConfidenceWithoutImportance,
        Topic::ActionWithoutProcess,
        Topic::ProcessWithoutPhase,
        Topic::SelfWithoutProcess,
        Topic::ProposalThoughSteering,
        Topic::DiffersByDomain,
        Topic::WantsWorkCannotApply,
        Topic::ExpectationsUnclear,
        Topic::HeavyObstacle,
    ];

    /// The identifier in `data-topic` and in exports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Topic::Acute => "acute",
            Topic::HelpWanted => "help-wanted",
            Topic::Waiting => "waiting",
            Topic::HelpNotWanted => "help-not-wanted",
            Topic::Overreach => "overreach",
            Topic::ImportanceWithoutConfidence => "importance-without-confidence",
            Topic::ConfidenceWithoutImportance => "confidence-without-importance",
            Topic::ActionWithoutProcess => "action-without-process",
            Topic::ProcessWithoutPhase => "process-without-phase",
            Topic::SelfWithoutProcess => "self-without-process",
            Topic::ProposalThoughSteering => "proposal-though-steering",
            Topic::DiffersByDomain => "differs-by-domain",
            Topic::WantsWorkCannotApply => "wants-work-cannot-apply",
            Topic::ExpectationsUnclear => "expectations-unclear",
            Topic::HeavyObstacle => "heavy-obstacle",
        }
    }
}

/// A topic that stands out, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The topic.
    pub topic: Topic,
    /// The domain it is about.
    pub domain: Option<Domain>,
    /// The second domain, where two are compared.
    pub other: Option<Domain>,
    /// The obstacle it is about: the position of the option of `work.obstacles`.
    pub obstacle: Option<u8>,
}

/// The topics that stand out in these answers, in the order of [`Topic`] and then of the domains.
#[must_use]
pub fn topics(answers: &Answers) -> Vec<Finding> {
    let readings = readings(answers);
    let mut found: Vec<Finding> = Vec::new();
    let mut add = |topic, domain, other, obstacle| {
        found.push(Finding {
            topic,
            domain,
            other,
            obstacle,
        })
    };
    for domain in Domain::all() {
        if answers.level(domain) == Some(1) {
            add(Topic::Acute, Some(domain), None, None);
        }
        if let Some(topic) = help_topic(answers, domain) {
            add(topic, Some(domain), None, None);
        }
    }
    for reading in &readings {
        for topic in domain_topics(answers, reading) {
            add(topic, Some(reading.domain), None, None);
        }
    }
    if is_overreach(answers) {
        add(Topic::Overreach, None, None, None);
    }
    if let Some((steers, tests)) = differing(&readings) {
        add(Topic::DiffersByDomain, Some(steers), Some(tests), None);
    }
    if at_least(answers.one(Field::WorkWantWork), threshold::HIGH_WANT_WORK)
        && at_most(answers.one(Field::WorkCanApply), threshold::LOW_CAN_APPLY)
    {
        add(Topic::WantsWorkCannotApply, None, None, None);
    }
    if [Field::WorkExpectationsClear, Field::WorkContactClear]
        .iter()
        .any(|field| answers.one(*field).is_some_and(|o| o > 0))
    {
        add(Topic::ExpectationsUnclear, None, None, None);
    }
    for obstacle in heavy_obstacles(answers) {
        add(Topic::HeavyObstacle, None, None, Some(obstacle));
    }
    found.sort();
    found
}

fn help_topic(answers: &Answers, domain: Domain) -> Option<Topic> {
    let question = QuestionId::of(Field::DomainHelp, domain);
    match Field::DomainHelp.code(answers.one(question)?)? {
        "wanted" => Some(Topic::HelpWanted),
        "waiting" => Some(Topic::Waiting),
        "not_now" => Some(Topic::HelpNotWanted),
        _ => None,
    }
}

fn at_least(value: Option<u8>, limit: u8) -> bool {
    value.is_some_and(|value| value >= limit)
}

fn at_most(value: Option<u8>, limit: u8) -> bool {
    value.is_some_and(|value| value <= limit)
}

fn domain_topics(answers: &Answers, reading: &Reading) -> impl Iterator<Item = Topic> {
    let Reading {
        importance,
        confidence,
        phase,
        process,
        hypothesis,
        ..
    } = *reading;
    let division = answers
        .one(QuestionId::of(Field::SteeringDivision, reading.domain))
        .and_then(|o| Field::SteeringDivision.code(o));
    let low = process.is_enough() && !process.at_least(threshold::TOETSER_PROCESS_TENTHS);
    let high = process.is_enough() && process.at_least(threshold::REGIEVOERDER_PROCESS_TENTHS);
    let high_importance = at_least(importance, threshold::HIGH_IMPORTANCE);
    let low_importance = at_most(importance, threshold::LOW_IMPORTANCE);
    [
        (
            Topic::ImportanceWithoutConfidence,
            high_importance && at_most(confidence, threshold::LOW_CONFIDENCE),
        ),
        (
            Topic::ConfidenceWithoutImportance,
            low_importance && at_least(confidence, threshold::HIGH_CONFIDENCE),
        ),
        (
            Topic::ActionWithoutProcess,
            low && phase.is_some_and(|phase| phase >= Phase::Action),
        ),
        (
            Topic::ProcessWithoutPhase,
            high && phase.is_some_and(|phase| phase <= Phase::Contemplation),
        ),
        (
            Topic::SelfWithoutProcess,
            division == Some("self") && hypothesis == Hypothesis::Toetser,
        ),
        (
            Topic::ProposalThoughSteering,
            division == Some("proposal") && hypothesis == Hypothesis::Regievoerder,
        ),
    ]
    .into_iter()
    .filter_map(|(topic, holds)| holds.then_some(topic))
}

/// Every level and every steering answer on a scale from low to high stands at the top: something to talk about,
/// not readiness. Needs at least one level and one steering answer.
fn is_overreach(answers: &Answers) -> bool {
    let mut levels = Domain::all()
        .filter_map(|domain| answers.level(domain))
        .peekable();
    let scales = [Field::SteeringImportance, Field::SteeringConfidence]
        .into_iter()
        .chain(PROCESS);
    let mut steering = scales
        .flat_map(|field| {
            answers
                .focus()
                .map(move |domain| QuestionId::of(field, domain))
        })
        .filter_map(|question| {
            answers
                .one(question)
                .map(|option| option + 1 == question.field.option_count())
        })
        .peekable();
    levels.peek().is_some()
        && steering.peek().is_some()
        && levels.all(|level| level == 5)
        && steering.all(|top| top)
}

/// The first domain that the person steers, beside the first in which the coach would propose.
fn differing(readings: &[Reading]) -> Option<(Domain, Domain)> {
    let first = |wanted| {
        readings
            .iter()
            .find(|reading| reading.hypothesis == wanted)
            .map(|reading| reading.domain)
    };
    Some((
        first(Hypothesis::Regievoerder)?,
        first(Hypothesis::Toetser)?,
    ))
}

/// The obstacles that weigh much, in their order.
fn heavy_obstacles(answers: &Answers) -> impl Iterator<Item = u8> {
    Field::all().filter_map(|field| {
        let (parent, obstacle) = field.def().condition?;
        let heaviest = field.option_count().checked_sub(1)?;
        let chosen = options(answers.many(parent)).any(|option| option == obstacle);
        (parent == Field::WorkObstacles && chosen && answers.one(field) == Some(heaviest))
            .then_some(obstacle)
    })
}
