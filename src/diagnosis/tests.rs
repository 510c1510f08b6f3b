//! Tests with known causes: which repairs are offered first, which are recommended, and how they
//! are worded.

use super::*;
use crate::check::Checker;
use crate::edition::AgencyLevel;
use crate::report::Agency;
use crate::rules::RULE_SET;

mod blocks;

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

/// A report in which every number of tables 3 and 4 is filled in and every sum holds.
fn balanced(as_issued: bool) -> Report {
    let mut report = Report::new(
        2025,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    );
    let form = report.form().clone();
    for (slot, cell) in
        form.cells().iter().enumerate().filter(|(_, cell)| !form.is_derived(cell.id))
    {
        report.set_cell(cell.id, &(slot * 37 % 61 + 12).to_string());
    }
    for column in ["natural", "business", "research", "welfare", "legal", "other"] {
        let value = |row: &str| report.value(id(&format!("requests.{row}.{column}"))).expect(row);
        let new = value("total") + value("carried_out") - value("carried_in");
        report.set_cell(id(&format!("requests.new.{column}")), &new.to_string());
    }
    report.set_as_issued(as_issued);
    report
}

fn diagnosis(report: &Report) -> Diagnosis {
    diagnose(report, Checker::new(&RULE_SET, report).findings(), None)
}

fn type_over(report: &mut Report, cells: &[(&str, i64)]) {
    for (cell, number) in cells {
        report.set_cell(id(cell), &number.to_string());
    }
}

fn number(report: &Report, cell: &str) -> i64 {
    report.value(id(cell)).expect(cell).to_string().parse().expect("whole")
}

/// The changes of the first explanation, and whether all of it is recommended.
fn first(diagnosis: &Diagnosis) -> (Vec<(String, String)>, bool) {
    let best = diagnosis.hypotheses.first().expect("an account");
    let changes = best.repairs.iter().flat_map(|repair| &repair.changes);
    (
        changes.map(|change| (change.cell.to_string(), change.to.to_string())).collect(),
        best.repairs.iter().all(Repair::is_recommended),
    )
}

fn changes(list: &[(&str, i64)]) -> Vec<(String, String)> {
    list.iter().map(|(cell, number)| ((*cell).to_owned(), number.to_string())).collect()
}

fn in_words(report: &Report) -> Vec<String> {
    let diagnosis = diagnosis(report);
    diagnosis
        .hypotheses
        .iter()
        .flat_map(|account| &account.repairs)
        .map(|repair| repair.text(report))
        .collect()
}

#[test]
fn a_clean_report_has_nothing_to_repair() {
    for as_issued in [false, true] {
        assert_eq!(diagnosis(&balanced(as_issued)), Diagnosis::default());
    }
}

#[test]
fn one_wrong_number_is_found_and_recommended() {
    let mut report = balanced(true);
    let right = number(&report, "requests.partial.legal");
    type_over(&mut report, &[("requests.partial.legal", right + 7)]);
    assert_eq!(first(&diagnosis(&report)), (changes(&[("requests.partial.legal", right)]), true));
}

#[test]
fn repairs_join_findings_by_key() {
    let mut report = balanced(true);
    let right = number(&report, "requests.granted.natural");
    let review = number(&report, "disputes.review.total");
    type_over(
        &mut report,
        &[("requests.granted.natural", right + 2), ("disputes.review.total", review + 1)],
    );
    let checker = Checker::new(&RULE_SET, &report);
    let diagnosis = diagnose(&report, checker.findings(), None);
    for finding in
        checker.findings().iter().filter(|finding| matches!(finding.fact, Violation::Sum { .. }))
    {
        let repairs = diagnosis.repairs(&finding.key());
        assert!(!repairs.is_empty(), "{}", finding.key());
        assert!(
            repairs
                .iter()
                .flat_map(|repair| &repair.changes)
                .all(|change| Some(change.cell.table) == finding.table())
        );
    }
    assert!(diagnosis.repairs("no such finding").is_empty());
}

