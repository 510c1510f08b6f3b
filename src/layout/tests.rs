//! Tests that lines keep the rules for breaks, that no text is lost, that no text leaves its cell
//! or the text area, and that pages end only where they may.

use super::style::{BOTTOM, LEFT, TEXT_WIDTH, TOP};
use super::*;
use crate::document::report::{DocumentOptions, compose};
use crate::document::{self, Cell, LANGUAGE, Role, Row, Run as Words, Table, TextSize};
use crate::draft;
use crate::geometry::centipoints;
use crate::properties::cases;
use crate::report::Report;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn fixtures() -> Vec<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts");
    let files =
        fs::read_dir(folder).expect("the drafts").map(|entry| entry.expect("an entry").path());
    let drafts = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    drafts
        .map(|file| draft::read_bytes(&fs::read(file).expect("a file")).expect("a draft"))
        .collect()
}

fn of_blocks(blocks: Vec<Block>) -> Document {
    Document {
        title: "示例".to_owned(),
        language: LANGUAGE,
        agency: String::new(),
        year: 2025,
        draft_mark: false,
        blocks,
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Words::plain(text)])
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 1, text: text.to_owned(), new_page: false }
}

/// The lines of a layout from top to bottom: the runs on one base line, for one place.
fn lines_of(layout: &Layout, place: ContentRef) -> Vec<Vec<&PlacedRun>> {
    let mut lines: Vec<Vec<&PlacedRun>> = Vec::new();
    for page in &layout.pages {
        let mut last = None;
        for run in page.runs.iter().filter(|run| run.content == place) {
            match (last, lines.last_mut()) {
                (Some(y), Some(line)) if y == run.y => line.push(run),
                _ => lines.push(vec![run]),
            }
            last = Some(run.y);
        }
    }
    lines
}

/// Every piece of text of a document, with the place that refers to it.
fn pieces(document: &Document) -> Vec<(ContentRef, String)> {
    let mut pieces = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        let text = |paragraph| ContentRef::Text { block, paragraph };
        match content {
            Block::Title(lines) => pieces.push((text(0), lines.concat())),
            Block::Heading { text: line, .. } | Block::TableNote(line) => {
                pieces.push((text(0), line.clone()));
            }
            Block::Paragraph(runs) => {
                pieces.push((text(0), runs.iter().map(|run| run.text.as_str()).collect()));
            }
            Block::Signature { agency, date } => {
                pieces.extend([(text(0), agency.clone()), (text(1), date.clone())]);
            }
            Block::Table(table) => {
                for (row, line) in table.rows.iter().enumerate() {
                    pieces.extend(line.cells.iter().enumerate().map(|(cell, content)| {
                        (ContentRef::Cell { block, row, cell }, content.text.clone())
                    }));
                }
            }
            Block::Code { caption, .. } => pieces.extend(
                caption
                    .iter()
                    .enumerate()
                    .map(|(line, caption_line)| (text(line + 1), caption_line.clone())),
            ),
        }
    }
    pieces
}

/// Checks what must hold for the layout of any document.
fn check(document: &Document) {
    let pages = layout(document, &NominalMetrics);
    for (content, text) in pieces(document) {
        assert_eq!(pages.text_of(content), text, "{content:?}");
    }
    for page in &pages.pages {
        for run in &page.runs {
            assert_eq!(run.advances.len(), run.text.chars().count());
            assert!(run.x >= LEFT - 1 && run.end() <= LEFT + TEXT_WIDTH + 1, "{run:?}");
            if !matches!(
                run.content,
                ContentRef::Artifact(Artifact::PageNumber | Artifact::DraftMark)
            ) {
                assert!(
                    run.y - run.size * 9 / 10 >= TOP - 1 && run.y <= BOTTOM,
                    "page {}: {run:?}",
                    page.number
                );
            }
            if matches!(
                run.content,
                ContentRef::Cell { .. } | ContentRef::Artifact(Artifact::RepeatedHead)
            ) {
                let crossed = |rule: &&Rule| {
                    rule.from.0 == rule.to.0
                        && rule.from.0 > run.x
                        && rule.from.0 < run.end()
                        && rule.from.1 < run.y
                        && rule.to.1 >= run.y
                };
                assert_eq!(page.rules.iter().find(crossed), None, "{run:?}");
            }
        }
        for rule in &page.rules {
            assert!(
                rule.from.1 >= TOP
                    && rule.to.1 <= BOTTOM
                    && rule.from.0 >= LEFT
                    && rule.to.0 <= LEFT + TEXT_WIDTH,
                "{rule:?}"
            );
        }
    }
}

