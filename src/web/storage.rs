//! Keeping drafts in this browser.
//!
//! While the clerk types, the draft goes to IndexedDB a quarter of a second after the first change,
//! again and again, and once more at the pause, then strictly: this write alone lets the page call
//! the draft saved, once its transaction is complete. When the tab closes, what is younger goes to localStorage as a note, because
//! IndexedDB may not finish then. Records and notes are joined by their sequence number. What
//! another window wrote meanwhile, record or note, is never overwritten: this window goes on under
//! a new key. Where the browser refuses both, the page says so.
//!
//! file:// pages share their storage in Chromium and WebKit, so every name starts with `nianbao`.

use super::app::{self, Came};
use super::boundary::{from_js, from_text, to_js, to_text};
use super::database::{
    Connection, Database, Durability, SLOW, committed, done, factory, forgets, local, named,
    of_window, reason, why_shut, with_patience,
};
use super::{around, dom};
use crate::draft;
use crate::order;
use crate::report::{Date, Report};
use crate::session::Place;
use crate::view::start::Kept;
use js_sys::Array;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::cmp::Reverse;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbObjectStore, IdbTransactionMode, Storage};

const STORE: &str = "drafts";
const NOTE: &str = "nianbao:note:";
const CURRENT: &str = "nianbao:current";
/// Everything of ours begins so.
const OURS: &str = "nianbao:";
/// Set where nothing that is written shall be kept.
const NOWHERE: &str = "nianbao:nowhere";
/// Milliseconds from the first change to the store, and those without a change that are a pause.
const SOON: u32 = 250;

/// Where a draft came from that stands apart from another window's.
pub const APART: &str = "两个窗口同时改，另存的一份";

/// The database of the drafts.
const DB: Database =
    Database { name: "nianbao", stores: &[(STORE, "key")], connection: &CONNECTION };

/// A kept draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its key in the store.
    pub key: String,
    /// Counts its versions; 0: never kept.
    pub seq: u32,
    /// The window that wrote it.
    pub tab: String,
    /// The draft, as a file holds it.
    pub draft: String,
    /// The organ, for the list.
    pub agency: String,
    /// The report year, for the list.
    pub year: u16,
    /// The part that was open.
    pub place: String,
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// Where it came from, in words for the list; empty for one that was begun here.
    #[serde(default)]
    pub from: String,
    /// How many 错误 stood in it without 说明, for the list.
    #[serde(default)]
    pub errors: u32,
    /// Whether a file holds this version; earlier versions of the program did not say.
    pub filed: Option<bool>,
    /// The version that was opened (window and number): this window may follow that one, or its
    /// own.
    pub base: Option<(String, u32)>,
    /// Whether it was read from a note, which the browser may not have written to the disk yet.
    #[serde(skip)]
    pub noted: bool,
}

impl Record {
    /// A record with a key of its own.
    pub fn fresh() -> Self {
        Self { key: unique(), ..Self::default() }
    }

    /// A record with a key of its own, for a report out of a file.
    pub fn out_of(file: &str) -> Self {
        Self { from: format!("来自 {file}"), ..Self::fresh() }
    }

    /// Whether it may take the place of a version: one that this window wrote, or the one that it
    /// opened or an older one of the same window (a note that was left at a reload is younger than
    /// the store).
    fn follows(&self, before: &Self) -> bool {
        before.tab == self.tab
            || self.base.as_ref().is_some_and(|(tab, seq)| before.tab == *tab && before.seq <= *seq)
    }
}

/// How keeping a record went.
pub enum Outcome {
    /// The transaction that put it into the store is complete.
    Kept,
    /// The store did not take it; a note holds it, which the browser writes to the disk when it
    /// likes.
    Noted {
        /// Whether the store only did not answer yet.
        slow: bool,
    },
    /// Another window wrote a newer version: nothing was overwritten.
    Conflict,
    /// The browser refused; why, in its words.
    Refused(String),
}

