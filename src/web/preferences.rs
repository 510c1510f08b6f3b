//! The preferences that this browser stores: rule packs, the documents that were ticked at the last
//! export, large type, and whether to save nothing. They contain no report.

use super::boundary::{from_text, to_text};
use super::database::{is_disabled, local_storage, named};
use crate::session::outbox::Ticks;
use wasm_bindgen::JsValue;

const PACKS: &str = "nianbao:packs";
const TICKS: &str = "nianbao:export";
/// Present if large type is on.
const LARGE: &str = "nianbao:large";
/// Present if drafts are not to be saved.
const NOWHERE: &str = "nianbao:nowhere";

// ---- Keeping nothing ----

/// Whether the clerk or the host page wants nothing saved in this browser.
pub fn is_local_saving_off() -> bool {
    is_disabled()
        || local_storage()
            .and_then(|local| local.get_item(&named(NOWHERE)).ok().flatten())
            .is_some()
}

/// Stores whether drafts are not to be saved. Drafts that are saved already stay.
///
/// # Errors
/// The browser stores nothing anyway.
pub fn set_local_saving_off(on: bool) -> Result<(), JsValue> {
    let local = local_storage().ok_or(JsValue::NULL)?;
    if on { local.set_item(&named(NOWHERE), "1") } else { local.remove_item(&named(NOWHERE)) }
}

// ---- Rule packs ----

/// The texts of the rule packs that this browser keeps.
pub fn packs() -> Vec<String> {
    pack_texts().into_iter().map(|(_, text)| text).collect()
}

/// Stores a rule pack, in place of one with the same name.
///
/// # Errors
/// The browser stores nothing.
pub fn store_rule_pack(name: &str, text: String) -> Result<(), JsValue> {
    let mut packs = pack_texts();
    packs.retain(|(other, _)| other != name);
    packs.push((name.to_owned(), text));
    put_packs(&packs)
}

/// Deletes a rule pack. If the browser stores nothing, there is nothing to delete.
pub fn delete_rule_pack(name: &str) {
    let mut packs = pack_texts();
    packs.retain(|(other, _)| other != name);
    let _ = put_packs(&packs);
}

fn pack_texts() -> Vec<(String, String)> {
    let text = local_storage().and_then(|local| local.get_item(&named(PACKS)).ok().flatten());
    text.and_then(|text| from_text(&text)).unwrap_or_default()
}

fn put_packs(packs: &[(String, String)]) -> Result<(), JsValue> {
    let text = to_text(&packs)?;
    local_storage().ok_or(JsValue::NULL)?.set_item(&named(PACKS), &text)
}

// ---- Export ----

/// The documents that were ticked at the last export.
pub fn export_selection() -> Option<Ticks> {
    local_storage()?.get_item(&named(TICKS)).ok().flatten().and_then(|text| from_text(&text))
}

/// Stores which documents are ticked. If the browser refuses, only this convenience is lost.
pub fn store_export_selection(ticks: &Ticks) {
    if let Some((local, text)) = local_storage().zip(to_text(ticks).ok()) {
        let _ = local.set_item(&named(TICKS), &text);
    }
}

// ---- Type ----

/// Whether large type is on in this browser.
pub fn is_large() -> bool {
    local_storage().and_then(|local| local.get_item(&named(LARGE)).ok().flatten()).is_some()
}

/// Stores whether large type is on. If the browser refuses, only this convenience is lost.
pub fn store_large_type(on: bool) {
    if let Some(local) = local_storage() {
        let _ =
            if on { local.set_item(&named(LARGE), "1") } else { local.remove_item(&named(LARGE)) };
    }
}