#[test]
fn every_report_is_laid_out_completely() {
    for report in fixtures() {
        for requests_on_new_page in [true, false] {
            check(&compose(&report, &DocumentOptions { draft_mark: true, requests_on_new_page }));
        }
    }
}

#[test]
fn table_three_fits_a_page_that_it_begins() {
    for report in fixtures() {
        let document = compose(&report, &DocumentOptions::default());
        let block = document
            .blocks
            .iter()
            .position(|block| matches!(block, Block::Table(table) if table.size == TextSize::Small))
            .expect("table 3");
        let pages = layout(&document, &NominalMetrics);
        let mine = |run: &&PlacedRun| {
            matches!(
                run.content,
                ContentRef::Cell { block: mine, .. } if mine == block
            )
        };
        let on: Vec<usize> = pages
            .pages
            .iter()
            .filter(|page| page.runs.iter().any(|run| mine(&run)))
            .map(|page| page.number)
            .collect();
        assert_eq!(on.len(), 1, "{}", report.agency.name);
        let sizes: Vec<Emu> = pages
            .pages
            .iter()
            .flat_map(|page| &page.runs)
            .filter(mine)
            .map(|run| run.size)
            .collect();
        assert!(
            sizes.iter().max() <= Some(&centipoints(1050))
                && sizes.iter().max() >= Some(&centipoints(750))
        );
    }
}

#[test]
fn a_full_line_has_28_characters_and_a_full_page_22_lines() {
    let pages = layout(&of_blocks(vec![paragraph(&"文".repeat(26 + 28 * 30))]), &NominalMetrics);
    let lines = lines_of(&pages, ContentRef::Text { block: 0, paragraph: 0 });
    assert_eq!(lines[0][0].advances.len(), 26);
    assert_eq!(lines[1][0].advances.len(), 28);
    assert_eq!(lines[0][0].x - lines[1][0].x, 2 * style::CHAR_PITCH);
    let on_first = pages.pages[0]
        .runs
        .iter()
        .filter(|run| matches!(run.content, ContentRef::Text { .. }))
        .count();
    assert_eq!((on_first, pages.pages.len()), (22, 2));
}

#[test]
fn very_long_texts_are_laid_out() {
    // A paragraph of 20 pages once overflowed the type of lengths.
    let long = "办结3件，".repeat(6000);
    let agency = "甲".repeat(12_000);
    let document = of_blocks(vec![
        Block::Title(document::report::broken_title(&agency)),
        paragraph(&long),
        Block::Signature { agency: agency.clone(), date: agency.clone() },
    ]);
    check(&document);
    let pages = layout(&document, &NominalMetrics);
    for line in lines_of(&pages, ContentRef::Text { block: 1, paragraph: 0 }) {
        assert!(!line[0].text.starts_with('，'), "{line:?}");
    }
    assert_eq!(pages.too_high(), None);
}

#[test]
fn a_row_higher_than_a_page_is_reported() {
    let Block::Table(mut table) = long_table(3, 1) else { unreachable!() };
    table.rows[1].cells[1].text = "备注".repeat(600);
    let pages = layout(&of_blocks(vec![Block::Table(table.clone())]), &NominalMetrics);
    assert_eq!(pages.too_high(), Some("备注".repeat(600)));
    table.rows[1].cells[1].text = "备注".repeat(60);
    assert_eq!(layout(&of_blocks(vec![Block::Table(table)]), &NominalMetrics).too_high(), None);
}

#[test]
fn page_numbers_are_at_the_outer_edge() {
    let pages = layout(&of_blocks(vec![paragraph(&"文".repeat(28 * 50))]), &NominalMetrics);
    let middle = LEFT + TEXT_WIDTH / 2;
    for page in &pages.pages {
        let number = page
            .runs
            .iter()
            .find(|run| run.content == ContentRef::Artifact(Artifact::PageNumber))
            .expect("a number");
        assert_eq!(number.text, format!("— {} —", page.number));
        assert_eq!(number.x > middle, page.number % 2 == 1);
    }
    assert_eq!(pages.pages.len(), 3);
}

