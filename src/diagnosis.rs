//! Searches for the probable causes of findings, and offers repairs.
//!
//! Rules on words that know the right words offer them themselves; they are repairs too.
//!
//! The input is a [`Report`], the [`Finding`]s of the [`crate::check::Checker`] and, if there is
//! one, the report of the year before. The output is a [`Diagnosis`], which joins findings (by
//! [`Finding::key`]) to ranked [`Repair`]s. This module never changes the report: a repair is an
//! offer, and [`Confidence`] tells whether it deserves a button of its own. This module does not
//! depend on files or pages.
//!
//! # How causes are found
//!
//! A sum that fails has a residual (right side minus left side). A wrong number changes the
//! residuals of exactly the sums that contain it, and in table 3 with typed totals no two numbers
//! change the same set of sums. The search therefore looks for the fewest *slips* that together
//! explain the residuals. A slip is one of these: a wrong number; a wrong number together with the
//! totals that were calculated from it; two neighbours that were swapped; a number in its
//! neighbour's place; the digits of one number in two cells; or one of a whole row or column, such
//! as 上年结转 left out in all columns. After a repair, every sum that it
//! touches must hold, and every number must be from 0 to 10¹². Where totals are calculated, only
//! typed numbers and controls can be wrong.
//!
//! # The ranking
//!
//! Fewer slips rank before more, whatever their kind: a swap of two neighbours is more likely than
//! two independent errors that happen to fit. Among equally many slips, each total that must change
//! too adds to the cost, and the kinds of slips rank as follows:
//!
//! 1. a change that the report of the year before confirms (结转 not copied, last year's number left
//!    in place), because two reports agree by chance less often than digits do;
//! 2. a whole row or column that is left out, off by one cell, or equal to its neighbour (a line of
//!    one or two numbers that is off by one cell comes last);
//! 3. two neighbours that were swapped, because nothing is then chosen to fit;
//! 4. two transposed digits (the difference is then divisible by 9);
//! 5. a digit that was typed twice;
//! 6. ten times the number, or a tenth of it;
//! 7. one digit that is missing or superfluous;
//! 8. a small number that equals last year's;
//! 9. a total or a control that was typed wrong, because people add up by hand and copy what others
//!    counted;
//! 10. a number that was moved over another one in the next row or column;
//! 11. the digits of a number split over two cells, or one digit that is wrong;
//! 12. any other wrong number.
//!
//! A total that differs by exactly one of its terms is described as having counted the term twice
//! or left it out. Its rank is that of a wrong total. Of two numbers with the same trace of the
//! hand the total comes first.
//!
//! The rank orders a list and is no proof. Where several explanations need equally few slips, all
//! are offered as [`Confidence::Equal`] and none is recommended. A block of table 4 has a single
//! sum, and any of its numbers may be wrong. With calculated totals the same holds for a column of
//! table 3. Where two rows have a single applicant, a swap of its numbers and a swap of the 总计
//! cannot be distinguished.

mod block;
mod ledger;
mod offer;
mod search;
mod slip;
mod trace;
mod wording;

use crate::check::{Finding, Mask, Violation, bits};
use crate::edition::{CellId, Identity, TableKey};
use crate::number::Decimal;
use crate::report::{Report, TextEdit};
use ledger::Ledger;
use search::{Explanations, SlipSet, search, total};
use slip::{FittedSlip, SlipKind};
use std::collections::BTreeMap;

/// The possible causes of the findings, table by table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosis {
    /// The possible explanations, within a table the likeliest first. Explanations of all failing
    /// sums of a table come before explanations of some of them, and these before offers for blank
    /// cells.
    pub hypotheses: Vec<Hypothesis>,
    /// The repairs of words that rules offer, by the keys of their findings.
    pub words: BTreeMap<String, Vec<Repair>>,
}

