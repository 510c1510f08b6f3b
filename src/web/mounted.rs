//! The open report of a page that lives in an element, for the program around it. What it reads and
//! asks goes through [`super::api`]; here is only what must change what is on the screen.

use super::running::{read, send};
use super::{database, sight};
use crate::desk::Event;
use crate::edition::CellId;
use crate::session::Session;
use wasm_bindgen::prelude::*;

/// The draft of the open report, if one is open.
#[wasm_bindgen]
pub fn open_draft() -> Option<String> {
    read(|desk| desk.session().map(Session::draft)).flatten()
}

/// Opens another draft, which is one. What was open before stays where the browser keeps it.
#[wasm_bindgen]
pub fn take_draft(draft: &str) {
    send(Event::DraftGiven(draft.to_owned(), sight::seen()));
}

/// Types a text into a cell, as the clerk would.
#[wasm_bindgen]
pub fn type_cell(cell: &str, text: &str) {
    let Some(id) = CellId::parse(cell) else { return };
    send(Event::CellTyped(id, text.to_owned()));
    send(Event::CellLeft(id));
}

/// The page goes: what is younger than the store is noted down, and nothing is held open.
#[wasm_bindgen]
pub fn leave() {
    send(Event::Leaving);
    database::close();
}
