//! The dialog of the manual (使用说明): opening, searching and printing it.

use super::effect::{Dialog, Effect};
use super::event::ButtonData;
use super::{Desk, preview};
use crate::manual::{Search, Section};
use crate::view::{ElementId, FieldName, Patch, manual};

/// The manual, once it was read.
#[derive(Debug)]
pub(super) struct Manual {
    sections: Vec<Section>,
    /// What is looked for, as it was typed.
    search: String,
    /// How many hits are marked.
    hits: usize,
    /// The hit that is in view, from 0.
    at: usize,
}

impl Desk {
    /// Opens the manual. At the first time the office module is asked for it, and the dialog says
    /// that it is being loaded.
    pub(super) fn open_manual(&mut self) -> Vec<Effect> {
        let Some(manual) = &mut self.manual else {
            return vec![
                self.open_named_dialog(Dialog::Manual, manual::opening()),
                Effect::ReadManual,
            ];
        };
        manual.search.clear();
        (manual.hits, manual.at) = (0, 0);
        let html = manual::dialog(&manual.sections);
        vec![self.open_named_dialog(Dialog::Manual, html)]
    }

    /// Takes the manual from the office module, or the sentence that says why it is missing.
    pub(super) fn manual_read(&mut self, answer: Result<Vec<Section>, String>) -> Vec<Effect> {
        // The manual was requested twice, and the first answer is in use.
        if self.manual.is_some() {
            return Vec::new();
        }
        let is_awaited = self.dialog == Some(Dialog::Manual);
        match answer {
            Ok(sections) => {
                self.manual = Some(Manual { sections, search: String::new(), hits: 0, at: 0 });
                // If the clerk has closed the dialog meanwhile, it is not opened again.
                if is_awaited { self.open_manual() } else { Vec::new() }
            }
            Err(sentence) if is_awaited => {
                vec![self.open_dialog(manual::refused(&sentence))]
            }
            Err(_) => Vec::new(),
        }
    }

    /// Shows the sections that contain the words of a search, and brings the first hit into view.
    pub(super) fn search_manual(&mut self, typed: &str) -> Vec<Effect> {
        let Some(manual) = &mut self.manual else { return Vec::new() };
        let (html, hits) = manual::text(&manual.sections, &Search::new(typed));
        typed.clone_into(&mut manual.search);
        (manual.hits, manual.at) = (hits, 0);
        let mut effects = vec![Effect::html(&ElementId::ManualText, html)];
        effects.extend(manual.show_hit(None));
        effects
    }

    /// Goes to the next hit of the search. After the last hit comes the first.
    pub(super) fn go_to_next_hit(&mut self) -> Vec<Effect> {
        self.go_to_hit(|manual| manual.at + 1)
    }

    /// Goes to the previous hit of the search. Before the first hit comes the last.
    pub(super) fn go_to_previous_hit(&mut self) -> Vec<Effect> {
        self.go_to_hit(|manual| manual.at + manual.hits - 1)
    }

    /// Goes to a hit of the search, given by its index modulo the number of hits.
    fn go_to_hit(&mut self, index: fn(&Manual) -> usize) -> Vec<Effect> {
        let Some(manual) = self.manual.as_mut().filter(|manual| manual.hits > 0) else {
            return Vec::new();
        };
        let before = manual.at;
        manual.at = index(manual) % manual.hits;
        manual.show_hit(Some(before))
    }

    /// Brings a chapter into view. If a search is active, it is ended, because it may hide the
    /// chapter.
    pub(super) fn go_to_chapter(&mut self, data: &ButtonData) -> Vec<Effect> {
        let section = data.to.as_deref().and_then(|section| section.parse().ok());
        let Some(heading) = section.map(ElementId::ManualSection) else { return Vec::new() };
        let mut effects = Vec::new();
        if self.manual.as_ref().is_some_and(|manual| !manual.search.is_empty()) {
            effects = self.search_manual("");
            effects.push(Effect::SetFieldValue {
                field: ElementId::Field(FieldName::ManualSearch),
                value: String::new(),
            });
        }
        effects.extend([Effect::ScrollIntoView(heading.clone()), Effect::Focus(heading)]);
        effects
    }

    /// Prints. While this dialog is open, the browser prints only the manual.
    pub(super) fn print_manual(&self) -> Vec<Effect> {
        vec![if self.embedded { preview::refuse_to_print_host_page() } else { Effect::Print }]
    }
}

impl Manual {
    /// Says which hit is in view, marks it and brings it there; `before` is the hit that was.
    fn show_hit(&self, before: Option<usize>) -> Vec<Effect> {
        let words = manual::found(&self.search, self.hits, self.at);
        let mut effects = vec![Effect::html(&ElementId::ManualFound, words)];
        if self.hits > 0 {
            let current = |hit, is_current: bool| Patch::Attribute {
                id: ElementId::ManualHit(hit).to_string(),
                name: "aria-current",
                value: is_current.then(|| "true".to_owned()),
            };
            let mut patches: Vec<Patch> =
                before.into_iter().map(|hit| current(hit, false)).collect();
            patches.push(current(self.at, true));
            effects.push(Effect::Patch { patches, typing: None });
            effects.push(Effect::show(&ElementId::ManualHit(self.at)));
        }
        effects
    }
}
