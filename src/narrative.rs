//! Reads the numbers in the text of a report and compares them with the tables.
//!
//! The input is the passages of a [`Report`]. The output is a [`Narrative`]: every number as a
//! [`TextNumber`] with its location, value, unit and kind, and what it claims about cells. The text
//! is read when it changes ([`Narrative::read`]); judging is cheap and is repeated whenever a
//! number changes ([`Narrative::judge`]). A claim has every reading that the law allows (受理 is 新收,
//! or 新收 and 上年结转). It is bound if one of them fits. It is contradicted only if none fits, every
//! cell is known, and no word around the number allows another scope. In doubt a number is left
//! unchecked. This module does not depend on rules, findings or pages.
//!
#![doc = include_str!("narrative/GRAMMAR.md")]

mod agency_names;
mod around;
mod balance;
mod by_value;
mod claim;
mod clause;
mod judge;
mod lexicon;
mod list;
mod names;
mod numeral;
mod passage_reader;
mod phrases;
mod readings;
mod scope;
mod share;
mod slip;
mod years;
mod normalized_text;
mod subject;
mod sums;
mod surroundings;
mod terms;
mod token;
mod told;
mod verdict;
mod word_set;

pub use balance::Imbalance;
pub use judge::Judgement;
pub use list::{List, ListBalance};
pub use verdict::{Alternative, Verdict};

use crate::edition::{CellId, Slot};
use crate::number::Decimal;
use crate::report::{Disposition, Part, Passage, Report, Spot};
use claim::Claim;
use scope::Scope;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// What a number is, by the words and signs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberKind {
    /// A count of things, or a number without a unit.
    Count,
    /// An amount in 元, 万元 or 亿元.
    Money,
    /// A percentage.
    Percent,
    /// 个百分点.
    Points,
    /// A year, a month or a day of the calendar.
    Date,
    /// A length of time, such as 20个工作日.
    Time,
    /// The number of a document: 〔2021〕30号, 第711号.
    Document,
    /// The number of an article or an issue: 第五十条, 第12期.
    Ordinal,
    /// The number of a list item: （一）, 一是, 1.
    ListMark,
    /// An end of a range such as 3至5.
    Range,
    /// A telephone number or another long run of digits.
    Phone,
    /// A postcode (邮编).
    Postcode,
    /// A web or mail address, or a code with letters.
    Code,
    /// A number inside 《…》.
    Title,
    /// A number that is a name, such as 12345热线.
    Name,
    /// A Chinese numeral that is part of a word, such as 三个环节.
    Words,
}

impl NumberKind {
    /// Whether the number is a count, an amount or a share, so that it can be compared with the
    /// tables.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Count | Self::Money | Self::Percent | Self::Points)
    }
}

/// How exactly a number is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Approximation {
    /// The number as written.
    Exact,
    /// 余, 多 or 超过: the number or more.
    AtLeast,
    /// 不足: the number or less.
    AtMost,
    /// 约 or 近: close to the number.
    About,
}

/// Why a clerk put a number aside, so that it is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetAsideReason {
    /// 口径不同: the number counts something else than the table does.
    OtherScope,
    /// 其他事实: the number is about a matter that no table holds.
    OtherFact,
}

impl SetAsideReason {
    /// The name of the reason in drafts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OtherScope => "other_scope",
            Self::OtherFact => "other_fact",
        }
    }

    /// The name of the reason for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OtherScope => "口径不同",
            Self::OtherFact => "其他事实",
        }
    }

    /// The reason with that name in drafts.
    pub fn parse(id: &str) -> Option<Self> {
        [Self::OtherScope, Self::OtherFact].into_iter().find(|reason| reason.id() == id)
    }
}

