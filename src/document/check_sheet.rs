//! The check sheet (核对单): one page that goes to the county with the report, and says how it was checked.
//!
//! In: a report, and what the rules say of it in words ([`Checked`]). Out: its [`Document`]: whose report it is, by which rules it was checked,
//! what was found and what the organ says of it, the digest of the data, and the data themselves as a QR code. It is never part of the
//! report itself.

use super::checked::{Checked, NAME, Noted};
use super::digest::Digest;
use super::qr::Matrix;
use super::{Block, Cell, Document, LANGUAGE, Role, Row, Run, Table, TextSize, clean, report};
use crate::draft::code;
use crate::report::{REPORT_NAME, Report};

/// Lines of findings that fit the page between the first table and the code.
const LINES: usize = 22;
/// Full-width characters in a line of the column for what was found, and of the one for 说明.
const FOUND_LINE: usize = 22;
const SAID_LINE: usize = 12;

/// Composes the sheet.
pub fn compose(report: &Report, checked: &Checked) -> Document {
    let agency = clean(&report.agency.name);
    let title = format!("{agency}{}年{REPORT_NAME}{NAME}", report.year);
    let digest = Digest::of(&report::compose(report, &report::Options::default())).short();
    let mut blocks = vec![Block::Title(vec![NAME.to_owned()]), Block::Table(facts(report, checked, digest))];
    blocks.push(Block::Paragraph(vec![Run::plain(&format!("核对结果：{}。", checked.counts))]));
    if !checked.findings.is_empty() {
        let (table, left) = findings(&checked.findings);
        blocks.push(Block::Table(table));
        if left > 0 {
            blocks.push(Block::TableNote(format!("另有{left}条没有列出，请在程序里打开报告查看。")));
        }
    }
    let matrix = code::write(report).ok().and_then(|digits| Matrix::of_digits(&digits));
    blocks.push(Block::TableNote(match &matrix {
        Some(_) => "下面的二维码里是三张表的全部数据：在程序的“扫码打开”里扫描，就能还原这三张表。".to_owned(),
        None => "三张表里的文字太长，印不成二维码；请用报告文件核对。".to_owned(),
    }));
    blocks.extend(matrix.map(|matrix| Block::Code { matrix, meaning: "三张表的全部数据".to_owned() }));
    Document { title, language: LANGUAGE, agency, year: report.year, draft_mark: false, blocks }
}

/// Whose report, by which rules, which numbers.
fn facts(report: &Report, checked: &Checked, digest: String) -> Table {
    let checked = checked.clone();
    let lines = [
        ("单位", clean(&report.agency.name)),
        ("报告年度", format!("{}年，{}", report.year, report.edition().name)),
        ("核对规则", checked.rules),
        ("规则包", checked.packs),
        ("上年报告", checked.last_year),
        ("正文数字", checked.numbers),
        ("数据摘要", digest),
        ("核对日期", checked.day),
    ];
    let rows = lines.into_iter().map(|(name, words)| row(vec![cell(Role::RowHead, name.to_owned()), cell(Role::Words, words)]));
    Table {
        key: "facts", caption: format!("{NAME}　基本情况"), size: TextSize::Medium, widths: vec![180, 820], header_rows: 0, rows: rows.collect()
    }
}

/// What was found, as far as the page holds it, and how many findings it does not.
fn findings(found: &[Noted]) -> (Table, usize) {
    let heads = ["序号", "程度", "内容", "说明"].map(|head| cell(Role::ColumnHead, head.to_owned()));
    let mut rows = vec![row(heads.into())];
    let mut taken = 0;
    let lines = |text: &str, line: usize| text.chars().count().div_ceil(line).max(1);
    for (index, Noted { severity, words, said }) in found.iter().enumerate() {
        taken += lines(words, FOUND_LINE).max(lines(said, SAID_LINE));
        if taken > LINES {
            break;
        }
        let cells =
            [(Role::Number, (index + 1).to_string()), (Role::Words, severity.clone()), (Role::Words, words.clone()), (Role::Words, said.clone())];
        rows.push(row(cells.into_iter().map(|(role, text)| cell(role, text)).collect()));
    }
    let left = found.len() + 1 - rows.len();
    let table =
        Table {
            key: "findings", caption: format!("{NAME}　核对结果"), size: TextSize::Small, widths: vec![80, 90, 540, 290], header_rows: 1, rows
        };
    (table, left)
}

