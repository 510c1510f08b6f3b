//! Table 2: 主动公开政府信息情况. Each edition states its blocks; their shape on the page is the same.

use super::{Cell, CellId, Item, Line, LineKind, Quantity, Scope, Table, TableKey};

/// One block of table 2.
pub struct Block {
    /// The article of the Regulations, as the form prints it.
    pub article: &'static str,
    /// Its columns: key, head, what they hold. One to three.
    pub columns: &'static [(&'static str, &'static str, Quantity)],
    /// Its rows: key and label.
    pub rows: &'static [(&'static str, &'static str)],
    /// The source in the law, or what to mind.
    pub gloss: &'static str,
    /// The form gives amounts of this block no unit.
    pub picks_unit: bool,
}

/// Table 2 of any edition: blocks one under another in a grid of four columns; a block with fewer
/// columns stretches its last.
pub fn table(blocks: &'static [Block]) -> Table {
    let id = |row, column| CellId::new(TableKey::Disclosure, row, column);
    let head = |text, cols, scope| Item::Label { text, cols, rows: 1, scope };
    let (mut lines, mut cells) = (Vec::new(), Vec::new());
    for block in blocks {
        // Grid columns of the block's n-th column: one each, what is left to the last.
        let cols = |n: usize| {
            if n + 1 == block.columns.len() { 3 - u8::try_from(n).unwrap_or(0) } else { 1 }
        };
        lines.push(Line {
            kind: LineKind::Article,
            items: vec![head(block.article, 4, Scope::Group)],
        });
        let heads = block
            .columns
            .iter()
            .enumerate()
            .map(|(n, (_, text, _))| head(text, cols(n), Scope::Columns));
        lines.push(Line {
            kind: LineKind::Columns,
            items: [head("信息内容", 1, Scope::Columns)].into_iter().chain(heads).collect(),
        });
        for (row, name) in block.rows {
            let values = block
                .columns
                .iter()
                .enumerate()
                .map(|(n, (column, ..))| Item::Value { id: id(row, column), cols: cols(n) });
            lines.push(Line {
                kind: LineKind::Data,
                items: [head(name, 1, Scope::Rows)].into_iter().chain(values).collect(),
            });
            cells.extend(block.columns.iter().map(|(column, words, quantity)| Cell {
                id: id(row, column),
                quantity: *quantity,
                row_name: (*name).to_owned(),
                column_name: (*words).to_owned(),
                row_short: name,
                column_short: words,
                gloss: block.gloss,
                picks_unit: block.picks_unit && *quantity == Quantity::Amount,
            }));
        }
    }
    Table {
        key: TableKey::Disclosure,
        widths: vec![310, 230, 230, 230],
        lines,
        header_lines: 0,
        cells,
        identities: Vec::new(),
    }
}
