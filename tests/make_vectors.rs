//! Writes the test vectors. What a vector must give is written here by hand; only the compact form of a valid profile
//! comes from the encoder, and the decoder in `tests/oracles/decoder.mjs` reads it independently.
//!
//! Deterministic. Run it after a change of this file, and look at the difference before it is committed:
//! `cargo test --features crypto --test make_vectors -- --ignored`
#![cfg(all(feature = "crypto", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "that is how a test fails"
)]

mod people;
mod sealing;

use serde_json::{Map, Value, json};
use startbeeld::engine::Profile;
use startbeeld::engine::profile::{compact, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The vectors of one run.
#[derive(Default)]
struct Vectors {
    names: BTreeSet<String>,
    check_only: bool,
    different: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

impl Vectors {
    fn write(
        &mut self,
        name: &str,
        description: &str,
        form: &str,
        input: &str,
        expect: (&str, Value),
    ) {
        assert!(self.names.insert(name.to_owned()), "{name} is there twice");
        let mut vector = Map::new();
        vector.insert("description".into(), description.into());
        vector.insert("form".into(), form.into());
        vector.insert("input".into(), input.into());
        self.finish(name, vector, expect);
    }

    /// A sealed profile, with what whoever opens it has: private keys and passphrases.
    fn sealed(
        &mut self,
        name: &str,
        description: &str,
        input: &str,
        has: (&[Value], &[&str]),
        expect: (&str, Value),
    ) {
        assert!(self.names.insert(name.to_owned()), "{name} is there twice");
        let mut vector = Map::new();
        vector.insert("description".into(), description.into());
        vector.insert("form".into(), "sealed".into());
        vector.insert("keys".into(), has.0.into());
        vector.insert("passphrases".into(), has.1.into());
        vector.insert("input".into(), input.into());
        self.finish(name, vector, expect);
    }

    fn finish(&mut self, name: &str, mut vector: Map<String, Value>, expect: (&str, Value)) {
        if let ("between", error) = expect {
            // The JSON Schema looks at one question at a time and cannot see this.
            vector.insert("between".into(), true.into());
            vector.insert("error".into(), error);
        } else {
            vector.insert(expect.0.into(), expect.1);
        }
        let text = serde_json::to_string_pretty(&vector).unwrap() + "\n";
        let path = folder().join(name).with_extension("json");
        if self.check_only {
            if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                self.different.push(name.to_owned());
            }
        } else {
            fs::write(path, text).unwrap();
        }
    }

    /// A profile that is written by hand as JSON: one vector for the compact form.
    fn valid(&mut self, name: &str, description: &str, source: &Value) -> String {
        let profile = parse(source);
        let text = compact::to_text(&profile);
        self.write(
            name,
            description,
            "compact",
            &text,
            ("profile", canonical(&profile, source)),
        );
        text
    }

    fn json(&mut self, name: &str, description: &str, input: &str, means: &Value) {
        self.write(
            name,
            description,
            "json",
            input,
            ("profile", canonical(&parse(means), means)),
        );
    }

    fn any(&mut self, name: &str, description: &str, input: &str, means: &Value) {
        self.write(
            name,
            description,
            "any",
            input,
            ("profile", canonical(&parse(means), means)),
        );
    }

    fn error(&mut self, name: &str, description: &str, form: &str, input: &str, error: &str) {
        self.write(name, description, form, input, ("error", error.into()));
    }
}

fn parse(source: &Value) -> Profile {
    json::from_json(&source.to_string()).unwrap_or_else(|error| panic!("{error}: {source}"))
}

/// The source in the canonical order; it must hold the same.
fn canonical(profile: &Profile, source: &Value) -> Value {
    let value: Value = serde_json::from_str(&json::to_json(profile)).unwrap();
    assert_eq!(
        &value, source,
        "the JSON form says what was written by hand"
    );
    value
}

/// A profile with these answers, in Dutch, of the full route.
fn with(answers: &Value) -> Value {
    json!({
        "type": "startbeeld-profile", "version": "1.0", "created": "2026-11-21", "language": "nl", "instrument": 1,
        "rules": "steering/1", "route": "full", "provenance": "self-report", "answers": answers
    })
}

/// The same with other values for some parts.
fn but(mut profile: Value, parts: &Value) -> Value {
    for (name, value) in parts.as_object().unwrap() {
        profile[name] = value.clone();
    }
    profile
}

/// Without this part.
fn without(mut profile: Value, part: &str) -> Value {
    profile.as_object_mut().unwrap().shift_remove(part);
    profile
}

/// CRC-32 once more, with a table instead of bit by bit, so that the two check each other.
fn crc32(bytes: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256u32)
        .map(|byte| {
            (0..8).fold(byte, |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
        .collect();
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        table[((crc ^ u32::from(*byte)) & 0xFF) as usize] ^ crc >> 8
    })
}

/// The bytes with a checksum that fits.
fn sealed(body: &[u8]) -> Vec<u8> {
    [body, &crc32(body).to_be_bytes()].concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number from its digits, the first the least significant, byte by byte.
fn number(digits: &[(u32, u32)]) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    for (digit, radix) in digits.iter().rev() {
        let mut carry = *digit;
        for byte in bytes.iter_mut().rev() {
            let value = u32::from(*byte) * radix + carry;
            *byte = (value & 0xFF) as u8;
            carry = value >> 8;
        }
        while carry > 0 {
            bytes.insert(0, (carry & 0xFF) as u8);
            carry >>= 8;
        }
    }
    bytes
}

/// The digits of a profile without answers, made on the fixed day, from the table in `docs/profile-format.md`: date,
/// route, language; then per section how many and which; then the rules.
struct Digits {
    head: Vec<(u32, u32)>,
    sections: Vec<Vec<(u32, u32)>>,
    rules: u32,
}

/// Sections by their position, as long as nothing is chosen to talk about.
const WORK: usize = 5;
const PLAN: usize = 9;
const PLAN_GOAL: usize = 10;
const TEXTS: usize = 11;

impl Digits {
    fn none() -> Digits {
        let sizes = [2, 14, 14, 14, 4, 22, 1, 3, 1, 7, 1, 7];
        Digits {
            head: vec![(1055, 65_536), (0, 2), (0, 32)],
            sections: sizes.map(|radix| vec![(0, radix), (0, 1)]).into(),
            rules: 0,
        }
    }

    fn bytes(&self, own_words: &[u8]) -> Vec<u8> {
        let digits = [
            self.head.clone(),
            self.sections.concat(),
            vec![(self.rules, 255)],
        ]
        .concat();
        let number = number(&digits);
        let body = [
            &[0x48, 0x13, 0xC1, u8::try_from(number.len()).unwrap()],
            &number[..],
            own_words,
        ]
        .concat();
        sealed(&body)
    }
}

/// One text question (`plan.step_own`) with these bytes, as they stand.
fn with_words(bytes: &[u8]) -> String {
    let mut digits = Digits::none();
    digits.sections[TEXTS] = vec![(1, 7), (3, 6)];
    hex(&digits.bytes(bytes))
}

#[test]
fn the_hand_made_number_is_the_one_of_the_encoder() {
    let empty = parse(&with(&json!({})));
    assert_eq!(Digits::none().bytes(&[]), compact::to_bytes(&empty));
    let step = parse(&with(&json!({ "plan.step_own": "ja" })));
    assert_eq!(with_words(b"\x02ja"), hex(&compact::to_bytes(&step)));
}

#[test]
fn the_files_are_those_of_the_generator() {
    let mut vectors = Vectors {
        check_only: true,
        ..Vectors::default()
    };
    all(&mut vectors);
    assert!(
        vectors.different.is_empty(),
        "run the ignored test `write_the_vectors`: {:?}",
        vectors.different
    );
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path());
    let stray: Vec<PathBuf> = files
        .filter(|file| {
            !vectors
                .names
                .contains(file.file_stem().unwrap().to_str().unwrap())
        })
        .collect();
    assert!(stray.is_empty(), "not made by the generator: {stray:?}");
}

