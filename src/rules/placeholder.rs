//! The rule on what was left for somebody to fill in: instructions of a template, empty brackets, ××
//! and blanks in place of numbers and names, and sentences of a writing assistant to its user.

use crate::check::compact_line::CompactLine;
use crate::check::wording::Wording;
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::number::is_space;
use crate::report::{Passage, Spot};
use crate::sort;
use crate::text::{
    ends_with_any, has_any, is_han, is_inside, quoted, sentence_at, starts_with_any,
};
use std::ops::Range;

/// No placeholder of a template must be left in the text.
pub(super) static PLACEHOLDER: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有留下待填的内容",
    what: "文字里没有模板的提示语、空括号、空着没填的数、代替数字和名称的“××”、“待补”、省略号，也没有写作工具对使用人说的话。",
    why: "这些是留给填写人的，公布出去就是没有写完。",
    todo: "填上内容，或者删掉。",
    needs_last_year: false,
    check: Check::text(placeholder),
};

/// Brackets that must not be empty.
const EMPTY: [&str; 7] = ["（）", "【】", "()", "[]", "〔〕", "《》", "［］"];
/// Instructions of templates, behind an opening bracket.
const INSTRUCTIONS: [&str; 8] = [
    "该部分以表格形式报告",
    "此部分以表格形式报告",
    "本部分以表格形式报告",
    "文字描述",
    "此处填",
    "此处插入",
    "在此填写",
    "请在此",
];
/// How sentences of a writing assistant to its user begin.
const ASSISTANT: [&str; 22] = [
    "根据您提供",
    "根据您的要求",
    "以下是为您",
    "以下为您",
    "以下是一份",
    "以下是一篇",
    "希望以上内容",
    "希望这份报告",
    "希望对您",
    "如需进一步修改",
    "如需进一步调整",
    "如需修改，请",
    "如需调整，请",
    "请根据实际情况修改",
    "请根据实际情况填写",
    "请根据实际情况补充",
    "请根据实际情况调整",
    "以上内容仅供参考",
    "作为一个AI",
    "作为AI语言模型",
    "作为人工智能语言模型",
    "请随时告诉我",
];
/// Words behind ×× where it is a placeholder for a number, a year or a name.
const BEHIND: [&str; 31] = [
    "年", "月", "日", "件", "条", "份", "个", "次", "项", "万元", "元", "%", "％", "宗", "期",
    "场", "人次", "人，", "人。", "县", "区", "市", "省", "镇", "乡", "街道", "局", "厅", "社区",
    "单位", "部门",
];
/// Words before ×× where it is a placeholder for a number.
const BEFORE: [&str; 14] = [
    "共", "约", "计", "达", "占", "第", "增长", "下降", "受理", "收到", "办结", "公开", "新收",
    "超过",
];
/// Words behind a single × where it is a placeholder for a number.
const BEHIND_ONE: [char; 7] = ['年', '月', '日', '件', '条', '份', '万'];
/// Units of numbers that can be missing, and the signs that may follow them there.
const UNITS: [char; 10] = ['件', '条', '份', '个', '次', '项', '宗', '期', '场', '篇'];
const BEHIND_UNIT: &str = "，。；、,;（(）)";
/// Words behind a name that is hidden on purpose (××局长), or surnames before it (王××).
const TITLES: [&str; 7] = ["局长", "区长", "市长", "省长", "镇长", "县长", "乡长"];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓沈彭吕马";

fn placeholder(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines.iter().filter(|line| line.passage.spot != Spot::Signature) {
        for span in placeholders(line) {
            let quote = quoted(&line.passage.text[span.clone()]);
            let wording = Wording::title(format!("{}留有待填的内容{quote}", line.part_name()));
            remarks.push(Remark::on(line.passage, span, wording));
        }
    }
    remarks
}

/// The placeholders of a line, in order, as ranges of its passage.
fn placeholders(line: &CompactLine<'_>) -> Vec<Range<usize>> {
    let text = line.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        match c {
            // The whole sentence belongs to the template.
            '（' | '(' | '【' | '[' if starts_with_any(rest, &INSTRUCTIONS) => {
                found.push(sentence_at(text, at));
            }
            '该' | '此' | '本' if rest.starts_with("部分以表格形式报告") => {
                found.push(sentence_at(text, at));
            }
            '（' | '【' | '(' | '[' | '〔' | '《' | '［' => {
                let empty = EMPTY
                    .iter()
                    .find(|empty| text[at..].starts_with(**empty))
                    .map(|empty| at..at + empty.len());
                // A live field prints nothing while its cell is blank. The cell is then unfinished,
                // and nothing was forgotten in the text.
                found.extend(empty.filter(|range| !line.holds_field(range.clone())));
            }
            'X' | 'x' | '×' | 'Ｘ' | 'ｘ' | 'Y' | 'Z' => {
                found.extend(placeholder_run(text, at, c));
            }
            '根' | '以' | '希' | '如' | '请' | '作'
                if starts_with_any(&text[at..], &ASSISTANT) && !is_inside(text, at, '“', '”') =>
            {
                found.push(sentence_at(text, at));
            }
            '待' => found.extend(to_be_added(text, at)),
            '…' => found.extend(trailing_off(text, at)),
            _ => {}
        }
    }
    let mut spans: Vec<Range<usize>> = found.into_iter().map(|range| line.span(range)).collect();
    // Most lines have no white space, and are as long without it.
    if line.text.len() != line.passage.text.len() || line.text.contains('_') {
        spans.extend(blanks(line.passage));
    }
    sort::sort_by_key(&mut spans, |range| (range.start, range.end));
    spans.dedup_by(|next, range| next.start < range.end);
    spans
}

