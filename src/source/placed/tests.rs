//! Tests that documents are reconstructed from the pages of the layout.

use super::{OutlineEntry, PlacedDocument, PlacedPage, SourceRun, blocks, blocks_of_others};
use crate::document::report::{DocumentOptions, compose};
use crate::document::{self, Document, LANGUAGE, Role, TextSize};
use crate::draft;
use crate::geometry::{PAGE_HEIGHT, PAGE_WIDTH, Rule, Shade};
use crate::layout::{self, Face, Layout, NominalMetrics};
use crate::properties::cases;
use crate::report::Report;
use crate::source::{ParagraphKind, SourceBlock};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn fixtures() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts");
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

fn fixture(name: &str) -> Report {
    fixtures().into_iter().find(|(other, _)| other == name).expect("a fixture").1
}

/// What a reader of positions would see of a layout.
fn seen(layout: &Layout) -> PlacedDocument {
    let run = |run: &layout::PlacedRun| SourceRun {
        x: run.x,
        y: run.y,
        face: Some(run.face),
        size: run.size,
        bold: run.bold,
        text: run.text.clone(),
        advances: run.advances.clone(),
    };
    let page = |page: &layout::Page| PlacedPage {
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        runs: page.runs.iter().map(run).collect(),
        rules: page.rules.clone(),
        areas: page.shades.clone(),
    };
    PlacedDocument { pages: layout.pages.iter().map(page).collect(), outline: Vec::new() }
}

fn on_pages(document: &Document) -> PlacedDocument {
    seen(&layout::layout(document, &NominalMetrics))
}

/// The document as a reader should return it.
fn expected(document: &Document) -> Vec<(ParagraphKind, String)> {
    let mut list = Vec::new();
    if document.draft_mark {
        list.push((ParagraphKind::DraftMark, document::DRAFT_MARK.to_owned()));
    }
    for block in &document.blocks {
        match block {
            document::Block::Title(lines) => list.push((ParagraphKind::Title, lines.join("|"))),
            document::Block::Heading { level, text, .. } => {
                list.push((ParagraphKind::Heading(*level), text.clone()));
            }
            document::Block::Paragraph(runs) => list.push((ParagraphKind::Text, marked(runs))),
            document::Block::Table(table) => {
                let row = |row: &document::Row| {
                    row.cells
                        .iter()
                        .map(|cell| format!("{}({}x{})", cell.text, cell.cols, cell.rows))
                        .collect::<Vec<_>>()
                        .join("|")
                };
                list.push((
                    ParagraphKind::Text,
                    table.rows.iter().map(row).collect::<Vec<_>>().join("\n"),
                ));
            }
            document::Block::TableNote(text) => list.push((ParagraphKind::TableNote, text.clone())),
            document::Block::Signature { agency, date } => {
                let lines = [
                    (ParagraphKind::SignatureAgency, agency),
                    (ParagraphKind::SignatureDate, date),
                ]
                .into_iter()
                .filter(|(_, text)| !text.is_empty());
                list.extend(lines.map(|(kind, text)| (kind, text.clone())));
            }
            document::Block::Code { .. } => {}
        }
    }
    list
}

fn marked(runs: &[document::Run]) -> String {
    runs.iter()
        .map(|run| if run.bold { format!("**{}**", run.text) } else { run.text.clone() })
        .collect()
}

fn found(pages: &PlacedDocument) -> Vec<(ParagraphKind, String)> {
    let list = blocks(pages).into_iter().map(|block| match block {
        SourceBlock::Paragraph(paragraph) => (
            paragraph.kind,
            paragraph.lines.iter().map(|runs| marked(runs)).collect::<Vec<_>>().join("|"),
        ),
        SourceBlock::Table(table) => {
            let row = |row: &Vec<crate::source::SourceCell>| {
                row.iter()
                    .map(|cell| format!("{}({}x{})", cell.text, cell.cols, cell.rows))
                    .collect::<Vec<_>>()
                    .join("|")
            };
            (ParagraphKind::Text, table.rows.iter().map(row).collect::<Vec<_>>().join("\n"))
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
                check(
                    &name,
                    &compose(&report, &DocumentOptions { draft_mark, requests_on_new_page }),
                );
            }
        }
    }
}

fn of_blocks(blocks: Vec<document::Block>) -> Document {
    Document {
        title: "示例".to_owned(),
        language: LANGUAGE,
        agency: String::new(),
        year: 2025,
        draft_mark: false,
        blocks,
    }
}

