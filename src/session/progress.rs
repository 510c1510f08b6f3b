//! How far each part is: what is missing, what is wrong, in a few words.

use super::{Place, Session};
use crate::check::{Finding, Severity};
use crate::edition::{CellId, TableKey};
use crate::report::{Entry, Part, Report};

/// The state of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is there yet.
    Empty,
    /// Begun, and something is missing.
    Begun,
    /// Something is to be confirmed.
    Verify,
    /// Something is wrong; how many findings.
    Wrong(usize),
    /// Nothing is missing.
    Done,
}

/// The state of a part, with words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The state.
    pub state: State,
    /// Words such as “还差 12 项”.
    pub words: String,
}

/// The cells of a table that are to be typed and are not filled in: in which nothing stands, or
/// text that is no number. A 说明 makes no number of that; the totals that it goes into stay blank. A
/// stroke is what the office has to say, and an original (照原文录入) is whole as it was printed,
/// whatever that was.
pub fn missing(report: &Report, table: TableKey) -> Vec<CellId> {
    let lacks = |id: &CellId| match report.entry(*id) {
        None => true,
        Some(Entry::Unreadable(_)) => !report.as_issued(),
        Some(Entry::Number { .. } | Entry::Mark(_)) => false,
    };
    report
        .form()
        .table(table)
        .cells
        .iter()
        .map(|cell| cell.id)
        .filter(|id| !report.is_calculated(*id))
        .filter(lacks)
        .collect()
}

/// Whether an export is a draft (草稿), by what the rules found: an 错误 stands that nobody explained,
/// or something is not filled in yet.
pub fn is_draft<'a>(report: &Report, findings: impl IntoIterator<Item = &'a Finding>) -> bool {
    findings.into_iter().any(|finding| finding.is_open_error(report))
        || !Gaps::of(report).is_empty()
}

/// What every report says before its first part and this one does not, by its name.
fn missing_info(report: &Report) -> Option<&'static str> {
    if report.agency.name.trim().is_empty() {
        return Some("单位全称");
    }
    report.preface_paragraphs().is_empty().then_some("开头段")
}

/// What is not filled in yet. A report that lacks something is a draft (草稿), whatever the rules say
/// of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// What of 封面与开头 is missing, by its name.
    pub info: Option<&'static str>,
    /// How many cells are [`missing`].
    pub cells: usize,
    /// The tables and other parts that lack something, in their order.
    pub parts: Vec<Part>,
}

impl Gaps {
    /// Looks for what a report lacks.
    pub fn of(report: &Report) -> Self {
        let cells = |part: Part| part.table().map(|table| missing(report, table).len());
        let lacks = |part: &Part| {
            cells(*part).map_or_else(|| !report.sections.contains_key(part), |cells| cells > 0)
        };
        Self {
            info: missing_info(report),
            cells: Part::ALL.into_iter().filter_map(cells).sum(),
            parts: Part::ALL.into_iter().filter(lacks).collect(),
        }
    }

    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// The first place that lacks something.
    pub fn first(&self) -> Option<Place> {
        self.info.map(|_| Place::Info).or_else(|| self.parts.first().copied().map(Place::Part))
    }

    /// The parts without a table that nobody has written.
    pub fn unwritten(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().copied().filter(|part| part.table().is_none())
    }
}

impl Session {
    /// How far a place of the page is, by the findings that are shown.
    pub fn progress(&self, place: Place, findings: &[&Finding]) -> Progress {
        let open = |f: &&&Finding| f.justification(self.report()).is_none();
        let of_place = |severity| {
            findings
                .iter()
                .filter(|f| Self::place_of(f) == place && f.severity == severity)
                .filter(open)
                .count()
        };
        let presumed = self
            .report()
            .presumed
            .keys()
            .filter(|id| place == Place::Part(Part::of_table(id.table)))
            .count();
        let (errors, verify) = (of_place(Severity::Error), of_place(Severity::Verify) + presumed);
        let explained = findings
            .iter()
            .filter(|f| Self::place_of(f) == place && f.severity == Severity::Error && !open(f))
            .count();
        let (empty, missing) = self.fill_state(place);
        let state = match (errors, empty, missing.is_empty(), verify) {
            (1.., ..) => State::Wrong(errors),
            (_, true, ..) => State::Empty,
            (_, _, false, _) => State::Begun,
            (_, _, _, 1..) => State::Verify,
            _ => State::Done,
        };
        let words = match state {
            State::Wrong(n) if missing.is_empty() => format!("{n} 处错误"),
            State::Wrong(n) => format!("{n} 处错误，{missing}"),
            State::Empty | State::Begun => missing,
            State::Verify => format!("{verify} 处请核实"),
            State::Done if explained > 0 => {
                format!("{}，{explained} 处已说明", self.done_words(place))
            }
            State::Done => self.done_words(place),
        };
        Progress { state, words }
    }

    /// How many cells of a table are to be typed and blank, and how many are to be typed at all.
    pub fn blanks(&self, table: TableKey) -> (usize, usize) {
        let tally = self.checker.tally(table);
        (tally.blank, tally.cells)
    }

    /// How many cells of a table are [`missing`], as the checker has counted them.
    pub fn lacking(&self, table: TableKey) -> usize {
        let tally = self.checker.tally(table);
        tally.blank + if self.report().as_issued() { 0 } else { tally.texts }
    }

    /// The place of the page where a finding belongs.
    pub fn place_of(finding: &Finding) -> Place {
        finding.part().map_or(Place::Info, Place::Part)
    }

    /// Whether nothing is there yet, and words for what is missing.
    fn fill_state(&self, place: Place) -> (bool, String) {
        let report = self.report();
        match place {
            Place::Info => {
                (false, missing_info(report).map(|name| format!("还缺{name}")).unwrap_or_default())
            }
            Place::Part(part) => match part.table() {
                Some(table) => {
                    let ((blank, cells), missing) = (self.blanks(table), self.lacking(table));
                    (
                        blank == cells,
                        if missing == 0 { String::new() } else { format!("还差 {missing} 项") },
                    )
                }
                None if !report.sections.contains_key(&part) => (true, "未写".to_owned()),
                None => (false, String::new()),
            },
        }
    }

    fn done_words(&self, place: Place) -> String {
        match place {
            Place::Info => format!("{}年 · {}", self.report().year, self.report().edition().name),
            Place::Part(part) if part.table().is_some() => "已填完".to_owned(),
            Place::Part(part) => {
                let letters: usize = self
                    .report()
                    .prose(part)
                    .texts
                    .iter()
                    .map(|text| text.words(self.report()).chars().count())
                    .sum();
                format!("{letters} 字")
            }
        }
    }
}
