//! Saving the report in the browser's store while the clerk writes, and the answers of the store.
//!
//! While the clerk types, a version is written every quarter of a second with relaxed durability,
//! and once more at the pause with strict durability. When the window closes, a newer version is
//! written as a note, because the store may not finish in time. If the store fails, the version is
//! also written as a note, but is not called saved; if both fail, the page says so. A draft that
//! was opened is called saved once the store has confirmed that it is on the disk. A version that
//! another window wrote is never overwritten: this window continues under a new key.

use super::Desk;
use super::effect::{Durability, Effect, NoteReason};
use super::event::{NoteResult, WriteResult};
use super::record::{Record, count_errors};
use crate::view::{SaveStatus, dialog};

/// The status text when the clerk wants nothing saved in this browser.
pub(super) const NOWHERE: &str = "不在本机保存，请随时存成文件";
/// The status text of a draft that was found in the store, once the store has confirmed it.
pub(super) const FOUND: &str = "已保存在本机浏览器";
/// The status text while the store has not confirmed the newest version.
const SAVING: &str = "正在保存到本机浏览器…";
/// The status text while the store does not answer and only a note holds the version.
const SLOW: &str = "本机浏览器迟迟没有存好，请随时存成文件";
/// The status text when the browser takes notes only.
const NOTED: &str = "只能暂存在本机浏览器，请随时存成文件";

/// The result of saving a record, in the store or as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SaveOutcome {
    /// The transaction that put it into the store with this durability is complete.
    Kept(Durability),
    /// The store did not take it, and a note holds it. The browser decides when it writes a note to
    /// the disk.
    Noted {
        /// Whether the store has not answered yet and may still take it.
        slow: bool,
    },
    /// Another window wrote a version that this one may not replace. Nothing was overwritten.
    Conflict,
    /// Neither took it, for this reason in the browser's words.
    Refused(String),
}

impl Desk {
    /// A record of the present version, unless the store has it or was asked to hold it with this
    /// durability.
    fn next_record(&mut self, durability: Durability) -> Option<Record> {
        let revision = self.session.as_ref()?.revision();
        if !self.saving.must_write(revision, durability) {
            return None;
        }
        let record = self.record_with_seq(self.saving.record().seq + 1)?;
        self.saving.sent(record.clone(), revision, durability);
        Some(record)
    }

    /// The current state of the draft as the version with this number.
    fn record_with_seq(&self, seq: u32) -> Option<Record> {
        let session = self.session.as_ref()?;
        let report = session.report();
        let last = self.saving.record();
        Some(Record {
            key: last.key.clone(),
            seq,
            tab: self.tab.clone(),
            draft: session.draft(),
            agency: report.agency.name.clone(),
            year: report.year,
            place: self.screen.place.id().to_owned(),
            at: self.now.millis,
            from: last.from.clone(),
            errors: count_errors(session),
            filed: Some(self.saving.is_exported(session.revision())),
            base: last.base.clone(),
            line: last.line.clone(),
            noted: false,
        })
    }

