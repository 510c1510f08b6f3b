//! IndexedDB with futures: a database with its object stores, which is opened at its first use, and
//! again after the browser has closed it.
//!
//! In: names of object stores, transactions, requests. Out: their results, or the reason of a
//! failure in the browser's words. The callers decide what is stored under which keys. All names go
//! through [`named`], so that the page and elements on other pages of the same server do not share
//! their data.

use super::dom;
use super::sleep::sleep;
use crate::desk::Durability;
use js_sys::{Array, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::thread::LocalKey;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode, Storage,
};

/// Milliseconds after which waiting for the store is given up.
const TIME_LIMIT: u32 = 3_000;
/// The reason that is reported then.
pub const SLOW: &str = "存储没有回应";

/// The value of the option `durability` of a transaction; without a durability, that of the
/// browser's default.
const fn hint(durability: Option<Durability>) -> &'static str {
    match durability {
        None => "default",
        Some(Durability::Relaxed) => "relaxed",
        Some(Durability::Strict) => "strict",
    }
}

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options. web-sys has these only among its unstable
    /// interfaces, which need a compiler flag.
    type WithOptions;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &WithOptions,
        names: &JsValue,
        mode: IdbTransactionMode,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Holds the connection to a database, once it is open.
pub type Connection = RefCell<Option<IdbDatabase>>;

thread_local! {
    /// What [`named`] inserts after `nianbao`.
    static SUFFIX: RefCell<String> = const { RefCell::new(String::new()) };
    /// Nothing may be stored in the browser.
    static STORING_OFF: Cell<bool> = const { Cell::new(false) };
    /// The connections that are open.
    static OPEN: RefCell<Vec<IdbDatabase>> = const { RefCell::new(Vec::new()) };
}

/// Sets the name that is inserted into all names of stored data, and whether nothing may be stored.
pub fn configure(store: Option<&str>, forgets: bool) {
    SUFFIX.set(store.map(|name| format!("-{name}")).unwrap_or_default());
    STORING_OFF.set(forgets);
}

/// Inserts the name of the element's storage into a name that begins with `nianbao`.
pub fn named(name: &str) -> String {
    SUFFIX.with_borrow(|suffix| name.replacen("nianbao", &format!("nianbao{suffix}"), 1))
}

/// Whether nothing may be stored.
pub fn is_disabled() -> bool {
    STORING_OFF.get()
}

/// `localStorage`, if it may be used.
pub fn local_storage() -> Option<Storage> {
    dom::window().local_storage().ok().flatten().filter(|_| !STORING_OFF.get())
}

/// `sessionStorage`, if it may be used.
pub fn session_storage() -> Option<Storage> {
    dom::window().session_storage().ok().flatten().filter(|_| !STORING_OFF.get())
}

/// The reason why nothing can be stored at all, as words for the clerk; `None` if storing is
/// possible in principle. A browser that denies access to `localStorage` stores nothing.
pub fn unavailable_reason() -> Option<&'static str> {
    if STORING_OFF.get() {
        Some("网站设置为不在本机保存")
    } else {
        local_storage().is_none().then_some("隐私模式，或嵌入在别的网页里")
    }
}

/// Closes all open connections.
pub fn close() {
    OPEN.take().iter().for_each(IdbDatabase::close);
}

/// A database.
pub struct Database {
    /// Its name. In Chromium and WebKit, all `file://` pages share their databases.
    pub name: &'static str,
    /// Its object stores, each with the key path of its records.
    pub stores: &'static [(&'static str, &'static str)],
    /// The variable that holds the connection.
    pub connection: &'static LocalKey<Connection>,
}

