//! Numbers of clean reports are changed, one or two at a time, as a hand slips: does the checker see it, and does the diagnosis
//! know what it was? What comes out is printed, kept in `MUTATION.md` (rewritten with `UPDATE_GOLDEN=1`), and held to limits.

#[path = "corpus/published.rs"]
mod published;

use nianbao::diagnosis::{Diagnosis, Hypothesis, diagnose};
use nianbao::draft;
use nianbao::edition::{CellId, Item, TableKey};
use nianbao::number::Decimal;
use nianbao::report::Report;
use nianbao::rules::{Checker, Fact, Severity, solved};
use published::published;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Clean reports, by name; all cells typed.
struct Subject {
    name: &'static str,
    report: Report,
}

/// Reports that no office has filed.
const OWN: [&str; 4] = ["distinct-2021-as-issued", "distinct-2019-as-issued", "mixed-editions", "zero"];
/// Published reports without errors.
const PUBLISHED: [&str; 4] = ["huaian-2024", "suqian-2023", "suqian-2024", "seed-yanzhoulu-2020"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn own() -> Vec<Subject> {
    let read = |name: &'static str| {
        let path = folder().join("corpus/drafts").join(name).with_extension("json");
        let mut report = draft::read_bytes(&fs::read(path).expect(name)).expect(name);
        report.set_as_issued(true);
        Subject { name, report }
    };
    OWN.into_iter().map(read).collect()
}

fn published_ones() -> Vec<Subject> {
    PUBLISHED.into_iter().filter_map(|name| Some(Subject { name, report: published(name)? })).collect()
}

/// How a hand slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    OneMore,
    OneLess,
    TenTimes,
    DigitsSwapped,
    SwappedRight,
    SwappedBelow,
    MovedRight,
    MovedBelow,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::OneMore,
        Self::OneLess,
        Self::TenTimes,
        Self::DigitsSwapped,
        Self::SwappedRight,
        Self::SwappedBelow,
        Self::MovedRight,
        Self::MovedBelow,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::OneMore => "+1",
            Self::OneLess => "−1",
            Self::TenTimes => "×10",
            Self::DigitsSwapped => "digits swapped",
            Self::SwappedRight => "swapped with the right neighbour",
            Self::SwappedBelow => "swapped with the one below",
            Self::MovedRight => "moved to the next column",
            Self::MovedBelow => "moved to the next row",
        }
    }
}

/// What was typed instead of what should stand there.
#[derive(Clone, Debug)]
struct Slip {
    kind: Kind,
    /// The cells, what stood there, and what stands there now.
    changes: Vec<(CellId, Decimal, Decimal)>,
}

/// The cells of a table as they are printed, line by line.
fn grid(report: &Report, table: TableKey) -> Vec<Vec<CellId>> {
    let cells = |items: &[Item]| items.iter().filter_map(|item| if let Item::Value { id, .. } = item { Some(*id) } else { None }).collect();
    let lines = report.form().table(table).lines.iter().map(|line| cells(&line.items));
    lines.filter(|line: &Vec<CellId>| !line.is_empty()).collect()
}

/// Every slip of one hand in a table.
fn slips(report: &Report, table: TableKey) -> Vec<Slip> {
    let grid = grid(report, table);
    let mut slips = Vec::new();
    for (row, line) in grid.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let right = line.get(column + 1).copied();
            let below = grid.get(row + 1).and_then(|line| line.get(column)).copied();
            slips.extend(Kind::ALL.into_iter().filter_map(|kind| slip(report, kind, *cell, right, below)));
        }
    }
    slips
}

fn slip(report: &Report, kind: Kind, cell: CellId, right: Option<CellId>, below: Option<CellId>) -> Option<Slip> {
    let value = |cell: CellId| report.value(cell).expect("filled in");
    let (number, one) = (value(cell), Decimal::from(1));
    let alone = |to: Option<Decimal>| Some(vec![(cell, number, to?)]);
    let swapped = |other: Option<CellId>| other.map(|other| vec![(cell, number, value(other)), (other, value(other), number)]);
    let moved = |other: Option<CellId>| {
        let other = other.filter(|_| number != Decimal::ZERO)?;
        Some(vec![(cell, number, Decimal::ZERO), (other, value(other), number)])
    };
    let mut changes = match kind {
        Kind::OneMore => alone(Some(number + one)),
        Kind::OneLess => alone((number >= one).then(|| number - one)),
        Kind::TenTimes => alone(Decimal::parse(&format!("{number}0"))),
        Kind::DigitsSwapped => alone(digits_swapped(number)),
        Kind::SwappedRight => swapped(right),
        Kind::SwappedBelow => swapped(below),
        Kind::MovedRight => moved(right),
        Kind::MovedBelow => moved(below),
    }?;
    changes.retain(|(_, from, to)| from != to);
    (!changes.is_empty()).then_some(Slip { kind, changes })
}

/// The last two digits that differ, in each other's place.
fn digits_swapped(number: Decimal) -> Option<Decimal> {
    let mut digits = number.to_string().into_bytes();
    let at = (1..digits.len()).rev().find(|at| digits[at - 1] != digits[*at])?;
    digits.swap(at - 1, at);
    Decimal::parse(std::str::from_utf8(&digits).ok()?)
}

/// A report in which one slips after the other.
struct Bench {
    report: Report,
    checker: Checker,
}

