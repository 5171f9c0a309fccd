//! The formats that other programs read.

use crate::support::{Folder, line, numbered, page, pipe, profile, rich, run_in};
use startbeeld::engine::Profile;

/// The columns of csv are a promise: this line never changes, it only grows at the end.
pub const COLUMNS: &str = "file,created,language,route,instrument,rules,domain.money.level,domain.work.level,\
domain.daytime.level,domain.housing.level,domain.home.level,domain.mind.level,domain.body.level,\
domain.substances.level,domain.selfcare.level,domain.household.level,domain.network.level,\
domain.participation.level,domain.justice.level";

fn export(format: &str, input: &str) -> String {
    let run = pipe(&["export", "--format", format], input);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn csv_has_the_promised_columns() {
    let run = pipe(
        &["export", "--format", "csv"],
        [line(&rich()), line(&profile(&[]))].join("\n"),
    );
    let expected = format!(
        "{COLUMNS}\n-:1,2026-11-21,nl,full,1,steering/1,2,3,,,,1,,,,,unknown,,\n-:2,2026-11-21,nl,full,1,steering/1,,,,,,,,,,,,,\n"
    );
    assert_eq!((run.out, run.code), (expected, 0));
}

#[test]
fn csv_without_profiles_is_its_header() {
    let run = pipe(&["export", "--format", "csv"], "");
    assert_eq!((run.out, run.code), (format!("{COLUMNS}\n"), 1));
}

#[test]
fn csv_leaves_out_parenting_and_own_words() {
    let hostile = profile(&[
        ("domain.parenting.applies", "yes"),
        ("domain.parenting.level", "1"),
        ("plan.goal_own", "=HYPERLINK(\"http://kwaad\"),\n\"x\""),
    ]);
    let out = export("csv", &line(&hostile));
    assert_eq!(
        out,
        format!("{COLUMNS}\n-,2026-11-21,nl,full,1,steering/1,,,,,,,,,,,,,\n")
    );
}

#[test]
fn csv_quotes_the_names_of_files() {
    let folder = Folder::new();
    folder.write("in/een, \"twee\".json", line(&numbered(0)));
    let run = run_in(&folder, &["export", "--format", "csv", "in"]);
    assert!(
        run.out.contains(
            "\n\"in/een, \"\"twee\"\".json\",2026-11-21,nl,full,1,steering/1,1,1,,,,,,,,,,,\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn json_is_one_array_with_every_profile_whole() {
    let profiles = [rich(), profile(&[]), numbered(3)];
    let input: Vec<String> = profiles.iter().map(line).collect();
    for input in [&input[..1], &input] {
        let out = export("json", &input.join("\n"));
        let back: Vec<Profile> = serde_json::from_str(&out).unwrap();
        assert_eq!(back, profiles[..input.len()]);
        assert_eq!(pipe(&["export", "--format", "json"], out.clone()).out, out);
    }
    assert_eq!(pipe(&["export", "--format", "json"], "").out, "[]\n");
}

#[test]
fn ndjson_is_a_profile_on_each_line() {
    let input = [line(&rich()), line(&profile(&[]))].join("\n") + "\n";
    assert_eq!(export("ndjson", &input), input);
    assert_eq!(export("ndjson", &page(&rich())), line(&rich()) + "\n");
}

#[test]
fn bad_profiles_are_left_out_and_named() {
    let input = [line(&rich()), "{}".into(), line(&numbered(1))].join("\n");
    for format in ["json", "ndjson", "csv"] {
        let run = pipe(&["export", "--format", format], input.as_bytes());
        let whole = pipe(
            &["export", "--format", format],
            [line(&rich()), line(&numbered(1))].join("\n"),
        );
        assert_eq!(run.out.replace("-:3", "-:2"), whole.out);
        assert_eq!(run.code, 1);
        assert!(
            run.err.starts_with("-:2: not a Startbeeld profile"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_file_may_stand_where_it_is_read() {
    let folder = Folder::new();
    folder.write("a.json", line(&rich()));
    folder.write("all.ndjson", "an earlier result");
    let run = run_in(
        &folder,
        &["export", "--format", "ndjson", "--out", "all.ndjson", "."],
    );
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "", 0));
    assert_eq!(folder.read("all.ndjson"), line(&rich()) + "\n");
    let run = run_in(
        &folder,
        &["export", "--format", "json", "--out", "a.json", "a.json"],
    );
    assert_eq!(run.code, 0);
    assert_eq!(folder.read("a.json"), format!("[\n{}\n]\n", line(&rich())));
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing half-written stays behind");
}
