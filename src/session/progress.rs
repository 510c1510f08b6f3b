//! Describes the progress of each part: what is missing and what is wrong, in a few words.

use super::{Panel, Session};
use crate::check::{Finding, Severity};
use crate::edition::TableKey;
use crate::report::{Part, Report, unfilled};

/// The state of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// Nothing is filled in yet.
    Empty,
    /// Begun, and something is missing.
    Begun,
    /// Something is to be confirmed.
    Verify,
    /// Something is wrong; the number of findings.
    Wrong(usize),
    /// Nothing is missing.
    Done,
}

/// The state of a part, and words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The state.
    pub state: PartState,
    /// Words such as “还差 12 项”.
    pub summary: String,
}

/// Whether an export is marked as a draft (草稿) by these findings: there is an error without a
/// justification, or something is not filled in yet.
pub fn is_draft<'a>(report: &Report, findings: impl IntoIterator<Item = &'a Finding>) -> bool {
    findings.into_iter().any(|finding| finding.is_open_error(report))
        || !MissingParts::of(report).is_empty()
}

/// The name of information before the first part that every report needs and this one lacks.
fn missing_info(report: &Report) -> Option<&'static str> {
    if report.agency.name.trim().is_empty() {
        return Some("单位全称");
    }
    report.preface_paragraphs().is_empty().then_some("开头段")
}

/// What is not filled in yet. A report that lacks something is a draft (草稿), whatever its findings
/// are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingParts {
    /// The name of the missing information of 封面与开头.
    pub info: Option<&'static str>,
    /// The number of cells that are [`unfilled()`].
    pub cells: usize,
    /// The parts that lack something, in their order.
    pub parts: Vec<Part>,
}

impl MissingParts {
    /// Collects what a report lacks.
    pub fn of(report: &Report) -> Self {
        let cells = |part: Part| part.table().map(|table| unfilled(report, table).len());
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

    /// The first part of the page that lacks something.
    pub fn first(&self) -> Option<Panel> {
        self.info.map(|_| Panel::Info).or_else(|| self.parts.first().copied().map(Panel::Part))
    }

    /// The parts without a table that have no text.
    pub fn unwritten(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().copied().filter(|part| part.table().is_none())
    }
}

impl Session {
    /// The progress of a part of the page. `findings` are the findings that are shown.
    pub fn progress(&self, panel: Panel, findings: &[&Finding]) -> Progress {
        let open = |f: &&&Finding| f.justification(self.report()).is_none();
        let of_place = |severity| {
            findings
                .iter()
                .filter(|f| Self::panel_of(f) == panel && f.severity == severity)
                .filter(open)
                .count()
        };
        let presumed = self
            .report()
            .presumed
            .keys()
            .filter(|id| panel == Panel::Part(Part::of_table(id.table)))
            .count();
        let (errors, verify) = (of_place(Severity::Error), of_place(Severity::Verify) + presumed);
        let justified = findings
            .iter()
            .filter(|f| Self::panel_of(f) == panel && f.severity == Severity::Error && !open(f))
            .count();
        let (empty, missing) = self.fill_state(panel);
        let state = match (errors, empty, missing.is_empty(), verify) {
            (1.., ..) => PartState::Wrong(errors),
            (_, true, ..) => PartState::Empty,
            (_, _, false, _) => PartState::Begun,
            (_, _, _, 1..) => PartState::Verify,
            _ => PartState::Done,
        };
        let summary = match state {
            PartState::Wrong(n) if missing.is_empty() => format!("{n} 处错误"),
            PartState::Wrong(n) => format!("{n} 处错误，{missing}"),
            PartState::Empty | PartState::Begun => missing,
            PartState::Verify => format!("{verify} 处请核实"),
            PartState::Done if justified > 0 => {
                format!("{}，{justified} 处已说明", self.done_words(panel))
            }
            PartState::Done => self.done_words(panel),
        };
        Progress { state, summary }
    }

    /// The number of cells of a table that are to be typed and are blank, and the number of all
    /// cells that are to be typed.
    pub fn blanks(&self, table: TableKey) -> (usize, usize) {
        let tally = self.checker.tally(table);
        (tally.blank, tally.cells)
    }

    /// The number of cells of a table that 其余填 0 sets.
    pub fn cells_for_zero(&self, table: TableKey) -> usize {
        let tally = self.checker.tally(table);
        tally.blank + if self.report().as_issued() { 0 } else { tally.marks }
    }

    /// The number of cells of a table that are [`unfilled()`].
    pub fn unfilled_cells(&self, table: TableKey) -> usize {
        self.checker.unfilled(table)
    }

    /// The part of the page to which a finding belongs.
    pub fn panel_of(finding: &Finding) -> Panel {
        finding.part().map_or(Panel::Info, Panel::Part)
    }

    /// Whether nothing is filled in yet, and words for what is missing.
    fn fill_state(&self, panel: Panel) -> (bool, String) {
        let report = self.report();
        match panel {
            Panel::Info => {
                (false, missing_info(report).map(|name| format!("还缺{name}")).unwrap_or_default())
            }
            Panel::Part(part) => match part.table() {
                Some(table) => {
                    let ((blank, cells), unfilled) =
                        (self.blanks(table), self.unfilled_cells(table));
                    (
                        blank == cells,
                        if unfilled == 0 {
                            String::new()
                        } else {
                            format!("还差 {unfilled} 项")
                        },
                    )
                }
                None if !report.sections.contains_key(&part) => (true, "未写".to_owned()),
                None => (false, String::new()),
            },
        }
    }

    fn done_words(&self, panel: Panel) -> String {
        match panel {
            Panel::Info => format!("{}年 · {}", self.report().year, self.report().edition().name),
            Panel::Part(part) if part.table().is_some() => "已填完".to_owned(),
            Panel::Part(part) => {
                let letters: usize = self
                    .report()
                    .prose(part)
                    .texts
                    .iter()
                    .map(|text| text.text(self.report()).chars().count())
                    .sum();
                format!("{letters} 字")
            }
        }
    }
}
