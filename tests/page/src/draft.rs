//! A draft file as a test reads it: with its own eyes, since the product's reader is what is being
//! tested.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The parts of a report in which there may be prose, in their order on the page.
pub const PARTS: [&str; 6] =
    ["overview", "disclosure", "requests", "disputes", "problems", "other"];

/// A draft, design of the file format: `src/draft.schema.json`.
#[derive(Clone)]
pub struct Draft {
    /// A short name for files and messages.
    pub name: String,
    /// The whole file.
    pub json: Value,
}

/// A paragraph or a heading of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Whether it is a （一） heading.
    pub heading: bool,
    /// Its text in runs: bold or not, words.
    pub runs: Vec<(bool, String)>,
}

impl Block {
    /// Its words alone.
    pub fn text(&self) -> String {
        self.runs.iter().map(|(_, words)| words.as_str()).collect()
    }
}

impl Draft {
    /// Reads a file.
    ///
    /// # Panics
    /// When it is not there or not JSON.
    pub fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file)
            .unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
        let json =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let name =
            file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Self { name, json }
    }

    /// Text at a dotted path, for example `preface.period.from`; nothing where it is absent, null
    /// or empty.
    pub fn text(&self, path: &str) -> Option<String> {
        let found = path.split('.').try_fold(&self.json, |value, name| value.get(name))?;
        spelled(found).filter(|text| !text.is_empty())
    }

    /// Whether the report is entered as issued (照原文录入).
    pub fn as_issued(&self) -> bool {
        self.json["as_issued"] == true
    }

    /// What is typed into each cell: the number as it was spelled, and its remark in brackets.
    pub fn cells(&self) -> BTreeMap<String, String> {
        let remark = |id: &String| {
            self.json["remarks"][id]
                .as_str()
                .map(|words| format!("（{words}）"))
                .unwrap_or_default()
        };
        let cells = self.json["cells"].as_object().into_iter().flatten();
        cells.filter_map(|(id, value)| Some((id.clone(), spelled(value)? + &remark(id)))).collect()
    }

    /// The unit that was picked for a cell, for those that let one pick.
    pub fn units(&self) -> BTreeMap<String, String> {
        self.members("units")
    }

    /// A map of texts.
    pub fn members(&self, name: &str) -> BTreeMap<String, String> {
        let members = self.json[name].as_object().into_iter().flatten();
        members.filter_map(|(id, value)| Some((id.clone(), spelled(value)?))).collect()
    }

    /// The paragraphs and headings of a section.
    pub fn section(&self, part: &str) -> Vec<Block> {
        let text = self.text(&format!("sections.{part}")).unwrap_or_default();
        text.split("\n\n")
            .map(str::trim)
            .filter(|block| !block.is_empty())
            .map(|block| self.block(block))
            .collect()
    }

    fn block(&self, markdown: &str) -> Block {
        let (heading, words) =
            markdown.strip_prefix("### ").map_or((false, markdown), |words| (true, words));
        let words = self.with_numbers(words);
        let runs = words.split("**").enumerate().filter(|(_, run)| !run.is_empty());
        Block { heading, runs: runs.map(|(index, run)| (index % 2 == 1, run.to_owned())).collect() }
    }

    /// Live fields as a reader sees them.
    fn with_numbers(&self, words: &str) -> String {
        let mut pieces = words.split("{{");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (id, rest) = piece.split_once("}}").unwrap_or((piece, ""));
            out += &spelled(&self.json["cells"][id.trim()]).unwrap_or_default();
            out += rest;
        }
        out
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
