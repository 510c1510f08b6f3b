//! How far the open report is saved: in the browser's store, as a note, in the memory of the window
//! and as a file.
//!
//! In: what was sent and what was answered, named by revisions of the session and by sequence
//! numbers of the record. Out: whether the next save has to write, what the page may call saved,
//! and whether closing the window would lose changes. Nothing is written here; `autosave.rs` turns
//! the state into effects.

use super::effect::Durability;
use super::record::{APART, Record};

/// How far the open report is saved.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// The record of the open report: its key in the browser's store, and the version that was last
    /// built for the store.
    record: Record,
    /// The version that the store holds or was asked to hold; `None` if the next save must write,
    /// whatever the revision is.
    sent: Option<SentVersion>,
    /// The revision that the page may call saved: a transaction with strict durability that wrote
    /// it is complete.
    confirmed_revision: Option<u64>,
    /// The revision that was last saved as a file, unless the report has changed since.
    exported_revision: Option<u64>,
    /// The sequence number ([`Record::seq`]) of the version that the store last accepted.
    stored_seq: u32,
    /// Where the open report came from.
    source: Source,
    /// Neither the store nor the notes took the last version.
    is_refused: bool,
    /// When the window was about to close, a version that the store may lack could not be written
    /// as a note either.
    has_note_failed: bool,
    /// The window holds a copy of the draft for a new start after a trap.
    is_stashed: bool,
    /// A version that the browser refused to store after its report was closed.
    unsaved_record: Option<Record>,
}

/// Where an open report came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Source {
    /// It is new, or a store, a file or the host page has it as it was opened.
    #[default]
    Elsewhere,
    /// It was restored after a trap from the memory of the window, so no store and no file is known
    /// to hold it.
    Memory,
}

/// A version that the store was asked to hold.
#[derive(Clone, Copy, Debug)]
struct SentVersion {
    revision: u64,
    durability: Durability,
}

impl Saving {
    // ---- Reading ----

    /// The record of the open report, with the version that was last built for the store.
    pub(super) const fn record(&self) -> &Record {
        &self.record
    }

    /// Whether a save has to write this revision, because the store was not asked to hold it with
    /// this durability.
    pub(super) fn must_write(&self, revision: u64, durability: Durability) -> bool {
        !self.sent.is_some_and(|sent| sent.revision == revision && sent.durability >= durability)
    }

    /// Whether the page may call this revision saved.
    pub(super) fn is_confirmed(&self, revision: u64) -> bool {
        self.confirmed_revision == Some(revision)
    }

    /// Whether a file holds this revision.
    pub(super) fn is_exported(&self, revision: u64) -> bool {
        self.exported_revision == Some(revision)
    }

    /// Whether neither the store nor the notes took the last version.
    pub(super) const fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// Whether closing the window would lose changes of this revision: the browser saves nothing,
    /// or shall save nothing (`is_off`), and no file holds the report. `has_changes` says that the
    /// report was changed since it was opened.
    pub(super) fn is_at_risk(&self, revision: u64, has_changes: bool, is_off: bool) -> bool {
        (self.is_refused || self.has_note_failed || is_off)
            && (has_changes || self.source == Source::Memory)
            && !self.is_exported(revision)
    }

    /// The version that was last built, if the store has not accepted it yet.
    pub(super) fn unstored_version(&self) -> Option<&Record> {
        Some(&self.record).filter(|record| record.seq > 0 && record.seq != self.stored_seq)
    }

    /// Whether this record is the newest version of the open report and was not confirmed yet.
    pub(super) fn awaits_confirmation_of(&self, record: &Record) -> bool {
        self.confirmed_revision.is_none() && self.is_newest(record)
    }

    fn is_newest(&self, record: &Record) -> bool {
        (&record.key, record.seq) == (&self.record.key, self.record.seq)
    }

    // ---- Opening and closing ----

    /// A report was opened from this record, or is new under it, and has this revision.
    pub(super) fn opened(&mut self, record: Record, revision: u64) {
        // A version that only a note holds does not count as sent, so it is written into the store.
        // A version in the store may not be on the disk yet: it counts as sent, and as saved once
        // the store has confirmed it.
        self.sent = record
            .is_in_store()
            .then_some(SentVersion { revision, durability: Durability::Strict });
        self.confirmed_revision = None;
        self.exported_revision = (record.filed == Some(true)).then_some(revision);
        self.stored_seq = record.seq;
        self.source = Source::Elsewhere;
        self.record = record.opened();
    }

    /// The report that was opened last came from the memory of the window.
    pub(super) const fn restored_from_memory(&mut self) {
        self.source = Source::Memory;
    }

