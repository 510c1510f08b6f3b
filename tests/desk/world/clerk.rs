//! The actions of a clerk in a window.

use super::Window;
use super::screen::{attribute, data_of, fields_of, tags};
use nianbao::desk::{ButtonData, ButtonPress, Event};
use nianbao::edition::CellId;
use nianbao::report::Part;
use nianbao::view::Act;
use std::collections::BTreeMap;

impl Window {
    /// Types a number into a cell, as keys would, and leaves it.
    pub fn type_cell(&mut self, id: &str, text: &str) {
        let id = cell(id);
        self.enter(id);
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            self.type_into(id, &text[..end]);
        }
        if text.is_empty() {
            self.type_into(id, "");
        }
        self.send(Event::CellLeft(id));
    }

    /// Moves the focus into a cell.
    pub fn enter(&mut self, id: CellId) {
        self.screen.focus = Some(format!("nb-c-{id}"));
        self.send(Event::CellEntered(id));
    }

    /// Types this into the cell that has the focus.
    pub fn type_into(&mut self, id: CellId, text: &str) {
        self.screen.values.insert(format!("nb-c-{id}"), text.to_owned());
        self.send(Event::CellTyped { cell: id, text: text.to_owned() });
    }

    /// Types the text of a part.
    pub fn write(&mut self, part: Part, markdown: &str) {
        self.send(Event::SectionTyped { part, markdown: markdown.to_owned() });
    }

    /// Fills in a field that is not a cell, or chooses there, and leaves it.
    pub fn fill(&mut self, name: &str, text: &str) {
        self.screen.filled.insert(name.to_owned(), text.to_owned());
        let (id, seen) = (format!("nb-f-{name}"), self.seen());
        self.screen.values.insert(id.clone(), text.to_owned());
        self.send(Event::FieldTyped { name: name.to_owned(), value: text.to_owned(), seen });
        self.send(Event::FieldLeft { id, value: text.to_owned() });
    }

    /// Presses a visible button: in the dialog, if one is open.
    pub fn click(&mut self, act: &str) {
        self.click_with(act, &[]);
    }

    /// Presses the first button with these data attributes.
    pub fn click_with(&mut self, act: &str, members: &[(&str, &str)]) {
        let tag = self.button(act, members);
        let tag = tag.unwrap_or_else(|| panic!("no button {act} {members:?} is on the screen"));
        self.press(act, data_of(&tag));
    }

    /// Presses the shortcut key of a button, or a button with these data.
    pub fn press(&mut self, act: &str, data: ButtonData) {
        let mut fields: BTreeMap<String, String> = fields_of(&self.screen.dialog);
        fields.extend(self.screen.filled.clone());
        let press = ButtonPress {
            act: Act::parse(act).unwrap_or_else(|| panic!("{act} is no act")),
            data,
            fields: fields.into_iter().collect(),
            seen: self.seen(),
        };
        self.send(Event::ButtonPressed(press));
    }

    /// Opens a part.
    pub fn go(&mut self, part: &str) {
        self.press("go", ButtonData { part: Some(part.to_owned()), ..ButtonData::default() });
    }

    /// Creates a report (新建), as a clerk would.
    pub fn begin(&mut self, name: &str, year: u16) {
        self.press("new", ButtonData::default());
        self.fill("new.name", name);
        self.fill("new.level", "township");
        self.fill("new.year", &year.to_string());
        self.click("new.create");
    }

    /// Gives a file.
    pub fn give(&mut self, name: &str, bytes: &[u8]) {
        let purpose = self.choosing.take().unwrap_or_default();
        let bytes = match nianbao::desk::size_error(bytes.len() as u64) {
            None => Ok(bytes.to_vec()),
            Some(sentence) => Err(sentence),
        };
        let seen = self.seen();
        self.send(Event::FileRead { name: name.to_owned(), purpose, bytes, seen });
    }

    /// Continues the stored draft at this place of the list.
    pub fn continue_at(&mut self, place: usize) {
        let html = self.screen.html.get("nb-kept").cloned().unwrap_or_default();
        let is_offer = |tag: &&str| attribute(tag, "data-act").as_deref() == Some("continue");
        let offers = tags(&html);
        let tag = offers.into_iter().filter(is_offer).nth(place).expect("an offer");
        let data = data_of(tag);
        self.press("continue", data);
    }
}

/// The cell with this id.
pub fn cell(id: &str) -> CellId {
    CellId::parse(id).unwrap_or_else(|| panic!("{id} is no cell"))
}
