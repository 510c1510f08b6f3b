//! Twin of the browser test of `filing`, judged by the state alone: a clerk types a whole report
//! from paper, and the page, the saved draft and the documents hold what was typed.

use crate::world::{Window, attribute, cell, disk, tags};
use nianbao::desk::{ButtonData, Event};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::draft;
use nianbao::edition::CellId;
use nianbao::report::Part;
use nianbao::session::Direction;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The parts that hold a table.
const TABLES: [&str; 3] = ["disclosure", "requests", "disputes"];
/// The fields of the first part that hold one line or one text, by their names in page and draft.
const FIELDS: [&str; 13] = [
    "title",
    "preface.text",
    "preface.basis",
    "preface.compiler",
    "preface.period.from",
    "preface.period.to",
    "preface.url",
    "preface.address",
    "preface.postcode",
    "preface.phone",
    "preface.email",
    "signature.organ",
    "signature.date",
];

/// A draft of the corpus, read without the reader that is being tested.
pub struct Paper {
    /// The name of its file.
    pub name: String,
    json: Value,
}

impl Paper {
    /// The draft with this name.
    pub fn of(name: &str) -> Self {
        let json = serde_json::from_str(&crate::corpus(name)).expect("JSON");
        Self { name: name.to_owned(), json }
    }

    /// Text at a dotted path; nothing where it is absent, null or empty.
    fn text(&self, path: &str) -> Option<String> {
        let found = path.split('.').try_fold(&self.json, |value, name| value.get(name))?;
        spelled(found).filter(|text| !text.is_empty())
    }

    fn members(&self, name: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.json[name].as_object().into_iter().flatten()
    }

    fn is_as_issued(&self) -> bool {
        self.json["as_issued"] == true
    }

    /// What is typed into each cell: the number as it is spelled, and its remark in brackets.
    pub fn cells(&self) -> BTreeMap<String, String> {
        let remark = |id: &String| {
            let words = self.json["remarks"][id].as_str();
            words.map(|words| format!("（{words}）")).unwrap_or_default()
        };
        let typed =
            |(id, value): (&String, &Value)| Some((id.clone(), spelled(value)? + &remark(id)));
        self.members("cells").filter_map(typed).collect()
    }

    /// The Markdown of a part as the editor gives it. Where totals are typed, numbers are typed in
    /// place of the live fields of the draft.
    fn section(&self, part: &str) -> String {
        let text = self.text(&format!("sections.{part}")).unwrap_or_default();
        if !self.is_as_issued() {
            return text;
        }
        let mut pieces = text.split("{{");
        let mut typed = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (id, rest) = piece.split_once("}}").expect("the end of a live field");
            typed += &spelled(&self.json["cells"][id.trim()]).expect("a typed number");
            typed += rest;
        }
        typed
    }
}

/// A number or text as it stands in the file.
fn spelled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Types the whole report, from the start screen to the last paragraph, and checks that the page
/// has what was typed.
pub fn type_whole(window: &mut Window, paper: &Paper) {
    begin(window, paper);
    type_information(window, paper);
    for part in Part::ALL {
        let has_table = TABLES.contains(&part.id());
        let text = paper.section(part.id());
        if has_table || !text.is_empty() {
            window.go(part.id());
        }
        if has_table {
            type_table(window, paper, part.id());
        }
        if !text.is_empty() {
            window.write(part, &text);
            window.send(Event::UndoGroupEnded);
        }
    }
    holds(window, paper);
}

/// 新建: agency, level, year.
fn begin(window: &mut Window, paper: &Paper) {
    window.click("new");
    window.fill("new.name", &paper.text("agency.name").unwrap_or_default());
    window.fill("new.level", &paper.text("agency.level").unwrap_or_default());
    window.fill("new.year", &paper.text("year").unwrap_or_default());
    window.click("new.create");
    assert_eq!(window.dialog(), "", "{}: {}", paper.name, window.words("nb-new-note"));
}

/// The first part: title, opening paragraph, signature, and whether totals are typed.
fn type_information(window: &mut Window, paper: &Paper) {
    let report = window.desk.session().expect("a report").report();
    if report.as_issued() != paper.is_as_issued() {
        window.fill("as_issued", if paper.is_as_issued() { "true" } else { "" });
    }
    for table in TABLES {
        if let Some(edition) = paper.text(&format!("table_editions.{table}")) {
            window.fill(&format!("table_editions.{table}"), &edition);
        }
    }
    for field in FIELDS {
        if let Some(text) = paper.text(field) {
            window.fill(field, &text);
        }
    }
}