thread_local! {
    static CONNECTION: Connection = const { Connection::new(None) };
    static TAB: String = unique();
    /// Whether the next write waits for its time.
    static WAITING: Cell<bool> = const { Cell::new(false) };
    /// Whether the draft changed since that began to wait.
    static CHANGED: Cell<bool> = const { Cell::new(false) };
}

/// The name of this window.
pub fn tab() -> String {
    TAB.with(Clone::clone)
}

/// The time, in milliseconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of thirteen digits"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

/// A name that no other has: time and chance, both only here, where a browser is.
pub fn unique() -> String {
    let chance = (js_sys::Math::random() * 1e9).floor();
    format!("{}-{}", now(), dom::digits(chance))
}

/// The key of the draft that is open in this window, if the window was reloaded.
pub fn current() -> Option<String> {
    of_window()?.get_item(&named(CURRENT)).ok().flatten()
}

/// Remembers, for a reload, which draft is open. On somebody's page, which may have several of us,
/// the program around remembers it.
pub fn set_current(key: Option<&str>) {
    if around::hears() {
        return around::current(key);
    }
    if let Some(session) = of_window() {
        // A browser that refuses only loses the convenience.
        let _ = match key {
            Some(key) => session.set_item(&named(CURRENT), key),
            None => session.remove_item(&named(CURRENT)),
        };
    }
}

// ---- Keeping nothing ----

#[wasm_bindgen]
extern "C" {
    /// See `www/boot.js`.
    #[wasm_bindgen(js_namespace = nianbaoHost, js_name = remember)]
    fn host_remember(draft: Option<&str>);
}

/// Lets the window remember a draft, or nothing: for a new start after a fault, where no store
/// keeps it.
pub fn remember(draft: Option<&str>) {
    host_remember(draft);
}

/// Whether the clerk, or the page around, wants nothing kept in this browser.
pub fn is_nowhere() -> bool {
    forgets() || local().and_then(|local| local.get_item(&named(NOWHERE)).ok().flatten()).is_some()
}

/// Keeps nothing from now on, or does so again. What is kept already stays.
///
/// # Errors
/// The browser keeps nothing anyway.
pub fn set_nowhere(on: bool) -> Result<(), JsValue> {
    let local = local().ok_or(JsValue::NULL)?;
    if on { local.set_item(&named(NOWHERE), "1") } else { local.remove_item(&named(NOWHERE)) }
}

/// Clears everything that this page keeps in the browser, but for the wish to keep nothing.
pub fn clear() {
    spawn_local(async {
        let nowhere = is_nowhere();
        let databases = async {
            DB.clear().await?;
            super::fonts::clear().await
        };
        let mut whole = with_patience(databases).await.is_ok() || factory().is_err();
        for store in [local(), of_window()].into_iter().flatten() {
            let length = store.length().unwrap_or(0);
            let keys: Vec<String> =
                (0..length).filter_map(|index| store.key(index).ok().flatten()).collect();
            for key in keys.iter().filter(|key| key.starts_with(&named(OURS))) {
                whole &= store.remove_item(key).is_ok();
            }
        }
        if nowhere {
            // It was there before, so there is room for it.
            let _ = set_nowhere(true);
        }
        app::update(|app| app.cleared(whole));
    });
}

/// Hands out all kept drafts; none, where some may be missing.
pub fn save_all() {
    spawn_local(async {
        let all = all().await;
        let drafts: Vec<String> = all.records.iter().map(|record| record.draft.clone()).collect();
        let (kept, state) = (listed(&all.records), all.state());
        app::update(|app| {
            if state == Store::Unread {
                app.not_all_read(&kept)
            } else {
                app::machine::save_all(&drafts)
            }
        });
    });
}

/// Asks before everything is cleared.
pub fn ask_to_clear() {
    spawn_local(async {
        let all = all().await;
        let (kept, state) = (listed(&all.records), all.state());
        app::update(|_| app::machine::ask_to_clear(&kept, state == Store::Unread));
    });
}

