//! Rules on the form of the whole report: title, headings, the day of 落款, and remains of a
//! template.

use super::period::read_date;
use crate::check::compact_line::CompactLine;
use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Observed, Remark, Rule, Severity, TextInput, TextRange};
use crate::edition::AgencyLevel;
use crate::report::{Date, Part, REPORT_NAME, Report, Spot};
use crate::sort;
use crate::text::{
    PART_NUMERALS, compact, ends_with_any, has_any, is_inside, quoted, sentence_at, starts_with_any,
};
use std::ops::Range;

/// A title that was set by hand must contain agency, year and name.
pub(super) static TITLE_FORM: Rule = Rule {
    id: "title-form",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》",
    title: "标题的写法",
    what: "标题由单位全称、年份和“政府信息公开工作年度报告”组成。",
    why: "公众和上级按标题里的单位、年份查找报告。",
    todo: "照规定的写法改正，或者清空标题，由单位全称和年份生成。",
    needs_last_year: false,
    check: Check::text(title_form),
};

fn title_form(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let Some(title) = report.title.as_deref().map(compact).filter(|title| !title.is_empty()) else {
        return Vec::new();
    };
    let agency = compact(&report.agency.name);
    let ending = format!("{}年{REPORT_NAME}", report.year);
    let fits =
        title.strip_suffix(&ending).is_some_and(|before| agency.is_empty() || before == agency);
    if fits {
        return Vec::new();
    }
    let agency = if agency.is_empty() { "单位全称".to_owned() } else { agency };
    let sides = vec![
        Operand::new("写的是", quoted(&title)),
        Operand::new("规定的写法是", quoted(&format!("{agency}{ending}"))),
    ];
    let wording =
        Wording { title: "标题的写法和规定不同".to_owned(), sides, difference: None };
    let mut remark = Remark::missing(None, &title, wording);
    remark.text_range =
        input.lines.iter().find(|line| line.passage.spot == Spot::Title).map(|line| TextRange {
            spot: Spot::Title,
            paragraph: line.passage.paragraph,
            span: 0..line.passage.text.len(),
        });
    vec![remark]
}

/// The six headings must be the official ones.
pub(super) static HEADINGS: Rule = Rule {
    id: "headings",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》",
    title: "六个标题",
    what: "六个部分的标题用规定的文字，依次排列。",
    why: "标题是统一规定的，公众和上级按标题查找、汇总各部分。",
    todo: "改成规定的文字。",
    needs_last_year: false,
    check: Check::text(headings),
};

fn headings(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let wrong =
        Part::ALL.into_iter().zip(report.edition().headings).filter_map(|(part, official)| {
            let found = report.headings.get(&part)?;
            (compact(found) != compact(official)).then_some((part, official, found))
        });
    wrong
        .map(|(part, official, found)| {
            let found_heading =
                if found.trim().is_empty() { "（空）".to_owned() } else { quoted(found) };
            let wording = Wording {
                title: format!("第{}部分的标题和规定不同", PART_NUMERALS[part as usize]),
                sides: vec![
                    Operand::new("写的是", found_heading),
                    Operand::new("规定是", quoted(official)),
                ],
                difference: None,
            };
            let line = input.lines.iter().find(|line| line.passage.spot == Spot::Heading(part));
            match line {
                Some(line) => {
                    let edits = vec![line.edit(0..line.text.len(), official)];
                    Remark::on(line.passage, 0..line.passage.text.len(), wording).repaired_by(edits)
                }
                None => Remark::missing(Some(part), found, wording),
            }
        })
        .collect()
}

/// The day of 落款 must not be after the deadline.
pub(super) static DEADLINE: Rule = Rule {
    id: "deadline",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第四十九条",
    title: "公布期限",
    what: "县级以上地方人民政府的报告在次年3月31日前公布，政府部门和其他单位的在次年1月31日前公布；落款日期晚于期限的，请看一眼。",
    why: "逾期公布可能被追究责任；乡镇、街道等的期限以当地规定为准。",
    todo: "核对落款日期；日期属实的，尽快公布。",
    needs_last_year: false,
    check: Check::Words { find: deadline, reads: Some(day_signed) },
};

/// The data that [`DEADLINE`] examines: the day of 落款 only.
fn day_signed(report: &Report) -> Observed {
    let day = report.signature.as_ref().and_then(|signature| read_date(&signature.date));
    let text =
        day.map_or_else(|| "没有落款日期".to_owned(), |day| format!("落款日期 {}", day.chinese()));
    Observed { text, judged: day.is_some() }
}

