//! What is taken apart, and what is refused, without any cipher.
#![allow(clippy::unwrap_used, reason = "that is how a test fails")]

use super::*;

const KEY: [u8; 32] = [7; 32];

fn reader() -> RecipientKey {
    RecipientKey::new("abcd1234", Point { x: KEY, y: [9; 32] }).unwrap()
}

fn to_key() -> (Agreement, String) {
    let agreement = Agreement::new(
        Point {
            x: [1; 32],
            y: [2; 32],
        },
        &reader(),
    );
    let text = assemble(&agreement.header(Content::Profile), &[], &[3; IV], &[4; 50]);
    (agreement, text)
}

fn to_passphrase(work: &PassphraseWork) -> String {
    assemble(
        &work.header(Content::Profile),
        &[5; WRAPPED_KEY],
        &[3; IV],
        &[4; 50],
    )
}

/// With another protected header.
fn with_header(text: &str, header: &str) -> String {
    let (_, rest) = text.split_once('.').unwrap();
    [&base64url::encode(header.as_bytes()), ".", rest].concat()
}

fn header_of(text: &str) -> String {
    let letters = text.split('.').next().unwrap();
    String::from_utf8(base64url::decode(letters).unwrap()).unwrap()
}

fn error(text: &str) -> String {
    Envelope::parse(text).unwrap_err().id()
}

#[test]
fn what_is_written_is_read() {
    let (agreement, text) = to_key();
    let envelope = Envelope::parse(&text).unwrap();
    assert_eq!(envelope.method, Method::Key(agreement));
    assert_eq!(envelope.iv(), &[3; IV]);
    assert_eq!(envelope.ciphertext_and_tag(), [4; 50]);
    assert!(envelope.wrapped_key().is_empty());
    assert_eq!(envelope.to_text(), text);
    assert!(text.as_bytes().starts_with(envelope.associated_data()));
    let work = PassphraseWork::new([6; SALT]);
    let envelope = Envelope::parse(&to_passphrase(&work)).unwrap();
    assert_eq!(envelope.method, Method::Passphrase(work));
    assert_eq!(envelope.wrapped_key(), [5; WRAPPED_KEY]);
}

#[test]
fn the_derivation_of_the_example_in_rfc_7518() {
    // Appendix C of RFC 7518, which derives a key of 128 bits for other parties; only those parts differ.
    let agreement = Agreement {
        ephemeral: Point { x: KEY, y: KEY },
        kid: None,
        party_u: b"Alice".to_vec(),
        party_v: b"Bob".to_vec(),
    };
    let input = agreement.kdf_input(&[158; 32]);
    let mut expected = vec![0, 0, 0, 1];
    expected.extend([158; 32]);
    expected.extend([0, 0, 0, 7]);
    expected.extend(b"A256GCM");
    expected.extend([0, 0, 0, 5, 65, 108, 105, 99, 101]);
    expected.extend([0, 0, 0, 3, 66, 111, 98]);
    expected.extend([0, 0, 1, 0]);
    assert_eq!(input, expected);
    let work = PassphraseWork::new([6; SALT]);
    assert_eq!(
        work.salt_input(),
        [b"PBES2-HS512+A256KW\0".as_slice(), &[6; 16]].concat()
    );
}

