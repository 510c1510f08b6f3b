//! Reads the state of the screen just before an event that depends on it.

use super::dom;
use crate::desk::ScreenSnapshot;
use crate::view::ElementId;

/// The present state of the screen.
pub fn take_snapshot() -> ScreenSnapshot {
    let active = dom::active_element();
    ScreenSnapshot {
        has_focus: active.is_some(),
        focus: active.map(|element| element.id()).filter(|id| !id.is_empty()),
        scrolled: dom::get(&ElementId::Main).map_or(0, |main| main.scroll_top()),
        width: dom::root().map_or(0, |root| root.client_width()),
    }
}
