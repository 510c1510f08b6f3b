//! Reads pasted content as a grid of cells or as text. The browser parses HTML into a separate
//! document, in which no script runs.

use crate::report::{Paragraph, Prose, ProseRun};
use crate::session::PastedGrid;
use wasm_bindgen::JsCast;
use web_sys::{
    DataTransfer, Document, DomParser, Element, HtmlTableCellElement, HtmlTableElement,
    HtmlTableRowElement, SupportedType,
};

fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// The cells on the clipboard: the first table of its HTML, or else its plain text.
pub fn grid(data: &DataTransfer) -> PastedGrid {
    let html = data.get_data("text/html").unwrap_or_default();
    let table = parse(&html)
        .and_then(|document| document.query_selector("table").ok().flatten())
        .and_then(|table| table.dyn_into::<HtmlTableElement>().ok());
    match table {
        Some(table) => PastedGrid::from_spans(&rows(&table)),
        None => PastedGrid::from_text(&data.get_data("text/plain").unwrap_or_default()),
    }
}

fn rows(table: &HtmlTableElement) -> Vec<Vec<(String, usize, usize)>> {
    let rows = table.rows();
    (0..rows.length())
        .filter_map(|index| rows.item(index)?.dyn_into::<HtmlTableRowElement>().ok())
        .map(|row| {
            let cells = row.cells();
            (0..cells.length())
                .filter_map(|index| cells.item(index)?.dyn_into::<HtmlTableCellElement>().ok())
                .flat_map(|cell| cell_of(&cell))
                .collect()
        })
        .collect()
}

fn cell_of(cell: &HtmlTableCellElement) -> Vec<(String, usize, usize)> {
    let text = text_of(cell);
    let span = |n: u32| usize::try_from(n).unwrap_or(1).clamp(1, 64);
    let (cols, rows) = (span(cell.col_span()), span(cell.row_span()));
    // Excel lets a long text overlap its empty neighbours and exports that as a `colspan`, although
    // the neighbours are cells of their own.
    if cell.get_attribute("style").is_some_and(|style| style.contains("mso-ignore:colspan")) {
        return std::iter::once((text, 1, rows))
            .chain((1..cols).map(|_| (String::new(), 1, rows)))
            .collect();
    }
    vec![(text, cols, rows)]
}

/// The text of a cell, with line breaks between its lines and paragraphs.
fn text_of(cell: &HtmlTableCellElement) -> String {
    let prose = super::editor::read(cell);
    let line = |text: &Paragraph| {
        text.runs
            .iter()
            .map(|run| if let ProseRun::Words { text, .. } = run { text.as_str() } else { "" })
            .collect::<String>()
    };
    prose.texts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text on the clipboard, in paragraphs.
pub fn prose(data: &DataTransfer) -> Prose {
    let html = data.get_data("text/html").unwrap_or_default();
    let body: Option<Element> =
        parse(&html).and_then(|document| document.body()).map(Element::from);
    let from_html = body.map(|body| super::editor::read(&body)).unwrap_or_default();
    if from_html.is_empty() {
        Prose::of_plain(&data.get_data("text/plain").unwrap_or_default())
    } else {
        from_html
    }
}