/// One possible explanation of what went wrong in a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// The table.
    pub table: TableKey,
    /// The repairs that belong to it. Each can be applied without the others.
    pub repairs: Vec<Repair>,
    /// Whether no sum of the table fails after all of them are applied.
    pub complete: bool,
}

/// Changes after which some failing sums hold and no other sum fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The changes. They are applied together or not at all.
    pub changes: Vec<Change>,
    /// The changes of words, where the finding is about words. There are then no others.
    pub edits: Vec<TextEdit>,
    /// What went wrong if this repair is correct: usually one slip, or two if they share a sum.
    pub why: Vec<Cause>,
    /// How likely the repair is.
    pub confidence: Confidence,
    /// The failing sums that would hold.
    pub sums: Vec<&'static Identity>,
    /// The number of sums of the table that would still fail.
    pub still_failing: usize,
    /// The keys of the findings that it would resolve ([`Finding::key`]).
    pub findings: Vec<String>,
}

/// A change of the number in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// Whether the control of the cell is changed.
    pub control: bool,
    /// The present number; `None` if the cell is blank.
    pub from: Option<Decimal>,
    /// The new number, from 0 to 10¹².
    pub to: Decimal,
}

/// How likely a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nothing else explains the findings as simply, and more sums agree on the repair than it has
    /// amounts that were chosen to fit. Such a repair is recommended.
    Likely,
    /// Several repairs explain the findings as simply, or too few sums are involved to decide.
    Equal,
    /// Other repairs explain the findings more simply.
    Remote,
}

/// A cause, as far as the numbers show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// One number was typed wrong.
    Number {
        /// The role of the number.
        whose: NumberRole,
        /// Evidence besides the sums.
        trace: Option<Evidence>,
        /// The number of totals that were calculated from it and must change too.
        with_totals: usize,
    },
    /// Two neighbours were swapped.
    Swapped {
        /// Whether one is below the other.
        below: bool,
    },
    /// A number is in the next row or column, and its own cell holds 0.
    Moved {
        /// Whether one cell is below the other.
        below: bool,
    },
    /// The digits of one number are in two cells.
    Split,
    /// Several numbers of a row are missing.
    LeftOut {
        /// Whether 结转下年 of the report of the year before is what is missing.
        confirmed: bool,
    },
    /// Two rows were swapped, or a row is in the place of the next one.
    Rows,
    /// A row or a column is off by one cell.
    Offset {
        /// Whether it is a column.
        column: bool,
    },
    /// A row holds the numbers of its neighbour.
    Pasted {
        /// Whether it is the row below.
        below: bool,
    },
    /// The number has a minus sign that does not belong there.
    Sign,
    /// The number does not follow from that of the report of the year before.
    LastYear,
    /// The cell is blank, and a sum determines its number.
    Blank {
        /// The sum.
        identity: &'static Identity,
        /// Whether only 收办 determines it. That sum then proves nothing, so the number is presumed
        /// (推算).
        presumed: bool,
    },
}

/// The role of a number that was typed wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberRole {
    /// A number that is not the result of a sum.
    Entry,
    /// A typed total.
    Total,
    /// A control.
    Control,
}

/// Evidence that a number was typed wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// After the change 上年结转 would equal 结转下年 of the report of the year before.
    CarryOver,
    /// The number equals that of the year before.
    LastYear {
        /// Whether it is so small that numbers are often equal by chance.
        small: bool,
    },
    /// Two of its digits are transposed.
    Transposed,
    /// One of its digits was typed twice.
    Doubled,
    /// The number is ten times what it should be, or a tenth of it.
    TenTimes,
    /// One digit is missing or too many.
    DigitCount,
    /// One digit is wrong. Of small differences, most are of this kind.
    OneDigit,
    /// The total differs by exactly one of its own terms.
    OneEntry {
        /// The term.
        cell: CellId,
        /// Whether the term was counted twice. Otherwise it was left out.
        twice: bool,
    },
}

