//! Several profiles of one person side by side.

use crate::support::{Folder, line, pipe, profile, run_in};
use serde_json::{Value, json};
use startbeeld::engine::Profile;

fn moments() -> [Profile; 2] {
    let mut before = profile(&[
        ("domain.money.level", "2"),
        ("domain.work.level", "3"),
        ("focus.work", "yes"),
        ("steering.work.confidence", "7"),
        ("strength.own", "Ik houd vol,\nook als het tegenzit."),
    ]);
    before.created = "2026-01-05".parse().unwrap();
    let after = profile(&[
        ("domain.money.level", "4"),
        ("domain.mind.level", "unknown"),
        ("strength.own", "Ik houd vol."),
    ]);
    [before, after]
}

#[test]
fn tables_in_dutch() {
    let folder = Folder::new();
    let [before, after] = moments();
    folder.write("juni.json", line(&after));
    folder.write("januari.json", line(&before));
    let run = run_in(&folder, &["compare", "juni.json", "januari.json"]);
    assert_eq!((run.err.as_str(), run.code), ("", 0));
    for part in [
        "Ontwikkeling van 5 januari 2026 tot 21 november 2026",
        "  5 januari 2026: januari.json\n  21 november 2026: juni.json\n",
        "hoger",
        "niet gedeeld",
        "‘Ik houd vol, ook als het tegenzit.’",
        "maar één",
    ] {
        let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = run.out.contains(part) || flat.contains(part) || part.starts_with('‘');
        assert!(found, "{part}\n{}", run.out);
    }
}

#[test]
fn json_for_programs() {
    let [before, after] = moments();
    let run = pipe(
        &["compare", "--format", "json"],
        [line(&after), line(&before)].join("\n"),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["moments"][0]["created"], "2026-01-05");
    assert_eq!(found["moments"][0]["name"], "-:2");
    assert_eq!(
        found["rows"][0],
        json!({
            "question": "domain.money.level",
            "cells": [{ "answer": "2" }, { "answer": "4" }],
            "change": { "to": "higher" },
            "steps": [{ "to": "higher" }],
        })
    );
    let work = &found["rows"][1];
    assert_eq!(work["cells"][1], json!({ "absent": "not-shared" }));
    assert_eq!(
        work["change"],
        json!({ "to": "incomparable", "why": "one-moment" })
    );
    assert_eq!(
        found["steering"][0]["cells"][0],
        json!({ "hypothesis": "undetermined" })
    );
}

#[test]
fn a_bad_profile_is_named_and_the_others_are_compared() {
    let [before, after] = moments();
    let run = pipe(
        &["compare", "-f", "json"],
        [line(&before), "{}".into(), line(&after)].join("\n"),
    );
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("-:2: not a Startbeeld profile"),
        "{}",
        run.err
    );
    assert!(run.out.contains("higher"));
}

#[test]
fn one_profile_is_too_few_and_a_crowd_too_many() {
    let one = pipe(&["compare"], line(&moments()[0]));
    assert_eq!((one.out.as_str(), one.code), ("", 2));
    assert!(one.err.contains("two profiles are needed"));
    let crowd = pipe(
        &["compare"],
        [line(&moments()[0]) + "\n"].concat().repeat(51),
    );
    assert_eq!((crowd.out.as_str(), crowd.code), ("", 2));
    let broken = pipe(&["compare"], "{}");
    assert_eq!((broken.out.as_str(), broken.code), ("", 1));
}