#[test]
fn swapped_neighbours_beat_two_wrong_numbers() {
    let mut report = balanced(true);
    let (here, beside) =
        (number(&report, "requests.granted.natural"), number(&report, "requests.granted.business"));
    type_over(
        &mut report,
        &[("requests.granted.natural", beside), ("requests.granted.business", here)],
    );
    let diagnosis = diagnosis(&report);
    let repair = &diagnosis.hypotheses[0].repairs[0];
    assert_eq!(repair.why, [Cause::Swapped { below: false }]);
    assert_eq!(
        first(&diagnosis),
        (
            changes(&[("requests.granted.natural", here), ("requests.granted.business", beside)]),
            true
        )
    );
}

#[test]
fn a_number_in_the_next_row_is_moved_back() {
    let mut report = balanced(true);
    let (here, below) =
        (number(&report, "requests.granted.welfare"), number(&report, "requests.partial.welfare"));
    type_over(&mut report, &[("requests.granted.welfare", 0), ("requests.partial.welfare", here)]);
    let diagnosis = diagnosis(&report);
    assert_eq!(diagnosis.hypotheses[0].repairs[0].why, [Cause::Moved { below: true }]);
    assert_eq!(
        first(&diagnosis).0,
        changes(&[("requests.granted.welfare", here), ("requests.partial.welfare", below)])
    );
}

#[test]
fn digits_in_two_cells_are_joined() {
    let mut report = balanced(true);
    let new = number(&report, "requests.new.natural");
    assert!(new > 999 || new > 99, "{new} has digits to split");
    let business = number(&report, "requests.new.business");
    type_over(
        &mut report,
        &[("requests.new.natural", new / 10), ("requests.new.business", new % 10)],
    );
    let diagnosis = diagnosis(&report);
    assert_eq!(diagnosis.hypotheses[0].repairs[0].why, [Cause::Split]);
    assert_eq!(
        first(&diagnosis).0,
        changes(&[("requests.new.natural", new), ("requests.new.business", business)])
    );
}

#[test]
fn two_slips_in_one_row_are_distinguished() {
    let mut report = balanced(true);
    let right = ["requests.granted.natural", "requests.granted.legal"]
        .map(|cell| (cell, number(&report, cell)));
    type_over(&mut report, &[(right[0].0, right[0].1 + 5), (right[1].0, right[1].1 + 9)]);
    assert_eq!(first(&diagnosis(&report)), (changes(&right), false));
}

#[test]
fn independent_slips_are_repaired_one_by_one() {
    let mut report = balanced(true);
    let right = [
        "requests.granted.natural",
        "requests.unable.not_held.legal",
        "requests.carried_out.other",
    ]
    .map(|cell| (cell, number(&report, cell)));
    for (at, (cell, number)) in (1..).zip(right) {
        type_over(&mut report, &[(cell, number + 3 * at)]);
    }
    let diagnosis = diagnosis(&report);
    let best = &diagnosis.hypotheses[0];
    assert!(best.complete);
    assert_eq!(best.repairs.len(), 3);
    assert!(
        best.repairs.iter().all(|repair| repair.is_recommended()
            && repair.changes.len() == 1
            && repair.still_failing == 4),
        "{best:?}"
    );
}

#[test]
fn a_block_of_table_4_offers_all_and_recommends_none() {
    let mut report = balanced(true);
    let total = number(&report, "disputes.review.total");
    type_over(&mut report, &[("disputes.review.total", total + 1)]);
    let diagnosis = diagnosis(&report);
    let single = |cell: &str| {
        diagnosis
            .hypotheses
            .iter()
            .flat_map(|account| &account.repairs)
            .find(|repair| repair.changes.len() == 1 && repair.changes[0].cell == id(cell))
    };
    for column in ["total", "upheld", "corrected", "other", "pending"] {
        let repair = single(&format!("disputes.review.{column}")).expect(column);
        assert_eq!(repair.confidence, Confidence::Equal, "{column}");
    }
    assert_eq!(first(&diagnosis), (changes(&[("disputes.review.total", total)]), false));
}

