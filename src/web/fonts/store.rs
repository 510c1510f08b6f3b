//! Where chosen fonts are kept: the browser's store, and for as long as the page is open what it
//! refused.

use crate::desk::Chosen;
use crate::web::boundary::{from_js, to_js};
use crate::web::database::{Connection, Database, committed, done, local, named, within};
use crate::web::running::unique;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::IdbTransactionMode;

/// Which font sets which face.
const FACES: &str = "faces";
/// The bytes of the files.
const FILES: &str = "files";
/// Whether other fonts may stand in.
const STAND_IN: &str = "nianbao:fonts:stand-in";
/// Milliseconds that the store gets: six fonts have fifty megabytes.
const PATIENCE: u32 = 30_000;

const DB: Database = Database {
    name: "nianbao-fonts",
    stores: &[(FACES, "face"), (FILES, "id")],
    connection: &CONNECTION,
};

thread_local! {
    static CONNECTION: Connection = const { Connection::new(None) };
    /// The fonts that the browser did not keep.
    static PASSING: RefCell<Vec<(Chosen, Uint8Array)>> = const { RefCell::new(Vec::new()) };
    /// Whether other fonts may stand in, as last said here: the browser may forget it.
    static SAID: RefCell<Option<bool>> = const { RefCell::new(None) };
}

/// A file as it is in the store.
fn file_record(id: &str, bytes: &Uint8Array) -> Result<JsValue, JsValue> {
    let record = Object::new();
    Reflect::set(&record, &"id".into(), &id.into())?;
    Reflect::set(&record, &"bytes".into(), bytes)?;
    Ok(record.into())
}

/// The fonts that are set, each with whether the browser keeps it.
pub async fn list() -> Vec<(Chosen, bool)> {
    let passing: Vec<Chosen> =
        PASSING.with_borrow(|passing| passing.iter().map(|(chosen, _)| chosen.clone()).collect());
    let kept = within(PATIENCE, async {
        let transaction = DB.transaction(IdbTransactionMode::Readonly).await?;
        Ok(records(&done(&transaction.object_store(FACES)?.get_all()?).await?))
    });
    // A store that does not answer has no fonts to give: the faces are then missing, which is said.
    let kept = kept
        .await
        .unwrap_or_default()
        .into_iter()
        .filter(|kept| !passing.iter().any(|chosen| chosen.face == kept.face));
    let kept: Vec<_> = kept.map(|chosen| (chosen, true)).collect();
    kept.into_iter().chain(passing.into_iter().map(|chosen| (chosen, false))).collect()
}

fn records(values: &JsValue) -> Vec<Chosen> {
    Array::from(values).iter().filter_map(|value| from_js(value).ok()).collect()
}

/// The fonts that are set, with their files.
pub async fn files() -> Vec<(Chosen, Uint8Array)> {
    let mut fonts = PASSING.with_borrow(Clone::clone);
    let kept = within(PATIENCE, async {
        let transaction = DB.transaction(IdbTransactionMode::Readonly).await?;
        let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
        let mut kept = Vec::new();
        for chosen in records(&done(&faces.get_all()?).await?) {
            let file = done(&files.get(&JsValue::from_str(&chosen.file))?).await?;
            let bytes = js_sys::Reflect::get(&file, &JsValue::from_str("bytes"))
                .ok()
                .and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
            // A face whose file is gone is as good as not chosen.
            kept.extend(bytes.map(|bytes| (chosen, bytes)));
        }
        Ok(kept)
    });
    for (chosen, bytes) in kept.await.unwrap_or_default() {
        if !fonts.iter().any(|(passing, _)| passing.face == chosen.face) {
            fonts.push((chosen, bytes));
        }
    }
    fonts
}

/// Sets a font; why the browser did not keep it, if so. Then it is used until the page is closed.
///
/// # Errors
/// Why, in the words of the browser.
pub async fn set(mut chosen: Chosen, bytes: Uint8Array) -> Result<(), String> {
    chosen.file = unique();
    PASSING.with_borrow_mut(|passing| passing.retain(|(other, _)| other.face != chosen.face));
    let kept = within(PATIENCE, put(&chosen, &bytes)).await;
    if kept.is_err() {
        PASSING.with_borrow_mut(|passing| passing.push((chosen, bytes)));
    }
    kept
}

async fn put(chosen: &Chosen, bytes: &Uint8Array) -> Result<(), JsValue> {
    let transaction = DB.transaction(IdbTransactionMode::Readwrite).await?;
    let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
    let before = done(&faces.get(&JsValue::from_str(&chosen.face))?).await?;
    if let Ok(before) = from_js::<Chosen>(before) {
        files.delete(&JsValue::from_str(&before.file))?;
    }
    files.put(&file_record(&chosen.file, bytes)?)?;
    faces.put(&to_js(chosen)?)?;
    committed(&transaction).await
}

/// Takes a font away; `false` if the browser keeps it all the same.
pub async fn remove(face: &str) -> bool {
    PASSING.with_borrow_mut(|passing| passing.retain(|(other, _)| other.face != face));
    let gone = within(PATIENCE, async {
        let transaction = DB.transaction(IdbTransactionMode::Readwrite).await?;
        let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
        let key = JsValue::from_str(face);
        if let Ok(before) = from_js::<Chosen>(done(&faces.get(&key)?).await?) {
            files.delete(&JsValue::from_str(&before.file))?;
        }
        faces.delete(&key)?;
        committed(&transaction).await
    });
    // Where nothing can be kept, nothing is.
    gone.await.is_ok() || crate::web::database::factory().is_err()
}

/// Takes all fonts away.
///
/// # Errors
/// What the browser says instead.
pub async fn clear() -> Result<(), JsValue> {
    PASSING.take();
    SAID.take();
    DB.clear().await
}

/// Whether the clerk lets other fonts stand in.
pub fn stand_in() -> bool {
    SAID.with_borrow(|said| *said).unwrap_or_else(|| {
        local().and_then(|local| local.get_item(&named(STAND_IN)).ok().flatten()).is_some()
    })
}

/// Remembers whether other fonts may stand in.
pub fn let_stand_in(on: bool) {
    SAID.set(Some(on));
    if let Some(local) = local() {
        // A browser that refuses forgets it with the page.
        let _ = if on {
            local.set_item(&named(STAND_IN), "1")
        } else {
            local.remove_item(&named(STAND_IN))
        };
    }
}
