//! A finished document before it has a format: what every writer is given.
//!
//! In: what a composer such as [`report::compose`] makes of a report. Out: blocks in reading order,
//! which say what a piece of text *is* (a title, a heading, a table of the form, 落款), never how a
//! format spells that. Text is clean here: no control characters, no line breaks, no runs of
//! spaces, so that every format prints the same and reads back the same. This module knows nothing
//! of formats.

pub mod digest;
pub mod qr;
pub mod report;

use crate::number;
use crate::spans::{self, Grid};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its title in one line, for lists and windows.
    pub title: String,
    /// Its language, as BCP 47 names it.
    pub language: &'static str,
    /// The organ that issues it; may be empty.
    pub agency: String,
    /// The year it reports on.
    pub year: u16,
    /// Whether it is marked as a draft (草稿) on every page.
    pub draft_mark: bool,
    /// What it holds, in reading order.
    pub blocks: Vec<Block>,
}

/// The language of every document: Chinese as written on the mainland.
pub const LANGUAGE: &str = "zh-CN";

/// What a document marked as a draft says of itself, on every page or at its top.
pub const DRAFT_MARK: &str = "草稿";

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title, in lines broken by sense.
    Title(Vec<String>),
    /// A heading.
    Heading {
        /// 1 for 一、, 2 for （一）.
        level: u8,
        /// Its words.
        text: String,
        /// Whether it starts a new page.
        new_page: bool,
    },
    /// A paragraph: runs of which neighbours differ.
    Paragraph(Vec<Run>),
    /// A table.
    Table(Table),
    /// A note under the table before it.
    TableNote(String),
    /// 落款.
    Signature {
        /// The organ; may be empty.
        organ: String,
        /// The day as printed; may be empty.
        date: String,
    },
    /// A QR code.
    Code {
        /// Its modules.
        matrix: qr::Matrix,
        /// What it is for, in words, for those who do not see it.
        meaning: String,
        /// What stands beside it: a short heading, then what to do with it, line by line. Without
        /// any, the code stands in the middle.
        caption: Vec<String>,
    },
}

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are bold: a run-in such as 一是….
    pub bold: bool,
}

/// A table: a grid without holes, in which a cell may cover several places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// A name for it that is unique in the document: ASCII letters and digits.
    pub key: &'static str,
    /// What it is, in words.
    pub caption: String,
    /// How large its text is set.
    pub size: TextSize,
    /// Widths of the grid's columns, in thousandths of the width of the text. They add up to 1000.
    pub widths: Vec<u16>,
    /// How many of the first rows are heads, to be repeated on each page.
    pub header_rows: usize,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Where its cells stand.
    pub fn grid(&self) -> Grid {
        let extents = |row: &Row| -> Vec<(usize, usize)> {
            row.cells.iter().map(|cell| (cell.cols, cell.rows)).collect()
        };
        let columns = self.widths.len();
        Grid::new(columns, self.rows.len(), spans::spans(columns, self.rows.iter().map(extents)))
    }
}

/// How large the text of a table is set; the formats say what that is in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextSize {
    /// Few columns, room enough: 小四.
    Large,
    /// Many narrow columns: 五号.
    Medium,
    /// A whole page of rows: 小五.
    Small,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether the row is a coloured band: “第二十条第（…）项”.
    pub shaded: bool,
    /// Whether the row introduces the rows below it and must not be parted from the next one.
    pub keep_with_next: bool,
    /// Its cells from left to right. A place covered by a cell of a row above is not listed again.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text; may be empty.
    pub text: String,
    /// How many columns of the grid it covers.
    pub cols: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// What it is.
    pub role: Role,
}

/// What a cell of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The head of the columns below it.
    ColumnHead,
    /// The head of the row or rows to its right.
    RowHead,
    /// The head of a row set, in a column so narrow that it is written downwards.
    SideHead,
    /// The head of the rows below it, across the table.
    GroupHead,
    /// A note in the corner.
    Note,
    /// A number.
    Number,
    /// Words, in a table that is not of the form.
    Words,
}

impl Run {
    /// A run of plain words.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), bold: false }
    }
}