#[test]
fn a_heading_does_not_end_a_page_nor_does_one_line_begin_it() {
    for before in 15..24 {
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("一行。")).collect();
        blocks.push(heading("一、总体情况"));
        blocks.push(paragraph(&"文".repeat(26 + 28 * 3)));
        let at = blocks.len() - 2;
        let pages = layout(&of_blocks(blocks), &NominalMetrics);
        let on = |block| -> Vec<usize> {
            let mine = |run: &&PlacedRun| run.content == ContentRef::Text { block, paragraph: 0 };
            pages
                .pages
                .iter()
                .flat_map(|page| page.runs.iter().filter(mine).map(|_| page.number))
                .collect()
        };
        let (title, text) = (on(at), on(at + 1));
        assert_eq!(title[0], text[0], "{before}");
        let first = text.iter().filter(|page| **page == text[0]).count();
        assert!(first == 4 || first == 2, "{before}: {text:?}");
    }
}

#[test]
fn a_signature_is_never_alone_on_a_page() {
    for before in 15..24 {
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("一行。")).collect();
        blocks.push(paragraph(&"文".repeat(60)));
        blocks.push(Block::Signature {
            agency: "示例县甲镇人民政府".to_owned(),
            date: "2026年1月20日".to_owned(),
        });
        let pages = layout(&of_blocks(blocks), &NominalMetrics);
        let last = pages.pages.last().expect("a page");
        assert!(
            last.runs
                .iter()
                .any(|run| run.content == ContentRef::Text { block: before, paragraph: 0 }),
            "{before}"
        );
    }
}

fn long_table(rows: usize, heads: usize) -> Block {
    let cell = |text: String, role| Cell { text, cols: 1, rows: 1, role };
    let row = |at: usize| {
        let role = if at < heads { Role::ColumnHead } else { Role::Number };
        Row {
            shaded: at.is_multiple_of(3),
            keep_with_next: false,
            cells: (0..3).map(|column| cell(format!("{at}.{column}"), role)).collect(),
        }
    };
    let widths = vec![333, 333, 334];
    Block::Table(Table {
        key: "t",
        caption: "表".to_owned(),
        size: TextSize::Large,
        widths,
        header_rows: heads,
        rows: (0..rows).map(row).collect(),
    })
}

#[test]
fn heads_are_repeated_where_a_table_continues() {
    let document = of_blocks(vec![paragraph("一行。"), long_table(70, 2), paragraph("一行。")]);
    check(&document);
    let pages = layout(&document, &NominalMetrics);
    assert!(pages.pages.len() >= 3);
    for page in &pages.pages[1..3] {
        let again: Vec<&str> = page
            .runs
            .iter()
            .filter(|run| run.content == ContentRef::Artifact(Artifact::RepeatedHead))
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(again, ["0.0", "0.1", "0.2", "1.0", "1.1", "1.2"]);
    }
}

#[test]
fn missing_characters_are_listed_with_their_sentences() {
    struct Poor;
    impl Metrics for Poor {
        fn latin_advance(&self, face: Face, c: char, size: Emu) -> Emu {
            NominalMetrics.latin_advance(face, c, size)
        }
        fn covers(&self, _: Face, c: char) -> bool {
            c != '𠮷' && c != '㛃'
        }
    }
    let document = of_blocks(vec![
        heading("一、总体情况"),
        paragraph("第一句。𠮷祥街道办结3件。𠮷祥。"),
        long_table(2, 1),
    ]);
    let found = uncovered(&document, &Poor);
    assert_eq!(
        found,
        [Uncovered {
            character: '𠮷', face: Face::Fang, sentence: "𠮷祥街道办结3件。".to_owned()
        }]
    );
    assert!(uncovered(&document, &NominalMetrics).is_empty());
}

