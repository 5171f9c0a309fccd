//! A profile that only its reader can open: JWE in the compact serialisation (RFC 7516) around the compact form.
//!
//! No cipher is computed here. This module says what goes into the operations and puts together what comes out of
//! them, so that the browser's Web Crypto and a native library seal and open in the same way:
//!
//! - to a public key: ECDH on P-256 with a fresh pair gives Z; SHA-256 over [`Agreement::kdf_input`] gives the key of
//!   the content;
//! - to a passphrase: PBKDF2 with [`PassphraseWork::salt_input`] gives the key that wraps (AES-KW, RFC 3394) a random
//!   key of the content;
//! - in both: AES-256-GCM over [`plaintext`] with the header as associated data; then [`assemble`].
//!
//! To open, [`Envelope`] gives the same inputs, and [`opened`] reads what was inside.

mod keys;
#[cfg(feature = "json")]
mod read;
#[cfg(all(test, feature = "json"))]
mod tests;

pub use keys::{KeyError, Point, PrivateKey, RecipientKey, kid_of};

use super::{Profile, ProfileError, base64url, compact};
use std::ops::RangeInclusive;

/// Every sealed profile begins with these letters: base64url of `{"` and a letter.
pub const TEXT_MAGIC: &str = "eyJ";
/// Bytes of the key of the content (A256GCM, RFC 7518, section 5.3).
pub const CONTENT_KEY: usize = 32;
/// Bytes of the initialisation vector.
pub const IV: usize = 12;
/// Bytes of the authentication tag.
pub const TAG: usize = 16;
/// Letters of the authentication tag in base64url. The tag stands last, so this tells where a sealed profile ends.
pub(super) const TAG_LETTERS: usize = 22;
/// Dots between the five parts.
pub(super) const DOTS: usize = 4;
/// Letters of the largest protected header in base64url.
pub(super) const HEADER_LETTERS: usize = MAX_HEADER.div_ceil(3) * 4;
/// Bytes of the wrapped key of the content (RFC 3394 adds eight).
pub const WRAPPED_KEY: usize = CONTENT_KEY + 8;
/// Bytes of the random salt when sealing to a passphrase.
pub const SALT: usize = 16;
/// Salts that are read, in bytes (RFC 7518, section 4.8.1.1, asks for eight or more).
pub const SALTS: RangeInclusive<usize> = 8..=64;
/// Iterations of PBKDF2 with SHA-512 when sealing: what the OWASP Password Storage Cheat Sheet recommends.
pub const ITERATIONS: u32 = 210_000;
/// Iterations that are read. The upper end keeps a hostile file from occupying its reader.
pub const ITERATIONS_READ: RangeInclusive<u32> = 1_000..=2_000_000;
/// The largest protected header in bytes; ours have about 170.
pub const MAX_HEADER: usize = 2_048;
/// The largest identifier of a key, in characters.
pub const MAX_KID: usize = 64;

const ENC: &str = "A256GCM";
const ALG_KEY: &str = "ECDH-ES";
/// The content type of a key in an encrypted file (RFC 7517, section 7).
const CTY_KEY: &str = "jwk+json";
/// The content type of a coach's dossier, without `application/` as RFC 7516, section 4.1.12, asks.
const CTY_DOSSIER: &str = "vnd.startbeeld.dossier+json";

/// The agreement on a key between a fresh pair and the reader's pair (RFC 7518, section 4.6, direct).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The public part of the fresh pair.
    pub ephemeral: Point,
    /// Which key of the reader it was sealed to; `None` when the writer did not say.
    pub kid: Option<String>,
    /// Agreement PartyUInfo, empty in what this product writes.
    pub party_u: Vec<u8>,
    /// Agreement PartyVInfo, empty in what this product writes.
    pub party_v: Vec<u8>,
}

impl Agreement {
    /// With a fresh pair, to this reader.
    #[must_use]
    pub fn new(ephemeral: Point, reader: &RecipientKey) -> Agreement {
        Agreement {
            ephemeral,
            kid: Some(reader.kid().to_owned()),
            party_u: Vec::new(),
            party_v: Vec::new(),
        }
    }

    /// What is hashed once with SHA-256 to get the key of the content from the shared secret Z, the x coordinate:
    /// Concat KDF, RFC 7518, section 4.6.2.
    #[must_use]
    pub fn kdf_input(&self, shared_secret: &[u8]) -> Vec<u8> {
        let mut input = Vec::new();
        input.extend(1u32.to_be_bytes());
        input.extend(shared_secret);
        for part in [ENC.as_bytes(), &self.party_u, &self.party_v] {
            input.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            input.extend(part);
        }
        input.extend(256u32.to_be_bytes());
        input
    }

    /// The protected header as it stands in the serialisation; its letters are the associated data of AES-GCM.
    #[must_use]
    pub fn header(&self, content: Content) -> String {
        let kid = self.kid.as_deref().unwrap_or_default();
        let epk = self.ephemeral.jwk_members();
        let cty = content.member();
        base64url::encode(
            format!(r#"{{"alg":"{ALG_KEY}","enc":"{ENC}"{cty},"epk":{{{epk}}},"kid":"{kid}"}}"#)
                .as_bytes(),
        )
    }
}

/// The hash of PBKDF2 and, with it, the length of the wrapping key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// PBES2-HS256+A128KW.
    Sha256,
    /// PBES2-HS512+A256KW: what this product writes.
    Sha512,
}

