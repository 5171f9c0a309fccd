//! The configuration of a municipality: what counts, what is left out and how it is named.
#![cfg(feature = "config")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "that is how a test fails"
)]

use serde_json::Value;
use startbeeld::config::{self, Config, Kiosk, read};
use startbeeld::engine::route::{Module, Modules};

/// Each case: a configuration, the fields that are named (none when it is right), and `schema: false` where no schema can
/// see the fault. `tests/oracles/config.test.mjs` shows the same cases to a validator by others.
fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("config/cases.json")).unwrap()
}

fn named(config: &str) -> Vec<String> {
    read(config)
        .1
        .into_iter()
        .map(|fault| fault.field)
        .collect()
}

/// The configuration that remains, and that nothing was wrong.
fn right(config: &str) -> Config {
    let (config, faults) = read(config);
    assert_eq!(faults, []);
    config
}

#[test]
fn every_case_names_its_fields_and_no_other() {
    let cases = cases();
    assert!(cases.len() > 130);
    for case in cases {
        let expected: Vec<&str> = case
            .get("fields")
            .map(|fields| {
                fields
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|f| f.as_str().unwrap())
                    .collect()
            })
            .unwrap_or_default();
        let found = named(&case["config"].to_string());
        assert_eq!(found, expected, "{}", case["name"]);
    }
}

#[test]
fn what_is_right_counts_beside_what_is_wrong() {
    let (found, faults) = read(
        r#"{"name":"Zandmeer","kiosk":{"idle_seconds":7,"print":true},"sharing":["fax","qr"],"rules":{"nl":["Een.",2]},"theme":{"tokens":{"--a":"red","--b":"url(x)"}}}"#,
    );
    assert_eq!(faults.len(), 4);
    assert_eq!(found.name.as_deref(), Some("Zandmeer"));
    let kiosk = Kiosk {
        print: true,
        ..Kiosk::default()
    };
    assert_eq!(found.kiosk, Some(kiosk));
    assert_eq!(found.sharing, ["qr"]);
    assert_eq!(found.rules, [("nl", vec!["Een.".to_owned()])]);
    assert_eq!(found.theme.css(), ":root,:host{--a:red}");
}

#[test]
fn a_text_that_is_no_json_gives_the_defaults_and_says_where() {
    for text in ["", "{", "{\"name\":\"x\",}", "name: x", "<!doctype html>"] {
        let (config, faults) = read(text);
        assert_eq!(config, Config::default());
        assert_eq!(faults.len(), 1, "{text}");
        let told = faults[0].to_string();
        assert!(told.contains("no JSON") && told.contains("line "), "{told}");
    }
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(config::MAX_TEXT));
    assert_eq!(read(&large).0, Config::default());
    assert!(read(&large).1[0].to_string().contains("too large"));
    // What an editor on Windows puts before a text is no fault.
    assert_eq!(right("\u{feff}{}"), Config::default());
}

