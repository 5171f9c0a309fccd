//! Making keys, sealing and opening.

use crate::support::{Folder, Run, code, command, line, numbered, rich, run_in};
use startbeeld::engine::profile::passphrase;

/// A folder with a key `a.key`, its public part `a.json`, its passphrase `pass`, and a profile `in`.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("pass", "Een lang genoeg woord\n");
    folder.write("in", code(&rich()));
    keygen(&folder, "a");
    folder
}

fn keygen(folder: &Folder, name: &str) {
    let file = format!("{name}.key");
    let run = run_in(
        folder,
        &["keygen", "--out", &file, "--passphrase-file", "pass"],
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    folder.write(&format!("{name}.json"), &run.out);
}

fn good(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
}

fn seal(folder: &Folder, name: &str, more: &[&str]) -> String {
    let arguments = [&["seal", "--key", name], more].concat();
    good(run_in(folder, &arguments))
}

const OPEN: [&str; 6] = [
    "export",
    "--format",
    "ndjson",
    "--passphrase-file",
    "pass",
    "--key",
];

fn open(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder, &[&OPEN, more].concat())
}

#[test]
fn what_is_sealed_to_a_key_opens_with_it() {
    let folder = folder();
    let sealed = seal(&folder, "a.json", &["in"]);
    folder.write("sealed", &sealed);
    let expected = line(&rich()) + "\n";
    assert_eq!(good(open(&folder, &["a.key", "sealed"])), expected);
    assert_ne!(
        seal(&folder, "a.json", &["in"]),
        sealed,
        "each time another"
    );
    let link = seal(
        &folder,
        "a.json",
        &[
            "--as",
            "link",
            "--coach-page",
            "https://voorbeeld.nl/coach/",
            "in",
        ],
    );
    assert!(link.starts_with("https://voorbeeld.nl/coach/#p=eyJ"));
    folder.write(
        "mail",
        format!("Dag,\nhier is mijn link: {}.\nGroet\n", link.trim()),
    );
    assert_eq!(good(open(&folder, &["a.key", "mail"])), expected);
    seal(&folder, "a.json", &["--as", "file", "--out", ".", "in"]);
    assert!(folder.read("startbeeld-1.html").contains("content=\"eyJ"));
    assert_eq!(
        good(open(&folder, &["a.key", "startbeeld-1.html"])),
        expected
    );
    let text = good(run_in(
        &folder,
        &[
            "open",
            "--key",
            "a.key",
            "--passphrase-file",
            "pass",
            "sealed",
        ],
    ));
    assert!(text.contains("== sealed =="));
}

#[test]
fn without_the_key_it_says_what_is_missing() {
    let folder = folder();
    keygen(&folder, "b");
    folder.write("sealed", seal(&folder, "a.json", &["in"]));
    let run = run_in(&folder, &["validate", "sealed"]);
    assert!(
        run.err.starts_with("sealed: sealed: give the private key"),
        "{}",
        run.err
    );
    assert_eq!(run.code, 1);
    let run = open(&folder, &["b.key", "sealed"]);
    assert!(
        run.err.starts_with("sealed: sealed to another key"),
        "{}",
        run.err
    );
    let run = open(&folder, &["b.key", "--key", "a.key", "sealed", "in"]);
    assert_eq!(run.code, 0, "old keys go on opening: {}", run.err);
    let run = run_in(&folder, &["validate", "a.key"]);
    assert!(
        run.err.starts_with("a.key: a private key, not a profile"),
        "{}",
        run.err
    );
}

#[test]
fn bad_ones_stand_between_sealed_ones() {
    let folder = folder();
    folder.write(
        "many",
        format!(
            "{}\n{}\n{}\n",
            code(&rich()),
            code(&numbered(1)),
            code(&numbered(2))
        ),
    );
    let run = run_in(&folder, &["seal", "--key", "a.json", "many"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "3 profiles: 3 good, 0 bad\n")
    );
    let mut lines: Vec<String> = run.out.lines().map(str::to_owned).collect();
    let letter = if &lines[1][300..301] == "A" { "B" } else { "A" };
    lines[1].replace_range(300..301, letter);
    lines.push(lines[0][..320].to_owned());
    folder.write("sealed", lines.join("\n"));
    let run = open(&folder, &["a.key", "sealed"]);
    assert_eq!(
        run.out,
        format!("{}\n{}\n", line(&rich()), line(&numbered(2)))
    );
    let messages: Vec<&str> = run.err.lines().collect();
    assert!(messages[0].starts_with("sealed:2: damaged"), "{messages:?}");
    assert!(
        messages[1].starts_with("sealed:4: the end is missing"),
        "{messages:?}"
    );
    assert_eq!((messages[2], run.code), ("4 profiles: 2 good, 2 bad", 1));
    // Sealed profiles cannot be sealed once more without opening them.
    let run = run_in(&folder, &["seal", "--key", "a.json", "sealed"]);
    assert_eq!((run.out.as_str(), run.code), ("", 1));
}

