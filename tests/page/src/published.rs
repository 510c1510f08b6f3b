//! The reports that tests type in: those of the corpus, and published ones where a folder of them
//! is beside the repository.

use crate::draft::Draft;
use crate::{places, skipped};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The drafts to type in: published reports where they are available (else those of the corpus),
/// and the two of the corpus in which every cell has a value of its own and is typed. A draft that
/// has live fields in its texts and calculates its totals is left out: live fields cannot be typed,
/// and are filled in from typed cells only.
pub fn drafts() -> Vec<Draft> {
    let mut all = published();
    let alone = all.is_empty();
    // Reports with twenty pages of text are used for printing, not for typing.
    let typable = |draft: &Draft| {
        draft.name != "long"
            && (draft.as_issued() || !draft.json["sections"].to_string().contains("{{"))
    };
    all.extend(
        corpus()
            .into_iter()
            .filter(|draft| typable(draft) && (alone || draft.name.starts_with("distinct-20"))),
    );
    all
}

/// The drafts of the corpus, by name.
pub fn corpus() -> Vec<Draft> {
    let folder = places::repository().join("tests/corpus/drafts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    files.iter().map(|file| Draft::read(file)).collect()
}

/// Published reports, from the folder `NIANBAO_SHARED` or `shared` beside the repository. They are
/// not part of the repository, because they may not be redistributed.
pub fn published() -> Vec<Draft> {
    let folder = std::env::var_os("NIANBAO_SHARED")
        .map_or_else(|| places::repository().join("../shared"), PathBuf::from);
    if !folder.join("reports").is_dir() {
        skipped::tell(
            "published reports",
            "their folder is not beside the repository; the corpus stands in for them",
        );
        return Vec::new();
    }
    let mut all: Vec<Draft> =
        ["suqian-2024", "huaian-2024"].into_iter().map(|name| converted(&folder, name)).collect();
    let text = std::fs::read_to_string(folder.join("seed/yanzhoulu-2020.txt"));
    all.extend(text.ok().map(|text| with_prose(converted(&folder, "seed-yanzhoulu-2020"), &text)));
    all
}

fn converted(folder: &Path, name: &str) -> Draft {
    let out = Command::new("python3")
        .arg(folder.join("tools/to_draft.py"))
        .arg(folder.join("reports").join(format!("{name}.json")))
        .output()
        .unwrap_or_else(|e| panic!("python3 does not start: {e}"));
    assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    let json = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{name}: {e}"));
    Draft { name: name.to_owned(), json }
}

/// Puts the prose of a report's text between the figures of its draft.
fn with_prose(mut draft: Draft, text: &str) -> Draft {
    let parts = [
        ("一、", "overview"),
        ("二、", ""),
        ("三、", ""),
        ("四、", ""),
        ("五、", "problems"),
        ("六、", "other"),
    ];
    let mut sections = json!({ "overview": "", "problems": "", "other": "" });
    let (mut part, mut preface) = (None, String::new());
    for paragraph in paragraphs(text).into_iter().skip(1) {
        if let Some((_, name)) = parts.iter().find(|(mark, _)| paragraph.starts_with(mark)) {
            part = Some(*name);
            continue;
        }
        let target = match part {
            None => &mut preface,
            Some("") => continue,
            Some(name) => match &mut sections[name] {
                Value::String(text) => text,
                _ => continue,
            },
        };
        if !target.is_empty() {
            target.push_str("\n\n");
        }
        if is_heading(&paragraph) {
            target.push_str("### ");
        }
        target.push_str(&paragraph);
    }
    draft.json["sections"] = sections;
    draft.json["preface"] = json!({ "text": preface });
    draft
}

/// The paragraphs, joined again where a page ended in the middle of a sentence.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins = |line: &str| is_heading(line) || is_part(line);
        match all.last_mut() {
            Some(last)
                if !begins(last)
                    && !begins(line)
                    && !last.ends_with(['。', '！', '？', '：'])
                    && !last.contains("年度报告") =>
            {
                last.push_str(line);
            }
            _ => all.push(line.to_owned()),
        }
    }
    all
}

/// Whether the line is the heading of a part; 「区、站所」 is not.
fn is_part(line: &str) -> bool {
    let mut letters = line.chars();
    letters.next().is_some_and(|first| "一二三四五六".contains(first))
        && letters.next() == Some('、')
}

fn is_heading(line: &str) -> bool {
    line.starts_with('（') && line.chars().count() < 40 && !line.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_broken_by_a_page_is_one_again() {
        let text = "某街道 2020 年\n政府信息公开工作年度报告\n\n本报告如下。\n\n一、总体情况\n\n\
            （一）概述\n\n反馈给相关社\n\n区、站所，并予以公开。\n第二段。\n";
        let found = paragraphs(text);
        let end = [
            "本报告如下。",
            "一、总体情况",
            "（一）概述",
            "反馈给相关社区、站所，并予以公开。",
            "第二段。",
        ];
        assert_eq!(found[1..], end);
    }
}
