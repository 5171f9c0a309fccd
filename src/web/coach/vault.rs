//! Keys that a coach chose to keep in this browser: IndexedDB holds them as the browser's own, not extractable.
//!
//! Without such a choice there is no database, and looking whether there is one makes none.

use super::state::{OpenKey, Stay};
use crate::engine::Date;
use crate::web::crypto::Handle;
use crate::web::dom::Failed;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "startbeeld-coach";
const STORE: &str = "keys";
const KEY: &str = "key";
const SINCE: &str = "since";

/// The keys that are kept; none where there is no database, or the browser has none.
pub(super) async fn load() -> Vec<OpenKey> {
    read().await.unwrap_or_default()
}

async fn read() -> Result<Vec<OpenKey>, Failed> {
    let database = open(false).await?;
    let all = read_from(&database).await;
    database.close();
    all
}

async fn read_from(database: &IdbDatabase) -> Result<Vec<OpenKey>, Failed> {
    let (_, store) = store(database, IdbTransactionMode::Readonly)?;
    // Both are asked for before either is awaited: a transaction ends when nothing more is asked.
    let names = store.get_all_keys().map_err(failed)?;
    let values = store.get_all().map_err(failed)?;
    let names: Array = answer(&names).await?.unchecked_into();
    let values: Array = answer(&values).await?.unchecked_into();
    let kept = names.iter().zip(values.iter()).filter_map(|(name, value)| {
        let key = Reflect::get(&value, &KEY.into()).ok()?;
        let since = Reflect::get(&value, &SINCE.into()).ok()?.as_f64()?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 fit in 64 bits for ever"
        )]
        let since = Date::from_unix_millis(since as i64);
        Some(OpenKey {
            kid: name.as_string()?,
            stay: Stay::Kept(since),
            handle: key.is_object().then(|| Handle::new(key))?,
        })
    });
    Ok(kept.collect())
}

/// Keeps a key.
///
/// # Errors
/// When the browser does not keep it, as some do in a private window.
pub(super) async fn keep(kid: &str, handle: &Handle) -> Result<(), Failed> {
    let value = Object::new();
    Reflect::set(&value, &KEY.into(), handle.key()).map_err(failed)?;
    Reflect::set(&value, &SINCE.into(), &js_sys::Date::now().into()).map_err(failed)?;
    let database = open(true).await?;
    let outcome = async {
        let (transaction, store) = store(&database, IdbTransactionMode::Readwrite)?;
        store
            .put_with_key(&value, &kid.into())
            .map_err(failed)
            .map(drop)?;
        finished(&transaction).await
    };
    let outcome = outcome.await;
    database.close();
    outcome
}

/// Removes a key, and with the last one the database.
///
/// # Errors
/// When the browser does not do it.
pub(super) async fn forget(kid: &str) -> Result<(), Failed> {
    let database = open(false).await?;
    let outcome = async {
        let (transaction, store) = store(&database, IdbTransactionMode::Readwrite)?;
        store.delete(&kid.into()).map_err(failed).map(drop)?;
        finished(&transaction).await?;
        read_from(&database).await
    };
    let left = outcome.await;
    database.close();
    if left?.is_empty() {
        let request = factory()?.delete_database(DATABASE).map_err(failed)?;
        answer(&request).await?;
    }
    Ok(())
}

fn factory() -> Result<IdbFactory, Failed> {
    let window = web_sys::window().ok_or(Failed)?;
    window.indexed_db().ok().flatten().ok_or(Failed)
}

/// Whether the database may be there; browsers that cannot say are asked by opening it.
async fn may_exist(factory: &IdbFactory) -> bool {
    let ask = Reflect::get(factory, &"databases".into())
        .and_then(|ask| ask.dyn_into::<Function>())
        .and_then(|ask| ask.call0(factory));
    let Ok(all) = ask else { return true };
    let Ok(all) = JsFuture::from(Promise::resolve(&all)).await else {
        return true;
    };
    let is_ours = |one: JsValue| {
        Reflect::get(&one, &"name".into())
            .is_ok_and(|name| name.as_string().is_some_and(|name| name == DATABASE))
    };
    Array::from(&all).iter().any(is_ours)
}

/// Opens the database; without `make` one that was not there is not made.
async fn open(make: bool) -> Result<IdbDatabase, Failed> {
    // Safari keeps an empty database of one whose making was given up.
    if !make && !may_exist(&factory()?).await {
        return Err(Failed);
    }
    let request = factory()?.open_with_u32(DATABASE, 1).map_err(failed)?;
    let fresh = {
        let request = request.clone();
        Closure::once(move |_: Event| fresh_database(&request, make))
    };
    request.set_onupgradeneeded(Some(fresh.as_ref().unchecked_ref()));
    let database = answer(&request).await?;
    Ok(database.unchecked_into())
}

/// What happens to a database that was not there before.
fn fresh_database(request: &IdbOpenDbRequest, make: bool) {
    let database = request
        .result()
        .map(|result| result.unchecked_into::<IdbDatabase>());
    match (make, database) {
        (true, Ok(database)) => {
            // Where this fails, the transaction that needs it fails and says so.
            let _ = database.create_object_store(STORE);
        }
        _ => {
            // Ending the transaction takes the new database away again, and opening fails.
            let _ = request.transaction().map(|transaction| transaction.abort());
        }
    }
}

fn store(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
) -> Result<(IdbTransaction, IdbObjectStore), Failed> {
    let transaction = database
        .transaction_with_str_and_mode(STORE, mode)
        .map_err(failed)?;
    let store = transaction.object_store(STORE).map_err(failed)?;
    Ok((transaction, store))
}

async fn answer(request: &IdbRequest) -> Result<JsValue, Failed> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.map_err(failed)?;
    request.result().map_err(failed)
}

async fn finished(transaction: &IdbTransaction) -> Result<(), Failed> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(failed)
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "what is mapped over an error takes it by value"
)]
fn failed(_: JsValue) -> Failed {
    Failed
}
