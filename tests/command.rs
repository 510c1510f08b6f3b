//! Tests the built command on real files: exit codes, the text, the JSON for other programs, and
//! the sentences about files that cannot be read.

#[path = "outside/outside.rs"]
mod outside;

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn draft(name: &str) -> String {
    root().join("tests/corpus/drafts").join(name).display().to_string()
}

fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn nianbao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nianbao")).args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Checks a file with JSON output: the exit code and the object about it.
fn check(file: &str) -> (Option<i32>, Value) {
    let output = nianbao(&["check", "--format", "json", file]);
    let objects: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(objects.as_array().map(Vec::len), Some(1));
    (output.status.code(), objects[0].clone())
}

/// The findings of a severity: rule and first cell.
fn found(report: &Value, severity: &str) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().expect("findings");
    let of = findings.iter().filter(|finding| finding["severity"] == severity);
    of.map(|finding| {
        (
            finding["rule"].as_str().unwrap_or_default().to_owned(),
            finding["cells"][0].as_str().unwrap_or_default().to_owned(),
        )
    })
    .collect()
}

#[test]
fn a_clean_report_has_exit_code_0() {
    for name in [
        "distinct-2019.json",
        "distinct-2021.json",
        "distinct-2021-as-issued.json",
        "huaian-2024.json",
        "suqian-2024.json",
        "zero.json",
    ] {
        let (code, report) = check(&draft(name));
        assert_eq!((code, found(&report, "error")), (Some(0), Vec::new()), "{name}");
    }
}

#[test]
fn the_text_says_the_message_first_and_both_sides() {
    let path = temporary("unbalanced.json");
    let one_too_many = fs::read_to_string(draft("distinct-2021-as-issued.json")).expect("readable");
    let draft: Value = serde_json::from_str(&one_too_many).expect("JSON");
    let total = draft["cells"]["disputes.review.total"].as_u64().expect("a count");
    fs::write(
        &path,
        one_too_many.replace(
            &format!("\"disputes.review.total\": {total}"),
            &format!("\"disputes.review.total\": {}", total + 1),
        ),
    )
    .expect("written");
    let output = nianbao(&["check", &path.display().to_string()]);
    let lines = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "示例市人民政府2021年，2021版式",
        "  错误  「行政复议」",
        &format!("= {total}\n"),
        &format!("总计 = {}\n", total + 1),
        "怎么办",
        "共错误 1 条",
    ] {
        assert!(lines.contains(part), "{part} in {lines}");
    }
}

#[test]
fn the_json_has_the_promised_shape() {
    let (_, report) = check(&draft("mixed-editions.json"));
    let members: Vec<&str> =
        report.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(members, ["file", "edition", "year", "agency", "tool", "rule_set", "findings"]);
    assert_eq!((&report["year"], &report["edition"]), (&2023.into(), &"2021".into()));
    let finding = report["findings"][0].as_object().expect("a finding");
    let members: Vec<&str> = finding.keys().map(String::as_str).collect();
    assert_eq!(
        members,
        [
            "rule",
            "severity",
            "cells",
            "message",
            "left",
            "right",
            "difference",
            "explained",
            "repairs"
        ]
    );
    assert_eq!(
        (&finding["explained"], &finding["repairs"]),
        (&false.into(), &Value::Array(Vec::new()))
    );
}

