//! Composes the check sheet (核对单): one page that accompanies the report to the county, states how
//! the report was checked, and is signed.
//!
//! The input is a report and the result of its check in words ([`CheckSummary`]). The output is the
//! [`Document`] of the sheet: whose report it is, by which rules it was checked, the findings with
//! their justifications, the digest of the printed text, room for two signatures, and the data of
//! the tables as a QR code with instructions. The sheet is never part of the report itself.

use super::checked::{CheckSummary, FindingText, NAME};
use super::fitting::{Listed, Room};
use crate::document::digest::Digest;
use crate::document::qr::Matrix;
use crate::document::{Block, Cell, Document, LANGUAGE, Role, Row, Table, TextSize, clean, report};
use crate::draft::code;
use crate::report::{REPORT_NAME, Report};

/// The widths of the columns of the table in thousandths: number, severity, finding (two columns),
/// and justifications. The facts are arranged in pairs over the same columns.
const WIDTHS: [u16; 5] = [70, 80, 350, 130, 370];

/// Composes the sheet.
pub fn compose(report: &Report, checked: &CheckSummary) -> Document {
    let agency = clean(&report.agency.name);
    let name = format!("{}年{REPORT_NAME}{NAME}", report.year);
    let mut title = if agency.is_empty() { Vec::new() } else { report::broken_title(&agency) };
    title.push(name.clone());
    let matrix = code::write(report).ok().and_then(|digits| Matrix::of_digits(&digits));
    let digest = Digest::of(&report::compose(report, &report::DocumentOptions::default())).short();
    let facts = facts(report, checked, &digest);
    let room = Room::left_by(&title, &facts, matrix.is_some());
    let Listed { size, findings, shortened } = room.choose(&checked.findings);
    let mut note =
        "结果由程序按规则核对得出，说明由填报单位填写。没有发现问题，只说明各处互相对得上。"
            .to_owned();
    match checked.findings.len() - findings.len() {
        0 if shortened => note += "省略号后面的文字，请在程序里打开报告查看。",
        0 => {}
        left => note += &format!("另有{left}条没有列出，请在程序里打开报告查看。"),
    }
    let mut blocks = vec![
        Block::Title(title),
        Block::Table(table(facts, checked, size, &findings)),
        Block::TableNote(note),
        Block::Table(signatures()),
    ];
    match matrix {
        Some(matrix) => {
            blocks.push(Block::Code {
                matrix,
                meaning: "三张表的全部数据".to_owned(),
                caption: CAPTION.map(str::to_owned).into(),
            });
        }
        None => blocks.push(Block::TableNote(
            "三张表里的文字太长，印不成二维码；请用报告文件核对。".to_owned(),
        )),
    }
    Document {
        title: format!("{agency}{name}"),
        language: LANGUAGE,
        agency,
        year: report.year,
        draft_mark: false,
        blocks,
    }
}

/// The text beside the code. The words in quotation marks are labels of buttons on the page.
const CAPTION: [&str; 4] = [
    "扫码打开三张表",
    "1．打开本工具，在开始页点“扫码打开”。",
    "2．用扫码枪扫左边的二维码，数字收齐以后点“打开”。",
    "二维码里有单位、年度和三张表的数，没有文字。内容摘要相同的文件，除“草稿”标记外印出来的内容相同，不论是哪种格式。",
];

/// The rows that identify the report, the rules and the numbers.
fn facts(report: &Report, checked: &CheckSummary, digest: &str) -> Vec<Row> {
    let label =
        |text: &str, cols| Cell { text: text.to_owned(), cols, rows: 1, role: Role::RowHead };
    let text_cell =
        |text: &str, cols| Cell { text: text.to_owned(), cols, rows: 1, role: Role::Words };
    let pair = |(one, first): (&str, &str), (other, second): (&str, &str)| {
        row(vec![label(one, 2), text_cell(first, 1), label(other, 1), text_cell(second, 1)])
    };
    vec![
        pair(("报告版式", report.edition().name), ("核对日期", &checked.day)),
        row(vec![label("核对规则", 2), text_cell(&checked.rules, 3)]),
        pair(("规则包", &checked.packs), ("上年报告", &checked.last_year)),
        pair(("正文数字", &checked.numbers), ("内容摘要", digest)),
    ]
}

