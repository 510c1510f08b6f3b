//! Tests of the engine: folding against its algebra, the incremental check against the full one,
//! and the wording of every kind of finding.

mod editions;
mod incremental;
mod messages;

use super::*;
use crate::edition::{AgencyLevel, CellId, Form, Identity, IdentityKind, TableKey, editions};
use crate::number::Decimal;
use crate::properties::cases;
use crate::report::{Agency, Part, Report};
use crate::rules::RULE_SET;
use proptest::prelude::*;

fn report(year: u16) -> Report {
    Report::new(
        year,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    )
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

/// A report in which every number of tables 3 and 4 is filled in, differs from its neighbours, and
/// every sum holds.
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
    Checker::new(&RULE_SET, report)
        .findings()
        .iter()
        .filter(|finding| matches!(finding.fact, Violation::Sum { .. }))
        .cloned()
        .collect()
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

#[test]
fn a_new_report_raises_nothing() {
    for year in [2019, 2020, 2021, 2025] {
        for level in AgencyLevel::ALL {
            let mut report = Report::new(
                year,
                Agency { name: "示例县某单位".to_owned(), level, covers_subordinates: None },
            );
            report.preface = crate::report::Preface::of_year(
                year,
                report.edition().notice,
                "示例县某单位办公室",
            );
            assert_eq!(Checker::new(&RULE_SET, &report).findings(), []);
        }
    }
}

#[test]
fn a_claim_about_last_year_is_worded_by_last_years_report() {
    let mut last = report(2024);
    last.set_cell(id("requests.new.natural"), "17");
    let zero = |report: &mut Report| {
        let form = report.form().clone();
        let blank = form.cells().iter().map(|cell| cell.id).filter(|cell| !form.is_derived(*cell));
        for cell in blank {
            if report.entry(cell).is_none() {
                report.set_cell(cell, "0");
            }
        }
    };
    zero(&mut last);
    let mut report = report(2025);
    zero(&mut report);
    report.last_year = Some(std::sync::Arc::new(last));
    report.sections.insert(
        Part::Overview,
        "2025年依申请公开平稳有序。2024年我镇收到政府信息公开申请20件。".to_owned(),
    );
    let checker = Checker::new(&RULE_SET, &report);
    let found = checker
        .findings()
        .iter()
        .find(|finding| finding.rule.id == "narrative-mismatch")
        .expect("20 is not 17");
    let message = found.message(&report).to_string();
    assert!(
        message.contains("不一致：") && message.contains("与2024年报告表三不一致"),
        "{message}"
    );
    assert!(message.contains("2024年报告表三「新收」行「总计」列 17"), "{message}");
    assert_eq!(found.cells, [], "nothing to mend in this year's cells");
}

/// A report with 60 applications received and 61 dealt with, whose totals are as printed.
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
    assert_eq!(
        found[0].cells[..2],
        [id("requests.new.natural"), id("requests.carried_in.natural")]
    );
    insta::assert_snapshot!(
        found[0].message(&report),
        @"「自然人」一列收办不平：新收 60 + 上年结转 0 = 60，办理总计 61 + 结转下年 0 = 61，右边多 1 件；\
          「总计」列收办同样多 1，多半是同一处。"
    );
}

/// Every sum that is finished and does not hold, calculated from the report alone.
fn failing(report: &Report) -> Vec<&'static Identity> {
    let side = |ids: &[CellId]| ids.iter().map(|id| report.value(*id)).sum::<Option<Decimal>>();
    let form = report.form();
    let differ = |identity: &&Identity| {
        let control = report.control(identity.right[0]).and_then(crate::report::Entry::value);
        let right = if identity.derives && report.is_calculated(identity.right[0]) {
            control
        } else {
            side(&identity.right)
        };
        matches!((side(&identity.left), right), (Some(left), Some(right)) if left != right)
    };
    form.identities().iter().copied().filter(differ).collect()
}

/// The sums that findings name, and in how many findings there are.
fn named(found: &[Finding]) -> Vec<&'static Identity> {
    let facts =
        found.iter().flat_map(|finding| std::iter::once(&finding.fact).chain(&finding.folded));
    facts
        .filter_map(
            |fact| if let Violation::Sum { identity, .. } = fact { Some(*identity) } else { None },
        )
        .collect()
}

fn same_sums(mut one: Vec<&'static Identity>, mut other: Vec<&'static Identity>) -> bool {
    let key = |identity: &&'static Identity| (identity.kind, identity.right[0]);
    one.sort_by_key(key);
    other.sort_by_key(key);
    one.iter().map(key).eq(other.iter().map(key))
}

