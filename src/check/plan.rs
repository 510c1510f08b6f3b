//! The plan of the checker: the tables in force, with a number for every cell, sum and rule.
//!
//! A plan depends only on editions, so it is made once for each combination of them and shared.

use super::folding::Shifts;
use super::sum::{Follows, MOST_SUMS, Mask, PlannedSum};
use super::{CellCheck, Check, Rule, RuleSet};
use crate::edition::{CellId, Form, Identity, IdentityKind, Slot, TableKey};
use crate::sort;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// A rule and one group of cells that it reads.
#[derive(Debug)]
pub(super) struct Instance {
    pub rule: &'static Rule,
    /// The index of the rule in the rule set.
    pub rule_index: usize,
    pub check: &'static dyn CellCheck,
    /// The cells that it reads in the report.
    pub now: Vec<(CellId, Slot)>,
    /// The cells that it reads in the report of the year before.
    pub last: Vec<(CellId, Slot)>,
}

/// The tables in force, prepared for the checker.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) form: Arc<Form>,
    /// The slots of each table.
    pub(super) tables: [Range<Slot>; 3],
    /// The slots in the order of cell ids, which is the order of a report's entries.
    pub(super) by_id: Vec<Slot>,
    pub(super) sums: Vec<PlannedSum>,
    pub(super) instances: Vec<Instance>,
    /// For each cell, the instances that read it.
    pub(super) readers: Vec<Vec<usize>>,
    /// The effects of wrong numbers where all cells are typed (照原文录入).
    pub(super) issued: Shifts,
    /// The effects of wrong numbers where totals are calculated.
    pub(super) calculated: Shifts,
}

impl Plan {
    /// The plan of a form under a rule set. It is made at the first call for its editions.
    pub fn of(rules: &'static RuleSet, form: &Arc<Form>) -> Arc<Self> {
        static PLANS: Mutex<Vec<(&'static RuleSet, Arc<Plan>)>> = Mutex::new(Vec::new());
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        let made = plans
            .iter()
            .find(|(of, plan)| std::ptr::eq(*of, rules) && *plan.form == **form)
            .map(|(_, plan)| Arc::clone(plan));
        made.unwrap_or_else(|| {
            let plan = Arc::new(Self::new(rules, form));
            plans.push((rules, Arc::clone(&plan)));
            plan
        })
    }

    fn new(rules: &RuleSet, form: &Arc<Form>) -> Self {
        let cells = form.cells();
        let tables = TableKey::ALL.map(|key| {
            let is_in_table_until = |slot: &Slot| cells[*slot].id.table <= key;
            let until = (0..cells.len()).filter(is_in_table_until).count();
            until - form.table(key).cells.len()..until
        });
        let mut by_id: Vec<Slot> = (0..cells.len()).collect();
        sort::sort_by_key(&mut by_id, |slot| cells[*slot].id);
        let sums: Vec<PlannedSum> = form
            .sums()
            .iter()
            .take(MOST_SUMS)
            .map(|sum| {
                let identity = sum.identity;
                let rule = rule_of(rules, form, identity);
                PlannedSum {
                    identity,
                    rule,
                    rule_index: rule.map_or(rules.rules.len(), |rule| order_of(rules, rule)),
                    first: sum.left.iter().chain(&sum.right).copied().min().unwrap_or_default(),
                    follows: follows(identity, form),
                }
            })
            .collect();
        let instances: Vec<Instance> = rules
            .iter()
            .enumerate()
            .flat_map(|(rule_index, rule)| instances(rule, rule_index, form))
            .collect();
        let mut readers = vec![Vec::new(); cells.len()];
        for (index, instance) in instances.iter().enumerate() {
            instance.now.iter().for_each(|(_, slot)| readers[*slot].push(index));
        }
        Self {
            tables,
            by_id,
            sums,
            instances,
            readers,
            issued: Shifts::issued(form),
            calculated: Shifts::calculated(form),
            form: Arc::clone(form),
        }
    }

    /// The effects of wrong numbers, where totals are `calculated` or where every cell is typed.
    pub(super) fn shifts(&self, calculated: bool) -> &Shifts {
        if calculated { &self.calculated } else { &self.issued }
    }

    /// The sums whose residual (right side minus left side) rises with the number of a cell, and
    /// those whose residual falls. Where totals are `calculated`, they change with the number.
    pub fn effect_of(&self, slot: Slot, calculated: bool) -> (Mask, Mask) {
        self.shifts(calculated).of_cell(slot)
    }

    /// The sums that follow from others if totals are calculated and these sums are finished.
    pub fn implied(&self, finished: Mask) -> Mask {
        let follows = |sum: &PlannedSum| sum.follows.as_ref().map(|follows| follows.calculated);
        let implied = |sum| follows(sum).is_some_and(|sources| sources & !finished == 0);
        let indices = (0..self.sums.len()).filter(|index| implied(&self.sums[*index]));
        indices.fold(0, |mask, index| mask | 1 << index)
    }
}

/// The rule that checks a sum of the form.
fn rule_of(rules: &RuleSet, form: &Form, identity: &Identity) -> Option<&'static Rule> {
    rules.of_sum(identity.kind, form.edition(identity.right[0].table))
}

/// The index of a rule in its set.
fn order_of(rules: &RuleSet, rule: &Rule) -> usize {
    rules.iter().position(|other| other == rule).unwrap_or(rules.rules.len())
}

/// The groups of a rule whose cells the form has, in tables whose editions the rule applies to.
fn instances(rule: &'static Rule, rule_index: usize, form: &Form) -> Vec<Instance> {
    let Check::Cells(check) = rule.check else { return Vec::new() };
    let slots = |ids: &[CellId]| ids.iter().map(|id| Some((*id, form.slot(*id)?))).collect();
    check
        .groups(form)
        .into_iter()
        .filter(|group| {
            let concerned = |id: &CellId| rule.editions.include(form.edition(id.table));
            !group.now.is_empty() && group.now.iter().all(concerned)
        })
        .filter_map(|group| {
            let (now, last): (Option<_>, Option<_>) = (slots(&group.now), slots(&group.last));
            Some(Instance { rule, rule_index, check, now: now?, last: last? })
        })
        .collect()
}

/// The sums that a sum in the column 总计 of table 3 follows from. That column holds the totals of
/// rows.
fn follows(identity: &Identity, form: &Form) -> Option<Follows> {
    let all = form.identities();
    let is_row_total = |id: &CellId| {
        all.iter().any(|sum| sum.kind == IdentityKind::RequestsRowSum && sum.right == [*id])
    };
    let in_totals =
        |identity: &Identity| identity.left.iter().chain(&identity.right).all(is_row_total);
    if !matches!(identity.kind, IdentityKind::RequestsBalance | IdentityKind::RequestsTotal)
        || !in_totals(identity)
    {
        return None;
    }
    let mask = |wanted: &dyn Fn(&Identity) -> bool| {
        all.iter()
            .take(MOST_SUMS)
            .enumerate()
            .filter(|(_, other)| wanted(other))
            .fold(0, |mask: Mask, (index, _)| mask | 1 << index)
    };
    let stands = |id: &CellId| identity.left.contains(id) || identity.right.contains(id);
    let columns = mask(&|other| other.kind == identity.kind && !in_totals(other));
    let rows = mask(&|other| other.kind == IdentityKind::RequestsRowSum && stands(&other.right[0]));
    let issued = columns | rows;
    Some(Follows { issued, calculated: issued & !mask(&|other| other.derives) })
}
