//! Workbooks: paragraphs and tables as a person sees them, sheet by sheet, and the carried draft.
//!
//! In: a package. Out: a [`Source`]. In a workbook that this program made, the names of the styles
//! distinguish headings, paragraphs and tables; in others, rows with one filled cell are paragraphs
//! and the rest are tables, which are recognized by their labels. Numbers are read as they are
//! shown; a number whose format shows nothing is left out. The result of a formula is the one
//! stored in the file: nothing is calculated here. Hidden sheets, rows and columns are ignored, and
//! so is the sheet of findings.

mod cells;
mod number;
mod parts;
mod runs;

use super::ImportError;
use super::package::Package;
use crate::formats::CARRIED;
use crate::source::{Builder, ParagraphKind, Source, SourceBlock, VerticalMerge};
use crate::workbook::{CellStyle, FINDINGS_SHEET};
use cells::{VisibleCell, VisibleSheet};
use parts::Workbook;

/// Reads a workbook.
///
/// # Errors
/// For a damaged package, and one beyond the limits of packages.
pub fn read(mut package: Package) -> Result<Source, ImportError> {
    let workbook = Workbook::read(&mut package)?;
    let mut source = Source { ours: workbook.is_ours(), ..Source::default() };
    let mut left = cells::MOST_WORDS;
    for sheet in &workbook.sheets {
        if sheet.name == FINDINGS_SHEET && source.ours {
            continue;
        }
        let Some(xml) = package.part(&sheet.part)? else { continue };
        let page = cells::read(&xml, &sheet.part, &workbook, &mut left)?;
        if sheet.hidden {
            source.carried = source.carried.or_else(|| carried(&page));
        } else if source.ours {
            source.blocks.extend(our_blocks(&page.without_hidden()));
        } else {
            let mut blocks = blocks(&page.without_hidden());
            for block in &mut blocks {
                if let SourceBlock::Table(table) = block {
                    table.place = format!("工作表“{}”", sheet.name);
                }
            }
            source.blocks.extend(blocks);
        }
    }
    Ok(source)
}

/// The text of the draft, if the sheet carries it.
fn carried(page: &VisibleSheet) -> Option<String> {
    let mut lines = page.rows.values().filter_map(|row| row.get(&0)).map(VisibleCell::text);
    (lines.next()? == CARRIED).then(|| lines.collect())
}

/// The blocks of a sheet that this program made: the style of the first text in a row identifies
/// its kind.
fn our_blocks(page: &VisibleSheet) -> Vec<SourceBlock> {
    let mut builder = Builder::new();
    let mut in_table = false;
    for (y, row) in &page.rows {
        // A row without text counts if it belongs to a table, or if a cell of a row above extends
        // into it.
        let is_blank_of_table =
            |cell: &&VisibleCell| cell.style.is_some_and(CellStyle::is_of_table);
        let Some(first) = row
            .values()
            .find(|cell| !cell.runs.is_empty())
            .or_else(|| row.values().find(is_blank_of_table))
        else {
            if in_table && page.is_covered(*y) {
                table_row(&mut builder, page, *y);
            }
            continue;
        };
        let style = first.style.unwrap_or(CellStyle::Body);
        if style.is_of_table() {
            if !in_table {
                builder.start_table();
                in_table = true;
            }
            table_row(&mut builder, page, *y);
            continue;
        }
        if in_table {
            builder.end_table();
            in_table = false;
        }
        if style != CellStyle::Continued {
            builder.end_paragraph();
            builder.set_kind(kind(style));
        }
        add_lines(&mut builder, first);
    }
    builder.finish()
}

const fn kind(style: CellStyle) -> ParagraphKind {
    match style {
        CellStyle::DraftMark => ParagraphKind::DraftMark,
        CellStyle::Title => ParagraphKind::Title,
        CellStyle::Heading => ParagraphKind::Heading(1),
        CellStyle::Subheading => ParagraphKind::Heading(2),
        CellStyle::TableNote => ParagraphKind::TableNote,
        CellStyle::SignatureAgency => ParagraphKind::SignatureAgency,
        CellStyle::SignatureDate => ParagraphKind::SignatureDate,
        _ => ParagraphKind::Text,
    }
}

/// The blocks of a sheet of another program: consecutive rows without a blank one between them are
/// a table; rows with one filled cell above and below it are paragraphs.
fn blocks(page: &VisibleSheet) -> Vec<SourceBlock> {
    let mut builder = Builder::new();
    let mut lines: Vec<usize> = Vec::new();
    let mut before = None;
    for (y, row) in &page.rows {
        let blank = row.values().all(|cell| cell.runs.is_empty());
        let gap = before.is_some_and(|before| before + 1 < *y) && !page.is_covered(*y);
        if gap || blank && !page.is_covered(*y) {
            region(&mut builder, page, &lines);
            lines.clear();
        }
        if !blank || page.is_covered(*y) {
            lines.push(*y);
        }
        before = Some(*y);
    }
    region(&mut builder, page, &lines);
    builder.finish()
}

/// Rows that belong together.
fn region(builder: &mut Builder, page: &VisibleSheet, lines: &[usize]) {
    let alone = |y: &usize| {
        page.rows[y].values().filter(|cell| !cell.runs.is_empty()).count() == 1
            && !page.is_covered(*y)
    };
    let above = lines.iter().take_while(|y| alone(y)).count();
    let below = lines[above..].iter().rev().take_while(|y| alone(y)).count();
    let (table, end) = (&lines[above..lines.len() - below], &lines[lines.len() - below..]);
    let paragraphs = |builder: &mut Builder, lines: &[usize]| {
        for cell in lines.iter().flat_map(|y| page.rows[y].values()) {
            add_lines(builder, cell);
            builder.end_paragraph();
        }
    };
    paragraphs(builder, &lines[..above]);
    if !table.is_empty() {
        builder.start_table();
        for y in table {
            table_row(builder, page, *y);
        }
        builder.end_table();
    }
    paragraphs(builder, end);
}

/// A row of a table: each cell once, with the places that it covers, and the blank places between.
fn table_row(builder: &mut Builder, page: &VisibleSheet, y: usize) {
    builder.start_row();
    let row = page.rows.get(&y);
    for x in 0..page.width {
        let (rows, cols) = match page.span((y, x)) {
            cells::Span::Covered => continue,
            cells::Span::Of { rows, cols } => (rows, cols),
        };
        builder.start_cell(cols, VerticalMerge::Rows(rows));
        if let Some(cell) = row.and_then(|row| row.get(&x)) {
            add_lines(builder, cell);
        }
        builder.end_cell();
    }
}

/// The text of a cell; a line break in it (Alt+Enter) breaks the line.
fn add_lines(builder: &mut Builder, cell: &VisibleCell) {
    for run in &cell.runs {
        for (index, line) in run.text.split('\n').enumerate() {
            if index > 0 {
                builder.break_line();
            }
            builder.text(line, run.bold);
        }
    }
    builder.raised_text(&cell.raised, false);
    builder.struck_text(&cell.struck);
}
