//! OFD files: their required structure, priority of the visible content, hostile files, and checks
//! by independent programs.

mod hostile;
mod noticed;
mod checkers;

use crate::{fixture, fixtures, written};
use nianbao::check::{Checker, Packs};
use nianbao::check_sheet;
use nianbao::check_sheet::checked::CheckSummary;
use nianbao::document::report::{DocumentOptions, cell_text, compose};
use nianbao::document::{Block, Document};
use nianbao::draft::printed_part;
use nianbao::edition::CellId;
use nianbao::export::{Fonts, Format, Job, export, ofd};
use nianbao::import::{self, import};
use nianbao::layout::{ContentRef, NominalMetrics, layout};
use nianbao::read_back::read_back;
use nianbao::report::{Date, Part, Report};
use nianbao::rules::RULE_SET;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

type Parts = Vec<(String, String)>;

fn composed(report: &Report) -> Document {
    compose(report, &DocumentOptions::default())
}

fn parts(report: &Report) -> Parts {
    ofd::parts(&composed(report), Some(&printed_part(report)), None)
}

fn part<'a>(parts: &'a Parts, name: &str) -> &'a str {
    &parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("{name}")).1
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry");
        archive.write_all(text.as_bytes()).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The file with a change on its pages; the changed text must occur once.
fn changed(report: &Report, old: &str, new: &str) -> Vec<u8> {
    let mut parts = parts(report);
    let pages = parts.iter_mut().filter(|(name, _)| name.contains("/Pages/"));
    let mut changes = 0;
    for (_, text) in pages {
        changes += text.matches(old).count();
        *text = text.replacen(old, new, 1);
    }
    assert_eq!(changes, 1, "{old}");
    packed(&parts)
}

/// The values of an attribute.
fn values<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    xml.match_indices(&start)
        .map(|(at, _)| xml[at + start.len()..].split('"').next().expect("a value"))
        .collect()
}

/// The first complete object on the pages that contains a text.
fn object_with(report: &Report, text: &str) -> String {
    let parts = parts(report);
    let page = parts
        .iter()
        .find(|(name, xml)| {
            name.contains("/Pages/") && xml.contains(&format!(">{text}</ofd:TextCode>"))
        })
        .expect("a page");
    let at = page.1.find(&format!(">{text}</ofd:TextCode>")).expect("the text");
    let start = page.1[..at].rfind("<ofd:TextObject").expect("an object");
    let end =
        at + page.1[at..].find("</ofd:TextObject>").expect("its end") + "</ofd:TextObject>".len();
    page.1[start..end].to_owned()
}

/// A number of table 3 that occurs once, and its object.
fn number(report: &Report) -> (String, String) {
    let number =
        cell_text(report, CellId::parse("requests.denied.third_party.welfare").expect("a cell"));
    let object = object_with(report, &number);
    (number, object)
}

#[test]
fn it_holds_what_the_standard_asks_for() {
    for (name, report) in fixtures() {
        let parts = parts(&report);
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[..3], ["OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"], "{name}");
        let document = part(&parts, "Doc_0/Document.xml");
        let fonts: Vec<&str> = values(part(&parts, "Doc_0/PublicRes.xml"), "FontName");
        assert_eq!(
            fonts,
            ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"]
        );
        let mut ids: Vec<u32> = Vec::new();
        for (part, xml) in &parts {
            assert!(part.starts_with("Doc_0/") || part == "OFD.xml");
            // The ID of an attachment is a name.
            ids.extend(values(xml, "ID").iter().filter_map(|id| id.parse::<u32>().ok()));
        }
        let most = document
            .split("MaxUnitID>")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .and_then(|id| id.parse().ok())
            .expect("a number");
        assert_eq!(ids.iter().max(), Some(&most), "{name}");
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{name}: numbers are given once"
        );
        for place in values(document, "BaseLoc") {
            assert!(names.contains(&format!("Doc_0/{place}").as_str()), "{name}: {place}");
        }
        let pages: BTreeSet<&str> = values(document, "PageID").into_iter().collect();
        assert!(
            pages.iter().all(|page| document.contains(&format!("<ofd:Page ID=\"{page}\""))),
            "{name}"
        );
    }
}

