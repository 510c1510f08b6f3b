//! Lists all text of a report in the order of print, each piece with its location.

use super::{Part, ProseRun, Report};
use crate::edition::{CellId, TableKey};
use crate::sort;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The location of text in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Spot {
    /// The title.
    Title,
    /// The opening paragraphs.
    Preface,
    /// The heading of a part.
    Heading(Part),
    /// The text of a part.
    Section(Part),
    /// The note under a table.
    TableNote(TableKey),
    /// 落款.
    Signature,
}

impl Spot {
    /// The part that the text belongs to; `None` for text around the parts.
    pub const fn part(self) -> Option<Part> {
        match self {
            Self::Title | Self::Preface | Self::Signature => None,
            Self::Heading(part) | Self::Section(part) => Some(part),
            Self::TableNote(table) => Some(Part::of_table(table)),
        }
    }
}

/// A paragraph, a heading or a separate line, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its location.
    pub spot: Spot,
    /// Which paragraph of that location it is, from 0. For a section it is the index in
    /// [`super::Prose::texts`].
    pub paragraph: usize,
    /// Whether it is a heading （一）… within a section.
    pub heading: bool,
    /// The words, with live fields filled in.
    pub text: String,
    /// The live fields: the byte range in `text` of each number that follows a cell.
    pub fields: Vec<(Range<usize>, CellId)>,
}

impl Report {
    /// All text of the report. Blank pieces are left out.
    pub fn passages(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut plain = |spot, lines: Vec<String>| {
            let lines = lines.into_iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
            passages.extend(lines.map(|(paragraph, line)| Passage {
                spot,
                paragraph,
                heading: false,
                text: line,
                fields: Vec::new(),
            }));
        };
        plain(Spot::Title, self.title_lines());
        plain(Spot::Preface, self.preface_paragraphs());
        for part in Part::ALL {
            plain(Spot::Heading(part), vec![self.heading(part).to_owned()]);
            if let Some(note) = part
                .table()
                .and_then(|table| self.table_notes.get(&table).map(|note| (table, note)))
            {
                plain(Spot::TableNote(note.0), vec![note.1.clone()]);
            }
        }
        if let Some(signature) = &self.signature {
            plain(Spot::Signature, vec![signature.agency.clone(), signature.date.clone()]);
        }
        passages.extend(Part::ALL.into_iter().flat_map(|part| self.section_passages(part)));
        sort::sort_by_key(&mut passages, Passage::sort_key);
        passages
    }

    /// The text of a part, paragraph by paragraph.
    fn section_passages(&self, part: Part) -> Vec<Passage> {
        let texts = self.prose(part).texts;
        let passage = |(paragraph, text): (usize, super::Paragraph)| {
            let (mut joined, mut fields) = (String::new(), Vec::new());
            for run in &text.runs {
                let start = joined.len();
                joined.push_str(&run.text(self));
                if let ProseRun::Field(id) = run {
                    fields.push((start..joined.len(), *id));
                }
            }
            Passage {
                spot: Spot::Section(part),
                paragraph,
                heading: text.heading,
                text: joined,
                fields,
            }
        };
        texts.into_iter().enumerate().map(passage).collect()
    }
}

impl Passage {
    /// The sort key for the order of print.
    fn sort_key(&self) -> (usize, usize, usize) {
        let within = |part: Part, step| (1 + part as usize, step, self.paragraph);
        match self.spot {
            Spot::Title => (0, 0, self.paragraph),
            Spot::Preface => (0, 1, self.paragraph),
            Spot::Heading(part) => within(part, 0),
            Spot::Section(part) => within(part, 1),
            Spot::TableNote(table) => within(Part::of_table(table), 2),
            Spot::Signature => (1 + Part::ALL.len(), 0, self.paragraph),
        }
    }
}
