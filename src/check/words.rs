//! What the rules on words and the reader of numbers find in the text of a report.
//!
//! The page is built without these rules, because it must be small enough to appear at once: it
//! asks a second WebAssembly module, which is loaded after it. Both are built from the same source,
//! and exchange a [`Request`] and [`Words`] as bytes (postcard). A program with the feature
//! `word-rules` calls the rules itself.

pub use asked::{WordReader, read_words_by};
#[cfg(feature = "word-rules")]
pub use called::answer;

use super::{Deadline, Packs, Remark, RuleContext, RuleSet, TermEntry};
use crate::narrative::Narrative;
use crate::report::{Date, Passage, Report};
use serde::{Deserialize, Serialize};

/// What was found in the text of a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Words {
    /// The remarks of each rule that made any, by the index of the rule in the rule set.
    pub remarks: Vec<(usize, Vec<Remark>)>,
    /// The numbers of the text, if they were asked for.
    pub narrative: Option<Narrative>,
}

/// The report whose text is read, and what the rules need beside it.
#[cfg_attr(
    not(feature = "word-rules"),
    allow(dead_code, reason = "the other program derives some of it from the draft")
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct WordInput<'a> {
    pub rules: &'static RuleSet,
    pub report: &'a Report,
    pub passages: &'a [Passage],
    pub context: &'a RuleContext,
    pub packs: &'a Packs,
    pub today: Option<Date>,
    /// The sentences of the year before, as [`super::sentences`] compares them.
    pub old_sentences: &'a [String],
    /// Whether the numbers are read too.
    pub numbers: bool,
}

/// Reads the text of a report; `None` if another program has the rules and does not answer.
pub(super) fn read(input: &WordInput<'_>) -> Option<Words> {
    #[cfg(feature = "word-rules")]
    if !asked::is_set() {
        return Some(called::read(input));
    }
    asked::read(input)
}

/// Whether this program or another one can read the text now. What it reads may still fail.
pub(super) fn can_be_read() -> bool {
    cfg!(feature = "word-rules") || asked::is_set()
}

/// A [`WordInput`] for another program. Everything else follows from the draft.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    /// The version of the rules, which must be that of the program that answers.
    rules: String,
    draft: String,
    terms: Vec<TermEntry>,
    deadlines: Vec<Deadline>,
    today: Option<Date>,
    numbers: bool,
}

#[cfg(feature = "word-rules")]
mod called {
    use super::{Request, WordInput, Words};
    use crate::check::compact_line::CompactLine;
    use crate::check::sentences::sentences_of;
    use crate::check::{Check, Packs, Remark, RuleContext, RuleSet, TextInput};
    use crate::draft;
    use crate::narrative::Narrative;

    /// Calls the rules on words and, if they are asked for, reads the numbers.
    pub fn read(input: &WordInput<'_>) -> Words {
        let lines: Vec<CompactLine<'_>> = input.passages.iter().map(CompactLine::of).collect();
        let text = TextInput {
            report: input.report,
            passages: input.passages,
            context: input.context,
            packs: input.packs,
            today: input.today,
            lines: &lines,
            old_sentences: input.old_sentences,
        };
        let mut words = Words::default();
        for (index, rule) in input.rules.iter().enumerate() {
            let Check::Words { find, .. } = &rule.check else { continue };
            if !rule.editions.include(input.context.edition) {
                continue;
            }
            // The same words twice in a part give one finding, because a justification could not
            // distinguish them.
            let mut remarks: Vec<Remark> = Vec::new();
            for remark in find.find(&text) {
                let is_same_finding = |other: &Remark| {
                    (other.part, &other.cells, &other.quote)
                        == (remark.part, &remark.cells, &remark.quote)
                };
                if !remarks.iter().any(is_same_finding) {
                    remarks.push(remark);
                }
            }
            if !remarks.is_empty() {
                words.remarks.push((index, remarks));
            }
        }
        words.narrative =
            input.numbers.then(|| Narrative::read_passages(input.report, input.passages.to_vec()));
        words
    }

    /// Answers the request of a program without these rules. `rules` must be the rule set of that
    /// program.
    ///
    /// # Errors
    /// Fails with a sentence in English if the request or its draft cannot be read, or is meant for
    /// other rules, which means that the programs were not built from the same source.
    pub fn answer(rules: &'static RuleSet, request: &[u8]) -> Result<Vec<u8>, String> {
        let Request { rules: version, draft, terms, deadlines, today, numbers } =
            postcard::from_bytes(request).map_err(|error| error.to_string())?;
        if version != rules.version {
            return Err(format!("the rules are {} here and {version} there", rules.version));
        }
        let report = draft::read_trusted(&draft).map_err(|error| error.to_string())?;
        let old_sentences = report.comparable_last_year().map(sentences_of).unwrap_or_default();
        let words = read(&WordInput {
            rules,
            report: &report,
            passages: &report.passages(),
            context: &RuleContext::of(rules.questions, &report),
            packs: &Packs::of_words(terms, deadlines),
            today,
            old_sentences: &old_sentences,
            numbers,
        });
        postcard::to_allocvec(&words).map_err(|error| error.to_string())
    }
}

mod asked {
    use super::{Request, WordInput, Words};
    use crate::draft;
    use std::cell::Cell;

    /// Sends a request to the program that has the rules on words, and returns its answer; `None`
    /// if that program is not there (yet) or has failed.
    pub type WordReader = fn(&[u8]) -> Option<Vec<u8>>;

    thread_local! {
        static READER: Cell<Option<WordReader>> = const { Cell::new(None) };
    }

    /// Lets this function read words from now on, on this thread, also in a program that has the
    /// rules itself.
    pub fn read_words_by(reader: WordReader) {
        READER.set(Some(reader));
    }

    /// Whether a function is to read words.
    pub fn is_set() -> bool {
        READER.get().is_some()
    }

    /// Lets the other program read the text; `None` if it does not answer.
    pub fn read(input: &WordInput<'_>) -> Option<Words> {
        let reader = READER.get()?;
        let request = Request {
            rules: input.rules.version.to_owned(),
            draft: draft::write(input.report, input.rules.version),
            terms: input.packs.terms().cloned().collect(),
            deadlines: input.packs.all().iter().flat_map(|pack| pack.deadlines.clone()).collect(),
            today: input.today,
            numbers: input.numbers,
        };
        let answer = reader(&postcard::to_allocvec(&request).ok()?)?;
        postcard::from_bytes(&answer).ok()
    }
}
