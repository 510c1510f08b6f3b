//! Finding and changing elements.

use crate::view::Patch;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Window};

/// The window. The page module runs nowhere else.
#[allow(clippy::expect_used, reason = "without a window there is no page to start")]
pub fn window() -> Window {
    web_sys::window().expect("a window")
}

/// The document.
#[allow(clippy::expect_used, reason = "without a document there is no page to start")]
pub fn document() -> Document {
    window().document().expect("a document")
}

/// The root element of the page.
pub fn root() -> Option<HtmlElement> {
    by_id("nianbao")?.dyn_into().ok()
}

/// The element with that id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts the focus there; a text field gets selected, so that typing replaces what it holds.
pub fn focus(id: &str) {
    let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    // A field that is not shown cannot take it: not an error.
    let _ = element.focus();
    if let Some(input) = element.dyn_ref::<HtmlInputElement>()
        && input.type_() == "text"
    {
        input.select();
    }
}

/// The value of a form field.
pub fn value(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "checkbox" { if input.checked() { "true".to_owned() } else { String::new() } } else { input.value() }
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        String::new()
    }
}

/// Sets the value of a form field where it differs, so that caret and selection stay.
pub fn set_value(element: &Element, text: &str) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if input.value() != text {
            input.set_value(text);
        }
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(text);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>()
        && area.value() != text
    {
        area.set_value(text);
    }
}

/// Carries out patches. A field in `busy` is being typed in and keeps its text.
pub fn patch(patches: &[Patch], busy: Option<&str>) {
    for patch in patches {
        match patch {
            Patch::Html { id, html } => {
                if let Some(element) = by_id(id) {
                    element.set_inner_html(html);
                }
            }
            Patch::Attribute { id, name, value } => {
                if let Some(element) = by_id(id) {
                    // Both fail only on names that are no names.
                    let _ = match value {
                        Some(value) => element.set_attribute(name, value),
                        None => element.remove_attribute(name),
                    };
                }
            }
            Patch::Value { id, value } => {
                if busy != Some(id.as_str())
                    && let Some(element) = by_id(id)
                {
                    set_value(&element, value);
                }
            }
        }
    }
}
