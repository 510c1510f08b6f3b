//! A kept draft as the browser's store holds it, and which version may take the place of which.
//!
//! A version is in the store, or in a note that a window left behind when it closed. The functions
//! here decide without reading or writing anything: the caller has read both versions.

use serde::{Deserialize, Serialize};

/// Where a draft came from that stands apart from another window's.
pub const APART: &str = "两个窗口同时改，另存的一份";

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
    /// The versions that `base` went on from, the oldest first: at most [`LINE`]. A window that is
    /// reloaded again and again before the store has its version leaves a chain of notes, each of
    /// which went on from the one before.
    #[serde(default)]
    pub line: Vec<(String, u32)>,
    /// Whether it was read from a note, which the browser may not have written to the disk yet.
    #[serde(skip)]
    pub noted: bool,
}

/// How many versions before its base a record names.
const LINE: usize = 8;

impl Record {
    /// Whether it may take the place of a version: one that the same window wrote, or one that this
    /// version went on from, or an older one of that same window (a note that was left at a reload
    /// is younger than the store).
    pub fn follows(&self, before: &Self) -> bool {
        let went_on_from = |(tab, seq): &(String, u32)| before.tab == *tab && before.seq <= *seq;
        before.tab == self.tab || self.base.iter().chain(&self.line).any(went_on_from)
    }

    /// The record of a window that opens this one and goes on from it.
    #[must_use]
    pub fn opened(self) -> Self {
        if self.seq == 0 {
            return Self { base: None, line: Vec::new(), ..self };
        }
        let mut line: Vec<_> = self.line.into_iter().chain(self.base).collect();
        line.drain(..line.len().saturating_sub(LINE));
        Self { base: Some((self.tab.clone(), self.seq)), line, ..self }
    }

    /// Whether it may be written where `before` stands, in the store or among the notes.
    pub fn may_replace(&self, before: Option<&Self>) -> bool {
        before.is_none_or(|before| self.follows(before))
    }

    /// Whether a note of the same key says nothing any more once the store has this version.
    pub fn outdates(&self, note: &Self) -> bool {
        note.seq <= self.seq && self.follows(note)
    }

    /// The same draft under a key of its own, because another window's version keeps the old key.
    #[must_use]
    pub fn apart(&self, key: String) -> Self {
        Self { key, base: None, line: Vec::new(), from: APART.to_owned(), ..self.clone() }
    }
}

/// What the store and the notes hold together.
#[derive(Debug, Default, PartialEq)]
pub struct Joined {
    /// The newest version of each draft.
    pub records: Vec<Record>,
    /// Notes that are older than what the store holds of their key: they can be dropped.
    pub stale: Vec<Record>,
    /// Notes against which the store holds a version of another window: both windows went on from
    /// the same version, and each is a draft by itself.
    pub strays: Vec<Record>,
}

/// Joins what the store holds with the notes that windows left behind, by their sequence numbers.
pub fn join(stored: Vec<Record>, notes: Vec<Record>) -> Joined {
    let mut joined = Joined { records: stored, ..Joined::default() };
    for note in notes {
        let note = Record { noted: true, ..note };
        match joined.records.iter_mut().find(|record| record.key == note.key) {
            Some(record) if note.follows(record) && record.seq < note.seq => *record = note,
            Some(record) if note.follows(record) || record.follows(&note) => {
                joined.stale.push(note);
            }
            Some(_) => joined.strays.push(note),
            None => joined.records.push(note),
        }
    }
    joined
}
