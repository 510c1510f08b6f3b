//! The selection in the page, which may be in a document or in the shadow tree of an element.
//!
//! Engines treat shadow trees differently. Chromium has a selection for each tree. WebKit reveals
//! the ends of the selection only to a call that names the tree. Firefox has one selection for the
//! whole document, with its true ends.

use super::dom;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Node, Range, Selection};

/// The selected range, if it is inside the page.
pub fn selected() -> Option<Range> {
    let selection = selection()?;
    let range = composed(&selection)
        .or_else(|| selection.get_range_at(0).ok().filter(|_| selection.range_count() > 0))?;
    let inside = dom::root().is_some_and(|root| {
        range.common_ancestor_container().is_ok_and(|node| root.contains(Some(&node)))
    });
    inside.then_some(range)
}

/// Selects a range. Returns whether that was possible.
pub fn select(range: &Range) -> bool {
    let put = |selection: &Selection| {
        let (from, to) = (range.start_container()?, range.end_container()?);
        // `addRange` is not used, because it refuses ranges in shadow trees.
        selection.set_base_and_extent(&from, range.start_offset()?, &to, range.end_offset()?)
    };
    selection().is_some_and(|selection| put(&selection).is_ok())
}

/// The selection of the tree if it has one of its own, else that of the window.
fn selection() -> Option<Selection> {
    let tree = dom::tree()?;
    match method(&tree, "getSelection") {
        Some(of_tree) => of_tree.call0(&tree).ok()?.dyn_into().ok(),
        None => dom::window().get_selection().ok().flatten(),
    }
}

/// The range of a selection inside our shadow tree, in engines with `getComposedRanges`.
fn composed(selection: &Selection) -> Option<Range> {
    let tree = dom::tree()?;
    if method(&tree, "getSelection").is_some() {
        return None;
    }
    let ask = method(selection, "getComposedRanges")?;
    let named = Object::new();
    Reflect::set(&named, &"shadowRoots".into(), &Array::of1(&tree)).ok()?;
    // The first version in WebKit took the trees as arguments.
    let ranges: Array = ask
        .call1(selection, &named)
        .or_else(|_| ask.call1(selection, &tree))
        .ok()?
        .dyn_into()
        .ok()?;
    let ends = ranges.get(0);
    let end = |node: &str, offset: &str| {
        let node: Node = Reflect::get(&ends, &node.into()).ok()?.dyn_into().ok()?;
        let offset = Reflect::get(&ends, &offset.into()).ok()?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the browser counts in whole numbers from 0"
        )]
        Some((node, offset as u32))
    };
    let (from, to) = (end("startContainer", "startOffset")?, end("endContainer", "endOffset")?);
    let range = dom::document().create_range().ok()?;
    range.set_start(&from.0, from.1).ok()?;
    range.set_end(&to.0, to.1).ok()?;
    Some(range)
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
