//! The open report of a page that lives in an element, for the program around it. What it reads and
//! asks goes through [`super::api`]; here is only what must change what is on the screen.

use super::app::{self, App};
use super::database;
use crate::edition::CellId;
use crate::session::Session;
use wasm_bindgen::prelude::*;

/// The draft of the open report, if one is open.
#[wasm_bindgen]
pub fn open_draft() -> Option<String> {
    app::read(|app| app.session.as_ref().map(Session::draft)).flatten()
}

/// Opens another draft, which is one. What was open before stays where the browser keeps it.
#[wasm_bindgen]
pub fn take_draft(draft: &str) {
    app::update(|app| app.take_draft(draft));
}

/// Types a text into a cell, as the clerk would.
#[wasm_bindgen]
pub fn type_cell(cell: &str, text: &str) {
    let Some(id) = CellId::parse(cell) else { return };
    app::update(|app| {
        let mut effects = app.type_cell(id, text);
        effects.extend(app.leave_cell(id));
        effects
    });
}

/// The page goes: what is younger than the store is noted down, and nothing is held open.
#[wasm_bindgen]
pub fn leave() {
    app::update(App::note_down);
    database::close();
}
