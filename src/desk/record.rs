//! A kept draft as the browser's store holds it, and the rules by which one version may replace
//! another.
//!
//! A version is in the store, or in a note that a window left behind when it closed. The functions
//! here decide without reading or writing anything: the caller has read both versions.

use crate::session::Session;
use serde::{Deserialize, Serialize};

/// The origin ([`Record::from`]) of a draft that was separated from a version of another window.
pub const APART: &str = "两个窗口同时改，另存的一份";

/// A kept draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its key in the store.
    pub key: String,
    /// The sequence number of the version; 0 if it was never saved.
    pub seq: u32,
    /// The id of the window that wrote it.
    pub tab: String,
    /// The draft, in the format of a draft file.
    pub draft: String,
    /// The name of the agency, for the list of drafts.
    pub agency: String,
    /// The report year, for the list of drafts.
    pub year: u16,
    /// The id of the part that was open.
    pub place: String,
    /// When it was saved, in milliseconds since 1970-01-01T00:00Z.
    pub at: u64,
    /// Its origin, in words for the list of drafts; empty if it was started in this browser.
    #[serde(default)]
    pub from: String,
    /// How many errors (错误) without justification (说明) it had, for the list of drafts.
    #[serde(default)]
    pub errors: u32,
    /// Whether this version was saved as a file; `None` in records of earlier versions of the
    /// program, which did not record it.
    pub filed: Option<bool>,
    /// The version that was opened, as window id and sequence number. This window may replace that
    /// version, and its own.
    pub base: Option<(String, u32)>,
    /// The ancestors of `base`, the oldest first, at most [`MOST_ANCESTORS`]. If a window is
    /// reloaded several times before the store has its version, it leaves a chain of notes, each of
    /// which continues the one before.
    #[serde(default)]
    pub line: Vec<(String, u32)>,
    /// Whether it was read from a note, which may not be on the disk yet.
    #[serde(skip)]
    pub noted: bool,
}

/// The greatest number of ancestors that a record names before its base.
const MOST_ANCESTORS: usize = 8;

impl Record {
    /// Whether the store holds this version, and not only a note.
    pub const fn is_in_store(&self) -> bool {
        self.seq > 0 && !self.noted
    }

    /// Whether it descends from `before`: the same window wrote both, or `before` is an ancestor of
    /// this version or an older version by the same window as that ancestor. (A note that was left
    /// at a reload is newer than the store.)
    pub fn descends_from(&self, before: &Self) -> bool {
        let went_on_from = |(tab, seq): &(String, u32)| before.tab == *tab && before.seq <= *seq;
        before.tab == self.tab || self.base.iter().chain(&self.line).any(went_on_from)
    }

    /// The record of a window that opens this version and continues it.
    #[must_use]
    pub fn opened(self) -> Self {
        if self.seq == 0 {
            return Self { base: None, line: Vec::new(), ..self };
        }
        let mut line: Vec<_> = self.line.into_iter().chain(self.base).collect();
        line.drain(..line.len().saturating_sub(MOST_ANCESTORS));
        Self { base: Some((self.tab.clone(), self.seq)), line, ..self }
    }

    /// Whether it may replace `before` in the store or among the notes.
    pub fn may_replace(&self, before: Option<&Self>) -> bool {
        before.is_none_or(|before| self.descends_from(before))
    }

    /// Whether a note with the same key can be dropped once the store has this version.
    pub fn supersedes(&self, note: &Self) -> bool {
        note.seq <= self.seq && self.descends_from(note)
    }

    /// The same draft under a new key, because a version of another window keeps the old key.
    #[must_use]
    pub fn forked(&self, key: String) -> Self {
        Self { key, base: None, line: Vec::new(), from: APART.to_owned(), ..self.clone() }
    }
}

/// The value of [`Record::errors`] for a report.
pub fn count_errors(session: &Session) -> u32 {
    u32::try_from(session.open_errors().count()).unwrap_or(u32::MAX)
}

/// The drafts of the store and of the notes, joined.
#[derive(Debug, Default, PartialEq)]
pub struct MergedRecords {
    /// The newest version of each draft.
    pub records: Vec<Record>,
    /// Notes that are older than the version in the store with the same key. They can be dropped.
    pub stale: Vec<Record>,
    /// Notes that conflict with the version in the store: two windows continued the same version,
    /// so each is a draft of its own.
    pub diverged: Vec<Record>,
}

/// Joins the records of the store with the notes that windows left, by keys and sequence numbers.
pub fn merge(stored: Vec<Record>, notes: Vec<Record>) -> MergedRecords {
    let mut joined = MergedRecords { records: stored, ..MergedRecords::default() };
    for note in notes {
        let note = Record { noted: true, ..note };
        match joined.records.iter_mut().find(|record| record.key == note.key) {
            Some(record) if note.descends_from(record) && record.seq < note.seq => *record = note,
            Some(record) if note.descends_from(record) || record.descends_from(&note) => {
                joined.stale.push(note);
            }
            Some(_) => joined.diverged.push(note),
            None => joined.records.push(note),
        }
    }
    joined
}