fn paragraph(text: &str) -> document::Block {
    document::Block::Paragraph(vec![document::Run::plain(text)])
}

/// The report of a fixture with so many lines before table 3, which then does not begin a page.
fn lowered(report: &Report, lines: usize) -> Document {
    let mut document =
        compose(report, &DocumentOptions { draft_mark: false, requests_on_new_page: false });
    let at = document
        .blocks
        .iter()
        .position(|block| matches!(block, document::Block::Table(table) if table.key == "requests"))
        .expect("table 3");
    document.blocks.splice(at..at, (0..lines).map(|_| paragraph("一行。")));
    document
}

#[test]
fn tables_parted_anywhere_are_one_again() {
    for name in ["blank", "distinct-2019", "distinct-2021"] {
        let report = fixture(name);
        for lines in 0..24 {
            check(&format!("{name}, {lines} lines"), &lowered(&report, lines));
        }
    }
}

#[test]
fn paragraphs_go_on_over_the_end_of_a_page() {
    let text = |count: usize| {
        (0..count)
            .map(|n| format!("第{n}句说明公开情况，办理OA系统{n}件（其中{n}件）。"))
            .collect::<String>()
    };
    for before in 0..24 {
        let mut blocks = vec![document::Block::Title(vec![
            "示例县甲镇".to_owned(),
            "2025年年度报告".to_owned(),
        ])];
        blocks.extend((0..before).map(|_| paragraph("一行。")));
        blocks.push(paragraph(&text(40)));
        blocks.push(document::Block::Heading {
            level: 1,
            text: "一、总体情况".to_owned(),
            new_page: false,
        });
        blocks.push(document::Block::Heading { level: 2, text: text(3), new_page: false });
        blocks.push(paragraph(&text(200)));
        blocks.push(document::Block::Signature {
            agency: "示例县甲镇人民政府".to_owned(),
            date: "2026年1月20日".to_owned(),
        });
        check(&before.to_string(), &of_blocks(blocks));
    }
}

#[test]
fn signatures_of_any_length() {
    for (agency, date) in [
        ("示例县甲镇人民政府", ""),
        ("", "2026年1月20日"),
        ("甲", "2026年1月20日"),
        ("示例局", "二〇二六年一月"),
        ("示例县甲镇政府公", "2026年1月20日"),
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
            "2026年1月20日",
        ),
        ("一二三四五六七八九十一二三四五六七八九十一二三四五六", ""),
    ] {
        let signature =
            document::Block::Signature { agency: agency.to_owned(), date: date.to_owned() };
        check(agency, &of_blocks(vec![paragraph(&"文".repeat(70)), signature]));
    }
}

#[test]
fn spaces_between_words_stay_where_they_are() {
    let mut report = fixture("zero");
    let id = crate::edition::CellId::parse("disclosure.regulations.issued").expect("a cell");
    report.remarks.insert(id, "“引号”—— 全年主动公开信息".to_owned());
    check("a space in a cell", &compose(&report, &DocumentOptions::default()));
    // A wide space fills the last square of the line.
    check(
        "a wide space",
        &of_blocks(vec![paragraph(&format!("{}\u{3000}{}", "文".repeat(25), "字".repeat(8)))]),
    );
}

/// Blanks that documents may have between two words.
const BLANKS: [&str; 7] = [
    " ",
    "\u{3000}",
    "\u{3000}\u{3000}",
    "\u{3000} \u{3000}",
    "\u{a0}",
    "\u{2003}\u{2003}\u{2003}",
    "\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}",
];

