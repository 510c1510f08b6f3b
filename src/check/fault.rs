//! Finds content that is not allowed in a cell.

use crate::edition::{FormCell, Quantity};
use crate::number::{self, Decimal, Reading};
use crate::report::Entry;

/// Why the content of a cell is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The content is no number.
    Unreadable,
    /// The content has more digits than any number of a report.
    TooLong,
    /// The content is an amount in 元, and the column is in 万元.
    Yuan,
    /// The content is an amount of money, and the column counts things.
    Money,
    /// The content is a count of things, and the column is an amount of money.
    Things,
    /// The count or amount is negative.
    Negative,
    /// The count is not a whole number.
    Fraction,
    /// The count is greater than 10¹².
    TooLarge,
    /// The amount has more than six decimals.
    TooFine,
    /// The count is allowed, but spelled as no table prints it: 05, +5, 12.0, −0.
    Spelling,
}

impl Fault {
    /// The greatest count, 10¹².
    pub const LARGEST: i64 = 1_000_000_000_000;
    /// The greatest number of decimals of an amount: 0.000001 of 万元 is one 分.
    const DECIMALS: usize = 6;

    /// What is wrong with an entry of that cell; `None` if it is allowed. A stroke is allowed,
    /// because it states nothing.
    pub fn of(cell: &FormCell, entry: &Entry) -> Option<Self> {
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

    /// Whether an allowed count is spelled as no table prints it.
    pub(super) fn is_odd_spelling(cell: &FormCell, entry: &Entry) -> bool {
        // The only allowed count with a minus is −0.
        const SIGNS: [char; 7] = ['+', '＋', '-', '－', '−', '.', '．'];
        let text = entry.text();
        let mut digits = text.chars().map(number::ascii_digit).filter(char::is_ascii_digit);
        let has_zero_before = digits.next() == Some('0') && digits.next().is_some();
        cell.quantity == Quantity::Count && (has_zero_before || text.contains(SIGNS))
    }

    /// The value of an entry as rules see it. A number that is not allowed in the cell is unknown.
    pub(crate) fn sound_value(cell: &FormCell, entry: &Entry) -> Option<Decimal> {
        if Self::of(cell, entry).is_some() { None } else { entry.value() }
    }

    /// Why a text is no number for that cell.
    fn of_text(cell: &FormCell, text: &str) -> Self {
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

    /// Whether the content is text, with which nothing can be calculated.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Unreadable | Self::TooLong | Self::Yuan | Self::Money | Self::Things)
    }

    /// The wording for clerks.
    pub(super) const fn text(self) -> &'static str {
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
            Self::Spelling => "有多余的0、正号或者小数点",
        }
    }
}
