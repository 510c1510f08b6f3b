//! Findings that say the same about several places of the text, such as eleven paragraphs that were
//! cut into lines. The panel lists them as one, and all of them can be mended or explained at once.

use super::Listed;
use crate::check::{Check, Finding, Violation};
use crate::report::{Report, TextEdit};
use crate::session::Session;

/// The least number of equal findings that are listed as one.
const FEWEST: usize = 3;

/// Whether two findings say the same: they are of one rule on words, their titles quote the same
/// words, and both are open or both are explained. Findings on numbers differ by their numbers.
fn is_alike(one: &Finding, other: &Finding, report: &Report) -> bool {
    quoted(one).is_some_and(|words| quoted(other) == Some(words))
        && one.rule.id == other.rule.id
        && Listed::of(one, report) == Listed::of(other, report)
}

/// The title of a finding on words from the first quotation on, without the place that is named
/// before it; empty if nothing is quoted.
fn quoted(finding: &Finding) -> Option<&str> {
    match &finding.fact {
        Violation::Words(remark) if !matches!(finding.rule.check, Check::Narrative { .. }) => {
            let title = remark.wording.title.as_str();
            Some(title.find('“').map_or("", |start| &title[start..]))
        }
        _ => None,
    }
}

/// The findings that say the same as this one, with it, in their order; none if there are too few
/// to be listed as one.
pub fn alike<'a>(findings: &[&'a Finding], finding: &Finding, report: &Report) -> Vec<&'a Finding> {
    let same: Vec<&Finding> =
        findings.iter().filter(|other| is_alike(finding, other, report)).copied().collect();
    if same.len() < FEWEST { Vec::new() } else { same }
}

/// The changes that put the words of all these findings right. Where two findings change the same
/// words, the first one is taken.
pub fn edits(session: &Session, findings: &[&Finding]) -> Vec<TextEdit> {
    let mut edits: Vec<TextEdit> = Vec::new();
    for finding in findings {
        let repairs = session.diagnosis().repairs(&finding.key());
        let Some(repair) = repairs.first() else { continue };
        let overlaps =
            repair.edits.iter().any(|edit| edits.iter().any(|other| edit.overlaps(other)));
        if !overlaps {
            edits.extend(repair.edits.iter().cloned());
        }
    }
    edits
}
