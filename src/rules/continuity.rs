//! Rules from one year to the next: what the report of the year before says must go on here.
//!
//! They compare with the report of exactly the year before and are silent without one: every value
//! of last year is unknown then.

use crate::check::wording::{Side, Wording};
use crate::check::{Check, Given, Rule, Severity, Years};
use crate::edition::{CellId, Form, TableKey};
use crate::number::Decimal;

const fn request(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Requests, row, column)
}

const fn disclosure(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disclosure, row, column)
}

const fn dispute(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disputes, row, column)
}

/// Columns of table 3.
const COLUMNS: usize = 7;

/// 上年结转, column by column from 总计 on, then 结转下年 likewise.
const CARRIED: [CellId; 2 * COLUMNS] = [
    request("carried_in", "total"),
    request("carried_in", "natural"),
    request("carried_in", "business"),
    request("carried_in", "research"),
    request("carried_in", "welfare"),
    request("carried_in", "legal"),
    request("carried_in", "other"),
    request("carried_out", "total"),
    request("carried_out", "natural"),
    request("carried_out", "business"),
    request("carried_out", "research"),
    request("carried_out", "welfare"),
    request("carried_out", "legal"),
    request("carried_out", "other"),
];

/// What last year carried out of a column of [`CARRIED`] and this year carried into it, where both
/// are known.
fn carried(given: &Given<'_>, column: usize) -> Option<(Decimal, Decimal)> {
    given.last[COLUMNS + column].zip(given.values[column])
}

/// The applicants whose numbers differ, each with both: 「自然人」列上年 34、今年 33.
fn differing(given: &Given<'_>, form: &Form) -> Vec<String> {
    let differs =
        |column: &usize| carried(given, *column).is_some_and(|(before, now)| before != now);
    (1..COLUMNS)
        .filter(differs)
        .filter_map(|column| {
            let (before, now) = carried(given, column)?;
            Some(format!(
                "「{}」列上年 {before}、今年 {now}",
                form.cell(given.cells[column])?.column_short
            ))
        })
        .collect()
}

/// The year before in words.
fn year_before(given: &Given<'_>) -> String {
    given.context.last_year.map(|year| format!("{year}年报告")).unwrap_or_default()
}

/// How much more or less the later number is.
fn more_or_less(before: Decimal, now: Decimal) -> String {
    format!("今年{} {} 件", if now < before { "少" } else { "多" }, (now - before).abs())
}

/// What is carried out of one year is carried into the next.
pub(super) static CARRY_OVER: Rule = Rule {
    id: "carry-over",
    severity: Severity::Error,
    editions: &[],
    source: "《中华人民共和国政府信息公开工作年度报告格式》表三第二项、第四项",
    title: "结转衔接",
    what: "本年的上年结转总计，等于上年报告的结转下年总计。",
    why: "上年没有办完的申请，正是今年从上年结转的申请。",
    todo: "照上年报告改正；机构改革、上年报告更正等原因造成的，写明说明。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..COLUMNS, last: COLUMNS..2 * COLUMNS },
        reads: &[&CARRIED],
        broken: |given| carried(given, 0).is_some_and(|(before, now)| before != now),
        say: |given, form| {
            let Some((before, now)) = carried(given, 0) else { return Wording::default() };
            let mut differences = vec![more_or_less(before, now)];
            differences.extend(differing(given, form));
            Wording {
                title: "「上年结转」的总计和上年报告对不上".to_owned(),
                sides: vec![
                    Side::new(format!("{}结转下年", year_before(given)), before),
                    Side::new("今年上年结转", now),
                ],
                difference: Some(differences.join("；")),
            }
        },
    },
};

/// The same for each applicant. Silent where the total differs: that is one cause, and
/// [`CARRY_OVER`] names the columns.
pub(super) static CARRY_OVER_APPLICANTS: Rule = Rule {
    id: "carry-over-applicants",
    severity: Severity::Verify,
    editions: &[],
    source: "《中华人民共和国政府信息公开工作年度报告格式》表三第二项、第四项",
    title: "各类申请人的结转衔接",
    what: "总计衔接的，本年各类申请人的上年结转也等于上年报告的结转下年。",
    why: "申请结转到下一年，申请人的类别一般不变。",
    todo: "核对申请人的类别；上年分错类的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..COLUMNS, last: COLUMNS..2 * COLUMNS },
        reads: &[&CARRIED],
        broken: |given| {
            let differs =
                |column| carried(given, column).is_some_and(|(before, now)| before != now);
            carried(given, 0).is_some() && !differs(0) && (1..COLUMNS).any(differs)
        },
        say: |given, form| Wording {
            title: format!("「上年结转」的总计和{}相同，申请人的类别不同", year_before(given)),
            sides: Vec::new(),
            difference: Some(differing(given, form).join("；")),
        },
    },
};

