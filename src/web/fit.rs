//! Numbers that are longer than their cell is wide are set smaller, so that every digit is in
//! sight.

use super::dom;
use crate::sorted_map::SortedMap;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

/// Digits of a number that may need more room than there is.
const LONG: usize = 4;
/// Pixels; below it digits are no longer read.
const SMALLEST: f64 = 7.0;
/// Small digits are not as much narrower as they are lower: browsers set them on whole pixels.
const NARROWED: f64 = 0.95;
/// Pixels that a caret and the edges of letters need.
const MARGIN: f64 = 2.0;

#[wasm_bindgen]
extern "C" {
    /// What measures words: a surface to draw on, never shown.
    #[derive(Clone)]
    type Surface;
    type Measured;

    #[wasm_bindgen(method, structural, js_name = getContext)]
    fn context(this: &Surface, kind: &str) -> Option<Surface>;

    #[wasm_bindgen(method, structural, setter, js_name = font)]
    fn set_font(this: &Surface, font: &str);

    #[wasm_bindgen(method, structural, js_name = measureText)]
    fn measure(this: &Surface, words: &str) -> Measured;

    #[wasm_bindgen(method, structural, getter)]
    fn width(this: &Measured) -> f64;
}

thread_local! {
    static SURFACE: RefCell<Option<Surface>> = const { RefCell::new(None) };
    /// What the cells held that were looked at, and in how much room: their ids, and both.
    static KNOWN: RefCell<SortedMap<String, (String, i32, bool)>> = const { RefCell::new(SortedMap::new()) };
}

/// Looks at the cells that are shown; those that are as they were cost next to nothing. `anew`, if
/// the page was drawn again.
pub fn numbers(anew: bool) {
    let mut known = if anew { SortedMap::new() } else { KNOWN.take() };
    let is_large = dom::is_large();
    let cells: Vec<HtmlInputElement> = dom::all(".nb-panel:not([hidden]) .nb-c").collect();
    let changed = cells.into_iter().filter_map(|cell| {
        let words = cell.value();
        if words.len() < LONG && !known.contains_key(&cell.id()) {
            return None;
        }
        let room = cell.client_width();
        let seen = (words.clone(), room, is_large);
        (known.insert(cell.id(), seen.clone()) != Some(seen)).then_some((cell, words, room))
    });
    // Read all, then write all: the page is laid out once.
    let changed: Vec<_> = changed.collect();
    for (cell, ..) in &changed {
        set(cell, None);
    }
    let sizes: Vec<Option<f64>> =
        changed.iter().map(|(cell, words, room)| smaller(cell, words, f64::from(*room))).collect();
    for ((cell, ..), size) in changed.iter().zip(sizes) {
        if let Some(size) = size {
            set(cell, Some(size));
        }
    }
    KNOWN.set(known);
}

/// Sets the size of a cell's digits, in pixels, or lets it be the usual one.
fn set(cell: &HtmlInputElement, size: Option<f64>) {
    let (style, edge) = (cell.style(), dom::digits(MARGIN) + "px");
    for (name, value) in [
        ("font-size", size.map(|size| dom::digits(size) + "px")),
        ("padding-left", size.map(|_| edge.clone())),
        ("padding-right", size.map(|_| edge.clone())),
    ] {
        // Both fail only on names that are no names.
        let _ = match value {
            Some(value) => style.set_property(name, &value),
            None => style.remove_property(name).map(drop),
        };
    }
}

/// The size in which the words fit, if it is not the usual one. A cell that is not laid out has no
/// room to speak of.
fn smaller(cell: &HtmlInputElement, words: &str, room: f64) -> Option<f64> {
    if room <= 2.0 * MARGIN {
        return None;
    }
    let style = dom::window().get_computed_style(cell).ok()??;
    let said = |name: &str| style.get_property_value(name).unwrap_or_default();
    let pixels = |name: &str| {
        // Not by Rust's own reading and writing of floats, which take as much room as all of this
        // file twenty times.
        let pixels = js_sys::parse_float(&said(name));
        if pixels.is_nan() { 0.0 } else { pixels }
    };
    let (usual, inside) =
        (pixels("font-size"), room - pixels("padding-left") - pixels("padding-right"));
    let surface = surface()?;
    surface.set_font(&[said("font-weight"), said("font-size"), said("font-family")].join(" "));
    let needed = surface.measure(words).width() + MARGIN;
    // Then the digits go nearly to the edges; tenths of a pixel are enough.
    (needed > inside)
        .then(|| (usual * (room - 2.0 * MARGIN) / needed * NARROWED * 10.0).floor() / 10.0)
        .map(|size| size.max(SMALLEST).min(usual))
}

fn surface() -> Option<Surface> {
    let made = SURFACE.with_borrow(Clone::clone);
    made.or_else(|| {
        let canvas: Surface = dom::document().create_element("canvas").ok()?.unchecked_into();
        // A browser that lets nobody draw leaves the digits as they are.
        let made = canvas.context("2d")?;
        SURFACE.set(Some(made.clone()));
        Some(made)
    })
}
