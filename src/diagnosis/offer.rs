//! Offers that need no search: numbers for blank cells, counts without their sign, numbers that
//! follow from the report of the year before, and the right words.

use super::ledger::Ledger;
use super::{Cause, Change, Confidence, Hypothesis, Repair, TableDiagnosis};
use crate::check::{Finding, Violation, solved};
use crate::edition::CellId;
use crate::report::Report;
use std::collections::BTreeMap;

impl TableDiagnosis<'_> {
    /// Offers numbers for blank cells.
    pub(super) fn blanks(&self) -> Vec<Hypothesis> {
        let failing = self.ledger.state.failing;
        let offer = |cell: &CellId| {
            let solution = solved(self.ledger.report, *cell)?;
            let confidence = if solution.presumed || failing != 0 {
                Confidence::Equal
            } else {
                Confidence::Likely
            };
            let change = Change { cell: *cell, control: false, from: None, to: solution.value };
            let why = Cause::Blank { identity: solution.identity, presumed: solution.presumed };
            Some(self.entry(change, why, confidence))
        };
        self.ledger.sole_unknowns.iter().filter_map(offer).collect()
    }

    /// Offers the counts that have a minus sign without it. An offer is likely if the sums of the
    /// number then hold.
    pub(super) fn signs(&self) -> Vec<Hypothesis> {
        let offer = |cell: &CellId| {
            let number = self.ledger.numbers.iter().find(|number| number.cell == *cell)?;
            let from = self.ledger.report.value(*cell);
            let change = Change { cell: *cell, control: false, from, to: number.value };
            let sums = number.support();
            let confidence = if sums != 0 && sums & self.ledger.state.failing == 0 {
                Confidence::Likely
            } else {
                Confidence::Equal
            };
            Some(self.entry(change, Cause::Sign, confidence))
        };
        self.ledger.signed.iter().filter_map(offer).collect()
    }

    /// The repair of an entry that is blank or not allowed.
    fn entry(&self, change: Change, why: Cause, confidence: Confidence) -> Hypothesis {
        let concerns = |finding: &&&Finding| {
            !matches!(finding.fact, Violation::Sum { .. }) && finding.cells.contains(&change.cell)
        };
        let repair = Repair {
            changes: vec![change],
            edits: Vec::new(),
            why: vec![why],
            confidence,
            sums: Vec::new(),
            still_failing: self.ledger.state.failing.count_ones() as usize,
            findings: self.findings.iter().filter(concerns).map(|finding| finding.key()).collect(),
        };
        Hypothesis { table: self.ledger.table, repairs: vec![repair], complete: false }
    }
}

/// Offers the numbers that follow from the report of the year before to the findings that compare
/// with it. A repair that a search has found makes sums hold as well, and is not offered twice.
pub(super) fn of_last_year(
    report: &Report,
    findings: &[Finding],
    hypotheses: &mut Vec<Hypothesis>,
) {
    for finding in findings {
        let Violation::Cells { facts, .. } = &finding.fact else { continue };
        let change = |(cell, to)| {
            let from = report.value(cell);
            let typed = !report.is_calculated(cell) && from != Some(to);
            typed.then_some(Change { cell, control: false, from, to })
        };
        let changes: Vec<Change> = facts.expected().into_iter().filter_map(change).collect();
        let Some(table) = changes.first().map(|change| change.cell.table) else { continue };
        let same = |repair: &&mut Repair| {
            repair.changes.len() == changes.len()
                && repair.changes.iter().all(|change| changes.contains(change))
        };
        let mut repairs = hypotheses.iter_mut().flat_map(|hypothesis| &mut hypothesis.repairs);
        if let Some(repair) = repairs.find(same) {
            repair.findings.push(finding.key());
            continue;
        }
        let mut repaired = report.clone();
        for change in &changes {
            repaired.set_cell(change.cell, &change.to.to_string());
        }
        let repair = Repair {
            changes,
            edits: Vec::new(),
            why: vec![Cause::LastYear],
            confidence: Confidence::Equal,
            sums: Vec::new(),
            still_failing: Ledger::new(&repaired, table).state.failing.count_ones() as usize,
            findings: vec![finding.key()],
        };
        hypotheses.push(Hypothesis { table, repairs: vec![repair], complete: false });
    }
}

/// Offers the right words to the findings that know them. Whether the words or the numbers of a
/// table are wrong, only the clerk can tell.
pub(super) fn of_words(findings: &[Finding]) -> BTreeMap<String, Vec<Repair>> {
    let mut by_finding: BTreeMap<String, Vec<Repair>> = BTreeMap::new();
    for finding in findings {
        let Violation::Words(remark) = &finding.fact else { continue };
        if remark.edits.is_empty() {
            continue;
        }
        let key = finding.key();
        by_finding.entry(key.clone()).or_default().push(Repair {
            changes: Vec::new(),
            edits: remark.edits.clone(),
            why: Vec::new(),
            confidence: Confidence::Equal,
            sums: Vec::new(),
            still_failing: 0,
            findings: vec![key],
        });
    }
    by_finding
}
