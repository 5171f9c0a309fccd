//! Seals and opens profiles natively, with the ciphers of RustCrypto. A browser does the same with its Web Crypto;
//! what both share is in [`crate::engine::profile::sealed`].
//!
//! Random bytes are arguments here too, so that test vectors can be made. Each must come from the operating system and
//! must never be used twice.

use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{
    Agreement, CONTENT_KEY, Content, Envelope, Hash, IV, KeyError, Method, PassphraseWork, Point,
    PrivateKey, RecipientKey, SALT, WRAPPED_KEY, assemble, kid_of, opened,
};
use crate::engine::{Profile, ProfileError};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use aes_kw::{KwAes128, KwAes256};
use p256::{PublicKey, SecretKey};
use sha2::{Digest, Sha256, Sha512};

/// Random bytes for sealing to a public key.
#[derive(Clone)]
pub struct KeyRandom {
    /// The secret number of the fresh pair.
    pub ephemeral: [u8; 32],
    /// The initialisation vector.
    pub iv: [u8; IV],
}

/// Random bytes for sealing to a passphrase.
#[derive(Clone)]
pub struct PassphraseRandom {
    /// The salt of PBKDF2.
    pub salt: [u8; SALT],
    /// The key of the content.
    pub content_key: [u8; CONTENT_KEY],
    /// The initialisation vector.
    pub iv: [u8; IV],
}

/// A pair of keys from random bytes; one in four thousand million does not fit, and gives `None`.
#[must_use]
pub fn key_pair(secret: [u8; 32]) -> Option<PrivateKey> {
    let point = public(&SecretKey::from_slice(&secret).ok()?)?;
    let kid = kid_of(&Sha256::digest(point.thumbprint_input()).into());
    Some(PrivateKey::new(
        RecipientKey::new(&kid, point).ok()?,
        secret,
    ))
}

fn public(secret: &SecretKey) -> Option<Point> {
    Point::from_raw(p256::Sec1Point::from(secret.public_key()).as_bytes())
}

/// Seals bytes, such as [`plaintext`](crate::engine::profile::sealed::plaintext), to a public key.
///
/// # Errors
/// When the key is no point of the curve, or the random bytes are no number for a fresh pair.
pub fn seal_to_key(
    plaintext: &[u8],
    reader: &RecipientKey,
    random: &KeyRandom,
) -> Result<String, KeyError> {
    to_key(plaintext, Content::Profile, reader, random)
}

/// Seals the JSON of a dossier to a public key.
///
/// # Errors
/// As [`seal_to_key`].
pub fn seal_dossier_to_key(
    dossier: &str,
    reader: &RecipientKey,
    random: &KeyRandom,
) -> Result<String, KeyError> {
    to_key(dossier.as_bytes(), Content::Dossier, reader, random)
}

/// Seals the JSON of a dossier to a passphrase, which is normalised.
#[must_use]
pub fn seal_dossier_to_passphrase(dossier: &str, words: &str, random: &PassphraseRandom) -> String {
    let words = passphrase::normalise(words);
    to_passphrase(dossier.as_bytes(), Content::Dossier, &words, random)
}

fn to_key(
    plaintext: &[u8],
    content: Content,
    reader: &RecipientKey,
    random: &KeyRandom,
) -> Result<String, KeyError> {
    let point =
        PublicKey::from_sec1_bytes(&reader.point.to_raw()).map_err(|_| KeyError::Field("x"))?;
    let secret = SecretKey::from_slice(&random.ephemeral).map_err(|_| KeyError::Field("epk"))?;
    let ephemeral = public(&secret).ok_or(KeyError::Field("epk"))?;
    let agreement = Agreement::new(ephemeral, reader);
    let shared = secret.diffie_hellman(&point);
    let key = Sha256::digest(agreement.kdf_input(shared.raw_secret_bytes()));
    let header = agreement.header(content);
    let sealed = encrypt(&key, &random.iv, &header, plaintext).ok_or(KeyError::Field("enc"))?;
    Ok(assemble(&header, &[], &random.iv, &sealed))
}

/// Seals a profile to a passphrase, which is normalised.
#[must_use]
pub fn seal_to_passphrase(plaintext: &[u8], words: &str, random: &PassphraseRandom) -> String {
    let words = passphrase::normalise(words);
    to_passphrase(plaintext, Content::Profile, &words, random)
}

/// Seals a private key to a passphrase, which counts as it is: the file of a coach (RFC 7517, section 7).
#[must_use]
pub fn seal_key(key: &PrivateKey, words: &str, random: &PassphraseRandom) -> String {
    to_passphrase(key.jwk().as_bytes(), Content::Key, words, random)
}

fn to_passphrase(
    plaintext: &[u8],
    content: Content,
    words: &str,
    random: &PassphraseRandom,
) -> String {
    let work = PassphraseWork::new(random.salt);
    let header = work.header(content);
    let mut wrapped = [0; WRAPPED_KEY];
    let kek = derive(&work, words);
    // The sizes are fixed and fit, so neither of these fails; an empty result would not open.
    let done = KwAes256::new_from_slice(&kek)
        .is_ok_and(|cipher| cipher.wrap_key(&random.content_key, &mut wrapped).is_ok());
    let sealed = encrypt(&random.content_key, &random.iv, &header, plaintext);
    assemble(
        &header,
        if done { &wrapped } else { &[] },
        &random.iv,
        &sealed.unwrap_or_default(),
    )
}

