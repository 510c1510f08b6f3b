//! Keeping the report in the browser's store while the clerk writes, and the answers of the store.
//!
//! A version goes into the store a quarter of a second after the first change, again and again, and
//! once more at the pause, then strictly.
//! A younger version is noted down when the window closes, because the store may not finish then.
//! Where the store fails, a version is noted down instead, which is not called saved; where both
//! refuse, the page says so.
//! A draft that was opened is called saved once the store has confirmed that it is on the disk.
//! A version that another window wrote is never overwritten: this window goes on under a new key.

use super::Desk;
use super::effect::{Durability, Effect, Occasion};
use super::event::{NoteAnswer, PutAnswer};
use super::record::{APART, Record};
use crate::session::Session;
use crate::view::{Saved, dialog};

/// Said where the clerk wants nothing kept.
pub(super) const NOWHERE: &str = "不在本机保存，请随时存成文件";
/// Said of a draft that was found in the store.
pub(super) const FOUND: &str = "已保存在本机浏览器";
/// Said while the newest version is not in the store for certain.
const SAVING: &str = "正在保存到本机浏览器…";
/// Said while the store does not answer: a note is not safe for certain.
const SLOW: &str = "本机浏览器迟迟没有存好，请随时存成文件";
/// Said where the browser takes notes alone.
const NOTED: &str = "只能暂存在本机浏览器，请随时存成文件";

/// How keeping a record went, store and notes taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The transaction that put it into the store is complete.
    Kept,
    /// The store did not take it; a note holds it, which the browser writes to the disk when it
    /// likes.
    Noted {
        /// Whether the store only has not answered yet.
        slow: bool,
    },
    /// Another window wrote a newer version: nothing was overwritten.
    Conflict,
    /// The browser refused; why, in its words.
    Refused(String),
}

impl Desk {
    /// This version of the draft, if the store does not have it yet.
    fn record(&mut self) -> Option<Record> {
        let session = self.session.as_ref()?;
        if self.stored == Some(session.revision()) {
            return None;
        }
        self.stored = Some(session.revision());
        self.kept = self.as_record(self.kept.seq + 1)?;
        Some(self.kept.clone())
    }

    /// The draft as it stands, as the version with this number.
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

    /// Keeps the draft in the browser, if it changed.
    pub(super) fn keep(&mut self) -> Vec<Effect> {
        self.keep_as(Durability::Strict)
    }

    /// Keeps the draft while the clerk goes on typing. The browser may take its time to write this
    /// version to the disk, so the next pause writes once more.
    pub(super) fn keep_meanwhile(&mut self) -> Vec<Effect> {
        let effects = self.keep_as(Durability::Relaxed);
        self.stored = None;
        effects
    }

    fn keep_as(&mut self, durability: Durability) -> Vec<Effect> {
        if self.now.keeps_nothing {
            return self.remember();
        }
        let put = self.record().map(|record| Effect::Put(record, durability));
        // After the number of the version that is put, so that what is remembered may replace it.
        let mut effects: Vec<Effect> = if self.refused { self.remember() } else { Vec::new() };
        effects.extend(put);
        effects
    }

    /// Where the browser keeps nothing, the window remembers the draft for as long as it is open: a
    /// new start after a fault finds it there.
    fn remember(&mut self) -> Vec<Effect> {
        if self.now.keeps_nothing {
            self.say_kept(NOWHERE.to_owned(), true);
        }
        let mut effects = vec![self.remember_version()];
        effects.extend(self.refresh());
        effects
    }

    /// Lets the window remember the draft with the number of its newest version: once the store
    /// accepts versions again, the draft replaces the older version there.
    pub(super) fn remember_version(&mut self) -> Effect {
        let version = self.as_record(self.kept.seq);
        self.remembers = version.is_some();
        Effect::Remember(version)
    }

