//! PDF files that other programs made, and small ones that are put together here.

use crate::outside;
use nianbao::document::Block;
use nianbao::document::report::DocumentOptions;
use nianbao::draft;
use nianbao::export::{Fonts, Format, Job, export};
use nianbao::import::{self, ImportError, visible};
use nianbao::recognize::ReportContent;
use nianbao::report::{Part, Report};
use nianbao::source::SourceBlock;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file beside the project; `None`, said aloud, if it is not there.
fn beside(file: &str) -> Option<Vec<u8>> {
    let path: PathBuf = root().join("../shared").join(file);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        outside::tell("PDF files of other programs", &format!("no {}", path.display()));
    }
    bytes
}

fn fixture(name: &str) -> Report {
    let file = root().join("tests/corpus/drafts").join(name).with_extension("json");
    draft::read_bytes(&fs::read(file).expect("a draft")).expect("a draft")
}

/// What a person sees of a report in a document of our own.
fn seen(report: &Report) -> ReportContent {
    let files = export(&Job {
        report,
        format: Format::HTML,
        options: DocumentOptions::default(),
        written_on: None,
        fonts: Fonts { files: &[], stand_in: true },
    });
    visible(&files.expect("a document")).expect("a report")
}

/// The text of each cell that was found.
fn cells(content: &ReportContent) -> BTreeMap<String, String> {
    let tables = content.tables.values().flat_map(|table| &table.cells);
    tables.map(|(id, text)| (id.to_string(), text.clone())).collect()
}

/// Everything but the tables, without weights.
fn texts(content: &ReportContent) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
        Block::Heading { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    let mut texts = vec![content.title.concat()];
    texts.extend(content.preface.clone());
    for part in Part::ALL {
        texts.extend(content.headings.get(&part).cloned());
        texts.extend(content.prose.get(&part).into_iter().flatten().map(block));
    }
    texts.extend(content.table_notes.values().flatten().cloned());
    texts.extend(content.signature.iter().flat_map(|(agency, day)| [agency.clone(), day.clone()]));
    texts
}

#[test]
fn every_cell_and_every_paragraph_of_other_programs() {
    let expected = seen(&fixture("distinct-2021"));
    for name in ["a4", "a5-repeated-heads", "landscape-divided-rows"] {
        let file = root().join("tests/corpus/foreign/pdf").join(name).with_extension("pdf");
        let found = visible(&fs::read(file).expect("a file")).expect("a report");
        assert_eq!(cells(&found), cells(&expected), "{name}");
        assert_eq!(texts(&found), texts(&expected), "{name}");
        assert_eq!(found.notes, [], "{name}");
    }
}