/// A change of any single number of tables 3 and 4 gives one finding, which has that number among
/// its likeliest cells.
#[test]
fn a_single_slip_is_a_single_finding() {
    for (year, as_issued) in [(2020, false), (2020, true), (2025, false), (2025, true)] {
        let clean = balanced(year, as_issued);
        for cell in
            clean.form().cells().iter().filter(|cell| {
                cell.id.table != TableKey::Disclosure && !clean.is_calculated(cell.id)
            })
        {
            for slip in [1, -1, 10, 90] {
                let mut report = clean.clone();
                let value = clean.value(cell.id).expect("filled in") + Decimal::from(slip);
                report.set_cell(cell.id, &value.to_string());
                let found = errors(&report);
                let broken = failing(&report);
                assert_eq!(
                    found.len(),
                    usize::from(!broken.is_empty()),
                    "{year} {as_issued} {} {slip}: {:?}",
                    cell.id,
                    in_words(&report)
                );
                assert!(same_sums(named(&found), broken));
                if as_issued && cell.id.table == TableKey::Requests {
                    assert_eq!(found[0].cause, Some(cell.id));
                    assert_eq!(found[0].cells[0], cell.id);
                }
            }
        }
    }
}

/// A wrong number that an office carried into two totals gives one finding, although the sums of
/// two columns fail.
#[test]
fn a_slip_carried_along_is_a_single_finding() {
    let clean = balanced(2025, true);
    for row in ["new", "granted", "other.overdue_fee", "total", "carried_out"] {
        let mut report = clean.clone();
        for column in ["legal", "total"] {
            let cell = id(&format!("requests.{row}.{column}"));
            let value = clean.value(cell).expect("filled in") + Decimal::from(9);
            report.set_cell(cell, &value.to_string());
        }
        assert_eq!(errors(&report).len(), 1, "{row}: {:?}", in_words(&report));
    }
}

#[test]
fn a_wrong_grand_total_is_a_single_finding() {
    let mut report = balanced(2025, true);
    let corner = id("requests.total.total");
    let value = report.value(corner).expect("filled in") - Decimal::from(2);
    report.set_cell(corner, &value.to_string());
    let found = errors(&report);
    assert_eq!(
        (found.len(), found[0].rule.id, found[0].cause),
        (1, "requests-row-sum", Some(corner))
    );
    assert_eq!(found[0].folded.len(), 2);
}

/// If two columns are out of balance, the column 总计 gives no finding of its own, whether the
/// differences add up or cancel out.
#[test]
fn the_column_of_totals_follows_from_the_others() {
    for (first, second, totals_fail) in [(1, 2, true), (3, -1, true), (2, -2, false)] {
        let mut report = balanced(2025, false);
        for (column, slip) in [("natural", first), ("other", second)] {
            let cell = id(&format!("requests.carried_out.{column}"));
            let value = report.value(cell).expect("filled in") + Decimal::from(slip);
            report.set_cell(cell, &value.to_string());
        }
        let found = errors(&report);
        assert_eq!(found.len(), 2, "{:?}", in_words(&report));
        assert_eq!(named(&found).len(), if totals_fail { 3 } else { 2 });
        assert!(found.iter().all(|finding| match &finding.fact {
            Violation::Sum { identity, .. } => identity.right[0].column != "total",
            _ => true,
        }));
    }
}

/// With a blank cell it is not proven that the column 总计 follows, so it gives a finding of its own.
#[test]
fn an_unproven_consequence_stays() {
    let mut report = balanced(2025, true);
    report.set_cell(id("requests.new.welfare"), "");
    for (row, by) in [("new", 4), ("carried_in", 1)] {
        let cell = id(&format!("requests.{row}.total"));
        let value = report.value(cell).expect("filled in") + Decimal::from(by);
        report.set_cell(cell, &value.to_string());
    }
    let found = errors(&report);
    // 新收 has a blank cell, so only the row of 上年结转 and the column 总计 are finished. They fail by 1
    // and by 5.
    assert_eq!(
        found.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(),
        ["requests-balance", "requests-row-sum"]
    );
}

#[test]
fn unknown_terms_raise_nothing() {
    for typed in ["", "/", "—", "不详", "-5", "1.5"] {
        let mut report = imbalance();
        report.set_cell(id("requests.total.natural"), typed);
        assert!(
            errors(&report)
                .iter()
                .all(|finding| !finding.cells.contains(&id("requests.new.natural"))),
            "{typed}"
        );
    }
}

#[test]
fn a_control_is_checked_until_it_agrees() {
    let mut report = balanced(2025, false);
    let total = id("requests.new.total");
    let value = report.value(total).expect("calculated");
    report.set_control(total, &value.to_string());
    assert!(errors(&report).is_empty());
    report.set_control(total, &(value + Decimal::from(1)).to_string());
    let found = errors(&report);
    assert_eq!((found.len(), found[0].rule.id), (1, "requests-row-sum"));
    assert!(in_words(&report)[0].contains("控制数"));
    // The number that is missing in the row also unbalances its column. Both have one cause.
    report.set_control(total, &value.to_string());
    let cell = id("requests.new.legal");
    let one_less = report.value(cell).expect("filled in") - Decimal::from(1);
    report.set_cell(cell, &one_less.to_string());
    let found = errors(&report);
    assert_eq!((found.len(), found[0].cause), (1, Some(cell)));
}

#[test]
fn forms_fit_the_engine() {
    for requests in editions() {
        for disclosure in editions() {
            let form = Form::of([disclosure, requests, disclosure]);
            assert!(form.identities().len() <= MOST_SUMS);
        }
    }
}

