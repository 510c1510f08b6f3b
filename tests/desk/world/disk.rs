//! What a browser keeps on the disk: the drafts of IndexedDB and the notes of localStorage.

use super::{Asked, Record, TODAY, Window};
use nianbao::desk::{
    Dated, Durability, Joined, Moment, NoteAnswer, PutAnswer, Stored, Trouble, join,
};
use nianbao::session::outbox::Ticks;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How the store of a disk behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// It takes and gives.
    #[default]
    Works,
    /// It refuses to take anything, and gives what it has.
    Full,
    /// It does not answer in time.
    Slow,
    /// The browser has none.
    Absent,
}

/// What a browser keeps, for all its windows and beyond their end.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Disk {
    /// The drafts of IndexedDB, as far as they are committed.
    pub records: BTreeMap<String, Record>,
    /// The drafts that are on the disk even after a power cut: those of the last strict transaction
    /// and what was there before it.
    pub strict: BTreeMap<String, Record>,
    /// The notes of localStorage, as windows see them.
    pub notes: BTreeMap<String, Record>,
    /// The notes that are on the disk: browsers write them late.
    pub flushed: BTreeMap<String, Record>,
    /// The wish to keep nothing.
    pub keeps_nothing: bool,
    /// The rule packs: names and texts.
    pub packs: Vec<(String, String)>,
    /// What was ticked at the last export.
    pub ticks: Option<Ticks>,
    /// Large type.
    pub large: bool,
    /// How IndexedDB behaves.
    pub store: Store,
    /// localStorage takes nothing.
    pub notes_full: bool,
    /// The store lets any window overwrite any version, which no browser does with this program.
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

    /// The browser ends in the middle of what it does: notes that are not on the disk are lost.
    pub fn crash(&mut self) {
        self.notes = self.flushed.clone();
    }

    /// A browser starts: until then the system has written what it was handed.
    pub fn start(&mut self) {
        self.strict = self.records.clone();
    }

    /// The power fails: what was only handed to the operating system is lost.
    pub fn power_cut(&mut self) {
        self.records = self.strict.clone();
        self.crash();
    }

    /// What is kept of each draft, from records and notes.
    pub fn kept(&self) -> Vec<Record> {
        let Joined { mut records, strays, .. } =
            join(self.records.values().cloned().collect(), self.notes.values().cloned().collect());
        records.extend(strays);
        records
    }
}

impl Window {
    pub(super) fn note(&mut self, record: &Record) -> NoteAnswer {
        let mut disk = self.disk.borrow_mut();
        if disk.notes_full {
            NoteAnswer::Failed
        } else if record.may_replace(disk.notes.get(&record.key)) {
            disk.notes.insert(record.key.clone(), record.clone());
            self.kept.push(record.clone());
            NoteAnswer::Noted
        } else {
            NoteAnswer::Conflict
        }
    }

    /// The store takes a record, or does not: without the answer, which may come too late.
    pub fn try_put(&mut self, record: &Record, how: Durability) -> PutAnswer {
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
                PutAnswer::Stored
            }
            Store::Works => PutAnswer::Conflict,
            Store::Full => PutAnswer::Failed("磁盘满了".to_owned()),
            Store::Slow => PutAnswer::Slow,
            Store::Absent => PutAnswer::Failed(String::new()),
        }
    }

    pub(super) fn read_store(&mut self) -> Stored {
        let mut disk = self.disk.borrow_mut();
        let trouble = match disk.store {
            Store::Works | Store::Full => None,
            Store::Slow => Some(Trouble { is_shut: false, has_store: true, is_slow: true }),
            Store::Absent => Some(Trouble { is_shut: false, has_store: false, is_slow: false }),
        };
        let records = match trouble {
            None => disk.records.values().cloned().collect(),
            Some(_) => Vec::new(),
        };
        let Joined { mut records, stale, strays } =
            join(records, disk.notes.values().cloned().collect());
        for note in stale {
            disk.notes.remove(&note.key);
        }
        for note in strays {
            disk.windows += 1;
            let own = note.apart(format!("apart-{}", disk.windows));
            disk.notes.remove(&note.key);
            disk.notes.insert(own.key.clone(), own.clone());
            records.push(own);
        }
        let kept = Moment { day: TODAY, hour: 10, minute: 0 };
        let dated = |record| Dated { record, kept };
        Stored { records: records.into_iter().map(dated).collect(), trouble }
    }

    /// What is on its way to the store arrives there, though nobody hears of it any more.
    pub fn let_arrive(&mut self) {
        for (record, how) in std::mem::take(&mut self.late) {
            self.try_put(&record, how);
        }
        for asked in std::mem::take(&mut self.asked) {
            if let Asked::Put(record, how) = asked {
                self.try_put(&record, how);
            }
        }
    }
}
