//! Typing, pasting, undo and redo.

use super::effect::Effect;
use super::event::HistoryStep;
use super::fonts::FontAction;
use super::{Desk, scanning};
use crate::edition::{AgencyLevel, CellId, edition_by_id};
use crate::session::{
    Direction, Edit, Field, PastedGrid, Placement, neighbour, place_block, read_year,
};
use crate::view::{ElementId, FieldName};

impl Desk {
    // ---- Typing ----

    /// Takes the text of a cell after each key.
    pub(super) fn type_cell(&mut self, id: CellId, text: &str) -> Vec<Effect> {
        self.screen.typing = Some(id);
        self.screen.pending = None;
        self.edit(&Edit::Cell(id, text.to_owned()))
    }

    /// Tidies the text of a cell that lost the focus, and shows the findings about it.
    pub(super) fn leave_cell(&mut self, id: CellId) -> Vec<Effect> {
        self.screen.typing = None;
        self.tidy_cell(id)
    }

    /// Tidies the text of a cell, and ends the present step of undo.
    pub(super) fn tidy_cell(&mut self, id: CellId) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        session.pause();
        let mut effects = self.refresh();
        let field = ElementId::Cell(id);
        let text = self.view.value(&field.to_string()).unwrap_or_default().to_owned();
        effects.push(Effect::SetFieldValue { field, value: text });
        effects
    }

    /// Notes which cell got the focus.
    pub(super) fn enter_cell(&mut self, id: CellId) -> Vec<Effect> {
        if self.screen.focus == Some(id) {
            return Vec::new();
        }
        self.screen.focus = Some(id);
        self.refresh()
    }

    /// The cell that a key leads to; `None` if the browser should handle the key.
    pub fn neighbour(&self, from: CellId, direction: Direction) -> Option<CellId> {
        neighbour(self.session.as_ref()?.report(), from, direction)
    }

    /// Moves the focus from a cell to its neighbour in a direction.
    pub(super) fn go(&self, from: CellId, direction: Direction) -> Vec<Effect> {
        match self.neighbour(from, direction) {
            Some(id) => vec![Effect::focus(&ElementId::Cell(id))],
            None => Vec::new(),
        }
    }

    /// Reacts to Escape in a cell: drops a pasted block that waits for confirmation, or else undoes
    /// what was typed since the cell got the focus.
    pub(super) fn escape(&mut self, id: CellId) -> Vec<Effect> {
        if self.screen.pending.take().is_some() {
            return self.refresh();
        }
        let typing = self.screen.typing == Some(id)
            && self.session.as_ref().is_some_and(|session| session.is_typing(id));
        if typing { self.step(HistoryStep::Undo) } else { Vec::new() }
    }

    /// Takes the value of a field that is no cell.
    pub(super) fn type_field(&mut self, name: &str, text: &str) -> Vec<Effect> {
        let Some(input) = FieldName::parse(name) else { return Vec::new() };
        // A ticked box has the value `true`, any other box the empty text.
        let is_ticked = !text.is_empty();
        match input {
            FieldName::AsIssued => self.switch_as_issued(is_ticked),
            FieldName::Edition => match edition_by_id(text) {
                Some(edition) => self.edit(&Edit::Edition(edition)),
                None => Vec::new(),
            },
            FieldName::TableEdition(table) => self.edit(&Edit::table_edition(table, text)),
            FieldName::TableNote(table) => self.edit(&Edit::TableNote(table, text.to_owned())),
            FieldName::RulePack(pack) => self.edit(&Edit::RulePack(pack, is_ticked)),
            FieldName::Report(field) => self.edit(&Edit::Field(field, text.to_owned())),
            FieldName::Nowhere => vec![Effect::SetLocalSavingOff(is_ticked)],
            FieldName::NewName => self.guess_level(text),
            FieldName::NewLevel => {
                self.level_chosen = true;
                Vec::new()
            }
            FieldName::ScanDigits => scanning::show_scan_progress(text),
            FieldName::ManualSearch => self.search_manual(text),
            FieldName::Export(document) => self.tick(&document, is_ticked),
            FieldName::ExportSheet => self.choose_sheet_format(text),
            FieldName::FontsStandIn => vec![Effect::Fonts(FontAction::AllowFallback(is_ticked))],
            // These are read when their dialog is confirmed.
            FieldName::NewYear
            | FieldName::FieldCell
            | FieldName::ExplainReason
            | FieldName::ExplainText => Vec::new(),
        }
    }

    /// Switches the mode of an original (照原文录入) on or off.
    fn switch_as_issued(&mut self, on: bool) -> Vec<Effect> {
        let mut effects = self.edit(&Edit::AsIssued(on));
        let words = if on {
            "已打开照原文录入：三张表里的总计可以填了。"
        } else {
            "已关闭照原文录入：总计由程序计算，与计算结果不同的留作控制数。"
        };
        effects.push(Effect::message(words));
        effects
    }

    /// Drops a pasted block that waits for confirmation.
    pub(super) fn drop_paste(&mut self) -> Vec<Effect> {
        self.screen.pending = None;
        let mut effects = self.refresh();
        if let Some(id) = self.screen.focus {
            effects.push(Effect::focus(&ElementId::Cell(id)));
        }
        effects
    }

    fn guess_level(&self, name: &str) -> Vec<Effect> {
        match AgencyLevel::guess(name) {
            Some(level) if !self.level_chosen => {
                vec![Effect::SetFieldValue {
                    field: ElementId::Field(FieldName::NewLevel),
                    value: level.id().to_owned(),
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Shows in a field that lost the focus the value that was understood, and ends the step of
    /// undo.
    pub(super) fn leave_field(&mut self, field: &str, typed: &str) -> Vec<Effect> {
        let mut effects = self.end_undo_group();
        effects.extend(self.refresh());
        effects.extend(self.title());
        let Some(shown) = self.view.value(field).map(str::to_owned) else { return effects };
        if field == ElementId::Field(FieldName::Report(Field::Year)).to_string()
            && read_year(typed).is_none()
        {
            effects.push(Effect::warning(format!(
                "报告年度要写四位数字，例如 2025；“{typed}”没有采用，仍为 {shown} 年。"
            )));
        }
        effects.push(Effect::SetLeftFieldValue { id: field.to_owned(), value: shown });
        effects
    }

    /// Ends the present step of undo, so that the next edit begins a new one.
    pub(super) fn end_undo_group(&mut self) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.pause();
        }
        Vec::new()
    }

    // ---- Steps ----

    /// Carries out undo or redo, and goes to the place that changed.
    pub(super) fn step(&mut self, step: HistoryStep) -> Vec<Effect> {
        self.screen.typing = None;
        self.screen.pending = None;
        let Some(session) = &mut self.session else { return Vec::new() };
        let (changed, done) = match step {
            HistoryStep::Undo => (session.undo(), "已撤销"),
            HistoryStep::Redo => (session.redo(), "已重做"),
        };
        let Some(changed) = changed else { return Vec::new() };
        let same_place = self.screen.place == changed.panel;
        self.screen.place = changed.panel;
        self.touched();
        let name = changed.name;
        // The focus goes to the element that changed. If there is none, the focus stays.
        let shows_in = changed.target.map(|target| Effect::Focus(target.into()));
        let focus = shows_in.or_else(|| self.focus_again().filter(|_| same_place));
        let mut effects = self.redraw();
        effects.extend(self.restore_scroll_and_focus(focus));
        effects.push(Effect::message(format!("{done}：{name}")));
        effects.extend(self.schedule_save_and_preview());
        effects
    }

    // ---- Pasted blocks ----

    /// Shows where a pasted block would go, and asks for confirmation.
    pub(super) fn paste(&mut self, at: CellId, grid: &PastedGrid) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        self.screen.typing = None;
        self.screen.pending = Some(place_block(session.report(), at, grid));
        let mut effects = self.refresh();
        effects.push(Effect::focus(&ElementId::PasteApply));
        effects
    }

    /// Whether a pasted block waits for confirmation.
    pub fn has_pending_paste(&self) -> bool {
        self.screen.pending.is_some()
    }

    /// Fills the pasted block into the cells.
    pub(super) fn accept_paste(&mut self) -> Vec<Effect> {
        let Some(Placement { cells, .. }) = self.screen.pending.take() else { return Vec::new() };
        let name = format!("粘贴 {} 个数", cells.len());
        let mut effects = self.edit(&Edit::Cells(cells, name.clone()));
        effects.push(Effect::message(format!("已{name}，可以撤销。")));
        if let Some(id) = self.screen.focus {
            effects.push(Effect::focus(&ElementId::Cell(id)));
        }
        effects
    }
}