/// A table that nobody filled in anew.
pub(super) static COPIED_TABLE: Rule = Rule {
    id: "copied-table",
    severity: Severity::Verify,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第五十条第（二）项",
    title: "不照抄上年的表",
    what: "表三不应每一格都和上年报告相同（全部是0的除外）。",
    why: "两年的申请一件不差，多半是把上年的表留在了里面。",
    todo: "照今年的台账逐项核对；确实相同的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Table {
        tables: &[TableKey::Requests],
        broken: |tally| tally.nonzero > 0 && tally.same_as_last == tally.cells,
        say: |tally| {
            Wording::title(format!("{}{}格都和上年报告相同", tally.table.name(), tally.cells))
        },
    },
};

/// Cases do not vanish.
pub(super) static PENDING_LOST: Rule = Rule {
    id: "pending-lost",
    severity: Severity::Hint,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第五十条第（三）项",
    title: "上年未审结的案件",
    what: "本年案件总计一般不少于上年报告的尚未审结件数，少的请看一眼。",
    why: "上年没有审结的案件，今年要么审结，要么仍未审结，都会计入今年的表四。",
    todo: "核对有没有漏记上年未审结的案件；按立案年度统计的就不用改。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..1, last: 1..2 },
        reads: &[
            &[dispute("review", "total"), dispute("review", "pending")],
            &[dispute("direct", "total"), dispute("direct", "pending")],
            &[dispute("after_review", "total"), dispute("after_review", "pending")],
        ],
        broken: |given| {
            given.last[1].zip(given.values[0]).is_some_and(|(pending, total)| total < pending)
        },
        say: |given, form| {
            let Some((pending, total)) = given.last[1].zip(given.values[0]) else {
                return Wording::default();
            };
            Wording {
                title: format!(
                    "「{}」比上年没有审结的还少",
                    form.cell(given.cells[0]).map_or("", |cell| cell.row_short)
                ),
                sides: vec![
                    Side::new(format!("{}尚未审结", year_before(given)), pending),
                    Side::new("今年总计", total),
                ],
                difference: Some(more_or_less(pending, total)),
            }
        },
    },
};

/// 现行有效 from year to year. Silent where it is too low for this year alone, which in-force-low
/// finds.
pub(super) static IN_FORCE_FLOW: Rule = Rule {
    id: "in-force-flow",
    severity: Severity::Verify,
    editions: &["2021"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "现行有效件数逐年衔接",
    what: "现行有效件数等于上年报告的现行有效件数，加本年制发件数，减本年废止件数。",
    why: "上年有效的文件，没有废止就仍然有效。",
    todo: "核对四个数；集中清理、自然失效、修订计入制发、机构合并造成的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..3, last: 0..1 },
        reads: &[
            &[
                disclosure("regulations", "in_force"),
                disclosure("regulations", "issued"),
                disclosure("regulations", "repealed"),
            ],
            &[
                disclosure("normative", "in_force"),
                disclosure("normative", "issued"),
                disclosure("normative", "repealed"),
            ],
        ],
        broken: |given| {
            let enough = |[in_force, issued, repealed]: [Decimal; 3]| in_force >= issued - repealed;
            in_force_expected(given).is_some_and(|(expected, in_force)| expected != in_force)
                && given.known().is_some_and(enough)
        },
        say: |given, form| {
            let (Some((expected, in_force)), Some(before)) =
                (in_force_expected(given), given.last[0])
            else {
                return Wording::default();
            };
            let Some([_, issued, repealed]) = given.known() else { return Wording::default() };
            let row = form.cell(given.cells[0]).map_or("", |cell| cell.row_name.as_str());
            Wording {
                title: format!("「{row}」现行有效件数和上年接不上"),
                sides: vec![
                    Side::new(
                        format!("上年现行有效 {before} + 本年制发 {issued} − 本年废止 {repealed}"),
                        expected,
                    ),
                    Side::new("现行有效", in_force),
                ],
                difference: Some(format!(
                    "现行有效{} {} 件",
                    if in_force < expected { "少" } else { "多" },
                    (in_force - expected).abs()
                )),
            }
        },
    },
};

/// What should be in force by last year's report, and what is said to be.
fn in_force_expected(given: &Given<'_>) -> Option<(Decimal, Decimal)> {
    let [in_force, issued, repealed] = given.known()?;
    Some((given.last[0]? + issued - repealed, in_force))
}

