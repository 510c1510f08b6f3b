//! Finds the numbers of a normalised text: how each is written, its value, and what kind of number
//! the words around it make it.

mod in_words;

use super::{Approximation, NumberKind};
use crate::number::Decimal;
use in_words::{chinese, fraction, is_numeral};
use std::ops::Range;

/// A number in the text. Ranges are bytes of the normalised text.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    /// The digits, and 万 or 亿 if one follows them.
    pub digits: Range<usize>,
    /// The digits, 余 and the unit.
    pub whole: Range<usize>,
    pub value: Decimal,
    /// One unit of the last digit that is written.
    pub step: Decimal,
    /// One of [`UNITS`], or empty.
    pub unit: &'static str,
    pub kind: NumberKind,
    pub approximation: Approximation,
    /// Whether it is written in Chinese numerals, such as 一个. It then counts as a word, unless its
    /// value is that of a cell.
    pub in_words: bool,
    /// Whether it is written with 万 or 亿, so that its last digit is rounded or cut.
    pub rounded: bool,
    /// For 余 and 多, the first number that is too large: 130 for 120余.
    pub below: Option<Decimal>,
}

/// Units that make a number a count, an amount or a share; the longest first.
const UNITS: [&str; 47] = [
    "个百分点",
    "百分点",
    "万元",
    "亿元",
    "人次",
    "户次",
    "篇次",
    "场次",
    "批次",
    "件次",
    "家次",
    "千元",
    "元",
    "件",
    "条",
    "份",
    "宗",
    "个",
    "次",
    "起",
    "人",
    "项",
    "部",
    "篇",
    "期",
    "家",
    "名",
    "场",
    "处",
    "台",
    "户",
    "批",
    "则",
    "套",
    "册",
    "本",
    "幅",
    "张",
    "字",
    "分",
    "例",
    "页",
    "类",
    "块",
    "支",
    "公里",
    "亩",
];
/// Words behind a number that make it a length or a point of time.
const TIMES: [&str; 18] = [
    "个工作日",
    "工作日",
    "个月",
    "小时",
    "分钟",
    "季度",
    "个季度",
    "年度",
    "年",
    "月份",
    "月",
    "日",
    "天",
    "周",
    "时",
    "点",
    "岁",
    "秒",
];

/// Finds all numbers, in order.
pub(super) fn numbers(text: &str) -> Vec<Numeral> {
    let mut found: Vec<Numeral> = Vec::new();
    let (mut read_until, mut title_until) = (0, 0);
    for (at, c) in text.char_indices() {
        if at < read_until {
            continue;
        }
        if c == '《' && at >= title_until {
            title_until = text[at..].find('》').map_or(at, |end| at + end);
        }
        let in_title = at < title_until;
        read_until = if c.is_ascii_alphanumeric() {
            ascii(text, at, in_title, &mut found)
        } else if is_numeral(c) || c == '半' {
            if let Some(numeral) = (!in_title).then(|| fraction(text, at)).flatten() {
                let end = numeral.whole.end;
                found.push(numeral);
                end
            } else if c == '半' {
                at + c.len_utf8()
            } else {
                chinese(text, at, in_title, &mut found)
            }
        } else if ('①'..='⑳').contains(&c) {
            found.push(bare(at..at + c.len_utf8(), NumberKind::ListMark));
            at + c.len_utf8()
        } else {
            at + c.len_utf8()
        };
    }
    share_units(text, &mut found);
    found
}

/// Gives numbers of a list such as 2、5、73条 the unit of the last one.
fn share_units(text: &str, found: &mut [Numeral]) {
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first()) else { continue };
        let between = &text[left.whole.end..right.digits.start];
        if left.kind == NumberKind::Count
            && left.unit.is_empty()
            && matches!(right.kind, NumberKind::Count | NumberKind::Money)
            && matches!(between, "、" | "和")
        {
            (left.unit, left.kind) = (right.unit, right.kind);
        }
    }
}

fn bare(range: Range<usize>, kind: NumberKind) -> Numeral {
    Numeral {
        digits: range.clone(),
        whole: range,
        value: Decimal::ZERO,
        step: Decimal::from(1),
        unit: "",
        kind,
        approximation: Approximation::Exact,
        in_words: false,
        rounded: false,
        below: None,
    }
}

