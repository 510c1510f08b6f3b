//! The tables of the form in a text that has lost them: rows are found by their labels in the order
//! of the form, and numbers behind a label are the cells of its row if there are exactly as many as
//! the form has.
//!
//! In: lines. Out: tables with the labels of the form and the numbers that were found; a row that is
//! not certain is blank. A label that a narrow column broke into several lines is known by its
//! place: if between two rows that are known as many rows of numbers stand as the form has there,
//! they are these.

use super::rows::Line;
use crate::edition::{self, CellId, FormItem, FormTable, Scope, TableKey, normalized_label};
use crate::number;
use crate::source::{SourceCell, SourceTable};
use std::collections::BTreeMap;
use std::ops::Range;

/// A table that was found.
pub struct FoundTable {
    /// The table, with the labels of the form.
    pub table: SourceTable,
    /// The lines that it takes.
    pub lines: Range<usize>,
    /// The lines among them that are neither rows nor labels.
    pub others: Vec<usize>,
}

/// Numbers of a text with the words before them.
#[derive(Debug)]
struct Row {
    lines: Range<usize>,
    /// The words before the numbers, or the last of several cells, as labels are compared.
    label: String,
    /// All words before the numbers, as labels are compared.
    words: String,
    /// The letters and digits of the last words.
    piece: String,
    values: Vec<String>,
}

/// A row of the form.
struct FormRow {
    /// Its label as it is compared; empty for a row without one.
    label: String,
    /// Its label with the words in brackets.
    whole: String,
    ids: Vec<CellId>,
}

/// The rows of a table that were found in a text.
struct Match {
    /// The rows that belong to the table.
    rows: Range<usize>,
    cells: BTreeMap<CellId, String>,
    /// The number of rows whose label was found.
    known: usize,
}

/// The tables of the form in a text, in their order.
pub fn find(lines: &[Line]) -> Vec<FoundTable> {
    let rows = rows(lines);
    let forms: Vec<(&FormTable, Vec<FormRow>)> = edition::editions()
        .iter()
        .rev()
        .flat_map(|edition| &edition.tables)
        .map(|table| (table, form_rows(table)))
        .collect();
    let mut found: Vec<FoundTable> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let free = found.last().map_or(0, |table| table.lines.end);
        let mut best: Option<(&FormTable, Match)> = None;
        for (table, form) in &forms {
            // Of two editions that fit equally the first one, the latest, counts.
            if let Some(fits) = matched(lines, &rows, at, form)
                && best.as_ref().is_none_or(|(_, best)| fits.known > best.known)
            {
                best = Some((table, fits));
            }
        }
        at = match best {
            Some((table, fits)) if rows[fits.rows.start].lines.start >= free => {
                let end = fits.rows.end;
                if let Some(table) = printed(lines, &rows, free, table, &fits) {
                    found.push(table);
                }
                end
            }
            _ => at + 1,
        };
    }
    found
}

/// The rows of numbers of a text. Numbers that stand on lines of their own, one on each, belong to
/// the words above them: a table that was copied cell by cell.
fn rows(lines: &[Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // The last line of words without numbers.
    let mut before: Option<usize> = None;
    // Whether the last row grows by numbers on lines of their own.
    let mut grows = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() && !line.is_row() {
            continue;
        }
        let (words, values) = pieces(line);
        match (words.is_empty(), values.len()) {
            (true, 1) if grows => {
                if let Some(row) = rows.last_mut() {
                    row.values.extend(values);
                    row.lines.end = at + 1;
                }
            }
            (true, 1) => {
                let (from, words) = match before {
                    Some(before) => (before, pieces(&lines[before]).0),
                    None => (at, Vec::new()),
                };
                rows.push(Row::of(from..at + 1, &words, values));
                grows = true;
            }
            (_, 0) => {
                before = Some(at);
                grows = false;
            }
            _ => {
                rows.push(Row::of(at..at + 1, &words, values));
                before = None;
                grows = false;
            }
        }
    }
    rows
}

impl Row {
    fn of(lines: Range<usize>, words: &[String], values: Vec<String>) -> Self {
        Self {
            lines,
            label: words.last().map_or(String::new(), |word| normalized_label(word)),
            words: normalized_label(&words.concat()),
            piece: words.last().map_or(String::new(), |word| squeezed(word)),
            values,
        }
    }
}

