//! Rules of table 2: 主动公开政府信息情况.

use crate::check::wording::{Side, Wording};
use crate::check::{Check, Given, Rule, Severity, Years};
use crate::edition::{CellId, Form, TableKey};
use crate::number::Decimal;

const fn at(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disclosure, row, column)
}

/// The row of the first cell in words.
fn row_name(given: &Given<'_>, form: &Form) -> String {
    given
        .cells
        .first()
        .and_then(|id| form.cell(*id))
        .map(|cell| cell.row_name.clone())
        .unwrap_or_default()
}

/// 现行有效 against what was issued and repealed.
pub(super) static IN_FORCE_LOW: Rule = Rule {
    id: "in-force-low",
    severity: Severity::Verify,
    editions: &["2021"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "现行有效件数不应过少",
    what: "现行有效件数不少于本年制发件数减本年废止件数。",
    why: "今年制发、没有废止的文件，年底应当还有效。",
    todo: "核对三个数；如果是修订、自然失效或者机构合并造成的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[
            &[
                at("regulations", "issued"),
                at("regulations", "repealed"),
                at("regulations", "in_force"),
            ],
            &[at("normative", "issued"), at("normative", "repealed"), at("normative", "in_force")],
        ],
        broken: |given| {
            given.known().is_some_and(|[issued, repealed, in_force]| in_force < issued - repealed)
        },
        say: |given, form| {
            let Some([issued, repealed, in_force]) = given.known() else {
                return Wording::default();
            };
            let left = issued - repealed;
            Wording {
                title: format!("「{}」现行有效件数少于今年净增件数", row_name(given, form)),
                sides: vec![
                    Side::new(format!("本年制发 {issued} − 本年废止 {repealed}"), left),
                    Side::new("现行有效", in_force),
                ],
                difference: Some(format!("现行有效少 {} 件", left - in_force)),
            }
        },
    },
};

/// Who can make 规章. Organs authorised by law (法律、法规授权的组织) are left out: some of them can.
pub(super) static NO_POWER_FOR_REGULATIONS: Rule = Rule {
    id: "no-power-for-regulations",
    severity: Severity::Error,
    editions: &[],
    source: "《中华人民共和国立法法》",
    title: "无权制定规章的机关不填规章",
    what: "县级机关、开发区、乡镇、街道和地方政府部门的规章各项都是0。",
    why: "地方上只有省级人民政府和设区的市、自治州人民政府可以制定规章；其他机关制发的是行政规范性文件。",
    todo: "把这些件数改填到规范性文件一行，规章填0。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[
            &[
                at("regulations", "issued"),
                at("regulations", "repealed"),
                at("regulations", "in_force"),
            ],
            &[
                at("regulations", "made"),
                at("regulations", "opened"),
                at("regulations", "open_total"),
            ],
        ],
        broken: |given| {
            given.context.level.lacks("regulations").is_some()
                && given.values.iter().flatten().any(|value| *value > Decimal::ZERO)
        },
        say: |given, form| Wording {
            title: format!("「规章」填了数，{}无权制定规章", given.context.level.name()),
            sides: filled(given, form),
            difference: None,
        },
    },
};

/// The cells above 0, each with its column.
fn filled(given: &Given<'_>, form: &Form) -> Vec<Side> {
    let name = |id: &CellId| form.cell(*id).map_or("", |cell| cell.column_short);
    let above = given.cells.iter().zip(given.values).filter_map(|(id, value)| {
        value.filter(|value| *value > Decimal::ZERO).map(|value| (id, value))
    });
    above.map(|(id, value)| Side::new(name(id), value)).collect()
}

const MANY_ISSUED: i64 = 10;
const MANY_IN_FORCE: i64 = 30;

/// Townships rarely issue many normative documents.
pub(super) static NORMATIVE_MANY: Rule = Rule {
    id: "normative-many",
    severity: Severity::Hint,
    editions: &["2021"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "乡镇、街道的规范性文件较多",
    what: "乡镇、街道本年制发不超过10件，现行有效不超过30件，超过的请看一眼。",
    why: "常见的原因是把一般文件也算作行政规范性文件。",
    todo: "只计经过合法性审核、公开发布的行政规范性文件；数字属实就不用改。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[&[at("normative", "issued"), at("normative", "in_force")]],
        broken: |given| {
            let above = |value: Option<Decimal>, limit: i64| {
                value.is_some_and(|value| value > Decimal::from(limit))
            };
            given.context.level.is_grassroots()
                && (above(given.values[0], MANY_ISSUED) || above(given.values[1], MANY_IN_FORCE))
        },
        say: |given, form| Wording {
            title: "「行政规范性文件」件数较多".to_owned(),
            sides: filled(given, form),
            difference: None,
        },
    },
};

const LARGE_FEE: i64 = 10_000;
/// Below this an amount in 元 would be too small to be one.
const SMALLEST_IN_YUAN: i64 = 10;

