//! Opens profiles in the browser, and writes and reads the file in which a coach keeps a private key;
//! `crate::crypto` does the same natively, in the same order.

use super::{Failed, Subtle, WordsLock, curve, usages};
use crate::engine::ProfileError;
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{
    Agreement, Content, Envelope, Method, PassphraseWork, Point, PrivateKey, RecipientKey, kid_of,
};
use js_sys::{JSON, Object, Reflect};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// A private key as the browser holds it. Nobody can take its number out again: it is not extractable.
#[derive(Clone)]
pub struct Handle(Rc<JsValue>);

impl Handle {
    /// Around a `CryptoKey`.
    #[must_use]
    pub fn new(key: JsValue) -> Handle {
        Handle(Rc::new(key))
    }

    /// The `CryptoKey`.
    #[must_use]
    pub fn key(&self) -> &JsValue {
        &self.0
    }
}

impl Default for Handle {
    /// Of no key: for tests, in which no browser is.
    fn default() -> Handle {
        Handle::new(JsValue::NULL)
    }
}

impl PartialEq for Handle {
    fn eq(&self, other: &Handle) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Handle {}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle")
    }
}

/// Opens what is sealed with keys, each behind its identifier, or with words as they were typed, and gives back the
/// bytes that were inside.
///
/// # Errors
/// `Sealed` where there is nothing to try, `WrongKey`, `WrongPassphrase`, or `Damaged`.
pub async fn open(
    subtle: &Subtle,
    envelope: &Envelope,
    keys: &[(String, Handle)],
    words: Option<&str>,
) -> Result<Vec<u8>, ProfileError> {
    match &envelope.method {
        Method::Key(agreement) => with_keys(subtle, envelope, agreement, keys).await,
        Method::Passphrase(work) => {
            let words = passphrase::normalise(words.ok_or(ProfileError::Sealed)?);
            unwrap(subtle, envelope, work, &words).await
        }
    }
}

async fn with_keys(
    subtle: &Subtle,
    envelope: &Envelope,
    agreement: &Agreement,
    keys: &[(String, Handle)],
) -> Result<Vec<u8>, ProfileError> {
    if keys.is_empty() {
        return Err(ProfileError::Sealed);
    }
    let mut named = false;
    for (kid, key) in keys {
        if agreement.kid.as_ref().is_some_and(|wanted| wanted != kid) {
            continue;
        }
        named = agreement.kid.is_some();
        if let Ok(plaintext) = agree(subtle, envelope, agreement, key).await {
            return Ok(plaintext);
        }
    }
    // Where the key is the one that it names, what does not fit is the rest.
    Err(if named {
        ProfileError::Damaged
    } else {
        ProfileError::WrongKey
    })
}

async fn agree(
    subtle: &Subtle,
    envelope: &Envelope,
    agreement: &Agreement,
    key: &Handle,
) -> Result<Vec<u8>, Failed> {
    let shared = subtle
        .agree(key.key(), &agreement.ephemeral.to_raw())
        .await?;
    let content_key = subtle.sha256(&agreement.kdf_input(&shared)).await?;
    decrypt(subtle, &content_key, envelope).await
}

async fn unwrap(
    subtle: &Subtle,
    envelope: &Envelope,
    work: &PassphraseWork,
    words: &str,
) -> Result<Vec<u8>, ProfileError> {
    let kek = subtle
        .pbkdf2(work.hash, words, &work.salt_input(), work.iterations)
        .await
        .map_err(|_| ProfileError::WrongPassphrase)?;
    let content_key = subtle
        .unwrap_content_key(&kek, envelope.wrapped_key())
        .await
        .map_err(|_| ProfileError::WrongPassphrase)?;
    decrypt(subtle, &content_key, envelope)
        .await
        .map_err(|_| ProfileError::Damaged)
}

async fn decrypt(subtle: &Subtle, key: &[u8], envelope: &Envelope) -> Result<Vec<u8>, Failed> {
    let associated = std::str::from_utf8(envelope.associated_data()).map_err(|_| Failed)?;
    subtle
        .unlock(
            key,
            envelope.iv(),
            associated,
            envelope.ciphertext_and_tag(),
        )
        .await
}

/// Opens the file of a coach: the public part, and the private one in the hands of the browser. The passphrase counts as it was typed; where it does not fit, it is tried as six words
/// are, because that is what this product proposes.
///
/// # Errors
/// `Foreign` for anything but such a file, `WrongPassphrase`, or `Damaged`, also where the public part belongs to
/// another key.
pub async fn open_key(
    subtle: &Subtle,
    envelope: &Envelope,
    typed: &str,
) -> Result<(RecipientKey, Handle), ProfileError> {
    let (Content::Key, Method::Passphrase(work)) = (envelope.content, &envelope.method) else {
        return Err(ProfileError::Foreign);
    };
    let normal = passphrase::normalise(typed);
    let mut outcome = unwrap(subtle, envelope, work, typed).await;
    if outcome == Err(ProfileError::WrongPassphrase) && normal != typed {
        outcome = unwrap(subtle, envelope, work, &normal).await;
    }
    let key = PrivateKey::from_jwk(&outcome?).map_err(|_| ProfileError::Damaged)?;
    let private = subtle
        .private(&key)
        .await
        .map_err(|_| ProfileError::Damaged)?;
    Ok((key.public, Handle::new(private)))
}

impl Subtle {
    /// The key in the hands of the browser, not extractable. What it agrees on with a fresh pair shows that its public
    /// part belongs to it.
    async fn private(&self, key: &PrivateKey) -> Result<JsValue, Failed> {
        let jwk: Object = JSON::parse(&key.jwk())?.unchecked_into();
        // What the key is for stands in the call, and browsers differ in what they want to read about it here.
        for member in ["use", "alg"] {
            Reflect::delete_property(&jwk, &member.into())?;
        }
        let private = self
            .import("jwk", &jwk, &curve(), false, &usages(&["deriveBits"]))
            .await?;
        let (fresh, fresh_public) = self.pair(false).await?;
        let one = self.agree(&private, &fresh_public).await?;
        let other = self.agree(&fresh, &key.public.point.to_raw()).await?;
        if one == other {
            Ok(private)
        } else {
            Err(Failed)
        }
    }
}

/// A pair of keys that was made: what to keep and what to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The identifier.
    pub kid: String,
    /// The text of the private key's file, sealed to its passphrase.
    pub file: String,
    /// The part of `config.json` that publishes the public key.
    pub config: String,
}

/// Makes a pair of keys and seals the private one to a passphrase, which counts as it is.
///
/// # Errors
/// When the browser refuses.
pub async fn make_key(subtle: &Subtle, words: &str) -> Result<Made, Failed> {
    let (private, public) = subtle.pair(true).await?;
    let point = Point::from_raw(&public).ok_or(Failed)?;
    let thumbprint = subtle.sha256(point.thumbprint_input().as_bytes()).await?;
    let kid = kid_of(&thumbprint);
    let jwk = subtle.export("jwk", &private).await?;
    Reflect::set(&jwk, &"kid".into(), &kid.as_str().into())?;
    let text = String::from(JSON::stringify(&jwk)?);
    let key = PrivateKey::from_jwk(text.as_bytes()).map_err(|_| Failed)?;

    let lock = WordsLock::of(subtle, words.to_owned()).await?;
    let sealed = lock
        .seal(subtle, Content::Key, key.jwk().as_bytes())
        .await?;
    Ok(Made {
        kid,
        // As the command line writes it: one line with an end.
        file: sealed + "\n",
        config: RecipientKey::config(&[key.public]),
    })
}
