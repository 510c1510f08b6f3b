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
use super::record::{APART, Record};
use crate::session::Session;
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
    /// The transaction that put it into the store is complete.
    Kept,
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
    /// A record of the present version, unless the store has it or was asked to hold it.
    fn record(&mut self) -> Option<Record> {
        let session = self.session.as_ref()?;
        if self.stored == Some(session.revision()) {
            return None;
        }
        self.stored = Some(session.revision());
        self.kept = self.as_record(self.kept.seq + 1)?;
        Some(self.kept.clone())
    }

    /// The current state of the draft as the version with this number.
    fn as_record(&self, seq: u32) -> Option<Record> {
        let session = self.session.as_ref()?;
        let report = session.report();
        Some(Record {
            key: self.kept.key.clone(),
            seq,
            tab: self.tab.clone(),
            draft: session.draft(),
            agency: report.agency.name.clone(),
            year: report.year,
            place: self.screen.place.id().to_owned(),
            at: self.now.millis,
            from: self.kept.from.clone(),
            errors: u32::try_from(session.open_errors().count()).unwrap_or(u32::MAX),
            filed: Some(self.filed == Some(session.revision())),
            base: self.kept.base.clone(),
            line: self.kept.line.clone(),
            noted: false,
        })
    }

    /// Saves the draft in the browser, if it has changed.
    pub(super) fn keep(&mut self) -> Vec<Effect> {
        self.keep_as(Durability::Strict)
    }

    /// Saves the draft while the clerk is still typing. The browser may delay writing this version
    /// to the disk, so the next pause saves again.
    pub(super) fn save_while_typing(&mut self) -> Vec<Effect> {
        let effects = self.keep_as(Durability::Relaxed);
        self.stored = None;
        effects
    }

    fn keep_as(&mut self, durability: Durability) -> Vec<Effect> {
        if self.now.keeps_nothing {
            return self.remember();
        }
        let put = self.record().map(|record| Effect::WriteRecord(record, durability));
        // Remembered under the number of the version that is written, so that it may replace it.
        let mut effects: Vec<Effect> = if self.refused { self.remember() } else { Vec::new() };
        effects.extend(put);
        effects
    }

    /// Holds the draft in the memory of the window, where a new start after a trap finds it. This
    /// is for browsers that save nothing.
    fn remember(&mut self) -> Vec<Effect> {
        if self.now.keeps_nothing {
            self.set_save_status(NOWHERE.to_owned(), true);
        }
        let mut effects = vec![self.remember_version()];
        effects.extend(self.refresh());
        effects
    }

    /// Holds the draft in the memory of the window under the number of its newest version. Once the
    /// store accepts versions again, the draft replaces the older version there.
    pub(super) fn remember_version(&mut self) -> Effect {
        let version = self.as_record(self.kept.seq);
        self.remembers = version.is_some();
        Effect::StashForRestart(version)
    }

    /// Writes a note when the window closes or may be about to close, if the store lacks the newest
    /// version.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        if self.now.keeps_nothing {
            return Vec::new();
        }
        let before = self.kept.seq;
        let newest = self.record().or_else(|| {
            Some(self.kept.clone()).filter(|record| record.seq > 0 && record.seq != self.stored_seq)
        });
        let new = self.kept.seq != before;
        // The window may stay open: the remembered version gets the number of this one, too.
        let remembered = (self.refused && new).then(|| self.remember_version());
        let note = newest.map(|record| Effect::WriteNote(record, NoteReason::Leaving { new }));
        remembered.into_iter().chain(note).collect()
    }

    /// Takes the answer of the notes while the window closes.
    fn noted_at_leaving(&mut self, record: Record, new: bool, answer: NoteResult) -> Vec<Effect> {
        let mut effects = Vec::new();
        match answer {
            NoteResult::Noted => {}
            // There is a note of another window under this key. Both notes stay, and this window
            // continues under a key of its own.
            NoteResult::Conflict => {
                effects.push(self.fork());
                let Record { key, base, line, from, .. } = self.kept.clone();
                let record = Record { key, from, base, line, ..record };
                effects.push(Effect::WriteNote(record, NoteReason::Leaving { new: true }));
                return effects;
            }
            NoteResult::Failed => self.unnoted = true,
        }
        if new {
            effects.push(Effect::WriteRecord(self.kept.clone(), Durability::Strict));
        }
        effects
    }

    /// Whether changes would be lost if the window closed now: the browser saves nothing or is told
    /// to save nothing, and the report was not saved as a file since its last change.
    pub fn has_unsaved_work(&self) -> bool {
        let changed = |session: &Session| {
            (self.unfiled || session.undo_name().is_some())
                && self.filed != Some(session.revision())
        };
        (self.refused || self.unnoted || self.now.keeps_nothing)
            && self.session.as_ref().is_some_and(changed)
    }

    /// Opens the dialog that asks the clerk to save the report as a file before leaving it.
    pub(super) fn refuse_to_leave(&self) -> Vec<Effect> {
        let why = if self.now.keeps_nothing {
            "本页设为不在本机保存"
        } else {
            "这个浏览器不让本页在本机保存"
        };
        vec![Effect::dialog(dialog::confirm_leave(why))]
    }

    /// Drops the record of a report that was closed, unless the store still has to confirm its last
    /// version.
    pub(super) fn close_record(&mut self) {
        if self.kept.seq == self.stored_seq {
            self.kept = Record::default();
        }
    }

    /// Deletes a kept draft, and drops its record so that it is not written again.
    pub(super) fn forget(&mut self, key: &str) -> Effect {
        if self.kept.key == key {
            self.kept = Record::default();
        }
        Effect::DeleteDraft(key.to_owned())
    }

    // ---- Answers ----

    /// Takes the answer of the store.
    pub(super) fn record_written(&mut self, record: Record, answer: WriteResult) -> Vec<Effect> {
        match answer {
            WriteResult::Stored => {
                let mut effects = vec![Effect::DropSupersededNote(record.clone())];
                effects.extend(self.save_answered(&record, SaveOutcome::Kept));
                effects
            }
            WriteResult::Conflict => self.save_answered(&record, SaveOutcome::Conflict),
            WriteResult::Failed(why) => {
                vec![Effect::WriteNote(record, NoteReason::StoreFailed(why))]
            }
            WriteResult::TimedOut => vec![Effect::WriteNote(record, NoteReason::StoreSlow)],
        }
    }

    /// Takes the answer of the store whether the draft that was opened is on the disk.
    pub(super) fn was_confirmed(&mut self, record: &Record, answer: &WriteResult) -> Vec<Effect> {
        let is_newest = self.session.is_some()
            && self.safe.is_none()
            && (&record.key, record.seq) == (&self.kept.key, self.kept.seq);
        if !is_newest {
            return Vec::new();
        }
        match answer {
            WriteResult::Stored => self.is_safe(record, FOUND.to_owned()),
            // The draft stays in the store as it was found. The next change is saved as usual.
            WriteResult::Failed(_) => self.is_unsafe(NOTED),
            WriteResult::TimedOut => self.is_unsafe(SLOW),
            // Another window deleted the draft: it is saved again.
            WriteResult::Conflict => {
                self.stored = None;
                self.keep()
            }
        }
    }

    /// The store has confirmed this version, and the status text says so.
    fn is_safe(&mut self, record: &Record, words: String) -> Vec<Effect> {
        (self.refused, self.unnoted) = (false, false);
        // A new start after a trap finds the draft in the store from now on.
        let remembers = std::mem::take(&mut self.remembers);
        self.stored_seq = record.seq;
        // The store has confirmed the newest version only if this answer is about the record that
        // was sent last.
        if record.seq == self.kept.seq {
            self.safe = self.stored;
        }
        self.set_save_status(words, false);
        let mut effects: Vec<Effect> =
            remembers.then_some(Effect::StashForRestart(None)).into_iter().collect();
        effects.extend(self.refresh());
        effects
    }

    /// The store has not confirmed this version, and the status text says so.
    fn is_unsafe(&mut self, words: &str) -> Vec<Effect> {
        self.set_save_status(words.to_owned(), true);
        self.refresh()
    }

    /// Takes the answer of the notes.
    pub(super) fn note_written(
        &mut self,
        record: Record,
        occasion: &NoteReason,
        answer: NoteResult,
    ) -> Vec<Effect> {
        let (slow, why) = match occasion {
            NoteReason::Leaving { new } => return self.noted_at_leaving(record, *new, answer),
            NoteReason::StoreFailed(why) => (false, why.as_str()),
            NoteReason::StoreSlow => (true, "存储没有回应"),
        };
        let outcome = match answer {
            NoteResult::Noted => SaveOutcome::Noted { slow },
            NoteResult::Conflict => SaveOutcome::Conflict,
            NoteResult::Failed => SaveOutcome::Refused(why.to_owned()),
        };
        self.save_answered(&record, outcome)
    }

    /// Reacts to the result of saving a record.
    fn save_answered(&mut self, record: &Record, outcome: SaveOutcome) -> Vec<Effect> {
        if self.is_importing(record) {
            return self.import_answered(record, &outcome);
        }
        if self.session.is_none() || record.key != self.kept.key {
            return self.left_behind(record, &outcome);
        }
        let mut effects = Vec::new();
        match outcome {
            SaveOutcome::Kept => {
                let words = format!("已自动保存在本机浏览器 {}", self.now.moment.clock());
                return self.is_safe(record, words);
            }
            SaveOutcome::Noted { slow } => {
                self.refused = false;
                if !slow {
                    // The next save tries the store again.
                    self.stored = None;
                }
                self.set_save_status(if slow { SLOW } else { NOTED }.to_owned(), true);
            }
            SaveOutcome::Conflict => {
                effects.push(self.fork());
                self.stored = None;
                effects.push(Effect::ShowMessage(
                    "这份年报在另一个窗口里也在改。为了不互相覆盖，本窗口的内容已另存为一份草稿；请只留一个窗口接着写。".to_owned(),
                    true,
                ));
                effects.extend(self.keep());
            }
            SaveOutcome::Refused(reason) => {
                self.refused = true;
                self.stored = None;
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
        self.kept.key = self.fresh_key();
        self.kept.base = None;
        self.kept.line.clear();
        self.safe = None;
        APART.clone_into(&mut self.kept.from);
        Effect::SetCurrentDraft(Some(self.kept.key.clone()))
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
        if !saved.warning && self.safe != Some(session.revision()) {
            SAVING.clone_into(&mut saved.local);
            saved.saving = true;
        }
    }

    /// Reacts to the result of saving a report that is no longer open.
    fn left_behind(&mut self, record: &Record, outcome: &SaveOutcome) -> Vec<Effect> {
        let name = format!("{}{}年", record.agency, record.year);
        if self.session.is_none() && record.key == self.kept.key && record.seq == self.kept.seq {
            self.kept = Record::default();
        }
        match outcome {
            SaveOutcome::Kept | SaveOutcome::Noted { .. } => Vec::new(),
            SaveOutcome::Conflict => vec![
                Effect::WriteRecord(record.forked(self.fresh_key()), Durability::Strict),
                Effect::ShowMessage(
                    format!("《{name}》在另一个窗口里也在改，刚才离开的内容已另存为一份草稿。"),
                    true,
                ),
            ],
            SaveOutcome::Refused(_) => {
                self.left = Some(record.clone());
                vec![Effect::dialog(dialog::unsaved_after_close(&name))]
            }
        }
    }
}
