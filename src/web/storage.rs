//! Saving drafts in this browser: records in IndexedDB, notes in `localStorage`.
//!
//! The desk decides when a version is saved and how to react to an answer
//! ([`crate::desk::Effect`]). [`Record::may_replace`] decides whether a version may replace another
//! one. It is called here, inside the transaction that has read the other version.
//!
//! In Chromium and WebKit all `file://` pages share their storage, so every name starts with
//! `nianbao`.

use super::boundary::{from_js, from_text, to_js, to_text};
use super::database::{
    Connection, Database, SLOW, committed, done, factory, local_storage, named, reason,
    session_storage, unavailable_reason, with_time_limit,
};
use super::host_page;
use super::running::{moment_of, send, unique_id};
use super::{preferences, screen_snapshot};
use crate::desk::{
    DatedRecord, Durability, Event, MergedRecords, NoteReason, NoteResult, Record, StoreContents,
    StoreFailure, StoreQuery, WriteResult, merge,
};
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbObjectStore, IdbTransactionMode, Storage};

const STORE: &str = "drafts";
const NOTE: &str = "nianbao:note:";
const CURRENT: &str = "nianbao:current";
/// The prefix of all our names.
const NAME_PREFIX: &str = "nianbao:";
/// Milliseconds between a change and saving, and also the length of a pause.
const SAVE_DELAY: u32 = 250;

/// The database of the drafts.
const DB: Database =
    Database { name: "nianbao", stores: &[(STORE, "key")], connection: &CONNECTION };

thread_local! {
    static CONNECTION: Connection = const { Connection::new(None) };
    /// Whether the timer of the next save is running.
    static WAITING: Cell<bool> = const { Cell::new(false) };
    /// Whether the draft has changed since the timer was started.
    static CHANGED: Cell<bool> = const { Cell::new(false) };
}

/// The key of the draft that was open in this window before a reload.
pub fn current() -> Option<String> {
    session_storage()?.get_item(&named(CURRENT)).ok().flatten()
}

/// Remembers for a reload which draft is open. A host page may have several elements and remembers
/// it for each of them.
pub fn set_current(key: Option<&str>) {
    if host_page::is_listening() {
        return host_page::current(key);
    }
    if let Some(session) = session_storage() {
        // If the browser refuses, only this convenience is lost.
        let _ = match key {
            Some(key) => session.set_item(&named(CURRENT), key),
            None => session.remove_item(&named(CURRENT)),
        };
    }
}

#[wasm_bindgen]
extern "C" {
    /// See `www/instances.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = remember)]
    fn host_remember(text: Option<&str>);
}

/// Holds a version of the draft, or none, in the memory of the window for a new start after a trap,
/// if no store keeps it.
pub fn remember(version: Option<&Record>) {
    let text = version.and_then(|version| to_text(version).ok());
    host_remember(text.as_deref());
}

/// Deletes everything that this page stores in the browser, except the choice to save nothing.
pub fn clear() {
    spawn_local(async {
        let nowhere = preferences::is_local_saving_off();
        let databases = async {
            DB.clear().await?;
            super::fonts::clear().await
        };
        let mut whole = with_time_limit(databases).await.is_ok() || factory().is_err();
        for store in [local_storage(), session_storage()].into_iter().flatten() {
            let length = store.length().unwrap_or(0);
            let keys: Vec<String> =
                (0..length).filter_map(|index| store.key(index).ok().flatten()).collect();
            for key in keys.iter().filter(|key| key.starts_with(&named(NAME_PREFIX))) {
                whole &= store.remove_item(key).is_ok();
            }
        }
        if nowhere {
            // It was stored before, so there is space for it.
            let _ = preferences::set_local_saving_off(true);
        }
        send(Event::LocalDataCleared { is_complete: whole });
    });
}

// ---- Keeping ----

/// Starts the timer after which the draft is saved. If the draft changes until then, it is saved
/// again at the pause.
pub fn schedule_save() {
    CHANGED.set(true);
    if !WAITING.replace(true) {
        wait();
    }
}

fn wait() {
    CHANGED.set(false);
    gloo::timers::callback::Timeout::new(SAVE_DELAY, || {
        if CHANGED.get() {
            send(Event::SaveWhileTypingDue);
            wait();
        } else {
            WAITING.set(false);
            send(Event::SaveDue);
        }
    })
    .forget();
}

/// Writes a record into the store and sends the result. If the store takes long, that is sent
/// first.
pub fn put(record: Record, durability: Durability) {
    spawn_local(async move {
        let tell = |answer| {
            send(Event::RecordWritten { record: record.clone(), durability, answer });
        };
        answered(try_put(&record, durability), tell).await;
    });
}

/// Confirms that the draft in the store under the key of this version is on the disk, and sends the
/// result. If the store takes long, that is sent first.
pub fn confirm(record: Record) {
    spawn_local(async move {
        let tell = |answer| send(Event::Confirmed { record: record.clone(), answer });
        answered(try_confirm(&record), tell).await;
    });
}

/// Passes on the answer of the store. If the store takes long, that is passed on first.
async fn answered(
    work: impl Future<Output = Result<WriteResult, JsValue>>,
    tell: impl Fn(WriteResult),
) {
    let mut work = std::pin::pin!(work);
    let mut answer = with_time_limit(work.as_mut()).await;
    if answer.as_ref().is_err_and(|reason| reason == SLOW) {
        tell(WriteResult::TimedOut);
        answer = work.await.map_err(|error| reason(&error));
    }
    let failed = |why| WriteResult::Failed(unavailable_reason().map_or(why, str::to_owned));
    tell(answer.unwrap_or_else(failed));
}

