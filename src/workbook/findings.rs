//! Composes the sheet of findings, for people who go through a report cell by cell.
//!
//! The input is a report and its findings, the output one sheet. It is added only to a workbook
//! that is requested with findings, because findings and justifications are not part of the
//! finished document.

use super::report::{WIDTH, heights};
use super::{CellStyle, CellValue, FINDINGS_SHEET, Sheet, SheetCell, SheetRow};
use crate::check::Finding;
use crate::document::{Run, clean};
use crate::edition::FormCell;
use crate::report::Report;

/// The columns: the head, and the width in thousandths.
const COLUMNS: [(&str, u32); 6] =
    [("程度", 60), ("规则", 140), ("问题", 320), ("涉及的格", 200), ("怎么办", 150), ("说明", 130)];

/// Composes the sheet.
pub fn sheet(report: &Report, findings: &[Finding]) -> Sheet {
    let widths: Vec<u32> = COLUMNS.iter().map(|(_, width)| width * WIDTH / 1000).collect();
    let head = COLUMNS.map(|(head, _)| head.to_owned());
    let mut rows = vec![row(&head, CellStyle::ListHead)];
    rows.extend(
        findings.iter().map(|finding| row(&column_texts(report, finding), CellStyle::ListText)),
    );
    if findings.is_empty() {
        let nothing = ["", "", "没有发现问题。", "", "", ""].map(str::to_owned);
        rows.push(row(&nothing, CellStyle::ListText));
    }
    let heights = heights(&rows, &widths);
    let rows =
        rows.into_iter().zip(heights).map(|(cells, height)| SheetRow { height, cells }).collect();
    Sheet { name: FINDINGS_SHEET, widths, rows, repeated: Some((0, 1)) }
}

/// The texts of one finding, column by column.
fn column_texts(report: &Report, finding: &Finding) -> [String; 6] {
    let cells = finding
        .cells
        .iter()
        .filter_map(|id| report.form().cell(*id).map(|cell| (id, FormCell::name(cell))));
    let places: Vec<String> =
        cells.map(|(id, name)| format!("{}：{name}", id.table.name())).collect();
    let justification = finding.justification(report).map(|justification| {
        let parts = [
            justification.reason.as_str(),
            justification.text.as_str(),
            justification.date.as_str(),
        ];
        parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("；")
    });
    [
        finding.severity.name().to_owned(),
        finding.rule.title.to_owned(),
        finding.message(report).to_string(),
        places.join("；"),
        finding.rule.todo.to_owned(),
        justification.unwrap_or_default(),
    ]
}

fn row(texts: &[String; 6], style: CellStyle) -> Vec<SheetCell> {
    let value = |text: &str| {
        Some(clean(text))
            .filter(|text| !text.is_empty())
            .map_or(CellValue::Blank, |text| CellValue::Text(vec![Run::plain(&text)]))
    };
    texts
        .iter()
        .enumerate()
        .map(|(column, text)| SheetCell { column, cols: 1, rows: 1, style, value: value(text) })
        .collect()
}
