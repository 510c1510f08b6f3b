//! Keeping the report in the browser's store while somebody writes, and what the store answers.

use super::{App, clock};
use crate::session::{Place, Session};
use crate::view::{Saved, dialog, start};
use crate::web::database::Durability;
use crate::web::effect::Effect;
use crate::web::rest;
use crate::web::storage::{self, Outcome, Record, Store};

/// Said where the clerk wants nothing kept.
pub(super) const NOWHERE: &str = "不在本机保存，请随时存成文件";
/// Said while the newest version is not in the store for certain.
const SAVING: &str = "正在保存到本机浏览器…";
/// Said while the store does not answer: a note is not safe for certain.
const SLOW: &str = "本机浏览器迟迟没有存好，请随时存成文件";
/// Said where the browser takes notes alone.
const NOTED: &str = "只能暂存在本机浏览器，请随时存成文件";

impl App {
    /// This version of the draft, if the store does not have it yet.
    fn record(&mut self) -> Option<Record> {
        let session = self.session.as_ref()?;
        if self.stored == Some(session.revision()) {
            return None;
        }
        self.stored = Some(session.revision());
        let report = session.report();
        self.kept = Record {
            key: self.kept.key.clone(),
            seq: self.kept.seq + 1,
            tab: storage::tab(),
            draft: session.draft(),
            agency: report.agency.name.clone(),
            year: report.year,
            place: self.screen.place.id().to_owned(),
            at: storage::now(),
            from: self.kept.from.clone(),
            errors: u32::try_from(session.open_errors().count()).unwrap_or(u32::MAX),
            filed: Some(self.filed == Some(session.revision())),
            base: self.kept.base.clone(),
            noted: false,
        };
        Some(self.kept.clone())
    }

    /// Keeps the draft in the browser, if it changed.
    pub fn keep(&mut self) -> Vec<Effect> {
        self.keep_as(Durability::Strict)
    }

    /// Keeps the draft while the clerk goes on typing. The browser may take its time to write this
    /// version to the disk, so it is not called saved: the next pause writes once more.
    pub fn keep_meanwhile(&mut self) -> Vec<Effect> {
        let effects = self.keep_as(Durability::Relaxed);
        self.stored = None;
        effects
    }

    fn keep_as(&mut self, durability: Durability) -> Vec<Effect> {
        if storage::is_nowhere() {
            return self.remember();
        }
        let mut effects: Vec<Effect> = if self.refused { self.remember() } else { Vec::new() };
        effects.extend(self.record().map(|record| Effect::Put(record, durability)));
        effects
    }

    /// Where the browser keeps nothing, the window remembers the draft for as long as it is open: a
    /// new start after a fault finds it there.
    fn remember(&mut self) -> Vec<Effect> {
        let draft = self.session.as_ref().map(Session::draft);
        if storage::is_nowhere() {
            self.say_kept(NOWHERE.to_owned(), true);
        }
        let mut effects = vec![Effect::Remember(draft)];
        effects.extend(self.refresh());
        effects
    }

    /// The window goes: what is younger than the store is noted down where it is written at once.
    pub fn note_down(&mut self) -> Vec<Effect> {
        if storage::is_nowhere() {
            return Vec::new();
        }
        let before = (self.kept.key.clone(), self.kept.seq);
        let newest = self.record().or_else(|| {
            Some(self.kept.clone()).filter(|record| record.seq > 0 && record.seq != self.stored_seq)
        });
        if let Some(record) = newest {
            let noted = match storage::note(&record) {
                // Another window noted something under this key: both stay, and this one goes on
                // under a key of its own.
                Ok(false) => {
                    self.go_apart();
                    storage::note(&Record {
                        key: self.kept.key.clone(),
                        base: None,
                        from: self.kept.from.clone(),
                        ..record
                    })
                }
                noted => noted,
            };
            self.refused |= noted.is_err();
        }
        if before == (self.kept.key.clone(), self.kept.seq) {
            return Vec::new();
        }
        vec![Effect::Put(self.kept.clone(), Durability::Strict)]
    }

    /// Whether something would be lost if the window closed now: the browser keeps nothing or shall
    /// not, and no file was handed over since the last change.
    pub fn at_risk(&self) -> bool {
        let changed = |session: &Session| {
            (self.unfiled || session.undo_name().is_some())
                && self.filed != Some(session.revision())
        };
        (self.refused || storage::is_nowhere()) && self.session.as_ref().is_some_and(changed)
    }

    /// The report was closed: its record is none of the page's business any more, unless the store
    /// still has to take it.
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

    /// Shows on the first screen, if that is what is shown, the drafts that the browser keeps.
    pub fn show_kept(&self, kept: &[start::Kept], store: Store) -> Vec<Effect> {
        let list = || match store {
            Store::Read => start::recent(kept, storage::is_nowhere()),
            Store::Unread => start::unread(kept, None),
            Store::Shut => start::unkept(),
        };
        self.session
            .is_none()
            .then(|| Effect::Html("nb-kept".to_owned(), list()))
            .into_iter()
            .collect()
    }

