//! Reduces the font size of numbers that are wider than their cell, so that every digit is visible.

use super::dom;
use crate::sorted_map::SortedMap;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

/// The number of characters from which a number may be too wide.
const LEAST_MEASURED_LENGTH: usize = 4;
/// The smallest font size, in pixels. Smaller digits are not legible.
const SMALLEST: f64 = 7.0;
/// A factor for small digits, whose widths do not shrink in proportion because browsers round them
/// to whole pixels.
const NARROWED: f64 = 0.95;
/// The space in pixels that the caret and the edges of digits need.
const MARGIN: f64 = 2.0;

#[wasm_bindgen]
extern "C" {
    /// A canvas, which measures text and is never shown, and its drawing context.
    #[derive(Clone)]
    type Surface;
    type Measured;

    #[wasm_bindgen(method, structural, js_name = getContext)]
    fn context(this: &Surface, kind: &str) -> Option<Surface>;

    #[wasm_bindgen(method, structural, setter, js_name = font)]
    fn set_font(this: &Surface, font: &str);

    #[wasm_bindgen(method, structural, js_name = measureText)]
    fn measure(this: &Surface, text: &str) -> Measured;

    #[wasm_bindgen(method, structural, getter)]
    fn width(this: &Measured) -> f64;
}

thread_local! {
    static SURFACE: RefCell<Option<Surface>> = const { RefCell::new(None) };
    /// The text, the width in pixels and the type size of the cells that were checked, by their
    /// ids.
    static KNOWN: RefCell<SortedMap<String, (String, i32, bool)>> =
        const { RefCell::new(SortedMap::new()) };
}

/// Adjusts the visible cells. Cells whose text and width have not changed are skipped. `anew` says
/// that the page was drawn again.
pub fn shrink_long_numbers(anew: bool) {
    let mut known = if anew { SortedMap::new() } else { KNOWN.take() };
    let is_large = dom::is_large();
    let cells: Vec<HtmlInputElement> = dom::all(".nb-panel:not([hidden]) .nb-c").collect();
    let changed = cells.into_iter().filter_map(|cell| {
        let text = cell.value();
        if text.len() < LEAST_MEASURED_LENGTH && !known.contains_key(&cell.id()) {
            return None;
        }
        let room = cell.client_width();
        let seen = (text.clone(), room, is_large);
        (known.insert(cell.id(), seen.clone()) != Some(seen)).then_some((cell, text, room))
    });
    // All cells are read before the first is changed, so that the browser lays the page out only
    // once.
    let changed: Vec<_> = changed.collect();
    for (cell, ..) in &changed {
        set(cell, None);
    }
    let sizes: Vec<Option<f64>> =
        changed.iter().map(|(cell, text, room)| smaller(cell, text, f64::from(*room))).collect();
    for ((cell, ..), size) in changed.iter().zip(sizes) {
        if let Some(size) = size {
            set(cell, Some(size));
        }
    }
    KNOWN.set(known);
}

/// Sets the font size of a cell in pixels, or restores the usual one.
fn set(cell: &HtmlInputElement, size: Option<f64>) {
    let (style, edge) = (cell.style(), dom::digits(MARGIN) + "px");
    for (name, value) in [
        ("font-size", size.map(|size| dom::digits(size) + "px")),
        ("padding-left", size.map(|_| edge.clone())),
        ("padding-right", size.map(|_| edge.clone())),
    ] {
        // Both fail only for invalid names.
        let _ = match value {
            Some(value) => style.set_property(name, &value),
            None => style.remove_property(name).map(drop),
        };
    }
}

/// The font size in pixels at which the text fits; `None` if the usual size fits or the cell is not
/// laid out.
fn smaller(cell: &HtmlInputElement, text: &str, room: f64) -> Option<f64> {
    if room <= 2.0 * MARGIN {
        return None;
    }
    let style = dom::window().get_computed_style(cell).ok()??;
    let css_value = |name: &str| style.get_property_value(name).unwrap_or_default();
    let pixels = |name: &str| {
        // Rust's own parsing and formatting of floats is not used, because its code is twenty times
        // as large as that of this file.
        let pixels = js_sys::parse_float(&css_value(name));
        if pixels.is_nan() { 0.0 } else { pixels }
    };
    let (usual, inside) =
        (pixels("font-size"), room - pixels("padding-left") - pixels("padding-right"));
    let surface = surface()?;
    surface.set_font(
        &[css_value("font-weight"), css_value("font-size"), css_value("font-family")].join(" "),
    );
    let needed = surface.measure(text).width() + MARGIN;
    // The digits then nearly reach the edges. The size is rounded down to a tenth of a pixel.
    (needed > inside)
        .then(|| (usual * (room - 2.0 * MARGIN) / needed * NARROWED * 10.0).floor() / 10.0)
        .map(|size| size.max(SMALLEST).min(usual))
}

fn surface() -> Option<Surface> {
    let made = SURFACE.with_borrow(Clone::clone);
    made.or_else(|| {
        let canvas: Surface = dom::document().create_element("canvas").ok()?.unchecked_into();
        // If the browser blocks canvas, the digits keep their size.
        let made = canvas.context("2d")?;
        SURFACE.set(Some(made.clone()));
        Some(made)
    })
}
