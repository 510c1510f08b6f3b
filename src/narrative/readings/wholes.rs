//! Readings of all that is left: the other outcomes, and what a rate is of.

use super::super::claim::{CellReading, ShareTerm};
use super::super::terms::{Applicant, Area, OutcomeRow};
use super::{Readings, blocks_of};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use crate::edition::{TOTAL, TableKey};

impl Readings<'_> {
    /// The outcomes of applications apart from those that are named: of a group if one is told,
    /// else all. Nothing, if those that are named do not belong to the group. `applicants` are
    /// those whose applications are meant; all if none is named.
    pub fn other_outcomes(
        &self,
        named: &[OutcomeRow],
        within: Option<OutcomeRow>,
        applicants: &[Applicant],
    ) -> Option<CellReading> {
        let named: Vec<&'static str> = named.iter().flat_map(|row| row.keys(self)).collect();
        let mut all: Vec<&'static str> = match within {
            Some(group) => group.keys(self),
            None => (self.rows.iter().copied())
                .filter(|row| ![NEW, CARRIED_IN, TOTAL, CARRIED_OUT].contains(row))
                .collect(),
        };
        all.dedup();
        if named.is_empty() || !named.iter().all(|row| all.contains(row)) {
            return None;
        }
        all.retain(|row| !named.contains(row));
        let columns: Vec<&'static str> =
            applicants.iter().flat_map(|applicant| applicant.columns(self.form)).collect();
        self.rows(&all, if columns.is_empty() { &[TOTAL] } else { &columns })
    }

    /// What a rate of disputes with an outcome may be of: all, those that are closed, or those that
    /// were decided.
    pub fn dispute_rate(
        &self,
        areas: &[Area],
        column: &'static str,
    ) -> Vec<(ShareTerm, ShareTerm)> {
        let blocks = blocks_of(areas);
        let cells = |columns: &[&'static str]| self.cells(TableKey::Disputes, &blocks, columns);
        let Some(part) = Self::reading(cells(&[column])) else { return Vec::new() };
        let total = Self::reading(cells(&[TOTAL]));
        let closed = total.clone().map(|total| CellReading { minus: cells(&["pending"]), ..total });
        let decided = Self::reading(cells(&["upheld", "corrected"]));
        let wholes = [total, closed, decided].into_iter().flatten();
        wholes.map(|whole| (ShareTerm::Cells(part.clone()), ShareTerm::Cells(whole))).collect()
    }
}
