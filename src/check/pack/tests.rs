//! Tests valid packs, and every kind of error in a pack.

use super::super::Checker;
use super::*;
use crate::report::{Agency, Report};
use crate::rules::RULE_SET;
use std::sync::Arc;

const PACK: &str = r#"{ "nianbao_rule_pack": 1, "name": "示例县核对要求",
  "severities": { "backlog": "verify", "nil-report": "off" },
  "balances": [
    { "id": "licences-cover-fees", "relation": ">=",
      "severity": "error", "title": "许可不少于处罚", "left": ["disclosure.licensing.decisions"],
      "right": ["disclosure.penalties.decisions", "disclosure.coercion.decisions"],
      "why": "本县两项来自同一台账。", "todo": "核对台账。" }
  ],
  "terms": [{ "wrong": "公开条例法", "right": "条例" }],
  "deadlines": [{ "levels": ["township"], "day": "01-20", "what": "报县政务公开办" }] }"#;

fn report() -> Report {
    Report::new(
        2025,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    )
}

fn checked(report: &Report) -> Checker {
    Checker::with(
        &RULE_SET,
        report,
        Arc::new(Packs::new(vec![Pack::read(&RULE_SET, PACK).expect("in order")])),
    )
}

#[test]
fn a_balance_is_judged_once_all_its_cells_are_known() {
    let mut report = report();
    let cell = |id| CellId::parse(id).expect(id);
    let mut checker = checked(&report);
    for (id, typed) in
        [("disclosure.licensing.decisions", "5"), ("disclosure.penalties.decisions", "4")]
    {
        report.set_cell(cell(id), typed);
        checker.update(&report, &[cell(id)]);
    }
    let local = |checker: &Checker| {
        checker.findings().iter().find(|finding| finding.rule.id == "licences-cover-fees").cloned()
    };
    assert_eq!(local(&checker), None);
    report.set_cell(cell("disclosure.coercion.decisions"), "2");
    checker.update(&report, &[cell("disclosure.coercion.decisions")]);
    let finding = local(&checker).expect("5 < 4 + 2");
    assert_eq!(
        finding.message(&report).to_string(),
        "许可不少于处罚：表二「行政许可·本年处理决定数量」 5，表二「行政处罚·本年处理决定数量」 + 表二「行政强制·本年处理决定数量」 6，前者不应小于后者。"
    );
    assert_eq!((finding.severity, finding.part()), (Severity::Error, Some(Part::Disclosure)));
}

#[test]
fn severities_are_set_and_rules_switched_off() {
    let mut report = report();
    for id in report
        .form()
        .clone()
        .cells()
        .iter()
        .map(|cell| cell.id)
        .filter(|id| id.table.id() == "requests")
    {
        if !report.is_calculated(id) {
            report.set_cell(id, "0");
        }
    }
    let has = |checker: &Checker, rule: &str| {
        checker.findings().iter().any(|finding| finding.rule.id == rule)
    };
    assert!(
        has(&Checker::new(&RULE_SET, &report), "nil-report")
            && !has(&checked(&report), "nil-report")
    );
    for (id, typed) in [("requests.new.natural", "2"), ("requests.carried_out.natural", "2")] {
        report.set_cell(CellId::parse(id).expect(id), typed);
    }
    let checker = checked(&report);
    let backlog = checker
        .findings()
        .iter()
        .find(|finding| finding.rule.id == "backlog")
        .expect("all is carried over");
    assert_eq!(backlog.severity, Severity::Verify);
}

