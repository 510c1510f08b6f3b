//! Reads numbers as offices write them.
//!
//! The input is the text of a cell, as typed, pasted or read from a file. The output is a
//! [`Reading`]: blank, a mark such as “/”, a number with its spelling and optionally a remark, or
//! text that is none of these. Values are exact [`Decimal`]s, and floating point is never used.
//! This module does not depend on tables, editions or rules.

mod decimal;
mod digit_slip;

pub use decimal::Decimal;
pub use digit_slip::{DigitSlip, is_scaled};

use decimal::WHOLE_DIGITS;

/// The meaning of the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Blank: the cell is not answered. This is not 0.
    Blank,
    /// A stroke, such as “/” or “—”. Its value is unknown to sums, and it is printed as typed.
    Mark(String),
    /// A number.
    Number {
        /// The value.
        value: Decimal,
        /// The normalised spelling: ASCII, without separators and unit; sign and trailing zeros as
        /// typed.
        text: String,
        /// The unit behind the number, or in brackets of its own, one of [`UNITS`].
        unit: Option<&'static str>,
        /// The text in brackets behind the number, without the brackets (“22（其中修订16件）”).
        remark: Option<String>,
    },
    /// Any other text, as typed.
    Unreadable(String),
}

/// Units of money.
pub const MONEY: [&str; 2] = ["万元", "元"];
/// Units that offices write behind an amount or a count. The caller decides whether a unit fits the
/// column.
pub const UNITS: [&str; 12] =
    [MONEY[0], MONEY[1], "件", "条", "份", "宗", "个", "次", "项", "部", "人", "起"];

/// Reads the text of a cell. Full-width digits, thousands separators, a sign, a unit, a remark in
/// brackets and Chinese numerals are understood.
pub fn read(typed: &str) -> Reading {
    // Nearly every cell contains only digits.
    if typed.bytes().all(|b| b.is_ascii_digit())
        && let Some(value) = Decimal::parse(typed)
    {
        return Reading::Number { value, text: typed.to_owned(), unit: None, remark: None };
    }
    let plain = plain(typed);
    if plain.is_empty() {
        return Reading::Blank;
    }
    if is_mark(&plain) {
        return Reading::Mark(trim(typed).to_owned());
    }
    let (number, remark) = split_remark(&plain);
    let (number, behind) = split_unit(number);
    let in_brackets = remark.and_then(|text| UNITS.into_iter().find(|unit| *unit == text));
    if behind.is_some() && in_brackets.is_some() && behind != in_brackets {
        return Reading::Unreadable(trim(typed).to_owned());
    }
    let spelled = ungroup(number)
        .filter(|text| Decimal::parse(text).is_some())
        .or_else(|| chinese(number).map(|n| n.to_string()));
    match spelled.and_then(|text| Decimal::parse(&text).map(|value| (value, text))) {
        Some((value, text)) => {
            let remark = remark
                .filter(|text| in_brackets.is_none() && !text.is_empty())
                .map(|_| words_in_brackets(typed));
            Reading::Number { value, text, unit: behind.or(in_brackets), remark }
        }
        None => Reading::Unreadable(trim(typed).to_owned()),
    }
}

/// Whether a text would be a number if it had fewer digits.
pub fn is_too_long(typed: &str) -> bool {
    let plain = plain(typed);
    let (number, _) = split_unit(split_remark(&plain).0);
    let Some(text) = ungroup(number) else { return false };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = unsigned.split_at(digits);
    whole.trim_start_matches('0').len() > WHOLE_DIGITS
        && Decimal::parse(&format!("0{rest}")).is_some()
}

/// The text with ASCII signs and digits, without white space at either end. Punctuation inside
/// brackets is kept, except for the width of digits.
pub fn plain(typed: &str) -> String {
    trim(typed).chars().map(half_width).collect()
}

/// Trims white space, including the no-break, ideographic and zero-width spaces of web pages and
/// Word.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Whether a character is white space of any width, including zero width.
pub const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Converts a full-width digit to ASCII. Other characters are returned unchanged.
pub fn ascii_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        other => other,
    }
}

fn half_width(c: char) -> char {
    match c {
        '．' => '.',
        '，' => ',',
        '＋' => '+',
        '－' | '−' | '–' => '-',
        '／' => '/',
        '（' => '(',
        '）' => ')',
        '\u{a0}' | '\u{3000}' | '\u{2009}' | '\u{202f}' => ' ',
        other => ascii_digit(other),
    }
}

/// Whether the text consists of strokes only.
fn is_mark(plain: &str) -> bool {
    plain.chars().all(|c| matches!(c, '/' | '-' | '—' | '―' | '─' | '\\'))
}

