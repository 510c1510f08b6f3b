//! Twins of the browser tests of `checking`, judged by the state alone: findings are repaired,
//! justified and looked up; numbers in the text are accounted for; last year is compared.

use crate::world::{Window, disk};
use crate::{begun, corpus, opened};
use nianbao::check::words::{answer, read_words_by};
use nianbao::desk::{ButtonData, Event, HistoryStep};
use nianbao::edition::TableKey;
use nianbao::report::Part;
use nianbao::rules::RULE_SET;
use serde_json::json;

/// Table 3 with one number in 自然人 too small: 新收 11, 予以公开 12.
fn unbalanced() -> Window {
    let mut window = begun();
    window.go("requests");
    window.type_cell("requests.new.natural", "11");
    window.type_cell("requests.granted.natural", "12");
    fill_zero(&mut window);
    assert!(rules(&window).contains(&"requests-balance".to_owned()));
    window
}

fn fill_zero(window: &mut Window) {
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() },
    );
}

fn rules(window: &Window) -> Vec<String> {
    window.findings().into_iter().map(|(rule, _)| rule).collect()
}

/// The key of the finding of this rule.
fn key(window: &Window, rule: &str) -> String {
    let session = window.desk.session().expect("a report");
    let finding = session.findings().find(|finding| finding.rule.id == rule);
    finding.unwrap_or_else(|| panic!("{rule} finds nothing")).key()
}

fn of_finding(window: &Window, rule: &str) -> ButtonData {
    ButtonData {
        finding: Some(key(window, rule)),
        value: Some("0".to_owned()),
        ..ButtonData::default()
    }
}

fn undo(window: &mut Window) {
    let seen = window.seen();
    window.send(Event::Stepped { step: HistoryStep::Undo, seen });
}

#[test]
fn repaired() {
    let mut window = unbalanced();
    let data = of_finding(&window, "requests-balance");
    window.press("repair", data);
    assert!(!rules(&window).contains(&"requests-balance".to_owned()));
    assert!(window.message().contains("可以撤销"), "{}", window.message());
    undo(&mut window);
    assert!(rules(&window).contains(&"requests-balance".to_owned()), "one undo takes it back");
    assert_eq!(
        [window.cell("requests.new.natural"), window.cell("requests.granted.natural")],
        ["11", "12"]
    );
}

#[test]
fn rewritten() {
    let mut window = begun();
    window.write(Part::Overview, "办理**人大议案**3件,均已答复。");
    window.go("requests");
    for rule in ["terms", "half-width"] {
        let data = of_finding(&window, rule);
        window.press("repair", data);
        assert!(!rules(&window).contains(&rule.to_owned()), "{rule}");
        assert!(window.message().contains("可以撤销"), "{}", window.message());
    }
    let shows = |window: &Window, text: &str| window.html().contains(text);
    assert!(
        shows(&window, "人大代表建议") && shows(&window, "3件，均已答复。"),
        "it is drawn anew"
    );
    let seen = window.seen();
    window.send(Event::Stepped { step: HistoryStep::Undo, seen });
    assert!(shows(&window, "人大代表建议") && shows(&window, "3件,均已答复。"), "one step");
}

#[test]
fn explained() {
    let mut window = unbalanced();
    let data = of_finding(&window, "requests-balance");
    window.press("explain", data.clone());
    window.click("explain.save");
    assert!(window.words("nb-explain-note").contains("请先选一个原因"));
    window.fill("explain.reason", "统计口径不同");
    window.click("explain.save");
    assert!(window.words("nb-explain-note").contains("请写几句说明"));
    window.fill("explain.text", "台账就是这样记的");
    window.click("explain.save");
    let tally = |window: &Window| {
        format!("{} {}", window.words("nb-count-error"), window.words("nb-count-explained"))
    };
    assert!(
        tally(&window).contains("错误 0") && tally(&window).contains("已说明 1"),
        "{}",
        tally(&window)
    );
    window.type_cell("requests.new.natural", "10");
    assert!(tally(&window).contains("错误 1"), "it has lapsed: {}", tally(&window));
    window.type_cell("requests.new.natural", "11");
    assert!(tally(&window).contains("错误 0"), "it counts again");
    window.press("explain.withdraw", data);
    assert!(tally(&window).contains("错误 1"), "it is withdrawn");
}

