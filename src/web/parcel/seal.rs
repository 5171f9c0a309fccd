//! Which lock is put on what leaves, and putting it on.

use crate::engine::Profile;
use crate::engine::profile::sealed::{Point, RecipientKey};
use crate::web::crypto::{Failed, Subtle, WordsLock, seal_to_key};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

/// The lock on a link or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The municipality's public key.
    Key,
    /// Words that the person passes on.
    Words,
    /// None, because the page is not in a secure context.
    Absent,
}

impl Lock {
    /// The name by which the client's page knows it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Lock::Key => "key",
            Lock::Words => "words",
            Lock::Absent => "absent",
        }
    }
}

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
        let fits = member("kty")? == "EC"
            && member("crv")? == "P-256"
            && member("alg").is_none_or(|alg| alg == "ECDH-ES")
            && member("use").is_none_or(|purpose| purpose == "enc");
        let point = Point::from_text(&member("x")?, &member("y")?)?;
        fits.then(|| RecipientKey::new(&member("kid")?, point).ok())?
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
        if let Some(key) = key {
            let sealed = seal_to_key(&subtle, profile, key).await?;
            return Ok((Lock::Key, sealed, String::new()));
        }
        let lock = match self.words.take() {
            Some(lock) => lock,
            None => WordsLock::new(&subtle).await?,
        };
        let sealed = lock.seal(&subtle, profile).await;
        let words = lock.words().to_owned();
        self.words = Some(lock);
        Ok((Lock::Words, sealed?, words))
    }
}
