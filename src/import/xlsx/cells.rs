//! The cells of a sheet, with their text and the places that they cover.

use super::super::package::{XmlEvent, attribute, events};
use super::super::{ImportError, Limit};
use super::number::NumberFormat;
use super::parts::Workbook;
use super::runs::{CellText, RunLook};
use crate::document::Run;
use crate::source::{MOST_COLUMNS, MOST_ROWS, NOT_CALCULATED};
use crate::workbook::CellStyle;
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a sheet that are read: texts and tables of a report are shorter. A sheet may hold texts
/// besides a table, so that it may have more rows than [`MOST_ROWS`].
const MOST_SHEET_ROWS: usize = 8192;
/// The number of places that merged cells may cover in all; a table of a report has some two
/// hundred.
const MOST_COVERED: usize = 1 << 16;
/// The number of bytes of text in the cells of a workbook: 64 MB. A shared text or a format may be
/// used by every cell.
pub const MOST_WORDS: usize = 64 << 20;
/// The approximate size of a run in bytes, without its text.
const RUN: usize = 64;

/// The visible content of a sheet.
#[derive(Debug, Default)]
pub struct VisibleSheet {
    /// Rows, and in them cells, by their numbers from 0.
    pub rows: BTreeMap<usize, BTreeMap<usize, VisibleCell>>,
    /// The number of columns.
    pub width: usize,
    /// The merged cells, by place.
    spans: BTreeMap<(usize, usize), Span>,
    /// The number of places that merged cells cover; overlapping places count twice.
    covered: usize,
    /// The rows into which a cell of a row above extends.
    reached: BTreeSet<usize>,
    /// Hidden rows and columns.
    hidden: (BTreeSet<usize>, BTreeSet<usize>),
}

/// The role of a place in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Covered by a cell that starts elsewhere.
    Covered,
    /// The first place of a cell that covers several.
    Of {
        /// The number of rows.
        rows: usize,
        /// The number of columns.
        cols: usize,
    },
}

impl Span {
    /// A cell that covers only its own place.
    const ONE: Self = Self::Of { rows: 1, cols: 1 };
}

/// The visible content of a cell.
#[derive(Clone, Debug, Default)]
pub struct VisibleCell {
    /// Its style, if it is one of this program's styles.
    pub style: Option<CellStyle>,
    /// Its text; empty if it is blank.
    pub runs: Vec<Run>,
    /// What is struck out in it.
    pub struck: String,
    /// What is raised or lowered in it.
    pub raised: String,
}

impl VisibleCell {
    /// Its text without formatting.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl VisibleSheet {
    /// The role of a place.
    pub fn span(&self, position: (usize, usize)) -> Span {
        self.spans.get(&position).copied().unwrap_or(Span::ONE)
    }

    /// Whether a cell of a row above extends into a row.
    pub fn is_covered(&self, row: usize) -> bool {
        self.reached.contains(&row)
    }

    /// The sheet without invisible text: that of cells all of whose rows or all of whose columns
    /// are hidden.
    pub fn without_hidden(mut self) -> Self {
        let (hidden_rows, hidden_cols) = &self.hidden;
        for (y, row) in &mut self.rows {
            for (x, cell) in row {
                let Span::Of { rows, cols } =
                    self.spans.get(&(*y, *x)).copied().unwrap_or(Span::ONE)
                else {
                    continue;
                };
                if (*y..y + rows).all(|y| hidden_rows.contains(&y))
                    || (*x..x + cols).all(|x| hidden_cols.contains(&x))
                {
                    *cell = VisibleCell { style: cell.style, ..VisibleCell::default() };
                }
            }
        }
        self
    }