    /// The window closes, or may be about to: what is younger than the store is noted down.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        if self.now.keeps_nothing {
            return Vec::new();
        }
        let before = self.kept.seq;
        let newest = self.record().or_else(|| {
            Some(self.kept.clone()).filter(|record| record.seq > 0 && record.seq != self.stored_seq)
        });
        let new = self.kept.seq != before;
        // The window may live on: what it remembers gets the number of this version, too.
        let remembered = (self.refused && new).then(|| self.remember_version());
        let note = newest.map(|record| Effect::Note(record, Occasion::Leaving { new }));
        remembered.into_iter().chain(note).collect()
    }

    /// The notes answered while the window closes.
    fn noted_at_leaving(&mut self, record: Record, new: bool, answer: NoteAnswer) -> Vec<Effect> {
        let mut effects = Vec::new();
        match answer {
            NoteAnswer::Noted => {}
            // Another window noted something under this key: both stay, and this one goes on under
            // a key of its own.
            NoteAnswer::Conflict => {
                effects.push(self.go_apart());
                let Record { key, base, line, from, .. } = self.kept.clone();
                let record = Record { key, from, base, line, ..record };
                effects.push(Effect::Note(record, Occasion::Leaving { new: true }));
                return effects;
            }
            NoteAnswer::Failed => self.unnoted = true,
        }
        if new {
            effects.push(Effect::Put(self.kept.clone(), Durability::Strict));
        }
        effects
    }

    /// Whether something would be lost if the window closed now: the browser keeps nothing or shall
    /// not, and no file was handed over since the last change.
    pub fn at_risk(&self) -> bool {
        let changed = |session: &Session| {
            (self.unfiled || session.undo_name().is_some())
                && self.filed != Some(session.revision())
        };
        (self.refused || self.unnoted || self.now.keeps_nothing)
            && self.session.as_ref().is_some_and(changed)
    }

    /// Leaving the report would lose it: what is said then.
    pub(super) fn stay(&self) -> Vec<Effect> {
        let why = if self.now.keeps_nothing {
            "本页设为不在本机保存"
        } else {
            "这个浏览器不让本页在本机保存"
        };
        vec![Effect::dialog(dialog::stay(why))]
    }

    /// The report was closed: its record is forgotten, unless the store still has to take it.
    pub(super) fn close_record(&mut self) {
        if self.kept.seq == self.stored_seq {
            self.kept = Record::default();
        }
    }

    /// Throws a kept draft away; nothing writes it again.
    pub(super) fn forget(&mut self, key: &str) -> Effect {
        if self.kept.key == key {
            self.kept = Record::default();
        }
        Effect::Forget(key.to_owned())
    }

    // ---- Answers ----

    /// The store answered.
    pub(super) fn was_put(&mut self, record: Record, answer: PutAnswer) -> Vec<Effect> {
        match answer {
            PutAnswer::Stored => {
                let mut effects = vec![Effect::SettleNote(record.clone())];
                effects.extend(self.was_kept(&record, Outcome::Kept));
                effects
            }
            PutAnswer::Conflict => self.was_kept(&record, Outcome::Conflict),
            PutAnswer::Failed(why) => vec![Effect::Note(record, Occasion::StoreFailed(why))],
            PutAnswer::Slow => vec![Effect::Note(record, Occasion::StoreSlow)],
        }
    }

    /// The store answered whether the draft that was opened is on the disk.
    pub(super) fn was_confirmed(&mut self, record: &Record, answer: &PutAnswer) -> Vec<Effect> {
        let is_newest = self.session.is_some()
            && self.safe.is_none()
            && (&record.key, record.seq) == (&self.kept.key, self.kept.seq);
        if !is_newest {
            return Vec::new();
        }
        match answer {
            PutAnswer::Stored => self.is_safe(record, FOUND.to_owned()),
            // It stays where it was found, and the next change is stored as any other.
            PutAnswer::Failed(_) => self.is_unsafe(NOTED),
            PutAnswer::Slow => self.is_unsafe(SLOW),
            // Another window deleted it: what is open here is kept again.
            PutAnswer::Conflict => {
                self.stored = None;
                self.keep()
            }
        }
    }

    /// The store has this version for certain, which these words say.
    fn is_safe(&mut self, record: &Record, words: String) -> Vec<Effect> {
        (self.refused, self.unnoted) = (false, false);
        // A new start after a fault finds the draft in the store from now on.
        let remembers = std::mem::take(&mut self.remembers);
        self.stored_seq = record.seq;
        // An older version than the one that was handed to the store last says nothing.
        if record.seq == self.kept.seq {
            self.safe = self.stored;
        }
        self.say_kept(words, false);
        let mut effects: Vec<Effect> =
            remembers.then_some(Effect::Remember(None)).into_iter().collect();
        effects.extend(self.refresh());
        effects
    }

    /// The store may lose this version, which these words say.
    fn is_unsafe(&mut self, words: &str) -> Vec<Effect> {
        self.say_kept(words.to_owned(), true);
        self.refresh()
    }

    /// The notes answered.
    pub(super) fn was_noted(
        &mut self,
        record: Record,
        occasion: &Occasion,
        answer: NoteAnswer,
    ) -> Vec<Effect> {
        let (slow, why) = match occasion {
            Occasion::Leaving { new } => return self.noted_at_leaving(record, *new, answer),
            Occasion::StoreFailed(why) => (false, why.as_str()),
            Occasion::StoreSlow => (true, "存储没有回应"),
        };
        let outcome = match answer {
            NoteAnswer::Noted => Outcome::Noted { slow },
            NoteAnswer::Conflict => Outcome::Conflict,
            NoteAnswer::Failed => Outcome::Refused(why.to_owned()),
        };
        self.was_kept(&record, outcome)
    }

    /// Store and notes answered.
    fn was_kept(&mut self, record: &Record, outcome: Outcome) -> Vec<Effect> {
        if self.is_taking_in(record) {
            return self.took_in(record, &outcome);
        }
        if self.session.is_none() || record.key != self.kept.key {
            return self.left_behind(record, &outcome);
        }
        let mut effects = Vec::new();
        match outcome {
            Outcome::Kept => {
                let words = format!("已自动保存在本机浏览器 {}", self.now.moment.clock());
                return self.is_safe(record, words);
            }
            Outcome::Noted { slow } => {
                self.refused = false;
                if !slow {
                    // The store is asked again at the next change.
                    self.stored = None;
                }
                self.say_kept(if slow { SLOW } else { NOTED }.to_owned(), true);
            }
            Outcome::Conflict => {
                effects.push(self.go_apart());
                self.stored = None;
                effects.push(Effect::Message(
                    "这份年报在另一个窗口里也在改。为了不互相覆盖，本窗口的内容已另存为一份草稿；请只留一个窗口接着写。".to_owned(),
                    true,
                ));
                effects.extend(self.keep());
            }
            Outcome::Refused(reason) => {
                self.refused = true;
                self.stored = None;
                let reason =
                    if reason.is_empty() { String::new() } else { format!("（{reason}）") };
                self.say_kept(format!("本机浏览器不让保存{reason}，请点“存成文件”"), true);
            }
        }
        effects.extend(self.refresh());
        effects
    }

    /// Another window writes under the same key: this one takes a key of its own.
    fn go_apart(&mut self) -> Effect {
        self.kept.key = self.fresh_key();
        self.kept.base = None;
        self.kept.line.clear();
        self.safe = None;
        APART.clone_into(&mut self.kept.from);
        Effect::SetCurrent(Some(self.kept.key.clone()))
    }

    fn say_kept(&mut self, words: String, warning: bool) {
        let file = std::mem::take(&mut self.screen.saved.file);
        self.screen.saved = Saved { local: words, file, warning, saving: false };
    }

    /// Before the page is patched: words that call the report saved give way as long as the store
    /// does not have its newest version for certain. Warnings stay.
    pub(super) fn note_saving(&mut self) {
        let Some(session) = &self.session else { return };
        let saved = &mut self.screen.saved;
        if !saved.warning && self.safe != Some(session.revision()) {
            SAVING.clone_into(&mut saved.local);
            saved.saving = true;
        }
    }

    /// The store answered about a report that is no longer open.
    fn left_behind(&mut self, record: &Record, outcome: &Outcome) -> Vec<Effect> {
        let name = format!("{}{}年", record.agency, record.year);
        if self.session.is_none() && record.key == self.kept.key && record.seq == self.kept.seq {
            self.kept = Record::default();
        }
        match outcome {
            Outcome::Kept | Outcome::Noted { .. } => Vec::new(),
            Outcome::Conflict => vec![
                Effect::Put(record.apart(self.fresh_key()), Durability::Strict),
                Effect::Message(
                    format!("《{name}》在另一个窗口里也在改，刚才离开的内容已另存为一份草稿。"),
                    true,
                ),
            ],
            Outcome::Refused(_) => {
                self.left = Some(record.clone());
                vec![Effect::dialog(dialog::left_behind(&name))]
            }
        }
    }
}
