//! The headings of the six parts, as official notices print them and as agencies vary them.

use crate::edition::editions;
use crate::report::Part;
use crate::source::{ParagraphKind, SourceBlock, SourceParagraph};
use crate::text::PART_NUMERALS;

/// A heading that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundHeading {
    /// The part that it opens.
    pub part: Part,
    /// The index of its block, from 0.
    pub at: usize,
    /// Its text.
    pub text: String,
}

/// Words that the heading of each part contains in every known variant. The first match counts, so
/// specific words come first.
const WORDS: [(Part, &[&str]); 6] = [
    (Part::Disputes, &["行政复议", "行政诉讼"]),
    (Part::Problems, &["问题", "改进情况"]),
    (Part::Requests, &["申请"]),
    (Part::Disclosure, &["主动公开"]),
    (Part::Other, &["其他需要报告", "需要报告的其他", "其他事项"]),
    (Part::Overview, &["总体情况", "概述"]),
];

/// Complete headings without a number, because some pages leave the number out.
const NAMES: [(Part, &[&str]); 6] = [
    (Part::Overview, &["总体情况"]),
    (
        Part::Disclosure,
        &["主动公开政府信息情况", "主动公开信息情况", "行政机关主动公开政府信息情况"],
    ),
    (Part::Requests, &["收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请情况"]),
    (
        Part::Disputes,
        &[
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "政府信息公开行政复议行政诉讼情况",
        ],
    ),
    (
        Part::Problems,
        &[
            "存在的主要问题及改进情况",
            "存在问题及改进情况",
            "存在的主要问题和改进情况",
            "政府信息公开工作存在的主要问题及改进情况",
        ],
    ),
    (Part::Other, &["其他需要报告的事项"]),
];

/// Finds the headings, in the order of the parts. In a file that this program made (`ours`), the
/// six headings of the highest level are those of the six parts, whatever their text is.
pub fn find(blocks: &[&SourceBlock], ours: bool) -> Vec<FoundHeading> {
    let paragraph = |at: usize| {
        if let SourceBlock::Paragraph(paragraph) = blocks[at] { Some(paragraph) } else { None }
    };
    let first_level: Vec<(usize, &SourceParagraph)> = (0..blocks.len())
        .filter_map(|at| paragraph(at).map(|p| (at, p)))
        .filter(|(_, p)| is_highest(p, ours))
        .collect();
    if ours && first_level.len() == Part::ALL.len() {
        let headings = first_level.iter().zip(Part::ALL).map(|((at, p), part)| FoundHeading {
            part,
            at: *at,
            text: p.text(),
        });
        return headings.collect();
    }
    // If the file has heading levels, a paragraph that only looks like a heading is not one.
    let leveled = ours
        || first_level.iter().filter(|(_, p)| part_of(&p.text()).is_some()).count()
            > Part::ALL.len() / 2;
    let candidates: Vec<FoundHeading> = (0..blocks.len())
        .filter_map(|at| {
            let candidate = paragraph(at).filter(|p| !leveled || is_highest(p, ours))?;
            let text = candidate.text();
            Some(FoundHeading { part: part_of(&text)?, at, text })
        })
        .take(MOST_CANDIDATES)
        .collect();
    best_run(candidates, blocks.len())
}

/// How many lines that look like headings are compared.
const MOST_CANDIDATES: usize = 120;

/// The run of headings in the order of the parts that has the most of them, and of these the one
/// with the most content behind its headings: the lines of a table of contents and the links at the
/// top of a page have none.
fn best_run(candidates: Vec<FoundHeading>, end: usize) -> Vec<FoundHeading> {
    const ENOUGH: usize = 4;
    let content = |index: usize| {
        let next = candidates.get(index + 1).map_or(end, |next| next.at);
        (next - candidates[index].at - 1).min(ENOUGH)
    };
    // For each heading, the best run that ends with it: its headings and content, and the one before.
    let mut runs: Vec<((usize, usize), Option<usize>)> = Vec::new();
    for (index, heading) in candidates.iter().enumerate() {
        let before = (0..index)
            .filter(|before| candidates[*before].part < heading.part)
            .max_by_key(|before| (runs[*before].0, std::cmp::Reverse(*before)));
        let (count, amount) = before.map_or((0, 0), |before| runs[before].0);
        runs.push(((count + 1, amount + content(index)), before));
    }
    let last = (0..runs.len()).max_by_key(|index| (runs[*index].0, std::cmp::Reverse(*index)));
    let chosen: Vec<usize> =
        std::iter::successors(last, |index| runs[*index].1).collect::<Vec<_>>();
    let mut candidates: Vec<Option<FoundHeading>> = candidates.into_iter().map(Some).collect();
    chosen.into_iter().rev().filter_map(|index| candidates[index].take()).collect()
}

