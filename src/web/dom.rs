//! Finding and changing elements. The program runs in one root element, which may be in the shadow
//! tree of an element on a host page, beside other instances. Therefore all searches start at the
//! root element.

use crate::sorted_map::SortedMap;
use crate::view::{ElementId, ListItem, Patch};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

#[wasm_bindgen]
extern "C" {
    /// The functions that a document and a shadow root share.
    #[derive(Clone)]
    pub type Tree;

    #[wasm_bindgen(method, structural, js_name = getElementById)]
    fn element_by_id(this: &Tree, id: &str) -> Option<Element>;

    #[wasm_bindgen(method, structural, getter, js_name = activeElement)]
    fn active(this: &Tree) -> Option<Element>;
}

/// The attribute of the root element that switches the style sheet to large type.
const TYPE: &str = "data-type";
const LARGE: &str = "large";

thread_local! {
    /// The root element, and the tree that it is in.
    static ROOT: RefCell<Option<(HtmlElement, Tree)>> = const { RefCell::new(None) };
}

/// Sets the root element.
pub fn set_root(root: &HtmlElement) {
    ROOT.set(Some((root.clone(), root.get_root_node().unchecked_into())));
}

/// The window. The page module runs nowhere else.
#[allow(clippy::expect_used, reason = "without a window there is no page to start")]
pub fn window() -> Window {
    web_sys::window().expect("a window")
}

/// The document, for creating elements and ranges. Elements of the page may be in a shadow tree
/// ([`tree`]) instead.
#[allow(clippy::expect_used, reason = "without a document there is no page to start")]
pub fn document() -> Document {
    window().document().expect("a document")
}

/// The root element of the page.
pub fn root() -> Option<HtmlElement> {
    ROOT.with_borrow(|home| home.as_ref().map(|(root, _)| root.clone()))
}

/// The document or the shadow root that contains the root element.
pub fn tree() -> Option<Tree> {
    ROOT.with_borrow(|home| home.as_ref().map(|(_, tree)| tree.clone()))
}

/// Whether the program runs in an element on a host page.
pub fn is_embedded() -> bool {
    root().is_some_and(|root| root.get_root_node().dyn_ref::<Document>().is_none())
}

