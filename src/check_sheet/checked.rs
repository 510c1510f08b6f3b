//! The content of a check sheet (核对单) in words.
//!
//! The input is a report, its findings and the rule packs in use. The output is [`CheckSummary`],
//! plain words that can be passed to a part of the program that does not contain the rules.
//! [`super::compose()`] makes the document from it.

use crate::check::{Checker, Finding, Packs, RuleState, Severity, rule_report};
use crate::document::clean;
use crate::report::{Date, Report};
use serde::{Deserialize, Serialize};

/// The name of the sheet.
pub const NAME: &str = "核对单";

/// The result of checking a report, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSummary {
    /// The version and number of the rules, and how many of them could judge.
    pub rules: String,
    /// The rule packs in use.
    pub packs: String,
    /// The report of the year before that was compared, or a remark that there was none.
    pub last_year: String,
    /// How many numbers of the text are accounted for.
    pub numbers: String,
    /// The day of the check; empty leaves it out.
    pub day: String,
    /// The number of findings of each severity.
    pub counts: String,
    /// The findings, errors first.
    pub findings: Vec<FindingText>,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingText {
    /// 错误, 核实 or 提示.
    pub severity: String,
    /// What was found.
    pub message: String,
    /// The justification; empty if the finding has none.
    pub justification: String,
}

impl CheckSummary {
    /// The result of checking the report. `checked_on` is the day that the sheet shows.
    pub fn of(report: &Report, checker: &Checker, packs: &Packs, checked_on: Option<Date>) -> Self {
        let rules = rule_report(report, checker, packs);
        let count = |wanted: fn(&RuleState) -> bool| {
            rules.iter().filter(|rule| wanted(&rule.state)).count()
        };
        let judged = count(|state| matches!(state, RuleState::Clean | RuleState::Found(_)));
        let open = count(|state| *state == RuleState::Unfinished);
        let waiting =
            if open > 0 { format!("，{open}条等填完再核对") } else { String::new() };
        let used = report.rule_packs.iter().map(|name| {
            let used = packs.all().iter().any(|pack| pack.name == *name);
            clean(&if used {
                name.clone()
            } else {
                format!("{name}（没有放入，未采用）")
            })
        });
        let last = report
            .comparable_last_year()
            .map_or_else(|| "没有放入，未核对".to_owned(), |last| format!("{}年的报告", last.year));
        let numbers = checker.judgement().count();
        let found: Vec<&Finding> =
            checker.findings().iter().filter(|finding| !finding.is_progress()).collect();
        let count_of =
            |severity| found.iter().filter(|finding| finding.severity == severity).count();
        Self {
            rules: format!(
                "{}版，共{}条，核对了{judged}条{waiting}",
                checker.rules().version,
                checker.rules().rules.len() + packs.rules().count()
            ),
            packs: listed(&used.collect::<Vec<_>>()),
            last_year: last,
            numbers: format!("{}个数字，{}个已核", numbers.numbers, numbers.checked),
            day: checked_on.map(Date::chinese).unwrap_or_default(),
            counts: Severity::ALL
                .map(|severity| format!("{}{}条", severity.name(), count_of(severity)))
                .join("，"),
            findings: found.into_iter().map(|finding| FindingText::of(finding, report)).collect(),
        }
    }
}

/// The names of rule packs, as many as still leave the sheet on one page.
fn listed(names: &[String]) -> String {
    const MOST_CHARACTERS: usize = 60;
    let whole = names.join("；");
    if whole.is_empty() {
        return "没有使用".to_owned();
    }
    if whole.chars().count() <= MOST_CHARACTERS {
        return whole;
    }
    let short: String = whole.chars().take(MOST_CHARACTERS).collect();
    // The list is cut behind a whole name if at least one fits.
    let short =
        short.rsplit_once('；').map_or(format!("{short}…"), |(names, _)| names.to_owned());
    format!("{short}等{}个", names.len())
}

impl FindingText {
    fn of(finding: &Finding, report: &Report) -> Self {
        let said = finding.justification(report).map_or_else(String::new, |said| {
            match clean(&said.text).as_str() {
                "" => said.reason.clone(),
                text => format!("{}：{text}", said.reason),
            }
        });
        Self {
            severity: finding.severity.name().to_owned(),
            message: clean(&finding.message(report).to_string()),
            justification: said,
        }
    }
}
