//! Memory stays flat: the program is watched while it waits for the end of a long input.
#![cfg(target_os = "linux")]

use crate::support::command;
use std::io::{Read, Write};
use std::process::Stdio;

/// Built for speed, the 200,000 profiles of the promise; otherwise as many as a test has time for.
const PROFILES: usize = if cfg!(debug_assertions) {
    2_000
} else {
    200_000
};
/// 64 MiB, in KiB.
const LIMIT: u64 = 64 * 1024;

/// Lines of invented people, repeated until there are enough.
fn people(format: &str) -> Vec<u8> {
    let some = command(&["simulate", "-n", "2000", "-s", "1", "-f", format])
        .output()
        .unwrap();
    some.stdout.repeat(PROFILES / 2_000)
}

/// The most memory that the command ever had, in KiB, and how much it wrote.
fn peak(arguments: &[&str], input: &[u8]) -> (u64, usize) {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let (mut buffer, mut total) = (vec![0; 65_536], 0);
        loop {
            match stdout.read(&mut buffer).unwrap() {
                0 => return total,
                length => total += length,
            }
        }
    });
    stdin.write_all(input).unwrap();
    // Everything but what fits into the pipe has been read by now, and the program waits for more.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(stdin);
    let written = reader.join().unwrap();
    assert!(child.wait().unwrap().success());
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kib = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    (kib, written)
}

fn check(arguments: &[&str], input: &[u8]) {
    let (kib, written) = peak(arguments, input);
    println!("{arguments:?}: {kib} KiB for {PROFILES} profiles, {written} bytes written");
    assert!(kib < LIMIT, "{arguments:?} took {kib} KiB");
}

#[test]
fn memory_does_not_grow_with_the_input() {
    let lines = people("ndjson");
    check(&["validate", "--quiet"], &lines);
    check(&["export", "--format", "ndjson"], &lines);
    drop(lines);
    let links = people("link");
    for format in ["csv", "fhir", "text"] {
        check(&["export", "--format", format], &links);
    }
    #[cfg(feature = "parquet")]
    check(&["export", "--format", "parquet"], &links);
}

#[test]
fn people_are_made_one_at_a_time() {
    let mut child = command(&["simulate", "-n", "1000000000", "-s", "1"])
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut some = vec![
        0;
        if cfg!(debug_assertions) {
            2_000_000
        } else {
            50_000_000
        }
    ];
    stdout.read_exact(&mut some).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    // A reader that goes away is a normal ending.
    drop(stdout);
    assert!(child.wait().unwrap().success());
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(kib < LIMIT, "{kib} KiB");
}
