//! How far a long command is: a bar on standard error, for a person at a terminal and nobody else.
//!
//! Nothing is drawn in the first second, and nothing at all when standard error is a file or a pipe, or when results
//! appear on the same terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// How long a command may take before anybody wonders.
const PATIENCE: Duration = Duration::from_secs(1);
/// Profiles between two looks at the clock.
const EVERY: u64 = 64;

/// A bar, or nothing.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    /// When the bar appears; `None` when it is there, or never comes.
    waits: Cell<Option<Instant>>,
    profiles: Cell<u64>,
}

impl Default for Progress {
    /// Nothing.
    fn default() -> Progress {
        Progress {
            bar: ProgressBar::hidden(),
            waits: Cell::new(None),
            profiles: Cell::new(0),
        }
    }
}

impl Progress {
    /// A bar that appears when it takes long. `elsewhere` says that no results are printed on standard output.
    pub(super) fn new(elsewhere: bool) -> Progress {
        let shown = io::stderr().is_terminal() && (elsewhere || !io::stdout().is_terminal());
        Progress {
            waits: Cell::new(shown.then(Instant::now)),
            ..Progress::default()
        }
    }

    /// How much there is to do, in bytes or profiles; without it the bar only counts.
    pub(super) fn of(&self, length: u64) {
        self.bar.set_length(length);
    }

    /// Reads through this count the bytes.
    pub(super) fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// One profile more.
    pub(super) fn profile(&self) {
        let profiles = self.profiles.get() + 1;
        self.profiles.set(profiles);
        if !profiles.is_multiple_of(EVERY) {
            return;
        }
        if let Some(since) = self.waits.get()
            && since.elapsed() >= PATIENCE
        {
            self.waits.set(None);
            self.show();
        }
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{profiles} profiles"));
        }
    }

    fn show(&self) {
        let template = if self.bar.length().is_some_and(|length| length > 0) {
            "[{bar:30}] {percent:>3}%  {msg}, {eta} left"
        } else {
            "{spinner} {msg}, {elapsed}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }

    /// Says something on standard error without the bar running through it.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.waits.set(None);
        self.bar.finish_and_clear();
    }
}