/// Splits “22(其中修订16件)” into the number and the text in brackets.
fn split_remark(plain: &str) -> (&str, Option<&str>) {
    match plain.find('(') {
        Some(at) if at > 0 && plain.ends_with(')') => {
            (plain[..at].trim_end(), Some(trim(&plain[at + 1..plain.len() - 1])))
        }
        _ => (plain, None),
    }
}

/// The text in the brackets at the end, with the punctuation as typed.
fn words_in_brackets(typed: &str) -> String {
    let typed = trim(typed);
    let inside = typed.split_once(['(', '（']).map_or("", |(_, rest)| rest);
    trim(inside.strip_suffix([')', '）']).unwrap_or(inside)).to_owned()
}

/// Splits off the unit behind a number. A unit alone (万元) is not read as a number (万) with a unit
/// (元).
fn split_unit(number: &str) -> (&str, Option<&'static str>) {
    let unit = UNITS.into_iter().find(|unit| number.ends_with(unit)).filter(|unit| number != *unit);
    unit.map_or((number, None), |unit| (number[..number.len() - unit.len()].trim_end(), Some(unit)))
}

/// Removes thousands separators if they are at the right positions; `None` if the number contains
/// commas or spaces elsewhere.
fn ungroup(number: &str) -> Option<String> {
    if !number.contains([',', ' ']) {
        return Some(number.to_owned());
    }
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let sign = &whole[..whole.len() - unsigned.len()];
    let unsigned = unsigned.trim_start();
    let separator = if unsigned.contains(',') { ',' } else { ' ' };
    let groups: Vec<&str> = unsigned.split(separator).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    if !grouped || !groups.iter().all(|group| digits(group)) {
        return None;
    }
    let point = fraction.map(|f| format!(".{f}")).unwrap_or_default();
    Some(format!("{sign}{}{point}", groups.concat()))
}