impl Database {
    /// Begins a transaction over all stores with the browser's default durability.
    ///
    /// # Errors
    /// The browser has no IndexedDB, or does not open the database.
    pub async fn transaction(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, JsValue> {
        self.begin(mode, None).await
    }

    /// Begins a transaction over all stores with this durability.
    ///
    /// # Errors
    /// The browser has no IndexedDB, or does not open the database.
    pub async fn transaction_with(
        &self,
        mode: IdbTransactionMode,
        durability: Durability,
    ) -> Result<IdbTransaction, JsValue> {
        self.begin(mode, Some(durability)).await
    }

    async fn begin(
        &self,
        mode: IdbTransactionMode,
        durability: Option<Durability>,
    ) -> Result<IdbTransaction, JsValue> {
        let names: JsValue =
            self.stores.iter().map(|(name, _)| JsValue::from_str(name)).collect::<Array>().into();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &hint(durability).into())?;
        let begin = |db: &IdbDatabase| {
            db.unchecked_ref::<WithOptions>().transaction_with(&names, mode, &options)
        };
        let db = match self.connection.with_borrow(Clone::clone) {
            Some(db) => db,
            None => self.open().await?,
        };
        if let Ok(transaction) = begin(&db) {
            return Ok(transaction);
        }
        // The browser has closed the connection (storage cleared, disk error), so another one is
        // opened.
        self.connection.set(None);
        begin(&self.open().await?)
    }

    /// Empties all stores.
    ///
    /// # Errors
    /// The error of the browser.
    pub async fn clear(&self) -> Result<(), JsValue> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite).await?;
        for (name, _) in self.stores {
            transaction.object_store(name)?.clear()?;
        }
        committed(&transaction).await
    }

    async fn open(&self) -> Result<IdbDatabase, JsValue> {
        let request: IdbOpenDbRequest = factory()?.open_with_u32(&named(self.name), 1)?;
        let (creating, stores) = (request.clone(), self.stores);
        let create = Closure::once_into_js(move || {
            if let Ok(db) = creating.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
                for (name, key) in stores {
                    let parameters = IdbObjectStoreParameters::new();
                    parameters.set_key_path(&JsValue::from_str(key));
                    // Fails only if the store exists already.
                    let _ = db.create_object_store_with_optional_parameters(name, &parameters);
                }
            }
        });
        request.set_onupgradeneeded(Some(create.unchecked_ref()));
        let db: IdbDatabase = done(&request).await?.dyn_into()?;
        self.connection.set(Some(db.clone()));
        OPEN.with_borrow_mut(|open| open.push(db.clone()));
        Ok(db)
    }
}

/// The entry point of IndexedDB.
///
/// # Errors
/// The browser has none, or nothing may be stored.
pub fn factory() -> Result<IdbFactory, JsValue> {
    if STORING_OFF.get() {
        return Err(JsValue::from_str("IndexedDB"));
    }
    dom::window().indexed_db()?.ok_or_else(|| JsValue::from_str("IndexedDB"))
}

/// Waits for the result of a request.
///
/// # Errors
/// The error of the browser.
pub async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result(),
        Err(_) => Err(request
            .error()
            .ok()
            .flatten()
            .map_or(JsValue::from_str("IndexedDB"), JsValue::from)),
    }
}

/// Waits until a transaction is complete. A full disk can abort it after all its requests have
/// succeeded.
///
/// # Errors
/// The reason why it was aborted.
pub async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(JsValue::from_str("IndexedDB"), JsValue::from)),
    }
}

/// Waits for an operation of the store for at most three seconds.
///
/// # Errors
/// The reason of the failure in the browser's words; [`SLOW`] if the store did not answer in time.
pub async fn with_time_limit<T>(
    work: impl Future<Output = Result<T, JsValue>>,
) -> Result<T, String> {
    with_time_limit_of(TIME_LIMIT, work).await
}

/// As [`with_time_limit`], but waits for at most `patience` milliseconds, because large data take
/// long on old disks.
///
/// # Errors
/// The reason of the failure in the browser's words; [`SLOW`] if the store did not answer in time.
pub async fn with_time_limit_of<T>(
    patience: u32,
    work: impl Future<Output = Result<T, JsValue>>,
) -> Result<T, String> {
    let slow = sleep(patience);
    let (work, slow) = (std::pin::pin!(work), std::pin::pin!(slow));
    let mut both = (work, slow);
    std::future::poll_fn(move |context| {
        use std::task::Poll;
        if let Poll::Ready(result) = both.0.as_mut().poll(context) {
            return Poll::Ready(result.map_err(|error| reason(&error)));
        }
        both.1.as_mut().poll(context).map(|()| Err(SLOW.to_owned()))
    })
    .await
}

/// The message of an error of the browser.
pub fn reason(error: &JsValue) -> String {
    error
        .dyn_ref::<web_sys::DomException>()
        .map_or_else(|| error.as_string().unwrap_or_default(), web_sys::DomException::message)
}
