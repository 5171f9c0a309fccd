//! Comparing profiles of one person: the answers of several days side by side, question by question.
//!
//! Nothing is added up here and nothing is drawn through one point. Two answers are compared only when the same
//! question was asked in the same way; everything else says why it cannot be. That the profiles are of one person is
//! for the caller to know: a profile holds nothing by which anybody could.

use super::answers::{Answer, QuestionId};
use super::date::Date;
use super::instrument::{Block, Domain, Field, Kind, LEVEL_UNKNOWN};
use super::profile::{Language, Profile};
use super::route::{RouteKind, is_meaningful};
use super::steering::{Hypothesis, reading};

/// Several moments of one person, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The moments, oldest first; those of one day in the order in which they were given.
    pub moments: Vec<Moment>,
    /// Every question that has an answer at some moment, in the order of the instrument: domain by domain, then the
    /// blocks.
    pub rows: Vec<Row>,
    /// Every domain that was chosen to talk about at some moment, in the fixed order.
    pub steering: Vec<SteeringRow>,
}

/// One profile among those that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Where the profile stands in the list that was given, from 0.
    pub source: usize,
    /// The day it was made.
    pub created: Date,
    /// Full or short.
    pub route: RouteKind,
    /// The version of the questions.
    pub instrument: u8,
    /// The version of the rules.
    pub rules: u8,
    /// The language it was answered in.
    pub language: Language,
}

/// One question through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The question.
    pub question: QuestionId,
    /// What is known of it, one for each moment.
    pub cells: Vec<Cell>,
    /// From the first moment with an answer to the last one.
    pub change: Change,
    /// From each moment to the next: one fewer than there are moments.
    pub steps: Vec<Change>,
}

/// What is known of a question at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The answer.
    Answer(Answer),
    /// A checkbox that was shown and left empty.
    Unticked,
    /// No answer, and why.
    Absent(Absence),
}

/// Why there is no answer at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The short route does not ask it.
    ShortRoute,
    /// The domain was not among those chosen to talk about.
    NotChosen,
    /// It is only asked because of another answer, which was not given then.
    NotAsked,
    /// Skipped, declined or withheld: nobody can tell which, and nobody should.
    NotShared,
}

impl Absence {
    /// The stable identifier, as in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Absence::ShortRoute => "short-route",
            Absence::NotChosen => "not-chosen",
            Absence::NotAsked => "not-asked",
            Absence::NotShared => "not-shared",
        }
    }
}

/// How an answer differs from an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Further up on a scale that has an up and a down. Higher is not better: more importance can be more trouble.
    Higher,
    /// Further down on such a scale.
    Lower,
    /// The same answer.
    Equal,
    /// Another answer, on a scale without up and down.
    Different,
    /// They cannot be compared.
    Incomparable(Why),
}

impl Change {
    /// The stable identifier, as in JSON; that of the reason is found with [`Why::id`].
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Change::Higher => "higher",
            Change::Lower => "lower",
            Change::Equal => "equal",
            Change::Different => "different",
            Change::Incomparable(_) => "incomparable",
        }
    }
}

/// Why two answers cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// One of them is not there.
    Absent(Absence),
    /// The questions come from different versions of the instrument.
    OtherInstrument,
    /// They are about different goals.
    OtherGoal,
    /// The profiles name different versions of the rules.
    OtherRules,
    /// There is an answer at one moment only, and one point has no direction.
    OneMoment,
}

impl Why {
    /// The stable identifier, as in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Why::Absent(absence) => absence.id(),
            Why::OtherInstrument => "other-instrument",
            Why::OtherGoal => "other-goal",
            Why::OtherRules => "other-rules",
            Why::OneMoment => "one-moment",
        }
    }
}

/// What the rules say of one domain through time. A hypothesis has no up and down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteeringRow {
    /// The domain.
    pub domain: Domain,
    /// The hypothesis at each moment, or why there is none.
    pub cells: Vec<Result<Hypothesis, Absence>>,
    /// From the first hypothesis to the last one: equal, different, or why it cannot be said.
    pub change: Change,
}

/// Puts profiles of one person side by side. With fewer than two, every change says that one moment is too few.
#[must_use]
pub fn compare(profiles: &[Profile]) -> Comparison {
    let mut sorted: Vec<(usize, &Profile)> = profiles.iter().enumerate().collect();
    // No two have the same place, so the order is the same as that of a stable sort, which is a larger program.
    sorted.sort_unstable_by_key(|(source, profile)| (profile.created, *source));
    let moments = sorted
        .iter()
        .map(|(source, profile)| Moment {
            source: *source,
            created: profile.created,
            route: profile.route,
            instrument: profile.instrument,
            rules: profile.rules,
            language: profile.language,
        })
        .collect();
    let sorted: Vec<&Profile> = sorted.into_iter().map(|(_, profile)| profile).collect();
    Comparison {
        moments,
        rows: QuestionId::all()
            .filter(|question| sorted.iter().any(|profile| profile.answers.has(*question)))
            .map(|question| row(&sorted, question))
            .collect(),
        steering: Domain::all()
            .filter_map(|domain| steering(&sorted, domain))
            .collect(),
    }
}

