//! Why the library and the script judge some drafts differently, though neither is wrong. An
//! explanation accepts only the differences that follow from it.

use crate::judged::{Case, Difference, Judgement};
use nianbao::edition::{CellId, TableKey};
use nianbao::number::Decimal;
use nianbao::report::Entry;

type Accepts = fn(&Case, &Difference) -> bool;

/// The reasons, each with the differences that it accepts.
pub const EXPLANATIONS: [(&str, Accepts); 15] = [
    ("a table that nobody has begun lacks nothing yet", not_begun),
    ("more digits than any amount has are no amount", too_long),
    ("zeros at the end are no decimals", zeros_at_the_end),
    ("a control beside the grand total is compared with its row only", grand_control),
    ("what is said of 总计 is not said again of each applicant", said_of_total),
    ("a part of nothing is no share", share_of_nothing),
    (
        "a national organisation may issue 规章, and a level that nobody chose proves nothing",
        national,
    ),
    ("domain.md states limits for the columns of 2021 only, not for those of 2019", old_columns),
    ("a row that is new or unchanged has as many decisions as items by chance", by_chance),
    ("fewer in force than were issued: that this is no continuation follows", low_already),
    ("prior-flow compares prior numbers exactly", prior_jumps),
    ("a change is no level that jumps", change_jumps),
    ("the unit of 采购总金额 is the office's own choice", unit_jumps),
    ("some thousand yuan are written in 万元 as well", small_amounts),
    ("the unit is doubted already, and an amount in another unit jumps", unit_doubted),
];

/// The first reason that accepts a difference.
pub fn explanation(case: &Case, difference: &Difference) -> Option<&'static str> {
    let found = EXPLANATIONS.iter().find(|(_, accepts)| accepts(case, difference));
    found.map(|(why, _)| *why)
}

impl Difference<'_> {
    fn is_from(&self, is_of_library: bool, rule: &str) -> bool {
        self.is_of_library == is_of_library && self.judgement.rule == rule
    }

    fn is_only_scripts(&self, rule: &str) -> bool {
        self.is_from(false, rule)
    }

    fn is_about(&self, cell: &str) -> bool {
        self.judgement.cells.iter().any(|named| named == cell)
    }

    /// Whether it is about a single cell, of this column.
    fn is_in_column(&self, column: &str) -> bool {
        let cells = &self.judgement.cells;
        cells.len() == 1 && cells.iter().all(|cell| cell.ends_with(&format!(".{column}")))
    }
}

impl Case<'_> {
    fn value(&self, id: &str) -> Option<Decimal> {
        self.report.value(CellId::parse(id).expect(id))
    }

    fn library_finds(&self, rule: &str, about: impl Fn(&Judgement) -> bool) -> bool {
        self.library.iter().any(|found| found.rule == rule && about(found))
    }
}

fn not_begun(case: &Case, difference: &Difference) -> bool {
    let is_blank = |id: &CellId| case.report.entry(*id).is_none();
    let tables = TableKey::ALL.map(|key| &case.report.form().table(key).cells);
    difference.is_only_scripts("blank-cell")
        && tables.iter().any(|cells| {
            cells.iter().all(|cell| is_blank(&cell.id))
                && cells.iter().any(|cell| difference.is_about(&cell.id.to_string()))
        })
}

/// Whether a difference is about an amount that is spelled so.
fn is_amount(case: &Case, difference: &Difference, spelled: impl Fn(&Entry) -> bool) -> bool {
    let cells = difference.judgement.cells.iter().filter_map(|id| CellId::parse(id));
    cells.filter(|id| id.column == "amount").any(|id| case.report.entry(id).is_some_and(&spelled))
}

fn too_long(case: &Case, difference: &Difference) -> bool {
    is_amount(case, difference, |entry| entry.value().is_none() && entry.text().len() > 20)
}

fn zeros_at_the_end(case: &Case, difference: &Difference) -> bool {
    is_amount(case, difference, |entry| {
        let decimals = entry.text().split_once('.').map_or("", |(_, decimals)| decimals);
        decimals.len() > 6 && decimals.trim_end_matches('0').len() <= 6
    })
}

const CARRIED_IN: &str = "requests.carried_in.total";

fn grand_control(case: &Case, difference: &Difference) -> bool {
    let total = CellId::parse("requests.total.total").expect("a cell");
    let is_there = |found: &Judgement| found.cells.contains(&total.to_string());
    difference.is_only_scripts("requests-total")
        && is_there(difference.judgement)
        && case.report.control(total).is_some()
        && case.library_finds("requests-row-sum", is_there)
}

fn said_of_total(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("carry-over-applicants")
        && case.library_finds("carry-over", |_| true)
}

fn share_of_nothing(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("backlog")
        && ["requests.new.total", CARRIED_IN].iter().all(|id| case.value(id) == Some(Decimal::ZERO))
}

fn national(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("no-power-for-regulations")
        && case.report.agency.level.id() == "institution"
}

fn old_columns(case: &Case, difference: &Difference) -> bool {
    let is_above = |column: &str, limit: i64| {
        let cell = format!("disclosure.normative.{column}");
        difference.is_about(&cell)
            && case.value(&cell).is_some_and(|number| number > Decimal::from(limit))
    };
    difference.is_from(true, "normative-many")
        && difference.judgement.cells.len() == 2
        && ["township", "subdistrict"].contains(&case.report.agency.level.id())
        && (is_above("made", 10) || is_above("open_total", 30))
}

fn by_chance(case: &Case, difference: &Difference) -> bool {
    let is_nothing =
        |cell: &String| !cell.ends_with(".decisions") && case.value(cell) == Some(Decimal::ZERO);
    difference.is_only_scripts("decisions-as-items")
        && difference.judgement.cells.iter().any(is_nothing)
}

fn low_already(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("in-force-flow")
        && case.library_finds("in-force-low", |found| found.cells == difference.judgement.cells)
}

fn prior_jumps(_: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("jump") && difference.is_in_column("prior")
}

fn change_jumps(_: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("jump") && difference.is_in_column("change")
}

fn unit_jumps(_: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("jump") && difference.is_about("disclosure.procurement.amount")
}

fn small_amounts(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("fee-unit")
        && case.value("disclosure.fees.amount").is_some_and(|amount| amount < Decimal::from(10))
}

fn unit_doubted(case: &Case, difference: &Difference) -> bool {
    difference.is_only_scripts("jump")
        && case.library_finds("fee-unit", |found| found.cells == difference.judgement.cells)
}