#[test]
fn a_bad_pack_is_refused_with_line_and_reason() {
    for (from, to, line, reason) in [
        ("\"backlog\"", "\"bakclog\"", 2, "没有“bakclog”这条规则"),
        ("\"verify\", \"nil", "\"severe\", \"nil", 2, "“severe”应当是"),
        ("\">=\"", "\"≥\"", 4, "“≥”应当是 =、>= 或 <="),
        ("licences-cover-fees", "backlog", 4, "已有规则“结转下年较多”"),
        ("coercion.decisions", "coercion.number", 6, "没有“disclosure.coercion.number”这一格"),
        ("\"township\"", "\"town\"", 10, "没有“town”这个单位层级"),
        ("01-20", "1月20日", 10, "应当是月-日"),
        ("\"terms\"", "\"words\"", 9, "不认识“words”一项"),
        ("\"title\": \"许可不少于处罚\", ", "", 7, "缺少“title”一项"),
        ("\"nianbao_rule_pack\": 1", "\"nianbao_rule_pack\": 2", 1, "只认识 1"),
        ("\"name\": \"示例县核对要求\"", "\"name\": \" \"", 1, "文字是空的"),
        ("[{ \"wrong\"", "[{ wrong", 9, "不合 JSON"),
        ("\"wrong\": \"公开条例法\"", "\"wrong\": \"\"", 9, "文字是空的"),
        ("[\"disclosure.licensing.decisions\"]", "[]", 5, "至少要有一格"),
        ("\"todo\": \"核对台账。\"", "\"todo\": \"\", \"\\u0061dd\": [\"}\"]", 7, "文字是空的"),
        (
            "\"todo\": \"核对台账。\"",
            "\"todo\": \"核\\\"对\", \"\\u0061dd\":\n[\"}\"]",
            8,
            "不认识“add”一项",
        ),
        (
            "\"todo\": \"核对台账。\"",
            "\"todo\": \"核]对}台{账。\",\n\"add\": 1",
            8,
            "不认识“add”一项",
        ),
        (
            "\"severity\": \"error\", ",
            "\"severity\": \"error\",\n\"severity\": \"error\", ",
            6,
            "“severity”写了两次",
        ),
        ("\"deadlines\": [", "\"deadlines\": [\n[],", 11, "应当是另一种内容"),
        ("\"nianbao_rule_pack\": 1", "\"nianbao_rule_pack\": \"1\"", 1, "应当是另一种内容"),
        (
            "\"severity\": \"error\"",
            "\"severity\": \"off\"",
            5,
            "“off”应当是 error（错误）、verify（核实）或 hint（提示）",
        ),
    ] {
        let text = PACK.replacen(from, to, 1);
        assert_ne!(text, PACK, "{from}");
        let error = Pack::read(&RULE_SET, &text).expect_err(from);
        assert!(error.line == line && error.reason.contains(reason), "{from}: {error}");
    }
    let balance =
        &PACK[PACK.find("    { \"id\"").expect("one")..PACK.find("\n  ],").expect("its end")];
    let twice =
        Pack::read(&RULE_SET, &PACK.replacen(balance, &format!("{balance},\n{balance}"), 1))
            .expect_err("twice");
    assert_eq!((twice.line, twice.reason.as_str()), (8, "规则的名字“licences-cover-fees”用了两次"));
    assert!(
        Pack::read(&RULE_SET, &PACK[..PACK.len() - 5])
            .expect_err("cut off")
            .reason
            .contains("不完整")
    );
}

#[test]
fn the_same_rule_is_kept_once() {
    let rule = |pack: &Pack| pack.balances[0].rule;
    let (one, other) = (
        Pack::read(&RULE_SET, PACK).expect("in order"),
        Pack::read(&RULE_SET, PACK).expect("in order"),
    );
    assert!(std::ptr::eq(rule(&one), rule(&other)));
}

#[test]
fn deadlines_are_of_a_level() {
    let packs = Packs::new(vec![Pack::read(&RULE_SET, PACK).expect("in order")]);
    assert_eq!(packs.deadlines(AgencyLevel::Township).len(), 1);
    assert!(packs.deadlines(AgencyLevel::County).is_empty());
    let mut report = report();
    report.signature = Some(crate::report::Signature {
        agency: report.agency.name.clone(),
        date: "2026-01-25".to_owned(),
    });
    let late = |checker: &Checker| {
        checker
            .findings()
            .iter()
            .find(|finding| finding.rule.id == "deadline")
            .map(|f| f.message(&report).to_string())
    };
    assert_eq!(late(&Checker::new(&RULE_SET, &report)), None, "before the usual day");
    assert_eq!(
        late(&checked(&report)).expect("behind the county's day"),
        "落款日期晚于规则包的期限（报县政务公开办）：落款 2026年1月25日，规则包的期限（报县政务公开办） 2026年1月20日。"
    );
}