impl Hash {
    const fn alg(self) -> &'static str {
        match self {
            Hash::Sha256 => "PBES2-HS256+A128KW",
            Hash::Sha512 => "PBES2-HS512+A256KW",
        }
    }

    /// Bytes of the wrapping key that PBKDF2 has to give.
    #[must_use]
    pub const fn key_bytes(self) -> usize {
        match self {
            Hash::Sha256 => 16,
            Hash::Sha512 => 32,
        }
    }
}

/// How a passphrase becomes the key that wraps the key of the content (RFC 7518, section 4.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassphraseWork {
    /// The hash of PBKDF2.
    pub hash: Hash,
    /// The member `p2s`, decoded.
    pub salt: Vec<u8>,
    /// The member `p2c`: the iterations.
    pub iterations: u32,
}

impl PassphraseWork {
    /// What this product writes, with this random salt.
    #[must_use]
    pub fn new(salt: [u8; SALT]) -> PassphraseWork {
        PassphraseWork {
            hash: Hash::Sha512,
            salt: salt.to_vec(),
            iterations: ITERATIONS,
        }
    }

    /// The salt of PBKDF2: the name of the algorithm, a zero byte and `p2s` (RFC 7518, section 4.8.1.1).
    #[must_use]
    pub fn salt_input(&self) -> Vec<u8> {
        [self.hash.alg().as_bytes(), &[0], &self.salt].concat()
    }

    /// The protected header as it stands in the serialisation; its letters are the associated data of AES-GCM.
    #[must_use]
    pub fn header(&self, content: Content) -> String {
        let cty = content.member();
        let (alg, count, salt) = (
            self.hash.alg(),
            self.iterations,
            base64url::encode(&self.salt),
        );
        base64url::encode(
            format!(r#"{{"alg":"{alg}","enc":"{ENC}"{cty},"p2c":{count},"p2s":"{salt}"}}"#)
                .as_bytes(),
        )
    }
}

/// What is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A profile, in its compact or JSON form.
    Profile,
    /// The private key of a coach, as a JWK.
    Key,
    /// The dossier of a coach, as JSON.
    Dossier,
}

impl Content {
    /// The member `cty` of a header; a profile has none.
    fn member(self) -> String {
        let cty = match self {
            Content::Profile => return String::new(),
            Content::Key => CTY_KEY,
            Content::Dossier => CTY_DOSSIER,
        };
        format!(r#","cty":"{cty}""#)
    }
}

/// How to get at the key of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// With a private key.
    Key(Agreement),
    /// With a passphrase.
    Passphrase(PassphraseWork),
}

/// Something sealed, taken apart and checked as far as that goes without its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// How to get at the key of the content.
    pub method: Method,
    /// What the header says is inside.
    pub content: Content,
    header: String,
    wrapped_key: Vec<u8>,
    iv: [u8; IV],
    sealed: Vec<u8>,
}

impl Envelope {
    /// The associated data of AES-GCM: the letters of the protected header.
    #[must_use]
    pub fn associated_data(&self) -> &[u8] {
        self.header.as_bytes()
    }

    /// The wrapped key of the content: [`WRAPPED_KEY`] bytes with a passphrase, none with a key.
    #[must_use]
    pub fn wrapped_key(&self) -> &[u8] {
        &self.wrapped_key
    }

    /// The initialisation vector of AES-GCM.
    #[must_use]
    pub fn iv(&self) -> &[u8; IV] {
        &self.iv
    }

    /// The ciphertext and behind it the tag, as Web Crypto and the Rust ciphers take it.
    #[must_use]
    pub fn ciphertext_and_tag(&self) -> &[u8] {
        &self.sealed
    }

    /// The whole as text, as it was read.
    #[must_use]
    pub fn to_text(&self) -> String {
        assemble(&self.header, &self.wrapped_key, &self.iv, &self.sealed)
    }
}

/// What is sealed of a profile: the bytes of its compact form.
#[must_use]
pub fn plaintext(profile: &Profile) -> Vec<u8> {
    compact::to_bytes(profile)
}

/// Puts together the five parts (RFC 7516, section 7.1): the letters of the header, the wrapped key (empty with
/// a public key), the initialisation vector, and what AES-GCM gave: the ciphertext with its tag behind it.
#[must_use]
pub fn assemble(header: &str, wrapped_key: &[u8], iv: &[u8; IV], sealed: &[u8]) -> String {
    let (ciphertext, tag) = sealed
        .split_at_checked(sealed.len().saturating_sub(TAG))
        .unwrap_or((sealed, &[]));
    [wrapped_key, iv, ciphertext, tag]
        .iter()
        .fold(header.to_owned(), |text, part| {
            text + "." + &base64url::encode(part)
        })
}

/// Reads what was inside: the compact form, or JSON; the first bytes say which.
///
/// # Errors
/// Says what is wrong with the profile, as for an open one.
pub fn opened(plaintext: &[u8]) -> Result<Profile, ProfileError> {
    #[cfg(feature = "json")]
    if let Ok(text) = std::str::from_utf8(plaintext)
        && text.trim_start().starts_with('{')
    {
        return super::json::from_json(text);
    }
    compact::from_bytes(plaintext)
}
