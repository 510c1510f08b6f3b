//! Rules that compare two years: numbers of this report must agree with those of the report of the
//! year before.
//!
//! The rules compare with the report of exactly the year before. Without one, every number of last
//! year is unknown, and the rules find nothing.

use super::disclosure::looks_like_yuan;
use crate::check::wording::{Operand, Wording};
use crate::check::{Cells, Check, Editions, Facts, Group, OnCells, Rule, Severity, whole_row};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT};
use crate::edition::{CellId, Form, FormCell, Quantity, TOTAL, TableKey};
use crate::number::Decimal;
use crate::text::more_or_less;

/// The cells of 上年结转 of each applicant and of all, and those of 结转下年 in the report of the year
/// before.
fn carried_over(form: &Form) -> Vec<Group> {
    let row = |row| whole_row(form, TableKey::Requests, row);
    vec![Group { now: row(CARRIED_IN), last: row(CARRIED_OUT) }]
}

/// The number that one applicant carried out of last year, and the number carried into this year.
#[derive(Debug, PartialEq)]
struct Carried {
    cell: CellId,
    column: &'static str,
    before: Decimal,
    now: Decimal,
}

impl Carried {
    /// The applicants whose two numbers are known and differ.
    fn differing(cells: &Cells<'_>) -> Vec<Self> {
        let applicants = cells.each().filter(|(cell, _)| cell.id.column != TOTAL);
        applicants
            .filter_map(|(cell, now)| {
                let (before, now) = (cells.last(cell.id.column)?, now?);
                (before != now).then_some(Self {
                    cell: cell.id,
                    column: cell.column_short,
                    before,
                    now,
                })
            })
            .collect()
    }

    /// The number of the year before for each applicant.
    fn expected(applicants: &[Self]) -> Vec<(CellId, Decimal)> {
        applicants.iter().map(|carried| (carried.cell, carried.before)).collect()
    }

    fn text(&self) -> String {
        format!("「{}」列上年 {}、今年 {}", self.column, self.before, self.now)
    }
}

/// The difference between the two numbers, in words.
fn change_in_words(before: Decimal, now: Decimal) -> String {
    let gap = now - before;
    format!("今年{} {} 件", more_or_less(gap), gap.abs())
}

/// The number that is carried out of one year must be carried into the next.
pub(super) static CARRY_OVER: Rule = Rule {
    id: "carry-over",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》表三第二项、第四项",
    title: "结转衔接",
    what: "本年的上年结转总计，等于上年报告的结转下年总计。",
    why: "上年没有办完的申请，正是今年从上年结转的申请。",
    todo: "照上年报告改正；机构改革、上年报告更正等原因造成的，写明说明。",
    needs_last_year: true,
    check: Check::Cells(&OnCells { groups: carried_over, find: CarryOver::find }),
};

#[derive(Debug, PartialEq)]
struct CarryOver {
    last_year: u16,
    before: Decimal,
    now: Decimal,
    applicants: Vec<Carried>,
}

impl CarryOver {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (before, now) = (cells.last(TOTAL)?, cells.now(TOTAL)?);
        let last_year = cells.context.last_year?;
        (before != now).then(|| Self {
            last_year,
            before,
            now,
            applicants: Carried::differing(cells),
        })
    }
}

impl Facts for CarryOver {
    fn say(&self) -> Wording {
        let Self { last_year, before, now, applicants } = self;
        let mut differences = vec![change_in_words(*before, *now)];
        differences.extend(applicants.iter().map(Carried::text));
        Wording {
            title: "「上年结转」的总计和上年报告对不上".to_owned(),
            sides: vec![
                Operand::new(format!("{last_year}年报告结转下年"), before),
                Operand::new("今年上年结转", now),
            ],
            difference: Some(differences.join("；")),
        }
    }

    fn expected(&self) -> Vec<(CellId, Decimal)> {
        let mut expected = Carried::expected(&self.applicants);
        expected.push((CellId::new(TableKey::Requests, CARRIED_IN, TOTAL), self.before));
        expected
    }
}

/// The same must hold for each applicant, also while a total is unknown. The rule finds nothing
/// where the total differs, because both have one cause and [`CARRY_OVER`] names the columns.
pub(super) static CARRY_OVER_APPLICANTS: Rule = Rule {
    id: "carry-over-applicants",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》表三第二项、第四项",
    title: "各类申请人的结转衔接",
    what: "总计衔接的，或者总计还不知道的，本年各类申请人的上年结转等于上年报告的结转下年。",
    why: "申请结转到下一年，申请人的类别一般不变。",
    todo: "核对申请人的类别；上年分错类的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells(&OnCells { groups: carried_over, find: OtherApplicants::find }),
};

#[derive(Debug, PartialEq)]
struct OtherApplicants {
    last_year: u16,
    /// Whether both totals are known. They are equal then.
    totals_known: bool,
    applicants: Vec<Carried>,
}