    /// A kept draft was read from the browser's store.
    pub fn resumed(&mut self, record: Option<Record>, recovered: bool) -> Vec<Effect> {
        let Some(record) = record else {
            storage::set_current(None);
            return vec![
                Effect::ListKept,
                Effect::Message(
                    "本机浏览器里已经没有这份草稿；如果存过文件，请用“打开文件”。".to_owned(),
                    true,
                ),
            ];
        };
        let session = match Session::open_at(rest::depth(), &record.draft) {
            Ok(session) => session,
            Err(error) => {
                storage::set_current(None);
                return vec![
                    Effect::ListKept,
                    Effect::Dialog(dialog::notice("没有打开", &error.to_string())),
                ];
            }
        };
        let place = Place::parse(&record.place).unwrap_or(Place::Info);
        let mut effects = self.open(session, record, place);
        effects.extend(recovered.then(recovery));
        effects
    }

    /// Opens a draft that was handed in, under a record of its own.
    pub fn take_draft(&mut self, draft: &str) -> Vec<Effect> {
        match Session::open_at(rest::depth(), draft) {
            Ok(session) => self.open(session, Record::fresh(), Place::Info),
            Err(error) => vec![Effect::Dialog(dialog::notice("没有打开", &error.to_string()))],
        }
    }

    /// Opens a draft that was handed in, and mentions the one of the same organ and year that the
    /// browser keeps, if it does.
    pub fn take_beside(&mut self, draft: &str, kept: Option<&start::Kept>) -> Vec<Effect> {
        let mut effects = self.take_draft(draft);
        effects.extend(kept.map(|kept| {
            let words =
                format!("本机浏览器里另有一份 {} 年的草稿（{}），内容不同；要接着写那一份，请点左上角“年报”回到开始页。", kept.year, kept.when);
            Effect::Message(words, true)
        }));
        effects
    }

    /// An instance before this one trapped, and the window remembered what it had, which no store
    /// keeps.
    pub(super) fn recalled(&mut self, draft: &str) -> Option<Vec<Effect>> {
        let session = Session::open_at(rest::depth(), draft).ok()?;
        let mut effects = self.open(session, Record::fresh(), Place::Info);
        self.unfiled = true;
        effects.push(recovery());
        Some(effects)
    }

    /// The store could not be read: the draft may well be there, and is tried again when the clerk
    /// says so.
    pub fn not_resumed(&self, key: &str, kept: &[start::Kept]) -> Vec<Effect> {
        self.session
            .is_none()
            .then(|| Effect::Html("nb-kept".to_owned(), start::unread(kept, Some(key))))
            .into_iter()
            .collect()
    }

    /// The rest of the program has come: all of the report is looked at.
    pub fn deepen(&mut self) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let before = session.open_errors().count();
        session.deepen();
        let more = session.open_errors().count() != before;
        let mut effects = self.refresh();
        if more {
            // The list of drafts says how many there are.
            self.stored = None;
            effects.push(Effect::KeepSoon);
        }
        effects
    }

    /// The rest of the program cannot be had.
    pub fn rest_is_missing(trouble: &str) -> Vec<Effect> {
        vec![Effect::Message(trouble.to_owned(), true)]
    }

    /// The store answered.
    pub fn was_kept(&mut self, record: &Record, outcome: &Outcome) -> Vec<Effect> {
        if self.session.is_none() || record.key != self.kept.key {
            return self.left_behind(record, outcome);
        }
        let mut effects = Vec::new();
        match outcome {
            Outcome::Kept => {
                self.refused = false;
                self.stored_seq = record.seq;
                // An older version than the one that was handed to the store last says nothing.
                if record.seq == self.kept.seq {
                    self.safe = self.stored;
                }
                self.say_kept(format!("已自动保存在本机浏览器 {}", clock()), false);
            }
            Outcome::Noted { slow } => {
                self.refused = false;
                if !slow {
                    // The store is asked again at the next change.
                    self.stored = None;
                }
                self.say_kept(if *slow { SLOW } else { NOTED }.to_owned(), true);
            }
            Outcome::Conflict => {
                self.go_apart();
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
    fn go_apart(&mut self) {
        self.kept.key = Record::fresh().key;
        self.kept.base = None;
        self.safe = None;
        storage::APART.clone_into(&mut self.kept.from);
        storage::set_current(Some(&self.kept.key));
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
                Effect::Put(
                    Record {
                        key: Record::fresh().key,
                        base: None,
                        from: storage::APART.to_owned(),
                        ..record.clone()
                    },
                    Durability::Strict,
                ),
                Effect::Message(
                    format!("《{name}》在另一个窗口里也在改，刚才离开的内容已另存为一份草稿。"),
                    true,
                ),
            ],
            Outcome::Refused(_) => {
                self.left = Some(record.clone());
                vec![Effect::Dialog(dialog::left_behind(&name))]
            }
        }
    }
}

fn recovery() -> Effect {
    Effect::Message(
        "程序刚才出了错，已经重新启动，并恢复到最后一次自动保存的内容；请看一下最后填的几个数。"
            .to_owned(),
        true,
    )
}
