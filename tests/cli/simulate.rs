//! Invented people as a command.

use crate::support::{Folder, pipe, run, run_in};
use startbeeld::engine::RouteKind;
use startbeeld::engine::profile::{json, read};

#[test]
fn the_same_seed_gives_the_same_lines() {
    let two = run(&["simulate", "--count", "2", "--seed", "7"]);
    let five = run(&["simulate", "--count", "5", "--seed", "7"]);
    let other = run(&["simulate", "--count", "2", "--seed", "8"]);
    assert_eq!((two.code, five.out.lines().count()), (0, 5));
    assert!(five.out.starts_with(&two.out));
    assert_ne!(two.out, other.out);
    assert!(five.err.contains("5 profiles in") && five.err.contains("per second"));
}

#[test]
fn every_form_holds_the_same_people() {
    let lines = run(&["simulate", "--count", "3", "--seed", "1"]).out;
    let array = run(&[
        "simulate", "--count", "3", "--seed", "1", "--format", "json",
    ])
    .out;
    let links = run(&[
        "simulate", "--count", "3", "--seed", "1", "--format", "link",
    ])
    .out;
    assert_eq!(
        array,
        format!("[\n{}\n]\n", lines.trim_end().replace('\n', ",\n"))
    );
    assert!(
        links
            .lines()
            .all(|link| link.starts_with("https://startbeeld.example/coach/#p=SBP"))
    );
    for (line, link) in lines.lines().zip(links.lines()) {
        assert_eq!(json::from_json(line), read(link));
    }
    assert_eq!(pipe(&["export", "--format", "ndjson"], links).out, lines);
}

#[test]
fn the_share_of_the_short_route_is_kept() {
    for (share, expected) in [("0", RouteKind::Full), ("100", RouteKind::Short)] {
        let run = run(&["simulate", "-n", "20", "-s", "1", "--short-share", share]);
        let routes = run
            .out
            .lines()
            .map(|line| json::from_json(line).unwrap().route);
        assert!(routes.into_iter().all(|route| route == expected));
    }
}

#[test]
fn days_lie_where_they_should() {
    let run = run(&[
        "simulate",
        "-n",
        "30",
        "-s",
        "1",
        "--from",
        "2027-02-27",
        "--days",
        "3",
    ]);
    for line in run.out.lines() {
        let day = json::from_json(line).unwrap().created.to_string();
        assert!(
            ["2027-02-27", "2027-02-28", "2027-03-01"].contains(&day.as_str()),
            "{day}"
        );
    }
}

#[test]
fn a_folder_gets_files_that_can_be_read_back() {
    let folder = Folder::new();
    let lines = run(&["simulate", "-n", "5", "-s", "1"]).out;
    for format in ["json", "ndjson", "link"] {
        let made = run_in(
            &folder,
            &[
                "simulate", "-n", "5", "-s", "1", "-f", format, "--out", format,
            ],
        );
        assert_eq!((made.out.as_str(), made.code), ("", 0));
        assert_eq!(
            run_in(&folder, &["export", "--format", "ndjson", format]).out,
            lines
        );
    }
    assert_eq!(
        std::fs::read_dir(folder.path().join("link"))
            .unwrap()
            .count(),
        5
    );
    assert_eq!(
        std::fs::read_dir(folder.path().join("ndjson"))
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn nobody_and_nonsense() {
    let none = run(&["simulate", "-n", "0", "-s", "1"]);
    assert_eq!(
        (none.out.as_str(), none.err.as_str(), none.code),
        ("", "", 0)
    );
    assert_eq!(
        run(&["simulate", "-n", "0", "-s", "1", "-f", "json"]).out,
        "[\n\n]\n"
    );
    for wrong in [
        &["simulate", "-n", "1"][..],
        &["simulate", "-n", "1", "-s", "1", "--short-share", "101"],
        &["simulate", "-n", "1", "-s", "1", "--from", "2023-12-31"],
        &["simulate", "-n", "1", "-s", "1", "--days", "0"],
    ] {
        assert_eq!(run(wrong).code, 2, "{wrong:?}");
    }
}
