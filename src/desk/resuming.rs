//! Finding kept drafts: answering the queries for which the browser's store was read.

use super::effect::{Effect, StoreQuery};
use super::record::Record;
use super::store_contents::{DatedRecord, StoreContents, StoreStatus, listed};
use super::{Desk, local_data};
use crate::session::{Panel, Session};
use crate::view::start::{self, DraftSummary};
use crate::view::{ElementId, dialog};

impl Desk {
    /// Answers a query with what was read from the store.
    pub(super) fn answer_query(&mut self, query: StoreQuery, stored: StoreContents) -> Vec<Effect> {
        match query {
            StoreQuery::List => {
                let (kept, state) = (self.list(&stored.records), stored.state());
                self.show_kept(&kept, state)
            }
            StoreQuery::ExportAll if stored.state() == StoreStatus::Unreadable => {
                let kept = self.list(&stored.records);
                self.not_all_read(&kept)
            }
            StoreQuery::ExportAll => {
                let drafts = stored.records.iter().map(|dated| dated.record.draft.as_str());
                local_data::save_all(&drafts.collect::<Vec<_>>(), self.today())
            }
            StoreQuery::ConfirmClear => {
                let kept = self.list(&stored.records);
                self.ask_to_clear(&kept, stored.state() == StoreStatus::Unreadable)
            }
            StoreQuery::Resume { key, recovered } => {
                self.notifications.opening_ended();
                self.resume(&key, recovered, &stored)
            }
            StoreQuery::OpenOrResume { blank, recovered } => {
                self.notifications.opening_ended();
                self.open_or_resume(blank, recovered, stored)
            }
            StoreQuery::OpenFile { name, opened } => {
                let twin = stored.record_equal_to(&opened.draft);
                self.open_file(&name, opened, twin)
            }
            StoreQuery::OpenDraft { draft, source } => {
                let twin = stored.record_equal_to(&draft);
                self.open_draft_from(&draft, &source, twin)
            }
            StoreQuery::ImportDrafts { name, reports, failed } => {
                self.import_drafts(name, reports, failed, &stored)
            }
        }
    }

    fn list(&self, records: &[DatedRecord]) -> Vec<DraftSummary> {
        listed(records, self.today())
    }

    /// Shows the kept drafts on the start screen, if that is what is shown.
    pub(super) fn show_kept(&self, kept: &[DraftSummary], store: StoreStatus) -> Vec<Effect> {
        let html = match store {
            StoreStatus::Read => start::recent_drafts(kept, self.now.local_saving_off),
            StoreStatus::Unreadable => start::storage_unreadable(kept, None),
            StoreStatus::Disabled => start::storage_disabled(),
        };
        self.put_on_start_screen(html)
    }

    fn put_on_start_screen(&self, html: String) -> Vec<Effect> {
        match self.session {
            None => vec![Effect::html(&ElementId::Kept, html)],
            Some(_) => Vec::new(),
        }
    }

    /// Opens the kept draft with this key.
    fn resume(&mut self, key: &str, recovered: bool, stored: &StoreContents) -> Vec<Effect> {
        // The button was pressed twice while the store was slow. The open report has changes since
        // the first answer, which are newer than the record.
        if self.session.is_some() && self.saving.record().key == key {
            return Vec::new();
        }
        let record = stored.find(|record| record.key == key);
        // If the browser has no store, the notes are all there is. A store that is only slow may
        // hold a newer version.
        let may_hold_more = stored
            .failure
            .is_some_and(|trouble| trouble.is_slow || record.is_none() && trouble.has_store);
        if may_hold_more {
            let dated = self.list(&stored.records);
            return self.put_on_start_screen(start::storage_unreadable(&dated, Some(key)));
        }
        self.resumed(record, recovered)
    }

