//! The data code (二维码) of a report: its three tables as digits, few enough for a printed QR code.
//!
//! A code is digits alone, because a scanner types what it reads as if keys were pressed, and
//! digits pass every keyboard layout and every input method. [`write()`] makes a code of a report.
//! [`read`] takes such digits, perhaps full-width and broken over lines, and gives a report of
//! agency, year, editions and cells, with the opening of a new report and without texts, or a
//! [`CodeError`].
//!
//! ```text
//! 711   marks a data code (the Regulations are decree No. 711)
//! 2     the version of this format
//! LLLL  the number of digits of the whole code
//! YYYY  the report year
//! EEEE  four times: the edition of the report and of tables 2, 3 and 4, by its first report year
//! F     1 for 照原文录入, plus 2 if the figures are said not to cover subordinates, 4 if they are
//!       said to
//! VV    the level of the agency, by its number (AgencyLevel::number)
//! text  the name of the agency: NNN units of UTF-16, then five digits each
//! cells the cells that are typed, in the order of the form, each one of
//!         1…8 and as many digits      a whole number
//!         0 N                         N + 1 cells of 0
//!         90 N                        N + 1 blank cells
//!         91 S WW digits P digits     a number: sign (0 none, 1 plus, 2 minus), the digits before
//!                                     the point, the digits behind it
//!         92 text                     anything else, as printed
//!         93, 94                      the strokes / and —
//! RR    the number of remarks on calculated cells that follow: SSS, the place of the cell in the
//!       form from 0, and a text
//! C×10  check sum: the first four bytes of the SHA-256 of all digits before it, as a number
//! ```
//!
//! Version 1, which 0.1 printed, differs in one field: its four editions are one digit each, 0 for
//! the edition of 2019 and 1 for that of 2021. Every later version of the program reads them.
//!
//! Editions and levels are keys, because both lists may grow in the middle. Cells are places in the
//! form, because their ids would make a code several times as long and no longer printable. A place
//! is as good as a key here: the code names the editions of all three tables, and the order of the
//! cells of an edition never changes (`tests/editions` holds a list of it for every edition).

use crate::edition::{
    AgencyLevel, CellId, Edition, TableKey, edition_by_first_year, edition_by_id,
};
use crate::number;
use crate::report::{Agency, Preface, Report};
use crate::sorted_map::SortedMap;
use sha2::{Digest, Sha256};
use std::fmt;

/// How a code begins.
const MARK: &str = "711";
/// The version of the format that is written. It is raised for a change that older programs would
/// misread.
const VERSION: usize = 2;
/// Digits of the check sum.
const CHECK: usize = 10;
/// Digits before the first field behind the length.
const HEAD: usize = 8;

/// Why digits cannot be read as a report, or a report cannot be written as digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// The text is no data code.
    NotCode,
    /// A newer version of the program made the code.
    Newer,
    /// Digits are missing or too many.
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The code holds something else than digits, or the check sum is wrong.
    Damaged,
    /// A cell or the name holds more text than fits a code.
    TooLong,
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const AGAIN: &str = "请把输入法切换到英文，光标放在空白处，再扫描一次。";
        match self {
            Self::NotCode => f.write_str("这不是年报的二维码。请扫描年报或核对单上印的二维码。"),
            Self::Newer => {
                f.write_str("这个二维码是更新版本的工具印的，这个版本读不了。请换用新版本再扫描。")
            }
            Self::Length { expected, found } if found < expected => {
                write!(
                    f,
                    "二维码应有{expected}位数字，只读到{found}位，少了{}位，没有读入。{AGAIN}",
                    expected - found
                )
            }
            Self::Length { expected, found } => {
                write!(
                    f,
                    "二维码应有{expected}位数字，读到了{found}位，多了{}位，没有读入。{AGAIN}",
                    found - expected
                )
            }
            Self::Damaged => write!(f, "二维码里有错的数字（校验数对不上），没有读入。{AGAIN}"),
            Self::TooLong => f.write_str(
                "单位名称或格子里的文字太长，二维码装不下。请缩短备注后再试；报告本身不受影响。",
            ),
        }
    }
}

impl std::error::Error for CodeError {}

/// Whether a text is meant as a code, even a damaged or incomplete one.
pub fn looks_like_code(text: &str) -> bool {
    plain(text)
        .take(HEAD)
        .collect::<String>()
        .strip_prefix(MARK)
        .is_some_and(|rest| rest.len() == HEAD - MARK.len() && is_digits(rest))
}

/// The progress of a code that is being scanned: how many digits have arrived, and how many the
/// code has, as soon as its beginning says so.
pub fn scan_progress(text: &str) -> (usize, Option<usize>) {
    let digits: String = plain(text).collect();
    let expected = digits
        .strip_prefix(MARK)
        .filter(|_| looks_like_code(text))
        .and_then(|rest| CodeReader { digits: rest, at: 1 }.number(4).ok());
    (digits.chars().count(), expected)
}

