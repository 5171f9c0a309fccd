//! Holds `docs/profile-format.md` and `schema/profile.json` to the code they describe.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

use startbeeld::engine::instrument::LANGUAGES;
use startbeeld::engine::{Block, Domain, Field, Kind, SharedBlock};
use std::fs;

const DOCUMENT: &str = include_str!("../docs/profile-format.md");

/// What the document says between two marks.
fn part(name: &str) -> &'static str {
    let start = DOCUMENT.find(&format!("<!-- {name}: ")).unwrap();
    let start = start + DOCUMENT[start..].find('\n').unwrap() + 1;
    let end = start + DOCUMENT[start..].find("<!-- end -->").unwrap();
    &DOCUMENT[start..end]
}

/// Compares a table, or writes it with `WRITE_SPECIFICATION=1`.
fn check(name: &str, table: &str) {
    if std::env::var_os("WRITE_SPECIFICATION").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/profile-format.md");
        let now = fs::read_to_string(path).unwrap();
        let start = now.find(&format!("<!-- {name}: ")).unwrap();
        let start = start + now[start..].find('\n').unwrap() + 1;
        let end = start + now[start..].find("<!-- end -->").unwrap();
        fs::write(path, [&now[..start], table, &now[end..]].concat()).unwrap();
    } else {
        assert_eq!(
            part(name),
            table,
            "write it again: WRITE_SPECIFICATION=1 cargo test --test specification tables"
        );
    }
}