/// The words at the start of a line, and the numbers behind them. Blank cells between numbers that
/// tabs or commas separate are numbers too, if the line does not end with them.
fn pieces(line: &Line) -> (Vec<String>, Vec<String>) {
    let cells: Vec<String> = if line.cells.len() > 1 {
        line.cells.iter().map(|cell| cell.trim().to_owned()).collect()
    } else {
        line.text
            .split(number::is_space)
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let words =
        cells.iter().rposition(|cell| !cell.is_empty() && !is_value(cell)).map_or(0, |at| at + 1);
    let mut values: Vec<String> = cells[words..].to_vec();
    if values.iter().all(String::is_empty) {
        values.clear();
    }
    // Cells that another cell covers are blank in a copied table, before and behind the numbers.
    if values.last().is_some_and(String::is_empty) || values.first().is_some_and(String::is_empty) {
        let filled = |value: &String| !value.is_empty();
        let (from, to) = (values.iter().position(filled), values.iter().rposition(filled));
        if let (Some(from), Some(to)) = (from, to)
            && values[from..=to].iter().all(filled)
        {
            values = values[from..=to].to_vec();
        }
    }
    let words = cells[..words].iter().filter(|cell| !cell.is_empty()).cloned().collect();
    (words, values)
}

/// Whether a piece is the number of a cell, or the dash in place of one.
fn is_value(piece: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_sign = |c: char| ".,，．+-－".contains(c);
    let number = piece.trim_end_matches(['件', '项', '元', '万', '个', '条']);
    matches!(piece, "/" | "-" | "—" | "——" | "\\" | "无")
        || number.chars().any(is_digit) && number.chars().all(|c| is_digit(c) || is_sign(c))
}

/// The rows of a table of the form that take numbers.
fn form_rows(table: &FormTable) -> Vec<FormRow> {
    table
        .lines
        .iter()
        .filter_map(|line| {
            let ids: Vec<CellId> = line
                .items
                .iter()
                .filter_map(|item| match item {
                    FormItem::Value { id, .. } => Some(*id),
                    FormItem::Label { .. } => None,
                })
                .collect();
            let label = line.items.iter().rev().find_map(|item| match item {
                FormItem::Label { text, scope: Scope::Rows, .. } => Some(*text),
                _ => None,
            });
            let label = label.unwrap_or_default();
            (!ids.is_empty()).then(|| FormRow {
                label: normalized_label(label),
                whole: squeezed(label),
                ids,
            })
        })
        .collect()
}

/// The letters and digits of a text.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The row of the form, from `from` on, that a row of the text is by its label.
fn known(row: &Row, form: &[FormRow], from: usize) -> Option<usize> {
    /// The characters of a piece of a label that tell the row.
    const PIECE: usize = 5;
    let takes = |form: &FormRow| form.ids.len() == row.values.len();
    let rest = || form.iter().enumerate().skip(from).filter(|(_, form)| takes(form));
    let whole = rest().find(|(_, form)| {
        !form.label.is_empty() && (form.label == row.label || form.label == row.words)
    });
    let is_long = row.piece.chars().count() >= PIECE;
    whole
        .or_else(|| rest().find(|(_, form)| is_long && form.whole.contains(&row.piece)))
        .map(|(at, _)| at)
}

/// The rows of a text, from one on, that are those of a table of the form.
fn matched(lines: &[Line], rows: &[Row], from: usize, form: &[FormRow]) -> Option<Match> {
    if let [row] = form {
        return alone(lines, &rows[from], row).then(|| Match {
            rows: from..from + 1,
            cells: row.ids.iter().copied().zip(rows[from].values.iter().cloned()).collect(),
            // More than what a table of another kind would find in its row.
            known: 1,
        });
    }
    let mut fits = Match { rows: from..from, cells: BTreeMap::new(), known: 0 };
    let mut next = 0;
    // Rows of numbers whose labels were not found.
    let mut waiting: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(from).take(form.len() * 2) {
        let take = |fits: &mut Match, row: &Row, form: &FormRow| {
            fits.cells.extend(form.ids.iter().copied().zip(row.values.iter().cloned()));
        };
        let Some(place) = known(row, form, next) else {
            let is_piece =
                row.piece.is_empty() || form.iter().any(|form| form.whole.contains(&row.piece));
            if fits.known == 0 || !is_piece || known(row, form, 0).is_some() {
                break;
            }
            waiting.push(at);
            continue;
        };
        if waiting.len() == place - next
            && waiting
                .iter()
                .zip(next..)
                .all(|(at, place)| rows[*at].values.len() == form[place].ids.len())
        {
            for (at, place) in waiting.iter().zip(next..) {
                take(&mut fits, &rows[*at], &form[place]);
            }
        }
        waiting.clear();
        take(&mut fits, row, &form[place]);
        fits.known += 1;
        fits.rows.end = at + 1;
        next = place + 1;
    }
    // A sentence may name a row or two.
    let enough = (form.len() / 2).max(3);
    (fits.known >= enough && fits.known * 5 >= form.len() * 2).then_some(fits)
}

/// Whether numbers are the one row of a table without labels of rows: as many as it has, below
/// heads that say so.
fn alone(lines: &[Line], row: &Row, form: &FormRow) -> bool {
    const HEADS: usize = 40;
    let above = &lines[row.lines.start.saturating_sub(HEADS)..row.lines.end];
    let says = |words: &str| above.iter().any(|line| squeezed(&line.text).contains(words));
    form.label.is_empty()
        && row.values.len() == form.ids.len()
        && says("行政诉讼")
        && (says("结果维持") || says("尚未审结"))
}

/// The table as the form prints it, with the numbers that were found. `None` if the heads in the
/// text are in another order than those of the form.
fn printed(
    lines: &[Line],
    rows: &[Row],
    free: usize,
    table: &FormTable,
    fits: &Match,
) -> Option<FoundTable> {
    let labels: Vec<String> = table
        .lines
        .iter()
        .flat_map(|line| &line.items)
        .filter_map(|item| match item {
            FormItem::Label { text, .. } => Some(squeezed(text)),
            FormItem::Value { .. } => None,
        })
        .collect();
    let is_label = |line: &Line| {
        let text = line.text.replace(['\t', ','], " ");
        text.split(number::is_space)
            .map(squeezed)
            .all(|piece| labels.iter().any(|label| label.contains(&piece)))
    };
    let (first, last) = (rows.get(fits.rows.start)?, rows.get(fits.rows.end.checked_sub(1)?)?);
    let heading = |line: &Line| {
        edition::editions()
            .iter()
            .flat_map(|edition| &edition.headings)
            .any(|heading| squeezed(heading) == squeezed(&line.text))
    };
    let above = lines[free..first.lines.start]
        .iter()
        .rev()
        .take_while(|line| is_label(line) && !heading(line))
        .count();
    let below =
        lines[last.lines.end..].iter().take_while(|line| is_label(line) && !heading(line)).count();
    let region = first.lines.start - above..last.lines.end + below;
    if !heads_in_order(&lines[region.start..first.lines.start], table) {
        return None;
    }
    let is_of_row = |at: usize| rows[fits.rows.clone()].iter().any(|row| row.lines.contains(&at));
    let others = region
        .clone()
        .filter(|at| !is_of_row(*at) && !lines[*at].is_blank() && !is_label(&lines[*at]))
        .collect();
    let cell = |item: &FormItem| match item {
        FormItem::Label { text, cols, rows, .. } => SourceCell {
            cols: usize::from(*cols),
            rows: usize::from(*rows),
            ..SourceCell::new(*text)
        },
        FormItem::Value { id, cols } => SourceCell {
            cols: usize::from(*cols),
            ..SourceCell::new(fits.cells.get(id).cloned().unwrap_or_default())
        },
    };
    let rows = table.lines.iter().map(|line| line.items.iter().map(cell).collect()).collect();
    Some(FoundTable { table: SourceTable { rows, place: String::new() }, lines: region, others })
}

/// Whether the heads above the rows, as far as they are whole, stand in the order of the form.
fn heads_in_order(lines: &[Line], table: &FormTable) -> bool {
    let heads: Vec<String> = table
        .lines
        .iter()
        .flat_map(|line| &line.items)
        .filter_map(|item| match item {
            FormItem::Label { text, cols: 1, scope: Scope::Columns, .. } => {
                Some(normalized_label(text))
            }
            _ => None,
        })
        .collect();
    // Each line of heads is in order by itself, because the heads of a table are in several lines.
    lines.iter().all(|line| {
        let text = line.text.replace(['\t', ','], " ");
        let places = text
            .split(number::is_space)
            .map(normalized_label)
            .filter_map(|piece| heads.iter().position(|head| *head == piece));
        // The same heads stand three times in a line of table 4.
        table.key == TableKey::Disputes || places.is_sorted()
    })
}
