//! The plan of the checker: the tables in force, with a number for every cell, sum and rule.
//!
//! A plan depends only on editions, so it is made once for each combination of them and shared.

use super::folding::Shifts;
use super::sum::{Follows, MOST_SUMS, Mask, PlannedSum};
use super::{CellCheck, Check, Rule, RuleSet};
use crate::edition::{CellId, Edition, Form, FormCell, Identity, IdentityKind, Slot, TableKey};
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
pub(super) struct Plan {
    /// The editions of the three tables.
    editions: [&'static Edition; 3],
    pub cells: Vec<&'static FormCell>,
    /// The slots of each table.
    pub tables: [Range<Slot>; 3],
    /// The slots in the order of cell ids, which is the order of a report's entries.
    pub by_id: Vec<Slot>,
    pub sums: Vec<PlannedSum>,
    /// For each cell, the sums that contain it, each with whether it is on the right side, that of
    /// the total.
    pub sums_of_cell: Vec<Vec<(usize, bool)>>,
    /// For each cell, the sum that derives it.
    pub deriving: Vec<Option<usize>>,
    /// The sums that derive totals, each after those that its terms need.
    pub derive_order: Vec<usize>,
    pub instances: Vec<Instance>,
    /// For each cell, the instances that read it.
    pub readers: Vec<Vec<usize>>,
    /// The effects of wrong numbers where all cells are typed (照原文录入).
    pub issued: Shifts,
    /// The effects of wrong numbers where totals are calculated.
    pub calculated: Shifts,
}

impl Plan {
    /// The plan of a form under a rule set. It is made at the first call for its editions.
    pub fn of(rules: &'static RuleSet, form: &Form) -> Arc<Self> {
        static PLANS: Mutex<Vec<(&'static RuleSet, Arc<Plan>)>> = Mutex::new(Vec::new());
        let editions = TableKey::ALL.map(|key| form.edition(key));
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        let made = plans
            .iter()
            .find(|(of, plan)| std::ptr::eq(*of, rules) && plan.editions == editions)
            .map(|(_, plan)| Arc::clone(plan));
        made.unwrap_or_else(|| {
            let plan = Arc::new(Self::new(rules, editions));
            plans.push((rules, Arc::clone(&plan)));
            plan
        })
    }

    fn new(rules: &RuleSet, editions: [&'static Edition; 3]) -> Self {
        let form = Form::of(editions);
        let cells = form.cells().to_vec();
        let tables = TableKey::ALL.map(|key| {
            let is_in_table_until = |slot: &Slot| cells[*slot].id.table <= key;
            let until = (0..cells.len()).filter(is_in_table_until).count();
            until - form.table(key).cells.len()..until
        });
        let slots =
            |ids: &[CellId]| ids.iter().filter_map(|id| form.slot(*id)).collect::<Vec<Slot>>();
        let mut by_id: Vec<Slot> = (0..cells.len()).collect();
        sort::sort_by_key(&mut by_id, |slot| cells[*slot].id);
        let sums: Vec<PlannedSum> = form
            .identities()
            .iter()
            .take(MOST_SUMS)
            .map(|identity| {
                let (rule, left, right) = (
                    rule_of(rules, &form, identity),
                    slots(&identity.left),
                    slots(&identity.right),
                );
                let first = left.iter().chain(&right).copied().min().unwrap_or_default();
                PlannedSum {
                    identity,
                    rule,
                    rule_index: rule.map_or(rules.rules.len(), |rule| order_of(rules, rule)),
                    left,
                    right,
                    first,
                    follows: follows(identity, &form),
                }
            })
            .collect();
        let sums_of_cell: Vec<Vec<usize>> =
            (0..cells.len()).map(|slot| form.sums_with(slot).to_vec()).collect();
        let mut deriving = vec![None; cells.len()];
        for (index, sum) in sums.iter().enumerate().filter(|(_, sum)| sum.identity.derives) {
            deriving[sum.right[0]] = Some(index);
        }
        let instances: Vec<Instance> = rules
            .iter()
            .enumerate()
            .flat_map(|(rule_index, rule)| instances(rule, rule_index, &form))
            .collect();
        let mut readers = vec![Vec::new(); cells.len()];
        for (index, instance) in instances.iter().enumerate() {
            instance.now.iter().for_each(|(_, slot)| readers[*slot].push(index));
        }
        let derive_order = derive_order(&sums, &deriving);
        let issued = Shifts::issued(&sums, &sums_of_cell, &deriving);
        let calculated = Shifts::calculated(&sums, &sums_of_cell, &deriving);
        let side = |slot: Slot, index: usize| (index, sums[index].right.contains(&slot));
        let sums_of_cell = sums_of_cell
            .iter()
            .enumerate()
            .map(|(slot, of)| of.iter().map(|index| side(slot, *index)).collect())
            .collect();
        Self {
            editions,
            cells,
            tables,
            by_id,
            sums,
            sums_of_cell,
            deriving,
            derive_order,
            instances,
            readers,
            issued,
            calculated,
        }
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

/// The order in which sums are calculated: terms before the totals of which they are part.
fn derive_order(sums: &[PlannedSum], deriving: &[Option<usize>]) -> Vec<usize> {
    fn depth(index: usize, sums: &[PlannedSum], deriving: &[Option<usize>]) -> usize {
        sums[index]
            .left
            .iter()
            .filter_map(|slot| deriving[*slot])
            .map(|term| 1 + depth(term, sums, deriving))
            .max()
            .unwrap_or(0)
    }
    let mut order: Vec<usize> =
        (0..sums.len()).filter(|index| sums[*index].identity.derives).collect();
    sort::sort_by_key(&mut order, |index| depth(*index, sums, deriving));
    order
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
    Some(Follows {
        columns: mask(&|other| other.kind == identity.kind && !in_totals(other)),
        rows: mask(&|other| other.kind == IdentityKind::RequestsRowSum && stands(&other.right[0])),
    })
}