/// The cells of a table that can be typed, in the order of the page.
fn cells_to_type(window: &Window, table: &str) -> Vec<CellId> {
    let html = window.html();
    let typed = tags(&html).into_iter().filter(|tag| attribute(tag, "data-derived").is_none());
    typed
        .filter_map(|tag| attribute(tag, "data-cell"))
        .filter(|id| id.starts_with(&format!("{table}.")))
        .map(|id| cell(&id))
        .collect()
}

/// A table, from its first cell to its last; Tab leads from each to the next.
fn type_table(window: &mut Window, paper: &Paper, table: &str) {
    let values = paper.cells();
    let cells = cells_to_type(window, table);
    assert!(!cells.is_empty(), "the page shows no cell of {table}");
    for (place, id) in cells.iter().enumerate() {
        window.type_cell(&id.to_string(), values.get(&id.to_string()).map_or("", String::as_str));
        window.send(Event::CellMoved { from: *id, direction: Direction::Next });
        if let Some(next) = cells.get(place + 1) {
            let focus = window.screen.focus.clone();
            assert_eq!(focus, Some(format!("nb-c-{next}")), "after {id}, Tab leads to the next");
        }
    }
    for (id, unit) in paper.members("units").filter(|(id, _)| id.starts_with(table)) {
        window.send(Event::UnitChosen {
            cell: cell(id),
            unit: unit.as_str().expect("a unit").to_owned(),
        });
    }
    if let Some(note) = paper.text(&format!("table_notes.{table}")) {
        window.fill(&format!("table_notes.{table}"), &note);
    }
}

/// Compares all cells and all paragraphs of the page with the paper.
fn holds(window: &Window, paper: &Paper) {
    for (id, value) in paper.cells() {
        assert_eq!(window.cell(&id).trim(), value, "{id} of {}", paper.name);
    }
    let report = window.desk.session().expect("a report").report();
    for part in Part::ALL {
        let typed = report.sections.get(&part).map_or("", String::as_str);
        assert_eq!(typed.trim(), paper.section(part.id()).trim(), "{part:?} of {}", paper.name);
    }
}

/// The saved draft holds every cell, and prints what the paper prints.
pub fn saves(window: &mut Window, paper: &Paper) {
    window.click("save");
    let file = window.downloads.pop().expect("a file");
    let text = String::from_utf8(file.bytes).expect("a text");
    let json = serde_json::from_str(&text).expect("JSON");
    let saved = Paper { name: file.name, json };
    let kept = saved.cells();
    for (id, value) in paper.cells() {
        // A draft that calculates its totals need not hold them.
        if paper.is_as_issued() || kept.contains_key(&id) {
            assert_eq!(kept.get(&id), Some(&value), "{id} in {}", saved.name);
        }
    }
    for member in ["agency.name", "agency.level", "year"] {
        assert_eq!(saved.text(member), paper.text(member), "{member} in {}", saved.name);
    }
    let printed = |mut json: Value| {
        // Headings as another document has them cannot be typed.
        json["headings"].take();
        let report = draft::read(&json.to_string()).expect("a draft");
        compose(&report, &DocumentOptions::default())
    };
    let (there, wanted) = (printed(saved.json), printed(paper.json.clone()));
    for (there, wanted) in there.blocks.iter().zip(&wanted.blocks) {
        assert_eq!(there, wanted, "{}", paper.name);
    }
    assert!(there == wanted, "{}", paper.name);
}

/// Exports a document, which reading it back must have proved right.
pub fn exports(window: &mut Window, output: &str) -> nianbao::desk::Download {
    window.press("export", ButtonData::default());
    for other in crate::documents() {
        window.fill(&format!("export.{other}"), if other == output { "true" } else { "" });
    }
    window.settle();
    let state = window.attribute(&format!("nb-out-state-{output}"), "data-state");
    assert_eq!(state.as_deref(), Some("written"), "{}", window.message());
    window.click("export.save");
    let file = window.downloads.pop().expect("a file");
    window.click("dialog.close");
    file
}

/// Whether the name of a file ends with this extension.
pub fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

#[test]
fn reports() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/drafts");
    let names = fs::read_dir(folder).expect("the drafts").filter_map(|entry| {
        let path = entry.expect("an entry").path();
        let is_draft = path.extension().is_some_and(|extension| extension == "json");
        is_draft.then(|| path.file_stem().expect("a name").to_string_lossy().into_owned())
    });
    let papers: Vec<Paper> = names.map(|name| Paper::of(&name)).collect();
    assert!(papers.len() > 10, "{}", papers.len());
    for paper in &papers {
        let mut window = Window::open(&disk());
        window.settle();
        type_whole(&mut window, paper);
        saves(&mut window, paper);
        let word = exports(&mut window, "docx");
        assert!(has_extension(&word.name, "docx"), "{}", word.name);
        let page = exports(&mut window, "html");
        assert!(has_extension(&page.name, "html"), "{}", page.name);
    }
}
