//! Reading an event: its target, and the elements around that.

use super::dom;
use super::running::send;
use super::screen_snapshot::take_snapshot;
use crate::desk::{self, ButtonData, ButtonPress};
use crate::edition::CellId;
use crate::view::{Act, ElementId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The target of an event.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

/// The nearest element that matches a selector, from the target outwards.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    target(event)?.closest(selector).ok().flatten()
}

/// The cell whose field the element is.
pub fn cell_of(element: &Element) -> Option<CellId> {
    element.get_attribute("data-cell").and_then(|id| CellId::parse(&id))
}

/// Whether the target is in a dialog.
pub fn in_dialog(event: &Event) -> bool {
    closest(event, ".nb-dialog").is_some()
}

/// Sends the press of a button, or of a key that does the same, with the fields of the open dialog.
pub fn press(act: Act, data: ButtonData) {
    let in_dialog = format!("{} [data-field]", ElementId::Dialog.selector());
    let fields = dom::all::<Element>(&in_dialog).filter_map(|field| {
        let name = field.get_attribute("data-field")?;
        Some((name, dom::value(&field)))
    });
    let fields = fields.collect();
    send(desk::Event::ButtonPressed(ButtonPress { act, data, fields, seen: take_snapshot() }));
}
