//! The labels of the tables in all editions, and the heads by which a row is known.

use crate::edition::disclosure::CORNER;
use crate::edition::{FormItem, Scope, TableKey, editions, normalized_label};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The heads of a row: its label, and the group that it is in, as the cell to the left of the label
/// says. Both are normalized by [`normalized_label`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowHeads {
    /// The label; empty in table 4, whose rows have none.
    pub label: String,
    /// The group; `None` if no cell stands to the left of the label.
    pub group: Option<String>,
}

/// All labels that a table has in any edition.
#[derive(Default)]
pub struct Labels {
    pub rows: BTreeSet<String>,
    pub columns: BTreeSet<String>,
}

/// The labels of each table.
pub static LABELS: LazyLock<[Labels; 3]> = LazyLock::new(|| {
    TableKey::ALL.map(|key| {
        let mut labels = Labels::default();
        let cells = || editions().iter().flat_map(|edition| &edition.table(key).cells);
        let is_column =
            |label: &str| cells().any(|cell| normalized_label(&cell.column_name) == label);
        let items = editions()
            .iter()
            .flat_map(|edition| &edition.table(key).lines)
            .flat_map(|line| &line.items);
        for item in items {
            if let FormItem::Label { text, scope, .. } = item {
                let label = normalized_label(text);
                match scope {
                    // Above the applicants of table 3 stand heads of several columns (申请人情况), which
                    // some tables have over the labels.
                    Scope::Columns if key == TableKey::Requests && !is_column(&label) => {}
                    Scope::Columns if label != CORNER => drop(labels.columns.insert(label)),
                    Scope::Rows => drop(labels.rows.insert(label)),
                    Scope::Columns | Scope::Group | Scope::Note => {}
                }
            }
        }
        labels
    })
});