fn codes(codes: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    codes
        .into_iter()
        .map(|code| format!("`{}`", code.as_ref()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Kind and answers of a question, as in the table.
fn answers(field: Field) -> (String, String) {
    let def = field.def();
    let listed: Vec<String> = match field {
        Field::PlanGoal => vec!["{goal}".into()],
        Field::DomainApplies => vec!["yes".into()],
        _ if def.codes.first() == Some(&"money") => {
            let extra = def
                .codes
                .iter()
                .skip(Domain::COUNT)
                .map(|code| (*code).to_owned());
            std::iter::once("{domain}".to_owned())
                .chain(extra)
                .collect()
        }
        _ => def
            .codes
            .iter()
            .filter(|code| **code != "declined")
            .map(|code| (*code).to_owned())
            .collect(),
    };
    let alone = def.alone.and_then(|option| field.code(option));
    let marked = listed.iter().map(|code| {
        if Some(code.as_str()) == alone {
            format!("!{code}")
        } else {
            code.clone()
        }
    });
    match def.kind {
        Kind::One => ("one".into(), codes(marked)),
        Kind::Many => ("several".into(), codes(marked)),
        Kind::Flag => ("checkbox".into(), String::new()),
        Kind::Text => ("words".into(), format!("at most {} characters", def.max)),
    }
}

/// Questions that follow each other in a section and have the same answers share a row.
fn rows(section: usize, fields: impl Iterator<Item = Field>) -> String {
    let mut rows: Vec<(Vec<String>, (String, String))> = Vec::new();
    for field in fields {
        let def = field.def();
        let id = field.id(None).replacen("..", ".{domain}.", 1);
        let id = if id.ends_with('.') {
            id + "{domain}"
        } else {
            id
        };
        let id = if def.supplement_only {
            id.replace("{domain}", "{supplement}")
        } else {
            id
        };
        match rows.last_mut() {
            Some((ids, known)) if *known == answers(field) => ids.push(id),
            _ => rows.push((vec![id], answers(field))),
        }
    }
    let line = |(ids, (kind, answers)): (Vec<String>, (String, String))| {
        format!("| {section} | {} | {kind} | {answers} |\n", codes(ids))
    };
    rows.into_iter().map(line).collect()
}

#[test]
fn tables() {
    let mut domains = "| Domain | Goals |\n|---|---|\n".to_owned();
    for domain in Domain::all() {
        let goals = Field::PlanGoal
            .def()
            .codes
            .iter()
            .filter(|code| code.split('.').next() == Some(domain.id()));
        let supplement = if domain.is_supplement() {
            " (supplement)"
        } else {
            ""
        };
        domains += &format!("| `{}`{supplement} | {} |\n", domain.id(), codes(goals));
    }
    check("domains", &domains);
    let mut table =
        "| Section | Questions, in order | Kind | Answers, in order |\n|---|---|---|---|\n"
            .to_owned();
    let mut section = 0;
    let mut add = |fields: Vec<Field>| {
        if !fields.is_empty() {
            section += 1;
            table += &rows(section, fields.into_iter());
        }
    };
    for field in Field::in_block(Block::Domain) {
        add(vec![field]);
    }
    add(Field::in_block(Block::Steering).collect());
    for block in SharedBlock::ALL.map(SharedBlock::block) {
        let is_text = |field: &Field| field.def().kind == Kind::Text;
        let dependent =
            |field: &Field| field.def().condition.is_some() || *field == Field::PlanGoal;
        add(Field::in_block(block)
            .filter(|field| !dependent(field) && !is_text(field))
            .collect());
        add(Field::in_block(block)
            .filter(|field| dependent(field))
            .collect());
    }
    add(Field::all()
        .filter(|field| field.def().kind == Kind::Text)
        .collect());
    check("sections", &table);
}

#[test]
fn languages() {
    assert!(DOCUMENT.contains(&format!("of the answers: {} (", codes(LANGUAGES))));
}

/// The numbers of the sealed form, and the example, which is a vector.
#[cfg(feature = "json")]
#[test]
fn sealing() {
    use startbeeld::engine::profile::passphrase::{LIST, WORDS};
    use startbeeld::engine::profile::sealed::{
        ITERATIONS, ITERATIONS_READ, MAX_HEADER, MAX_KID, SALTS,
    };
    assert_eq!((WORDS, LIST), (6, 2048));
    for wanted in [
        format!("\"p2c\":{ITERATIONS},"),
        format!(
            "`p2c` from {} to {}",
            ITERATIONS_READ.start(),
            ITERATIONS_READ.end()
        ),
        format!("of {} to {} bytes", SALTS.start(), SALTS.end()),
        format!("a header over {MAX_HEADER} bytes, a `kid` over {MAX_KID} characters"),
    ] {
        assert!(DOCUMENT.contains(&wanted), "{wanted}");
    }
    let vector: serde_json::Value =
        serde_json::from_str(include_str!("vectors/sealed-key.json")).unwrap();
    let code = vector["input"].as_str().unwrap();
    let parts: Vec<&str> = code.split('.').collect();
    let (d, kid) = (&vector["keys"][0]["d"], &vector["keys"][0]["kid"]);
    for wanted in [
        format!("`d` = `{}`", d.as_str().unwrap()),
        format!("`kid` = `{}`", kid.as_str().unwrap()),
        format!("`{}`, this header of {} letters", parts[2], parts[0].len()),
        format!("ciphertext of {} letters", parts[3].len()),
        format!("a code of {} letters", code.len()),
        format!("ends with the tag `{}`", parts[4]),
    ] {
        let plain = DOCUMENT.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(&wanted), "{wanted}");
    }
}

/// CRC-32 of everything but white space and commas, which a formatter moves.
fn hash(texts: &[&str]) -> u32 {
    let bytes = texts
        .iter()
        .flat_map(|text| text.bytes())
        .filter(|byte| !byte.is_ascii_whitespace() && *byte != b',');
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn the_document_is_locked_to_the_code() {
    let hash = hash(&[
        include_str!("../src/content/instrument.toml"),
        include_str!("../src/engine/profile/compact.rs"),
        include_str!("../src/engine/profile/sealed/mod.rs"),
        include_str!("../src/engine/profile/sealed/read.rs"),
        include_str!("../src/engine/profile/sealed/keys.rs"),
    ]);
    let line = format!(
        "<!-- lock {hash:08x}: instrument.toml, compact.rs and sealed/, as they were when this page was last compared with them -->"
    );
    assert_eq!(
        DOCUMENT.lines().last(),
        Some(line.as_str()),
        "the instrument, the compact or the sealed form changed: compare the page with the code, then let its last line be this one"
    );
}

#[test]
fn the_document_stays_short() {
    assert!(
        DOCUMENT.lines().count() <= 215,
        "{} lines",
        DOCUMENT.lines().count()
    );
}

#[cfg(feature = "json")]
#[test]
fn the_schema_is_the_one_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/profile.json");
    let wanted = startbeeld::engine::profile::json::schema();
    let found: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap_or_default()).unwrap_or_default();
    assert_eq!(
        found, wanted,
        "write it again: cargo run --features cli --bin startbeeld -- schema > schema/profile.json"
    );
}

#[cfg(feature = "config")]
#[test]
fn the_schema_of_the_configuration_is_the_one_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/config.json");
    let found: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap_or_default()).unwrap_or_default();
    assert_eq!(
        found,
        startbeeld::config::schema(),
        "write it again: cargo run --features cli --bin startbeeld -- schema config > schema/config.json"
    );
}
#[cfg(feature = "json")]
#[test]
fn the_schema_of_the_dossier_is_the_one_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/dossier.json");
    let wanted = startbeeld::engine::desk::dossier::schema();
    let found: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap_or_default()).unwrap_or_default();
    assert_eq!(
        found, wanted,
        "write it again: cargo run --features cli --bin startbeeld -- schema dossier > schema/dossier.json"
    );
}

/// What stands in the page about limits and codes is what the code holds.
#[cfg(feature = "json")]
#[test]
fn the_page_about_the_dossier_names_every_code_and_limit() {
    use startbeeld::engine::desk;
    let page = include_str!("../docs/dossier-format.md");
    let ids = [
        desk::Role::ALL
            .iter()
            .map(|one| one.id())
            .collect::<Vec<_>>(),
        desk::Stance::ALL.iter().map(|one| one.id()).collect(),
        desk::Party::ALL.iter().map(|one| one.id()).collect(),
        desk::Approach::ALL.iter().map(|one| one.id()).collect(),
        desk::Norbs::ALL.iter().map(|one| one.id()).collect(),
    ];
    for id in ids.concat() {
        assert!(page.contains(&format!("`{id}`")), "{id} is not in the page");
    }
    for limit in [
        desk::MAX_NOTE,
        desk::MAX_WHAT,
        desk::MAX_WHEN,
        desk::MAX_QUESTION,
        desk::MAX_PROFILES,
        desk::MAX_AGREEMENTS,
        desk::MAX_LINES,
    ] {
        assert!(
            page.contains(&format!(" {limit} ")),
            "{limit} is not in the page"
        );
    }
}
