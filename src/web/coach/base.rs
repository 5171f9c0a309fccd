//! The browser's own database (IndexedDB), as far as the coach's page needs it: named things in one store.
//!
//! Opening without making leaves no database behind where there was none, and whoever takes the last thing out removes
//! the database.

use crate::web::dom::Failed;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

/// A database with one store.
pub(super) struct Base {
    pub(super) name: &'static str,
    pub(super) store: &'static str,
}

impl Base {
    /// Everything in it, by name.
    ///
    /// # Errors
    /// When there is no such database, or the browser has none.
    pub(super) async fn all(&self) -> Result<Vec<(String, JsValue)>, Failed> {
        let database = self.open(false).await?;
        let all = self.read(&database).await;
        database.close();
        all
    }

    /// Puts something in; the database is made where there is none.
    ///
    /// # Errors
    /// When the browser does not keep it, as some do in a private window.
    pub(super) async fn put(&self, name: &str, value: &JsValue) -> Result<(), Failed> {
        let database = self.open(true).await?;
        let outcome = async {
            let (transaction, store) = self.store(&database, IdbTransactionMode::Readwrite)?;
            store
                .put_with_key(value, &name.into())
                .map_err(failed)
                .map(drop)?;
            finished(&transaction).await
        };
        let outcome = outcome.await;
        database.close();
        outcome
    }

    /// Takes something out, and gives back what is left.
    ///
    /// # Errors
    /// When the browser does not do it.
    pub(super) async fn remove(&self, name: &str) -> Result<Vec<(String, JsValue)>, Failed> {
        let database = self.open(false).await?;
        let outcome = async {
            let (transaction, store) = self.store(&database, IdbTransactionMode::Readwrite)?;
            store.delete(&name.into()).map_err(failed).map(drop)?;
            finished(&transaction).await?;
            self.read(&database).await
        };
        let left = outcome.await;
        database.close();
        left
    }

    /// Removes the database with everything in it.
    ///
    /// # Errors
    /// When the browser does not do it.
    pub(super) async fn delete(&self) -> Result<(), Failed> {
        let request = factory()?.delete_database(self.name).map_err(failed)?;
        answer(&request).await.map(drop)
    }

    async fn read(&self, database: &IdbDatabase) -> Result<Vec<(String, JsValue)>, Failed> {
        let (_, store) = self.store(database, IdbTransactionMode::Readonly)?;
        // Both are asked for before either is awaited: a transaction ends when nothing more is asked.
        let names = store.get_all_keys().map_err(failed)?;
        let values = store.get_all().map_err(failed)?;
        let names: Array = answer(&names).await?.unchecked_into();
        let values: Array = answer(&values).await?.unchecked_into();
        let named = names.iter().zip(values.iter());
        Ok(named
            .filter_map(|(name, value)| Some((name.as_string()?, value)))
            .collect())
    }

    /// Whether the database may be there; browsers that cannot say are asked by opening it.
    async fn may_exist(&self, factory: &IdbFactory) -> bool {
        let ask = Reflect::get(factory, &"databases".into())
            .and_then(|ask| ask.dyn_into::<Function>())
            .and_then(|ask| ask.call0(factory));
        let Ok(all) = ask else { return true };
        let Ok(all) = JsFuture::from(Promise::resolve(&all)).await else {
            return true;
        };
        let is_ours = |one: JsValue| {
            Reflect::get(&one, &"name".into())
                .is_ok_and(|name| name.as_string().is_some_and(|name| name == self.name))
        };
        Array::from(&all).iter().any(is_ours)
    }

    /// Opens the database; without `make` one that was not there is not made.
    async fn open(&self, make: bool) -> Result<IdbDatabase, Failed> {
        // Safari keeps an empty database of one whose making was given up.
        if !make && !self.may_exist(&factory()?).await {
            return Err(Failed);
        }
        let request = factory()?.open_with_u32(self.name, 1).map_err(failed)?;
        let fresh = {
            let (request, store) = (request.clone(), self.store);
            Closure::once(move |_: Event| fresh_database(&request, store, make))
        };
        request.set_onupgradeneeded(Some(fresh.as_ref().unchecked_ref()));
        let database = answer(&request).await?;
        Ok(database.unchecked_into())
    }

    fn store(
        &self,
        database: &IdbDatabase,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), Failed> {
        let transaction = database
            .transaction_with_str_and_mode(self.store, mode)
            .map_err(failed)?;
        let store = transaction.object_store(self.store).map_err(failed)?;
        Ok((transaction, store))
    }
}

fn factory() -> Result<IdbFactory, Failed> {
    let window = web_sys::window().ok_or(Failed)?;
    window.indexed_db().ok().flatten().ok_or(Failed)
}

/// What happens to a database that was not there before.
fn fresh_database(request: &IdbOpenDbRequest, store: &str, make: bool) {
    let database = request
        .result()
        .map(|result| result.unchecked_into::<IdbDatabase>());
    match (make, database) {
        (true, Ok(database)) => {
            // Where this fails, the transaction that needs it fails and says so.
            let _ = database.create_object_store(store);
        }
        _ => {
            // Ending the transaction takes the new database away again, and opening fails.
            let _ = request.transaction().map(|transaction| transaction.abort());
        }
    }
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