/// Keeps drafts that came together, each under the key of its record, then says how many the
/// browser took.
pub fn take_in(file: String, records: Vec<Record>, known: usize, mut failed: Vec<String>) {
    spawn_local(async move {
        let mut taken = 0;
        for record in records {
            match keep(&record).await {
                Outcome::Kept | Outcome::Noted { .. } => taken += 1,
                Outcome::Conflict | Outcome::Refused(_) => {
                    failed.push(format!(
                        "{}{}年的草稿：浏览器没有让存下，请单独打开这一份再存。",
                        record.agency, record.year
                    ));
                }
            }
        }
        list();
        app::update(|_| app::machine::taken_in(&file, taken, known, &failed));
    });
}

// ---- Keeping ----

/// Keeps the draft a little later, and once more at the pause if it changes until then.
pub fn keep_soon() {
    CHANGED.set(true);
    if !WAITING.replace(true) {
        wait();
    }
}

fn wait() {
    CHANGED.set(false);
    gloo::timers::callback::Timeout::new(SOON, || {
        if CHANGED.get() {
            app::update(app::App::keep_meanwhile);
            wait();
        } else {
            WAITING.set(false);
            app::update(app::App::keep);
        }
    })
    .forget();
}

/// Puts a record into the store and tells the page how it went; if the store takes long, that first.
pub fn put(record: Record, durability: Durability) {
    spawn_local(async move {
        let tell = |outcome: &Outcome| app::update(|app| app.was_kept(&record, outcome));
        let mut writing = std::pin::pin!(try_put(&record, durability));
        let mut answer = with_patience(writing.as_mut()).await;
        if answer.as_ref().is_err_and(|reason| reason == SLOW) {
            tell(&outcome(&record, answer));
            answer = writing.await.map_err(|error| reason(&error));
        }
        tell(&outcome(&record, answer));
    });
}

/// Puts a record into the store.
async fn keep(record: &Record) -> Outcome {
    outcome(record, with_patience(try_put(record, Durability::Strict)).await)
}

/// What an answer of the store comes to: what the store does not have is noted down.
fn outcome(record: &Record, answer: Result<bool, String>) -> Outcome {
    match answer {
        Ok(true) => {
            drop_note_up_to(record);
            Outcome::Kept
        }
        Ok(false) => Outcome::Conflict,
        Err(reason) => match note(record) {
            Ok(true) => Outcome::Noted { slow: reason == SLOW },
            Ok(false) => Outcome::Conflict,
            Err(_) => Outcome::Refused(why_shut().map_or(reason, str::to_owned)),
        },
    }
}

/// Whether the record went in; `false` if another window has written a newer one.
async fn try_put(record: &Record, durability: Durability) -> Result<bool, JsValue> {
    let transaction = DB.transaction_of(IdbTransactionMode::Readwrite, durability).await?;
    let store = transaction.object_store(STORE)?;
    let key = JsValue::from_str(&record.key);
    let before = done(&store.get(&key)?).await?;
    if let Ok(before) = from_js::<Record>(before)
        && !record.follows(&before)
    {
        return Ok(false);
    }
    let value = to_js(record)?;
    store.put(&value)?;
    committed(&transaction).await?;
    Ok(true)
}

/// Writes the record where it is written at once: for a tab that closes, and for browsers without
/// IndexedDB. `false` if another window has noted something under the same key, which stays.
///
/// # Errors
/// The browser keeps nothing.
pub fn note(record: &Record) -> Result<bool, JsValue> {
    let local = local().ok_or_else(|| JsValue::from_str("localStorage"))?;
    if note_of(&local, &record.key).is_some_and(|before| !record.follows(&before)) {
        return Ok(false);
    }
    let text = to_text(record)?;
    local.set_item(&named_note(&record.key), &text).map(|()| true)
}