/// The characters of a page with their positions in millimetres, as 7.7, 11.2 and 11.3 of the
/// standard define them: from the corner of the object, moved by each delta, where `g` gives a
/// repetition count.
fn characters(xml: &str) -> Vec<(char, f64, f64)> {
    let steps = |code: &str, name| {
        let mut steps = Vec::new();
        let given = values(code, name);
        let mut words = given.first().map(|given| given.split(' ')).into_iter().flatten();
        while let Some(word) = words.next() {
            let times = if word == "g" {
                words.next().and_then(|times| times.parse().ok()).expect("how often")
            } else {
                1
            };
            let step: f64 = if word == "g" { words.next().expect("a step") } else { word }
                .parse()
                .expect("a number");
            steps.extend(std::iter::repeat_n(step, times));
        }
        steps
    };
    let number = |code: &str, name| values(code, name)[0].parse::<f64>().expect("a number");
    let mut found = Vec::new();
    for object in xml.split("<ofd:TextObject").skip(1) {
        let corner: Vec<f64> = values(object, "Boundary")[0]
            .split(' ')
            .map(|number| number.parse().expect("a number"))
            .collect();
        for code in object.split("<ofd:TextCode").skip(1) {
            let (mut x, mut y) = (corner[0] + number(code, "X"), corner[1] + number(code, "Y"));
            let (across, down) = (steps(code, "DeltaX"), steps(code, "DeltaY"));
            let words = code
                .split(['>', '<'])
                .nth(1)
                .expect("words")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
            for (at, c) in words.replace("&amp;", "&").chars().enumerate() {
                found.push((c, x, y));
                x += across.get(at).unwrap_or(&0.0);
                y += down.get(at).unwrap_or(&0.0);
            }
        }
    }
    found
}

#[test]
fn every_character_stands_where_the_layout_put_it() {
    for name in ["distinct-2019", "distinct-2021"] {
        let report = fixture(name);
        let pages = layout(&composed(&report), &NominalMetrics).pages;
        let parts = parts(&report);
        for (index, page) in pages.iter().enumerate() {
            let xml = part(&parts, &format!("Doc_0/Pages/Page_{index}/Content.xml"));
            let mut there = characters(xml);
            for run in &page.runs {
                let mut x = run.x;
                for (c, advance) in run.text.chars().zip(&run.advances) {
                    let right = |there: &(char, f64, f64)| {
                        // Deltas are rounded to a thousandth of a millimetre, and there are up to
                        // 28 of them in a line.
                        there.0 == c
                            && (there.1 - f64::from(x) / 36_000.0).abs() < 0.02
                            && (there.2 - f64::from(run.y) / 36_000.0).abs() < 0.02
                    };
                    let found = there.iter().position(right).unwrap_or_else(|| {
                        panic!("{name} page {index}: no “{c}” of {run:?} at {x}")
                    });
                    there.swap_remove(found);
                    x += advance;
                }
            }
            assert_eq!(there, [], "{name} page {index}");
            for bounds in values(xml, "Boundary") {
                let bounds: Vec<f64> =
                    bounds.split(' ').map(|number| number.parse().expect("a number")).collect();
                assert!(
                    bounds[0] >= 0.0
                        && bounds[1] >= 0.0
                        && bounds[0] + bounds[2] <= 210.0
                        && bounds[1] + bounds[3] <= 297.0,
                    "{bounds:?}"
                );
            }
        }
        // Characters of a text with 28 characters in a line are 5.571 mm apart, which is written
        // once.
        assert!(
            part(&parts, "Doc_0/Pages/Page_0/Content.xml").contains("DeltaX=\"g 27 5.571\""),
            "{name}"
        );
    }
}

#[test]
fn heads_that_run_downwards_are_whole() {
    let report = fixture("distinct-2021");
    let head = object_with(&report, "三、本年度办理结果");
    assert!(head.contains("DeltaX=") && head.contains("DeltaY="), "{head}");
}

#[test]
fn bold_words_say_so_in_every_way_that_readers_know() {
    let mut report = fixture("distinct-2021");
    report.sections.insert(Part::Overview, "**一是**抓培训。".to_owned());
    let bold = object_with(&report, "一是");
    for said in [
        "Weight=\"700\"",
        "Stroke=\"true\"",
        "LineWidth=\"0.141\"",
        "DrawParam=\"7\"",
        "<ofd:StrokeColor Value=\"0 0 0\"/>",
    ] {
        assert!(bold.contains(said), "{said}: {bold}");
    }
    assert!(!object_with(&report, "抓培训。").contains("Weight"));
    let plain = bold.replace("Weight=\"700\" Stroke=\"true\"", "");
    let read = |bytes: &[u8]| {
        import(bytes, &import::ImportOptions { ignore_embedded: true })
            .expect("our own")
            .report
            .sections[&Part::Overview]
            .clone()
    };
    assert_eq!(read(&written(&report, Format::OFD)), "**一是**抓培训。");
    assert_eq!(read(&changed(&report, &bold, &plain)), "一是抓培训。");
}

