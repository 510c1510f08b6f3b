//! The neutral form of a workbook: sheets of rows, with numbers as numbers and totals as sums.
//!
//! A composer such as [`report::compose`] makes it from a report. Its cells state what they *are*
//! ([`CellStyle`]) and what they contain ([`CellValue`]). The name of a style is written to the
//! file, so that a reader can distinguish a heading from a paragraph even after a person has
//! changed fonts and colours. This module does not depend on formats.

pub mod findings;
pub mod report;

use crate::document::Run;
use crate::formats::styles;
use crate::number::Decimal;

/// A workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// The title in one line, for lists and windows.
    pub title: String,
    /// The agency that issues it; may be empty.
    pub agency: String,
    /// Whether every printed page is marked as a draft (草稿).
    pub draft_mark: bool,
    /// The sheets in the order of their tabs, which is the reading order.
    pub sheets: Vec<Sheet>,
    /// The printed part of the draft, which the file carries in a hidden sheet.
    pub carried: String,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name on the tab: at most 31 characters, none of `[]:*?/\`, and different from the name
    /// of every other sheet.
    pub name: &'static str,
    /// The widths of the columns, in hundredths of the width of a digit of table text.
    pub widths: Vec<u32>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// The range of rows that are repeated on every printed page: from 0, the end excluded.
    pub repeated: Option<(usize, usize)>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The height in points, at most [`TALLEST`].
    pub height: u32,
    /// The cells from left to right. A position that a cell of an earlier row covers is left out.
    pub cells: Vec<SheetCell>,
}

/// The greatest height of a row that spreadsheets allow, in points.
pub const TALLEST: u32 = 409;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The first column, from 0.
    pub column: usize,
    /// The number of columns that it covers.
    pub cols: usize,
    /// The number of rows that it covers.
    pub rows: usize,
    /// The kind of the cell.
    pub style: CellStyle,
    /// The content of the cell.
    pub value: CellValue,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// No content.
    Blank,
    /// Words. They are never a formula, whatever they begin with.
    Text(Vec<Run>),
    /// A number.
    Number(Decimal, NumberDisplay),
    /// A sum.
    Sum(CellSum),
}

/// A formula that adds up cells. While a term is blank or no number, the cell is blank, as in the
/// form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSum {
    /// The ranges of the terms, in the same sheet. No position occurs twice.
    pub terms: Vec<CellRange>,
    /// The current result; `None` while a term is missing.
    pub result: Option<Decimal>,
    /// How the number is shown.
    pub shown: NumberDisplay,
}

/// A rectangle of positions in a sheet, counted from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRange {
    /// The row and column of the first position.
    pub from: (usize, usize),
    /// The row and column of the last position.
    pub to: (usize, usize),
}

impl CellRange {
    /// The number of positions in it.
    pub const fn places(&self) -> usize {
        (self.to.0 - self.from.0 + 1) * (self.to.1 - self.from.1 + 1)
    }
}

/// The format of a number, with which it looks as typed and stays a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberDisplay {
    /// Whether a plus sign is shown.
    pub plus: bool,
    /// The least number of digits before the point, at least 1, to keep leading zeros.
    pub whole: usize,
    /// The number of digits behind the point.
    pub places: usize,
    /// The text behind the number: the unit, and the remark in brackets.
    pub behind: String,
}

impl Default for NumberDisplay {
    fn default() -> Self {
        Self { plus: false, whole: 1, places: 0, behind: String::new() }
    }
}

/// The number of digits that spreadsheets keep of a number. Their numbers are binary with 53 bits.
pub const EXACT_DIGITS: usize = 15;
/// The greatest length of the text behind a number, in characters. The code of a number format has
/// at most 255, and quotes and signs need some of them.
const MOST_BEHIND: usize = 100;

impl NumberDisplay {
    /// The format that shows `value` as exactly this text. `None` where no spreadsheet can show it
    /// so: other digits, separators, too many digits.
    pub fn of(value: Decimal, text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(unsigned);
        let fraction = unsigned[whole..].strip_prefix('.').map_or(0, digits);
        let rest = whole + if fraction > 0 { fraction + 1 } else { 0 };
        let behind = unsigned[rest..].to_owned();
        let digit_count = value.to_string().bytes().filter(u8::is_ascii_digit).count();
        let least = if unsigned.starts_with('0') { whole } else { 1 };
        let shown = Self { plus: text.starts_with('+'), whole: least, places: fraction, behind };
        let fits = digit_count <= EXACT_DIGITS
            && whole + fraction <= 2 * EXACT_DIGITS
            && shown.behind.chars().count() <= MOST_BEHIND;
        (fits && whole > 0 && shown.print(value) == text).then_some(shown)
    }

    /// The number in this format.
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

/// The kinds of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellStyle {
    /// The mark that the document is a draft.
    DraftMark,
    /// A line of the title.
    Title,
    /// The heading of a part.
    Heading,
    /// A heading （一） within a part.
    Subheading,
    /// A paragraph.
    Body,
    /// The continuation of the paragraph above, which is too long for one row.
    Continued,
    /// A note under a table.
    TableNote,
    /// The agency of 落款.
    SignatureAgency,
    /// The day of 落款.
    SignatureDate,
    /// The head of the columns below it.
    ColumnHead,
    /// The head of the row or rows to its right.
    RowHead,
    /// The head of a group of rows, written downwards.
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

impl CellStyle {
    /// All styles.
    pub const ALL: [Self; 17] = [
        Self::DraftMark,
        Self::Title,
        Self::Heading,
        Self::Subheading,
        Self::Body,
        Self::Continued,
        Self::TableNote,
        Self::SignatureAgency,
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

    /// The name of the style in the file. A workbook that has a style with the name of
    /// [`CellStyle::Body`] was made by this program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DraftMark => "草稿标记",
            Self::Title => "报告标题",
            Self::Heading => "报告一级标题",
            Self::Subheading => "报告二级标题",
            Self::Body => styles::BODY,
            Self::Continued => "报告正文续行",
            Self::TableNote => styles::TABLE_NOTE,
            Self::SignatureAgency => styles::SIGNATURE_AGENCY,
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

    /// Whether the cell belongs to a table. Otherwise it is a paragraph of its own.
    pub const fn is_of_table(self) -> bool {
        self as u8 >= Self::ColumnHead as u8
    }
}

/// The name of the sheet of findings, which is not part of the report.
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
                NumberDisplay::of(value, text).map(|shown| shown.print(value)),
                shown.then(|| text.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn names_of_styles_are_unique() {
        for style in CellStyle::ALL {
            assert_eq!(CellStyle::parse(style.name()), Some(style));
        }
        assert!(
            !CellStyle::SignatureDate.is_of_table()
                && CellStyle::ColumnHead.is_of_table()
                && CellStyle::ListText.is_of_table()
        );
    }
}
