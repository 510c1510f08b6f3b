//! Rules on the year of the report: 统计期限, and other years named in its place.

use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::report::{Date, Part, Report, Spot, TextEdit};
use crate::sort;
use crate::text::{
    compact, has_any, is_inside, part_at, quoted, sentence_at, sentences, starts_with_any,
};
use std::ops::Range;

/// 统计期限 must be the report year.
pub(super) static PERIOD: Rule = Rule {
    id: "period",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "统计期限",
    what: "统计期限从报告年度的1月1日起，到12月31日止。",
    why: "年度报告讲上一年度的工作（条例第四十九条）；统计整整一年，数据才能逐年衔接、逐级汇总。",
    todo: "改正起止日期；机构在年内成立、撤并的，写明说明。",
    needs_last_year: false,
    check: Check::text(other_periods),
};

/// 统计期限 should be stated with all its words.
pub(super) static PERIOD_FORM: Rule = Rule {
    id: "period-form",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "统计期限的写法",
    what: "起止日期的年、月、日写完整。",
    why: "常见的笔误是漏写“日”字，写成“12月31止”。",
    todo: "补上漏写的字。",
    needs_last_year: false,
    check: Check::text(incomplete_periods),
};

/// A day as written. The year and the word behind the day may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WrittenDay {
    year: Option<u32>,
    month: u32,
    day: u32,
    complete: bool,
}

impl WrittenDay {
    /// Reads a day at the start of a text without white space: 2025年1月1日, 1月1日, 2025.1.1. Returns the
    /// day and its length in bytes.
    fn read(text: &str) -> Option<(Self, usize)> {
        const BETWEEN: [char; 3] = ['.', '-', '/'];
        let (first, rest) = number(text)?;
        let signs = rest.strip_prefix(BETWEEN);
        let has_signs = signs.is_some();
        let (year, month, rest) = match signs.or_else(|| rest.strip_prefix('年')) {
            Some(rest) => {
                let (month, rest) = number(rest)?;
                (Some(first), month, rest)
            }
            None => (None, first, rest),
        };
        let rest = if has_signs { rest.strip_prefix(BETWEEN) } else { rest.strip_prefix('月') };
        let (day, rest) = number(rest?)?;
        let behind = rest.strip_prefix(['日', '号']);
        let complete = has_signs || behind.is_some();
        Some((Self { year, month, day, complete }, text.len() - behind.unwrap_or(rest).len()))
    }

    /// The day of the calendar; `None` if it does not exist.
    fn date(self, year: u32) -> Option<Date> {
        Date::parse(&format!("{year:04}-{:02}-{:02}", self.month, self.day))
    }
}

/// A number of up to four digits, and the rest of the text.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok().filter(|_| end <= 4)?, &text[end..]))
}

/// The content of a field for a day.
#[derive(Clone, Copy)]
enum Day {
    Blank,
    /// The numbers of a day; `None` if the calendar has no such day.
    Is(Option<Date>),
    /// Other text.
    Other,
}

/// Reads a field with any separators between its numbers: 2025.12.31, 2025年12月31日, and, if the year
/// is known, 12月31日.
fn read_field(text: &str, year: Option<u16>) -> Day {
    let text = compact(text);
    let numbers: Vec<Option<u16>> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().ok())
        .collect();
    let date =
        |year: u16, month: u16, day: u16| Date::parse(&format!("{year:04}-{month:02}-{day:02}"));
    match (&numbers[..], year) {
        ([], _) if text.is_empty() => Day::Blank,
        ([Some(year), Some(month), Some(day)], _) => Day::Is(date(*year, *month, *day)),
        ([Some(month), Some(day)], Some(year)) => Day::Is(date(year, *month, *day)),
        _ => Day::Other,
    }
}

/// A period and its location in the text.
struct Period {
    range: Range<usize>,
    from: Option<Date>,
    to: Option<Date>,
    complete: bool,
}

/// Words of a sentence on 统计期限. In a part of the report, the last four can also be about other
/// statistics.
const ANCHORS: [&str; 6] = ["统计期限", "统计时限", "统计时间", "统计周期", "数据统计", "统计数据"];

