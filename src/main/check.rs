//! `nianbao check`: the findings on each file as text for people or JSON for programs.

use super::{Opened, Options, complain, open, print};
use nianbao::number::Decimal;
use nianbao::report::Report;
use nianbao::rules::{Checker, Finding, Message, RULE_SET, Severity};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::process::ExitCode;

/// Whether a report has an 错误 without 说明.
pub fn is_wrong(report: &Report, findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error && !is_explained(report, finding))
}

/// Whether the draft holds a 说明 of the finding: of the same rule and cells, written when the same stood in them.
fn is_explained(report: &Report, finding: &Finding) -> bool {
    let explanations = report.extra.get("explanations").and_then(Value::as_array);
    explanations.is_some_and(|explanations| explanations.iter().any(|explanation| explains(explanation, report, finding)))
}

fn explains(explanation: &Value, report: &Report, finding: &Finding) -> bool {
    let list = |name| explanation.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let (cells, values) = (list("cells"), list("values"));
    // The finding has the likeliest cell first, which may change while the finding stays.
    let mut about: Vec<&str> = cells.iter().filter_map(Value::as_str).collect();
    let mut found: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
    about.sort_unstable();
    found.sort_unstable();
    let stands = |id: &str| finding.cells.iter().find(|cell| cell.to_string() == id).map(|cell| report.text(*cell)).unwrap_or_default();
    explanation.get("rule").and_then(Value::as_str) == Some(finding.rule.id)
        && about == found
        && cells.len() == values.len()
        && cells.iter().zip(values).all(|(cell, value)| is_same(value, &stands(cell.as_str().unwrap_or_default())))
}

/// Whether a value of a 说明 is what stands in the cell: null is blank, a number may be spelled otherwise.
fn is_same(value: &Value, text: &str) -> bool {
    let recorded = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    recorded == text || Decimal::parse(&recorded).is_some_and(|number| Decimal::parse(text) == Some(number))
}

pub fn check(options: &Options) -> Result<ExitCode, String> {
    let json = options.format(["text", "json"])? == "json";
    if options.files.is_empty() {
        return Err("没有写要核对哪个文件。用 nianbao --help 看用法。".to_owned());
    }
    let (mut text, mut objects) = (String::new(), Vec::new());
    let (mut wrong, mut unreadable) = (false, false);
    for file in &options.files {
        match open(file, options.ignore_embedded) {
            Ok(opened) => {
                let checker = Checker::new(&opened.report);
                wrong |= is_wrong(&opened.report, checker.findings());
                if json {
                    opened.complain(file);
                    objects.push(check_json(file, &opened.report, checker.findings()));
                } else {
                    text.push_str(&check_text(file, &opened, checker.findings()));
                }
            }
            Err(sentence) => {
                unreadable = true;
                complain(&sentence);
                objects.push(json!({ "file": file.display().to_string(), "error": sentence }));
            }
        }
    }
    print(&if json { format!("{:#}\n", Value::from(objects)) } else { text })?;
    Ok(ExitCode::from(if unreadable { 2 } else { u8::from(wrong) }))
}

/// The findings on one report: the message first, then its numbers.
fn check_text(file: &OsString, opened: &Opened, findings: &[Finding]) -> String {
    let report = &opened.report;
    let organ = if report.agency.name.is_empty() { "（没有写单位）" } else { &report.agency.name };
    let mut text = format!("{}：{organ}{}年，{}\n", file.display(), report.year, report.edition().name);
    for note in &opened.notes {
        text.push_str(&format!("  说明  {note}\n"));
    }
    for finding in findings {
        let Message { title, sides, difference, todo, .. } = finding.message(report);
        let table = finding.table().map_or("全文", |table| table.name());
        let explained = if is_explained(report, finding) { "（已有说明）" } else { "" };
        text.push_str(&format!("  {}{explained}  {title}（{table}）\n", finding.severity.name()));
        for side in sides {
            text.push_str(&if side.words == side.value {
                format!("        {}\n", side.words)
            } else {
                format!("        {} = {}\n", side.words, side.value)
            });
        }
        if let Some(difference) = difference {
            text.push_str(&format!("        {difference}\n"));
        }
        text.push_str(&format!("        怎么办：{todo}\n"));
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = Severity::ALL.map(|severity| format!("{} {} 条", severity.name(), count(severity)));
    let blank = report.form().cells().iter().filter(|cell| !report.is_calculated(cell.id) && report.entry(cell.id).is_none()).count();
    text.push_str(&match (findings.is_empty(), blank) {
        (true, 0) => "  没有发现问题。\n".to_owned(),
        (true, _) => format!("  已填的没有发现问题，还有{blank}格没有填。\n"),
        (false, _) => format!("  共{}。\n", counts.join("，")),
    });
    text
}

/// One object of `check --format json`.
fn check_json(file: &OsString, report: &Report, findings: &[Finding]) -> Value {
    json!({
        "file": file.display().to_string(),
        "edition": report.edition().id,
        "year": report.year,
        "agency": report.agency.name,
        "tool": env!("CARGO_PKG_VERSION"),
        "rule_set": RULE_SET,
        "findings": findings.iter().map(|finding| finding_json(report, finding)).collect::<Vec<_>>(),
    })
}

/// `left` and `right` are the numbers of the two sides, `difference` is right less left; null where a finding is not about two numbers.
fn finding_json(report: &Report, finding: &Finding) -> Value {
    let message = finding.message(report);
    let side = |index: usize| message.sides.get(index).and_then(|side| Decimal::parse(&side.value));
    let (left, right) = (side(0), side(1));
    let number = |number: Option<Decimal>| number.and_then(|number| serde_json::from_str::<Value>(&number.to_string()).ok());
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.id(),
        "cells": finding.cells.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "message": message.to_string(),
        "left": number(left),
        "right": number(right),
        "difference": number(left.zip(right).map(|(left, right)| right - left)),
        "explained": is_explained(report, finding),
        "repairs": [],
    })
}
