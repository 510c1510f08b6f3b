//! Wording: one example of every kind of finding, and what no message may ever say.

use super::*;
use crate::edition::edition_by_id;
use std::collections::BTreeMap;

/// Words that call something right.
const PRAISE: [&str; 8] = ["一致", "相符", "平衡", "相等", "正确", "无误", "吻合", "已核"];

/// Holds a message against its fact: both sides' numbers differ as the sum says, and the words do not praise or leak names.
pub(super) fn assert_honest(finding: &Finding, report: &Report) {
    let message = finding.message(report);
    let text = message.to_string();
    if let Fact::Sum { left, right, .. } = &finding.fact {
        assert_ne!(left, right, "{text}");
        assert_eq!([left.to_string(), right.to_string()], [message.sides[0].value.clone(), message.sides[1].value.clone()], "{text}");
        for side in &message.sides {
            let terms: Vec<Decimal> = side.words.split(" + ").filter_map(last_number).collect();
            if !terms.is_empty() {
                assert_eq!(terms.iter().copied().sum::<Decimal>().to_string(), side.value, "{text}");
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
    // Text that somebody typed is quoted; everything else is Chinese and numbers.
    let own = text.split('“').map(|piece| piece.split_once('”').map_or(piece, |(_, rest)| rest)).collect::<String>();
    assert!(!own.chars().any(|c| c.is_ascii_alphabetic() || c == '_' || c == '#'), "{text} holds an internal name");
}

/// The number that a term ends with, zeros told in passing left out.
fn last_number(term: &str) -> Option<Decimal> {
    let term = term.split('（').next()?;
    Decimal::parse(term.rsplit(' ').next()?)
}

fn texts(report: &Report) -> String {
    let checker = Checker::new(report);
    let lines: Vec<String> = checker
        .findings()
        .iter()
        .map(|finding| {
            assert_honest(finding, report);
            let message = finding.message(report);
            format!("{} {}\n    {}\n    {}", finding.severity.name(), message, message.why, message.todo)
        })
        .collect();
    lines.join("\n")
}

fn fill(report: &mut Report, cells: &[(&str, &str)]) {
    for (cell, typed) in cells {
        report.set_cell(id(cell), typed);
    }
}

#[test]
fn sums_in_words() {
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
    insta::assert_snapshot!(texts(&report));
}

#[test]
fn controls_in_words() {
    let mut report = balanced(2025, false);
    report.set_control(id("requests.new.total"), "63");
    report.set_control(id("requests.total.legal"), "7");
    report.set_control(id("disputes.direct.total"), "十二点");
    fill(&mut report, &[("requests.carried_out.natural", "60"), ("requests.carried_out.other", "99")]);
    insta::assert_snapshot!(texts(&report));
}

#[test]
fn entries_in_words() {
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
    insta::assert_snapshot!(texts(&report));
}

#[test]
fn disclosure_in_words() {
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
            ("disclosure.procurement.projects", "13"),
            ("disclosure.procurement.amount", "0"),
        ],
    );
    insta::assert_snapshot!(format!("{}\n\n{}", texts(&new), texts(&old)));
}

#[test]
fn questions_in_words() {
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
        ],
    );
    insta::assert_snapshot!(format!("{}\n\n{}", texts(&nil), texts(&busy)));
}

#[test]
fn editions_in_words() {
    let of = |id| edition_by_id(id).expect("an edition");
    let mut mixed = report(2023);
    mixed.set_editions(of("2021"), BTreeMap::from([(TableKey::Requests, of("2019"))]));
    let mut old = report(2023);
    old.set_editions(of("2019"), BTreeMap::new());
    insta::assert_snapshot!(format!("{}\n\n{}", texts(&mixed), texts(&old)));
}
