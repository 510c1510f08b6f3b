//! Dialogs and messages, and the focus that a dialog takes and gives back.

use super::dom;
use crate::desk::MessageKind;
use crate::view::{Act, ElementId, dialog};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The element that had the focus. Lists may be drawn anew while a dialog is open, so it is found
/// again by its id, else as the same element, else as the button with the same act in the same
/// finding.
struct PreviousFocus {
    id: String,
    element: Element,
    finding: Option<String>,
    act: Option<String>,
}

thread_local! {
    static PREVIOUS_FOCUS: RefCell<Option<PreviousFocus>> = const { RefCell::new(None) };
}

/// Remembers which element has the focus, unless it is in a dialog: if one dialog follows another,
/// the focus before the first one counts.
fn remember_focus() {
    let active = dom::active_element()
        .filter(|element| element.closest(&ElementId::Dialog.selector()).ok().flatten().is_none());
    let Some(element) = active else { return };
    let finding = element
        .closest("[data-finding]")
        .ok()
        .flatten()
        .and_then(|finding| finding.get_attribute("data-finding"));
    let before = PreviousFocus {
        id: element.id(),
        act: element.get_attribute("data-act"),
        finding,
        element,
    };
    PREVIOUS_FOCUS.set(Some(before));
}

/// Gives the focus back; if its element is gone, to the part that is open.
fn restore_focus() {
    let Some(before) = PREVIOUS_FOCUS.take() else { return };
    if !before.id.is_empty() && dom::by_id(&before.id).is_some() {
        return dom::focus(&before.id);
    }
    let again = if before.element.is_connected() {
        Some(before.element.clone())
    } else {
        before.equivalent_button()
    };
    match again.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // If the element cannot take the focus any more, the body keeps it.
        Some(element) => drop(element.focus()),
        None => dom::focus(ElementId::Main.stem()),
    }
}

impl PreviousFocus {
    fn equivalent_button(&self) -> Option<Element> {
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
        let has_same_act =
            |button: &Element| button.get_attribute("data-act").as_ref() == Some(act);
        first.clone().filter(has_same_act).or_else(|| all.find(has_same_act)).or(first)
    }
}

/// Opens a dialog.
pub fn open(html: &str) {
    remember_focus();
    if let Some(host) = dom::get(&ElementId::Dialog) {
        host.set_inner_html(html);
        let named = host.query_selector("[data-first]").ok().flatten();
        let others = format!(
            "input:not([type=checkbox]), select, textarea, .nb-primary, {}",
            Act::DialogClose.selector()
        );
        let first = named.or_else(|| host.query_selector(&others).ok()?);
        if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
        dom::set_inert(true);
    }
}

/// Closes the dialog, and gives the focus back.
pub fn close() {
    if let Some(host) = dom::get(&ElementId::Dialog) {
        host.set_inner_html("");
    }
    dom::set_inert(false);
    restore_focus();
}

thread_local! {
    /// Counts the messages, so that the timer of a message does not remove a later one.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Shows a message until the next one comes, or for as long as reading it takes.
pub fn message(text: &str, kind: MessageKind) {
    const SHORTEST: u32 = 5_000;
    const PER_CHARACTER: u32 = 130;
    let Some(host) = dom::get(&ElementId::Message) else { return };
    let turn = TURN.get() + 1;
    TURN.set(turn);
    host.set_inner_html(&dialog::message(text, kind == MessageKind::Warning));
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX / PER_CHARACTER);
    gloo::timers::callback::Timeout::new(SHORTEST.max(length * PER_CHARACTER), move || {
        if let Some(host) = dom::get(&ElementId::Message)
            && TURN.get() == turn
        {
            host.set_inner_html("");
        }
    })
    .forget();
}
