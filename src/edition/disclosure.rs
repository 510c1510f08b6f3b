//! Table 2: 主动公开政府信息情况. An edition states its blocks; grid and cells follow from these.

use super::{
    CellId, FormCell, FormItem, FormLine, FormLineKind, FormTable, Quantity, Scope, TableKey,
};

/// One block of table 2.
pub struct DisclosureBlock {
    /// The article of the Regulations, as the form prints it.
    pub article: &'static str,
    /// Its columns, one to three.
    pub columns: &'static [Column],
    /// Its rows: key and label.
    pub rows: &'static [(&'static str, &'static str)],
    /// The article of the Regulations in full, or a remark for the clerk.
    pub gloss: &'static str,
    /// Whether the form prints no unit for amounts of this block, so that the clerk picks 元 or 万元.
    pub picks_unit: bool,
}

/// One column of a block.
pub struct Column {
    /// Its key in cell ids.
    pub key: &'static str,
    /// Its head, verbatim.
    pub head: &'static str,
    /// The numbers that its cells may hold.
    pub quantity: Quantity,
    /// What is counted: 件 or 项. An amount is in 万元 and has none.
    pub unit: &'static str,
}

impl Column {
    /// A column of whole numbers, with what is counted.
    pub const fn count(key: &'static str, head: &'static str, unit: &'static str) -> Self {
        Self { key, head, quantity: Quantity::Count, unit }
    }

    /// A column of differences from the year before, with what is counted.
    pub const fn change(key: &'static str, head: &'static str, unit: &'static str) -> Self {
        Self { key, head, quantity: Quantity::Change, unit }
    }

    /// A column of money.
    pub const fn amount(key: &'static str, head: &'static str) -> Self {
        Self { key, head, quantity: Quantity::Amount, unit: "" }
    }

    /// The unit of its cells in a block.
    fn unit_in(&self, block: &DisclosureBlock) -> &'static str {
        match self.quantity {
            Quantity::Amount if block.picks_unit => "",
            Quantity::Amount => "万元",
            Quantity::Count | Quantity::Change => self.unit,
        }
    }
}

/// The head above the labels of the rows. No numbers are below it.
pub const CORNER: &str = "信息内容";

/// Table 2 with these blocks, one below the other in a grid of four columns. A block with fewer
/// columns stretches its last.
pub fn table(blocks: &[DisclosureBlock]) -> FormTable {
    let id = |row, column| CellId::new(TableKey::Disclosure, row, column);
    let head = |text, cols, scope| FormItem::Label { text, cols, rows: 1, scope };
    let (mut lines, mut cells) = (Vec::new(), Vec::new());
    for block in blocks {
        // Each column of the block takes one column of the grid, and the last one all that are
        // left.
        let cols = |n: usize| {
            if n + 1 == block.columns.len() { 3 - u8::try_from(n).unwrap_or(0) } else { 1 }
        };
        lines.push(FormLine {
            kind: FormLineKind::Article,
            items: vec![head(block.article, 4, Scope::Group)],
        });
        let heads = block
            .columns
            .iter()
            .enumerate()
            .map(|(n, column)| head(column.head, cols(n), Scope::Columns));
        lines.push(FormLine {
            kind: FormLineKind::Columns,
            items: [head(CORNER, 1, Scope::Columns)].into_iter().chain(heads).collect(),
        });
        for (row, name) in block.rows {
            let values = block
                .columns
                .iter()
                .enumerate()
                .map(|(n, column)| FormItem::Value { id: id(row, column.key), cols: cols(n) });
            lines.push(FormLine {
                kind: FormLineKind::Data,
                items: [head(name, 1, Scope::Rows)].into_iter().chain(values).collect(),
            });
            cells.extend(block.columns.iter().map(|column| FormCell {
                id: id(row, column.key),
                quantity: column.quantity,
                unit: column.unit_in(block),
                row_name: (*name).to_owned(),
                column_name: column.head.to_owned(),
                row_short: name,
                column_short: column.head,
                gloss: block.gloss,
                picks_unit: block.picks_unit && column.quantity == Quantity::Amount,
            }));
        }
    }
    FormTable {
        key: TableKey::Disclosure,
        widths: vec![310, 230, 230, 230],
        lines,
        header_lines: 0,
        cells,
        identities: Vec::new(),
    }
}
