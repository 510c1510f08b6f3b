//! Rules on punctuation: width, brackets of document numbers, and pairs.

use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::number::ascii_digit;
use crate::report::{Spot, TextEdit};
use crate::sort;
use crate::text::{is_han, is_list_numeral, quoted};
use std::ops::Range;

/// Punctuation beside Chinese characters should be full-width.
pub(super) static HALF_WIDTH: Rule = Rule {
    id: "half-width",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《标点符号用法》（国家标准15834）",
    title: "标点用全角",
    what: "汉字旁边的标点用全角。",
    why: "半角、全角混用，排版宽窄不一。",
    todo: "改成全角标点。",
    needs_last_year: false,
    check: Check::text(half_width_signs),
};

fn half_width_signs(input: &TextInput<'_>) -> Vec<Remark> {
    by_part(input, half_width, widened, |part, count, example| Wording {
        title: format!("{part}有{count}处标点是半角的"),
        sides: vec![Operand::new("例如", quoted(example))],
        difference: None,
    })
}

/// Digits should not be full-width, which happens with some settings of input methods.
pub(super) static FULL_WIDTH_DIGITS: Rule = Rule {
    id: "full-width-digits",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《出版物上数字用法》（国家标准15835）",
    title: "数字用半角",
    what: "文字、地址、电话里的阿拉伯数字用半角。",
    why: "全角数字多半是输入法没有切换，印出来宽窄不一，复制电话、网址也用不了。",
    todo: "改成半角数字。",
    needs_last_year: false,
    check: Check::text(full_width_digits),
};

