//! Tests the cases of `tests/rules/<rule>/`, the printed catalogue, and published reports.
//!
//! A case is a small report in JSON: `year`, `level`, optionally `name`, `fill` (typed into every
//! cell that is not listed), `cells`, `controls`, members as in a draft (`edition`, `sections`,
//! `preface`, `headings`…), `last_year` (a report in the same form), `today` (the day of checking);
//! and `expect`, the findings of the folder's rule in order: the `cells` they begin with, their
//! `severity`, and what the sentence contains (`text`). Findings of other rules are ignored unless
//! they are errors: a case causes no error of another rule.

#[path = "corpus/published.rs"]
mod published;
#[path = "outside/outside.rs"]
mod outside;
#[path = "corpus/texts.rs"]
mod texts;

use nianbao::check::{Checker, Finding, Severity, Violation, catalogue_markdown};
use nianbao::edition::{CellId, edition_by_id, editions};
use nianbao::report::{Date, Part, Report};
use nianbao::rules::RULE_SET;
use nianbao::sorted_map::SortedMap;
use published::published;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read_json(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member).map(|text| text.as_str().unwrap_or_else(|| panic!("{member} is text")))
}

fn members<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let object = value.get(member).and_then(Value::as_object);
    object.into_iter().flatten().map(|(key, text)| (key.as_str(), text.as_str().expect("text")))
}

fn cell(id: &str) -> CellId {
    CellId::parse(id).unwrap_or_else(|| panic!("no cell {id}"))
}

/// Members of a case that are written as in a draft.
const AS_IN_DRAFTS: [&str; 12] = [
    "edition",
    "table_editions",
    "as_issued",
    "title",
    "preface",
    "sections",
    "headings",
    "table_notes",
    "signature",
    "dispositions",
    "doubts",
    "explanations",
];

/// The report that a case describes.
fn report_of(case: &Value) -> Report {
    let agency = json!({
        "name": text(case, "name").unwrap_or("示例县某单位"),
        "level": text(case, "level").expect("a level"),
    });
    let mut draft = json!({ "nianbao": 1, "year": case["year"], "agency": agency });
    for member in AS_IN_DRAFTS {
        draft[member] = case[member].clone();
    }
    let mut report =
        nianbao::draft::read(&draft.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let doubts = report.doubts.clone();
    let cells: BTreeMap<&str, &str> = members(case, "cells").collect();
    if let Some(rest) = text(case, "fill") {
        let form = report.form().clone();
        for id in form
            .cells()
            .iter()
            .map(|cell| cell.id)
            .filter(|id| !cells.contains_key(id.to_string().as_str()))
        {
            if !report.is_calculated(id) {
                report.set_cell(id, rest);
            }
        }
    }
    for (id, typed) in cells {
        report.set_cell(cell(id), typed);
    }
    for (id, typed) in members(case, "controls") {
        report.set_control(cell(id), typed);
    }
    // Filling a cell in ends its doubt.
    report.doubts = doubts;
    report.last_year = case.get("last_year").map(|last| Arc::new(report_of(last)));
    report
}

/// The differences between the findings of a case and the expected ones.
fn complaints(rule: &str, case: &Value) -> Vec<String> {
    let report = report_of(case);
    let today = text(case, "today").map(|day| Date::parse(day).expect("a day"));
    let checker = Checker::on(&RULE_SET, &report, Arc::default(), today);
    let say = |finding: &Finding| format!("{} {}", finding.rule.id, finding.message(&report));
    let (own, others): (Vec<&Finding>, Vec<&Finding>) =
        checker.findings().iter().partition(|finding| finding.rule.id == rule);
    let expected = case["expect"].as_array().expect("expect is a list");
    let mut wrong: Vec<String> = others
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| say(finding))
        .collect();
    if own.len() != expected.len() {
        wrong.push(format!(
            "{} findings, not {}: {:?}",
            own.len(),
            expected.len(),
            own.iter().map(|finding| say(finding)).collect::<Vec<_>>()
        ));
    }
    for (finding, expected) in own.iter().zip(expected) {
        let first: Vec<CellId> = expected["cells"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|id| cell(id.as_str().expect("a cell")))
            .collect();
        let right = finding.cells.starts_with(&first)
            && text(expected, "severity").is_none_or(|severity| finding.severity.id() == severity)
            && text(expected, "text")
                .is_none_or(|text| finding.message(&report).to_string().contains(text));
        if !right {
            wrong.push(format!("expected {expected}, got {:?} {}", finding.cells, say(finding)));
        }
    }
    wrong
}

