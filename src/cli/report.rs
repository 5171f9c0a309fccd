//! How things end: a sentence for every bad profile, counts, and the exit status.

use super::plain::one_line;
use super::progress::Progress;
use crate::engine::ProfileError;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit status of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// All good.
    Good,
    /// Some profile is bad or could not be read.
    Bad,
    /// The command cannot be understood or cannot start.
    Usage,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Good => 0,
            Status::Bad => 1,
            Status::Usage => 2,
        })
    }
}

/// Why something on the input gives no profile: one sentence that says what to do.
#[derive(Debug)]
pub(super) enum Problem {
    /// It was read, and is not a profile that can be opened.
    Profile(ProfileError),
    /// The bytes are not text.
    NotText,
    /// The file or folder could not be read.
    Unreadable(io::Error),
}

impl From<ProfileError> for Problem {
    fn from(error: ProfileError) -> Problem {
        Problem::Profile(error)
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Problem {
        Problem::Unreadable(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The engine only says what is wrong here, because its other callers know better what to do next.
            Problem::Profile(error @ (ProfileError::OutOfScale(_) | ProfileError::Field(_))) => {
                write!(f, "{error}: ask for the file or the link again")
            }
            Problem::Profile(error @ ProfileError::TooLarge) => {
                write!(
                    f,
                    "{error}: give the file or the link that the client saved"
                )
            }
            Problem::Profile(error) => error.fmt(f),
            Problem::NotText => {
                f.write_str("not UTF-8 text, so not a profile: save or export it again as UTF-8")
            }
            Problem::Unreadable(error) => match error.kind() {
                io::ErrorKind::NotFound => {
                    f.write_str("there is no such file or folder: check the name")
                }
                io::ErrorKind::PermissionDenied => {
                    f.write_str("it may not be read: ask its owner for permission")
                }
                _ => write!(
                    f,
                    "it cannot be read ({error}): copy it to another place and try again"
                ),
            },
        }
    }
}

/// Counts what was good and what was bad, and names the bad ones on standard error.
#[derive(Debug, Default)]
pub(super) struct Report {
    good: u64,
    bad: u64,
    progress: Progress,
}

impl Report {
    /// A report that shows how far it is, to a person at a terminal. `elsewhere` says that no results are printed on
    /// standard output.
    pub(super) fn watched(elsewhere: bool) -> Report {
        Report {
            progress: Progress::new(elsewhere),
            ..Report::default()
        }
    }

    /// How far it is.
    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(super) fn good(&mut self) {
        self.good += 1;
        self.progress.profile();
    }

    pub(super) fn bad(&mut self, name: &str, problem: &Problem) {
        self.bad += 1;
        self.progress
            .aside(|| complain(&format!("{name}: {problem}")));
        self.progress.profile();
    }

    /// The counts, when there was more than one profile.
    pub(super) fn summary(&self) -> Option<String> {
        let all = self.good + self.bad;
        (all > 1).then(|| format!("{all} profiles: {} good, {} bad", self.good, self.bad))
    }

    pub(super) fn status(&self) -> Status {
        if self.bad == 0 {
            Status::Good
        } else {
            Status::Bad
        }
    }
}

/// One line on standard error. Whatever came from the input cannot steer the terminal.
pub(super) fn complain(message: &str) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", one_line(message));
}