#[test]
fn it_says_what_it_is_and_when_only_if_told() {
    let report = fixture("distinct-2021");
    let document = composed(&report);
    let undated = ofd::parts(&document, None, None);
    let about = part(&undated, "OFD.xml");
    for said in [
        &format!("<ofd:Title>{}</ofd:Title>", document.title),
        &format!("<ofd:Author>{}</ofd:Author>", report.agency.name),
        "<ofd:Creator>nianbao</ofd:Creator>",
    ] {
        assert!(about.contains(said), "{said}: {about}");
    }
    assert!(!about.contains("Date") && !undated.iter().any(|(name, _)| name.contains("Attachs")));
    let dated = ofd::parts(&document, None, Date::parse("2026-01-20"));
    assert!(part(&dated, "OFD.xml").contains("<ofd:CreationDate>2026-01-20</ofd:CreationDate>"));
    let mark = |parts: &Parts| {
        part(parts, "OFD.xml")
            .split("DocID>")
            .nth(1)
            .map(|rest| rest[..32].to_owned())
            .expect("32 characters")
    };
    assert_eq!(mark(&undated), mark(&dated));
    assert_ne!(mark(&undated), mark(&parts(&fixture("distinct-2019"))));
    assert!(mark(&undated).bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn the_outline_is_that_of_the_headings() {
    let mut report = fixture("distinct-2021");
    report
        .sections
        .insert(Part::Problems, "### （一）问题\n\n不少。\n\n### （二）改进\n\n多学。".to_owned());
    let document = composed(&report);
    let headings: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| {
            if let Block::Heading { text, .. } = block { Some(text.as_str()) } else { None }
        })
        .collect();
    let parts = parts(&report);
    let outline = part(&parts, "Doc_0/Document.xml");
    assert_eq!(values(outline, "Title"), headings);
    let problems = outline.split("Title=\"五、").nth(1).expect("part five");
    let depth = problems.split("</ofd:OutlineElem>").next().expect("what is in it");
    assert!(depth.contains("（一）问题"), "{outline}");
}

#[test]
fn a_draft_is_marked_on_every_page() {
    let report = fixture("distinct-2021");
    let options = DocumentOptions { draft_mark: true, ..DocumentOptions::default() };
    let bytes = export(&Job {
        report: &report,
        format: Format::OFD,
        options,
        written_on: None,
        fonts: Fonts::default(),
    })
    .expect("a file");
    let pages = layout(&compose(&report, &options), &NominalMetrics).pages.len();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    for page in 0..pages {
        let mut xml = String::new();
        archive
            .by_name(&format!("Doc_0/Pages/Page_{page}/Content.xml"))
            .expect("a page")
            .read_to_string(&mut xml)
            .expect("text");
        assert!(xml.contains(">草稿</ofd:TextCode>"), "{page}");
    }
    let proof = read_back(&report, &bytes).expect("our own");
    assert!(proof.is_equal(), "{proof}");
}

#[test]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dots of a picture")]
fn a_check_sheet_shows_its_code() {
    let report = fixture("distinct-2021");
    let packs = Arc::new(Packs::default());
    let checked = CheckSummary::of(
        &report,
        &Checker::with(&RULE_SET, &report, packs.clone()),
        &packs,
        Date::parse("2026-01-20"),
    );
    let document = check_sheet::compose(&report, &checked);
    let parts = ofd::parts(&document, None, None);
    let xml = part(&parts, "Doc_0/Pages/Page_0/Content.xml");
    // A pixel is a tenth of a millimetre.
    let (width, height) = (2100, 2970);
    let mut dark = vec![false; width * height];
    let data = xml
        .rsplit("<ofd:AbbreviatedData>")
        .next()
        .and_then(|rest| rest.split('<').next())
        .expect("the modules");
    for module in data.split(" C").filter(|module| !module.is_empty()) {
        let places: Vec<usize> = module
            .split_whitespace()
            .filter_map(|word| word.parse::<f64>().ok())
            .map(|place| (place * 10.0).round() as usize)
            .collect();
        for line in dark.chunks_mut(width).take(places[5]).skip(places[1]) {
            line[places[0]..places[2]].fill(true);
        }
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        if dark[y * width + x] { 0 } else { 255 }
    });
    let codes = image.detect_grids();
    let (_, digits) = codes.first().expect("a code").decode().expect("it can be read");
    assert_eq!(digits, nianbao::draft::code::write(&report).expect("digits"));
}

/// The whole printed text of a document.
fn printed(document: &Document) -> String {
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Title(lines) => lines.clone(),
        Block::Heading { text, .. } | Block::TableNote(text) => vec![text.clone()],
        Block::Paragraph(runs) => runs.iter().map(|run| run.text.clone()).collect(),
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()).collect()
        }
        Block::Signature { agency, date } => vec![agency.clone(), date.clone()],
        Block::Code { caption, .. } => caption.clone(),
    });
    texts.collect()
}

#[test]
fn no_piece_of_the_document_is_lost() {
    for (name, report) in fixtures() {
        let document = composed(&report);
        let pages = layout(&document, &NominalMetrics);
        let shown: String = pages
            .pages
            .iter()
            .flat_map(|page| &page.runs)
            .filter(|run| !matches!(run.content, ContentRef::Artifact(_)))
            .map(|run| &*run.text)
            .collect();
        assert_eq!(shown.chars().count(), printed(&document).chars().count(), "{name}");
        let bytes = written(&report, Format::OFD);
        let proof = read_back(&report, &bytes).expect("our own");
        assert!(proof.is_equal(), "{name}: {proof}");
        assert!(
            bytes.len() < 16 * 1024 * pages.pages.len().max(4),
            "{name}: {} bytes",
            bytes.len()
        );
    }
}