/// Reads a run of ASCII: a number, or a code such as a web address. Returns where it ends.
fn ascii(text: &str, at: usize, in_title: bool, found: &mut Vec<Numeral>) -> usize {
    let rest = &text[at..];
    let run = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "@:/_-?=&#.%+ ".contains(c)))
        .unwrap_or(rest.len());
    let run = rest[..run].trim_end_matches(['.', ' ', ':', '-']);
    if run.chars().any(|c| c.is_ascii_alphabetic()) || run.contains(['@', '/', '_', '=']) {
        if run.bytes().any(|b| b.is_ascii_digit()) {
            found.push(bare(at..at + run.len(), NumberKind::Code));
        }
        return at + run.len();
    }
    let (end, spelled) = digits(text, at);
    let mut numeral = bare(at..end, NumberKind::Count);
    let Some(value) = Decimal::parse(&spelled) else {
        numeral.kind = NumberKind::Code;
        found.push(numeral);
        return end;
    };
    numeral.value = value;
    numeral.step = step_of(&spelled);
    let behind = &text[end..];
    if let Some((length, kind)) = non_count_kind(text, at, end, in_title) {
        numeral.kind = kind;
        numeral.whole.end = end + length;
        let next = numeral.whole.end;
        found.push(numeral);
        return next.max(end);
    }
    if let Some((size, power)) = scale(behind) {
        numeral.digits.end += size;
        numeral.whole.end += size;
        numeral.value = value.times_ten(power).unwrap_or(value);
        numeral.step = numeral.step.times_ten(power).unwrap_or(numeral.step);
        numeral.rounded = true;
    }
    finish(text, &mut numeral, &UNITS);
    let end = numeral.whole.end;
    found.push(numeral);
    end
}

/// Where the digits that start at `at` end, and the digits without separators of thousands.
fn digits(text: &str, at: usize) -> (usize, String) {
    let count = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = at + count(at);
    let mut spelled = text[at..end].to_owned();
    if (1..=3).contains(&(end - at)) && !spelled.starts_with('0') {
        while let Some(rest) =
            text[end..].strip_prefix('，').or_else(|| text[end..].strip_prefix(' '))
        {
            let start = text.len() - rest.len();
            if count(start) != 3 {
                break;
            }
            spelled.push_str(&text[start..start + 3]);
            end = start + 3;
        }
    }
    if text[end..].starts_with('.') && count(end + 1) > 0 {
        let fraction = count(end + 1);
        spelled.push_str(&text[end..=end + fraction]);
        end += 1 + fraction;
    }
    (end, spelled)
}

/// One unit of the last digit.
fn step_of(spelled: &str) -> Decimal {
    let places = spelled.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Decimal::from(1).times_ten(-i32::try_from(places).unwrap_or(0)).unwrap_or_default()
}

/// The length and the power of ten of 万 or 亿 behind the digits, unless it belongs to a unit of
/// money.
fn scale(behind: &str) -> Option<(usize, i32)> {
    let (size, power) = [('万', 4), ('亿', 8)]
        .into_iter()
        .find_map(|(c, power)| behind.starts_with(c).then_some((c.len_utf8(), power)))?;
    (!behind[size..].starts_with('元')).then_some((size, power))
}

/// The kind of a number that is no count, and how many bytes behind its digits belong to it; `None`
/// for a count.
fn non_count_kind(
    text: &str,
    at: usize,
    end: usize,
    in_title: bool,
) -> Option<(usize, NumberKind)> {
    let (before, behind, digits) = (&text[..at], &text[end..], &text[at..end]);
    if in_title {
        return Some((0, NumberKind::Title));
    }
    if let Some(length) = minutes(digits, behind) {
        return Some((length, NumberKind::Time));
    }
    if before.ends_with('第') {
        return Some((0, NumberKind::Ordinal));
    }
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if before.ends_with('〔') && behind.starts_with('〕') || behind.starts_with('号') {
        return Some((0, NumberKind::Document));
    }
    if year
        && before.ends_with('（')
        && behind.starts_with("）")
        && behind["）".len()..].starts_with(|c: char| c.is_ascii_digit())
    {
        return Some((0, NumberKind::Document));
    }
    if let Some(time) = TIMES.into_iter().find(|time| behind.starts_with(time)) {
        let dated = year && time.starts_with('年') || matches!(time, "月" | "日" | "月份");
        return Some((time.len(), if dated { NumberKind::Date } else { NumberKind::Time }));
    }
    if year && behind.starts_with(['-', '～', '至', '—']) && behind.contains('年') {
        return Some((0, NumberKind::Date));
    }
    let label =
        |names: &[&str]| names.iter().any(|name| before.trim_end_matches('：').ends_with(name));
    if label(&["邮编", "邮政编码", "邮码"]) {
        return Some((0, NumberKind::Postcode));
    }
    if digits.len() >= 3 && label(&["电话", "传真", "手机", "热线", "联系方式"])
        || digits.len() >= 11 && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some((0, NumberKind::Phone));
    }
    let hyphen =
        |part: &str, from: bool| if from { part.ends_with('-') } else { part.starts_with('-') };
    if digits.starts_with('0') && digits.len() >= 3 && hyphen(behind, false)
        || digits.len() >= 7 && hyphen(before, true)
    {
        return Some((0, NumberKind::Phone));
    }
    let name = behind.trim_start_matches(['”', '"', '’']);
    if ["热线", "平台", "政务", "便民", "工单", "政府服务"]
        .iter()
        .any(|noun| name.starts_with(noun))
        || digits.starts_with("123") && digits.len() == 5 && name.starts_with("渠道")
    {
        return Some((0, NumberKind::Name));
    }
    if list_mark(before, behind, digits) {
        return Some((0, NumberKind::ListMark));
    }
    range(before, behind).then_some((0, NumberKind::Range))
}

