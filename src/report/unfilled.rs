//! Which cells of a report are not filled in.

use super::{Entry, Report};
use crate::edition::{CellId, TableKey};

/// The cells of a table that are to be typed and are not filled in: they are blank or hold text
/// that is no number. A justification does not make such text a number, because the totals that it
/// belongs to stay blank. A stroke counts as filled in, and an original (照原文录入) is complete as it
/// was printed.
///
/// The checker counts the same cells while a clerk types: [`crate::check::Checker::unfilled`].
pub fn unfilled(report: &Report, table: TableKey) -> Vec<CellId> {
    let is_unfilled = |id: &CellId| match report.entry(*id) {
        None => true,
        Some(Entry::Unreadable(_)) => !report.as_issued(),
        Some(Entry::Number { .. } | Entry::Mark(_)) => false,
    };
    report
        .form()
        .table(table)
        .cells
        .iter()
        .map(|cell| cell.id)
        .filter(|id| !report.is_calculated(*id))
        .filter(is_unfilled)
        .collect()
}
