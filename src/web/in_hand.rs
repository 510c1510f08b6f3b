//! The cell in hand: taken as a whole, as in a spreadsheet, or edited inside.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

thread_local! {
    /// The cell in hand is edited inside (after F2, a double click or a key that typed), so a click
    /// puts the caret; else a click takes the whole cell in hand, and what is typed replaces it, as
    /// in a spreadsheet.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether the cell in hand is edited inside.
pub fn is_inside() -> bool {
    INSIDE.get()
}

/// Something was typed into the cell in hand: it is edited inside from now on.
pub fn typed() {
    INSIDE.set(true);
}

/// Takes a cell in hand as a whole.
pub fn take_whole(field: &Element) {
    INSIDE.set(false);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Goes into a cell: the caret stands behind what is there, and the arrows and clicks move it.
pub fn edit_inside(field: &Element) {
    INSIDE.set(true);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // Fails only on fields that hold no text.
        let _ = input.set_selection_range(end, end);
    }
}
