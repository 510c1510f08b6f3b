//! The check sheet (核对单): one page that goes to the county with the report, and says how it was checked.
//!
//! In: a report, what was found in it, and the rule packs in use. Out: its [`Document`]: whose report it is, by which rules it was checked,
//! what was found and what the organ says of it, and the digest of the data. It is never part of the report itself.

use super::{Block, Cell, Document, LANGUAGE, Role, Row, Run, Table, TextSize, clean};
use crate::report::{Date, REPORT_NAME, Report};
use crate::rules::{Checker, Finding, Packs, RULE_SET, RULES, RanState, Severity, ran};

/// What the sheet is called.
pub const NAME: &str = "核对单";

/// What a check sheet is made of.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The report.
    pub report: &'a Report,
    /// What was found in it.
    pub checker: &'a Checker,
    /// The rule packs in use.
    pub packs: &'a Packs,
    /// The digest of the report's data, as it is printed.
    pub digest: &'a str,
    /// The day of checking; `None` leaves it out.
    pub checked_on: Option<Date>,
}

/// Lines of findings that fit the page under the first table.
const LINES: usize = 34;
/// Full-width characters in a line of the column for what was found, and of the one for 说明.
const FOUND_LINE: usize = 22;
const SAID_LINE: usize = 12;

/// Composes the sheet.
pub fn compose(sheet: &Sheet) -> Document {
    let report = sheet.report;
    let agency = clean(&report.agency.name);
    let title = format!("{agency}{}年{REPORT_NAME}{NAME}", report.year);
    let mut blocks = vec![Block::Title(vec![NAME.to_owned()]), Block::Table(facts(sheet))];
    let found: Vec<&Finding> = sheet.checker.findings().iter().filter(|finding| !finding.is_progress()).collect();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let counts = Severity::ALL.map(|severity| format!("{}{}条", severity.name(), count(severity))).join("，");
    blocks.push(Block::Paragraph(vec![Run::plain(&format!("核对结果：{counts}。"))]));
    if !found.is_empty() {
        let (table, left) = findings(report, &found);
        blocks.push(Block::Table(table));
        if left > 0 {
            blocks.push(Block::TableNote(format!("另有{left}条没有列出，请在程序里打开报告查看。")));
        }
    }
    Document { title, language: LANGUAGE, agency, year: report.year, draft_mark: false, blocks }
}

/// Whose report, by which rules, which numbers.
fn facts(sheet: &Sheet) -> Table {
    let report = sheet.report;
    let ran = ran(report, sheet.checker, sheet.packs);
    let count = |wanted: fn(&RanState) -> bool| ran.iter().filter(|ran| wanted(&ran.state)).count();
    let judged = count(|state| matches!(state, RanState::Clean | RanState::Found(_)));
    let open = count(|state| *state == RanState::Unfinished);
    let waiting = if open > 0 { format!("，{open}条等填完再核对") } else { String::new() };
    let rules = format!("{RULE_SET}版，共{}条，核对了{judged}条{waiting}", RULES.len() + sheet.packs.rules().count());
    let packs = report.rule_packs.iter().map(|name| {
        let used = sheet.packs.all().iter().any(|pack| pack.name == *name);
        if used { name.clone() } else { format!("{name}（没有放入，未采用）") }
    });
    let packs = packs.collect::<Vec<_>>().join("；");
    let last = report.comparable_last_year().map_or_else(|| "没有放入，未核对".to_owned(), |last| format!("{}年的报告", last.year));
    let numbers = sheet.checker.judgement().count();
    let lines = [
        ("单位", clean(&report.agency.name)),
        ("报告年度", format!("{}年，{}", report.year, report.edition().name)),
        ("核对规则", rules),
        ("规则包", if packs.is_empty() { "没有使用".to_owned() } else { clean(&packs) }),
        ("上年报告", last),
        ("正文数字", format!("{}个数字，{}个已核", numbers.numbers, numbers.checked)),
        ("数据摘要", sheet.digest.to_owned()),
        ("核对日期", sheet.checked_on.map(Date::chinese).unwrap_or_default()),
    ];
    let rows = lines.into_iter().map(|(name, words)| row(vec![cell(Role::RowHead, name.to_owned()), cell(Role::Words, words)]));
    Table {
        key: "facts", caption: format!("{NAME}　基本情况"), size: TextSize::Medium, widths: vec![180, 820], header_rows: 0, rows: rows.collect()
    }
}

/// What was found, as far as the page holds it, and how many findings it does not.
fn findings(report: &Report, found: &[&Finding]) -> (Table, usize) {
    let heads = ["序号", "程度", "内容", "说明"].map(|head| cell(Role::ColumnHead, head.to_owned()));
    let mut rows = vec![row(heads.into())];
    let mut taken = 0;
    let lines = |text: &str, line: usize| text.chars().count().div_ceil(line).max(1);
    for (index, finding) in found.iter().enumerate() {
        let words = clean(&finding.message(report).to_string());
        let said = finding.explanation(report).map_or_else(String::new, |said| match clean(&said.text).as_str() {
            "" => said.reason.clone(),
            text => format!("{}：{text}", said.reason),
        });
        taken += lines(&words, FOUND_LINE).max(lines(&said, SAID_LINE));
        if taken > LINES {
            break;
        }
        let cells =
            [(Role::Number, (index + 1).to_string()), (Role::Words, finding.severity.name().to_owned()), (Role::Words, words), (Role::Words, said)];
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
    use crate::report::Agency;
    use std::sync::Arc;

    fn composed(report: &Report) -> Document {
        let packs = Arc::new(Packs::default());
        let checker = Checker::with(report, packs.clone());
        compose(&Sheet { report, checker: &checker, packs: &packs, digest: "A1B2", checked_on: Date::parse("2026-01-20") })
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
        assert_eq!(facts[6], ["数据摘要", "A1B2"]);
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
        let note = format!("另有{}条没有列出", all - listed);
        assert!(sheet.blocks.iter().any(|block| matches!(block, Block::TableNote(text) if text.starts_with(&note))), "{note}");
    }
}
