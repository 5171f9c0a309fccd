//! The vectors of sealed profiles. Keys, salts and all that is random otherwise is fixed here, so these keys must never
//! be used for anything else.

use crate::{PAGE, Vectors, json, people};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use serde_json::Value;
use sha2::{Digest, Sha256};
use startbeeld::crypto::{
    KeyRandom, PassphraseRandom, key_pair, seal_key, seal_to_key, seal_to_passphrase,
};
use startbeeld::engine::Profile;
use startbeeld::engine::profile::link_with;
use startbeeld::engine::profile::sealed::{
    Agreement, CONTENT_KEY, Content, Hash, IV, PassphraseWork, Point, PrivateKey, SALT, assemble,
    plaintext,
};

/// The words of every vector with a passphrase.
const WORDS: &str = "appel fiets zomer kano lepel panda";

fn bytes<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap()))
}

fn private(first: u8) -> PrivateKey {
    key_pair(bytes(first)).unwrap()
}

fn jwk(key: &PrivateKey) -> Value {
    serde_json::from_str(&key.jwk()).unwrap()
}

fn to_key(content: &[u8]) -> String {
    let random = KeyRandom {
        ephemeral: bytes(33),
        iv: bytes(65),
    };
    seal_to_key(content, &private(1).public, &random).unwrap()
}

fn random() -> PassphraseRandom {
    PassphraseRandom {
        salt: bytes(97),
        content_key: bytes(129),
        iv: bytes(65),
    }
}

fn to_words(content: &[u8]) -> String {
    seal_to_passphrase(content, WORDS, &random())
}

fn profile() -> Profile {
    people::withdrawn_man().profile()
}

fn value() -> Value {
    serde_json::from_str(&json::to_json(&profile())).unwrap()
}

/// The header of a sealed text, with something replaced, without sealing again.
fn forged(text: &str, from: &str, to: &str) -> String {
    let (header, rest) = text.split_once('.').unwrap();
    let header = String::from_utf8(base64(header)).unwrap();
    assert!(header.contains(from), "{from}");
    format!("{}.{rest}", letters(header.replace(from, to).as_bytes()))
}

/// What another writer seals to the same key: with this header, and with the parties of the derivation.
fn by_another_writer(header: &str, party_u: &[u8], party_v: &[u8]) -> String {
    let reader = private(1);
    let ephemeral = private(33);
    let mut agreement = Agreement::new(ephemeral.public.point, &reader.public);
    agreement.party_u = party_u.to_vec();
    agreement.party_v = party_v.to_vec();
    let secret = p256::SecretKey::from_slice(ephemeral.secret()).unwrap();
    let public = p256::PublicKey::from_sec1_bytes(&reader.public.point.to_raw()).unwrap();
    let shared = secret.diffie_hellman(&public);
    let key = Sha256::digest(agreement.kdf_input(shared.raw_secret_bytes()));
    let epk = ephemeral.public.point.thumbprint_input();
    let header = letters(header.replace("EPK", &epk).as_bytes());
    let payload = Payload {
        msg: &plaintext(&profile()),
        aad: header.as_bytes(),
    };
    let iv: [u8; IV] = bytes(65);
    let sealed = Aes256Gcm::new(&key).encrypt(&iv.into(), payload).unwrap();
    assemble(&header, &[], &iv, &sealed)
}

/// Sealed to the words with the other hash.
fn with_sha256() -> String {
    let work = PassphraseWork {
        hash: Hash::Sha256,
        salt: bytes::<SALT>(97).to_vec(),
        iterations: 1_000,
    };
    let mut kek = [0; 16];
    pbkdf2::pbkdf2_hmac::<Sha256>(
        WORDS.as_bytes(),
        &work.salt_input(),
        work.iterations,
        &mut kek,
    );
    let content_key: [u8; CONTENT_KEY] = bytes(129);
    let mut wrapped = [0; CONTENT_KEY + 8];
    aes_kw::KwAes128::new(&kek.into())
        .wrap_key(&content_key, &mut wrapped)
        .unwrap();
    let header = work.header(Content::Profile);
    let payload = Payload {
        msg: &plaintext(&profile()),
        aad: header.as_bytes(),
    };
    let iv: [u8; IV] = bytes(65);
    let sealed = Aes256Gcm::new(&content_key.into())
        .encrypt(&iv.into(), payload)
        .unwrap();
    assemble(&header, &wrapped, &iv, &sealed)
}

/// Base64url once more, letter by letter, so that the two check each other.
fn letters(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let letter = |six: &[u8]| {
        let value = (0..6).fold(0, |value, at| {
            value << 1 | six.get(at).copied().unwrap_or(0)
        });
        char::from(match value {
            0..26 => b'A' + value,
            26..52 => b'a' + value - 26,
            52..62 => b'0' + value - 52,
            62 => b'-',
            _ => b'_',
        })
    };
    bits.chunks(6).map(letter).collect()
}

