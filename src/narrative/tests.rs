//! For any text, reading does not panic, locations are valid, and judging step by step gives the
//! same result as judging all at once.

use super::*;
use crate::edition::AgencyLevel;
use crate::properties::cases;
use crate::report::Agency;
use proptest::prelude::*;

fn report(text: &str, cells: &str) -> Report {
    let mut report = Report::new(
        2024,
        Agency {
            name: "示例县青禾镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    );
    report.set_as_issued(true);
    let form = report.form().clone();
    form.cells().iter().for_each(|cell| report.set_cell(cell.id, cells));
    report.sections.insert(Part::Overview, text.to_owned());
    report
}

const PIECES: [&str; 60] = [
    "收到",
    "政府信息公开申请",
    "申请",
    "行政复议",
    "行政诉讼",
    "结果维持",
    "尚未审结",
    "予以公开",
    "不予公开",
    "其中",
    "（",
    "）",
    "，",
    "。",
    "；",
    "、",
    "：",
    "分别为",
    "各",
    "均",
    "占",
    "同比增长",
    "较上年",
    "下降",
    "上年结转",
    "结转下年度",
    "未收到",
    "无",
    "零申请",
    "均获维持",
    "12",
    "３",
    "1,234",
    "1.2万",
    "十二",
    "近百",
    "300余",
    "件",
    "条",
    "份",
    "%",
    "元",
    "万元",
    "2024年",
    "2023年",
    "〔2021〕30号",
    "《2024年要点》",
    "第五十条",
    "（一）",
    "一是",
    "自然人",
    "法人或其他组织",
    "规范性文件",
    "制发",
    "备案",
    "{{requests.new.total}}",
    " ",
    "网上",
    "线下",
    "\n",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)
        .prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => "[\\PC\n]{0,60}"]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn locations_of_facts_are_valid(
        text in texts(),
        cells in prop::sample::select(&["", "0", "12", "/"][..]),
    ) {
        let report = report(&text, cells);
        let narrative = Narrative::read(&report);
        let judgement = narrative.judge_report(&report);
        prop_assert_eq!(judgement.verdicts.len(), narrative.facts().len());
        for fact in narrative.facts() {
            let text = narrative.passage_text(fact);
            prop_assert!(
                text.get(fact.span.clone())
                    .is_some_and(|written| written.starts_with(fact.text.as_str())),
                "{} {:?}",
                fact.text,
                fact
            );
            prop_assert!(
                text.get(fact.clause.clone()).is_some()
                    && text.get(fact.sentence.clone()).is_some()
            );
            prop_assert!(
                fact.sentence.start <= fact.span.start && fact.span.end <= fact.sentence.end,
                "{:?}",
                fact
            );
        }
        for list in narrative.lists() {
            prop_assert!(
                list.parts
                    .iter()
                    .all(|part| *part < narrative.facts().len() && *part != list.whole)
            );
        }
        let count = judgement.count();
        prop_assert!(count.checked + count.contradicted <= count.numbers);
    }

    /// A number that was put aside stays put aside after the report is read again, and raises no
    /// finding.
    #[test]
    fn numbers_put_aside_stay_put_aside_when_read_again(text in texts()) {
        let mut report = report(&text, "7");
        let narrative = Narrative::read(&report);
        report.dispositions = narrative
            .facts()
            .iter()
            .map(|fact| narrative.disposition(fact, SetAsideReason::OtherFact))
            .collect();
        let narrative = Narrative::read(&report);
        let judgement = narrative.judge_report(&report);
        let open = |verdict: &Verdict| {
            matches!(verdict, Verdict::Contradicted(_) | Verdict::Unchecked)
        };
        prop_assert!(!judgement.verdicts.iter().any(open), "{:?}", judgement);
    }
}

#[test]
fn numbers_are_counted_as_the_page_shows_them() {
    let report =
        report("2024年收到政府信息公开申请12件，网站发布信息30条。依据〔2021〕30号。", "12");
    let count = Narrative::read(&report).judge_report(&report).count();
    assert_eq!(count, NumberCount { numbers: 2, checked: 1, contradicted: 0 });
}

#[test]
fn ranges_refer_to_the_typed_text() {
    let report = report("全年 收到政府信息公开申请 １２ 件。", "12");
    let narrative = Narrative::read(&report);
    let fact = &narrative.facts()[0];
    assert_eq!(&narrative.passage_text(fact)[fact.span.clone()], "１２ 件");
    assert_eq!((fact.text.as_str(), &*fact.unit, fact.value), ("１２", "件", Decimal::from(12)));
    assert_eq!(narrative.clause(fact), "全年 收到政府信息公开申请 １２ 件");
}

#[test]
fn white_space_does_not_undo_putting_aside() {
    let mut report = report("全年举办培训8场。\n全年举办培训8场。", "0");
    let narrative = Narrative::read(&report);
    report.dispositions =
        vec![narrative.disposition(&narrative.facts()[1], SetAsideReason::OtherFact)];
    report.sections.insert(Part::Overview, "全年举办培训 8 场。\n全年 举办培训8场。".to_owned());
    let narrative = Narrative::read(&report);
    let by = |fact| narrative.put_aside_by(&narrative.facts()[fact]);
    assert_eq!((by(0), by(1)), (None, report.dispositions.first()), "the second of two, as before");
    assert_eq!(
        narrative.facts().iter().map(|fact| fact.set_aside).collect::<Vec<_>>(),
        [None, Some(SetAsideReason::OtherFact)]
    );
}

#[test]
fn only_equally_written_numbers_can_become_live_fields() {
    let follows = |text: &str| {
        let mut report = report(text, "12");
        let mut last = report.clone();
        last.year -= 1;
        report.last_year = Some(std::sync::Arc::new(last));
        let narrative = Narrative::read(&report);
        let judgement = narrative.judge_report(&report);
        let last =
            narrative.facts().iter().zip(&judgement.verdicts).rfind(|(fact, _)| fact.kind.counts());
        last.map(|(fact, verdict)| {
            (verdict.is_checked(), fact.can_follow(verdict, &report).map(|cell| cell.to_string()))
        })
        .expect("a number")
    };
    assert_eq!(
        follows("收到政府信息公开申请12件。"),
        (true, Some("requests.new.total".to_owned()))
    );
    for text in [
        "2024年收到政府信息公开申请12件，2023年收到政府信息公开申请12件。",
        "收到政府信息公开申请１２件。",
        "收到政府信息公开申请十二件。",
        "收到政府信息公开申请12余件。",
        "收到政府信息公开申请10余件。",
        "行政事业性收费12万元。",
        "收到政府信息公开申请12件，同比增长0%。",
        "收到政府信息公开申请12件，其中申请人撤回12件。",
        "收到政府信息公开申请12件，予以公开12件，占100%。",
    ] {
        assert_eq!(follows(text).1, None, "{text}");
    }
}
