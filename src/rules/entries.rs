//! Rules on what is typed at all: the right edition, numbers that can be, nothing left open.

use super::wording::Wording;
use super::{Check, Context, Rule, Severity, Tally};
use crate::edition::{Cell, Edition, Quantity, TableKey, edition_of_year};
use crate::number::{self, Decimal, Reading};
use crate::report::Entry;

/// Edition and report year.
pub(super) static EDITION_YEAR: Rule = Rule {
    id: "edition-year",
    severity: Severity::Error,
    editions: &[],
    source: "国办公开办函〔2019〕60号（2019、2020年度）、国办公开办函〔2021〕30号（2021年度起）",
    title: "版式与年度相符",
    what: "表二、表三用报告年度规定的版式，各表版式一致。",
    why: "2019、2020年度用〔2019〕60号规定的格式，2021年度起用〔2021〕30号规定的格式。",
    todo: "换成规定的版式；原表没有的项目要按新表重新填报。",
    needs_last_year: false,
    check: Check::Report { broken: |context| !misfits(context).is_empty(), say: say_edition },
};

/// The tables whose form is not the one prescribed for the year. Table 4 is the same in all
/// editions so far, so it fits any.
fn misfits(context: &Context) -> Vec<(TableKey, &'static Edition)> {
    let prescribed = edition_of_year(context.year);
    let same = |edition: &Edition, key| {
        let ids = |edition: &Edition| {
            edition.table(key).cells.iter().map(|cell| cell.id).collect::<Vec<_>>()
        };
        edition == prescribed || ids(edition) == ids(prescribed)
    };
    TableKey::ALL
        .into_iter()
        .map(|key| (key, context.editions[key.index()]))
        .filter(|(key, edition)| !same(edition, *key))
        .collect()
}

/// The first table of a wrong edition, which is where a finding about editions leads.
pub(super) fn first_misfit(context: &Context) -> Option<TableKey> {
    misfits(context).first().map(|(key, _)| *key)
}

fn say_edition(context: &Context) -> Wording {
    let prescribed = edition_of_year(context.year);
    let wrong = misfits(context);
    let tables: Vec<&str> = wrong.iter().map(|(key, _)| key.name()).collect();
    let used = wrong.first().map_or("", |(_, edition)| edition.name);
    let year = context.year;
    let mut wording = Wording::title(format!(
        "{}用的是{used}，{year}年度应当用{}",
        tables.join("、"),
        prescribed.name
    ));
    if wrong.len() == 1 {
        wording.difference = Some(format!("{}与其他表的版式不一致", tables[0]));
    }
    wording
}

/// Numbers that can be.
pub(super) static COUNT_FORM: Rule = Rule {
    id: "count-form",
    severity: Severity::Error,
    editions: &[],
    source: "《中华人民共和国政府信息公开工作年度报告格式》各表",
    title: "数据的写法",
    what: "件数是不小于0的整数，不超过一万亿；金额不小于0，最多六位小数；本年增/减是整数，可以带正负号。写了单位的，单位与这一栏相符。",
    why: "不是数，或者不可能是这一项的数，无法求和，也无法汇总。",
    todo: "改成数字，单位照表头；确实没有的填0。",
    needs_last_year: false,
    check: Check::Entry,
};

/// What is wrong with what stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no number.
    Unreadable,
    /// It is digits, and more of them than any number of a report has.
    TooLong,
    /// An amount in 元 where the column is in 万元.
    Yuan,
    /// An amount of money where things are counted.
    Money,
    /// A count of things where the column is an amount.
    Things,
    /// A count or an amount below 0.
    Negative,
    /// A count that is not whole.
    Fraction,
    /// A count above 10¹².
    TooLarge,
    /// An amount with more than six decimals.
    TooFine,
}

impl Fault {
    /// What a count must not exceed.
    pub const LARGEST: i64 = 1_000_000_000_000;
    /// 0.000001 of 万元 is one 分.
    const DECIMALS: usize = 6;

    /// What is wrong with an entry of that cell, if anything. A stroke is no fault: it says
    /// nothing.
    pub fn of(cell: &Cell, entry: &Entry) -> Option<Self> {
        let value = match entry {
            Entry::Mark(_) => return None,
            Entry::Unreadable(text) => return Some(Self::of_text(cell, text)),
            Entry::Number { value, .. } => *value,
        };
        let (signed, whole) = match cell.quantity {
            Quantity::Count => (false, true),
            Quantity::Amount => (false, false),
            Quantity::Change => (true, true),
        };
        if value.is_negative() && !signed {
            return Some(Self::Negative);
        }
        if !whole {
            return (value.places() > Self::DECIMALS).then_some(Self::TooFine);
        }
        if !value.is_whole() {
            return Some(Self::Fraction);
        }
        (value.abs() > Decimal::from(Self::LARGEST)).then_some(Self::TooLarge)
    }

    /// Why a text is no number for that cell.
    fn of_text(cell: &Cell, text: &str) -> Self {
        match (number::read(text), cell.quantity) {
            (Reading::Number { unit: Some("元"), .. }, Quantity::Amount) => Self::Yuan,
            (Reading::Number { unit: Some(_), .. }, Quantity::Amount) => Self::Things,
            (Reading::Number { unit: Some(_), .. }, Quantity::Count | Quantity::Change) => {
                Self::Money
            }
            (Reading::Unreadable(text), _) if number::is_too_long(&text) => Self::TooLong,
            _ => Self::Unreadable,
        }
    }

    /// Whether what stands there is text, of which nothing can be calculated.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Unreadable | Self::TooLong | Self::Yuan | Self::Money | Self::Things)
    }

    /// What a clerk is told of it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "不是一个数",
            Self::TooLong => "太大了，请看看数字是不是输了两遍",
            Self::Yuan => "以元为单位，这一栏以万元为单位，请除以10000再填，不写单位",
            Self::Money => "带有金额单位，这一项填件数，不填金额",
            Self::Things => "带有件数单位，这一项填金额",
            Self::Negative => "是负数，这一项不能小于0",
            Self::Fraction => "带小数，这一项应当是整数",
            Self::TooLarge => "超过一万亿，多半是位数错了",
            Self::TooFine => "小数超过六位",
        }
    }
}

/// Nothing left open.
pub(super) static BLANK_CELL: Rule = Rule {
    id: "blank-cell",
    severity: Severity::Verify,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有空着的格",
    what: "表格开始填写后，每一格都填上数字。",
    why: "空格和“/”“—”只说明不知道，0才说明没有；有空格的行和列无法求和。",
    todo: "没有的填0，可以用“其余填0”一次填好；还不知道的先查清。",
    needs_last_year: false,
    check: Check::Table {
        tables: &TableKey::ALL,
        broken: |tally| tally.begun() && tally.blank + tally.marks > 0,
        say: say_blank,
    },
};

fn say_blank(tally: &Tally) -> Wording {
    let table = tally.table.name();
    Wording::title(match (tally.blank, tally.marks) {
        (blank, 0) => format!("{table}还有{blank}格没有填"),
        (0, marks) => format!("{table}有{marks}格画了“/”或“—”，没有填数"),
        (blank, marks) => format!("{table}还有{blank}格没有填，另有{marks}格画了“/”或“—”"),
    })
}
