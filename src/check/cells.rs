//! Defines how rules on cells read cells: in groups, and by name.
//!
//! A rule names groups of cells. The checker judges each group separately, and judges it again only
//! when one of its cells has changed.

use super::context::RuleContext;
use super::facts::Facts;
use crate::edition::{CellId, Form, FormCell, Slot, TableKey};
use crate::number::Decimal;
use std::fmt;
use std::sync::Arc;

/// The check of a rule on cells. `F` is the type of the facts of its findings.
#[derive(Debug)]
pub struct OnCells<F> {
    /// The groups of cells that it reads in a form. A group is omitted if the form lacks one of its
    /// cells.
    pub groups: fn(&Form) -> Vec<Group>,
    /// The facts that break the rule in a group. `None` if the rule holds, or if a number that it
    /// needs is unknown.
    pub find: fn(&Cells<'_>) -> Option<F>,
}

/// A check on cells with any type of facts: an [`OnCells`].
pub trait CellCheck: fmt::Debug + Sync {
    /// The groups of cells that it reads in a form.
    fn groups(&self, form: &Form) -> Vec<Group>;

    /// The facts that break the rule in a group.
    fn find(&self, cells: &Cells<'_>) -> Option<Arc<dyn Facts>>;
}

impl<F: Facts> CellCheck for OnCells<F> {
    fn groups(&self, form: &Form) -> Vec<Group> {
        (self.groups)(form)
    }

    fn find(&self, cells: &Cells<'_>) -> Option<Arc<dyn Facts>> {
        (self.find)(cells).map(|facts| Arc::new(facts) as Arc<dyn Facts>)
    }
}

/// Cells that a rule reads together. A group gives at most one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Cells of the report. A finding is about these cells, the likeliest first.
    pub now: Vec<CellId>,
    /// Cells of the report of the year before. A justification of a finding depends on these
    /// numbers as well.
    pub last: Vec<CellId>,
}

impl Group {
    /// Cells of the report, and none of the year before.
    pub fn of(now: impl Into<Vec<CellId>>) -> Self {
        Self { now: now.into(), last: Vec::new() }
    }

    /// A group of one row: columns of the report, and columns of the report of the year before.
    pub fn of_row(
        table: TableKey,
        row: &'static str,
        now: &[&'static str],
        last: &[&'static str],
    ) -> Self {
        let cells = |columns: &[&'static str]| {
            columns.iter().map(|column| CellId::new(table, row, column)).collect()
        };
        Self { now: cells(now), last: cells(last) }
    }

    /// A group for each row of a table that has all these columns.
    pub fn each_row(
        form: &Form,
        table: TableKey,
        now: &[&'static str],
        last: &[&'static str],
    ) -> Vec<Self> {
        let mut rows: Vec<&'static str> =
            form.table(table).cells.iter().map(|cell| cell.id.row).collect();
        rows.dedup();
        rows.into_iter().map(|row| Self::of_row(table, row, now, last)).collect()
    }
}

/// All cells of a row that the form has, the calculated total first.
pub fn whole_row(form: &Form, table: TableKey, row: &str) -> Vec<CellId> {
    let cells = form.table(table).cells.iter().map(|cell| cell.id).filter(|id| id.row == row);
    let (mut total, typed): (Vec<CellId>, Vec<CellId>) = cells.partition(|id| form.is_derived(*id));
    total.extend(typed);
    total
}

/// A group of cells with their numbers, as a rule reads them.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// Further facts about the report that the rule may use.
    pub context: &'a RuleContext,
    /// All cells of the form.
    pub(super) form: &'a [&'static FormCell],
    /// The cells of the group that are read in the report.
    pub(super) now: &'a [(CellId, Slot)],
    /// The cells of the group that are read in the report of the year before.
    pub(super) last: &'a [(CellId, Slot)],
    /// The numbers of all cells.
    pub(super) numbers: &'a [Option<Decimal>],
    /// The numbers of all cells in the report of exactly the year before; all unknown if there is
    /// none.
    pub(super) last_numbers: &'a [Option<Decimal>],
}

/// A name of a cell within a group: its column, or the whole id if several rows of the group have
/// that column.
pub trait CellName: Copy + fmt::Debug {
    /// Whether the cell has that name.
    fn is_of(self, cell: CellId) -> bool;
}

impl CellName for &str {
    fn is_of(self, cell: CellId) -> bool {
        cell.column == self
    }
}

impl CellName for CellId {
    fn is_of(self, cell: CellId) -> bool {
        cell == self
    }
}

impl Cells<'_> {
    /// The number of a cell of the group; `None` is unknown.
    pub fn now(&self, cell: impl CellName) -> Option<Decimal> {
        self.numbers[slot_of(self.now, cell)?]
    }

    /// The number of a cell of the group in the report of the year before; `None` is unknown.
    pub fn last(&self, cell: impl CellName) -> Option<Decimal> {
        let named = |(id, _): &(CellId, Slot)| cell.is_of(*id);
        let cells = if self.last.iter().any(named) { self.last } else { self.now };
        self.last_numbers[slot_of(cells, cell)?]
    }

    /// The cells of the group that are read in the report, in order, with their numbers.
    pub fn each(&self) -> impl Iterator<Item = (&'static FormCell, Option<Decimal>)> + '_ {
        self.now.iter().map(|(_, slot)| (self.form[*slot], self.numbers[*slot]))
    }

    /// The cells of the group that hold more than 0, each with its number.
    pub fn above_zero(&self) -> impl Iterator<Item = (&'static FormCell, Decimal)> + '_ {
        self.each()
            .filter_map(|(cell, number)| Some((cell, number.filter(|n| *n > Decimal::ZERO)?)))
    }

    /// The first cell of the group.
    pub fn first(&self) -> &'static FormCell {
        self.form[self.now[0].1]
    }

    /// The row of the first cell, as the form prints it.
    pub fn row_name(&self) -> &'static str {
        &self.first().row_name
    }

    /// The row of the first cell in a few characters.
    pub fn row_short(&self) -> &'static str {
        self.first().row_short
    }
}

/// The slot of a cell that the group must contain. The name must fit one cell only: in a group of
/// several rows the column alone does not tell which row is meant.
fn slot_of(cells: &[(CellId, Slot)], name: impl CellName) -> Option<Slot> {
    let mut fitting = cells.iter().filter(|(id, _)| name.is_of(*id));
    let found = fitting.next();
    debug_assert!(found.is_some(), "{name:?} is read, and the rule does not name it in its group");
    debug_assert!(
        fitting.next().is_none(),
        "{name:?} is a column of several rows of the group: name the cell by its id"
    );
    found.map(|(_, slot)| *slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells() -> [(CellId, Slot); 2] {
        let cell = |row, slot| (CellId::new(TableKey::Requests, row, "natural"), slot);
        [cell("new", 0), cell("carried_in", 1)]
    }

    #[test]
    fn a_cell_of_several_rows_is_named_by_its_id() {
        let [(_, _), (id, slot)] = cells();
        assert_eq!(slot_of(&cells(), id), Some(slot));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "is a column of several rows of the group")]
    fn a_column_of_several_rows_is_no_name() {
        slot_of(&cells(), "natural");
    }
}
