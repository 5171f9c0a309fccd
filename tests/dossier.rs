//! The vectors of the dossier in `tests/dossiers/`: each opens to what it says, or is refused for what it says.
//!
//! `WRITE_DOSSIERS=1 cargo test --all-features --test dossier` writes them again from the code below.
#![cfg(all(feature = "json", feature = "crypto", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

mod people;

use serde_json::{Value, json};
use startbeeld::crypto::{
    KeyRandom, Keyring, PassphraseRandom, key_pair, seal_dossier_to_key, seal_dossier_to_passphrase,
};
use startbeeld::engine::desk::dossier::{self, Dossier};
use startbeeld::engine::desk::{Desk, Mark, Opinion, Party, Role, Stance, Term};
use startbeeld::engine::profile::sealed::{Content, Envelope, PrivateKey};
use startbeeld::engine::profile::{Found, find};
use startbeeld::engine::{Date, Domain};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

const WORDS: &str = "appel fiets zomer kano lepel panda";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/dossiers")
}

fn bytes<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap()))
}

/// A key that stands in the vectors, so it must never be used for anything else.
fn private() -> PrivateKey {
    key_pair(bytes(1)).unwrap()
}

fn day(number: u32) -> Date {
    Date::from_calendar(2026, 11, number).unwrap()
}

/// A desk on which everything is used.
fn full() -> Desk {
    let mark = |number| Mark {
        by: Role::WorkCoach,
        on: day(number),
    };
    let profile = people::withdrawn_man().profile();
    let mut desk = Desk::of(Rc::new(profile.clone()));
    desk.judge(Domain::Money, Opinion::Level(Some(4)), mark(22));
    desk.judge(
        Domain::Money,
        Opinion::Stance(Some(Stance::Differ)),
        mark(22),
    );
    desk.judge(
        Domain::Work,
        Opinion::Note("Vraag naar de cursus.\nRustig aan.".into()),
        mark(23),
    );
    desk.strike(&profile, 1);
    let place = desk.ask(&profile, mark(23)).unwrap();
    desk.write_question(place, "Hoe was de reis hierheen?", mark(23));
    desk.agree(mark(24));
    desk.amend(0, Term::Who(Party::Together), mark(24));
    desk.amend(0, Term::What("Samen de brief lezen".into()), mark(24));
    desk.amend(0, Term::When("maandag".into()), mark(24));
    desk.amend(0, Term::LookBack(Some(day(30))), mark(24));
    desk
}

fn text(desk: &Desk) -> String {
    dossier::to_json(desk, Role::WorkCoach, day(24))
}

fn value(desk: &Desk) -> Value {
    serde_json::from_str(&text(desk)).unwrap()
}

/// The vectors as the code makes them.
fn made() -> BTreeMap<String, Value> {
    let named = |(name, mut vector): (&str, Value)| {
        vector["name"] = json!(name);
        (name.to_owned(), vector)
    };
    let desk = full();
    let changed = CHANGED.iter().map(|(name, error, change)| {
        let mut document = value(&desk);
        change(&mut document);
        let input = document.to_string();
        let vector = match *error {
            "" => json!({ "input": input, "dossier": value(&desk) }),
            error => json!({ "input": input, "error": error }),
        };
        (*name, vector)
    });
    whole().into_iter().chain(changed).map(named).collect()
}

/// Those that are written as they are, open and sealed.
fn whole() -> Vec<(&'static str, Value)> {
    let desk = full();
    let only = Desk::of(Rc::clone(&desk.profiles[0]));
    let key = KeyRandom {
        ephemeral: bytes(33),
        iv: bytes(65),
    };
    let random = PassphraseRandom {
        salt: bytes(97),
        content_key: bytes(129),
        iv: bytes(65),
    };
    let to_key = seal_dossier_to_key(&text(&desk), &private().public, &key).unwrap() + "\n";
    let to_words = seal_dossier_to_passphrase(&text(&desk), WORDS, &random) + "\n";
    let newer = text(&desk).replacen("\"1.0\",\"saved\"", "\"2.0\",\"saved\"", 1);
    let newer = seal_dossier_to_passphrase(&newer, WORDS, &random) + "\n";
    let jwk: Value = serde_json::from_str(&private().jwk()).unwrap();
    vec![
        (
            "profile-only",
            json!({ "input": text(&only), "dossier": value(&only) }),
        ),
        (
            "full",
            json!({ "input": text(&desk), "dossier": value(&desk) }),
        ),
        (
            "sealed-key",
            json!({ "input": to_key, "jwk": jwk, "dossier": value(&desk) }),
        ),
        (
            "sealed-words",
            json!({ "input": to_words, "words": WORDS, "dossier": value(&desk) }),
        ),
        (
            "sealed-newer",
            json!({ "input": newer, "words": WORDS, "error": "newer" }),
        ),
        (
            "cut",
            json!({ "input": text(&desk)[..300], "error": "damaged" }),
        ),
    ]
}

