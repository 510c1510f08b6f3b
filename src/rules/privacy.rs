//! The rule on personal data: numbers and addresses of people that must not be published.
//!
//! Telephone numbers, postcodes and mail addresses of the office are required, and numbers in web
//! addresses belong to no person. The findings show only the first three and the last two
//! characters.

use crate::check::wording::Wording;
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::fnv::fnv32;
use crate::number;
use crate::number::ascii_digit;
use crate::report::{Date, Part};
use crate::text::{compact, has_any, sentences};
use std::ops::Range;

/// The text must not contain numbers and addresses of people.
pub(super) static PERSONAL_DATA: Rule = Rule {
    id: "personal-data",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国个人信息保护法》、《中华人民共和国政府信息公开条例》第十五条",
    title: "没有个人信息",
    what: "报告里没有公民身份号码、手机号码、银行卡号和家庭住址。",
    why: "报告向社会公布，写进去的个人信息人人可见，无法收回。",
    todo: "删去或者隐去；联系电话用办公室座机；确需公布的工作手机，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(personal_data),
};

/// The kinds of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonalNumber {
    Identity,
    Mobile,
    Card,
    Address,
}

impl PersonalNumber {
    const fn name(self) -> &'static str {
        match self {
            Self::Identity => "公民身份号码",
            Self::Mobile => "手机号码",
            Self::Card => "银行卡号",
            Self::Address => "家庭住址",
        }
    }
}

fn personal_data(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines {
        let raw = line.passage.text.as_str();
        for (range, sort) in numbers(raw) {
            let mut remark = Remark::on(
                line.passage,
                range.clone(),
                say(&line.part_name(), sort, &raw[range.clone()]),
            );
            remark.quote = name_of(&raw[range]);
            remarks.push(remark);
        }
        for range in home_addresses(&line.text) {
            let mut remark = line.remark(
                range.clone(),
                say(&line.part_name(), PersonalNumber::Address, &line.text[range.clone()]),
            );
            remark.quote = name_of(&line.text[range]);
            remarks.push(remark);
        }
    }
    for (cell, text) in &input.report.remarks {
        for (range, sort) in numbers(text) {
            let cell_name = input.report.form().cell(*cell).map_or_else(String::new, |cell| {
                format!("「{}」行「{}」列的备注", cell.row_short, cell.column_short)
            });
            let mut remark = Remark::missing(
                Some(Part::of_table(cell.table)),
                &name_of(&text[range.clone()]),
                say(&cell_name, sort, &text[range]),
            );
            remark.cells = vec![*cell];
            remarks.push(remark);
        }
    }
    remarks
}

fn say(location: &str, sort: PersonalNumber, text: &str) -> Wording {
    Wording::title(format!("{location}像是有{}“{}”", sort.name(), masked(text)))
}

/// A name for the number that does not reveal it. The name may be stored in a justification, which
/// is kept longer than the text.
fn name_of(text: &str) -> String {
    // A few bits of a hash distinguish two numbers with the same mask.
    let hash = fnv32(&compact(text));
    format!("{}#{:03x}", masked(text), hash & 0xfff)
}

/// Hides all but the first three and the last two characters.
fn masked(text: &str) -> String {
    const VISIBLE_CHARACTERS: (usize, usize) = (3, 2);
    let signs: Vec<char> = compact(text).chars().collect();
    let hidden = |at: usize| {
        (VISIBLE_CHARACTERS.0..signs.len().saturating_sub(VISIBLE_CHARACTERS.1)).contains(&at)
    };
    signs.iter().enumerate().map(|(at, c)| if hidden(at) { '*' } else { *c }).collect()
}