#[test]
fn digits_of_page_numbers_are_checked_in_their_own_face() {
    struct NoDigits;
    impl Metrics for NoDigits {
        fn latin_advance(&self, face: Face, c: char, size: Emu) -> Emu {
            NominalMetrics.latin_advance(face, c, size)
        }
        fn covers(&self, face: Face, c: char) -> bool {
            face != Face::Song || !c.is_ascii_digit()
        }
    }
    let found = uncovered(&of_blocks(vec![paragraph("办结3件。")]), &NoDigits);
    assert_eq!(found.iter().map(|one| one.character).collect::<String>(), "0123456789");
    assert!(found.iter().all(|one| one.face == Face::Song && one.sentence == "— 1 —"), "{found:?}");
}

/// Text as it occurs in reports: characters, marks between them, numbers, dates, addresses,
/// brackets with content, and blanks of any width.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[一-龥]{1,6}",
        2 => "[一-龥]{1,3}[，。、；：？！]",
        1 => "（[一-龥]{1,4}）",
        1 => "《[一-龥]{2,8}》",
        1 => "“[一-龥]{1,4}”",
        1 => "[0-9]{1,6}件",
        1 => "[0-9]{1,3}\\.[0-9]{1,2}%",
        1 => "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日",
        1 => "[a-z]{1,9} [A-Z]{1,5}",
        1 => "[一-龥]{1,3}[ \u{3000}\u{a0}\u{2003}]{1,9}[一-龥]{1,3}",
        1 => "https://www\\.[a-z]{3,20}\\.gov\\.cn/[a-z0-9/]{0,30}",
    ];
    proptest::collection::vec(word, 1..60).prop_map(|words| document::clean(&words.concat()))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn lines_keep_to_the_rules(text in any_text()) {
        prop_assume!(!text.is_empty());
        let document = of_blocks(vec![paragraph(&text)]);
        check(&document);
        let pages = layout(&document, &NominalMetrics);
        let lines = lines_of(&pages, ContentRef::Text { block: 0, paragraph: 0 });
        for (number, line) in lines.iter().enumerate() {
            let line_text: String = line.iter().map(|run| run.text.as_str()).collect();
            let first = line_text.chars().next().expect("a character");
            let last = line_text
                .trim_end_matches(kinsoku::is_blank)
                .chars()
                .next_back()
                .expect("a character");
            if number > 0 {
                prop_assert!(!kinsoku::never_first(first), "{line_text}");
                prop_assert!(!kinsoku::is_blank(first), "{line_text}");
            }
            if number + 1 < lines.len() {
                prop_assert!(!kinsoku::never_last(last), "{line_text}");
                let next = lines[number + 1][0].text.chars().next().expect("a character");
                prop_assert!(
                    !(last.is_ascii_digit() && (next.is_ascii_digit() || "%年月日".contains(next))),
                    "{line_text}|{next}"
                );
                prop_assert!(
                    !(last.is_ascii_alphabetic() && next.is_ascii_alphabetic())
                        || line_text.ends_with(kinsoku::is_blank),
                    "{line_text}|{next}"
                );
            }
        }
    }

    #[test]
    fn no_text_leaves_its_cell(
        texts in proptest::collection::vec(any_text(), 9),
        numbers in proptest::collection::vec("[0-9]{1,24}", 9),
        size in 0..3usize,
    ) {
        let size = [TextSize::Small, TextSize::Medium, TextSize::Large][size];
        let role =
            |at: usize| [Role::RowHead, Role::ColumnHead, Role::GroupHead, Role::Note][at % 4];
        let rows = (0..9_usize).map(|row| Row {
            shaded: row.is_multiple_of(2),
            keep_with_next: row.is_multiple_of(3),
            cells: vec![
                Cell { text: texts[row].clone(), cols: 1, rows: 1, role: role(row) },
                Cell { text: numbers[row].clone(), cols: 1, rows: 1, role: Role::Number },
                Cell {
                    text: format!("{}（其中：{}件）", numbers[row], row),
                    cols: 1,
                    rows: 1,
                    role: Role::Number,
                },
            ],
        });
        let table = Table {
            key: "t",
            caption: "表".to_owned(),
            size,
            widths: vec![500, 70, 430],
            header_rows: 0,
            rows: rows.collect(),
        };
        // A row that is higher than a page cannot be set. The texts here are short enough to fit in
        // half the width.
        check(&of_blocks(vec![Block::Table(table)]));
    }
}