fn base64(letters: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        _ => 63,
    };
    let bits: Vec<u8> = letters
        .bytes()
        .flat_map(|byte| (0..6).rev().map(move |bit| value(byte) >> bit & 1))
        .collect();
    bits.chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit))
        .collect()
}

/// The text with one letter of one part replaced.
fn flipped(text: &str, part: usize) -> String {
    let mut parts: Vec<String> = text.split('.').map(str::to_owned).collect();
    let letter = if parts[part].starts_with('Q') {
        "R"
    } else {
        "Q"
    };
    parts[part].replace_range(0..1, letter);
    parts.join(".")
}

/// The text cut in the middle of one part.
fn cut(text: &str, part: usize) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let half = &parts[part][..parts[part].len() / 2];
    [&parts[..part], &[half]].concat().join(".")
}

fn lines(text: &str, width: usize, between: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    all.chunks(width)
        .map(String::from_iter)
        .collect::<Vec<_>>()
        .join(between)
}

/// What can be opened.
pub(crate) fn opened(v: &mut Vectors) {
    let (key, old) = (jwk(&private(1)), jwk(&private(2)));
    let text = to_key(&plaintext(&profile()));
    let link = link_with(PAGE, &text);
    let mut with_key = |name: &str, description: &str, input: &str| {
        let has = (std::slice::from_ref(&key), [].as_slice());
        v.sealed(name, description, input, has, ("profile", value()));
    };
    with_key("sealed-key", "Sealed to a public key, alone.", &text);
    with_key("sealed-key-link", "In a link.", &link);
    with_key(
        "sealed-key-23",
        "In a link with its number sign escaped.",
        &link.replace('#', "%23"),
    );
    with_key(
        "sealed-key-2523",
        "In a link that was escaped twice.",
        &link.replace('#', "%2523").replace('=', "%253D"),
    );
    with_key(
        "sealed-key-sentence",
        "In a sentence, with a full stop behind the link.",
        &format!("Dag,\n\nhier is mijn link: {link}.\n\nGroeten van mij.\n"),
    );
    with_key(
        "sealed-key-reply",
        "In a quoted reply.",
        &format!("> {}", lines(&link, 72, "\n> ")),
    );
    with_key(
        "sealed-key-quoted-printable",
        "In a mail in its raw form.",
        &lines(&link.replace('=', "=3D"), 75, "=\r\n"),
    );
    with_key(
        "sealed-key-page",
        "In a saved page.",
        &format!(
            "<!doctype html>\n<title>Startbeeld</title>\n<meta name=\"startbeeld-profile\" content=\"{text}\">\n<p>Op slot.</p>\n"
        ),
    );
    with_key(
        "sealed-key-json",
        "The JSON form is inside.",
        &to_key(json::to_json_pretty(&profile()).as_bytes()),
    );
    with_key(
        "sealed-key-no-kid",
        "Another writer does not name the key.",
        &by_another_writer(r#"{"alg":"ECDH-ES","enc":"A256GCM","epk":EPK}"#, b"", b""),
    );
    with_key(
        "sealed-key-parties",
        "Another writer names the parties, and adds a member that means nothing here.",
        &by_another_writer(
            r#"{"alg":"ECDH-ES","enc":"A256GCM","typ":"JOSE","apu":"QWxpY2U","apv":"Qm9i","epk":EPK}"#,
            b"Alice",
            b"Bob",
        ),
    );
    v.sealed(
        "sealed-key-rotation",
        "Whoever opens it has a newer key too.",
        &text,
        (&[old, key], &[]),
        ("profile", value()),
    );
    let text = to_words(&plaintext(&profile()));
    let link = link_with(PAGE, &text);
    let mut with_words = |name: &str, description: &str, input: &str, words: &[&str]| {
        v.sealed(name, description, input, (&[], words), ("profile", value()));
    };
    with_words(
        "sealed-words",
        "Sealed to a passphrase, alone.",
        &text,
        &[WORDS],
    );
    with_words("sealed-words-link", "In a link.", &link, &[WORDS]);
    with_words(
        "sealed-words-lines",
        "In a link over several lines.",
        &lines(&link, 60, "\r\n"),
        &[WORDS],
    );
    with_words(
        "sealed-words-loose",
        "The words were typed loosely.",
        &text,
        &[" \u{201c}Appel-FIETS, zomer\u{a0}kano\tlepel \u{2013} panda.\u{201d}\n"],
    );
    with_words(
        "sealed-words-second",
        "The second of two passphrases.",
        &text,
        &["panda lepel kano zomer fiets appel", WORDS],
    );
    with_words(
        "sealed-words-json",
        "The JSON form is inside.",
        &to_words(json::to_json(&profile()).as_bytes()),
        &[WORDS],
    );
    with_words(
        "sealed-words-sha256",
        "PBES2-HS256+A128KW and the fewest iterations that are read.",
        &with_sha256(),
        &[WORDS],
    );
}

/// What cannot.
pub(crate) fn refused(v: &mut Vectors) {
    let (key, other) = (jwk(&private(1)), jwk(&private(2)));
    let text = to_key(&plaintext(&profile()));
    let words = to_words(&plaintext(&profile()));
    let mut error = |name: &str, description: &str, input: &str, error: &str| {
        let has = (std::slice::from_ref(&key), [WORDS].as_slice());
        v.sealed(name, description, input, has, ("error", error.into()));
    };
    for (part, name) in ["header", "wrapped", "iv", "text", "tag"]
        .into_iter()
        .enumerate()
    {
        let description = format!("Cut in part {} of five.", part + 1);
        error(
            &format!("sealed-cut-{name}"),
            &description,
            &cut(&words, part),
            "truncated",
        );
    }
    error(
        "sealed-cut-sentence",
        "Cut, and words follow.",
        &format!("{} (de rest volgt)", cut(&text, 3)),
        "truncated",
    );
    error(
        "sealed-flip-wrapped",
        "Another wrapped key.",
        &flipped(&words, 1),
        "wrong-passphrase",
    );
    error(
        "sealed-flip-iv",
        "Another initialisation vector.",
        &flipped(&text, 2),
        "damaged",
    );
    error(
        "sealed-flip-text",
        "Another ciphertext.",
        &flipped(&text, 3),
        "damaged",
    );
    error(
        "sealed-flip-tag",
        "Another tag.",
        &flipped(&text, 4),
        "damaged",
    );
    error(
        "sealed-flip-header",
        "The header says the same in another way, so the tag does not fit.",
        &forged(&text, "{\"alg\"", "{\"typ\":\"JOSE\",\"alg\""),
        "damaged",
    );
    error(
        "sealed-trailing",
        "A letter follows the tag.",
        &format!("{text}A"),
        "damaged",
    );
    for (name, from, to, wanted) in [
        (
            "alg",
            "\"ECDH-ES\"",
            "\"ECDH-ES+A256KW\"",
            "sealed-otherwise",
        ),
        ("enc", "A256GCM", "A128CBC-HS256", "sealed-otherwise"),
        ("crit", "{", "{\"crit\":[\"exp\"],", "sealed-otherwise"),
        ("zip", "{", "{\"zip\":\"DEF\",", "sealed-otherwise"),
        ("curve", "P-256", "P-521", "sealed-otherwise"),
        (
            "kid-long",
            "\"kid\":\"",
            &format!("\"kid\":\"{}", "k".repeat(60)),
            "damaged",
        ),
        ("twice", "{\"alg\"", "{\"alg\":\"dir\",\"alg\"", "damaged"),
    ] {
        let forged = if name == "crit" || name == "zip" {
            forged(&text, "{\"alg\"", &format!("{to}\"alg\""))
        } else {
            forged(&text, from, to)
        };
        error(
            &format!("sealed-{name}"),
            "A header that is refused before any work.",
            &forged,
            wanted,
        );
    }
    for (name, to, wanted) in [
        ("large", "2000001", "too-much-work"),
        ("huge", "18446744073709551615", "too-much-work"),
        ("small", "999", "sealed-otherwise"),
    ] {
        let description = "A number of iterations that is not read.";
        error(
            &format!("sealed-p2c-{name}"),
            description,
            &forged(&words, "210000", to),
            wanted,
        );
    }
    let nowhere = Point {
        x: bytes(1),
        y: bytes(1),
    };
    let off = letters(&nowhere.x);
    let header = format!(
        r#"{{"alg":"ECDH-ES","enc":"A256GCM","epk":{{"kty":"EC","crv":"P-256","x":"{off}","y":"{off}"}},"kid":"{}"}}"#,
        private(1).public.kid()
    );
    let (_, rest) = text.split_once('.').unwrap();
    error(
        "sealed-off-curve",
        "A public key that is no point of the curve.",
        &format!("{}.{rest}", letters(header.as_bytes())),
        "damaged",
    );
    let mut newer = plaintext(&profile());
    newer[2] = 0xC2;
    error(
        "sealed-newer",
        "A newer layout is inside.",
        &to_key(&newer),
        "newer",
    );
    error(
        "sealed-foreign",
        "Something else is inside.",
        &to_key(b"Dag!"),
        "foreign",
    );
    error(
        "sealed-key-file",
        "The private key of a coach, where a profile was expected.",
        &seal_key(&private(1), WORDS, &random()),
        "key-file",
    );
    error(
        "sealed-token",
        "A signed token, which begins in the same way.",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "foreign",
    );
    v.sealed(
        "sealed-wrong-key",
        "Sealed to another key.",
        &text,
        (&[other], &[WORDS]),
        ("error", "wrong-key".into()),
    );
    v.sealed(
        "sealed-wrong-words",
        "Sealed to another passphrase.",
        &words,
        (&[key], &["appel fiets zomer kano lepel robot"]),
        ("error", "wrong-passphrase".into()),
    );
    v.sealed(
        "sealed-nothing",
        "Whoever opens it has no key.",
        &text,
        (&[], &[WORDS]),
        ("error", "sealed".into()),
    );
}
