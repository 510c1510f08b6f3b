//! What an event is about: the element that it happened to, and those around it.

use super::dom;
use super::running::send;
use super::sight::seen;
use crate::desk::{self, Data, Press};
use crate::edition::CellId;
use crate::view::{Act, Id};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The element that it happened to.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

/// The nearest element around that one, or itself, that a selector fits.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    target(event)?.closest(selector).ok().flatten()
}

/// The cell that an element is the field of.
pub fn cell_of(element: &Element) -> Option<CellId> {
    element.get_attribute("data-cell").and_then(|id| CellId::parse(&id))
}

/// Whether it happened in a dialog.
pub fn in_dialog(event: &Event) -> bool {
    closest(event, ".nb-dialog").is_some()
}

/// A button was pressed, or a key that stands for one.
pub fn press(act: Act, data: Data) {
    let in_dialog = format!("{} [data-field]", Id::Dialog.selector());
    let fields = dom::all::<Element>(&in_dialog).filter_map(|field| {
        let name = field.get_attribute("data-field")?;
        Some((name, dom::value(&field)))
    });
    let fields = fields.collect();
    send(desk::Event::Pressed(Press { act, data, fields, seen: seen() }));
}
