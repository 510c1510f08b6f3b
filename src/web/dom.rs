//! Finding and changing elements. The page lives in one root element, which may be in the shadow
//! tree of an element on somebody's page and beside others of its kind: everything is looked for
//! from there.

use crate::sorted_map::SortedMap;
use crate::view::{Id, ListItem, Patch};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

#[wasm_bindgen]
extern "C" {
    /// What both a document and a shadow tree are.
    #[derive(Clone)]
    pub type Tree;

    #[wasm_bindgen(method, structural, js_name = getElementById)]
    fn element_by_id(this: &Tree, id: &str) -> Option<Element>;

    #[wasm_bindgen(method, structural, getter, js_name = activeElement)]
    fn active(this: &Tree) -> Option<Element>;
}

/// How the style sheet is told of large type.
const TYPE: &str = "data-type";
const LARGE: &str = "large";

thread_local! {
    /// The root element, and the tree that it is in.
    static HOME: RefCell<Option<(HtmlElement, Tree)>> = const { RefCell::new(None) };
}

/// From now on the page lives in this element.
pub fn live_in(root: &HtmlElement) {
    HOME.set(Some((root.clone(), root.get_root_node().unchecked_into())));
}

/// The window. The page module runs nowhere else.
#[allow(clippy::expect_used, reason = "without a window there is no page to start")]
pub fn window() -> Window {
    web_sys::window().expect("a window")
}

/// The document, to make elements and ranges with. What is looked for may not be in it but in a
/// [`tree`] of its own.
#[allow(clippy::expect_used, reason = "without a document there is no page to start")]
pub fn document() -> Document {
    window().document().expect("a document")
}

/// The root element of the page.
pub fn root() -> Option<HtmlElement> {
    HOME.with_borrow(|home| home.as_ref().map(|(root, _)| root.clone()))
}

/// The tree that the root element is in.
pub fn tree() -> Option<Tree> {
    HOME.with_borrow(|home| home.as_ref().map(|(_, tree)| tree.clone()))
}

/// Whether the page is part of somebody's page.
pub fn is_embedded() -> bool {
    root().is_some_and(|root| root.get_root_node().dyn_ref::<Document>().is_none())
}

