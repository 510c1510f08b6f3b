//! What each button does, or the key that does the same.

use super::Desk;
use super::effect::{Dialog, Effect, StoreQuery};
use super::event::{ButtonPress, HistoryStep};
use super::files::FilePurpose;
use super::fonts::FontAction;
use crate::edition::{AgencyLevel, TableKey};
use crate::report::{Agency, DoubtPlace};
use crate::session::outbox::Handover;
use crate::session::{Edit, Panel, Session, read_year};
use crate::view::preview::PreviewMode;
use crate::view::{self, Act, ElementId, FieldName, dialog};

impl Desk {
    /// Carries out the act of a button.
    #[allow(clippy::too_many_lines, reason = "an arm for each button")]
    pub(super) fn press(&mut self, press: &ButtonPress) -> Vec<Effect> {
        let data = &press.data;
        match press.act {
            // The frame, the form and its tables.
            Act::Go => match data.panel() {
                Some(panel) => self.show(panel),
                None => Vec::new(),
            },
            Act::Undo => self.step(HistoryStep::Undo),
            Act::Redo => self.step(HistoryStep::Redo),
            Act::Save => self.download_draft(),
            Act::Type => self.switch_type(),
            Act::FillZero => self.fill_zero(data.table),
            Act::PasteApply => self.accept_paste(),
            Act::PasteCancel => self.drop_paste(),
            // The start page, files, dialogs, findings, texts, and the preview.
            Act::New => self.ask_for_new(),
            Act::NewCreate => self.create(press),
            Act::Open => vec![Effect::ChooseFile(FilePurpose::Open)],
            Act::Retry => {
                vec![match &data.key {
                    Some(key) => resume(key),
                    None => Effect::ReadStore(StoreQuery::List),
                }]
            }
            Act::LeftSave => self.download_unsaved(),
            Act::Continue => match &data.key {
                Some(key) => vec![resume(key)],
                None => Vec::new(),
            },
            Act::Forget => match &data.key {
                Some(key) => {
                    let title = data.name.as_deref().unwrap_or("这份草稿");
                    vec![self.open_dialog(dialog::confirm_delete(title, key))]
                }
                None => Vec::new(),
            },
            Act::ForgetYes => {
                let mut effects = Vec::new();
                if let Some(key) = &data.key {
                    effects.push(self.delete_draft(key));
                }
                effects.extend([self.close_dialog(), Effect::message("已删除。")]);
                effects
            }
            Act::Home if self.has_unsaved_work() => self.refuse_to_leave(),
            Act::StaySave => {
                let mut effects = vec![self.close_dialog()];
                effects.extend(self.download_draft());
                effects
            }
            Act::Home | Act::StayLeave => {
                let mut effects = self.show_start_screen();
                effects.push(Effect::ReadStore(StoreQuery::List));
                effects
            }
            Act::Export => self.request_export_selection(),
            Act::ExportSave => self.deliver_when_written(Handover::Apart),
            Act::ExportZip => self.deliver_when_written(Handover::Archive),
            Act::ExportOne | Act::ExportAnyway => self.deliver_one(data),
            Act::ExportAgain => self.write_again(data),
            Act::ExportStandIn => self.let_fonts_stand_in(),
            Act::ExportErrors => self.close_and_go_to(data.key.as_deref()),
            Act::ExportGap => self.go_to_first_gap(),
            Act::Scan => vec![self.open_named_dialog(Dialog::Scan, dialog::scan())],
            Act::ScanOpen => self.open_scanned(press.field(&FieldName::ScanDigits)),
            Act::Take => self.take_offer(data, Edit::Cell),
            Act::Presume => self.take_offer(data, Edit::Presume),
            Act::Confirm => match data.cell() {
                Some(id) => self.edit(&Edit::Confirm(DoubtPlace::Cell(id))),
                None => Vec::new(),
            },
            Act::Finding => self.go_to_finding_cells(data),
            Act::FindingsListed => self.list_findings(data),
            Act::FindingsUnfold => self.unfold_findings(data),
            Act::FindingNext => self.go_to_next_finding(),
            Act::FindingPrevious => self.go_to_previous_finding(),
            Act::Repair => self.repair(data),
            Act::RepairAlike => self.repair_alike(data),
            Act::DoubtTake => self.take_candidate(data),
            Act::DoubtKeep => self.keep_doubted(data),
            Act::Unfold => match data.cell() {
                Some(id) => vec![Effect::focus(&ElementId::Cell(id))],
                None => Vec::new(),
            },
            Act::Rules => self.rulebook(data),
            Act::Number => self.select_number(data),
            Act::NumberAside => self.put_aside(data),
            Act::NumberRest => self.put_rest_aside(data),
            Act::NumberBack => self.take_back(data),
            Act::NumberLive => self.follow(data),
            Act::Field => self.ask_for_field(data),
            Act::FieldInsert => self.insert_field(press),
            Act::Explain => self.ask_for_justification(data),
            Act::ExplainSave => self.justify(press, false),
            Act::ExplainAlike => self.justify(press, true),
            Act::ExplainWithdraw => self.withdraw(data),
            Act::LastYear => vec![Effect::ChooseFile(FilePurpose::LastYear)],
            Act::LastYearRemove => self.edit(&Edit::LastYear(None)),
            Act::Sequel => vec![Effect::ChooseFile(FilePurpose::NextYear)],
            Act::Packs => vec![Effect::ChooseFile(FilePurpose::RulePack)],
            Act::PackRemove => self.remove_pack(data),
            Act::Fonts => vec![Effect::Fonts(FontAction::OpenDialog)],
            Act::FontsFile => vec![Effect::Fonts(FontAction::Choose(data.to.clone()))],
            Act::FontsLocal => vec![Effect::Fonts(FontAction::ScanSystem)],
            Act::FontsRemove => match &data.to {
                Some(face) => vec![Effect::Fonts(FontAction::Remove(face.clone()))],
                None => Vec::new(),
            },
            Act::Bold => vec![Effect::ToggleBold],
            Act::Skip => {
                let mut effects = self.leave_full_preview();
                effects.push(Effect::FocusNextInput(self.screen.focus));
                effects
            }
            Act::Manual => self.open_manual(),
            Act::ManualGo => self.go_to_chapter(data),
            Act::ManualNext => self.go_to_next_hit(),
            Act::ManualPrevious => self.go_to_previous_hit(),
            Act::ManualPrint => self.print_manual(),
            Act::Keys => vec![self.open_dialog(view::keys::page())],
            Act::MachineSave => vec![Effect::ReadStore(StoreQuery::ExportAll)],
            Act::MachineClear => vec![Effect::ReadStore(StoreQuery::ConfirmClear)],
            Act::MachineClearYes => vec![Effect::ClearLocalData],
            Act::Offline => {
                let html = view::offline::dialog(self.server.as_deref());
                vec![self.open_dialog(html), Effect::ProbeNetwork]
            }
            Act::Carried => self.take_carried(),
            Act::DialogClose => self.dismiss_dialog(),
            Act::Print => self.print(),
            Act::Preview => self.open_or_close_preview(),
            Act::PreviewFull => self.widen_preview(),
            Act::PreviewZoom => self.zoom(data),
            Act::PreviewFollow => self.toggle_follow(),
            Act::PreviewClose => self.show_preview(PreviewMode::Closed),
            Act::PreviewRetry => self.make_pages_again(),
            Act::PreviewTo => self.go_to_target(data),
        }
    }

