//! Rules on the form of the whole report: title, headings, the postcode.

use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput, TextRange};
use crate::report::{Part, REPORT_NAME, Spot};
use crate::text::{PART_NUMERALS, compact, quoted};

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
