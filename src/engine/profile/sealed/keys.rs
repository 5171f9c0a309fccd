//! The keys of a coach as JSON Web Keys (RFC 7517): what is published, and what stays with the coach.

use super::MAX_KID;
#[cfg(feature = "json")]
use crate::engine::profile::MAX_INPUT;
use crate::engine::profile::base64url;
use std::fmt;

/// Letters of the identifier that [`kid_of`] makes: 48 bits, enough to tell the keys of one municipality apart.
const KID_LETTERS: usize = 8;
/// The first byte of a point that is written in full (SEC 1, section 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// A point of the curve P-256. Whether it really lies on the curve is for the cipher to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The first coordinate, big-endian.
    pub x: [u8; 32],
    /// The second coordinate, big-endian.
    pub y: [u8; 32],
}

impl Point {
    /// From 65 bytes: 4, x, y. Web Crypto calls this form `raw`.
    #[must_use]
    pub fn from_raw(raw: &[u8]) -> Option<Point> {
        let (first, rest) = raw.split_first()?;
        let (x, y) = rest.split_first_chunk()?;
        let y = y.try_into().ok()?;
        (*first == UNCOMPRESSED).then_some(Point { x: *x, y })
    }

    /// 65 bytes: 4, x, y.
    #[must_use]
    pub fn to_raw(&self) -> Vec<u8> {
        [&[UNCOMPRESSED][..], &self.x, &self.y].concat()
    }

    /// From the members `x` and `y` of a JWK.
    #[must_use]
    pub fn from_text(x: &str, y: &str) -> Option<Point> {
        Some(Point {
            x: coordinate(x)?,
            y: coordinate(y)?,
        })
    }

    /// What is hashed with SHA-256 to name the key: RFC 7638, section 3.
    #[must_use]
    pub fn thumbprint_input(&self) -> String {
        let (x, y) = self.letters();
        format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
    }

    /// The members of a JWK, without braces.
    pub(super) fn jwk_members(&self) -> String {
        let (x, y) = self.letters();
        format!(r#""kty":"EC","crv":"P-256","x":"{x}","y":"{y}""#)
    }

    fn letters(&self) -> (String, String) {
        (base64url::encode(&self.x), base64url::encode(&self.y))
    }
}

/// 32 bytes from their base64url.
fn coordinate(text: &str) -> Option<[u8; 32]> {
    base64url::decode(text)?.try_into().ok()
}

/// The identifier that this product gives a key: the beginning of its thumbprint ([`Point::thumbprint_input`]).
#[must_use]
pub fn kid_of(thumbprint: &[u8; 32]) -> String {
    let mut kid = base64url::encode(thumbprint);
    kid.truncate(KID_LETTERS);
    kid
}

/// Why a text is not a key to seal to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Something else than JSON with keys.
    Foreign,
    /// There are keys, but none for P-256 and ECDH-ES.
    NoneOfThese,
    /// This member of a key is missing or wrong.
    Field(&'static str),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Foreign => f.write_str(
                "no key as JSON: give the public key that `startbeeld keygen` printed, or config.json",
            ),
            KeyError::NoneOfThese => f.write_str(
                "no key for P-256 and ECDH-ES: give the public key that `startbeeld keygen` printed",
            ),
            KeyError::Field(name) => write!(
                f,
                "the part `{name}` of a key is missing or wrong: copy the key again"
            ),
        }
    }
}

impl std::error::Error for KeyError {}

/// A public key to seal to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientKey {
    kid: String,
    /// The key itself.
    pub point: Point,
}

impl RecipientKey {
    /// A key with this identifier: 1 to 64 visible ASCII characters without quotation mark and backslash, so that it
    /// stands in a header as it is.
    ///
    /// # Errors
    /// When the identifier is another one.
    pub fn new(kid: &str, point: Point) -> Result<RecipientKey, KeyError> {
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        if kid.is_empty() || kid.len() > MAX_KID || !kid.bytes().all(plain) {
            return Err(KeyError::Field("kid"));
        }
        Ok(RecipientKey {
            kid: kid.to_owned(),
            point,
        })
    }