#[test]
fn a_published_report() {
    let (Some(bytes), Some(text)) =
        (beside("reports/huaian-2024.pdf"), beside("reports/huaian-2024.txt"))
    else {
        return;
    };
    let found = visible(&bytes).expect("a report");
    let mut expected = cells(&seen(&fixture("huaian-2024")));
    // The draft has two decimals.
    expected.insert("disclosure.fees.amount".to_owned(), "96171.6".to_owned());
    assert_eq!(cells(&found), expected);
    assert_eq!(found.notes, []);
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let without_page_numbers = |text: &str| {
        let is_number =
            |line: &str| line.trim().trim_matches('-').bytes().all(|byte| byte.is_ascii_digit());
        text.lines().filter(|line| !is_number(line)).collect::<String>()
    };
    let text = squeezed(&without_page_numbers(&String::from_utf8(text).expect("text")));
    let paragraphs: Vec<usize> =
        Part::ALL.map(|part| found.prose.get(&part).map_or(0, Vec::len)).to_vec();
    assert_eq!((found.preface.len(), paragraphs), (1, vec![6, 0, 0, 0, 2, 1]));
    let lost = texts(&found).into_iter().filter(|one| !text.contains(&squeezed(one)));
    // The text beside the file lacks the first line of the last paragraph.
    let lost: Vec<String> = lost.filter(|one| !one.contains("信息处理费管理")).collect();
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn a_table_without_rules_in_a_font_without_a_map() {
    let Some(bytes) = beside("trials/unigb-no-tounicode.pdf") else { return };
    let found = cells(&visible(&bytes).expect("a report"));
    for (id, text) in [
        ("disclosure.normative.issued", "3"),
        ("disclosure.normative.in_force", "14"),
        ("disclosure.licensing.decisions", "54408"),
        ("disclosure.penalties.decisions", "2086"),
        ("disclosure.coercion.decisions", "1272"),
    ] {
        assert_eq!(found.get(id).map(String::as_str), Some(text), "{id}");
    }
}

/// A file of one page, with its content, what else its dictionary says, and further objects from
/// number 5 on.
fn page(content: &str, entries: &str, catalog: &str, objects: &[&str]) -> Vec<u8> {
    let mut file = format!(
        "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R {catalog} >> endobj\n\
         2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >> endobj\n\
         3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} >> endobj\n\
         4 0 obj << /Length {} >> stream\n{content}\nendstream endobj\n",
        content.len()
    );
    for (number, object) in (5..).zip(objects) {
        file.push_str(&format!("{number} 0 obj {object} endobj\n"));
    }
    file.push_str("trailer << /Root 1 0 R >>\n");
    file.into_bytes()
}

const FONT: &str = "/Font << /A << /Type /Font /Subtype /TrueType /BaseFont /Times \
     /Encoding /WinAnsiEncoding >> >>";

/// The text of the paragraphs of a page with this content.
fn paragraphs(content: &str, entries: &str) -> Vec<String> {
    let resources = format!("/Resources << {FONT} >> {entries}");
    read(&page(content, &resources, "", &[])).expect("a source")
}

fn read(bytes: &[u8]) -> Result<Vec<String>, ImportError> {
    let source = import::pdf::read(bytes)?;
    let text = |block: SourceBlock| match block {
        SourceBlock::Paragraph(paragraph) => paragraph.text(),
        SourceBlock::Table(table) => {
            let row = |row: &Vec<nianbao::source::SourceCell>| {
                row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("/")
        }
    };
    Ok(source.blocks.into_iter().map(text).collect())
}

/// Text at a position on the page.
fn at(x: i32, y: i32, text: &str) -> String {
    format!("BT /A 10 Tf {x} {y} Td ({text}) Tj ET ")
}

#[test]
fn what_is_not_seen_is_not_read() {
    let seen = at(100, 700, "seen");
    for (hidden, what) in [
        ("3 Tr ".to_owned() + &at(100, 500, "no") + "0 Tr ", "a rendering mode"),
        ("1 g ".to_owned() + &at(100, 500, "no") + "0 g ", "white text"),
        ("q 0 0 90 90 re W n ".to_owned() + &at(100, 500, "no") + "Q ", "a clipping path"),
        (at(700, 500, "no"), "text beside the paper"),
        (at(100, 500, "no") + "0.5 g 90 490 60 20 re f 0 g ", "an area over it"),
    ] {
        assert_eq!(paragraphs(&(hidden + &seen), ""), ["seen"], "{what}");
    }
    let white = "0 0 1 rg 90 490 60 30 re f 1 g ".to_owned() + &at(100, 500, "yes");
    assert_eq!(paragraphs(&white, ""), ["yes"], "white text on a dark area");
    let layer = "/OC /L BDC ".to_owned() + &at(100, 500, "no") + "EMC " + &seen;
    let resources = format!("/Resources << {FONT} /Properties << /L 5 0 R >> >>");
    let catalog = "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>";
    assert_eq!(
        read(&page(&layer, &resources, catalog, &["<< /Type /OCG >>"])),
        Ok(vec!["seen".to_owned()])
    );
    assert_eq!(paragraphs(&seen, "/CropBox [0 0 600 650]"), Vec::<String>::new());
}

#[test]
fn pages_may_be_turned() {
    for (turned, matrix) in [
        (0, "1 0 0 1 100 700"),
        (90, "0 1 -1 0 100 100"),
        (180, "-1 0 0 -1 500 100"),
        (270, "0 -1 1 0 500 700"),
        (-90, "0 -1 1 0 500 700"),
        (450, "0 1 -1 0 100 100"),
    ] {
        let text = format!("BT /A 10 Tf {matrix} Tm (first) Tj 0 -30 Td (second) Tj ET");
        let found = paragraphs(&text, &format!("/Rotate {turned}"));
        assert_eq!(found, ["first", "second"], "{turned}");
    }
}

#[test]
fn a_table_that_stands_sideways_is_read() {
    let line = |x, y, right, top| format!("{x} {y} m {right} {top} l S ");
    for matrix in ["0 1 -1 0 800 0", "0 -1 1 0 -100 700"] {
        let content = format!("q {matrix} cm {} Q {}", ruled(line), at(300, 20, "7"));
        assert_eq!(paragraphs(&content, ""), ["a|12/b|3.5"], "{matrix}");
    }
}

#[test]
fn pictures_without_text_are_scans() {
    let picture = "<< /Subtype /Image /Width 1 /Height 1 /Length 1 >> stream\nx\nendstream";
    let resources = format!("/Resources << {FONT} /XObject << /P 5 0 R >> >>");
    let scan = "q 600 0 0 800 0 0 cm /P Do Q ".to_owned();
    let searchable =
        scan.clone() + "3 Tr " + &at(100, 500, "text that was guessed from the picture");
    for content in [scan.clone(), scan.clone() + &at(300, 20, "- 1 -"), searchable] {
        let file = page(&content, &resources, "", &[picture]);
        assert_eq!(read(&file), Err(ImportError::PdfScan), "{content}");
        assert_eq!(visible(&file).err(), Some(ImportError::PdfScan));
    }
    // A background is not a scan.
    let printed = scan + &at(100, 500, "text that is printed over a background of one colour");
    assert!(read(&page(&printed, &resources, "", &[picture])).is_ok());
}

#[test]
fn characters_that_nothing_explains_are_not_guessed() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
         /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] >>";
    let content = "BT /A 10 Tf 100 700 Td <000100020003> Tj ET";
    let file = page(content, "/Resources << /Font << /A 5 0 R >> >>", "", &[font]);
    assert_eq!(read(&file), Err(ImportError::PdfUnreadable));
}

