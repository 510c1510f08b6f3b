//! Numbers of clean reports are changed, one or two at a time, as a hand slips: does the checker
//! see it, and does the diagnosis know what it was? What comes out is printed, kept in
//! `MUTATION.md` (rewritten with `UPDATE_GOLDEN=1`), and held to limits.

#[path = "outside/outside.rs"]
mod outside;
#[path = "corpus/published.rs"]
mod published;

use nianbao::check::{Checker, Fact, Severity};
use nianbao::diagnosis::{Change, Diagnosis, Hypothesis, diagnose};
use nianbao::draft;
use nianbao::edition::{CellId, IdentityKind, Item, TableKey};
use nianbao::number::Decimal;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
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
const OWN: [&str; 4] =
    ["distinct-2021-as-issued", "distinct-2019-as-issued", "mixed-editions", "zero"];
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
    PUBLISHED
        .into_iter()
        .filter_map(|name| Some(Subject { name, report: published(name)? }))
        .collect()
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
    let cells = |items: &[Item]| {
        items
            .iter()
            .filter_map(|item| if let Item::Value { id, .. } = item { Some(*id) } else { None })
            .collect()
    };
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
            slips.extend(
                Kind::ALL.into_iter().filter_map(|kind| slip(report, kind, *cell, right, below)),
            );
        }
    }
    slips
}

fn slip(
    report: &Report,
    kind: Kind,
    cell: CellId,
    right: Option<CellId>,
    below: Option<CellId>,
) -> Option<Slip> {
    let value = |cell: CellId| report.value(cell).expect("filled in");
    let (number, one) = (value(cell), Decimal::from(1));
    let alone = |to: Option<Decimal>| Some(vec![(cell, number, to?)]);
    let swapped = |other: Option<CellId>| {
        other.map(|other| vec![(cell, number, value(other)), (other, value(other), number)])
    };
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

/// Which sums fail, each by its kind and its right side.
type Failing = BTreeSet<(IdentityKind, CellId)>;

impl Bench {
    fn new(subject: &Subject) -> Self {
        let checker = Checker::new(&RULE_SET, &subject.report);
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
        let errors =
            self.checker.findings().iter().filter(|finding| finding.severity == Severity::Error);
        let facts =
            errors.flat_map(|finding| std::iter::once(&finding.fact).chain(&finding.folded));
        facts
            .filter_map(|fact| {
                if let Fact::Sum { identity, .. } = fact {
                    Some((identity.kind, identity.right[0]))
                } else {
                    None
                }
            })
            .collect()
    }

    fn diagnosis(&self) -> Diagnosis {
        diagnose(&self.report, self.checker.findings(), None)
    }
}

/// Whether a hypothesis puts back exactly what was there.
fn restores(hypothesis: &Hypothesis, slips: &[&Slip]) -> bool {
    let changes = hypothesis
        .repairs
        .iter()
        .flat_map(|repair| &repair.changes)
        .filter(|change| change.from != Some(change.to));
    let offered: BTreeMap<CellId, Decimal> =
        changes.map(|change| (change.cell, change.to)).collect();
    let wanted: BTreeMap<CellId, Decimal> =
        slips.iter().flat_map(|slip| &slip.changes).map(|(cell, from, _)| (*cell, *from)).collect();
    offered == wanted
}

/// Whether a repair is pushed that does not put back what was there.
fn misleads(diagnosis: &Diagnosis, slips: &[&Slip]) -> bool {
    let right = |change: &Change| {
        slips
            .iter()
            .flat_map(|slip| &slip.changes)
            .any(|(cell, from, _)| *cell == change.cell && *from == change.to)
    };
    let pushed = diagnosis
        .hypotheses
        .iter()
        .flat_map(|hypothesis| &hypothesis.repairs)
        .filter(|repair| repair.is_pushed());
    !pushed.flat_map(|repair| &repair.changes).all(right)
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
    const HEADS: [&str; 8] = [
        "made",
        "break no sum",
        "found",
        "put right first",
        "equally good",
        "later",
        "not explained",
        "wrong one pushed",
    ];

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
        write!(
            f,
            "{slips} | {silent} | {found} | {first} | {equal} | {later} | {unexplained} | {misled}"
        )
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
        let confidence = |at: usize| {
            diagnosis.hypotheses[at].repairs.iter().map(|repair| repair.confidence).max()
        };
        match place {
            Some(0) => count.first = 1,
            Some(at) if confidence(at) == confidence(0) => count.equal = 1,
            Some(_) => count.later = 1,
            None => {}
        }
        count.misled = usize::from(misleads(&diagnosis, &[slip]));
        count
    })
}

