//! The texts of published reports, from the shared collection: opening paragraphs and the parts
//! without a table.
//!
//! The files were extracted from PDFs, so lines are cut at the margin of the page. A line that does
//! not end a sentence is joined with the next.

use nianbao::report::{Paragraph, Part, Prose, Report};
use std::fs;
use std::path::Path;

/// Puts the text of a file into a report. Returns `false` where the file is not available, which is
/// reported as skipped.
pub fn put(report: &mut Report, path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else {
        crate::outside::tell(
            "figures and texts of published reports",
            &format!("no {}", path.display()),
        );
        return false;
    };
    let headings = report.edition().headings;
    let part_of = |line: &str| Part::ALL.into_iter().find(|part| line == headings[*part as usize]);
    let mut parts: Vec<(Option<Part>, Vec<String>)> = vec![(None, Vec::new())];
    for line in text.lines().skip_while(|line| !line.contains("年度报告")).skip(1) {
        let words: String = line.trim().replace("**", "");
        let page_number = words.trim_matches('-').parse::<u32>().is_ok();
        if words.is_empty() || page_number {
            continue;
        }
        if let Some(part) = part_of(&words) {
            parts.push((Some(part), Vec::new()));
            continue;
        }
        let paragraphs = &mut parts.last_mut().expect("the opening").1;
        let unended = paragraphs.last().is_some_and(|last| {
            !last.ends_with(['。', '：', '；']) && !Prose::looks_like_heading(last)
        });
        match paragraphs.last_mut() {
            Some(last) if unended => last.push_str(&words),
            _ => paragraphs.push(words),
        }
    }
    for (part, paragraphs) in parts {
        match part {
            None => report.preface.text = paragraphs.join("\n"),
            Some(part) if part.table().is_none() => {
                let texts = paragraphs
                    .iter()
                    .map(|words| Paragraph::plain(words, Prose::looks_like_heading(words)))
                    .collect();
                report.sections.insert(part, Prose { texts }.markdown());
            }
            Some(_) => {}
        }
    }
    true
}
