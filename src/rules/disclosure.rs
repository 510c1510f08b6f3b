//! Rules on table 2: 主动公开政府信息情况.

use crate::check::wording::{Operand, Wording};
use crate::check::{Cells, Check, Editions, Facts, Group, OnCells, Rule, Severity, whole_row};
use crate::edition::{AgencyLevel, FormCell, TableKey};
use crate::number::Decimal;

const TABLE: TableKey = TableKey::Disclosure;

/// 现行有效 must not be lower than the difference of documents issued and repealed.
pub(super) static IN_FORCE_LOW: Rule = Rule {
    id: "in-force-low",
    severity: Severity::Verify,
    editions: Editions::since(2021),
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "现行有效件数不应过少",
    what: "现行有效件数不少于本年制发件数减本年废止件数。",
    why: "今年制发、没有废止的文件，年底应当还有效。",
    todo: "核对三个数；如果是修订、自然失效或者机构合并造成的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TABLE, &["issued", "repealed", "in_force"], &[]),
        find: InForceLow::find,
    }),
};

#[derive(Debug, PartialEq)]
struct InForceLow {
    row: &'static str,
    issued: Decimal,
    repealed: Decimal,
    in_force: Decimal,
}

impl InForceLow {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let facts = Self {
            row: cells.row_name(),
            issued: cells.now("issued")?,
            repealed: cells.now("repealed")?,
            in_force: cells.now("in_force")?,
        };
        (facts.in_force < facts.net()).then_some(facts)
    }

    /// The number of this year's documents that are left.
    fn net(&self) -> Decimal {
        self.issued - self.repealed
    }
}

impl Facts for InForceLow {
    fn say(&self) -> Wording {
        let Self { row, issued, repealed, in_force } = self;
        Wording {
            title: format!("「{row}」现行有效件数少于今年净增件数"),
            sides: vec![
                Operand::new(format!("本年制发 {issued} − 本年废止 {repealed}"), self.net()),
                Operand::new("现行有效", in_force),
            ],
            difference: Some(format!("现行有效少 {} 件", self.net() - *in_force)),
        }
    }
}

/// Only some agencies can make 规章. Agencies authorised by law (法律、法规授权的组织) are not checked, because
/// some of them can.
pub(super) static NO_POWER_FOR_REGULATIONS: Rule = Rule {
    id: "no-power-for-regulations",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国立法法》",
    title: "无权制定规章的机关不填规章",
    what: "县级机关、开发区、乡镇、街道和地方政府部门的规章各项都是0。",
    why: "按照《立法法》，地方上只有省级人民政府和设区的市、自治州人民政府可以制定规章；其他机关制发的是行政规范性文件。",
    todo: "把这些件数改填到规范性文件一行，规章填0。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| vec![Group::of(whole_row(form, TABLE, "regulations"))],
        find: NoPower::find,
    }),
};

#[derive(Debug, PartialEq)]
struct NoPower {
    level: AgencyLevel,
    filled: Vec<Filled>,
}

impl NoPower {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let level = cells.context.level;
        level.reason_for_none("regulations")?;
        let filled = Filled::of(cells);
        (!filled.is_empty()).then_some(Self { level, filled })
    }
}

impl Facts for NoPower {
    fn say(&self) -> Wording {
        Wording {
            title: format!("「规章」填了数，{}无权制定规章", self.level.name()),
            sides: self.filled.iter().map(Filled::side).collect(),
            difference: None,
        }
    }
}

/// The column and the number of a cell above 0.
#[derive(Debug, PartialEq)]
struct Filled {
    column: &'static str,
    number: Decimal,
}

impl Filled {
    fn of(cells: &Cells<'_>) -> Vec<Self> {
        let filled = |(cell, number): (&'static FormCell, Decimal)| Self {
            column: cell.column_short,
            number,
        };
        cells.above_zero().map(filled).collect()
    }

    fn side(&self) -> Operand {
        Operand::new(self.column, self.number)
    }
}

const MANY_ISSUED: i64 = 10;
const MANY_IN_FORCE: i64 = 30;

/// A township should not have many normative documents, because townships rarely issue them.
pub(super) static NORMATIVE_MANY: Rule = Rule {
    id: "normative-many",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "乡镇、街道的规范性文件较多",
    what: "乡镇、街道本年制发（新制作）不超过10件，现行有效（对外公开总数量）不超过30件，超过的请看一眼。",
    why: "常见的原因是把一般文件也算作行政规范性文件。",
    todo: "只计经过合法性审核、公开发布的行政规范性文件；数字属实就不用改。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        // The form has the columns of one edition.
        groups: |_| {
            [["issued", "in_force"], ["made", "open_total"]]
                .map(|columns| Group::of_row(TABLE, "normative", &columns, &[]))
                .to_vec()
        },
        find: NormativeMany::find,
    }),
};

