//! Writes the report as an accessible HTML page, or as a fragment for a page of a content system.
//!
//! The input is a [`Document`] and the printed part of the draft, the output text. The fragment is
//! an `article` of plain elements that is complete without a style sheet; the page adds a head and
//! a style sheet. The only script element is the data block, which browsers do not run. Every
//! number in a table refers to its heads by `headers`.

use crate::document::qr::{Matrix, QUIET};
use crate::document::{Block, Cell, DRAFT_MARK, Document, Role, Run, Table, TextSize};
use crate::formats::GENERATOR;
use crate::formats::html::{
    AGENCY_CLASS, CARRIED, CARRIED_TYPE, CLASS, DATE_CLASS, DRAFT_CLASS, NOTE_CLASS,
};
use crate::layout::Face;
use crate::markup::{self, Element, html};

use crate::spans::{Grid, Span};
use std::ops::Range;

/// The style sheet, with `{{face}}` in place of the names of its fonts.
const STYLE: &str = include_str!("html/page.css");

/// The content security policy. The page loads, runs and sends nothing, and only its own style is
/// used.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Where the appearance of the report is specified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StyleSource {
    /// In a style sheet of the page.
    Sheet,
    /// In the elements themselves, because content systems have no style sheet for them: short
    /// styles, and attributes that draw the lines of tables for systems that remove styles.
    Own,
}

impl StyleSource {
    /// Adds a style to an element if the elements have their own styles.
    fn on(self, element: Element<'_>, style: impl AsRef<str>) -> Element<'_> {
        if self == Self::Own { element.with("style", style) } else { element }
    }
}

/// Writes a complete page.
pub fn page(document: &Document, carried: &str) -> String {
    let mut out = String::with_capacity(96 * 1024);
    out.push_str("<!DOCTYPE html>\n");
    {
        let mut root = html(&mut out, "html").with("lang", document.language);
        {
            let mut head = root.child("head");
            drop(head.child("meta").with("charset", "utf-8"));
            drop(
                head.child("meta")
                    .with("http-equiv", "Content-Security-Policy")
                    .with("content", POLICY),
            );
            drop(
                head.child("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"),
            );
            drop(head.child("meta").with("name", "generator").with("content", GENERATOR));
            head.text_child("title", &window_title(document));
            let mut style = head.child("style");
            style.raw(&style_sheet());
            style.raw(&column_widths(document));
            drop(style);
            head.raw("\n");
        }
        let mut body = root.child("body");
        body.raw("\n");
        {
            let mut main = body.child("main");
            content(
                &mut start(main.child("article"), document),
                document,
                carried,
                StyleSource::Sheet,
            );
        }
        body.raw("\n");
    }
    out.push('\n');
    out
}

/// The style sheet, with the names of the fonts filled in.
fn style_sheet() -> String {
    Face::ALL.iter().fold(STYLE.to_owned(), |sheet, face| {
        sheet.replace(&format!("{{{{{}}}}}", face.id()), &markup::font_family(*face))
    })
}

/// Writes the fragment for a page of a content system, where it must look like a report without a
/// style sheet.
pub fn fragment(document: &Document, carried: &str) -> String {
    piece(document, carried, StyleSource::Own)
}

/// Writes the fragment for a page that has a style sheet for it and whose policy may forbid any
/// other style.
pub fn plain(document: &Document, carried: &str) -> String {
    piece(document, carried, StyleSource::Sheet)
}

fn piece(document: &Document, carried: &str, styles: StyleSource) -> String {
    let mut out = String::with_capacity(96 * 1024);
    let mut article = start(html(&mut out, "article"), document);
    content(&mut article, document, carried, styles);
    drop(article);
    out.push('\n');
    out
}

/// The rules of the style sheet for the widths of the columns of each table.
fn column_widths(document: &Document) -> String {
    let mut rules = String::new();
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        for (index, width) in table.widths.iter().enumerate() {
            rules.push_str(&format!(
                ".{CLASS}-{} col:nth-child({}) {{ width: {}; }}\n",
                table.key,
                index + 1,
                percent(*width)
            ));
        }
    }
    rules
}

/// A width in thousandths, as CSS writes it.
fn percent(width: u16) -> String {
    format!("{}.{}%", width / 10, width % 10)
}

fn window_title(document: &Document) -> String {
    let mark = if document.draft_mark { format!("（{DRAFT_MARK}）") } else { String::new() };
    let title =
        if document.title.is_empty() { crate::report::REPORT_NAME } else { &document.title };
    format!("{title}{mark}")
}