/// Which sums fail, each by its right side.
type Failing = BTreeSet<(&'static str, CellId)>;

impl Bench {
    fn new(subject: &Subject) -> Self {
        let checker = Checker::new(&subject.report);
        let bench = Self { report: subject.report.clone(), checker };
        assert!(bench.failing().is_empty(), "{} is not clean", subject.name);
        bench
    }

    fn put<'a>(&mut self, slips: impl Iterator<Item = &'a Slip>, back: bool) {
        let mut cells = Vec::new();
        for (cell, from, to) in slips.flat_map(|slip| &slip.changes) {
            self.report.set_cell(*cell, &(if back { from } else { to }).to_string());
            cells.push(*cell);
        }
        self.checker.update(&self.report, &cells);
    }

    fn with<T>(&mut self, slips: &[&Slip], look: impl FnOnce(&Self) -> T) -> T {
        self.put(slips.iter().copied(), false);
        let seen = look(self);
        self.put(slips.iter().copied(), true);
        seen
    }

    fn failing(&self) -> Failing {
        let facts = self.checker.findings().iter().filter(|finding| finding.severity == Severity::Error);
        let facts = facts.flat_map(|finding| std::iter::once(&finding.fact).chain(&finding.folded).map(|fact| (finding.rule.id, fact)));
        facts.filter_map(|(rule, fact)| if let Fact::Sum { identity, .. } = fact { Some((rule, identity.right[0])) } else { None }).collect()
    }

    fn diagnosis(&self) -> Diagnosis {
        diagnose(&self.report, self.checker.findings(), None)
    }
}

/// Whether a hypothesis puts back exactly what was there.
fn restores(hypothesis: &Hypothesis, slips: &[&Slip]) -> bool {
    let changes = hypothesis.repairs.iter().flat_map(|repair| &repair.changes).filter(|change| change.from != Some(change.to));
    let offered: BTreeMap<CellId, Decimal> = changes.map(|change| (change.cell, change.to)).collect();
    let wanted: BTreeMap<CellId, Decimal> = slips.iter().flat_map(|slip| &slip.changes).map(|(cell, from, _)| (*cell, *from)).collect();
    offered == wanted
}

/// The place of the right hypothesis, from 0.
fn place(diagnosis: &Diagnosis, slips: &[&Slip]) -> Option<usize> {
    diagnosis.hypotheses.iter().position(|hypothesis| restores(hypothesis, slips))
}

/// How many slips a hypothesis supposes.
fn supposed(hypothesis: &Hypothesis) -> usize {
    hypothesis.repairs.iter().map(|repair| repair.why.len()).sum()
}

/// What became of the slips of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    /// All slips.
    slips: usize,
    /// Of these, those that break no sum.
    silent: usize,
    /// Of those that break one: found as an error.
    found: usize,
    /// Put right by the first repair.
    first: usize,
    /// Put right by another of those called equally good.
    equal: usize,
    /// Put right by a later one.
    later: usize,
    /// A wrong repair was pushed.
    misled: usize,
}

impl Count {
    const fn audible(self) -> usize {
        self.slips - self.silent
    }

    const fn add(&mut self, other: Self) {
        self.slips += other.slips;
        self.silent += other.silent;
        self.found += other.found;
        self.first += other.first;
        self.equal += other.equal;
        self.later += other.later;
        self.misled += other.misled;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slips, silent, found, first, equal, later, misled } = self;
        let unexplained = self.audible() - first - equal - later;
        write!(f, "{slips} | {silent} | {found} | {first} | {equal} | {later} | {unexplained} | {misled}")
    }
}

fn single(bench: &mut Bench, slip: &Slip) -> Count {
    bench.with(&[slip], |bench| {
        let mut count = Count { slips: 1, ..Count::default() };
        if bench.failing().is_empty() {
            count.silent = 1;
            return count;
        }
        count.found = 1;
        let diagnosis = bench.diagnosis();
        let place = place(&diagnosis, &[slip]);
        let confidence = |at: usize| diagnosis.hypotheses[at].repairs.iter().map(|repair| repair.confidence).max();
        match place {
            Some(0) => count.first = 1,
            Some(at) if confidence(at) == confidence(0) => count.equal = 1,
            Some(_) => count.later = 1,
            None => {}
        }
        let pushed = diagnosis.hypotheses.iter().flat_map(|hypothesis| &hypothesis.repairs).filter(|repair| repair.is_pushed());
        let wrong = |change: &nianbao::diagnosis::Change| !slip.changes.iter().any(|(cell, from, _)| *cell == change.cell && *from == change.to);
        count.misled = usize::from(pushed.flat_map(|repair| &repair.changes).any(wrong));
        count
    })
}

#[test]
fn probe() {
    for subject in own().into_iter().chain(published_ones()) {
        let mut bench = Bench::new(&subject);
        for table in [TableKey::Requests, TableKey::Disputes] {
            let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
            let start = std::time::Instant::now();
            let slips = slips(&subject.report, table);
            for slip in &slips {
                counts.entry(slip.kind).or_default().add(single(&mut bench, slip));
            }
            println!("{} {} {:?} each", subject.name, table.name(), start.elapsed() / u32::try_from(slips.len()).unwrap());
            for (kind, count) in counts {
                println!("{} | {count}", kind.name());
            }
        }
    }
}