/// Blanks or lines before a unit where a number is missing (公开信息    条), with the unit.
fn blanks(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_gap).map(|at| from + at) {
        let rest = text[start..].trim_start_matches(is_gap);
        let end = text.len() - rest.len();
        from = end;
        let gap = &text[start..end];
        let unit = rest.chars().next().filter(|c| UNITS.contains(c));
        let behind = rest.chars().nth(1);
        let wide = gap.chars().count() > 1 || gap.contains(['\u{3000}', '_']);
        let missing = wide
            && unit.is_some()
            && behind.is_none_or(|c| BEHIND_UNIT.contains(c))
            && text[..start]
                .chars()
                .next_back()
                .is_some_and(|c| is_han(c) && !NUMERALS.contains(c))
            && !passage.fields.iter().any(|(field, _)| start <= field.start && field.end <= end);
        if missing {
            found.push(start..end + unit.map_or(0, char::len_utf8));
        }
    }
    found
}

/// Characters at the end of a number.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两余多几干";

/// Whether a character can stand where a number is missing.
const fn is_gap(c: char) -> bool {
    is_space(c) || c == '_'
}

/// A run of × that starts at `at` and is a placeholder for a number, a year or a name.
fn placeholder_run(text: &str, at: usize, sign: char) -> Option<Range<usize>> {
    let before = &text[..at];
    let in_word = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || "._-/@*".contains(c) || c == sign)
    };
    // If the same sign precedes this one, the run has already been counted.
    if in_word(before.chars().next_back()) {
        return None;
    }
    let run = text[at..].chars().take_while(|c| *c == sign).count();
    let behind = &text[at + run * sign.len_utf8()..];
    let stands = if run == 1 {
        // A single × is a multiplication sign: 页数×件数.
        sign != '×' && behind.starts_with(BEHIND_ONE)
    } else {
        let person = starts_with_any(behind, &TITLES) || before.ends_with(|c| SURNAMES.contains(c));
        (starts_with_any(behind, &BEHIND) || ends_with_any(before, &BEFORE)) && !person
    };
    let is_named = || is_inside(text, at, '“', '”') || is_inside(text, at, '《', '》');
    (stands && !in_word(behind.chars().next()) && !is_named())
        .then(|| at..at + run * sign.len_utf8())
}

/// 待补 as a placeholder of its own, between brackets or punctuation. 有待补齐 is an ordinary phrase.
fn to_be_added(text: &str, at: usize) -> Option<Range<usize>> {
    const WORDS: [&str; 5] = ["待补充", "待补", "待填写", "待填", "待定"];
    const SIGNS: &str = "（）【】()[]：，。；、:";
    let word = WORDS.into_iter().find(|word| text[at..].starts_with(word))?;
    let bare = |c: Option<char>| c.is_none_or(|c| SIGNS.contains(c));
    let stands =
        bare(text[..at].chars().next_back()) && bare(text[at + word.len()..].chars().next());
    stands.then(|| at..at + word.len())
}

/// …… in place of the content of a paragraph, an item or a list.
fn trailing_off(text: &str, at: usize) -> Option<Range<usize>> {
    const ITEMS: [&str; 8] = ["一是", "二是", "三是", "四是", "五是", "六是", "：", "）"];
    let before = &text[..at];
    if before.ends_with('…') {
        return None;
    }
    let end = at + text[at..].find(|c| c != '…').unwrap_or(text.len() - at);
    let behind = &text[end..];
    let over = behind.is_empty() || behind.starts_with(['。', '；']);
    let starts = before.is_empty() || ends_with_any(before, &ITEMS) && !has_any(before, &["“"]);
    (starts && over).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cpu_time::ThreadTime;
    use std::time::Duration;

    #[test]
    fn long_runs_are_counted_once() {
        let start = ThreadTime::now();
        for (piece, found) in [("x", 0), ("…", 1), ("待", 0)] {
            let passage = Passage {
                spot: Spot::Preface,
                paragraph: 0,
                heading: false,
                text: piece.repeat(300_000),
                fields: Vec::new(),
            };
            assert_eq!(placeholders(&CompactLine::of(&passage)).len(), found, "{piece}");
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    }
}