/// Reads a whole number in Chinese numerals: 十二, 二十, 三百零五, 一千二百, 一亿二千万, 〇, and digit by digit
/// (二〇二四). `None` for numerals that can be read in two ways (二百五), and for a unit without a digit
/// before it (万).
pub fn chinese(text: &str) -> Option<u64> {
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '零' => Some(0),
            '两' => Some(2),
            _ => None,
        })
    };
    let unit = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    if text.is_empty() || text.chars().count() > 16 {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text
            .chars()
            .try_fold(0_u64, |n, c| n.checked_mul(10)?.checked_add(digit(c)? as u64));
    }
    // These are the values before the last 亿, between it and the last 万, and after that; a digit
    // whose unit has not been read yet, and the character before that digit.
    let (mut hundred_millions, mut ten_thousands, mut section) = (None, None, 0_u64);
    let mut pending: Option<u64> = None;
    let (mut before, mut before_pending) = (' ', ' ');
    let mut smallest = u64::MAX;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            // Two successive digits (五三百) are no numeral, but 零 may precede a digit as a
            // placeholder.
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(value as u64);
            before_pending = before;
        } else if let Some(size) = unit(c) {
            // Only 十 may have no digit before it, and units must descend.
            let times = pending.take().filter(|&p| p != 0).or((size == 10).then_some(1))?;
            if size >= smallest {
                return None;
            }
            (section, smallest) = (section + times * size, size);
        } else {
            let waiting = pending.take().unwrap_or(0);
            if waiting != 0 && matches!(before_pending, '百' | '千') {
                return None;
            }
            let below = section + waiting;
            match c {
                '万' if ten_thousands.is_none() && below != 0 => {
                    ten_thousands = Some(below * 10_000);
                }
                '亿' if hundred_millions.is_none() && (below != 0 || ten_thousands.is_some()) => {
                    hundred_millions =
                        Some((ten_thousands.take().unwrap_or(0) + below) * 100_000_000);
                }
                _ => return None,
            }
            (section, smallest) = (0, u64::MAX);
        }
        before = c;
    }
    // 二百五 can be read as 250 or as 205.
    if pending.is_some_and(|p| p != 0) && matches!(before_pending, '百' | '千' | '万' | '亿') {
        return None;
    }
    Some(
        hundred_millions.unwrap_or(0) + ten_thousands.unwrap_or(0) + section + pending.unwrap_or(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(typed: &str) -> Option<(String, Option<String>)> {
        match read(typed) {
            Reading::Number { text, remark, .. } => Some((text, remark)),
            _ => None,
        }
    }

    #[test]
    fn reads_numbers_as_offices_write_them() {
        for (typed, plain) in [
            ("0", "0"),
            ("１２３", "123"),
            (" 1,234 ", "1234"),
            ("1，234，567", "1234567"),
            ("12件", "12"),
            ("+14", "+14"),
            ("－3", "-3"),
            ("96171.60", "96171.60"),
            ("1\u{a0}234", "1234"),
            ("十二件", "12"),
            ("三百零五", "305"),
            ("1000000000000", "1000000000000"),
        ] {
            assert_eq!(number(typed), Some((plain.to_owned(), None)), "{typed}");
        }
        assert_eq!(
            number("22（其中修订16件）"),
            Some(("22".to_owned(), Some("其中修订16件".to_owned())))
        );
        assert_eq!(
            number("８（制定3件，废止５件）"),
            Some(("8".to_owned(), Some("制定3件，废止５件".to_owned())))
        );
        assert_eq!(number("477.35（万元）"), Some(("477.35".to_owned(), None)));
    }

    #[test]
    fn units_are_recognized() {
        let unit = |typed| match read(typed) {
            Reading::Number { unit, .. } => unit,
            other => panic!("{other:?}"),
        };
        for (typed, expected) in [
            ("12", None),
            ("12件", Some("件")),
            ("12 万元", Some("万元")),
            ("12（元）", Some("元")),
            ("三十万元", Some("万元")),
            ("5元（含税）", Some("元")),
        ] {
            assert_eq!(unit(typed), expected, "{typed}");
        }
        assert_eq!(read("12元（万元）"), Reading::Unreadable("12元（万元）".to_owned()));
    }

    #[test]
    fn tells_numbers_with_too_many_digits_from_words() {
        for long in [
            "99999999999999999999999",
            "１２３４５６７８９０１２３４５６７８９",
            "-1234567890123456789.5",
            "1,234,567,890,123,456,789",
            "12345678901234567890件",
        ] {
            assert!(matches!(read(long), Reading::Unreadable(_)) && is_too_long(long), "{long}");
        }
        for other in [
            "123456789012345678",
            "0000000000000000000001",
            "12345678901234567890a",
            "1234567890123456789.",
            "1e3",
            "件",
            "",
            "二百五",
        ] {
            assert!(!is_too_long(other), "{other}");
        }
    }

    #[test]
    fn text_that_is_no_number_is_unreadable() {
        assert_eq!(read("  \u{3000}"), Reading::Blank);
        for mark in ["/", "—", "／", "--"] {
            assert_eq!(read(mark), Reading::Mark(mark.to_owned()));
        }
        for odd in [
            "1,23",
            "12a",
            "1.",
            ".5",
            "1..2",
            "####",
            "1234567890123456789",
            "（三）",
            "12345678901234567890",
            "1e3",
            "万元",
            "元",
            "件",
            "万",
            "二百五",
        ] {
            assert_eq!(read(odd), Reading::Unreadable(odd.to_owned()), "{odd}");
        }
    }

    #[test]
    fn decimals_are_exact() {
        let parse = |text| Decimal::parse(text).expect(text);
        assert_eq!((parse("0.1") + parse("0.2")).to_string(), "0.3");
        assert_eq!((parse("3") - parse("5.25")).to_string(), "-2.25");
        assert_eq!(parse("72701.257800").places(), 4);
        assert!(parse("41").exceeds(parse("100"), 40, 100));
        assert!(!parse("40").exceeds(parse("100"), 40, 100));
        assert_eq!(Decimal::parse("1.0000000001"), None);
    }

    #[test]
    fn chinese_numerals() {
        for (text, value) in [
            ("十", 10),
            ("二十", 20),
            ("一百一十", 110),
            ("一百十二", 112),
            ("一千零八", 1008),
            ("两万三千", 23000),
            ("二〇二四", 2024),
            ("一亿零五", 100_000_005),
            ("一亿二千万", 120_000_000),
            ("一万亿", 1_000_000_000_000),
            ("三万二千亿零四十万零一", 3_200_000_400_001),
            ("一二三四五六七八九〇一二三四五六", 1_234_567_890_123_456),
        ] {
            assert_eq!(chinese(text), Some(value), "{text}");
        }
        for odd in [
            "五三百",
            "件",
            "万",
            "亿",
            "万亿",
            "二百五",
            "一千二",
            "三万五",
            "一亿二",
            "一千二万",
            "百",
            "二十三百",
            "一万二万",
            "一二三四五六七八九〇一二三四五六七",
        ] {
            assert_eq!(chinese(odd), None, "{odd}");
        }
    }
}
