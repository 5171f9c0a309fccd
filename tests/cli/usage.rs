//! What the program says about itself, and the schema.

use crate::support::{command, run};
use startbeeld::engine::profile::json;

#[test]
fn version_and_help_are_answers() {
    let version = run(&["--version"]);
    assert_eq!(
        (version.out.as_str(), version.code),
        (concat!("startbeeld ", env!("CARGO_PKG_VERSION"), "\n"), 0)
    );
    let help = run(&["--help"]);
    for word in [
        "validate",
        "open",
        "export",
        "schema",
        "Exit status",
        "Examples",
        "standard input",
    ] {
        assert!(help.out.contains(word), "{word}");
    }
    assert_eq!((help.err.as_str(), help.code), ("", 0));
    for command in [
        "validate", "open", "export", "keygen", "seal", "check", "schema",
    ] {
        let help = run(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Usage: startbeeld"), "{}", help.out);
    }
}

#[test]
fn the_columns_are_documented() {
    let help = run(&["export", "--help"]).out;
    for column in crate::export::COLUMNS.split(',') {
        assert!(
            help.split_whitespace().any(|word| word == column),
            "{column}"
        );
    }
}

#[test]
fn what_cannot_be_understood_is_a_usage_error() {
    let wrong: [&[&str]; 7] = [
        &[],
        &["unknown"],
        &["validate", "--unknown"],
        &["export"],
        &["export", "--format", "xml"],
        &[
            "export",
            "--format",
            "csv",
            "--out",
            "/no/such/folder/out.csv",
        ],
        &["schema", "unknown"],
    ];
    for arguments in wrong {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(
            !run.err.is_empty() && !run.err.contains("panicked"),
            "{arguments:?}: {}",
            run.err
        );
    }
}

#[test]
fn the_schema_is_the_one_of_the_engine() {
    let expected = format!("{:#}\n", json::schema());
    for arguments in [["schema"].as_slice(), &["schema", "profile"]] {
        let run = run(arguments);
        assert_eq!(
            (run.out.as_str(), run.err.as_str(), run.code),
            (expected.as_str(), "", 0)
        );
    }
}

#[test]
fn help_that_nobody_reads_is_not_an_error() {
    let mut child = command(&["--help"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), b"".as_slice())
    );
}
