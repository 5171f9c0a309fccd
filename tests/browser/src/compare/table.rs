//! The figures, the goals they have to reach, and the table for the document.

use super::{DOWN, Figures, LATENCY, SITES, SLOWER, UP};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, thread};

/// Between these lines of the document the table stands.
const BEGIN: &str = "<!-- compare: begin -->";
const END: &str = "<!-- compare: end -->";

/// One TCP window of a new connection, and what the contract allows for the whole app, in bytes.
const WINDOW: f64 = 14.0 * 1024.0;
const APP: f64 = 110.0 * 1024.0;

/// The places of the pages in [`SITES`].
const HAND: usize = 1;
const SURVEY: usize = 2;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug)]
enum Goal {
    /// At most so much, in the unit of the figure.
    Most(f64),
    /// At most so many times the figure with this key of the page at this place.
    Times(f64, usize, &'static str),
}

/// One line of the table.
#[derive(Debug)]
struct Row {
    key: &'static str,
    label: &'static str,
    decimals: usize,
    goals: &'static [Goal],
}

const fn row(key: &'static str, label: &'static str, goals: &'static [Goal]) -> Row {
    Row {
        key,
        label,
        decimals: 0,
        goals,
    }
}

#[rustfmt::skip]
const ROWS: [Row; 30] = [
    row("painted", "first contentful paint, ms", &[]),
    row("shown", "first question painted, cold, ms", &[]),
    row("answerable", "first question answerable, cold, ms", &[Goal::Times(1.15, HAND, "answerable"), Goal::Times(0.15, SURVEY, "answerable")]),
    row("finger", "the same by a finger of the driver, ms", &[]),
    row("ready", "app ready, ms", &[Goal::Times(0.45, SURVEY, "answerable")]),
    row("warm", "first question answerable, warm, ms", &[Goal::Times(1.15, HAND, "warm")]),
    row("offline", "first question answerable, offline, ms", &[Goal::Times(1.15, HAND, "offline")]),
    row("resumed", "answerable when going on where the person was, warm, ms", &[]),
    row("a all", "bytes until answerable", &[Goal::Most(WINDOW)]),
    row("a html", "- HTML", &[]),
    row("a css", "- styles", &[]),
    row("a js", "- scripts", &[]),
    row("a wasm", "- wasm", &[]),
    row("a other", "- other", &[]),
    row("r all", "bytes until app ready", &[Goal::Most(APP)]),
    row("r html", "- HTML", &[]),
    row("r css", "- styles", &[]),
    row("r js", "- scripts", &[]),
    row("r wasm", "- wasm", &[]),
    row("r other", "- other", &[]),
    row("answer median", "answer to next paint, median, ms", &[]),
    row("answer p95", "answer to next paint, p95, ms", &[Goal::Times(1.3, HAND, "answer p95")]),
    row("page median", "page change, median, ms", &[Goal::Times(1.3, HAND, "page median")]),
    row("page p95", "page change, p95, ms", &[]),
    Row { key: "shift", label: "layout shift over the whole run", decimals: 4, goals: &[Goal::Most(0.0)] },
    row("blocked", "main thread blocked from start, ms", &[Goal::Most(150.0)]),
    row("heap", "JavaScript heap at the end, kB", &[]),
    row("memory", "heap and memory of wasm at the end, kB", &[]),
    row("offline fetched", "bytes over the network when offline", &[]),
    Row { key: "slower", label: "slowing down that was found, times", decimals: 1, goals: &[] },
];

/// What is counted over the rounds.
const COUNTS: [(&str, &str); 7] = [
    ("cold kept", "the very first tap of a cold start was kept"),
    ("warm kept", "the very first tap of a warm start was kept"),
    (
        "offline kept",
        "the very first tap of an offline start was kept",
    ),
    (
        "lost early",
        "a first tap was lost that came before the page was read to its end",
    ),
    ("finger kept", "the tap by a finger was kept"),
    ("found back", "the next visit found the choice back"),
    ("warm worker", "the warm start came from the service worker"),
];

/// Everything that was measured: for each page, the figures of each round.
#[derive(Debug, Default)]
pub struct Run {
    rounds: [Vec<Figures>; SITES.len()],
}

impl Run {
    /// Takes in the figures of one round of the page at this place.
    pub fn add(&mut self, site: usize, figures: Figures) {
        if let Some(rounds) = self.rounds.get_mut(site) {
            rounds.push(figures);
        }
    }

