//! `ofd-core` reports no problem in our OFD files, reads every text of the document, and draws
//! nothing outside the text area of a page.

use nianbao::document::report::{DocumentOptions, compose};
use nianbao::draft;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::geometry::Emu;
use nianbao::layout::style::{BOTTOM, LEFT, TEXT_WIDTH, TOP};
use nianbao::layout::{Artifact, ContentRef, NominalMetrics, layout};
use nianbao::report::{Date, Part, Report};
use ofd_tests::{Opened, problems};
use std::fs;
use std::path::Path;

fn fixtures() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/drafts");
    let files =
        fs::read_dir(folder).expect("the drafts").map(|entry| entry.expect("an entry").path());
    let drafts = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let name = |file: &Path| file.file_stem().expect("a name").to_string_lossy().into_owned();
    drafts
        .map(|file| {
            (name(&file), draft::read_bytes(&fs::read(file).expect("a file")).expect("a draft"))
        })
        .collect()
}

/// A report of some twenty pages, with bold words in every paragraph.
fn long() -> Report {
    let mut report =
        fixtures().into_iter().find(|(name, _)| name == "distinct-2021").expect("a fixture").1;
    let paragraph = |n: usize| {
        format!("**第{n}项，**依申请公开的{n}件都在 OA 系统 里办结，占{n}.5%（其中网上{n}件），答复 **及时** 。").repeat(4)
    };
    let text: Vec<String> = (1..=90).map(paragraph).collect();
    report.sections.insert(Part::Overview, text.join("\n\n"));
    report
}

fn written(report: &Report, draft_mark: bool) -> Vec<u8> {
    let options = DocumentOptions { draft_mark, ..DocumentOptions::default() };
    let job = Job {
        report,
        format: Format::OFD,
        options,
        written_on: Date::parse("2026-01-20"),
        fonts: Fonts::default(),
    };
    export(&job).expect("a document")
}

#[test]
fn nothing_is_wrong() {
    for (name, report) in fixtures() {
        for draft_mark in [false, true] {
            assert_eq!(problems(&written(&report, draft_mark)), [""; 0], "{name}");
        }
    }
}

#[test]
fn every_text_is_read_and_none_besides() {
    for (name, report) in fixtures().into_iter().chain([("long".to_owned(), long())]) {
        let pages = layout(&compose(&report, &DocumentOptions::default()), &NominalMetrics).pages;
        let mut opened = Opened::new(&written(&report, false));
        assert_eq!(opened.len(), pages.len(), "{name}");
        for (index, page) in pages.iter().enumerate() {
            let expected: String = page.runs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(opened.texts(index).concat(), expected, "{name} page {}", index + 1);
        }
    }
}

/// Pixels per inch.
const DOTS: f64 = 72.0;

#[test]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dots of a picture")]
fn nothing_is_drawn_outside_the_text() {
    let place = |length: Emu| (f64::from(length) / 914_400.0 * DOTS).round() as usize;
    // The tolerance is 1 mm: half a line of a table, and how far a substitute font may reach beyond
    // its square.
    let slack = place(36_000);
    for (name, report) in fixtures()
        .into_iter()
        .filter(|(name, _)| name.starts_with("distinct-20"))
        .chain([("long".to_owned(), long())])
    {
        let pages = layout(
            &compose(&report, &DocumentOptions { draft_mark: true, ..DocumentOptions::default() }),
            &NominalMetrics,
        )
        .pages;
        let mut opened = Opened::new(&written(&report, true));
        // Pages at the end of a long report are like those at its beginning.
        for (index, page) in pages.iter().enumerate().take(6) {
            let picture = opened.picture(index, DOTS);
            let head_or_foot = |run: &&nianbao::layout::PlacedRun| {
                matches!(
                    run.content,
                    ContentRef::Artifact(Artifact::PageNumber | Artifact::DraftMark)
                )
            };
            let outside: Vec<(usize, usize)> = page
                .runs
                .iter()
                .filter(head_or_foot)
                .map(|run| (place(run.y - run.size), place(run.y + run.size)))
                .collect();
            let (left, right) = (place(LEFT) - slack, place(LEFT + TEXT_WIDTH) + slack);
            let mut ink = 0;
            for (at, _) in picture.dots.iter().enumerate().filter(|(_, dot)| **dot < 128) {
                let (x, y) = (at % picture.width, at / picture.width);
                let in_text = (place(TOP) - slack..=place(BOTTOM) + slack).contains(&y)
                    || outside.iter().any(|(top, bottom)| (*top..=*bottom).contains(&y));
                assert!(
                    (left..=right).contains(&x) && in_text,
                    "{name} page {}: ink at {x}, {y}",
                    index + 1
                );
                ink += 1;
            }
            assert!(ink > 100, "{name} page {}: nothing is drawn", index + 1);
        }
    }
}
