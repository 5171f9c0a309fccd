//! Invariants of the source itself: what the engine does not know, and what a page does not say by itself. How plain the
//! words are is in `plain_language/`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder with this ending, with its name from the root.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|end| end == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no .{ending}");
    let name = |path: &Path| {
        path.strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .into_owned()
    };
    found
        .into_iter()
        .map(|path| (name(&path), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The files of a folder that are not tests themselves.
fn sources(folder: &str) -> Vec<(String, String)> {
    files(folder, "rs")
        .into_iter()
        .filter(|(name, _)| !name.ends_with("/tests.rs"))
        .collect()
}

/// The code of a file: without comments and without its tests, which stand at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                ""
            } else {
                line
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a word stands there, not as a part of another one.
fn holds(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(is_part);
        let after = text[at + word.len()..].chars().next().is_some_and(is_part);
        !(before && word.starts_with(is_part) || after && word.ends_with(is_part))
    })
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Names the lines of code that hold one of these words.
fn forbid(folder: &str, words: &[&str]) {
    let mut faults = Vec::new();
    for (name, text) in sources(folder) {
        for (number, line) in code(&text).lines().enumerate() {
            for word in words.iter().filter(|word| holds(line, word)) {
                faults.push(format!("{name}:{}: `{word}`", number + 1));
            }
        }
    }
    report(&faults);
}

#[test]
fn the_engine_knows_no_browser_no_clock_no_chance_and_no_files() {
    forbid(
        "src/engine",
        &[
            "yew",
            "web_sys",
            "js_sys",
            "gloo",
            "wasm_bindgen",
            "std::time",
            "std::fs",
            "std::env",
            "std::net",
            "std::io",
            "std::thread",
            "std::process",
            "SystemTime",
            "Instant",
            "rand",
            "getrandom",
            "println!",
            "eprintln!",
            "dbg!",
            "crate::web",
            "crate::content",
            "crate::cli",
        ],
    );
}

#[test]
fn rules_use_whole_numbers_and_a_fixed_order() {
    forbid(
        "src/engine",
        &["f32", "f64", "HashMap", "HashSet", "RandomState"],
    );
}

#[test]
fn what_can_fail_is_a_value() {
    forbid(
        "src",
        &[
            ".unwrap()",
            ".expect(",
            "panic!",
            "todo!",
            "unimplemented!",
            "unreachable!",
            "unsafe",
        ],
    );
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    let without = |(name, text): (String, String)| (!text.starts_with("//! ")).then_some(name);
    report(
        &["src", "build", "tests"]
            .iter()
            .flat_map(|folder| files(folder, "rs"))
            .filter_map(without)
            .collect::<Vec<_>>(),
    );
}

/// Texts that may stand in a view although they are not content, each with its reason.
const LITERALS: &[(&str, &str)] = &[(
    "Startbeeld",
    "the name of the product is the same in every language",
)];

#[test]
fn views_say_nothing_by_themselves() {
    let spoken = [
        "aria-label=",
        "aria-description=",
        "aria-roledescription=",
        "title=",
        "placeholder=",
        "alt=",
    ];
    let mut faults = Vec::new();
    for (name, text) in sources("src/web") {
        let text = code(&text);
        for (view, number) in views(&text) {
            for literal in literals(view) {
                let (before, words) = literal;
                let attribute = spoken
                    .iter()
                    .any(|name| before.ends_with(name) || before.ends_with(&format!("{name}{{")));
                let node = is_text_node(before);
                let allowed = LITERALS.iter().any(|(known, _)| *known == words);
                if (attribute || node) && words.chars().any(char::is_alphabetic) && !allowed {
                    faults.push(format!(
                        "{name}: in the view that begins on line {number}: {words:?}"
                    ));
                }
            }
        }
    }
    report(&faults);
}

/// Every `html! { ... }` of a file with the line it begins on.
fn views(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("html! {") {
        let rest = &text[at..];
        let mut depth = 0usize;
        let end = rest.char_indices().find_map(|(index, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => return None,
            }
            (depth == 0).then_some(index)
        });
        found.push((
            &rest[..end.unwrap_or(rest.len())],
            text[..at].lines().count() + 1,
        ));
    }
    found
}

/// The string literals of a view, each with the text before it without white space at its end.
fn literals(view: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(open) = view[rest..].find('"').map(|at| rest + at) {
        let Some(close) = view[open + 1..].find('"').map(|at| open + 1 + at) else {
            break;
        };
        found.push((view[..open].trim_end(), &view[open + 1..close]));
        rest = close + 1;
    }
    found
}

/// A literal is what a person reads when it stands between tags: directly, or alone in braces.
fn is_text_node(before: &str) -> bool {
    match before.strip_suffix('{').map(str::trim_end) {
        Some(outside) => {
            outside.ends_with('>') && !outside.ends_with("=>") && !outside.ends_with("->")
        }
        None => before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->"),
    }
}

#[test]
fn the_scan_for_literals_sees_what_it_should() {
    let found = |view: &str| {
        literals(view)
            .iter()
            .filter(|(before, _)| is_text_node(before))
            .count()
    };
    assert_eq!(found(r#"html! { <p>{ "Hallo" }</p>"#), 1);
    assert_eq!(found(r#"html! { <p>{"Hallo"}</p><b>"x"</b>"#), 2);
    assert_eq!(found(r#"html! { <p class="a">{ text("key") }</p>"#), 0);
    assert_eq!(found(r#"match x { A => "class", B => { "other" } }"#), 0);
}

#[test]
fn exceptions_say_why() {
    assert!(LITERALS.iter().all(|(_, reason)| reason.len() > 10));
}
