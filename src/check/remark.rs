//! The input and the output of rules on words.

use super::compact_line::CompactLine;
use super::context::RuleContext;
use super::pack::Packs;
use super::wording::Wording;
use crate::edition::{CellId, Form};
use crate::narrative::{Judgement, Narrative};
use crate::number::Decimal;
use crate::report::{Date, Part, Passage, Report, Spot, TextEdit};
use crate::text::sentence_at;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The input of a rule on the numbers in the text.
#[derive(Clone, Copy, Debug)]
pub struct NumbersInput<'a> {
    /// The numbers.
    pub narrative: &'a Narrative,
    /// The verdict on each number.
    pub judgement: &'a Judgement,
    /// The tables in force.
    pub form: &'a Form,
    /// The values of all cells, by slot.
    pub values: &'a [Option<Decimal>],
    /// The year of the earlier report by which claims about last year were judged, if there is one.
    pub last_year: Option<u16>,
}

/// The input of a rule on words.
#[derive(Clone, Copy, Debug)]
pub struct TextInput<'a> {
    /// The report.
    pub report: &'a Report,
    /// All its text in the order of print.
    pub passages: &'a [Passage],
    /// Further facts about it.
    pub context: &'a RuleContext,
    /// The rule packs in use.
    pub packs: &'a Packs,
    /// The day on which the report is checked, if it is known.
    pub today: Option<Date>,
    /// The passages in the form in which rules on words read them.
    pub(crate) lines: &'a [CompactLine<'a>],
    /// The sentences of the year before, as [`super::sentences`] compares them.
    pub(crate) old_sentences: &'a [String],
}

impl TextInput<'_> {
    /// The text of a part with its headings, without white space; empty where nothing is written.
    pub(crate) fn text_of(&self, part: Part) -> String {
        let lines = self.lines.iter().filter(|line| line.section() == Some(part));
        lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A remark of a rule on words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// The location of the words; `None` if something is missing that has no location yet.
    pub text_range: Option<TextRange>,
    /// The part of the report that it belongs to; `None` means 报告信息.
    pub part: Option<Part>,
    /// The text that distinguishes it from other remarks of the same rule in the same part: its
    /// sentence, and its words if the sentence contains more.
    pub quote: String,
    /// The cells that it is about as well.
    pub cells: Vec<CellId>,
    /// The wording.
    pub wording: Wording,
    /// The changes that put the words right, made together; empty if the rule does not know the
    /// right words.
    pub edits: Vec<TextEdit>,
    /// Whether the words may well mean something else, so that the finding is a hint, whatever the
    /// severity of its rule is.
    pub is_doubtful: bool,
}

/// A range of words in a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRange {
    /// The location of the paragraph.
    pub spot: Spot,
    /// Which paragraph of that location it is, from 0.
    pub paragraph: usize,
    /// The byte range in the paragraph as printed.
    pub span: Range<usize>,
}

impl Remark {
    /// A remark on a range of a passage.
    pub(crate) fn on(passage: &Passage, span: Range<usize>, wording: Wording) -> Self {
        Self {
            quote: Self::quote(&passage.text, span.clone()),
            text_range: Some(TextRange { spot: passage.spot, paragraph: passage.paragraph, span }),
            part: passage.spot.part(),
            cells: Vec::new(),
            wording,
            edits: Vec::new(),
            is_doubtful: false,
        }
    }

    /// The same remark with the changes that put its words right.
    pub(crate) fn repaired_by(self, edits: Vec<TextEdit>) -> Self {
        Self { edits, ..self }
    }

    fn quote(text: &str, span: Range<usize>) -> String {
        let sentence = sentence_at(text, span.start);
        match (&text[sentence], &text[span]) {
            (sentence, quote) if sentence.contains(quote) && sentence != quote => {
                format!("{}：{quote}", sentence.trim())
            }
            (_, quote) => quote.to_owned(),
        }
    }

    /// The subject for justifications and for lists: the part and the quoted words.
    pub fn name(&self) -> String {
        format!("{}:{}", self.part.map_or("", Part::id), self.quote)
    }

    /// A remark on something that is missing in a part, or in the report if `part` is `None`.
    pub(crate) fn missing(part: Option<Part>, what: &str, wording: Wording) -> Self {
        let (quote, cells, edits) = (what.to_owned(), Vec::new(), Vec::new());
        Self { text_range: None, part, quote, cells, wording, edits, is_doubtful: false }
    }
}
