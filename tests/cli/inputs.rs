//! What can be given, what it is called, and what happens with bad ones between good ones.

use crate::support::{Folder, Run, code, line, link, numbered, page, pipe, rich, run_in};
use startbeeld::engine::profile::json;

/// One file called `in`: the names that are good, the beginnings of the messages, and the exit status that follows.
pub fn check(content: impl AsRef<[u8]>, good: &[&str], bad: &[&str]) {
    let folder = Folder::new();
    folder.write("in", content);
    check_run(&run_in(&folder, &["validate", "in"]), good, bad);
}

fn check_run(run: &Run, good: &[&str], bad: &[&str]) {
    let expected: String = good.iter().map(|name| format!("ok {name}\n")).collect();
    assert_eq!(run.out, expected, "{}", run.err);
    let mut messages: Vec<&str> = run.err.lines().collect();
    let all = good.len() + bad.len();
    if all > 1 {
        assert_eq!(
            messages.pop(),
            Some(format!("{all} profiles: {} good, {} bad", good.len(), bad.len()).as_str())
        );
    }
    assert_eq!(messages.len(), bad.len(), "{messages:?}");
    for (message, start) in messages.iter().zip(bad) {
        assert!(message.starts_with(start), "{message} / {start}");
    }
    assert_eq!(run.code, i32::from(!bad.is_empty()));
}

#[test]
fn every_carrier_of_one_profile() {
    for profile in [rich(), numbered(1), crate::support::profile(&[])] {
        check(page(&profile), &["in"], &[]);
        check(page(&profile).replace('\n', "\r\n"), &["in"], &[]);
        check(json::to_json_pretty(&profile), &["in"], &[]);
        check(
            format!(
                "\u{feff}{}\r\n",
                json::to_json_pretty(&profile).replace('\n', "\r\n")
            ),
            &["in"],
            &[],
        );
        check(line(&profile), &["in"], &[]);
        check(format!("\n\n{}\n\n", line(&profile)), &["in"], &[]);
        check(code(&profile), &["in"], &[]);
        check(link(&profile), &["in"], &[]);
        check(
            format!("Dag,\nhier is mijn link: {}.\nGroet\n", link(&profile)),
            &["in"],
            &[],
        );
        check(
            format!(
                "Dag,\n{}\nen nog een keer\n<{}>\n",
                link(&profile),
                link(&profile)
            ),
            &["in"],
            &[],
        );
    }
}

#[test]
fn a_link_that_a_mail_program_wrapped_is_one_profile() {
    let link = link(&rich());
    let (one, two) = link.split_at(link.len() - 20);
    check(format!("{one}\n{two}\n"), &["in"], &[]);
    check(format!("Dag,\n\n{one}=\n{two}\n\nGroet\n"), &["in"], &[]);
}

#[test]
fn lists_of_every_kind() {
    let [a, b, c] = [rich(), numbered(1), numbered(2)];
    let names = ["in:1", "in:2", "in:3"];
    check([line(&a), line(&b), line(&c)].join("\n"), &names, &[]);
    check([code(&a), code(&b), code(&c)].join("\n"), &names, &[]);
    check(
        [link(&a), link(&b), link(&c)].join("\r\n") + "\r\n",
        &names,
        &[],
    );
    check([line(&a), code(&b), link(&c)].join("\n"), &names, &[]);
    check(
        format!("\n{}\n\n{}\n", line(&a), line(&a)),
        &["in:2", "in:4"],
        &[],
    );
    check(
        format!("Twee mensen:\n{}\n{}\n", link(&a), link(&b)),
        &["in:2", "in:3"],
        &[],
    );
}

#[test]
fn arrays_of_every_kind() {
    let [a, b] = [rich(), numbered(1)];
    check(
        format!("[\n{},\n{}\n]\n", line(&a), line(&b)),
        &["in:2", "in:3"],
        &[],
    );
    check(
        format!("[{},{}]", line(&a), line(&b)),
        &["in[1]", "in[2]"],
        &[],
    );
    check(
        format!(
            "[{},\n{{}},{}]",
            json::to_json_pretty(&a),
            json::to_json_pretty(&b)
        ),
        &["in[1]", "in[3]"],
        &["in[2]: not a"],
    );
    check("[]", &[], &[]);
}

#[test]
fn standard_input_is_a_dash() {
    let [a, b] = [rich(), numbered(1)];
    check_run(&pipe(&["validate"], line(&a)), &["-"], &[]);
    check_run(&pipe(&["validate", "-"], page(&a)), &["-"], &[]);
    check_run(
        &pipe(&["validate"], format!("{}\n\nx\n{}", code(&a), code(&b))),
        &["-:1", "-:4"],
        &["-:3: not a"],
    );
    check_run(&pipe(&["validate"], ""), &[], &["-: nothing to read"]);
}

#[test]
fn folders_are_read_in_order_with_everything_in_them() {
    let folder = Folder::new();
    folder.write("in/b.json", line(&rich()));
    folder.write("in/a/z.html", page(&rich()));
    folder.write("in/a/deep/er/x.txt", link(&rich()));
    folder.write(
        "in/c.ndjson",
        [line(&rich()), line(&numbered(1))].join("\n"),
    );
    folder.write("in/d.txt", "niets");
    folder.write("in/.hidden", "niets");
    std::fs::create_dir(folder.path().join("in/empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("in/round")).unwrap();
    let good = [
        "in/a/deep/er/x.txt",
        "in/a/z.html",
        "in/b.json",
        "in/c.ndjson:1",
        "in/c.ndjson:2",
    ];
    check_run(
        &run_in(&folder, &["validate", "in"]),
        &good,
        &["in/d.txt: not a"],
    );
}

#[test]
fn a_name_that_does_not_exist_does_not_stop_the_others() {
    let folder = Folder::new();
    folder.write("a", line(&rich()));
    let run = run_in(&folder, &["validate", "missing", "a"]);
    check_run(&run, &["a"], &["missing: there is no such file or folder"]);
}

#[test]
fn quiet_prints_only_what_is_bad() {
    let folder = Folder::new();
    folder.write("a", line(&rich()));
    folder.write("b", "x");
    let run = run_in(&folder, &["validate", "--quiet", "a", "a"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "", 0));
    let run = run_in(&folder, &["validate", "-q", "a", "b"]);
    assert_eq!(
        (run.out.as_str(), run.err.lines().count(), run.code),
        ("", 2, 1)
    );
}

#[cfg(unix)]
#[test]
fn a_hostile_name_stays_on_its_line() {
    let folder = Folder::new();
    folder.write("=a\u{1b}[2J\nok b", line(&rich()));
    let run = run_in(&folder, &["validate", "=a\u{1b}[2J\nok b"]);
    assert_eq!(run.out, "ok ./=a\u{fffd}[2J\u{fffd}ok b\n");
}