#[test]
#[ignore = "writes files"]
fn write_the_vectors() {
    for file in fs::read_dir(folder()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    let mut vectors = Vectors::default();
    all(&mut vectors);
    println!("{} vectors", vectors.names.len());
}

fn all(v: &mut Vectors) {
    valid_answers(v);
    valid_heads(v);
    valid_words(v);
    whole_people(v);
    damaged_compact(v);
    wrong_numbers(v);
    wrong_words(v);
    json_that_is_read(v);
    json_that_is_refused(v);
    json_between_questions(v);
    mail_and_pages(v);
    mail_that_is_refused(v);
    sealing::opened(v);
    sealing::refused(v);
}

fn valid_answers(v: &mut Vectors) {
    v.valid(
        "empty",
        "A person shares nothing: only the date, the language and the route.",
        &with(&json!({})),
    );
    v.valid(
        "level",
        "One life domain.",
        &with(&json!({ "domain.money.level": "3" })),
    );
    v.valid(
        "level-unknown",
        "Not knowing is an answer.",
        &with(&json!({ "domain.justice.level": "unknown" })),
    );
    v.valid(
        "talk",
        "A checkbox alone.",
        &with(&json!({ "domain.household.talk": true })),
    );
    v.valid(
        "help",
        "The question about help without a level.",
        &with(&json!({ "domain.network.help": "waiting" })),
    );
    let ids = [
        "money",
        "work",
        "daytime",
        "housing",
        "home",
        "mind",
        "body",
        "substances",
        "selfcare",
        "household",
        "network",
        "participation",
        "justice",
    ];
    let levels: Map<String, Value> = ids
        .iter()
        .zip("1234512345123".chars())
        .map(|(id, level)| (format!("domain.{id}.level"), level.to_string().into()))
        .collect();
    v.valid(
        "all-levels",
        "Every domain that everybody has.",
        &with(&Value::Object(levels)),
    );
    v.valid(
        "one-of-each-kind",
        "One option, several options, a checkbox and own words.",
        &with(&json!({ "domain.money.level": "1", "domain.money.talk": true, "strength.list": ["hands", "together"], "strength.own": "Ik kan koken." })),
    );
    v.valid(
        "parenting-applies",
        "Cares for children and says nothing more.",
        &with(&json!({ "domain.parenting.applies": "yes" })),
    );
    v.valid(
        "parenting",
        "A supplement domain, chosen to talk about, with a goal.",
        &with(&json!({
            "domain.parenting.applies": "yes", "domain.parenting.level": "2", "domain.parenting.talk": true, "domain.parenting.help": "getting",
            "focus.parenting": true, "steering.parenting.phase": "maintenance", "plan.goal_domain": "parenting",
            "plan.goal": "parenting.together", "plan.talk_first": "parenting"
        })),
    );
    v.valid(
        "steering",
        "Everything about self-direction in one domain.",
        &with(&json!({
            "focus.work": true, "steering.work.importance": "10", "steering.work.confidence": "0", "steering.work.phase": "preparation",
            "steering.work.start": "0", "steering.work.goal": "1", "steering.work.step": "2", "steering.work.act": "3", "steering.work.learn": "0",
            "steering.work.division": "self_with_advice", "steering.work.wish": ["information", "think_along", "go_along", "practical"]
        })),
    );
    v.valid(
        "steering-three",
        "Three domains to talk about, in each something else answered.",
        &with(&json!({
            "focus.money": true, "steering.money.learn": "3", "focus.mind": true, "focus.justice": true,
            "steering.justice.importance": "5", "steering.justice.wish": ["nothing"]
        })),
    );
    v.valid(
        "alone",
        "An option that excludes the others.",
        &with(&json!({ "work.obstacles": ["none"], "plan.helpers": ["unknown"] })),
    );
    v.valid(
        "obstacles",
        "Obstacles with weights, one of them left open.",
        &with(&json!({ "work.obstacles": ["mind", "care", "other"], "work.weight.mind": "much", "work.weight.other": "cope" })),
    );
    v.valid("all-obstacles", "As many obstacles as there are.", &with(&json!({
        "work.obstacles": ["body", "mind", "age", "debts", "care", "experience", "schooling", "language", "transport", "prejudice", "other"],
        "work.weight.body": "some", "work.weight.prejudice": "some"
    })));
    v.valid(
        "goal-domain",
        "A domain of the goal without a goal.",
        &with(&json!({ "plan.goal_domain": "justice" })),
    );
    v.valid(
        "goal",
        "A goal, of the last domain that everybody has.",
        &with(&json!({ "plan.goal_domain": "justice", "plan.goal": "justice.ahead" })),
    );
    v.valid(
        "talk-first-other",
        "To talk about first: something else.",
        &with(&json!({ "plan.talk_first": "other" })),
    );
    v.valid("work-search", "The block about job search.", &with(&json!({
        "work.want_work": "7", "work.can_apply": "4", "work.searched": "daily", "work.channels": ["social_media"], "work.knows_vacancies": "disagree",
        "work.knows_offer": "rather_disagree", "work.knows_contacts": "rather_agree", "work.dares_walk_in": "agree", "work.accepts_other_work": "yes",
        "work.accepts_lower_level": "maybe", "work.accepts_less_pay": "no", "work.accepts_temporary": "yes", "work.accepts_longer_travel": "maybe",
        "work.accepts_irregular_hours": "no", "work.hours": "unknown", "work.digital_can": "cannot", "work.digital_use": "never", "work.ladder": "6",
        "work.expectations_clear": "no", "work.contact_clear": "partly"
    })));
}

fn valid_heads(v: &mut Vectors) {
    for tag in ["en", "ar", "tr", "pl", "uk"] {
        v.valid(
            &format!("language-{tag}"),
            "Answered in another language.",
            &but(
                with(&json!({ "domain.work.level": "4" })),
                &json!({ "language": tag }),
            ),
        );
    }
    v.valid(
        "short",
        "The short route.",
        &but(
            with(&json!({ "domain.body.level": "5", "plan.when": "later" })),
            &json!({ "route": "short" }),
        ),
    );
    v.valid(
        "first-day",
        "The first day that can be written.",
        &but(with(&json!({})), &json!({ "created": "2024-01-01" })),
    );
    v.valid(
        "leap-day",
        "A day that comes once in four years.",
        &but(with(&json!({})), &json!({ "created": "2028-02-29" })),
    );
    v.valid(
        "last-day",
        "The last day that can be written.",
        &but(with(&json!({})), &json!({ "created": "2203-06-07" })),
    );
    v.valid(
        "rules-255",
        "The largest version of the rules; hypotheses are computed again by the reader.",
        &but(with(&json!({})), &json!({ "rules": "steering/255" })),
    );
}

fn valid_words(v: &mut Vectors) {
    let mut say = |name: &str, description: &str, words: &str| {
        v.valid(
            name,
            description,
            &with(&json!({ "plan.coach_must_know": words })),
        )
    };
    say("words", "Own words.", "Ik wil graag overdag werken.");
    say("words-one", "The shortest own words.", "?");
    say(
        "words-lines",
        "Own words on two lines, with white space around them, come back as they were.",
        " Eerst dit.\n\nDan dat. ",
    );
    say(
        "words-accents",
        "Letters of two and three bytes, one of them written as two characters.",
        "Daarom één caf\u{65}\u{301} — 语言",
    );
    say(
        "words-right-to-left",
        "Arabic, with a Latin word and a mark for the direction.",
        "أريد \u{200f}UWV\u{200e} عمل",
    );
    say(
        "words-emoji",
        "An emoji that consists of three characters.",
        "\u{1f469}\u{200d}\u{1f33e} \u{1f44d}\u{1f3fe}",
    );
    say(
        "words-html",
        "Own words are no markup.",
        "</p><script>alert('x')</script><img src=x onerror=alert(1)>&amp;",
    );
    say(
        "words-quotes",
        "Own words are no JSON.",
        "\"},\"answers\":{\"domain.money.level\":\"1\"} \\ \\n",
    );
    say(
        "words-formula",
        "Own words are no formula of a spreadsheet.",
        "=HYPERLINK(\"https://example.org\")",
    );
    say(
        "words-127",
        "The largest length of one byte.",
        &"a".repeat(127),
    );
    say(
        "words-128",
        "The smallest length of two bytes.",
        &"a".repeat(128),
    );
    say(
        "words-500",
        "As many characters as the question takes, four bytes each.",
        &"\u{1f600}".repeat(500),
    );
    v.valid("words-everywhere", "Own words for every question that takes them.", &with(&json!({
        "strength.own": "a", "strength.energy_own": "b", "plan.goal_own": "c", "plan.step_own": "d", "plan.talk_first_own": "e", "plan.coach_must_know": "f"
    })));
}

fn whole_people(v: &mut Vectors) {
    let mut person = |name: &str, description: &str, profile: &Profile| {
        let source = serde_json::from_str(&json::to_json(profile)).unwrap();
        v.valid(name, description, &source)
    };
    person(
        "withdrawn-man",
        "A whole profile; how things go at home, his body and justice are withheld.",
        &people::withdrawn_man().profile(),
    );
    person(
        "withdrawn-man-full",
        "The same person sharing everything.",
        &people::withdrawn_man().full_profile(),
    );
    person(
        "answers-high",
        "Everything at the top; her mind and body, and the goal about her mind, are withheld.",
        &people::woman_who_answers_high().profile(),
    );
    person(
        "answers-high-full",
        "The same person sharing everything.",
        &people::woman_who_answers_high().full_profile(),
    );
}

fn damaged_compact(v: &mut Vectors) {
    let text = compact::to_text(&people::withdrawn_man().profile());
    let bytes = compact::to_bytes(&people::withdrawn_man().profile());
    let body = &bytes[..bytes.len() - 4];
    let changed = |at: usize, mask: u8| {
        let mut bytes = bytes.clone();
        bytes[at] ^= mask;
        hex(&bytes)
    };
    v.error(
        "compact-nothing",
        "No letter at all.",
        "compact",
        "",
        "empty",
    );
    v.error("bytes-nothing", "No byte at all.", "bytes", "", "empty");
    for (name, end) in [
        ("1", 1),
        ("magic", 3),
        ("layout", 4),
        ("number", 20),
        ("words", 130),
        ("last", text.len() - 1),
    ] {
        v.error(
            &format!("cut-{name}"),
            "The end is missing.",
            "compact",
            &text[..end],
            "truncated",
        );
    }
    v.error(
        "cut-checksum",
        "The last byte of the checksum is missing.",
        "bytes",
        &hex(&bytes[..bytes.len() - 1]),
        "truncated",
    );
    for (name, at, mask) in [
        ("number", 9, 0x01),
        ("number-top", 4, 0x80),
        ("words", 90, 0x20),
        ("checksum", bytes.len() - 1, 0x01),
    ] {
        v.error(
            &format!("flip-{name}"),
            "One bit changed on the way.",
            "bytes",
            &changed(at, mask),
            "damaged",
        );
    }
    v.error(
        "flip-magic",
        "With another first byte it is something else.",
        "bytes",
        &changed(0, 0x01),
        "foreign",
    );
    v.error(
        "flip-magic-third",
        "The upper bits of the third byte belong to the magic.",
        "bytes",
        &changed(2, 0x40),
        "foreign",
    );
    v.error(
        "layout-0",
        "A layout that never was.",
        "bytes",
        &hex(&sealed(&[0x48, 0x13, 0xC0, 0])),
        "damaged",
    );
    v.error(
        "layout-2",
        "A layout of a newer version, whatever follows.",
        "bytes",
        &hex(&sealed(&[&[0x48, 0x13, 0xC2][..], &body[3..]].concat())),
        "newer",
    );
    v.error(
        "layout-63",
        "The largest layout.",
        "compact",
        "SBP_AAAA",
        "newer",
    );
    v.error(
        "trailing-byte",
        "A byte too many, with a checksum that fits.",
        "bytes",
        &hex(&sealed(&[body, &[0]].concat())),
        "damaged",
    );
    v.error(
        "trailing-letters",
        "Letters behind the end.",
        "compact",
        &format!("{text}AAAA"),
        "damaged",
    );
    let level = compact::to_text(&parse(&with(&json!({ "domain.money.level": "3" }))));
    let short =
        |n: usize| compact::to_text(&parse(&with(&json!({ "plan.step_own": "a".repeat(n) }))));
    let loose = (1..4).map(short).find(|text| text.len() % 4 == 3).unwrap();
    let last = char::from(loose.as_bytes()[loose.len() - 1] + 1);
    v.error(
        "unused-bits",
        "The bits behind the last byte are not zero.",
        "compact",
        &format!("{}{last}", &loose[..loose.len() - 1]),
        "truncated",
    );
    v.error(
        "padding",
        "Padding is not part of the form.",
        "compact",
        &format!("{level}="),
        "damaged",
    );
    v.error(
        "plain-base64",
        "The letters of the other base64 alphabet.",
        "compact",
        &format!("{}+/{}", &text[..8], &text[10..]),
        "damaged",
    );
    v.error(
        "lower-case",
        "A profile in lower case is none.",
        "compact",
        &text.to_lowercase(),
        "foreign",
    );
    v.error(
        "other-bytes",
        "A picture.",
        "bytes",
        "89504e470d0a1a0a0000000d49484452",
        "foreign",
    );
}

fn wrong_numbers(v: &mut Vectors) {
    let empty = Digits::none();
    let whole = empty.bytes(&[]);
    let number = &whole[4..whole.len() - 4];
    let longer = [
        &[0x48, 0x13, 0xC1, u8::try_from(number.len() + 1).unwrap(), 0][..],
        number,
    ]
    .concat();
    v.error(
        "number-leading-zero",
        "The number is not as short as it can be.",
        "bytes",
        &hex(&sealed(&longer)),
        "damaged",
    );
    let mut change = |name: &str, description: &str, change: &dyn Fn(&mut Digits), error: &str| {
        let mut digits = Digits::none();
        change(&mut digits);
        v.error(name, description, "bytes", &hex(&digits.bytes(&[])), error);
    };
    change(
        "language-31",
        "A language that was added later.",
        &|d| d.head[2].0 = 31,
        "newer",
    );
    change(
        "rules-256",
        "The rules are a version from 1 to 255; anything that is left of the number after that digit is damage.",
        &|d| d.rules = 255,
        "damaged",
    );
    change(
        "alone-with-others",
        "An option that excludes the others, beside another.",
        &|d| d.sections[WORK] = vec![(1, 22), (14, 21), (2048, 4095)],
        "out-of-scale:work.obstacles",
    );
    change(
        "alone-with-others-plan",
        "The same in the plan.",
        &|d| d.sections[PLAN] = vec![(1, 7), (3, 6), (64, 127)],
        "out-of-scale:plan.helpers",
    );
    // One that is right, so that the three above are wrong for one reason only.
    let mut digits = Digits::none();
    digits.sections[WORK] = vec![(1, 22), (14, 21), (2047, 4095)];
    let none = with(&json!({ "work.obstacles": ["none"] }));
    v.write(
        "alone-by-hand",
        "The excluding option alone, from a number made by hand.",
        "bytes",
        &hex(&digits.bytes(&[])),
        ("profile", none),
    );
    let mut digits = Digits::none();
    digits.sections[PLAN] = vec![(1, 7), (0, 6), (12, 13)];
    digits.sections[PLAN_GOAL] = vec![(1, 2), (0, 1), (2, 3)];
    let goal = with(&json!({ "plan.goal_domain": "justice", "plan.goal": "justice.ahead" }));
    v.write(
        "goal-by-hand",
        "A goal among those of its domain, from a number made by hand.",
        "bytes",
        &hex(&digits.bytes(&[])),
        ("profile", goal),
    );
}

fn wrong_words(v: &mut Vectors) {
    let mut say = |name: &str, description: &str, bytes: &[u8], error: &str| {
        v.error(name, description, "bytes", &with_words(bytes), error)
    };
    say(
        "words-not-utf-8",
        "Bytes that are not UTF-8.",
        b"\x02\xc3\x28",
        "damaged",
    );
    say(
        "words-surrogate",
        "Half a pair of UTF-16 is not UTF-8.",
        b"\x03\xed\xa0\x80",
        "damaged",
    );
    say(
        "words-overlong-utf-8",
        "A character in more bytes than it needs.",
        b"\x02\xc0\xaf",
        "damaged",
    );
    say(
        "words-none",
        "Own words of no length.",
        b"\x00",
        "out-of-scale:plan.step_own",
    );
    say(
        "words-blank",
        "Nothing but white space.",
        b"\x03 \n ",
        "out-of-scale:plan.step_own",
    );
    say(
        "words-control",
        "A control character.",
        b"\x02a\x07",
        "out-of-scale:plan.step_own",
    );
    say(
        "words-carriage-return",
        "A line break of two characters.",
        b"\x04a\r\nb",
        "out-of-scale:plan.step_own",
    );
    say(
        "words-301",
        "One character more than the question takes.",
        &[&b"\xad\x02"[..], &[b'x'; 301]].concat(),
        "out-of-scale:plan.step_own",
    );
    say(
        "words-length-two-bytes",
        "A length in two bytes that fits in one.",
        b"\x82\x00ja",
        "damaged",
    );
    say(
        "words-length-three-bytes",
        "A length in three bytes.",
        b"\x82\x80\x01ja",
        "damaged",
    );
    say(
        "words-length-too-large",
        "A length beyond the end.",
        b"\x7fja",
        "truncated",
    );
}

fn json_that_is_read(v: &mut Vectors) {
    let level = with(&json!({ "domain.money.level": "3" }));
    v.json("json", "The JSON form.", &level.to_string(), &level);
    v.json(
        "json-pretty",
        "White space means nothing.",
        &serde_json::to_string_pretty(&level).unwrap(),
        &level,
    );
    v.json(
        "json-version-1",
        "The major version alone.",
        &but(level.clone(), &json!({ "version": "1" })).to_string(),
        &level,
    );
    v.json(
        "json-version-1-9",
        "A newer minor version only adds.",
        &but(level.clone(), &json!({ "version": "1.9", "mood": "fine" })).to_string(),
        &level,
    );
    let more = json!({ "$schema": "x", "answers": { "domain.money.level": "3" }, "extra": { "deep": [1, { "er": null }] }, "number": 1.5 });
    v.json(
        "json-unknown-parts",
        "Parts that are not known are ignored.",
        &but(level.clone(), &more).to_string(),
        &level,
    );
    let questions = json!({ "domain.money.level": "3", "domain.pets.level": "3", "future.question": { "a": [true] }, "domain.money.applies": "yes", "work.weight.none": 7 });
    v.json(
        "json-unknown-questions",
        "Questions that are not known are ignored, whatever their answer.",
        &but(level.clone(), &json!({ "answers": questions })).to_string(),
        &level,
    );
    let wanted = with(&json!({ "strength.list": ["hands", "care", "together"] }));
    v.json(
        "json-order-of-codes",
        "The order of several answers means nothing.",
        &with(&json!({ "strength.list": ["together", "hands", "care"] })).to_string(),
        &wanted,
    );
    let words = with(&json!({ "plan.goal_own": "é\n\u{1f600}" }));
    v.json(
        "json-escapes",
        "Characters may be escaped.",
        &words
            .to_string()
            .replace('é', "\\u00e9")
            .replace('\u{1f600}', "\\ud83d\\ude00"),
        &words,
    );
    v.any(
        "json-mark",
        "A byte order mark and white space before JSON.",
        &format!("\u{feff}\r\n {level}\n"),
        &level,
    );
}

fn json_that_is_refused(v: &mut Vectors) {
    let level = with(&json!({ "domain.money.level": "3" }));
    let mut refuse = |name: &str, description: &str, input: &str, error: &str| {
        v.error(&format!("json-{name}"), description, "json", input, error)
    };
    refuse(
        "truncated",
        "The end is missing.",
        &level.to_string()[..150],
        "truncated",
    );
    refuse(
        "damaged",
        "A comma is missing.",
        &level.to_string().replacen(',', " ", 1),
        "damaged",
    );
    refuse(
        "trailing",
        "Something behind the end.",
        &format!("{level}{level}"),
        "damaged",
    );
    refuse("array", "A list is not a profile.", "[]", "foreign");
    refuse(
        "other",
        "JSON of something else.",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "foreign",
    );
    refuse(
        "no-type",
        "Without its type it is something else.",
        &without(level.clone(), "type").to_string(),
        "foreign",
    );
    refuse(
        "type-number",
        "A type that is not text.",
        "{\"type\":1}",
        "foreign",
    );
    let twice = level.to_string().replacen("{", "{\"route\":\"short\",", 1);
    refuse(
        "part-twice",
        "A part that stands there twice.",
        &twice,
        "damaged",
    );
    let twice = level.to_string().replace(
        "\"domain.money.level\":\"3\"",
        "\"domain.money.level\":\"3\",\"domain.money.level\":\"1\"",
    );
    refuse(
        "question-twice",
        "A question that stands there twice.",
        &twice,
        "damaged",
    );
    let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
    refuse(
        "deep",
        "Nested two thousand times, where a question is not known.",
        &level
            .to_string()
            .replace("\"answers\":{", &format!("\"answers\":{{\"x\":{deep},")),
        "damaged",
    );
    for (name, part, value, error) in [
        ("newer", "version", json!("2.0"), "newer"),
        ("newer-minor", "version", json!("10.1"), "newer"),
        ("version-0", "version", json!("0.9"), "field:version"),
        ("version-words", "version", json!("one"), "field:version"),
        ("version-sign", "version", json!("+1.0"), "field:version"),
        ("version-zeros", "version", json!("01.0"), "field:version"),
        ("version-three", "version", json!("1.0.0"), "field:version"),
        ("version-number", "version", json!(1), "field:version"),
        (
            "created-month",
            "created",
            json!("2026-13-01"),
            "field:created",
        ),
        (
            "created-day",
            "created",
            json!("2026-02-29"),
            "field:created",
        ),
        (
            "created-time",
            "created",
            json!("2026-11-21T10:00:00Z"),
            "field:created",
        ),
        (
            "created-early",
            "created",
            json!("2023-12-31"),
            "field:created",
        ),
        (
            "created-late",
            "created",
            json!("2203-06-08"),
            "field:created",
        ),
        (
            "created-number",
            "created",
            json!(20_261_121),
            "field:created",
        ),
        (
            "language-unknown",
            "language",
            json!("tlh"),
            "field:language",
        ),
        ("language-case", "language", json!("NL"), "field:language"),
        ("instrument-0", "instrument", json!(0), "field:instrument"),
        ("instrument-newer", "instrument", json!(2), "newer"),
        ("instrument-huge", "instrument", json!(u64::MAX), "newer"),
        (
            "instrument-text",
            "instrument",
            json!("1"),
            "field:instrument",
        ),
        (
            "instrument-negative",
            "instrument",
            json!(-1),
            "field:instrument",
        ),
        ("rules-other", "rules", json!("types/1"), "field:rules"),
        ("rules-0", "rules", json!("steering/0"), "field:rules"),
        ("rules-zeros", "rules", json!("steering/01"), "field:rules"),
        ("rules-sign", "rules", json!("steering/+1"), "field:rules"),
        ("rules-256", "rules", json!("steering/256"), "field:rules"),
        ("route-unknown", "route", json!("scenic"), "field:route"),
        (
            "provenance",
            "provenance",
            json!("coach"),
            "field:provenance",
        ),
        ("answers-list", "answers", json!([]), "damaged"),
    ] {
        refuse(
            name,
            &format!("A wrong `{part}`."),
            &but(level.clone(), &json!({ part: value })).to_string(),
            error,
        );
    }
    for part in [
        "version",
        "created",
        "language",
        "instrument",
        "rules",
        "route",
        "provenance",
        "answers",
    ] {
        refuse(
            &format!("no-{part}"),
            &format!("Every profile has `{part}`."),
            &without(level.clone(), part).to_string(),
            &format!("field:{part}"),
        );
    }
    for (name, question, value) in [
        ("level-0", "domain.money.level", json!("0")),
        ("level-6", "domain.money.level", json!("6")),
        ("level-number", "domain.money.level", json!(3)),
        ("level-list", "domain.money.level", json!(["3"])),
        ("level-null", "domain.money.level", json!(null)),
        ("level-declined", "domain.money.level", json!("declined")),
        ("importance-11", "steering.work.importance", json!("11")),
        ("talk-false", "domain.money.talk", json!(false)),
        ("talk-text", "domain.money.talk", json!("yes")),
        ("help-unknown", "domain.money.help", json!("maybe")),
        ("applies-no", "domain.parenting.applies", json!("no")),
        ("several-none", "strength.list", json!([])),
        (
            "several-unknown",
            "strength.list",
            json!(["hands", "wings"]),
        ),
        ("several-twice", "strength.list", json!(["hands", "hands"])),
        ("several-text", "strength.list", json!("hands")),
        (
            "alone-with-others",
            "work.obstacles",
            json!(["none", "age"]),
        ),
        ("words-empty", "plan.goal_own", json!("")),
        ("words-blank", "plan.goal_own", json!(" \n")),
        ("words-301", "plan.goal_own", json!("é".repeat(301))),
        ("words-control", "plan.goal_own", json!("a\u{0}b")),
        ("words-tab", "plan.goal_own", json!("a\tb")),
        ("words-list", "plan.goal_own", json!(["a"])),
    ] {
        refuse(
            name,
            "An answer that its question does not have in a profile.",
            &with(&json!({ question: value })).to_string(),
            &format!("out-of-scale:{question}"),
        );
    }
}

fn json_between_questions(v: &mut Vectors) {
    for (name, description, answers, question) in [
        (
            "steering-without-focus",
            "Self-direction outside the chosen domains.",
            json!({ "steering.work.phase": "action" }),
            "steering.work.phase",
        ),
        (
            "weight-without-obstacle",
            "A weight without its obstacle.",
            json!({ "work.obstacles": ["body"], "work.weight.age": "much" }),
            "work.weight.age",
        ),
        (
            "goal-without-domain",
            "A goal without its domain.",
            json!({ "plan.goal": "work.job" }),
            "plan.goal",
        ),
        (
            "goal-of-another-domain",
            "A goal of another domain.",
            json!({ "plan.goal_domain": "money", "plan.goal": "work.job" }),
            "plan.goal",
        ),
        (
            "parenting-without-applies",
            "A supplement domain that was not said to apply.",
            json!({ "domain.parenting.level": "3" }),
            "domain.parenting.level",
        ),
        (
            "focus-parenting-without-applies",
            "The same, to talk about.",
            json!({ "focus.parenting": true }),
            "focus.parenting",
        ),
        (
            "goal-parenting-without-applies",
            "The same, for the goal.",
            json!({ "plan.goal_domain": "parenting" }),
            "plan.goal_domain",
        ),
        (
            "four-domains",
            "More domains to talk about than there may be.",
            json!({ "focus.money": true, "focus.work": true, "focus.home": true, "focus.mind": true }),
            "focus.mind",
        ),
    ] {
        v.write(
            &format!("json-{name}"),
            description,
            "json",
            &with(&answers).to_string(),
            ("between", format!("out-of-scale:{question}").into()),
        );
    }
}

pub(crate) const PAGE: &str = "https://www.voorbeeldgemeente.nl/startbeeld/coach/";

fn mail_and_pages(v: &mut Vectors) {
    let man: Value =
        serde_json::from_str(&json::to_json(&people::withdrawn_man().profile())).unwrap();
    let code = compact::to_text(&parse(&man));
    let link = format!("{PAGE}#p={code}");
    let wrapped = |width: usize, between: &str| {
        let letters: Vec<char> = link.chars().collect();
        letters
            .chunks(width)
            .map(|line| line.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(between)
    };
    let mut read =
        |name: &str, description: &str, input: &str| v.any(name, description, input, &man);
    read("link", "A link as it was made.", &link);
    read(
        "link-code",
        "Only what stands behind the equals sign.",
        &format!("\n {code}\t"),
    );
    read(
        "link-file",
        "A page that was saved on a disk.",
        &format!("file:///C:/Users/coach/startbeeld.html#p={code}"),
    );
    read(
        "link-23",
        "The number sign was escaped.",
        &link.replace('#', "%23"),
    );
    read(
        "link-2523",
        "The number sign was escaped twice.",
        &link.replace('#', "%2523"),
    );
    read(
        "link-escaped",
        "The whole link was put into another one.",
        &format!(
            "https://veilig.example/?url=https%3A%2F%2Fvoorbeeld.nl%2Fcoach%2F%23p%3D{code}&x=1"
        ),
    );
    read(
        "link-escaped-twice",
        "And that into yet another.",
        &format!(
            "https://veilig.example/?url=https%253A%252F%252Fvoorbeeld.nl%252Fcoach%252F%2523p%253D{code}&x=1"
        ),
    );
    read(
        "link-escaped-lower",
        "Escapes in lower case.",
        &format!("https://veilig.example/?url=https%3a%2f%2fvoorbeeld.nl%2f%23p%3d{code}"),
    );
    read("link-slash", "A slash was added.", &format!("{link}/"));
    for (name, end) in [
        ("stop", "."),
        ("comma", ", zie boven"),
        ("bracket", ")"),
        ("quote", "\""),
        ("angle", ">"),
        ("semicolon", ";"),
        ("ellipsis", "…"),
        ("tracking", "&utm_source=mail"),
    ] {
        read(
            &format!("link-{name}"),
            "Something stands directly behind the link.",
            &format!("{link}{end}"),
        );
    }
    read(
        "link-angles",
        "Angle brackets around it.",
        &format!("Mijn startbeeld: <{link}>"),
    );
    read(
        "link-sentence",
        "A sentence around it.",
        &format!(
            "Goedemiddag,\n\nDit is mijn startbeeld: {link} Kunt u dat bekijken?\n\nGroet, S."
        ),
    );
    read(
        "link-markdown",
        "As a link of a chat program.",
        &format!("[Startbeeld]({link})"),
    );
    read(
        "link-other-words",
        "Words that begin like a profile stand before it.",
        &format!("SBP is een afkorting. Startbeeld S B: {link}"),
    );
    read(
        "link-second",
        "The first link is cut off, the second one is whole.",
        &format!("{}\n\nNog een keer:\n{link}", &link[..120]),
    );
    read("mail-lines", "Lines of 60 letters.", &wrapped(60, "\r\n"));
    read(
        "mail-lines-white",
        "Lines that begin with white space.",
        &wrapped(76, "\n    "),
    );
    read(
        "mail-reply",
        "A quoted reply.",
        &format!("> {}", wrapped(70, "\n> ")),
    );
    read(
        "mail-reply-twice",
        "A reply to a reply.",
        &format!(">> {}", wrapped(64, "\n>> ")),
    );
    read(
        "mail-quoted-printable",
        "Quoted-printable: lines end with an equals sign, and the one before the code is escaped.",
        &wrapped(75, "=\r\n").replacen("#p=", "#p=3D", 1),
    );
    read(
        "mail-no-width",
        "An editor put characters without width into the long word.",
        &wrapped(50, "\u{200b}"),
    );
    let start = format!("{PAGE}#p=").len();
    read(
        "mail-break-in-magic",
        "A line ends within the first letters of the code.",
        &format!("{}\r\n{}", &link[..start + 1], &link[start + 1..]),
    );
    read(
        "mail-break-in-magic-quoted",
        "The same in quoted-printable.",
        &format!("{}=\r\n{}", &link[..start + 2], &link[start + 2..]),
    );
    read(
        "mail-break-before",
        "A line ends directly before the code.",
        &format!("{}\n{}", &link[..start], &link[start..]),
    );
    read(
        "mail-brace",
        "A text that begins with a brace is not always JSON.",
        &format!("{{\\rtf1 {{\\fldinst HYPERLINK \"{link}\"}}}}"),
    );
    read(
        "page",
        "A saved page.",
        &format!(
            "<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Mijn Startbeeld</title>\n<meta name=\"startbeeld-profile\" content=\"{code}\">\n</head><body><p>Werk: gaat een beetje</p></body></html>"
        ),
    );
}

fn mail_that_is_refused(v: &mut Vectors) {
    let code = compact::to_text(&people::withdrawn_man().profile());
    let link = format!("{PAGE}#p={code}");
    let mut refuse = |name: &str, description: &str, input: &str, error: &str| {
        v.error(name, description, "any", input, error)
    };
    refuse("any-nothing", "Nothing.", "", "empty");
    refuse(
        "any-white",
        "Nothing but white space.",
        " \r\n\t\u{feff}",
        "empty",
    );
    refuse(
        "any-words",
        "Something else.",
        "Kunt u mij bellen over de bijstand?",
        "foreign",
    );
    refuse(
        "any-link",
        "Another link.",
        "https://www.voorbeeldgemeente.nl/startbeeld/",
        "foreign",
    );
    refuse(
        "any-in-a-word",
        "The magic in the middle of a word.",
        "USBPort, xSBPB, 3DSBPB, -SBPBAAAA",
        "foreign",
    );
    refuse(
        "any-cut",
        "A link that was cut off.",
        &link[..150],
        "truncated",
    );
    refuse(
        "any-cut-sentence",
        "A link that was cut off, and a sentence behind it.",
        &format!("{}\nGroeten en tot dinsdag\nSam", &link[..150]),
        "truncated",
    );
    refuse(
        "any-damaged",
        "A letter was lost on the way.",
        &link
            .replacen(&code[40..41], "", 1)
            .replacen(&code[60..64], "AAAA", 1),
        "damaged",
    );
    refuse(
        "any-newer",
        "A link of a newer version, over two lines.",
        &link.replacen("SBPB", "SBPC", 1).replacen("AAA", "A\nAA", 1),
        "newer",
    );
    refuse(
        "any-json-off-scale",
        "JSON that is refused is not searched for a link.",
        &with(&json!({ "domain.money.level": "9" })).to_string(),
        "out-of-scale:domain.money.level",
    );
}
