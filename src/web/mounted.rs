//! The functions of an element that the host page calls to change what is on the screen. Everything
//! else that the host page can do with the open report is in [`super::api`].

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

/// Opens another draft, which the caller has checked. The report that was open before stays in the
/// browser's store.
#[wasm_bindgen]
pub fn take_draft(draft: &str) {
    send(Event::DraftGiven(draft.to_owned(), sight::seen()));
}

/// Types a text into a cell, as a clerk would. An unknown cell is ignored.
#[wasm_bindgen]
pub fn type_cell(cell: &str, text: &str) {
    let Some(id) = CellId::parse(cell) else { return };
    send(Event::CellTyped(id, text.to_owned()));
    send(Event::CellLeft(id));
}

/// Writes a note if the store lacks the newest version, and closes the database, because the
/// element is being removed.
#[wasm_bindgen]
pub fn leave() {
    send(Event::Leaving);
    database::close();
}