fn named_note(key: &str) -> String {
    format!("{}{key}", named(NOTE))
}

fn note_of(local: &Storage, key: &str) -> Option<Record> {
    local.get_item(&named_note(key)).ok().flatten().and_then(|text| from_text(&text))
}

/// The store has this version: a note of it or of an older one says nothing any more.
fn drop_note_up_to(record: &Record) {
    if local()
        .and_then(|local| note_of(&local, &record.key))
        .is_some_and(|note| note.seq <= record.seq && record.follows(&note))
    {
        drop_note(&record.key);
    }
}

/// All notes that tabs left behind.
fn notes() -> Vec<Record> {
    let Some(local) = local() else { return Vec::new() };
    let length = local.length().unwrap_or(0);
    let keys: Vec<String> = (0..length)
        .filter_map(|index| local.key(index).ok().flatten())
        .filter(|key| key.starts_with(&named(NOTE)))
        .collect();
    keys.iter()
        .filter_map(|key| local.get_item(key).ok().flatten())
        .filter_map(|text| from_text(&text))
        .map(|note| Record { noted: true, ..note })
        .collect()
}

/// A note that another window's record stands against gets a key of its own.
fn apart(note: Record) -> Record {
    let own = Record { key: unique(), base: None, from: APART.to_owned(), ..note.clone() };
    // If there is no room for both, it stays where it was.
    if self::note(&own).is_ok_and(|noted| noted) {
        drop_note(&note.key);
        return own;
    }
    note
}

fn drop_note(key: &str) {
    if let Some(local) = local() {
        // A note that stays is older than the record and loses.
        let _ = local.remove_item(&named_note(key));
    }
}

// ---- Finding again ----

/// Shows the kept drafts on the first screen.
pub fn list() {
    spawn_local(async {
        let all = all().await;
        let (kept, state) = (listed(&all.records), all.state());
        app::update(|app| app.show_kept(&kept, state));
    });
}

fn listed(records: &[Record]) -> Vec<Kept> {
    let mut records: Vec<&Record> = records.iter().collect();
    // The bits of numbers above 0 are in their order.
    order::sort_by_key(&mut records, |record| Reverse(record.at));
    records.into_iter().map(kept).collect()
}

/// How the browser's store is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// It was read.
    Read,
    /// It could not be read, and may hold something.
    Unread,
    /// There is none.
    Shut,
}

/// What could be read.
struct All {
    /// Every kept draft in its newest version, from the store and from notes; with trouble, from
    /// notes alone.
    records: Vec<Record>,
    /// Why the store could not be read.
    trouble: Option<String>,
}

impl All {
    fn state(&self) -> Store {
        match self.trouble {
            None => Store::Read,
            Some(_) if why_shut().is_some() => Store::Shut,
            // A browser without a store has none to be read.
            Some(_) if factory().is_err() => Store::Read,
            Some(_) => Store::Unread,
        }
    }
}

async fn all() -> All {
    let stored = async {
        let store = store(IdbTransactionMode::Readonly).await?;
        done(&store.get_all()?).await
    };
    let (mut records, trouble): (Vec<Record>, _) = match with_patience(stored).await {
        Ok(values) => {
            (Array::from(&values).iter().filter_map(|value| from_js(value).ok()).collect(), None)
        }
        Err(reason) => (Vec::new(), Some(reason)),
    };
    for note in notes() {
        match records.iter_mut().find(|record| record.key == note.key) {
            Some(record) if note.follows(record) && record.seq < note.seq => *record = note,
            Some(record) if note.follows(record) || record.follows(&note) => drop_note(&note.key),
            // Two windows went on from the same version: both are there.
            Some(_) => records.push(apart(note)),
            None => records.push(note),
        }
    }
    All { records, trouble }
}

