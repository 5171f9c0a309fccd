//! What is fuzzed: one function per decoder, which takes any bytes and panics where a promise is broken.
//!
//! Nothing here knows the engine that makes the inputs, so `tests/fuzz.rs` runs the same functions over the kept inputs
//! wherever the tests run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "that is how a target says that it found something"
)]

use startbeeld::engine::caution::caution;
use startbeeld::engine::profile::sealed::opened;
use startbeeld::engine::profile::{self, Found, Language, MAX_INPUT, compact, passphrase};
use startbeeld::engine::session;
use startbeeld::engine::steering::{readings, topics};
use startbeeld::engine::{Answer, Date, Profile, ProfileError};

/// One decoder and what it promises.
pub struct Target {
    /// The name on the command line, and of its kept inputs.
    pub name: &'static str,
    /// Takes any bytes.
    pub run: fn(&[u8]),
}

/// All of them, in alphabetical order.
pub static TARGETS: &[Target] = &[
    target("compact", compact_form),
    target("find", find),
    #[cfg(feature = "json")]
    target("header", sealing::header),
    #[cfg(feature = "json")]
    target("json", json),
    #[cfg(feature = "json")]
    target("keys", sealing::keys),
    target("large", large),
    target("opened", opened_plaintext),
    target("passphrase", typed),
    target("repair", repair),
    #[cfg(feature = "crypto")]
    target("sealed", sealing::sealed),
    target("session", stored),
];

const fn target(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

/// A person's whole profile, without own words.
pub const OPEN: &str = "SBPBCUuWJmGHkAAEH4JBVhA";

/// What holds for every profile that was read: all its forms read back as the same one, and it can be looked at.
fn holds(profile: &Profile) {
    let bytes = compact::to_bytes(profile);
    assert_eq!(compact::from_bytes(&bytes).as_ref(), Ok(profile));
    let link = profile::link("https://example.org/coach/", profile);
    assert_eq!(profile::read(&link).as_ref(), Ok(profile));
    #[cfg(feature = "json")]
    {
        let text = profile::json::to_json(profile);
        assert_eq!(profile::read(&text).as_ref(), Ok(profile));
    }
    assert_eq!(
        readings(&profile.answers).len(),
        profile.answers.focus().count()
    );
    for finding in topics(&profile.answers) {
        assert!(
            finding
                .domain
                .is_none_or(|domain| profile.has_domain(domain))
        );
    }
}

/// What was read from bytes can only have come from these bytes.
fn canonical(bytes: &[u8]) {
    let outcome = compact::from_bytes(bytes);
    if let Ok(profile) = &outcome {
        assert_eq!(
            compact::to_bytes(profile),
            bytes,
            "there is one compact form"
        );
        holds(profile);
    }
    // The same bytes as text say the same, except that text of a few letters is not yet known to be foreign.
    let text = base64url(bytes);
    match (compact::from_text(&text), outcome) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Err(_), Err(_)) => {}
        (one, other) => panic!("{one:?} as text, {other:?} as bytes"),
    }
}

/// The engine's own alphabet, borrowed from the part of a sealed profile that holds a key.
fn base64url(bytes: &[u8]) -> String {
    let whole = profile::sealed::assemble("", bytes, &[0; profile::sealed::IV], &[]);
    whole.split('.').nth(1).unwrap().to_owned()
}

/// CRC-32 as in the format, so that inputs get past the checksum.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// The bytes as they are, as the letters of a code, and as the body of one whose checksum fits.
fn compact_form(data: &[u8]) {
    canonical(data);
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(profile) = compact::from_text(text)
    {
        assert_eq!(
            compact::to_text(&profile),
            text,
            "there is one compact form"
        );
    }
    let mut bytes = vec![0x48, 0x13, 0xC1];
    bytes.extend(data);
    bytes.extend(crc32(&bytes).to_be_bytes());
    canonical(&bytes);
}

/// Any text that a coach may paste.
fn find(data: &[u8]) {
    found(&String::from_utf8_lossy(data));
}

fn found(text: &str) {
    match profile::find(text) {
        Ok(Found::Open(profile)) => {
            assert!(text.trim().len() <= MAX_INPUT + 8);
            holds(&profile);
        }
        Ok(Found::Sealed(envelope)) => {
            let code = envelope.to_text();
            assert_eq!(profile::find(&code), Ok(Found::Sealed(envelope)));
            assert_eq!(profile::read(text), Err(ProfileError::Sealed));
        }
        Err(error) => assert_eq!(profile::read(text), Err(error)),
    }
}

#[cfg(feature = "json")]
fn json(data: &[u8]) {
    use startbeeld::engine::profile::json::from_json;
    let text = String::from_utf8_lossy(data);
    if let Ok(profile) = from_json(&text) {
        holds(&profile);
        assert_eq!(profile::read(&text), Ok(profile));
    }
}

