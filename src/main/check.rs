//! Runs `nianbao check`, which prints the findings on each file as text for people or as JSON for
//! programs.

use super::{Opened, Options, open, packs, print, warn};
use nianbao::check::{Checker, Finding, Message, Packs, Severity};
use nianbao::diagnosis::{Change, Diagnosis, Repair, diagnose};
use nianbao::edition::TableKey;
use nianbao::number::Decimal;
use nianbao::report::{Part, Report, TextEdit, unfilled};
use nianbao::rules::RULE_SET;
use nianbao::session::as_last_year;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

/// Whether a report has an error without a justification.
fn has_open_error(report: &Report, findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.is_open_error(report))
}

pub fn check(options: &Options) -> Result<ExitCode, String> {
    let json = options.format(["text", "json"])? == "json";
    if options.files.is_empty() {
        return Err("没有写要核对哪个文件。用 nianbao --help 看用法。".to_owned());
    }
    let packs = Arc::new(packs(&options.rules)?);
    let last_year =
        options.last_year.as_ref().map(|file| open(file, options.ignore_embedded)).transpose()?;
    if let Some((file, opened)) = options.last_year.as_ref().zip(last_year.as_ref()) {
        opened.warn_with_doubts(file);
    }
    let last_year = last_year.map(|opened| as_last_year(opened.report));
    let (mut text, mut objects) = (String::new(), Vec::new());
    let (mut wrong, mut unreadable) = (false, false);
    for file in &options.files {
        match open(file, options.ignore_embedded) {
            Ok(mut opened) => {
                if let Some(last) = &last_year {
                    set_last_year(&mut opened, last);
                }
                note_packs(&mut opened, &packs);
                let checker = Checker::with(&RULE_SET, &opened.report, packs.clone());
                wrong |= has_open_error(&opened.report, checker.findings());
                if json {
                    opened.warn(file);
                    objects.push(check_json(file, &opened.report, checker.findings()));
                } else {
                    text.push_str(&check_text(file, &opened, checker.findings()));
                }
            }
            Err(sentence) => {
                unreadable = true;
                warn(&sentence);
                objects.push(json!({ "file": file.display().to_string(), "error": sentence }));
            }
        }
    }
    print(&if json { format!("{:#}\n", Value::from(objects)) } else { text })?;
    Ok(ExitCode::from(if unreadable { 2 } else { u8::from(wrong) }))
}

/// Sets the report of the year before for comparison, if it is of that year.
fn set_last_year(opened: &mut Opened, last: &Arc<Report>) {
    let year = opened.report.year;
    if last.year + 1 == year {
        let (agency, other) = (&opened.report.agency.name, &last.agency.name);
        if !agency.is_empty() && !other.is_empty() && agency != other {
            opened.notes.push(format!(
                "上一年度的报告是“{other}”的，如果单位没有更名，请检查是不是选错了文件。"
            ));
        }
        opened.report.last_year = Some(last.clone());
    } else {
        opened
            .notes
            .push(format!("上一年度的报告是 {} 年的，{year} 年的报告没有与它核对。", last.year));
    }
}

/// Notes the rule packs that the report names and that are missing.
fn note_packs(opened: &mut Opened, packs: &Packs) {
    let missing = opened
        .report
        .rule_packs
        .iter()
        .filter(|name| packs.all().iter().all(|pack| pack.name != **name));
    let notes: Vec<String> = missing
        .map(|name| {
            format!("草稿要用规则包“{name}”，没有按它核对；请用 --rules 写上规则包的文件。")
        })
        .collect();
    opened.notes.extend(notes);
}

/// The greatest number of repairs of a finding that are printed for people.
const REPAIRS_SHOWN: usize = 3;