fn deadline(input: &TextInput<'_>) -> Vec<Remark> {
    let report = input.report;
    let (month, day) = report.agency.level.deadline();
    let last = Date { year: report.year.saturating_add(1), month, day };
    let signed = input.lines.iter().filter(|line| line.passage.spot == Spot::Signature);
    let statutory = matches!(
        report.agency.level,
        AgencyLevel::Province
            | AgencyLevel::Prefecture
            | AgencyLevel::County
            | AgencyLevel::StateDepartment
            | AgencyLevel::ProvinceDepartment
            | AgencyLevel::PrefectureDepartment
            | AgencyLevel::CountyDepartment
    );
    let limit = if statutory { "法定的公布期限" } else { "通常的公布期限" };
    // Only one missed deadline is reported: that of the law, or else the first one of rule packs.
    let local = input.packs.deadlines(report.agency.level).into_iter().map(|local| {
        let (month, day) = local.day;
        (format!("规则包的期限（{}）", local.what), Date { month, day, ..last })
    });
    let limits: Vec<(String, Date)> =
        std::iter::once((limit.to_owned(), last)).chain(local).collect();
    signed
        .filter_map(|line| {
            let date = read_date(&line.text)?;
            let (limit, day) = limits.iter().find(|(_, last)| date > *last)?;
            let sides = vec![
                Operand::new("落款", date.chinese()),
                Operand::new(limit.clone(), day.chinese()),
            ];
            Some(line.remark(
                0..line.text.len(),
                Wording { title: format!("落款日期晚于{limit}"), sides, difference: None },
            ))
        })
        .collect()
}

/// The postcode of the office must have six digits.
pub(super) static POSTCODE: Rule = Rule {
    id: "postcode",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第十二条",
    title: "邮编是六位",
    what: "写在“邮编”后面的是六位数字。",
    why: "邮编多一位、少一位，公众寄来的申请到不了。",
    todo: "核对邮编。",
    needs_last_year: false,
    check: Check::text(postcodes),
};

fn postcodes(input: &TextInput<'_>) -> Vec<Remark> {
    const DIGITS: usize = 6;
    let mut remarks = Vec::new();
    for line in input.lines {
        let named = ["邮编", "邮政编码"]
            .into_iter()
            .flat_map(|name| line.text.match_indices(name).map(|(at, name)| at + name.len()));
        for behind in named {
            let code = line.text[behind..].trim_start_matches(['：', ':', '为', '是']);
            let from = line.text.len() - code.len();
            let len = code.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let code = &code[..len];
            if len > 0 && (len != DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit())) {
                let title = format!("{}的邮编{}不是六位数字", line.part_name(), quoted(code));
                remarks.push(line.remark(from..from + len, Wording::title(title)));
            }
        }
    }
    remarks
}

/// No placeholder of a template must be left in the text.
pub(super) static PLACEHOLDER: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有留下待填的内容",
    what: "文字里没有模板的提示语、空括号、代替数字和名称的“××”、“待补”和省略号。",
    why: "这些是模板留给填写人的，公布出去就是没有写完。",
    todo: "填上内容，或者删掉。",
    needs_last_year: false,
    check: Check::text(placeholder),
};

/// Brackets that must not be empty.
const EMPTY: [&str; 7] = ["（）", "【】", "()", "[]", "〔〕", "《》", "［］"];
/// Instructions of templates.
const INSTRUCTIONS: [&str; 6] = [
    "（该部分以表格形式报告",
    "(该部分以表格形式报告",
    "（此部分以表格形式报告",
    "(此部分以表格形式报告",
    "（文字描述",
    "(文字描述",
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
const BEHIND_ONE: [char; 6] = ['年', '月', '日', '件', '条', '份'];
/// Words behind a name that is hidden on purpose (××局长), or surnames before it (王××).
const TITLES: [&str; 7] = ["局长", "区长", "市长", "省长", "镇长", "县长", "乡长"];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓沈彭吕马";

fn placeholder(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines.iter().filter(|line| line.passage.spot != Spot::Signature) {
        for range in placeholders(line) {
            let quote = &line.passage.text[line.span(range.clone())];
            let wording =
                Wording::title(format!("{}留有待填的内容{}", line.part_name(), quoted(quote)));
            remarks.push(line.remark(range, wording));
        }
    }
    remarks
}

/// The placeholders of a line, in order.
fn placeholders(line: &CompactLine<'_>) -> Vec<Range<usize>> {
    let text = line.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            // The whole sentence belongs to the template.
            '（' | '(' if starts_with_any(rest, &INSTRUCTIONS) => {
                found.push(sentence_at(text, at));
            }
            '（' | '【' | '(' | '[' | '〔' | '《' | '［' => {
                let empty = EMPTY
                    .iter()
                    .find(|empty| rest.starts_with(**empty))
                    .map(|empty| at..at + empty.len());
                // A live field prints nothing while its cell is blank. The cell is then unfinished,
                // and nothing was forgotten in the text.
                found.extend(empty.filter(|range| !line.holds_field(range.clone())));
            }
            'X' | 'x' | '×' | 'Ｘ' | 'ｘ' => found.extend(placeholder_run(text, at, c)),
            '待' => found.extend(to_be_added(text, at)),
            '…' => found.extend(trailing_off(text, at)),
            _ => {}
        }
    }
    sort::sort_by_key(&mut found, |range| (range.start, range.end));
    found.dedup_by(|next, range| next.start < range.end);
    found
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
    use crate::report::Passage;
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