/// Whether an amount is so much larger than last year's that it looks like 元 instead of 万元.
pub(super) fn looks_like_yuan(before: Decimal, now: Decimal) -> bool {
    before > Decimal::ZERO && now >= Decimal::from(SMALLEST_IN_YUAN) && !before.exceeds(now, 1, 10)
}

/// 元 typed where 万元 is asked for.
pub(super) static FEE_UNIT: Rule = Rule {
    id: "fee-unit",
    severity: Severity::Hint,
    editions: &["2021"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（八）项",
    title: "收费金额的单位",
    what: "行政事业性收费达到上年报告的10倍，或者乡镇、街道达到一亿元（10000万元）的，请看一眼单位。",
    why: "表中单位是万元，常见的错误是按元填写。",
    todo: "按元统计的，除以10000再填；数字属实就不用改。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[&[at("fees", "amount")]],
        broken: |given| {
            let Some(amount) = given.values[0] else { return false };
            let large = given.context.level.is_grassroots() && amount >= Decimal::from(LARGE_FEE);
            large || given.last[0].is_some_and(|before| looks_like_yuan(before, amount))
        },
        say: |given, _| {
            let before = given.last[0].map(|before| Side::new("上年报告", before));
            let amount =
                given.values[0].map(|amount| Side::new("本年收费金额（单位：万元）", amount));
            Wording {
                title: "「行政事业性收费」像是按元填的".to_owned(),
                sides: before.into_iter().chain(amount).collect(),
                difference: None,
            }
        },
    },
};

/// 2019: what was newly opened is part of what is open.
pub(super) static OPEN_TOTAL_LOW: Rule = Rule {
    id: "open-total-low",
    severity: Severity::Verify,
    editions: &["2019"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（一）项",
    title: "对外公开总数量不应过少",
    what: "对外公开总数量不少于本年新公开数量。",
    why: "本年新公开的也在对外公开的总数里。",
    todo: "核对两个数；年内公开又废止的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[
            &[at("regulations", "opened"), at("regulations", "open_total")],
            &[at("normative", "opened"), at("normative", "open_total")],
        ],
        broken: |given| given.known().is_some_and(|[opened, total]| opened > total),
        say: |given, form| {
            let Some([opened, total]) = given.known() else { return Wording::default() };
            Wording {
                title: format!("「{}」对外公开总数量少于本年新公开数量", row_name(given, form)),
                sides: vec![
                    Side::new("本年新公开数量", opened),
                    Side::new("对外公开总数量", total),
                ],
                difference: Some(format!("总数量少 {} 件", opened - total)),
            }
        },
    },
};

const fn prior_and_change(row: &'static str) -> [CellId; 2] {
    [at(row, "prior"), at(row, "change")]
}

/// 2019: nothing can shrink below nought.
pub(super) static CHANGE_BELOW_ZERO: Rule = Rule {
    id: "change-below-zero",
    severity: Severity::Error,
    editions: &["2019"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（五）、（六）、（八）项",
    title: "增减后不小于0",
    what: "上一年项目数量加本年增/减不小于0。",
    why: "项目数量减到0就不能再减。",
    todo: "核对上一年项目数量；本年增/减只填比上一年多或者少的数，减少的带负号。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[
            &prior_and_change("licensing"),
            &prior_and_change("services"),
            &prior_and_change("penalties"),
            &prior_and_change("coercion"),
            &prior_and_change("fees"),
        ],
        broken: |given| given.known().is_some_and(|[prior, change]| (prior + change).is_negative()),
        say: |given, form| {
            let Some([prior, change]) = given.known() else { return Wording::default() };
            let rest = prior + change;
            Wording {
                title: format!("「{}」减少的比原有的还多", row_name(given, form)),
                sides: vec![Side::new(
                    format!("上一年项目数量 {prior} + 本年增/减 {change}"),
                    rest,
                )],
                difference: Some(format!("少 {} 项", rest.abs())),
            }
        },
    },
};

/// 2019: projects and money go together.
pub(super) static PROCUREMENT_MISMATCH: Rule = Rule {
    id: "procurement-mismatch",
    severity: Severity::Verify,
    editions: &["2019"],
    source: "《中华人民共和国政府信息公开条例》第二十条第（九）项",
    title: "采购项目与金额对应",
    what: "采购项目数量为0时采购总金额为0，反过来也一样。",
    why: "有采购项目就有金额，有金额就有项目。",
    todo: "补上漏填的一个；金额尚未支付等特殊情况，核对无误可以保留。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[&[at("procurement", "projects"), at("procurement", "amount")]],
        broken: |given| {
            given.known().is_some_and(|[projects, amount]| {
                (projects == Decimal::ZERO) != (amount == Decimal::ZERO)
            })
        },
        say: |given, _| {
            let Some([projects, amount]) = given.known() else { return Wording::default() };
            let title = if projects == Decimal::ZERO {
                "「政府集中采购」有金额，没有项目"
            } else {
                "「政府集中采购」有项目，没有金额"
            };
            Wording {
                title: title.to_owned(),
                sides: vec![Side::new("采购项目数量", projects), Side::new("采购总金额", amount)],
                difference: None,
            }
        },
    },
};