/// The findings on one report: the message first, then its numbers.
fn check_text(file: &OsString, opened: &Opened, findings: &[Finding]) -> String {
    let report = &opened.report;
    let agency =
        if report.agency.name.is_empty() { "（没有写单位）" } else { &report.agency.name };
    let mut text =
        format!("{}：{agency}{}年，{}\n", file.display(), report.year, report.edition().name);
    for note in &opened.notes {
        text.push_str(&format!("  注意  {note}\n"));
    }
    let diagnosis = diagnose(report, findings, report.comparable_last_year());
    for finding in findings {
        let Message { title, sides, difference, todo, .. } = finding.message(report);
        let table = finding.table().map_or("全文", |table| table.name());
        let mark = if finding.justification(report).is_some() { "（已有说明）" } else { "" };
        text.push_str(&format!("  {}{mark}  {title}（{table}）\n", finding.severity.name()));
        for side in sides {
            text.push_str(&if side.label == side.value {
                format!("        {}\n", side.label)
            } else {
                format!("        {} = {}\n", side.label, side.value)
            });
        }
        if let Some(difference) = difference {
            text.push_str(&format!("        {difference}\n"));
        }
        text.push_str(&format!("        怎么办：{todo}\n"));
        for repair in diagnosis.repairs(&finding.key()).into_iter().take(REPAIRS_SHOWN) {
            text.push_str(&format!("        可以：{}\n", repair.text(report)));
        }
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts =
        Severity::ALL.map(|severity| format!("{} {} 条", severity.name(), count(severity)));
    let unfilled: usize = TableKey::ALL.map(|table| unfilled(report, table).len()).iter().sum();
    text.push_str(&match (findings.is_empty(), unfilled) {
        (true, 0) => "  没有发现问题。\n".to_owned(),
        (true, _) => format!("  已填的没有发现问题，还有{unfilled}格没有填。\n"),
        (false, _) => format!("  共{}。\n", counts.join("，")),
    });
    text
}

/// One object of `check --format json`.
fn check_json(file: &OsString, report: &Report, findings: &[Finding]) -> Value {
    let diagnosis = diagnose(report, findings, report.comparable_last_year());
    json!({
        "file": file.display().to_string(),
        "edition": report.edition().id,
        "year": report.year,
        "agency": report.agency.name,
        "tool": env!("CARGO_PKG_VERSION"),
        "rule_set": RULE_SET.version,
        "findings": findings
            .iter()
            .map(|finding| finding_json(report, finding, &diagnosis))
            .collect::<Vec<_>>(),
    })
}

/// A finding as JSON. `left` and `right` are the numbers of the two sides of a sum or a comparison,
/// and `difference` is right minus left. They are null if a finding is not about two sides.
fn finding_json(report: &Report, finding: &Finding, diagnosis: &Diagnosis) -> Value {
    let message = finding.message(report);
    let (left, right) = message.compared().unzip();
    let number = |number: Option<Decimal>| {
        number.and_then(|number| serde_json::from_str::<Value>(&number.to_string()).ok())
    };
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.id(),
        "cells": finding.cells.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "message": message.to_string(),
        "left": number(left),
        "right": number(right),
        "difference": number(left.zip(right).map(|(left, right)| right - left)),
        "explained": finding.justification(report).is_some(),
        "repairs": diagnosis
            .repairs(&finding.key())
            .into_iter()
            .map(|repair| repair_json(report, repair))
            .collect::<Vec<_>>(),
    })
}

/// A repair as JSON. `pushed` is true if the repair is recommended.
fn repair_json(report: &Report, repair: &Repair) -> Value {
    let change = |change: &Change| {
        let from = change.from.map(|from| from.to_string());
        json!({
            "cell": change.cell.to_string(),
            "control": change.control,
            "from": from,
            "to": change.to.to_string(),
        })
    };
    let edit = |edit: &TextEdit| {
        let part = edit.spot.part().map(Part::id);
        json!({ "part": part, "paragraph": edit.paragraph, "from": edit.from, "to": edit.to })
    };
    let changes: Vec<Value> = repair.changes.iter().map(change).collect();
    let edits: Vec<Value> = repair.edits.iter().map(edit).collect();
    json!({
        "changes": changes,
        "edits": edits,
        "why": repair.text(report),
        "pushed": repair.is_recommended(),
    })
}
