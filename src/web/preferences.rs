//! What this browser remembers of a clerk's ways: rule packs, what was ticked at the last export,
//! large type, the wish to keep nothing. No report is in it.

use super::boundary::{from_text, to_text};
use super::database::{forgets, local, named};
use crate::session::outbox::Ticks;
use wasm_bindgen::JsValue;

const PACKS: &str = "nianbao:packs";
const TICKS: &str = "nianbao:export";
/// Set where the type is to be large.
const LARGE: &str = "nianbao:large";
/// Set where nothing that is written shall be kept.
const NOWHERE: &str = "nianbao:nowhere";

// ---- Keeping nothing ----

/// Whether the clerk, or the page around, wants nothing kept in this browser.
pub fn keeps_nothing() -> bool {
    forgets() || local().and_then(|local| local.get_item(&named(NOWHERE)).ok().flatten()).is_some()
}

/// Keeps nothing from now on, or does so again. What is kept already stays.
///
/// # Errors
/// The browser keeps nothing anyway.
pub fn keep_nothing(on: bool) -> Result<(), JsValue> {
    let local = local().ok_or(JsValue::NULL)?;
    if on { local.set_item(&named(NOWHERE), "1") } else { local.remove_item(&named(NOWHERE)) }
}

// ---- Rule packs ----

/// The rule packs that this browser keeps, as the files held them.
pub fn packs() -> Vec<String> {
    pack_texts().into_iter().map(|(_, text)| text).collect()
}

/// Keeps a rule pack; one of the same name goes.
///
/// # Errors
/// The browser keeps nothing.
pub fn keep_pack(name: &str, text: String) -> Result<(), JsValue> {
    let mut packs = pack_texts();
    packs.retain(|(other, _)| other != name);
    packs.push((name.to_owned(), text));
    put_packs(&packs)
}

/// Throws a rule pack away. Where the browser keeps nothing, there is nothing to throw away.
pub fn forget_pack(name: &str) {
    let mut packs = pack_texts();
    packs.retain(|(other, _)| other != name);
    let _ = put_packs(&packs);
}

fn pack_texts() -> Vec<(String, String)> {
    let kept = local().and_then(|local| local.get_item(&named(PACKS)).ok().flatten());
    kept.and_then(|kept| from_text(&kept)).unwrap_or_default()
}

fn put_packs(packs: &[(String, String)]) -> Result<(), JsValue> {
    let text = to_text(&packs)?;
    local().ok_or(JsValue::NULL)?.set_item(&named(PACKS), &text)
}

// ---- Export ----

/// What was ticked in the export dialog the last time.
pub fn ticks() -> Option<Ticks> {
    local()?.get_item(&named(TICKS)).ok().flatten().and_then(|text| from_text(&text))
}

/// Remembers what is ticked. A browser that refuses only loses the convenience.
pub fn keep_ticks(ticks: &Ticks) {
    if let Some((local, text)) = local().zip(to_text(ticks).ok()) {
        let _ = local.set_item(&named(TICKS), &text);
    }
}

// ---- Type ----

/// Whether the clerk wants large type in this browser.
pub fn is_large() -> bool {
    local().and_then(|local| local.get_item(&named(LARGE)).ok().flatten()).is_some()
}

/// Remembers it. A browser that refuses only loses the convenience.
pub fn keep_large(on: bool) {
    if let Some(local) = local() {
        let _ =
            if on { local.set_item(&named(LARGE), "1") } else { local.remove_item(&named(LARGE)) };
    }
}
