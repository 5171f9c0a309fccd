//! `startbeeld schema`: the JSON Schema of a format, for whoever builds on it.

use super::output::{Output, conclude};
use super::report::{Report, Status};
use crate::config;
use crate::engine::desk::dossier;
use crate::engine::profile::json;
use std::io::Write;

/// Print the JSON Schema (2020-12) of a format.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Which format
    #[arg(value_enum, default_value_t = Subject::Profile)]
    subject: Subject,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Subject {
    /// The profile that a person shares
    Profile,
    /// The configuration of a municipality, config.json
    Config,
    /// What a coach hands over to a colleague, sealed
    Dossier,
}

impl Schema {
    pub(super) fn run(&self) -> Status {
        let schema = match self.subject {
            Subject::Profile => json::schema(),
            Subject::Config => config::schema(),
            Subject::Dossier => dossier::schema(),
        };
        let mut output = Output::standard();
        let written = writeln!(output, "{schema:#}").and_then(|()| output.finish());
        conclude(written, &Report::default(), true)
    }
}