#[derive(Debug, PartialEq)]
struct NormativeMany {
    row: &'static str,
    filled: Vec<Filled>,
}

impl NormativeMany {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let many = cells
            .each()
            .zip([MANY_ISSUED, MANY_IN_FORCE])
            .any(|((_, number), limit)| number.is_some_and(|number| number > Decimal::from(limit)));
        (cells.context.level.is_grassroots() && many)
            .then(|| Self { row: cells.row_name(), filled: Filled::of(cells) })
    }
}

impl Facts for NormativeMany {
    fn say(&self) -> Wording {
        Wording {
            title: format!("「{}」件数较多", self.row),
            sides: self.filled.iter().map(Filled::side).collect(),
            difference: None,
        }
    }
}

const LARGE_FEE: i64 = 10_000;
/// The smallest amount that may be in 元. A smaller one would be too small for an amount in 元.
const SMALLEST_IN_YUAN: i64 = 10;

/// Whether an amount is so much larger than last year's that it looks like 元 instead of 万元.
pub(super) fn looks_like_yuan(before: Decimal, now: Decimal) -> bool {
    before > Decimal::ZERO && now >= Decimal::from(SMALLEST_IN_YUAN) && !before.exceeds(now, 1, 10)
}

/// An amount must be in 万元, not in 元.
pub(super) static FEE_UNIT: Rule = Rule {
    id: "fee-unit",
    severity: Severity::Hint,
    editions: Editions::since(2021),
    source: "《中华人民共和国政府信息公开条例》第二十条第（八）项",
    title: "收费金额的单位",
    what: "行政事业性收费达到上年报告的10倍，或者乡镇、街道达到一亿元（10000万元）的，请看一眼单位。",
    why: "表中单位是万元，常见的错误是按元填写。",
    todo: "按元统计的，除以10000再填；数字属实就不用改。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |_| vec![Group::of_row(TABLE, "fees", &["amount"], &[])],
        find: FeeUnit::find,
    }),
};

#[derive(Debug, PartialEq)]
struct FeeUnit {
    before: Option<Decimal>,
    amount: Decimal,
}

impl FeeUnit {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (before, amount) = (cells.last("amount"), cells.now("amount")?);
        let large = cells.context.level.is_grassroots() && amount >= Decimal::from(LARGE_FEE);
        (large || before.is_some_and(|before| looks_like_yuan(before, amount)))
            .then_some(Self { before, amount })
    }
}

impl Facts for FeeUnit {
    fn say(&self) -> Wording {
        let before = self.before.map(|before| Operand::new("上年报告", before));
        let amount = Operand::new("本年收费金额（单位：万元）", self.amount);
        let as_yuan = self.amount.times_ten(-4);
        Wording {
            title: "「行政事业性收费」像是按元填的".to_owned(),
            sides: before.into_iter().chain([amount]).collect(),
            difference: as_yuan.map(|right| format!("按元算，除以10000是 {right} 万元")),
        }
    }
}

/// 2019: the documents disclosed this year are among all disclosed documents.
pub(super) static OPEN_TOTAL_LOW: Rule = Rule {
    id: "open-total-low",
    severity: Severity::Verify,
    editions: Editions::until(2019),
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "对外公开总数量不应过少",
    what: "对外公开总数量不少于本年新公开数量。",
    why: "本年新公开的也在对外公开的总数里。",
    todo: "核对两个数；年内公开又废止的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TABLE, &["opened", "open_total"], &[]),
        find: OpenTotalLow::find,
    }),
};

#[derive(Debug, PartialEq)]
struct OpenTotalLow {
    row: &'static str,
    opened: Decimal,
    total: Decimal,
}

impl OpenTotalLow {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (opened, total) = (cells.now("opened")?, cells.now("open_total")?);
        (opened > total).then(|| Self { row: cells.row_name(), opened, total })
    }
}

impl Facts for OpenTotalLow {
    fn say(&self) -> Wording {
        let Self { row, opened, total } = self;
        Wording {
            title: format!("「{row}」对外公开总数量少于本年新公开数量"),
            sides: vec![
                Operand::new("本年新公开数量", opened),
                Operand::new("对外公开总数量", total),
            ],
            difference: Some(format!("总数量少 {} 件", *opened - *total)),
        }
    }
}

/// 2019: a number must not become negative by its change.
pub(super) static CHANGE_BELOW_ZERO: Rule = Rule {
    id: "change-below-zero",
    severity: Severity::Error,
    editions: Editions::until(2019),
    source: "《中华人民共和国政府信息公开条例》第二十条第（五）、（六）、（八）项",
    title: "增减后不小于0",
    what: "上一年项目数量加本年增/减不小于0。",
    why: "项目数量减到0就不能再减。",
    todo: "核对上一年项目数量；本年增/减只填比上一年多或者少的数，减少的带负号。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TABLE, &["prior", "change"], &[]),
        find: BelowZero::find,
    }),
};