#[test]
fn told() {
    let mut window = begun();
    window.go("requests");
    window.type_cell("requests.new.natural", "3");
    fill_zero(&mut window);
    window.go("overview");
    window.write(
        Part::Overview,
        "全年收到政府信息公开申请3件。公开信息35条，其中门户网站20条，公众号15条。\
         收到政府信息公开申请8件。举办培训12场，发放手册600份。",
    );
    let narrative = "narrative-mismatch".to_owned();
    assert!(window.words("nb-numbers-overview").contains("7 个数字"));
    assert!(rules(&window).contains(&narrative));
    let overview = || ButtonData {
        part: Some("overview".to_owned()),
        name: Some("0".to_owned()),
        ..ButtonData::default()
    };
    window.press("number.rest", overview());
    assert!(window.message().contains("其他事实"), "{}", window.message());
    assert!(rules(&window).contains(&narrative), "what is wrong is not among the rest");
    window.press("undo", ButtonData::default());
    let wrong = wrong_number(&window);
    let aside = ButtonData {
        name: Some(wrong.to_string()),
        value: Some("other_scope".to_owned()),
        ..overview()
    };
    window.press("number.aside", aside.clone());
    assert!(!rules(&window).contains(&narrative), "it no longer counts as open");
    window.press("number.back", aside);
    assert!(rules(&window).contains(&narrative));
}

/// The position of the first number in the text that the tables contradict.
fn wrong_number(window: &Window) -> usize {
    let session = window.desk.session().expect("a report");
    let (narrative, _) = session.numbers();
    narrative.facts().iter().position(|fact| fact.text.contains('8')).expect("a number")
}

#[test]
fn live() {
    let mut window = begun();
    window.go("requests");
    window.type_cell("requests.new.natural", "4");
    fill_zero(&mut window);
    window.go("overview");
    window
        .press("field", ButtonData { part: Some("overview".to_owned()), ..ButtonData::default() });
    window.fill("field.cell", "requests.new.total");
    window.click("field.insert");
    let inserted = window.done.iter().find(|done| done.starts_with("insert ")).expect("a field");
    assert!(inserted.contains("data-live=\"requests.new.total\""), "{inserted}");
    assert!(inserted.contains('4'), "{inserted}");
}

#[test]
fn made_live() {
    let mut window = begun();
    window.go("requests");
    window.type_cell("requests.new.natural", "3");
    fill_zero(&mut window);
    window.go("overview");
    window.write(Part::Overview, "全年收到政府信息公开申请3件。");
    window.click("number.live");
    let replaced = window.done.iter().find(|done| done.starts_with("replace ")).expect("a field");
    assert!(replaced.contains("data-live=\"requests.new.total\""), "{replaced}");
    window.write(Part::Overview, "全年收到政府信息公开申请{{requests.new.total}}件。");
    window.type_cell("requests.new.natural", "8");
    let report = window.desk.session().expect("a report").report();
    let words = report.prose(Part::Overview).texts[0].text(report);
    assert_eq!(words, "全年收到政府信息公开申请8件。", "it follows its cell");
}

/// The report of a year, with 5 applications carried over.
fn last(year: u32) -> String {
    let cells = json!({ "requests.carried_out.natural": 5, "requests.carried_out.total": 5 });
    let agency = json!({ "name": "示例县城关镇人民政府", "level": "township" });
    json!({ "nianbao": 1, "year": year, "agency": agency, "as_issued": true, "cells": cells })
        .to_string()
}

#[test]
fn begun_after() {
    let mut window = Window::open(&disk());
    window.settle();
    window.click("sequel");
    window.give("去年.json", last(2024).as_bytes());
    assert!(window.message().contains("已开始 2025 年的"), "{}", window.message());
    assert_eq!(
        [window.cell("requests.carried_in.natural"), window.cell("requests.new.natural")],
        ["5", ""]
    );
    assert!(window.html().contains("last-year.remove"));
}

