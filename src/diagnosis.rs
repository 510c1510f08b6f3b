//! What probably went wrong, and what would put it right.
//!
//! In: a [`Report`], the [`Finding`]s of the [`crate::check::Checker`], and, if there is one, the
//! report of the year before. Out: a [`Diagnosis`], which joins findings (by [`Finding::key`]) to
//! ranked [`Repair`]s. Nothing is ever changed here; a repair is an offer, and [`Confidence`] says
//! whether it deserves a button of its own. This module knows nothing of files or pages.
//!
//! # How causes are found
//!
//! A sum that fails leaves a residual (right side minus left side). A wrong number leaves its mark
//! in the residuals of all sums it stands in, and only there: in table 3 with typed totals no two
//! numbers leave the same mark. So the search asks for the fewest *slips* whose marks add up to
//! what fails. A slip is a wrong number; a wrong number with the totals that were added up from it;
//! two neighbours in each other's place; a number in its neighbour's place; the digits of one
//! number in two cells. A repair must leave every sum that it touches holding, and every number
//! from 0 to 10¹². Where totals are calculated, typed numbers and 控制数 are what can be wrong.
//!
//! # The ranking
//!
//! Fewer slips come before more, whatever their kind: that two neighbours were swapped is likelier
//! than that two numbers were mistyped and happen to fit. Within that, each total that had to
//! follow costs extra, and the kinds rank:
//!
//! 1. what the report of the year before says too (结转 not copied, last year's number left in
//!    place): that two reports agree by chance is rarer than that digits do;
//! 2. a total, or a 控制数, typed wrong: people add up by hand, and copy what others counted;
//! 3. two neighbours swapped;
//! 4. a number moved to the next row or column;
//! 5. the digits of a number split over two cells;
//! 6. two digits transposed (the difference is then divisible by 9);
//! 7. ten times what it should be, or a tenth;
//! 8. one digit wrong, missing or too many;
//! 9. anything else.
//!
//! A total that is off by exactly one of its terms is said to have counted it twice or left it out;
//! as a total it is ranked already.
//!
//! The rank orders a list; it proves nothing. Where several explanations take equally few slips,
//! all are offered as [`Confidence::Equal`] and none is pushed: a block of table 4 has a single
//! sum, and any of its numbers may be wrong; with calculated totals the same holds for a column of
//! table 3; and where two rows have a single applicant, swapping its numbers and swapping the 总计
//! look alike.

mod ledger;
mod search;
mod slip;
mod trace;
mod wording;

use crate::check::{Fact, Finding, Mask, bits, solved};
use crate::edition::{CellId, Identity, TableKey};
use crate::number::Decimal;
use crate::report::Report;
use ledger::Ledger;
use search::{Found, Part, search, total};
use slip::{Done, Kind};

/// What may be wrong in a report, table by table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosis {
    /// What may have happened; within a table the likeliest first. Those that explain all failing
    /// sums of their table come before those that explain some, and these before offers for blank
    /// cells.
    pub hypotheses: Vec<Hypothesis>,
}

/// One account of what may have happened in a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// The table.
    pub table: TableKey,
    /// The repairs that belong to it. Each can be made without the others.
    pub repairs: Vec<Repair>,
    /// Whether no sum of the table fails once all of them are made.
    pub complete: bool,
}

/// Changes that put right some failing sums and break none.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What to change: all of it or nothing.
    pub changes: Vec<Change>,
    /// What went wrong, if this is right: mostly one slip, two where they share a sum.
    pub why: Vec<Why>,
    /// How much speaks for it.
    pub confidence: Confidence,
    /// The sums that fail and would hold.
    pub sums: Vec<&'static Identity>,
    /// How many sums of the table would still fail.
    pub still_failing: usize,
    /// The findings ([`Finding::key`]) that it bears on.
    pub findings: Vec<String>,
}

/// Another number for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// Whether its 控制数 is meant.
    pub control: bool,
    /// The number that stands there; `None` if none does.
    pub from: Option<Decimal>,
    /// The number that it should be, from 0 to 10¹².
    pub to: Decimal,
}

/// How much speaks for a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It stands out: nothing else explains the findings as simply, and more sums agree on it than
    /// it has amounts to choose.
    Likely,
    /// It is one of several that explain the findings as simply, or too few sums speak to tell.
    Equal,
    /// Others explain the findings more simply.
    Remote,
}

