//! Measures the checks. Run with `cargo bench --bench rules`; see `tests/bench/README.md`.

use divan::{Bencher, black_box};
use nianbao::check::Checker;
use nianbao::diagnosis::diagnose;
use nianbao::edition::{AgencyLevel, CellId, IdentityKind};
use nianbao::narrative::Narrative;
use nianbao::number::Decimal;
use nianbao::report::{Agency, Part, Report};
use nianbao::rules::RULE_SET;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// The kind of report that is checked.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Totals are calculated, all cells are filled in, every sum is right.
    Calculated,
    /// 照原文录入: all cells are typed, every sum is right.
    AsIssued,
    /// Totals are calculated, half of the cells are filled in.
    HalfFilled,
    /// 照原文录入: numbers are random, so that nearly every sum is wrong and all of them must be grouped
    /// by cause.
    AllWrong,
}

const KINDS: [Kind; 4] = [Kind::Calculated, Kind::AsIssued, Kind::HalfFilled, Kind::AllWrong];

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn report(kind: Kind) -> Report {
    let agency = Agency {
        name: "示例县甲镇人民政府".to_owned(),
        level: AgencyLevel::Township,
        covers_subordinates: None,
    };
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
    for identity in
        form.identities().iter().filter(|identity| identity.kind == IdentityKind::RequestsBalance)
    {
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

/// All tables of a report, from an empty state to findings.
#[divan::bench(args = KINDS)]
fn full_table_check(bencher: Bencher, kind: Kind) {
    let report = report(kind);
    bencher.bench_local(|| Checker::new(&RULE_SET, black_box(&report)).findings().len());
}

/// One changed number: from the report to the findings, alternating between the right and the wrong
/// number.
fn one_number(bencher: Bencher, kind: Kind, cell: &str) {
    one_number_of(bencher, &report(kind), cell);
}

fn one_number_of(bencher: Bencher, one: &Report, cell: &str) {
    let mut other = one.clone();
    let cell = id(cell);
    other.set_cell(cell, "4711");
    let mut checker = Checker::new(&RULE_SET, one);
    let mut turn = false;
    bencher.bench_local(|| {
        turn = !turn;
        checker.update(black_box(if turn { &other } else { one }), black_box(&[cell]));
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

/// The search for causes: from existing findings to ranked repairs.
fn causes(bencher: Bencher, kind: Kind, wrong: &[&str]) {
    let mut report = report(kind);
    for cell in wrong {
        report.set_cell(id(cell), "4711");
    }
    let checker = Checker::new(&RULE_SET, &report);
    bencher.bench_local(|| diagnose(black_box(&report), checker.findings(), None));
}

#[divan::bench(args = KINDS)]
fn causes_of_one_wrong_number(bencher: Bencher, kind: Kind) {
    causes(bencher, kind, &["requests.denied.third_party.natural"]);
}

#[divan::bench(args = KINDS)]
fn causes_of_two_wrong_numbers_in_a_row(bencher: Bencher, kind: Kind) {
    causes(
        bencher,
        kind,
        &["requests.denied.third_party.natural", "requests.denied.third_party.legal"],
    );
}

/// Sentences of a long report, varied by a number so that no two are equal.
const SENTENCES: [&str; 6] = [
    "（一）主动公开情况。2025年，全镇围绕第{}项重点任务，在政府网站和政务新媒体公开各类政府信息{}条，其中图文解读{}篇。",
    "严格执行“三审三校”制度，对第{}批拟公开的信息逐条审查，按照国办公开办函〔2021〕30号要求更新目录{}处；",
    "依申请公开方面，畅通当面、信函、网络等渠道，第{}季度收到申请{}件，均在法定期限内答复，没有发生超期。",
    "将政务公开纳入年度考核，组织业务培训{}次、参训{}人次，邀请群众代表参加第{}场政府开放日活动，开展社会评议。",
    "一是解读形式还不够丰富（第{}类文件以文字为主）；二是个别栏目更新不及时，群众知晓度有待提高。",
    "下一步，将持续优化公开专栏{}个，健全发布协调机制，推动《第{}号要点》落地见效，力争满意度达到{}%。",
];

/// A text of this many characters.
fn prose(length: usize, from: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    for number in from.. {
        let sentence =
            SENTENCES[number % SENTENCES.len()].replace("{}", &(number * 37).to_string());
        count += sentence.chars().count();
        text.push_str(&sentence);
        text.push_str(if number % 4 == 3 { "\n\n" } else { "" });
        if count >= length {
            break;
        }
    }
    text
}

/// A finished report with 6 000 characters of text; optionally with the report of the year before,
/// half of whose text is the same.
fn wordy(with_last_year: bool) -> Report {
    let mut last = report(Kind::Calculated);
    let mut report = last.clone();
    for (part, length) in [(Part::Overview, 4000), (Part::Problems, 1500), (Part::Other, 500)] {
        report.sections.insert(part, prose(length, length));
        last.sections.insert(part, prose(length, length + length / 120));
    }
    last.year -= 1;
    report.last_year = with_last_year.then(|| Arc::new(last));
    report
}

/// Tables and 6 000 characters of text, from an empty state to findings.
#[divan::bench(args = [false, true])]
fn full_check_with_prose(bencher: Bencher, with_last_year: bool) {
    let report = wordy(with_last_year);
    bencher.bench_local(|| Checker::new(&RULE_SET, black_box(&report)).findings().len());
}

/// One changed number in such a report.
#[divan::bench(args = [false, true])]
fn one_outcome_changed_with_prose(bencher: Bencher, with_last_year: bool) {
    one_number_of(bencher, &wordy(with_last_year), "requests.denied.third_party.natural");
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

/// The text of a report, from characters to the claims of its numbers.
#[divan::bench]
fn narrative_read(bencher: Bencher) {
    let report = with_text();
    bencher.bench_local(|| Narrative::read(black_box(&report)));
}

/// All numbers of the text, compared with the cells.
#[divan::bench]
fn narrative_judged(bencher: Bencher) {
    let report = with_text();
    let checker = Checker::new(&RULE_SET, &report);
    let values: Vec<_> = report.form().cells().iter().map(|cell| checker.value(cell.id)).collect();
    let last = vec![None; values.len()];
    bencher.bench_local(|| checker.narrative().judge(black_box(&values), black_box(&last)));
}

/// Sentences without an end, and signs and numerals that are repeated, which a hostile text may have.
const PATTERNS: [&str; 6] = [
    "自然人46件、",
    "（",
    "十",
    "2024年新收3件申请，",
    "全年收到政府信息公开申请46件，答复45件，其中予以公开18件、部分公开6件，占40.0%，",
    "未收到行政复议，",
];

/// Whole checks of texts of 20 000, 40 000 and 80 000 characters: twice the text takes about twice
/// the time.
#[divan::bench(args = [20_000, 40_000, 80_000], sample_count = 3, sample_size = 1)]
fn text_of_length(bencher: Bencher, length: usize) {
    let report = |pattern: &&str| {
        let mut report = with_text();
        let text = pattern.repeat(length / pattern.chars().count());
        report.sections.insert(nianbao::report::Part::Overview, text);
        report
    };
    let reports: Vec<_> = PATTERNS.iter().map(report).collect();
    bencher.bench_local(|| {
        reports.iter().map(|report| Checker::new(&RULE_SET, report).findings().len()).sum::<usize>()
    });
}

/// One changed number that the text mentions, and one that it does not.
#[divan::bench(args = ["requests.new.natural", "disclosure.licensing.decisions"])]
fn one_number_beside_text(bencher: Bencher, cell: &str) {
    let one = with_text();
    let mut other = one.clone();
    let cell = id(cell);
    other.set_cell(cell, "4711");
    let mut checker = Checker::new(&RULE_SET, &one);
    let mut turn = false;
    bencher.bench_local(|| {
        turn = !turn;
        checker.update(black_box(if turn { &other } else { &one }), black_box(&[cell]));
        checker.findings().len()
    });
}
