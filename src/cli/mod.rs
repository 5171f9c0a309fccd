//! The native command line: reads profiles from files, folders or standard input and says what is in them.
//!
//! In reading order:
//! - `walk`, `records` and `input` — from names on the command line to one profile after the other, in little memory.
//! - `report` — names, sentences, counts and exit status: how a bad profile is told apart without stopping the rest.
//! - `progress` — how far a long command is, for a person at a terminal.
//! - `output` — standard output or a file, and quiet endings when nobody reads on.
//! - `keys` — private keys and passphrases, wherever they are given.
//! - one module per command.
//!
//! What is deliberately absent: a list of all inputs or of all profiles. One profile is in memory at a time.

#[cfg(feature = "bake")]
mod bake;
mod check;
mod compare;
mod export;
mod input;
mod keygen;
mod keys;
mod lines;
mod open;
mod output;
mod plain;
mod progress;
mod records;
mod report;
mod schema;
mod seal;
mod simulate;
mod validate;
mod walk;

use clap::{Parser, Subcommand};
use report::Status;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Inputs of validate, open, export, seal and compare:
  A PATH is a file or a folder; a folder is read with everything in it, in the order of the names, hidden files
  and linked folders left out. `-`, or no PATH at all, is standard input. A file may hold
    - a saved Startbeeld page (HTML),
    - one profile as JSON, pretty or on one line,
    - many profiles as JSON lines (NDJSON), of any size, or as the array that `export --format json` writes,
    - a text with a link, such as a mail,
    - one code or link, or many, one on each line.
  Sealed profiles are opened with --key (a private key, as often as needed) and with the passphrases of
  --passphrase-file or of the variable STARTBEELD_PASSPHRASE.

Exit status:
  0  every profile is good
  1  some profile is bad or could not be read; each one is named on standard error and the others are processed
  2  the command itself cannot be understood

Examples:
  startbeeld validate inbox/
  startbeeld open profile.html
  startbeeld export --format csv inbox/ --out levels.csv
  startbeeld export --format ndjson inbox/ | gzip > profiles.ndjson.gz
  startbeeld keygen --out coach.key > keys.json
  startbeeld open --key coach.key --key coach-2025.key profile.html
  startbeeld compare januari.html juni.html
  startbeeld check config.json
  startbeeld simulate --count 1000 --seed 1 > people.ndjson";

/// Startbeeld profiles: check them, read them, turn them into other formats.
///
/// A profile is what a person shares of a self-assessment: the person's own view at one moment, not a measurement.
#[derive(Parser)]
#[command(name = "startbeeld", version, after_long_help = AFTER_HELP, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// One variant per command; each carries its arguments and runs itself.
#[derive(Subcommand)]
enum Command {
    Validate(validate::Validate),
    Open(open::Open),
    Export(export::Export),
    Keygen(keygen::Keygen),
    Seal(seal::Seal),
    Compare(compare::Compare),
    Check(check::Check),
    #[cfg(feature = "bake")]
    Bake(bake::Bake),
    Schema(schema::Schema),
    Simulate(simulate::Simulate),
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let command = match CommandLine::try_parse() {
        Ok(line) => line.command,
        Err(message) => {
            // Help that nobody reads on, as in `startbeeld --help | head -1`, is no reason to complain.
            let _ = message.print();
            return if message.use_stderr() {
                Status::Usage.into()
            } else {
                Status::Good.into()
            };
        }
    };
    let status = match command {
        Command::Validate(command) => command.run(),
        Command::Open(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Keygen(command) => command.run(),
        Command::Seal(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Check(command) => command.run(),
        #[cfg(feature = "bake")]
        Command::Bake(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Simulate(command) => command.run(),
    };
    status.into()
}
