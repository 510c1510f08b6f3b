//! How long checking takes. Run with `cargo bench --bench rules`; see `tests/bench/README.md`.

use divan::{Bencher, black_box};
use nianbao::edition::{AgencyLevel, CellId, IdentityKind};
use nianbao::narrative::Narrative;
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

/// A text of about 6 000 characters with 42 numbers, most of which contradict the cells.
fn with_text() -> Report {
    let mut report = report(Kind::Calculated);
    let sentence = "2025年，全镇共收到政府信息公开申请46件，答复45件，其中予以公开18件、部分公开6件、不予公开5件、无法提供9件、不予处理3件、其他处理2件；\
        行政复议6件，其中结果维持5件，结果纠正1件；全年公开信息1136条，其中门户网站700条，微信公众号436条，同比增长12.5%。";
    let prose = "严格落实政府信息公开各项规定，健全机制，规范流程，加强培训，压实责任，不断提高工作人员的业务能力和水平，切实保障人民群众的知情权、参与权、表达权、监督权，\
        有效促进各项社会事务健康、稳定、快速地发展；坚持以公开为常态、不公开为例外，把群众普遍关心、涉及切身利益的问题作为公开的重点内容，及时回应社会关切。\n";
    let mut text = [sentence, prose].concat().repeat(3);
    text.push_str(&prose.repeat((6_000 - text.chars().count()) / prose.chars().count()));
    report.sections.insert(nianbao::report::Part::Overview, text);
    report
}

/// The text of a report, from words to what its numbers say.
#[divan::bench]
fn narrative_read(bencher: Bencher) {
    let report = with_text();
    bencher.bench_local(|| Narrative::read(black_box(&report)));
}

/// All numbers of the text, judged by the cells.
#[divan::bench]
fn narrative_judged(bencher: Bencher) {
    let report = with_text();
    let checker = Checker::new(&report);
    let values: Vec<_> = report.form().cells().iter().map(|cell| checker.value(cell.id)).collect();
    let last = vec![None; values.len()];
    bencher.bench_local(|| checker.narrative().judge(black_box(&values), black_box(&last)));
}

/// One number changed that the text speaks of, and one that it does not.
#[divan::bench(args = ["requests.new.natural", "disclosure.licensing.decisions"])]
fn one_number_beside_text(bencher: Bencher, cell: &str) {
    let one = with_text();
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