/// Opens a draft that was handed in: goes on with the record that holds this very text, or, with a
/// `blank` one, with the youngest of the same organ and year; else under a record of its own.
pub fn resume_or(draft: String, blank: bool) {
    spawn_local(async move {
        let records = all().await.records;
        open_among(records, &draft, blank);
        around::settled();
    });
}

fn open_among(mut records: Vec<Record>, draft: &str, blank: bool) {
    if let Some(same) = records.iter().position(|record| record.draft == draft) {
        return app::update(|app| app.resumed(Some(records.swap_remove(same)), false));
    }
    let wanted = crate::draft::read(draft).map(|report| (report.agency.name, report.year)).ok();
    records.retain(|record| Some((record.agency.clone(), record.year)) == wanted);
    let others = listed(&records);
    let youngest =
        others.first().and_then(|kept| records.into_iter().find(|record| record.key == kept.key));
    match (youngest, others.first()) {
        (Some(record), _) if blank => app::update(|app| app.resumed(Some(record), false)),
        (_, other) => app::update(|app| app.take_beside(draft, other)),
    }
}

/// Opens a kept draft.
pub fn resume(key: String, recovered: bool) {
    spawn_local(async move {
        let All { records, trouble } = all().await;
        // A store that fails altogether leaves the notes, which are then all there is; one that is
        // only slow may hold a younger version.
        match (records.iter().find(|record| record.key == key), trouble.as_deref()) {
            (None, Some(_)) if factory().is_ok() => {
                app::update(|app| app.not_resumed(&key, &listed(&records)))
            }
            (_, Some(SLOW)) => app::update(|app| app.not_resumed(&key, &listed(&records))),
            (record, _) => app::update(|app| app.resumed(record.cloned(), recovered)),
        }
        around::settled();
    });
}

/// The reports of all kept drafts.
pub async fn reports() -> Vec<Report> {
    all().await.records.iter().filter_map(|record| draft::read(&record.draft).ok()).collect()
}

/// The kept draft that holds what a file does, if there is one: the newest.
pub async fn twin(file: &str) -> Option<Record> {
    let alike = all().await.records.into_iter().filter(|record| draft::holds(&record.draft, file));
    alike.max_by_key(|one| one.at)
}

/// Looks whether what came is kept already, and opens it.
pub fn open_once(draft: String, came: Came) {
    spawn_local(async move {
        let twin = twin(&draft).await;
        app::update(|app| app.came(&draft, &came, twin));
    });
}

/// Throws a kept draft away.
pub fn forget(key: String) {
    spawn_local(async move {
        drop_note(&key);
        let deleted = async {
            let store = store(IdbTransactionMode::Readwrite).await?;
            done(&store.delete(&JsValue::from_str(&key))?).await
        };
        // What could not be deleted is listed again, which says enough.
        let _ = with_patience(deleted).await;
        list();
    });
}

/// A time as JavaScript has it.
fn milliseconds(at: u64) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "exact for a quarter of a million years")]
    let at = at as f64;
    JsValue::from_f64(at)
}

fn kept(record: &Record) -> Kept {
    let date = js_sys::Date::new(&milliseconds(record.at));
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let day = Date {
        year: u16::try_from(date.get_full_year()).unwrap_or(u16::MAX),
        month: small(date.get_month() + 1),
        day: small(date.get_date()),
    };
    let name = match app::today().days() - day.days() {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        _ => day.chinese(),
    };
    let edition = crate::edition::edition_of_year(record.year);
    let place = match Place::parse(&record.place) {
        Some(Place::Part(part)) => edition.headings[part as usize].to_owned(),
        _ => "报告信息".to_owned(),
    };
    Kept {
        key: record.key.clone(),
        agency: record.agency.clone(),
        year: record.year,
        when: format!("{name} {:02}:{:02}", date.get_hours(), date.get_minutes()),
        place,
        from: record.from.clone(),
        errors: record.errors,
    }
}

// ---- IndexedDB ----

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    DB.transaction(mode).await?.object_store(STORE)
}
