//! What is promised about languages holds for each of them. That no text is missing or left over, and that placeholders
//! are the same, is checked when the package is built.
#![cfg(feature = "ssr")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use startbeeld::content::{SPOKEN, Spoken, Texts, key, pack_of};
use std::fs;

fn texts(spoken: &Spoken) -> &'static Texts {
    Texts::of(spoken.language).unwrap()
}

#[test]
fn all_six_are_there_and_dutch_comes_first() {
    let tags: Vec<&str> = SPOKEN.iter().map(|spoken| spoken.language.tag()).collect();
    assert_eq!(tags, ["nl", "en", "ar", "tr", "pl", "uk"]);
    assert_eq!(texts(&SPOKEN[0]), Texts::dutch());
}

#[test]
fn the_file_for_oneself_says_its_language_and_direction() {
    for spoken in SPOKEN {
        let direction = if spoken.is_rtl { "rtl" } else { "ltr" };
        assert_eq!(texts(spoken).get(key::FILE_LANGUAGE), spoken.language.tag());
        assert_eq!(texts(spoken).get(key::FILE_DIRECTION), direction);
    }
}

#[test]
fn digits_are_western_everywhere() {
    for spoken in SPOKEN {
        let pack = pack_of(spoken.language).unwrap();
        let other = pack
            .chars()
            .find(|letter| letter.is_numeric() && !letter.is_ascii_digit());
        assert_eq!(other, None, "{}", spoken.name);
    }
}

#[test]
fn each_is_written_in_its_own_letters() {
    for (tag, letters) in [("ar", '\u{600}'..='\u{6ff}'), ("uk", '\u{400}'..='\u{4ff}')] {
        let spoken = SPOKEN.iter().find(|spoken| spoken.language.tag() == tag);
        let pack = pack_of(spoken.unwrap().language).unwrap();
        let words: Vec<char> = pack
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .collect();
        let own = words
            .iter()
            .filter(|letter| letters.contains(letter))
            .count();
        // Names of Dutch offices stay as they are on the door.
        assert!(
            own * 100 > words.len() * 90,
            "{tag}: {own} of {}",
            words.len()
        );
    }
}

#[test]
fn the_document_says_who_has_reviewed_what() {
    let document = fs::read_to_string("docs/languages.md").unwrap();
    for spoken in SPOKEN {
        let tag = format!("(`{}`)", spoken.language.tag());
        let row = document.lines().find(|line| line.contains(&tag)).unwrap();
        let status = if spoken.is_reviewed {
            "| yes |"
        } else {
            "| no |"
        };
        assert!(row.ends_with(status), "{row}");
    }
}