/// What went wrong, as far as the numbers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// One number was typed wrong.
    Number {
        /// What kind of number it is.
        whose: Whose,
        /// What speaks for it besides the sums.
        trace: Option<Trace>,
        /// How many totals were added up with it and must follow.
        with_totals: usize,
    },
    /// Two neighbours stand in each other's place.
    Swapped {
        /// Whether one stands below the other.
        below: bool,
    },
    /// A number stands in the next row or column, and 0 in its own place.
    Moved {
        /// Whether one cell stands below the other.
        below: bool,
    },
    /// The digits of one number stand in two cells.
    Split,
    /// Nothing was typed; a sum tells what it must be.
    Blank {
        /// The sum.
        identity: &'static Identity,
        /// Whether only 收办 tells it, which then proves nothing (推算).
        presumed: bool,
    },
}

/// What kind of number was typed wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A number that nothing derives.
    Entry,
    /// A typed total.
    Total,
    /// A 控制数.
    Control,
}

/// What speaks for a number having been typed wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// 上年结转 would then be what the report of the year before carried out.
    CarryOver,
    /// It is the number of the year before.
    LastYear,
    /// Two of its digits have changed places.
    Transposed,
    /// It is ten times, or a tenth of, what it should be.
    TenTimes,
    /// One digit is wrong, missing or too many.
    OneDigit,
    /// The total is off by exactly one of its own terms.
    OneEntry {
        /// The term.
        cell: CellId,
        /// Whether it was counted twice; else it was left out.
        twice: bool,
    },
}

impl Diagnosis {
    /// The repairs that bear on a finding, the likeliest first; none twice.
    pub fn repairs(&self, finding: &str) -> Vec<&Repair> {
        let mut repairs: Vec<&Repair> = Vec::new();
        for repair in self.hypotheses.iter().flat_map(|hypothesis| &hypothesis.repairs) {
            let known = repairs.iter().any(|other| other.changes == repair.changes);
            if !known && repair.findings.iter().any(|key| key == finding) {
                repairs.push(repair);
            }
        }
        repairs
    }
}

impl Repair {
    /// Whether it deserves a button of its own.
    pub fn is_pushed(&self) -> bool {
        self.confidence == Confidence::Likely
    }
}

/// What one slip more costs; also more than any ranks within a slip add up to.
const SLIP: u32 = 100;
/// What a total that must follow costs.
const FOLLOWER: u32 = 40;
/// Explanations closer than this are as good as each other: the kinds of slips order them but do
/// not decide.
const MARGIN: u32 = 30;
/// How many explanations of a table are listed.
const MOST_LISTED: usize = 40;

/// Looks for causes of the findings. `findings` are those of the report as it stands.
pub fn diagnose(report: &Report, findings: &[Finding], last_year: Option<&Report>) -> Diagnosis {
    let mut hypotheses = Vec::new();
    for table in [TableKey::Requests, TableKey::Disputes] {
        let in_table = |finding: &&Finding| finding.table() == Some(table);
        let findings: Vec<&Finding> = findings.iter().filter(in_table).collect();
        if findings.is_empty() {
            continue;
        }
        let ledger = Ledger::new(report, table);
        let clinic = Clinic { ledger: &ledger, findings: &findings, last_year };
        if ledger.state.failing != 0 {
            hypotheses.extend(clinic.hypotheses());
        }
        hypotheses.extend(clinic.blanks());
    }
    Diagnosis { hypotheses }
}

/// One table with what bears on it.
struct Clinic<'a> {
    ledger: &'a Ledger<'a>,
    findings: &'a [&'a Finding],
    last_year: Option<&'a Report>,
}

