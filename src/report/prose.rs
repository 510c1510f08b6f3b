//! The text of a part: paragraphs, （一） headings, bold run-ins and live fields, written as a small Markdown.

use super::Report;
use crate::edition::CellId;

/// The text of a part, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Headings and paragraphs.
    pub texts: Vec<Text>,
}

/// A heading or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Whether it is a heading （一）…, on a line of its own.
    pub heading: bool,
    /// Its runs; neighbours differ.
    pub runs: Vec<Run>,
}

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Words; bold or not.
    Words {
        /// The words.
        text: String,
        /// Set in bold: a run-in such as 一是….
        bold: bool,
    },
    /// The number of a cell, printed as it stands in the table.
    Field(CellId),
}

impl Text {
    /// A paragraph or heading of plain words.
    pub fn plain(text: &str, heading: bool) -> Self {
        Self { heading, runs: vec![Run::Words { text: text.to_owned(), bold: false }] }
    }

    /// The words as printed, fields filled in from the report.
    pub fn words(&self, report: &Report) -> String {
        self.runs.iter().map(|run| run.words(report)).collect()
    }
}

impl Run {
    /// The words as printed.
    pub fn words(&self, report: &Report) -> String {
        match self {
            Self::Words { text, .. } => text.clone(),
            Self::Field(id) => report.text(*id),
        }
    }
}

impl Prose {
    /// Reads Markdown. Every line that is not blank is a paragraph of its own, so text from anywhere keeps its breaks;
    /// a line that starts with `### ` is a heading. Nothing is refused: an unpaired `**` or an unknown `{{field}}` stays as text.
    pub fn parse(markdown: &str) -> Self {
        let texts = markdown
            .lines()
            .map(crate::number::trim)
            .filter(|line| !line.is_empty())
            .map(|line| match line.strip_prefix("### ") {
                Some(words) => Text { heading: true, runs: runs(words.trim_start()) },
                None => Text { heading: false, runs: runs(line) },
            })
            .collect();
        Self { texts }
    }

    /// Writes Markdown that [`Prose::parse`] reads back to the same.
    pub fn markdown(&self) -> String {
        let lines: Vec<String> = self
            .texts
            .iter()
            .map(|text| {
                let mut line = String::from(if text.heading { "### " } else { "" });
                for run in &text.runs {
                    match run {
                        Run::Words { text, bold: true } => line.push_str(&format!("**{text}**")),
                        Run::Words { text, bold: false } => line.push_str(text),
                        Run::Field(id) => line.push_str(&format!("{{{{{id}}}}}")),
                    }
                }
                line
            })
            .collect();
        lines.join("\n\n")
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether a line is a heading by its looks: （一） and a short phrase that does not end a sentence.
    pub fn looks_like_heading(line: &str) -> bool {
        const LONGEST: usize = 40;
        let line = crate::number::trim(line);
        let Some(inside) = line.strip_prefix(['（', '(']) else { return false };
        let Some((numeral, rest)) = inside.split_once(['）', ')']) else { return false };
        let numbered = !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十".contains(c));
        let phrase = !rest.trim().is_empty() && line.chars().count() <= LONGEST && !rest.contains(['。', '；', '：', '！', '？']);
        numbered && phrase
    }
}

/// Splits a line at `**` and `{{…}}`.
fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let pieces: Vec<&str> = line.split("**").collect();
    let paired = pieces.len() % 2 == 1;
    if !paired {
        push_words(&mut runs, line, false);
        return runs;
    }
    for (index, piece) in pieces.iter().enumerate() {
        push_words(&mut runs, piece, index % 2 == 1);
    }
    runs
}

fn push_words(runs: &mut Vec<Run>, mut words: &str, bold: bool) {
    let mut plain = String::new();
    while let Some(start) = words.find("{{") {
        let field = words[start + 2..].find("}}").map(|len| (len, CellId::parse(words[start + 2..start + 2 + len].trim())));
        if let Some((len, Some(id))) = field {
            plain.push_str(&words[..start]);
            flush(runs, &mut plain, bold);
            runs.push(Run::Field(id));
            words = &words[start + len + 4..];
        } else {
            plain.push_str(&words[..start + 2]);
            words = &words[start + 2..];
        }
    }
    plain.push_str(words);
    flush(runs, &mut plain, bold);
}

fn flush(runs: &mut Vec<Run>, plain: &mut String, bold: bool) {
    if !plain.is_empty() {
        runs.push(Run::Words { text: std::mem::take(plain), bold });
    }
}
