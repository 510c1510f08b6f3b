//! What a clerk can do about findings: go to the cells, accept an offered value, write a
//! justification (说明), look the rule up.

use super::Desk;
use super::effect::Effect;
use super::event::{ButtonData, ButtonPress};
use crate::check::{Finding, Violation};
use crate::edition::CellId;
use crate::report::{DoubtPlace, Part, TextEdit};
use crate::session::{Edit, Field, Panel, Session};
use crate::view::doubt::doubt_of;
use crate::view::numbers::TextRange;
use crate::view::preview::Jump;
use crate::view::{
    ElementId, FieldName, Listed, alike, dialog, escape, findings, numbers, rulebook,
};

impl Desk {
    /// Goes to a finding: opens its part, highlights its cells, and puts the focus on the likeliest
    /// cell.
    pub(super) fn go_to_finding_cells(&mut self, data: &ButtonData) -> Vec<Effect> {
        let place = data.panel().unwrap_or(self.screen.place);
        let mut effects = self.leave_full_preview();
        if place != self.screen.place {
            effects.extend(self.show(place));
        }
        self.screen.lit.clone_from(&data.finding);
        effects.extend(self.refresh());
        if let Some(id) = data.cell() {
            effects.push(Effect::focus(&ElementId::Cell(id)));
        }
        if let Some((part, range)) = self.words_of(data.finding.as_deref()) {
            effects.push(Effect::SelectText { part, range });
        } else if data.cell().is_none() {
            effects.extend(self.field_of(data.finding.as_deref()));
        }
        effects
    }

    /// Goes to the cell of a finding, or into the part that the finding is about.
    pub(super) fn go_to_finding(&mut self, key: &str) -> Vec<Effect> {
        let Some(finding) = self.finding(Some(key)) else { return Vec::new() };
        let place = Session::panel_of(&finding);
        let cells = finding.cause.iter().chain(&finding.cells);
        let cell = cells.copied().find(|cell| Panel::Part(Part::of_table(cell.table)) == place);
        let to = cell.map(|cell| cell.to_string());
        let data = ButtonData {
            finding: Some(key.to_owned()),
            part: Some(place.id().to_owned()),
            to,
            ..ButtonData::default()
        };
        // A finding to which the clerk goes is listed.
        if !self.view.listed_findings().iter().any(|listed| listed == key) {
            self.screen.listed = None;
        }
        if self.alike(&finding).first().is_some_and(|first| first.key() != key) {
            self.screen.unfolded = Some(finding.rule.id.to_owned());
        }
        let mut effects = self.go_to_finding_cells(&data);
        let leads_to_words =
            self.words_of(Some(key)).is_some() || self.field_of(Some(key)).is_some();
        if cell.is_none() && !leads_to_words {
            effects.push(Effect::FocusNextInput(self.screen.focus));
        }
        effects
    }

    /// The part and the position of the text that a finding is about, if the part has no table.
    fn words_of(&self, key: Option<&str>) -> Option<(Part, TextRange)> {
        numbers::text_range_of_finding(self.session.as_ref()?, &self.finding(key)?)
            .filter(|(part, _)| part.table().is_none())
    }

    /// Puts the focus on the field or the editor of a finding about words: where the words are, or
    /// where something is missing.
    fn field_of(&self, key: Option<&str>) -> Option<Effect> {
        let finding = self.finding(key)?;
        let Violation::Words(remark) = &finding.fact else { return None };
        Some(Self::focus_on(Jump::of_remark(self.session.as_ref()?.report(), remark)))
    }

    /// Lists only the findings of a count, or all again if these are listed already.
    pub(super) fn list_findings(&mut self, data: &ButtonData) -> Vec<Effect> {
        let chosen = data.value.as_deref().and_then(Listed::parse);
        self.screen.listed = chosen.filter(|listed| self.screen.listed != Some(*listed));
        self.refresh()
    }

    /// Lists equal findings one by one, or as one again.
    pub(super) fn unfold_findings(&mut self, data: &ButtonData) -> Vec<Effect> {
        self.screen.unfolded = data.name.clone().filter(|_| self.screen.unfolded != data.name);
        self.refresh()
    }

    /// The findings that say the same as this one, if there are several. They are in the same
    /// count, so that either all of them are listed or none.
    fn alike(&self, finding: &Finding) -> Vec<Finding> {
        let Some(session) = &self.session else { return Vec::new() };
        let shown = self.view.shown_findings();
        let findings: Vec<&Finding> =
            session.findings().filter(|other| shown.contains(&other.key())).collect();
        alike::alike(&findings, finding, session.report()).into_iter().cloned().collect()
    }