#[derive(Debug, PartialEq)]
struct BelowZero {
    row: &'static str,
    prior: Decimal,
    change: Decimal,
}

impl BelowZero {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (prior, change) = (cells.now("prior")?, cells.now("change")?);
        (prior + change).is_negative().then(|| Self { row: cells.row_name(), prior, change })
    }
}

impl Facts for BelowZero {
    fn say(&self) -> Wording {
        let Self { row, prior, change } = self;
        let rest = *prior + *change;
        Wording {
            title: format!("「{row}」减少的比原有的还多"),
            sides: vec![Operand::new(format!("上一年项目数量 {prior} + 本年增/减 {change}"), rest)],
            difference: Some(format!("少 {} 项", rest.abs())),
        }
    }
}

/// 2019: 处理决定数量 counts decisions. Some offices write the number of items there, which is the sum
/// of the two numbers before it.
pub(super) static DECISIONS_AS_ITEMS: Rule = Rule {
    id: "decisions-as-items",
    severity: Severity::Verify,
    editions: Editions::until(2019),
    source: "《中华人民共和国政府信息公开条例》第二十条第（五）、（六）项",
    title: "处理决定数量不是项目数量",
    what: "处理决定数量不超过一百件的，不正好等于上一年项目数量加本年增/减。",
    why: "前两栏是事项的项数，处理决定数量是全年作出决定的件数；正好相等，多半是填成了项数。",
    todo: "照台账填全年作出决定的件数；确实相等的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TABLE, &["decisions", "prior", "change"], &[]),
        find: DecisionsAsItems::find,
    }),
};

#[derive(Debug, PartialEq)]
struct DecisionsAsItems {
    row: &'static str,
    prior: Decimal,
    change: Decimal,
    decisions: Decimal,
}

impl DecisionsAsItems {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        const MOST: i64 = 100;
        let facts = Self {
            row: cells.row_name(),
            prior: cells.now("prior")?,
            change: cells.now("change")?,
            decisions: cells.now("decisions")?,
        };
        // A row without a change can have as many decisions as items by chance.
        let is_sum = facts.prior > Decimal::ZERO
            && facts.change != Decimal::ZERO
            && facts.prior + facts.change == facts.decisions;
        let is_small = facts.decisions > Decimal::ZERO && facts.decisions <= Decimal::from(MOST);
        (is_sum && is_small).then_some(facts)
    }
}

impl Facts for DecisionsAsItems {
    fn say(&self) -> Wording {
        let Self { row, prior, change, decisions } = self;
        Wording {
            title: format!("「{row}」处理决定数量正好是项目的数量"),
            sides: vec![
                Operand::new(
                    format!("上一年项目数量 {prior} + 本年增/减 {change}"),
                    *prior + *change,
                ),
                Operand::new("处理决定数量", decisions),
            ],
            difference: None,
        }
    }
}

/// 2019: the number of projects and the amount must both be 0 or both be above 0.
pub(super) static PROCUREMENT_MISMATCH: Rule = Rule {
    id: "procurement-mismatch",
    severity: Severity::Verify,
    editions: Editions::until(2019),
    source: "《中华人民共和国政府信息公开条例》第二十条第（九）项",
    title: "采购项目与金额对应",
    what: "采购项目数量为0时采购总金额为0，反过来也一样。",
    why: "有采购项目就有金额，有金额就有项目。",
    todo: "补上漏填的一个；金额尚未支付等特殊情况，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| Group::each_row(form, TABLE, &["projects", "amount"], &[]),
        find: ProcurementMismatch::find,
    }),
};

#[derive(Debug, PartialEq)]
struct ProcurementMismatch {
    projects: Decimal,
    amount: Decimal,
}

impl ProcurementMismatch {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let (projects, amount) = (cells.now("projects")?, cells.now("amount")?);
        ((projects == Decimal::ZERO) != (amount == Decimal::ZERO))
            .then_some(Self { projects, amount })
    }
}

impl Facts for ProcurementMismatch {
    fn say(&self) -> Wording {
        let Self { projects, amount } = self;
        let title = if *projects == Decimal::ZERO {
            "「政府集中采购」有金额，没有项目"
        } else {
            "「政府集中采购」有项目，没有金额"
        };
        Wording {
            title: title.to_owned(),
            sides: vec![Operand::new("采购项目数量", projects), Operand::new("采购总金额", amount)],
            difference: None,
        }
    }
}