fn row(profiles: &[&Profile], question: QuestionId) -> Row {
    let cells: Vec<Cell> = profiles
        .iter()
        .map(|profile| cell(profile, question))
        .collect();
    let known: Vec<(&Profile, &Cell)> = profiles.iter().copied().zip(&cells).collect();
    let mut answered = known
        .iter()
        .filter(|(_, cell)| !matches!(cell, Cell::Absent(_)));
    let first = answered.next();
    let change = match (first, answered.next_back()) {
        (Some(first), Some(last)) => change(question, *first, *last),
        _ => Change::Incomparable(Why::OneMoment),
    };
    let steps = known
        .iter()
        .zip(known.iter().skip(1))
        .map(|(before, after)| self::change(question, *before, *after))
        .collect();
    Row {
        question,
        change,
        steps,
        cells,
    }
}

fn cell(profile: &Profile, question: QuestionId) -> Cell {
    let answers = &profile.answers;
    if let Some(answer) = answers.get(question) {
        return Cell::Answer(answer.clone());
    }
    let def = question.field.def();
    if profile.route == RouteKind::Short && !def.short {
        return Cell::Absent(Absence::ShortRoute);
    }
    if let Some(domain) = question.domain {
        // A domain is shared with everything about it, so whatever is not there was not said.
        if !profile.has_domain(domain) {
            return Cell::Absent(Absence::NotShared);
        }
        if def.block == Block::Steering && !answers.flag(QuestionId::of(Field::Focus, domain)) {
            return Cell::Absent(Absence::NotChosen);
        }
        if def.kind == Kind::Flag {
            return Cell::Unticked;
        }
    } else if def.condition.is_some_and(|(field, _)| answers.has(field))
        && !is_meaningful(answers, question)
    {
        return Cell::Absent(Absence::NotAsked);
    }
    Cell::Absent(Absence::NotShared)
}

/// How two cells differ, the older one first.
fn change(question: QuestionId, before: (&Profile, &Cell), after: (&Profile, &Cell)) -> Change {
    let (old, new) = match (before.1, after.1) {
        (_, Cell::Absent(absence)) | (Cell::Absent(absence), _) => {
            return Change::Incomparable(Why::Absent(*absence));
        }
        (old, new) => (old, new),
    };
    if before.0.instrument != after.0.instrument {
        return Change::Incomparable(Why::OtherInstrument);
    }
    let goal = |profile: &Profile| {
        (
            profile.answers.goal_domain(),
            profile.answers.one(Field::PlanGoal),
        )
    };
    let about_goal = question.field.def().goal;
    let is_choice = matches!(question.field, Field::PlanGoalDomain | Field::PlanGoal);
    let same_goal = match question.field {
        // The goals to choose from depend on the domain, so two domains are two scales.
        Field::PlanGoal => goal(before.0).0 == goal(after.0).0,
        _ => !about_goal || is_choice || goal(before.0) == goal(after.0),
    };
    if !same_goal {
        return Change::Incomparable(Why::OtherGoal);
    }
    if old == new {
        return Change::Equal;
    }
    match (old, new) {
        (Cell::Answer(Answer::One(old)), Cell::Answer(Answer::One(new)))
            if has_direction(question.field, *old) && has_direction(question.field, *new) =>
        {
            if new > old {
                Change::Higher
            } else {
                Change::Lower
            }
        }
        _ => Change::Different,
    }
}

/// Whether an option lies on a scale with an up and a down, in the order of its codes. The phases of a change have an
/// order but no up: somebody who sees more of a problem may go back one, and that can be a step forward.
const fn has_direction(field: Field, option: u8) -> bool {
    match field {
        Field::DomainLevel => option < LEVEL_UNKNOWN,
        // The last option is "I do not know".
        Field::WorkHours => option < 5,
        Field::SteeringImportance
        | Field::SteeringConfidence
        | Field::SteeringStart
        | Field::SteeringGoal
        | Field::SteeringStep
        | Field::SteeringAct
        | Field::SteeringLearn
        | Field::WorkWantWork
        | Field::WorkCanApply
        | Field::WorkSearched
        | Field::WorkKnowsVacancies
        | Field::WorkKnowsOffer
        | Field::WorkKnowsContacts
        | Field::WorkDaresWalkIn
        | Field::WorkLadder => true,
        _ => false,
    }
}

fn steering(profiles: &[&Profile], domain: Domain) -> Option<SteeringRow> {
    let focus = QuestionId::of(Field::Focus, domain);
    let cells: Vec<Result<Hypothesis, Absence>> = profiles
        .iter()
        .map(|profile| {
            if profile.answers.flag(focus) {
                Ok(reading(&profile.answers, domain).hypothesis)
            } else if profile.has_domain(domain) {
                Err(Absence::NotChosen)
            } else {
                Err(Absence::NotShared)
            }
        })
        .collect();
    let mut known = profiles
        .iter()
        .zip(&cells)
        .filter_map(|(profile, cell)| Some((profile.rules, profile.instrument, cell.ok()?)));
    let first = known.next()?;
    let change = match known.next_back() {
        None => Change::Incomparable(Why::OneMoment),
        Some(last) if last.1 != first.1 => Change::Incomparable(Why::OtherInstrument),
        Some(last) if last.0 != first.0 => Change::Incomparable(Why::OtherRules),
        Some(last) if last.2 == first.2 => Change::Equal,
        Some(_) => Change::Different,
    };
    Some(SteeringRow {
        domain,
        cells,
        change,
    })
}
