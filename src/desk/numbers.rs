//! What a clerk can do about the numbers in a text.

use super::Desk;
use super::effect::Effect;
use super::event::{ButtonData, ButtonPress};
use crate::edition::CellId;
use crate::narrative::{SetAsideReason, Verdict};
use crate::session::{Edit, Panel};
use crate::view::{ElementId, FieldName, dialog, numbers};

impl Desk {
    /// Shows in the list the number that was clicked in the text.
    pub(super) fn show_number(&mut self, number: usize) -> Vec<Effect> {
        self.screen.number = Some(number);
        let mut effects = self.refresh();
        effects.push(Effect::show(&ElementId::Number(number)));
        effects
    }

    /// Selects in the text the number that was pressed in the list.
    pub(super) fn select_number(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(part), Some(number)) = (data.part(), data.number()) else { return Vec::new() };
        self.screen.number = Some(number);
        let mut effects = self.refresh();
        effects.push(Effect::SelectNumber { part, number });
        effects
    }

    /// Records the disposition of a number, after which it is not checked.
    pub(super) fn put_aside(&mut self, data: &ButtonData) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (narrative, _) = session.numbers();
        let (Some(fact), Some(aside)) = (
            data.number().and_then(|number| narrative.facts().get(number)),
            data.value.as_deref().and_then(SetAsideReason::parse),
        ) else {
            return Vec::new();
        };
        let disposition = narrative.disposition(fact, aside);
        self.edit(&Edit::PutAside(vec![disposition]))
    }

    /// Records for every unchecked number of a part that it is about another fact (其他事实).
    pub(super) fn put_rest_aside(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(session), Some(part)) = (&self.session, data.part()) else {
            return Vec::new();
        };
        let (narrative, judgement) = session.numbers();
        // What is added up wrongly has a finding, which stays.
        let faulty = numbers::faulty(session);
        let facts = narrative.facts().iter().zip(&judgement.verdicts).enumerate();
        let open = facts.filter(|(index, (fact, verdict))| {
            fact.part() == Some(part) && **verdict == Verdict::Unchecked && !faulty.contains(index)
        });
        let dispositions: Vec<_> = open
            .map(|(_, (fact, _))| narrative.disposition(fact, SetAsideReason::OtherFact))
            .collect();
        let words = format!("{} 个数字记作其他事实，不再核对，可以撤销。", dispositions.len());
        let mut effects = self.edit(&Edit::PutAside(dispositions));
        effects.push(Effect::message(words));
        effects
    }

    /// Withdraws the disposition of a number, so that it is checked again.
    pub(super) fn take_back(&mut self, data: &ButtonData) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (narrative, _) = session.numbers();
        let fact = data.number().and_then(|number| narrative.facts().get(number));
        let disposition = fact.and_then(|fact| narrative.put_aside_by(fact)).cloned();
        match disposition {
            Some(disposition) => self.edit(&Edit::TakeBack(disposition)),
            None => Vec::new(),
        }
    }

    /// Replaces the digits of a number by the live field of its cell. The text after the digits
    /// stays.
    pub(super) fn follow(&self, data: &ButtonData) -> Vec<Effect> {
        match self.live_field(data) {
            Some(replacement) => vec![replacement],
            None => Vec::new(),
        }
    }

    fn live_field(&self, data: &ButtonData) -> Option<Effect> {
        let (part, number) = (data.part()?, data.number()?);
        let session = self.session.as_ref()?;
        let (narrative, judgement) = session.numbers();
        let fact = narrative.facts().get(number)?;
        let cell = fact.can_follow(judgement.verdicts.get(number)?, session.report())?;
        let units = u32::try_from(fact.text.encode_utf16().count()).ok()?;
        Some(Effect::ReplaceNumberByField {
            part,
            number,
            units,
            html: crate::view::field_html(session.report(), cell),
        })
    }

    /// Opens the dialog in which the clerk chooses the cell for a live field.
    pub(super) fn ask_for_field(&mut self, data: &ButtonData) -> Vec<Effect> {
        let (Some(session), Some(part)) = (&self.session, data.part()) else { return Vec::new() };
        let html = dialog::insert_field(session, part);
        vec![Effect::SaveSelection, self.open_dialog(html)]
    }

    /// Inserts the live field of the chosen cell into the text.
    pub(super) fn insert_field(&mut self, press: &ButtonPress) -> Vec<Effect> {
        let chosen = CellId::parse(press.field(&FieldName::FieldCell));
        let Some(field) = chosen.and_then(|id| self.field(id)) else {
            return vec![self.close_dialog()];
        };
        let here = if let Panel::Part(part) = self.screen.place { Some(part) } else { None };
        let mut effects = vec![self.close_dialog()];
        if let Some(part) = press.data.part().or(here) {
            effects.extend([Effect::RestoreSelection(ElementId::Prose(part)), field]);
        }
        effects
    }

    /// The effect that inserts the live field of a cell at the selection.
    fn field(&self, id: CellId) -> Option<Effect> {
        self.session
            .as_ref()
            .map(|session| Effect::InsertField(crate::view::field_html(session.report(), id)))
    }
}
