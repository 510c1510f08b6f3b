//! Tests with slips of whole rows and columns, with signs, and with last year's report.

use super::*;

const COLUMNS: [&str; 7] =
    ["natural", "business", "research", "welfare", "legal", "other", "total"];

fn row(report: &Report, row: &str) -> Vec<i64> {
    COLUMNS.iter().map(|column| number(report, &format!("requests.{row}.{column}"))).collect()
}

fn type_row(report: &mut Report, row: &str, numbers: &[i64]) {
    for (column, number) in COLUMNS.iter().zip(numbers) {
        let cell = id(&format!("requests.{row}.{column}"));
        if !report.is_calculated(cell) {
            report.set_cell(cell, &number.to_string());
        }
    }
}

/// The first explanation applied to the report, and whether all of it is recommended.
fn repaired(report: &Report, diagnosis: &Diagnosis) -> (Report, bool) {
    let mut report = report.clone();
    let best = &diagnosis.hypotheses[0];
    for change in best.repairs.iter().flat_map(|repair| &repair.changes) {
        report.set_cell(change.cell, &change.to.to_string());
    }
    (report, best.repairs.iter().all(Repair::is_recommended))
}

fn with_last_year(report: &Report, last: &Report) -> Diagnosis {
    let mut report = report.clone();
    report.last_year = Some(std::sync::Arc::new(last.clone()));
    diagnose(&report, Checker::new(&RULE_SET, &report).findings(), report.comparable_last_year())
}

/// Last year's report, in which as many are carried over as this year's report says.
fn last_year(report: &Report) -> Report {
    let mut last = balanced(report.as_issued());
    last.year = report.year - 1;
    type_row(&mut last, "carried_out", &row(report, "carried_in"));
    last
}

#[test]
fn a_row_that_was_left_out_is_one_change() {
    for as_issued in [true, false] {
        let clean = balanced(as_issued);
        let mut report = clean.clone();
        type_row(&mut report, "carried_in", &[0; 7]);
        let alone = diagnosis(&report);
        let (filled, recommended) = repaired(&report, &alone);
        assert_eq!(row(&filled, "carried_in"), row(&clean, "carried_in"));
        assert_eq!(alone.hypotheses[0].repairs.len(), 1, "one change");
        assert!(!recommended, "新收 may be too small in every column as well");
        let compared = with_last_year(&report, &last_year(&clean));
        let (filled, recommended) = repaired(&report, &compared);
        assert_eq!(row(&filled, "carried_in"), row(&clean, "carried_in"));
        assert!(recommended, "the report of the year before says the same");
        insta::assert_snapshot!(
            format!("left_out_{as_issued}"),
            compared.hypotheses[0].repairs[0].text(&report)
        );
    }
}

#[test]
fn a_row_that_was_left_out_is_not_pushed_if_a_column_stays_open() {
    let clean = balanced(true);
    let mut report = clean.clone();
    type_row(&mut report, "carried_in", &[0; 7]);
    let last = last_year(&clean);
    let right = number(&report, "requests.new.legal");
    type_over(&mut report, &[("requests.new.legal", right + 3)]);
    let diagnosis = with_last_year(&report, &last);
    let (filled, _) = repaired(&report, &diagnosis);
    assert_eq!(row(&filled, "carried_in"), row(&clean, "carried_in"));
    assert_eq!(row(&filled, "new"), row(&clean, "new"));
}

#[test]
fn a_row_that_is_off_by_one_cell_is_put_back() {
    let clean = balanced(true);
    let numbers = row(&clean, "partial");
    let right: Vec<i64> = std::iter::once(0).chain(numbers[..6].iter().copied()).collect();
    let left: Vec<i64> = numbers[1..].iter().copied().chain([0]).collect();
    for shifted in [right, left] {
        let mut report = clean.clone();
        type_row(&mut report, "partial", &shifted);
        let diagnosis = diagnosis(&report);
        assert_eq!(diagnosis.hypotheses[0].repairs[0].why, [Cause::Offset { column: false }]);
        let (repaired, recommended) = repaired(&report, &diagnosis);
        assert_eq!((row(&repaired, "partial"), recommended), (numbers.clone(), true));
    }
}

#[test]
fn a_pasted_row_is_offered_and_never_recommended() {
    let clean = balanced(true);
    let mut report = clean.clone();
    type_row(&mut report, "partial", &row(&clean, "granted"));
    let diagnosis = diagnosis(&report);
    assert_eq!(diagnosis.hypotheses[0].repairs[0].why, [Cause::Pasted { below: true }]);
    let (repaired, recommended) = repaired(&report, &diagnosis);
    assert_eq!((row(&repaired, "partial"), recommended), (row(&clean, "partial"), false));
}

#[test]
fn a_count_with_a_sign_is_offered_without_it() {
    let clean = balanced(true);
    let mut report = clean.clone();
    let right = number(&report, "requests.partial.legal");
    report.set_cell(id("requests.partial.legal"), &format!("-{right}"));
    let (repaired, recommended) = repaired(&report, &diagnosis(&report));
    assert_eq!((row(&repaired, "partial"), recommended), (row(&clean, "partial"), true));
}

#[test]
fn the_number_of_the_year_before_is_offered() {
    let clean = balanced(false);
    let mut last = last_year(&clean);
    let right = number(&clean, "requests.carried_in.legal");
    type_over(&mut last, &[("requests.carried_out.legal", right + 5)]);
    let mut report = clean.clone();
    report.last_year = Some(std::sync::Arc::new(last));
    let checker = Checker::new(&RULE_SET, &report);
    let diagnosis = diagnose(&report, checker.findings(), report.comparable_last_year());
    let of_rule = |finding: &&Finding| finding.rule.id == "carry-over";
    let finding = checker.findings().iter().find(of_rule).expect("two numbers differ");
    let [repair] = diagnosis.repairs(&finding.key())[..] else { panic!("one offer") };
    assert!(!repair.is_recommended());
    assert_eq!(
        repair.text(&report),
        format!(
            "把「上年结转」行「法律服务机构」列的 {right} 改为 {}；本表还有 1 处不平；照上年报告改。",
            right + 5
        )
    );
}