#[test]
fn a_message_names_the_field_what_is_wrong_and_what_is_right() {
    let told = |text: &str| read(text).1[0].to_string();
    assert_eq!(
        told(r#"{"kiosk":{"idle_seconds":10}}"#),
        "kiosk.idle_seconds: 10 does not fit; expected a whole number from 30 to 600, without quotation marks (left out, so the default is used)"
    );
    assert_eq!(
        told(r#"{"kiosk":{"idle":60}}"#),
        "kiosk.idle: there is no such field; expected `idle_seconds`, if that is what is meant"
    );
    assert!(
        told(r#"{"help":{"money":[{"text":"x","phone":"bel ons"}]}}"#).starts_with(
            "help.money[0].phone: \"bel ons\" does not fit; expected a telephone number"
        )
    );
    assert!(told(r#"{"keys":[{"kty":"EC","d":"x"}]}"#).contains("private key"));
}

#[test]
fn nothing_in_a_message_can_steer_a_console() {
    for text in [
        r#"{"name":"\u001b[31m"}"#,
        r#"{"\u001b":1}"#,
        "{\"help\":{\"\\n\":[]}}",
    ] {
        for fault in read(text).1 {
            // Names of fields are shown as they are; whoever prints them escapes them.
            assert!(!fault.problem.chars().any(char::is_control), "{fault:?}");
        }
    }
}

#[test]
fn modules_and_the_page_of_the_rules_can_be_left_out() {
    let config = right(r#"{"modules":{"plan":false,"short_route":false},"rules":{"nl":[]}}"#);
    assert_eq!(config.modules, Modules::without("pr"));
    assert!(config.no_short_route);
    assert!(config.rules.is_empty());
    let usual = right(r#"{"modules":{"plan":true}}"#);
    assert!(
        Module::ALL
            .into_iter()
            .all(|module| usual.modules.has(module))
    );
}

#[test]
fn dutch_is_always_among_the_languages_and_in_place_of_missing_words() {
    assert_eq!(right(r#"{"languages":["tr"]}"#).languages, ["nl", "tr"]);
    assert_eq!(
        right(r#"{"languages":["tr","nl"]}"#).languages,
        ["tr", "nl"]
    );
    let text = r#"{"contact":{"text":{"nl":"Bel.","en":"Call."}}}"#;
    let words = right(text).contact.text.unwrap();
    assert_eq!(
        ["nl", "en", "pl"].map(|tag| words.get(tag)),
        ["Bel.", "Call.", "Bel."]
    );
    let (config, faults) = read(r#"{"languages":["nl","en"],"rules":{"nl":["Kom."]}}"#);
    assert_eq!((config.rules.len(), faults.len()), (1, 1));
    assert!(
        !faults[0].is_wrong() && faults[0].to_string().contains("en"),
        "{}",
        faults[0]
    );
}

#[test]
fn long_sentences_are_told() {
    let long = "Als je een uitkering van de gemeente hebt dan moet je altijd alles melden.";
    let text = format!(
        r#"{{"rules":{{"nl":["Kort.","{long}"]}},"contact":{{"text":"Bel ons. {long}"}}}}"#
    );
    let faults = config::long_sentences(&right(&text));
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["rules.nl[1]", "contact.text"]);
    assert!(faults.iter().all(|fault| !fault.is_wrong()));
}

/// The cipher's own check of a point agrees with ours.
#[cfg(feature = "crypto")]
#[test]
fn a_key_is_on_the_curve_when_the_cipher_says_so() {
    use startbeeld::crypto::key_pair;
    use startbeeld::engine::profile::sealed::RecipientKey;
    for seed in 1..40u8 {
        let key = key_pair([seed; 32]).unwrap().public;
        assert_eq!(
            named(&RecipientKey::config(std::slice::from_ref(&key))),
            Vec::<String>::new()
        );
        for at in [0, 7, 31] {
            let mut other = key.clone();
            other.point.y[at] ^= 1 << (seed % 8);
            assert_eq!(named(&RecipientKey::config(&[other])), ["keys[0]"]);
        }
    }
    // A coordinate that is not below p is no coordinate, though it is one modulo p.
    let mut large = key_pair([9; 32]).unwrap().public;
    large.point.x = [255; 32];
    assert_eq!(named(&RecipientKey::config(&[large])), ["keys[0]"]);
}

#[test]
fn the_three_examples_are_right_and_differ() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/municipalities");
    let all = ["zandmeer", "heiderade", "waterland-oost"].map(|name| {
        let text = std::fs::read_to_string(format!("{folder}/{name}/config.json")).unwrap();
        let (config, faults) = read(&text);
        let wrong: Vec<_> = faults.iter().filter(|fault| fault.is_wrong()).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert_eq!(config::long_sentences(&config), [], "{name}");
        for file in config
            .logo
            .iter()
            .map(|logo| &logo.src)
            .chain(&config.theme.stylesheet)
        {
            assert!(
                std::path::Path::new(&format!("{folder}/{name}/{file}")).is_file(),
                "{file}"
            );
        }
        config
    });
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let (one, other) = (&all[one], &all[other]);
        assert_ne!(one.modules, other.modules);
        assert_ne!(one.languages, other.languages);
        assert_ne!(one.sharing, other.sharing);
        assert_ne!(one.theme, other.theme);
    }
}

#[test]
fn whoever_names_other_help_keeps_the_numbers_that_save_lives() {
    let heiderade = include_str!("../examples/municipalities/heiderade/config.json");
    let config = read(heiderade).0;
    for (domain, number) in [
        ("mind", "113"),
        ("home", "112"),
        ("body", "112"),
        ("parenting", "0800 2000"),
    ] {
        let lines = config
            .help
            .iter()
            .find(|(known, _)| known.is_some_and(|known| known.id() == domain));
        let (_, lines) = lines.unwrap();
        assert!(
            lines
                .iter()
                .any(|line| line.phone.as_deref() == Some(number)),
            "{domain}"
        );
    }
}

#[test]
fn every_field_is_described() {
    fn names(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(members) => {
                for (name, value) in members {
                    if name == "properties" {
                        found.extend(value.as_object().unwrap().keys().cloned());
                    }
                    names(value, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| names(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    names(&config::schema(), &mut found);
    assert!(found.len() > 60);
    let document = include_str!("../docs/config.md");
    // The members of a key are described where keys are made, and life domains in the instrument.
    let elsewhere = ["kty", "crv", "x", "y", "kid", "use", "alg", "d"];
    let domains: Vec<&str> = startbeeld::engine::Domain::all()
        .map(|domain| domain.id())
        .collect();
    for name in found {
        let is_elsewhere = elsewhere.contains(&name.as_str()) || domains.contains(&name.as_str());
        assert!(
            is_elsewhere || document.contains(&format!("`{name}`")),
            "{name}"
        );
    }
}