    /// Goes to the finding after the highlighted one. After the last comes the first.
    pub(super) fn go_to_next_finding(&mut self) -> Vec<Effect> {
        let index = self.highlighted_finding().map_or(0, |highlighted| highlighted + 1);
        self.go_to_shown_finding(index)
    }

    /// Goes to the finding before the highlighted one. Before the first comes the last.
    pub(super) fn go_to_previous_finding(&mut self) -> Vec<Effect> {
        let highlighted = self.highlighted_finding().unwrap_or(0);
        let count = self.view.listed_findings().len();
        self.go_to_shown_finding((highlighted + count).saturating_sub(1))
    }

    /// The index of the highlighted finding among the shown ones, if one is highlighted.
    fn highlighted_finding(&self) -> Option<usize> {
        let lit = self.screen.lit.as_ref()?;
        self.view.listed_findings().iter().position(|key| key == lit)
    }

    /// Goes to the shown finding with this index, modulo their number.
    fn go_to_shown_finding(&mut self, index: usize) -> Vec<Effect> {
        let shown = self.view.listed_findings();
        if shown.is_empty() {
            return vec![Effect::message("没有发现问题。")];
        }
        let key = shown[index % shown.len()].clone();
        self.go_to_finding(&key)
    }

    /// Announces to screen readers what changed among the findings since the last announcement.
    /// While a number is being typed, the findings are not final, so nothing is announced.
    pub(super) fn announce_changes(&mut self) -> Vec<Effect> {
        let Some(session) = self.session.as_ref().filter(|_| self.screen.typing.is_none()) else {
            return Vec::new();
        };
        let shown = self.view.shown_findings().to_vec();
        let news = findings::announcement(session, &self.announced, &shown);
        self.announced = shown;
        match news {
            Some(words) => vec![Effect::html(&ElementId::Heard, escape(&words))],
            None => Vec::new(),
        }
    }

    /// Reads the text of the report that is open, once the module for words is there.
    pub(super) fn read_words(&mut self) -> Vec<Effect> {
        for session in self.session.iter_mut().chain(&mut self.host_session) {
            session.read_words();
        }
        self.refresh()
    }

    /// Says in the panel that the text is not checked, because the module for words cannot be
    /// loaded.
    pub(super) fn lack_words(&mut self) -> Vec<Effect> {
        self.screen.lacks_words = true;
        self.refresh()
    }

    /// Fills a blank cell with the value that was offered for it.
    pub(super) fn take_offer(
        &mut self,
        data: &ButtonData,
        edit: fn(CellId, String) -> Edit,
    ) -> Vec<Effect> {
        let (Some(id), Some(value)) = (data.cell(), &data.value) else { return Vec::new() };
        let mut effects = self.edit(&edit(id, value.clone()));
        effects.extend(self.end_undo_group());
        effects.push(Effect::focus(&ElementId::Cell(id)));
        effects
    }

