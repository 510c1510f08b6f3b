//! This computer: keeping nothing in it, taking everything along, clearing everything.

use super::{App, Handed, today};
use crate::draft::lines;
use crate::report::Report;
use crate::session::Session;
use crate::view::machine;
use crate::view::start::Kept;
use crate::web::effect::Effect;
use crate::web::{files, storage};

/// The clerk says whether this browser keeps what is written.
pub(super) fn choose_nowhere(on: bool) -> Vec<Effect> {
    let words = match storage::set_nowhere(on) {
        Ok(()) if on => {
            "从现在起，写的内容不在本机保存：请随时点“存成文件”，关掉本页就没有了。已经存下的草稿还在，要删请点“清除本机数据”。"
        }
        Ok(()) => "从现在起，写的时候自动保存在本机浏览器。",
        Err(_) => "这个浏览器本来就不让本页在本机保存任何内容。",
    };
    vec![Effect::Message(words.to_owned(), false)]
}

/// Hands out all drafts that the browser keeps, as one file.
pub fn save_all(drafts: &[String]) -> Vec<Effect> {
    let text = lines::join(drafts.iter().map(String::as_str));
    let name = format!("年报草稿备份{}（{}份）.nianbao.jsonl", today(), drafts.len());
    let then = Handed::Left { name: name.clone() };
    vec![Effect::Download(files::Download {
        name,
        media_type: files::DRAFT,
        bytes: text.into_bytes(),
        then,
    })]
}

/// The drafts of a file with many were read: each is kept under a record of its own, unless the
/// browser has that very report.
pub fn take_in(
    name: &str,
    read: Result<Vec<Report>, String>,
    failed: Vec<String>,
    mut known: Vec<Report>,
) -> Vec<Effect> {
    let reports = match read {
        Ok(reports) => reports,
        Err(sentence) => return vec![Effect::Message(sentence, true)],
    };
    let (all, mut fresh) = (reports.len(), Vec::new());
    for report in reports {
        if !known.contains(&report) {
            known.push(report.clone());
            fresh.push(record_of(report, name));
        }
    }
    let known = all - fresh.len();
    vec![Effect::TakeIn { file: name.to_owned(), records: fresh, known, failed }]
}

fn record_of(report: Report, file: &str) -> storage::Record {
    let (agency, year) = (report.agency.name.clone(), report.year);
    let session = Session::of_report(report);
    let errors = u32::try_from(session.open_errors().count()).unwrap_or(u32::MAX);
    storage::Record {
        seq: 1,
        tab: storage::tab(),
        draft: session.draft(),
        agency,
        year,
        at: storage::now(),
        errors,
        ..storage::Record::out_of(file)
    }
}

/// They were kept, or were not.
pub fn taken_in(file: &str, taken: usize, known: usize, failed: &[String]) -> Vec<Effect> {
    vec![Effect::Dialog(machine::taken_in(file, taken, known, failed))]
}

/// Asks before everything is cleared; `more`, where the store could not be read and may hold more
/// than this.
pub fn ask_to_clear(kept: &[Kept], more: bool) -> Vec<Effect> {
    vec![Effect::Dialog(machine::clear(kept, more))]
}

impl App {
    /// The store could not be read: a file with all drafts would lack some.
    pub fn not_all_read(&self, kept: &[Kept]) -> Vec<Effect> {
        let mut effects = self.show_kept(kept, storage::Store::Unread);
        let words = "浏览器一时没有读出本机的草稿，这次没有存成文件；请过一会儿再试。";
        effects.push(Effect::Message(words.to_owned(), true));
        effects
    }

    /// Everything is gone from the browser.
    pub fn cleared(&mut self, whole: bool) -> Vec<Effect> {
        self.library.clear();
        let mut effects = vec![Effect::CloseDialog];
        effects.extend(self.home());
        effects.push(Effect::ListKept);
        let words = if whole {
            "本机数据已清除。"
        } else {
            "浏览器没有让全部清除，请看下面还剩什么；也可以在浏览器设置里清除本页的数据。"
        };
        effects.push(Effect::Message(words.to_owned(), !whole));
        effects
    }
}