    fn values(&self, site: usize, key: &str) -> Vec<f64> {
        let rounds = self.rounds.get(site).map(Vec::as_slice).unwrap_or_default();
        let mut values: Vec<f64> = rounds
            .iter()
            .filter_map(|one| one.get(key).copied())
            .collect();
        values.sort_by(f64::total_cmp);
        values
    }

    fn median(&self, site: usize, key: &str) -> Option<f64> {
        let values = self.values(site, key);
        let upper = *values.get(values.len() / 2)?;
        let lower = *values.get((values.len() - 1) / 2)?;
        Some(f64::midpoint(lower, upper))
    }

    /// The table, what was found beside it, and on what it was measured.
    #[must_use]
    pub fn text(&self, versions: &str) -> String {
        let [ours, hand, survey] = SITES;
        let mut text = format!(
            "| figure | {ours} | {hand} | {survey} | {ours} / {hand} | {ours} / {survey} | goal | reached |\n\
             |---|---:|---:|---:|---:|---:|---|---|\n"
        );
        for row in &ROWS {
            // Writing into a string cannot fail, here and below.
            let _ = writeln!(text, "{}", self.line(row));
        }
        text.push('\n');
        for (key, words) in COUNTS {
            let said = (0..SITES.len()).map(|site| {
                let values = self.values(site, key);
                let name = SITES.get(site).copied().unwrap_or_default();
                format!(
                    "{name} {} of {}",
                    values.iter().fold(0.0, |sum, value| sum + value),
                    values.len()
                )
            });
            let _ = writeln!(
                text,
                "- Rounds in which {words}: {}.",
                said.collect::<Vec<_>>().join(", ")
            );
        }
        for missing in self.missing() {
            let _ = writeln!(text, "- {missing}");
        }
        let rounds = self.rounds.iter().map(Vec::len).min().unwrap_or_default();
        let _ = write!(
            text,
            "\nMedians of {rounds} rounds, with the lowest and the highest in brackets; the three pages in turn in every round. {versions} \
             The processor {SLOWER} times slower, {LATENCY} ms latency, {} Mbps down and {} kbps up, a touch screen of 360 x 640, a fresh profile for every cold start.\n",
            DOWN / 1e6,
            UP / 1e3,
        );
        text
    }

    fn line(&self, row: &Row) -> String {
        let cells = (0..SITES.len()).map(|site| self.cell(site, row));
        let ratios = [HAND, SURVEY].map(|other| {
            let (mine, theirs) = (self.median(0, row.key), self.median(other, row.key));
            match (mine, theirs) {
                (Some(mine), Some(theirs)) if theirs > 0.0 => format!("{:.2}", mine / theirs),
                _ => String::new(),
            }
        });
        let goals = row.goals.iter().map(|goal| goal.words(row));
        let reached = row.goals.iter().map(|goal| self.reached(row, *goal));
        let mut all: Vec<String> = vec![row.label.to_owned()];
        all.extend(cells);
        all.extend(ratios);
        all.push(goals.collect::<Vec<_>>().join("; "));
        all.push(reached.collect::<Vec<_>>().join("; "));
        format!("| {} |", all.join(" | "))
    }

    fn cell(&self, site: usize, row: &Row) -> String {
        let values = self.values(site, row.key);
        let (Some(median), Some(first), Some(last)) =
            (self.median(site, row.key), values.first(), values.last())
        else {
            return "not measured".to_owned();
        };
        let number = |value: f64| format!("{value:.*}", row.decimals);
        if number(*first) == number(*last) {
            return number(median);
        }
        format!("{} ({}–{})", number(median), number(*first), number(*last))
    }

