//! A bar is for a person at a terminal; nothing of it ever reaches a file or a pipe.
#![cfg(target_os = "linux")]

use crate::support::{Folder, line, pipe, rich};
use std::process::Command;

#[test]
fn pipes_hold_no_bar() {
    let input = [line(&rich()), "{}".into()].join("\n").repeat(200);
    let run = pipe(&["export", "--format", "csv"], input);
    assert!(!run.err.contains('\u{1b}') && !run.err.contains('\r'));
    assert!(
        run.err.lines().all(|line| line.contains(": ")),
        "{}",
        run.err
    );
}

/// Where `script` of util-linux is there, it lends the command a terminal.
#[test]
fn a_terminal_has_a_bar_after_a_while() {
    let folder = Folder::new();
    let count = if cfg!(debug_assertions) {
        "4000"
    } else {
        "200000"
    };
    let program = env!("CARGO_BIN_EXE_startbeeld");
    let on_terminal = |command: &str| {
        Command::new("script")
            .args(["-qec", command, "/dev/null"])
            .current_dir(folder.path())
            .output()
            .ok()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(made) = on_terminal(&format!(
        "{program} simulate -n {count} -s 1 -f link > people.txt"
    )) else {
        return;
    };
    assert!(
        made.contains("% ") && made.contains(" profiles, "),
        "{made:?}"
    );
    let short = on_terminal(&format!(
        "head -n 3 people.txt | {program} export -f csv > a.csv"
    ));
    assert!(
        !short.unwrap().contains('%'),
        "nothing is drawn in the first second"
    );
}
