//! Tests of wording: one example of every kind of finding, and words that no message may contain.

use super::*;
use crate::edition::edition_by_id;
use crate::report::{Candidate, Doubt, DoubtPlace, Period, Signature};
use crate::sorted_map::SortedMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Words that state that something is correct.
const PRAISE: [&str; 8] = ["一致", "相符", "平衡", "相等", "正确", "无误", "吻合", "已核"];

/// Compares a message with its fact: the numbers of both sides differ as the fact states, and the
/// words contain neither praise nor internal names.
pub(super) fn assert_honest(finding: &Finding, report: &Report) {
    let message = finding.message(report);
    let text = message.to_string();
    if let Violation::Sum { left, right, .. } = &finding.fact {
        assert_ne!(left, right, "{text}");
        assert_eq!(
            [left.to_string(), right.to_string()],
            [message.sides[0].value.clone(), message.sides[1].value.clone()],
            "{text}"
        );
        for side in &message.sides {
            let terms: Vec<Decimal> = side.label.split(" + ").filter_map(last_number).collect();
            if !terms.is_empty() {
                assert_eq!(
                    terms.iter().copied().sum::<Decimal>().to_string(),
                    side.value,
                    "{text}"
                );
            }
        }
        let difference = message.difference.as_deref().unwrap_or_default();
        let gap = *right - *left;
        let way = if gap.is_negative() { "少" } else { "多" };
        assert!(difference.contains(&format!("{way} {} 件", gap.abs())), "{text}");
    }
    for praise in PRAISE {
        assert!(!text.replace(&format!("不{praise}"), "").contains(praise), "{text} says {praise}");
    }
    assert!(!message.title.is_empty() && !text.contains("（不明）"), "{text}");
    // Typed text is quoted. Everything else must be Chinese and numbers.
    let own = text
        .split('“')
        .map(|piece| piece.split_once('”').map_or(piece, |(_, rest)| rest))
        .collect::<String>();
    assert!(
        !own.chars().any(|c| c.is_ascii_alphabetic() || c == '_' || c == '#'),
        "{text} holds an internal name"
    );
}

/// The number at the end of a term, without the remark that the other terms are 0.
fn last_number(term: &str) -> Option<Decimal> {
    let term = term.split('（').next()?;
    Decimal::parse(term.rsplit(' ').next()?)
}

fn texts(report: &Report) -> String {
    let checker = Checker::new(&RULE_SET, report);
    let lines: Vec<String> = checker
        .findings()
        .iter()
        .map(|finding| {
            assert_honest(finding, report);
            let message = finding.message(report);
            format!(
                "{} {}\n    {}\n    {}",
                finding.severity.name(),
                message,
                message.why,
                message.todo
            )
        })
        .collect();
    lines.join("\n")
}

fn all_texts(reports: &[Report]) -> String {
    let texts: Vec<String> = reports.iter().map(texts).collect();
    texts.join("\n\n")
}

fn fill(report: &mut Report, cells: &[(&str, &str)]) {
    for (cell, typed) in cells {
        report.set_cell(id(cell), typed);
    }
}

fn sums() -> Vec<Report> {
    let mut report = imbalance();
    fill(
        &mut report,
        &[
            ("requests.denied.third_party.business", "3"),
            ("requests.carried_in.total", "5"),
            ("disputes.review.upheld", "10"),
            ("disputes.review.corrected", "1"),
            ("disputes.direct.total", "2"),
        ],
    );
    vec![report]
}

#[test]
fn sums_in_words() {
    insta::assert_snapshot!(all_texts(&sums()));
}

fn controls() -> Vec<Report> {
    let mut report = balanced(2025, false);
    report.set_control(id("requests.new.total"), "63");
    report.set_control(id("requests.total.legal"), "7");
    report.set_control(id("disputes.direct.total"), "十二点");
    fill(
        &mut report,
        &[("requests.carried_out.natural", "60"), ("requests.carried_out.other", "99")],
    );
    vec![report]
}

#[test]
fn controls_in_words() {
    insta::assert_snapshot!(all_texts(&controls()));
}