/// The keys and passphrases that somebody has.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    /// Private keys, the newest and old ones.
    pub keys: Vec<PrivateKey>,
    /// Passphrases of profiles, as they were typed.
    pub passphrases: Vec<String>,
}

impl Keyring {
    /// Opens a sealed profile.
    ///
    /// # Errors
    /// `Sealed` without any key or passphrase to try, `WrongKey`, `WrongPassphrase`, `Damaged`, or what is wrong with
    /// the profile inside.
    pub fn open(&self, envelope: &Envelope) -> Result<Profile, ProfileError> {
        match opened(&self.plaintext(envelope)?) {
            // What is inside cannot have been cut on the way, so these say that it was never a profile.
            Err(ProfileError::Empty) => Err(ProfileError::Foreign),
            outcome => outcome,
        }
    }

    /// Opens what is sealed and gives back the bytes in it, such as those of a dossier.
    ///
    /// # Errors
    /// As [`Keyring::open`], without what is wrong inside.
    pub fn plaintext(&self, envelope: &Envelope) -> Result<Vec<u8>, ProfileError> {
        match &envelope.method {
            Method::Key(agreement) => self.with_key(envelope, agreement),
            Method::Passphrase(work) => self.with_passphrase(envelope, work),
        }
    }

    fn with_key(
        &self,
        envelope: &Envelope,
        agreement: &Agreement,
    ) -> Result<Vec<u8>, ProfileError> {
        if self.keys.is_empty() {
            return Err(ProfileError::Sealed);
        }
        let named = |key: &&PrivateKey| {
            agreement
                .kid
                .as_deref()
                .is_none_or(|kid| kid == key.public.kid())
        };
        let mut fit = self.keys.iter().filter(named).peekable();
        if fit.peek().is_none() {
            return Err(ProfileError::WrongKey);
        }
        fit.find_map(|key| agree(envelope, agreement, key))
            // The key is the one that it names, so what does not fit is the rest.
            .ok_or(match agreement.kid {
                Some(_) => ProfileError::Damaged,
                None => ProfileError::WrongKey,
            })
    }

    fn with_passphrase(
        &self,
        envelope: &Envelope,
        work: &PassphraseWork,
    ) -> Result<Vec<u8>, ProfileError> {
        let mut last = ProfileError::Sealed;
        for words in &self.passphrases {
            match unwrap(envelope, work, &passphrase::normalise(words)) {
                Err(error) => last = error,
                plaintext => return plaintext,
            }
        }
        Err(last)
    }
}

/// Opens the file of a coach.
///
/// # Errors
/// `Foreign` for anything but such a file, `WrongPassphrase`, `Damaged`, or what [`Envelope::parse`] finds.
pub fn open_key(text: &str, words: &str) -> Result<PrivateKey, ProfileError> {
    let envelope = Envelope::parse(text.trim())?;
    let (Content::Key, Method::Passphrase(work)) = (envelope.content, &envelope.method) else {
        return Err(ProfileError::Foreign);
    };
    let jwk = unwrap(&envelope, work, words)?;
    let key = PrivateKey::from_jwk(&jwk).map_err(|_| ProfileError::Damaged)?;
    // A public part that belongs to another key would never match what was sealed to it.
    let belongs = SecretKey::from_slice(key.secret())
        .ok()
        .and_then(|secret| public(&secret))
        .is_some_and(|point| point == key.public.point);
    if belongs {
        Ok(key)
    } else {
        Err(ProfileError::Damaged)
    }
}

fn agree(envelope: &Envelope, agreement: &Agreement, key: &PrivateKey) -> Option<Vec<u8>> {
    let point = PublicKey::from_sec1_bytes(&agreement.ephemeral.to_raw()).ok()?;
    let shared = SecretKey::from_slice(key.secret())
        .ok()?
        .diffie_hellman(&point);
    let content_key = Sha256::digest(agreement.kdf_input(shared.raw_secret_bytes()));
    decrypt(&content_key, envelope)
}

fn unwrap(
    envelope: &Envelope,
    work: &PassphraseWork,
    words: &str,
) -> Result<Vec<u8>, ProfileError> {
    let kek = derive(work, words);
    let mut content_key = [0; CONTENT_KEY];
    let wrapped = envelope.wrapped_key();
    let fits = match work.hash {
        Hash::Sha256 => KwAes128::new_from_slice(&kek)
            .is_ok_and(|cipher| cipher.unwrap_key(wrapped, &mut content_key).is_ok()),
        Hash::Sha512 => KwAes256::new_from_slice(&kek)
            .is_ok_and(|cipher| cipher.unwrap_key(wrapped, &mut content_key).is_ok()),
    };
    if !fits {
        return Err(ProfileError::WrongPassphrase);
    }
    decrypt(&content_key, envelope).ok_or(ProfileError::Damaged)
}

