//! Takes a sealed text apart, strictly: what is not exactly as specified is refused with a reason, before any work.

use super::{
    ALG_KEY, Agreement, CTY_DOSSIER, CTY_KEY, Content, ENC, Envelope, Hash, ITERATIONS_READ,
    MAX_HEADER, MAX_KID, Method, PassphraseWork, Point, SALTS, TAG, TAG_LETTERS, TEXT_MAGIC,
    WRAPPED_KEY,
};
use crate::engine::profile::{MAX_INPUT, ProfileError, base64url};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The members of the protected header that mean something here; others are ignored, as RFC 7516, section 4, asks.
#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    enc: Option<String>,
    epk: Option<PublicKey>,
    kid: Option<String>,
    apu: Option<String>,
    apv: Option<String>,
    p2s: Option<String>,
    p2c: Option<u64>,
    cty: Option<String>,
    zip: Option<IgnoredAny>,
    crit: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct PublicKey {
    kty: String,
    crv: String,
    x: String,
    y: Option<String>,
}

impl Envelope {
    /// Takes the five parts apart and checks everything that can be checked without a key.
    ///
    /// # Errors
    /// `Foreign` for anything but JWE, `Truncated`, `Damaged`, `SealedOtherwise` for other algorithms, `TooMuchWork`.
    pub fn parse(text: &str) -> Result<Envelope, ProfileError> {
        if text.len() > MAX_INPUT {
            return Err(ProfileError::TooLarge);
        }
        if !text.starts_with(TEXT_MAGIC) {
            return Err(ProfileError::Foreign);
        }
        let mut parts = text.split('.');
        let letters = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        if rest.is_empty() {
            return Err(beginning(letters));
        }
        let header = header(letters)?;
        let (method, content) = understand(&header)?;
        let [wrapped_key, iv, ciphertext, tag] = *rest else {
            return Err(if rest.len() < 4 {
                ProfileError::Truncated
            } else {
                ProfileError::Damaged
            });
        };
        if tag.len() < TAG_LETTERS {
            return Err(ProfileError::Truncated);
        }
        let wrapped_key = decode(wrapped_key)?;
        let wanted = match method {
            Method::Key(_) => 0,
            Method::Passphrase(_) => WRAPPED_KEY,
        };
        let tag = decode(tag)?;
        let mut sealed = decode(ciphertext)?;
        if wrapped_key.len() != wanted || tag.len() != TAG || sealed.is_empty() {
            return Err(ProfileError::Damaged);
        }
        sealed.extend(tag);
        Ok(Envelope {
            method,
            content,
            header: letters.to_owned(),
            wrapped_key,
            iv: decode(iv)?.try_into().map_err(|_| ProfileError::Damaged)?,
            sealed,
        })
    }
}

/// What a header without an end is: the beginning of something sealed, or of something else, such as a token.
fn beginning(letters: &str) -> ProfileError {
    let whole = letters.len().min(MAX_HEADER) / 4 * 4;
    let bytes = letters
        .get(..whole)
        .and_then(base64url::decode)
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let is_ours = [ALG_KEY, "PBES2-"].iter().any(|alg| {
        let start = format!("{{\"alg\":\"{alg}");
        text.starts_with(&start) || start.starts_with(&*text) || text.contains(alg)
    });
    if is_ours {
        ProfileError::Truncated
    } else {
        ProfileError::Foreign
    }
}

/// Reads the header, and tells other things in the same serialisation (signed tokens) from what is sealed.
fn header(letters: &str) -> Result<Header, ProfileError> {
    let bytes = decode(letters)?;
    if bytes.len() > MAX_HEADER {
        return Err(ProfileError::Damaged);
    }
    let header: Header = serde_json::from_slice(&bytes).map_err(|_| {
        if String::from_utf8_lossy(&bytes).contains("\"alg\"") {
            ProfileError::Damaged
        } else {
            ProfileError::Foreign
        }
    })?;
    if header.alg.is_none() || header.enc.is_none() {
        return Err(ProfileError::Foreign);
    }
    Ok(header)
}

fn understand(header: &Header) -> Result<(Method, Content), ProfileError> {
    let other = header.zip.is_some() || header.crit.is_some();
    if other || header.enc.as_deref() != Some(ENC) {
        return Err(ProfileError::SealedOtherwise);
    }
    let content = match header.cty.as_deref() {
        Some(CTY_KEY) => Content::Key,
        Some(CTY_DOSSIER) => Content::Dossier,
        _ => Content::Profile,
    };
    let method = match header.alg.as_deref().unwrap_or_default() {
        ALG_KEY => Method::Key(agreement(header)?),
        alg => {
            let hash = [Hash::Sha256, Hash::Sha512]
                .into_iter()
                .find(|hash| hash.alg() == alg)
                .ok_or(ProfileError::SealedOtherwise)?;
            Method::Passphrase(passphrase(header, hash)?)
        }
    };
    Ok((method, content))
}

fn agreement(header: &Header) -> Result<Agreement, ProfileError> {
    let epk = header.epk.as_ref().ok_or(ProfileError::Damaged)?;
    if epk.kty != "EC" || epk.crv != "P-256" {
        return Err(ProfileError::SealedOtherwise);
    }
    let ephemeral = epk
        .y
        .as_deref()
        .and_then(|y| Point::from_text(&epk.x, y))
        .ok_or(ProfileError::Damaged)?;
    let long = |kid: &String| kid.chars().count() > MAX_KID;
    if header.kid.as_ref().is_some_and(long) {
        return Err(ProfileError::Damaged);
    }
    Ok(Agreement {
        ephemeral,
        kid: header.kid.clone(),
        party_u: decode(header.apu.as_deref().unwrap_or_default())?,
        party_v: decode(header.apv.as_deref().unwrap_or_default())?,
    })
}

fn passphrase(header: &Header, hash: Hash) -> Result<PassphraseWork, ProfileError> {
    let salt = decode(header.p2s.as_deref().ok_or(ProfileError::Damaged)?)?;
    let count = header.p2c.ok_or(ProfileError::Damaged)?;
    let iterations = match u32::try_from(count) {
        Ok(count) if ITERATIONS_READ.contains(&count) => count,
        Ok(count) if count < *ITERATIONS_READ.start() => return Err(ProfileError::SealedOtherwise),
        _ => return Err(ProfileError::TooMuchWork),
    };
    if !SALTS.contains(&salt.len()) {
        return Err(ProfileError::Damaged);
    }
    Ok(PassphraseWork {
        hash,
        salt,
        iterations,
    })
}

fn decode(letters: &str) -> Result<Vec<u8>, ProfileError> {
    base64url::decode(letters).ok_or(ProfileError::Damaged)
}
