//! Files in and out of the page: opened, saved.

use super::exporting::Exported;
use super::{App, clock};
use crate::session::{Place, Session};
use crate::view::dialog;
use crate::web::effect::Effect;
use crate::web::{exchange, files, storage};

/// What a chosen file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To be opened and worked on.
    #[default]
    Open,
    /// To be compared with: the report of the year before.
    LastYear,
    /// To begin the next year's report after it.
    Sequel,
    /// To check by: a rule pack.
    Pack,
}

/// What was handed to the browser as a file.
#[derive(Debug)]
pub enum Handed {
    /// A file of the export.
    Exported(Exported),
    /// Drafts of reports that are not open.
    Left {
        /// The file name.
        name: String,
    },
    /// The draft.
    Draft {
        /// The file name.
        name: String,
        /// The revision that it holds.
        revision: u64,
    },
}

impl App {
    /// A file was read: opens it, and shows where it was changed after the export and what else was noticed. `twin` is the record of the
    /// browser's store that holds the very same draft, if there is one: it goes on instead of a second one of the same name.
    pub(super) fn opened(&mut self, name: &str, opened: exchange::Opened, twin: Option<storage::Record>) -> Vec<Effect> {
        if self.at_risk() {
            return stay();
        }
        let session = match Session::open(&opened.draft) {
            Ok(session) => session,
            Err(error) => return vec![Effect::Dialog(dialog::notice("没有打开", &error.to_string()))],
        };
        // What was typed into the record in hand a moment ago may not be in the store yet.
        let settled = self.session.as_ref().is_some_and(|session| session.draft() == opened.draft);
        let twin = twin.filter(|twin| twin.key != self.kept.key || settled);
        let place = twin.as_ref().and_then(|twin| Place::parse(&twin.place)).unwrap_or(Place::Info);
        let mut effects = self.open(session, twin.unwrap_or_else(storage::Record::fresh), place);
        if opened.differences.is_empty() {
            self.filed = self.session.as_ref().map(Session::revision);
            "刚从文件打开".clone_into(&mut self.screen.saved.file);
            effects.extend(self.refresh());
        }
        self.carried = opened.carried;
        effects.push(match (opened.differences.as_slice(), opened.notes.as_slice()) {
            ([], []) => Effect::Message(format!("已打开《{name}》。"), false),
            ([], notes) => Effect::Dialog(dialog::opened(name, notes)),
            (differences, notes) => Effect::Dialog(dialog::differences(name, differences, notes)),
        });
        effects
    }

    /// The clerk takes the data that the file carried; the version that was shown first is kept nowhere.
    pub(super) fn take_carried(&mut self) -> Vec<Effect> {
        let Some(Ok(session)) = self.carried.take().map(|draft| Session::open(&draft)) else { return vec![Effect::CloseDialog] };
        self.session = None;
        let mut effects = vec![Effect::CloseDialog];
        // A record that was there before this file was opened is not this file's.
        if self.kept.base.is_none() {
            let rejected = self.kept.key.clone();
            effects.push(self.forget(&rejected));
        }
        effects.extend(self.open(session, storage::Record::fresh(), Place::Info));
        effects.push(Effect::Message("已换成文件里附带的数据。".to_owned(), false));
        effects
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let report = session.report();
        let name = files::draft_name(&report.agency.name, report.year);
        let then = Handed::Draft { name: name.clone(), revision: session.revision() };
        vec![Effect::Download(files::Download { name, media_type: files::DRAFT, bytes: session.draft().into_bytes(), then })]
    }

    /// Saves what the browser refused to keep after its report was closed.
    pub(super) fn save_left(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::CloseDialog];
        effects.extend(self.left.take().map(|record| {
            let name = files::draft_name(&record.agency, record.year);
            let then = Handed::Left { name: name.clone() };
            Effect::Download(files::Download { name, media_type: files::DRAFT, bytes: record.draft.into_bytes(), then })
        }));
        effects
    }

    /// The browser took a file over. Whether it wrote it, nobody tells the page.
    pub fn handed_over(&mut self, what: Handed) -> Vec<Effect> {
        let words = |name: &str| format!("《{name}》已交给浏览器下载，请确认文件已保存。");
        match what {
            Handed::Exported(what) => self.exported(&what, true),
            Handed::Left { name } => vec![Effect::Message(words(&name), false)],
            Handed::Draft { name, revision } => {
                self.filed = Some(revision);
                self.screen.saved.file = format!("已下载草稿文件 {}", clock());
                self.touched();
                let mut effects = self.refresh();
                effects.push(Effect::Message(words(&name), false));
                effects
            }
        }
    }

    /// The browser did not take a file over; nothing is lost by that.
    pub fn not_handed_over(&mut self, what: &Handed) -> Vec<Effect> {
        match what {
            Handed::Exported(what) => self.exported(what, false),
            Handed::Left { .. } | Handed::Draft { .. } => {
                vec![Effect::Message("浏览器没有让保存文件；请检查浏览器的下载设置后再试，内容还在本页里。".to_owned(), true)]
            }
        }
    }
}

/// The browser keeps nothing and the report is in no file yet: leaving it would lose it.
pub(super) fn stay() -> Vec<Effect> {
    let why = if storage::is_nowhere() { "本页设为不在本机保存" } else { "这个浏览器不让本页在本机保存" };
    let words = format!("{why}，正在写的年报还没有存成文件，离开就没有了。请先点“存成文件”，再打开别的。");
    vec![Effect::Dialog(dialog::notice("请先存成文件", &words))]
}