#[test]
fn two_sides_are_given_only_where_two_sides_are_compared() {
    let path = temporary("sides.json");
    let draft = serde_json::json!({
        "nianbao": 1, "year": 2025, "agency": { "name": "示例县甲局", "level": "county_department" },
        "cells": {
            "disclosure.normative.issued": 4, "disclosure.normative.repealed": 1,
            "disclosure.normative.in_force": 2,
            "requests.new.natural": 0, "requests.new.business": 0, "requests.new.research": 0,
            "requests.new.welfare": 0, "requests.new.legal": 0,
            "requests.new.other": 0, "requests.carried_in.natural": 0,
            "requests.carried_in.business": 0, "requests.carried_in.research": 0,
            "requests.carried_in.welfare": 0, "requests.carried_in.legal": 0,
            "requests.carried_in.other": 0,
            "disputes.review.upheld": 2, "disputes.review.corrected": 0,
            "disputes.review.other": 0, "disputes.review.pending": 0
        }
    });
    fs::write(&path, draft.to_string()).expect("written");
    let (_, report) = check(&path.display().to_string());
    let sides = |rule: &str| {
        let finding = report["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|finding| finding["rule"] == rule)
            .expect(rule);
        ["left", "right", "difference"].map(|member| finding[member].as_i64())
    };
    assert_eq!(sides("in-force-low"), [Some(3), Some(2), Some(-1)]);
    assert_eq!(sides("disputes-without-requests"), [None; 3]);
}

#[test]
fn an_error_with_an_explanation_is_no_failure_until_a_value_changes() {
    let path = temporary("explained.json");
    let mut draft: Value = serde_json::from_str(
        &fs::read_to_string(draft("distinct-2021-as-issued.json")).expect("readable"),
    )
    .expect("JSON");
    let total = draft["cells"]["disputes.review.total"].as_u64().expect("a count") + 1;
    draft["cells"]["disputes.review.total"] = total.into();
    let check_it = |draft: &Value| {
        fs::write(&path, draft.to_string()).expect("written");
        check(&path.display().to_string())
    };
    let (code, report) = check_it(&draft);
    let error = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|finding| finding["severity"] == "error")
        .expect("an error")
        .clone();
    assert_eq!((code, &error["explained"]), (Some(1), &false.into()));
    let cells = error["cells"].as_array().expect("cells").clone();
    let values: Vec<Value> =
        cells.iter().map(|cell| draft["cells"][cell.as_str().expect("an id")].clone()).collect();
    draft["explanations"] = serde_json::json!([{
        "rule": error["rule"],
        "cells": cells,
        "values": values,
        "text": "原表如此",
    }]);
    let (code, report) = check_it(&draft);
    assert_eq!((code, &report["findings"][0]["explained"]), (Some(0), &true.into()));
    draft["cells"]["disputes.review.total"] = (total + 1).into();
    assert_eq!(check_it(&draft).0, Some(1));
}

#[test]
fn what_is_noticed_on_the_way_is_said_beside_the_json() {
    let page = temporary("noticed.html");
    fs::write(&page, "<html><body><p>一、总体情况</p><p>六、其他需要报告的事项</p></body></html>")
        .expect("written");
    let output = nianbao(&["check", "--format", "json", &page.display().to_string()]);
    assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok());
    let said = text(&output.stderr);
    assert!(
        said.lines().count() > 1 && said.contains("noticed.html：单位层级是按名称推测的"),
        "{said}"
    );
}

#[test]
fn many_files_give_an_object_each_and_the_gravest_exit_code() {
    let bad = draft("bad/truncated.json");
    let output = nianbao(&[
        "check",
        "--format=json",
        &draft("zero.json"),
        &bad,
        &draft("mixed-editions.json"),
        "no such file.json",
    ]);
    let objects: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(objects.as_array().map(Vec::len), Some(4));
    let complaints = text(&output.stderr);
    let lines: Vec<&str> = complaints.lines().collect();
    assert_eq!(lines.len(), 2, "{complaints}");
    assert!(lines[0].starts_with(&format!("{bad}：这份草稿不完整")), "{complaints}");
    assert!(lines[1].contains("没有这个文件"), "{complaints}");
    assert_eq!(objects[1]["error"], lines[0]);
}