impl Diagnosis {
    /// The repairs that would resolve a finding, the likeliest first and without duplicates.
    pub fn repairs(&self, finding: &str) -> Vec<&Repair> {
        let mut repairs: Vec<&Repair> = Vec::new();
        let of_numbers = self.hypotheses.iter().flat_map(|hypothesis| &hypothesis.repairs);
        let of_words = self.words.get(finding).into_iter().flatten();
        for repair in of_numbers.chain(of_words) {
            let known = repairs.iter().any(|other| other.is_same(repair));
            if !known && repair.findings.iter().any(|key| key == finding) {
                repairs.push(repair);
            }
        }
        repairs
    }
}

impl Repair {
    /// Whether another repair changes the same.
    fn is_same(&self, other: &Self) -> bool {
        self.changes == other.changes && self.edits == other.edits
    }

    /// Whether the repair is recommended and deserves a button of its own.
    pub fn is_recommended(&self) -> bool {
        self.confidence == Confidence::Likely
    }
}

/// The cost of a slip. It is higher than the sum of all ranks within a slip.
const SLIP: u32 = 100;
/// The cost of a total that must change too.
const FOLLOWER: u32 = 40;
/// The rank of a slip that leaves no amount open.
const EXACT: u32 = 2;
/// A line of a table has at least so many numbers that are not 0, if it was moved as a whole.
const LINE: usize = 3;
/// The rank of a line of fewer numbers that is off by one cell: behind all others.
const SHORT_LINE: u32 = 14;
/// Explanations whose costs differ by less than this count as equally good. The kinds of slips
/// order them but do not decide.
const MARGIN: u32 = 30;
/// The greatest number of parts of an explanation that is recommended. If there are more, one cause
/// is behind several of them.
const MOST_PUSHED: usize = 3;
/// A difference of at most so many applications may be chance.
const FEW: i64 = 2;
/// The greatest number of explanations of a table that are listed.
const MOST_LISTED: usize = 40;

/// Searches for causes of the findings. `findings` must be the present findings of the report.
pub fn diagnose(report: &Report, findings: &[Finding], last_year: Option<&Report>) -> Diagnosis {
    let mut hypotheses = Vec::new();
    for table in [TableKey::Requests, TableKey::Disputes] {
        let in_table = |finding: &&Finding| finding.table() == Some(table);
        let findings: Vec<&Finding> = findings.iter().filter(in_table).collect();
        if findings.is_empty() {
            continue;
        }
        let ledger = Ledger::new(report, table);
        let table_diagnosis = TableDiagnosis { ledger: &ledger, findings: &findings, last_year };
        if ledger.state.failing != 0 {
            hypotheses.extend(table_diagnosis.hypotheses());
        }
        hypotheses.extend(table_diagnosis.signs());
        hypotheses.extend(table_diagnosis.blanks());
    }
    offer::of_last_year(report, findings, &mut hypotheses);
    Diagnosis { hypotheses, words: offer::of_words(findings) }
}

/// Diagnoses one table.
struct TableDiagnosis<'a> {
    ledger: &'a Ledger<'a>,
    findings: &'a [&'a Finding],
    last_year: Option<&'a Report>,
}