/// What became of two slips at a time in table 3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct PairCount {
    pairs: usize,
    /// No sum fails, though each alone would break one, or neither does.
    silent: usize,
    /// A sum that one of them breaks holds again by the other.
    masking: usize,
    /// Neither hides the other.
    plain: usize,
    /// Of the plain ones: put right by one of the first three accounts.
    first_three: usize,
    /// By a later one.
    later: usize,
    /// Not listed, because a single slip, or one number fewer, explains it all.
    simpler: usize,
    /// Not listed, among many that are as good.
    many: usize,
    /// Not explained at all.
    unexplained: usize,
    /// Of the masking ones: put right by one of the first three.
    unmasked: usize,
    /// A wrong repair was pushed.
    misled: usize,
    /// The same among the masking ones.
    misled_by_masking: usize,
    /// Sums fail, but there is no finding: must not be.
    missed: usize,
}

impl PairCount {
    const HEADS: [&str; 12] = [
        "made",
        "break no sum",
        "hide each other",
        "right in three all the same",
        "wrong one pushed",
        "all others",
        "right in three",
        "later",
        "simpler account",
        "not among many",
        "not explained",
        "wrong one pushed",
    ];

    const fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.silent += other.silent;
        self.masking += other.masking;
        self.plain += other.plain;
        self.first_three += other.first_three;
        self.later += other.later;
        self.simpler += other.simpler;
        self.many += other.many;
        self.unexplained += other.unexplained;
        self.unmasked += other.unmasked;
        self.misled += other.misled;
        self.misled_by_masking += other.misled_by_masking;
        self.missed += other.missed;
    }
}

impl fmt::Display for PairCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pairs, silent, masking, unmasked, misled_by_masking, plain, .. } = self;
        let Self { first_three, later, simpler, many, unexplained, misled, .. } = self;
        write!(f, "{pairs} | {silent} | {masking} | {unmasked} | {misled_by_masking} | ")?;
        write!(
            f,
            "{plain} | {first_three} | {later} | {simpler} | {many} | {unexplained} | {misled}"
        )
    }
}

fn pair(bench: &mut Bench, one: &Slip, other: &Slip, count: &mut PairCount) {
    count.pairs += 1;
    let alone = [one, other].map(|slip| bench.with(&[slip], Bench::failing));
    let both = &[one, other];
    bench.with(both, |bench| {
        let failing = bench.failing();
        let masked = alone[0].union(&alone[1]).any(|sum| !failing.contains(sum));
        if failing.is_empty() {
            count.silent += 1;
            return;
        }
        count.missed += usize::from(
            bench.checker.findings().iter().all(|finding| finding.severity != Severity::Error),
        );
        let diagnosis = bench.diagnosis();
        let place = place(&diagnosis, both);
        if masked {
            count.masking += 1;
            count.misled_by_masking += usize::from(misleads(&diagnosis, both));
            count.unmasked += usize::from(place.is_some_and(|at| at < 3));
            return;
        }
        count.plain += 1;
        count.misled += usize::from(misleads(&diagnosis, both));
        let best = diagnosis.hypotheses.first().filter(|best| best.complete);
        match (place, best) {
            (Some(0..3), _) => count.first_three += 1,
            (Some(_), _) => count.later += 1,
            (None, Some(best)) if supposed(best) < 2 => count.simpler += 1,
            (None, Some(_)) => count.many += 1,
            (None, None) => count.unexplained += 1,
        }
    });
}

/// Pairs of slips, the same ones every time: of all, or of those that begin in one row or one
/// column and so share sums.
fn sample(slips: &[Slip], size: usize, near: bool) -> Vec<(&Slip, &Slip)> {
    let start = |slip: &Slip| slip.changes[0].0;
    let is_near = |one: &Slip, other: &Slip| {
        start(one).row == start(other).row || start(one).column == start(other).column
    };
    let apart = |one: &Slip, other: &Slip| {
        !one.changes.iter().any(|(cell, ..)| other.changes.iter().any(|(same, ..)| same == cell))
    };
    let pair = |step: usize| {
        let one = &slips[step * 7919 % slips.len()];
        let others: Vec<&Slip> =
            slips.iter().filter(|other| !near || is_near(one, other)).collect();
        (one, others[(step * 104_729 + 31) % others.len()])
    };
    (0..size).map(pair).filter(|(one, other)| apart(one, other)).collect()
}