/// One number in the text, or a phrase that means 0 (未收到申请).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the number")]
pub struct TextNumber {
    /// The location of the passage.
    pub spot: Spot,
    /// Which paragraph of that location it is, from 0.
    pub paragraph: usize,
    /// The bytes of the passage that hold the number and its unit.
    pub span: Range<usize>,
    /// The bytes of the clause that says what is counted; the number is among them.
    pub clause: Range<usize>,
    /// The bytes of its sentence.
    pub sentence: Range<usize>,
    /// The number as written, without its unit. For a phrase that means 0, the phrase.
    pub text: String,
    /// The value, in the unit of the text.
    pub value: Decimal,
    /// The unit as written; may be empty.
    pub unit: Cow<'static, str>,
    /// What the number is.
    pub kind: NumberKind,
    /// How exactly it is stated.
    pub approximation: Approximation,
    /// Whether it is a phrase that means 0, without a number.
    pub negated: bool,
    /// The cell that the number follows, where it is a live field.
    pub live: Option<CellId>,
    /// Why a clerk put it aside, where one did.
    pub set_aside: Option<SetAsideReason>,
    /// One unit of the last digit that is written.
    step: Decimal,
    /// Whether it is written with 万 or 亿, so that its last digit is rounded.
    rounded: bool,
    /// For 余 and 多, the first value that is too large.
    below: Option<Decimal>,
    /// What the number says about cells and about other numbers. All claims must hold.
    claims: Vec<Claim>,
    /// How much of what the cells count the number may count.
    scope: Scope,
    /// Whether some of the words around the number are not known.
    has_unknown_words: bool,
    /// For a number without claims, the cells that it may be of by its value.
    candidates: Vec<(Slot, CellId)>,
    /// What the words of its clause and of its sentence allow it to be of, where its own words
    /// claim nothing that can be checked.
    by_words: by_value::ByWords,
    /// Whether other numbers of its sentence account for it.
    is_proven: bool,
    /// Whether the words beside it leave little room for another meaning than what it claims.
    is_direct: bool,
}

impl TextNumber {
    /// The part of the report that holds it; `None` for text around the parts.
    pub const fn part(&self) -> Option<Part> {
        self.spot.part()
    }

    /// Whether the number is compared with last year's report, because the text is about last year
    /// or about growth.
    pub fn is_of_last_year(&self) -> bool {
        self.claims
            .iter()
            .any(|claim| matches!(claim, Claim::Cells { last: true, .. } | Claim::Growth(_)))
    }

    /// Whether it says by how much something fell.
    pub fn is_fall(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Claim::Growth(growth) if growth.down))
    }

    /// Whether the words beside the number leave little room for another meaning, so that a
    /// contradiction is sure enough to be asked about.
    pub const fn is_direct(&self) -> bool {
        self.is_direct
    }

    /// The cell whose number this is, digit for digit, so that a live field can replace
    /// [`TextNumber::text`] and print the same. The number must be an exact count of one of this
    /// year's cells, spelled as in the table.
    pub fn can_follow(&self, verdict: &Verdict, report: &Report) -> Option<CellId> {
        let Verdict::Bound(cells) = verdict else { return None };
        let [cell] = cells[..] else { return None };
        let exact = self.kind == NumberKind::Count
            && self.approximation == Approximation::Exact
            && !self.rounded
            && !self.negated;
        let is_the_cell = |claim: &Claim| match claim {
            Claim::Cells { readings, last: false } => {
                let mut own = readings.iter().filter(|reading| {
                    reading.plus.iter().map(|(_, cell)| *cell).eq([cell])
                        && reading.minus.is_empty()
                });
                own.any(|reading| reading.shift == 0 && !reading.at_most)
            }
            _ => false,
        };
        (exact
            && !self.claims.is_empty()
            && self.claims.iter().all(is_the_cell)
            && report.text(cell) == self.text)
            .then_some(cell)
    }

    /// Whether the number, as a percentage as printed, is the share of a part in a whole.
    pub fn is_share(&self, part: Decimal, whole: Decimal) -> bool {
        part.is_share_of(whole, self.value, self.step) == Some(true)
    }

    /// Whether the number says how much another number grew or fell.
    pub fn is_growth(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Claim::Growth(_)))
    }

    /// Whether the words say that no dispute was lost (均获维持, 零败诉).
    pub fn is_clean_record(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Claim::CleanRecord(_)))
    }
}

