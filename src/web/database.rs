//! IndexedDB as promises: one database with its stores, opened at its first use and again when the
//! browser has closed it.
//!
//! In: names of stores, transactions, requests. Out: what they give, once they have it, or why not,
//! in the browser's words. What is kept, and under which keys, is for those who use it to know. All
//! that the page keeps goes by names of [`named`], so that a page of its own and elements on other
//! pages of one server do not take each other's.

use super::dom;
use super::sleep::sleep;
use js_sys::{Array, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::thread::LocalKey;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode, Storage,
};

/// Milliseconds after which a store that does not answer is given up for the moment.
const PATIENCE: u32 = 3_000;
/// Said of it then.
pub const SLOW: &str = "存储没有回应";

/// What has to be true before the browser calls a transaction complete: the hint `durability` of
/// the Indexed Database API 3.0. Browsers that do not know it ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// What the browser does by itself.
    Default,
    /// The changes were handed to the operating system: they outlive the browser, but not a power
    /// cut.
    Relaxed,
    /// The changes are on the disk.
    Strict,
}

impl Durability {
    /// The value of the option.
    const fn value(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Relaxed => "relaxed",
            Self::Strict => "strict",
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options: web-sys has these among its unstable interfaces
    /// only, which need a flag of the compiler.
    type WithOptions;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &WithOptions,
        names: &JsValue,
        mode: IdbTransactionMode,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The place of a connection.
pub type Connection = RefCell<Option<IdbDatabase>>;

thread_local! {
    /// What the names of our stores have behind `nianbao`.
    static SUFFIX: RefCell<String> = const { RefCell::new(String::new()) };
    /// The browser is not to keep anything.
    static FORGETS: Cell<bool> = const { Cell::new(false) };
    /// The connections that are open.
    static OPEN: RefCell<Vec<IdbDatabase>> = const { RefCell::new(Vec::new()) };
}

/// From now on the stores go by this name, or by none; unless nothing is to be kept.
pub fn live_in(store: Option<&str>, forgets: bool) {
    SUFFIX.set(store.map(|name| format!("-{name}")).unwrap_or_default());
    FORGETS.set(forgets);
}

/// A name that begins with `nianbao`, as our stores have it.
pub fn named(name: &str) -> String {
    SUFFIX.with_borrow(|suffix| name.replacen("nianbao", &format!("nianbao{suffix}"), 1))
}

/// Whether nothing is to be kept.
pub fn forgets() -> bool {
    FORGETS.get()
}

/// What the browser keeps for good, if it keeps anything for us.
pub fn local() -> Option<Storage> {
    dom::window().local_storage().ok().flatten().filter(|_| !FORGETS.get())
}

/// What the browser keeps as long as the window.
pub fn of_window() -> Option<Storage> {
    dom::window().session_storage().ok().flatten().filter(|_| !FORGETS.get())
}

/// Why nothing at all is kept, if that is not the moment's trouble: who does not even let us ask
/// keeps nothing.
pub fn why_shut() -> Option<&'static str> {
    if FORGETS.get() {
        Some("网站设置为不在本机保存")
    } else {
        local().is_none().then_some("隐私模式，或嵌入在别的网页里")
    }
}

/// Closes what is open.
pub fn close() {
    OPEN.take().iter().for_each(IdbDatabase::close);
}

/// A database.
pub struct Database {
    /// Its name; the pages of one disk share their names in Chromium and WebKit.
    pub name: &'static str,
    /// Its stores, each with the member that its records go by.
    pub stores: &'static [(&'static str, &'static str)],
    /// Where the connection is kept.
    pub connection: &'static LocalKey<Connection>,
}

impl Database {
    /// Begins a transaction over all stores.
    ///
    /// # Errors
    /// The browser has no such thing, or keeps it shut.
    pub async fn transaction(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, JsValue> {
        self.transaction_of(mode, Durability::Default).await
    }

    /// Begins a transaction over all stores that is complete once its changes are as safe as this.
    ///
    /// # Errors
    /// The browser has no such thing, or keeps it shut.
    pub async fn transaction_of(
        &self,
        mode: IdbTransactionMode,
        durability: Durability,
    ) -> Result<IdbTransaction, JsValue> {
        let names: JsValue =
            self.stores.iter().map(|(name, _)| JsValue::from_str(name)).collect::<Array>().into();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.value().into())?;
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
        // The browser closed the connection (storage cleared, disk trouble): open another.
        self.connection.set(None);
        begin(&self.open().await?)
    }

    /// Empties all stores.
    ///
    /// # Errors
    /// What the browser says instead.
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
                    // Fails only if the store is there already.
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

/// The browser's databases.
///
/// # Errors
/// It has none.
pub fn factory() -> Result<IdbFactory, JsValue> {
    if FORGETS.get() {
        return Err(JsValue::from_str("IndexedDB"));
    }
    dom::window().indexed_db()?.ok_or_else(|| JsValue::from_str("IndexedDB"))
}

/// What a request gives, once it has it.
///
/// # Errors
/// What the browser says instead.
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

/// Waits until a transaction is complete: a full disk aborts it after its requests have
/// succeeded.
///
/// # Errors
/// Why it was aborted.
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

/// Waits for the store, but not for ever; the reason of a failure as text.
///
/// # Errors
/// The reason, [`SLOW`] if it did not answer.
pub async fn with_patience<T>(work: impl Future<Output = Result<T, JsValue>>) -> Result<T, String> {
    within(PATIENCE, work).await
}

/// As [`with_patience`], with a patience of so many milliseconds: large things take old disks their
/// time.
///
/// # Errors
/// The reason, [`SLOW`] if it did not answer.
pub async fn within<T>(
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

/// The words of an error of the browser.
pub fn reason(error: &JsValue) -> String {
    error
        .dyn_ref::<web_sys::DomException>()
        .map_or_else(|| error.as_string().unwrap_or_default(), web_sys::DomException::message)
}
