//! `startbeeld export`: profiles in a form that other programs read, one after the other.

use super::input::Inputs;
use super::keys::Keys;
use super::output::{Output, conclude};
use super::plain::one_line;
use super::report::{Report, Status, complain};
use crate::content::{Texts, present};
use crate::crypto::Keyring;
use crate::engine::Profile;
use crate::engine::profile::json;
#[cfg(feature = "parquet")]
use crate::export::parquet::{GROUP, Table};
use crate::export::{fhir, table};
use std::io::{self, Write};
#[cfg(feature = "parquet")]
use std::path::Path;
use std::path::PathBuf;

const COLUMNS_HELP: &str = "\
Formats:
  json    one array with a profile on each line
  ndjson  a profile on each line
  csv     a line with the names of the columns, then a row for each profile, in UTF-8 with commas
  fhir    a FHIR R4 QuestionnaireResponse on each line, the form of bulk imports; with --questionnaire the
          Questionnaire that they answer, and no profiles. There is no subject in it: a profile does not say whose it is
  text    plain Dutch text of what the person said, to paste into any other system
  parquet a table with a column for every question but own words, for DuckDB, Spark and the like. When --out is a
          folder, it gets a file for each million profiles, and memory stays flat; in a build without the feature `parquet` it is not there

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

Columns of parquet: file, created, language, route, instrument, rules, and every question under its identifier;
docs/analysis.md has their types.

A table holds no own words, no totals and no averages. It is the view of each person at one moment.

Examples:
  startbeeld export --format csv inbox/ --out levels.csv
  startbeeld export --format ndjson profile.html | jq .answers
  startbeeld export --format fhir --questionnaire > Questionnaire.json
  startbeeld export --format fhir inbox/ --out QuestionnaireResponse.ndjson
  startbeeld export --format text profile.html
  startbeeld export --format parquet inbox/ --out profiles.parquet";

/// Write profiles in a form that other programs read.
///
/// Bad profiles are named on standard error and left out.
#[derive(Debug, clap::Args)]
#[command(after_long_help = COLUMNS_HELP)]
pub(super) struct Export {
    /// The form to write
    #[arg(short, long, value_enum)]
    format: Format,
    /// With `--format fhir`: write the Questionnaire itself, and read no profiles
    #[arg(long)]
    questionnaire: bool,
    /// Write to this file instead of standard output; it appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON array
    Json,
    /// JSON lines
    Ndjson,
    /// A table of the levels of the 13 domains
    Csv,
    /// FHIR R4 QuestionnaireResponse, as JSON lines
    Fhir,
    /// Plain Dutch text
    Text,
    /// A table of all answers, in Parquet
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Export {
    pub(super) fn run(&self) -> Status {
        let Some(keyring) = self.keys.keyring() else {
            return Status::Usage;
        };
        if self.questionnaire && self.format != Format::Fhir {
            complain("--questionnaire goes with --format fhir");
            return Status::Usage;
        }
        #[cfg(feature = "parquet")]
        if let Some(folder) = self
            .out
            .as_deref()
            .filter(|_| self.format == Format::Parquet)
            && is_folder(folder)
        {
            let mut report = Report::watched(self.out.is_some());
            let written = self.parts(folder, &keyring, &mut report);
            return conclude(written, &report, false);
        }
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
        let mut report = Report::watched(self.out.is_some());
        let written = if self.questionnaire {
            questionnaire(output)
        } else {
            self.write(output, &keyring, &mut report)
        };
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

    /// Writes a folder of Parquet files. The end of such a file lists all its groups, so one file without limit would
    /// be memory without limit.
    #[cfg(feature = "parquet")]
    fn parts(&self, folder: &Path, keyring: &Keyring, report: &mut Report) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let part = |number: u64| {
            let name = format!("profiles-{number:05}.parquet");
            let output = Output::file(&folder.join(name))?;
            Writer::new(Format::Parquet, output)
        };
        let mut writer = Some(part(0)?);
        let mut rows = 0u64;
        self.inputs.read(keyring, report, None, |name, profile| {
            if rows > 0
                && rows.is_multiple_of(PART)
                && let Some(full) = writer.replace(part(rows / PART)?)
            {
                full.finish()?;
            }
            rows += 1;
            writer
                .as_mut()
                .map_or(Ok(()), |writer| writer.profile(name, profile))
        })?;
        writer.map_or(Ok(()), Writer::finish)
    }
}

/// Rows in one file of a folder of Parquet files.
#[cfg(feature = "parquet")]
const PART: u64 = 16 * GROUP as u64;

/// Whether a path is a folder, or is written as one.
#[cfg(feature = "parquet")]
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn questionnaire(mut output: Output) -> io::Result<()> {
    let questionnaire = fhir::questionnaire(Texts::dutch_for_coach());
    writeln!(output, "{questionnaire:#}")?;
    output.finish()
}

/// One of the formats, half-way.
enum Writer {
    Json {
        output: Output,
        some: bool,
    },
    Ndjson(Output),
    Csv(Box<csv::Writer<Output>>),
    Fhir(Output),
    Text {
        output: Output,
        some: bool,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<Table<Output>>),
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
                let mut rows = csv::Writer::from_writer(output);
                rows.write_record(table::columns()).map_err(cause)?;
                Writer::Csv(Box::new(rows))
            }
            Format::Fhir => Writer::Fhir(output),
            Format::Text => Writer::Text {
                output,
                some: false,
            },
            #[cfg(feature = "parquet")]
            Format::Parquet => Writer::Parquet(Box::new(Table::new(output).map_err(broken)?)),
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
            Writer::Csv(rows) => rows.write_record(table::row(name, profile)).map_err(cause),
            Writer::Fhir(output) => {
                let response = fhir::response(Texts::dutch_for_coach(), profile);
                writeln!(output, "{response}")
            }
            Writer::Text { output, some } => {
                // Nothing stands around a single profile: it is pasted as it is.
                if *some {
                    output.write_all(b"\n----------------\n\n")?;
                }
                *some = true;
                let text = present::plain(Texts::dutch_for_coach(), profile);
                text.lines()
                    .try_for_each(|line| writeln!(output, "{}", one_line(line)))
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(table) => table.add(name, profile).map_err(broken),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Writer::Json { mut output, some } => {
                output.write_all(if some { b"\n]\n" } else { b"]\n" })?;
                output.finish()
            }
            Writer::Ndjson(mut output) | Writer::Fhir(mut output) => output.finish(),
            Writer::Text { mut output, .. } => output.finish(),
            #[cfg(feature = "parquet")]
            Writer::Parquet(table) => table.finish().map_err(broken)?.finish(),
            Writer::Csv(rows) => rows
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

/// What kept a table from being written, so that a reader that went away is recognised.
#[cfg(feature = "parquet")]
fn broken(error: parquet::errors::ParquetError) -> io::Error {
    match error {
        parquet::errors::ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
