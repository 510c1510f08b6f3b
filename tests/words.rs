//! The text of a report is read in the same way by the program itself and by another one, as the
//! page lets its module for words do.

#![allow(missing_docs, reason = "tests")]

use nianbao::check::words::{answer, read_words_by};
use nianbao::check::{Checker, Pack, Packs, RuleSet};
use nianbao::draft;
use nianbao::report::{Date, Report};
use nianbao::rules::RULE_SET;
use nianbao::session::Session;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const TODAY: Date = Date { year: 2026, month: 1, day: 15 };

/// The drafts of the corpus and of the frozen version, by their file names.
fn reports() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = ["drafts", "0.1/drafts"].into_iter().flat_map(|name| {
        let files = fs::read_dir(folder.join(name)).expect("the corpus");
        files.map(|file| file.expect("a file").path())
    });
    let mut reports: Vec<(String, Report)> = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .map(|file| {
            let text = fs::read_to_string(&file).expect("a draft");
            (file.display().to_string(), draft::read(&text).expect("a valid draft"))
        })
        .collect();
    reports.sort_by(|one, other| one.0.cmp(&other.0));
    reports
}

fn packs() -> Arc<Packs> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/0.1");
    let text = fs::read_to_string(folder.join("pack.json")).expect("a rule pack");
    Arc::new(Packs::new(vec![Pack::read(&RULE_SET, &text).expect("a valid rule pack")]))
}

#[test]
fn another_program_finds_the_same() {
    let (reports, packs) = (reports(), packs());
    let checked = || -> Vec<Checker> {
        let check = |(_, report): &(String, Report)| {
            Checker::on(&RULE_SET, report, Arc::clone(&packs), Some(TODAY))
        };
        reports.iter().map(check).collect()
    };
    let here = checked();
    read_words_by(|request| Some(answer(&RULE_SET, request).expect("an answer")));
    let there = checked();
    assert!(
        reports.len() > 10 && here.iter().any(|checker| !checker.judgement().verdicts.is_empty())
    );
    for ((name, _), (here, there)) in reports.iter().zip(here.iter().zip(&there)) {
        assert_eq!(here.findings(), there.findings(), "{name}");
        assert_eq!(here.judgement(), there.judgement(), "{name}");
        assert_eq!(here.narrative().facts().len(), there.narrative().facts().len(), "{name}");
        let (here, there) = (here.narrative(), there.narrative());
        assert_eq!(here.passages(), there.passages(), "{name}");
        for (one, other) in here.facts().iter().zip(there.facts()) {
            assert_eq!((one.set_aside, &one.text), (other.set_aside, &other.text), "{name}");
        }
    }
}

#[test]
fn text_that_nobody_reads_is_not_called_right() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts/distinct-2021.json"),
    );
    let report = draft::read(&text.expect("a draft")).expect("a valid draft");
    assert!(!Session::of_report(report.clone()).is_draft());
    read_words_by(|_| None);
    let mut session = Session::of_report(report);
    assert!(session.is_draft() && !session.checker().words_are_read());
    assert!(session.numbers().0.facts().is_empty());
    read_words_by(|request| answer(&RULE_SET, request).ok());
    session.read_words();
    assert!(!session.is_draft() && !session.numbers().0.facts().is_empty());
}

#[test]
fn a_request_of_another_build_is_refused() {
    let (_, report) = reports().remove(0);
    read_words_by(|request| {
        let (rules, questions) = (RULE_SET.rules, RULE_SET.questions);
        let other = Box::leak(Box::new(RuleSet { version: "2000.1", rules, questions }));
        let refusal = answer(other, request).expect_err("other rules");
        assert!(refusal.contains("2000.1"), "{refusal}");
        None
    });
    assert!(!Checker::new(&RULE_SET, &report).words_are_read());
    assert!(answer(&RULE_SET, b"").is_err());
    assert!(answer(&RULE_SET, &[255; 40]).is_err());
}
