//! Table 4: 行政复议、行政诉讼. An edition states the outcomes of a case; heads, cells and sums follow from
//! these. The editions of 2019 and 2021 have the same outcomes.

use super::{
    CellId, FormCell, FormItem, FormLine, FormLineKind, FormTable, Identity, IdentityKind,
    Quantity, Scope, TOTAL, TableKey,
};

/// A column of each block: its key in cell ids, and its head.
pub type OutcomeColumn = (&'static str, &'static str);

/// The outcomes in the editions of 2019 and 2021. [`table`] adds the column 总计 after them.
pub const OUTCOMES: [OutcomeColumn; 4] = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
];

const ALL: OutcomeColumn = (TOTAL, "总计");

/// The three blocks: row key, heads from the top, and the block in a few characters.
const BLOCKS: [(&str, &str, &str); 3] = [
    ("review", "行政复议", "行政复议"),
    ("direct", "行政诉讼 未经复议直接起诉", "直接起诉"),
    ("after_review", "行政诉讼 复议后起诉", "复议后起诉"),
];

const fn head(text: &'static str, cols: u8, rows: u8) -> FormItem {
    FormItem::Label { text, cols, rows, scope: Scope::Columns }
}

const fn id(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disputes, row, column)
}

/// The table as the notices print it: three blocks side by side, three lines of heads, one line of
/// numbers.
pub fn table(outcomes: &[OutcomeColumn]) -> FormTable {
    let columns: Vec<OutcomeColumn> = outcomes.iter().copied().chain([ALL]).collect();
    let width = u8::try_from(columns.len()).unwrap_or(u8::MAX);
    let outcomes = |rows| columns.iter().map(move |(_, label)| head(label, 1, rows));
    let lines = vec![
        FormLine {
            kind: FormLineKind::Head,
            items: vec![head("行政复议", width, 1), head("行政诉讼", 2 * width, 1)],
        },
        FormLine {
            kind: FormLineKind::Head,
            items: outcomes(2)
                .chain([head("未经复议直接起诉", width, 1), head("复议后起诉", width, 1)])
                .collect(),
        },
        FormLine { kind: FormLineKind::Head, items: outcomes(1).chain(outcomes(1)).collect() },
        FormLine {
            kind: FormLineKind::Data,
            items: BLOCKS
                .iter()
                .flat_map(|(row, ..)| {
                    columns
                        .iter()
                        .map(|(column, _)| FormItem::Value { id: id(row, column), cols: 1 })
                })
                .collect(),
        },
    ];
    let cells = BLOCKS
        .iter()
        .flat_map(|(row, name, short)| {
            columns.iter().map(|(column, label)| FormCell {
                id: id(row, column),
                quantity: Quantity::Count,
                unit: "件",
                row_name: (*name).to_owned(),
                column_name: (*label).to_owned(),
                row_short: short,
                column_short: label,
                gloss: "",
                picks_unit: false,
            })
        })
        .collect();
    let identities = BLOCKS
        .iter()
        .map(|(row, ..)| Identity {
            kind: IdentityKind::DisputesSum,
            left: columns
                .iter()
                .filter(|column| **column != ALL)
                .map(|(column, _)| id(row, column))
                .collect(),
            right: vec![id(row, ALL.0)],
            derives: true,
        })
        .collect();
    FormTable {
        key: TableKey::Disputes,
        widths: equal_widths(BLOCKS.len() * columns.len()),
        lines,
        header_lines: 3,
        cells,
        identities,
    }
}

/// The widths in thousandths of columns of equal width; the first ones take the remainder.
fn equal_widths(columns: usize) -> Vec<u16> {
    let width = |column| 1000 / columns + usize::from(column < 1000 % columns);
    (0..columns).map(|column| u16::try_from(width(column)).unwrap_or(u16::MAX)).collect()
}
