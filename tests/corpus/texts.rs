//! The words of published reports, from the shared collection: opening paragraphs and the parts without a table.
//!
//! The files are texts of PDFs: lines are cut where the page was full, and a paragraph starts with an indent or behind an empty line.

use nianbao::report::{Part, Prose, Report, Text};
use std::fs;
use std::path::Path;

/// Numbers before the headings of the parts.
const NUMERALS: [&str; 6] = ["一、", "二、", "三、", "四、", "五、", "六、"];

/// Puts the words of a file into a report. Says so and gives `false` where the file is not at hand.
pub fn put(report: &mut Report, path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return false;
    };
    let official = |line: &str| Part::ALL.into_iter().zip(NUMERALS).find(|(part, number)| is_heading(report, line, *part, number)).map(|(part, _)| part);
    let mut parts: Vec<(Option<Part>, Vec<String>)> = vec![(None, Vec::new())];
    let mut joins = false;
    for line in text.lines().skip_while(|line| !line.contains("年度报告")).skip(1) {
        let words: String = line.trim().replace("**", "");
        if words.is_empty() || words.trim_matches('-').parse::<u32>().is_ok() {
            joins &= !words.is_empty();
            continue;
        }
        if let Some(part) = official(&words) {
            parts.push((Some(part), Vec::new()));
            continue;
        }
        let paragraphs = &mut parts.last_mut().expect("the opening").1;
        let unended = paragraphs.last().is_some_and(|last| !last.ends_with(['。', '：', '；']) && !Prose::looks_like_heading(last));
        match paragraphs.last_mut() {
            Some(last) if unended && (joins || !line.starts_with("  ")) => last.push_str(&words),
            _ => paragraphs.push(words),
        }
        joins = true;
    }
    for (part, paragraphs) in parts {
        match part {
            None => report.preface.text = paragraphs.join("\n"),
            Some(part) if part.table().is_none() => {
                let texts = paragraphs.iter().map(|words| Text::plain(words, Prose::looks_like_heading(words))).collect();
                report.sections.insert(part, Prose { texts }.markdown());
            }
            Some(_) => {}
        }
    }
    true
}

/// Whether a line is the heading of a part, as the form words it.
fn is_heading(report: &Report, line: &str, part: Part, number: &str) -> bool {
    line.starts_with(number) && line == report.edition().headings[part as usize]
}