impl Clinic<'_> {
    fn hypotheses(&self) -> Vec<Hypothesis> {
        let Found { whole, partial } = search(self.ledger, &|done| self.cost(done));
        let table = self.ledger.table;
        let limit = whole.first().map_or(0, |best| total(best) + MARGIN);
        let near: Vec<&Vec<Part>> = whole.iter().take_while(|parts| total(parts) < limit).collect();
        let of_whole = |parts: &Vec<Part>| Hypothesis {
            table,
            repairs: parts
                .iter()
                .map(|part| self.repair(part, confidence_in_whole(part, &near)))
                .collect(),
            complete: true,
        };
        let of_partial = |part: &Part| Hypothesis {
            table,
            repairs: vec![self.repair(part, confidence_in_part(part, &partial, &near))],
            complete: false,
        };
        let listed = |part: &&Part| {
            !whole.iter().take(MOST_LISTED).flatten().any(|other| other.key() == part.key())
        };
        whole
            .iter()
            .take(MOST_LISTED)
            .map(of_whole)
            .chain(partial.iter().filter(listed).take(MOST_LISTED).map(of_partial))
            .collect()
    }

    fn repair(&self, part: &Part, confidence: Confidence) -> Repair {
        let identities = self.ledger.report.form().identities();
        let concerns = |finding: &&&Finding| {
            let facts = std::iter::once(&finding.fact).chain(&finding.folded);
            let mut sums = facts.filter_map(|fact| {
                if let Fact::Sum { identity, .. } = fact { Some(*identity) } else { None }
            });
            sums.any(|sum| bits(part.settled).any(|settled| std::ptr::eq(identities[settled], sum)))
        };
        Repair {
            changes: part.shifts().filter_map(|shift| self.change(shift)).collect(),
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

    /// What a slip says of what happened.
    fn why(&self, done: &Done) -> Why {
        let number = |at: usize| &self.ledger.numbers[done.shifts[at].0];
        let below = || {
            self.ledger.table == TableKey::Requests
                && number(0).cell.column == number(1).cell.column
        };
        match done.kind {
            Kind::One | Kind::Carried => {
                let (number, with_totals) = (number(0), done.shifts.len() - 1);
                let whose = match (number.control, number.total) {
                    (true, _) => Whose::Control,
                    (false, true) => Whose::Total,
                    (false, false) => Whose::Entry,
                };
                let trace = trace::trace(
                    self.ledger,
                    number,
                    number.value + done.shifts[0].1,
                    self.last_year,
                );
                Why::Number { whose, trace, with_totals }
            }
            Kind::Swapped => Why::Swapped { below: below() },
            Kind::Moved => Why::Moved { below: below() },
            Kind::Split => Why::Split,
        }
    }

    fn cost(&self, done: &Done) -> u32 {
        let followers = if done.kind == Kind::Carried {
            u32::try_from(done.shifts.len()).unwrap_or(u32::MAX / FOLLOWER) - 1
        } else {
            0
        };
        SLIP + FOLLOWER * followers + self.why(done).rank()
    }

    /// Offers for cells that nothing stands in.
    fn blanks(&self) -> Vec<Hypothesis> {
        let report = self.ledger.report;
        let failing = self.ledger.state.failing.count_ones() as usize;
        let offer = |cell: CellId| {
            let solution = solved(report, cell)?;
            let findings = self.findings.iter().filter(|finding| {
                !matches!(finding.fact, Fact::Sum { .. }) && finding.cells.contains(&cell)
            });
            let repair = Repair {
                changes: vec![Change { cell, control: false, from: None, to: solution.value }],
                why: vec![Why::Blank { identity: solution.identity, presumed: solution.presumed }],
                confidence: if solution.presumed || failing > 0 {
                    Confidence::Equal
                } else {
                    Confidence::Likely
                },
                sums: Vec::new(),
                still_failing: failing,
                findings: findings.map(|finding| finding.key()).collect(),
            };
            Some(Hypothesis { table: self.ledger.table, repairs: vec![repair], complete: false })
        };
        self.ledger.lacking.iter().filter_map(|cell| offer(*cell)).collect()
    }
}

impl Why {
    /// Its place in the ranking; below [`MARGIN`] for any two slips together.
    const fn rank(self) -> u32 {
        match self {
            Self::Number { trace: Some(Trace::CarryOver), .. } | Self::Blank { .. } => 0,
            Self::Number { trace: Some(Trace::LastYear), .. } => 1,
            Self::Number { whose: Whose::Total | Whose::Control, .. } => 2,
            Self::Swapped { .. } => 3,
            Self::Moved { .. } => 4,
            Self::Split => 5,
            Self::Number { trace: Some(Trace::Transposed), .. } => 6,
            Self::Number { trace: Some(Trace::TenTimes), .. } => 7,
            Self::Number { trace: Some(Trace::OneDigit), .. } => 8,
            Self::Number { .. } => 9,
        }
    }
}

/// A part of an account that explains everything. It stands out if every account that is as simple
/// contains it.
fn confidence_in_whole(part: &Part, near: &[&Vec<Part>]) -> Confidence {
    let key = part.key();
    let with = near.iter().filter(|parts| parts.iter().any(|other| other.key() == key)).count();
    match with {
        0 => Confidence::Remote,
        with if with == near.len() && part.is_proven() => Confidence::Likely,
        _ => Confidence::Equal,
    }
}

/// A part that explains only some of what fails. Where one slip explains everything, it is far
/// behind.
fn confidence_in_part(part: &Part, partial: &[Part], near: &[&Vec<Part>]) -> Confidence {
    if near.iter().any(|parts| matches!(&parts[..], [only] if only.slips.len() == 1)) {
        return Confidence::Remote;
    }
    let key = part.key();
    let shares = |settled: Mask| settled & part.settled != 0;
    let rivals = || partial.iter().filter(|other| shares(other.settled) && other.key() != key);
    if rivals().any(|other| other.cost + MARGIN <= part.cost) {
        Confidence::Remote
    } else if near.is_empty()
        && part.is_proven()
        && rivals().all(|other| part.cost + MARGIN <= other.cost)
    {
        Confidence::Likely
    } else {
        Confidence::Equal
    }
}

#[cfg(test)]
mod tests;
