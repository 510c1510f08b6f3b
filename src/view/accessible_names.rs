//! The accessible name of a cell, which screen readers read: the heads of its row and column, and
//! the unit, such as 三、本年度办理结果，（一）予以公开，自然人，件.

use crate::edition::{FormCell, FormItem, FormLine, FormLineKind, FormTable, Scope};

/// A label in the grid of a table: its lines and columns, as half-open ranges from 0.
struct Label {
    text: &'static str,
    scope: Scope,
    lines: (usize, usize),
    columns: (usize, usize),
}

impl Label {
    fn covers(&self, line: usize, column: usize) -> bool {
        (self.lines.0..self.lines.1).contains(&line)
            && (self.columns.0..self.columns.1).contains(&column)
    }
}

/// The accessible names of the cells of a table.
pub(super) struct SpokenNames<'a> {
    table: &'a FormTable,
    labels: Vec<Label>,
    /// Line and column of each cell, in the order of the table's cells.
    places: Vec<(usize, usize)>,
}

impl<'a> SpokenNames<'a> {
    /// The names for this table.
    pub fn of(table: &'a FormTable) -> Self {
        let mut names = Self { table, labels: Vec::new(), places: vec![(0, 0); table.cells.len()] };
        for (index, line) in table.lines.iter().enumerate() {
            names.add_line(index, line);
        }
        names
    }

    /// Puts a line into the grid. Positions that labels of lines above cover are skipped.
    fn add_line(&mut self, index: usize, line: &FormLine) {
        let mut column = 0;
        for item in &line.items {
            while self.labels.iter().any(|label| label.covers(index, column)) {
                column += 1;
            }
            match item {
                FormItem::Label { text, cols, rows, scope } => {
                    let columns = (column, column + usize::from(*cols));
                    self.labels.push(Label {
                        text,
                        scope: *scope,
                        lines: (index, index + usize::from(*rows)),
                        columns,
                    });
                    column = columns.1;
                }
                FormItem::Value { id, cols } => {
                    if let Some(cell) = self.table.cells.iter().position(|cell| cell.id == *id) {
                        self.places[cell] = (index, column);
                    }
                    column += usize::from(*cols);
                }
            }
        }
    }

    /// The name of a cell.
    pub fn name(&self, cell: &FormCell) -> String {
        let position = self
            .table
            .cells
            .iter()
            .position(|other| other.id == cell.id)
            .and_then(|index| self.places.get(index));
        let Some((line, column)) = position.copied() else { return cell.name() };
        // In table 2 each article of the law has its own heads.
        let article = self.table.lines[..line]
            .iter()
            .rposition(|line| line.kind == FormLineKind::Article)
            .unwrap_or(0);
        let width = self.table.widths.len();
        let first = self.places.iter().map(|(_, column)| *column).min().unwrap_or(0);
        // A head over all columns does not distinguish the numbers of a line.
        let tells = |label: &&Label| label.columns != (first, width) || self.has_one_cell(line);
        let rows = self.labels.iter().filter(|label| {
            label.scope == Scope::Rows && (label.lines.0..label.lines.1).contains(&line)
        });
        let heads = self.labels.iter().filter(|label| {
            label.scope == Scope::Columns && (article..line).contains(&label.lines.0)
        });
        let heads = heads
            .filter(|label| (label.columns.0..label.columns.1).contains(&column))
            .filter(tells);
        let mut parts: Vec<&str> =
            rows.chain(heads).map(|label| without_remark(label.text)).collect();
        if !parts.last().is_some_and(|last| last.contains("件数")) && !cell.unit.is_empty() {
            parts.push(cell.unit);
        }
        parts.join("，")
    }

    /// Whether a line has only one number.
    fn has_one_cell(&self, line: usize) -> bool {
        self.places.iter().filter(|(other, _)| *other == line).count() == 1
    }
}

/// A label without the brackets at its end, such as （区分处理的，只计这一情形，不计其他情形）. A unit in brackets is
/// added to the name separately.
fn without_remark(text: &str) -> &str {
    match text.rfind('（') {
        Some(start) if start > 0 && text.ends_with('）') => &text[..start],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{CellId, edition_by_id, editions};
    use std::collections::BTreeSet;

    #[test]
    fn names_lead_from_the_first_head_to_the_unit() {
        let name = |edition: &str, cell: &str| {
            let id = CellId::parse(cell).expect(cell);
            let table = edition_by_id(edition).expect(edition).table(id.table);
            SpokenNames::of(table).name(table.cell(id).expect(cell))
        };
        for (edition, cell, spoken) in [
            ("2021", "requests.new.natural", "一、本年新收政府信息公开申请数量，自然人，件"),
            (
                "2021",
                "requests.granted.business",
                "三、本年度办理结果，（一）予以公开，法人或其他组织，商业企业，件",
            ),
            ("2021", "requests.partial.total", "三、本年度办理结果，（二）部分公开，总计，件"),
            (
                "2021",
                "requests.denied.state_secret.other",
                "三、本年度办理结果，（三）不予公开，1.属于国家秘密，法人或其他组织，其他，件",
            ),
            ("2021", "disclosure.regulations.issued", "规章，本年制发件数"),
            ("2021", "disclosure.coercion.decisions", "行政强制，本年处理决定数量，件"),
            ("2021", "disclosure.fees.amount", "行政事业性收费，本年收费金额，万元"),
            ("2019", "disclosure.fees.change", "行政事业性收费，本年增/减，项"),
            ("2019", "disclosure.procurement.amount", "政府集中采购，采购总金额"),
            ("2021", "disputes.review.upheld", "行政复议，结果维持，件"),
            ("2021", "disputes.direct.pending", "行政诉讼，未经复议直接起诉，尚未审结，件"),
        ] {
            assert_eq!(name(edition, cell), spoken);
        }
    }

    #[test]
    fn accessible_names_are_unique() {
        for table in editions().iter().flat_map(|edition| &edition.tables) {
            let names = SpokenNames::of(table);
            let spoken: BTreeSet<String> =
                table.cells.iter().map(|cell| names.name(cell)).collect();
            assert_eq!(spoken.len(), table.cells.len());
        }
    }
}
