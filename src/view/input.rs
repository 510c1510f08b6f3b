//! The names of fields in their attribute `data-field`. Cells, controls, units and texts have
//! `data-cell`, `data-control`, `data-unit` and `data-prose` instead.

use super::vocabulary::vocabulary;
use crate::edition::TableKey;
use crate::session::Field;

vocabulary! {
    /// A field of the page.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum FieldName, parsed;

    // ---- The start screen ----

    /// Save nothing on this computer.
    Nowhere = "nowhere" in "start screen; a box";
    /// The name of the agency.
    NewName = "new.name" in "dialog 新建年报";
    /// The level of the agency.
    NewLevel = "new.level" in "dialog 新建年报; a `select`";
    /// The report year.
    NewYear = "new.year" in "dialog 新建年报";
    /// The digits of a QR code.
    ScanDigits = "scan.digits" in "dialog 扫码打开";

    /// What is looked for in the manual.
    ManualSearch = "manual.search" in "dialog 使用说明";

    // ---- 报告信息 and tables ----

    /// 照原文录入.
    AsIssued = "as_issued" in "报告信息; a box";
    /// The edition of the report.
    Edition = "edition" in "报告信息; a `select`";
    /// The edition of one table, where it differs.
    TableEdition(table: TableKey) = "table_editions." in "报告信息; a `select`";
    /// The note under a table.
    TableNote(table: TableKey) = "table_notes." in "below a table";
    /// Whether the report is checked by a rule pack.
    RulePack(name: String) = "rule_packs." in "报告信息; a box";

    // ---- Dialogs of an open report ----

    /// The format of the check sheet: `docx` `pdf` `ofd`.
    ExportSheet = "export.sheet" in "export dialog; a `select`";
    /// Whether a document is wanted.
    Export(document: String) = "export." in "export dialog; a box";
    /// Whether a character may be taken from another font.
    FontsStandIn = "fonts.stand_in" in "dialog 字体; a box";
    /// The cell of the live field that is to be inserted.
    FieldCell = "field.cell" in "dialog 插入表中的数; a `select`";
    /// The reason of a justification.
    ExplainReason = "explain.reason" in "dialog 写说明; a `select`";
    /// The text of a justification.
    ExplainText = "explain.text" in "dialog 写说明";

    // ---- Members of the draft ----

    /// A member of the report: `agency.name` `agency.level` `year` `title` `preface.…`
    /// `signature.organ` `signature.date`.
    Report(member: Field) = "" in "报告信息";
}

impl FieldName {
    /// A CSS selector for the field.
    pub fn selector(&self) -> String {
        format!("[data-field='{self}']")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for name in [
            "nowhere",
            "as_issued",
            "edition",
            "export.sheet",
            "export.check-sheet",
            "table_notes.requests",
            "table_editions.disclosure",
            "rule_packs.某市",
            "agency.name",
            "year",
            "signature.date",
        ] {
            assert_eq!(FieldName::parse(name).expect(name).to_string(), name);
        }
        for name in ["", "export.", "table_notes.other", "agency", "edition.x"] {
            assert_eq!(FieldName::parse(name), None, "{name}");
        }
        assert_eq!(FieldName::parse("export.sheet"), Some(FieldName::ExportSheet));
        assert_eq!(FieldName::parse("year"), Some(FieldName::Report(Field::Year)));
    }
}
