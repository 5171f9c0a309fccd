//! The words of a profile for whoever reads it: answers, reasons, topics and dates as text.
//!
//! The coach's page and the command line both take their words from here, so that a coach reads the same sentence
//! wherever a profile is opened. Pure: a profile goes in, text comes out, nothing is judged or sorted here.

mod compare;
mod everything;
mod guide;
mod overview;
mod plain;
mod steering;
#[cfg(test)]
mod tests;

pub use compare::{CellView, ComparisonView, GroupView, RowView, change_text};
pub use everything::{Part, everything};
pub use guide::{DifferenceView, LineView, PITFALLS, difference, goal, line, party, role, stance};
pub use overview::{DomainView, FocusView, Line, Overview, TALK_FIRST, lines};
pub use plain::plain;
pub use steering::{TopicView, hypothesis, phase, reason_text, topic};

use super::{Texts, key};
use crate::engine::answers::options;
use crate::engine::profile::Language;
use crate::engine::{Answer, Date, Field, Kind, QuestionId, RouteKind};

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