impl OtherApplicants {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let last_year = cells.context.last_year?;
        let totals = cells.last(TOTAL).zip(cells.now(TOTAL));
        if totals.is_some_and(|(before, now)| before != now) {
            return None;
        }
        let applicants = Carried::differing(cells);
        (!applicants.is_empty()).then_some(Self {
            last_year,
            totals_known: totals.is_some(),
            applicants,
        })
    }
}

impl Facts for OtherApplicants {
    fn say(&self) -> Wording {
        let applicants: Vec<String> = self.applicants.iter().map(Carried::text).collect();
        let year = self.last_year;
        let title = if self.totals_known {
            format!("「上年结转」的总计和{year}年报告相同，申请人的类别不同")
        } else {
            format!("「上年结转」和{year}年报告的结转下年不同")
        };
        Wording { title, sides: Vec::new(), difference: Some(applicants.join("；")) }
    }

    fn concerns(&self, cell: CellId) -> bool {
        self.applicants.iter().any(|carried| carried.cell == cell)
    }

    fn expected(&self) -> Vec<(CellId, Decimal)> {
        Carried::expected(&self.applicants)
    }
}

/// A table should not be equal to that of the report of the year before.
pub(super) static COPIED_TABLE: Rule = Rule {
    id: "copied-table",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（二）项",
    title: "不照抄上年的表",
    what: "表三不应每一格都和上年报告相同（全部是0的除外）。",
    why: "两年的申请一件不差，多半是把上年的表留在了里面。",
    todo: "照今年的台账逐项核对；确实相同的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Table {
        tables: &[TableKey::Requests],
        broken: |tally, _| tally.nonzero > 0 && tally.same_as_last == tally.cells,
        say: |tally| {
            Wording::title(format!("{}{}格都和上年报告相同", tally.table.name(), tally.cells))
        },
    },
};

/// Cases that were pending last year must be among the cases of this year.
pub(super) static PENDING_LOST: Rule = Rule {
    id: "pending-lost",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（三）项",
    title: "上年未审结的案件",
    what: "本年案件总计一般不少于上年报告的尚未审结件数，少的请看一眼。",
    why: "上年没有审结的案件，今年要么审结，要么仍未审结，都会计入今年的表四。",
    todo: "核对有没有漏记上年未审结的案件；按立案年度统计的就不用改。",
    needs_last_year: true,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TableKey::Disputes, &[TOTAL], &["pending"]),
        find: PendingLost::find,
    }),
};

#[derive(Debug, PartialEq)]
struct PendingLost {
    row: &'static str,
    last_year: u16,
    pending: Decimal,
    total: Decimal,
}

impl PendingLost {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (pending, total) = (cells.last("pending")?, cells.now(TOTAL)?);
        let last_year = cells.context.last_year?;
        (total < pending).then(|| Self { row: cells.row_short(), last_year, pending, total })
    }
}

impl Facts for PendingLost {
    fn say(&self) -> Wording {
        let Self { row, last_year, pending, total } = self;
        Wording {
            title: format!("「{row}」比上年没有审结的还少"),
            sides: vec![
                Operand::new(format!("{last_year}年报告尚未审结"), pending),
                Operand::new("今年总计", total),
            ],
            difference: Some(change_in_words(*pending, *total)),
        }
    }
}

/// 现行有效 must follow from the number of the year before. The rule finds nothing where the number is
/// too low within this year, which in-force-low reports.
pub(super) static IN_FORCE_FLOW: Rule = Rule {
    id: "in-force-flow",
    severity: Severity::Verify,
    editions: Editions::since(2021),
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "现行有效件数逐年衔接",
    what: "现行有效件数等于上年报告的现行有效件数，加本年制发件数，减本年废止件数。",
    why: "上年有效的文件，没有废止就仍然有效。",
    todo: "核对四个数；集中清理、自然失效、修订计入制发、机构合并造成的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells(&OnCells {
        groups: |form| {
            let now = ["in_force", "issued", "repealed"];
            Group::each_row(form, TableKey::Disclosure, &now, &["in_force"])
        },
        find: InForceFlow::find,
    }),
};

#[derive(Debug, PartialEq)]
struct InForceFlow {
    cell: CellId,
    row: &'static str,
    before: Decimal,
    issued: Decimal,
    repealed: Decimal,
    in_force: Decimal,
}

impl InForceFlow {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let facts = Self {
            cell: cells.first().id,
            row: cells.row_name(),
            before: cells.last("in_force")?,
            issued: cells.now("issued")?,
            repealed: cells.now("repealed")?,
            in_force: cells.now("in_force")?,
        };
        let enough_for_this_year = facts.in_force >= facts.issued - facts.repealed;
        (facts.in_force != facts.in_force_after() && enough_for_this_year).then_some(facts)
    }

    /// The number in force that follows from last year's report.
    fn in_force_after(&self) -> Decimal {
        self.before + self.issued - self.repealed
    }
}