    /// Opens a kept draft that was read from the store.
    fn resumed(&mut self, record: Option<Record>, recovered: bool) -> Vec<Effect> {
        let Some(record) = record else {
            return vec![
                Effect::SetCurrentDraft(None),
                Effect::ReadStore(StoreQuery::List),
                Effect::warning("本机浏览器里已经没有这份草稿；如果存过文件，请用“打开文件”。"),
            ];
        };
        let session = match Session::open(&record.draft) {
            Ok(session) => session,
            Err(error) => {
                return vec![
                    Effect::SetCurrentDraft(None),
                    Effect::ReadStore(StoreQuery::List),
                    self.open_dialog(dialog::notice("没有打开", &error.to_string())),
                ];
            }
        };
        let place = Panel::parse(&record.place).unwrap_or(Panel::Info);
        let mut effects = self.open(session, record, place);
        if recovered {
            effects.push(recovery());
        }
        effects
    }

    /// Opens the report that was handed in. If a record holds the same draft, that record is
    /// continued. If the report is `blank`, the newest record of the same agency and year is
    /// continued instead. Otherwise the report gets a new record.
    fn open_or_resume(
        &mut self,
        blank: bool,
        recovered: bool,
        mut stored: StoreContents,
    ) -> Vec<Effect> {
        // The host page has handed in another report meanwhile, and that one is open.
        let Some(given) = self.host_session.as_ref().filter(|_| self.session.is_none()) else {
            return Vec::new();
        };
        let draft = given.draft();
        if let Some(same) = stored.find(|record| record.draft == draft) {
            self.notifications.expect_given(!recovered);
            return self.resumed(Some(same), false);
        }
        // If the host page has changed the report meanwhile, no kept draft has these changes.
        let blank = blank && given.revision() == 0;
        let report = given.report();
        stored.records.retain(|DatedRecord { record, .. }| {
            (&record.agency, record.year) == (&report.agency.name, report.year)
        });
        let others = self.list(&stored.records);
        let youngest = others.first().cloned();
        let record =
            youngest.as_ref().and_then(|kept| stored.find(|record| record.key == kept.key));
        match record {
            Some(record) if blank => self.resumed(Some(record), false),
            _ => {
                self.notifications.expect_given(!recovered);
                self.open_given(youngest.as_ref())
            }
        }
    }

    /// Opens another draft that the host page handed in, under a new record.
    pub(super) fn take_draft(&mut self, draft: &str) -> Vec<Effect> {
        match Session::open(draft) {
            Ok(session) => {
                let record = self.fresh_record();
                self.open(session, record, Panel::Info)
            }
            Err(error) => {
                vec![self.open_dialog(dialog::notice("没有打开", &error.to_string()))]
            }
        }
    }

    /// Opens the report that was handed in, and mentions the draft of the same agency and year that
    /// the browser keeps, if it does.
    fn open_given(&mut self, kept: Option<&DraftSummary>) -> Vec<Effect> {
        let Some(given) = self.host_session.take() else { return Vec::new() };
        let record = self.fresh_record();
        let mut effects = self.open(given, record, Panel::Info);
        if let Some(kept) = kept {
            let words = format!(
                "本机浏览器里另有一份 {} 年的草稿（{}），内容不同；要接着写那一份，请点左上角“年报”回到开始页。",
                kept.year, kept.when
            );
            effects.push(Effect::warning(words));
        }
        effects
    }

    /// Opens the version that the window remembered because no store keeps it, after an earlier
    /// instance trapped. This instance continues under the same record.
    pub(super) fn restore_stash(&mut self, version: Record) -> Option<Vec<Effect>> {
        let session = Session::open(&version.draft).ok()?;
        let mut effects = self.open(session, Record { noted: true, ..version }, Panel::Info);
        self.saving.restored_from_memory();
        // The window remembers it until the store has it.
        effects.extend([self.stash_version(), recovery()]);
        Some(effects)
    }
}

fn recovery() -> Effect {
    Effect::warning(
        "程序刚才出了错，已经重新启动，并恢复到最后一次自动保存的内容；请看一下最后填的几个数。",
    )
}
