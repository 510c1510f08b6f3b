//! A justification is the reason that a clerk gives for a finding after examining it. It is valid
//! as long as the numbers or words under the finding do not change.

use super::{Finding, Severity, Violation};
use crate::number::Decimal;
use crate::report::{Justification, Report};
use crate::sort;

/// The reasons to choose from. The last one requires an explanation in words.
pub const REASONS: [&str; 6] = [
    "情况属实，已与台账核对",
    "统计口径不同",
    "机构改革，职能划转",
    "上年度报告已更正",
    "上年度数据有误",
    "其他原因",
];

/// What is missing in a justification before it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncompleteJustification {
    /// A reason from the list.
    Reason,
    /// An explanation in words. It is required beside the reason for an error, and for the last
    /// reason.
    Words,
}

/// The data that a finding depends on. A justification of it lapses when they change.
struct Ground {
    /// The ids of its cells.
    cells: Vec<String>,
    /// The words that it is about, with their part; empty if it is about numbers.
    words: String,
    /// The contents of the cells, then the values that the rule read in the report of the year
    /// before.
    values: Vec<Option<String>>,
}

impl Finding {
    /// The data that the finding depends on. Cells are sorted by id, because their order must not
    /// change when another cell becomes the likeliest.
    fn ground(&self, report: &Report) -> Ground {
        let mut cells = match &self.fact {
            // The facts follow from all cells of the group, also those that the finding does not
            // name.
            Violation::Cells { cells, .. } => cells.clone(),
            _ => self.cells.clone(),
        };
        sort::sort(&mut cells);
        let text = |text: String| Some(text).filter(|text| !text.is_empty());
        let mut values: Vec<Option<String>> =
            cells.iter().map(|id| text(report.text(*id))).collect();
        if let Violation::Cells { last, .. } = &self.fact {
            values.extend(last.iter().map(|value| value.map(|value| value.to_string())));
        }
        let words =
            if let Violation::Words(remark) = &self.fact { remark.name() } else { String::new() };
        Ground { cells: cells.iter().map(ToString::to_string).collect(), words, values }
    }

    /// Whether the finding can have a justification. A hint needs none, and a blank cell must be
    /// filled in instead.
    pub fn can_be_justified(&self) -> bool {
        self.severity != Severity::Hint && !self.is_progress()
    }

    /// What is missing in a justification of this finding; `None` if it is complete.
    pub fn lacks(&self, reason: &str, text: &str) -> Option<IncompleteJustification> {
        let says_enough = self.severity != Severity::Error && REASONS.last() != Some(&reason);
        match (reason.is_empty(), text.trim().is_empty()) {
            (true, _) => Some(IncompleteJustification::Reason),
            (false, true) if !says_enough => Some(IncompleteJustification::Words),
            _ => None,
        }
    }

    /// Makes a justification of this finding, to be kept in the report. `date` is a day in the form
    /// `2026-01-20`.
    pub fn justify(&self, report: &Report, reason: &str, text: &str, date: &str) -> Justification {
        let Ground { cells, words, values } = self.ground(report);
        Justification {
            rule: self.rule.id.to_owned(),
            cells,
            words,
            values,
            reason: reason.to_owned(),
            text: text.trim().to_owned(),
            date: date.to_owned(),
            ..Justification::default()
        }
    }

    /// The justification of this finding in the report, if the data under it have not changed.
    pub fn justification<'r>(&self, report: &'r Report) -> Option<&'r Justification> {
        self.candidates(report).find(|(_, stands)| *stands).map(|(justification, _)| justification)
    }

    /// The last justification of this finding that has lapsed, because the data under it changed;
    /// `None` if there is a valid one.
    pub fn lapsed<'r>(&self, report: &'r Report) -> Option<&'r Justification> {
        if self.justification(report).is_some() {
            None
        } else {
            self.candidates(report).last().map(|(justification, _)| justification)
        }
    }

    /// The justifications for the same rule and cells or words, each with whether it is still
    /// valid.
    fn candidates<'r>(
        &self,
        report: &'r Report,
    ) -> impl Iterator<Item = (&'r Justification, bool)> {
        let of_rule =
            report.justifications.iter().filter(|justification| justification.rule == self.rule.id);
        let ground =
            if report.justifications.is_empty() { None } else { Some(self.ground(report)) };
        of_rule.filter_map(move |justification| {
            let Ground { cells, words, values } = ground.as_ref()?;
            let recorded = sorted(justification)?;
            let same_cells =
                recorded.iter().map_while(|(cell, _)| *cell).eq(cells.iter().map(String::as_str));
            let same_values = recorded.len() == values.len()
                && recorded.iter().zip(values).all(|((_, was), is)| is_same(*was, is.as_deref()));
            let same_subject = same_cells && justification.words == *words;
            same_subject.then_some((justification, same_values))
        })
    }

    /// Whether it is an error without a justification. As long as there is one, the report is not
    /// complete.
    pub fn is_open_error(&self, report: &Report) -> bool {
        self.severity == Severity::Error && self.justification(report).is_none()
    }
}

/// The data that a justification recorded: cells with their contents, sorted by cell id, then
/// values of the year before. `None` if cells and values do not correspond.
fn sorted(justification: &Justification) -> Option<Vec<(Option<&str>, Option<&str>)>> {
    let cells = justification.cells.iter().map(String::as_str);
    let values = justification.values.iter().map(Option::as_deref);
    let of_last_year = justification.values.len().checked_sub(justification.cells.len())?;
    let mut recorded: Vec<_> =
        cells.map(Some).chain(std::iter::repeat_n(None, of_last_year)).zip(values).collect();
    // The order is that of the ground of a finding. Values without a cell come last, in their
    // order.
    sort::sort_by_key(&mut recorded, |(cell, _)| {
        (cell.is_none(), cell.and_then(crate::edition::CellId::parse))
    });
    Some(recorded)
}

/// Whether a recorded content is equal to the present one. Numbers may be spelled differently.
fn is_same(was: Option<&str>, is: Option<&str>) -> bool {
    let number = |text: &str| Decimal::parse(text);
    was == is
        || was.zip(is).is_some_and(|(was, is)| number(was).is_some() && number(was) == number(is))
}