impl Facts for InForceFlow {
    fn say(&self) -> Wording {
        let Self { row, before, issued, repealed, in_force, .. } = self;
        let gap = *in_force - self.in_force_after();
        Wording {
            title: format!("「{row}」现行有效件数和上年接不上"),
            sides: vec![
                Operand::new(
                    format!("上年现行有效 {before} + 本年制发 {issued} − 本年废止 {repealed}"),
                    self.in_force_after(),
                ),
                Operand::new("现行有效", in_force),
            ],
            difference: Some(format!("现行有效{} {} 件", more_or_less(gap), gap.abs())),
        }
    }

    fn expected(&self) -> Vec<(CellId, Decimal)> {
        vec![(self.cell, self.in_force_after())]
    }
}

const JUMP_FACTOR: i128 = 5;
const JUMP_FLOOR: i64 = 20;

/// Whether a number differs from last year's by an implausible factor.
fn jumps(before: Decimal, now: Decimal) -> bool {
    let (less, more) = (before.min(now), before.max(now));
    less > Decimal::from(JUMP_FLOOR) && more.exceeds(less, JUMP_FACTOR, 1)
}

/// A number should not differ from last year's by an implausible factor. An amount that looks like
/// a mistake in the unit is reported by fee-unit instead.
pub(super) static JUMP: Rule = Rule {
    id: "jump",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第二十条",
    title: "与上年相差悬殊",
    what: "表二的数和上年都超过20的，一般不相差5倍以上，超过的请看一眼。",
    why: "相差悬殊常常是多写、少写了一位，或者统计口径变了。",
    todo: "核对数字和统计口径；属实就不用改。",
    needs_last_year: true,
    check: Check::Cells(&OnCells { groups: comparable, find: Jump::find }),
};

/// The cells of table 2 that can be compared with last year's: not a change, not the number of the
/// year before, and not an amount whose unit the clerk picks.
fn comparable(form: &Form) -> Vec<Group> {
    let comparable = |cell: &&FormCell| {
        cell.quantity != Quantity::Change && !cell.picks_unit && cell.id.column != "prior"
    };
    let cells = form.table(TableKey::Disclosure).cells.iter().filter(comparable);
    cells.map(|cell| Group { now: vec![cell.id], last: vec![cell.id] }).collect()
}

#[derive(Debug, PartialEq)]
struct Jump {
    row: &'static str,
    column: &'static str,
    before: Decimal,
    now: Decimal,
}

impl Jump {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let cell = cells.first();
        let (before, now) = (cells.last(cell.id)?, cells.now(cell.id)?);
        let other_unit = cell.quantity == Quantity::Amount && looks_like_yuan(before, now);
        (jumps(before, now) && !other_unit).then_some(Self {
            row: cell.row_short,
            column: cell.column_short,
            before,
            now,
        })
    }
}

impl Facts for Jump {
    fn say(&self) -> Wording {
        Wording {
            title: format!("「{}」{}和上年相差5倍以上", self.row, self.column),
            sides: vec![Operand::new("上年", self.before), Operand::new("今年", self.now)],
            difference: None,
        }
    }
}

/// 2019: the number of projects of the year before must follow from the report of that year.
pub(super) static PRIOR_FLOW: Rule = Rule {
    id: "prior-flow",
    severity: Severity::Verify,
    editions: Editions::until(2019),
    source: "《中华人民共和国政府信息公开条例》第二十条第（五）、（六）、（八）项",
    title: "上一年项目数量衔接",
    what: "上一年项目数量等于上年报告的上一年项目数量加本年增/减。",
    why: "上年报告增减以后的项目数量，就是今年所说的上一年项目数量。",
    todo: "核对两年的数；事项目录调整造成的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells(&OnCells {
        groups: |form| {
            Group::each_row(form, TableKey::Disclosure, &["prior"], &["prior", "change"])
        },
        find: PriorFlow::find,
    }),
};

#[derive(Debug, PartialEq)]
struct PriorFlow {
    cell: CellId,
    row: &'static str,
    /// 上一年项目数量 and 本年增/减 of the report of the year before.
    before: Decimal,
    change: Decimal,
    /// 上一年项目数量 of this report.
    now: Decimal,
}

impl PriorFlow {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let facts = Self {
            cell: cells.first().id,
            row: cells.row_short(),
            before: cells.last("prior")?,
            change: cells.last("change")?,
            now: cells.now("prior")?,
        };
        (facts.now != facts.prior_after()).then_some(facts)
    }

    fn prior_after(&self) -> Decimal {
        self.before + self.change
    }
}

impl Facts for PriorFlow {
    fn say(&self) -> Wording {
        let Self { row, before, change, now, .. } = self;
        let gap = *now - self.prior_after();
        Wording {
            title: format!("「{row}」上一年项目数量和上年报告接不上"),
            sides: vec![
                Operand::new(
                    format!("上年报告：上一年项目数量 {before} + 增/减 {change}"),
                    self.prior_after(),
                ),
                Operand::new("今年报告：上一年项目数量", now),
            ],
            difference: Some(format!("今年{} {} 项", more_or_less(gap), gap.abs())),
        }
    }

    fn expected(&self) -> Vec<(CellId, Decimal)> {
        vec![(self.cell, self.prior_after())]
    }
}
