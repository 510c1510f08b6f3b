//! Files that other programs made: every cell comes out right, or is doubted, or a note says that it
//! was not read.

#[path = "outside/outside.rs"]
mod outside;

#[path = "foreign/html.rs"]
mod html;
#[path = "foreign/layouts.rs"]
mod layouts;
#[path = "foreign/pdf.rs"]
mod pdf;
#[path = "foreign/smallest.rs"]
mod smallest;
#[path = "foreign/text.rs"]
mod text;
#[path = "foreign/trials.rs"]
mod trials;
#[path = "foreign/word.rs"]
mod word;
#[path = "foreign/workbook.rs"]
mod workbook;

use nianbao::edition::CellId;
use nianbao::import::{ImportOptions, Imported, import};
use nianbao::report::{DoubtPlace, Report};
use std::path::{Path, PathBuf};

/// A folder beside the project; `None`, said aloud, if it is not there.
fn beside(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if path.exists() {
        return Some(path);
    }
    outside::tell("files of other programs", &format!("no {}", path.display()));
    None
}

/// The content of a file, or the sentence that refuses it.
fn try_read(path: &Path) -> Result<Imported, String> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import(&bytes, &ImportOptions::default()).map_err(|error| error.to_string())
}

/// The content of a file.
fn read_file(path: &Path) -> Imported {
    try_read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How the cells of a file compare with the truth.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    /// Cells that are blank and doubted, or hold another number and are doubted.
    doubted: Vec<String>,
    /// Cells of tables that a note says were not found.
    blank: usize,
    /// Cells that hold another number and no mark.
    wrong: Vec<String>,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, doubted, blank, wrong } = self;
        write!(f, "{right} right, {} doubted, {blank} blank, {} wrong", doubted.len(), wrong.len())
    }
}

/// Compares all cells of a report with a file's.
fn tally(imported: &Imported, truth: &Report) -> Tally {
    let mut tally = Tally::default();
    for cell in truth.form().cells() {
        let (expected, seen) = (truth.value(cell.id), imported.report.value(cell.id));
        let is_doubted = imported.report.doubts.contains_key(&DoubtPlace::Cell(cell.id));
        let name = || format!("{}: {seen:?}, not {expected:?}", cell.id);
        if seen == expected {
            tally.right += 1;
        } else if is_doubted {
            tally.doubted.push(name());
        } else if seen.is_none() {
            tally.blank += 1;
        } else {
            tally.wrong.push(name());
        }
    }
    tally
}

/// The text of a cell, `?` and what was found if it is blank and doubted, or the text with `?` if
/// it is doubted.
fn seen(imported: &Imported, id: &str) -> String {
    let id = CellId::parse(id).expect(id);
    let text = imported.report.text(id);
    match imported.report.doubts.get(&DoubtPlace::Cell(id)) {
        None => text,
        Some(doubt) => {
            let found: Vec<&str> = doubt.candidates.iter().map(|one| one.value.as_str()).collect();
            format!("{text}?{}", found.join("|"))
        }
    }
}

/// The second table of the latest form in rows of HTML, in which `row` stands for that of 规范性文件.
fn table_two(row: &str) -> String {
    format!(
        "<table><tr><td colspan=4>第二十条第（一）项<tr><td>信息内容<td>本年制发件数<td>本年废止件数\
         <td>现行有效件数<tr><td>规章<td>0<td>0<td>0<tr><td>行政规范性文件{row}\
         <tr><td colspan=4>第二十条第（五）项<tr><td>信息内容<td colspan=3>本年处理决定数量\
         <tr><td>行政许可<td colspan=3>787<tr><td colspan=4>第二十条第（六）项\
         <tr><td>信息内容<td colspan=3>本年处理决定数量<tr><td>行政处罚<td colspan=3>1095\
         <tr><td>行政强制<td colspan=3>3<tr><td colspan=4>第二十条第（八）项\
         <tr><td>信息内容<td colspan=3>本年收费金额（单位：万元）<tr><td>行政事业性收费\
         <td colspan=3>7.12</table>"
    )
}

/// The content of the bytes of a file.
fn read(bytes: &[u8]) -> Imported {
    import(bytes, &ImportOptions::default()).expect("a report")
}

/// The numbers of 规范性文件: 制发, 废止, 现行有效.
fn normative(imported: &Imported) -> [String; 3] {
    ["issued", "repealed", "in_force"]
        .map(|column| cell(imported, &format!("disclosure.normative.{column}")))
}

/// The text of a cell.
fn cell(imported: &Imported, id: &str) -> String {
    imported.report.text(CellId::parse(id).expect("a cell"))
}
