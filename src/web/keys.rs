//! The keyboard: keys in cells and in dialogs, and shortcuts of the page.

use super::cell_editing::{place_caret, select_cell};
use super::event_target::{cell_of, closest, in_dialog, press, target};
use super::running::{read, send};
use super::screen_snapshot::take_snapshot;
use super::{composing, dom, regions};
use crate::desk::{self, ButtonData, Desk};
use crate::edition::CellId;
use crate::session::Direction;
use crate::view::{Act, ElementId, FieldName};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, Node};

/// Handles a key that was pressed inside the root element.
pub fn key(event: &Event) {
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
    // The key code 229 means that the input method handles the key.
    if composing::is_composing() || pressed.is_composing() || pressed.key_code() == 229 {
        return;
    }
    if in_dialog(event) {
        return dialog_key(pressed);
    }
    if pressed.ctrl_key() || pressed.meta_key() {
        return control_key(pressed);
    }
    if page_key(pressed) {
        return;
    }
    if pressed.key() == "Escape" && read(Desk::has_pending_paste) == Some(true) {
        pressed.prevent_default();
        return press(Act::PasteCancel, ButtonData::default());
    }
    if pressed.key() == "Escape"
        && [ElementId::Preview, ElementId::Button(Act::Preview)]
            .iter()
            .any(|id| closest(event, &id.selector()).is_some())
    {
        pressed.prevent_default();
        return press(Act::PreviewClose, ButtonData::default());
    }
    if pressed.key() == "Enter"
        && let Some(id) = closest(event, "[data-control]")
            .and_then(|field| field.get_attribute("data-control"))
            .and_then(|id| CellId::parse(&id))
    {
        pressed.prevent_default();
        return dom::focus(&ElementId::Cell(id).to_string());
    }
    let Some((id, field)) = target(event)
        .and_then(|field| Some((cell_of(&field)?, field.dyn_into::<HtmlInputElement>().ok()?)))
    else {
        return;
    };
    if pressed.key() == "Escape" {
        pressed.prevent_default();
        send(desk::Event::EscapePressed { cell: id, seen: take_snapshot() });
        select_cell(&field);
        return;
    }
    if pressed.key() == "F2" {
        pressed.prevent_default();
        place_caret(&field);
        return;
    }
    if let Some(direction) = direction(pressed, &field)
        && read(|desk| desk.neighbour(id, direction)).flatten().is_some()
    {
        pressed.prevent_default();
        send(desk::Event::CellMoved { from: id, direction });
    } else if pressed.key() == "Enter" {
        // There is no cell below, so the content is selected, and typing replaces it as in a cell
        // that just got the focus.
        field.select();
    }
}

fn direction(pressed: &KeyboardEvent, field: &HtmlInputElement) -> Option<Direction> {
    let shift = pressed.shift_key();
    let length = u32::try_from(field.value().encode_utf16().count()).ok();
    let (start, end) =
        (field.selection_start().ok().flatten(), field.selection_end().ok().flatten());
    let all = start == Some(0) && end == length;
    match pressed.key().as_str() {
        "Enter" => Some(if shift { Direction::Above } else { Direction::Below }),
        "Tab" => Some(if shift { Direction::Previous } else { Direction::Next }),
        "ArrowUp" if !shift => Some(Direction::Up),
        "ArrowDown" if !shift => Some(Direction::Down),
        // Inside a text the key moves the caret. At the edge of the text, or if all of it is
        // selected, the key moves to the next cell.
        "ArrowLeft" if !shift && (all || start == Some(0) && end == Some(0)) => {
            Some(Direction::Left)
        }
        "ArrowRight" if !shift && (all || start == length && end == length) => {
            Some(Direction::Right)
        }
        "Home" if !shift && all => Some(Direction::RowStart),
        "End" if !shift && all => Some(Direction::RowEnd),
        _ => None,
    }
}

