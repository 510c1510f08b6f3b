//! Checks in every document what Word and WPS require without documentation, and what the standard
//! for official papers requires.

use crate::{fixture, fixtures};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::export::docx;
use nianbao::report::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// Width of the text of GB/T 9704: 156 mm in twips.
const TEXT_WIDTH: i64 = 8844;

/// An XML element with its content.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> i64 {
        self.get(name)
            .unwrap_or_else(|| panic!("{name} of {}", self.name))
            .parse()
            .expect("a number")
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn path(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        if self.name == name {
            found.push(self);
        }
        self.children.iter().for_each(|child| child.all(name, found));
    }

    fn every(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        self.all(name, &mut found);
        found
    }
}

fn parse(xml: &str) -> Element {
    let open = |element: &BytesStart| Element {
        name: element.name().as_ref().to_owned(),
        attributes: element
            .attributes()
            .flatten()
            .map(|a| (a.key.as_ref().to_owned(), a.value.as_ref().to_owned()))
            .collect(),
        ..Element::default()
    };
    let mut reader = Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(element) => stack.push(open(&element)),
            Event::Empty(element) => {
                stack.last_mut().expect("a parent").children.push(open(&element));
            }
            Event::End(_) => {
                let element = stack.pop().expect("an element");
                stack.last_mut().expect("a parent").children.push(element);
            }
            Event::Text(text) => stack.last_mut().expect("an element").text.push_str(&text),
            Event::Eof => break,
            _ => {}
        }
    }
    stack.pop().and_then(|mut root| root.children.pop()).expect("a root")
}

