//! Rules on text that repeats last year's report literally.
//!
//! The share is counted in sentences. Headings, short sentences, and sentences that are rightly the
//! same every year (the law, the fee, that nothing happened) are not counted. Sentences that differ
//! only in the year count as equal.

use crate::check::sentences::{compared, without_years};
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::report::Part;
use crate::text::quoted;

/// Not more than half of the text should repeat last year's.
pub(super) static REPETITION: Rule = Rule {
    id: "repetition",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十七条",
    title: "不照抄上年的文字",
    what: "和上年报告相同的句子不超过一半。",
    why: "内容雷同的报告可能被通报批评（条例第四十七条），多地考核扣分。",
    todo: "按今年的工作重写相同的句子；照抄的法律条文和固定表述不计在内。",
    needs_last_year: true,
    check: Check::text(mostly_repeated),
};

/// Not too much of the text should repeat last year's.
pub(super) static REPETITION_SOME: Rule = Rule {
    id: "repetition-some",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十七条",
    title: "和上年相同的文字较多",
    what: "和上年报告相同的句子超过四成、没有过半的，请看一眼。",
    why: "内容雷同的报告可能被通报批评（条例第四十七条），多地考核扣分。",
    todo: "写出今年的做法和成效；属实就不用改。",
    needs_last_year: true,
    check: Check::text(often_repeated),
};

/// The limits, in per cent.
const MANY: usize = 50;
const SOME: usize = 40;
/// The least number of sentences for which a share is calculated.
const FEWEST: usize = 6;
/// Words of sentences that are rightly the same every year, each divided after its first character.
const BOILERPLATE: [(char, &str); 12] = [
    ('条', "例》"),
    ('办', "法》"),
    ('信', "息处理费"),
    ('需', "要报告的"),
    ('习', "近平"),
    ('统', "计期限"),
    ('勾', "稽关系"),
    ('未', "收到"),
    ('没', "有收到"),
    ('未', "发生"),
    ('没', "有发生"),
    ('不', "存在"),
];

/// Whether a sentence is rightly the same every year.
fn is_boilerplate(sentence: &str) -> bool {
    let starts = |at: usize, c: char| {
        BOILERPLATE
            .iter()
            .any(|(first, rest)| *first == c && sentence[at + c.len_utf8()..].starts_with(rest))
    };
    sentence.char_indices().any(|(at, c)| starts(at, c))
}

/// The share of the text that repeats last year's.
#[derive(Clone, Copy, Debug)]
struct Share {
    repeated: usize,
    all: usize,
}

impl Share {
    const fn exceeds(self, per_cent: usize) -> bool {
        self.all >= FEWEST && self.repeated * 100 > self.all * per_cent
    }

    /// The share in per cent with one decimal, rounded down.
    fn text(self) -> String {
        let tenths = self.repeated * 1000 / self.all.max(1);
        format!("{}.{}%", tenths / 10, tenths % 10)
    }
}

fn mostly_repeated(input: &TextInput<'_>) -> Vec<Remark> {
    let wanted = |share: Share| share.exceeds(MANY);
    repeated(input, None, "文字和上年报告重复较多", wanted)
}

fn often_repeated(input: &TextInput<'_>) -> Vec<Remark> {
    let wanted = |share: Share| share.exceeds(SOME) && !share.exceeds(MANY);
    repeated(input, None, "文字和上年报告重复较多", wanted)
}

/// Part five must not be that of the year before. If most of the report is, [`REPETITION`] reports
/// it.
pub(super) static PROBLEMS_COPIED: Rule = Rule {
    id: "problems-copied",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十七条",
    title: "第五部分不照抄上年",
    what: "第五部分不是每一句都和上年报告相同。",
    why: "问题和措施年年相同，等于没有改进；内容雷同的报告可能被通报批评（条例第四十七条），多地考核扣分。",
    todo: "写出今年的问题，以及上年的问题改进得怎么样。",
    needs_last_year: true,
    check: Check::text(copied_problems),
};

fn copied_problems(input: &TextInput<'_>) -> Vec<Remark> {
    const FEWEST_PROBLEMS: usize = 2;
    let copied = |share: Share| share.all >= FEWEST_PROBLEMS && share.repeated == share.all;
    if mostly_repeated(input).is_empty() {
        repeated(input, Some(Part::Problems), "第五部分和上年报告相同", copied)
    } else {
        Vec::new()
    }
}

/// A remark on the sentences of a part, or of the whole report, if the share of them that repeats
/// last year's is a wanted one.
fn repeated(
    input: &TextInput<'_>,
    part: Option<Part>,
    title: &str,
    wanted: impl Fn(Share) -> bool,
) -> Vec<Remark> {
    let Some(year) = input.context.last_year.filter(|_| !input.old_sentences.is_empty()) else {
        return Vec::new();
    };
    let lines = input.lines.iter().filter(|line| part.is_none() || line.section() == part);
    let new = lines.flat_map(|line| compared(line).map(move |range| (line, range)));
    let (mut share, mut example) = (Share { repeated: 0, all: 0 }, None);
    for (line, range) in new.filter(|(line, range)| !is_boilerplate(&line.text[range.clone()])) {
        share.all += 1;
        if input
            .old_sentences
            .binary_search_by(|old| old.as_str().cmp(&without_years(&line.text[range.clone()])))
            .is_ok()
        {
            share.repeated += 1;
            example = example.or(Some((line, range)));
        }
    }
    let Some((line, range)) = example.filter(|_| wanted(share)) else { return Vec::new() };
    let sides = vec![
        Operand::new(format!("和{year}年报告相同的句子"), share.repeated),
        Operand::new("计入比较的句子", share.all),
    ];
    let difference =
        Some(format!("占 {}，例如{}", share.text(), quoted(&line.text[range.clone()])));
    let wording = Wording { title: title.to_owned(), sides, difference };
    vec![line.remark(range, wording)]
}
