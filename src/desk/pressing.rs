//! A button was pressed, or a key that stands for one.

use super::Desk;
use super::effect::{Dialog, Effect, Errand};
use super::event::Press;
use super::files::Purpose;
use super::fonts::Wish;
use crate::edition::{AgencyLevel, CellId, TableKey};
use crate::report::Agency;
use crate::session::{Edit, Place, Session, read_year};
use crate::view::{self, dialog};

impl Desk {
    /// Does what a button stands for.
    pub(super) fn press(&mut self, press: &Press) -> Vec<Effect> {
        self.act_on_form(press).unwrap_or_else(|| self.act_beside_form(press))
    }

    /// What the buttons of the form do; `None` for any other button.
    fn act_on_form(&mut self, press: &Press) -> Option<Vec<Effect>> {
        let Press { act, data, .. } = press;
        Some(match act.as_str() {
            "go" => data
                .part
                .as_deref()
                .and_then(Place::parse)
                .map(|place| self.show(place))
                .unwrap_or_default(),
            "undo" => self.step(true),
            "redo" => self.step(false),
            "save" => self.save(),
            "type" => self.switch_type(),
            "fill-zero" => self.fill_zero(data.table),
            "paste.apply" => self.accept_paste(),
            "paste.cancel" => {
                self.screen.pending = None;
                let mut effects = self.refresh();
                effects.extend(self.screen.focus.map(|id| Effect::Focus(format!("nb-c-{id}"))));
                effects
            }
            _ => return None,
        })
    }

    /// What the buttons of the start page, of findings, dialogs, files and the preview do.
    fn act_beside_form(&mut self, press: &Press) -> Vec<Effect> {
        let Press { act, data, .. } = press;
        match act.as_str() {
            "new" => self.ask_for_new(),
            "new.create" => self.create(press),
            "open" => vec![Effect::ChooseFile(Purpose::Open)],
            "retry" => {
                vec![data.key.as_ref().map_or(Effect::ReadStore(Errand::List), |key| resume(key))]
            }
            "left.save" => self.save_left(),
            "continue" => data.key.iter().map(|key| resume(key)).collect(),
            "forget" => data
                .key
                .iter()
                .map(|key| {
                    Effect::dialog(dialog::forget(data.name.as_deref().unwrap_or("这份草稿"), key))
                })
                .collect(),
            "forget.yes" => {
                let mut effects: Vec<Effect> =
                    data.key.iter().map(|key| self.forget(key)).collect();
                effects
                    .extend([Effect::CloseDialog, Effect::Message("已删除。".to_owned(), false)]);
                effects
            }
            "home" if self.at_risk() => self.stay(),
            "stay.save" => {
                let mut effects = vec![Effect::CloseDialog];
                effects.extend(self.save());
                effects
            }
            "home" | "stay.leave" => {
                let mut effects = self.home();
                effects.push(Effect::ReadStore(Errand::List));
                effects
            }
            "export" => self.export(),
            "export.save" | "export.zip" | "export.one" | "export.anyway" | "export.again"
            | "export.stand-in" | "export.errors" | "export.gap" => self.act_on_export(act, data),
            "scan" => vec![Effect::Dialog(Dialog::Scan, dialog::scan())],
            "scan.open" => self.open_scanned(press.field("scan.digits")),
            "take" => self.take_offer(data, Edit::Cell),
            "presume" => self.take_offer(data, Edit::Presume),
            "confirm" => data
                .to
                .as_deref()
                .and_then(CellId::parse)
                .map(|id| self.edit(&Edit::Confirm(id)))
                .unwrap_or_default(),
            "finding" => self.light(data),
            "finding.next" | "finding.previous" => {
                self.go_to_next_finding(*act == "finding.previous")
            }
            "repair" => self.repair(data),
            "unfold" => data.to.iter().map(|id| Effect::Focus(format!("nb-c-{id}"))).collect(),
            "rules" => self.rulebook(data),
            "number" | "number.aside" | "number.rest" | "number.back" | "number.live" => {
                self.act_on_number(act, data)
            }
            "field" => self.ask_for_field(data),
            "field.insert" => self.insert_field(press),
            "explain" => self.ask_for_explanation(data),
            "explain.save" => self.explain(press),
            "explain.withdraw" => self.withdraw(data),
            "last-year" => vec![Effect::ChooseFile(Purpose::LastYear)],
            "last-year.remove" => self.edit(&Edit::LastYear(None)),
            "sequel" => vec![Effect::ChooseFile(Purpose::Sequel)],
            "packs" => vec![Effect::ChooseFile(Purpose::Pack)],
            "pack.remove" => self.remove_pack(data),
            "fonts" => vec![Effect::Fonts(Wish::Show)],
            "fonts.file" => vec![Effect::Fonts(Wish::Choose(data.to.clone()))],
            "fonts.local" => vec![Effect::Fonts(Wish::LookAtSystem)],
            "fonts.remove" => {
                data.to.iter().map(|face| Effect::Fonts(Wish::Remove(face.clone()))).collect()
            }
            "bold" => vec![Effect::Bold],
            "skip" => {
                let mut effects = self.leave_full_preview();
                effects.push(Effect::IntoPart(self.screen.focus));
                effects
            }
            "keys" => vec![Effect::dialog(view::keys::page())],
            "machine.save" => vec![Effect::ReadStore(Errand::SaveAll)],
            "machine.clear" => vec![Effect::ReadStore(Errand::AskToClear)],
            "machine.clear.yes" => vec![Effect::Clear],
            "offline" => vec![
                Effect::dialog(view::offline::dialog(self.server.as_deref())),
                Effect::TryToSend,
            ],
            "carried" => self.take_carried(),
            "dialog.close" => self.close_dialog(),
            "print" => self.print(),
            _ if act.starts_with("preview") => self.act_on_preview(act, data),
            _ => Vec::new(),
        }
    }

    fn ask_for_new(&mut self) -> Vec<Effect> {
        self.level_chosen = false;
        let today = self.today();
        // A report is written in January for the year before. A clerk who begins one in November or
        // December means the year that ends.
        let year = if today.month >= 11 { today.year } else { today.year.saturating_sub(1) };
        vec![Effect::dialog(dialog::new_report(year))]
    }

    fn create(&mut self, press: &Press) -> Vec<Effect> {
        let refuse = |words: &str, name: &str| {
            vec![
                Effect::Html(
                    "nb-new-note".to_owned(),
                    format!("<span class=\"nb-bad\">{words}</span>"),
                ),
                Effect::Focus(format!("nb-f-new.{name}")),
            ]
        };
        let Some(level) = AgencyLevel::parse(press.field("new.level")) else {
            return refuse("请选择单位层级：哪些行要填、几号前公布，都按它来定。", "level");
        };
        let Some(year) = read_year(press.field("new.year")) else {
            return refuse("报告年度请写 2008 到 2100 之间的年份，例如 2025。", "year");
        };
        let session = Session::new(
            year,
            Agency {
                name: press.field("new.name").trim().to_owned(),
                level,
                covers_subordinates: None,
            },
        );
        let mut effects = vec![Effect::CloseDialog];
        let record = self.fresh_record();
        effects.extend(self.open(session, record, Place::Info));
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

fn resume(key: &str) -> Effect {
    Effect::ReadStore(Errand::Resume { key: key.to_owned(), recovered: false })
}
