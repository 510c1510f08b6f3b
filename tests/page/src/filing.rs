//! Types a whole report into the page, as a clerk would from paper.

use crate::draft::{Block, Draft, PARTS};
use crate::page::Page;
use crate::typing::key;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;

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

/// Types the report of a draft into a page.
pub struct Filing<'a> {
    page: &'a Page,
    draft: &'a Draft,
}

/// A cell as the page shows it.
struct Cell {
    id: String,
    /// Whether the page calculates the cell, so that it is not typed.
    derived: bool,
}

impl<'a> Filing<'a> {
    /// Prepares to type this draft into this page.
    pub fn new(page: &'a Page, draft: &'a Draft) -> Self {
        Self { page, draft }
    }

    /// Types everything, from the start screen to the last paragraph, then checks that the page
    /// holds what was typed.
    pub fn whole(&self) {
        self.create();
        self.information();
        for part in PARTS {
            self.part(part);
        }
        self.verify();
    }

    /// Creates the report (新建): agency, level, year.
    pub fn create(&self) {
        let page = self.page;
        page.click("new");
        page.fill_field("new.name", &self.draft.text("agency.name").unwrap_or_default());
        if let Some(level) = self.draft.text("agency.level") {
            page.select("select[data-field=\"new.level\"]", &level);
        }
        page.fill_field("new.year", &self.draft.text("year").unwrap_or_default());
        page.click("new.create");
        page.wait_until("the new report is open", || {
            page.shows("[data-act=\"go\"][data-part=\"info\"]")
        });
    }

    /// Fills in the first part: title, opening paragraph, signature, and whether totals are typed.
    pub fn information(&self) {
        let page = self.page;
        page.go("info");
        let checked = page
            .must_look("return document.querySelector('[data-field=\"as_issued\"]').checked", &[])
            == true;
        if checked != self.draft.as_issued() {
            page.click_on("[data-field=\"as_issued\"]");
        }
        for table in TABLES {
            if let Some(edition) = self.draft.text(&format!("table_editions.{table}")) {
                page.select(&format!("select[data-field=\"table_editions.{table}\"]"), &edition);
            }
        }
        for field in FIELDS {
            if let Some(text) = self.draft.text(field) {
                page.fill_field(field, &text.replace('\n', &key::ENTER.to_string()));
            }
        }
    }

    /// Fills in a part: its table, if it has one, and its prose.
    pub fn part(&self, part: &str) {
        let blocks = self.draft.section(part);
        let has_table = TABLES.contains(&part);
        if !has_table && blocks.is_empty() {
            return;
        }
        self.page.go(part);
        if has_table {
            self.table(part);
        }
        if !blocks.is_empty() {
            self.prose(part, &blocks);
        }
    }

    /// Fills in a table, from its first cell to its last, by the keyboard alone.
    pub fn table(&self, table: &str) {
        let values = self.draft.cells();
        let rows = self.rows(table);
        assert!(!rows.is_empty(), "the page shows no cell of {table}");
        let typed: Vec<Vec<&Cell>> = rows
            .iter()
            .map(|row| row.iter().filter(|cell| !cell.derived).collect::<Vec<_>>())
            .filter(|row| !row.is_empty())
            .collect();
        self.page.enter_cell(&typed[0][0].id);
        for (index, row) in typed.iter().enumerate() {
            // The keys of one row are sent in one request, because requests to the browser take
            // most of the time.
            let mut strokes = String::new();
            for (place, cell) in row.iter().enumerate() {
                strokes += values.get(&cell.id).map_or("", String::as_str);
                let last = index + 1 == typed.len() && place + 1 == row.len();
                strokes.push(if last { key::ENTER } else { key::TAB });
            }
            self.page.keys(&strokes);
            if let Some(next) = typed.get(index + 1) {
                let focused = self.page.focused();
                assert_eq!(
                    focused, next[0].id,
                    "after the row of {}, Tab leads to the next one",
                    row[0].id
                );
            }
        }
        for (id, unit) in
            self.draft.units().iter().filter(|(id, _)| id.starts_with(&format!("{table}.")))
        {
            self.page.select(&format!("select[data-unit=\"{id}\"]"), unit);
        }
        if let Some(note) = self.draft.text(&format!("table_notes.{table}")) {
            self.page.fill_field(&format!("table_notes.{table}"), &note);
        }
    }

