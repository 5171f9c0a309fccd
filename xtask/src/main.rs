//! Entry point of `cargo xtask`: reads the command line and runs one command.
//!
//! Everything that can go wrong ends as one plain sentence on the error stream
//! and exit code 1; the work itself lives in the library part of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match xtask::run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        // The command has already said what failed, for example in the table
        // of checks, whose closing line must stay the last line of the output.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
