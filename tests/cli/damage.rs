//! Bad profiles between good ones, what is no profile at all, and what is too large.

use crate::inputs::check;
use crate::support::{code, line, link, numbered, page, pipe, rich};

#[test]
fn bad_ones_stand_between_good_ones() {
    let [a, b, c] = [rich(), numbered(1), numbered(2)];
    let cut = |text: String| text[..text.len() - 9].to_owned();
    let off = line(&b).replace(
        "\"domain.money.level\":\"2\"",
        "\"domain.money.level\":\"9\"",
    );
    check(
        [line(&a), off.clone(), line(&c)].join("\n"),
        &["in:1", "in:3"],
        &["in:2: the answer to domain.money.level"],
    );
    check(
        [off, line(&a), line(&c)].join("\n"),
        &["in:2", "in:3"],
        &["in:1: the answer to domain.money.level"],
    );
    check(
        [cut(line(&a)), line(&b)].join("\n"),
        &["in:2"],
        &["in:1: the end is missing"],
    );
    check(
        [code(&a), cut(code(&b)), "nonsense".into(), code(&c)].join("\n"),
        &["in:1", "in:4"],
        &["in:2: the end", "in:3: not a"],
    );
    check(
        [cut(code(&a)), code(&b)].join("\n"),
        &["in:2"],
        &["in:1: the end is missing"],
    );
    check(
        [line(&a), line(&b).replace("\"1.0\"", "\"2.0\"")].join("\n"),
        &["in:1"],
        &["in:2: made by a newer version"],
    );
    check(
        [line(&a), line(&b).replace("2026-11-21", "2026-13-01")].join("\n"),
        &["in:1"],
        &["in:2: the part `created`"],
    );
}

#[test]
fn what_is_no_profile_says_so() {
    check("", &[], &["in: nothing to read"]);
    check(" \n\n", &[], &["in: nothing to read"]);
    check(
        "Dag coach,\ntot morgen.\n",
        &[],
        &["in: not a Startbeeld profile"],
    );
    check(
        "<!doctype html>\n<p>Iets anders</p>",
        &[],
        &["in: not a Startbeeld profile"],
    );
    check("{\"a\":1}", &[], &["in: not a Startbeeld profile"]);
    check("{\n", &[], &["in: the end is missing"]);
}

#[test]
fn text_that_is_not_utf_8() {
    let mut latin = b"Beste co\xebrdinator,\n".to_vec();
    check(&latin, &[], &["in: not UTF-8 text"]);
    latin.extend(link(&rich()).bytes());
    check(&latin, &["in:2"], &[]);
    check(
        [line(&rich()).as_bytes(), b"\n{\"\xff\":1}\n"].concat(),
        &["in:1"],
        &["in:2: not UTF-8 text"],
    );
    let utf_16: Vec<u8> = page(&rich())
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(utf_16, &[], &["in: not UTF-8 text"]);
}

#[test]
fn what_is_too_large_is_refused_and_passed_over() {
    let large = "x".repeat(1_100_000);
    check(&large, &[], &["in: larger than"]);
    check(format!("Dag\n{large}\n"), &[], &["in: larger than"]);
    let document = format!("{{\n\"a\":\"{large}\"\n}}");
    check(document, &[], &["in: larger than"]);
    check(
        [line(&rich()), large.clone(), line(&numbered(1))].join("\n"),
        &["in:1", "in:3"],
        &["in:2: larger than"],
    );
    check(
        [large, line(&rich())].join("\n"),
        &["in:2"],
        &["in:1: larger than"],
    );
    let long_page = page(&rich()).replace("</html>", &format!("{}</html>", " ".repeat(999_000)));
    check(long_page, &["in"], &[]);
}

#[test]
fn a_damaged_first_line_costs_one_profile_of_a_large_list() {
    let many: Vec<String> = (0..6000).map(|number| line(&numbered(number))).collect();
    let text = format!("{{\"type\":\n{}", many.join("\n"));
    assert!(text.len() > 1_200_000);
    let run = pipe(&["validate"], text);
    assert_eq!(run.out.lines().count(), 6000);
    assert_eq!(
        run.err,
        "-:1: the end is missing: copy the whole link or ask for the file\n6001 profiles: 6000 good, 1 bad\n"
    );
}
