//! The tables of a file, with what stands before each, and those joined that a page end cut.

use super::qualifier::Qualifier;
use super::seen::has_heads;
use crate::number::{self, Reading};
use crate::source::{SourceBlock, SourceCell, SourceParagraph, SourceTable};
use std::borrow::Cow;

/// A table of a file.
pub struct PlacedTable<'s> {
    /// The table, with those that continue it.
    pub table: Cow<'s, SourceTable>,
    /// What the name of its place says of it: 工作表“2023年”.
    pub qualifier: Qualifier,
    /// The year that the lines before it name: 2023年度数据（供对比）. They may speak of anything, so that
    /// it only tells tables apart that are otherwise alike.
    pub year_before: Option<u16>,
    /// Where it stands, in Chinese: 第2张表, 工作表“2024年”.
    pub place: String,
}

impl PlacedTable<'_> {
    /// Whether all cells are empty.
    pub fn is_blank(&self) -> bool {
        self.table.rows.iter().flatten().all(|cell| cell.text.is_empty())
    }

    /// Its first words.
    pub fn beginning(&self) -> String {
        const MOST_CELLS: usize = 6;
        let cells = self.table.rows.iter().flatten().filter(|cell| !cell.text.is_empty());
        cells.take(MOST_CELLS).map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// How many lines before a table may say something of it.
const MOST_LINES: usize = 3;
/// Longer lines are text, which speaks of many years.
const LONGEST_LINE: usize = 40;

/// The tables, in the order of the file. A table without heads that has as many columns as the one
/// before it, with no more than a page number between them, continues it.
pub fn tables_of<'s>(blocks: &[&'s SourceBlock]) -> Vec<PlacedTable<'s>> {
    let mut tables: Vec<PlacedTable<'s>> = Vec::new();
    let mut lines: Vec<&SourceParagraph> = Vec::new();
    for block in blocks {
        let table = match block {
            SourceBlock::Paragraph(paragraph) => {
                lines.push(paragraph);
                continue;
            }
            SourceBlock::Table(table) => table,
        };
        let before = std::mem::take(&mut lines);
        let is_cut =
            before.iter().all(|line| is_page_number(&line.text())) && !begins_with_heads(table);
        if let Some(last) = tables.last_mut()
            && is_cut
            && width(&last.table) == width(table)
        {
            last.table.to_mut().rows.extend(table.rows.iter().cloned());
            continue;
        }
        let place = if table.place.is_empty() {
            format!("第{}张表", tables.len() + 1)
        } else {
            table.place.clone()
        };
        let near = before.iter().rev().take(MOST_LINES).map(|line| line.text());
        let year_before = near
            .filter(|line| line.chars().count() <= LONGEST_LINE)
            .find_map(|line| Qualifier::of(&line).year);
        let qualifier = Qualifier::of(&table.place);
        tables.push(PlacedTable { table: Cow::Borrowed(table), qualifier, year_before, place });
    }
    tables
}

/// Whether a row of heads stands before the first number of a table.
fn begins_with_heads(table: &SourceTable) -> bool {
    let is_number = |cell: &SourceCell| matches!(number::read(&cell.text), Reading::Number { .. });
    let first = table.rows.iter().position(|row| row.iter().any(is_number));
    table.rows[..first.unwrap_or(table.rows.len())].iter().any(|row| has_heads(row))
}

/// The number of columns of a table; `None` for a table that is too large for a report.
fn width(table: &SourceTable) -> Option<usize> {
    table.grid().map(|grid| grid.columns())
}

/// Whether a line is no more than the number of a page: 3, — 3 —, 第3页, 3/8.
pub fn is_page_number(line: &str) -> bool {
    const LONGEST: usize = 12;
    let is_mark = |c: char| "第页共/-－—–·.".contains(c) || number::is_space(c);
    let text = line.trim();
    text.chars().count() <= LONGEST
        && text.chars().any(|c| number::ascii_digit(c).is_ascii_digit())
        && text.chars().all(|c| number::ascii_digit(c).is_ascii_digit() || is_mark(c))
}