#[test]
fn blanks_at_the_end_of_a_line_part_no_paragraph() {
    let run = |text: &str, bold| document::Run { text: text.to_owned(), bold };
    for before in 20..30 {
        for blanks in BLANKS {
            let (first, then) = ("文".repeat(before), "字".repeat(8));
            let (to_first, to_then) = (format!("{first}{blanks}"), format!("{blanks}{then}"));
            for runs in [
                vec![run(&to_first, false), run(&then, true)],
                vec![run(&first, false), run(&to_then, true)],
                vec![run(&first, true), run(blanks, false), run(&then, true)],
                vec![run(&format!("{first}{to_then}"), false)],
            ] {
                let name = format!("{before} characters, {blanks:?}, {runs:?}");
                check(&name, &of_blocks(vec![document::Block::Paragraph(runs)]));
            }
            let text = format!("{first}{to_then}");
            let cell =
                |text: &str, role| document::Cell { text: text.to_owned(), cols: 1, rows: 1, role };
            let row = document::Row {
                shaded: false,
                keep_with_next: false,
                cells: vec![cell(&text, Role::RowHead), cell("12", Role::Number)],
            };
            let table = document::Table {
                key: "t",
                caption: "表".to_owned(),
                size: TextSize::Large,
                widths: vec![700, 300],
                header_rows: 0,
                rows: vec![row],
            };
            check(
                &text,
                &of_blocks(vec![
                    paragraph("一行。"),
                    document::Block::Heading { level: 2, text: text.clone(), new_page: false },
                    document::Block::Table(table),
                    document::Block::TableNote(text.repeat(2)),
                    paragraph("一行。"),
                    document::Block::Signature { agency: text.clone(), date: String::new() },
                ]),
            );
        }
    }
}

/// Pages with two paragraphs. The first one has so many characters on its first line, and its
/// second line begins with blanks, in a run of their own, at the left edge of the text.
fn begun_with_blanks(characters: usize, blanks: &str) -> PlacedDocument {
    let first = format!("{}{}", "文".repeat(26), "字".repeat(8));
    let paragraphs = [paragraph(&first), paragraph(&"两行".repeat(20))];
    let mut pages = on_pages(&of_blocks(paragraphs.to_vec()));
    let runs = &mut pages.pages[0].runs;
    runs[0].text = "文".repeat(characters);
    runs[0].advances.truncate(characters);
    let (line, pitch) = (runs[1].clone(), runs[1].advances[0]);
    let advances: Vec<_> = blanks.chars().map(|_| pitch).collect();
    runs[1].x += advances.iter().sum::<i32>();
    runs[1].bold = true;
    runs.push(SourceRun { text: blanks.to_owned(), advances, ..line });
    pages
}

#[test]
fn a_line_that_begins_with_a_blank_goes_on_with_a_full_one() {
    let (full, short) = ("文".repeat(26), "文".repeat(20));
    for blanks in ["\u{3000}", "\u{3000}\u{3000}", "\u{3000}\u{3000}\u{3000}"] {
        assert_eq!(
            found(&begun_with_blanks(26, blanks)),
            [
                (ParagraphKind::Text, format!("{full}{blanks}**字字字字字字字字**")),
                (ParagraphKind::Text, "两行".repeat(20))
            ]
        );
        let texts = [&short, "**字字字字字字字字**", &"两行".repeat(20)];
        assert_eq!(
            found(&begun_with_blanks(20, blanks)),
            texts.map(|text| (ParagraphKind::Text, text.to_owned()))
        );
    }
}

#[test]
fn notes_are_told_from_each_other_and_from_text() {
    let report = fixture("distinct-2021");
    for notes in [
        &["注：一行。"][..],
        &["注：一行。", "又一行。"],
        &[
            "注",
            "第二条注很长，一行放不下，要接着写到下一行去，一直写到第二行的中间才算写完，共两行。",
            "完",
        ],
    ] {
        let mut document = compose(&report, &DocumentOptions::default());
        let table = document
            .blocks
            .iter()
            .rposition(|block| matches!(block, document::Block::Table(_)))
            .expect("table 4");
        document.blocks.splice(
            (table + 1)..=table,
            notes.iter().map(|note| document::Block::TableNote((*note).to_owned())),
        );
        check(notes[0], &document);
    }
}

#[test]
fn text_is_known_from_titles_and_notes_that_are_longer() {
    let mut document = compose(&fixture("blank"), &DocumentOptions::default());
    let table = document
        .blocks
        .iter()
        .rposition(|block| matches!(block, document::Block::Table(_)))
        .expect("table 4");
    document.blocks.insert(table + 1, document::Block::TableNote("这条注比正文还长。".repeat(40)));
    check("notes", &document);
    for block in &mut document.blocks {
        if let document::Block::Heading { text, .. } = block {
            text.truncate("一".len());
        }
    }
    check("short headings", &document);
}