    fn ask_for_new(&mut self) -> Vec<Effect> {
        self.level_chosen = false;
        let today = self.today();
        // A report is written in January for the year before. A clerk who begins one in November or
        // December means the year that ends.
        let year = if today.month >= 11 { today.year } else { today.year.saturating_sub(1) };
        vec![self.open_dialog(dialog::new_report(year))]
    }

    fn create(&mut self, press: &ButtonPress) -> Vec<Effect> {
        let refuse = |words: &str, field: FieldName| {
            vec![
                Effect::html(&ElementId::NewNote, dialog::field_error(words)),
                Effect::focus(&ElementId::Field(field)),
            ]
        };
        let Some(level) = AgencyLevel::parse(press.field(&FieldName::NewLevel)) else {
            return refuse(
                "请选择单位层级：哪些行要填、几号前公布，都按它来定。",
                FieldName::NewLevel,
            );
        };
        let Some(year) = read_year(press.field(&FieldName::NewYear)) else {
            return refuse("报告年度请写 2008 到 2100 之间的年份，例如 2025。", FieldName::NewYear);
        };
        let session = Session::new(
            year,
            Agency {
                name: press.field(&FieldName::NewName).trim().to_owned(),
                level,
                covers_subordinates: None,
            },
        );
        let mut effects = vec![self.close_dialog()];
        let record = self.fresh_record();
        effects.extend(self.open(session, record, Panel::Info));
        effects
    }

    fn fill_zero(&mut self, table: Option<TableKey>) -> Vec<Effect> {
        let (Some(table), Some(session)) = (table, &self.session) else { return Vec::new() };
        let before = session.cells_for_zero(table);
        let mut effects = self.edit(&Edit::FillZero(table));
        let n = before - self.session.as_ref().map_or(0, |session| session.cells_for_zero(table));
        effects
            .push(Effect::message(format!("{}：{n} 个空着的格填成了 0，可以撤销。", table.name())));
        // The pressed button is disabled now and loses the focus, so a cell of the table gets it.
        let cells =
            self.session.as_ref().map(|session| &session.report().form().table(table).cells);
        let cell = self
            .screen
            .focus
            .filter(|id| id.table == table)
            .or_else(|| cells?.first().map(|cell| cell.id));
        if let Some(id) = cell {
            effects.push(Effect::focus(&ElementId::Cell(id)));
        }
        effects
    }
}

fn resume(key: &str) -> Effect {
    Effect::ReadStore(StoreQuery::Resume { key: key.to_owned(), recovered: false })
}
