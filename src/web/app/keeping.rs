//! Keeping the report in the browser's store while somebody writes, and what the store answers.

use super::{App, clock};
use crate::web::effect::Effect;
use crate::web::storage::{self, Outcome, Record};

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
            at: js_sys::Date::now(),
            base: self.kept.base.clone(),
        };
        Some(self.kept.clone())
    }

    /// Keeps the draft in the browser, if it changed.
    pub fn keep(&mut self) -> Vec<Effect> {
        self.record().map(Effect::Put).into_iter().collect()
    }

    /// The window goes: what is younger than the store is noted down where it is written at once.
    pub fn note_down(&mut self) -> Vec<Effect> {
        let before = self.kept.seq;
        let newest = self.record().or_else(|| Some(self.kept.clone()).filter(|record| record.seq > 0 && record.seq != self.stored_seq));
        if let Some(record) = newest
            && storage::note(&record).is_err()
        {
            self.refused = true;
        }
        if self.kept.seq == before { Vec::new() } else { vec![Effect::Put(self.kept.clone())] }
    }

    /// Whether something would be lost if the window closed now.
    pub fn at_risk(&self) -> bool {
        self.refused && self.filed.is_none() && self.session.as_ref().is_some_and(|session| session.undo_name().is_some())
    }

    /// The store answered.
    pub fn was_kept(&mut self, record: &Record, outcome: &Outcome) -> Vec<Effect> {
        if self.session.is_none() || record.key != self.kept.key {
            return left_behind(record, outcome);
        }
        let mut effects = Vec::new();
        match outcome {
            Outcome::Kept => {
                self.refused = false;
                self.stored_seq = record.seq;
                self.say_kept(format!("已自动保存在本机浏览器 {}", clock()), false);
            }
            Outcome::Conflict => {
                self.kept.key = Record::fresh().key;
                self.stored = None;
                storage::set_current(Some(&self.kept.key));
                effects.push(Effect::Message(
                    "这份年报在另一个窗口里也在改。为了不互相覆盖，本窗口的内容已另存为一份草稿；请只留一个窗口接着写。".to_owned(),
                    true,
                ));
                effects.extend(self.keep());
            }
            Outcome::Refused(reason) => {
                self.refused = true;
                self.stored = None;
                let reason = if reason.is_empty() { String::new() } else { format!("（{reason}）") };
                self.say_kept(format!("本机浏览器不让保存{reason}，请点“存成文件”"), true);
            }
        }
        effects.extend(self.refresh());
        effects
    }

    fn say_kept(&mut self, words: String, warning: bool) {
        self.screen.saved.local = words;
        self.screen.saved.warning = warning;
    }
}

/// The store answered about a report that is no longer open.
fn left_behind(record: &Record, outcome: &Outcome) -> Vec<Effect> {
    let name = format!("{}{}年", record.agency, record.year);
    match outcome {
        Outcome::Kept => Vec::new(),
        Outcome::Conflict => vec![
            Effect::Put(Record { key: Record::fresh().key, base: None, ..record.clone() }),
            Effect::Message(format!("《{name}》在另一个窗口里也在改，刚才离开的内容已另存为一份草稿。"), true),
        ],
        Outcome::Refused(_) => {
            vec![Effect::Message(format!("《{name}》最后的改动没能保存在本机浏览器；如果没有存成文件，请返回检查。"), true)]
        }
    }
}
