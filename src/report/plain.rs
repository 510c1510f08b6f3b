//! Reads plain text that was copied from elsewhere as the text of a part.
//!
//! The input is lines, the output [`Prose`]. Each line is a paragraph. Where another program broke
//! the paragraphs into lines of one width, they are joined again, if that is certain. `**words**`
//! are bold; all other Markdown marks are taken literally.

use super::{Paragraph, Prose, ProseRun};
use crate::number;
use crate::text::is_list_numeral;

/// Characters that end a paragraph, because they end a sentence or announce a list.
const ENDS: [char; 12] = ['。', '！', '？', '；', '：', '…', '”', '’', '）', '.', ':', ';'];
/// The width of a Chinese character in half-width units.
const WIDE: usize = 2;

impl Prose {
    /// Reads plain text.
    pub fn of_plain(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let wrapped = is_wrapped(&lines);
        let mut paragraphs: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let trimmed = number::trim(line);
            match paragraphs.last_mut() {
                _ if trimmed.is_empty() => {}
                Some(before) if wrapped && at > 0 && continues(lines[at - 1], line) => {
                    join(before, trimmed);
                }
                _ => paragraphs.push(trimmed.to_owned()),
            }
        }
        Self { texts: paragraphs.iter().map(|text| paragraph(text)).collect() }
    }
}

/// Whether a paragraph or a line seems to continue in the next one: it does not end with a sign
/// that ends a paragraph, and the next does not start a new one.
pub fn continues(line: &str, next: &str) -> bool {
    let (trimmed, behind) = (number::trim(line), number::trim(next));
    let cut = trimmed.chars().next_back().is_some_and(|c| !ENDS.contains(&c));
    cut && !behind.is_empty() && !Prose::looks_like_heading(trimmed) && !begins_anew(next)
}

/// Whether a line is indented, or is an item of a list: 一、 （一） 1. ①.
fn begins_anew(line: &str) -> bool {
    let trimmed = number::trim(line);
    let indent = line.len() - line.trim_start().len();
    let behind = trimmed
        .trim_start_matches(['（', '('])
        .trim_start_matches(|c: char| c.is_ascii_digit() || is_list_numeral(c));
    let mut signs = behind.chars();
    let numbered = behind.len() < trimmed.len()
        && signs.next().is_some_and(|c| "、）)．.".contains(c))
        && !signs.next().is_some_and(|c| c.is_ascii_digit());
    indent > 1
        || numbered
        || Prose::looks_like_heading(trimmed)
        || trimmed.starts_with(|c| ('①'..='⑳').contains(&c) || "*-•·●".contains(c))
}

/// Whether all lines that continue in the next one are about as long as the longest line, and the
/// longest line is as long as that of a page and not of a list.
fn is_wrapped(lines: &[&str]) -> bool {
    const PAGE: usize = 20 * WIDE;
    // A line may be shorter where a mark that must not end or begin a line, or a word, was moved to
    // the next line.
    const SHORTER: usize = 2 * WIDE;
    let width =
        |line: &&str| line.chars().map(|c| if c.is_ascii() { 1 } else { WIDE }).sum::<usize>();
    let longest = lines.iter().map(width).max().unwrap_or(0);
    let mut broken = lines
        .windows(2)
        .filter(|pair| continues(pair[0], pair[1]))
        .map(|pair| width(&pair[0]))
        .peekable();
    longest >= PAGE && broken.peek().is_some() && broken.all(|width| width + SHORTER >= longest)
}

/// Appends the next line, with a space between two words of letters.
fn join(before: &mut String, next: &str) {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letter(before.chars().next_back()) && letter(next.chars().next()) {
        before.push(' ');
    }
    before.push_str(next);
}

/// A paragraph or a heading. Text between `**` is bold.
fn paragraph(text: &str) -> Paragraph {
    let pieces: Vec<&str> = text.split("**").collect();
    let bold = |index: usize| index % 2 == 1;
    let paired = pieces.len() > 1
        && bold(pieces.len() - 2)
        && pieces
            .iter()
            .skip(1)
            .step_by(2)
            .all(|piece| !piece.is_empty() && piece.trim() == *piece);
    if !paired {
        return Paragraph::plain(text, Prose::looks_like_heading(text));
    }
    let plain = pieces.concat();
    if Prose::looks_like_heading(&plain) {
        return Paragraph::plain(&plain, true);
    }
    let runs = pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty());
    Paragraph {
        heading: false,
        runs: runs
            .map(|(index, piece)| ProseRun::Words { text: (*piece).to_owned(), bold: bold(index) })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let run_text = |run: &ProseRun| match run {
            ProseRun::Words { text, bold: true } => format!("<{text}>"),
            ProseRun::Words { text, bold: false } => text.clone(),
            ProseRun::Field(_) => String::new(),
        };
        Prose::of_plain(text)
            .texts
            .iter()
            .map(|text| {
                format!(
                    "{}{}",
                    if text.heading { "#" } else { "" },
                    text.runs.iter().map(run_text).collect::<String>()
                )
            })
            .collect()
    }

    #[test]
    fn lines_of_one_width_are_put_together() {
        let wrapped = "\u{3000}\u{3000}本年度，我镇坚持以公开为常态、不公开为例外，组织相关社\n\
            区、站所开展培训3次，编制公开指南，答复申请12件，及时率\n100%。\n\
            （二）依申请公开情况\n\
            \u{3000}\u{3000}一是健全制度。二是严格审查，全年没有因为公开信息不当引\n起的投诉。";
        assert_eq!(
            lines(wrapped),
            [
                "本年度，我镇坚持以公开为常态、不公开为例外，组织相关社区、站所开展培训3次，编制公开指南，答复申请12件，及时率100%。",
                "#（二）依申请公开情况",
                "一是健全制度。二是严格审查，全年没有因为公开信息不当引起的投诉。"
            ]
        );
        assert_eq!(
            lines("The office of the people's government of a town\nanswers"),
            ["The office of the people's government of a town answers"]
        );
    }

    #[test]
    fn lines_that_may_be_paragraphs_stay_apart() {
        for text in [
            // These are short lines, a line that is shorter than another, a list, and a blank line
            // in between.
            "加强主动公开\n做好依申请公开",
            "示例县甲镇人民政府政府信息公开工作\n本年度，我镇坚持以公开为常态、不公开为例外，组织相关社区、站所开展培训3次。",
            "本年度，我镇坚持以公开为常态、不公开为例外，组织相\n1.开展培训3次",
            "本年度，我镇坚持以公开为常态、不公开为例外，组织相\n\n关社区",
        ] {
            assert_eq!(lines(text).len(), 2, "{text}");
        }
    }

    #[test]
    fn text_between_asterisks_is_bold() {
        assert_eq!(
            lines("**一是**健全制度。**二是**严格审查。"),
            ["<一是>健全制度。<二是>严格审查。"]
        );
        assert_eq!(lines("**（一）主动公开**"), ["#（一）主动公开"]);
        for plain in ["2**3", "甲 ** 乙 ** 丙", "****", "**甲", "{{requests.new.total}}", "### 甲"]
        {
            assert_eq!(lines(plain), [plain]);
        }
    }
}
