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
    let mut all = BTreeMap::new();
    let mut add = |name: &str, mut vector: Value| {
        vector["name"] = json!(name);
        all.insert(name.to_owned(), vector);
    };
    let desk = full();
    let only = Desk::of(Rc::clone(&desk.profiles[0]));
    add(
        "profile-only",
        json!({ "input": text(&only), "dossier": value(&only) }),
    );
    add(
        "full",
        json!({ "input": text(&desk), "dossier": value(&desk) }),
    );
    let key = KeyRandom {
        ephemeral: bytes(33),
        iv: bytes(65),
    };
    let sealed = seal_dossier_to_key(&text(&desk), &private().public, &key).unwrap();
    let jwk: Value = serde_json::from_str(&private().jwk()).unwrap();
    add(
        "sealed-key",
        json!({ "input": sealed + "\n", "jwk": jwk, "dossier": value(&desk) }),
    );
    let random = PassphraseRandom {
        salt: bytes(97),
        content_key: bytes(129),
        iv: bytes(65),
    };
    let sealed = seal_dossier_to_passphrase(&text(&desk), WORDS, &random);
    add(
        "sealed-words",
        json!({ "input": sealed + "\n", "words": WORDS, "dossier": value(&desk) }),
    );
    let newer = value(&desk)
        .to_string()
        .replace("\"1.0\",\"saved\"", "\"2.0\",\"saved\"");
    let sealed = seal_dossier_to_passphrase(&newer, WORDS, &random);
    add(
        "sealed-newer",
        json!({ "input": sealed + "\n", "words": WORDS, "error": "newer" }),
    );

    let mut changed = |name: &str, outcome: Result<(), &str>, change: &dyn Fn(&mut Value)| {
        let mut document = value(&desk);
        change(&mut document);
        let input = document.to_string();
        add(
            name,
            match outcome {
                Ok(()) => json!({ "input": input, "dossier": value(&desk) }),
                Err(error) => json!({ "input": input, "error": error }),
            },
        );
    };
    changed("newer-minor", Ok(()), &|value| {
        value["version"] = json!("1.9")
    });
    changed("unknown-parts", Ok(()), &|value| {
        value["later"] = json!([1, { "x": null }]);
        value["views"]["garden"] = json!("?");
    });
    changed("newer", Err("newer"), &|value| {
        value["version"] = json!("2.0")
    });
    changed("version-0", Err("part:version"), &|value| {
        value["version"] = json!("0.1")
    });
    changed("foreign", Err("foreign"), &|value| {
        value["type"] = json!("boodschappen")
    });
    changed("no-profiles", Err("part:profiles"), &|value| {
        value["profiles"] = json!([])
    });
    changed("profile-newer", Err("profile:newer"), &|value| {
        value["profiles"][0]["version"] = json!("2.0")
    });
    changed(
        "profile-off-scale",
        Err("profile:out-of-scale:domain.money.level"),
        &|value| {
            value["profiles"][0]["answers"]["domain.money.level"] = json!("9");
        },
    );
    changed("level-6", Err("part:views"), &|value| {
        value["views"]["money"]["level"] = json!(6)
    });
    changed("view-empty", Err("part:views"), &|value| {
        value["views"]["money"] = json!({ "by": "other", "on": "2026-11-22" });
    });
    changed("note-501", Err("part:views"), &|value| {
        value["views"]["work"]["note"] = json!("x".repeat(501))
    });
    changed("role-a-name", Err("part:by"), &|value| {
        value["by"] = json!("Annie")
    });
    changed("day-that-is-none", Err("part:saved"), &|value| {
        value["saved"] = json!("2026-02-30")
    });
    changed("line-empty", Err("part:guide"), &|value| {
        value["guide"][0] = json!({ "line": "" })
    });
    changed("agreement-blank", Err("part:agreements"), &|value| {
        value["agreements"][0]["what"] = json!(" ")
    });
    add(
        "cut",
        json!({ "input": text(&desk)[..300], "error": "damaged" }),
    );
    all
}

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
