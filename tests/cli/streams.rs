//! Large inputs and impatient readers.

use crate::support::{command, line, numbered, pipe};
use std::io::{Read, Write};
use std::process::Stdio;

/// Lines of two to three kB each; the part that makes them long is one that every reader ignores.
fn lines(count: usize) -> impl Iterator<Item = String> {
    let filler = "é".repeat(1000);
    (0..count).map(move |number| {
        line(&numbered(number)).replace("\"nl\"", &format!("\"nl\",\"note\":\"{filler}\"")) + "\n"
    })
}

/// The most memory the program ever held, in kB, while it reads this many lines.
#[cfg(target_os = "linux")]
fn peak(arguments: &[&str], count: usize) -> u64 {
    let mut child = command(arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader =
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()).unwrap());
    for line in lines(count) {
        stdin.write_all(line.as_bytes()).unwrap();
    }
    // All but the contents of one pipe has been read now; the end of the input is still open.
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(reader.join().unwrap() > 0);
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let runs: [(&[&str], usize); 5] = [
        (&["validate"], 20_000),
        (&["open"], 5_000),
        (&["export", "--format", "json"], 20_000),
        (&["export", "--format", "ndjson"], 20_000),
        (&["export", "--format", "csv"], 20_000),
    ];
    for (arguments, count) in runs {
        let (few, many) = (peak(arguments, 500), peak(arguments, count));
        assert!(many < few + 1024, "{arguments:?}: {few} kB, then {many} kB");
        assert!(many < 32 * 1024, "{arguments:?}: {many} kB");
    }
}

#[test]
fn twenty_thousand_lines_are_all_counted() {
    let mut text: Vec<u8> = lines(20_000).flat_map(String::into_bytes).collect();
    text.extend(b"{}\n");
    let run = pipe(&["validate", "--quiet"], text);
    let expected = "-:20001: not a Startbeeld profile: look for the file or link that the client saved\n20001 profiles: 20000 good, 1 bad\n";
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        ("", expected, 1)
    );
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    for arguments in [
        ["export", "--format", "ndjson"].as_slice(),
        &["export", "--format", "csv"],
        &["validate"],
        &["open"],
    ] {
        let mut child = command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            // The program stops reading as well; that is no concern of this test.
            let _ = lines(20_000).try_for_each(|line| stdin.write_all(line.as_bytes()));
        });
        let mut first = [0; 10];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!(
            (
                output.status.code(),
                String::from_utf8(output.stderr).unwrap().as_str()
            ),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_in_a_sentence() {
    let mut child = command(&["validate"]);
    child
        .stdin(Stdio::piped())
        .stdout(std::fs::File::create("/dev/full").unwrap());
    let mut child = child.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(line(&numbered(1)).as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), message.lines().count()),
        (Some(1), 1),
        "{message}"
    );
    assert!(
        message.starts_with("the result cannot be written"),
        "{message}"
    );
}