    /// The cells of a table as the page shows them, row by row.
    fn rows(&self, table: &str) -> Vec<Vec<Cell>> {
        let script = "
            const rows = new Map();
            for (const e of document.querySelectorAll(`[data-cell^=\"${arguments[0]}.\"]`)) {
              const row = e.closest('tr');
              if (!rows.has(row)) rows.set(row, []);
              rows.get(row).push([e.dataset.cell,
                e.dataset.derived === '1' || e.tagName === 'OUTPUT' || e.readOnly]);
            }
            return [...rows.values()]";
        let rows = self.page.must_look(script, &[json!(table)]);
        let cell = |pair: &serde_json::Value| Cell {
            id: pair[0].as_str().unwrap_or_default().to_owned(),
            derived: pair[1] == true,
        };
        rows.as_array()
            .into_iter()
            .flatten()
            .map(|row| row.as_array().into_iter().flatten().map(cell).collect())
            .collect()
    }

    /// Types paragraphs and headings, line by line, with Ctrl+B before and after each bold run.
    pub fn prose(&self, part: &str, blocks: &[Block]) {
        let page = self.page;
        page.click_on(&format!("[data-prose=\"{part}\"]"));
        // A click may put the caret anywhere in the text; Ctrl+End moves it to the end.
        page.chord(&[key::CONTROL], key::END);
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                page.keys(&key::ENTER.to_string());
            }
            type_block(page, block);
        }
    }

    /// Compares all cells and all paragraphs of the page with the draft.
    ///
    /// # Panics
    /// With a list of the differences.
    pub fn verify(&self) {
        self.compare(|part| self.page.go(part));
    }

    /// Does the same without a click: what is not visible is in the page as well.
    ///
    /// # Panics
    /// With a list of the differences.
    pub fn verify_unclicked(&self) {
        self.compare(|_| {});
    }

    fn compare(&self, go: impl Fn(&str)) {
        let mut wrong = String::new();
        let cells = self.draft.cells();
        for part in PARTS {
            let wanted: Vec<String> = self.draft.section(part).iter().map(Block::text).collect();
            let has_table = TABLES.contains(&part);
            if wanted.is_empty() && !has_table {
                continue;
            }
            go(part);
            // The cells are read once for each part, because pages may keep in the tree only what
            // is visible.
            let shown: BTreeMap<String, String> = self.page.cells().into_iter().collect();
            for (id, value) in
                cells.iter().filter(|(id, _)| has_table && id.starts_with(&format!("{part}.")))
            {
                match shown.get(id) {
                    None => _ = writeln!(wrong, "{id}: not in the page"),
                    Some(there) if there.trim() != value => {
                        _ = writeln!(wrong, "{id}: typed {value:?}, the page has {there:?}");
                    }
                    Some(_) => {}
                }
            }
            if wanted.is_empty() {
                continue;
            }
            let there = self.page.paragraphs(part);
            if there != wanted {
                let place = wanted
                    .iter()
                    .zip(&there)
                    .position(|(a, b)| a != b)
                    .unwrap_or(wanted.len().min(there.len()));
                _ = writeln!(
                    wrong,
                    "{part}, paragraph {}: typed {:?}, the page has {:?}",
                    place + 1,
                    wanted.get(place),
                    there.get(place)
                );
            }
        }
        assert!(wrong.is_empty(), "{} in {}:\n{wrong}", self.draft.name, self.page.engine.name());
    }
}

/// Types a paragraph or a heading at the caret, with Ctrl+B before and after each bold run.
pub fn type_block(page: &Page, block: &Block) {
    for (bold, words) in &block.runs {
        let bold = *bold && !block.heading;
        if bold {
            page.chord(&[key::CONTROL], 'b');
        }
        page.prose_keys(words);
        if bold {
            page.chord(&[key::CONTROL], 'b');
        }
    }
}