/// Handles a key that was pressed together with Ctrl or ⌘.
pub fn control_key(pressed: &KeyboardEvent) {
    let data = ButtonData::default();
    let act = match (pressed.key().to_ascii_lowercase().as_str(), pressed.shift_key()) {
        ("z", false) => Act::Undo,
        ("y", _) | ("z", true) => Act::Redo,
        ("s", _) => Act::Save,
        ("p", false) => Act::Print,
        ("b", _) if closest(pressed, "[data-prose]").is_some() => Act::Bold,
        _ => return,
    };
    if read(|desk| desk.session().is_some()) != Some(true) {
        return;
    }
    pressed.prevent_default();
    press(act, data);
}

/// Handles the shortcuts that work anywhere on the page. Returns whether the key was one.
pub fn page_key(pressed: &KeyboardEvent) -> bool {
    let back = pressed.shift_key();
    let act = match pressed.key().as_str() {
        "F6" => None,
        "F8" => Some(if back { Act::FindingPrevious } else { Act::FindingNext }),
        "F1" => Some(Act::Manual),
        "?" | "？" if closest(pressed, "input, textarea, select, [contenteditable]").is_none() => {
            Some(Act::Keys)
        }
        _ => return false,
    };
    if pressed.alt_key() {
        return false;
    }
    pressed.prevent_default();
    match act {
        Some(act) => press(act, ButtonData::default()),
        None => regions::step(back),
    }
    true
}

/// Handles a key in a dialog: Escape closes it, Enter in a field presses the main button, Tab stays
/// inside.
fn dialog_key(pressed: &KeyboardEvent) {
    let Some(dialog) = closest(pressed, ".nb-dialog") else { return };
    let press = |selector: &str| {
        if let Some(button) = dialog
            .query_selector(selector)
            .ok()
            .flatten()
            .and_then(|button| button.dyn_into::<HtmlElement>().ok())
        {
            pressed.prevent_default();
            button.click();
        }
    };
    match pressed.key().as_str() {
        "Escape" => press(&Act::DialogClose.selector()),
        // The browser's own help would lead out of the page.
        "F1" => pressed.prevent_default(),
        "Enter" if closest(pressed, &FieldName::ManualSearch.selector()).is_some() => {
            let act = if pressed.shift_key() { Act::ManualPrevious } else { Act::ManualNext };
            press(&act.selector());
        }
        "Enter" if closest(pressed, "input, select").is_some() || ends_scan(pressed) => {
            press(".nb-d-foot .nb-primary");
        }
        "Tab" => stay_inside(&dialog, pressed),
        _ => {}
    }
}

/// Whether a key comes after the last digit in the field of a scanner.
fn ends_scan(pressed: &KeyboardEvent) -> bool {
    closest(pressed, &FieldName::ScanDigits.selector())
        .is_some_and(|field| desk::is_complete_code(&dom::value(&field)))
}

fn stay_inside(dialog: &Element, pressed: &KeyboardEvent) {
    let all = dom::all::<HtmlElement>(
        ".nb-dialog button, .nb-dialog input, .nb-dialog select, .nb-dialog textarea, \
         .nb-dialog summary, .nb-dialog [tabindex='0']",
    );
    let stops: Vec<HtmlElement> = all
        .filter(|stop| stop.get_client_rects().length() > 0 && !stop.has_attribute("disabled"))
        .collect();
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return };
    let (edge, other) = if pressed.shift_key() { (first, last) } else { (last, first) };
    let here = dom::active_element();
    // The dialog itself and its title, which can have the focus, come before the first stop.
    let before = pressed.shift_key()
        && here.as_ref().is_some_and(|here| {
            dialog.contains(Some(here))
                && here.compare_document_position(first) & Node::DOCUMENT_POSITION_FOLLOWING != 0
        });
    if before || here.as_ref() == Some(edge) {
        pressed.prevent_default();
        let _ = other.focus();
    }
}