#[test]
fn beside() {
    let mut window = begun();
    window.click("last-year");
    window.give("前年.json", last(2022).as_bytes());
    assert!(window.message().contains("2024"), "another year is refused: {}", window.message());
    window.click("dialog.close");
    window.click("last-year");
    window.give("去年.json", last(2024).as_bytes());
    assert!(window.message().contains("已放入 2024 年的报告"), "{}", window.message());
    window.type_cell("requests.carried_in.natural", "4");
    fill_zero(&mut window);
    let compared =
        |window: &Window| rules(window).iter().any(|rule| rule.starts_with("carry-over"));
    assert!(compared(&window), "结转 is compared");
    window.press("last-year.remove", ButtonData::default());
    assert!(!compared(&window));
}

#[test]
fn packed() {
    let mut window = unbalanced();
    let pack = json!({ "nianbao_rule_pack": 1, "name": "示例县要求",
        "severities": { "requests-balance": "verify" },
        "deadlines": [{ "levels": ["township"], "day": "01-10", "what": "报县政务公开办" }] });
    window.give("坏.json", pack.to_string().replace("verify", "severe").as_bytes());
    assert!(window.message().contains("第1行") && window.message().contains("severe"));
    window.click("dialog.close");
    window.give("包.json", pack.to_string().as_bytes());
    assert!(
        window.words("nb-count-error").contains("错误 0"),
        "{}",
        window.words("nb-count-error")
    );
    assert!(window.words("nb-foot").contains("报县政务公开办"));
    assert_eq!(window.disk.borrow().packs.len(), 1);
    window.press(
        "pack.remove",
        ButtonData { name: Some("示例县要求".to_owned()), ..ButtonData::default() },
    );
    assert!(window.words("nb-count-error").contains("错误 1"));
    assert_eq!(window.disk.borrow().packs.len(), 0);
}

#[test]
fn looked_up() {
    let mut window = unbalanced();
    window.press("rules", ButtonData::default());
    assert!(window.dialog().contains("11 ≠ 12"), "with their numbers");
    window.click("dialog.close");
    window.press(
        "rules",
        ButtonData { name: Some("requests-balance".to_owned()), ..ButtonData::default() },
    );
    assert!(window.done.contains(&"show nb-rule-requests-balance".to_owned()));
}

/// The page appears before the module for words is there, and says so until it has read the text.
#[test]
fn text_is_read_later() {
    read_words_by(|_| None);
    let mut window = opened("distinct-2021");
    window.go("overview");
    window.write(Part::Overview, "全年新收政府信息公开申请999件。");
    assert!(window.words("nb-none").contains("正文还没有核对"));
    assert!(!rules(&window).contains(&"narrative-mismatch".to_owned()));
    window.send(Event::WordsReady);
    assert!(window.words("nb-none").contains("正文还没有核对"), "nobody answers yet");
    read_words_by(|request| answer(&RULE_SET, request).ok());
    window.send(Event::WordsReady);
    assert!(!window.words("nb-none").contains("正文还没有核对"));
    assert!(rules(&window).contains(&"narrative-mismatch".to_owned()), "{:?}", rules(&window));
}

/// The panel says why the text is not checked, also of a report that is opened later.
#[test]
fn text_is_never_read() {
    read_words_by(|_| None);
    let mut window = begun();
    window.send(Event::WordsFailed);
    assert!(window.words("nb-none").contains("没有装好"), "{}", window.words("nb-none"));
    window.give("distinct-2021.json", corpus("distinct-2021").as_bytes());
    window.settle();
    assert!(window.words("nb-none").contains("没有装好"), "{}", window.words("nb-none"));
}

