//! The data on this computer: saving nothing, saving all drafts as one file, importing such a file,
//! deleting everything.

use super::Desk;
use super::autosave::SaveOutcome;
use super::effect::{Durability, Effect, StoreQuery};
use super::files::{Delivered, Download};
use super::record::{Record, count_errors};
use super::store_contents::{StoreContents, StoreStatus};
use crate::draft::{self, lines};
use crate::report::{Date, Report};
use crate::session::Session;
use crate::view::ElementId;
use crate::view::local_data;
use crate::view::offline::{NetworkApi, ProbeResult, answers};
use crate::view::start::DraftSummary;

/// Says that saving in this browser was switched off or on again, or that the browser saves nothing
/// anyway.
pub(super) fn local_saving_switched(is_off: bool, is_remembered: bool) -> Vec<Effect> {
    let words = match (is_remembered, is_off) {
        (true, true) => {
            "从现在起，写的内容不在本机保存：请随时点“存成文件”，关掉本页就没有了。已经存下的草稿还在，要删请点“清除本机数据”。"
        }
        (true, false) => "从现在起，写的时候自动保存在本机浏览器。",
        (false, _) => "这个浏览器本来就不让本页在本机保存任何内容。",
    };
    vec![Effect::message(words)]
}

/// Saves all drafts that the browser keeps as one file.
pub(super) fn save_all(drafts: &[&str], today: Date) -> Vec<Effect> {
    let text = lines::join(drafts.iter().copied());
    let name = format!("年报草稿备份{today}（{}份）.nianbao.jsonl", drafts.len());
    let then = Delivered::Unopened { name: name.clone() };
    vec![Effect::Download(vec![Download::of_drafts(name, text, then)])]
}

/// Shows in the open dialog the result of every way of sending.
pub(super) fn network_probed(told: &[(String, String)]) -> Vec<Effect> {
    // A way without a result counts as one that was not refused.
    let answer = |way: NetworkApi| {
        told.iter()
            .find(|(id, _)| id == way.id())
            .map_or(ProbeResult::Passed, |(_, word)| ProbeResult::parse(word))
    };
    let list = NetworkApi::ALL.map(|way| (way, answer(way)));
    vec![Effect::html(&ElementId::OfflineAnswers, answers(&list))]
}

/// The drafts of a file with several drafts, while they are saved one after another.
#[derive(Debug)]
pub(super) struct DraftImport {
    /// The name of the file.
    name: String,
    /// The key of the record whose answer is awaited.
    awaited: String,
    /// The records that are still to be saved, in reverse order.
    rest: Vec<Record>,
    /// How many were saved.
    taken: usize,
    /// How many the browser already kept.
    known: usize,
    /// A sentence for each draft that could not be read or saved.
    failed: Vec<String>,
}

impl Desk {
    /// Asks before everything is deleted. `more` says that the store could not be read and may hold
    /// further drafts.
    pub(super) fn ask_to_clear(&mut self, kept: &[DraftSummary], more: bool) -> Vec<Effect> {
        vec![self.open_dialog(local_data::clear(kept, more))]
    }

    /// Saves each draft of a file with several drafts under a record of its own, except reports
    /// that the browser already keeps.
    pub(super) fn import_drafts(
        &mut self,
        name: String,
        reports: Vec<Report>,
        failed: Vec<String>,
        stored: &StoreContents,
    ) -> Vec<Effect> {
        let drafts = stored.records.iter().map(|dated| &dated.record.draft);
        let mut known: Vec<Report> = drafts.filter_map(|draft| draft::read(draft).ok()).collect();
        let (all, mut fresh) = (reports.len(), Vec::new());
        for report in reports {
            if !known.contains(&report) {
                known.push(report.clone());
                fresh.push(self.record_of(report, &name));
            }
        }
        let known = all - fresh.len();
        fresh.reverse();
        let awaited = String::new();
        self.take_next(DraftImport { name, awaited, rest: fresh, taken: 0, known, failed })
    }

    fn record_of(&mut self, report: Report, file: &str) -> Record {
        let (agency, year) = (report.agency.name.clone(), report.year);
        let session = Session::of_report(report);
        Record {
            seq: 1,
            tab: self.tab.clone(),
            draft: session.draft(),
            agency,
            year,
            at: self.now.millis,
            errors: count_errors(&session),
            ..self.record_out_of(file)
        }
    }

    fn take_next(&mut self, mut taking: DraftImport) -> Vec<Effect> {
        let Some(next) = taking.rest.pop() else {
            let DraftImport { name, taken, known, failed, .. } = taking;
            let html = local_data::taken_in(&name, taken, known, &failed);
            return vec![Effect::ReadStore(StoreQuery::List), self.open_dialog(html)];
        };
        taking.awaited.clone_from(&next.key);
        self.import = Some(taking);
        vec![Effect::WriteRecord { record: next, durability: Durability::Strict }]
    }

    /// Whether this is the record whose answer is awaited.
    pub(super) fn is_importing(&self, record: &Record) -> bool {
        self.import.as_ref().is_some_and(|taking| taking.awaited == record.key)
    }

    /// Counts the result of saving one draft, and continues with the next.
    pub(super) fn import_answered(
        &mut self,
        record: &Record,
        outcome: &SaveOutcome,
    ) -> Vec<Effect> {
        let Some(mut taking) = self.import.take() else { return Vec::new() };
        if matches!(outcome, SaveOutcome::Kept(_) | SaveOutcome::Noted { .. }) {
            taking.taken += 1;
        } else {
            taking.failed.push(format!(
                "{}{}年的草稿：浏览器没有让存下，请单独打开这一份再存。",
                record.agency, record.year
            ));
        }
        self.take_next(taking)
    }

    /// Says that the store could not be read, so that a file with all drafts would lack some.
    pub(super) fn not_all_read(&self, kept: &[DraftSummary]) -> Vec<Effect> {
        let mut effects = self.show_kept(kept, StoreStatus::Unreadable);
        let words = "浏览器一时没有读出本机的草稿，这次没有存成文件；请过一会儿再试。";
        effects.push(Effect::warning(words));
        effects
    }

    /// Shows the start screen after the browser deleted everything, or refused to delete a part.
    pub(super) fn local_data_cleared(&mut self, is_complete: bool) -> Vec<Effect> {
        self.library.clear();
        let mut effects = vec![self.close_dialog()];
        effects.extend(self.show_start_screen());
        effects.push(Effect::ReadStore(StoreQuery::List));
        effects.push(if is_complete {
            Effect::message("本机数据已清除。")
        } else {
            Effect::warning(
                "浏览器没有让全部清除，请看下面还剩什么；也可以在浏览器设置里清除本页的数据。",
            )
        });
        effects
    }
}
