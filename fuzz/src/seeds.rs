//! Inputs to begin with: the test vectors in the form that each target takes, and the kept inputs; and a dictionary of
//! the words of the formats. Nothing of it is stored twice.

use crate::{kept, lines, targets};
use serde_json::Value;
use startbeeld::engine::profile::{json, passphrase};
use std::collections::BTreeSet;
use std::io::{Error, Result};
use std::path::Path;
use std::{fs, iter};

/// Writes the inputs into the folder, and the dictionary beside it.
pub fn write(name: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut inputs = BTreeSet::new();
    for entry in fs::read_dir(vectors)? {
        let vector: Value =
            serde_json::from_slice(&fs::read(entry?.path())?).map_err(Error::other)?;
        inputs.extend(from_vector(name, &vector));
    }
    inputs.extend(more(name));
    let packed = fs::read_to_string(kept(name)).unwrap_or_default();
    inputs.extend(packed.lines().filter_map(lines::unescape));
    for (number, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number}")), input)?;
    }
    fs::write(folder.with_extension("dict"), dictionary())
}

/// What a vector gives a target.
fn from_vector(name: &str, vector: &Value) -> Vec<Vec<u8>> {
    let text = |key: &str| vector[key].as_str().unwrap_or_default();
    let (form, input) = (text("form"), text("input"));
    let profile = vector
        .get("profile")
        .map(|profile| profile.to_string().into_bytes());
    let bytes = match form {
        "bytes" => from_hex(input),
        "compact" => from_letters(input),
        _ => None,
    };
    let of_list = |key: &str| -> Vec<Vec<u8>> {
        let list = vector[key].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|value| {
                value
                    .as_str()
                    .map_or(value.to_string(), str::to_owned)
                    .into_bytes()
            })
            .collect()
    };
    match (name, form) {
        // Behind the magic, and without the checksum, which the target adds.
        ("compact", "bytes" | "compact") => {
            let body = bytes
                .as_ref()
                .and_then(|bytes| bytes.get(3..bytes.len().checked_sub(4)?));
            body.map(<[u8]>::to_vec)
                .into_iter()
                .chain(iter::once(input.into()))
                .collect()
        }
        ("opened", _) => bytes.into_iter().chain(profile).collect(),
        ("find", _) => vec![input.into()],
        ("json", "json") => iter::once(input.into()).chain(profile).collect(),
        ("json", _) => profile.into_iter().collect(),
        ("sealed", "sealed") => vec![input.into()],
        ("header", "sealed") => input
            .split(['.', '=', '"'])
            .filter_map(from_letters)
            .filter(|header| header.starts_with(b"{"))
            .collect(),
        ("keys", _) => of_list("keys"),
        ("passphrase", _) => of_list("passphrases"),
        ("session", _) => vector
            .get("profile")
            .map(|profile| session(profile).into_bytes())
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The answers of a profile as the lines of a session.
fn session(profile: &Value) -> String {
    let mut text = format!(
        "startbeeld-session 1\nroute={}\npage=share",
        profile["route"].as_str().unwrap_or_default()
    );
    for (question, answer) in profile["answers"].as_object().into_iter().flatten() {
        let value = match answer {
            Value::String(code) => code.replace('\\', "\\\\").replace('\n', "\\n"),
            Value::Array(codes) => codes
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(","),
            _ => "yes".to_owned(),
        };
        text.push_str(&format!("\n{question}={value}"));
    }
    text
}

/// What no vector holds.
fn more(name: &str) -> Vec<Vec<u8>> {
    let keys = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"HxQBRr-xslH4T03b4NTNz9d6_ZhKlSDjV5QCH4MSu54","y":"7JlaCLH6dwTfPcwLUKlmUmP7dxH5X5-KRJxQluR8iSs","kid":"6UoWwDCk","use":"enc","alg":"ECDH-ES"}]}"#;
    match name {
        "keys" => vec![keys.into()],
        "passphrase" => (0..6)
            .map(|n| {
                passphrase::generate(&[n; passphrase::RANDOM])
                    .replace(' ', "-")
                    .into()
            })
            .collect(),
        "repair" => (0..40u8)
            .map(|n| {
                (0..3 + 3 * n)
                    .map(|at| at.wrapping_mul(n).wrapping_add(n))
                    .collect()
            })
            .collect(),
        "large" => large(),
        _ => Vec::new(),
    }
}

