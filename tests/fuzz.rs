//! Runs the kept inputs of `cargo xtask fuzz` through the same functions, without its engine: what once broke a
//! promise, what reaches every branch that was found, and simple changes of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]
#![allow(
    unreachable_pub,
    reason = "the modules of the fuzz crate are public there"
)]

#[path = "../fuzz/src/lines.rs"]
mod lines;
#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::panic::{RefUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// What the repository keeps altogether, in bytes.
const MAX_KEPT: u64 = 500_000;
/// What an input may take in an optimised build; elsewhere, and on a busy machine, it is only for what hangs.
const MAX_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });
/// How long the changed inputs of one target may take.
const CHANGED: Duration = Duration::from_secs(2);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz")
        .join(name)
}

fn kept(name: &str) -> Vec<Vec<u8>> {
    let path = folder("corpus").join(format!("{name}.txt"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let input = |line: &str| lines::unescape(line).unwrap_or_else(|| panic!("{name}: {line}"));
    text.lines().map(input).collect()
}

/// What once broke a promise.
fn regressions(name: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(folder("regressions").join(name))
        .into_iter()
        .flatten();
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

/// Runs one input and gives the time it took.
fn run(target: &Target, input: &[u8]) -> Duration {
    let start = Instant::now();
    let run: &(dyn Fn() + RefUnwindSafe) = &|| (target.run)(input);
    if catch_unwind(run).is_err() {
        panic!(
            "{} breaks a promise with {}",
            target.name,
            lines::escape(input)
        );
    }
    let time = start.elapsed();
    assert!(
        time < MAX_TIME,
        "{} took {time:?} for {}",
        target.name,
        lines::escape(input)
    );
    time
}

#[test]
fn every_kept_input_keeps_its_promises() {
    for target in TARGETS {
        let inputs = [kept(target.name), regressions(target.name)].concat();
        // A megabyte takes long where nothing is optimised, and `tests/properties.rs` has those that matter.
        let some = if target.name == "large" && cfg!(debug_assertions) {
            8
        } else {
            1
        };
        let times = inputs.iter().step_by(some).map(|input| run(target, input));
        let slowest = times.max().unwrap_or_default();
        println!(
            "{}: {} inputs, the slowest in {slowest:?}",
            target.name,
            inputs.len()
        );
        assert!(!inputs.is_empty());
    }
}

/// Without knowing the coverage: cut, with a changed byte, and with the end of another one.
#[test]
fn changed_inputs_keep_their_promises() {
    for target in TARGETS.iter().filter(|target| target.name != "large") {
        let inputs = kept(target.name);
        let start = Instant::now();
        let mut state = 1u64;
        let mut below = |limit: usize| {
            // Knuth's linear congruential generator; the upper bits are the good ones.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % limit.max(1)
        };
        let mut count = 0;
        while start.elapsed() < CHANGED && count < 20_000 {
            let mut input = inputs[below(inputs.len())].clone();
            let at = below(input.len() + 1);
            match below(3) {
                0 => input.truncate(at),
                1 => {
                    if let Some(byte) = input.get_mut(at) {
                        *byte ^= 1 << below(8);
                    }
                }
                _ => {
                    let other = &inputs[below(inputs.len())];
                    input.truncate(at);
                    input.extend(&other[below(other.len() + 1)..]);
                }
            }
            run(target, &input);
            count += 1;
        }
        println!("{}: {count} changed inputs", target.name);
    }
}

#[test]
fn what_is_kept_is_small_and_belongs_to_a_target() {
    let names: Vec<String> = fs::read_dir(folder("corpus"))
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let sizes = names
        .iter()
        .map(|name| fs::metadata(folder("corpus").join(name)).unwrap().len());
    assert!(sizes.sum::<u64>() <= MAX_KEPT);
    #[cfg(feature = "crypto")]
    for name in &names {
        assert!(
            TARGETS
                .iter()
                .any(|target| format!("{}.txt", target.name) == *name),
            "{name}"
        );
    }
}

#[test]
fn inputs_come_back_from_their_lines() {
    let all: Vec<u8> = (0..=255).collect();
    let line = lines::escape(&all);
    assert!(!line.contains('\n') && line.is_ascii());
    assert_eq!(lines::unescape(&line), Some(all));
    for line in ["\\", "\\x1", "\\q", "\\xzz"] {
        assert_eq!(lines::unescape(line), None, "{line}");
    }
}