async fn try_put(record: &Record, durability: Durability) -> Result<WriteResult, JsValue> {
    let transaction = DB.transaction_with(IdbTransactionMode::Readwrite, durability).await?;
    let store = transaction.object_store(STORE)?;
    let key = JsValue::from_str(&record.key);
    let before = from_js::<Record>(done(&store.get(&key)?).await?).ok();
    if !record.may_replace(before.as_ref()) {
        return Ok(WriteResult::Conflict);
    }
    store.put(&to_js(record)?)?;
    committed(&transaction).await?;
    Ok(WriteResult::Stored)
}

/// A strict transaction completes once everything that was written before it is on the disk. It
/// writes back the record that it read, because a transaction that writes nothing may complete
/// without waiting for the disk.
async fn try_confirm(record: &Record) -> Result<WriteResult, JsValue> {
    let transaction =
        DB.transaction_with(IdbTransactionMode::Readwrite, Durability::Strict).await?;
    let store = transaction.object_store(STORE)?;
    let there = done(&store.get(&JsValue::from_str(&record.key))?).await?;
    if there.is_undefined() {
        return Ok(WriteResult::Conflict);
    }
    store.put(&there)?;
    committed(&transaction).await?;
    Ok(WriteResult::Stored)
}

/// Writes a record as a note, which is synchronous: for a window that closes, and for browsers
/// without IndexedDB.
pub fn note(record: Record, reason: NoteReason) {
    let answer = try_note(&record).unwrap_or(NoteResult::Failed);
    send(Event::NoteWritten { record, reason, answer });
}

fn try_note(record: &Record) -> Result<NoteResult, JsValue> {
    let local = local_storage().ok_or(JsValue::NULL)?;
    if !record.may_replace(note_of(&local, &record.key).as_ref()) {
        return Ok(NoteResult::Conflict);
    }
    local.set_item(&named_note(&record.key), &to_text(record)?)?;
    Ok(NoteResult::Noted)
}

fn named_note(key: &str) -> String {
    format!("{}{key}", named(NOTE))
}

fn note_of(local: &Storage, key: &str) -> Option<Record> {
    local.get_item(&named_note(key)).ok().flatten().and_then(|text| from_text(&text))
}

/// Deletes the note with the key of a record that is in the store, if the record supersedes it.
pub fn drop_superseded_note(record: &Record) {
    let note = local_storage().and_then(|local| note_of(&local, &record.key));
    if note.is_some_and(|note| record.supersedes(&note)) {
        drop_note(&record.key);
    }
}

/// All notes that windows have left.
fn notes() -> Vec<Record> {
    let Some(local) = local_storage() else { return Vec::new() };
    let length = local.length().unwrap_or(0);
    let keys: Vec<String> = (0..length)
        .filter_map(|index| local.key(index).ok().flatten())
        .filter(|key| key.starts_with(&named(NOTE)))
        .collect();
    keys.iter()
        .filter_map(|key| local.get_item(key).ok().flatten())
        .filter_map(|text| from_text(&text))
        .collect()
}

/// Moves a note that conflicts with the record of another window to a new key. If there is no space
/// for both notes, it keeps its key.
fn move_to_new_key(note: Record) -> Record {
    let own = note.forked(unique_id());
    if matches!(try_note(&own), Ok(NoteResult::Noted)) {
        drop_note(&note.key);
        return own;
    }
    note
}

fn drop_note(key: &str) {
    if let Some(local) = local_storage() {
        // If this fails, the note is older than the record and is ignored later.
        let _ = local.remove_item(&named_note(key));
    }
}

// ---- Finding again ----

/// Reads all drafts, for a query.
pub fn read(query: StoreQuery) {
    spawn_local(async move {
        let contents = all().await;
        send(Event::StoreRead { query, contents, seen: screen_snapshot::take_snapshot() });
    });
}

async fn all() -> StoreContents {
    let stored = async {
        let store = store(IdbTransactionMode::Readonly).await?;
        done(&store.get_all()?).await
    };
    let (stored, trouble) = match with_time_limit(stored).await {
        Ok(values) => {
            (Array::from(&values).iter().filter_map(|value| from_js(value).ok()).collect(), None)
        }
        Err(reason) => (Vec::new(), Some(store_failure(&reason))),
    };
    let MergedRecords { mut records, stale, diverged: strays } = merge(stored, notes());
    for note in stale {
        drop_note(&note.key);
    }
    records.extend(strays.into_iter().map(move_to_new_key));
    let dated = |record: Record| DatedRecord { saved_at: moment_of(record.at), record };
    StoreContents { records: records.into_iter().map(dated).collect(), failure: trouble }
}

fn store_failure(reason: &str) -> StoreFailure {
    StoreFailure {
        is_shut: unavailable_reason().is_some(),
        has_store: factory().is_ok(),
        is_slow: reason == SLOW,
    }
}

/// Deletes a kept draft.
pub fn delete_draft(key: String) {
    spawn_local(async move {
        drop_note(&key);
        let deleted = async {
            let store = store(IdbTransactionMode::Readwrite).await?;
            done(&store.delete(&JsValue::from_str(&key))?).await
        };
        // If a draft could not be deleted, the list still shows it.
        let _ = with_time_limit(deleted).await;
        send(Event::DraftDeleted);
    });
}

// ---- IndexedDB ----

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    DB.transaction(mode).await?.object_store(STORE)
}