impl TableDiagnosis<'_> {
    fn hypotheses(&self) -> Vec<Hypothesis> {
        let Explanations { whole, partial } =
            search(self.ledger, self.last_year, &|done| self.cost(done));
        let table = self.ledger.table;
        let limit = whole.first().map_or(0, |best| total(best) + MARGIN);
        let near: Vec<&Vec<SlipSet>> =
            whole.iter().take_while(|parts| total(parts) < limit).collect();
        let of_whole = |parts: &Vec<SlipSet>| Hypothesis {
            table,
            repairs: parts
                .iter()
                .map(|part| match confidence_in_whole(part, &near) {
                    Confidence::Likely if self.may_be_chance(part, parts.len() == 1) => {
                        self.repair(part, Confidence::Equal)
                    }
                    confidence => self.repair(part, confidence),
                })
                .collect(),
            complete: true,
        };
        let of_partial = |part: &SlipSet| Hypothesis {
            table,
            repairs: vec![self.repair(part, confidence_in_part(part, &partial, &near))],
            complete: false,
        };
        let listed = |part: &&SlipSet| {
            !whole.iter().take(MOST_LISTED).flatten().any(|other| other.key() == part.key())
        };
        whole
            .iter()
            .take(MOST_LISTED)
            .map(of_whole)
            .chain(partial.iter().filter(listed).take(MOST_LISTED).map(of_partial))
            .collect()
    }

    fn repair(&self, part: &SlipSet, confidence: Confidence) -> Repair {
        let identities = self.ledger.report.form().identities();
        let concerns = |finding: &&&Finding| {
            let facts = std::iter::once(&finding.fact).chain(&finding.folded);
            let mut sums = facts.filter_map(|fact| {
                if let Violation::Sum { identity, .. } = fact { Some(*identity) } else { None }
            });
            sums.any(|sum| bits(part.settled).any(|settled| std::ptr::eq(identities[settled], sum)))
        };
        Repair {
            changes: part.shifts().filter_map(|shift| self.change(shift)).collect(),
            edits: Vec::new(),
            why: part.slips.iter().map(|done| self.why(done)).collect(),
            confidence,
            sums: bits(part.settled).map(|sum| identities[sum]).collect(),
            still_failing: (self.ledger.state.failing & !part.settled).count_ones() as usize,
            findings: self.findings.iter().filter(concerns).map(|finding| finding.key()).collect(),
        }
    }

    fn change(&self, (number, shift): (usize, Decimal)) -> Option<Change> {
        let number = &self.ledger.numbers[number];
        Some(Change {
            cell: number.cell,
            control: number.control,
            from: Some(number.value),
            to: number.shifted(shift)?,
        })
    }

    /// The cause that a slip describes.
    fn why(&self, done: &FittedSlip) -> Cause {
        let number = |at: usize| &self.ledger.numbers[done.shifts[at].0];
        let below = || {
            self.ledger.table == TableKey::Requests
                && number(0).cell.column == number(1).cell.column
        };
        match done.kind {
            SlipKind::One | SlipKind::Carried => {
                let (number, with_totals) = (number(0), done.shifts.len() - 1);
                let whose = match (number.control, number.total) {
                    (true, _) => NumberRole::Control,
                    (false, true) => NumberRole::Total,
                    (false, false) => NumberRole::Entry,
                };
                let trace = trace::trace(
                    self.ledger,
                    number,
                    number.value + done.shifts[0].1,
                    self.last_year,
                );
                Cause::Number { whose, trace, with_totals }
            }
            SlipKind::Swapped => Cause::Swapped { below: below() },
            SlipKind::Moved => Cause::Moved { below: below() },
            SlipKind::Split => Cause::Split,
            SlipKind::LeftOut => Cause::LeftOut { confirmed: done.fitted == 0 },
            SlipKind::Rows => Cause::Rows,
            SlipKind::Offset => Cause::Offset { column: below() },
            SlipKind::PastedBelow => Cause::Pasted { below: true },
            SlipKind::PastedAbove => Cause::Pasted { below: false },
        }
    }

    /// Whether several other slips may explain the same sums by chance, so that the part is not
    /// recommended. Instead of one number with its total, several numbers of the column, each with
    /// its total, may be wrong, unless that number looks mistyped. A difference of a few
    /// applications proves something only of a single number that explains everything.
    fn may_be_chance(&self, part: &SlipSet, is_alone: bool) -> bool {
        let is_small = |(_, by): &(usize, Decimal)| by.abs() <= Decimal::from(FEW);
        part.slips.iter().any(|done| {
            matches!(self.why(done), Cause::Number { trace: None, with_totals: 1.., .. })
                || !(is_alone && done.kind == SlipKind::One) && done.shifts.iter().all(is_small)
        })
    }

    /// How many of the changed numbers are not 0 now.
    fn typed(&self, done: &FittedSlip) -> usize {
        let is_typed =
            |(number, _): &&(usize, Decimal)| self.ledger.numbers[*number].value != Decimal::ZERO;
        done.shifts.iter().filter(is_typed).count()
    }

    fn cost(&self, done: &FittedSlip) -> u32 {
        let followers = match done.kind {
            SlipKind::Carried => {
                u32::try_from(done.shifts.len()).unwrap_or(u32::MAX / FOLLOWER) - 1
            }
            // As many amounts are chosen as sums fail, so that many other rows explain them as
            // well.
            SlipKind::LeftOut if done.fitted > 1 => 1,
            // Two rows are often equal by chance where only one applicant has applied.
            kind if kind.is_pasted() && done.fitted <= 2 => 1,
            _ => 0,
        };
        // Where nothing was chosen to fit, it is no accident that the sums hold.
        let rank = match done.kind {
            // One or two numbers that stand a cell too far are seldom a whole line that was moved.
            SlipKind::Offset if self.typed(done) < LINE => SHORT_LINE,
            _ => self.why(done).rank(),
        };
        SLIP + FOLLOWER * followers + if done.fitted == 0 { rank.min(EXACT) } else { rank }
    }
}

