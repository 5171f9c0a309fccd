//! `startbeeld compare`: several profiles of one person side by side.

use super::input::Inputs;
use super::keys::Keys;
use super::output::{Output, conclude};
use super::plain::{heading, one_line, paragraph};
use super::report::{Report, Status, complain};
use crate::content::present::{ComparisonView, RowView};
use crate::content::{Texts, key};
use crate::engine::answers::{Answer, options};
use crate::engine::compare::{Cell, Change, Comparison, compare};
use crate::engine::steering::Hypothesis;
use crate::engine::{Profile, QuestionId};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The most profiles that are held at once: a person has a few, a folder of other people's has many.
const MOST: usize = 50;
/// The least width of a column, in characters.
const NARROW: usize = 16;
/// The width of all columns together, as far as the number of moments allows it.
const WIDTH: usize = 110;

const AFTER_HELP: &str = "\
The profiles are put in the order of their days. A profile does not say whose it is: giving those of one person is up
to you. Answers are compared only when the same question was asked in the same way; everything else says why it cannot
be. There is no total and no trend: higher is not always better, so ask.

JSON (`--format json`), one object:
  moments   name, created, route, instrument, rules, language of each profile, oldest first
  rows      question, cells (one for each moment: {\"answer\": ...} as in a profile, {\"unticked\": true}, or
            {\"absent\": short-route | not-chosen | not-asked | not-shared}), change from the first answer to the last,
            steps from each moment to the next; a change is {\"to\": higher | lower | equal | different} or
            {\"to\": \"incomparable\", \"why\": an absence, other-instrument, other-goal, other-rules or one-moment}
  steering  domain, cells ({\"hypothesis\": ...} or {\"absent\": ...}), change

Examples:
  startbeeld compare januari.html juni.html
  startbeeld compare --format json client/ | jq '.rows[] | select(.change.to == \"higher\") | .question'";

/// Put several profiles of one person side by side.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER_HELP)]
pub(super) struct Compare {
    /// The form to write
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Tables in Dutch
    Text,
    /// One JSON object
    Json,
}

impl Compare {
    pub(super) fn run(&self) -> Status {
        let Some(keyring) = self.keys.keyring() else {
            return Status::Usage;
        };
        let mut report = Report::default();
        let mut names: Vec<String> = Vec::new();
        let mut profiles: Vec<Profile> = Vec::new();
        let mut too_many = false;
        let read = self
            .inputs
            .read(&keyring, &mut report, None, |name, profile| {
                too_many |= profiles.len() == MOST;
                if too_many {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                names.push(name.to_owned());
                profiles.push(profile.clone());
                Ok(())
            });
        if too_many {
            complain(&format!(
                "more than {MOST} profiles: give only those of one person"
            ));
            return Status::Usage;
        }
        if profiles.len() < 2 {
            complain("two profiles are needed to compare: give another one of the same person");
            return match report.status() {
                Status::Good => Status::Usage,
                status => status,
            };
        }
        let comparison = compare(&profiles);
        let text = match self.format {
            Format::Json => format!("{:#}\n", as_json(&names, &comparison)),
            Format::Text => table(Texts::dutch_for_coach(), &names, &comparison),
        };
        let mut output = Output::standard();
        let written = read
            .and_then(|()| output.write_all(text.as_bytes()))
            .and_then(|()| output.finish());
        conclude(written, &report, true)
    }
}

fn as_json(names: &[String], comparison: &Comparison) -> Value {
    let moments: Vec<Value> = comparison
        .moments
        .iter()
        .map(|moment| {
            json!({
                "name": names.get(moment.source),
                "created": moment.created.to_string(),
                "route": moment.route.id(),
                "instrument": moment.instrument,
                "rules": format!("steering/{}", moment.rules),
                "language": moment.language.tag(),
            })
        })
        .collect();
    let rows: Vec<Value> = comparison
        .rows
        .iter()
        .map(|row| {
            json!({
                "question": row.question.to_string(),
                "cells": row.cells.iter().map(|cell| as_cell(row.question, cell)).collect::<Vec<_>>(),
                "change": as_change(row.change),
                "steps": row.steps.iter().map(|step| as_change(*step)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let steering: Vec<Value> = comparison
        .steering
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| match cell {
                Ok(found) => json!({ "hypothesis": Hypothesis::id(*found) }),
                Err(absence) => json!({ "absent": absence.id() }),
            });
            json!({
                "domain": row.domain.id(),
                "cells": cells.collect::<Vec<_>>(),
                "change": as_change(row.change),
            })
        })
        .collect();
    json!({ "moments": moments, "rows": rows, "steering": steering })
}

fn as_cell(question: QuestionId, cell: &Cell) -> Value {
    let code = |option: u8| question.field.code(option).unwrap_or_default();
    match cell {
        Cell::Absent(absence) => json!({ "absent": absence.id() }),
        Cell::Unticked => json!({ "unticked": true }),
        Cell::Answer(Answer::One(option)) => json!({ "answer": code(*option) }),
        Cell::Answer(Answer::Many(bits)) => {
            json!({ "answer": options(*bits).map(code).collect::<Vec<_>>() })
        }
        Cell::Answer(Answer::Flag) => json!({ "answer": true }),
        Cell::Answer(Answer::Text(text)) => json!({ "answer": text }),
    }
}

fn as_change(change: Change) -> Value {
    match change {
        Change::Incomparable(why) => json!({ "to": change.id(), "why": why.id() }),
        _ => json!({ "to": change.id() }),
    }
}

/// The comparison as tables in Dutch.
fn table(texts: &Texts, names: &[String], comparison: &Comparison) -> String {
    let view = ComparisonView::new(texts, comparison);
    let mut out = String::new();
    paragraph(&mut out, 0, 0, texts.get(key::OWN_VIEW_LABEL));
    for key in [key::COACH_COMPARE_SAME_PERSON, key::COACH_COMPARE_NOTE] {
        paragraph(&mut out, 0, 0, texts.get(key));
    }
    let ends = (view.moments.first(), view.moments.last());
    if let (Some(first), Some(last)) = ends {
        let title = texts.fill(
            key::COACH_COMPARE_HEADING,
            &[("first", first), ("last", last)],
        );
        heading(&mut out, &title);
    }
    for (moment, day) in comparison.moments.iter().zip(&view.moments) {
        let name = names.get(moment.source).map_or("", String::as_str);
        paragraph(&mut out, 2, 4, &format!("{day}: {name}"));
    }
    let columns = view.moments.len() + 2;
    let width = (WIDTH / columns).max(NARROW);
    let mut head = vec![texts.get(key::COACH_COMPARE_QUESTION)];
    head.extend(view.moments.iter().map(String::as_str));
    head.push(texts.get(key::COACH_COMPARE_CHANGE));
    let mut part = |title: &str, rows: &[RowView]| {
        heading(&mut out, title);
        line(&mut out, &head, width);
        for row in rows {
            let quoted: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    if cell.own_words {
                        format!("‘{}’", cell.text)
                    } else {
                        cell.text.clone()
                    }
                })
                .collect();
            let mut cells = vec![row.label.as_str()];
            cells.extend(quoted.iter().map(String::as_str));
            cells.push(&row.change_text);
            line(&mut out, &cells, width);
        }
    };
    for group in &view.groups {
        part(group.title, &group.rows);
    }
    if !view.steering.is_empty() {
        part(texts.get(key::COACH_COMPARE_STEERING), &view.steering);
    }
    if view.groups.is_empty() {
        out.push('\n');
        paragraph(&mut out, 0, 0, texts.get(key::COACH_COMPARE_NOTHING));
    }
    out
}

/// One row of a table: every cell broken into lines of its column.
fn line(out: &mut String, cells: &[&str], width: usize) {
    let columns: Vec<Vec<String>> = cells.iter().map(|cell| broken(cell, width - 2)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut row = String::from("  ");
        for column in &columns {
            let text = column.get(at).map_or("", String::as_str);
            row.push_str(text);
            row.extend(std::iter::repeat_n(
                ' ',
                width.saturating_sub(text.chars().count()),
            ));
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

/// A text in lines that are no longer than this, unless one word is.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    let flat = text.replace('\n', " ");
    for word in one_line(&flat).split_whitespace() {
        if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    lines
}
