//! The ciphers of the browser (Web Cryptography API, W3C): what seals and opens profiles costs no bytes.
//!
//! [`Subtle`] has one function for each operation that `engine::profile::sealed` names; `seal` and `open` put them together.

#[cfg(feature = "coach")]
mod open;
mod seal;
#[cfg(feature = "coach")]
pub use open::{Handle, Made, make_key, open, open_key};
pub use seal::{WordsLock, seal_to_key};

use crate::engine::profile::sealed::Hash;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    type Crypto;

    #[wasm_bindgen(method, catch, js_name = getRandomValues)]
    fn random(this: &Crypto, bytes: &Uint8Array) -> Result<JsValue, JsValue>;

    /// The operations of Web Crypto, which a page has in a secure context only.
    #[derive(Clone)]
    pub type Subtle;

    #[wasm_bindgen(method, catch)]
    async fn digest(this: &Subtle, hash: &str, data: &[u8]) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = importKey)]
    async fn import(
        this: &Subtle,
        format: &str,
        key: &JsValue,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = exportKey)]
    async fn export(this: &Subtle, format: &str, key: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = generateKey)]
    async fn generate(
        this: &Subtle,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = deriveBits)]
    async fn derive(
        this: &Subtle,
        algorithm: &JsValue,
        key: &JsValue,
        bits: u32,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn encrypt(
        this: &Subtle,
        algorithm: &JsValue,
        key: &JsValue,
        data: &[u8],
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn decrypt(
        this: &Subtle,
        algorithm: &JsValue,
        key: &JsValue,
        data: &[u8],
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = wrapKey)]
    async fn wrap(
        this: &Subtle,
        format: &str,
        key: &JsValue,
        with: &JsValue,
        algorithm: &str,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = unwrapKey)]
    async fn unwrap_key(
        this: &Subtle,
        format: &str,
        wrapped: &[u8],
        with: &JsValue,
        algorithm: &str,
        for_algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;
}

/// The browser did not do it: the input does not fit the key, or the operation is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

impl From<JsValue> for Failed {
    fn from(_: JsValue) -> Failed {
        Failed
    }
}

/// The name of the curve P-256 with ECDH.
fn curve() -> JsValue {
    object(&[("name", "ECDH".into()), ("namedCurve", "P-256".into())])
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a plain object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn usages(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from(*name)).collect()
}

fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

fn array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn crypto() -> Option<JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    crypto.is_object().then_some(crypto)
}

/// Random bytes of the browser, fit for keys.
#[must_use]
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let place = Uint8Array::new_with_length(u32::try_from(N).ok()?);
    crypto()?.unchecked_into::<Crypto>().random(&place).ok()?;
    place.to_vec().try_into().ok()
}

impl Subtle {
    /// The operations; nothing where the page is not in a secure context, such as over plain HTTP.
    #[must_use]
    pub fn of_browser() -> Option<Subtle> {
        let subtle = Reflect::get(&crypto()?, &"subtle".into()).ok()?;
        subtle.is_object().then(|| subtle.unchecked_into())
    }

