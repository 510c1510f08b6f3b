//! A button was pressed, or a key that stands for one.

use super::filing::stay;
use super::{App, Purpose, today, update};
use crate::edition::{AgencyLevel, CellId, TableKey};
use crate::report::Agency;
use crate::session::{Edit, Place, Session};
use crate::view::{self, Act, dialog};
use crate::web::effect::Effect;
use crate::web::events::Data;
use crate::web::{dom, fonts, offline, rest, storage};

/// Does what a button stands for: what draws the form answers at once, anything else as soon as all
/// of the program is there.
pub fn press(act: Act, data: Data) {
    let mut done = false;
    update(|app| {
        let effects = app.act_at_once(act, &data);
        done = effects.is_some();
        effects.unwrap_or_default()
    });
    if !done {
        rest::then(move || update(|app| app.act(act, &data)));
    }
}

impl App {
    /// What is done without the rest of the program; `None` for anything else.
    fn act_at_once(&mut self, act: Act, data: &Data) -> Option<Vec<Effect>> {
        Some(match act {
            Act::Go => data
                .part
                .as_deref()
                .and_then(Place::parse)
                .map(|place| self.show(place))
                .unwrap_or_default(),
            Act::Undo => self.step(true),
            Act::Redo => self.step(false),
            Act::Save => self.save(),
            Act::Type => self.switch_type(),
            Act::FillZero => self.fill_zero(data.table),
            Act::PasteApply => self.accept_paste(),
            Act::PasteCancel => {
                self.screen.pending = None;
                let mut effects = self.refresh();
                effects.extend(self.screen.focus.map(|id| Effect::Focus(format!("nb-c-{id}"))));
                effects
            }
            _ => return None,
        })
    }

    /// What is done with all of it (`www/bundle/src/doors.rs`).
    #[inline(never)]
    fn act(&mut self, act: Act, data: &Data) -> Vec<Effect> {
        match act {
            Act::New => {
                self.level_chosen = false;
                let today = today();
                // Reports are written in January for the year before; whoever begins in November
                // means the year that ends.
                let year =
                    if today.month >= 11 { today.year } else { today.year.saturating_sub(1) };
                vec![Effect::Dialog(dialog::new_report(year))]
            }
            Act::NewCreate => self.create(),
            Act::Open => vec![Effect::ChooseFile(Purpose::Open)],
            Act::Retry => vec![
                data.key
                    .as_ref()
                    .map_or(Effect::ListKept, |key| Effect::Resume(key.clone(), false)),
            ],
            Act::LeftSave => self.save_left(),
            Act::Continue => {
                data.key.iter().map(|key| Effect::Resume(key.clone(), false)).collect()
            }
            Act::Forget => data
                .key
                .iter()
                .map(|key| {
                    Effect::Dialog(dialog::forget(data.name.as_deref().unwrap_or("这份草稿"), key))
                })
                .collect(),
            Act::ForgetYes => {
                let mut effects: Vec<Effect> =
                    data.key.iter().map(|key| self.forget(key)).collect();
                effects
                    .extend([Effect::CloseDialog, Effect::Message("已删除。".to_owned(), false)]);
                effects
            }
            Act::Home if self.at_risk() => stay(),
            Act::StaySave => {
                let mut effects = vec![Effect::CloseDialog];
                effects.extend(self.save());
                effects
            }
            Act::Home | Act::StayLeave => {
                let mut effects = self.home();
                effects.push(Effect::ListKept);
                effects
            }
            Act::Export => self.export(),
            Act::ExportSave
            | Act::ExportZip
            | Act::ExportOne
            | Act::ExportAnyway
            | Act::ExportAgain
            | Act::ExportStandIn
            | Act::ExportErrors
            | Act::ExportGap => self.act_on_export(act, data),
            Act::Scan => vec![Effect::Dialog(dialog::scan())],
            Act::ScanOpen => self.open_scanned(),
            Act::Take => self.take_offer(data, Edit::Cell),
            Act::Presume => self.take_offer(data, Edit::Presume),
            Act::Confirm => data
                .to
                .as_deref()
                .and_then(CellId::parse)
                .map(|id| self.edit(&Edit::Confirm(id)))
                .unwrap_or_default(),
            Act::Finding => self.light(data),
            Act::FindingNext | Act::FindingPrevious => {
                self.go_to_next_finding(act == Act::FindingPrevious)
            }
            Act::Repair => self.repair(data),
            Act::Unfold => data.to.iter().map(|id| Effect::Focus(format!("nb-c-{id}"))).collect(),
            Act::Rules => self.rulebook(data),
            Act::Number
            | Act::NumberAside
            | Act::NumberRest
            | Act::NumberBack
            | Act::NumberLive => self.act_on_number(act, data),
            Act::Field => self.ask_for_field(data),
            Act::FieldInsert => self.insert_field(data),
            Act::Explain => self.ask_for_explanation(data),
            Act::ExplainSave => self.explain(data),
            Act::ExplainWithdraw => self.withdraw(data),
            Act::LastYear => vec![Effect::ChooseFile(Purpose::LastYear)],
            Act::LastYearRemove => self.edit(&Edit::LastYear(None)),
            Act::Sequel => vec![Effect::ChooseFile(Purpose::Sequel)],
            Act::Packs => vec![Effect::ChooseFile(Purpose::Pack)],
            Act::PackRemove => self.remove_pack(data),
            Act::Fonts => vec![Effect::Fonts(fonts::Wish::Show)],
            Act::FontsFile => vec![Effect::Fonts(fonts::Wish::Choose(data.to.clone()))],
            Act::FontsLocal => vec![Effect::Fonts(fonts::Wish::LookAtSystem)],
            Act::FontsRemove => data
                .to
                .iter()
                .map(|face| Effect::Fonts(fonts::Wish::Remove(face.clone())))
                .collect(),
            Act::Bold => vec![Effect::Bold],
            Act::Skip => {
                let mut effects = self.leave_full_preview();
                effects.push(Effect::IntoPart);
                effects
            }
            Act::Keys => vec![Effect::Dialog(view::keys::page())],
            Act::MachineSave => vec![Effect::SaveAll],
            Act::MachineClear => vec![Effect::AskToClear],
            Act::MachineClearYes => vec![Effect::Clear],
            Act::Offline => vec![
                Effect::Dialog(view::offline::dialog(offline::server().as_deref())),
                Effect::TryToSend,
            ],
            Act::Carried => self.take_carried(),
            Act::DialogClose => self.close_dialog(),
            Act::Print => self.print(),
            Act::Preview
            | Act::PreviewFull
            | Act::PreviewZoom
            | Act::PreviewFollow
            | Act::PreviewClose
            | Act::PreviewRetry
            | Act::PreviewTo => self.act_on_preview(act, data),
            // These are answered by `act_at_once`.
            Act::Go
            | Act::Undo
            | Act::Redo
            | Act::Save
            | Act::Type
            | Act::FillZero
            | Act::PasteApply
            | Act::PasteCancel => Vec::new(),
        }
    }

