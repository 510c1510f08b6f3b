//! Opening files, and saving drafts as files.

use super::Desk;
use super::effect::{Effect, StoreQuery};
use super::files::{
    Delivered, Download, DraftSource, FileContent, FilePurpose, OpenedFile, draft_name,
};
use super::record::Record;
use crate::draft;
use crate::recognize::ImportNote;
use crate::report::REPORT_NAME;
use crate::session::{Panel, Session, outbox};
use crate::view::dialog;

impl Desk {
    /// Takes a chosen file that was read. If something is wrong with it, the open report stays
    /// unchanged.
    pub(super) fn file_read(
        &mut self,
        name: String,
        purpose: FilePurpose,
        bytes: Result<Vec<u8>, String>,
    ) -> Vec<Effect> {
        match bytes.and_then(FileContent::of) {
            Ok(FileContent::Draft(opened)) => self.use_opened_file(name, purpose, opened),
            Ok(FileContent::Drafts(reports, _)) if self.now.local_saving_off => {
                let words = format!(
                    "《{name}》里有 {} 份草稿，而本页设为不在本机保存，放不进来；请先在开始页去掉“不在本机保存”。",
                    reports.len()
                );
                vec![Effect::warning(words)]
            }
            Ok(FileContent::Drafts(reports, failed)) => {
                vec![Effect::ReadStore(StoreQuery::ImportDrafts { name, reports, failed })]
            }
            Ok(FileContent::Pack(text)) => self.rule_pack_read(&name, text),
            Ok(FileContent::Document(bytes)) => vec![Effect::ReadDocument { name, purpose, bytes }],
            Err(sentence) => self.refuse_file(&name, &sentence),
        }
    }

    fn refuse_file(&mut self, name: &str, sentence: &str) -> Vec<Effect> {
        let html = dialog::notice("没有打开", &format!("《{name}》：{sentence}"));
        vec![self.open_dialog(html)]
    }

    /// Takes the office module's answer about a file.
    pub(super) fn document_read(
        &mut self,
        name: String,
        purpose: FilePurpose,
        answer: Result<OpenedFile, String>,
    ) -> Vec<Effect> {
        match answer {
            Ok(opened) => self.use_opened_file(name, purpose, opened),
            Err(sentence) => self.refuse_file(&name, &sentence),
        }
    }

    /// Uses a report that was read from a file for the purpose for which the file was chosen.
    fn use_opened_file(
        &mut self,
        name: String,
        purpose: FilePurpose,
        opened: OpenedFile,
    ) -> Vec<Effect> {
        match purpose {
            FilePurpose::Open => vec![Effect::ReadStore(StoreQuery::OpenFile { name, opened })],
            FilePurpose::RulePack => {
                let sentence = format!(
                    "《{name}》是一份报告，不是规则包，没有打开。要打开报告，请回到开始页用“打开文件”。"
                );
                vec![self.open_dialog(dialog::notice("这不是规则包", &sentence))]
            }
            FilePurpose::LastYear => self.add_last_year(&name, &opened),
            FilePurpose::NextYear => self.start_next_year(&name, &opened),
        }
    }

    /// Opens a file, and shows where it was changed after the export and what else was noticed. If
    /// the browser's store has a record with the same content (`twin`), that record is continued,
    /// so that the list of drafts does not show the report twice.
    pub(super) fn open_file(
        &mut self,
        name: &str,
        opened: OpenedFile,
        twin: Option<Record>,
    ) -> Vec<Effect> {
        if self.has_unsaved_work() {
            return self.refuse_to_leave();
        }
        let fresh = self.record_out_of(name);
        let (mut effects, again) = match self.open_once(&opened.draft, twin, fresh) {
            Ok(done) => done,
            Err(refusal) => return refusal,
        };
        if opened.differences.is_empty()
            && let Some(session) = self.session.as_ref()
            && session.draft() == opened.draft
        {
            self.saving.read_from_file(session.revision());
            "刚从文件打开".clone_into(&mut self.screen.saved.file);
            effects.extend(self.refresh());
        }
        self.carried = opened.carried;
        let doubts = self.session.as_ref().map_or(0, |session| session.report().doubts.len());
        let mut notes = opened.notes;
        if doubts > 0 {
            notes.push(format!(
                "有 {doubts} 处读入时拿不准，已经标出；按 F8 逐处去看，在“核对”栏里选定或者确认。"
            ));
        }
        effects.push(match (opened.differences.as_slice(), notes.as_slice()) {
            ([], []) if again => Effect::message(format!(
                "已打开《{name}》：与本机保存的一份草稿内容相同，接着写那一份。"
            )),
            ([], []) => Effect::message(format!("已打开《{name}》。")),
            ([], notes) => self.open_dialog(dialog::opened_with_notes(name, notes)),
            (differences, notes) => self.open_dialog(dialog::differences(name, differences, notes)),
        });
        effects
    }

    /// Opens a draft under a new record, or continues the kept record with the same content
    /// (`twin`). Returns the effects and whether the kept record was continued, or the effects that
    /// show why the draft cannot be read.
    fn open_once(
        &mut self,
        draft: &str,
        twin: Option<Record>,
        fresh: Record,
    ) -> Result<(Vec<Effect>, bool), Vec<Effect>> {
        // The store may lack the last characters that were typed into the open report.
        let in_hand = self
            .session
            .as_ref()
            .map(Session::draft)
            .filter(|now| draft::has_same_content(now, draft));
        let twin = match (twin, in_hand) {
            (Some(twin), now) if twin.key == self.saving.record().key => {
                now.map(|draft| Record { draft, ..twin })
            }
            (twin, _) => twin,
        };
        let text = twin.as_ref().map_or(draft, |twin| &twin.draft);
        let session = match Session::open(text) {
            Ok(session) => session,
            Err(error) => {
                let html = dialog::notice("没有打开", &error.to_string());
                return Err(vec![self.open_dialog(html)]);
            }
        };
        let (again, record) = (twin.is_some(), twin.unwrap_or(fresh));
        let place = Panel::parse(&record.place).unwrap_or(Panel::Info);
        Ok((self.open(session, record, place), again))
    }