/// The table of the facts, with the findings below them.
fn table(
    facts: Vec<Row>,
    checked: &CheckSummary,
    size: TextSize,
    findings: &[FindingText],
) -> Table {
    let cell = |role, text: &str, cols| Cell { text: text.to_owned(), cols, rows: 1, role };
    let mut rows = facts;
    rows.push(Row {
        shaded: true,
        ..row(vec![cell(Role::GroupHead, &format!("核对结果：{}", checked.counts), WIDTHS.len())])
    });
    if checked.findings.is_empty() {
        rows.push(row(vec![cell(Role::GroupHead, "没有发现问题", WIDTHS.len())]));
    } else {
        let heads = [("序号", 1), ("程度", 1), ("内容", 2), ("说明", 1)];
        rows.push(row(heads.map(|(head, cols)| cell(Role::ColumnHead, head, cols)).into()));
    }
    for (index, FindingText { severity, message, justification }) in findings.iter().enumerate() {
        let number = (index + 1).to_string();
        rows.push(row(vec![
            cell(Role::Number, &number, 1),
            cell(Role::Number, severity, 1),
            cell(Role::Words, message, 2),
            cell(Role::Words, justification, 1),
        ]));
    }
    Table {
        key: "checked",
        caption: format!("{NAME}　核对了什么、发现和说明了什么"),
        size,
        widths: WIDTHS.into(),
        header_rows: 0,
        rows,
    }
}

/// The table for the signatures of the person who filled in the report and the person who reviewed
/// it.
fn signatures() -> Table {
    let line = |one: &str, other: &str| {
        let cell = |role, text: &str| Cell { text: text.to_owned(), cols: 1, rows: 1, role };
        row(vec![
            cell(Role::RowHead, one),
            cell(Role::Words, ""),
            cell(Role::RowHead, other),
            cell(Role::Words, ""),
        ])
    };
    let rows = vec![line("经办人签字", "审核人签字"), line("日　　期", "日　　期")];
    Table {
        key: "signed",
        caption: format!("{NAME}　签字"),
        size: TextSize::Large,
        widths: vec![180, 320, 180, 320],
        header_rows: 0,
        rows,
    }
}

