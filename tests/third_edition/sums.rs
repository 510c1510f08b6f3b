//! Sums, rules, diagnosis, and the report of rules.

use crate::third_edition::edition::third;
use crate::{blank, cell, distinct, edition};
use nianbao::check::{
    Checker, Finding, Packs, RuleState, Severity, catalogue_markdown, rule_report,
};
use nianbao::diagnosis::diagnose;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use nianbao::sorted_map::SortedMap;
use std::sync::Arc;

fn findings(report: &Report) -> Vec<Finding> {
    Checker::new(&RULE_SET, report).findings().to_vec()
}

fn errors(report: &Report) -> Vec<String> {
    let findings = findings(report).into_iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {}", finding.rule.id, finding.message(report)))
        .collect()
}

#[test]
fn its_sums_hold_where_the_numbers_do() {
    let mut report = distinct();
    assert_eq!(errors(&report), Vec::<String>::new());
    let value = |report: &Report, id| report.value(cell(id)).expect(id).to_string();
    let media = "requests.new.media";
    let total = value(&report, "requests.new.total");
    report.set_cell(cell(media), "0");
    assert_ne!(value(&report, "requests.new.total"), total);
    report.set_cell(cell("requests.transferred.archive.natural"), "7000");
    assert!(errors(&report).iter().any(|error| error.contains("「自然人」一列收办不平")));
}

/// Every new row and column stands in its sums, and one wrong number is one finding.
#[test]
fn one_wrong_number_is_one_finding() {
    let mut clean = distinct();
    clean.set_as_issued(true);
    assert_eq!(errors(&clean), Vec::<String>::new());
    for (id, rule, words) in [
        ("requests.transferred.archive.media", "requests-row-sum", "「移送档案馆」一行"),
        ("requests.total.media", "requests-row-sum", "「办理总计」一行"),
        ("disputes.direct.settled", "disputes-sum", "「直接起诉」各项"),
    ] {
        let mut report = clean.clone();
        let wrong = report.value(cell(id)).expect(id) + nianbao::number::Decimal::from(1);
        report.set_cell(cell(id), &wrong.to_string());
        let errors = errors(&report);
        assert_eq!(errors.len(), 1, "{id}: {errors:?}");
        assert!(errors[0].starts_with(rule) && errors[0].contains(words), "{id}: {errors:?}");
        let checker = Checker::new(&RULE_SET, &report);
        assert!(checker.findings()[0].cells.contains(&cell(id)), "{id}");
        // What went wrong is found, too.
        let diagnosis = diagnose(&report, checker.findings(), None);
        let right = clean.value(cell(id)).expect(id).to_string();
        let repairs = diagnosis.repairs(&checker.findings()[0].key());
        let puts_right = repairs.iter().any(|repair| {
            repair
                .changes
                .iter()
                .any(|change| change.cell == cell(id) && change.to.to_string() == right)
        });
        assert!(puts_right, "{id}: {repairs:?}");
    }
}

/// The total of table 3 is named as this form prints it.
#[test]
fn a_sum_is_named_as_the_form_prints_it() {
    let mut report = distinct();
    report.set_as_issued(true);
    report.set_cell(cell("requests.total.media"), "1");
    report.set_cell(cell("requests.total.total"), "1");
    let said = errors(&report).join("\n");
    assert!(said.contains("（八）总计") && !said.contains("（七）总计"), "{said}");
}

/// A rule that reads cells which this form lacks is reported as not applicable, not as satisfied.
#[test]
fn a_rule_without_cells_is_not_satisfied() {
    let mut report = distinct();
    report.last_year = Some(Arc::new(blank(2030)));
    let checker = Checker::new(&RULE_SET, &report);
    let ran = rule_report(&report, &checker, &Packs::default());
    let idle = ran.iter().filter(|rule| rule.state == RuleState::OtherEdition);
    let idle: Vec<&str> = idle.map(|ran| ran.rule.id).collect();
    // Five end with the edition of 2019. The row of the sixth is gone; `asked.rs` shows who asks.
    assert_eq!(
        idle,
        [
            "open-total-low",
            "change-below-zero",
            "decisions-as-items",
            "prior-flow",
            "procurement-mismatch",
            "overdue-fee-unreported"
        ]
    );
    assert!(ran.iter().all(|ran| ran.lines.is_empty() == (ran.state == RuleState::OtherEdition)));
}

/// If an edition lacks one row of a table, rules still check the other rows.
#[test]
fn rules_read_the_rows_that_are_there() {
    let mut report = distinct();
    report.set_cell(cell("disclosure.normative.issued"), "900");
    report.set_cell(cell("disclosure.normative.repealed"), "0");
    report.set_cell(cell("disclosure.normative.in_force"), "10");
    let found = findings(&report);
    let low = found.iter().find(|finding| finding.rule.id == "in-force-low").expect("a finding");
    assert!(low.message(&report).to_string().contains("行政规范性文件"));
    report.set_cell(cell("disclosure.agreements.decisions"), "-3");
    assert!(errors(&report).iter().any(|error| error.contains("count-form")));
}

#[test]
fn a_table_of_another_edition_is_an_error() {
    for key in nianbao::edition::TableKey::ALL {
        let mut report = distinct();
        report.set_editions(third(), SortedMap::from([(key, edition("2021"))]));
        let errors = errors(&report);
        let said = format!("{}用的是2021版式，2031年度应当用2031版式", key.name());
        assert!(errors.iter().any(|error| error.contains(&said)), "{errors:?}");
    }
    // Tables of different editions are named with their own.
    let mut report = distinct();
    let tables = nianbao::edition::TableKey::ALL.into_iter().zip(["2019", "2021", "2019"]);
    report.set_editions(third(), tables.map(|(key, id)| (key, edition(id))).collect());
    let said = "表二、表四用的是2019版式，表三用的是2021版式，2031年度应当用2031版式";
    let errors_of_tables = errors(&report);
    assert!(errors_of_tables.iter().any(|error| error.contains(said)), "{errors_of_tables:?}");
    // Table 4 of 2019 is that of 2021.
    let mut report = blank(2025);
    report.set_editions(
        edition("2021"),
        SortedMap::from([(nianbao::edition::TableKey::Disputes, edition("2019"))]),
    );
    assert!(!errors(&report).iter().any(|error| error.contains("edition-year")));
}

#[test]
fn the_catalogue_names_it() {
    third();
    let catalogue = catalogue_markdown(&RULE_SET);
    assert!(catalogue.contains("2031"), "since(2021) includes what comes later");
}
