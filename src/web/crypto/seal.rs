//! Seals a profile in the browser; `crate::crypto` does the same natively.

use super::{Failed, Subtle, random};
use crate::engine::Profile;
use crate::engine::profile::passphrase;
use crate::engine::profile::sealed::{
    Agreement, Content, IV, PassphraseWork, Point, RecipientKey, assemble, plaintext,
};

/// Seals to a public key.
///
/// # Errors
/// When the browser refuses, above all a key that is no point of the curve.
pub async fn seal_to_key(
    subtle: &Subtle,
    profile: &Profile,
    reader: &RecipientKey,
) -> Result<String, Failed> {
    let (private, public) = subtle.pair(false).await?;
    let agreement = Agreement::new(Point::from_raw(&public).ok_or(Failed)?, reader);
    let shared = subtle.agree(&private, &reader.point.to_raw()).await?;
    let key = subtle.sha256(&agreement.kdf_input(&shared)).await?;
    finish(subtle, &agreement.header(), &key, &[], profile).await
}

/// Seals to words that are made for it; gives both.
///
/// # Errors
/// When the browser refuses.
pub async fn seal_to_passphrase(
    subtle: &Subtle,
    profile: &Profile,
) -> Result<(String, String), Failed> {
    let words = passphrase::generate(&random().ok_or(Failed)?);
    let work = PassphraseWork::new(random().ok_or(Failed)?);
    let content_key: [u8; 32] = random().ok_or(Failed)?;
    let kek = subtle
        .pbkdf2(work.hash, &words, &work.salt_input(), work.iterations)
        .await?;
    let wrapped = subtle.wrap_content_key(&kek, &content_key).await?;
    let header = work.header(Content::Profile);
    let sealed = finish(subtle, &header, &content_key, &wrapped, profile).await?;
    Ok((sealed, words))
}

async fn finish(
    subtle: &Subtle,
    header: &str,
    key: &[u8],
    wrapped: &[u8],
    profile: &Profile,
) -> Result<String, Failed> {
    let iv: [u8; IV] = random().ok_or(Failed)?;
    let sealed = subtle.lock(key, &iv, header, &plaintext(profile)).await?;
    Ok(assemble(header, wrapped, &iv, &sealed))
}