    /// SHA-256.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn sha256(&self, data: &[u8]) -> Result<[u8; 32], Failed> {
        let hash = bytes(&self.digest("SHA-256", data).await?);
        hash.try_into().map_err(|_| Failed)
    }

    /// A fresh pair of keys on P-256: the private key as the browser holds it, and the public one as 65 bytes.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn pair(&self, extractable: bool) -> Result<(JsValue, Vec<u8>), Failed> {
        let pair = self
            .generate(&curve(), extractable, &usages(&["deriveBits"]))
            .await?;
        let public = Reflect::get(&pair, &"publicKey".into())?;
        let private = Reflect::get(&pair, &"privateKey".into())?;
        let raw = self.export("raw", &public).await?;
        Ok((private, bytes(&raw)))
    }

    /// The shared secret Z of a private key and somebody's public key (65 bytes).
    ///
    /// # Errors
    /// When the public key is no point of the curve.
    pub async fn agree(&self, private: &JsValue, public: &[u8]) -> Result<Vec<u8>, Failed> {
        let public = self
            .import("raw", &array(public), &curve(), false, &Array::new())
            .await?;
        let algorithm = object(&[("name", "ECDH".into()), ("public", public)]);
        Ok(bytes(&self.derive(&algorithm, private, 256).await?))
    }

    /// PBKDF2.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn pbkdf2(
        &self,
        hash: Hash,
        words: &str,
        salt: &[u8],
        iterations: u32,
    ) -> Result<Vec<u8>, Failed> {
        let key = self
            .import(
                "raw",
                &array(words.as_bytes()),
                &"PBKDF2".into(),
                false,
                &usages(&["deriveBits"]),
            )
            .await?;
        let name = match hash {
            Hash::Sha256 => "SHA-256",
            Hash::Sha512 => "SHA-512",
        };
        let algorithm = object(&[
            ("name", "PBKDF2".into()),
            ("hash", name.into()),
            ("salt", array(salt)),
            ("iterations", iterations.into()),
        ]);
        let bits = u32::try_from(8 * hash.key_bytes()).map_err(|_| Failed)?;
        Ok(bytes(&self.derive(&algorithm, &key, bits).await?))
    }

    async fn key(&self, raw: &[u8], name: &str, usage: &str) -> Result<JsValue, Failed> {
        let (raw, name, usages) = (array(raw), name.into(), usages(&[usage]));
        Ok(self.import("raw", &raw, &name, true, &usages).await?)
    }

    /// Wraps a key of 256 bits (AES-KW, RFC 3394).
    ///
    /// # Errors
    /// When a length is wrong.
    pub async fn wrap_content_key(&self, with: &[u8], key: &[u8]) -> Result<Vec<u8>, Failed> {
        let with = self.key(with, "AES-KW", "wrapKey").await?;
        let key = self.key(key, "AES-GCM", "encrypt").await?;
        Ok(bytes(&self.wrap("raw", &key, &with, "AES-KW").await?))
    }

    /// Takes such a key out again.
    ///
    /// # Errors
    /// When it was wrapped with another key.
    pub async fn unwrap_content_key(&self, with: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, Failed> {
        let with = self.key(with, "AES-KW", "unwrapKey").await?;
        let usages = usages(&["decrypt"]);
        let name = "AES-GCM".into();
        let key = self
            .unwrap_key("raw", wrapped, &with, "AES-KW", &name, true, &usages)
            .await?;
        Ok(bytes(&self.export("raw", &key).await?))
    }

    /// AES-256-GCM: the sealed text with its tag.
    ///
    /// # Errors
    /// When a length is wrong.
    pub async fn lock(
        &self,
        key: &[u8],
        iv: &[u8],
        associated: &str,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Failed> {
        let key = self.key(key, "AES-GCM", "encrypt").await?;
        let algorithm = gcm(iv, associated);
        Ok(bytes(&self.encrypt(&algorithm, &key, plaintext).await?))
    }

    /// A fresh key of AES-256-GCM in the hands of the browser: it can be kept there, and nobody can take it out.
    ///
    /// # Errors
    /// When the browser refuses.
    #[cfg(feature = "coach")]
    pub async fn secret(&self) -> Result<JsValue, Failed> {
        let algorithm = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let usages = usages(&["encrypt", "decrypt"]);
        Ok(self.generate(&algorithm, false, &usages).await?)
    }

    /// AES-256-GCM with such a key, without associated data.
    ///
    /// # Errors
    /// When the browser refuses.
    #[cfg(feature = "coach")]
    pub async fn hide(&self, key: &JsValue, iv: &[u8], text: &str) -> Result<Vec<u8>, Failed> {
        let hidden = self.encrypt(&gcm(iv, ""), key, text.as_bytes()).await?;
        Ok(bytes(&hidden))
    }

    /// The other way round.
    ///
    /// # Errors
    /// When it was hidden with another key, or anything was changed.
    #[cfg(feature = "coach")]
    pub async fn reveal(&self, key: &JsValue, iv: &[u8], hidden: &[u8]) -> Result<Vec<u8>, Failed> {
        Ok(bytes(&self.decrypt(&gcm(iv, ""), key, hidden).await?))
    }

    /// The other way round.
    ///
    /// # Errors
    /// When the key is another one, or anything was changed.
    pub async fn unlock(
        &self,
        key: &[u8],
        iv: &[u8],
        associated: &str,
        sealed: &[u8],
    ) -> Result<Vec<u8>, Failed> {
        let key = self.key(key, "AES-GCM", "decrypt").await?;
        let algorithm = gcm(iv, associated);
        Ok(bytes(&self.decrypt(&algorithm, &key, sealed).await?))
    }
}

fn gcm(iv: &[u8], associated: &str) -> JsValue {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", array(iv)),
        ("additionalData", array(associated.as_bytes())),
    ])
}