/// The numbers of a report's text, and what they say about its cells.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Narrative {
    facts: Vec<TextNumber>,
    lists: Vec<List>,
    imbalances: Vec<Imbalance>,
    /// Facts that must be read in the same way, such as 自然人 and 法人, and are judged together.
    groups: Vec<judge::Group>,
    /// For each slot, whether a fact reads the value of its cell.
    reads: Vec<bool>,
    passages: Vec<Passage>,
    /// The unit (`元` or `万元`) by which amounts of 采购 were read, if one was picked.
    procurement_unit: Option<String>,
    /// The records that put numbers aside. They are part of the report and not sent with what was
    /// read in it.
    #[serde(skip)]
    dispositions: Vec<Disposition>,
}

/// How many numbers a text has and how many of them are accounted for: “21 个数字，19 个已核”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberCount {
    /// The numbers of the text, except those that are not compared (dates, clauses and the like).
    pub numbers: usize,
    /// Of these, the numbers that are bound to cells, proven, live or put aside.
    pub checked: usize,
    /// Of these, the numbers that are contradicted.
    pub contradicted: usize,
}

impl Narrative {
    /// Reads the headings, the texts and the notes under tables of a report's parts.
    pub fn read(report: &Report) -> Self {
        Self::read_passages(report, report.passages())
    }

    /// As [`Narrative::read`], for a caller that has the passages of the report already.
    pub fn read_passages(report: &Report, passages: Vec<Passage>) -> Self {
        let mut narrative =
            Self { reads: vec![false; report.form().cells().len()], ..Self::default() };
        let mut reader = clause::ClauseReader::new(report);
        for passage in passages.iter().filter(|passage| {
            matches!(passage.spot, Spot::Heading(_) | Spot::Section(_) | Spot::TableNote(_))
        }) {
            reader.read(passage, &mut narrative.facts, &mut narrative.lists);
        }
        narrative.imbalances = balance::imbalances(&narrative.facts);
        narrative.groups = judge::groups(&narrative.facts, &narrative.lists);
        for fact in narrative.facts.iter().filter(|fact| !fact.claims.is_empty()) {
            if fact.needs_slip() {
                // The number may be that of any other cell.
                narrative.reads.fill(true);
                break;
            }
            fact.claims.iter().flat_map(Claim::slots).for_each(|slot| narrative.reads[slot] = true);
        }
        for (slot, _) in narrative.facts.iter().flat_map(|fact| &fact.candidates) {
            narrative.reads[*slot] = true;
        }
        for reading in narrative.facts.iter().flat_map(|fact| fact.by_words.readings()) {
            for (slot, _) in reading.plus.iter().chain(&reading.minus) {
                narrative.reads[*slot] = true;
            }
        }
        narrative.passages = passages;
        narrative.procurement_unit = clause::procurement_unit(report).map(str::to_owned);
        narrative.set_dispositions(report);
        narrative
    }

    /// The numbers in the order of print. Phrases that mean 0 are among them.
    pub fn facts(&self) -> &[TextNumber] {
        &self.facts
    }

    /// The wholes that the text lists with their parts: A件，其中a件、b件.
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The sentences whose 新收, 上年结转, 办结 and 结转下年 do not balance.
    pub fn imbalances(&self) -> &[Imbalance] {
        &self.imbalances
    }

    /// The passages that were read.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The words of the passage that holds a fact.
    pub fn passage_text(&self, fact: &TextNumber) -> &str {
        let here =
            |passage: &&Passage| passage.spot == fact.spot && passage.paragraph == fact.paragraph;
        self.passages.iter().find(here).map_or("", |passage| passage.text.as_str())
    }

    /// The sentence that holds a fact.
    pub fn sentence(&self, fact: &TextNumber) -> &str {
        self.passage_text(fact).get(fact.sentence.clone()).unwrap_or_default().trim()
    }

    /// The clause that says what a fact counts.
    pub fn clause(&self, fact: &TextNumber) -> &str {
        let clause = self.passage_text(fact).get(fact.clause.clone()).unwrap_or_default();
        clause.trim_matches(|c: char| c.is_whitespace() || "，；：、（）,;:()。".contains(c))
    }