/// A count lists only its findings; pressed again, or without any, all are listed. What is
/// explained comes after what is open.
#[test]
fn listed_by_count() {
    let mut window = unbalanced();
    window.go("overview");
    window.write(Part::Overview, "全年新收政府信息公开申请999件。");
    let all = rules(&window);
    let press = |window: &mut Window, count: &str| {
        let value = Some(count.to_owned());
        window.press("findings.listed", ButtonData { value, ..ButtonData::default() });
    };
    press(&mut window, "error");
    assert_eq!(rules(&window), ["requests-balance"]);
    assert_eq!(window.attribute("nb-count-error", "aria-pressed").as_deref(), Some("true"));
    press(&mut window, "error");
    assert_eq!(rules(&window), all, "pressed again");
    press(&mut window, "verify");
    assert!(!rules(&window).contains(&"requests-balance".to_owned()), "{:?}", rules(&window));
    // Going to a finding that is not listed lists it.
    let key = key(&window, "requests-balance");
    window.press("export.errors", ButtonData { key: Some(key), ..ButtonData::default() });
    assert_eq!(rules(&window), all);
    press(&mut window, "explained");
    assert_eq!(rules(&window), all, "nothing is explained");
    assert!(window.attribute("nb-count-explained", "hidden").is_some());
    let data = of_finding(&window, "requests-balance");
    window.press("explain", data);
    window.fill("explain.reason", "统计口径不同");
    window.fill("explain.text", "台账就是这样记的");
    window.click("explain.save");
    assert_eq!(rules(&window).last().map(String::as_str), Some("requests-balance"));
    press(&mut window, "explained");
    assert_eq!(rules(&window), ["requests-balance"]);
}

/// Paragraphs that were cut into lines: five findings that say the same are listed as one. They are
/// listed one by one when asked for, or when F8 comes to them; all are mended in one step.
#[test]
fn equal_findings() {
    let mut window = unbalanced();
    window.go("problems");
    let lines = [
        "一是主动公开的内容还不够全面及时，重点领",
        "域信息公开的深度有待加强，二是人员的业务",
        "培训不够，对依申请公开的新要求掌握得不",
        "深，三是平台建设有待加强，下一步逐项改进",
        "落实，完善制度，定期组织业务培训。",
    ];
    window.write(Part::Problems, &lines.join("\n"));
    let count =
        |window: &Window| rules(window).iter().filter(|rule| *rule == "split-paragraph").count();
    assert_eq!(count(&window), 1, "{:?}", rules(&window));
    assert!(window.html().contains("这样的共 4 处"));
    let name = || ButtonData { name: Some("split-paragraph".to_owned()), ..ButtonData::default() };
    window.press("findings.unfold", name());
    assert_eq!(count(&window), 4);
    window.press("findings.unfold", name());
    assert_eq!(count(&window), 1);
    for _ in 0..rules(&window).len() + 4 {
        window.press("finding.next", ButtonData::default());
    }
    assert_eq!(count(&window), 4, "F8 comes to each");
    let data = of_finding(&window, "split-paragraph");
    window.press("repair.alike", data);
    assert_eq!(count(&window), 0);
    let text = |window: &Window| {
        window.desk.session().expect("a report").report().sections[&Part::Problems].clone()
    };
    assert_eq!(text(&window), lines.concat());
    undo(&mut window);
    assert_eq!(text(&window), lines.join("\n"), "one step");
}

/// One justification serves for all equal findings, and is one step of undo.
#[test]
fn equal_findings_are_explained_at_once() {
    let mut window = unbalanced();
    let sentences = ["人大议案已经办结。", "人大议案的答复已经公开。", "人大议案由专人负责。"];
    window.write(Part::Overview, &sentences.join("\n"));
    let explained =
        |window: &Window| window.desk.session().expect("a report").report().justifications.len();
    let data = of_finding(&window, "terms");
    window.press("explain", data.clone());
    window.fill("explain.reason", "其他原因");
    window.fill("explain.text", "文件名称就是这样写的");
    window.click("explain.alike");
    assert_eq!(explained(&window), 3);
    undo(&mut window);
    assert_eq!(explained(&window), 0);
    window.press("explain", data);
    window.fill("explain.reason", "其他原因");
    window.fill("explain.text", "文件名称就是这样写的");
    window.click("explain.save");
    assert_eq!(explained(&window), 1, "only this one");
}

/// The numbers of a list that is added up wrongly do not wait for a confirmation.
#[test]
fn numbers_of_a_faulty_list() {
    let mut window = unbalanced();
    window.go("overview");
    window.write(Part::Overview, "全年公开信息120条，其中网站60条、微信70条，另有视频8个。");
    assert!(rules(&window).contains(&"narrative-parts-exceed".to_owned()));
    let list = window.words("nb-numbers-overview");
    assert_eq!(list.matches("算不平，见右栏").count(), 3, "{list}");
    assert_eq!(list.matches("表里没有对应的数").count(), 1, "{list}");
    let part = Some("overview".to_owned());
    window.press("number.rest", ButtonData { part, ..ButtonData::default() });
    assert!(rules(&window).contains(&"narrative-parts-exceed".to_owned()), "it stays");
    window.write(Part::Overview, "全年收到政府信息公开申请35件，其中网上20件、信函15件。");
    assert!(rules(&window).contains(&"narrative-mismatch".to_owned()));
    let list = window.words("nb-numbers-overview");
    assert!(!list.contains("算不平"), "only the whole is wrong: {list}");
}

