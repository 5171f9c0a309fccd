//! `startbeeld check`: configurations, sites and the content on board.

use crate::support::{Folder, pipe, run, run_in};

const GOOD: &str = r#"{"name":"Gemeente Zandmeer","sharing":["qr","print"]}"#;
const BAD: &str = r#"{"name":"Gemeente Zandmeer","kiosk":{"idle_seconds":5},"sharing":["fax"]}"#;

#[test]
fn without_arguments_the_content_on_board_is_checked() {
    let run = run(&["check"]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        ("ok content\n", "", 0)
    );
}

#[test]
fn a_good_configuration_is_ok() {
    let folder = Folder::new();
    folder.write("config.json", GOOD);
    let run = run_in(&folder, &["check", "config.json"]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        ("ok content\nok config.json\n", "", 0)
    );
    let quiet = run_in(&folder, &["check", "--quiet", "config.json"]);
    assert_eq!((quiet.out.as_str(), quiet.code), ("", 0));
    assert_eq!(pipe(&["check", "-"], GOOD).code, 0);
}

#[test]
fn a_bad_configuration_is_named_with_file_and_field() {
    let folder = Folder::new();
    folder.write("bad.json", BAD);
    folder.write("good.json", GOOD);
    let run = run_in(&folder, &["check", "bad.json", "good.json"]);
    assert_eq!(run.code, 1);
    assert!(run.out.ends_with("ok good.json\n"), "{}", run.out);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.err);
    assert!(lines[0].starts_with("bad.json: kiosk.idle_seconds: 5 does not fit; expected"));
    assert!(lines[1].starts_with("bad.json: sharing[0]: "));
    assert!(lines[2].starts_with("bad.json: sharing: "));
}

#[test]
fn a_doubt_is_told_and_no_reason_to_fail() {
    let folder = Folder::new();
    folder.write(
        "c.json",
        r#"{"nmae":"x","logo":{"src":"logo.svg","alt":"x"}}"#,
    );
    let run = run_in(&folder, &["check", "c.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err
            .contains("c.json: note: nmae: there is no such field"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("logo.src: there is no file logo.svg"),
        "{}",
        run.err
    );
    folder.write("logo.svg", "<svg/>");
    assert!(
        !run_in(&folder, &["check", "c.json"])
            .err
            .contains("logo.src")
    );
}

#[test]
fn what_is_no_json_or_not_there_is_bad() {
    let folder = Folder::new();
    folder.write("c.json", "{");
    let run = run_in(&folder, &["check", "c.json", "none.json"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("c.json: this is no JSON"), "{}", run.err);
    assert!(
        run.err.contains("none.json: it cannot be read"),
        "{}",
        run.err
    );
    assert_eq!(run_in(&folder, &["check", "--unknown"]).code, 2);
}

#[test]
fn a_site_is_checked_with_its_configuration() {
    let folder = Folder::new();
    for file in ["index.html", "coach/index.html", "worker.js"] {
        folder.write(&format!("site/{file}"), "x");
    }
    assert_eq!(run_in(&folder, &["check", "site"]).code, 0);
    folder.write("site/config.json", BAD);
    let run = run_in(&folder, &["check", "site"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("site: config.json: kiosk.idle_seconds: 5"),
        "{}",
        run.err
    );
    std::fs::remove_file(folder.path().join("site/worker.js")).unwrap();
    assert!(
        run_in(&folder, &["check", "site"])
            .err
            .contains("site: worker.js is not there")
    );
}

#[test]
fn nothing_in_a_configuration_steers_the_terminal() {
    let run = pipe(&["check", "-"], "{\"\\u001b[31m\":1}");
    assert!(!run.err.contains('\u{1b}'), "{:?}", run.err);
}