    fn merge(&mut self, area: &str) {
        let (from, to) = area.split_once(':').unwrap_or((area, area));
        let (Some(from), Some(to)) = (position_of(from), position_of(to)) else { return };
        if from.0 >= MOST_SHEET_ROWS || from.1 >= MOST_COLUMNS || to < from || to.1 < from.1 {
            return;
        }
        // Merged cells larger than any table of a report are only layout.
        let (rows, cols) =
            ((to.0 - from.0 + 1).min(MOST_ROWS), (to.1 - from.1 + 1).min(MOST_COLUMNS - from.1));
        // In a valid file no two merged cells overlap.
        if self.spans.contains_key(&from) || self.covered + rows * cols > MOST_COVERED {
            return;
        }
        self.covered += rows * cols;
        for y in from.0..from.0 + rows {
            for x in from.1..from.1 + cols {
                self.spans.insert((y, x), Span::Covered);
            }
        }
        self.spans.insert(from, Span::Of { rows, cols });
        self.reached.extend(from.0 + 1..from.0 + rows);
    }
}

/// The place of a cell by its name, for example `B3`: row and column from 0.
fn position_of(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = name.bytes().take(letters).try_fold(0_usize, |column, letter| {
        column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)
    })?;
    let row: usize = name[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// A cell while it is read.
#[derive(Default)]
struct PartialCell {
    at: (usize, usize),
    look: usize,
    kind: String,
    is_formula: bool,
    value: String,
    inline: CellText,
}

/// Reads a sheet; `left` is the number of bytes of text that the cells of the workbook may still
/// have.
#[expect(clippy::too_many_lines, reason = "an arm for each kind of tag, over one state")]
pub fn read(
    xml: &str,
    part: &str,
    workbook: &Workbook,
    left: &mut usize,
) -> Result<VisibleSheet, ImportError> {
    let mut page = VisibleSheet::default();
    let mut next = (0, 0);
    let mut cell: Option<PartialCell> = None;
    let mut open: Vec<String> = Vec::new();
    let mut run = RunLook::default();
    let plain = NumberFormat::default();
    // The remaining bytes of text; `None` once the limit was exceeded.
    let mut rest = Some(*left);
    let mut finish = |page: &mut VisibleSheet, cell: PartialCell| {
        let (y, x) = cell.at;
        if y >= MOST_SHEET_ROWS || x >= MOST_COLUMNS || rest.is_none() {
            return;
        }
        let look = workbook.looks.get(cell.look);
        let style = look.and_then(|look| look.style);
        let CellText { mut runs, mut struck, raised } =
            shown(&cell, look.map_or(&plain, |look| &*look.format), workbook);
        let size: usize = runs.iter().map(|run| RUN + run.text.len()).sum();
        rest = rest.and_then(|left| left.checked_sub(size + struck.len() + raised.len()));
        if look.is_some_and(|look| look.struck) {
            struck.extend(runs.drain(..).map(|run| run.text));
        }
        if !runs.is_empty() || style.is_some_and(CellStyle::is_of_table) {
            page.width = page.width.max(x + 1);
        }
        page.rows.entry(y).or_default().insert(x, VisibleCell { style, runs, struck, raised });
    };
    events(xml, part, |piece, _| match piece {
        XmlEvent::Start(element) | XmlEvent::Empty(element) => {
            let name = element.local_name().as_ref().to_owned();
            match name.as_str() {
                "row" => {
                    let row = attribute(element, "r")
                        .and_then(|row| row.parse::<usize>().ok())
                        .and_then(|row| row.checked_sub(1));
                    next = (row.unwrap_or(next.0 + usize::from(!page.rows.is_empty())), 0);
                    if next.0 < MOST_SHEET_ROWS {
                        if is_hidden(element) {
                            page.hidden.0.insert(next.0);
                        }
                        page.rows.entry(next.0).or_default();
                    }
                }
                "col" if is_hidden(element) => {
                    let number = |name| {
                        attribute(element, name)
                            .and_then(|column| column.parse::<usize>().ok())
                            .unwrap_or(0)
                    };
                    page.hidden.1.extend(
                        (number("min")..=number("max").min(MOST_COLUMNS))
                            .filter_map(|column| column.checked_sub(1)),
                    );
                }
                "c" => {
                    let at =
                        attribute(element, "r").and_then(|name| position_of(&name)).unwrap_or(next);
                    next = (at.0, at.1 + 1);
                    let look =
                        attribute(element, "s").and_then(|look| look.parse().ok()).unwrap_or(0);
                    let growing = PartialCell {
                        at,
                        look,
                        kind: attribute(element, "t").unwrap_or_default(),
                        ..PartialCell::default()
                    };
                    if matches!(piece, XmlEvent::Empty(_)) {
                        finish(&mut page, growing);
                    } else {
                        cell = Some(growing);
                    }
                }
                "f" => {
                    if let Some(growing) = &mut cell {
                        growing.is_formula = true;
                    }
                }
                "mergeCell" => page.merge(&attribute(element, "ref").unwrap_or_default()),
                _ => {}
            }
            run.take(&name, element);
            if matches!(piece, XmlEvent::Start(_)) {
                open.push(name);
            }
        }
        XmlEvent::End => {
            if open.pop().as_deref() == Some("c")
                && let Some(growing) = cell.take()
            {
                run = RunLook::default();
                finish(&mut page, growing);
            }
        }
        XmlEvent::Text(text) => {
            let Some(growing) = &mut cell else { return };
            match open.last().map(String::as_str) {
                Some("v") => growing.value.push_str(text),
                Some("t") if !open.iter().any(|name| name == "rPh") => {
                    growing.inline.push(text, run);
                }
                _ => {}
            }
        }
    })?;
    *left = rest.ok_or(ImportError::TooMuch(Limit::Elements))?;
    // A merged cell may extend beyond the last text.
    let last = page
        .spans
        .iter()
        .filter(|((y, _), _)| page.rows.contains_key(y))
        .map(|((_, x), _)| x + 1)
        .max()
        .unwrap_or(0);
    page.width = page.width.max(last);
    Ok(page)
}

/// The visible text of a cell.
fn shown(cell: &PartialCell, format: &NumberFormat, workbook: &Workbook) -> CellText {
    let plain = |text: String| {
        let runs = if text.is_empty() { Vec::new() } else { vec![Run { text, bold: false }] };
        CellText { runs, ..CellText::default() }
    };
    match cell.kind.as_str() {
        "s" => cell
            .value
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|index| workbook.strings.get(index).cloned())
            .unwrap_or_default(),
        "inlineStr" => cell.inline.unescaped(),
        "str" | "e" => plain(cell.value.clone()).unescaped(),
        "b" => plain(if cell.value == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        // Programs that do not calculate leave the result out; a value without a type and without
        // text shows this.
        "" | "n" if cell.is_formula && cell.value.trim().is_empty() => {
            plain(NOT_CALCULATED.to_owned())
        }
        _ => plain(format.shown(cell.value.trim())),
    }
}

/// Whether a row or a column is hidden, or so narrow that its content is invisible.
fn is_hidden(element: &BytesStart) -> bool {
    let none =
        |name| attribute(element, name).and_then(|size| size.parse::<f64>().ok()) == Some(0.0);
    matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"))
        || none("ht")
        || none("width")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (name, at) in [
            ("A1", Some((0, 0))),
            ("Z3", Some((2, 25))),
            ("AA10", Some((9, 26))),
            ("A0", None),
            ("1", None),
            ("b2", None),
        ] {
            assert_eq!(position_of(name), at, "{name}");
        }
        assert_eq!(position_of("ZZZZZZZZZZZZZZZZZZZZ1"), None);
    }

    #[test]
    fn rows_that_are_reached_into() {
        let mut page = VisibleSheet::default();
        page.merge("A1:C1");
        page.merge("A2:A3");
        page.merge("B5:C6");
        let covered: Vec<bool> = (0..7).map(|row| page.is_covered(row)).collect();
        assert_eq!(covered, [false, false, true, false, false, true, false]);
        // Neither call takes long or fails.
        page.merge("A1:XFD1048576");
        page.merge("B9:A1");
    }
}