    /// Replaces the visible report by the data that the file carried.
    pub(super) fn take_carried(&mut self) -> Vec<Effect> {
        let Some(session) = &self.session else { return vec![self.close_dialog()] };
        let source = DraftSource::Carried {
            key: self.saving.record().key.clone(),
            revision: session.revision(),
        };
        let readable = self.carried.take().filter(|draft| draft::read(draft).is_ok());
        vec![match readable {
            Some(draft) => Effect::ReadStore(StoreQuery::OpenDraft { draft, source }),
            None => self.close_dialog(),
        }]
    }

    /// Opens a draft that did not come as a file. `twin` is the kept record with the same content,
    /// if there is one.
    pub(super) fn open_draft_from(
        &mut self,
        draft: &str,
        source: &DraftSource,
        twin: Option<Record>,
    ) -> Vec<Effect> {
        match source {
            // The store was slow, and the clerk has changed the report or opened another one
            // meanwhile.
            DraftSource::Carried { key, revision }
                if *key != self.saving.record().key
                    || self.session.as_ref().map(Session::revision) != Some(*revision) =>
            {
                let refusal = "年报已经改动或者换成了别的，没有换成文件里附带的数据；\
                    要换，请再打开那个文件。";
                return vec![Effect::warning(refusal)];
            }
            DraftSource::Scanned if self.has_unsaved_work() => return self.refuse_to_leave(),
            // The visible report and the carried data turned out to be the same.
            DraftSource::Carried { .. }
                if twin.as_ref().is_some_and(|twin| twin.key == self.saving.record().key) =>
            {
                return vec![self.close_dialog(), carried_taken()];
            }
            DraftSource::Scanned | DraftSource::Carried { .. } => {}
        }
        let mut effects = vec![self.close_dialog()];
        let fresh = match source {
            DraftSource::Scanned => Record { from: "扫码".to_owned(), ..self.fresh_record() },
            DraftSource::Carried { .. } => {
                // The record of the visible report is deleted, unless it existed before this file
                // was opened.
                self.session = None;
                if self.saving.record().base.is_none() {
                    let rejected = self.saving.record().key.clone();
                    effects.push(self.delete_draft(&rejected));
                }
                Record { from: self.saving.record().from.clone(), ..self.fresh_record() }
            }
        };
        match self.open_once(draft, twin, fresh) {
            Ok((opened, _)) => effects.extend(opened),
            Err(refusal) => return refusal,
        }
        effects.push(match source {
            DraftSource::Scanned => {
                let notes = [ImportNote::NumbersOnly.to_string()];
                let html = dialog::opened_with_notes(&self.name(), &notes);
                self.open_dialog(html)
            }
            DraftSource::Carried { .. } => carried_taken(),
        });
        effects
    }

    /// The title of the open report: agency, year, and the name of the statutory report.
    fn name(&self) -> String {
        self.session
            .as_ref()
            .map(Session::report)
            .map(|report| format!("{}{}年{REPORT_NAME}", report.agency.name, report.year))
            .unwrap_or_default()
    }

    pub(super) fn download_draft(&mut self) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let report = session.report();
        let name = draft_name(&report.agency.name, report.year);
        let then = Delivered::Draft { name: name.clone(), revision: session.revision() };
        vec![Effect::Download(vec![Download::of_drafts(name, session.draft(), then)])]
    }

    /// Saves as a file the version that the browser refused to store after its report was closed.
    pub(super) fn download_unsaved(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.close_dialog()];
        if let Some(record) = self.saving.take_unsaved() {
            let name = draft_name(&record.agency, record.year);
            let then = Delivered::Unopened { name: name.clone() };
            let file = Download::of_drafts(name, record.draft, then);
            effects.push(Effect::Download(vec![file]));
        }
        effects
    }

    /// Reacts to whether a file was taken. If it was not, nothing is lost. The browser never tells
    /// whether it really wrote a file that it took.
    pub(super) fn file_delivered(&mut self, what: Delivered, by: outbox::Delivery) -> Vec<Effect> {
        let around = by == outbox::Delivery::Around;
        let words = |name: &str| {
            if around {
                format!("《{name}》已交给本网站。")
            } else {
                format!("《{name}》已交给浏览器下载，请确认文件已保存。")
            }
        };
        match what {
            Delivered::Exported(what) => self.export_delivered(what, by),
            Delivered::Unopened { .. } | Delivered::Draft { .. }
                if by == outbox::Delivery::Refused =>
            {
                vec![Effect::warning(
                    "浏览器没有让保存文件；请检查浏览器的下载设置后再试，内容还在本页里。",
                )]
            }
            Delivered::Unopened { name } => vec![Effect::message(words(&name))],
            Delivered::Draft { name, revision } => {
                self.saving.exported(revision);
                self.screen.saved.file = format!(
                    "{}草稿文件 {}",
                    if around { "已交给本网站" } else { "已下载" },
                    self.now.moment.clock()
                );
                self.touched();
                let mut effects = self.refresh();
                effects.push(Effect::message(words(&name)));
                effects.extend(self.schedule_save_and_preview());
                effects
            }
        }
    }
}

fn carried_taken() -> Effect {
    Effect::message("已换成文件里附带的数据。")
}
