//! Keyboard navigation: from region to region, and into the part that is open.

use super::{dom, running};
use crate::desk::Desk;
use crate::edition::CellId;
use crate::view::ElementId;
use web_sys::{Element, HtmlElement};

/// Selectors of the regions in their order, and of the elements in each that can take the focus,
/// the best ones first.
fn regions() -> [(String, Vec<String>); 5] {
    let within = |id: ElementId, what: &str| format!("{} {what}", id.selector());
    let selector_of = |selector: &str| selector.to_owned();
    [
        (selector_of(".nb-top"), vec![selector_of(".nb-top button:not([disabled])")]),
        (selector_of(".nb-nav"), vec![selector_of(".nb-nav [aria-current]")]),
        (ElementId::Main.selector(), Vec::new()),
        (
            selector_of(".nb-side"),
            vec![within(ElementId::Findings, ".nb-f-go"), selector_of(".nb-side h2 button")],
        ),
        (ElementId::Preview.selector(), vec![ElementId::Pages.selector()]),
    ]
}

/// The index of the region of the part that is open, or of the cards on the start screen.
const MAIN: usize = 2;

/// Moves the focus to the next region, or to the one before.
pub fn step(back: bool) {
    let regions = regions();
    let active = dom::active_element();
    let here = active.and_then(|active| {
        regions.iter().position(|(region, _)| active.closest(region).ok().flatten().is_some())
    });
    let count = regions.len();
    // If the focus is in no region, it moves to the part that is open.
    let here = here.unwrap_or(if back { MAIN + 1 } else { MAIN - 1 });
    for away in 1..count {
        let there = (here + if back { count - away } else { away }) % count;
        let taken = if there == MAIN {
            focus_next_input(running::read(Desk::focused_cell).flatten())
        } else {
            regions[there].1.iter().any(|stops| focus_first(stops))
        };
        if taken {
            return;
        }
    }
}

/// Moves the focus to where typing would continue in the part that is open: this cell, the first
/// blank cell, the first cell, the text, the first field, or the first button. Returns whether
/// there is such an element.
pub fn focus_next_input(cell: Option<CellId>) -> bool {
    let cell = cell.and_then(|cell| dom::get(&ElementId::Cell(cell)));
    if cell.is_some_and(|cell| try_focus(&cell)) {
        return true;
    }
    let cells = ".nb-panel:not([hidden]) .nb-c:not([data-derived])";
    let blank = dom::all::<Element>(cells).find(|cell| dom::value(cell).is_empty());
    if blank.is_some_and(|cell| try_focus(&cell)) {
        return true;
    }
    [
        cells,
        ".nb-panel:not([hidden]) [data-prose]",
        ".nb-panel:not([hidden]) .nb-field input",
        &format!("{} button", ElementId::Main.selector()),
    ]
    .iter()
    .any(|stops| focus_first(stops))
}

/// Gives the focus to the first element that matches and accepts it.
fn focus_first(selector: &str) -> bool {
    dom::all::<Element>(selector).any(|element| try_focus(&element))
}

fn try_focus(element: &Element) -> bool {
    // Hidden and folded elements are skipped.
    if element.get_client_rects().length() == 0 {
        return false;
    }
    if let Some(element) = wasm_bindgen::JsCast::dyn_ref::<HtmlElement>(element) {
        let _ = element.focus();
    }
    dom::active_element().as_ref() == Some(element)
}

/// Scrolls to the part that was opened if it is below the list of parts, as in narrow windows.
pub fn scroll_into_view_if_low(main: &Element) {
    let height = dom::window().inner_height().ok().and_then(|height| height.as_f64());
    if height.is_some_and(|height| main.get_bounding_client_rect().top() > height / 2.0) {
        main.scroll_into_view();
    }
}

/// Makes tables that are larger than their frame focusable, so that keys can scroll them.
pub fn note_overflow() {
    for sheet in dom::all::<Element>(".nb-sheet") {
        let over = sheet.scroll_width() > sheet.client_width()
            || sheet.scroll_height() > sheet.client_height();
        // Both fail only for invalid names.
        let _ = if over {
            sheet.set_attribute("tabindex", "0")
        } else {
            sheet.remove_attribute("tabindex")
        };
    }
}
