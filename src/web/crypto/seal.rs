//! Seals in the browser: profiles, and the file in which a coach keeps a private key; `crate::crypto` does the same natively.

use super::{Failed, Subtle, random};
#[cfg(feature = "parcel")]
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{
    Agreement, CONTENT_KEY, Content, IV, PassphraseWork, Point, RecipientKey, assemble,
};

/// Seals to a public key.
///
/// # Errors
/// When the browser refuses, above all a key that is no point of the curve.
pub async fn seal_to_key(
    subtle: &Subtle,
    content: Content,
    plaintext: &[u8],
    reader: &RecipientKey,
) -> Result<String, Failed> {
    let (private, public) = subtle.pair(false).await?;
    let agreement = Agreement::new(Point::from_raw(&public).ok_or(Failed)?, reader);
    let shared = subtle.agree(&private, &reader.point.to_raw()).await?;
    let key = subtle.sha256(&agreement.kdf_input(&shared)).await?;
    finish(subtle, &agreement.header(content), &key, &[], plaintext).await
}

/// Words that open what they sealed, with the key that they gave: making that takes a second on an old phone, and once
/// is enough for everything that one person shares in one sitting.
pub struct WordsLock {
    words: String,
    work: PassphraseWork,
    kek: Vec<u8>,
}

impl WordsLock {
    /// New words.
    ///
    /// # Errors
    /// When the browser refuses.
    #[cfg(feature = "parcel")]
    pub async fn new(subtle: &Subtle) -> Result<WordsLock, Failed> {
        let words = passphrase::generate(&random().ok_or(Failed)?);
        Self::of(subtle, words).await
    }

    /// Words that somebody chose, which count as they are.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn of(subtle: &Subtle, words: String) -> Result<WordsLock, Failed> {
        let work = PassphraseWork::new(random().ok_or(Failed)?);
        let salt = work.salt_input();
        let kek = subtle
            .pbkdf2(work.hash, &words, &salt, work.iterations)
            .await?;
        Ok(WordsLock { words, work, kek })
    }

    /// The words, with a space between them.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Seals, each time with another key of the content.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn seal(
        &self,
        subtle: &Subtle,
        content: Content,
        plaintext: &[u8],
    ) -> Result<String, Failed> {
        let content_key: [u8; CONTENT_KEY] = random().ok_or(Failed)?;
        let wrapped = subtle.wrap_content_key(&self.kek, &content_key).await?;
        let header = self.work.header(content);
        finish(subtle, &header, &content_key, &wrapped, plaintext).await
    }
}

async fn finish(
    subtle: &Subtle,
    header: &str,
    key: &[u8],
    wrapped: &[u8],
    plaintext: &[u8],
) -> Result<String, Failed> {
    let iv: [u8; IV] = random().ok_or(Failed)?;
    let sealed = subtle.lock(key, &iv, header, plaintext).await?;
    Ok(assemble(header, wrapped, &iv, &sealed))
}
