//! The data that a browser stores on the disk: the drafts of IndexedDB and the notes of
//! localStorage.

use super::{Asked, Record, TODAY, Window};
use nianbao::desk::{
    DatedRecord, Durability, LocalTime, MergedRecords, NoteResult, StoreContents, StoreFailure,
    WriteResult, merge,
};
use nianbao::session::outbox::Ticks;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The behaviour of the store of a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// The store works.
    #[default]
    Works,
    /// It refuses to write, and can be read.
    Full,
    /// It does not answer in time.
    Slow,
    /// The browser has no store.
    Absent,
}

/// The stored data of a browser, which its windows share and which outlives them.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Disk {
    /// The committed drafts of IndexedDB.
    pub records: BTreeMap<String, Record>,
    /// The drafts that survive a power cut: those of the last strict transaction and of those
    /// before.
    pub strict: BTreeMap<String, Record>,
    /// The notes of localStorage, as windows see them.
    pub notes: BTreeMap<String, Record>,
    /// The notes that are on the disk already: browsers write them late.
    pub flushed: BTreeMap<String, Record>,
    /// Whether the clerk chose to store nothing.
    pub keeps_nothing: bool,
    /// The rule packs: names and texts.
    pub packs: Vec<(String, String)>,
    /// The formats that were ticked at the last export.
    pub ticks: Option<Ticks>,
    /// Whether large type is on.
    pub large: bool,
    /// The behaviour of IndexedDB.
    pub store: Store,
    /// Whether localStorage is full.
    pub notes_full: bool,
    /// Whether the store lets any window overwrite any version, which happens in no browser with
    /// this program.
    pub overwrites: bool,
    /// Milliseconds since 1970.
    pub millis: u64,
    pub(super) windows: u64,
}

/// A disk that windows share.
pub type Shared = Rc<RefCell<Disk>>;

/// An empty disk.
pub fn disk() -> Shared {
    Rc::new(RefCell::new(Disk { millis: 1_768_440_000_000, ..Disk::default() }))
}

impl Disk {
    /// The browser writes its notes to the disk.
    pub fn flush(&mut self) {
        self.flushed = self.notes.clone();
    }

    /// Ends the browser in the middle of its work: notes that are not on the disk are lost.
    pub fn crash(&mut self) {
        self.notes = self.flushed.clone();
    }

    /// Starts a browser: by then the operating system has written what was passed to it.
    pub fn start(&mut self) {
        self.strict = self.records.clone();
    }

    /// Cuts the power: what was only passed to the operating system is lost.
    pub fn power_cut(&mut self) {
        self.records = self.strict.clone();
        self.crash();
    }

    /// The newest version of each draft, from records and notes.
    pub fn kept(&self) -> Vec<Record> {
        let MergedRecords { mut records, diverged: strays, .. } =
            merge(self.records.values().cloned().collect(), self.notes.values().cloned().collect());
        records.extend(strays);
        records
    }
}

impl Window {
    pub(super) fn note(&mut self, record: &Record) -> NoteResult {
        let mut disk = self.disk.borrow_mut();
        if disk.notes_full {
            NoteResult::Failed
        } else if record.may_replace(disk.notes.get(&record.key)) {
            disk.notes.insert(record.key.clone(), record.clone());
            self.kept.push(record.clone());
            NoteResult::Noted
        } else {
            NoteResult::Conflict
        }
    }

    /// Lets the store accept a record or refuse it; the answer may come too late.
    pub fn try_put(&mut self, record: &Record, how: Durability) -> WriteResult {
        let mut disk = self.disk.borrow_mut();
        match disk.store {
            Store::Works
                if disk.overwrites || record.may_replace(disk.records.get(&record.key)) =>
            {
                disk.records.insert(record.key.clone(), record.clone());
                if how == Durability::Strict {
                    disk.strict = disk.records.clone();
                }
                self.kept.push(record.clone());
                WriteResult::Stored
            }
            Store::Works => WriteResult::Conflict,
            Store::Full => WriteResult::Failed("磁盘满了".to_owned()),
            Store::Slow => WriteResult::TimedOut,
            Store::Absent => WriteResult::Failed(String::new()),
        }
    }

    /// The store makes sure that what it holds is on the disk.
    pub(super) fn try_confirm(&mut self, record: &Record) -> WriteResult {
        let mut disk = self.disk.borrow_mut();
        match disk.store {
            Store::Works if disk.records.contains_key(&record.key) => {
                disk.strict = disk.records.clone();
                WriteResult::Stored
            }
            Store::Works => WriteResult::Conflict,
            Store::Full => WriteResult::Failed("磁盘满了".to_owned()),
            Store::Slow => WriteResult::TimedOut,
            Store::Absent => WriteResult::Failed(String::new()),
        }
    }

    pub(super) fn read_store(&mut self) -> StoreContents {
        let mut disk = self.disk.borrow_mut();
        let trouble = match disk.store {
            Store::Works | Store::Full => None,
            Store::Slow => Some(StoreFailure { is_shut: false, has_store: true, is_slow: true }),
            Store::Absent => {
                Some(StoreFailure { is_shut: false, has_store: false, is_slow: false })
            }
        };
        let records = match trouble {
            None => disk.records.values().cloned().collect(),
            Some(_) => Vec::new(),
        };
        let MergedRecords { mut records, stale, diverged: strays } =
            merge(records, disk.notes.values().cloned().collect());
        for note in stale {
            disk.notes.remove(&note.key);
        }
        for note in strays {
            disk.windows += 1;
            let own = note.forked(format!("apart-{}", disk.windows));
            disk.notes.remove(&note.key);
            disk.notes.insert(own.key.clone(), own.clone());
            records.push(own);
        }
        let kept = LocalTime { day: TODAY, hour: 10, minute: 0 };
        let dated = |record| DatedRecord { record, saved_at: kept };
        StoreContents { records: records.into_iter().map(dated).collect(), failure: trouble }
    }

    /// Lets a write in progress reach the store, although no window receives the answer.
    pub fn let_arrive(&mut self) {
        let late = std::mem::take(&mut self.late);
        for asked in late.into_iter().chain(std::mem::take(&mut self.asked)) {
            match asked {
                Asked::Put(record, how) => drop(self.try_put(&record, how)),
                Asked::Confirm(record) => drop(self.try_confirm(&record)),
                _ => {}
            }
        }
    }
}