impl Cause {
    /// The rank of the cause. For any two slips together it is below [`MARGIN`].
    fn rank(self) -> u32 {
        let Self::Number { whose, trace, .. } = self else {
            return match self {
                Self::Blank { .. } | Self::Sign | Self::LastYear | Self::LeftOut { .. } => 0,
                Self::Rows | Self::Offset { .. } | Self::Pasted { below: true } => 1,
                Self::Pasted { below: false } => 2,
                Self::Moved { .. } => 10,
                _ => 11,
            };
        };
        // Of two numbers with the same trace, the total is the likelier one.
        let entry = u32::from(whose == NumberRole::Entry);
        entry
            + match trace {
                Some(Evidence::CarryOver) => 0,
                Some(Evidence::LastYear { small: false }) => 1,
                Some(Evidence::Transposed) => 3,
                Some(Evidence::Doubled) => 4,
                Some(Evidence::TenTimes) => 5,
                Some(Evidence::DigitCount) => 6,
                Some(Evidence::LastYear { small: true }) => 7,
                Some(Evidence::OneDigit) => 8 + 2 * entry,
                Some(Evidence::OneEntry { .. }) | None => 8 + 4 * entry,
            }
    }
}

/// The confidence in a part of an explanation of all failing sums. A part is likely if every
/// equally simple explanation contains it.
fn confidence_in_whole(part: &SlipSet, near: &[&Vec<SlipSet>]) -> Confidence {
    let key = part.key();
    let with = near.iter().filter(|parts| parts.iter().any(|other| other.key() == key)).count();
    match with {
        0 => Confidence::Remote,
        with if with == near.len() && near[0].len() <= MOST_PUSHED && part.is_proven() => {
            Confidence::Likely
        }
        _ => Confidence::Equal,
    }
}

/// The confidence in a part that explains only some failing sums. It is never likely, because the
/// other sums may fail by the same cause. It is remote if a single slip explains all of them.
fn confidence_in_part(part: &SlipSet, partial: &[SlipSet], near: &[&Vec<SlipSet>]) -> Confidence {
    if near.iter().any(|parts| matches!(&parts[..], [only] if only.slips.len() == 1)) {
        return Confidence::Remote;
    }
    let key = part.key();
    let shares = |settled: Mask| settled & part.settled != 0;
    let mut rivals = partial.iter().filter(|other| shares(other.settled) && other.key() != key);
    if rivals.any(|other| other.cost + MARGIN <= part.cost) {
        Confidence::Remote
    } else {
        Confidence::Equal
    }
}

#[cfg(test)]
mod tests;