    /// The record that puts a number aside, to be kept in [`Report::dispositions`].
    pub fn disposition(&self, fact: &TextNumber, reason: SetAsideReason) -> Disposition {
        Disposition {
            section: fact.part().map_or("", Part::id).to_owned(),
            text: self.sentence(fact).to_owned(),
            number: fact.text.clone(),
            occurrence: self.occurrence(fact),
            kind: reason.id().to_owned(),
            ..Disposition::default()
        }
    }

    /// How many equally written numbers come before a fact in sentences with the same words of its
    /// part.
    fn occurrence(&self, fact: &TextNumber) -> usize {
        let before = self.facts.iter().take_while(|other| !std::ptr::eq(*other, fact));
        let alike = |other: &&TextNumber| {
            other.part() == fact.part()
                && same_words(&other.text, &fact.text)
                && same_words(self.sentence(other), self.sentence(fact))
        };
        before.filter(alike).count()
    }

    /// The record that put a number aside, if one did. It must name the same number in the same
    /// sentence; white space does not count.
    pub fn put_aside_by(&self, fact: &TextNumber) -> Option<&Disposition> {
        let part = fact.part().map_or("", Part::id);
        let sentence = self.sentence(fact);
        let mut alike = self
            .dispositions
            .iter()
            .filter(|disposition| {
                disposition.section == part
                    && same_words(&disposition.number, &fact.text)
                    && same_words(&disposition.text, sentence)
            })
            .peekable();
        // Counting the equal numbers before it is slow, and most numbers were never put aside.
        alike.peek()?;
        let occurrence = self.occurrence(fact);
        alike.find(|disposition| disposition.occurrence == occurrence)
    }

    /// Whether these passages are the ones that were read.
    pub fn is_of(&self, passages: &[Passage]) -> bool {
        self.passages == passages
    }

    /// Whether amounts were read by the units that the report picks now. If not, the narrative must
    /// be read again.
    pub fn has_units_of(&self, report: &Report) -> bool {
        self.procurement_unit.as_deref() == clause::procurement_unit(report)
    }

    /// Takes over the report's [`Report::dispositions`]. Returns whether they had changed.
    pub fn set_dispositions(&mut self, report: &Report) -> bool {
        if self.dispositions == report.dispositions {
            return false;
        }
        self.dispositions.clone_from(&report.dispositions);
        let reason_of = |fact: &TextNumber| {
            self.put_aside_by(fact).and_then(|disposition| SetAsideReason::parse(&disposition.kind))
        };
        let reasons: Vec<Option<SetAsideReason>> = self.facts.iter().map(reason_of).collect();
        self.facts.iter_mut().zip(reasons).for_each(|(fact, reason)| fact.set_aside = reason);
        true
    }

    /// Whether a number in the text makes a claim about the cell of that slot.
    pub fn reads(&self, slot: Slot) -> bool {
        self.reads.get(slot).copied().unwrap_or(false)
    }

    /// Judges every number by the values of the cells. Both slices are indexed by the slots of the
    /// report's form: `values` holds this year's values and `last` those of last year, all `None`
    /// without a report of last year. The result has one verdict for each fact.
    pub fn judge(&self, values: &[Option<Decimal>], last: &[Option<Decimal>]) -> Judgement {
        judge::judge(self, values, last)
    }

    /// Judges every number by the values of the report's cells.
    pub fn judge_report(&self, report: &Report) -> Judgement {
        let cells = || report.form().cells().iter();
        let values: Vec<_> = cells().map(|cell| report.value(cell.id)).collect();
        let last: Vec<_> = cells()
            .map(|cell| report.last_year.as_ref().and_then(|last| last.value(cell.id)))
            .collect();
        self.judge(&values, &last)
    }
}

/// Whether two texts are equal apart from white space.
fn same_words(one: &str, other: &str) -> bool {
    let counts = |c: &char| !crate::number::is_space(*c);
    one.chars().filter(counts).eq(other.chars().filter(counts))
}

#[cfg(test)]
mod tests;
