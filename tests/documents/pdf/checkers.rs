//! Independent programs check PDF files.

use super::noticed::{cell_of, find, redrawn};
use super::{fonts, written};
use crate::{fixture, outside};
use nianbao::check_sheet::checked::CheckSummary;
use nianbao::document::report::DocumentOptions;
use nianbao::export::{Fonts, Format, Job, check_sheet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python with all modules for the checks of `tests/outside`, if there is one.
fn python() -> Option<PathBuf> {
    outside::python("outloud, page, pdfua, docx", "PDF files by other programs")
}

/// The output of a check of `tests/outside` for these files; empty if they are right.
fn said(python: &Path, script: &str, files: &[(&str, &[u8])], draft: Option<&str>) -> String {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(end, _)| folder.join(format!("outside-{}-{number}.{end}", std::process::id())))
        .collect();
    for (path, (_, bytes)) in paths.iter().zip(files) {
        fs::write(path, bytes).expect("a file");
    }
    let draft =
        draft.map(|name| root.join("tests/corpus/drafts").join(name).with_extension("json"));
    let output = Command::new(python)
        .arg(root.join("tests/outside").join(script))
        .args(&paths)
        .args(draft)
        .output()
        .expect("python runs");
    for path in &paths {
        fs::remove_file(path).expect("the file");
    }
    let words = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.success(), words.trim().is_empty(), "{script}: {words}");
    words
}

/// Runs qpdf, page-validation (PDF/A-3a and PDF/UA-1), outloud, pdfua, poppler and fontTools:
/// `tests/outside/pdf_checks.py`.
#[test]
fn checkers_that_are_not_ours_find_nothing() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    for name in ["distinct-2019", "distinct-2021", "zero", "long"] {
        let words = said(
            &python,
            "pdf_checks.py",
            &[("pdf", &written(&fixture(name), &files))],
            Some(name),
        );
        assert_eq!(words, "", "{name}");
    }
    let report = fixture("distinct-2021");
    let job = Job {
        report: &report,
        format: Format::PDF,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: Fonts { files: &files, stand_in: true },
    };
    let checker = nianbao::check::Checker::new(&nianbao::rules::RULE_SET, &report);
    let sheet = check_sheet(&job, &CheckSummary::of(&report, &checker, checker.packs(), None))
        .expect("a sheet");
    assert_eq!(said(&python, "pdf_checks.py", &[("pdf", &sheet)], None), "");
}

#[test]
fn checkers_that_are_not_ours_name_what_is_broken() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    let report = fixture("zero");
    let right = written(&report, &files);
    let with = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len(), "places must stay");
        let at = find(&right, 0, from.as_bytes()).unwrap_or_else(|| panic!("no {from}"));
        [&right[..at], to.as_bytes(), &right[at + from.len()..]].concat()
    };
    let other = redrawn(&fixture("distinct-2021"), &files, |drawn| {
        cell_of(drawn, 60).map(|cell| drawn.replacen(cell, "BT ET\n", 1))
    });
    for (name, bytes, words) in [
        ("no mark that it is tagged", with("/Marked true", "/Marked fals"), "Marked"),
        ("a language that is none", with("/Lang (zh-CN)", "/Lang (??-??)"), "ang"),
        ("heads without a scope", with("/Scope /Column", "/Skope /Column"), "Scope"),
        ("a part of a font that is missing", with("/FontFile3", "/FontFil33"), "font"),
        ("an attachment of no kind", with("/AFRelationship", "/AFRelationshop"), "AFRelationship"),
        ("a number that is gone", other, "stands"),
    ] {
        let draft = if name.ends_with("gone") { "distinct-2021" } else { "zero" };
        let found = said(&python, "pdf_checks.py", &[("pdf", &bytes)], Some(draft));
        assert!(found.contains(words), "{name}: {found}");
    }
}

/// LibreOffice breaks pages at other places, but their number is similar:
/// `tests/outside/same_pages.py`.
#[test]
fn word_has_as_many_pages() {
    let (Some(files), Some(python)) = (fonts(), python()) else { return };
    if Command::new("soffice").arg("--version").output().is_err() {
        outside::skip("pages of Word files", "no LibreOffice");
        return;
    }
    for name in ["distinct-2019", "distinct-2021", "zero", "long", "suqian-2024", "yanzhoulu-2020"]
    {
        let report = fixture(name);
        let word = crate::written(&report, Format::DOCX);
        assert_eq!(
            said(
                &python,
                "same_pages.py",
                &[("docx", &word), ("pdf", &written(&report, &files))],
                None
            ),
            "",
            "{name}"
        );
    }
}
