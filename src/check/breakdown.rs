//! Lists the sums of which a cell is a term or the total, and calculates the value of a blank cell
//! with which a sum holds.

use super::wording::{sum_title, term_name};
use super::{Fault, Rule, RuleSet};
use crate::edition::{CellId, Identity, IdentityKind, SumWithCell};
use crate::number::Decimal;
use crate::report::Report;
use crate::text::more_or_less;

/// A sum of the form with the numbers of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct SumBreakdown {
    /// The rule that checks the sum.
    pub rule: &'static Rule,
    /// The name of the sum: “「自然人」列收办”.
    pub name: String,
    /// The terms of the left side.
    pub left: Vec<Term>,
    /// The terms of the right side.
    pub right: Vec<Term>,
    /// The total of the left side, if all its terms are known.
    pub left_sum: Option<Decimal>,
    /// The total of the right side, if all its terms are known.
    pub right_sum: Option<Decimal>,
    /// The control that the calculated right side is compared with, if there is one.
    pub control: Option<Decimal>,
    /// Whether the form calculates the right side from the left in this report.
    pub calculated: bool,
    /// Whether it holds.
    pub outcome: SumOutcome,
}

/// One term of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The cell.
    pub cell: CellId,
    /// The short name within the sum: “新收”, “自然人”.
    pub name: &'static str,
    /// The value; `None` is unknown.
    pub value: Option<Decimal>,
    /// The text of the cell.
    pub text: String,
}

/// Whether a sum holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumOutcome {
    /// Both sides are equal.
    Holds,
    /// The right side is greater by this number, or smaller if it is negative.
    Differs(Decimal),
    /// This many terms are unknown.
    Unfinished(usize),
}

impl SumOutcome {
    /// The outcome in words, such as 相等, 右边多 1 or 还差 2 格.
    pub fn text(self) -> String {
        match self {
            Self::Holds => "相等".to_owned(),
            Self::Differs(by) => format!("右边{} {}", more_or_less(by), by.abs()),
            Self::Unfinished(cells) => format!("还差 {cells} 格"),
        }
    }
}

/// The value of a cell as rules see it. A number that is not allowed in the cell is unknown.
pub(super) fn known(report: &Report, id: CellId) -> Option<Decimal> {
    if report.is_calculated(id) {
        let identity = report.form().sum_deriving(report.form().slot(id)?)?;
        return identity.left.iter().map(|term| known(report, *term)).sum();
    }
    let entry = report.entry(id)?;
    let cell = report.form().cell(id)?;
    Fault::sound_value(cell, entry)
}

/// The control that a calculated total is compared with.
fn control(report: &Report, id: CellId) -> Option<Decimal> {
    let entry = report.control(id).filter(|_| report.is_calculated(id))?;
    Fault::sound_value(report.form().cell(id)?, entry)
}

/// The sums of which a cell is a term or the total.
pub fn sum_breakdowns(rules: &RuleSet, report: &Report, id: CellId) -> Vec<SumBreakdown> {
    let form = report.form();
    let sums = form.slot(id).map_or(&[][..], |slot| form.sums_with(slot));
    let broken_down = |with_cell: &SumWithCell| {
        let identity = form.identities()[with_cell.sum];
        let rule = rules.of_sum(identity.kind, form.edition(id.table))?;
        Some(break_down(report, rule, identity))
    };
    sums.iter().filter_map(broken_down).collect()
}

