//! Rules on text that stands in last year's report word for word.
//!
//! The share is counted in sentences. Left out are headings, short sentences, and what is the same every year for good reasons:
//! the law, the fee, that nothing happened. A sentence in which only the year differs is the same sentence.

use super::text::{Line, has_any, quoted, sentences};
use super::wording::{Side, Wording};
use super::{Check, Remark, Rule, Severity, Words};
use crate::report::{Passage, Report, Spot};
use std::collections::BTreeSet;
use std::ops::Range;

/// More than half of the text is last year's.
pub(super) static REPETITION: Rule = Rule {
    id: "repetition",
    severity: Severity::Verify,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第四十七条",
    title: "不照抄上年的文字",
    what: "和上年报告相同的句子不超过一半。",
    why: "内容雷同的报告可能被通报、扣分。",
    todo: "按今年的工作重写相同的句子；照抄的法律条文和固定表述不计在内。",
    check: Check::Words { find: |words| repeated(words, |share| share.exceeds(MANY)) },
};

/// Much of the text is last year's.
pub(super) static REPETITION_SOME: Rule = Rule {
    id: "repetition-some",
    severity: Severity::Hint,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第四十七条",
    title: "和上年相同的文字较多",
    what: "和上年报告相同的句子超过四成、没有过半的，请看一眼。",
    why: "内容雷同的报告可能被通报、扣分。",
    todo: "写出今年的做法和成效；属实就不用改。",
    check: Check::Words { find: |words| repeated(words, |share| share.exceeds(SOME) && !share.exceeds(MANY)) },
};

/// In per cent.
const MANY: usize = 50;
const SOME: usize = 40;
/// Fewer sentences make no share.
const FEWEST: usize = 6;
/// Characters of the shortest sentence that counts.
const SHORTEST: usize = 10;
/// Sentences that are the same every year for good reasons.
const BOILERPLATE: [&str; 12] =
    ["条例》", "办法》", "信息处理费", "需要报告的", "习近平", "统计期限", "勾稽关系", "未收到", "没有收到", "未发生", "没有发生", "不存在"];

/// How much of the text is last year's.
#[derive(Clone, Copy, Debug)]
struct Share {
    repeated: usize,
    all: usize,
}

impl Share {
    const fn exceeds(self, per_cent: usize) -> bool {
        self.all >= FEWEST && self.repeated * 100 > self.all * per_cent
    }

    /// In per cent with one decimal, cut off.
    fn words(self) -> String {
        let tenths = self.repeated * 1000 / self.all.max(1);
        format!("{}.{}%", tenths / 10, tenths % 10)
    }
}

fn repeated(words: &Words<'_>, wanted: fn(Share) -> bool) -> Vec<Remark> {
    let Some(last) = super::year_before(words.report) else { return Vec::new() };
    let old = old_sentences(last);
    let new: Vec<(&Line<'_>, Range<usize>)> = words.lines.iter().flat_map(|line| counted(line).map(move |range| (line, range))).collect();
    let same: Vec<&(&Line<'_>, Range<usize>)> = new.iter().filter(|(line, range)| old.contains(&without_years(&line.text[range.clone()]))).collect();
    let share = Share { repeated: same.len(), all: new.len() };
    let Some((line, range)) = same.first().filter(|_| wanted(share)) else { return Vec::new() };
    let sides = vec![Side::new(format!("和{}年报告相同的句子", last.year), same.len()), Side::new("计入比较的句子", new.len())];
    let difference = Some(format!("占 {}，例如{}", share.words(), quoted(&line.text[range.clone()])));
    let wording = Wording { title: "文字和上年报告重复较多".to_owned(), sides, difference };
    vec![line.remark(range.clone(), wording)]
}

fn old_sentences(last: &Report) -> BTreeSet<String> {
    let passages: Vec<Passage> = last.passages();
    let lines: Vec<Line<'_>> = passages.iter().map(Line::of).collect();
    lines.iter().flat_map(|line| counted(line).map(|range| without_years(&line.text[range]))).collect()
}

/// The sentences of a line that are compared.
fn counted<'a>(line: &'a Line<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = matches!(line.passage.spot, Spot::Section(_)) && !line.passage.heading;
    let counts = |range: &Range<usize>| {
        let sentence = &line.text[range.clone()];
        sentence.chars().count() >= SHORTEST && !has_any(sentence, &BOILERPLATE)
    };
    sentences(if text { &line.text } else { "" }).filter(counts)
}

/// A sentence without the digits of its years.
fn without_years(sentence: &str) -> String {
    let mut words = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find('年') {
        let before = &rest[..at];
        let is_year = before.len() >= 4 && before.as_bytes()[before.len() - 4..].iter().all(u8::is_ascii_digit);
        words.push_str(if is_year { &before[..before.len() - 4] } else { before });
        words.push('年');
        rest = &rest[at + '年'.len_utf8()..];
    }
    words.push_str(rest);
    words
}
