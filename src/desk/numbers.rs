//! What the clerk does about the numbers in a text.

use super::Desk;
use super::effect::Effect;
use super::event::{Data, Press};
use crate::edition::CellId;
use crate::narrative::{Aside, Verdict};
use crate::report::Part;
use crate::session::{Edit, Place};
use crate::view::{Act, dialog};

impl Desk {
    /// A number in the text was clicked: it shows in the list.
    pub(super) fn show_number(&mut self, number: usize) -> Vec<Effect> {
        self.screen.number = Some(number);
        let mut effects = self.refresh();
        effects.push(Effect::Show(format!("nb-n-{number}")));
        effects
    }

    /// A button of the list of numbers was pressed.
    pub(super) fn act_on_number(&mut self, act: Act, data: &Data) -> Vec<Effect> {
        let (Some(part), Some(number)) =
            (data.part.clone(), data.name.as_deref().and_then(|name| name.parse::<usize>().ok()))
        else {
            return Vec::new();
        };
        let select = Effect::SelectNumber(part.clone(), number.to_string());
        match act {
            Act::NumberAside => self.put_aside(number, data.value.as_deref()),
            Act::NumberRest => self.put_rest_aside(&part),
            Act::NumberBack => self.take_back(number),
            Act::NumberLive => self.follow(part, number).into_iter().collect(),
            _ => {
                self.screen.number = Some(number);
                let mut effects = self.refresh();
                effects.push(select);
                effects
            }
        }
    }

    fn put_aside(&mut self, number: usize, kind: Option<&str>) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (narrative, _) = session.numbers();
        let (Some(fact), Some(aside)) =
            (narrative.facts().get(number), kind.and_then(Aside::parse))
        else {
            return Vec::new();
        };
        let disposition = narrative.disposition(fact, aside);
        self.edit(&Edit::PutAside(vec![disposition]))
    }

    /// All numbers of a part that speak of nothing in the tables are other facts.
    fn put_rest_aside(&mut self, part: &str) -> Vec<Effect> {
        let (Some(session), Some(part)) = (&self.session, Part::parse(part)) else {
            return Vec::new();
        };
        let (narrative, judgement) = session.numbers();
        let open =
            narrative.facts().iter().zip(&judgement.verdicts).filter(|(fact, verdict)| {
                fact.part() == Some(part) && **verdict == Verdict::Unchecked
            });
        let dispositions: Vec<_> =
            open.map(|(fact, _)| narrative.disposition(fact, Aside::OtherFact)).collect();
        let words = format!("{} 个数字记作其他事实，不再核对，可以撤销。", dispositions.len());
        let mut effects = self.edit(&Edit::PutAside(dispositions));
        effects.push(Effect::Message(words, false));
        effects
    }

    fn take_back(&mut self, number: usize) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (narrative, _) = session.numbers();
        let Some(disposition) =
            narrative.facts().get(number).and_then(|fact| narrative.put_aside_by(fact)).cloned()
        else {
            return Vec::new();
        };
        self.edit(&Edit::TakeBack(disposition))
    }

    /// Puts the live field of its cell in place of a number's digits; what stands behind them
    /// stays.
    fn follow(&self, part: String, number: usize) -> Option<Effect> {
        let session = self.session.as_ref()?;
        let (narrative, judgement) = session.numbers();
        let fact = narrative.facts().get(number)?;
        let cell = fact.can_follow(judgement.verdicts.get(number)?, session.report())?;
        let units = u32::try_from(fact.text.encode_utf16().count()).ok()?;
        Some(Effect::ReplaceNumber(
            part,
            number.to_string(),
            units,
            crate::view::field_html(session.report(), cell),
        ))
    }

    /// Asks which cell's number is to stand in the text.
    pub(super) fn ask_for_field(&self, data: &Data) -> Vec<Effect> {
        let part = data.part.as_deref().and_then(Part::parse);
        let dialog = self
            .session
            .as_ref()
            .zip(part)
            .map(|(session, part)| dialog::insert_field(session, part));
        dialog.map(|dialog| vec![Effect::KeepSelection, Effect::dialog(dialog)]).unwrap_or_default()
    }

    /// Puts the chosen cell's number into the text.
    pub(super) fn insert_field(&self, press: &Press) -> Vec<Effect> {
        let chosen = CellId::parse(press.field("field.cell"));
        let Some(field) = chosen.and_then(|id| self.field(id)) else {
            return vec![Effect::CloseDialog];
        };
        let part = press.data.part.as_deref();
        let place = part.and_then(Place::parse).unwrap_or(self.screen.place);
        vec![
            Effect::CloseDialog,
            Effect::RestoreSelection(format!("nb-prose-{}", place.id())),
            field,
        ]
    }

    /// The live field of a cell, to be inserted at the selection.
    fn field(&self, id: CellId) -> Option<Effect> {
        self.session
            .as_ref()
            .map(|session| Effect::InsertField(crate::view::field_html(session.report(), id)))
    }
}
