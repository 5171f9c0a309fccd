//! Walks the test vectors: one file per scenario in `tests/vectors/`, made by `tests/make_vectors.rs` and read by the
//! second decoder in `tests/oracles/` too. Runs natively and as WebAssembly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use include_dir::{Dir, include_dir};
use serde_json::Value;
use startbeeld::engine::profile::{self, compact};
use startbeeld::engine::{Profile, ProfileError};

static VECTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/vectors");

/// One scenario.
struct Vector {
    name: String,
    form: String,
    input: String,
    /// What whoever opens a sealed profile has: private keys as JWK, and passphrases.
    has: (Vec<Value>, Vec<Value>),
    /// The profile as JSON in its canonical order, or the identifier of the error.
    expect: Result<Value, String>,
}

fn vectors() -> Vec<Vector> {
    let read = |file: &include_dir::File<'_>| {
        let name = file
            .path()
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let vector: Value = serde_json::from_slice(file.contents())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let text = |key: &str| {
            vector[key]
                .as_str()
                .unwrap_or_else(|| panic!("{name}: `{key}` is missing"))
                .to_owned()
        };
        let expect = match vector.get("profile") {
            Some(profile) => Ok(profile.clone()),
            None => Err(text("error")),
        };
        assert!(
            text("description").ends_with('.'),
            "{name}: says in a sentence what it is about"
        );
        let list = |key: &str| vector[key].as_array().cloned().unwrap_or_default();
        Vector {
            has: (list("keys"), list("passphrases")),
            form: text("form"),
            input: text("input"),
            expect,
            name,
        }
    };
    VECTORS
        .files()
        .filter(|file| file.path().extension().is_some_and(|end| end == "json"))
        .map(read)
        .collect()
}

/// Reads a vector as its form says; `None` when this build does not know the form.
fn open(vector: &Vector) -> Option<Result<Profile, ProfileError>> {
    match vector.form.as_str() {
        "compact" => Some(compact::from_text(&vector.input)),
        "bytes" => Some(compact::from_bytes(&from_hex(&vector.input))),
        // Without JSON even this build knows links and pages.
        "any" if cfg!(not(feature = "json")) && vector.name.contains("json") => None,
        "any" => Some(profile::read(&vector.input)),
        #[cfg(feature = "json")]
        "json" => Some(profile::json::from_json(&vector.input)),
        #[cfg(not(feature = "json"))]
        "json" => None,
        "sealed" => open_sealed(vector),
        form => panic!("{}: unknown form `{form}`", vector.name),
    }
}

/// Opens what is sealed.
#[cfg(feature = "crypto")]
fn open_sealed(vector: &Vector) -> Option<Result<Profile, ProfileError>> {
    use startbeeld::crypto::Keyring;
    use startbeeld::engine::profile::sealed::PrivateKey;
    let keyring = Keyring {
        keys: vector
            .has
            .0
            .iter()
            .map(|jwk| PrivateKey::from_jwk(jwk.to_string().as_bytes()).unwrap())
            .collect(),
        passphrases: vector
            .has
            .1
            .iter()
            .map(|words| words.as_str().unwrap().to_owned())
            .collect(),
    };
    Some(match profile::find(&vector.input) {
        Ok(profile::Found::Sealed(envelope)) => keyring.open(&envelope),
        Ok(profile::Found::Open(profile)) => Ok(profile),
        Err(error) => Err(error),
    })
}

/// Without ciphers: what is refused before any of them comes into play, and what a cipher would have to say.
#[cfg(all(feature = "json", not(feature = "crypto")))]
fn open_sealed(vector: &Vector) -> Option<Result<Profile, ProfileError>> {
    const INSIDE: [&str; 6] = [
        "damaged",
        "foreign",
        "newer",
        "sealed",
        "wrong-key",
        "wrong-passphrase",
    ];
    assert!(
        vector.has.0.len() + vector.has.1.len() > 0,
        "{}",
        vector.name
    );
    match profile::find(&vector.input) {
        Ok(_) => {
            let fits = match &vector.expect {
                Ok(_) => true,
                Err(error) => INSIDE.contains(&error.as_str()),
            };
            assert!(fits, "{} is not refused", vector.name);
            None
        }
        Err(error) => Some(Err(error)),
    }
}

/// Without JSON nothing sealed is read; at most it is recognised.
#[cfg(not(feature = "json"))]
fn open_sealed(vector: &Vector) -> Option<Result<Profile, ProfileError>> {
    assert!(
        vector.has.0.len() + vector.has.1.len() > 0,
        "{}",
        vector.name
    );
    assert!(profile::find(&vector.input).is_err(), "{}", vector.name);
    None
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

#[test]
fn every_vector_is_read_as_it_says() {
    let vectors = vectors();
    assert!(vectors.len() >= 100, "{} vectors", vectors.len());
    for vector in vectors {
        let name = &vector.name;
        match (open(&vector), &vector.expect) {
            (Some(Ok(profile)), Ok(expected)) => {
                let json = serde_json::to_string(&profile).unwrap();
                assert_eq!(json, serde_json::to_string(expected).unwrap(), "{name}");
                round_trip(&vector, &profile);
            }
            (Some(Err(error)), Err(expected)) => assert_eq!(&error.id(), expected, "{name}"),
            (Some(outcome), expected) => panic!("{name}: {outcome:?} instead of {expected:?}"),
            (None, _) => {}
        }
    }
}

fn round_trip(vector: &Vector, profile: &Profile) {
    let (name, text) = (&vector.name, compact::to_text(profile));
    if vector.form == "compact" {
        assert_eq!(text, vector.input, "{name}: there is one compact form");
    }
    assert_eq!(compact::from_text(&text).as_ref(), Ok(profile), "{name}");
    let json = serde_json::to_string(profile).unwrap();
    assert_eq!(
        &serde_json::from_str::<Profile>(&json).unwrap(),
        profile,
        "{name}"
    );
}

#[test]
fn what_is_read_as_one_form_is_read_as_any() {
    for vector in vectors() {
        if let (Some(Ok(profile)), "compact" | "json") = (open(&vector), vector.form.as_str()) {
            assert_eq!(profile::read(&vector.input), Ok(profile), "{}", vector.name);
        }
    }
}

#[test]
fn no_cut_of_a_valid_vector_is_another_profile() {
    for vector in vectors()
        .into_iter()
        .filter(|vector| vector.form == "compact" && vector.expect.is_ok())
    {
        for end in 0..vector.input.len().min(400) {
            let error = compact::from_text(&vector.input[..end])
                .expect_err(&vector.name)
                .id();
            let wanted = if end == 0 { "empty" } else { "truncated" };
            assert_eq!(error, wanted, "{} cut at {end}", vector.name);
        }
    }
}
