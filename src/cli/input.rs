//! From the names on the command line to one profile after the other.

use super::plain::one_line;
use super::records::{Sink, records};
use super::report::{Problem, Report};
use super::walk::Walk;
use crate::crypto::Keyring;
use crate::engine::Profile;
use crate::engine::profile::Found;
use indicatif::ProgressBar;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

const BUFFER: usize = 64 * 1024;
/// The name of standard input, on the command line and in messages.
pub(super) const STANDARD: &str = "-";

/// Where profiles come from.
#[derive(Debug, clap::Args)]
pub(super) struct Inputs {
    /// Files and folders with profiles; `-`, or nothing at all, is standard input.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Inputs {
    /// Gives every good profile, open or opened with the keyring, to `each` under its name, in order; bad ones go to the report.
    ///
    /// # Errors
    /// When `each` cannot write its result.
    pub(super) fn read(
        &self,
        keyring: &Keyring,
        report: &mut Report,
        except: Option<&Path>,
        each: impl FnMut(&str, &Profile) -> io::Result<()>,
    ) -> io::Result<()> {
        self.measure(report);
        let bar = report.progress().bar().clone();
        let mut pass = Pass {
            keyring,
            report,
            each,
        };
        if self.paths.is_empty() {
            return standard(&mut pass);
        }
        // The file that is being made may stand in a folder that is being read.
        let except = except.and_then(|path| fs::canonicalize(path).ok());
        self.paths
            .iter()
            .try_for_each(|path| given(path, except.as_deref(), &bar, &mut pass))
    }
}

impl Inputs {
    /// Tells how many bytes there are to read, where that is known without walking through folders first.
    fn measure(&self, report: &Report) {
        let sizes: Option<Vec<u64>> = self
            .paths
            .iter()
            .map(|path| fs::metadata(path).ok().filter(fs::Metadata::is_file))
            .map(|data| data.map(|data| data.len()))
            .collect();
        if let Some(sizes) = sizes.filter(|sizes| !sizes.is_empty()) {
            report.progress().of(sizes.iter().sum());
        }
    }
}

/// Opens what is sealed, counts, and passes good profiles on.
struct Pass<'a, F> {
    keyring: &'a Keyring,
    report: &'a mut Report,
    each: F,
}

impl<F: FnMut(&str, &Profile) -> io::Result<()>> Sink for Pass<'_, F> {
    fn take(&mut self, name: &str, outcome: Result<Found, Problem>) -> io::Result<()> {
        let opened = outcome.and_then(|found| match found {
            Found::Open(profile) => Ok(profile),
            Found::Sealed(envelope) => self.keyring.open(&envelope).map_err(Problem::from),
        });
        match opened {
            Ok(profile) => {
                self.report.good();
                (self.each)(name, &profile)
            }
            Err(problem) => {
                self.report.bad(name, &problem);
                Ok(())
            }
        }
    }
}

fn standard(sink: &mut impl Sink) -> io::Result<()> {
    records(
        STANDARD,
        BufReader::with_capacity(BUFFER, io::stdin().lock()),
        sink,
    )
}

/// Reads what one name on the command line stands for.
fn given(
    path: &Path,
    except: Option<&Path>,
    bar: &ProgressBar,
    sink: &mut impl Sink,
) -> io::Result<()> {
    if path.as_os_str() == STANDARD {
        return standard(sink);
    }
    if !path.is_dir() {
        return file(path, bar, sink);
    }
    for step in Walk::new(path) {
        match step {
            Ok(path) if except.is_some() && fs::canonicalize(&path).ok().as_deref() == except => {}
            Ok(path) => file(&path, bar, sink)?,
            Err((path, error)) => sink.take(&name(&path), Err(error.into()))?,
        }
    }
    Ok(())
}

fn file(path: &Path, bar: &ProgressBar, sink: &mut impl Sink) -> io::Result<()> {
    match File::open(path) {
        Ok(file) => records(
            &name(path),
            BufReader::with_capacity(BUFFER, bar.wrap_read(file)),
            sink,
        ),
        Err(error) => sink.take(&name(path), Err(error.into())),
    }
}

/// The name of a file as it appears in messages and tables: on one line, and never the beginning of a formula when
/// a table is opened in a spreadsheet.
fn name(path: &Path) -> String {
    let name = one_line(&path.to_string_lossy());
    if name.starts_with(['=', '+', '-', '@']) {
        format!("./{name}")
    } else {
        name
    }
}
