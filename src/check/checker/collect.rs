//! Builds the list of findings from what is broken, in the order for people.

use super::{CellContent, Checker, Control};
use crate::check::folding::{Cluster, SumValues, fold};
use crate::check::{Check, Fault, Finding, Rule, Tally, Violation};
use crate::edition::{CellId, Slot};
use crate::report::{DoubtPlace, Part};
use crate::sort;
use std::sync::Arc;

impl Checker {
    /// Builds the list of findings.
    pub(super) fn collect(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (rule_index, rule) in self.rules.iter().enumerate() {
            match &rule.check {
                Check::Entry | Check::Spelling => {
                    self.collect_entries(rule, rule_index, &mut found);
                }
                Check::Doubt => self.collect_doubts(rule, rule_index, &mut found),
                Check::Table { tables, broken, .. } => {
                    for tally in tables
                        .iter()
                        .map(|table| &self.tallies[table.index()])
                        .filter(|tally| rule.editions.include(self.plan.form.edition(tally.table)))
                        .filter(|tally| broken(tally, &self.context))
                    {
                        let position = self.position(self.plan.tables[tally.table.index()].start);
                        found.push(RankedFinding {
                            position,
                            rule_index,
                            finding: finding(
                                rule,
                                self.open_cells(tally),
                                Violation::Table(*tally),
                            ),
                        });
                    }
                }
                Check::Report { find } if rule.editions.include(self.context.edition) => {
                    found.extend(find(&self.context).map(|facts| RankedFinding {
                        position: (0, 0),
                        rule_index,
                        finding: finding(rule, Vec::new(), Violation::Report(facts)),
                    }));
                }
                _ => {}
            }
        }
        for (instance, facts) in self.plan.instances.iter().zip(&self.broken) {
            let Some(facts) = facts else { continue };
            let cells: Vec<CellId> = instance.now.iter().map(|(id, _)| *id).collect();
            let last = instance.last.iter().map(|(_, slot)| self.last[*slot]).collect();
            let named = cells.iter().copied().filter(|id| facts.concerns(*id)).collect();
            let fact = Violation::Cells { cells, last, facts: Arc::clone(facts) };
            found.push(RankedFinding {
                position: self.position(instance.now[0].1),
                rule_index: instance.rule_index,
                finding: finding(instance.rule, named, fact),
            });
        }
        self.collect_sums(&mut found);
        found.extend(self.word_findings.iter().chain(&self.number_findings).cloned());
        self.collect_packs(&mut found);
        sort::sort_by_key(&mut found, |found| {
            (found.finding.severity, found.position, found.rule_index)
        });
        found.into_iter().map(|found| found.finding).collect()
    }

    /// Adds the findings of rule packs, and applies their severities to all findings.
    fn collect_packs(&self, found: &mut Vec<RankedFinding>) {
        if self.packs.all().is_empty() {
            return;
        }
        for balance in self.packs.balances() {
            if let Some(remark) = balance.judge(&self.plan.form, |id| self.value(id)) {
                let position = remark
                    .cells
                    .first()
                    .and_then(|id| self.plan.form.slot(*id))
                    .map_or((0, 0), |slot| self.position(slot));
                let cells = remark.cells.clone();
                found.push(RankedFinding {
                    position,
                    rule_index: self.rules.rules.len(),
                    finding: finding(balance.rule, cells, Violation::Words(remark)),
                });
            }
        }
        found.retain_mut(|found| {
            self.packs
                .severity(found.finding.rule)
                .map(|severity| found.finding.severity = found.finding.fact.severity(severity))
                .is_some()
        });
    }

    /// Adds a finding for everything that an import was not sure of. A doubt about a cell that the
    /// form lacks is left out.
    fn collect_doubts(
        &self,
        rule: &'static Rule,
        rule_index: usize,
        found: &mut Vec<RankedFinding>,
    ) {
        for place in &self.doubts {
            let (position, edition) = match place {
                DoubtPlace::Cell(id) => {
                    let Some(slot) = self.plan.form.slot(*id) else { continue };
                    (self.position(slot), self.plan.form.edition(id.table))
                }
                _ => ((0, 0), self.context.edition),
            };
            if rule.editions.include(edition) {
                let fact = Violation::Doubt(*place);
                let finding = finding(rule, fact.cells(), fact);
                found.push(RankedFinding { position, rule_index, finding });
            }
        }
    }