/// The characters that count: ASCII for full-width ones, no white space.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let half_width =
        |c: char| char::from_digit(u32::from(c).wrapping_sub(u32::from('０')), 10).unwrap_or(c);
    text.chars().filter(|c| !number::is_space(*c)).map(half_width)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Writes the data of a report.
///
/// # Errors
/// [`CodeError::TooLong`] for a name or a remark of more than 999 characters, and for more than 99
/// remarks on totals.
pub fn write(report: &Report) -> Result<String, CodeError> {
    let mut out = Out::default();
    out.number(usize::from(report.year), 4)?;
    let form = report.form();
    out.number(usize::from(report.edition().first_year), 4)?;
    for key in TableKey::ALL {
        out.number(usize::from(form.edition(key).first_year), 4)?;
    }
    let covers = report.agency.covers_subordinates.map_or(0, |covers| if covers { 4 } else { 2 });
    out.number(usize::from(report.as_issued()) + covers, 1)?;
    out.number(usize::from(report.agency.level.number()), 2)?;
    out.text(&report.agency.name)?;
    let typed: Vec<String> = form
        .cells()
        .iter()
        .filter(|cell| !report.is_calculated(cell.id))
        .map(|cell| report.printed(cell.id))
        .collect();
    let mut at = 0;
    while at < typed.len() {
        let run = typed[at..].iter().take(10).take_while(|text| **text == typed[at]).count();
        match typed[at].as_str() {
            text @ ("" | "0") => {
                out.digits.push_str(if text.is_empty() { "90" } else { "0" });
                out.number(run - 1, 1)?;
                at += run;
                continue;
            }
            text => out.cell(text)?,
        }
        at += 1;
    }
    let remarks: Vec<(usize, &String)> = form
        .cells()
        .iter()
        .enumerate()
        .filter(|(_, cell)| report.is_calculated(cell.id))
        .filter_map(|(slot, cell)| Some((slot, report.remarks.get(&cell.id)?)))
        .collect();
    out.number(remarks.len(), 2)?;
    for (slot, remark) in remarks {
        out.number(slot, 3)?;
        out.text(remark)?;
    }
    let length = HEAD + out.digits.len() + CHECK;
    if length > 9999 {
        return Err(CodeError::TooLong);
    }
    let code = format!("{MARK}{VERSION}{length:04}{}", out.digits);
    let sum = check_sum(&code);
    Ok(code + &sum)
}

/// The check sum of digits.
fn check_sum(digits: &str) -> String {
    let digest = Sha256::digest(digits);
    format!("{:010}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}

/// Digits as they are written.
#[derive(Default)]
struct Out {
    digits: String,
}

impl Out {
    fn number(&mut self, number: usize, width: usize) -> Result<(), CodeError> {
        let digits = format!("{number:0width$}");
        if digits.len() > width {
            return Err(CodeError::TooLong);
        }
        self.digits.push_str(&digits);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), CodeError> {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.number(units.len(), 3)?;
        units.into_iter().try_for_each(|unit| self.number(usize::from(unit), 5))
    }

    /// One cell that is not blank.
    fn cell(&mut self, text: &str) -> Result<(), CodeError> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned
            .split_once('.')
            .map_or((unsigned, None), |(whole, fraction)| (whole, Some(fraction)));
        let is_number = !whole.is_empty()
            && is_digits(whole)
            && fraction.is_none_or(|f| (1..=9).contains(&f.len()) && is_digits(f))
            && whole.len() < 100;
        match text {
            "/" => self.digits.push_str("93"),
            "—" => self.digits.push_str("94"),
            text if is_number && text.len() <= 8 && is_digits(text) => {
                self.number(text.len(), 1)?;
                self.digits.push_str(text);
            }
            text if is_number => {
                let sign =
                    if text.starts_with('+') { 1 } else { 2 * usize::from(text.starts_with('-')) };
                self.digits.push_str("91");
                self.number(sign, 1)?;
                self.number(whole.len(), 2)?;
                self.digits.push_str(whole);
                let fraction = fraction.unwrap_or("");
                self.number(fraction.len(), 1)?;
                self.digits.push_str(fraction);
            }
            text => {
                self.digits.push_str("92");
                self.text(text)?;
            }
        }
        Ok(())
    }
}

/// Reads a code.
///
/// # Errors
/// As [`CodeError`] lists them, but for [`CodeError::TooLong`]. A code is read whole or not at all.
pub fn read(text: &str) -> Result<Report, CodeError> {
    let digits: String = plain(text).collect();
    let rest = digits.strip_prefix(MARK).ok_or(CodeError::NotCode)?;
    if !is_digits(rest) {
        return Err(CodeError::Damaged);
    }
    let mut head = CodeReader { digits: rest, at: 0 };
    let (version, expected) = (head.number(1), head.number(4));
    let version = version.unwrap_or(VERSION);
    if version > VERSION {
        return Err(CodeError::Newer);
    }
    let expected = expected.map_err(|_| CodeError::NotCode)?;
    let found = digits.len();
    if found != expected || found < HEAD + CHECK {
        return Err(CodeError::Length { expected, found });
    }
    let (body, sum) = digits.split_at(found - CHECK);
    if check_sum(body) != sum {
        return Err(CodeError::Damaged);
    }
    let mut fields = CodeReader { digits: body, at: HEAD };
    let report = fields.report(version)?;
    if fields.at == body.len() { Ok(report) } else { Err(CodeError::Damaged) }
}

/// Digits as they are read.
struct CodeReader<'a> {
    digits: &'a str,
    at: usize,
}

