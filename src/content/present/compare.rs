//! A comparison in words: what the coach reads of several profiles of one person.

use super::{answer_text, date, hypothesis, is_own_words, short_text};
use crate::content::{Key, Texts, key};
use crate::engine::compare::{Absence, Cell, Change, Comparison, Row, SteeringRow, Why};
use crate::engine::{Block, Domain, QuestionId};

/// A comparison, ready to show as tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonView {
    /// The day of each moment, oldest first.
    pub moments: Vec<String>,
    /// The questions, in the order of the instrument.
    pub groups: Vec<GroupView>,
    /// The hypothesis of each domain that was chosen at some moment.
    pub steering: Vec<RowView>,
}

/// Questions that belong together: a life domain or a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    /// The life domain; `None` for a block.
    pub domain: Option<Domain>,
    /// Its name.
    pub title: &'static str,
    /// Its questions.
    pub rows: Vec<RowView>,
}

/// One question, or the hypothesis of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The question; `None` for a hypothesis.
    pub question: Option<QuestionId>,
    /// A few words that name it.
    pub label: String,
    /// One for each moment.
    pub cells: Vec<CellView>,
    /// What differs between the first and the last answer, for whoever styles it.
    pub change: Change,
    /// The same in words.
    pub change_text: String,
    /// What differs from each moment to the next, in words; empty for a hypothesis.
    pub steps: Vec<String>,
}

/// An answer, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The words; several options with a semicolon between them.
    pub text: String,
    /// Whether it is an answer.
    pub answered: bool,
    /// Whether the answer is the person's own words, to be quoted.
    pub own_words: bool,
}

/// The words of a change.
#[must_use]
pub fn change_text(texts: &Texts, change: Change) -> String {
    let key = match change {
        Change::Higher => key::COACH_COMPARE_TO_HIGHER,
        Change::Lower => key::COACH_COMPARE_TO_LOWER,
        Change::Equal => key::COACH_COMPARE_TO_EQUAL,
        Change::Different => key::COACH_COMPARE_TO_DIFFERENT,
        Change::Incomparable(why) => {
            let why = texts.get(why_key(why));
            return texts.fill(key::COACH_COMPARE_TO_INCOMPARABLE, &[("why", why)]);
        }
    };
    texts.get(key).to_owned()
}

const fn why_key(why: Why) -> Key {
    match why {
        Why::Absent(absence) => absence_key(absence),
        Why::OtherInstrument => key::COACH_COMPARE_WHY_OTHER_INSTRUMENT,
        Why::OtherGoal => key::COACH_COMPARE_WHY_OTHER_GOAL,
        Why::OtherRules => key::COACH_COMPARE_WHY_OTHER_RULES,
        Why::OneMoment => key::COACH_COMPARE_WHY_ONE_MOMENT,
    }
}

const fn absence_key(absence: Absence) -> Key {
    match absence {
        Absence::ShortRoute => key::COACH_COMPARE_WHY_SHORT_ROUTE,
        Absence::NotChosen => key::COACH_COMPARE_WHY_NOT_CHOSEN,
        Absence::NotAsked => key::COACH_COMPARE_WHY_NOT_ASKED,
        Absence::NotShared => key::COACH_COMPARE_WHY_NOT_SHARED,
    }
}

impl ComparisonView {
    /// Puts a comparison into words.
    #[must_use]
    pub fn new(texts: &Texts, comparison: &Comparison) -> ComparisonView {
        let domains = Domain::all().map(|domain| {
            let title = texts.get(domain.label());
            (
                Some(domain),
                title,
                rows(texts, comparison, |id| id.domain == Some(domain)),
            )
        });
        let blocks = [
            (key::COACH_WORK_HEADING, Block::WorkSearch),
            (key::COACH_STRENGTHS_HEADING, Block::Strengths),
            (key::COACH_PLAN_HEADING, Block::Plan),
        ];
        let blocks = blocks.into_iter().map(|(title, block)| {
            let of_block = |id: QuestionId| id.domain.is_none() && id.field.def().block == block;
            (None, texts.get(title), rows(texts, comparison, of_block))
        });
        ComparisonView {
            moments: comparison
                .moments
                .iter()
                .map(|moment| date(texts, moment.created))
                .collect(),
            groups: domains
                .chain(blocks)
                .filter(|(_, _, rows)| !rows.is_empty())
                .map(|(domain, title, rows)| GroupView {
                    domain,
                    title,
                    rows,
                })
                .collect(),
            steering: comparison
                .steering
                .iter()
                .map(|row| steering(texts, row))
                .collect(),
        }
    }
}

fn rows(
    texts: &Texts,
    comparison: &Comparison,
    belongs: impl Fn(QuestionId) -> bool,
) -> Vec<RowView> {
    comparison
        .rows
        .iter()
        .filter(|row| belongs(row.question))
        .map(|row| row_view(texts, row))
        .collect()
}

fn row_view(texts: &Texts, row: &Row) -> RowView {
    let question = row.question;
    RowView {
        question: Some(question),
        label: short_text(texts, question),
        cells: row
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Answer(answer) => CellView {
                    text: answer_text(texts, question, answer).join("; "),
                    answered: true,
                    own_words: is_own_words(question),
                },
                Cell::Unticked => CellView {
                    text: texts.get(key::COACH_COMPARE_UNTICKED).to_owned(),
                    answered: true,
                    own_words: false,
                },
                Cell::Absent(absence) => absent(texts, *absence),
            })
            .collect(),
        change: row.change,
        change_text: change_text(texts, row.change),
        steps: row
            .steps
            .iter()
            .map(|step| change_text(texts, *step))
            .collect(),
    }
}

fn absent(texts: &Texts, absence: Absence) -> CellView {
    CellView {
        text: texts.get(absence_key(absence)).to_owned(),
        answered: false,
        own_words: false,
    }
}

fn steering(texts: &Texts, row: &SteeringRow) -> RowView {
    RowView {
        question: None,
        label: texts.get(row.domain.label()).to_owned(),
        cells: row
            .cells
            .iter()
            .map(|cell| match cell {
                Ok(found) => CellView {
                    text: hypothesis(texts, *found).0.to_owned(),
                    answered: true,
                    own_words: false,
                },
                Err(absence) => absent(texts, *absence),
            })
            .collect(),
        change: row.change,
        change_text: change_text(texts, row.change),
        steps: Vec::new(),
    }
}