/// How often a blanked number is offered again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Blanks {
    blanked: usize,
    /// The right number is offered under the finding about blank cells.
    offered: usize,
    /// Of these, only from 收办: to be confirmed.
    presumed: usize,
    wrong: usize,
}

/// Blanks one number after the other, totals included.
fn blanks(subject: &Subject, key: TableKey) -> Blanks {
    let mut count = Blanks::default();
    let mut report = subject.report.clone();
    let mut checker = Checker::new(&RULE_SET, &report);
    for cell in grid(&subject.report, key).concat() {
        let number = report.value(cell).expect("filled in");
        report.set_cell(cell, "");
        checker.update(&report, &[cell]);
        count.blanked += 1;
        let diagnosis = diagnose(&report, checker.findings(), None);
        let blank = checker
            .findings()
            .iter()
            .find(|finding| finding.rule.id == "blank-cell")
            .expect("a finding about the blank");
        let offers = diagnosis.repairs(&blank.key());
        let offer = offers.iter().find_map(|repair| {
            Some((repair, repair.changes.iter().find(|change| change.cell == cell)?.to))
        });
        match offer {
            Some((repair, to)) if to == number => {
                count.offered += 1;
                count.presumed += usize::from(!repair.is_pushed());
            }
            Some(_) => count.wrong += 1,
            None => {}
        }
        report.set_cell(cell, &number.to_string());
        checker.update(&report, &[cell]);
    }
    count
}

/// Everything about some reports: what is held to limits, and the sections that are printed.
struct Outcome {
    requests: Count,
    disputes: Count,
    pairs: PairCount,
    blanks: Blanks,
    markdown: String,
}

/// How many pairs are tried of each report: as many of any two slips as of two in one row or
/// column.
const PAIRS: usize = 300;

fn outcome(title: &str, subjects: &[Subject]) -> Outcome {
    let (requests, of_requests) = singles(subjects, TableKey::Requests);
    let (disputes, of_disputes) = singles(subjects, TableKey::Disputes);
    let (pairs, of_pairs) = pairs(subjects);
    let (blanks, of_blanks) = blanked(subjects);
    let sections = [
        format!("## {title}"),
        format!("Table 3, one slip at a time:\n\n{of_requests}"),
        format!("Table 4, one slip at a time:\n\n{of_disputes}"),
        format!("Table 3, two slips at a time:\n\n{of_pairs}"),
        format!("Tables 3 and 4, one number blanked:\n\n{of_blanks}"),
    ];
    Outcome { requests, disputes, pairs, blanks, markdown: sections.join("\n\n") + "\n" }
}

/// A table in Markdown: two columns of words, then numbers.
fn table(words: &str, heads: &[&str], rows: &[String]) -> String {
    let head =
        format!("| {words} | {} |\n|---|---|{}", heads.join(" | "), "--:|".repeat(heads.len()));
    std::iter::once(head).chain(rows.iter().cloned()).collect::<Vec<_>>().join("\n")
}

fn singles(subjects: &[Subject], key: TableKey) -> (Count, String) {
    let (mut all, mut rows) = (Count::default(), Vec::new());
    for subject in subjects {
        let mut bench = Bench::new(subject);
        let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
        for slip in slips(&subject.report, key) {
            counts.entry(slip.kind).or_default().add(single(&mut bench, &slip));
        }
        rows.extend(
            counts
                .iter()
                .map(|(kind, count)| format!("| {} | {} | {count} |", subject.name, kind.name())),
        );
        for count in counts.into_values() {
            all.add(count);
        }
    }
    rows.push(format!("| **all** | | {all} |"));
    (all, table("report | slip", &Count::HEADS, &rows))
}