    fn create(&mut self) -> Vec<Effect> {
        let field = |name: &str| {
            dom::by_id(&format!("nb-f-new.{name}"))
                .map(|element| dom::value(&element))
                .unwrap_or_default()
        };
        let refuse = |words: &str, name: &str| {
            vec![
                Effect::Html(
                    "nb-new-note".to_owned(),
                    format!("<span class=\"nb-bad\">{words}</span>"),
                ),
                Effect::Focus(format!("nb-f-new.{name}")),
            ]
        };
        let Some(level) = AgencyLevel::parse(&field("level")) else {
            return refuse("请选择单位层级：哪些行要填、几号前公布，都按它来定。", "level");
        };
        let Some(year) = crate::session::read_year(&field("year")) else {
            return refuse("报告年度请写 2008 到 2100 之间的年份，例如 2025。", "year");
        };
        let session = Session::new(
            year,
            Agency { name: field("name").trim().to_owned(), level, covers_subordinates: None },
        );
        let mut effects = vec![Effect::CloseDialog];
        effects.extend(self.open(session, storage::Record::fresh(), Place::Info));
        effects
    }

    fn fill_zero(&mut self, table: Option<TableKey>) -> Vec<Effect> {
        let (Some(table), Some(session)) = (table, &self.session) else { return Vec::new() };
        let (before, _) = session.blanks(table);
        let mut effects = self.edit(&Edit::FillZero(table));
        let n = before - self.session.as_ref().map_or(0, |session| session.blanks(table).0);
        effects.push(Effect::Message(
            format!("{}：{n} 个空着的格填成了 0，可以撤销。", table.name()),
            false,
        ));
        // The button that was pressed has nothing more to do and lets the focus go.
        let cells =
            self.session.as_ref().map(|session| &session.report().form().table(table).cells);
        let cell = self
            .screen
            .focus
            .filter(|id| id.table == table)
            .or_else(|| cells?.first().map(|cell| cell.id));
        effects.extend(cell.map(|id| Effect::Focus(format!("nb-c-{id}"))));
        effects
    }
}