#[test]
fn every_rule_passes_and_fails_its_cases() {
    let folder = root().join("tests/rules");
    let mut wrong = Vec::new();
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    for folder in sorted(&folder).into_iter().filter(|path| path.is_dir()) {
        let rule = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        assert!(RULE_SET.by_id(&rule).is_some(), "tests/rules/{rule} is no rule");
        for path in sorted(&folder) {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
            let case = read_json(&path);
            let fails = name.starts_with("fail-");
            assert!(
                fails || name.starts_with("pass-"),
                "{} is neither pass- nor fail-",
                path.display()
            );
            assert_eq!(
                fails,
                !case["expect"].as_array().expect("expect is a list").is_empty(),
                "{}",
                path.display()
            );
            seen.insert((rule.clone(), if fails { "fail" } else { "pass" }));
            wrong.extend(
                complaints(&rule, &case)
                    .into_iter()
                    .map(|complaint| format!("{rule}/{name}: {complaint}")),
            );
        }
    }
    for rule in RULE_SET.iter() {
        for kind in ["pass", "fail"] {
            if !seen.contains(&(rule.id.to_owned(), kind)) {
                wrong.push(format!("tests/rules/{}: no {kind}- case", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_catalogue_is_current() {
    let path = root().join("tests/rules/README.md");
    let printed = catalogue_markdown(&RULE_SET);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &printed).expect("to write the catalogue");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == printed,
        "tests/rules/README.md is not what the rules say: run with UPDATE_GOLDEN=1"
    );
}

#[test]
fn records_are_complete() {
    let ids: BTreeSet<&str> = RULE_SET.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULE_SET.rules.len(), "an id is used twice");
    for rule in RULE_SET.iter() {
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.id);
        for words in [rule.source, rule.title, rule.what, rule.why, rule.todo] {
            assert!(
                !words.is_empty() && !words.chars().any(|c| c.is_ascii_alphabetic()),
                "{}: {words}",
                rule.id
            );
        }
        let first_year = |year| editions().iter().any(|edition| edition.first_year == year);
        assert!(rule.editions.years().all(first_year), "{}", rule.id);
    }
}

/// The errors of a published report: the rule, the likeliest cell, and the number of findings
/// folded into it.
fn errors(report: &Report) -> Vec<(&'static str, String, usize)> {
    let checker = Checker::new(&RULE_SET, report);
    let errors = checker.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| {
            (
                finding.rule.id,
                finding.cells.first().map(CellId::to_string).unwrap_or_default(),
                finding.folded.len(),
            )
        })
        .collect()
}

fn errors_of(name: &str) -> Option<Vec<(&'static str, String, usize)>> {
    published(name).map(|report| errors(&report))
}

#[test]
fn published_reports_without_errors_raise_none() {
    for name in [
        "huaian-2024",
        "suqian-2023",
        "suqian-2024",
        "seed-yanzhoulu-2020",
        "part-beijinglu-2020",
        "part-dawuli-2020",
        "part-xiliu-2023",
    ] {
        if let Some(errors) = errors_of(name) {
            assert_eq!(errors, [], "{name}");
        }
    }
}

#[test]
fn published_errors_are_found() {
    let expect = |name: &str, expected: &[(&'static str, &str, usize)]| {
        if let Some(found) = errors_of(name) {
            let found: Vec<_> =
                found.iter().map(|(rule, cell, folded)| (*rule, cell.as_str(), *folded)).collect();
            assert_eq!(found, expected, "{name}");
        }
    };
    expect("yanghe-imbalance", &[("requests-balance", "requests.new.natural", 1)]);
    expect(
        "hongze-2023",
        &[
            ("edition-year", "", 0),
            ("disputes-sum", "disputes.review.total", 0),
            ("disputes-sum", "disputes.after_review.total", 0),
        ],
    );
    expect(
        "part-huiyi-2021",
        &[
            ("requests-row-sum", "requests.new.total", 0),
            ("requests-row-sum", "requests.granted.total", 0),
        ],
    );
}

/// A published report typed in without its totals gives the same totals, and no error.
#[test]
fn published_totals_are_calculated_alike() {
    for name in ["huaian-2024", "suqian-2023", "suqian-2024", "seed-yanzhoulu-2020"] {
        let Some(mut report) = published(name) else { continue };
        report.set_as_issued(false);
        assert!(report.controls().is_empty(), "{name}: {:?}", report.controls());
        assert_eq!(errors(&report), [], "{name}");
    }
}

fn shared(path: &str) -> PathBuf {
    root().join("../shared").join(path)
}

/// The messages of the findings of a report, of some rules only.
fn sentences(report: &Report, rules: &[&str]) -> Vec<String> {
    let checker = Checker::new(&RULE_SET, report);
    let wanted = checker.findings().iter().filter(|finding| rules.contains(&finding.rule.id));
    wanted.map(|finding| format!("{} {}", finding.rule.id, finding.message(report))).collect()
}

/// The report that the project started from, with all its text: its two mistakes are found, and
/// nothing that only the later form requires.
#[test]
fn the_seed_is_read_with_its_words() {
    let Some(mut report) = published("seed-yanzhoulu-2020") else { return };
    if !texts::put(&mut report, &shared("seed/yanzhoulu-2020.txt")) {
        return;
    }
    assert!(report.sections[&Part::Problems].contains("公开公开"));
    assert_eq!(errors(&report), []);
    assert_eq!(
        sentences(&report, &["terms", "doubled-words"]),
        [
            "terms 第一部分的“人大议案”一般应当是“人大代表建议”：议案由人民代表大会审议，交给行政机关办理的一般是 代表建议。",
            "doubled-words 第五部分的“公开”重复了一遍：原文 “公开公开长效机制”。"
        ]
    );
    for finding in Checker::new(&RULE_SET, &report).findings() {
        assert!(
            finding.rule.editions.include(edition_by_id("2019").expect("an edition")),
            "{}",
            finding.message(&report)
        );
    }
}

/// The texts of published reports cause no error, and no more findings to verify than there is
/// reason for.
#[test]
fn published_words_raise_no_error() {
    let expected = [
        (
            "huaian-2024",
            vec![
                "核实 全文没有写到社会评议、责任追究。",
                "提示 第一部分有1290字，多地要求1000字左右。",
            ],
        ),
        ("hongze-2023", vec!["核实 全文没有写到工作考核、社会评议、责任追究。"]),
    ];
    for (name, expected) in expected {
        let Some(mut report) = published(name) else { continue };
        if texts::put(&mut report, &shared(&format!("reports/{name}.txt"))) {
            assert!(report.sections[&Part::Overview].contains("（二）依申请公开情况"), "{name}");
            let checker = Checker::new(&RULE_SET, &report);
            let words = checker
                .findings()
                .iter()
                .filter(|finding| matches!(finding.fact, Violation::Words(_)));
            let words: Vec<String> = words
                .map(|finding| format!("{} {}", finding.severity.name(), finding.message(&report)))
                .collect();
            assert_eq!(words, expected, "{name}");
        }
    }
}

/// Two consecutive published reports of one city.
#[test]
fn published_years_go_on() {
    let (Some(mut report), Some(last)) = (published("suqian-2024"), published("suqian-2023"))
    else {
        return;
    };
    report.sections = SortedMap::from([(Part::Other, "全年收取了信息处理费。".to_owned())]);
    report.last_year = Some(Arc::new(last));
    let checker = Checker::new(&RULE_SET, &report);
    assert_eq!(
        checker.findings().iter().map(|finding| finding.rule.id).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
}

/// A year that was left over: 2022 in a report on 2023, and a date without 日.
#[test]
fn a_year_that_was_left_over_is_found() {
    let Some(mut report) = published("part-xiliu-2023") else { return };
    let facts = read_json(&shared("reports/part-xiliu-2023.json"));
    let fact = |wanted: &str| {
        let facts =
            facts["narrative_facts"].as_array().into_iter().flatten().filter_map(Value::as_str);
        facts
            .filter(|fact| fact.contains(wanted))
            .map(|fact| format!("{fact}。"))
            .collect::<String>()
    };
    report.preface.text = fact("统计期限");
    report.sections.insert(Part::Overview, fact("规范性文件"));
    report.sections.remove(&Part::Other);
    assert_eq!(errors(&report), []);
    assert_eq!(
        sentences(&report, &["period", "period-form", "other-year"]),
        [
            "other-year 第一部分写的是2022年，报告年度是2023年：原句 “2022年，西柳镇人民政府办公室共制定规范性文件0件，废止规…”。",
            "period-form 统计期限“2023年1月1日至12月31”漏写了“日”。"
        ]
    );
}