/// The parts of each fixture, with and without the draft mark.
fn documents() -> Vec<(String, Vec<(&'static str, String)>)> {
    let mut documents = Vec::new();
    for (name, report) in fixtures() {
        for draft_mark in [false, true] {
            let document =
                compose(&report, &DocumentOptions { draft_mark, ..DocumentOptions::default() });
            let parts = docx::parts(&document, Some(&nianbao::draft::printed_part(&report)), None);
            documents.push((format!("{name} {draft_mark}"), parts));
        }
    }
    documents
}

fn part(parts: &[(&str, String)], name: &str) -> Element {
    parse(&parts.iter().find(|(part, _)| *part == name).unwrap_or_else(|| panic!("{name}")).1)
}

#[test]
fn tables_are_as_wide_by_grid_as_by_width() {
    for (name, parts) in documents() {
        let tables = part(&parts, "word/document.xml");
        let tables = tables.every("w:tbl");
        assert_eq!(tables.len(), 3, "{name}");
        for table in tables {
            let grid: Vec<i64> = table
                .child("w:tblGrid")
                .expect("a grid")
                .children
                .iter()
                .map(|col| col.number("w:w"))
                .collect();
            let width = table.path(&["w:tblPr", "w:tblW"]).expect("a width").number("w:w");
            assert_eq!(grid.iter().sum::<i64>(), width, "{name}");
            assert!(width <= TEXT_WIDTH, "{name}");
            assert_eq!(
                table.path(&["w:tblPr", "w:tblLayout"]).and_then(|layout| layout.get("w:type")),
                Some("fixed")
            );
            for row in table.every("w:tr") {
                assert!(row.path(&["w:trPr", "w:cantSplit"]).is_some());
                let mut column = 0;
                for cell in row.children.iter().filter(|child| child.name == "w:tc") {
                    let span =
                        cell.path(&["w:tcPr", "w:gridSpan"]).map_or(1, |span| span.number("w:val"));
                    let end = column + usize::try_from(span).expect("a span");
                    let width = cell.path(&["w:tcPr", "w:tcW"]).expect("a width").number("w:w");
                    assert_eq!(grid[column..end].iter().sum::<i64>(), width, "{name}");
                    assert_eq!(
                        cell.children.last().map(|last| last.name.as_str()),
                        Some("w:p"),
                        "an empty cell in {name}"
                    );
                    column = end;
                }
                assert_eq!(column, grid.len(), "{name}");
            }
        }
    }
}

#[test]
fn heads_repeat_and_part_three_starts_a_page() {
    let (_, parts) = documents().swap_remove(0);
    let body = part(&parts, "word/document.xml");
    let repeated: Vec<usize> =
        body.every("w:tbl").iter().map(|table| table.every("w:tblHeader").len()).collect();
    assert_eq!(repeated, [0, 3, 3]);
    let breaks = body.every("w:p");
    let breaks: Vec<String> = breaks
        .iter()
        .filter(|p| p.path(&["w:pPr", "w:pageBreakBefore"]).is_some())
        .map(|p| p.every("w:t").iter().map(|t| t.text.as_str()).collect())
        .collect();
    assert_eq!(breaks.len(), 1);
    assert!(breaks[0].starts_with("三、"), "{breaks:?}");
}

#[test]
fn every_style_that_is_used_exists_and_every_run_has_a_chinese_font() {
    for (name, parts) in documents() {
        let styles = part(&parts, "word/styles.xml");
        let styles = styles.every("w:style");
        let ids: BTreeSet<&str> =
            styles.iter().filter_map(|style| style.get("w:styleId")).collect();
        assert_eq!(ids.len(), styles.len());
        let listed = part(&parts, "word/fontTable.xml");
        let fonts: BTreeSet<&str> =
            listed.every("w:font").iter().filter_map(|font| font.get("w:name")).collect();
        for style in &styles {
            for reference in ["w:basedOn", "w:next"] {
                assert!(
                    style
                        .child(reference)
                        .is_none_or(|other| ids.contains(other.get("w:val").expect("an id")))
                );
            }
            if style.get("w:type") == Some("paragraph") {
                let font = style
                    .path(&["w:rPr", "w:rFonts"])
                    .and_then(|font| font.get("w:eastAsia"))
                    .expect("a font");
                assert!(fonts.contains(font), "{font}");
                assert_eq!(
                    style.path(&["w:pPr", "w:snapToGrid"]).and_then(|snap| snap.get("w:val")),
                    Some("0")
                );
            }
        }
        for (part_name, _) in parts.iter().filter(|(part, _)| {
            part.starts_with("word/") && !part.contains("theme") && !part.contains("rels")
        }) {
            let root = part(&parts, part_name);
            for style in root.every("w:pStyle") {
                assert!(ids.contains(style.get("w:val").expect("an id")), "{name} {part_name}");
            }
            for run in root.every("w:r").iter().filter(|run| run.child("w:t").is_some()) {
                let font = run
                    .path(&["w:rPr", "w:rFonts"])
                    .unwrap_or_else(|| panic!("{name} {part_name} {run:?}"));
                assert!(fonts.contains(font.get("w:eastAsia").expect("a Chinese font")));
                assert_eq!(font.get("w:hint"), Some("eastAsia"));
            }
        }
    }
}

/// The orders of ECMA-376 part 1, annex A, for the elements that these documents use.
const ORDER: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "pStyle",
            "keepNext",
            "pageBreakBefore",
            "widowControl",
            "overflowPunct",
            "autoSpaceDE",
            "autoSpaceDN",
            "snapToGrid",
            "spacing",
            "ind",
            "jc",
            "outlineLvl",
        ],
    ),
    ("w:rPr", &["rFonts", "b", "bCs", "spacing", "kern", "sz", "szCs", "lang"]),
    ("w:tblPr", &["tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"]),
    ("w:trPr", &["cantSplit", "trHeight", "tblHeader"]),
    ("w:tcPr", &["tcW", "gridSpan", "vMerge", "shd", "textDirection", "vAlign"]),
    ("w:sectPr", &["headerReference", "footerReference", "pgSz", "pgMar", "cols", "docGrid"]),
    (
        "w:style",
        &[
            "name",
            "basedOn",
            "next",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
        ],
    ),
    (
        "w:settings",
        &[
            "zoom",
            "defaultTabStop",
            "evenAndOddHeaders",
            "characterSpacingControl",
            "compat",
            "themeFontLang",
        ],
    ),
];

