//! Which lock is put on what leaves, and putting it on.

use crate::engine::Profile;
use crate::engine::profile::sealed::{Content, RecipientKey, plaintext};
use crate::web::crypto::{Failed, Subtle, WordsLock, seal_to_key};
use crate::web::lock::Lock;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

/// The first usable key of a configuration (`config.json` as an object): an EC key on P-256 for ECDH-ES. Others are
/// passed over.
#[must_use]
pub fn reader(config: &JsValue) -> Option<RecipientKey> {
    let keys = Reflect::get(config, &"keys".into()).ok()?;
    if !Array::is_array(&keys) {
        return None;
    }
    Array::from(&keys).iter().find_map(|key| {
        let member = |name: &str| {
            Reflect::get(&key, &name.into())
                .ok()
                .and_then(|value| value.as_string())
        };
        RecipientKey::of_members(member).ok()
    })
}

/// Seals one profile after the other, as the person changes what goes along, with the same words.
#[derive(Default)]
pub struct Sealer {
    words: Option<WordsLock>,
}

impl Sealer {
    /// Seals to the key when there is one, or else to words. Gives the lock, the sealed text and the words; only the
    /// lock when the page is not in a secure context.
    ///
    /// # Errors
    /// When the browser refuses: the key is not one, or an operation is missing.
    pub async fn seal(
        &mut self,
        profile: &Profile,
        key: Option<&RecipientKey>,
    ) -> Result<(Lock, String, String), Failed> {
        let Some(subtle) = Subtle::of_browser() else {
            return Ok((Lock::Absent, String::new(), String::new()));
        };
        let plaintext = plaintext(profile);
        if let Some(key) = key {
            let sealed = seal_to_key(&subtle, Content::Profile, &plaintext, key).await?;
            return Ok((Lock::Key, sealed, String::new()));
        }
        let lock = match self.words.take() {
            Some(lock) => lock,
            None => WordsLock::new(&subtle).await?,
        };
        let sealed = lock.seal(&subtle, Content::Profile, &plaintext).await;
        let words = lock.words().to_owned();
        self.words = Some(lock);
        Ok((Lock::Words, sealed?, words))
    }
}
