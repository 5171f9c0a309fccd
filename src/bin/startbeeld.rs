//! The command line `startbeeld`. Everything it does lives in [`startbeeld::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    startbeeld::cli::main()
}