#[test]
fn simple_fonts_have_encodings() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding \
         << /BaseEncoding /WinAnsiEncoding /Differences [65 /seven /uni4E00 67 /period] >> >>";
    let content = "BT /A 10 Tf 100 700 Td (ABCD \\226) Tj ET";
    let file = page(content, "/Resources << /Font << /A 5 0 R >> >>", "", &[font]);
    assert_eq!(read(&file), Ok(vec!["7一.D –".to_owned()]));
}

/// A table of two columns and two rows, whose rules are drawn by `rule` from one point to another.
fn ruled(rule: impl Fn(i32, i32, i32, i32) -> String) -> String {
    let words = [(110, 680, "a"), (210, 680, "12"), (110, 640, "b"), (210, 640, "3.5")];
    let mut content: String = words.map(|(x, y, text)| at(x, y, text)).concat();
    for y in [700, 660, 620] {
        content += &rule(100, y, 300, y);
    }
    for x in [100, 200, 300] {
        content += &rule(x, 620, x, 700);
    }
    content
}

#[test]
fn rules_of_every_kind() {
    let line = |x, y, right, top| format!("{x} {y} m {right} {top} l S ");
    let bar = |x: i32, y: i32, right: i32, top: i32| {
        format!("{x} {y} {} {} re f ", (right - x).max(1), (top - y).max(1))
    };
    let dashes = |x: i32, y: i32, right: i32, top: i32| {
        let dash = |at: i32| if y == top { bar(at, y, at + 3, y) } else { bar(x, at, x, at + 3) };
        let (from, to) = if y == top { (x, right) } else { (y, top) };
        (from..to).step_by(5).map(dash).collect()
    };
    let double = |x: i32, y: i32, right: i32, top: i32| {
        line(x, y, right, top)
            + &if y == top {
                line(x, y + 2, right, top + 2)
            } else {
                line(x + 2, y, right + 2, top)
            }
    };
    let short = |x: i32, y: i32, right: i32, top: i32| {
        if y == top { line(x + 2, y, right - 2, top) } else { line(x, y + 2, right, top - 2) }
    };
    let expected = ["a|12/b|3.5"];
    assert_eq!(paragraphs(&ruled(line), ""), expected, "lines");
    assert_eq!(paragraphs(&ruled(bar), ""), expected, "thin areas");
    assert_eq!(paragraphs(&ruled(dashes), ""), expected, "dashes");
    assert_eq!(paragraphs(&ruled(double), ""), expected, "double lines");
    assert_eq!(paragraphs(&ruled(short), ""), expected, "lines that do not touch");
    let open = |x, y, right, top| {
        if y == top || x == 200 { line(x, y, right, top) } else { String::new() }
    };
    assert_eq!(paragraphs(&ruled(open), ""), expected, "no rules at the sides");
    let boxes: String = [(100, 662), (201, 662), (100, 622), (201, 622)]
        .map(|(x, y)| format!("{x} {y} 98 37 re S "))
        .concat();
    let words = ruled(|_, _, _, _| String::new());
    assert_eq!(paragraphs(&(words.clone() + &boxes), ""), expected, "a box for each cell");
    let white = "1 G ".to_owned() + &ruled(line);
    assert_ne!(paragraphs(&white, ""), expected, "white lines");
}