const fn row(cells: Vec<Cell>) -> Row {
    Row { shaded: false, keep_with_next: false, cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Packs, Severity};
    use crate::edition::{AgencyLevel, CellId};
    use crate::layout::{NominalMetrics, layout};
    use crate::report::{Agency, Date};
    use crate::rules::RULE_SET;
    use std::sync::Arc;

    fn composed(report: &Report) -> Document {
        let packs = Arc::new(Packs::default());
        let checker = Checker::with(&RULE_SET, report, packs.clone());
        compose(report, &CheckSummary::of(report, &checker, &packs, Date::parse("2026-01-20")))
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
        let mut report = Report::new(
            2025,
            Agency {
                name: "示例县甲镇人民政府".to_owned(),
                level: AgencyLevel::Township,
                covers_subordinates: None,
            },
        );
        for id in report
            .form()
            .clone()
            .cells()
            .iter()
            .map(|cell| cell.id)
            .filter(|id| id.table == crate::edition::TableKey::Requests)
        {
            if !report.is_calculated(id) {
                report.set_cell(id, "0");
            }
        }
        report.set_cell(CellId::parse("requests.new.natural").expect("a cell"), "3");
        report
    }

    #[test]
    fn the_sheet_names_the_report_and_its_findings() {
        let sheet = composed(&report());
        assert_eq!(sheet.title, "示例县甲镇人民政府2025年政府信息公开工作年度报告核对单");
        let rows = texts(&sheet, "checked");
        assert_eq!(rows[0], ["报告版式", "2021版式", "核对日期", "2026年1月20日"]);
        assert_eq!(rows[2][..2], ["规则包", "没有使用"]);
        let digest =
            Digest::of(&report::compose(&report(), &report::DocumentOptions::default())).short();
        assert_eq!(rows[3][2..], ["内容摘要", &digest]);
        assert!(rows[4][0].starts_with("核对结果：错误1条"), "{rows:?}");
        assert_eq!((rows[6][1].as_str(), rows[6][3].as_str()), ("错误", ""));
        assert!(rows[6][2].contains("收办不平") && rows[6][2].contains("新收 3"), "{rows:?}");
        assert_eq!(texts(&sheet, "signed")[0], ["经办人签字", "", "审核人签字", ""]);
        assert!(matches!(
            sheet.blocks.last(),
            Some(Block::Code { caption, .. })
                if caption.iter().any(|line| line.contains("“扫码打开”"))
        ));
    }

    #[test]
    fn a_justification_is_beside_its_finding() {
        let mut report = report();
        let checker = Checker::new(&RULE_SET, &report);
        let finding = checker
            .findings()
            .iter()
            .find(|finding| finding.severity == Severity::Error)
            .expect("unbalanced")
            .clone();
        report.justifications.push(finding.justify(
            &report,
            "其他原因",
            "台账就是这样记的",
            "2026-01-20",
        ));
        let found = texts(&composed(&report), "checked");
        assert!(
            found
                .iter()
                .any(|row| row.last().map(String::as_str) == Some("其他原因：台账就是这样记的")),
            "{found:?}"
        );
    }

    #[test]
    fn a_report_without_findings_has_a_line_that_says_so() {
        let report = Report::new(
            2025,
            Agency { name: String::new(), level: AgencyLevel::Township, covers_subordinates: None },
        );
        let checked = CheckSummary {
            findings: Vec::new(),
            ..CheckSummary::of(&report, &Checker::new(&RULE_SET, &report), &Packs::default(), None)
        };
        let sheet = compose(&report, &checked);
        assert_eq!(texts(&sheet, "checked").last().expect("a row"), &["没有发现问题"]);
        assert_eq!(
            sheet.blocks[0],
            Block::Title(vec!["2025年政府信息公开工作年度报告核对单".to_owned()])
        );
    }

    #[test]
    fn the_sheet_is_always_one_page() {
        let mut report = report();
        let noted = |message_length: usize, justification_length: usize| FindingText {
            severity: "错误".to_owned(),
            message: "收办不平：新收、结转与办理结果，"
                .chars()
                .cycle()
                .take(message_length)
                .collect(),
            justification: "台账（2026）".chars().cycle().take(justification_length).collect(),
        };
        for (agency, packs) in [
            ("示例县甲镇人民政府", "没有使用"),
            (
                "示例省示例自治州示例自治县经济技术开发区某某综合服务中心管理委员会",
                "示例州政务公开办核对要求（2026年修订）；示例县政务公开办核对要求；乡镇核对要求",
            ),
        ] {
            agency.clone_into(&mut report.agency.name);
            let mut all = Vec::new();
            for (count, message_length, justification_length) in [
                (0, 0, 0),
                (1, 60, 0),
                (3, 75, 30),
                (9, 40, 0),
                (12, 70, 14),
                (40, 20, 40),
                (2, 700, 0),
                (1, 4000, 0),
                (100, 1, 1),
            ] {
                let base = CheckSummary::of(
                    &report,
                    &Checker::new(&RULE_SET, &report),
                    &Packs::default(),
                    Date::parse("2026-01-20"),
                );
                let checked = CheckSummary {
                    packs: packs.to_owned(),
                    findings: vec![noted(message_length, justification_length); count],
                    ..base
                };
                let sheet = compose(&report, &checked);
                let pages = layout(&sheet, &NominalMetrics).pages;
                assert_eq!(
                    pages.len(),
                    1,
                    "{agency}: {count} findings of {message_length} and {justification_length} \
                     characters"
                );
                let listed = texts(&sheet, "checked")
                    .iter()
                    .filter(|row| row.get(1).is_some_and(|severity| severity == "错误"))
                    .count();
                let note = format!("另有{}条没有列出", count - listed);
                let is_noted = sheet
                    .blocks
                    .iter()
                    .any(|block| matches!(block, Block::TableNote(text) if text.contains(&note)));
                assert_eq!(is_noted, listed < count, "{note}");
                all.push(listed);
            }
            let least = if packs == "没有使用" {
                [0, 1, 3, 8, 8, 6, 2, 1, 8]
            } else {
                [0, 1, 3, 5, 5, 4, 2, 1, 5]
            };
            assert!(
                least.iter().zip(&all).all(|(least, listed)| listed >= least),
                "{agency}: {all:?}"
            );
        }
    }

    #[test]
    fn the_sheet_is_one_page_with_many_rule_packs() {
        let mut report = report();
        for name in ["示例县第1期政务公开核对要求（修订）".to_owned(), "核对要求".repeat(60)]
        {
            for count in [1, 5, 15, 300] {
                report.rule_packs = (0..count).map(|number| format!("{number}{name}")).collect();
                for findings in [0, 3] {
                    let checked = CheckSummary::of(
                        &report,
                        &Checker::new(&RULE_SET, &report),
                        &Packs::default(),
                        Date::parse("2026-01-20"),
                    );
                    let found = FindingText {
                        severity: "错误".to_owned(),
                        message: "收办不平。".to_owned(),
                        justification: String::new(),
                    };
                    let checked = CheckSummary { findings: vec![found; findings], ..checked };
                    assert_eq!(
                        layout(&compose(&report, &checked), &NominalMetrics).pages.len(),
                        1,
                        "{count} packs, {findings} findings"
                    );
                    assert!(
                        checked.packs.starts_with("0示例县")
                            || checked.packs.starts_with("0核对要求"),
                        "{}",
                        checked.packs
                    );
                    assert_eq!(
                        checked.packs.ends_with(&format!("等{count}个")),
                        count > 1 || name.len() > 200,
                        "{}",
                        checked.packs
                    );
                }
            }
        }
    }
}