/// Finds the period that a sentence with one of these words names.
fn find_period(text: &str, anchors: &[&str]) -> Option<Period> {
    sentences(text).filter(|range| has_any(&text[range.clone()], anchors)).find_map(|range| {
        let sentence = &text[range.clone()];
        // A number starts at a digit that follows no other digit.
        let starts = |at: &usize| {
            sentence[*at..].starts_with(|c: char| c.is_ascii_digit())
                && !sentence[..*at].ends_with(|c: char| c.is_ascii_digit())
        };
        sentence.char_indices().map(|(at, _)| at).filter(starts).find_map(|at| {
            let (from, len) = WrittenDay::read(&sentence[at..])?;
            let rest = sentence[at + len..].trim_start_matches(['起', '始']);
            let rest = ["至", "到", "——", "—", "－", "-", "～", "~"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))?;
            let (to, to_len) = WrittenDay::read(rest)?;
            let end = sentence.len() - rest.len() + to_len;
            let year = from.year?;
            Some(Period {
                range: range.start + at..range.start + end,
                from: from.date(year),
                to: to.date(to.year.unwrap_or(year)),
                complete: from.complete && to.complete,
            })
        })
    })
}

fn other_periods(input: &TextInput<'_>) -> Vec<Remark> {
    periods(input, false)
}

fn incomplete_periods(input: &TextInput<'_>) -> Vec<Remark> {
    periods(input, true)
}

fn periods(input: &TextInput<'_>, form: bool) -> Vec<Remark> {
    let report = input.report;
    let in_fields = report.preface.text.trim().is_empty();
    let mut remarks = Vec::new();
    if in_fields {
        remarks.extend(period_in_fields(report, form));
    }
    // Some offices state the period in part one.
    let written = input.lines.iter().filter_map(|line| match line.passage.spot {
        Spot::Preface if !in_fields => Some((line, &ANCHORS[..])),
        Spot::Section(Part::Overview) => Some((line, &ANCHORS[..2])),
        _ => None,
    });
    remarks.extend(written.filter_map(|(line, anchors)| {
        let period = find_period(&line.text, anchors)?;
        let period_text = &line.text[period.range.clone()];
        let wording = match (is_whole_year(report, period.from, period.to), form) {
            (false, false) => wrong_period(report, period_text),
            (true, true) if !period.complete => {
                Wording::title(format!("统计期限{}漏写了“日”", quoted(period_text)))
            }
            _ => return None,
        };
        let right = format!("{0}年1月1日至{0}年12月31日", report.year);
        let edits = vec![line.edit(period.range.clone(), &right)];
        Some(line.remark(period.range, wording).repaired_by(edits))
    }));
    remarks
}

/// The remark on the period in the two fields of the form, of which the preface is made.
fn period_in_fields(report: &Report, form: bool) -> Option<Remark> {
    let period = &report.preface.period;
    let period_text = format!("{}至{}", period.from, period.to);
    let wording = match (read_field(&period.from, None), read_field(&period.to, Some(report.year)))
    {
        (Day::Blank, _) | (_, Day::Blank) => return None,
        (Day::Other, _) | (_, Day::Other) if form => {
            Wording::title(format!("统计期限{}认不出是哪天到哪天", quoted(&period_text)))
        }
        (Day::Is(from), Day::Is(to)) if !form && !is_whole_year(report, from, to) => {
            wrong_period(report, &period_text)
        }
        _ => return None,
    };
    let edit = |written: &str, day: &str| TextEdit {
        spot: Spot::Preface,
        paragraph: 0,
        at: 0,
        from: written.to_owned(),
        to: format!("{}-{day}", report.year),
    };
    let edits = [edit(&period.from, "01-01"), edit(&period.to, "12-31")];
    let edits = edits.into_iter().filter(|edit| edit.from != edit.to).collect();
    Some(Remark::missing(None, &period_text, wording).repaired_by(edits))
}

fn is_whole_year(report: &Report, from: Option<Date>, to: Option<Date>) -> bool {
    from == Some(Date { year: report.year, month: 1, day: 1 })
        && to == Some(Date { year: report.year, month: 12, day: 31 })
}

fn wrong_period(report: &Report, quote: &str) -> Wording {
    Wording {
        title: format!("统计期限不是{}年1月1日至12月31日", report.year),
        sides: vec![Operand::new("写的是", quoted(quote))],
        difference: None,
    }
}

/// The text must not name another year in place of the report year.
pub(super) static OTHER_YEAR: Rule = Rule {
    id: "other-year",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "年份没有写错",
    what: "讲本年情况的句子写报告年度。",
    why: "沿用往年的文字，常常忘了改年份。",
    todo: "改正年份；讲的确实是别的年份，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(other_years),
};