#[test]
fn the_thumbprint_has_the_members_in_their_order() {
    let text = reader().point.thumbprint_input();
    assert!(text.starts_with(r#"{"crv":"P-256","kty":"EC","x":"BwcH"#));
    assert_eq!(kid_of(&[0xFF; 32]), "________");
}

#[test]
fn every_cut_is_told() {
    for text in [to_key().1, to_passphrase(&PassphraseWork::new([6; SALT]))] {
        for end in TEXT_MAGIC.len()..text.len() {
            assert_eq!(error(&text[..end]), "truncated", "cut at {end}");
        }
        assert_eq!(error(&format!("{text}A")), "damaged");
        assert_eq!(error(&format!("{text}.A")), "damaged");
    }
}

#[test]
fn other_seals_are_told() {
    let (_, key) = to_key();
    let words = to_passphrase(&PassphraseWork::new([6; SALT]));
    let change = |text: &str, from: &str, to: &str| {
        let header = header_of(text);
        assert!(header.contains(from), "{from}");
        error(&with_header(text, &header.replace(from, to)))
    };
    for (from, to, wanted) in [
        (
            r#""alg":"ECDH-ES""#,
            r#""alg":"ECDH-ES+A256KW""#,
            "sealed-otherwise",
        ),
        (r#""alg":"ECDH-ES""#, r#""alg":"dir""#, "sealed-otherwise"),
        ("A256GCM", "A128GCM", "sealed-otherwise"),
        (r#""alg""#, r#""crit":["exp"],"alg""#, "sealed-otherwise"),
        (r#""alg""#, r#""zip":"DEF","alg""#, "sealed-otherwise"),
        ("P-256", "P-521", "sealed-otherwise"),
        (r#""enc":"A256GCM","#, "", "foreign"),
        (r#""epk""#, r#""other""#, "damaged"),
        (r#""y":""#, r#""y":"A"#, "damaged"),
        ("\"alg\":", "\"alg\"=", "damaged"),
        (r#""alg""#, r#""alg":"ECDH-ES","alg""#, "damaged"),
        ("abcd1234", &"k".repeat(65), "damaged"),
        ("abcd1234", &"k".repeat(3000), "damaged"),
    ] {
        assert_eq!(change(&key, from, to), wanted, "{from} -> {to}");
    }
    for (from, to, wanted) in [
        ("210000", "2000001", "too-much-work"),
        ("210000", "99999999999", "too-much-work"),
        ("210000", "999", "sealed-otherwise"),
        ("210000", "-1", "damaged"),
        ("210000", "1e3", "damaged"),
        ("HS512", "HS384", "sealed-otherwise"),
        (r#""p2s""#, r#""other""#, "damaged"),
    ] {
        assert_eq!(change(&words, from, to), wanted, "{from} -> {to}");
    }
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    assert_eq!(error(token), "foreign");
    assert_eq!(error(&token[..20]), "foreign");
}

#[test]
fn what_others_write_is_read_too() {
    let (_, key) = to_key();
    let header = header_of(&key).replace("abcd1234", "sleutel é").replace(
        r#""alg""#,
        r#""typ":"JOSE","apu":"QWxpY2U","apv":"Qm9i","alg""#,
    );
    let envelope = Envelope::parse(&with_header(&key, &header)).unwrap();
    let Method::Key(agreement) = envelope.method else {
        panic!("to a key")
    };
    assert_eq!(agreement.kid.as_deref(), Some("sleutel é"));
    assert_eq!(
        (agreement.party_u.as_slice(), agreement.party_v.as_slice()),
        (b"Alice".as_slice(), b"Bob".as_slice())
    );
    let small = PassphraseWork {
        hash: Hash::Sha256,
        salt: vec![1; 8],
        iterations: 1_000,
    };
    assert_eq!(
        Envelope::parse(&to_passphrase(&small)).unwrap().method,
        Method::Passphrase(small)
    );
}

#[test]
fn keys_are_read_as_they_are_written() {
    let private = PrivateKey::new(reader(), [8; 32]);
    assert_eq!(
        PrivateKey::from_jwk(private.jwk().as_bytes()).as_ref(),
        Ok(&private)
    );
    assert!(!format!("{private:?}").contains("CAgI"));
    for text in [reader().jwk(), RecipientKey::config(&[reader()])] {
        assert_eq!(RecipientKey::from_json(&text), Ok(vec![reader()]), "{text}");
    }
    let raw = reader().point.to_raw();
    assert_eq!(Point::from_raw(&raw), Some(reader().point));
    assert_eq!(Point::from_raw(&raw[..64]), None);
    let jwk = reader().jwk();
    for (text, wanted) in [
        (String::new(), KeyError::Foreign),
        // Refused unread, because whoever publishes a key has no reason for a megabyte.
        (
            format!("{jwk}{}", " ".repeat(crate::engine::profile::MAX_INPUT)),
            KeyError::Foreign,
        ),
        (r#"{"keys":[]}"#.into(), KeyError::NoneOfThese),
        (jwk.replace("\"enc\"", "\"sig\""), KeyError::NoneOfThese),
        (jwk.replace("P-256", "P-384"), KeyError::NoneOfThese),
        (jwk.replace("abcd1234", ""), KeyError::Field("kid")),
        (jwk.replace("abcd1234", "a b"), KeyError::Field("kid")),
        (jwk.replace("\"y\"", "\"z\""), KeyError::Field("y")),
    ] {
        assert_eq!(RecipientKey::from_json(&text), Err(wanted), "{text}");
    }
}

#[test]
fn sealed_profiles_survive_links_and_mail() {
    use crate::engine::profile::{Found, find, link_with, read};
    for text in [to_key().1, to_passphrase(&PassphraseWork::new([6; SALT]))] {
        let link = link_with("https://example.org/coach/", &text);
        let wrapped = |with: &str| {
            let letters: Vec<char> = link.chars().collect();
            let lines: Vec<String> = letters.chunks(60).map(String::from_iter).collect();
            lines.join(with)
        };
        for input in [
            text.clone(),
            link.clone(),
            format!("Dag,\n\nhier is mijn link: {link}.\n\nGroeten van mij."),
            link.replace('#', "%23"),
            link.replace('#', "%2523").replace('=', "%253D"),
            link.replace("/#", "#/").replace('=', "%3D"),
            wrapped("\r\n"),
            wrapped("=\n"),
            wrapped("\n> "),
            format!("<{link}>"),
            format!("({link})"),
            format!("<meta name=\"startbeeld-profile\" content=\"{text}\">"),
            format!("{{niet zo}} {link}"),
        ] {
            let Ok(Found::Sealed(envelope)) = find(&input) else {
                panic!("{input}: {:?}", find(&input))
            };
            assert_eq!(envelope.to_text(), text);
            assert_eq!(read(&input), Err(ProfileError::Sealed));
        }
        for (input, wanted) in [
            (
                format!("{}.\n\nGroeten van mij.", &link[..link.len() - 9]),
                "truncated",
            ),
            (link[..link.len() - 30].to_owned(), "truncated"),
            (format!("{link}x"), "damaged"),
            (format!("x{text}"), "foreign"),
        ] {
            assert_eq!(find(&input).unwrap_err().id(), wanted, "{input}");
        }
    }
    let key = PassphraseWork::new([6; SALT]).header(Content::Key);
    let file = assemble(&key, &[5; WRAPPED_KEY], &[3; IV], &[4; 50]);
    assert_eq!(find(&file), Err(ProfileError::KeyFile));
}

#[test]
fn what_was_inside_says_itself_what_it_is() {
    let profile = compact::from_text("SBPBCUuWJmGHkAAEH4JBVhA").unwrap();
    assert_eq!(opened(&plaintext(&profile)), Ok(profile.clone()));
    let json = crate::engine::profile::json::to_json_pretty(&profile);
    assert_eq!(opened(json.as_bytes()), Ok(profile));
    assert_eq!(opened(b"").unwrap_err().id(), "empty");
    assert_eq!(opened(b"Dag!").unwrap_err().id(), "foreign");
}