/// The key that wraps the key of the content.
fn derive(work: &PassphraseWork, words: &str) -> Vec<u8> {
    let mut key = vec![0; work.hash.key_bytes()];
    let (words, salt) = (words.as_bytes(), work.salt_input());
    match work.hash {
        Hash::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(words, &salt, work.iterations, &mut key),
        Hash::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(words, &salt, work.iterations, &mut key),
    }
    key
}

fn encrypt(key: &[u8], iv: &[u8; IV], header: &str, plaintext: &[u8]) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: plaintext,
        aad: header.as_bytes(),
    };
    Aes256Gcm::new_from_slice(key)
        .ok()?
        .encrypt(&(*iv).into(), payload)
        .ok()
}

fn decrypt(key: &[u8], envelope: &Envelope) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: envelope.ciphertext_and_tag(),
        aad: envelope.associated_data(),
    };
    Aes256Gcm::new_from_slice(key)
        .ok()?
        .decrypt(&(*envelope.iv()).into(), payload)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::profile::{Found, compact, find, sealed};

    fn profile() -> Profile {
        compact::from_text("SBPBCUuWJmGHkAAEH4JBVhA").unwrap()
    }

    fn envelope(text: &str) -> Envelope {
        let Ok(Found::Sealed(envelope)) = find(text) else {
            panic!("{text}")
        };
        *envelope
    }

    const RANDOM: PassphraseRandom = PassphraseRandom {
        salt: [4; SALT],
        content_key: [5; CONTENT_KEY],
        iv: [6; IV],
    };

    fn to_key(key: &PrivateKey) -> String {
        let random = KeyRandom {
            ephemeral: [2; 32],
            iv: [3; IV],
        };
        seal_to_key(&sealed::plaintext(&profile()), &key.public, &random).unwrap()
    }

    #[test]
    fn the_right_key_opens_and_no_other() {
        let [key, other] = [1, 9].map(|byte| key_pair([byte; 32]).unwrap());
        let text = to_key(&key);
        let open = |keys: &[&PrivateKey], text: &str| {
            let keys = keys.iter().map(|key| (*key).clone()).collect();
            Keyring {
                keys,
                passphrases: vec!["x".into()],
            }
            .open(&envelope(text))
        };
        assert_eq!(open(&[&other, &key], &text), Ok(profile()));
        assert_eq!(open(&[&other], &text), Err(ProfileError::WrongKey));
        assert_eq!(open(&[], &text), Err(ProfileError::Sealed));
        // The identifier of a key that it is not.
        let renamed = RecipientKey::new(key.public.kid(), other.public.point).unwrap();
        let renamed = PrivateKey::new(renamed, *other.secret());
        assert_eq!(open(&[&renamed], &text), Err(ProfileError::Damaged));
        let wrong = Point {
            x: [1; 32],
            y: [1; 32],
        };
        let nowhere = RecipientKey::new("nowhere", wrong).unwrap();
        let random = KeyRandom {
            ephemeral: [2; 32],
            iv: [3; IV],
        };
        assert!(seal_to_key(b"x", &nowhere, &random).is_err());
        assert!(key_pair([0; 32]).is_none() && key_pair([0xFF; 32]).is_none());
    }

    #[test]
    fn the_right_words_open_and_no_others() {
        let words = "fiets maan boom tafel wolk regen";
        let text = seal_to_passphrase(&sealed::plaintext(&profile()), words, &RANDOM);
        let open = |typed: &[&str]| {
            let passphrases = typed.iter().map(|words| (*words).to_owned()).collect();
            Keyring {
                keys: Vec::new(),
                passphrases,
            }
            .open(&envelope(&text))
        };
        assert_eq!(
            open(&["niet", " Fiets-Maan, BOOM tafel wolk regen."]),
            Ok(profile())
        );
        assert_eq!(open(&["niet"]), Err(ProfileError::WrongPassphrase));
        assert_eq!(open(&[]), Err(ProfileError::Sealed));
    }

    #[test]
    fn a_private_key_travels_in_a_file() {
        let key = key_pair([1; 32]).unwrap();
        let file = seal_key(&key, "Mijn Woord", &RANDOM);
        assert_eq!(
            open_key(&format!("{file}\n"), "Mijn Woord"),
            Ok(key.clone())
        );
        assert_eq!(
            open_key(&file, "mijn woord"),
            Err(ProfileError::WrongPassphrase)
        );
        assert_eq!(find(&file), Err(ProfileError::KeyFile));
        assert_eq!(open_key(&to_key(&key), "x"), Err(ProfileError::Foreign));
    }

    #[test]
    fn every_changed_letter_is_noticed() {
        let key = key_pair([1; 32]).unwrap();
        let text = to_key(&key);
        let keyring = Keyring {
            keys: vec![key],
            passphrases: Vec::new(),
        };
        for at in 0..text.len() {
            let mut letters = text.clone().into_bytes();
            letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(letters).unwrap();
            let outcome = Envelope::parse(&changed).and_then(|envelope| keyring.open(&envelope));
            assert!(outcome.is_err(), "letter {at}");
        }
    }
}