const JUMP_FACTOR: i128 = 5;
const JUMP_FLOOR: i64 = 20;

/// Whether a number is out of all proportion to last year's.
fn jumps(before: Decimal, now: Decimal) -> bool {
    let (less, more) = (before.min(now), before.max(now));
    less > Decimal::from(JUMP_FLOOR) && more.exceeds(less, JUMP_FACTOR, 1)
}

/// A number that is out of all proportion to last year's. An amount that looks like another unit is
/// left to fee-unit.
pub(super) static JUMP: Rule = Rule {
    id: "jump",
    severity: Severity::Hint,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第二十条",
    title: "与上年相差悬殊",
    what: "表二的数和上年都超过20的，一般不相差5倍以上，超过的请看一眼。",
    why: "相差悬殊常常是多写、少写了一位，或者统计口径变了。",
    todo: "核对数字和统计口径；属实就不用改。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..1, last: 0..1 },
        reads: &[
            &[disclosure("regulations", "issued")],
            &[disclosure("regulations", "repealed")],
            &[disclosure("regulations", "in_force")],
            &[disclosure("normative", "issued")],
            &[disclosure("normative", "repealed")],
            &[disclosure("normative", "in_force")],
            &[disclosure("regulations", "made")],
            &[disclosure("regulations", "opened")],
            &[disclosure("regulations", "open_total")],
            &[disclosure("normative", "made")],
            &[disclosure("normative", "opened")],
            &[disclosure("normative", "open_total")],
            &[disclosure("licensing", "decisions")],
            &[disclosure("services", "decisions")],
            &[disclosure("penalties", "decisions")],
            &[disclosure("coercion", "decisions")],
            &[disclosure("fees", "amount")],
            &[disclosure("procurement", "projects")],
        ],
        broken: |given| {
            let unit = |before, now| {
                given.cells[0].row == "fees" && super::disclosure::looks_like_yuan(before, now)
            };
            given.last[0]
                .zip(given.values[0])
                .is_some_and(|(before, now)| jumps(before, now) && !unit(before, now))
        },
        say: |given, form| {
            let (Some((before, now)), Some(cell)) =
                (given.last[0].zip(given.values[0]), form.cell(given.cells[0]))
            else {
                return Wording::default();
            };
            Wording {
                title: format!("「{}」{}和上年相差5倍以上", cell.row_short, cell.column_short),
                sides: vec![Side::new("上年", before), Side::new("今年", now)],
                difference: None,
            }
        },
    },
};

/// 2019: the projects of the year before, from one report to the next.
pub(super) static PRIOR_FLOW: Rule = Rule {
    id: "prior-flow",
    severity: Severity::Verify,
    editions: &["2019"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（五）、（六）、（八）项",
    title: "上一年项目数量衔接",
    what: "上一年项目数量等于上年报告的上一年项目数量加本年增/减。",
    why: "上年报告增减以后的项目数量，就是今年所说的上一年项目数量。",
    todo: "核对两年的数；事项目录调整造成的，核对无误可以保留。",
    needs_last_year: true,
    check: Check::Cells {
        years: Years { now: 0..1, last: 0..2 },
        reads: &[
            &[disclosure("licensing", "prior"), disclosure("licensing", "change")],
            &[disclosure("services", "prior"), disclosure("services", "change")],
            &[disclosure("penalties", "prior"), disclosure("penalties", "change")],
            &[disclosure("coercion", "prior"), disclosure("coercion", "change")],
            &[disclosure("fees", "prior"), disclosure("fees", "change")],
        ],
        broken: |given| {
            prior_expected(given).is_some_and(|(before, change, now)| before + change != now)
        },
        say: |given, form| {
            let Some((before, change, now)) = prior_expected(given) else {
                return Wording::default();
            };
            let (expected, way) =
                (before + change, if now < before + change { "少" } else { "多" });
            Wording {
                title: format!(
                    "「{}」上一年项目数量和上年报告接不上",
                    form.cell(given.cells[0]).map_or("", |cell| cell.row_short)
                ),
                sides: vec![
                    Side::new(
                        format!("上年报告：上一年项目数量 {before} + 增/减 {change}"),
                        expected,
                    ),
                    Side::new("今年报告：上一年项目数量", now),
                ],
                difference: Some(format!("今年{way} {} 项", (now - expected).abs())),
            }
        },
    },
};

/// Last year's 上一年项目数量 and 本年增/减, and what this year says of last year.
fn prior_expected(given: &Given<'_>) -> Option<(Decimal, Decimal, Decimal)> {
    Some((given.last[0]?, given.last[1]?, given.values[0]?))
}