    /// Puts what an import found where it was not sure.
    pub(super) fn take_candidate(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(finding), Some(session)) = (self.finding(data.finding.as_deref()), &self.session)
        else {
            return Vec::new();
        };
        let index = data.value.as_deref().and_then(|value| value.parse::<usize>().ok());
        let chosen = doubt_of(session.report(), &finding).and_then(|(place, doubt)| {
            let value = doubt.candidates.get(index?)?.value.clone();
            match place {
                DoubtPlace::Cell(id) => Some(Edit::Cell(id, value)),
                _ => Field::parse(&place.to_string()).map(|field| Edit::Field(field, value)),
            }
        });
        chosen.map_or_else(Vec::new, |edit| self.decide(&finding, &edit))
    }

    /// Confirms what stands where an import was not sure.
    pub(super) fn keep_doubted(&mut self, data: &ButtonData) -> Vec<Effect> {
        let Some(finding) = self.finding(data.finding.as_deref()) else { return Vec::new() };
        let Violation::Doubt(place) = finding.fact else { return Vec::new() };
        self.decide(&finding, &Edit::Confirm(place))
    }

    /// Ends a doubt by an edit, and goes to its cell.
    fn decide(&mut self, finding: &Finding, edit: &Edit) -> Vec<Effect> {
        let mut effects = self.edit(edit);
        effects.extend(self.end_undo_group());
        if let Some(cell) = finding.cells.first() {
            let place = Panel::Part(Part::of_table(cell.table));
            if place != self.screen.place {
                effects.extend(self.show(place));
            }
            effects.push(Effect::focus(&ElementId::Cell(*cell)));
        }
        effects
    }

    /// The finding that a button belongs to.
    fn finding(&self, key: Option<&str>) -> Option<Finding> {
        self.session
            .as_ref()?
            .findings()
            .find(|finding| Some(finding.key().as_str()) == key)
            .cloned()
    }

    /// Opens the dialog of the rules with their results: all rules, or those of a finding or a
    /// cell.
    pub(super) fn rulebook(&mut self, data: &ButtonData) -> Vec<Effect> {
        let cell = data.cell();
        let rule = data.name.as_deref();
        let html = rulebook::dialog(self.session.as_ref(), rule, cell);
        let mut effects = vec![self.open_dialog(html)];
        if let Some(rule) = rule {
            effects.push(Effect::show(&ElementId::Rule(rule.to_owned())));
        }
        effects
    }

    /// Makes the changes of an offered repair as one step of undo.
    pub(super) fn repair(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(key), Some(session)) = (&data.finding, &self.session) else { return Vec::new() };
        let index = data.value.as_deref().and_then(|value| value.parse::<usize>().ok());
        let repairs = session.diagnosis().repairs(key);
        let Some(repair) = index.and_then(|index| repairs.get(index)) else {
            return Vec::new();
        };
        if !repair.edits.is_empty() {
            return self.rewrite(repair.edits.clone());
        }
        let changes = repair.changes.clone();
        let first = changes.first().map(|change| change.cell);
        let cells = changes.len();
        let mut effects = Vec::new();
        if let Some(cell) = first {
            let place = Panel::Part(Part::of_table(cell.table));
            if place != self.screen.place {
                effects.extend(self.show(place));
            }
        }
        effects.extend(self.edit(&Edit::Repair(changes)));
        effects.extend(self.end_undo_group());
        effects.push(Effect::message(format!("已改 {cells} 格，可以撤销。")));
        if let Some(cell) = first {
            effects.push(Effect::focus(&ElementId::Cell(cell)));
        }
        effects
    }

    /// Puts the words of equal findings right.
    pub(super) fn repair_alike(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(finding), Some(session)) = (self.finding(data.finding.as_deref()), &self.session)
        else {
            return Vec::new();
        };
        let same = self.alike(&finding);
        let edits = alike::edits(session, &same.iter().collect::<Vec<_>>());
        if edits.is_empty() { Vec::new() } else { self.rewrite(edits) }
    }

    /// Puts words right as one step of undo, and shows where.
    fn rewrite(&mut self, edits: Vec<TextEdit>) -> Vec<Effect> {
        let edit = Edit::Rewrite(edits);
        let mut effects = Vec::new();
        if edit.panel() != self.screen.place {
            effects.extend(self.show(edit.panel()));
        }
        effects.extend(self.edit(&edit));
        effects.push(Effect::message("已改正，可以撤销。"));
        effects
    }

    /// Opens the dialog that asks for the justification of a finding.
    pub(super) fn ask_for_justification(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(session), Some(finding)) = (&self.session, self.finding(data.finding.as_deref()))
        else {
            return Vec::new();
        };
        let html = dialog::justification(session, &finding, self.alike(&finding).len());
        vec![self.open_dialog(html)]
    }

    /// Adds the justification that was written in the dialog to the report, for the finding alone
    /// or for all that are equal to it.
    pub(super) fn justify(&mut self, press: &ButtonPress, with_alike: bool) -> Vec<Effect> {
        let (reason, text) =
            (press.field(&FieldName::ExplainReason), press.field(&FieldName::ExplainText));
        let (Some(finding), Some(session)) =
            (self.finding(press.data.key.as_deref()), &self.session)
        else {
            return vec![self.close_dialog()];
        };
        if let Some(lack) = finding.lacks(reason, text) {
            let (field, words) = dialog::incomplete_field(lack);
            return vec![
                Effect::html(&ElementId::ExplainNote, dialog::field_error(words)),
                Effect::focus(&field),
            ];
        }
        let today = self.today().to_string();
        let justify = |finding: &Finding| finding.justify(session.report(), reason, text, &today);
        let mut justifications = vec![justify(&finding)];
        if with_alike {
            let same = self.alike(&finding);
            let others = same.iter().filter(|other| other.key() != finding.key());
            justifications.extend(others.map(justify));
        }
        let mut effects = vec![self.close_dialog()];
        effects.extend(self.edit(&Edit::Justify(justifications)));
        effects.push(Effect::message("说明已保存在草稿里。"));
        effects
    }

    /// Removes the justification of a finding.
    pub(super) fn withdraw(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(session), Some(finding)) = (&self.session, self.finding(data.finding.as_deref()))
        else {
            return Vec::new();
        };
        match finding.justification(session.report()).cloned() {
            Some(justification) => self.edit(&Edit::Withdraw(justification)),
            None => Vec::new(),
        }
    }
}
