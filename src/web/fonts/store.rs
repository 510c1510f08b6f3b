//! Where chosen fonts are stored: in the browser's database, or in memory if the browser refuses.

use crate::desk::ChosenFont;
use crate::web::boundary::{from_js, to_js};
use crate::web::database::{
    Connection, Database, committed, done, local_storage, named, with_time_limit_of,
};
use crate::web::running::unique_id;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::IdbTransactionMode;

/// The object store that assigns fonts to faces.
const FACES: &str = "faces";
/// The object store that holds the bytes of the font files.
const FILES: &str = "files";
/// The name in `localStorage` for whether missing characters may be taken from other fonts.
const STAND_IN: &str = "nianbao:fonts:stand-in";
/// Milliseconds after which waiting for the store is given up; six fonts have fifty megabytes.
const TIME_LIMIT: u32 = 30_000;

const DB: Database = Database {
    name: "nianbao-fonts",
    stores: &[(FACES, "face"), (FILES, "id")],
    connection: &CONNECTION,
};

thread_local! {
    static CONNECTION: Connection = const { Connection::new(None) };
    /// The fonts that the browser did not store.
    static TEMPORARY: RefCell<Vec<(ChosenFont, Uint8Array)>> = const { RefCell::new(Vec::new()) };
    /// The last choice in this window on taking characters from other fonts, because the browser
    /// may not store it.
    static FALLBACK_CHOICE: RefCell<Option<bool>> = const { RefCell::new(None) };
}

/// The record of a font file.
fn file_record(id: &str, bytes: &Uint8Array) -> Result<JsValue, JsValue> {
    let record = Object::new();
    Reflect::set(&record, &"id".into(), &id.into())?;
    Reflect::set(&record, &"bytes".into(), bytes)?;
    Ok(record.into())
}

/// The fonts that are set, each with whether the browser stores it.
pub async fn list() -> Vec<(ChosenFont, bool)> {
    let temporary: Vec<ChosenFont> = TEMPORARY
        .with_borrow(|temporary| temporary.iter().map(|(chosen, _)| chosen.clone()).collect());
    let stored = with_time_limit_of(TIME_LIMIT, async {
        let transaction = DB.transaction(IdbTransactionMode::Readonly).await?;
        Ok(records(&done(&transaction.object_store(FACES)?.get_all()?).await?))
    });
    // If the store does not answer, its faces count as missing, which is reported.
    let stored = stored
        .await
        .unwrap_or_default()
        .into_iter()
        .filter(|chosen| !temporary.iter().any(|other| other.face == chosen.face));
    let stored: Vec<_> = stored.map(|chosen| (chosen, true)).collect();
    stored.into_iter().chain(temporary.into_iter().map(|chosen| (chosen, false))).collect()
}

fn records(values: &JsValue) -> Vec<ChosenFont> {
    Array::from(values).iter().filter_map(|value| from_js(value).ok()).collect()
}

/// The fonts that are set, with their files.
pub async fn files() -> Vec<(ChosenFont, Uint8Array)> {
    let mut fonts = TEMPORARY.with_borrow(Clone::clone);
    let stored = with_time_limit_of(TIME_LIMIT, async {
        let transaction = DB.transaction(IdbTransactionMode::Readonly).await?;
        let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
        let mut fonts_with_bytes = Vec::new();
        for chosen in records(&done(&faces.get_all()?).await?) {
            let file = done(&files.get(&JsValue::from_str(&chosen.file))?).await?;
            let bytes = js_sys::Reflect::get(&file, &JsValue::from_str("bytes"))
                .ok()
                .and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
            // A face whose file is missing counts as not chosen.
            fonts_with_bytes.extend(bytes.map(|bytes| (chosen, bytes)));
        }
        Ok(fonts_with_bytes)
    });
    for (chosen, bytes) in stored.await.unwrap_or_default() {
        if !fonts.iter().any(|(temporary, _)| temporary.face == chosen.face) {
            fonts.push((chosen, bytes));
        }
    }
    fonts
}

/// Assigns a font to its face. If the browser does not store it, it is used until the page is
/// closed.
///
/// # Errors
/// The reason why the browser did not store it, in its words.
pub async fn set(mut chosen: ChosenFont, bytes: Uint8Array) -> Result<(), String> {
    chosen.file = unique_id();
    TEMPORARY.with_borrow_mut(|temporary| temporary.retain(|(other, _)| other.face != chosen.face));
    let stored = with_time_limit_of(TIME_LIMIT, put(&chosen, &bytes)).await;
    if stored.is_err() {
        TEMPORARY.with_borrow_mut(|temporary| temporary.push((chosen, bytes)));
    }
    stored
}

async fn put(chosen: &ChosenFont, bytes: &Uint8Array) -> Result<(), JsValue> {
    let transaction = DB.transaction(IdbTransactionMode::Readwrite).await?;
    let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
    let before = done(&faces.get(&JsValue::from_str(&chosen.face))?).await?;
    if let Ok(before) = from_js::<ChosenFont>(before) {
        files.delete(&JsValue::from_str(&before.file))?;
    }
    files.put(&file_record(&chosen.file, bytes)?)?;
    faces.put(&to_js(chosen)?)?;
    committed(&transaction).await
}

/// Removes the font of a face; `false` if the browser still stores it.
pub async fn remove(face: &str) -> bool {
    TEMPORARY.with_borrow_mut(|temporary| temporary.retain(|(other, _)| other.face != face));
    let gone = with_time_limit_of(TIME_LIMIT, async {
        let transaction = DB.transaction(IdbTransactionMode::Readwrite).await?;
        let (faces, files) = (transaction.object_store(FACES)?, transaction.object_store(FILES)?);
        let key = JsValue::from_str(face);
        if let Ok(before) = from_js::<ChosenFont>(done(&faces.get(&key)?).await?) {
            files.delete(&JsValue::from_str(&before.file))?;
        }
        faces.delete(&key)?;
        committed(&transaction).await
    });
    // If the browser has no databases, it stores no font.
    gone.await.is_ok() || crate::web::database::factory().is_err()
}

/// Removes all fonts.
///
/// # Errors
/// What the browser says instead.
pub async fn clear() -> Result<(), JsValue> {
    TEMPORARY.take();
    FALLBACK_CHOICE.take();
    DB.clear().await
}

/// Whether missing characters may be taken from other fonts.
pub fn stand_in() -> bool {
    FALLBACK_CHOICE.with_borrow(|answer| *answer).unwrap_or_else(|| {
        local_storage().and_then(|local| local.get_item(&named(STAND_IN)).ok().flatten()).is_some()
    })
}

/// Sets whether missing characters may be taken from other fonts.
pub fn let_stand_in(on: bool) {
    FALLBACK_CHOICE.set(Some(on));
    if let Some(local) = local_storage() {
        // If the browser refuses, the choice lasts until the page is closed.
        let _ = if on {
            local.set_item(&named(STAND_IN), "1")
        } else {
            local.remove_item(&named(STAND_IN))
        };
    }
}