fn start<'a>(article: Element<'a>, document: &Document) -> Element<'a> {
    article.with("class", CLASS).with("lang", document.language)
}

fn content(article: &mut Element, document: &Document, carried: &str, styles: StyleSource) {
    if document.draft_mark {
        styles
            .on(line(article, "p").with("class", DRAFT_CLASS), "text-align:center;color:#b3261e")
            .text(DRAFT_MARK);
    }
    for block in &document.blocks {
        write(article, block, styles);
    }
    data(article, carried);
    article.raw("\n");
}

/// Opens an element on a line of its own, because people read and compare the text too.
fn line<'a>(parent: &'a mut Element, name: &'static str) -> Element<'a> {
    parent.raw("\n");
    parent.child(name)
}

fn write(article: &mut Element, block: &Block, styles: StyleSource) {
    match block {
        Block::Title(lines) => {
            let mut heading = styles.on(line(article, "h1"), "text-align:center");
            for (index, text) in lines.iter().enumerate() {
                if index > 0 {
                    heading.empty("br");
                }
                heading.text(text);
            }
        }
        Block::Heading { level: 1, text, new_page } => {
            let heading = line(article, "h2");
            let mut heading =
                if *new_page { heading.with("class", "nianbao-new-page") } else { heading };
            heading.text(text);
        }
        Block::Heading { text, .. } => line(article, "h3").text(text),
        Block::Paragraph(runs) => {
            let mut paragraph = line(article, "p");
            for Run { text, bold } in runs {
                if *bold { paragraph.child("strong").text(text) } else { paragraph.text(text) }
            }
        }
        Block::Table(table) => write_table(article, table, styles),
        Block::TableNote(text) => line(article, "p").with("class", NOTE_CLASS).text(text),
        Block::Signature { agency, date } => {
            for (class, text) in [(AGENCY_CLASS, agency), (DATE_CLASS, date)] {
                if !text.is_empty() {
                    styles
                        .on(line(article, "p").with("class", class), "text-align:right")
                        .text(text);
                }
            }
        }
        Block::Code { matrix, meaning, caption } => {
            code(article, matrix, meaning);
            for text in caption {
                line(article, "p").with("class", NOTE_CLASS).text(text);
            }
        }
    }
}

/// Writes a QR code as one path of its dark modules.
fn code(article: &mut Element, matrix: &Matrix, meaning: &str) {
    let side = matrix.size() + 2 * QUIET;
    let path: String = matrix
        .strokes()
        .map(|(column, row, count)| {
            format!("M{} {}h{count}v1h-{count}z", column + QUIET, row + QUIET)
        })
        .collect();
    let svg = line(article, "svg")
        .with("class", "nianbao-code")
        .with("viewBox", format!("0 0 {side} {side}"));
    let mut svg = svg
        .with("role", "img")
        .with("aria-label", meaning)
        .with("width", "42mm")
        .with("height", "42mm");
    drop(svg.child("path").with("d", path));
}

/// Writes the printed part of the draft. It contains no `<`, so nothing in it can end the block or
/// start another.
fn data(article: &mut Element, carried: &str) {
    let block = line(article, "script").with("type", CARRIED_TYPE).with("id", CARRIED);
    let mut block = block;
    block.raw(
        &carried
            .replace('<', "\\u003c")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029"),
    );
}

/// Writes a table in a frame that scrolls where the screen is narrower than the table.
fn write_table(article: &mut Element, table: &Table, styles: StyleSource) {
    let size = match table.size {
        TextSize::Large => "nianbao-large",
        TextSize::Medium => "nianbao-medium",
        TextSize::Small => "nianbao-small",
    };
    let caption_id = format!("nianbao-{}", table.key);
    let frame = styles.on(
        line(article, "div").with("class", "nianbao-frame").with("role", "group"),
        "overflow-x:auto",
    );
    let mut frame = frame.with("aria-labelledby", &caption_id).with("tabindex", "0");
    let mut element =
        line(&mut frame, "table").with("class", format!("{size} {CLASS}-{}", table.key));
    if styles == StyleSource::Own {
        element = element
            .with("border", "1")
            .with("cellspacing", "0")
            .with("cellpadding", "4")
            .with("style", "width:100%;border-collapse:collapse");
    }
    line(&mut element, "caption").with("id", &caption_id).text(&table.caption);
    {
        let mut group = line(&mut element, "colgroup");
        for width in &table.widths {
            drop(styles.on(group.child("col"), format!("width:{}", percent(*width))));
        }
    }
    let grid = table.grid();
    for (name, rows) in row_groups(table) {
        let mut group = line(&mut element, name);
        for row in rows {
            let tr = line(&mut group, "tr");
            let mut tr =
                if table.rows[row].shaded { tr.with("class", "nianbao-article") } else { tr };
            for span in grid.listed_in(row) {
                write_cell(&mut tr, table, &grid, span, styles);
            }
        }
    }
}