    /// Saves the draft in the browser, if it has changed.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        self.save_with(Durability::Strict)
    }

    /// Saves the draft while the clerk is still typing. The browser may delay writing this version
    /// to the disk, so the next pause saves again.
    pub(super) fn save_while_typing(&mut self) -> Vec<Effect> {
        self.save_with(Durability::Relaxed)
    }

    fn save_with(&mut self, durability: Durability) -> Vec<Effect> {
        if self.now.local_saving_off {
            return self.stash();
        }
        let record = self.next_record(durability);
        // The copy gets the number of the version that is written, so that it may replace it.
        let mut effects = if self.saving.is_refused() { self.stash() } else { Vec::new() };
        if let Some(record) = record {
            effects.push(Effect::WriteRecord { record, durability });
        }
        effects
    }

    /// Holds the draft in the memory of the window, where a new start after a trap finds it. This
    /// is for browsers that save nothing.
    fn stash(&mut self) -> Vec<Effect> {
        if self.now.local_saving_off {
            self.set_save_status(NOWHERE.to_owned(), true);
        }
        let mut effects = vec![self.stash_version()];
        effects.extend(self.refresh());
        effects
    }

    /// Holds the draft in the memory of the window under the number of its newest version. Once the
    /// store accepts versions again, the draft replaces the older version there.
    pub(super) fn stash_version(&mut self) -> Effect {
        let version = self.record_with_seq(self.saving.record().seq);
        self.saving.stashed(version.is_some());
        Effect::StashForRestart(version)
    }

    /// Writes a note when the window closes or may be about to close, if the store lacks the newest
    /// version.
    pub(super) fn save_before_closing(&mut self) -> Vec<Effect> {
        if self.now.local_saving_off {
            return Vec::new();
        }
        let next = self.next_record(Durability::Strict);
        let new = next.is_some();
        let Some(newest) = next.or_else(|| self.saving.unstored_version().cloned()) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if new && self.saving.is_refused() {
            // The window may stay open: the copy gets the number of this version, too.
            effects.push(self.stash_version());
        }
        effects.push(Effect::WriteNote { record: newest, reason: NoteReason::Leaving { new } });
        effects
    }

    /// Takes the answer of the notes while the window closes.
    fn note_written_at_closing(
        &mut self,
        record: &Record,
        new: bool,
        answer: NoteResult,
    ) -> Vec<Effect> {
        match answer {
            NoteResult::Noted => {}
            // There is a note of another window under this key. Both notes stay, and this window
            // continues under a key of its own.
            NoteResult::Conflict => {
                let key_changed = self.fork();
                let record = record.forked(self.saving.record().key.clone());
                let note = Effect::WriteNote { record, reason: NoteReason::Leaving { new: true } };
                return vec![key_changed, note];
            }
            NoteResult::Failed => self.saving.note_failed(),
        }
        if !new {
            return Vec::new();
        }
        let record = self.saving.record().clone();
        vec![Effect::WriteRecord { record, durability: Durability::Strict }]
    }

    /// Whether changes would be lost if the window closed now: the browser saves nothing or is told
    /// to save nothing, and the report was not saved as a file since its last change.
    pub fn has_unsaved_work(&self) -> bool {
        self.session.as_ref().is_some_and(|session| {
            let has_changes = session.undo_name().is_some();
            self.saving.is_at_risk(session.revision(), has_changes, self.now.local_saving_off)
        })
    }

    /// Opens the dialog that asks the clerk to save the report as a file before leaving it.
    pub(super) fn refuse_to_leave(&mut self) -> Vec<Effect> {
        let why = if self.now.local_saving_off {
            "本页设为不在本机保存"
        } else {
            "这个浏览器不让本页在本机保存"
        };
        vec![self.open_dialog(dialog::confirm_leave(why))]
    }

    /// Deletes a kept draft, and drops its record so that it is not written again.
    pub(super) fn delete_draft(&mut self, key: &str) -> Effect {
        self.saving.deleted(key);
        Effect::DeleteDraft(key.to_owned())
    }

    // ---- Answers ----

    /// Takes the answer of the store.
    pub(super) fn record_written(
        &mut self,
        record: Record,
        durability: Durability,
        answer: WriteResult,
    ) -> Vec<Effect> {
        match answer {
            WriteResult::Stored => {
                let mut effects = vec![Effect::DropSupersededNote(record.clone())];
                effects.extend(self.save_answered(&record, SaveOutcome::Kept(durability)));
                effects
            }
            WriteResult::Conflict => self.save_answered(&record, SaveOutcome::Conflict),
            WriteResult::Failed(why) => {
                vec![Effect::WriteNote { record, reason: NoteReason::StoreFailed(why) }]
            }
            WriteResult::TimedOut => {
                vec![Effect::WriteNote { record, reason: NoteReason::StoreSlow }]
            }
        }
    }

    /// Takes the answer of the store whether the draft that was opened is on the disk.
    pub(super) fn record_confirmed(
        &mut self,
        record: &Record,
        answer: &WriteResult,
    ) -> Vec<Effect> {
        if self.session.is_none() || !self.saving.awaits_confirmation_of(record) {
            return Vec::new();
        }
        match answer {
            WriteResult::Stored => self.mark_stored(record, Durability::Strict, FOUND.to_owned()),
            // The draft stays in the store as it was found. The next change is saved as usual.
            WriteResult::Failed(_) => self.mark_unconfirmed(NOTED),
            WriteResult::TimedOut => self.mark_unconfirmed(SLOW),
            // Another window deleted the draft: it is saved again.
            WriteResult::Conflict => {
                self.saving.must_write_again();
                self.save()
            }
        }
    }

    /// The store has this version, and the status text says so if that confirms the newest one.
    fn mark_stored(
        &mut self,
        record: &Record,
        durability: Durability,
        words: String,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.saving.stored(record.seq, durability) {
            // A new start after a trap finds the draft in the store from now on.
            effects.push(Effect::StashForRestart(None));
        }
        self.set_save_status(words, false);
        effects.extend(self.refresh());
        effects
    }

    /// The store has not confirmed this version, and the status text says so.
    fn mark_unconfirmed(&mut self, words: &str) -> Vec<Effect> {
        self.set_save_status(words.to_owned(), true);
        self.refresh()
    }

    /// Takes the answer of the notes.
    pub(super) fn note_written(
        &mut self,
        record: &Record,
        occasion: &NoteReason,
        answer: NoteResult,
    ) -> Vec<Effect> {
        let (slow, why) = match occasion {
            NoteReason::Leaving { new } => {
                return self.note_written_at_closing(record, *new, answer);
            }
            NoteReason::StoreFailed(why) => (false, why.as_str()),
            NoteReason::StoreSlow => (true, "存储没有回应"),
        };
        let outcome = match answer {
            NoteResult::Noted => SaveOutcome::Noted { slow },
            NoteResult::Conflict => SaveOutcome::Conflict,
            NoteResult::Failed => SaveOutcome::Refused(why.to_owned()),
        };
        self.save_answered(record, outcome)
    }

    /// Reacts to the result of saving a record.
    fn save_answered(&mut self, record: &Record, outcome: SaveOutcome) -> Vec<Effect> {
        if self.is_importing(record) {
            return self.import_answered(record, &outcome);
        }
        if self.session.is_none() || record.key != self.saving.record().key {
            return self.closed_report_saved(record, &outcome);
        }
        let mut effects = Vec::new();
        match outcome {
            SaveOutcome::Kept(durability) => {
                let words = format!("已自动保存在本机浏览器 {}", self.now.moment.clock());
                return self.mark_stored(record, durability, words);
            }
            SaveOutcome::Noted { slow } => {
                self.saving.noted(slow);
                self.set_save_status(if slow { SLOW } else { NOTED }.to_owned(), true);
            }
            SaveOutcome::Conflict => {
                effects.push(self.fork());
                self.saving.must_write_again();
                effects.push(Effect::warning("这份年报在另一个窗口里也在改。为了不互相覆盖，本窗口的内容已另存为一份草稿；请只留一个窗口接着写。"));
                effects.extend(self.save());
            }
            SaveOutcome::Refused(reason) => {
                self.saving.refused();
                let reason =
                    if reason.is_empty() { String::new() } else { format!("（{reason}）") };
                self.set_save_status(format!("本机浏览器不让保存{reason}，请点“存成文件”"), true);
            }
        }
        effects.extend(self.refresh());
        effects
    }

    /// Moves this window to a new key, because another window writes under the present one.
    fn fork(&mut self) -> Effect {
        let key = self.fresh_key();
        self.saving.moved_to(key.clone());
        Effect::SetCurrentDraft(Some(key))
    }

    fn set_save_status(&mut self, words: String, warning: bool) {
        let file = std::mem::take(&mut self.screen.saved.file);
        self.screen.saved = SaveStatus { local: words, file, warning, saving: false };
    }

    /// Before the page is patched, replaces a status that calls the report saved if the store has
    /// not confirmed the newest version. Warnings stay.
    pub(super) fn update_save_status(&mut self) {
        let Some(session) = &self.session else { return };
        let saved = &mut self.screen.saved;
        if !saved.warning && !self.saving.is_confirmed(session.revision()) {
            SAVING.clone_into(&mut saved.local);
            saved.saving = true;
        }
    }

    /// Reacts to the result of saving a report that is no longer open.
    fn closed_report_saved(&mut self, record: &Record, outcome: &SaveOutcome) -> Vec<Effect> {
        let name = format!("{}{}年", record.agency, record.year);
        if self.session.is_none() {
            self.saving.answered_after_close(record);
        }
        match outcome {
            SaveOutcome::Kept(_) | SaveOutcome::Noted { .. } => Vec::new(),
            SaveOutcome::Conflict => vec![
                Effect::WriteRecord {
                    record: record.forked(self.fresh_key()),
                    durability: Durability::Strict,
                },
                Effect::warning(format!(
                    "《{name}》在另一个窗口里也在改，刚才离开的内容已另存为一份草稿。"
                )),
            ],
            SaveOutcome::Refused(_) => {
                self.saving.refused_after_close(record.clone());
                vec![self.open_dialog(dialog::unsaved_after_close(&name))]
            }
        }
    }
}