fn full_width_digits(input: &TextInput<'_>) -> Vec<Remark> {
    let texts: Vec<&CompactLine<'_>> = input.lines.iter().filter(|line| is_text(line)).collect();
    let mut remarks = Vec::new();
    for lines in texts.chunk_by(|one, next| one.passage.spot == next.passage.spot) {
        let found: Vec<(&CompactLine<'_>, Range<usize>)> = lines
            .iter()
            .flat_map(|line| {
                full_width_numbers(&line.passage.text).into_iter().map(move |range| (*line, range))
            })
            .collect();
        if let Some((line, range)) = found.first() {
            let title = format!("{}有{}处数字是全角的", line.part_name(), found.len());
            let sides = vec![Operand::new("例如", quoted(&line.passage.text[range.clone()]))];
            let wording = Wording { title, sides, difference: None };
            let narrow = |(line, range): &(&CompactLine<'_>, Range<usize>)| {
                let digits: String =
                    line.passage.text[range.clone()].chars().map(ascii_digit).collect();
                TextEdit::of(line.passage, range.clone(), &digits)
            };
            let edits = found.iter().map(narrow).collect();
            remarks.push(Remark::on(line.passage, range.clone(), wording).repaired_by(edits));
        }
    }
    remarks
}

/// Numbers in full-width digits, each with the character behind it.
fn full_width_numbers(text: &str) -> Vec<Range<usize>> {
    let wide = |c: char| ('０'..='９').contains(&c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(wide).map(|at| from + at) {
        let digits = text[start..].find(|c| !wide(c)).map_or(text.len(), |len| start + len);
        let end =
            digits + text[digits..].chars().next().filter(|c| is_han(*c)).map_or(0, char::len_utf8);
        found.push(start..end);
        from = digits;
    }
    found
}

/// The year of a document number should be in 〔〕.
pub(super) static DOCUMENT_NUMBER: Rule = Rule {
    id: "document-number",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《党政机关公文格式》（国家标准9704）",
    title: "发文字号的括号",
    what: "发文字号的年份用六角括号〔〕。",
    why: "发文字号的年份统一用六角括号，不用方括号、圆括号。",
    todo: "改成六角括号，例如“〔2021〕30号”。",
    needs_last_year: false,
    check: Check::text(bracketed_document_numbers),
};

fn bracketed_document_numbers(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines.iter().filter(|line| is_text(line)) {
        for range in document_numbers(&line.text) {
            let title = format!(
                "{}的发文字号{}没有用六角括号",
                line.part_name(),
                quoted(&line.text[range.clone()])
            );
            let number = line.text[range.clone()].replacen(BRACKETS, "〔", 1);
            let edits = vec![line.edit(range.clone(), &number.replacen(CLOSING, "〕", 1))];
            remarks.push(line.remark(range, Wording::title(title)).repaired_by(edits));
        }
    }
    remarks
}

/// Punctuation that comes in pairs must be complete.
pub(super) static UNPAIRED: Rule = Rule {
    id: "unpaired",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《标点符号用法》（国家标准15834）",
    title: "引号、括号成对",
    what: "引号、括号、书名号前后成对。",
    why: "缺一半的引号、括号多半是漏打，读者分不清引文到哪里为止。",
    todo: "补上缺的一半，或者删去多的一半。",
    needs_last_year: false,
    check: Check::text(unpaired),
};

/// Whether the line is text written by a clerk.
const fn is_text(line: &CompactLine<'_>) -> bool {
    matches!(line.passage.spot, Spot::Preface | Spot::Section(_) | Spot::TableNote(_))
}

/// One remark for each location in the report (开头段, a part), on the first piece that is found
/// there.
fn by_part(
    input: &TextInput<'_>,
    find: fn(&str) -> Vec<Range<usize>>,
    mend: fn(&CompactLine<'_>) -> Vec<TextEdit>,
    say: impl Fn(&str, usize, &str) -> Wording,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let texts: Vec<&CompactLine<'_>> = input.lines.iter().filter(|line| is_text(line)).collect();
    for lines in texts.chunk_by(|one, next| one.passage.spot == next.passage.spot) {
        let found: Vec<(&CompactLine<'_>, Range<usize>)> = lines
            .iter()
            .flat_map(|line| find(&line.text).into_iter().map(move |range| (*line, range)))
            .collect();
        if let Some((line, range)) = found.first() {
            let example = &line.passage.text[line.span(range.clone())];
            let wording = say(&line.part_name(), found.len(), example);
            let edits = lines.iter().flat_map(|line| mend(line)).collect();
            remarks.push(line.remark(range.clone(), wording).repaired_by(edits));
        }
    }
    remarks
}

/// Half-width punctuation beside a Chinese character, each with its neighbours, or, for a bracket,
/// with the text up to its other half: (二).
fn half_width(text: &str) -> Vec<Range<usize>> {
    let around = |at: usize| {
        let from = text[..at].char_indices().next_back().map_or(at, |(before, _)| before);
        let behind = text[at + 1..].chars().next().map_or(0, char::len_utf8);
        bracketed(text, at).unwrap_or(from..at + 1 + behind)
    };
    half_width_at(text).into_iter().map(around).collect()
}

/// The changes of half-width punctuation, and of the other half of a bracket, into full-width.
fn widened(line: &CompactLine<'_>) -> Vec<TextEdit> {
    let text = line.text.as_str();
    let mut signs: Vec<usize> = Vec::new();
    for at in half_width_at(text) {
        let halves = bracketed(text, at).map_or([at; 2], |range| [range.start, range.end - 1]);
        let is_half = |at: &usize| text.as_bytes()[*at].is_ascii();
        signs.extend(halves.into_iter().filter(is_half));
    }
    let edit = |at: usize| {
        let to = match text.as_bytes()[at] {
            b',' => "，",
            b';' => "；",
            b'?' => "？",
            b'!' => "！",
            b'(' => "（",
            b')' => "）",
            b':' => "：",
            b'.' => "。",
            _ if text[..at].matches('"').count().is_multiple_of(2) => "“",
            _ => "”",
        };
        line.edit(at..at + 1, to)
    };
    sort::sorted_set(signs).into_iter().map(edit).collect()
}

/// Where half-width punctuation stands beside a Chinese character.
fn half_width_at(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before: Option<(usize, char)> = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let behind = signs.peek().copied();
        let han = |neighbour: Option<(usize, char)>| neighbour.is_some_and(|(_, c)| is_han(c));
        let beside = match c {
            ',' | ';' | '?' | '!' | '(' | ')' | '"' => han(before) || han(behind),
            ':' => han(before),
            // The point in 1.建立 belongs to the number of a list item.
            '.' => han(before) && behind.is_none_or(|(_, c)| is_han(c)),
            _ => false,
        };
        if beside {
            found.push(at);
        }
        before = Some((at, c));
    }
    found
}

/// The short text in brackets that begins or ends at a byte.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let (from, to) = match text[at..].chars().next()? {
        '(' => (
            at,
            at + text[at..]
                .find([')', '）'])
                .map(|len| len + text[at + len..].chars().next().map_or(0, char::len_utf8))?,
        ),
        ')' => (text[..at].rfind(['(', '（'])?, at + 1),
        _ => return None,
    };
    (text[from..to].chars().count() <= LONGEST).then_some(from..to)
}

/// The brackets that are written in place of 〔 and 〕.
const BRACKETS: [char; 5] = ['[', '(', '（', '【', '［'];
const CLOSING: [char; 5] = [']', ')', '）', '】', '］'];

/// Document numbers whose year is in other brackets: `[2021]30号`, `（2021）第30号`.
fn document_numbers(text: &str) -> Vec<Range<usize>> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let opened = text.char_indices().filter(|(_, c)| BRACKETS.contains(c));
    opened
        .filter_map(|(at, open)| {
            let inside = at + open.len_utf8();
            let year = &text[inside..];
            if digits(year) != 4 || !(year.starts_with("19") || year.starts_with("20")) {
                return None;
            }
            let close = year[4..].chars().next().filter(|c| CLOSING.contains(c))?;
            let behind = &year[4 + close.len_utf8()..];
            let number = behind.trim_start_matches('第');
            let len = digits(number);
            let is_number = len > 0 && number[len..].starts_with('号');
            is_number.then(|| at..text.len() - number.len() + len + '号'.len_utf8())
        })
        .collect()
}