#[test]
fn a_draft_converts_to_itself_and_failing_leaves_the_output_alone() {
    let (from, to) = (draft("distinct-2019.json"), temporary("converted.json"));
    let to_text = to.display().to_string();
    let output = nianbao(&["convert", &from, &to_text]);
    assert_eq!(
        (output.status.code(), output.stdout.len()),
        (Some(0), 0),
        "{}",
        text(&output.stderr)
    );
    let read = |path: &Path| -> Value {
        serde_json::from_slice(&fs::read(path).expect("readable")).expect("JSON")
    };
    let converted = read(&to);
    for (member, value) in read(Path::new(&from)).as_object().expect("an object") {
        assert!(
            matches!(member.as_str(), "tool" | "rule_set") || &converted[member] == value,
            "{member}"
        );
    }
    let output = nianbao(&["convert", &draft("bad/newer.json"), &to_text]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(read(&to), converted);
    let output = nianbao(&["convert", &from, &temporary("report.wps").display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("不知道要转成什么格式"));
}

#[test]
fn a_draft_becomes_a_word_file_and_the_same_one_again() {
    let (one, two) = (temporary("one.docx"), temporary("two.docx"));
    for to in [&one, &two] {
        let output = nianbao(&["convert", &draft("distinct-2021.json"), &to.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let bytes = fs::read(one).expect("readable");
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(bytes, fs::read(two).expect("readable"));
}

#[test]
fn a_draft_becomes_an_ofd_file_and_comes_back_by_what_is_seen() {
    let (to, back) = (
        temporary("report.ofd").display().to_string(),
        temporary("from-ofd.json").display().to_string(),
    );
    for arguments in [
        &["convert", &draft("distinct-2021.json"), &to][..],
        &["convert", "--ignore-embedded", &to, &back],
    ] {
        let output = nianbao(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let cells = |file: &str| {
        serde_json::from_slice::<Value>(&fs::read(file).expect("readable")).expect("JSON")["cells"]
            .clone()
    };
    assert_eq!(cells(&back), cells(&draft("distinct-2021.json")));
    let sheet = temporary("sheet.ofd");
    assert_eq!(
        nianbao(&["convert", "--check-sheet", &draft("zero.json"), &sheet.display().to_string()])
            .status
            .code(),
        Some(0)
    );
    assert!(fs::read(sheet).expect("readable").starts_with(b"PK"));
}

#[test]
fn a_draft_becomes_a_pdf_file_in_the_fonts_that_are_named() {
    const FONT: &str = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";
    if !Path::new(FONT).exists() {
        outside::skip("PDF files of the command", FONT);
        return;
    }
    let to = temporary("report.pdf");
    let named: Vec<String> = ["小标宋", "fang", "kai", "黑体", "宋体", "西文"]
        .iter()
        .flat_map(|face| ["--font".to_owned(), format!("{face}={FONT}")])
        .collect();
    let (from, to_text) = (draft("zero.json"), to.display().to_string());
    let arguments: Vec<&str> =
        ["convert", &from, &to_text].into_iter().chain(named.iter().map(String::as_str)).collect();
    let output = nianbao(&arguments);
    assert_eq!(
        (output.status.code(), output.stderr.len()),
        (Some(0), 0),
        "{}",
        text(&output.stderr)
    );
    assert!(fs::read(to).expect("readable").starts_with(b"%PDF-1.7"));
}

#[test]
fn a_check_sheet_is_written_instead_of_the_report() {
    let (one, two) = (temporary("sheet.docx"), temporary("sheet-with-pack.docx"));
    let pack = temporary("sheet-pack.json");
    let wanted = serde_json::json!({
        "nianbao_rule_pack": 1,
        "name": "示例县核对要求",
        "severities": { "backlog": "off" },
    });
    fs::write(&pack, wanted.to_string()).expect("written");
    for (to, rules) in [(&one, &[][..]), (&two, &["--rules", &pack.display().to_string()])] {
        let output = nianbao(
            &[&["convert", "--check-sheet", &draft("zero.json"), &to.display().to_string()], rules]
                .concat(),
        );
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    }
    let (plain, with) = (fs::read(&one).expect("readable"), fs::read(&two).expect("readable"));
    assert!(plain.starts_with(b"PK") && plain != with, "the rules that were used stand on it");
    // The sheet is not a report, and the readers of reports say so.
    let output = nianbao(&["check", &one.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let output = nianbao(&[
        "convert",
        "--check-sheet",
        &draft("zero.json"),
        &temporary("sheet.xlsx").display().to_string(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("核对单可以做成"), "{}", text(&output.stderr));
}

#[test]
fn a_workbook_is_checked_like_its_draft_and_carries_findings_only_if_asked() {
    let (plain, with) = (temporary("plain.xlsx"), temporary("with-findings.xlsx"));
    for (to, flags) in [(&plain, &[][..]), (&with, &["--findings"])] {
        let (from, to) = (draft("mixed-editions.json"), to.display().to_string());
        let output = nianbao(&[&["convert", from.as_str(), to.as_str()], flags].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let (_, expected) = check(&draft("mixed-editions.json"));
    for file in [&plain, &with] {
        let (_, report) = check(&file.display().to_string());
        assert_eq!(report["findings"], expected["findings"]);
    }
    assert!(
        fs::metadata(&with).expect("a file").len() > fs::metadata(&plain).expect("a file").len()
    );
    let output = nianbao(&[
        "convert",
        "--findings",
        &draft("mixed-editions.json"),
        &temporary("a.docx").display().to_string(),
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("核对结果只能放在 Excel 工作簿里"));
}

#[test]
fn a_draft_comes_through_the_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let bytes = fs::read(draft("blank.json")).expect("readable");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("written");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("还有166格没有填"), "{}", text(&output.stdout));
}

#[test]
fn wrong_use_gets_a_sentence_and_exit_code_2() {
    let zero = draft("zero.json");
    for (arguments, part) in [
        (&[][..], "没有写要做什么"),
        (&["chek"], "没有“chek”这个命令"),
        (&["check"], "没有写要核对哪个文件"),
        (&["check", "--fast", "x"], "没有“--fast”这个选项"),
        (&["check", "--format"], "--format后面缺内容"),
        (&["check", "--format", "xml", "x"], "--format 可以是 text、json，不能是“xml”"),
        (&["convert", "x"], "一个输入文件和一个输出文件"),
        (&["convert", &zero, "x.pdf", "--font", "simfang.ttf"], "--font 要写成 字体=文件"),
        (&["convert", &zero, "x.pdf", "--font", "隶书=x.ttf"], "--font 没有“隶书”这种字体"),
        (&["convert", &zero, "x.pdf", "--font", "仿宋=x.ttf"], "x.ttf：读不了这个字体文件"),
        (&["check", "."], "这是文件夹"),
    ] {
        let output = nianbao(arguments);
        let sentence = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(sentence.contains(part) && sentence.trim_end().ends_with('。'), "{sentence}");
    }
}

#[test]
fn help_version_and_rules() {
    for arguments in [&["--help"][..], &["check", "--help"], &["-h"]] {
        assert!(text(&nianbao(arguments).stdout).contains("nianbao check"), "{arguments:?}");
    }
    assert!(
        text(&nianbao(&["--version"]).stdout)
            .starts_with(&format!("nianbao {}", env!("CARGO_PKG_VERSION")))
    );
    assert!(text(&nianbao(&["rules"]).stdout).contains("`requests-balance`"));
    let rules: Value =
        serde_json::from_slice(&nianbao(&["rules", "--format", "json"]).stdout).expect("JSON");
    assert!(rules["rules"].as_array().is_some_and(|rules| rules.len() > 10));
}

/// Prints to the standard error directly, because the test harness captures `eprintln!`.
fn aloud(sentence: &str) {
    writeln!(std::io::stderr(), "{sentence}").expect("written");
}

/// The draft of published figures, which are kept outside the project; `None` where they are not
/// available, which is reported as skipped.
fn published(name: &str) -> Option<String> {
    let shared = root().join("../shared");
    let figures = shared.join("reports").join(name).with_extension("json");
    if !figures.exists() {
        aloud(&format!("skipped: the published figures of {name} are not at hand"));
        return None;
    }
    let made = Command::new("python3").arg(shared.join("tools/to_draft.py")).arg(&figures).output();
    let Some(made) = made.ok().filter(|made| made.status.success()) else {
        aloud(&format!("skipped: no python3 to make a draft of {name}"));
        return None;
    };
    let path = temporary(name).with_extension("json");
    fs::write(&path, made.stdout).expect("written");
    Some(path.display().to_string())
}

#[test]
fn what_is_wrong_in_published_reports_is_found() {
    let sum = |rule: &str, cell: &str| (rule.to_owned(), cell.to_owned());
    if let Some(file) = published("yanghe-imbalance") {
        let (code, report) = check(&file);
        let findings = report["findings"].as_array().expect("findings");
        assert_eq!(code, Some(1));
        let balance = findings
            .iter()
            .find(|finding| finding["rule"] == "requests-balance")
            .expect("the imbalance");
        assert_eq!(
            (&balance["left"], &balance["right"], &balance["difference"]),
            (&60.into(), &61.into(), &1.into())
        );
        let message = balance["message"].as_str().unwrap_or_default();
        assert!(message.contains("自然人") && message.contains("总计"), "{message}");
    }
    if let Some(file) = published("hongze-2023") {
        let (code, report) = check(&file);
        assert_eq!(code, Some(1));
        let errors = found(&report, "error");
        for cell in ["disputes.review.total", "disputes.after_review.total"] {
            assert!(errors.contains(&sum("disputes-sum", cell)), "{errors:?}");
        }
    }
    if let Some(file) = published("part-huiyi-2021") {
        let (code, report) = check(&file);
        assert_eq!(code, Some(1));
        let rows = found(&report, "error")
            .into_iter()
            .filter(|(rule, _)| rule == "requests-row-sum")
            .count();
        assert_eq!(rows, 2);
    }
}

#[test]
fn sound_published_reports_raise_no_error() {
    for name in ["huaian-2024", "suqian-2023", "suqian-2024"] {
        if let Some(file) = published(name) {
            let (code, report) = check(&file);
            assert_eq!((code, found(&report, "error")), (Some(0), Vec::new()), "{name}");
        }
    }
}
