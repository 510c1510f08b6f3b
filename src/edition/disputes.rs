//! Table 4, the same in both editions: 行政复议、行政诉讼.

use super::{
    Cell, CellId, Identity, IdentityKind, Item, Line, LineKind, Quantity, Scope, Table, TableKey,
};

/// The five columns of each block.
const OUTCOMES: [(&str, &str); 5] = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
];

/// The three blocks: row key, heads from the top, and the block in a few characters.
const BLOCKS: [(&str, &str, &str); 3] = [
    ("review", "行政复议", "行政复议"),
    ("direct", "行政诉讼 未经复议直接起诉", "直接起诉"),
    ("after_review", "行政诉讼 复议后起诉", "复议后起诉"),
];

const fn head(text: &'static str, cols: u8, rows: u8) -> Item {
    Item::Label { text, cols, rows, scope: Scope::Columns }
}

const fn id(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disputes, row, column)
}

/// The table as both notices print it: 15 columns, three lines of heads, one line of numbers.
pub fn table() -> Table {
    let outcomes = |rows| OUTCOMES.iter().map(move |(_, label)| head(label, 1, rows));
    let lines = vec![
        Line {
            kind: LineKind::Head, items: vec![head("行政复议", 5, 1), head("行政诉讼", 10, 1)]
        },
        Line {
            kind: LineKind::Head,
            items: outcomes(2)
                .chain([head("未经复议直接起诉", 5, 1), head("复议后起诉", 5, 1)])
                .collect(),
        },
        Line { kind: LineKind::Head, items: outcomes(1).chain(outcomes(1)).collect() },
        Line {
            kind: LineKind::Data,
            items: BLOCKS
                .iter()
                .flat_map(|(row, ..)| {
                    OUTCOMES.iter().map(|(column, _)| Item::Value { id: id(row, column), cols: 1 })
                })
                .collect(),
        },
    ];
    let cells = BLOCKS
        .iter()
        .flat_map(|(row, name, short)| {
            OUTCOMES.iter().map(|(column, label)| Cell {
                id: id(row, column),
                quantity: Quantity::Count,
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
            left: OUTCOMES[..4].iter().map(|(column, _)| id(row, column)).collect(),
            right: vec![id(row, "total")],
            derives: true,
        })
        .collect();
    // Thousandths: fifteen narrow columns, the remainder spread over the first ten.
    let widths = (0..15).map(|column| if column < 10 { 67 } else { 66 }).collect();
    Table { key: TableKey::Disputes, widths, lines, header_lines: 3, cells, identities }
}