/// How many bytes behind the digits of an hour belong to the time of day: 8：30.
fn minutes(hour: &str, behind: &str) -> Option<usize> {
    let minutes = behind.strip_prefix('：')?;
    let digits = minutes.bytes().take_while(u8::is_ascii_digit).count();
    let is_time = hour.len() <= 2 && hour.parse::<u8>().is_ok_and(|hour| hour <= 24);
    (is_time && digits == 2 && minutes.as_bytes()[0] <= b'5').then_some('：'.len_utf8() + digits)
}

/// Whether the digits number a list item: 1. or （1） or 1、 before a clause.
fn list_mark(before: &str, behind: &str, digits: &str) -> bool {
    if digits.len() > 2 {
        return false;
    }
    let starts = before.is_empty() || before.ends_with(['。', '；', '：', '！', '？']);
    if before.ends_with('（') && behind.starts_with('）') {
        return true;
    }
    let marked = behind.starts_with('.') || behind.starts_with('、');
    let then_number =
        behind.trim_start_matches(['.', '、']).starts_with(|c: char| c.is_ascii_digit());
    starts && marked && !then_number
}

/// Whether the digits are one end of a range such as 3至5 or 3-5.
fn range(before: &str, behind: &str) -> bool {
    const DASHES: [char; 5] = ['-', '～', '至', '—', '/'];
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let right =
        digit(behind.trim_start_matches(DASHES).chars().next()) && behind.starts_with(DASHES);
    let left =
        digit(before.trim_end_matches(DASHES).chars().next_back()) && before.ends_with(DASHES);
    let unit_before = before.ends_with("%-")
        || before.ends_with("%～")
        || before.ends_with("%至")
        || before.ends_with("%—");
    left || right || unit_before
}

/// The power of ten of the last digit that is not 0, at least 1: 10 for 120.
fn magnitude(value: Decimal) -> Decimal {
    let mut power = Decimal::from(1);
    while let Some(next) = power.times_ten(1)
        && value > Decimal::ZERO
        && value.is_multiple_of(next)
    {
        power = next;
    }
    power
}

/// Reads 余, the unit and 以上 behind the digits, and 约 before them.
fn finish(text: &str, numeral: &mut Numeral, units: &[&'static str]) {
    let before = &text[..numeral.digits.start];
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let mut end = numeral.digits.end;
    let mut more = false;
    for word in ["余", "多"] {
        if text[end..].starts_with(word) {
            more = true;
            end += word.len();
        }
    }
    if more && let Some((size, power)) = scale(&text[end..]) {
        end += size;
        numeral.value = numeral.value.times_ten(power).unwrap_or(numeral.value);
    }
    if more {
        numeral.below = Some(numeral.value + magnitude(numeral.value));
    }
    let behind = &text[end..];
    if units.is_empty() {
        // A fraction has no unit.
    } else if behind.starts_with('%') || behind.starts_with('‰') {
        numeral.kind =
            if behind.starts_with('%') { NumberKind::Percent } else { NumberKind::Count };
        numeral.unit = if behind.starts_with('%') { "%" } else { "‰" };
        end += if behind.starts_with('%') { 1 } else { '‰'.len_utf8() };
    } else if let Some(unit) = units.iter().find(|unit| behind.starts_with(**unit)) {
        // 分 in 分别, 本 in 本年 and 部 in 部分 are not units.
        if !(*unit == "分" && behind.starts_with("分别")
            || *unit == "部" && behind.starts_with("部分")
            || *unit == "本" && behind.starts_with("本年"))
        {
            numeral.unit = unit;
            end += unit.len();
        }
        numeral.kind = match *unit {
            "元" | "万元" | "亿元" | "千元" => NumberKind::Money,
            "个百分点" | "百分点" => NumberKind::Points,
            _ => NumberKind::Count,
        };
        if text[end..].starts_with("余") || text[end..].starts_with("多") {
            more = true;
        }
    }
    let after = &text[end..];
    // 上 before a number means “at least” in 上百, but not in 网上12件.
    let hundreds = matches!(&text[numeral.digits.clone()], "百" | "千");
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    numeral.approximation = if ends(&["不超过", "不足", "不到", "少于", "低于", "不多于"])
        && !ends(&["不少于", "不低于"])
        || follows(&["以内", "以下"])
    {
        Approximation::AtMost
    } else if more
        || ends(&["超", "超过", "逾", "突破", "不少于", "不低于", "至少"])
        || hundreds && ends(&["上", "过"])
        || follows(&["以上"])
    {
        Approximation::AtLeast
    } else if ends(&["约", "近", "将近", "接近", "大约", "约为", "大概"])
        || follows(&["左右", "上下"])
    {
        Approximation::About
    } else {
        Approximation::Exact
    };
    numeral.whole.end = end;
}
