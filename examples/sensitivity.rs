//! How often the hypothesis of the rules `steering/1` changes when one answer changes by one step, counted over
//! invented people. Prints the tables of docs/rules.md:
//!
//! ```sh
//! cargo run --release --example sensitivity --features simulate -- --count 100000 --seed 1
//! ```
#![allow(
    unreachable_pub,
    reason = "tests/rules_document.rs is made of this file too"
)]

use startbeeld::engine::steering::{Hypothesis, PROCESS, reading};
use startbeeld::engine::{Answer, Answers, Domain, Field, QuestionId};
use startbeeld::simulate::Population;
use std::fmt::Write;
use std::process::ExitCode;

const ORDER: [Hypothesis; 4] = [
    Hypothesis::Regievoerder,
    Hypothesis::CoProducent,
    Hypothesis::Toetser,
    Hypothesis::Undetermined,
];

/// A number of cases and those among them in which something holds.
#[derive(Clone, Copy, Default)]
struct Share {
    cases: u64,
    hits: u64,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.cases += 1;
        self.hits += u64::from(hit);
    }

    /// As a percentage with one decimal, rounded to the nearest.
    fn text(self) -> String {
        match (self.hits * 2_000 + self.cases).checked_div(self.cases * 2) {
            Some(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
            None => "-".to_owned(),
        }
    }
}

/// What happens to the hypothesis when the answer to one question changes.
#[derive(Clone, Default)]
struct Effect {
    down: Share,
    up: Share,
    open: Share,
}

/// What the rules say, and how firmly.
#[derive(Clone, Default)]
struct Firmness {
    among: Share,
    /// Some single step of some single answer gives another hypothesis.
    near: Share,
    /// Some single step turns regievoerder into toetser or back.
    far: Share,
}

/// The questions that the rules read: confidence, phase and the five about the process.
fn questions() -> impl Iterator<Item = Field> {
    [Field::SteeringConfidence, Field::SteeringPhase]
        .into_iter()
        .chain(PROCESS)
}

/// The hypothesis when one answer is another one, or open.
fn with(answers: &Answers, domain: Domain, field: Field, option: Option<u8>) -> Option<Hypothesis> {
    let question = QuestionId::of(field, domain);
    let mut changed = answers.clone();
    match option {
        None => changed.clear(question),
        Some(option) => changed.set(question, Answer::One(option)).ok()?,
    }
    Some(reading(&changed, domain).hypothesis)
}

/// What was counted.
struct Study {
    readings: u64,
    effects: Vec<(Field, Effect)>,
    /// In the order of [`ORDER`].
    firmness: Vec<Firmness>,
}

/// Counts over this many invented people.
fn study(seed: u64, count: u64) -> Study {
    let population = Population {
        seed,
        ..Population::default()
    };
    let mut study = Study {
        readings: 0,
        effects: questions()
            .map(|field| (field, Effect::default()))
            .collect(),
        firmness: vec![Firmness::default(); ORDER.len()],
    };
    for person in population.people(count) {
        for domain in person.profile.answers.focus() {
            study.domain(&person.profile.answers, domain);
        }
    }
    study
}

impl Study {
    /// Counts one chosen domain of one person.
    fn domain(&mut self, answers: &Answers, domain: Domain) {
        self.readings += 1;
        let before = reading(answers, domain).hypothesis;
        let (mut near, mut far) = (false, false);
        for (field, effect) in &mut self.effects {
            let Some(option) = answers.one(QuestionId::of(*field, domain)) else {
                continue;
            };
            for (step, share) in [
                (option.checked_sub(1), &mut effect.down),
                (option.checked_add(1), &mut effect.up),
            ] {
                // At the end of a scale there is no further step.
                let Some(after) = step.and_then(|step| with(answers, domain, *field, Some(step)))
                else {
                    continue;
                };
                share.count(after != before);
                near |= after != before;
                far |= matches!(
                    (before, after),
                    (Hypothesis::Regievoerder, Hypothesis::Toetser)
                        | (Hypothesis::Toetser, Hypothesis::Regievoerder)
                );
            }
            let after = with(answers, domain, *field, None);
            effect.open.count(after != Some(before));
        }
        for (known, firm) in ORDER.iter().zip(&mut self.firmness) {
            firm.among.count(*known == before);
            if *known == before {
                firm.near.count(near);
                firm.far.count(far);
            }
        }
    }
}

/// The tables in Markdown, and nothing else.
pub fn tables(seed: u64, count: u64) -> String {
    let study = study(seed, count);
    let mut out = format!(
        "{count} invented people of seed {seed}, {} chosen domains.\n\n\
         | One answer changes | one step down | one step up | left open |\n|---|---|---|---|\n",
        study.readings
    );
    for (field, effect) in &study.effects {
        let id = field.id(None).replace("steering.", "").replace('.', "");
        let (down, up, open) = (effect.down.text(), effect.up.text(), effect.open.text());
        let _ = writeln!(out, "| `{id}` | {down} | {up} | {open} |");
    }
    out.push_str(
        "\n| Hypothesis | of all chosen domains | another one after some single step | regievoerder and toetser trade places |\n|---|---|---|---|\n",
    );
    let mut all = Firmness::default();
    for (hypothesis, firm) in ORDER.iter().zip(&study.firmness) {
        let (among, near, far) = (firm.among.text(), firm.near.text(), firm.far.text());
        let _ = writeln!(out, "| {} | {among} | {near} | {far} |", hypothesis.id());
        for (sum, part) in [(&mut all.near, firm.near), (&mut all.far, firm.far)] {
            sum.cases += part.cases;
            sum.hits += part.hits;
        }
    }
    let (near, far) = (all.near.text(), all.far.text());
    let _ = writeln!(out, "| all | 100.0% | {near} | {far} |");
    out
}

#[allow(
    dead_code,
    reason = "the test that includes this file has its own beginning"
)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, otherwise: u64| -> Option<u64> {
        match arguments.iter().position(|argument| argument == name) {
            None => Some(otherwise),
            Some(at) => arguments.get(at + 1)?.parse().ok(),
        }
    };
    match (number("--seed", 1), number("--count", 100_000)) {
        (Some(seed), Some(count)) if arguments.len().is_multiple_of(2) => {
            print!("{}", tables(seed, count));
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: sensitivity [--count N] [--seed S]");
            ExitCode::from(2)
        }
    }
}
