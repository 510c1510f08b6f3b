//! Tests that the editions of a rule are respected for every kind of rule. The rules of the tests
//! find something whenever they are asked.

use super::*;
use crate::edition::{Edition, edition_by_id};
use crate::report::{Doubt, DoubtPlace};
use crate::sorted_map::SortedMap;

/// Facts without content.
#[derive(Debug, PartialEq)]
struct Always;

impl Facts for Always {
    fn say(&self) -> Wording {
        Wording::default()
    }
}

/// A remark on the part on requests.
fn remark() -> Vec<Remark> {
    vec![Remark::missing(Some(Part::Requests), "", Wording::default())]
}

type MakeCheck = fn() -> Check;

/// Every kind of check except the balances of rule packs, which apply to all editions.
const KINDS: [(&str, MakeCheck); 9] = [
    ("sum", || Check::Sum(IdentityKind::RequestsTotal)),
    ("entry", || Check::Entry),
    ("spelling", || Check::Spelling),
    ("doubt", || Check::Doubt),
    ("cells", || {
        Check::Cells(&OnCells {
            groups: |form| vec![Group::of(whole_row(form, TableKey::Requests, "new"))],
            find: |_| Some(Always),
        })
    }),
    ("table", || Check::Table {
        tables: &[TableKey::Requests],
        broken: |_, _| true,
        say: |_| Wording::default(),
    }),
    ("report", || Check::Report { find: |_| Some(std::sync::Arc::new(Always)) }),
    ("words", || Check::text(|_| remark())),
    ("narrative", || Check::Narrative { find: |_| remark() }),
];

/// A rule set of one rule, which lives as long as the tests.
fn only(id: &'static str, check: Check, editions: Editions) -> &'static RuleSet {
    let rule = Box::leak(Box::new(Rule {
        id,
        severity: Severity::Verify,
        editions,
        source: "",
        title: "",
        what: "",
        why: "",
        todo: "",
        needs_last_year: false,
        check,
    }));
    Box::leak(Box::new(RuleSet {
        version: "",
        rules: Box::leak(Box::new([&*rule])),
        questions: &[],
    }))
}

fn edition(id: &str) -> &'static Edition {
    edition_by_id(id).expect("an edition")
}

/// A report in which each kind of check finds something if it is asked.
fn wrong(of_report: &str, of_tables: &str) -> Report {
    let mut report = report(2021);
    let tables = SortedMap::from(TableKey::ALL.map(|key| (key, edition(of_tables))));
    report.set_editions(edition(of_report), tables);
    report.set_as_issued(true);
    for cell in &report.form().clone().table(TableKey::Requests).cells {
        report.set_cell(cell.id, "0");
    }
    report.set_cell(id("requests.granted.natural"), "01");
    report.set_cell(id("requests.new.natural"), "-1");
    let doubted = DoubtPlace::Cell(id("requests.granted.natural"));
    report.doubts.insert(doubted, Doubt::default());
    report
}

/// The number of findings, and the state in the rule report.
fn outcome(rules: &'static RuleSet, report: &Report) -> (usize, RuleState) {
    let checker = Checker::new(rules, report);
    let reports = rule_report(report, &checker, checker.packs());
    (checker.findings().len(), reports[0].state)
}

#[test]
fn rules_of_every_kind_apply_only_to_their_editions() {
    for (kind, check) in KINDS {
        for (of_report, of_tables) in
            [("2019", "2019"), ("2021", "2021"), ("2019", "2021"), ("2021", "2019")]
        {
            let report = wrong(of_report, of_tables);
            // For a rule on a table the edition of the table counts.
            let own = match kind {
                "report" | "words" | "narrative" => of_report,
                _ => of_tables,
            };
            for (editions, among) in [
                (Editions::ALL, true),
                (Editions::since(2021), own == "2021"),
                (Editions::until(2019), own == "2019"),
            ] {
                let (findings, state) = outcome(only(kind, check(), editions), &report);
                let what = format!("{kind}, report {of_report}, tables {of_tables}, {editions:?}");
                assert_eq!(findings > 0, among, "{what}");
                assert_eq!(state == RuleState::OtherEdition, !among, "{what}");
            }
        }
    }
}

#[test]
fn an_entry_is_judged_by_the_edition_of_its_table() {
    let mut report = report(2021);
    let requests = SortedMap::from([(TableKey::Requests, edition("2021"))]);
    report.set_editions(edition("2019"), requests);
    for cell in ["requests.new.natural", "disputes.review.upheld"] {
        report.set_cell(id(cell), "-1");
    }
    for (editions, cell) in [
        (Editions::since(2021), "requests.new.natural"),
        (Editions::until(2019), "disputes.review.upheld"),
    ] {
        let checker = Checker::new(only("entry", Check::Entry, editions), &report);
        let cells: Vec<CellId> =
            checker.findings().iter().flat_map(|finding| finding.cells.clone()).collect();
        assert_eq!(cells, [id(cell)]);
    }
}

/// If the edition of a report changes, the checker asks other rules.
#[test]
fn a_change_of_edition_is_noticed() {
    for (kind, check) in KINDS {
        let rules = only(kind, check(), Editions::since(2021));
        let mut report = wrong("2019", "2019");
        let mut checker = Checker::new(rules, &report);
        assert_eq!(checker.findings(), [], "{kind}");
        report = wrong("2021", "2021");
        checker.update(&report, &[]);
        assert!(!checker.findings().is_empty(), "{kind}");
        // The tables keep their edition, and that of the report changes.
        let tables = SortedMap::from(TableKey::ALL.map(|key| (key, edition("2021"))));
        report.set_editions(edition("2019"), tables);
        checker.update(&report, &[]);
        assert_eq!(checker.findings(), Checker::new(rules, &report).findings(), "{kind}");
    }
}
