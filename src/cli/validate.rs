//! `startbeeld validate`: says of every profile whether it can be opened.

use super::input::Inputs;
use super::keys::Keys;
use super::output::{Output, conclude};
use super::report::{Report, Status};
use std::io::Write;

/// Say of every profile whether it can be opened.
///
/// Prints `ok NAME` for a good profile on standard output, and `NAME: what is wrong and what to do` for a bad one on
/// standard error. NAME is a path, `path:line` in a list, `path[number]` in a JSON array, or `-` for standard input.
#[derive(Debug, clap::Args)]
pub(super) struct Validate {
    /// Print nothing about good profiles
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    inputs: Inputs,
}

impl Validate {
    pub(super) fn run(&self) -> Status {
        let Some(keyring) = self.keys.keyring() else {
            return Status::Usage;
        };
        let mut report = Report::watched(self.quiet);
        let mut output = Output::standard();
        let written = self
            .inputs
            .read(&keyring, &mut report, None, |name, _| {
                if self.quiet {
                    Ok(())
                } else {
                    writeln!(output, "ok {name}")
                }
            })
            .and_then(|()| output.finish());
        conclude(written, &report, self.quiet)
    }
}
