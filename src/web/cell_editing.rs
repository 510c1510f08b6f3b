//! The two modes of the focused cell, as in a spreadsheet: selected as a whole, or edited inside.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

thread_local! {
    /// Whether the focused cell is edited inside (after F2, a double click or typing), so that a
    /// click sets the caret. Otherwise a click selects the whole cell, and typing replaces its
    /// content.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether the focused cell is edited inside.
pub fn is_editing() -> bool {
    INSIDE.get()
}

/// Notes that something was typed into the focused cell, which is edited inside from now on.
pub fn start_editing() {
    INSIDE.set(true);
}

/// Selects a cell as a whole.
pub fn select_cell(field: &Element) {
    INSIDE.set(false);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Edits a cell inside: sets the caret behind its text, where arrow keys and clicks move it.
pub fn place_caret(field: &Element) {
    INSIDE.set(true);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // Fails only for fields without text.
        let _ = input.set_selection_range(end, end);
    }
}