#[test]
fn six_words_seal_and_open() {
    let folder = folder();
    let run = run_in(&folder, &["seal", "--generate", "in"]);
    let words = run
        .err
        .trim()
        .strip_prefix("passphrase: ")
        .unwrap()
        .to_owned();
    assert_eq!((passphrase::check(&words), run.code), (Ok(()), 0));
    folder.write("sealed", &run.out);
    folder.write("words", words.to_uppercase().replace(' ', "-"));
    let with = |file: &str| run_in(&folder, &["validate", "--passphrase-file", file, "sealed"]);
    assert_eq!(good(with("words")), "ok sealed\n");
    let run = with("pass");
    assert!(
        run.err.starts_with("sealed: the passphrase does not fit"),
        "{}",
        run.err
    );
    assert_eq!(run.code, 1);
    let run: Run = command(&["validate", "sealed"])
        .current_dir(folder.path())
        .env("STARTBEELD_PASSPHRASE", &words)
        .output()
        .unwrap()
        .into();
    assert_eq!(good(run), "ok sealed\n");
}

#[test]
fn keys_are_kept_with_care() {
    let folder = folder();
    let again = ["keygen", "--out", "a.key", "--passphrase-file", "pass"];
    let before = folder.read("a.key");
    let run = run_in(&folder, &again);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("it is there already"), "{}", run.err);
    assert_eq!(folder.read("a.key"), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join("a.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let config = good(run_in(
        &folder,
        &[
            "keygen",
            "--out",
            "c.key",
            "--config",
            "a.json",
            "--passphrase-file",
            "pass",
        ],
    ));
    folder.write("both.json", &config);
    let old = folder.read("a.json");
    let old = old.trim().strip_prefix("{\"keys\":[").unwrap();
    assert!(
        config.trim().ends_with(old),
        "the old key stays, behind the new one"
    );
    folder.write("sealed", seal(&folder, "both.json", &["in"]));
    assert_eq!(open(&folder, &["c.key", "sealed"]).code, 0);
    assert_eq!(open(&folder, &["a.key", "sealed"]).code, 1);
    let run = run_in(&folder, &["keygen", "--out", "d.key", "--generate"]);
    let words = run.err.trim().strip_prefix("passphrase: ").unwrap();
    folder.write("words", words);
    let run = run_in(
        &folder,
        &[
            "validate",
            "--key",
            "d.key",
            "--passphrase-file",
            "words",
            "in",
        ],
    );
    assert_eq!(good(run), "ok in\n");
}

#[test]
fn what_does_not_open_stops_the_command() {
    let folder = folder();
    folder.write("short", "kort\n");
    folder.write("empty.json", "{\"keys\":[]}");
    let wrong: [(&[&str], &str); 9] = [
        (
            &["keygen", "--out", "x.key", "--passphrase-file", "short"],
            "fewer than 12",
        ),
        (
            &[
                "keygen",
                "--out",
                "no/such/x.key",
                "--passphrase-file",
                "pass",
            ],
            "cannot be written",
        ),
        (&["seal", "in"], "nobody to seal to"),
        (&["seal", "--key", "empty.json", "in"], "empty.json: no key"),
        (&["seal", "--key", "in", "in"], "in: no key as JSON"),
        (
            &["seal", "--key", "a.json", "--as", "link", "in"],
            "--coach-page",
        ),
        (
            &["validate", "--key", "in", "--passphrase-file", "pass", "in"],
            "in: not a private key",
        ),
        (
            &[
                "validate",
                "--key",
                "none",
                "--passphrase-file",
                "pass",
                "in",
            ],
            "none: it cannot be read",
        ),
        (
            &[
                "validate",
                "--key",
                "a.key",
                "--passphrase-file",
                "short",
                "in",
            ],
            "a.key: none of the passphrases",
        ),
    ];
    for (arguments, message) in wrong {
        let run = run_in(&folder, arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(message), "{arguments:?}: {}", run.err);
    }
    assert!(!folder.path().join("x.key").exists());
}