type Change = fn(&mut Value);

/// What is changed in a whole one, and the error; without one it opens all the same.
const CHANGED: [(&str, &str, Change); 16] = [
    ("newer-minor", "", |value| value["version"] = json!("1.9")),
    ("unknown-parts", "", |value| {
        value["later"] = json!([1, { "x": null }]);
        value["views"]["garden"] = json!("?");
    }),
    ("newer", "newer", |value| value["version"] = json!("2.0")),
    ("version-0", "part:version", |value| {
        value["version"] = json!("0.1")
    }),
    ("foreign", "foreign", |value| {
        value["type"] = json!("boodschappen")
    }),
    ("no-profiles", "part:profiles", |value| {
        value["profiles"] = json!([])
    }),
    ("profile-newer", "profile:newer", |value| {
        value["profiles"][0]["version"] = json!("2.0");
    }),
    (
        "profile-off-scale",
        "profile:out-of-scale:domain.money.level",
        |value| value["profiles"][0]["answers"]["domain.money.level"] = json!("9"),
    ),
    ("level-6", "part:views", |value| {
        value["views"]["money"]["level"] = json!(6)
    }),
    ("view-empty", "part:views", |value| {
        value["views"]["money"] = json!({ "by": "other", "on": "2026-11-22" });
    }),
    ("note-501", "part:views", |value| {
        value["views"]["work"]["note"] = json!("x".repeat(501));
    }),
    ("role-a-name", "part:by", |value| {
        value["by"] = json!("Annie")
    }),
    ("day-that-is-none", "part:saved", |value| {
        value["saved"] = json!("2026-02-30")
    }),
    ("line-empty", "part:guide", |value| {
        value["guide"][0] = json!({ "line": "" })
    }),
    ("agreement-blank", "part:agreements", |value| {
        value["agreements"][0]["what"] = json!(" ");
    }),
    ("agreements-text", "part:agreements", |value| {
        value["agreements"] = json!("geen")
    }),
];

fn kept() -> BTreeMap<String, Value> {
    let files = fs::read_dir(folder()).unwrap();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (
            name,
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap(),
        )
    };
    files.map(|file| read(file.unwrap().path())).collect()
}

#[test]
fn the_vectors_are_those_of_the_code() {
    let made = made();
    if std::env::var_os("WRITE_DOSSIERS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        for (name, vector) in &made {
            fs::write(
                folder().join(format!("{name}.json")),
                format!("{vector:#}\n"),
            )
            .unwrap();
        }
        let schema = folder().join("../../schema/dossier.json");
        fs::write(schema, format!("{:#}\n", dossier::schema())).unwrap();
    }
    assert_eq!(kept(), made);
}

/// What is inside: of something sealed after it was opened as a coach opens it.
fn plaintext(vector: &Value) -> Vec<u8> {
    let input = vector["input"].as_str().unwrap();
    let mut keyring = Keyring::default();
    if let Some(words) = vector["words"].as_str() {
        keyring.passphrases.push(words.to_owned());
    }
    if vector["jwk"].is_object() {
        let jwk = vector["jwk"].to_string();
        keyring
            .keys
            .push(PrivateKey::from_jwk(jwk.as_bytes()).unwrap());
    }
    if keyring.keys.is_empty() && keyring.passphrases.is_empty() {
        return input.as_bytes().to_vec();
    }
    let Found::Sealed(envelope) = find(input).unwrap() else {
        panic!("it is not sealed");
    };
    assert_eq!(envelope.content, Content::Dossier);
    assert_eq!(
        keyring.open(&envelope).unwrap_err().id(),
        "dossier",
        "it is no profile"
    );
    assert_eq!(Envelope::parse(input.trim()).unwrap(), *envelope);
    keyring.plaintext(&envelope).unwrap()
}

#[test]
fn every_vector_opens_or_is_refused_as_it_says() {
    let all = kept();
    assert!(all.len() > 15);
    for (name, vector) in all {
        match dossier::read(&plaintext(&vector)) {
            Ok(Dossier { saved, by, desk }) => {
                let again = dossier::to_json(&desk, by, saved);
                let again: Value = serde_json::from_str(&again).unwrap();
                assert_eq!(again, vector["dossier"], "{name}");
            }
            Err(error) => assert_eq!(Some(&*error.id()), vector["error"].as_str(), "{name}"),
        }
    }
}