/// A new edition must pass this test: a rule that applies to it finds cells or sums in it, and
/// every one of its sums has a rule.
#[test]
fn every_edition_has_what_its_rules_read() {
    for edition in editions() {
        let form = Form::of([edition; 3]);
        let plan = plan::Plan::of(&RULE_SET, &form);
        for rule in RULE_SET.iter() {
            let reads = match rule.check {
                Check::Cells(_) => plan.instances.iter().any(|instance| instance.rule == rule),
                Check::Sum(kind) => form.identities().iter().any(|sum| sum.kind == kind),
                _ => continue,
            };
            assert_eq!(reads, rule.editions.include(edition), "{} in {}", rule.id, edition.id);
        }
        for sum in form.identities() {
            assert!(RULE_SET.of_sum(sum.kind, edition).is_some(), "{:?} in {}", sum, edition.id);
        }
    }
}

#[test]
fn a_blank_is_offered_its_value() {
    for (year, as_issued) in [(2020, false), (2025, false), (2025, true)] {
        let clean = balanced(year, as_issued);
        for cell in clean
            .form()
            .cells()
            .iter()
            .filter(|cell| cell.id.table == TableKey::Requests && !clean.is_calculated(cell.id))
        {
            let mut report = clean.clone();
            report.set_cell(cell.id, "");
            let offer = solved(&report, cell.id).expect("one blank");
            assert_eq!(Some(offer.value), clean.value(cell.id), "{}", cell.id);
            // In an original (照原文录入) the row of totals proves it as well.
            assert_eq!(offer.presumed, !as_issued, "{}", cell.id);
        }
    }
    let mut report = balanced(2025, false);
    report.set_cell(id("requests.granted.legal"), "");
    report.set_cell(id("requests.partial.legal"), "");
    assert_eq!(solved(&report, id("requests.granted.legal")), None);
    assert_eq!(solved(&report, id("requests.granted.natural")), None);
    assert_eq!(solved(&report, id("requests.granted.total")), None);
}

#[test]
fn a_cell_explains_its_sums() {
    let report = imbalance();
    let sums = sum_breakdowns(&RULE_SET, &report, id("requests.total.natural"));
    let outcomes: Vec<(&str, SumOutcome)> =
        sums.iter().map(|sum| (sum.rule.id, sum.outcome)).collect();
    let by_one = SumOutcome::Differs(Decimal::from(1));
    assert_eq!(
        sums.iter().map(|sum| sum.name.as_str()).collect::<Vec<_>>(),
        ["「自然人」列收办", "「自然人」列办理总计", "「办理总计」行总计"]
    );
    assert_eq!(
        outcomes,
        [
            ("requests-balance", by_one),
            ("requests-total", SumOutcome::Holds),
            ("requests-row-sum", SumOutcome::Holds)
        ]
    );
    assert_eq!(
        sums[0].left.iter().map(|term| (term.name, term.text.as_str())).collect::<Vec<_>>(),
        [("新收", "60"), ("上年结转", "0")]
    );
    assert!(sum_breakdowns(&RULE_SET, &report, id("requests.other.natural")).is_empty());
}

proptest! {
    #![proptest_config(cases(256))]

    /// Both relations of the algebra in the module's documentation hold for any numbers.
    #[test]
    fn the_algebra_holds(numbers in prop::collection::vec(0_i64..50, 175), old in any::<bool>()) {
        let mut report = report(if old { 2020 } else { 2025 });
        report.set_as_issued(true);
        let form = report.form().clone();
        let cells: Vec<CellId> =
            form.table(TableKey::Requests).cells.iter().map(|cell| cell.id).collect();
        for (cell, number) in cells.iter().zip(&numbers) {
            report.set_cell(*cell, &number.to_string());
        }
        let residual = |kind: IdentityKind, row: &str, column: &str| {
            let identity = form.identities().iter().find(|identity| {
                let right = identity.right[0];
                identity.kind == kind
                    && right.column == column
                    && (kind != IdentityKind::RequestsRowSum || right.row == row)
            });
            let sum =
                |ids: &[CellId]| ids.iter().filter_map(|id| report.value(*id)).sum::<Decimal>();
            identity
                .map(|identity| sum(&identity.right) - sum(&identity.left))
                .expect("a sum of the form")
        };
        let row = |row: &str| residual(IdentityKind::RequestsRowSum, row, "total");
        let columns = |kind| {
            ["natural", "business", "research", "welfare", "legal", "other"]
                .map(|column| residual(kind, "total", column))
                .into_iter()
                .sum::<Decimal>()
        };
        let outcomes: Decimal = cells
            .iter()
            .filter(|id| {
                id.column == "total"
                    && !["new", "carried_in", "total", "carried_out"].contains(&id.row)
            })
            .map(|id| row(id.row))
            .sum();
        let (balance, total) = (IdentityKind::RequestsBalance, IdentityKind::RequestsTotal);
        prop_assert_eq!(
            residual(balance, "total", "total"),
            columns(balance) + row("total") + row("carried_out") - row("new") - row("carried_in")
        );
        prop_assert_eq!(
            residual(total, "total", "total"),
            columns(total) + row("total") - outcomes
        );
    }
}
