//! Keys that a coach chose to keep in this browser: IndexedDB holds them as the browser's own, not extractable.
//!
//! Without such a choice there is no database, and looking whether there is one makes none.

use super::base::Base;
use super::state::{OpenKey, Stay};
use crate::engine::Date;
use crate::engine::profile::sealed::RecipientKey;
use crate::web::crypto::Handle;
use crate::web::dom::Failed;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

const BASE: Base = Base {
    name: "startbeeld-coach",
    store: "keys",
};
const KEY: &str = "key";
const SINCE: &str = "since";
const PUBLIC: &str = "public";

/// The keys that are kept; none where there is no database, or the browser has none.
pub(super) async fn load() -> Vec<OpenKey> {
    let all = BASE.all().await.unwrap_or_default();
    all.into_iter()
        .filter_map(|(kid, value)| open_key(kid, &value))
        .collect()
}

fn open_key(kid: String, value: &JsValue) -> Option<OpenKey> {
    let member = |name: &str| Reflect::get(value, &name.into()).ok();
    let key = member(KEY)?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit in 64 bits for ever"
    )]
    let since = Date::from_unix_millis(member(SINCE)?.as_f64()? as i64);
    let public = member(PUBLIC).and_then(|public| public.as_string());
    Some(OpenKey {
        kid,
        stay: Stay::Kept(since),
        public: public.and_then(|jwk| RecipientKey::from_json(&jwk).ok()?.pop()),
        handle: key.is_object().then(|| Handle::new(key))?,
    })
}

/// Keeps a key.
///
/// # Errors
/// When the browser does not keep it, as some do in a private window.
pub(super) async fn keep(key: &OpenKey) -> Result<(), Failed> {
    let value = Object::new();
    let set = |name: &str, member: &JsValue| {
        Reflect::set(&value, &name.into(), member)
            .map(drop)
            .map_err(|_| Failed)
    };
    set(KEY, key.handle.key())?;
    set(SINCE, &js_sys::Date::now().into())?;
    if let Some(public) = &key.public {
        set(PUBLIC, &public.jwk().into())?;
    }
    BASE.put(&key.kid, &value).await
}

/// Removes a key, and with the last one the database.
///
/// # Errors
/// When the browser does not do it.
pub(super) async fn forget(kid: &str) -> Result<(), Failed> {
    if BASE.remove(kid).await?.is_empty() {
        BASE.delete().await?;
    }
    Ok(())
}