#[test]
fn with_calculated_totals_any_number_of_the_column_may_be_wrong() {
    let mut report = balanced(false);
    let new = number(&report, "requests.new.natural");
    type_over(&mut report, &[("requests.new.natural", new + 1)]);
    let diagnosis = diagnosis(&report);
    assert_eq!(first(&diagnosis), (changes(&[("requests.new.natural", new)]), false));
    assert!(
        diagnosis
            .hypotheses
            .iter()
            .all(|account| account.complete
                && account.repairs[0].changes[0].cell.column == "natural")
    );
}

#[test]
fn with_calculated_totals_the_wrong_number_is_always_offered() {
    let clean = balanced(false);
    for cell in clean
        .form()
        .cells()
        .iter()
        .map(|cell| cell.id)
        .filter(|id| id.table == TableKey::Requests && !clean.is_calculated(*id))
    {
        let right = clean.value(cell).expect("filled in");
        for by in [1, 9, 250] {
            let mut report = clean.clone();
            report.set_cell(cell, &(right + Decimal::from(by)).to_string());
            let diagnosis = diagnosis(&report);
            let offers = diagnosis.hypotheses.iter().flat_map(|account| &account.repairs);
            let found = offers.clone().any(|repair| {
                matches!(
                    repair.changes[..],
                    [change] if change.cell == cell && change.to == right
                )
            });
            assert!(found && !offers.clone().any(Repair::is_recommended), "{cell} {by}");
        }
    }
}

#[test]
fn a_control_finds_the_row() {
    let mut report = balanced(false);
    let (right, control) =
        (number(&report, "requests.partial.natural"), number(&report, "requests.partial.total"));
    report.set_control(id("requests.partial.total"), &control.to_string());
    type_over(&mut report, &[("requests.partial.natural", right + 3)]);
    assert_eq!(first(&diagnosis(&report)), (changes(&[("requests.partial.natural", right)]), true));
}

#[test]
fn a_single_control_is_offered_but_not_recommended() {
    let mut report = balanced(false);
    let control = number(&report, "requests.partial.total");
    report.set_control(id("requests.partial.total"), &(control + 3).to_string());
    let diagnosis = diagnosis(&report);
    let repair = &diagnosis.hypotheses[0].repairs[0];
    assert!(repair.changes[0].control && !repair.is_recommended());
    assert_eq!(first(&diagnosis).0, changes(&[("requests.partial.total", control)]));
}

#[test]
fn last_year_decides_between_equal_repairs() {
    let mut report = balanced(false);
    let carried_in = number(&report, "requests.carried_in.natural");
    let mut last_year = balanced(false);
    type_over(&mut last_year, &[("requests.carried_out.natural", carried_in)]);
    type_over(&mut report, &[("requests.carried_in.natural", carried_in - 4)]);
    let diagnosis =
        diagnose(&report, Checker::new(&RULE_SET, &report).findings(), Some(&last_year));
    assert_eq!(first(&diagnosis).0, changes(&[("requests.carried_in.natural", carried_in)]));
    assert!(
        diagnosis.hypotheses[0].repairs[0]
            .text(&report)
            .contains("上一年报告“结转下年度继续办理”正是这个数")
    );
}

#[test]
fn a_number_of_last_year_is_recognized() {
    let mut report = balanced(false);
    let cell = "requests.partial.natural";
    let right = number(&report, cell);
    let mut last_year = Report::new(2024, report.agency.clone());
    type_over(&mut last_year, &[(cell, right + 41)]);
    type_over(&mut report, &[(cell, right + 41)]);
    let diagnosis =
        diagnose(&report, Checker::new(&RULE_SET, &report).findings(), Some(&last_year));
    assert_eq!(first(&diagnosis), (changes(&[(cell, right)]), false));
    assert!(diagnosis.hypotheses[0].repairs[0].text(&report).contains("与上一年相同"));
}

