//! Where results go: standard output or a file, buffered.

use super::report::{Report, Status, complain};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

const BUFFER: usize = 64 * 1024;

/// Standard output or a file, as a plain writer.
pub(super) struct Output {
    writer: BufWriter<Box<dyn Write + Send>>,
    /// The half-written file, and the name it gets when it is complete.
    pending: Option<(PathBuf, PathBuf)>,
}

impl Output {
    pub(super) fn standard() -> Output {
        Output {
            writer: BufWriter::with_capacity(BUFFER, Box::new(io::stdout())),
            pending: None,
        }
    }

    /// A file that gets its name only when it is complete, so that it may be one of the inputs and nobody reads
    /// half of it. What is no ordinary file, such as a device or a pipe, is written to directly.
    pub(super) fn file(path: &Path) -> io::Result<Output> {
        let direct = fs::metadata(path).is_ok_and(|data| !data.is_file());
        let (target, pending) = if direct {
            (path.to_owned(), None)
        } else {
            let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}.part", std::process::id()));
            let part = path.with_file_name(hidden);
            (part.clone(), Some((part, path.to_owned())))
        };
        let writer = BufWriter::with_capacity(
            BUFFER,
            Box::new(File::create(target)?) as Box<dyn Write + Send>,
        );
        Ok(Output { writer, pending })
    }

    /// Writes what is left and gives a file its name.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        match self.pending.take() {
            Some((part, path)) => fs::rename(part, path),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for Output {
    /// A file that never became complete is of no use to anybody.
    fn drop(&mut self) {
        if let Some((part, _)) = self.pending.take() {
            let _ = fs::remove_file(part);
        }
    }
}

/// Ends a command: says how many profiles there were, unless nobody reads on.
///
/// A reader that went away (`| head`) is a normal ending; a full disk is not.
pub(super) fn conclude(written: io::Result<()>, report: &Report, quiet: bool) -> Status {
    report.progress().clear();
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => report.status(),
        Err(error) => {
            complain(&format!(
                "the result cannot be written ({error}): make room or choose another place"
            ));
            Status::Bad
        }
        Ok(()) => {
            let silent = quiet && report.status() == Status::Good;
            if let Some(summary) = report.summary().filter(|_| !silent) {
                complain(&summary);
            }
            report.status()
        }
    }
}