    /// The report was closed. Its record is dropped, unless the store still has to accept the last
    /// version.
    pub(super) fn closed(&mut self) {
        self.source = Source::Elsewhere;
        self.is_stashed = false;
        if self.unstored_version().is_none() {
            self.record = Record::default();
        }
    }

    /// The store has answered about this version of a report that is closed.
    pub(super) fn answered_after_close(&mut self, record: &Record) {
        if self.is_newest(record) {
            self.record = Record::default();
        }
    }

    /// The draft with this key was deleted. If it is the open one, it is not written again under
    /// that key.
    pub(super) fn deleted(&mut self, key: &str) {
        if self.record.key == key {
            self.record = Record::default();
        }
    }

    // ---- Sending ----

    /// The store was asked to hold this revision as this record.
    pub(super) fn sent(&mut self, record: Record, revision: u64, durability: Durability) {
        self.record = record;
        self.sent = Some(SentVersion { revision, durability });
    }

    /// The next save must write, although the revision may be the one that was sent.
    pub(super) const fn must_write_again(&mut self) {
        self.sent = None;
    }

    /// This window continues under another key, because another window writes under the present
    /// one.
    pub(super) fn moved_to(&mut self, key: String) {
        self.record.key = key;
        self.record.base = None;
        self.record.line.clear();
        APART.clone_into(&mut self.record.from);
        self.confirmed_revision = None;
    }

    /// The window holds a copy of the draft from now on, or does not hold one.
    pub(super) const fn stashed(&mut self, is_stashed: bool) {
        self.is_stashed = is_stashed;
    }

    // ---- Answers ----

    /// The store holds the version with this sequence number, which was written or confirmed with
    /// this durability. Only the newest version can confirm what was sent last, and only if its
    /// transaction was strict. Returns whether the window held a copy of the draft, which is no
    /// longer needed.
    pub(super) fn stored(&mut self, seq: u32, durability: Durability) -> bool {
        self.is_refused = false;
        self.has_note_failed = false;
        self.stored_seq = seq;
        if seq == self.record.seq {
            self.confirmed_revision = match durability {
                Durability::Strict => self.sent.map(|sent| sent.revision),
                Durability::Relaxed => None,
            };
        }
        std::mem::take(&mut self.is_stashed)
    }

    /// A note holds the last version. If the store has failed, the next save tries it again; a slow
    /// store may still take the version.
    pub(super) const fn noted(&mut self, is_store_slow: bool) {
        self.is_refused = false;
        if !is_store_slow {
            self.sent = None;
        }
    }

    /// Neither the store nor the notes took the last version. The next save tries again.
    pub(super) const fn refused(&mut self) {
        self.is_refused = true;
        self.sent = None;
    }

    /// A version that the store may lack could not be written as a note when the window was about
    /// to close.
    pub(super) const fn note_failed(&mut self) {
        self.has_note_failed = true;
    }

    /// The browser refused this version after its report was closed. It is offered as a file.
    pub(super) fn refused_after_close(&mut self, record: Record) {
        self.unsaved_record = Some(record);
    }

    /// Takes the version that the browser refused after its report was closed.
    pub(super) const fn take_unsaved(&mut self) -> Option<Record> {
        self.unsaved_record.take()
    }

    // ---- Files ----

    /// The report was read from a file that holds exactly this revision.
    pub(super) const fn read_from_file(&mut self, revision: u64) {
        self.exported_revision = Some(revision);
    }

    /// This revision was saved as a file. The record in the store is written again, because it also
    /// says that a file holds this version.
    pub(super) const fn exported(&mut self, revision: u64) {
        self.exported_revision = Some(revision);
        self.sent = None;
    }

