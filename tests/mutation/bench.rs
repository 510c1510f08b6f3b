//! A report that is changed and checked repeatedly, and its diagnosis.

use super::slip::Slip;
use crate::Subject;
use nianbao::check::{Checker, Severity, Violation};
use nianbao::diagnosis::{Change, Diagnosis, Hypothesis, diagnose};
use nianbao::edition::{CellId, IdentityKind};
use nianbao::number::Decimal;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use std::collections::{BTreeMap, BTreeSet};

/// A report to which slips are applied one after another.
pub struct Bench {
    pub report: Report,
    pub checker: Checker,
}

/// The failing sums, each identified by its kind and its right side.
pub type Failing = BTreeSet<(IdentityKind, CellId)>;

impl Bench {
    pub fn new(subject: &Subject) -> Self {
        let checker = Checker::new(&RULE_SET, &subject.report);
        let bench = Self { report: subject.report.clone(), checker };
        assert!(bench.failing().is_empty(), "{} is not clean", subject.name);
        bench
    }

    pub fn put<'a>(&mut self, slips: impl Iterator<Item = &'a Slip>, back: bool) {
        let mut cells = Vec::new();
        for (cell, from, to) in slips.flat_map(|slip| &slip.changes) {
            self.report.set_cell(*cell, &(if back { from } else { to }).to_string());
            cells.push(*cell);
        }
        self.checker.update(&self.report, &cells);
    }

    pub fn with<T>(&mut self, slips: &[&Slip], look: impl FnOnce(&Self) -> T) -> T {
        self.put(slips.iter().copied(), false);
        let seen = look(self);
        self.put(slips.iter().copied(), true);
        seen
    }

    pub fn failing(&self) -> Failing {
        let errors =
            self.checker.findings().iter().filter(|finding| finding.severity == Severity::Error);
        let facts =
            errors.flat_map(|finding| std::iter::once(&finding.fact).chain(&finding.folded));
        facts
            .filter_map(|fact| {
                if let Violation::Sum { identity, .. } = fact {
                    Some((identity.kind, identity.right[0]))
                } else {
                    None
                }
            })
            .collect()
    }

    pub fn diagnosis(&self) -> Diagnosis {
        diagnose(&self.report, self.checker.findings(), None)
    }
}

/// Whether a hypothesis restores exactly the original numbers.
pub fn restores(hypothesis: &Hypothesis, slips: &[&Slip]) -> bool {
    let changes = hypothesis
        .repairs
        .iter()
        .flat_map(|repair| &repair.changes)
        .filter(|change| change.from != Some(change.to));
    let offered: BTreeMap<CellId, Decimal> =
        changes.map(|change| (change.cell, change.to)).collect();
    let wanted: BTreeMap<CellId, Decimal> =
        slips.iter().flat_map(|slip| &slip.changes).map(|(cell, from, _)| (*cell, *from)).collect();
    offered == wanted
}

/// Whether a repair is marked as likely that does not restore the original numbers.
pub fn misleads(diagnosis: &Diagnosis, slips: &[&Slip]) -> bool {
    let right = |change: &Change| {
        slips
            .iter()
            .flat_map(|slip| &slip.changes)
            .any(|(cell, from, _)| *cell == change.cell && *from == change.to)
    };
    let pushed = diagnosis
        .hypotheses
        .iter()
        .flat_map(|hypothesis| &hypothesis.repairs)
        .filter(|repair| repair.is_recommended());
    !pushed.flat_map(|repair| &repair.changes).all(right)
}

/// The index of the right hypothesis, from 0.
pub fn place(diagnosis: &Diagnosis, slips: &[&Slip]) -> Option<usize> {
    diagnosis.hypotheses.iter().position(|hypothesis| restores(hypothesis, slips))
}

/// The number of slips that a hypothesis assumes.
pub fn supposed(hypothesis: &Hypothesis) -> usize {
    hypothesis.repairs.iter().map(|repair| repair.why.len()).sum()
}