pub(super) fn break_down(
    report: &Report,
    rule: &'static Rule,
    identity: &'static Identity,
) -> SumBreakdown {
    let term = |id: &CellId| Term {
        cell: *id,
        name: term_name(report.form(), identity.kind, *id),
        value: known(report, *id),
        text: report.text(*id),
    };
    let left: Vec<Term> = identity.left.iter().map(term).collect();
    let right: Vec<Term> = identity.right.iter().map(term).collect();
    let sum = |terms: &[Term]| terms.iter().map(|term| term.value).sum::<Option<Decimal>>();
    let (left_sum, right_sum) = (sum(&left), sum(&right));
    let calculated = identity.derives && report.is_calculated(identity.right[0]);
    let control = control(report, identity.right[0]).filter(|_| calculated);
    let unknown = left
        .iter()
        .chain(right.iter().filter(|_| !calculated))
        .filter(|term| term.value.is_none())
        .count();
    let outcome = match (left_sum, control.or(right_sum)) {
        (Some(left), Some(right)) if left == right => SumOutcome::Holds,
        (Some(left), Some(right)) => SumOutcome::Differs(right - left),
        _ => SumOutcome::Unfinished(unknown),
    };
    let name = sum_title(report.form(), identity);
    SumBreakdown { rule, name, left, right, left_sum, right_sum, control, calculated, outcome }
}

/// The number that a blank cell must hold for a sum to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The value, not below 0.
    pub value: Decimal,
    /// The sum that determines it.
    pub identity: &'static Identity,
    /// Whether only 收办 determines it, which is usual for 结转下年. If the number is filled in from that
    /// sum, the sum proves nothing, so the number is presumed (推算) until the clerk confirms it.
    pub presumed: bool,
}

/// The value with which a sum holds in which this cell is the only unknown. `None` if there is no
/// such sum, if two sums disagree, or if the value is negative. The value is only offered and never
/// filled in without the clerk.
pub fn solved(report: &Report, id: CellId) -> Option<Solution> {
    let form = report.form();
    if report.is_calculated(id) || known(report, id).is_some() {
        return None;
    }
    form.slot(id)?;
    let offers: Vec<(Decimal, &'static Identity)> = form
        .identities()
        .iter()
        .filter_map(|identity| solve(report, identity, id).map(|value| (value, *identity)))
        .collect();
    let (value, _) = *offers.first()?;
    if value.is_negative() || offers.iter().any(|(other, _)| *other != value) {
        return None;
    }
    let certain =
        offers.iter().find(|(_, identity)| identity.kind != IdentityKind::RequestsBalance);
    let identity = certain.map_or(offers[0].1, |(_, identity)| *identity);
    Some(Solution { value, identity, presumed: certain.is_none() })
}

/// The value with which one sum holds. Calculated totals are replaced by their terms.
fn solve(report: &Report, identity: &'static Identity, id: CellId) -> Option<Decimal> {
    let derived = identity.derives && report.is_calculated(identity.right[0]);
    let given = if derived { Some(control(report, identity.right[0])?) } else { None };
    let left = side(report, &identity.left, id);
    let right = given.map_or_else(
        || side(report, &identity.right, id),
        |value| PartialSide { sum: value, times: 0, others: 0 },
    );
    if left.others + right.others > 0 {
        return None;
    }
    match (left.times, right.times) {
        (1, 0) => Some(right.sum - left.sum),
        (0, 1) => Some(left.sum - right.sum),
        _ => None,
    }
}

/// One side of a sum without the wanted cell.
struct PartialSide {
    sum: Decimal,
    /// How often the wanted cell is a term.
    times: usize,
    /// The number of other unknown terms.
    others: usize,
}

fn side(report: &Report, ids: &[CellId], wanted: CellId) -> PartialSide {
    let mut side = PartialSide { sum: Decimal::ZERO, times: 0, others: 0 };
    for id in ids {
        if *id == wanted {
            side.times += 1;
        } else if let Some(value) = known(report, *id) {
            side.sum = side.sum + value;
        } else if let Some(identity) = report
            .form()
            .slot(*id)
            .and_then(|slot| report.form().sum_deriving(slot))
            .filter(|_| report.is_calculated(*id))
        {
            let inner = self::side(report, &identity.left, wanted);
            side.sum = side.sum + inner.sum;
            side.times += inner.times;
            side.others += inner.others;
        } else {
            side.others += 1;
        }
    }
    side
}