/// Formats a number by JavaScript. The formatting of floats in Rust would add more code than the
/// modules that need it.
pub fn digits(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// Whether the root element has large type. The attribute remains when a new instance takes over.
pub fn is_large() -> bool {
    root().is_some_and(|root| root.get_attribute(TYPE).as_deref() == Some(LARGE))
}

/// Switches the root element to large type, or back.
pub fn set_large(on: bool) {
    if let Some(root) = root() {
        // Both fail only for invalid names.
        let _ = if on { root.set_attribute(TYPE, LARGE) } else { root.remove_attribute(TYPE) };
    }
}

/// Lets the browser print the manual, whose dialog is open, or the pages of the preview again
/// (`www/preview.css`).
pub fn print_manual(on: bool) {
    if let Some(root) = root() {
        // Both fail only for invalid names.
        let _ = if on {
            root.set_attribute("data-prints", "manual")
        } else {
            root.remove_attribute("data-prints")
        };
    }
}

/// Makes the page without its dialogs inert while a dialog is open, or active again.
pub fn set_inert(on: bool) {
    for page in all::<Element>(".nb") {
        // In browsers without `inert`, the Tab key stays in the dialog anyway.
        let _ = if on { page.set_attribute("inert", "") } else { page.remove_attribute("inert") };
    }
}

/// An element of the page.
pub fn get(id: &ElementId) -> Option<Element> {
    by_id(&id.to_string())
}

/// The element with that id.
pub fn by_id(id: &str) -> Option<Element> {
    ROOT.with_borrow(|home| home.as_ref().and_then(|(_, tree)| tree.element_by_id(id)))
}

/// The elements of the page that match a selector, in document order.
pub fn all<T: JsCast>(selector: &str) -> impl Iterator<Item = T> {
    let found = root().and_then(|root| root.query_selector_all(selector).ok());
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

/// The element that has the focus.
pub fn active_element() -> Option<Element> {
    ROOT.with_borrow(|home| home.as_ref().and_then(|(_, tree)| tree.active()))
}

/// Unfolds every `details` around an element.
pub fn open_around(element: &Element) {
    let mut enclosing = element.closest("details:not([open])").ok().flatten();
    while let Some(folded) = enclosing {
        // Fails only for an invalid name. Without the return the loop would not end then.
        if folded.set_attribute("open", "").is_err() {
            return;
        }
        enclosing = element.closest("details:not([open])").ok().flatten();
    }
}

/// Puts the focus on the element with that id. The content of a text field is selected, so that
/// typing replaces it.
pub fn focus(id: &str) {
    let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    open_around(&element);
    // A hidden field cannot take the focus, which is not an error.
    let _ = if element.tab_index() < 0 && element.dyn_ref::<HtmlInputElement>().is_none() {
        // A region takes the focus only for its keys, so the page does not scroll.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options)
    } else {
        element.focus()
    };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>()
        && input.type_() == "text"
    {
        input.select();
        // Firefox does not scroll if only an edge of the field is visible.
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        input.scroll_into_view_with_scroll_into_view_options(&options);
        scroll_clear_of_sticky(input);
    }
}

/// Scrolls the focused element out from under sticky elements: the heads of its table, the labels
/// of its row, the buttons of its dialog. (Scroll padding would do that, but with it WebKit no
/// longer brings distant elements into view.)
pub fn scroll_clear_of_sticky(element: &Element) {
    let found = |selector: &str| element.closest(selector).ok().flatten();
    let bounds = element.get_bounding_client_rect();
    if let Some(head) =
        found("table").and_then(|table| table.query_selector("thead").ok().flatten())
    {
        let down = (head.get_bounding_client_rect().bottom() - bounds.top()).max(0.0);
        let label =
            found("tr").and_then(|row| row.query_selector("th:last-of-type").ok().flatten());
        let right = label.map_or(0.0, |label| {
            (label.get_bounding_client_rect().right() - bounds.left()).max(0.0)
        });
        // The width of the window determines which of the two scrolls.
        for container in [found(".nb-sheet"), found(".nb-main")].into_iter().flatten() {
            container.scroll_by_with_x_and_y(-right, -down);
        }
    }
    let dialog = found(".nb-dialog").filter(|_| found(".nb-d-foot").is_none());
    if let Some((dialog, foot)) = dialog.and_then(|dialog| {
        Some((dialog.clone(), dialog.query_selector(".nb-d-foot").ok().flatten()?))
    }) {
        // An element that begins below the upper edge of the buttons is not moved.
        let under = bounds.bottom() - foot.get_bounding_client_rect().top();
        if under > 0.0 && under < bounds.height() + 1.0 {
            dialog.scroll_by_with_x_and_y(0.0, under);
        }
    }
}

/// The value of a form field.
pub fn value(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "checkbox" {
            if input.checked() { "true".to_owned() } else { String::new() }
        } else {
            input.value()
        }
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        String::new()
    }
}

/// Sets the value of a form field only if it differs, so that caret and selection stay.
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

/// Applies patches. The field whose id is `busy` is being typed in and keeps its text.
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
                    // Both fail only for invalid names.
                    let _ = match value {
                        Some(value) => element.set_attribute(name, value),
                        None => element.remove_attribute(name),
                    };
                }
            }
            Patch::List { id, items } => {
                if let Some(element) = by_id(id) {
                    patch_list(&element, items);
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

/// Updates the children of an element. Only those that changed are moved or replaced, so that focus
/// and scroll position stay.
fn patch_list(list: &Element, items: &[ListItem]) {
    let mut next = list.first_element_child();
    let mut there = SortedMap::new();
    for child in children(list) {
        if let Some(key) = child.get_attribute("data-key") {
            there.insert(key, child);
        }
    }
    for item in items {
        let old = there.get(&item.key).cloned();
        let wanted = match (&item.html, &old) {
            (None, Some(old)) => Some(old.clone()),
            (html, _) => html.as_deref().and_then(element_of),
        };
        let Some(wanted) = wanted else { continue };
        if next.as_ref() == Some(&wanted) {
            next = wanted.next_element_sibling();
            continue;
        }
        // The old version of a changed child is removed, and the new one is inserted at its
        // position in the list.
        if let Some(old) = old.filter(|old| *old != wanted) {
            if next.as_ref() == Some(&old) {
                next = old.next_element_sibling();
            }
            old.remove();
        }
        // Fails only if `next` is not a child of the list.
        let _ = list.insert_before(&wanted, next.as_deref());
    }
    while let Some(rest) = next {
        next = rest.next_element_sibling();
        rest.remove();
    }
}

/// Changes an element into the one of this HTML. Descendants that are equal already stay, so that
/// only the rest is laid out and painted again.
pub fn morph_into(element: &Element, html: &str) {
    if let Some(wanted) = element_of(html) {
        change(element, &wanted);
    }
}

fn change(old: &Element, new: &Element) {
    if old.is_equal_node(Some(new)) {
        return;
    }
    let (within, wanted) = (children(old), children(new));
    // The children are compared one by one only if both elements have the same tag and the same
    // number of children, and no text between them.
    let are_alike = is_same_tag(old, new)
        && !wanted.is_empty()
        && within.len() == wanted.len()
        && holds_only(old, &within)
        && holds_only(new, &wanted);
    if are_alike {
        within.iter().zip(&wanted).for_each(|(old, new)| change(old, new));
    } else {
        // Fails only if the old element has no parent.
        let _ = old.replace_with_with_node_1(new);
    }
}

/// Whether two elements are equal except for their content.
fn is_same_tag(one: &Element, other: &Element) -> bool {
    one.clone_node()
        .is_ok_and(|one| other.clone_node().is_ok_and(|other| one.is_equal_node(Some(&other))))
}

/// Whether an element contains these elements and no text beside them.
fn holds_only(element: &Element, children: &[Element]) -> bool {
    element.child_nodes().length() as usize == children.len()
}

/// The child elements of an element.
pub fn children(element: &Element) -> Vec<Element> {
    let children = element.children();
    (0..children.length()).filter_map(|index| children.item(index)).collect()
}

fn element_of(html: &str) -> Option<Element> {
    let host = document().create_element("div").ok()?;
    host.set_inner_html(html);
    host.first_element_child()
}
