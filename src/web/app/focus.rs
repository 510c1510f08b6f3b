//! Where the focus was before a dialog took it, and the way back there.

use super::APP;
use crate::web::dom;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A place that had the focus. Finding it again, its id counts first, then the element itself, then
/// the button of the same name of the same finding: lists are drawn anew while a dialog is open.
pub struct Before {
    id: String,
    element: Element,
    finding: Option<String>,
    act: Option<String>,
}

/// Remembers what has the focus. A dialog that follows another one leaves the memory as it is.
pub fn note_focus_before_dialog() {
    let active = dom::active_element()
        .filter(|element| element.closest("#nb-dialog").ok().flatten().is_none());
    let Some(element) = active else { return };
    let finding = element
        .closest("[data-finding]")
        .ok()
        .flatten()
        .and_then(|finding| finding.get_attribute("data-finding"));
    let before =
        Before { id: element.id(), act: element.get_attribute("data-act"), finding, element };
    APP.with_borrow_mut(|app| {
        if let Some(app) = app {
            app.focus_before_dialog = Some(before);
        }
    });
}

/// Gives the focus back; where its place is gone, to the part that is open.
pub fn return_focus() {
    let Some(before) =
        APP.with_borrow_mut(|app| app.as_mut().and_then(|app| app.focus_before_dialog.take()))
    else {
        return;
    };
    if !before.id.is_empty() && dom::by_id(&before.id).is_some() {
        return dom::focus(&before.id);
    }
    let again = if before.element.is_connected() {
        Some(before.element.clone())
    } else {
        before.same_button()
    };
    match again.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus any more leaves it with the body.
        Some(element) => drop(element.focus()),
        None => dom::focus("nb-main"),
    }
}

impl Before {
    fn same_button(&self) -> Option<Element> {
        let (finding, act) = (self.finding.as_ref()?, self.act.as_ref()?);
        let mut all = dom::all::<Element>("[data-finding] [data-act]").filter(|button| {
            let of = button
                .closest("[data-finding]")
                .ok()
                .flatten()
                .and_then(|of| of.get_attribute("data-finding"));
            of.as_ref() == Some(finding)
        });
        let first = all.next();
        let same = |button: &Element| button.get_attribute("data-act").as_ref() == Some(act);
        first.clone().filter(same).or_else(|| all.find(same)).or(first)
    }
}
