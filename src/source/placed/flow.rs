//! Lines and tables one below the other, over all pages: which lines form a paragraph, what it is,
//! and where a table continues.

use super::grid::{self, RuledGrid};
use super::item::FlowItem;
use super::lines::PlacedLine;
use super::measures::Measures;
use super::tables::TableBuilder;
use super::{PlacedDocument, PlacedPage};
use crate::document::DRAFT_MARK;
use crate::source::{Builder, ParagraphKind, SourceBlock};

/// A part of the document.
enum Piece {
    /// The lines of a paragraph, or of the title.
    Paragraph(Vec<PlacedLine>),
    Table(TableBuilder),
}

/// What a person sees on the pages: paragraphs and tables, in reading order.
pub fn blocks(pages: &PlacedDocument) -> Vec<SourceBlock> {
    let mut items: Vec<FlowItem> = Vec::new();
    let mut marked = false;
    for (index, page) in pages.pages.iter().enumerate() {
        let (grids, mut lines) = grid::of(page, index);
        marked |= drop_marks(&mut lines, page);
        add_in_order(&mut items, index, grids, lines);
    }
    let measures = Measures::of(&items);
    let signature = measures.take_signature(&mut items);
    let mut builder = Builder::new();
    if marked {
        builder.set_kind(ParagraphKind::DraftMark);
        builder.text(DRAFT_MARK, false);
        builder.end_paragraph();
    }
    let mut under_table = false;
    for piece in pieces(items, &measures) {
        under_table = match piece {
            Piece::Table(table) => {
                table.put(&mut builder);
                true
            }
            Piece::Paragraph(lines) => {
                let kind = measures.kind(&lines, under_table, &pages.outline);
                put(&mut builder, kind, &lines);
                kind == ParagraphKind::TableNote
            }
        };
    }
    put_signature(&mut builder, &signature, &measures);
    builder.finish()
}

/// Removes the additions of pages: their numbers, and the draft mark at their top. Returns whether
/// the draft mark was there.
fn drop_marks(lines: &mut Vec<PlacedLine>, page: &PlacedPage) -> bool {
    let hundredth = (page.height / 100).max(1);
    let squeezed =
        |line: &PlacedLine| line.text().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if lines.last().is_some_and(|line| line.y > 90 * hundredth && is_page_number(&squeezed(line))) {
        lines.pop();
    }
    let marked =
        lines.first().is_some_and(|line| line.y < 12 * hundredth && squeezed(line) == DRAFT_MARK);
    if marked {
        lines.remove(0);
    }
    marked
}

/// Whether the text is a page number: — 1 —, or the number alone.
fn is_page_number(text: &str) -> bool {
    let number = text.trim_matches(['—', '-', '－', '–', '─', '·']);
    (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Lines and tables of a page, from top to bottom.
pub fn add_in_order(
    items: &mut Vec<FlowItem>,
    page: usize,
    grids: Vec<RuledGrid>,
    lines: Vec<PlacedLine>,
) {
    let mut lines = lines.into_iter().peekable();
    for grid in grids {
        while let Some(line) = lines.next_if(|line| line.y < grid.top) {
            items.push(FlowItem::Line(line));
        }
        items.push(FlowItem::Table { page, grid });
    }
    items.extend(lines.map(FlowItem::Line));
}

/// Joins lines into paragraphs, and the parts of tables into tables.
fn pieces(items: Vec<FlowItem>, measures: &Measures) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for item in items {
        match (item, pieces.last_mut()) {
            (FlowItem::Line(line), Some(Piece::Paragraph(lines)))
                if lines.last().is_some_and(|last| measures.continues(last, &line)) =>
            {
                lines.push(line);
            }
            (FlowItem::Line(line), _) => pieces.push(Piece::Paragraph(vec![line])),
            (FlowItem::Table { page, grid }, Some(Piece::Table(table)))
                if table.continues(page, &grid) =>
            {
                table.add(page, grid);
            }
            (FlowItem::Table { page, grid }, _) => {
                pieces.push(Piece::Table(TableBuilder::new(page, grid)));
            }
        }
    }
    pieces
}

/// Adds a paragraph; the lines of a title are kept, those of other paragraphs are joined.
fn put(builder: &mut Builder, kind: ParagraphKind, lines: &[PlacedLine]) {
    builder.set_kind(kind);
    for (index, line) in lines.iter().enumerate() {
        if kind == ParagraphKind::Title && index > 0 {
            builder.break_line();
        }
        for run in &line.runs {
            builder.text(&run.text, run.bold);
        }
    }
    builder.end_paragraph();
}

/// Adds the signature (落款): the date is the last line, with the lines that run over into it.
fn put_signature(builder: &mut Builder, lines: &[PlacedLine], measures: &Measures) {
    let Some(last) = lines.last() else { return };
    let runs_over = |pair: &[PlacedLine]| {
        pair[0].end.abs_diff(pair[1].end) < pair[0].size.unsigned_abs() / 4
            && pair[0].x - measures.left < pair[0].hung + pair[1].widest_first_word()
    };
    let over = lines.windows(2).rev().take_while(|pair| runs_over(pair)).count();
    let start = lines.len() - 1 - over;
    // A single line may be either: the date ends like one.
    let day =
        start > 0 || last.text().contains('年') && last.text().trim_end().ends_with(['日', '月']);
    let (agency, date) = lines.split_at(if day { start } else { lines.len() });
    put(builder, ParagraphKind::SignatureAgency, agency);
    put(builder, ParagraphKind::SignatureDate, date);
}