/// Which decoder, a beginning, what is repeated, and an end.
fn large() -> Vec<Vec<u8>> {
    let mut inputs = Vec::new();
    let code = targets::OPEN;
    for part in [
        "S",
        "e",
        "SBP ",
        "SBPB ",
        "SBPB_w\n",
        "eyJ ",
        "e y J ",
        "S ",
        "=",
        "%3DSBP",
        "[",
        "{",
        "\"\",",
        "[],",
        "1,",
        "\"q\":1,",
        "fiets ",
        "0",
        "1 ",
        "a@",
        "\\n",
        "seen=share\n",
        "domain.money.level=1\n",
    ] {
        for (which, head, tail) in [
            (6, "", ""),
            (6, code, ""),
            (6, "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSJ9.", ""),
            (
                6,
                "{\"type\":\"startbeeld-profile\",\"answers\":{\"x\":[",
                "",
            ),
            (0, "SBPB", ""),
            (1, "", ""),
            (2, "startbeeld-session 1\nplan.step_own=", ""),
            (2, "startbeeld-session 1\n", ""),
            (3, "", ""),
            (4, "{\"keys\":[", "]}"),
            (5, "eyJ.", ""),
        ] {
            inputs.push(
                [
                    &[which],
                    head.as_bytes(),
                    &[1],
                    part.as_bytes(),
                    &[1],
                    tail.as_bytes(),
                ]
                .concat(),
            );
        }
    }
    inputs
}

/// The names and codes of the formats.
fn dictionary() -> String {
    let mut words: BTreeSet<String> = [
        "startbeeld-session 1",
        "seen=",
        "route=short",
        "page=",
        "share.",
        "=on",
        "=off",
        "skipped=work",
        "SBP",
        "SBPB",
        "eyJ",
        "#p=",
        "%3D",
        "=3D",
        "25",
        "\u{200b}",
        "\"alg\":\"ECDH-ES\"",
        "\"alg\":\"PBES2-HS512+A256KW\"",
        "\"alg\":\"PBES2-HS256+A128KW\"",
        "\"enc\":\"A256GCM\"",
        "\"epk\":{",
        "\"kty\":\"EC\"",
        "\"crv\":\"P-256\"",
        "\"p2c\":1000",
        "\"p2s\":",
        "\"cty\":\"jwk+json\"",
        "\"zip\":",
        "\"crit\":",
        "\"apu\":",
        "\"apv\":",
        "\"kid\":",
        "\"keys\":[",
        "\"use\":\"enc\"",
        "\"d\":",
        "\"x\":",
        "\"y\":",
        "\"type\":\"startbeeld-profile\"",
        "\"version\":\"1.0\"",
        "\"created\":\"2026-11-21\"",
        "\"rules\":\"steering/1\"",
        "\"provenance\":\"self-report\"",
        "\"answers\":{",
        "\"instrument\":1",
    ]
    .map(str::to_owned)
    .into();
    collect(&json::schema(), &mut words);
    words
        .iter()
        .filter(|word| word.len() <= 60)
        .map(|word| format!("\"{}\"\n", quote(word)))
        .collect()
}

/// All names and strings of the schema.
fn collect(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(word) => {
            words.insert(word.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            words.insert(name.clone());
            collect(value, words);
        }),
        _ => {}
    }
    words.remove("");
}

/// As a dictionary of libFuzzer wants it.
fn quote(word: &str) -> String {
    word.bytes()
        .map(|byte| match byte {
            b' '..=b'~' if byte != b'"' && byte != b'\\' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02X}"),
        })
        .collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

/// Letters of base64url, forgivingly: what is left over at the end is dropped.
fn from_letters(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}