    /// The report has this revision now. Returns whether that is the first change after it was
    /// saved as a file.
    pub(super) fn changed(&mut self, revision: u64) -> bool {
        self.exported_revision.take_if(|exported| *exported != revision).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Durability::{Relaxed, Strict};

    fn record(key: &str, seq: u32) -> Record {
        Record { key: key.to_owned(), seq, tab: "window".to_owned(), ..Record::default() }
    }

    /// A new report at revision 0.
    fn new() -> Saving {
        let mut saving = Saving::default();
        saving.opened(record("a", 0), 0);
        saving
    }

    #[test]
    fn only_a_strict_answer_about_the_newest_version_confirms() {
        let mut saving = new();
        saving.sent(record("a", 1), 1, Relaxed);
        saving.stored(1, Relaxed);
        assert!(!saving.is_confirmed(1), "the disk may lack it");
        assert!(saving.unstored_version().is_none(), "the store has it");
        saving.sent(record("a", 2), 1, Strict);
        saving.stored(1, Relaxed);
        assert!(!saving.is_confirmed(1), "a late answer about an older version");
        assert_eq!(saving.unstored_version(), Some(&record("a", 2)));
        saving.stored(2, Strict);
        assert!(saving.is_confirmed(1) && !saving.is_confirmed(2));
    }

    #[test]
    fn a_relaxed_write_is_followed_by_a_strict_one_of_the_same_revision() {
        let mut saving = new();
        assert!(saving.must_write(0, Relaxed) && saving.must_write(0, Strict));
        saving.sent(record("a", 1), 1, Relaxed);
        assert!(!saving.must_write(1, Relaxed) && saving.must_write(1, Strict));
        saving.sent(record("a", 2), 1, Strict);
        assert!(!saving.must_write(1, Relaxed) && !saving.must_write(1, Strict));
        assert!(saving.must_write(2, Relaxed) && saving.must_write(2, Strict));
    }

    #[test]
    fn a_draft_from_the_store_is_not_written_and_not_called_saved() {
        let mut saving = Saving::default();
        saving.opened(record("a", 7), 0);
        assert!(!saving.must_write(0, Strict) && !saving.is_confirmed(0));
        assert!(saving.awaits_confirmation_of(&record("a", 7)));
        assert!(!saving.awaits_confirmation_of(&record("b", 7)));
        saving.stored(7, Strict);
        assert!(saving.is_confirmed(0) && !saving.awaits_confirmation_of(&record("a", 7)));
        saving.opened(Record { noted: true, ..record("a", 8) }, 0);
        assert!(saving.must_write(0, Strict), "only a note holds it");
    }

    #[test]
    fn a_failure_makes_the_next_save_write_and_a_slow_store_does_not() {
        let mut saving = new();
        saving.sent(record("a", 1), 1, Strict);
        saving.noted(true);
        assert!(!saving.must_write(1, Strict));
        saving.noted(false);
        assert!(saving.must_write(1, Strict) && !saving.is_refused());
        saving.sent(record("a", 2), 1, Strict);
        saving.refused();
        assert!(saving.must_write(1, Strict) && saving.is_refused());
    }

    #[test]
    fn changes_are_at_risk_until_the_store_or_a_file_has_them() {
        let mut saving = new();
        assert!(!saving.is_at_risk(1, true, false) && saving.is_at_risk(1, true, true));
        saving.refused();
        assert!(saving.is_at_risk(1, true, false) && !saving.is_at_risk(1, false, false));
        saving.exported(1);
        assert!(!saving.is_at_risk(1, true, false) && saving.is_at_risk(2, true, false));
        assert!(!saving.changed(1) && saving.changed(2) && !saving.changed(3));
        saving.stored(0, Strict);
        assert!(!saving.is_at_risk(2, true, false));
        saving.note_failed();
        assert!(saving.is_at_risk(2, true, false));
        saving.opened(record("b", 0), 0);
        saving.restored_from_memory();
        assert!(saving.is_at_risk(0, false, false), "no store and no file has it");
    }

    #[test]
    fn a_file_makes_the_store_note_it_and_the_next_change_ends_it() {
        let mut saving = new();
        saving.sent(record("a", 1), 1, Strict);
        saving.exported(1);
        assert!(saving.is_exported(1) && saving.must_write(1, Strict));
        assert!(saving.changed(2) && !saving.is_exported(1));
        saving.opened(Record { filed: Some(true), ..record("b", 3) }, 0);
        assert!(saving.is_exported(0) && !saving.must_write(0, Strict));
    }

    #[test]
    fn another_key_has_no_ancestors_and_nothing_confirmed() {
        let mut saving = Saving::default();
        saving.opened(record("a", 7), 0);
        saving.stored(7, Strict);
        saving.moved_to("b".to_owned());
        let moved = saving.record();
        assert_eq!((moved.key.as_str(), moved.from.as_str()), ("b", APART));
        assert!(moved.base.is_none() && moved.line.is_empty() && !saving.is_confirmed(0));
    }

    #[test]
    fn a_closed_report_keeps_its_record_until_the_store_has_it() {
        let mut saving = new();
        saving.sent(record("a", 1), 1, Strict);
        saving.closed();
        assert_eq!(saving.record().key, "a");
        saving.answered_after_close(&record("a", 0));
        assert_eq!(saving.record().key, "a", "an answer about an older version");
        saving.answered_after_close(&record("a", 1));
        assert_eq!(saving.record().key, "");
        saving.opened(record("b", 4), 0);
        saving.closed();
        assert_eq!(saving.record().key, "", "the store has it already");
    }

    #[test]
    fn a_copy_in_the_window_is_dropped_once() {
        let mut saving = new();
        saving.stashed(true);
        assert!(saving.stored(0, Relaxed) && !saving.stored(0, Strict));
        saving.stashed(true);
        saving.closed();
        assert!(!saving.stored(0, Strict), "closing drops it too");
    }
}