    fn collect_entries(
        &self,
        rule: &'static Rule,
        rule_index: usize,
        found: &mut Vec<RankedFinding>,
    ) {
        let mut push = |slot: Slot, fault, control| {
            let cell = self.plan.form.cells()[slot].id;
            let finding = finding(rule, vec![cell], Violation::Entry { cell, fault, control });
            found.push(RankedFinding { position: self.position(slot), rule_index, finding });
        };
        let concerned = |slot: Slot| {
            rule.editions.include(self.plan.form.edition(self.plan.form.cells()[slot].id.table))
        };
        let on_spelling = matches!(rule.check, Check::Spelling);
        if on_spelling || self.tallies.iter().any(|tally| tally.faults > 0) {
            for (slot, content) in self.contents.iter().enumerate() {
                match content {
                    CellContent::Fault(fault) if !on_spelling && concerned(slot) => {
                        push(slot, *fault, false);
                    }
                    CellContent::Odd { .. } if on_spelling && concerned(slot) => {
                        push(slot, Fault::Spelling, false);
                    }
                    _ => {}
                }
            }
        }
        for (sum, control) in self.plan.form.sums().iter().zip(&self.controls) {
            if let Control::Fault(fault) = control
                && !on_spelling
                && concerned(sum.right[0])
            {
                push(sum.right[0], *fault, true);
            }
        }
    }

    fn collect_sums(&self, found: &mut Vec<RankedFinding>) {
        if self.failing == 0 {
            return;
        }
        let state = SumValues {
            form: &self.plan.form,
            sums: &self.plan.sums,
            effects: self.plan.shifts(!self.as_issued),
            values: &self.values,
            sides: &self.sides,
            finished: self.finished,
            failing: self.failing,
            calculated: !self.as_issued,
        };
        found.extend(fold(&state).iter().filter_map(|cluster| self.sum_finding(cluster)));
    }

    /// The cells that a finding about a table shows: blank cells, then strokes, or else the first
    /// cell of the table.
    fn open_cells(&self, tally: &Tally) -> Vec<CellId> {
        let slots = self.plan.tables[tally.table.index()].clone();
        let mut cells = Vec::with_capacity(tally.blank + tally.marks);
        for (wanted, count) in [(CellContent::Blank, tally.blank), (CellContent::Mark, tally.marks)]
        {
            let of = slots.clone().filter(|slot| self.contents[*slot] == wanted);
            cells.extend(of.take(count).map(|slot| self.plan.form.cells()[slot].id));
        }
        if cells.is_empty() {
            cells.extend(slots.take(1).map(|slot| self.plan.form.cells()[slot].id));
        }
        cells
    }

    /// The sort key of a cell among findings. A table comes after the words of its part.
    fn position(&self, slot: Slot) -> (usize, usize) {
        const AFTER_WORDS: usize = 10_000;
        (Part::of_table(self.plan.form.cells()[slot].id.table) as usize + 1, AFTER_WORDS + slot)
    }

    fn sum_finding(&self, cluster: &Cluster) -> Option<RankedFinding> {
        let fact = |index: usize| {
            let (left, right) = self.sides[index];
            let (rule, identity) = (self.plan.sums[index].rule?, self.plan.sums[index].identity);
            let control = identity.derives && !self.as_issued;
            Some(Violation::Sum { rule, identity, left, right, control })
        };
        let id = |slot: Slot| self.plan.form.cells()[slot].id;
        let head = &self.plan.sums[cluster.head];
        let mut finding = finding(
            head.rule?,
            cluster.cells.iter().map(|slot| id(*slot)).collect(),
            fact(cluster.head)?,
        );
        finding.folded = cluster.folded.iter().filter_map(|index| fact(*index)).collect();
        finding.cause = cluster.cause.map(id);
        Some(RankedFinding {
            position: self.position(head.first),
            rule_index: head.rule_index,
            finding,
        })
    }
}

/// A finding with its sort keys: its part (0 is 报告信息), its position in the part, and the index of
/// its rule.
#[derive(Clone, Debug)]
pub(super) struct RankedFinding {
    pub position: (usize, usize),
    pub rule_index: usize,
    pub finding: Finding,
}

pub(super) fn finding(rule: &'static Rule, cells: Vec<CellId>, fact: Violation) -> Finding {
    let severity = fact.severity(rule.severity);
    Finding { rule, severity, cells, cause: None, fact, folded: Vec::new() }
}