/// Whether a paragraph has the level of the six headings. Some other programs give the title and
/// the headings the same level.
fn is_highest(paragraph: &SourceParagraph, ours: bool) -> bool {
    paragraph.kind == ParagraphKind::Heading(1) || !ours && paragraph.kind == ParagraphKind::Title
}

/// The part whose heading the line is: a heading of an edition with or without its number, or a
/// line that has the words of such a heading.
pub fn part_of(text: &str) -> Option<Part> {
    const LONGEST: usize = 40;
    let text: String = text.chars().filter(|c| !crate::number::is_space(*c)).collect();
    if text.chars().count() > LONGEST || text.ends_with(['。', '；', '：', '，']) {
        return None;
    }
    let official = |part: &Part| {
        editions().iter().any(|edition| {
            let heading = part.heading_in(edition);
            text == heading || heading.split_once('、').is_some_and(|(_, name)| name == text)
        })
    };
    if let Some(part) = Part::ALL.into_iter().find(official) {
        return Some(part);
    }
    let numbered = text.chars().next().and_then(|c| PART_NUMERALS.iter().position(|n| *n == c));
    let name = text
        .split_once(['、', '.', '．'])
        .filter(|(number, _)| number.chars().count() == 1)
        .map(|(_, name)| name);
    match (numbered, name) {
        (Some(number), Some(name)) => {
            let by_words = WORDS
                .iter()
                .find(|(_, words)| words.iter().any(|word| name.contains(word)))
                .map(|(part, _)| *part);
            // Number and words must agree: a list item 三、存在问题 in a text is not the heading of the
            // third part.
            by_words.filter(|part| *part == Part::ALL[number])
        }
        _ => NAMES.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(part, _)| *part),
    }
}

/// The heading at the start of a paragraph and the text behind it, if the paragraph goes on:
/// 一、总体情况。2024年，….
pub fn run_in(text: &str) -> Option<(&str, &str)> {
    let ends = |c: char| "。：: \u{3000}".contains(c);
    let (end, mark) = text.char_indices().find(|(_, c)| ends(*c))?;
    let heading = &text[..end];
    let behind = text[end + mark.len_utf8()..].trim_start();
    let is_official = editions()
        .iter()
        .any(|edition| Part::ALL.into_iter().any(|part| part.heading_in(edition) == heading));
    let is_heading = is_official || heading.contains('、') && part_of(heading).is_some();
    (is_heading && !behind.is_empty()).then_some((heading, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_contents_is_passed_over() {
        let line = |text: &str| {
            let runs = vec![crate::document::Run::plain(text)];
            SourceBlock::Paragraph(SourceParagraph { kind: ParagraphKind::Text, lines: vec![runs] })
        };
        let latest = crate::edition::latest();
        let contents = Part::ALL.map(|part| line(&format!("{}……1", part.heading_in(latest))));
        let body = Part::ALL.map(|part| [line(part.heading_in(latest)), line("文字。")]);
        let blocks: Vec<SourceBlock> =
            contents.into_iter().chain(body.into_iter().flatten()).collect();
        let blocks: Vec<&SourceBlock> = blocks.iter().collect();
        let found: Vec<usize> = find(&blocks, false).iter().map(|heading| heading.at).collect();
        assert_eq!(found, [6, 8, 10, 12, 14, 16]);
    }

    #[test]
    fn headings_may_run_into_their_text() {
        assert_eq!(
            run_in("一、总体情况。2024年，我镇公开信息12条。"),
            Some(("一、总体情况", "2024年，我镇公开信息12条。"))
        );
        assert_eq!(run_in("一、总体情况"), None);
        assert_eq!(run_in("一、加强领导。成立专班。"), None);
    }

    #[test]
    fn official_headings_and_their_variants() {
        for (text, part) in [
            ("一、总体情况", Some(Part::Overview)),
            ("二、主动公开信息情况", Some(Part::Disclosure)),
            ("二、 行政机关主动公开政府信息情况", Some(Part::Disclosure)),
            ("三、行政机关收到和处理政府信息公开申请情况", Some(Part::Requests)),
            ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", Some(Part::Disputes)),
            ("五、存在问题及改进情况", Some(Part::Problems)),
            ("五、政府信息公开工作存在的主要问题及改进情况", Some(Part::Problems)),
            ("六、其他需要报告的事项", Some(Part::Other)),
            ("总体情况", Some(Part::Overview)),
            ("三、本年度办理结果", None),
            ("一、本年新收政府信息公开申请数量", None),
            ("二、主动公开政府信息情况。", None),
            ("（二）主动公开政府信息情况", None),
        ] {
            assert_eq!(part_of(text), part, "{text}");
        }
        for edition in editions() {
            for part in Part::ALL {
                assert_eq!(part_of(part.heading_in(edition)), Some(part));
            }
        }
    }
}