#[test]
fn children_stand_in_the_order_of_the_schema() {
    for (name, parts) in documents() {
        for (part_name, xml) in
            parts.iter().filter(|(part, _)| part.starts_with("word/") && !part.contains("rels"))
        {
            let root = parse(xml);
            for (parent, order) in ORDER {
                for element in root.every(parent) {
                    let places: Vec<usize> = element
                        .children
                        .iter()
                        .map(|child| {
                            let local = child.name.strip_prefix("w:").unwrap_or(&child.name);
                            order
                                .iter()
                                .position(|name| *name == local)
                                .unwrap_or_else(|| panic!("{local} in {parent}"))
                        })
                        .collect();
                    assert!(places.is_sorted(), "{name} {part_name} {parent}");
                }
            }
        }
    }
}

#[test]
fn the_page_is_that_of_official_papers() {
    let (_, parts) = documents().swap_remove(0);
    let body = part(&parts, "word/document.xml");
    let section = body.every("w:sectPr").swap_remove(0);
    let margins = section.child("w:pgMar").expect("margins");
    let size = section.child("w:pgSz").expect("a size");
    assert_eq!((size.number("w:w"), size.number("w:h")), (11906, 16838));
    // 37 mm, 28 mm; 156 × 225 mm of text, with a tolerance of a tenth of a millimetre.
    assert_eq!((margins.number("w:top"), margins.number("w:left")), (2098, 1587));
    let text = (
        11906 - margins.number("w:left") - margins.number("w:right"),
        16838 - margins.number("w:top") - margins.number("w:bottom"),
    );
    assert!((text.0 - TEXT_WIDTH).abs() <= 6 && (text.1 - 12756).abs() <= 6, "{text:?}");
    let grid = section.child("w:docGrid").expect("a grid");
    assert_eq!(grid.get("w:type"), Some("linesAndChars"));
    let (line, space) = (grid.number("w:linePitch"), grid.number("w:charSpace"));
    assert_eq!((line, text.1 / line), (579, 22));
    // Twips of 28 characters at 16 points and the space, times 4096.
    assert_eq!(space, -849);
    let wide = 28 * 20 * (16 * 4096 + space);
    assert!(wide <= text.0 * 4096 && wide + 20 * 4096 > TEXT_WIDTH * 4096);
}

#[test]
fn footers_number_odd_pages_right_and_even_pages_left() {
    let (_, parts) = documents().swap_remove(0);
    let side = |name| part(&parts, name).every("w:jc")[0].get("w:val").map(str::to_owned);
    assert_eq!(
        (side("word/footer1.xml").as_deref(), side("word/footer2.xml").as_deref()),
        (Some("right"), Some("left"))
    );
    assert_eq!(part(&parts, "word/settings.xml").every("w:evenAndOddHeaders").len(), 1);
}

#[test]
fn properties_name_title_agency_and_language_and_no_day_unless_asked() {
    let report = fixture("distinct-2021");
    let document = compose(&report, &DocumentOptions::default());
    let core = |day| {
        docx::parts(&document, Some("{}"), day)
            .into_iter()
            .find(|(name, _)| *name == "docProps/core.xml")
            .expect("properties")
            .1
    };
    let plain = core(None);
    assert!(
        plain.contains("<dc:title>示例市人民政府2021年政府信息公开工作年度报告</dc:title>")
            && plain.contains("<dc:language>zh-CN</dc:language>")
    );
    assert!(
        plain.contains("<dc:creator>示例市人民政府</dc:creator>")
            && !plain.contains("dcterms:created")
    );
    assert!(core(Date::parse("2022-01-17")).contains("2022-01-17T00:00:00Z"));
}

#[test]
fn nothing_but_the_printed_part_travels_along() {
    let report = fixture("distinct-2021");
    for (part, text) in docx::parts(
        &compose(&report, &DocumentOptions::default()),
        Some(&nianbao::draft::printed_part(&report)),
        None,
    ) {
        for private in ["explanations", "last_year", "dispositions", "controls", "rule_packs"] {
            assert!(!text.contains(private), "{private} in {part}");
        }
    }
}