const fn row(cells: Vec<Cell>) -> Row {
    Row { shaded: false, keep_with_next: false, cells }
}

const fn cell(role: Role, text: String) -> Cell {
    Cell { text, cols: 1, rows: 1, role }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{AgencyLevel, CellId};
    use crate::layout::{Named, layout};
    use crate::report::{Agency, Date};
    use crate::rules::{Checker, Packs, Severity};
    use std::sync::Arc;

    fn composed(report: &Report) -> Document {
        let packs = Arc::new(Packs::default());
        let checker = Checker::with(report, packs.clone());
        compose(report, &Checked::of(report, &checker, &packs, Date::parse("2026-01-20")))
    }

    fn texts(document: &Document, key: &str) -> Vec<Vec<String>> {
        let table = document.blocks.iter().find_map(|block| match block {
            Block::Table(table) if table.key == key => Some(table),
            _ => None,
        });
        let rows = table.map(|table| &table.rows[..]).unwrap_or_default();
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    fn report() -> Report {
        let mut report = Report::new(2025, Agency { name: "示例县甲镇人民政府".to_owned(), level: AgencyLevel::Township, covers_subordinates: None });
        for id in report.form().clone().cells().iter().map(|cell| cell.id).filter(|id| id.table == crate::edition::TableKey::Requests) {
            if !report.is_calculated(id) {
                report.set_cell(id, "0");
            }
        }
        report.set_cell(CellId::parse("requests.new.natural").expect("a cell"), "3");
        report
    }

    #[test]
    fn it_says_whose_report_was_checked_and_what_was_found() {
        let sheet = composed(&report());
        let facts = texts(&sheet, "facts");
        assert_eq!(facts[0], ["单位", "示例县甲镇人民政府"]);
        assert_eq!(facts[3], ["规则包", "没有使用"]);
        let digest = Digest::of(&report::compose(&report(), &report::Options::default())).short();
        assert_eq!(facts[6], ["数据摘要", &digest]);
        assert_eq!(facts[7], ["核对日期", "2026年1月20日"]);
        let found = texts(&sheet, "findings");
        assert_eq!((found[1][1].as_str(), found[1][3].as_str()), ("错误", ""));
        assert!(found[1][2].contains("收办不平") && found[1][2].contains("新收 3"), "{found:?}");
    }

    #[test]
    fn a_reason_stands_beside_its_finding() {
        let mut report = report();
        let checker = Checker::new(&report);
        let finding = checker.findings().iter().find(|finding| finding.severity == Severity::Error).expect("unbalanced").clone();
        report.explanations.push(finding.explain(&report, "其他原因", "台账就是这样记的", "2026-01-20"));
        let found = texts(&composed(&report), "findings");
        assert!(found.iter().any(|row| row[3] == "其他原因：台账就是这样记的"), "{found:?}");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let mut report = report();
        for id in report.form().clone().cells().iter().map(|cell| cell.id) {
            report.set_cell(id, "许多");
        }
        let sheet = composed(&report);
        let listed = texts(&sheet, "findings").len() - 1;
        let all = Checker::new(&report).findings().iter().filter(|finding| !finding.is_progress()).count();
        assert!(listed > 0 && listed < all);
        assert_eq!(layout(&sheet, &Named).pages.len(), 1);
        let note = format!("另有{}条没有列出", all - listed);
        assert!(sheet.blocks.iter().any(|block| matches!(block, Block::TableNote(text) if text.starts_with(&note))), "{note}");
    }
}