fn pairs(subjects: &[Subject]) -> (PairCount, String) {
    let (mut all, mut rows) = (PairCount::default(), Vec::new());
    for subject in subjects {
        let mut bench = Bench::new(subject);
        let slips = slips(&subject.report, TableKey::Requests);
        for (name, near) in [("any", false), ("in one row or column", true)] {
            let mut count = PairCount::default();
            for (one, other) in sample(&slips, PAIRS, near) {
                pair(&mut bench, one, other, &mut count);
            }
            rows.push(format!("| {} | {name} | {count} |", subject.name));
            all.add(count);
        }
    }
    rows.push(format!("| **all** | | {all} |"));
    (all, table("report | pairs", &PairCount::HEADS, &rows))
}

fn blanked(subjects: &[Subject]) -> (Blanks, String) {
    let (mut all, mut rows) = (Blanks::default(), Vec::new());
    for subject in subjects {
        for key in [TableKey::Requests, TableKey::Disputes] {
            let count = blanks(subject, key);
            let Blanks { blanked, offered, presumed, wrong } = count;
            rows.push(format!(
                "| {} | {} | {blanked} | {offered} | {presumed} | {wrong} |",
                subject.name,
                key.id()
            ));
            all.blanked += blanked;
            all.offered += offered;
            all.wrong += wrong;
        }
    }
    (
        all,
        table(
            "report | table",
            &["blanked", "offered again", "of these to be confirmed", "wrong number offered"],
            &rows,
        ),
    )
}

impl Outcome {
    fn hold(&self) {
        let Self { requests, disputes, pairs, blanks, .. } = self;
        for count in [requests, disputes] {
            assert_eq!(count.found, count.audible(), "a broken sum is not found");
            assert_eq!(count.misled, 0, "a wrong repair is pushed");
        }
        assert!(
            requests.first * 100 >= requests.audible() * 98,
            "table 3: {} of {} put right first",
            requests.first,
            requests.audible()
        );
        assert_eq!(
            disputes.first + disputes.equal + disputes.later,
            disputes.audible(),
            "table 4: the right cells are not offered"
        );
        assert_eq!(pairs.missed, 0, "two slips break sums and nothing is found");
        assert_eq!(pairs.misled, 0, "a wrong repair is pushed");
        assert!(
            pairs.first_three * 100 >= pairs.plain * 80,
            "{} of {} pairs",
            pairs.first_three,
            pairs.plain
        );
        assert_eq!(
            (blanks.offered, blanks.wrong),
            (blanks.blanked, 0),
            "a blanked number is not offered again"
        );
    }
}

#[test]
fn slips_are_found_and_put_right() {
    let own = outcome("Reports of our own", &own());
    println!("{}", own.markdown);
    own.hold();
    let subjects = published_ones();
    let published =
        (subjects.len() == PUBLISHED.len()).then(|| outcome("Published reports", &subjects));
    if let Some(published) = &published {
        println!("{}", published.markdown);
        published.hold();
    }
    compare(&own.markdown, published.as_ref().map(|outcome| outcome.markdown.as_str()));
}

/// What `MUTATION.md` begins with.
const HEAD: &str = "\
# Slips made, found and put right

Written by `UPDATE_GOLDEN=1 cargo test --test mutation`. Every number of tables 3 and 4 is changed in clean reports, totals typed
(照原文录入), and the reports are checked and diagnosed.

*Put right first*: the first account gives back exactly what stood there. *Equally good*: it is another of those that are said to be as
good; several are where a table has too few sums to tell, or where two rows with a single applicant are swapped, but for that applicant
or but for 总计. *Later*: in table 4, a number moved over another of which nothing is left. *Wrong one pushed*: a repair that is not the
right one was marked as likely. Two slips *hide each other* where a sum that one breaks holds again by the other: then a simpler account
may fit all that is left to see.

";

/// Compares with the file; the part about published reports only where they are.
fn compare(own: &str, published: Option<&str>) {
    let path = folder().join("MUTATION.md");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let kept_published = kept
        .split_once("## Published reports")
        .map(|(_, rest)| format!("## Published reports{rest}"))
        .unwrap_or_default();
    let printed = format!("{HEAD}{own}\n{}", published.unwrap_or(&kept_published));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &printed).expect("to write MUTATION.md");
        return;
    }
    assert!(kept == printed, "tests/MUTATION.md is not what comes out: run with UPDATE_GOLDEN=1");
}