/// What stands in something sealed, whoever sealed it.
fn opened_plaintext(data: &[u8]) {
    if let Ok(profile) = opened(data) {
        holds(&profile);
        if !data.trim_ascii_start().starts_with(b"{") {
            assert_eq!(
                compact::to_bytes(&profile),
                data,
                "there is one compact form"
            );
        }
    }
}

/// What a passphrase is after it was typed.
fn typed(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let normal = passphrase::normalise(&text);
    assert_eq!(passphrase::normalise(&normal), normal);
    let outcome = passphrase::check(&text);
    assert_eq!(passphrase::check(&normal), outcome);
    if outcome.is_ok() {
        assert_eq!(normal.split(' ').count(), passphrase::WORDS);
    }
}

/// What the browser kept of an interrupted interview.
fn stored(data: &[u8]) {
    let Ok(session) = session::from_text(&String::from_utf8_lossy(data)) else {
        return;
    };
    let text = session::to_text(&session);
    assert_eq!(session::from_text(&text).as_ref(), Ok(&session));
    for (_, answer) in session.interview.answers.iter() {
        if let Answer::Text(words) = answer {
            let _ = caution(words);
        }
    }
    let day = Date::from_days(u16::try_from(data.len()).unwrap_or(u16::MAX));
    let profile = Profile::new(
        &session.interview,
        &session.sharing,
        day,
        Language::default(),
    );
    holds(&profile);
}

/// What mail programs put between letters.
const BREAKS: [&str; 12] = [
    "\n", "\r\n", " ", "=\n", "=\r\n", "\n> ", "\n>> ", "\u{ad}", "\u{200b}", "\u{feff}", "\t",
    "\u{2060}",
];
/// What stands before a code.
const BEFORE: [&str; 10] = [
    "",
    "#p=",
    "#p%3D",
    "%23p%253D",
    "#p=3D",
    "https://example.org/coach/#p=",
    "Hier is mijn link: ",
    "<",
    "> > ",
    "\u{201c}",
];
/// What stands behind it. None of these may begin with a letter: that would be another code.
const BEHIND: [&str; 8] = [
    "",
    ".",
    ")",
    "\">",
    " en meer",
    "\n\nGroet, S.",
    "&x=y",
    "\u{201d}",
];

/// A code with breaks in it is found again: the first bytes say what surrounds it, each next pair where a break comes
/// and which.
fn repair(data: &[u8]) {
    let mut bytes = data.iter().map(|byte| usize::from(*byte));
    let mut next = || bytes.next().unwrap_or_default();
    #[cfg(feature = "crypto")]
    let code = if next() % 2 == 0 {
        OPEN
    } else {
        sealing::code()
    };
    #[cfg(not(feature = "crypto"))]
    let code = [OPEN, OPEN][next() % 2];
    let whole = profile::find(code);
    assert!(whole.is_ok());
    let [before, behind] = [next(), next()];
    let before = BEFORE.get(before % BEFORE.len()).unwrap();
    let behind = BEHIND.get(behind % BEHIND.len()).unwrap();
    let mut pieces: Vec<String> = code.chars().map(String::from).collect();
    // A profile of the longest kind comes in fewer pieces than this.
    for pair in data.get(3..).unwrap_or_default().chunks_exact(3).take(150) {
        let [high, low, kind] = [0, 1, 2].map(|at| pair.get(at).copied().map_or(0, usize::from));
        let at = (high << 8 | low) % pieces.len();
        pieces
            .get_mut(at)
            .unwrap()
            .insert_str(0, BREAKS.get(kind % BREAKS.len()).unwrap());
    }
    let text = format!("{before}{}{behind}", pieces.concat());
    assert_eq!(profile::find(&text), whole, "{text:?}");
}

/// Ends the three parts of a large input.
const PART: u8 = 1;

/// A beginning, something that is repeated until the input is as large as it may be, and an end: what costs too much
/// time or memory shows at that size only. The first byte says which decoder it is for.
fn large(data: &[u8]) {
    let Some((which, data)) = data.split_first() else {
        return;
    };
    let mut parts = data
        .splitn(3, |byte| *byte == PART)
        .map(String::from_utf8_lossy);
    let [head, part, tail] = [0, 1, 2].map(|_| parts.next().unwrap_or_default());
    if part.is_empty() {
        return;
    }
    let room = MAX_INPUT.saturating_sub(head.len() + tail.len());
    let text = [&head, &*part.repeat(room / part.len()), &tail].concat();
    match which % 8 {
        0 => {
            let _ = compact::from_text(&text);
        }
        1 => {
            let _ = passphrase::check(&text);
        }
        2 => {
            let _ = session::from_text(&text).map(|session| session::to_text(&session));
        }
        3 => {
            let _ = caution(&text);
        }
        #[cfg(feature = "json")]
        4 => sealing::of_keys(&text),
        #[cfg(feature = "json")]
        5 => {
            let _ = profile::sealed::Envelope::parse(&text);
        }
        _ => {
            let _ = profile::find(&text);
        }
    }
    let more = "x".repeat(MAX_INPUT + 1 - text.trim().len().min(MAX_INPUT));
    assert_eq!(
        profile::find(&format!("x{}{more}", text.trim())),
        Err(ProfileError::TooLarge)
    );
}