/// Finds the numbers of people in a text.
fn numbers(text: &str) -> Vec<(Range<usize>, PersonalNumber)> {
    // Digits may be written in groups: 138 1234 5678, 6222 0212 ….
    let gap = |c: char| c == '-' || number::is_space(c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_digit).map(|at| from + at) {
        let mut end = start;
        let mut groups = vec![String::new()];
        for (at, c) in text[start..].char_indices() {
            let next = text[start + at + c.len_utf8()..].chars().next();
            if is_digit(c) {
                groups.last_mut().into_iter().for_each(|group| group.push(ascii_digit(c)));
                end = start + at + c.len_utf8();
            } else if gap(c) && next.is_some_and(is_digit) {
                groups.push(String::new());
            } else {
                break;
            }
        }
        let last = text[end..].chars().next().filter(|c| matches!(c, 'X' | 'x' | 'Ｘ'));
        let end = end + last.map_or(0, char::len_utf8);
        let outside = (text[..start].chars().next_back(), text[end..].chars().next());
        if let Some(sort) = number_kind(&groups, last.is_some()).filter(|_| stands_alone(outside)) {
            found.push((start..end, sort));
        } else if groups.len() > 1 && stands_alone(outside) {
            found.extend(single_groups(text, start..end));
        }
        from = end;
    }
    found
}

/// Finds the numbers of people among groups that together are no number, such as two mobile numbers
/// separated by a blank.
fn single_groups(text: &str, range: Range<usize>) -> Vec<(Range<usize>, PersonalNumber)> {
    let mut found = Vec::new();
    let mut start = range.start;
    for group in text[range.clone()].split(|c: char| c == '-' || number::is_space(c)) {
        // The separator between two groups may have any width.
        let at = text[start..range.end].find(group).map_or(start, |at| start + at);
        let digits = number::plain(group);
        let ends_in_x = digits.ends_with(['X', 'x', 'Ｘ']);
        let digits = digits.trim_end_matches(['X', 'x', 'Ｘ']).to_owned();
        found.extend(number_kind(&[digits], ends_in_x).map(|sort| (at..at + group.len(), sort)));
        start = at + group.len();
    }
    found
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Whether a number is not part of a word, a web address or a mail address. The arguments are the
/// characters before and behind it.
fn stands_alone((before, behind): (Option<char>, Option<char>)) -> bool {
    let joins =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "._/@=&%*".contains(c));
    let point = |c: Option<char>| c == Some('.');
    !joins(before) && (!joins(behind) || point(behind))
}

/// The kind of personal number that groups of digits form; `None` if they form none.
fn number_kind(groups: &[String], ends_in_x: bool) -> Option<PersonalNumber> {
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    let digits = groups.concat();
    let fours = lengths
        .split_last()
        .is_some_and(|(last, others)| others.iter().all(|len| *len == 4) && *last <= 4);
    let prefixed = digits.strip_prefix("86").filter(|rest| rest.len() == 11);
    if ends_in_x {
        return (lengths == [17] && is_identity(&digits, true)).then_some(PersonalNumber::Identity);
    }
    let mobile = |digits: &str| {
        digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9')
    };
    let phone_groups = matches!(lengths[..], [11 | 13] | [3, 4, 4] | [2, 11] | [2, 3, 4, 4]);
    if phone_groups && mobile(prefixed.unwrap_or(&digits)) {
        return Some(PersonalNumber::Mobile);
    }
    if matches!(lengths[..], [18] | [6, 8, 4]) && is_identity(&digits, false) {
        return Some(PersonalNumber::Identity);
    }
    // Cards of 银联 have 16 to 19 digits, others have 16.
    let issued = digits.starts_with("62") && (16..=19).contains(&digits.len())
        || digits.starts_with(['4', '5']) && digits.len() == 16;
    let card = issued && passes_luhn(&digits);
    (card && (lengths.len() == 1 || fours)).then_some(PersonalNumber::Card)
}

