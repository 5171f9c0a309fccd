//! Dossiers that a coach chose to keep in this browser: encrypted, with a key that the browser holds and gives nobody.
//!
//! Without such a choice there is no database; with the last dossier it goes, and the key with it.

use super::base::Base;
use super::state::{Opened, Shelved};
use crate::engine::Date;
use crate::engine::profile::sealed::IV;
use crate::web::crypto::{Subtle, random};
use crate::web::dom::Failed;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

const BASE: Base = Base {
    name: "startbeeld-desk",
    store: "desk",
};
/// The name under which the key stands; dossiers have numbers.
const KEY: &str = "key";
const HIDDEN: &str = "hidden";
const FIRST: &str = "iv";
const AT: &str = "at";
const ZONE: &str = "zone";

/// What is kept: when, and nothing else, because the rest is encrypted.
pub(super) async fn list() -> Vec<Shelved> {
    let all = BASE.all().await.unwrap_or_default();
    all.iter()
        .filter(|(id, _)| id != KEY)
        .filter_map(|(id, value)| shelved(id, value))
        .collect()
}

fn number(value: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(value, &name.into()).ok()?.as_f64()
}

fn shelved(id: &str, value: &JsValue) -> Option<Shelved> {
    let local = number(value, AT)? - number(value, ZONE)? * 60_000.0;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit in 64 bits for ever"
    )]
    let local = local as i64;
    let minutes = u16::try_from(local.rem_euclid(86_400_000) / 60_000).ok()?;
    Some(Shelved {
        id: id.to_owned(),
        on: Date::from_unix_millis(local),
        time: (
            u8::try_from(minutes / 60).ok()?,
            u8::try_from(minutes % 60).ok()?,
        ),
    })
}

/// The key, and one of the things that are kept.
async fn find(id: &str) -> Result<(Option<JsValue>, Option<JsValue>), Failed> {
    let all = BASE.all().await?;
    let take = |wanted: &str| {
        let found = all.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone())
    };
    Ok((take(KEY), take(id)))
}

/// Keeps the text of a dossier, in the place of an earlier one or in a new one.
///
/// # Errors
/// When the browser does not keep it, as some do in a private window.
pub(super) async fn keep(text: &str, id: Option<String>) -> Result<Shelved, Failed> {
    let subtle = Subtle::of_browser().ok_or(Failed)?;
    let key = match find(KEY).await {
        Ok((Some(key), _)) => key,
        _ => {
            let key = subtle.secret().await.map_err(|_| Failed)?;
            BASE.put(KEY, &key).await?;
            key
        }
    };
    let iv: [u8; IV] = random().ok_or(Failed)?;
    let hidden = subtle.hide(&key, &iv, text).await.map_err(|_| Failed)?;
    let now = js_sys::Date::new_0();
    let value = Object::new();
    let members: [(&str, JsValue); 4] = [
        (HIDDEN, Uint8Array::from(&*hidden).into()),
        (FIRST, Uint8Array::from(&iv[..]).into()),
        (AT, now.get_time().into()),
        (ZONE, now.get_timezone_offset().into()),
    ];
    for (name, member) in members {
        Reflect::set(&value, &name.into(), &member).map_err(|_| Failed)?;
    }
    let id = id.unwrap_or_else(|| format!("{:.0}", now.get_time()));
    BASE.put(&id, &value).await?;
    shelved(&id, &value).ok_or(Failed)
}

/// Opens a dossier that is kept.
///
/// # Errors
/// When it is not there any more, or the key that opens it is not.
pub(super) async fn take_down(id: &str) -> Result<Opened, Failed> {
    let subtle = Subtle::of_browser().ok_or(Failed)?;
    let (Some(key), Some(value)) = find(id).await? else {
        return Err(Failed);
    };
    let bytes = |name: &str| {
        let member = Reflect::get(&value, &name.into()).ok();
        member.map(|member| Uint8Array::new(&member).to_vec())
    };
    let (hidden, iv) = (bytes(HIDDEN).ok_or(Failed)?, bytes(FIRST).ok_or(Failed)?);
    let text = subtle
        .reveal(&key, &iv, &hidden)
        .await
        .map_err(|_| Failed)?;
    Opened::read(&text).map_err(|_| Failed)
}

/// Removes a dossier, and with the last one the database and the key.
///
/// # Errors
/// When the browser does not do it.
pub(super) async fn throw_away(id: &str) -> Result<(), Failed> {
    let left = BASE.remove(id).await?;
    if left.iter().all(|(name, _)| name == KEY) {
        BASE.delete().await?;
    }
    Ok(())
}