/// The names of paired punctuation. Both widths of a bracket are the same kind.
const KINDS: [&str; 6] = ["双引号", "单引号", "圆括号", "书名号", "六角括号", "方头括号"];
/// The kind whose closing half may number list items: 1）.
const ROUND: usize = 2;

/// The index of a sign's kind in [`KINDS`], and whether it is the opening one.
const fn kind_of(sign: char) -> Option<(usize, bool)> {
    Some(match sign {
        '“' => (0, true),
        '”' => (0, false),
        '‘' => (1, true),
        '’' => (1, false),
        '（' | '(' => (ROUND, true),
        '）' | ')' => (ROUND, false),
        '《' => (3, true),
        '》' => (3, false),
        '〔' => (4, true),
        '〕' => (4, false),
        '【' => (5, true),
        '】' => (5, false),
        _ => return None,
    })
}

/// Pairs are matched over a whole part, because a page break in the source may split a paragraph
/// between the two signs.
fn unpaired(input: &TextInput<'_>) -> Vec<Remark> {
    let texts: Vec<&CompactLine<'_>> = input.lines.iter().filter(|line| is_text(line)).collect();
    let lines = texts.chunk_by(|one, next| one.passage.spot == next.passage.spot);
    lines.flat_map(halves).map(|half| half.remark()).collect()
}

/// One half of a pair.
struct Half<'a> {
    line: &'a CompactLine<'a>,
    at: usize,
    kind: usize,
    opens: bool,
}

impl Half<'_> {
    fn remark(&self) -> Remark {
        const AROUND: usize = 7;
        let text = &self.line.text;
        let from =
            text[..self.at].char_indices().rev().take(AROUND).last().map_or(self.at, |(at, _)| at);
        let to = text[self.at..]
            .char_indices()
            .nth(AROUND + 1)
            .map_or(text.len(), |(at, _)| self.at + at);
        let sign = text[self.at..].chars().next().map_or(0, char::len_utf8);
        let side = if self.opens { "前" } else { "后" };
        let wording = Wording {
            title: format!("{}有一个{side}{}没有配对", self.line.part_name(), KINDS[self.kind]),
            sides: vec![Operand::new("原文", quoted(&text[from..to]))],
            difference: None,
        };
        // The sign alone would not identify the finding.
        Remark {
            quote: text[from..to].to_owned(),
            ..self.line.remark(self.at..self.at + sign, wording)
        }
    }
}

/// The signs without their other half in lines that belong together.
fn halves<'a>(lines: &[&'a CompactLine<'a>]) -> Vec<Half<'a>> {
    let (mut open, mut alone): (Vec<Half<'a>>, Vec<Half<'a>>) = (Vec::new(), Vec::new());
    for line in lines {
        let mut before = ' ';
        for (at, c) in line.text.char_indices() {
            match kind_of(c) {
                Some((kind, true)) => open.push(Half { line, at, kind, opens: true }),
                Some((kind, false)) => match open.iter().rposition(|half| half.kind == kind) {
                    Some(last) => alone.extend(open.drain(last..).skip(1)),
                    // ’ may be an apostrophe.
                    None if c == '’' || kind == ROUND && is_number(before) => {}
                    None => alone.push(Half { line, at, kind, opens: false }),
                },
                None => {}
            }
            before = c;
        }
    }
    alone.extend(open);
    sort::sort_by_key(&mut alone, |half| (half.line.passage.paragraph, half.at));
    alone
}

/// Whether a character can number a list item.
fn is_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_list_numeral(c)
}
