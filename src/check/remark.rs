//! What rules on words are given, and what they have to say.

use super::context::Context;
use super::pack::Packs;
use super::text::Line;
use super::wording::Wording;
use crate::edition::{CellId, Form};
use crate::narrative::{Judgement, Narrative};
use crate::number::Decimal;
use crate::report::{Part, Passage, Report, Spot, sentence_at};
use std::ops::Range;

/// What a rule on the numbers in the text is given.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a> {
    /// The numbers.
    pub narrative: &'a Narrative,
    /// What is known of each.
    pub judgement: &'a Judgement,
    /// The tables in force.
    pub form: &'a Form,
    /// The values of all cells, by slot.
    pub values: &'a [Option<Decimal>],
    /// The year of the earlier report that claims about last year were judged by, if there is one.
    pub last_year: Option<u16>,
}

/// What a rule on words is given.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The report.
    pub report: &'a Report,
    /// All that it says in words, in the order of print.
    pub passages: &'a [Passage],
    /// What rules may know of it.
    pub context: &'a Context,
    /// The rule packs in use.
    pub packs: &'a Packs,
    /// The passages again, as rules on words read them.
    pub(crate) lines: &'a [Line<'a>],
    /// The sentences of the year before, as [`super::sentences`] compares them.
    pub(crate) old_sentences: &'a [String],
}

impl Words<'_> {
    /// The text of a part with its headings, without white space; empty where nothing is written.
    pub(crate) fn text_of(&self, part: Part) -> String {
        let lines = self.lines.iter().filter(|line| line.section() == Some(part));
        lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Something that a rule has to say about words.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Where the words stand; `None` where something is missing that has no place yet.
    pub place: Option<Place>,
    /// The part of the report that it leads to; `None`: 报告信息.
    pub part: Option<Part>,
    /// What tells it apart from others of the same rule in the same part: the sentence that it is
    /// about, and the words if the sentence has more.
    pub quote: String,
    /// Cells that it is about as well.
    pub cells: Vec<CellId>,
    /// What is said of them.
    pub wording: Wording,
}

/// A stretch of words in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it stands.
    pub spot: Spot,
    /// Which paragraph of that spot, from 0.
    pub paragraph: usize,
    /// The bytes of the paragraph as printed.
    pub span: Range<usize>,
}

impl Remark {
    /// A remark on a stretch of a passage.
    pub(crate) fn on(passage: &Passage, span: Range<usize>, wording: Wording) -> Self {
        Self {
            quote: Self::quote(&passage.words, span.clone()),
            place: Some(Place { spot: passage.spot, paragraph: passage.paragraph, span }),
            part: passage.spot.part(),
            cells: Vec::new(),
            wording,
        }
    }

    fn quote(words: &str, span: Range<usize>) -> String {
        let sentence = sentence_at(words, span.start);
        match (&words[sentence], &words[span]) {
            (sentence, quote) if sentence.contains(quote) && sentence != quote => {
                format!("{}：{quote}", sentence.trim())
            }
            (_, quote) => quote.to_owned(),
        }
    }

    /// What it is about, for 说明 and for lists: its part and its words.
    pub fn name(&self) -> String {
        format!("{}:{}", self.part.map_or("", Part::id), self.quote)
    }

    /// A remark on something that is missing in a part, or (`None`) in the report.
    pub(crate) fn missing(part: Option<Part>, what: &str, wording: Wording) -> Self {
        Self { place: None, part, quote: what.to_owned(), cells: Vec::new(), wording }
    }
}