#[test]
fn a_total_that_left_out_a_term_names_it() {
    let mut report = balanced(true);
    let (total, term) =
        (number(&report, "disputes.review.total"), number(&report, "disputes.review.other"));
    type_over(&mut report, &[("disputes.review.total", total - term)]);
    let trace = Some(Evidence::OneEntry { cell: id("disputes.review.other"), twice: false });
    assert_eq!(
        diagnosis(&report).hypotheses[0].repairs[0].why,
        [Cause::Number { whose: NumberRole::Total, trace, with_totals: 0 }]
    );
}

#[test]
fn no_repair_breaks_a_sum_or_makes_a_number_impossible() {
    for as_issued in [false, true] {
        let clean = balanced(as_issued);
        let cells: Vec<CellId> = clean
            .form()
            .cells()
            .iter()
            .map(|cell| cell.id)
            .filter(|id| id.table != TableKey::Disclosure && !clean.is_calculated(*id))
            .collect();
        for (at, cell) in cells.iter().enumerate().step_by(5) {
            let mut report = clean.clone();
            report.set_cell(*cell, &(at * 13 % 90).to_string());
            report.set_cell(cells[(at * 7 + 3) % cells.len()], &(at * 17 % 90).to_string());
            let before = Checker::new(&RULE_SET, &report).sums().1;
            for repair in diagnosis(&report).hypotheses.iter().flat_map(|account| &account.repairs)
            {
                let mut repaired = report.clone();
                for change in &repair.changes {
                    assert!(!change.to.is_negative() && !change.control);
                    repaired.set_cell(change.cell, &change.to.to_string());
                }
                let checker = Checker::new(&RULE_SET, &repaired);
                assert!(checker.sums().1 < before, "{}", repair.text(&report));
                let fails = |sum: &&Identity| {
                    checker.findings().iter().any(|finding| match &finding.fact {
                        Violation::Sum { identity, .. } => *identity == *sum,
                        _ => false,
                    })
                };
                assert!(!repair.sums.iter().any(fails), "{}", repair.text(&report));
            }
        }
    }
}

/// 60 applications were received and 61 dealt with, and every total is the sum of its terms. Only
/// 收办 fails, in one column and in 总计.
#[test]
fn a_number_with_its_totals_is_one_slip() {
    let mut report = balanced(true);
    let number = |cell: &str| number(&report, cell);
    let (new, total) = (number("requests.new.natural"), number("requests.new.total"));
    type_over(&mut report, &[("requests.new.natural", new - 1), ("requests.new.total", total - 1)]);
    let diagnosis = diagnosis(&report);
    assert_eq!(
        first(&diagnosis),
        (changes(&[("requests.new.natural", new), ("requests.new.total", total)]), false)
    );
    // Changes of 上年结转 and 结转下年 with their totals would do as well. A change of an outcome needs
    // three totals.
    let equal = diagnosis
        .hypotheses
        .iter()
        .filter(|account| account.repairs[0].confidence == Confidence::Equal)
        .count();
    assert_eq!(equal, 3);
    insta::assert_snapshot!(diagnosis.hypotheses[0].repairs[0].text(&report));
}

#[test]
fn words_are_plain_and_say_no_more_than_is_known() {
    let mut report = balanced(true);
    let right = number(&report, "requests.new.natural");
    type_over(&mut report, &[("requests.new.natural", right + 9)]);
    insta::assert_snapshot!(in_words(&report).join("\n"));

    let mut report = balanced(true);
    let total = number(&report, "disputes.direct.total");
    type_over(&mut report, &[("disputes.direct.total", total + 1)]);
    insta::assert_snapshot!(in_words(&report).join("\n"));

    let mut report = balanced(true);
    let (here, beside) =
        (number(&report, "requests.granted.natural"), number(&report, "requests.granted.business"));
    let other = number(&report, "requests.other.other.total");
    type_over(
        &mut report,
        &[
            ("requests.granted.natural", beside),
            ("requests.granted.business", here),
            ("requests.other.other.total", other * 10),
        ],
    );
    insta::assert_snapshot!(in_words(&report).join("\n"));

    let mut report = balanced(true);
    report.set_cell(id("requests.granted.natural"), "");
    report.set_cell(id("requests.new.total"), "");
    insta::assert_snapshot!(in_words(&report).join("\n"));
}