/// What is sealed, and its keys.
#[cfg(feature = "json")]
mod sealing {
    use super::*;
    use startbeeld::engine::profile::sealed::{
        Content, Envelope, IV, Method, PrivateKey, RecipientKey, TAG, WRAPPED_KEY, assemble,
    };

    /// The data as the header of something that is sound otherwise.
    pub(super) fn header(data: &[u8]) {
        let letters = base64url(data);
        for wrapped in [0, WRAPPED_KEY] {
            let text = assemble(&letters, &vec![7; wrapped], &[9; IV], &[5; TAG + 3]);
            let Ok(envelope) = Envelope::parse(&text) else {
                continue;
            };
            assert_eq!(envelope.to_text(), text, "there is one form of an envelope");
            assert_eq!(envelope.wrapped_key().len(), wrapped);
            let again = match &envelope.method {
                Method::Passphrase(work) => work.header(envelope.content),
                Method::Key(agreement) => {
                    let kid = agreement.kid.as_deref().unwrap_or_default();
                    let ours = RecipientKey::new(kid, agreement.ephemeral).is_ok()
                        && agreement.party_u.is_empty()
                        && agreement.party_v.is_empty()
                        && envelope.content == Content::Profile;
                    if !ours {
                        continue;
                    }
                    agreement.header(Content::Profile)
                }
            };
            let again = assemble(&again, &vec![7; wrapped], &[9; IV], &[5; TAG + 3]);
            let again = Envelope::parse(&again).expect("what is written is read");
            assert_eq!(
                (again.method, again.content),
                (envelope.method, envelope.content)
            );
        }
    }

    /// The keys that a municipality publishes and the ones that a coach keeps.
    pub(super) fn keys(data: &[u8]) {
        of_keys(&String::from_utf8_lossy(data));
        if let Ok(key) = PrivateKey::from_jwk(data) {
            assert_eq!(PrivateKey::from_jwk(key.jwk().as_bytes()), Ok(key));
        }
    }

    pub(super) fn of_keys(text: &str) {
        if let Ok(keys) = RecipientKey::from_json(text) {
            assert!(!keys.is_empty());
            let first: Vec<RecipientKey> = keys.into_iter().take(20).collect();
            assert_eq!(
                RecipientKey::from_json(&RecipientKey::config(&first)),
                Ok(first)
            );
        }
    }

    #[cfg(feature = "crypto")]
    mod with_ciphers {
        use super::*;
        use startbeeld::crypto::{KeyRandom, Keyring, key_pair, open_key, seal_to_key};
        use std::sync::OnceLock;

        fn key() -> &'static PrivateKey {
            static KEY: OnceLock<PrivateKey> = OnceLock::new();
            KEY.get_or_init(|| key_pair([7; 32]).unwrap())
        }

        fn seal(plaintext: &[u8]) -> String {
            let random = KeyRandom {
                ephemeral: [2; 32],
                iv: [3; IV],
            };
            seal_to_key(plaintext, &key().public, &random).unwrap()
        }

        /// A sealed profile.
        pub(in super::super) fn code() -> &'static str {
            static CODE: OnceLock<String> = OnceLock::new();
            CODE.get_or_init(|| seal(&compact::to_bytes(&compact::from_text(OPEN).unwrap())))
        }

        /// Text as something sealed, opened where that costs little; and what was sealed properly, whatever it is.
        pub(in super::super) fn sealed(data: &[u8]) {
            let text = String::from_utf8_lossy(data);
            let keyring = Keyring {
                keys: vec![key().clone()],
                passphrases: vec!["kano".to_owned()],
            };
            if let Ok(envelope) = Envelope::parse(&text) {
                assert_eq!(envelope.to_text(), text, "there is one form of an envelope");
                let cheap = match &envelope.method {
                    Method::Key(_) => true,
                    Method::Passphrase(work) => work.iterations <= 1_000,
                };
                if cheap {
                    if let Ok(profile) = keyring.open(&envelope) {
                        holds(&profile);
                    }
                    let _ = open_key(&text, "kano");
                }
            }
            // Agreeing on a key costs a thousand times what parsing does, so not for every input.
            if data.len() % 32 == 5 {
                let envelope = Envelope::parse(&seal(data)).unwrap();
                let inside = match opened(data) {
                    Err(ProfileError::Empty) => Err(ProfileError::Foreign),
                    outcome => outcome,
                };
                assert_eq!(keyring.open(&envelope), inside);
            }
        }
    }
    #[cfg(feature = "crypto")]
    pub(super) use with_ciphers::{code, sealed};
}
