//! Running other programs, with errors that say what to do.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use crate::progress;

/// Runs a command with its output visible and fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = describe(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(&shown, &error))?;
    finished(&shown, status)
}

fn finished(shown: &str, status: ExitStatus) -> Result<()> {
    if status.success() {
        Ok(())
    } else {
        bail!("`{shown}` failed ({status})")
    }
}

/// Runs a command like [`run`], but leaves out the lines of its standard output
/// that the filter does not want.
pub fn run_filtered(command: &mut Command, keep: impl Fn(&str) -> bool) -> Result<()> {
    let shown = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(&shown, &error))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.with_context(|| format!("the output of `{shown}` broke off"))?;
            let line = String::from_utf8_lossy(&line);
            if keep(&line) {
                progress::print(line);
            }
        }
    }
    let status = child
        .wait()
        .with_context(|| format!("the end of `{shown}` was not seen"))?;
    finished(&shown, status)
}

/// Runs a command and returns what it printed on standard output.
pub fn capture(command: &mut Command) -> Result<String> {
    let shown = describe(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(&shown, &error))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` failed ({}): {}", output.status, errors.trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{shown}` printed something that is not UTF-8 text"))
}

/// Whether a command runs and succeeds; its output is thrown away.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A cargo command in the given folder.
pub fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(folder);
    command
}

fn not_started(shown: &str, error: &std::io::Error) -> anyhow::Error {
    if error.kind() == ErrorKind::NotFound {
        let program = shown.split(' ').next().unwrap_or(shown);
        anyhow!("`{program}` was not found; install it or put it on PATH, then try again")
    } else {
        anyhow!("`{shown}` could not be started: {error}")
    }
}

/// The command line as a person would type it: the bare program name, since the
/// full path of an installed tool says nothing more.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut shown = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

/// Looks a program up in the given folders, then on `PATH`.
pub fn find_program(name: &str, first: &[PathBuf]) -> Option<PathBuf> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    first
        .iter()
        .cloned()
        .chain(env::split_paths(&on_path))
        .flat_map(|folder| candidates(&folder, name))
        .find(|path| is_executable(path))
}

fn candidates(folder: &Path, name: &str) -> Vec<PathBuf> {
    if cfg!(windows) {
        ["exe", "cmd"]
            .iter()
            .map(|extension| folder.join(name).with_extension(extension))
            .collect()
    } else {
        vec![folder.join(name)]
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

/// The version that a program reports: the first word of its output that starts
/// with a digit, so that "wasm-opt version 132 (version_132)" gives "132".
pub fn version_of(program: &Path) -> Option<String> {
    let output = capture(Command::new(program).arg("--version")).ok()?;
    first_version(&output)
}

fn first_version(text: &str) -> Option<String> {
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// `PATH` with some folders put before it.
pub fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&on_path)))
        .context("a folder name on PATH contains a character that PATH cannot hold")
}

/// An environment variable that is set and not empty.
pub fn environment(name: impl AsRef<OsStr>) -> Option<std::ffi::OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_usual_outputs() {
        let cases = [
            ("trunk 0.21.14\n", "0.21.14"),
            ("wasm-opt version 132 (version_132)\n", "132"),
            ("v20.20.2\n", "20.20.2"),
            ("ChromeDriver 156.0.1.2 (abc)\n", "156.0.1.2"),
        ];
        for (text, version) in cases {
            assert_eq!(first_version(text).as_deref(), Some(version));
        }
        assert_eq!(first_version("no version here"), None);
    }

    #[test]
    fn a_missing_program_is_one_clear_sentence() {
        let error = run(&mut Command::new("surely-no-such-program")).unwrap_err();
        assert!(error.to_string().contains("was not found"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_command_is_named() {
        let error = run(Command::new("false").arg("now")).unwrap_err();
        assert!(error.to_string().contains("`false now` failed"), "{error}");
    }
}
