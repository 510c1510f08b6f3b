//! The pages of two fixtures, one of each edition, compared with stored ones: one line for each
//! run, so that a difference can be read. They are set with the known widths of named fonts, so
//! that no font file is needed. `UPDATE_GOLDEN=1 cargo test --test documents` writes them again.

use crate::documents::golden::{check, folder};
use crate::{fixture, fixtures};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::document::{Block, Document};
use nianbao::geometry::Emu;
use nianbao::layout::{ContentRef, Layout, NominalMetrics, layout};
use std::fmt::Write as _;

/// A length in points, with two decimals.
fn points(length: Emu) -> String {
    let hundredths = (length + 63).div_euclid(127);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The pages as text: areas, lines, runs.
fn dump(layout: &Layout) -> String {
    let mut out = String::new();
    for page in &layout.pages {
        writeln!(out, "page {}", page.number).expect("text");
        for area in &page.shades {
            writeln!(
                out,
                "  area {} {} {} x {}",
                points(area.x),
                points(area.y),
                points(area.width),
                points(area.height)
            )
            .expect("text");
        }
        for rule in &page.rules {
            let ((x, y), (right, bottom)) = (rule.from, rule.to);
            writeln!(
                out,
                "  rule {} {} to {} {}",
                points(x),
                points(y),
                points(right),
                points(bottom)
            )
            .expect("text");
        }
        for run in &page.runs {
            let place = match run.content {
                ContentRef::Text { block, paragraph } => format!("{block}/{paragraph}"),
                ContentRef::Cell { block, row, cell } => format!("{block}/{row}/{cell}"),
                ContentRef::Artifact(artifact) => format!("{artifact:?}"),
            };
            let bold = if run.bold { " bold" } else { "" };
            let (x, y, end) = (points(run.x), points(run.y), points(run.end()));
            writeln!(
                out,
                "  {place} {x} to {end} {y} {} {}{bold} {}",
                run.face.id(),
                points(run.size),
                run.text
            )
            .expect("text");
        }
    }
    out
}

fn pages(name: &str) -> (Document, Layout) {
    let document = compose(&fixture(name), &DocumentOptions::default());
    let pages = layout(&document, &NominalMetrics);
    (document, pages)
}

#[test]
fn pages_are_as_they_were() {
    for name in ["distinct-2019", "distinct-2021"] {
        check(&folder().join(name).join("pages.txt"), &dump(&pages(name).1));
    }
}

#[test]
fn the_same_report_gives_the_same_pages() {
    for (name, report) in fixtures() {
        let document = compose(&report, &DocumentOptions::default());
        assert_eq!(
            layout(&document, &NominalMetrics),
            layout(&document, &NominalMetrics),
            "{name}"
        );
    }
}

#[test]
fn table_two_does_not_spill_a_few_rows() {
    let (document, pages) = pages("distinct-2021");
    let table =
        document.blocks.iter().position(|block| matches!(block, Block::Table(_))).expect("table 2");
    let on = |page: &&nianbao::layout::Page| {
        page.runs
            .iter()
            .any(|run| matches!(run.content, ContentRef::Cell { block, .. } if block == table))
    };
    assert_eq!(pages.pages.iter().filter(on).count(), 1);
}