/// Going to a finding that another count hides, and that is listed as one with others, lists it.
#[test]
fn a_folded_finding_is_gone_to() {
    let mut window = unbalanced();
    let sentences = ["人大议案已经办结。", "人大议案的答复已经公开。", "人大议案由专人负责。"];
    window.write(Part::Overview, &sentences.join("\n"));
    let value = Some("error".to_owned());
    window.press("findings.listed", ButtonData { value, ..ButtonData::default() });
    assert!(!rules(&window).contains(&"terms".to_owned()));
    let session = window.desk.session().expect("a report");
    let last = session.findings().filter(|finding| finding.rule.id == "terms").last();
    let key = Some(last.expect("three findings").key());
    window.press("export.errors", ButtonData { key, ..ButtonData::default() });
    assert_eq!(rules(&window).iter().filter(|rule| *rule == "terms").count(), 3);
}

#[test]
fn doubted() {
    let draft = json!({
        "nianbao": 1, "year": 2025, "agency": {"name": "示例县甲镇人民政府", "level": "township"},
        "doubts": {
            "requests.new.natural": {
                "why": "这一格有两段",
                "candidates": [{"value": "7", "place": "第1段"}, {"value": "12", "place": "第2段"}],
            },
            "agency.name": {
                "why": "标题和落款写的单位不一样",
                "candidates": [{"value": "示例县甲镇人民政府", "place": "标题"}, {"value": "示例县乙镇人民政府", "place": "落款"}],
            },
        },
    });
    let mut window = Window::open(&disk());
    window.settle();
    window.give("存疑.json", draft.to_string().as_bytes());
    window.settle();
    let doubts =
        |window: &Window| rules(window).into_iter().filter(|rule| rule == "import-doubt").count();
    assert_eq!(doubts(&window), 2);
    let of_place = |place: &str, value: &str| ButtonData {
        finding: Some(format!("import-doubt:{place}")),
        value: Some(value.to_owned()),
        ..ButtonData::default()
    };
    window.press("doubt.take", of_place("requests.new.natural", "1"));
    assert_eq!((window.cell("requests.new.natural").as_str(), doubts(&window)), ("12", 1));
    undo(&mut window);
    assert_eq!((window.cell("requests.new.natural").as_str(), doubts(&window)), ("", 2));
    window.press("doubt.keep", of_place("requests.new.natural", ""));
    assert_eq!((window.cell("requests.new.natural").as_str(), doubts(&window)), ("", 1));
    window.press("doubt.take", of_place("agency.name", "1"));
    assert_eq!(doubts(&window), 0);
    let name = &window.desk.session().expect("a report").report().agency.name;
    assert_eq!(name, "示例县乙镇人民政府");
}

/// A Word file of last year whose 结转下年 of 自然人 stands in two lines.
#[test]
fn notes_and_doubts_of_last_year_are_shown() {
    let mut draft: serde_json::Value = serde_json::from_str(&last(2024)).expect("a draft");
    draft["doubts"] = json!({
        "requests.carried_out.natural": {"why": "这一格里不止一个数", "candidates": [{"value": "5"}]},
    });
    let mut window = Window::open(&disk());
    window.settle();
    window.click("sequel");
    window.give("去年.json", draft.to_string().as_bytes());
    assert!(window.html().contains("结转下年"), "the dialog names the cell");
    assert!(window.html().contains("这一格里不止一个数"), "and the reason");
    window.click("dialog.close");
    assert!(rules(&window).contains(&"import-doubt".to_owned()), "上年结转 is doubted as well");
    window.click("last-year");
    window.give("去年.json", draft.to_string().as_bytes());
    assert!(window.html().contains("这一格里不止一个数"));
}