/// The row groups: the head, if there is one, and one body for each article, whose row is the head
/// of the rows below it.
fn row_groups(table: &Table) -> Vec<(&'static str, Range<usize>)> {
    let starts = (table.header_rows..table.rows.len())
        .filter(|row| *row == table.header_rows || table.rows[*row].shaded);
    let starts: Vec<usize> = starts.chain([table.rows.len()]).collect();
    let bodies = starts.windows(2).map(|pair| ("tbody", pair[0]..pair[1]));
    [("thead", 0..table.header_rows)]
        .into_iter()
        .chain(bodies)
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

fn write_cell(row: &mut Element, table: &Table, grid: &Grid, span: &Span, styles: StyleSource) {
    let cell = &table.rows[span.row].cells[span.index];
    let is_head = !matches!(cell.role, Role::Number | Role::Words | Role::Note);
    let mut element = row.child(if is_head { "th" } else { "td" });
    if is_head {
        element =
            element.with("id", head_id(table, (span.row, span.index))).with("scope", scope(cell));
    }
    if cell.rows > 1 {
        element = element.with("rowspan", cell.rows.to_string());
    }
    if cell.cols > 1 {
        element = element.with("colspan", cell.cols.to_string());
    }
    match cell.role {
        Role::SideHead => element = element.with("class", "nianbao-side"),
        Role::Note => element = element.with("class", "nianbao-corner"),
        Role::Number | Role::Words => element = element.with("headers", heads(table, grid, span)),
        Role::ColumnHead | Role::RowHead | Role::GroupHead => {}
    }
    styles.on(element, cell_style(table, cell, span.row)).text(&cell.text);
}

/// The style of a cell, equal to that of the style sheet of the page: centred, except for the
/// labels of the table with small text.
fn cell_style(table: &Table, cell: &Cell, row: usize) -> String {
    let is_label =
        table.size == TextSize::Small && cell.role == Role::RowHead && scope(cell) == "row";
    let align = if is_label { "left" } else { "center" };
    let more = match cell.role {
        Role::Number | Role::Words | Role::Note => "",
        Role::SideHead => ";font-weight:normal;writing-mode:vertical-rl",
        _ if table.rows[row].shaded => ";font-weight:normal;background:#c6d9f1",
        _ => ";font-weight:normal",
    };
    format!("border:1px solid #333;padding:4px;text-align:{align}{more}")
}

fn head_id(table: &Table, (row, index): (usize, usize)) -> String {
    format!("nianbao-{}-{row}-{index}", table.key)
}

const fn scope(cell: &Cell) -> &'static str {
    match cell.role {
        Role::ColumnHead if cell.cols > 1 => "colgroup",
        Role::ColumnHead => "col",
        Role::GroupHead => "rowgroup",
        _ if cell.rows > 1 => "rowgroup",
        _ => "row",
    }
}

/// The ids of the heads of a cell, from the outermost to the innermost: the article above, the
/// heads of its column, the heads of its row.
fn heads(table: &Table, grid: &Grid, span: &Span) -> String {
    let (row, x) = (span.row, span.cols.start);
    let at = |row, column| grid.at(row, column).map(|span| (span.row, span.index));
    let role = |at: (usize, usize)| table.rows[at.0].cells[at.1].role;
    let mut above: Vec<(usize, usize)> = Vec::new();
    let mut articles = 0;
    for y in (0..row).rev() {
        let Some(at) = at(y, x) else { continue };
        let counts = match role(at) {
            // Column heads above the article belong to another block.
            Role::ColumnHead => articles == 0,
            Role::GroupHead => {
                articles += 1;
                articles == 1
            }
            _ => false,
        };
        if counts && !above.contains(&at) {
            above.push(at);
        }
    }
    above.reverse();
    let mut beside: Vec<(usize, usize)> = (0..x).filter_map(|x| at(row, x)).collect();
    beside.retain(|at| matches!(role(*at), Role::RowHead | Role::SideHead));
    beside.dedup();
    above.into_iter().chain(beside).map(|at| head_id(table, at)).collect::<Vec<_>>().join(" ")
}