fn entries() -> Vec<Report> {
    let mut report = report(2020);
    fill(
        &mut report,
        &[
            ("requests.new.natural", "-3"),
            ("requests.new.business", "2.5"),
            ("requests.new.legal", "约20"),
            ("requests.new.other", "1000000000001"),
            ("requests.granted.natural", "/"),
            ("disclosure.procurement.amount", "1.1234567"),
            ("disputes.review.upheld", "—"),
        ],
    );
    report.set_printed(id("disclosure.penalties.decisions"), "012");
    let found = |value: &str, place: &str| Candidate::new(value, place);
    for (place, why, candidates) in [
        (DoubtPlace::AgencyName, "标题里没有单位名称", vec![]),
        (DoubtPlace::Year, "标题写2019年，统计期限是2020年", vec![found("2019", "标题")]),
        (
            DoubtPlace::Cell(id("disclosure.penalties.decisions")),
            "有两行“行政处罚”",
            vec![found("12", "第1张表第7行"), found("30", "")],
        ),
    ] {
        report.doubts.insert(place, Doubt { why: why.to_owned(), candidates });
    }
    vec![report]
}

#[test]
fn entries_in_words() {
    insta::assert_snapshot!(all_texts(&entries()));
}

fn disclosure() -> Vec<Report> {
    let mut new = report(2025);
    fill(
        &mut new,
        &[
            ("disclosure.regulations.issued", "2"),
            ("disclosure.regulations.repealed", "0"),
            ("disclosure.regulations.in_force", "1"),
            ("disclosure.normative.issued", "40"),
            ("disclosure.normative.repealed", "3"),
            ("disclosure.normative.in_force", "35"),
            ("disclosure.fees.amount", "125000.50"),
        ],
    );
    let mut old = report(2020);
    fill(
        &mut old,
        &[
            ("disclosure.normative.opened", "5"),
            ("disclosure.normative.open_total", "4"),
            ("disclosure.licensing.prior", "3"),
            ("disclosure.licensing.change", "-5"),
            ("disclosure.penalties.prior", "8"),
            ("disclosure.penalties.change", "+10"),
            ("disclosure.penalties.decisions", "18"),
            ("disclosure.procurement.projects", "13"),
            ("disclosure.procurement.amount", "0"),
        ],
    );
    vec![new, old]
}

#[test]
fn disclosure_in_words() {
    insta::assert_snapshot!(all_texts(&disclosure()));
}

fn questions() -> Vec<Report> {
    let mut nil = report(2025);
    let form = nil.form().clone();
    form.cells().iter().for_each(|cell| {
        if !nil.is_calculated(cell.id) {
            nil.set_cell(cell.id, "0");
        }
    });
    fill(&mut nil, &[("disputes.review.upheld", "2"), ("disputes.after_review.pending", "1")]);
    let mut busy = nil.clone();
    fill(
        &mut busy,
        &[
            ("requests.new.natural", "10"),
            ("requests.other.overdue_fee.natural", "3"),
            ("requests.carried_out.natural", "7"),
            ("disputes.review.upheld", ""),
            ("disputes.direct.corrected", "1"),
        ],
    );
    busy.sections.insert(Part::Problems, "存在的不足：解读形式单一。下一步加强培训。".to_owned());
    vec![nil, busy]
}

#[test]
fn questions_in_words() {
    insta::assert_snapshot!(all_texts(&questions()));
}

fn wrong_editions() -> Vec<Report> {
    let edition_of = |id| edition_by_id(id).expect("an edition");
    let mut mixed = report(2023);
    mixed.set_editions(
        edition_of("2021"),
        SortedMap::from([(TableKey::Requests, edition_of("2019"))]),
    );
    let mut old = report(2023);
    old.set_editions(edition_of("2019"), SortedMap::new());
    vec![mixed, old]
}

#[test]
fn editions_in_words() {
    insta::assert_snapshot!(all_texts(&wrong_editions()));
}

/// Adds a report of the year before with the same agency.
fn with_last(report: &mut Report, cells: &[(&str, &str)], overview: &str) {
    let mut last = Report::new(report.year - 1, report.agency.clone());
    fill(&mut last, cells);
    last.sections.insert(Part::Overview, overview.to_owned());
    report.last_year = Some(Arc::new(last));
}

fn fill_with_zeros(report: &mut Report) {
    let form = report.form().clone();
    for cell in form.cells().iter().filter(|cell| !form.is_derived(cell.id)) {
        report.set_cell(cell.id, "0");
    }
}

const SENTENCES: &str = "逐条审核拟发布的每一项信息。开设民生专栏并按月更新内容。组织信息员参加业务轮训两次。\
    逐项核对目录并补齐缺漏内容。在服务大厅设置三处查阅点位。请居民代表参加政府开放日。";