impl<'a> CodeReader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a str, CodeError> {
        let taken = self.digits.get(self.at..self.at + count).ok_or(CodeError::Damaged)?;
        self.at += count;
        Ok(taken)
    }

    fn number(&mut self, width: usize) -> Result<usize, CodeError> {
        self.take(width)?.parse().map_err(|_| CodeError::Damaged)
    }

    fn text(&mut self) -> Result<String, CodeError> {
        let length = self.number(3)?;
        let units: Vec<u16> = (0..length)
            .map(|_| {
                self.number(5).and_then(|unit| unit.try_into().map_err(|_| CodeError::Damaged))
            })
            .collect::<Result<_, _>>()?;
        String::from_utf16(&units).map_err(|_| CodeError::Damaged)
    }

    fn year(&mut self) -> Result<u16, CodeError> {
        u16::try_from(self.number(4)?).map_err(|_| CodeError::Damaged)
    }

    /// Reads an edition: by its first report year, or in version 1 of the format by its index among
    /// the editions of 2019 and 2021.
    fn edition(&mut self, version: usize) -> Result<&'static Edition, CodeError> {
        let edition = match version {
            1 => match self.number(1)? {
                0 => edition_by_id("2019"),
                1 => edition_by_id("2021"),
                _ => None,
            },
            _ => edition_by_first_year(self.year()?),
        };
        edition.ok_or(CodeError::Newer)
    }

    /// The report, from a code in this version of the format.
    fn report(&mut self, version: usize) -> Result<Report, CodeError> {
        let year = self.year()?;
        let edition_of_report = self.edition(version)?;
        let mut tables = SortedMap::new();
        for key in TableKey::ALL {
            tables.insert(key, self.edition(version)?);
        }
        let flags = self.number(1)?;
        let level = u8::try_from(self.number(2)?).ok().and_then(AgencyLevel::of_number);
        let level = level.ok_or(CodeError::Newer)?;
        let covers_subordinates = match flags / 2 {
            0 => None,
            1 => Some(false),
            _ => Some(true),
        };
        let mut report =
            Report::new(year, Agency { name: self.text()?, level, covers_subordinates });
        report.set_editions(edition_of_report, tables);
        report.preface = Preface::of_year(year, edition_of_report.notice, "");
        report.set_as_issued(flags % 2 == 1);
        let cells: Vec<CellId> = report.form().cells().iter().map(|cell| cell.id).collect();
        let mut texts = Vec::new();
        for id in cells.iter().filter(|id| !report.is_calculated(**id)).copied().collect::<Vec<_>>()
        {
            if texts.is_empty() {
                texts = self.cells()?;
            }
            let text = texts.pop().ok_or(CodeError::Damaged)?;
            report.set_printed(id, &text);
        }
        if !texts.is_empty() {
            return Err(CodeError::Damaged);
        }
        for _ in 0..self.number(2)? {
            let id = *cells.get(self.number(3)?).ok_or(CodeError::Damaged)?;
            report.remarks.insert(id, self.text()?);
        }
        Ok(report)
    }

    /// The texts of the next cells: of one cell, or of a run of equal cells.
    fn cells(&mut self) -> Result<Vec<String>, CodeError> {
        let text = match self.number(1)? {
            0 => return Ok(vec!["0".to_owned(); self.number(1)? + 1]),
            9 => match self.number(1)? {
                0 => return Ok(vec![String::new(); self.number(1)? + 1]),
                1 => {
                    let sign =
                        ["", "+", "-"].get(self.number(1)?).copied().ok_or(CodeError::Damaged)?;
                    let width = self.number(2)?;
                    let whole = self.take(width)?;
                    let places = self.number(1)?;
                    let point = if places > 0 { "." } else { "" };
                    format!("{sign}{whole}{point}{}", self.take(places)?)
                }
                2 => self.text()?,
                3 => "/".to_owned(),
                4 => "—".to_owned(),
                _ => return Err(CodeError::Newer),
            },
            width => self.take(width)?.to_owned(),
        };
        Ok(vec![text])
    }
}

#[cfg(test)]
mod tests;
