//! Presses and releases keys, one after another, in the element that has the focus.

use crate::driver::Stroke;
use crate::page::Page;

/// The code points by which WebDriver names keys that print no character.
pub mod key {
    #![allow(missing_docs, reason = "the names are those on the keys")]
    pub const BACKSPACE: char = '\u{E003}';
    pub const TAB: char = '\u{E004}';
    pub const ENTER: char = '\u{E007}';
    pub const SHIFT: char = '\u{E008}';
    pub const CONTROL: char = '\u{E009}';
    pub const ESCAPE: char = '\u{E00C}';
    pub const END: char = '\u{E010}';
    pub const HOME: char = '\u{E011}';
    pub const LEFT: char = '\u{E012}';
    pub const UP: char = '\u{E013}';
    pub const RIGHT: char = '\u{E014}';
    pub const DOWN: char = '\u{E015}';
    pub const DELETE: char = '\u{E017}';
    pub const PAGE_DOWN: char = '\u{E00F}';
    pub const F1: char = '\u{E031}';
    pub const F2: char = '\u{E032}';
    pub const F6: char = '\u{E036}';
    pub const F8: char = '\u{E038}';
}

impl Page {
    /// Presses and releases each key of the text in turn; one request, whatever its length.
    #[track_caller]
    pub fn keys(&self, text: &str) {
        let strokes: Vec<Stroke> =
            text.chars().flat_map(|c| [Stroke::Down(c), Stroke::Up(c)]).collect();
        self.perform(&strokes);
    }

    /// Presses a key while others are held down.
    #[track_caller]
    pub fn chord(&self, held: &[char], pressed: char) {
        let down = held
            .iter()
            .map(|c| Stroke::Down(*c))
            .chain([Stroke::Down(pressed), Stroke::Up(pressed)]);
        let strokes: Vec<Stroke> = down.chain(held.iter().rev().map(|c| Stroke::Up(*c))).collect();
        self.perform(&strokes);
    }

    #[track_caller]
    fn perform(&self, strokes: &[Stroke]) {
        if !strokes.is_empty() {
            self.driver().press(strokes).unwrap_or_else(|e| panic!("cannot press keys: {e}"));
        }
    }

    /// Types running text into the focused element. Each character is a key event of its own, as
    /// with [`Page::keys`], but the driver does not wait for the next frame between them, which
    /// makes pages of prose fast enough.
    #[track_caller]
    pub fn prose_keys(&self, text: &str) {
        if !text.is_empty() {
            self.driver().write(text).unwrap_or_else(|e| panic!("cannot type: {e}"));
        }
    }

    /// Sets the focus by a click, and replaces the content of a field by typing over it.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) {
        self.click_on(selector);
        self.chord(&[key::CONTROL], 'a');
        if text.is_empty() {
            self.keys(&key::DELETE.to_string());
        } else {
            self.prose_keys(text);
        }
    }

    /// Fills the field with this name.
    #[track_caller]
    pub fn fill_field(&self, name: &str, text: &str) {
        self.fill(&format!("[data-field=\"{name}\"]"), text);
    }

    /// Selects the entry with this value in a list, with all events that a choice makes.
    #[track_caller]
    pub fn select(&self, selector: &str, value: &str) {
        self.driver()
            .select(selector, value)
            .unwrap_or_else(|e| panic!("cannot choose {value} in {selector}: {e}"));
    }

    /// Sets the focus into a cell by a click of the mouse.
    #[track_caller]
    pub fn enter_cell(&self, id: &str) {
        self.click_on(&format!("[data-cell=\"{id}\"]"));
        assert_eq!(self.focused(), id, "a click on a cell sets the focus");
    }

    /// Clicks a cell, types over its content and continues with Enter.
    #[track_caller]
    pub fn type_cell(&self, id: &str, text: &str) {
        self.enter_cell(id);
        self.chord(&[key::CONTROL], 'a');
        self.keys(text);
        self.keys(&key::ENTER.to_string());
    }
}
