//! The engine: folding against its algebra, the incremental pass against the full one, the wording of every finding.

use super::*;
use crate::report::Agency;

fn report(year: u16) -> Report {
    Report::new(year, Agency { name: "示例县甲镇人民政府".to_owned(), level: AgencyLevel::Township, covers_subordinates: None })
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

/// A report in which every number of tables 3 and 4 is filled in, differs from its neighbours, and every sum holds.
fn balanced(year: u16, as_issued: bool) -> Report {
    let mut report = report(year);
    let form = report.form().clone();
    for (slot, cell) in form.cells().iter().enumerate() {
        if form.is_derived(cell.id) || cell.id.row == "new" {
            continue;
        }
        report.set_cell(cell.id, &(slot % 17 + slot % 5 + 3).to_string());
    }
    for column in ["natural", "business", "research", "welfare", "legal", "other"] {
        let value = |row: &str| report.value(id(&format!("requests.{row}.{column}"))).expect(row);
        let new = value("total") + value("carried_out") - value("carried_in");
        report.set_cell(id(&format!("requests.new.{column}")), &new.to_string());
    }
    report.set_as_issued(as_issued);
    report
}

fn errors(report: &Report) -> Vec<Finding> {
    Checker::new(report).findings().iter().filter(|finding| matches!(finding.fact, Fact::Sum { .. })).cloned().collect()
}

fn in_words(report: &Report) -> Vec<String> {
    errors(report).iter().map(|finding| finding.message(report).to_string()).collect()
}

#[test]
fn a_balanced_report_raises_nothing() {
    for (year, as_issued) in [(2020, false), (2020, true), (2025, false), (2025, true)] {
        let report = balanced(year, as_issued);
        assert_eq!(in_words(&report), Vec::<String>::new());
    }
}

/// The imbalance of the mock: 60 received, 61 dealt with, totals as printed.
fn imbalance() -> Report {
    let mut report = report(2025);
    report.set_as_issued(true);
    let form = report.form().clone();
    for cell in form.cells() {
        report.set_cell(cell.id, "0");
    }
    for (row, [natural, business, total]) in [
        ("new", ["60", "2", "62"]),
        ("granted", ["59", "2", "61"]),
        ("partial", ["1", "0", "1"]),
        ("other.other", ["1", "0", "1"]),
        ("total", ["61", "2", "63"]),
    ] {
        for (column, typed) in [("natural", natural), ("business", business), ("total", total)] {
            report.set_cell(id(&format!("requests.{row}.{column}")), typed);
        }
    }
    report
}

#[test]
fn one_cause_is_one_finding() {
    let report = imbalance();
    let found = errors(&report);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].cells[..2], [id("requests.new.natural"), id("requests.carried_in.natural")]);
    insta::assert_snapshot!(found[0].message(&report), @"「自然人」一列收办不平：新收 60 + 上年结转 0 = 60，办理总计 61 + 结转下年 0 = 61，右边多 1 件；「总计」列同样多 1，多半是同一处。");
}