fn years() -> Vec<Report> {
    let mut new = report(2025);
    fill_with_zeros(&mut new);
    let now = [
        ("disclosure.normative.in_force", "7"),
        ("disclosure.licensing.decisions", "1208"),
        ("disclosure.fees.amount", "77300"),
        ("requests.carried_in.natural", "2"),
        ("requests.granted.natural", "2"),
    ];
    fill(&mut new, &now);
    new.sections.insert(Part::Overview, SENTENCES.replace("两次", "三次"));
    let before = [
        ("disclosure.normative.in_force", "5"),
        ("disclosure.licensing.decisions", "120"),
        ("disclosure.fees.amount", "7.73"),
        ("requests.carried_out.natural", "3"),
        ("disputes.review.pending", "2"),
    ];
    let mut carried: Vec<(&str, &str)> =
        ["business", "research", "welfare", "legal", "other"].map(|column| (column, "0")).to_vec();
    let ids: Vec<String> =
        carried.iter().map(|(column, _)| format!("requests.carried_out.{column}")).collect();
    carried.iter_mut().zip(&ids).for_each(|(cell, id)| cell.0 = id);
    with_last(&mut new, &[&before[..], &carried].concat(), SENTENCES);
    let mut moved = report(2025);
    fill_with_zeros(&mut moved);
    fill(
        &mut moved,
        &[
            ("requests.carried_in.natural", "2"),
            ("requests.carried_in.legal", "1"),
            ("requests.granted.natural", "2"),
            ("requests.granted.legal", "1"),
        ],
    );
    with_last(&mut moved, &[&[("requests.carried_out.natural", "3")][..], &carried].concat(), "");
    let mut copied = moved.clone();
    let mut last = copied.clone();
    last.year -= 1;
    copied.last_year = Some(Arc::new(last));
    let mut old = report(2020);
    fill(&mut old, &[("disclosure.licensing.prior", "11")]);
    with_last(
        &mut old,
        &[("disclosure.licensing.prior", "10"), ("disclosure.licensing.change", "2")],
        "",
    );
    vec![new, moved, copied, old]
}

#[test]
fn years_in_words() {
    insta::assert_snapshot!(all_texts(&years()));
}

fn form() -> Vec<Report> {
    let mut report = report(2025);
    report.title = Some("示例县甲镇人民政府2024年信息公开年度报告".to_owned());
    report.preface.period = Period { from: "2024-01-01".to_owned(), to: "2025-12-31".to_owned() };
    report.headings.insert(Part::Problems, "五、存在问题及改进情况".to_owned());
    report.headings.insert(Part::Other, String::new());
    report.signature = Some(Signature {
        agency: "示例县乙山镇人民政府".to_owned(),
        date: "2026-02-01".to_owned(),
    });
    report.sections.insert(
        Part::Overview,
        "2024年，全镇公开信息XX条,共受理人大议案2件。按国办公开办函[2021]30号落实“三审三校制度，联系13800138000。乙山镇人民政府认真落实条例。".to_owned(),
    );
    report.sections.insert(Part::Problems, "政务公开公开成效明显。".to_owned());
    report.sections.insert(Part::Other, "（文字描述）".to_owned());
    let mut free = report.clone();
    free.preface.text = "本报告统计期限自2025年1月1日至12月31止。".to_owned();
    free.sections =
        SortedMap::from([(Part::Overview, "公开".repeat(501)), (Part::Problems, "无".to_owned())]);
    let mut model = self::report(2025);
    model.preface.text = "根据国办公开办函〔2019〕60号，编制本报告。全文包括总体情况、主动公开情况、申请情况、        行政复议和诉讼情况、问题和改进情况五个部分。"
        .to_owned();
    model.signature = Some(Signature { agency: String::new(), date: "2025.12.30".to_owned() });
    model.sections = SortedMap::from([
        (
            Part::Overview,
            format!("{}未收到申请。\n\n### （一）平台建设情况", "各项任务按时完成。".repeat(10)),
        ),
        (Part::Other, "本年度收取信息处理费1575元。".to_owned()),
    ]);
    vec![report, free, model]
}

#[test]
fn form_in_words() {
    insta::assert_snapshot!(all_texts(&form()));
}

