//! `startbeeld export`: profiles in a form that other programs read, one after the other.

use super::input::Inputs;
use super::keys::Keys;
use super::output::{Output, conclude};
use super::report::{Report, Status, complain};
use crate::crypto::Keyring;
use crate::engine::answers::QuestionId;
use crate::engine::profile::json;
use crate::engine::{Domain, Field, Profile};
use std::io::{self, Write};
use std::path::PathBuf;

const COLUMNS_HELP: &str = "\
Formats:
  json    one array with a profile on each line
  ndjson  a profile on each line
  csv     a line with the names of the columns, then a row for each profile, in UTF-8 with commas

Columns of csv, in this order; names and order stay as they are:
  file          where the profile was read: path, path:line, or - for standard input
  created       the day it was made, YYYY-MM-DD
  language      the language it was answered in, as a BCP 47 tag
  route         full or short
  instrument    the version of the questions
  rules         the version of the rules, steering/N
  domain.money.level          domain.work.level          domain.daytime.level
  domain.housing.level        domain.home.level          domain.mind.level
  domain.body.level           domain.substances.level    domain.selfcare.level
  domain.household.level      domain.network.level       domain.participation.level
  domain.justice.level
                how the person sees the domain: 1 (urgent) to 5 (fine), or `unknown` (`I do not know`);
                empty when not shared, for whatever reason

A table holds no own words, no totals and no averages. It is the view of each person at one moment.

Examples:
  startbeeld export --format csv inbox/ --out levels.csv
  startbeeld export --format ndjson profile.html | jq .answers";

/// Write profiles in a form that other programs read.
///
/// Bad profiles are named on standard error and left out.
#[derive(Debug, clap::Args)]
#[command(after_long_help = COLUMNS_HELP)]
pub(super) struct Export {
    /// The form to write
    #[arg(short, long, value_enum)]
    format: Format,
    /// Write to this file instead of standard output; it appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One JSON array
    Json,
    /// JSON lines
    Ndjson,
    /// A table of the levels of the 13 domains
    Csv,
}

impl Export {
    pub(super) fn run(&self) -> Status {
        let Some(keyring) = self.keys.keyring() else {
            return Status::Usage;
        };
        let output = match &self.out {
            None => Output::standard(),
            Some(path) => match Output::file(path) {
                Ok(output) => output,
                Err(error) => {
                    complain(&format!(
                        "{}: cannot be written ({error}): choose another place",
                        path.display()
                    ));
                    return Status::Usage;
                }
            },
        };
        let mut report = Report::default();
        let written = self.write(output, &keyring, &mut report);
        conclude(written, &report, false)
    }

    fn write(&self, output: Output, keyring: &Keyring, report: &mut Report) -> io::Result<()> {
        let mut writer = Writer::new(self.format, output)?;
        self.inputs
            .read(keyring, report, self.out.as_deref(), |name, profile| {
                writer.profile(name, profile)
            })?;
        writer.finish()
    }
}

/// One of the formats, half-way.
enum Writer {
    Json { output: Output, some: bool },
    Ndjson(Output),
    Csv(Box<csv::Writer<Output>>),
}

impl Writer {
    fn new(format: Format, mut output: Output) -> io::Result<Writer> {
        Ok(match format {
            Format::Json => {
                output.write_all(b"[")?;
                Writer::Json {
                    output,
                    some: false,
                }
            }
            Format::Ndjson => Writer::Ndjson(output),
            Format::Csv => {
                let mut table = csv::Writer::from_writer(output);
                table.write_record(columns()).map_err(cause)?;
                Writer::Csv(Box::new(table))
            }
        })
    }

    fn profile(&mut self, name: &str, profile: &Profile) -> io::Result<()> {
        match self {
            Writer::Json { output, some } => {
                output.write_all(if *some { b",\n" } else { b"\n" })?;
                *some = true;
                output.write_all(json::to_json(profile).as_bytes())
            }
            Writer::Ndjson(output) => writeln!(output, "{}", json::to_json(profile)),
            Writer::Csv(table) => table.write_record(row(name, profile)).map_err(cause),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Writer::Json { mut output, some } => {
                output.write_all(if some { b"\n]\n" } else { b"]\n" })?;
                output.finish()
            }
            Writer::Ndjson(mut output) => output.finish(),
            Writer::Csv(table) => table
                .into_inner()
                .map_err(csv::IntoInnerError::into_error)?
                .finish(),
        }
    }
}

/// What kept a row from being written, so that a reader that went away is recognised.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// The 13 domains that everybody is asked about.
fn core() -> impl Iterator<Item = Domain> {
    Domain::all().filter(|domain| !domain.is_supplement())
}

fn columns() -> impl Iterator<Item = String> {
    let fixed = [
        "file",
        "created",
        "language",
        "route",
        "instrument",
        "rules",
    ]
    .map(str::to_owned);
    fixed
        .into_iter()
        .chain(core().map(|domain| QuestionId::of(Field::DomainLevel, domain).to_string()))
}

fn row(name: &str, profile: &Profile) -> impl Iterator<Item = String> {
    let fixed = [
        name.to_owned(),
        profile.created.to_string(),
        profile.language.tag().to_owned(),
        profile.route.id().to_owned(),
        profile.instrument.to_string(),
        format!("steering/{}", profile.rules),
    ];
    let levels = core().map(|domain| {
        let level = profile
            .answers
            .one(QuestionId::of(Field::DomainLevel, domain));
        level
            .and_then(|option| Field::DomainLevel.code(option))
            .unwrap_or_default()
            .to_owned()
    });
    fixed.into_iter().chain(levels)
}