/// Words of a sentence that mentions another year on purpose.
const ON_PURPOSE: [&str; 28] = [
    "今年",
    "本年",
    "上年",
    "上一年",
    "去年",
    "同比",
    "相比",
    "比20",
    "较",
    "对比",
    "以来",
    "截至",
    "截止",
    "将",
    "计划",
    "拟",
    "下一步",
    "今后",
    "下年",
    "下一年",
    "明年",
    "整改",
    "结转",
    "此前",
    "曾",
    "来年",
    "力争",
    "预计",
];
/// Words behind a year in a sentence about that year.
const TELLS: [&str; 12] = [
    "共",
    "全年",
    "累计",
    "未收到",
    "收到",
    "受理",
    "主动公开",
    "新收",
    "制定",
    "制发",
    "没有收到",
    "总计",
];
/// Words behind a year at the start of a sentence about that year.
const OPENS: [&str; 11] =
    ["，", ",", "我", "本", "全市", "全县", "全区", "全镇", "全乡", "全街道", "全局"];

fn other_years(input: &TextInput<'_>) -> Vec<Remark> {
    let reported = u32::from(input.report.year);
    let in_text =
        |spot: Spot| matches!(spot, Spot::Preface | Spot::Section(_) | Spot::TableNote(_));
    let mut remarks = Vec::new();
    for line in input.lines.iter().filter(|line| in_text(line.passage.spot)) {
        let text = line.text.as_str();
        for (at, _) in text.match_indices('年') {
            let Some((year, start)) = year_before(text, at).filter(|(year, _)| *year != reported)
            else {
                continue;
            };
            let sentence = sentence_at(text, start);
            let behind = text[at + '年'.len_utf8()..].trim_start_matches('度');
            let opens = text[sentence.start..start].trim_end_matches('在').is_empty()
                && starts_with_any(behind, &OPENS);
            // 2024年制定的制度 is about the present.
            let tells = TELLS
                .iter()
                .any(|word| behind.strip_prefix(word).is_some_and(|rest| !rest.starts_with('的')));
            let titled = line.passage.spot == Spot::Preface
                && starts_with_any(behind, &["政府信息公开", "政务公开"]);
            let sentence_text = &text[sentence];
            let is_on_purpose = || {
                has_any(sentence_text, &ON_PURPOSE)
                    || sentence_text.contains(&format!("{reported}年"))
                    || years_in(paragraph_sentence(text, start)) > 1
                    || is_inside(text, start, '《', '》')
            };
            if (opens || tells || titled) && !is_on_purpose() {
                let title = format!("{}写的是{year}年，报告年度是{reported}年", line.part_name());
                let sides = vec![Operand::new("原句", quoted(sentence_text))];
                let range = start..at + '年'.len_utf8();
                let edits = vec![line.edit(range.clone(), &format!("{reported}年"))];
                let wording = Wording { title, sides, difference: None };
                remarks.push(line.remark(range, wording).repaired_by(edits));
            }
        }
    }
    remarks
}

/// The sentence around a byte, with all of its parts: 2023年新收5件；2024年新收6件。
fn paragraph_sentence(text: &str, at: usize) -> &str {
    &text[part_at(text, at, &['。'])]
}

/// How many different years a text names.
fn years_in(text: &str) -> usize {
    let years = text.match_indices('年').filter_map(|(at, _)| year_before(text, at));
    sort::sorted_set(years.map(|(year, _)| year)).len()
}

/// The year of four digits that ends at a byte, and where it starts.
fn year_before(text: &str, at: usize) -> Option<(u32, usize)> {
    let start = at.checked_sub(4)?;
    let digits = text.get(start..at).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let longer = text[..start].ends_with(|c: char| c.is_ascii_digit());
    let year = digits.parse().ok().filter(|year| (2000..2100).contains(year))?;
    (!longer).then_some((year, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_found_in_sentences() {
        let period = |text: &str| {
            find_period(text, &ANCHORS).map(|period| {
                (
                    text[period.range].to_owned(),
                    period.from.is_some() && period.to.is_some(),
                    period.complete,
                )
            })
        };
        let found = |written: &str, complete| Some((written.to_owned(), true, complete));
        assert_eq!(
            period("统计期限自2023年1月1日至12月31止。"),
            found("2023年1月1日至12月31", false)
        );
        assert_eq!(
            period("数据统计期限自2023年1月1日起至2023年12月31日止。"),
            found("2023年1月1日起至2023年12月31日", true)
        );
        assert_eq!(period("统计期限：2023.1.1-2023.12.31。"), found("2023.1.1-2023.12.31", true));
        assert_eq!(period("自2023年1月1日至2023年12月31日开展活动。"), None);
        assert_eq!(period("统计期限自2023年2月30日至12月31日。").map(|found| found.1), Some(false));
    }
}
