//! The neutral form of a finished document, which every writer takes.
//!
//! A composer such as [`report::compose`] makes it from a report. It consists of blocks in reading
//! order, which say what a piece of text *is* (a title, a heading, a table of the form, 落款), never
//! how a format spells it. Its text is clean: it has no control characters, no line breaks and no
//! runs of spaces, so that every format prints the same text and reads the same text back. This
//! module does not depend on formats.

pub mod digest;
pub mod qr;
mod radicals;
pub mod report;

pub use radicals::folded;

use crate::number;
use crate::spans::{self, Grid};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The title in one line, for lists and windows.
    pub title: String,
    /// The language as a BCP 47 tag.
    pub language: &'static str,
    /// The agency that issues it; may be empty.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// Whether every page is marked as a draft (草稿).
    pub draft_mark: bool,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// The language of every document: Chinese as written in mainland China.
pub const LANGUAGE: &str = "zh-CN";

/// The mark of a draft, on every page or at the top of the document.
pub const DRAFT_MARK: &str = "草稿";

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title, in lines that end where the sense allows.
    Title(Vec<String>),
    /// A heading.
    Heading {
        /// 1 for 一、, 2 for （一）.
        level: u8,
        /// The words.
        text: String,
        /// Whether the heading starts a new page.
        new_page: bool,
    },
    /// A paragraph. Neighbouring runs differ in weight.
    Paragraph(Vec<Run>),
    /// A table.
    Table(Table),
    /// A note under the table before it.
    TableNote(String),
    /// 落款.
    Signature {
        /// The agency; may be empty.
        agency: String,
        /// The day as it is printed; may be empty.
        date: String,
    },
    /// A QR code.
    Code {
        /// The modules of the code.
        matrix: qr::Matrix,
        /// The purpose in words, for people who cannot see the code.
        meaning: String,
        /// The text beside the code: a short heading, then instructions line by line. If it is
        /// empty, the code is centred.
        caption: Vec<String>,
    },
}

/// Successive characters of one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether the words are bold, such as the run-in 一是….
    pub bold: bool,
}

/// A table: a grid without holes, in which a cell may cover several positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// A name that is unique in the document: ASCII letters and digits.
    pub key: &'static str,
    /// A description in words.
    pub caption: String,
    /// The size of its text.
    pub size: TextSize,
    /// The widths of the columns of the grid, in thousandths of the width of the text. They add up
    /// to 1000.
    pub widths: Vec<u16>,
    /// The number of rows at the top that are heads and are repeated on each page.
    pub header_rows: usize,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The positions of its cells.
    pub fn grid(&self) -> Grid {
        let extents = |row: &Row| -> Vec<(usize, usize)> {
            row.cells.iter().map(|cell| (cell.cols, cell.rows)).collect()
        };
        let columns = self.widths.len();
        Grid::new(columns, self.rows.len(), spans::spans(columns, self.rows.iter().map(extents)))
    }
}

/// The size of the text of a table. Each format decides what that is in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextSize {
    /// For few columns with enough room: 小四.
    Large,
    /// For many narrow columns: 五号.
    Medium,
    /// For a whole page of rows: 小五.
    Small,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether the row is a coloured band: “第二十条第（…）项”.
    pub shaded: bool,
    /// Whether the row introduces the rows below it and must not be separated from the next one.
    pub keep_with_next: bool,
    /// The cells from left to right. A position that a cell of an earlier row covers is not listed
    /// again.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text; may be empty.
    pub text: String,
    /// The number of columns of the grid that the cell covers, at least 1.
    pub cols: usize,
    /// The number of rows that the cell covers, at least 1.
    pub rows: usize,
    /// The role of the cell.
    pub role: Role,
}

/// The role of a cell in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The head of the columns below it.
    ColumnHead,
    /// The head of the row or rows to its right.
    RowHead,
    /// The head of a group of rows, in a column so narrow that the text is written downwards.
    SideHead,
    /// The head of the rows below it, across the table.
    GroupHead,
    /// A note in the corner.
    Note,
    /// A number.
    Number,
    /// Words, in a table that does not belong to the form.
    Words,
}

impl Run {
    /// A run of plain words.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), bold: false }
    }
}

/// Text as documents print it. Control and invisible characters are removed, every sequence of
/// spaces, tabs and line breaks becomes one space, and both ends are trimmed. The wide spaces of
/// Chinese text are kept. Radicals become ordinary characters.
pub fn clean(text: &str) -> String {
    cleaned(text.to_owned())
}

/// As [`clean`], but takes ownership, so that text that is clean already is not copied.
pub fn cleaned(text: String) -> String {
    if is_clean(&text) {
        return text;
    }
    clean_runs(vec![Run { text, bold: false }]).pop().map(|run| run.text).unwrap_or_default()
}

/// Whether [`clean`] would return the text unchanged, which holds for nearly every text of a
/// report.
fn is_clean(text: &str) -> bool {
    // This covers plain numbers.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return true;
    }
    let spaced = text.starts_with(number::is_space)
        || text.ends_with(number::is_space)
        || text.contains("  ");
    !spaced && text.chars().all(|c| is_printable(c) && !is_invisible(c) && !is_strange(c))
}

/// Runs as documents print them. They are cleaned as in [`clean`], as if they were one text.
/// Neighbours of one weight are joined, and empty runs are removed.
pub fn clean_runs(runs: Vec<Run>) -> Vec<Run> {
    // Most paragraphs are a single clean run.
    if let [run] = &runs[..]
        && is_clean(&run.text)
        && !run.text.is_empty()
    {
        return runs;
    }
    let mut cleaned: Vec<Run> = Vec::new();
    // A space is written only when a character follows it, so that no space ends the text.
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
            push(&mut cleaned, folded(c), run.bold);
        }
    }
    trim_ends(&mut cleaned);
    cleaned
}

/// Whether [`clean`] replaces a character: radicals, and the separators of lines and paragraphs.
const fn is_strange(c: char) -> bool {
    radicals::is_radical(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a document may contain a character: all but control characters and the two that XML 1.0
/// excludes.
pub const fn is_printable(c: char) -> bool {
    !matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a character is invisible: zero-width spaces and joiners, direction marks, variation
/// selectors. They come with text pasted from web pages and chats. Fonts seldom have them, and a
/// clerk could not find the character that a font lacks.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn push(runs: &mut Vec<Run>, c: char, bold: bool) {
    match runs.last_mut() {
        Some(run) if run.bold == bold => run.text.push(c),
        _ => runs.push(Run { text: c.to_string(), bold }),
    }
}

/// Removes white space of any width from both ends, as reading a paragraph back does.
fn trim_ends(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        let trimmed = first.text.trim_start_matches(number::is_space).to_owned();
        if !trimmed.is_empty() {
            first.text = trimmed;
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