/// Whether it is an identity number by GB 11643: 17 digits that contain a day of birth, and a check
/// digit, which may be X.
fn is_identity(digits: &str, ends_in_x: bool) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [u8; 11] = *b"10X98765432";
    let (Some(born), true) = (digits.get(6..14), digits.len() >= WEIGHTS.len()) else {
        return false;
    };
    let lived = (born.starts_with("19") || born.starts_with("20"))
        && Date::parse(&format!("{}-{}-{}", &born[..4], &born[4..6], &born[6..])).is_some();
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = if ends_in_x { Some(b'X') } else { digits.as_bytes().get(WEIGHTS.len()).copied() };
    lived && check == Some(CHECKS[sum as usize % CHECKS.len()])
}

/// Whether the check digit of a bank card is correct.
fn passes_luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|b| u32::from(b - b'0'))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(digit) } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

/// Words of a sentence about a person's home.
const PEOPLE: [&str; 15] = [
    "住址",
    "家住",
    "住在",
    "居住",
    "住所",
    "申请人",
    "户主",
    "先生",
    "女士",
    "村民",
    "居民",
    "业主",
    "同志",
    "身份证",
    "本人",
];

/// Finds home addresses such as 3栋2单元501室 in sentences about people. The address of an office may
/// have a room, but no 单元.
fn home_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, unit) in text.match_indices("单元") {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let before = &text[..at];
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let building = ["栋", "幢", "号楼", "座", "楼", "排"]
            .iter()
            .find_map(|word| number.strip_suffix(word));
        let behind = &text[at + unit.len()..];
        let room = digits(behind);
        let is_room =
            room > 0 && ["室", "号", "户"].iter().any(|word| behind[room..].starts_with(word));
        let Some(building) = building.filter(|_| is_room && number.len() < before.len()) else {
            continue;
        };
        let start = building.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let sentence = sentences(text).find(|range| range.contains(&at)).unwrap_or(0..text.len());
        if has_any(&text[sentence], &PEOPLE) {
            let end =
                at + unit.len() + room + behind[room..].chars().next().map_or(0, char::len_utf8);
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorts(text: &str) -> Vec<PersonalNumber> {
        numbers(text).into_iter().map(|(_, sort)| sort).collect()
    }

    #[test]
    fn numbers_of_people() {
        for (text, sort) in [
            ("11010519491231002X", PersonalNumber::Identity),
            ("身份证号码440524198001010013", PersonalNumber::Identity),
            ("联系人手机13800138000。", PersonalNumber::Mobile),
            ("138 0013 8000", PersonalNumber::Mobile),
            ("+86-13800138000", PersonalNumber::Mobile),
            ("１３８００１３８０００", PersonalNumber::Mobile),
            ("6222 0212 0000 0000 005", PersonalNumber::Card),
            ("4111111111111111", PersonalNumber::Card),
        ] {
            assert_eq!(sorts(text), [sort], "{text}");
        }
        assert_eq!(
            sorts("13800138000 13900139000"),
            [PersonalNumber::Mobile, PersonalNumber::Mobile]
        );
    }

    #[test]
    fn numbers_of_offices() {
        for text in [
            "电话：0517-87222589，邮编：223100",
            "010 8765 4321",
            "12345",
            "http://www.example.gov.cn/t20240113_13800138000.html",
            "13800138000@example.gov.cn",
            "110105194912310021",
            "4111111111111112",
            "440524188001010014",
            "10000000000件",
            "统一社会信用代码11320800014000000A",
            "2024-12-31",
        ] {
            assert_eq!(sorts(text), [], "{text}");
        }
    }

    #[test]
    fn findings_hide_the_number() {
        assert_eq!(masked("13800138000"), "138******00");
        assert_eq!(masked("3栋2单元501室"), "3栋2****1室");
        assert_eq!(masked("1234"), "1234");
    }

    #[test]
    fn homes_and_offices() {
        assert_eq!(home_addresses("申请人李某住示例小区3栋2单元501室。").len(), 1);
        assert_eq!(home_addresses("办公地址：行政中心3号楼2单元501室。").len(), 0);
        assert_eq!(home_addresses("居民参观了第3单元展厅。").len(), 0);
    }
}