/// A number as JavaScript writes it. The tables by which floats are written here would weigh more
/// than what calls for it.
pub fn digits(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// Whether the root is set in large type: so it stays when an instance takes the place of another
/// one.
pub fn is_large() -> bool {
    root().is_some_and(|root| root.get_attribute(TYPE).as_deref() == Some(LARGE))
}

/// Sets the root in large type, or not.
pub fn set_large(on: bool) {
    if let Some(root) = root() {
        // Both fail only on names that are no names.
        let _ = if on { root.set_attribute(TYPE, LARGE) } else { root.remove_attribute(TYPE) };
    }
}

/// The page without its dialogs: while one is open, nothing of it can be reached.
pub fn bar(on: bool) {
    for page in all::<Element>(".nb") {
        // Browsers that do not know it lose nothing: Tab stays in the dialog anyway.
        let _ = if on { page.set_attribute("inert", "") } else { page.remove_attribute("inert") };
    }
}

/// An element of the page.
pub fn get(id: &Id) -> Option<Element> {
    by_id(&id.to_string())
}

/// The element with that id.
pub fn by_id(id: &str) -> Option<Element> {
    HOME.with_borrow(|home| home.as_ref().and_then(|(_, tree)| tree.element_by_id(id)))
}

/// The elements of the page that a selector fits, in their order.
pub fn all<T: JsCast>(selector: &str) -> impl Iterator<Item = T> {
    let found = root().and_then(|root| root.query_selector_all(selector).ok());
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

/// The element that has the focus.
pub fn active_element() -> Option<Element> {
    HOME.with_borrow(|home| home.as_ref().and_then(|(_, tree)| tree.active()))
}

/// Opens what is folded away around an element.
pub fn open_around(element: &Element) {
    let mut around = element.closest("details:not([open])").ok().flatten();
    while let Some(folded) = around {
        // Fails only on a name that is no name, and then there would be no end.
        if folded.set_attribute("open", "").is_err() {
            return;
        }
        around = element.closest("details:not([open])").ok().flatten();
    }
}

/// Puts the focus there; a text field gets selected, so that typing replaces what it holds.
pub fn focus(id: &str) {
    let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    open_around(&element);
    // A field that is not shown cannot take it: not an error.
    let _ = if element.tab_index() < 0 && element.dyn_ref::<HtmlInputElement>().is_none() {
        // A region takes the focus for the sake of the keys; the page stays where it is.
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
        // Firefox is content if an edge of the field shows.
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        input.scroll_into_view_with_scroll_into_view_options(&options);
        keep_clear(input);
    }
}

/// Brings what has the focus out from under what stays while the rest scrolls: the heads of its
/// table, the labels of its row, the buttons of its dialog. (Scroll paddings would do that, but for
/// WebKit, which then no longer brings into view what is far away.)
pub fn keep_clear(element: &Element) {
    let found = |selector: &str| element.closest(selector).ok().flatten();
    let place = element.get_bounding_client_rect();
    if let Some(head) =
        found("table").and_then(|table| table.query_selector("thead").ok().flatten())
    {
        let down = (head.get_bounding_client_rect().bottom() - place.top()).max(0.0);
        let label =
            found("tr").and_then(|row| row.query_selector("th:last-of-type").ok().flatten());
        let right = label.map_or(0.0, |label| {
            (label.get_bounding_client_rect().right() - place.left()).max(0.0)
        });
        // One of the two scrolls, by the width of the window.
        for around in [found(".nb-sheet"), found(".nb-main")].into_iter().flatten() {
            around.scroll_by_with_x_and_y(-right, -down);
        }
    }
    let dialog = found(".nb-dialog").filter(|_| found(".nb-d-foot").is_none());
    if let Some((dialog, foot)) = dialog.and_then(|dialog| {
        Some((dialog.clone(), dialog.query_selector(".nb-d-foot").ok().flatten()?))
    }) {
        // What is larger than the dialog stays as it is.
        let under = place.bottom() - foot.get_bounding_client_rect().top();
        if under > 0.0 && under < place.height() + 1.0 {
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

/// Brings the children of an element in line, moving and replacing only what changed, so that focus
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
        // A changed child takes the place of the old one, wherever that is; then it is moved if
        // need be.
        if let Some(old) = old.filter(|old| *old != wanted) {
            if next.as_ref() == Some(&old) {
                next = old.next_element_sibling();
            }
            old.remove();
        }
        // Fails only if `next` were no child of the list.
        let _ = list.insert_before(&wanted, next.as_deref());
    }
    while let Some(rest) = next {
        next = rest.next_element_sibling();
        rest.remove();
    }
}

/// Makes an element what this HTML says (one element). What of it is that already stays: only the
/// rest is laid out and painted anew.
pub fn change_into(element: &Element, html: &str) {
    if let Some(wanted) = element_of(html) {
        change(element, &wanted);
    }
}

fn change(old: &Element, new: &Element) {
    if old.is_equal_node(Some(new)) {
        return;
    }
    let (within, wanted) = (children(old), children(new));
    // Trees are gone through as far as they have one shape, and elements alone in it.
    let are_alike = is_same_tag(old, new)
        && !wanted.is_empty()
        && within.len() == wanted.len()
        && holds_only(old, &within)
        && holds_only(new, &wanted);
    if are_alike {
        within.iter().zip(&wanted).for_each(|(old, new)| change(old, new));
    } else {
        // Fails only if the old one had no parent.
        let _ = old.replace_with_with_node_1(new);
    }
}

/// Whether two elements are the same but for what is in them.
fn is_same_tag(one: &Element, other: &Element) -> bool {
    one.clone_node()
        .is_ok_and(|one| other.clone_node().is_ok_and(|other| one.is_equal_node(Some(&other))))
}

/// Whether an element holds these elements and no words beside them.
fn holds_only(element: &Element, children: &[Element]) -> bool {
    element.child_nodes().length() as usize == children.len()
}

/// The elements in an element.
pub fn children(element: &Element) -> Vec<Element> {
    let children = element.children();
    (0..children.length()).filter_map(|index| children.item(index)).collect()
}

fn element_of(html: &str) -> Option<Element> {
    let host = document().create_element("div").ok()?;
    host.set_inner_html(html);
    host.first_element_child()
}
