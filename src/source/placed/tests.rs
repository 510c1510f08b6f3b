//! Documents on the pages of the layout are put together again.

use super::{Page, Pages, Run, blocks};
use crate::document::report::{Options, compose};
use crate::document::{self, Document};
use crate::draft;
use crate::layout::{self, Layout, Named, PAGE_HEIGHT};
use crate::report::Report;
use crate::source::{Block, Kind};
use std::fs;
use std::path::Path;

fn fixtures() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts");
    let files = fs::read_dir(folder).expect("the drafts").map(|entry| entry.expect("an entry").path());
    let drafts = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let name = |file: &Path| file.file_stem().expect("a name").to_string_lossy().into_owned();
    drafts.map(|file| (name(&file), draft::read_bytes(&fs::read(file).expect("a file")).expect("a draft"))).collect()
}

/// What a reader of places would see of a layout.
fn seen(layout: &Layout) -> Pages {
    let run = |run: &layout::Run| Run {
        x: run.x,
        y: run.y,
        face: Some(run.face),
        size: run.size,
        bold: run.bold,
        text: run.text.clone(),
        advances: run.advances.clone(),
    };
    let page = |page: &layout::Page| Page {
        height: PAGE_HEIGHT,
        runs: page.runs.iter().map(run).collect(),
        rules: page.rules.clone(),
        areas: page.shades.clone(),
    };
    Pages { pages: layout.pages.iter().map(page).collect(), outline: Vec::new() }
}

fn on_pages(document: &Document) -> Pages {
    seen(&layout::layout(document, &Named))
}

/// The document as a reader should give it.
fn expected(document: &Document) -> Vec<(Kind, String)> {
    let mut list = Vec::new();
    if document.draft_mark {
        list.push((Kind::DraftMark, document::DRAFT_MARK.to_owned()));
    }
    for block in &document.blocks {
        match block {
            document::Block::Title(lines) => list.push((Kind::Title, lines.join("|"))),
            document::Block::Heading { level, text, .. } => list.push((Kind::Heading(*level), text.clone())),
            document::Block::Paragraph(runs) => list.push((Kind::Text, marked(runs))),
            document::Block::Table(table) => {
                let row = |row: &document::Row| {
                    row.cells.iter().map(|cell| format!("{}({}x{})", cell.text, cell.cols, cell.rows)).collect::<Vec<_>>().join("|")
                };
                list.push((Kind::Text, table.rows.iter().map(row).collect::<Vec<_>>().join("\n")));
            }
            document::Block::TableNote(text) => list.push((Kind::TableNote, text.clone())),
            document::Block::Signature { organ, date } => {
                let lines = [(Kind::SignatureOrgan, organ), (Kind::SignatureDate, date)].into_iter().filter(|(_, text)| !text.is_empty());
                list.extend(lines.map(|(kind, text)| (kind, text.clone())));
            }
            document::Block::Code { .. } => {}
        }
    }
    list
}

fn marked(runs: &[document::Run]) -> String {
    runs.iter().map(|run| if run.bold { format!("**{}**", run.text) } else { run.text.clone() }).collect()
}

fn found(pages: &Pages) -> Vec<(Kind, String)> {
    let list = blocks(pages).into_iter().map(|block| match block {
        Block::Paragraph(paragraph) => (paragraph.kind, paragraph.lines.iter().map(|runs| marked(runs)).collect::<Vec<_>>().join("|")),
        Block::Table(table) => {
            let row = |row: &Vec<crate::source::Cell>| {
                row.iter().map(|cell| format!("{}({}x{})", cell.text, cell.cols, cell.rows)).collect::<Vec<_>>().join("|")
            };
            (Kind::Text, table.rows.iter().map(row).collect::<Vec<_>>().join("\n"))
        }
    });
    list.collect()
}

fn check(name: &str, document: &Document) {
    let (expected, found) = (expected(document), found(&on_pages(document)));
    for (one, other) in expected.iter().zip(&found) {
        assert_eq!(other, one, "{name}");
    }
    assert_eq!(found.len(), expected.len(), "{name}");
}

#[test]
fn every_fixture_is_put_together_again() {
    for (name, report) in fixtures() {
        for requests_on_new_page in [true, false] {
            for draft_mark in [true, false] {
                check(&name, &compose(&report, &Options { draft_mark, requests_on_new_page }));
            }
        }
    }
}
