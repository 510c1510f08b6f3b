//! The chips: coloured marks that are placed behind the numbers of a text, outside the editable
//! content.

use super::{dom, running, selection};
use crate::desk::Event;
use crate::report::Part;
use crate::view::ElementId;
use crate::view::numbers::TextRange;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, DomRectList, Element, HtmlElement, Node, Range};

/// One chip, as `view::numbers` wrote it into the attribute `data-chips` of the editor.
struct Chip<'a> {
    range: TextRange,
    kind: &'a str,
    number: &'a str,
}

fn chip(text: &str) -> Option<Chip<'_>> {
    let mut fields = text.split(',');
    let mut next_field = || fields.next();
    let (paragraph, start, end) =
        (next_field()?.parse().ok()?, next_field()?.parse().ok()?, next_field()?.parse().ok()?);
    let range = TextRange { paragraph, start, end };
    Some(Chip { range, kind: next_field()?, number: next_field()? })
}

/// Places the chips of the editors that are visible.
pub fn place_chips() {
    for editor in dom::all::<HtmlElement>(".nb-panel:not([hidden]) [data-prose]") {
        place_in(&editor);
    }
}

fn place_in(editor: &HtmlElement) {
    let Some(layer) = layer_of(editor) else {
        return;
    };
    let chips = editor.get_attribute("data-chips").unwrap_or_default();
    if chips.is_empty() && layer.child_element_count() == 0 {
        return;
    }
    layer.set_inner_html("");
    let origin = layer.get_bounding_client_rect();
    let paragraphs = paragraphs(editor);
    // All positions are read before the first chip is placed. Otherwise the browser would lay the
    // page out again for every chip.
    let places = chips.split(';').filter_map(chip).flat_map(|chip| {
        let range = paragraphs
            .get(chip.range.paragraph)
            .and_then(|paragraph| range_in(paragraph, chip.range.start, chip.range.end));
        let rects = range.and_then(|range| range.get_client_rects());
        let count = rects.as_ref().map_or(0, DomRectList::length);
        let rects: Vec<DomRect> =
            (0..count).filter_map(|index| rects.as_ref()?.item(index)).collect();
        rects.into_iter().map(move |rect| (rect, chip.kind, chip.number))
    });
    let places: Vec<(DomRect, &str, &str)> = places.collect();
    for (rect, kind, number) in places {
        let Ok(mark) = dom::document().create_element("i") else { continue };
        mark.set_class_name(&format!("nb-chip nb-chip-{kind}"));
        let set_length = |name: &str, value: f64| {
            if let Some(mark) = mark.dyn_ref::<HtmlElement>() {
                let _ = mark.style().set_property(name, &(dom::digits(value) + "px"));
            }
        };
        set_length("left", rect.left() - origin.left() - 3.0);
        set_length("top", rect.top() - origin.top() - 1.0);
        set_length("width", rect.width() + 6.0);
        set_length("height", rect.height() + 2.0);
        // If this fails, only a colour is missing.
        let _ = mark.set_attribute("data-n", number);
        let _ = layer.append_child(&mark);
    }
}

/// The paragraphs of an editor that are not blank. Blank ones are not counted in the text of the
/// report.
pub fn paragraphs(editor: &Element) -> Vec<Element> {
    let children = editor.children();
    let all = (0..children.length()).filter_map(|index| children.item(index));
    all.filter(|paragraph| {
        !crate::number::trim(&paragraph.text_content().unwrap_or_default()).is_empty()
    })
    .collect()
}

/// The range between two offsets in a paragraph, in UTF-16 units. Leading white space is not
/// counted.
fn range_in(paragraph: &Element, start: u32, end: u32) -> Option<Range> {
    let text = paragraph.text_content()?;
    let blank = text.len() - text.trim_start_matches(crate::number::is_space).len();
    let blank = u32::try_from(text[..blank].encode_utf16().count()).ok()?;
    let range = dom::document().create_range().ok()?;
    let (from, at) = point(paragraph, start + blank, false)?;
    let (to, until) = point(paragraph, end + blank, true)?;
    range.set_start(&from, at).ok()?;
    range.set_end(&to, until).ok()?;
    Some(range)
}

/// The text node that holds an offset, and the offset within the node. If the offset is between two
/// nodes, the end of a range belongs to the first one and the start to the second.
fn point(paragraph: &Element, offset: u32, is_end: bool) -> Option<(Node, u32)> {
    let mut left = offset;
    let mut nodes = Vec::new();
    text_nodes(paragraph, &mut nodes);
    for node in nodes {
        let length =
            u32::try_from(node.node_value().unwrap_or_default().encode_utf16().count()).ok()?;
        if left < length || is_end && left == length {
            return Some((node, left));
        }
        left -= length;
    }
    None
}

fn text_nodes(node: &Node, nodes: &mut Vec<Node>) {
    let mut child = node.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            nodes.push(node);
        } else {
            text_nodes(&node, nodes);
        }
    }
}

/// Selects a number in the text of a part, or only its first `units` UTF-16 units, and brings it
/// into view. The index of the number is that in the narrative. Returns whether that was possible.
pub fn select(part: Part, number: usize, units: Option<u32>) -> bool {
    let Some(editor) = editor_of(part) else {
        return false;
    };
    let chips = editor.get_attribute("data-chips").unwrap_or_default();
    let Some(mut chip) =
        chips.split(';').filter_map(chip).find(|chip| chip.number.parse() == Ok(number))
    else {
        return false;
    };
    if let Some(units) = units {
        chip.range.end = chip.range.start.saturating_add(units).min(chip.range.end);
    }
    select_range(&editor, chip.range)
}

/// Selects words in the text of a part, and brings them into view.
pub fn select_words(part: Part, range: TextRange) {
    if let Some(editor) = editor_of(part) {
        select_range(&editor, range);
    }
}

/// The editor of a part.
fn editor_of(part: Part) -> Option<HtmlElement> {
    dom::get(&ElementId::Prose(part))?.dyn_into().ok()
}

/// The element that holds the chips of an editor.
fn layer_of(editor: &Element) -> Option<Element> {
    let part = editor.get_attribute("data-prose")?;
    dom::get(&ElementId::Chips(Part::parse(&part)?))
}

fn select_range(editor: &HtmlElement, range: TextRange) -> bool {
    let Some(paragraph) = paragraphs(editor).into_iter().nth(range.paragraph) else { return false };
    let Some(range) = range_in(&paragraph, range.start, range.end) else { return false };
    // Fails only if the editor is hidden, and then nothing needs to be shown.
    let _ = editor.focus();
    paragraph.scroll_into_view_with_bool(false);
    selection::select(&range)
}

/// The number whose chip is at a point of the window, if there is one.
pub fn number_at_point(editor: &Element, x: f64, y: f64) -> Option<String> {
    let layer = layer_of(editor)?;
    let chips = layer.children();
    (0..chips.length()).filter_map(|index| chips.item(index)).find_map(|chip| {
        let rect = chip.get_bounding_client_rect();
        let hit = rect.left() <= x && x <= rect.right() && rect.top() <= y && y <= rect.bottom();
        chip.get_attribute("data-n").filter(|number| hit && !number.is_empty())
    })
}

/// Reacts to a click in a text by showing the clicked number in the list.
pub fn clicked(editor: &Element, x: f64, y: f64) {
    if let Some(number) = number_at_point(editor, x, y).and_then(|number| number.parse().ok()) {
        running::send(Event::NumberClicked(number));
    }
}
