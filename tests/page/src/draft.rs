//! Reads draft files for tests. It does not use the product's reader, because that is what is being
//! tested.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The parts of a report in which there may be prose, in their order on the page.
pub const PARTS: [&str; 6] =
    ["overview", "disclosure", "requests", "disputes", "problems", "other"];

/// A draft; the file format is described in `src/draft.schema.json`.
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
    /// The text in runs: whether the run is bold, and its words.
    pub runs: Vec<(bool, String)>,
}

impl Block {
    /// The text of all runs.
    pub fn text(&self) -> String {
        self.runs.iter().map(|(_, words)| words.as_str()).collect()
    }
}

impl Draft {
    /// Reads a draft file.
    ///
    /// # Panics
    /// When the file does not exist or is not JSON.
    pub fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file)
            .unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
        let json =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let name =
            file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Self { name, json }
    }

    /// The text at a dotted path, for example `preface.period.from`; `None` where it is absent,
    /// null or empty.
    pub fn text(&self, path: &str) -> Option<String> {
        let found = path.split('.').try_fold(&self.json, |value, name| value.get(name))?;
        spelled(found).filter(|text| !text.is_empty())
    }

    /// Whether the report is entered as issued (照原文录入).
    pub fn as_issued(&self) -> bool {
        self.json["as_issued"] == true
    }

    /// What is typed into each cell: the number as the file spells it, and its remark in brackets.
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

    /// The unit that is selected for each cell that offers a choice of units.
    pub fn units(&self) -> BTreeMap<String, String> {
        self.members("units")
    }

    /// A member of the draft that maps names to texts.
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

    /// The text with its live fields replaced by their numbers, as a reader sees it.
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

/// A number or text as the file spells it.
fn spelled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
