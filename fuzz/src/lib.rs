//! Fuzzing of the decoders: the targets, what is measured of each input, and the inputs to begin with.
//!
//! `cargo xtask fuzz` builds and runs this; `docs/fuzzing.md` says how. The programs in `src/bin/` are the targets, one
//! each, with libFuzzer as their `main`. It calls [`begin`] once, before it looks at any folder or dictionary.

pub mod lines;
pub mod seeds;
pub mod targets;

use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs, process};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What begins the lines that `cargo xtask fuzz` reads.
pub const NOTE: &str = "startbeeld-fuzz:";
/// Names the folder in which the slowest and the hungriest input are written.
pub const NOTES_FOLDER: &str = "STARTBEELD_FUZZ_NOTES";
/// Names the folder that gets the inputs to begin with, and the dictionary as `<folder>.dict`.
pub const SEEDS_FOLDER: &str = "STARTBEELD_FUZZ_SEEDS";
/// Names a folder whose inputs become the kept ones; nothing is run then.
pub const KEEP_FOLDER: &str = "STARTBEELD_FUZZ_KEEP";
/// What the kept inputs of one target may take, in bytes.
const MAX_KEPT: usize = 40_000;

/// Time of the processor, because a machine that does other work too says nothing about an input. The goal is 100 ms
/// without instruments; with them, and with all checks on, this is for what hangs.
const MAX_TIME: Duration = Duration::from_secs(2);
/// Memory that an input may take apart from its size.
const MAX_MEMORY: usize = 4_000_000;
/// Memory that each byte of an input may take: JSON of one letter each becomes values of many bytes.
const MAX_MEMORY_PER_BYTE: usize = 100;

fn run_of(name: &str) -> fn(&[u8]) {
    targets::TARGETS
        .iter()
        .find(|target| target.name == name)
        .map_or(|_| {}, |target| target.run)
}

/// Runs one input, notes what is a record, and stops where a limit is passed.
pub fn measured(name: &str, data: &[u8]) {
    static RUN: OnceLock<fn(&[u8])> = OnceLock::new();
    static SLOWEST: AtomicU64 = AtomicU64::new(1_000);
    static LARGEST: AtomicUsize = AtomicUsize::new(10_000);
    let run = RUN.get_or_init(|| run_of(name));
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let start = clock();
    run(data);
    let time = clock().saturating_sub(start);
    let memory = MEMORY.peak_usage().saturating_sub(before);
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    if SLOWEST.fetch_max(micros, Ordering::Relaxed) < micros {
        note("slowest", micros, data);
    }
    if LARGEST.fetch_max(memory, Ordering::Relaxed) < memory {
        note("memory", memory as u64, data);
    }
    assert!(
        time <= MAX_TIME,
        "an input of {} bytes took {time:?}",
        data.len()
    );
    // The target `large` makes a megabyte out of a few bytes.
    let size = if name == "large" {
        3_000_000
    } else {
        data.len()
    };
    let limit = MAX_MEMORY + MAX_MEMORY_PER_BYTE * size;
    assert!(
        memory <= limit,
        "an input of {} bytes took {memory} bytes of memory",
        data.len()
    );
}

fn clock() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds)
        + Duration::from_nanos(u64::try_from(now.tv_nsec).unwrap_or_default())
}

fn note(what: &str, value: u64, data: &[u8]) {
    eprintln!("{NOTE} {what} {value} {}", data.len());
    if let Some(folder) = folder(NOTES_FOLDER) {
        // A record that cannot be kept is still printed.
        let _ = fs::write(folder.join(what), data);
    }
}

fn folder(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// What the environment asks for before the first input: the inputs to begin with, or to pack the ones to keep.
pub fn begin(name: &str) {
    let outcome = match (folder(KEEP_FOLDER), folder(SEEDS_FOLDER)) {
        (Some(from), _) => keep(name, &from).map(|()| process::exit(0)),
        (None, Some(to)) => seeds::write(name, &to),
        (None, None) => Ok(()),
    };
    if let Err(error) = outcome {
        eprintln!("{NOTE} the inputs of `{name}` cannot be read or written: {error}");
        process::exit(2);
    }
}

/// The file with the kept inputs of a target.
pub fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(format!("{name}.txt"))
}

/// Packs the inputs of a folder, the smallest first, as many as there is room for.
fn keep(name: &str, from: &Path) -> std::io::Result<()> {
    let mut inputs = Vec::new();
    for entry in fs::read_dir(from)? {
        inputs.push(lines::escape(&fs::read(entry?.path())?));
    }
    inputs.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    inputs.dedup();
    let mut text = String::new();
    for line in inputs {
        if text.len() + line.len() < MAX_KEPT {
            text.push_str(&line);
            text.push('\n');
        }
    }
    fs::write(kept(name), text)
}