    /// The key of a JWK whose members this function gives: for P-256 and ECDH-ES, as far as it says what it is for.
    ///
    /// # Errors
    /// `NoneOfThese` when it is for something else, `Field` when a member is missing or wrong.
    pub fn of_members(
        member: impl Fn(&'static str) -> Option<String>,
    ) -> Result<RecipientKey, KeyError> {
        let is = |name, wanted| member(name).is_some_and(|value| value == wanted);
        let may_be = |name, wanted| member(name).is_none_or(|value| value == wanted);
        let fits = is("kty", "EC")
            && is("crv", "P-256")
            && may_be("use", "enc")
            && may_be("alg", super::ALG_KEY);
        if !fits {
            return Err(KeyError::NoneOfThese);
        }
        let text = |name| member(name).ok_or(KeyError::Field(name));
        let point = Point::from_text(&text("x")?, &text("y")?).ok_or(KeyError::Field("x"))?;
        RecipientKey::new(&text("kid")?, point)
    }

    /// The identifier.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key as a JWK.
    #[must_use]
    pub fn jwk(&self) -> String {
        self.with("")
    }

    /// The JWK with more members between the point and the identifier.
    fn with(&self, more: &str) -> String {
        let (point, kid) = (self.point.jwk_members(), &self.kid);
        format!(r#"{{{point}{more},"kid":"{kid}","use":"enc","alg":"ECDH-ES"}}"#)
    }

    /// The part of `config.json` that publishes these keys; the first one is sealed to.
    #[must_use]
    pub fn config(keys: &[RecipientKey]) -> String {
        let keys: Vec<String> = keys.iter().map(RecipientKey::jwk).collect();
        format!(r#"{{"keys":[{}]}}"#, keys.join(","))
    }

    /// The keys of a JWK, a set of them (RFC 7517, section 5) or a `config.json`. Keys for something else are passed
    /// over.
    ///
    /// # Errors
    /// When there is no key to seal to.
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Vec<RecipientKey>, KeyError> {
        if text.len() > MAX_INPUT {
            return Err(KeyError::Foreign);
        }
        let source: json::Source = serde_json::from_str(text).map_err(|_| KeyError::Foreign)?;
        let jwks = match source {
            json::Source::Set { keys } => keys,
            json::Source::One(jwk) => vec![jwk],
        };
        let keys: Vec<RecipientKey> = jwks
            .iter()
            .map(json::Jwk::public)
            .filter(|key| *key != Err(KeyError::NoneOfThese))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(KeyError::NoneOfThese);
        }
        Ok(keys)
    }
}

/// A private key, with its public part. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey {
    /// The public part.
    pub public: RecipientKey,
    secret: [u8; 32],
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public.kid)
    }
}

impl PrivateKey {
    /// From the number `d`, big-endian, and what belongs to it.
    #[must_use]
    pub const fn new(public: RecipientKey, secret: [u8; 32]) -> PrivateKey {
        PrivateKey { public, secret }
    }

    /// The number `d`, big-endian.
    #[must_use]
    pub const fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The key as a JWK (RFC 7518, section 6.2.2): what is sealed to a passphrase in the file of a coach.
    #[must_use]
    pub fn jwk(&self) -> String {
        let d = base64url::encode(&self.secret);
        self.public.with(&format!(r#","d":"{d}""#))
    }

    /// Reads such a JWK.
    ///
    /// # Errors
    /// When it is not a private key for P-256 with an identifier.
    #[cfg(feature = "json")]
    pub fn from_jwk(text: &[u8]) -> Result<PrivateKey, KeyError> {
        if text.len() > MAX_INPUT {
            return Err(KeyError::Foreign);
        }
        let jwk: json::Jwk = serde_json::from_slice(text).map_err(|_| KeyError::Foreign)?;
        let secret = jwk.d.as_deref().and_then(coordinate);
        Ok(PrivateKey {
            public: jwk.public()?,
            secret: secret.ok_or(KeyError::Field("d"))?,
        })
    }
}

/// Keys as they come in JSON.
#[cfg(feature = "json")]
mod json {
    use super::{KeyError, RecipientKey};
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub(super) enum Source {
        Set { keys: Vec<Jwk> },
        One(Jwk),
    }

    #[derive(Deserialize)]
    pub(super) struct Jwk {
        kty: String,
        crv: Option<String>,
        x: Option<String>,
        y: Option<String>,
        pub(super) d: Option<String>,
        kid: Option<String>,
        #[serde(rename = "use")]
        purpose: Option<String>,
        alg: Option<String>,
    }

    impl Jwk {
        pub(super) fn public(&self) -> Result<RecipientKey, KeyError> {
            RecipientKey::of_members(|name| match name {
                "kty" => Some(self.kty.clone()),
                "crv" => self.crv.clone(),
                "x" => self.x.clone(),
                "y" => self.y.clone(),
                "kid" => self.kid.clone(),
                "use" => self.purpose.clone(),
                "alg" => self.alg.clone(),
                _ => None,
            })
        }
    }
}
