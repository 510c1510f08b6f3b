//! The tables of all editions, by the heads of their cells.

use super::labels::RowHeads;
use super::seen::{Seen, read};
use crate::edition::{CellId, Edition, FormItem, TableKey, editions};
use crate::source::{SourceCell, SourceTable};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A table of an edition.
pub struct Form {
    pub edition: &'static Edition,
    pub key: TableKey,
    /// The cells by their row, and by the heads of their column, the nearest first.
    cells: BTreeMap<(RowHeads, Vec<String>), CellId>,
    /// The groups in which a label stands.
    groups: BTreeMap<String, Vec<Option<String>>>,
}

/// The tables of all editions, the earliest edition first.
pub static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let forms = editions().iter().flat_map(|edition| TableKey::ALL.map(|key| (edition, key)));
    forms.map(|(edition, key)| Form::of(edition, key)).collect()
});

impl Form {
    fn of(edition: &'static Edition, key: TableKey) -> Self {
        let table = edition.table(key);
        // The form as if it were a table of a source, with ids in place of numbers.
        let cell = |item: &FormItem| match item {
            FormItem::Label { text, .. } => {
                SourceCell { cols: item.cols(), rows: item.rows(), ..SourceCell::new(*text) }
            }
            FormItem::Value { id, .. } => {
                SourceCell { cols: item.cols(), ..SourceCell::new(id.to_string()) }
            }
        };
        let drawn = SourceTable {
            rows: table.lines.iter().map(|line| line.items.iter().map(cell).collect()).collect(),
            place: String::new(),
        };
        let Seen { cells, .. } = read(&drawn, key);
        let cells: BTreeMap<_, _> = cells
            .into_iter()
            .filter_map(|cell| Some(((cell.row, cell.columns), CellId::parse(&cell.found.text)?)))
            .collect();
        let mut groups: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for (row, _) in cells.keys() {
            let of_label = groups.entry(row.label.clone()).or_default();
            if !of_label.contains(&row.group) {
                of_label.push(row.group.clone());
            }
        }
        Self { edition, key, cells, groups }
    }

    /// The cells of the form.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.cells.values().copied()
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The row of the form that a row of a file is. A row in a known group is of that group or of
    /// none. If the file does not say the group, the label decides where it is the only one of its
    /// kind, and words that several groups may have, such as 其他, only behind a row of the same
    /// group (`before`).
    pub fn row(&self, row: &RowHeads, before: Option<&RowHeads>) -> Option<RowHeads> {
        let groups = self.groups.get(&row.label)?;
        let own =
            |group: &Option<String>| RowHeads { label: row.label.clone(), group: group.clone() };
        if groups.contains(&row.group) {
            return Some(row.clone());
        }
        let says_group = row.group.as_ref().is_some_and(|group| self.has_group(group));
        let [only] = &groups[..] else { return None };
        let is_common = COMMON.contains(&row.label.as_str());
        let follows = before.is_none_or(|before| before.group == *only);
        (!says_group && (!is_common || follows)).then(|| own(only))
    }

    /// Whether rows of the form are in that group.
    fn has_group(&self, group: &str) -> bool {
        self.groups.values().flatten().flatten().any(|own| own == group)
    }

    /// The cell in a row of the form below these heads.
    pub fn cell(&self, row: &RowHeads, columns: &[String]) -> Option<CellId> {
        self.cells.get(&(row.clone(), columns.to_vec())).copied()
    }
}

/// Labels that local rows of any group may have.
const COMMON: [&str; 2] = ["其他", "其它"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_finds_each_of_its_cells() {
        for form in FORMS.iter() {
            assert_eq!(
                form.len(),
                form.edition.table(form.key).cells.len(),
                "{} {:?}",
                form.edition.id,
                form.key
            );
        }
    }
}
