//! A workbook before it has a format: sheets of rows, numbers that stay numbers, totals that stay
//! sums.
//!
//! In: what a composer such as [`report::compose`] makes of a report. Out: sheets whose cells say
//! what they *are* ([`Style`]) and what they hold ([`Value`]). A style has a name, which travels in
//! the file: by it a reader knows a heading from a paragraph, whatever somebody did to fonts and
//! colours. This module knows nothing of formats.

pub mod findings;
pub mod report;

use crate::document::Run;
use crate::formats::styles;
use crate::number::Decimal;

/// A workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// Its title in one line, for lists and windows.
    pub title: String,
    /// The organ that issues it; may be empty.
    pub agency: String,
    /// Whether every printed page is marked as a draft (草稿).
    pub draft_mark: bool,
    /// Its sheets, in the order of their tabs and of reading.
    pub sheets: Vec<Sheet>,
    /// The printed part of the draft, which travels in a hidden sheet.
    pub carried: String,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab: at most 31 characters, none of `[]:*?/\`, unlike any other of the
    /// workbook.
    pub name: &'static str,
    /// Widths of its columns, in hundredths of the width of a digit of the text of tables.
    pub widths: Vec<u32>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The rows (from 0, the end excluded) that repeat on every printed page.
    pub repeated: Option<(usize, usize)>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its height in points, at most [`TALLEST`].
    pub height: u32,
    /// Its cells from left to right; places that a cell of a row above covers are left out.
    pub cells: Vec<Cell>,
}

/// The greatest height of a row that spreadsheets allow, in points.
pub const TALLEST: u32 = 409;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub cols: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// What it is.
    pub style: Style,
    /// What it holds.
    pub value: Value,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Words, whatever they begin with: never a formula.
    Text(Vec<Run>),
    /// A number.
    Number(Decimal, Shown),
    /// A sum.
    Sum(Sum),
}

/// A live sum: while a term is blank or no number, the cell is blank, as in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Where the terms stand, in the same sheet; no place twice.
    pub terms: Vec<Area>,
    /// What it comes to now; `None` while a term is missing.
    pub result: Option<Decimal>,
    /// How the number is shown.
    pub shown: Shown,
}

/// A rectangle of places in a sheet, all counted from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Row and column of its first place.
    pub from: (usize, usize),
    /// Row and column of its last place.
    pub to: (usize, usize),
}

impl Area {
    /// How many places it has.
    pub const fn places(&self) -> usize {
        (self.to.0 - self.from.0 + 1) * (self.to.1 - self.from.1 + 1)
    }
}

/// How a number is shown, so that it looks as it was typed and still counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Whether a plus sign is shown.
    pub plus: bool,
    /// How many digits there are at least before the point (1 or more): zeros typed in front.
    pub whole: usize,
    /// How many digits there are behind the point.
    pub places: usize,
    /// What stands behind the number: unit, and remark in brackets.
    pub behind: String,
}

impl Default for Shown {
    fn default() -> Self {
        Self { plus: false, whole: 1, places: 0, behind: String::new() }
    }
}

/// Digits that spreadsheets keep of a number: theirs are binary, of 53 bits.
pub const EXACT_DIGITS: usize = 15;
/// Characters of words behind a number: the code of a number format has at most 255, in which
/// quotes and signs need room.
const MOST_BEHIND: usize = 100;

impl Shown {
    /// How `value` is shown as exactly that text; `None` where no spreadsheet can (other digits,
    /// separators, too many digits).
    pub fn of(value: Decimal, text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(unsigned);
        let fraction = unsigned[whole..].strip_prefix('.').map_or(0, digits);
        let rest = whole + if fraction > 0 { fraction + 1 } else { 0 };
        let behind = unsigned[rest..].to_owned();
        let kept = value.to_string().bytes().filter(u8::is_ascii_digit).count();
        let least = if unsigned.starts_with('0') { whole } else { 1 };
        let shown = Self { plus: text.starts_with('+'), whole: least, places: fraction, behind };
        let fits = kept <= EXACT_DIGITS
            && whole + fraction <= 2 * EXACT_DIGITS
            && shown.behind.chars().count() <= MOST_BEHIND;
        (fits && whole > 0 && shown.print(value) == text).then_some(shown)
    }

    /// The number as it is shown.
    pub fn print(&self, value: Decimal) -> String {
        let sign = if value.is_negative() {
            "-"
        } else if self.plus {
            "+"
        } else {
            ""
        };
        let magnitude = value.abs().to_string();
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((&magnitude, ""));
        let point = if self.places > 0 { "." } else { "" };
        format!(
            "{sign}{whole:0>least$}{point}{fraction:0<places$}{}",
            self.behind,
            least = self.whole,
            places = self.places
        )
    }
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// That the document is a draft.
    DraftMark,
    /// A line of the title.
    Title,
    /// The heading of a part.
    Heading,
    /// A heading （一） within a part.
    Subheading,
    /// A paragraph.
    Body,
    /// What is left of the paragraph above, which is too long for one row.
    Continued,
    /// A note under a table.
    TableNote,
    /// The organ of 落款.
    SignatureOrgan,
    /// The day of 落款.
    SignatureDate,
    /// The head of the columns below it.
    ColumnHead,
    /// The head of the row or rows to its right.
    RowHead,
    /// The head of a row set, written downwards.
    SideHead,
    /// The head of the rows below it, across the table.
    GroupHead,
    /// A note in the corner of a table.
    Corner,
    /// A number of a table.
    Number,
    /// The head of a column of a list.
    ListHead,
    /// Words in a list.
    ListText,
}

impl Style {
    /// All styles.
    pub const ALL: [Self; 17] = [
        Self::DraftMark,
        Self::Title,
        Self::Heading,
        Self::Subheading,
        Self::Body,
        Self::Continued,
        Self::TableNote,
        Self::SignatureOrgan,
        Self::SignatureDate,
        Self::ColumnHead,
        Self::RowHead,
        Self::SideHead,
        Self::GroupHead,
        Self::Corner,
        Self::Number,
        Self::ListHead,
        Self::ListText,
    ];

    /// Its name in the file. A workbook with the name of [`Style::Body`] was made by this program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DraftMark => "草稿标记",
            Self::Title => "报告标题",
            Self::Heading => "报告一级标题",
            Self::Subheading => "报告二级标题",
            Self::Body => styles::BODY,
            Self::Continued => "报告正文续行",
            Self::TableNote => styles::TABLE_NOTE,
            Self::SignatureOrgan => styles::SIGNATURE_ORGAN,
            Self::SignatureDate => styles::SIGNATURE_DATE,
            Self::ColumnHead => "表头",
            Self::RowHead => "行标题",
            Self::SideHead => "竖排标题",
            Self::GroupHead => "条款行",
            Self::Corner => "表角说明",
            Self::Number => "数据",
            Self::ListHead => "清单表头",
            Self::ListText => "清单内容",
        }
    }

    /// The style with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }

    /// Whether the cell belongs to a table, or else is a paragraph of its own.
    pub const fn is_of_table(self) -> bool {
        self as u8 >= Self::ColumnHead as u8
    }
}

/// The sheet of findings, which is no part of the report.
pub const FINDINGS_SHEET: &str = "核对结果";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_typed_or_not_as_numbers() {
        for (value, text, shown) in [
            ("12", "12", true),
            ("96171.6", "96171.60", true),
            ("14", "+14", true),
            ("-3", "-3", true),
            ("0", "0", true),
            ("7", "007", true),
            ("22", "22（其中修订16件）", true),
            ("5.5", "5.50元", true),
            ("1000000000000", "1000000000000", true),
            ("1234", "1,234", false),
            ("12", "１２", false),
            ("12", "十二", false),
            ("0", "-0", false),
            ("1", "1.", true),
            ("123456789012345678", "123456789012345678", false),
        ] {
            let value = Decimal::parse(value).expect("a number");
            assert_eq!(
                Shown::of(value, text).map(|shown| shown.print(value)),
                shown.then(|| text.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn names_of_styles_are_their_own() {
        for style in Style::ALL {
            assert_eq!(Style::parse(style.name()), Some(style));
        }
        assert!(
            !Style::SignatureDate.is_of_table()
                && Style::ColumnHead.is_of_table()
                && Style::ListText.is_of_table()
        );
    }
}