/// Text as documents print it: control characters are gone, every stretch of spaces, tabs and line
/// breaks is one space, and there is none at either end. The wide spaces of Chinese text stay.
pub fn clean(text: &str) -> String {
    cleaned(text.to_owned())
}

/// As [`clean`], for a text that nobody else needs.
pub fn cleaned(text: String) -> String {
    if is_clean(&text) {
        return text;
    }
    clean_runs(vec![Run { text, bold: false }]).pop().map(|run| run.text).unwrap_or_default()
}

/// Whether [`clean`] would give the text back as it is: nearly every text of a report.
fn is_clean(text: &str) -> bool {
    // A number.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return true;
    }
    let spaced = text.starts_with(number::is_space)
        || text.ends_with(number::is_space)
        || text.contains("  ");
    !spaced
        && text
            .chars()
            .all(|c| is_printable(c) && !is_invisible(c) && !matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Runs as documents print them: each cleaned as in [`clean`], as if they were one text; neighbours
/// of one kind joined; empty ones gone.
pub fn clean_runs(runs: Vec<Run>) -> Vec<Run> {
    // Most paragraphs.
    if let [run] = &runs[..]
        && is_clean(&run.text)
        && !run.text.is_empty()
    {
        return runs;
    }
    let mut cleaned: Vec<Run> = Vec::new();
    // A space is held back until something follows it, so that none ends the text.
    let mut space = None;
    for run in runs {
        for c in run.text.chars() {
            if c == ' '
                || c.is_control() && c.is_whitespace()
                || matches!(c, '\u{2028}' | '\u{2029}')
            {
                space.get_or_insert(run.bold);
                continue;
            }
            if !is_printable(c) || is_invisible(c) {
                continue;
            }
            if let Some(bold) = space.take().filter(|_| !cleaned.is_empty()) {
                push(&mut cleaned, ' ', bold);
            }
            push(&mut cleaned, c, run.bold);
        }
    }
    trim_ends(&mut cleaned);
    cleaned
}

/// Whether a character may stand in a document: all but control characters and the two that XML 1.0
/// excludes.
pub const fn is_printable(c: char) -> bool {
    !matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether nobody sees a character: zero-width spaces and joiners, marks of direction, variation
/// selectors. They come with what is pasted from web pages and chats, fonts seldom have them, and
/// nobody would find the one that a font lacks.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

fn push(runs: &mut Vec<Run>, c: char, bold: bool) {
    match runs.last_mut() {
        Some(run) if run.bold == bold => run.text.push(c),
        _ => runs.push(Run { text: c.to_string(), bold }),
    }
}

/// Takes white space of any width off both ends, as reading a paragraph back does.
fn trim_ends(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        let kept = first.text.trim_start_matches(number::is_space).to_owned();
        if !kept.is_empty() {
            first.text = kept;
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches(number::is_space).len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_clean() {
        for (written, printed) in [
            ("  全年\t新收 \r\n 3件\u{0}\u{7}。 ", "全年 新收 3件。"),
            ("\u{3000}\u{3000}一是", "一是"),
            ("\u{feff}新\u{200b}收\u{2060} \u{200d}3\u{fe0f}件\u{202e}。", "新收 3件。"),
            ("甲\u{3000}乙", "甲\u{3000}乙"),
            ("𠮷野家 & <script>", "𠮷野家 & <script>"),
            ("\u{1}", ""),
            ("", ""),
        ] {
            assert_eq!(clean(written), printed, "{written:?}");
            assert_eq!(is_clean(written), written == printed, "{written:?}");
        }
    }

    #[test]
    fn runs_are_cleaned_as_one_text() {
        let runs = |list: &[(&str, bool)]| {
            list.iter()
                .map(|(text, bold)| Run { text: (*text).to_owned(), bold: *bold })
                .collect::<Vec<_>>()
        };
        let cleaned = clean_runs(runs(&[
            (" ", false),
            ("一是", true),
            ("抓 ", true),
            (" 培训", false),
            ("", true),
            ("。", false),
            (" ", true),
        ]));
        assert_eq!(cleaned, runs(&[("一是抓 ", true), ("培训。", false)]));
    }
}
