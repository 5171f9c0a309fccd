//! Progress lines: what happens now, and how long it took.

use std::fmt::Display;
use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one piece of work between a line that announces it and a line with the
/// elapsed time.
pub fn step<T>(name: impl Display, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(format!("{name} ..."));
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "FAILED" };
    say(format!("{name}: {word} in {}", elapsed(start.elapsed())));
    result
}

/// Prints one line and flushes it, so that it stands in the right place between
/// the lines of child processes.
pub fn say(line: impl Display) {
    print(format!("[xtask] {line}"));
}

/// Prints one line as it is.
pub fn print(line: impl Display) {
    let mut out = std::io::stdout().lock();
    // A closed output (for example after `| head`) is no reason to stop working,
    // and even less to panic, as `println!` does.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// A duration for people: tenths of seconds, minutes when it takes long.
pub fn elapsed(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        let whole = duration.as_secs();
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_readable() {
        assert_eq!(elapsed(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(elapsed(Duration::from_secs(125)), "2 min 05 s");
    }
}