#[test]
fn lines_that_somebody_put_between_change_nothing_else() {
    let mut pages = on_pages(&compose(&fixture("distinct-2021"), &DocumentOptions::default()));
    let before = found(&pages);
    let line = pages.pages[0]
        .runs
        .iter()
        .find(|run| run.text.starts_with("开条例》"))
        .expect("a line of the opening")
        .clone();
    pages.pages[0].runs.push(SourceRun {
        y: line.y + line.size / 2,
        text: "又".to_owned(),
        advances: vec![line.size],
        ..line
    });
    let after = found(&pages);
    let others = |list: &[(ParagraphKind, String)]| {
        list.iter().filter(|(_, text)| !text.contains("条例》")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));
    assert!(after.iter().any(|(_, text)| text.contains('又')));
}

#[test]
fn headings_of_letters_alone_are_told_by_the_outline() {
    let heading = document::Block::Heading { level: 2, text: "OA 2.0".to_owned(), new_page: false };
    let document = of_blocks(vec![
        paragraph(&"文".repeat(70)),
        heading,
        paragraph("OA 3.0"),
        paragraph("OA 2.0"),
    ]);
    let mut pages = on_pages(&document);
    assert_eq!(found(&pages)[1], (ParagraphKind::Text, "OA 2.0".to_owned()));
    let y = pages.pages[0].runs.iter().find(|run| run.text == "OA 2.0").map(|run| run.y - run.size);
    pages.outline.push(OutlineEntry { level: 2, text: "OA 2.0".to_owned(), page: 0, y });
    assert_eq!(found(&pages), expected(&document));
    // The outline alone does not make a heading of what looks like text.
    pages.outline.push(OutlineEntry { level: 1, text: "文".repeat(70), page: 0, y: None });
    assert_eq!(found(&pages), expected(&document));
}

#[test]
fn thin_areas_are_rules_and_one_run_may_cross_cells() {
    let bar = |x: i32, y: i32, width: i32, height: i32| Shade {
        x: x * 36_000,
        y: y * 36_000,
        width: width * 36_000,
        height: height * 36_000,
    };
    let mut areas: Vec<Shade> = [50, 60, 70].into_iter().map(|y| bar(30, y, 100, 0)).collect();
    areas.extend([30, 80, 130].into_iter().map(|x| bar(x, 50, 0, 20)));
    // A run whose last character moves the pen far into the next cell.
    let run = SourceRun {
        x: 35 * 36_000,
        y: 58 * 36_000,
        face: None,
        size: 180_000,
        bold: false,
        text: "甲乙 12".to_owned(),
        advances: vec![180_000, 2_000_000, 90_000, 90_000, 90_000],
    };
    let page = PlacedPage {
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        runs: vec![run],
        rules: Vec::new(),
        areas,
    };
    assert_eq!(
        found(&PlacedDocument { pages: vec![page], outline: Vec::new() }),
        [(ParagraphKind::Text, "甲乙(1x1)|12(1x1)\n(1x1)|(1x1)".to_owned())]
    );
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn whatever_stands_on_a_page_is_read_soon(
        runs in proptest::collection::vec(((0..8_000_000, 0..11_000_000, -9..900_000), "\\PC{0,8}",
            any::<i32>()), 0..40),
        rules in proptest::collection::vec(any::<(i32, i32, i32, i32)>(), 0..60),
        straight in proptest::collection::vec((0..8_i32, 0..8_i32, 0..8_i32, any::<bool>()), 0..40),
    ) {
        let runs = runs.into_iter().map(|((x, y, size), text, advance)| {
            let advances = text.chars().map(|_| advance).collect();
            SourceRun { x, y, face: Some(Face::Fang), size, bold: false, text, advances }
        });
        let wild = rules.iter().map(|(x, y, right, bottom)| Rule {
            from: (*x, *y), to: (*right, *bottom) });
        let grid = straight.iter().map(|(at, from, to, level)| {
            let (at, from, to) = (at * 500_000, from * 500_000, to * 500_000);
            if *level { Rule { from: (from, at), to: (to, at) } } else {
                Rule { from: (at, from), to: (at, to) } }
        });
        let areas = rules.iter().map(|(x, y, width, height)| Shade {
            x: *x, y: *y, width: *width, height: *height }).collect();
        let page = PlacedPage { width: PAGE_WIDTH, height: PAGE_HEIGHT, runs: runs.collect(),
            rules: wild.chain(grid).collect(), areas };
        let pages = PlacedDocument { pages: vec![page.clone(), page], outline: Vec::new() };
        let _ = found(&pages);
        let _ = blocks_of_others(&pages);
    }
}
