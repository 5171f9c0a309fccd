//! `startbeeld simulate`: invented people from a seed, one after the other.

use super::output::{Output, conclude};
use super::report::{Report, Status, complain};
use crate::engine::Date;
use crate::engine::Profile;
use crate::engine::profile::{json, link};
use crate::simulate::Population;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How many files a folder gets: a folder with a million files is slow to list everywhere.
const PER_FOLDER: u64 = 1_000;
/// Where links lead to, unless the caller says otherwise. The ending is reserved: the address exists nowhere.
const COACH: &str = "https://startbeeld.example/coach/";

const AFTER_HELP: &str = "\
The people are invented: answers that hang together, on the route that everybody takes, with questions left open,
domains that are withheld, several languages and a few own words. They resemble nobody's clients, and nothing found in
them says anything about people. The same seed gives the same profiles on every machine; person 7 of a seed does not
depend on how many there are.

Formats:
  json    one array with a profile on each line; in a folder a file for each profile
  ndjson  a profile on each line; in a folder a file for each thousand
  link    a link on each line; in a folder a file for each profile

Examples:
  startbeeld simulate --count 1000000 --seed 1 > people.ndjson
  startbeeld simulate --count 200 --seed 7 --format json --out inbox
  startbeeld simulate --count 1 --seed 7 | startbeeld open";

/// Write profiles of invented people, for load tests and to study the rules.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER_HELP)]
pub(super) struct Simulate {
    /// How many profiles
    #[arg(short = 'n', long, value_name = "N")]
    count: u64,
    /// Where chance begins: the same seed gives the same people
    #[arg(short, long, value_name = "S")]
    seed: u64,
    /// How many of a hundred people take the short route
    #[arg(long, value_name = "P", default_value_t = 25, value_parser = clap::value_parser!(u8).range(0..=100))]
    short_share: u8,
    /// The first day on which somebody finishes
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "2026-01-01", value_parser = day)]
    from: Date,
    /// Over how many days they finish
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..))]
    days: u16,
    /// The form to write
    #[arg(short, long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
    /// The coach's page that links lead to
    #[arg(long, value_name = "URL", default_value = COACH)]
    coach: String,
    /// Write files into this folder, which is made when it is not there; `-` is standard output
    #[arg(short, long, value_name = "FOLDER", default_value = "-")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON array
    Json,
    /// JSON lines
    Ndjson,
    /// Links to a coach's page
    Link,
}

/// A day that a profile can be dated on.
fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|()| "not a day from 2024-01-01 to 2203-06-07, written as YYYY-MM-DD".to_owned())
}

impl Simulate {
    pub(super) fn run(&self) -> Status {
        let population = Population {
            seed: self.seed,
            short_share: self.short_share,
            first_day: self.from,
            days: self.days,
        };
        let started = Instant::now();
        let standard = self.out.as_os_str() == "-";
        let report = Report::watched(!standard);
        report.progress().of(self.count);
        let people = population.people(self.count).map(|person| {
            report.progress().bar().inc(1);
            report.progress().profile();
            self.record(&person.profile)
        });
        let written = if standard {
            self.standard(people)
        } else {
            self.folder(&self.out, people)
        };
        let good = written.is_ok();
        let status = conclude(written, &report, true);
        if good && self.count > 1 {
            complain(&rate(self.count, started));
        }
        status
    }

    fn record(&self, profile: &Profile) -> String {
        match self.format {
            Format::Json | Format::Ndjson => json::to_json(profile),
            Format::Link => link(&self.coach, profile),
        }
    }

    fn standard(&self, people: impl Iterator<Item = String>) -> io::Result<()> {
        let mut output = Output::standard();
        let (open, between, close) = match self.format {
            Format::Json => ("[\n", ",\n", "\n]\n"),
            Format::Ndjson | Format::Link => ("", "\n", "\n"),
        };
        output.write_all(open.as_bytes())?;
        let mut some = false;
        for person in people {
            if some {
                output.write_all(between.as_bytes())?;
            }
            some = true;
            output.write_all(person.as_bytes())?;
        }
        if some || self.format == Format::Json {
            output.write_all(close.as_bytes())?;
        }
        output.finish()
    }

    fn folder(&self, root: &Path, people: impl Iterator<Item = String>) -> io::Result<()> {
        fs::create_dir_all(root)?;
        let mut folder = root.to_owned();
        let mut part: Option<Output> = None;
        for (number, person) in (0u64..).zip(people) {
            let first = number.is_multiple_of(PER_FOLDER);
            match self.format {
                Format::Ndjson => {
                    if first {
                        if let Some(mut part) = part.take() {
                            part.finish()?;
                        }
                        let name = format!("people-{:06}.ndjson", number / PER_FOLDER);
                        part = Some(Output::file(&root.join(name))?);
                    }
                    if let Some(part) = &mut part {
                        writeln!(part, "{person}")?;
                    }
                }
                Format::Json | Format::Link => {
                    if first && self.count > PER_FOLDER {
                        folder = root.join(format!("{:06}", number / PER_FOLDER));
                        fs::create_dir_all(&folder)?;
                    }
                    let ending = if self.format == Format::Json {
                        "json"
                    } else {
                        "txt"
                    };
                    fs::write(
                        folder.join(format!("person-{number:09}.{ending}")),
                        person + "\n",
                    )?;
                }
            }
        }
        part.map_or(Ok(()), |mut part| part.finish())
    }
}

/// How fast it went.
fn rate(count: u64, started: Instant) -> String {
    let millis = u64::try_from(started.elapsed().as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    format!(
        "{count} profiles in {}.{:03} s: {} per second",
        millis / 1_000,
        millis % 1_000,
        count.saturating_mul(1_000) / millis
    )
}