    fn reached(&self, row: &Row, goal: Goal) -> &'static str {
        let limit = match goal {
            Goal::Most(limit) => Some(limit),
            Goal::Times(times, site, key) => self.median(site, key).map(|value| value * times),
        };
        match (self.median(0, row.key), limit) {
            (Some(value), Some(limit)) if value <= limit => "yes",
            (Some(_), Some(_)) => "**no**",
            _ => "not measured",
        }
    }

    /// A sentence for every page of which some round did not give everything.
    fn missing(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for (site, name) in SITES.iter().enumerate() {
            let all = self.rounds.get(site).map(Vec::len).unwrap_or_default();
            let lacking = ROWS.iter().filter_map(|row| {
                let there = self.values(site, row.key).len();
                (there < all).then(|| format!("{} ({there} of {all} rounds)", row.label))
            });
            let lacking: Vec<String> = lacking.collect();
            if !lacking.is_empty() {
                sentences.push(format!(
                    "Not in every round of {name}: {}.",
                    lacking.join("; ")
                ));
            }
        }
        sentences
    }
}

impl Goal {
    fn words(self, row: &Row) -> String {
        match self {
            Goal::Most(limit) => format!("at most {limit}"),
            Goal::Times(times, site, key) => {
                let name = SITES.get(site).copied().unwrap_or_default();
                let of = ROWS.iter().find(|other| other.key == key && key != row.key);
                let of = of
                    .map(|other| format!(", {}", other.label))
                    .unwrap_or_default();
                format!("at most {times} x {name}{of}")
            }
        }
    }
}

/// The machine, as far as it says what it is.
#[must_use]
pub fn machine() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown", |(_, name)| name.trim());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    format!(
        "{} on {}, {cores} cores of {model}, load {load} when the run began",
        env::consts::OS,
        env::consts::ARCH
    )
}

/// Puts the table into the document, in the place of the one before.
///
/// # Errors
/// When the document cannot be read or written, or does not say where the table belongs.
pub fn write(path: &Path, table: &str) -> Result<()> {
    let name = path.display();
    let document = fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    let document = replace(&document, table)
        .with_context(|| format!("{name} lacks the lines {BEGIN} and {END}"))?;
    fs::write(path, document).with_context(|| format!("{name} cannot be written"))
}

fn replace(document: &str, table: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!(
        "{before}{BEGIN}\n\n{}\n\n{END}{after}",
        table.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::{Run, replace};
    use crate::compare::Figures;

    #[test]
    fn the_table_replaces_the_one_before() {
        let document = "# a\n<!-- compare: begin -->\nold\n<!-- compare: end -->\nb\n";
        assert_eq!(
            replace(document, "new\n").unwrap(),
            "# a\n<!-- compare: begin -->\n\nnew\n\n<!-- compare: end -->\nb\n"
        );
        assert_eq!(replace("no place", "new"), None);
    }

    #[test]
    fn goals_are_judged_by_medians_and_gaps_are_said() {
        let mut run = Run::default();
        for (site, times) in [
            [300.0, 340.0, 320.0],
            [300.0, 280.0, 290.0],
            [3000.0, 2900.0, 2800.0],
        ]
        .iter()
        .enumerate()
        {
            for time in times {
                run.add(site, Figures::from([("answerable", *time)]));
            }
        }
        let text = run.text("");
        let line = text
            .lines()
            .find(|line| line.contains("answerable, cold"))
            .unwrap();
        assert!(
            line.contains("| 320 (300–340) | 290 (280–300) | 2900 (2800–3000) | 1.10 | 0.11 |"),
            "{line}"
        );
        assert!(line.ends_with("| yes; yes |"), "{line}");
        assert!(text.contains("app ready, ms (0 of 3 rounds)"), "{text}");
    }
}
