//! Rules on single words: terms with another meaning, and words typed twice.

use crate::check::wording::{Operand, Wording};
use crate::check::{Check, Editions, Remark, Rule, Severity, TextInput};
use crate::text::{sentence_at, starts_with_any};

/// Terms that are often used for 建议.
const MOTIONS: [&str; 2] = ["人大议案", "人大代表议案"];
const SUGGESTION: &str = "人大代表建议";

/// Terms must be the right ones.
pub(super) static TERM: Rule = Rule {
    id: "terms",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》",
    title: "用语准确",
    what: "行政机关承办的是人大代表建议，不写成人大议案；用了规则包的，包里列出的用语照它写。",
    why: "用语不准，读的人会当成另一件事。",
    todo: "改成准确的用语；确实应当这样写的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(terms),
};

fn terms(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines {
        let text = line.text.as_str();
        for (at, motion) in text.match_indices("议案") {
            let end = at + motion.len();
            let Some(written) = MOTIONS.into_iter().find(|written| text[..end].ends_with(written))
            else {
                continue;
            };
            // A sentence that contains both 人大议案 and 建议 distinguishes them on purpose.
            if !text[sentence_at(text, at)].contains("建议") {
                let title = format!("{}的“{written}”一般应当是“{SUGGESTION}”", line.part_name());
                let sides = vec![Operand::new(
                    "议案由人民代表大会审议，交给行政机关办理的一般是",
                    "代表建议".to_owned(),
                )];
                let range = end - written.len()..end;
                let edits = vec![line.edit(range.clone(), SUGGESTION)];
                let wording = Wording { title, sides, difference: None };
                remarks.push(line.remark(range, wording).repaired_by(edits));
            }
        }
        for entry in input.packs.terms() {
            for (at, wrong) in text.match_indices(entry.wrong.as_str()) {
                // The wrong term may be part of the right one, such as 条例 in 条例细则.
                let right = text
                    .match_indices(entry.right.as_str())
                    .any(|(start, right)| start <= at && at + wrong.len() <= start + right.len());
                if !right {
                    let title = format!(
                        "{}的“{wrong}”应当是“{}”（规则包的用语）",
                        line.part_name(),
                        entry.right
                    );
                    let range = at..at + wrong.len();
                    let edits = vec![line.edit(range.clone(), &entry.right)];
                    remarks.push(line.remark(range, Wording::title(title)).repaired_by(edits));
                }
            }
        }
    }
    remarks
}

/// Words of two characters that are never doubled on purpose, each with the characters that may
/// follow if the second occurrence belongs to the next word: 政府信息公开公开栏 is 公开 and 公开栏.
const NEVER_TWICE: [(&str, &[&str]); 29] = [
    (
        "公开",
        &[
            "栏", "专栏", "日", "目录", "指南", "平台", "年报", "条例", "透明", "公平", "公正",
            "、", "标准", "属性", "事项", "审查", "申请",
        ],
    ),
    (
        "工作",
        &[
            "日",
            "组",
            "人员",
            "领导小组",
            "机制",
            "制度",
            "要点",
            "方案",
            "台账",
            "经费",
            "专班",
            "考核",
            "会议",
        ],
    ),
    ("信息", &["化", "量", "员", "网", "处理费", "技术"]),
    ("申请", &["人", "表", "书", "公开", "渠道", "材料", "内容", "量", "件", "事项"]),
    ("情况", &[]),
    ("进行", &[]),
    ("以及", &[]),
    ("我们", &[]),
    ("群众", &[]),
    ("制度", &["化", "建设", "体系"]),
    ("部门", &[]),
    ("单位", &[]),
    ("加强", &[]),
    ("完善", &[]),
    ("提高", &[]),
    ("推进", &[]),
    ("落实", &[]),
    ("提升", &[]),
    ("健全", &[]),
    ("机制", &[]),
    ("政务", &[]),
    ("及时", &[]),
    ("相关", &[]),
    ("有关", &[]),
    ("内容", &[]),
    ("文件", &["夹", "柜"]),
    ("街道", &["办", "社区", "干部"]),
    ("主动", &[]),
    ("全面", &[]),
];

/// A word must not be typed twice. Words such as 研究研究, which are ordinary usage, are not in the
/// list.
pub(super) static DOUBLED_WORDS: Rule = Rule {
    id: "doubled-words",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条",
    title: "没有重复的词",
    what: "同一个词不连写两遍。",
    why: "连写两遍多半是打字、粘贴时重复了。",
    todo: "删去重复的一个；分属两个词语的，核对无误可以保留。",
    needs_last_year: false,
    check: Check::text(doubled_words),
};

fn doubled_words(input: &TextInput<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in input.lines {
        let text = line.text.as_str();
        // The last four characters with their positions.
        let mut last = [(0, ' '); 4];
        for (at, c) in text.char_indices() {
            last.rotate_left(1);
            last[3] = (at, c);
            if last[0].1 != last[2].1 || last[1].1 != c {
                continue;
            }
            let (start, end) = (last[0].0, at + c.len_utf8());
            let word = &text[start..last[2].0];
            let slip = NEVER_TWICE
                .iter()
                .any(|(never, behind)| *never == word && !starts_with_any(&text[end..], behind));
            if slip {
                let excerpt: String = text[start..].chars().take(8).collect();
                let wording = Wording {
                    title: format!("{}的“{word}”重复了一遍", line.part_name()),
                    sides: vec![Operand::new("原文", format!("“{excerpt}”"))],
                    difference: None,
                };
                let edits = vec![line.edit(last[2].0..end, "")];
                remarks.push(line.remark(start..end, wording).repaired_by(edits));
            }
        }
    }
    remarks
}