fn writing() -> Vec<Report> {
    let mut spelled = report(2025);
    spelled.preface.compiler = "甲镇人民政府".to_owned();
    spelled.preface.postcode = "12345".to_owned();
    spelled.preface.address = "甲镇中心路１号".to_owned();
    spelled.sections.insert(
        Part::Overview,
        "本年度，我镇加强政府信息公开工作，组织相关社\n\n区、站所开展培训３次。".to_owned(),
    );
    let mut repeated = report(2025);
    let others = "今年新开通微信服务号并接入办事入口。完成旧网站内容迁移和栏目归并工作。上线智能问答，\
        全年解答咨询千余次。与县融媒体中心共建直播访谈栏目。清理失效文件并公布最新文件目录。\
        编印办事指南并发放到每个村民小组。";
    repeated.sections.insert(Part::Overview, format!("{SENTENCES}{others}"));
    with_last(&mut repeated, &[], SENTENCES);
    let mut unchanged = self::report(2025);
    unchanged.sections.insert(Part::Overview, others.to_owned());
    unchanged.sections.insert(Part::Problems, SENTENCES.to_owned());
    with_last(&mut unchanged, &[], "");
    if let Some(last) = unchanged.last_year.as_mut().and_then(Arc::get_mut) {
        last.sections.insert(Part::Problems, SENTENCES.to_owned());
    }
    vec![spelled, repeated, unchanged]
}

#[test]
fn writing_in_words() {
    insta::assert_snapshot!(all_texts(&writing()));
}

fn numbers() -> Vec<Report> {
    let mut report = report(2024);
    fill_with_zeros(&mut report);
    fill(
        &mut report,
        &[
            ("requests.new.natural", "7"),
            ("requests.granted.natural", "7"),
            ("disputes.review.upheld", "2"),
            ("disputes.review.corrected", "1"),
        ],
    );
    let paragraphs = [
        "全镇共受理政府信息公开申请7件，答复8件。",
        "行政复议3件，均获维持。",
        "全年累计办件350件，其中网上办件120件，线下办件260件。",
    ];
    report.sections.insert(Part::Overview, paragraphs.join("\n\n"));
    let mut blank = self::report(2024);
    blank.sections.insert(
        Part::Overview,
        "全年新收政府信息公开申请8件，上年结转1件，办结7件，结转下年度办理1件。".to_owned(),
    );
    let mut grown = report.clone();
    let paragraphs = [
        "2023年收到政府信息公开申请5件，2024年收到7件，同比增长30%。",
        "全年累计办件350件，其中网上办件120件，线下办件200件。",
    ];
    grown.sections.insert(Part::Overview, paragraphs.join("\n\n"));
    let mut shares = self::report(2024);
    fill_with_zeros(&mut shares);
    fill(
        &mut shares,
        &[
            ("requests.new.natural", "37"),
            ("requests.granted.natural", "26"),
            ("requests.partial.natural", "11"),
        ],
    );
    let paragraphs = [
        "全年共收到政府信息公开申请37万件。",
        "办结的37件申请中，予以公开26件，占29.7%。",
        "今年办结申请37件，其中予以公开25件，占70.3%。",
    ];
    shares.sections.insert(Part::Overview, paragraphs.join("\n\n"));
    vec![report, grown, blank, shares]
}

#[test]
fn numbers_in_words() {
    insta::assert_snapshot!(all_texts(&numbers()));
}

/// A snapshot shows a reviewer the sentence of every rule.
#[test]
fn every_rule_has_an_example_of_its_sentence() {
    let examples = [
        sums(),
        controls(),
        entries(),
        disclosure(),
        questions(),
        wrong_editions(),
        years(),
        form(),
        writing(),
        numbers(),
    ]
    .concat();
    let shown: BTreeSet<&str> = examples
        .iter()
        .flat_map(|report| Checker::new(&RULE_SET, report).findings().to_vec())
        .map(|finding| finding.rule.id)
        .collect();
    let missing: Vec<&str> =
        RULE_SET.rules.iter().map(|rule| rule.id).filter(|id| !shown.contains(id)).collect();
    assert!(
        missing.is_empty(),
        "src/check/tests/messages.rs: no report there breaks {missing:?}; add one, then \
         INSTA_UPDATE=always cargo test --lib check"
    );
}

/// A finding says in words where it is: in a part, or in a note under a table.
#[test]
fn a_finding_names_its_place() {
    let mut report = balanced(2025, false);
    report.sections.insert(Part::Problems, "全年公开１２条。".to_owned());
    report.table_notes.insert(TableKey::Requests, "含网上申请１２件。".to_owned());
    let checker = Checker::new(&RULE_SET, &report);
    let messages: Vec<String> =
        checker.findings().iter().map(|finding| finding.message(&report).to_string()).collect();
    for place in ["第五部分有1处数字是全角的", "表三的注有1处数字是全角的"]
    {
        assert!(messages.iter().any(|message| message.starts_with(place)), "{messages:#?}");
    }
}