#[test]
fn a_number_that_is_wider_than_its_column_stays_whole() {
    let line = |x, y, right, top| format!("{x} {y} m {right} {top} l S ");
    let wide = ruled(line).replace("210 640 Td (3.5)", "190 640 Td (1234567.5)");
    assert_eq!(paragraphs(&wide, ""), ["a|12/b|1234567.5"]);
}

#[test]
fn two_numbers_of_one_string_are_not_one() {
    // One string for the whole row, with a jump of the pen, and no rule between the columns.
    let rules = |x, y, right, top| {
        if x == 200 && y != top { String::new() } else { format!("{x} {y} m {right} {top} l S ") }
    };
    let words = ruled(rules).replace("110 680 Td (a) Tj", "110 680 Td [(71) -6000 (46)] TJ");
    assert_eq!(paragraphs(&words.replace("(12)", "()"), ""), ["71 46/b 3.5"]);
}

#[test]
fn bold_text_that_is_drawn_twice_is_read_once() {
    let twice = at(100, 700, "12") + &at(100, 700, "12").replace("100 700", "100.3 700");
    assert_eq!(paragraphs(&twice, ""), ["12"]);
}

#[test]
fn many_things_end_soon() {
    let text = |size: &str, string: String, count: usize| {
        let mut content = format!("BT /A {size} Tf 50 700 Td ({string}) Tj ET ");
        for index in 0..count {
            content += &format!(
                "BT /A {size} Tf {}.{:03} 700 Td (b) Tj ET ",
                50 + index / 1000,
                index % 1000
            );
        }
        content
    };
    let rules: String = (0..60_000)
        .map(|index| format!("{} {} 3 0.5 re f ", index % 250 * 2, index / 250 * 3))
        .collect();
    let sides: String =
        (0..2000).map(|index| format!("{} 100 0.1 500 re f ", index % 500)).collect();
    let pages = "(1) Tj 0 -20 Td (12 34) Tj 0 -1 Td ".repeat(20_000);
    for content in [
        text("0.1", "a".repeat(60_000), 60_000),
        rules.clone() + &at(100, 100, "1"),
        sides + &rules,
        format!("BT /A 10 Tf 50 700 Td {pages} ET"),
    ] {
        let start = std::time::Instant::now();
        let _ = read(&page(&content, &format!("/Resources << {FONT} >>"), "", &[]));
        // Builds for tests are slow, and other programs may run beside them.
        assert!(start.elapsed().as_secs() < 20, "{}", &content[..60]);
    }
}
