//! Rules on how the text is built: the parts that the opening announces, headings, and whether part
//! one states whose work it describes and gives numbers.

use super::contents::lacks;
use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::report::{Part, Spot};
use crate::text::{compact, ends_with_any, has_any, quoted, starts_with_any};

/// The opening must list the six parts that it announces.
pub(super) static PARTS_LISTED: Rule = Rule {
    id: "parts-listed",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》",
    title: "开头段列出六个部分",
    what: "开头段说报告由几个部分组成的，写六个部分，列出的也是六个。",
    why: "报告规定有六个部分，开头说的和后面写的要对得上。",
    todo: "改正部分的个数，补上漏列的部分。",
    needs_last_year: false,
    check: Check::text(parts_listed),
};

/// Words by which a list mentions each part.
const PART_WORDS: [&[&str]; 6] = [
    &["总体情况", "概述", "总体"],
    &["主动公开"],
    &["申请"],
    &["复议", "诉讼"],
    &["问题", "改进"],
    &["其他", "需要报告", "需要说明"],
];

fn parts_listed(input: &TextInput<'_>) -> Vec<Remark> {
    /// A text that mentions fewer parts does not list them.
    const FEWEST: usize = 3;
    let preface = || input.lines.iter().filter(|line| line.passage.spot == Spot::Preface);
    let text: String = preface().map(|line| line.text.as_str()).collect();
    let missing: Vec<&str> = PART_WORDS
        .iter()
        .zip(input.report.edition().headings)
        .filter(|(words, _)| !has_any(&text, words))
        .map(|(_, heading)| heading.split_once('、').map_or(heading, |(_, name)| name))
        .collect();
    // 一部分 and 两部分 are ordinary words, and 第六部分 is the name of a part.
    let announced = preface().find_map(|line| {
        line.text.match_indices("部分").find_map(|(at, word)| {
            let before = line.text[..at].trim_end_matches(['个', '大']);
            let (from, numeral) = before.char_indices().next_back()?;
            let count = "四五六七八九".chars().chain('4'..='9').position(|c| c == numeral)? % 6 + 4;
            let named = before[..from].ends_with('第');
            (!named).then(|| (line, from..at + word.len(), count))
        })
    });
    let Some((line, range, count)) = announced else { return Vec::new() };
    let all = Part::ALL.len();
    if missing.len() > all - FEWEST || missing.is_empty() && count == all {
        return Vec::new();
    }
    let parts = |count: usize| format!("{count}个部分");
    let sides = vec![
        Operand::new("写的是", parts(count)),
        Operand::new("列出的是", parts(all - missing.len())),
    ];
    let difference = (!missing.is_empty()).then(|| format!("没有列出{}", missing.join("、")));
    let title = "开头段列出的部分和规定的六个部分不同".to_owned();
    vec![line.remark(range, Wording { title, sides, difference })]
}

/// A heading in part one must have text under it.
pub(super) static EMPTY_HEADING: Rule = Rule {
    id: "empty-heading",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》第一部分",
    title: "小标题下有内容",
    what: "第一部分的小标题下面写了内容。",
    why: "只有标题没有内容，多半是漏写了一段。",
    todo: "补写内容，或者删去小标题。",
    needs_last_year: false,
    check: Check::text(empty_headings),
};

fn empty_headings(input: &TextInput<'_>) -> Vec<Remark> {
    // Other headings may be an item of a list, or state a fact themselves.
    const ENDS: [&str; 5] = ["情况", "管理", "建设", "保障", "公开"];
    const STATES: [&str; 4] = ["未", "无", "没有", "零"];
    let is_numbered = |line: &CompactLine<'_>| line.text.starts_with(['（', '(']);
    let lines: Vec<&CompactLine<'_>> =
        input.lines.iter().filter(|line| line.section() == Some(Part::Overview)).collect();
    let empty = lines.iter().enumerate().filter(|(index, line)| {
        let is_title = line.passage.heading
            && ends_with_any(&line.text, &ENDS)
            && !has_any(&line.text, &STATES)
            && !line.text.contains(|c: char| c.is_ascii_digit());
        // A heading of a lower level is content.
        let is_next = |next: &&CompactLine<'_>| {
            next.passage.heading && is_numbered(next) == is_numbered(line)
        };
        is_title && lines.get(index + 1).is_none_or(is_next)
    });
    empty
        .map(|(_, line)| {
            let title = format!("小标题{}下面没有内容", quoted(&line.text));
            line.remark(0..line.text.len(), Wording::title(title))
        })
        .collect()
}

/// Part one should name the agency and give numbers.
pub(super) static OVERVIEW_FACTS: Rule = Rule {
    id: "overview-facts",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》第一部分",
    title: "总体情况的单位和数字",
    what: "第一部分看得出写的是哪个单位，写了具体的数字。",
    why: "多地要求写明公开信息、政策解读等的数量；没有单位和数字，说不清全年的情况。",
    todo: "补上单位的名称和今年的数字；确实没有的，不用改。",
    needs_last_year: false,
    check: Check::text(bare_overview),
};

fn bare_overview(input: &TextInput<'_>) -> Vec<Remark> {
    // Words by which an agency speaks of itself or of its place.
    const PLACES: [&str; 18] = [
        "我",
        "本单位",
        "本机关",
        "本级",
        "街道",
        "镇",
        "乡",
        "苏木",
        "县",
        "市",
        "区",
        "旗",
        "州",
        "盟",
        "省",
        "局",
        "厅",
        "委",
    ];
    const ZERO: [&str; 4] = ["未收到", "没有收到", "未发生", "零"];
    /// The least length in characters. A few sentences need not say whose they are.
    const SHORTEST: usize = 100;
    let text = input.text_of(Part::Overview);
    if text.chars().nth(SHORTEST - 1).is_none() {
        return Vec::new();
    }
    let name = compact(&input.report.agency.name);
    let named = has_any(&text, &PLACES) || !name.is_empty() && text.contains(&name);
    let numbers = has_any(&text, &ZERO) || has_number(&text);
    let missing: Vec<&str> = [("本单位的名称", named), ("数字", numbers)]
        .into_iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| name)
        .collect();
    lacks(Part::Overview, "第一部分没有写到", &missing)
}

/// Whether a text has a number other than one of a year, a day, a document or an article.
fn has_number(text: &str) -> bool {
    const BEHIND: [&str; 7] = ["年", "月", "日", "号", "〕", "]", "）"];
    const UNITS: [&str; 11] = ["条", "件", "次", "个", "期", "场", "篇", "份", "项", "余", "成"];
    let is_digit = |c: char| c.is_ascii_digit();
    let is_numeral = |c: char| "一二两三四五六七八九十百千万".contains(c);
    text.char_indices().any(|(at, c)| {
        let (before, rest) = (&text[..at], &text[at..]);
        if before.ends_with(['第', '〔', '[', '“']) {
            return false;
        }
        is_digit(c)
            && !before.ends_with(is_digit)
            && !starts_with_any(rest.trim_start_matches(is_digit), &BEHIND)
            || is_numeral(c)
                && !before.ends_with(is_numeral)
                && starts_with_any(rest.trim_start_matches(is_numeral), &UNITS)
    })
}
