//! How long checking takes. Run with `cargo bench --bench rules`; see `tests/bench/README.md`.

use divan::{Bencher, black_box};
use nianbao::diagnosis::diagnose;
use nianbao::edition::{AgencyLevel, CellId, IdentityKind};
use nianbao::number::Decimal;
use nianbao::report::{Agency, Report};
use nianbao::rules::Checker;

fn main() {
    divan::main();
}

/// What kind of report is checked.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Totals calculated, all cells filled in, every sum holds.
    Calculated,
    /// 照原文录入: all cells typed, every sum holds.
    AsIssued,
    /// Totals calculated, half of the cells filled in.
    HalfFilled,
    /// 照原文录入: numbers at random, so that nearly every sum fails and all of them have to be sorted by cause.
    AllWrong,
}

const KINDS: [Kind; 4] = [Kind::Calculated, Kind::AsIssued, Kind::HalfFilled, Kind::AllWrong];

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn report(kind: Kind) -> Report {
    let agency = Agency { name: "示例县甲镇人民政府".to_owned(), level: AgencyLevel::Township, covers_subordinates: None };
    let mut report = Report::new(2025, agency);
    let form = report.form().clone();
    for (slot, cell) in form.cells().iter().enumerate() {
        let half = matches!(kind, Kind::HalfFilled) && slot % 2 == 1;
        if !form.is_derived(cell.id) && !half {
            report.set_cell(cell.id, &(slot % 7).to_string());
        }
    }
    if matches!(kind, Kind::HalfFilled) {
        return report;
    }
    for identity in form.identities().iter().filter(|identity| identity.kind == IdentityKind::RequestsBalance) {
        let [new, carried_in] = identity.left[..] else { continue };
        let value = |id: CellId| report.value(id).expect("filled in");
        let right: Decimal = identity.right.iter().map(|id| value(*id)).sum();
        let number = right - value(carried_in);
        if !form.is_derived(new) {
            report.set_cell(new, &number.to_string());
        }
    }
    report.set_as_issued(matches!(kind, Kind::AsIssued | Kind::AllWrong));
    if matches!(kind, Kind::AllWrong) {
        for (slot, cell) in form.cells().iter().enumerate() {
            report.set_cell(cell.id, &(slot * 7919 % 101).to_string());
        }
    }
    report
}

/// All tables of a report, from nothing to findings.
#[divan::bench(args = KINDS)]
fn full_table_check(bencher: Bencher, kind: Kind) {
    let report = report(kind);
    bencher.bench_local(|| Checker::new(black_box(&report)));
}

/// One number changed: from the report to the findings, back and forth between right and wrong.
fn one_number(bencher: Bencher, kind: Kind, cell: &str) {
    let one = report(kind);
    let mut other = one.clone();
    let cell = id(cell);
    other.set_cell(cell, "4711");
    let mut checker = Checker::new(&one);
    let mut turn = false;
    bencher.bench_local(|| {
        turn = !turn;
        checker.update(black_box(if turn { &other } else { &one }), black_box(&[cell]));
        checker.findings().len()
    });
}

#[divan::bench(args = KINDS)]
fn one_outcome_changed(bencher: Bencher, kind: Kind) {
    one_number(bencher, kind, "requests.denied.third_party.natural");
}

#[divan::bench(args = KINDS)]
fn one_new_request_changed(bencher: Bencher, kind: Kind) {
    one_number(bencher, kind, "requests.new.natural");
}

#[divan::bench(args = KINDS)]
fn one_licence_changed(bencher: Bencher, kind: Kind) {
    one_number(bencher, kind, "disclosure.licensing.decisions");
}

/// Looking for causes: of findings that stand, to ranked repairs.
fn causes(bencher: Bencher, kind: Kind, wrong: &[&str]) {
    let mut report = report(kind);
    for cell in wrong {
        report.set_cell(id(cell), "4711");
    }
    let checker = Checker::new(&report);
    bencher.bench_local(|| diagnose(black_box(&report), checker.findings(), None));
}

#[divan::bench(args = KINDS)]
fn causes_of_one_wrong_number(bencher: Bencher, kind: Kind) {
    causes(bencher, kind, &["requests.denied.third_party.natural"]);
}

#[divan::bench(args = KINDS)]
fn causes_of_two_wrong_numbers_in_a_row(bencher: Bencher, kind: Kind) {
    causes(bencher, kind, &["requests.denied.third_party.natural", "requests.denied.third_party.legal"]);
}
