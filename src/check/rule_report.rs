//! The report “为什么没报错”: every rule, how it went, and the numbers that it examined.
//!
//! A clerk who expected a finding and did not get it can look up what the rule has examined.

use super::breakdown::{SumBreakdown, SumOutcome, break_down};
use super::pack::PackBalance;
use super::plan::Plan;
use super::{Check, Checker, Observed, Packs, Rule, RuleSet};
use crate::edition::{CellId, Form, Slot, TableKey};
use crate::number::Decimal;
use crate::report::{Part, Report, Spot};
use std::sync::Arc;

/// The result of a rule for a report.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleReport {
    /// The rule.
    pub rule: &'static Rule,
    /// The state of the rule.
    pub state: RuleState,
    /// The data that the rule examined, with the numbers, one line for each group. Empty if the
    /// rule did not run.
    pub lines: Vec<String>,
}

/// The state of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleState {
    /// The rule ran and found nothing.
    Clean,
    /// The rule ran and made this many findings.
    Found(usize),
    /// The rule could not judge yet, because data that it needs are not filled in.
    Unfinished,
    /// The rule applies to another edition.
    OtherEdition,
    /// The rule compares with the year before, and there is no report of that year.
    NoLastYear,
    /// A rule pack switched it off.
    Off,
}

impl RuleState {
    /// The state as the page shows it.
    pub fn text(self) -> String {
        match self {
            Self::Clean => "没有发现问题".to_owned(),
            Self::Found(count) => format!("{count} 条"),
            Self::Unfinished => "还没有填完，未核对".to_owned(),
            Self::OtherEdition => "本版式没有这些项目".to_owned(),
            Self::NoLastYear => "没有放入上一年度报告，未核对".to_owned(),
            Self::Off => "规则包关掉了".to_owned(),
        }
    }
}

/// The results of all rules in the order of the catalogue, then of those of rule packs.
pub fn rule_report(report: &Report, checker: &Checker, packs: &Packs) -> Vec<RuleReport> {
    checker
        .rules()
        .iter()
        .chain(packs.rules())
        .map(|rule| report_rule(report, checker, packs, rule))
        .collect()
}

fn report_rule(
    report: &Report,
    checker: &Checker,
    packs: &Packs,
    rule: &'static Rule,
) -> RuleReport {
    let idle = |state| RuleReport { rule, state, lines: Vec::new() };
    if packs.severity(rule).is_none() {
        return idle(RuleState::Off);
    }
    if rule.needs_last_year && report.comparable_last_year().is_none() {
        return idle(RuleState::NoLastYear);
    }
    let Some(lines) = observed(report, checker, packs, rule) else {
        return idle(RuleState::OtherEdition);
    };
    // Findings that only state that something is not filled in do not count.
    let found = checker
        .findings()
        .iter()
        .filter(|finding| !finding.is_progress())
        .map(|finding| (finding.rule == rule, &finding.folded))
        .fold(0, |found, (own, folded)| {
            // A sum that is folded into a finding of another rule counts for its own rule.
            found
                + usize::from(own)
                + folded.iter().filter(|fact| fact.rule() == Some(rule)).count()
        });
    let waits =
        checker.findings().iter().any(|finding| finding.rule == rule && finding.is_progress());
    let judged = !waits && lines.iter().any(|line| line.judged);
    let state = match (found, judged) {
        (0, false) => RuleState::Unfinished,
        (0, true) => RuleState::Clean,
        (found, _) => RuleState::Found(found),
    };
    RuleReport { rule, state, lines: lines.into_iter().map(|line| line.text).collect() }
}

/// The rules that examine a cell, in the order of the catalogue.
pub fn concerning(
    rules: &'static RuleSet,
    form: &Arc<Form>,
    packs: &Packs,
    id: CellId,
) -> Vec<&'static Rule> {
    let plan = Plan::of(rules, form);
    let edition = form.edition(id.table);
    let sums: Vec<_> = form
        .slot(id)
        .map_or(&[][..], |slot| form.sums_with(slot))
        .iter()
        .map(|standing| form.identities()[standing.sum].kind)
        .collect();
    let looks = |rule: &Rule| match &rule.check {
        Check::Sum(kind) => sums.contains(kind),
        Check::Cells(_) => plan.instances.iter().any(|instance| {
            instance.rule == rule
                && instance.now.iter().chain(&instance.last).any(|(read, _)| *read == id)
        }),
        Check::Entry | Check::Spelling | Check::Doubt => true,
        Check::Table { tables, .. } => tables.contains(&id.table),
        _ => false,
    };
    let local = packs
        .balances()
        .filter(|balance| balance.cells().any(|cell| cell == id))
        .map(|balance| balance.rule);
    rules.iter().filter(|rule| rule.editions.include(edition) && looks(rule)).chain(local).collect()
}

/// The data that a rule examined; `None` if the tables in force have no data for it.
fn observed(
    report: &Report,
    checker: &Checker,
    packs: &Packs,
    rule: &'static Rule,
) -> Option<Vec<Observed>> {
    let form = report.form();
    let concerned = |table: TableKey| rule.editions.include(form.edition(table));
    let lines: Vec<Observed> = match &rule.check {
        Check::Sum(kind) => {
            let sums = form
                .identities()
                .iter()
                .filter(|sum| sum.kind == *kind && concerned(sum.right[0].table));
            sums.map(|identity| sum_line(&break_down(report, rule, identity))).collect()
        }
        Check::Cells(_) => {
            let groups = checker.groups(rule);
            groups.map(|group| cells_line(report, checker, &group.now, &group.last)).collect()
        }
        Check::Entry | Check::Spelling => {
            let tables = TableKey::ALL.into_iter().filter(|key| concerned(*key));
            let counts: Vec<usize> = tables
                .map(|key| {
                    let cells = form.table(key).cells.iter();
                    cells.filter(|cell| report.entry(cell.id).is_some()).count()
                })
                .collect();
            let typed: usize = counts.iter().sum();
            let line =
                Observed { text: format!("看了 {typed} 格填写的内容"), judged: true };
            if counts.is_empty() { Vec::new() } else { vec![line] }
        }
        Check::Doubt => {
            let text = format!("有 {} 处读入时拿不准、还没有确认", report.doubts.len());
            if TableKey::ALL.into_iter().any(concerned) {
                vec![Observed { text, judged: true }]
            } else {
                Vec::new()
            }
        }
        Check::Table { tables, .. } => {
            let tables = tables.iter().filter(|key| concerned(**key));
            tables.map(|key| table_line(checker, *key)).collect()
        }
        Check::Report { .. } | Check::Words { .. } | Check::Narrative { .. }
            if !rule.editions.include(report.edition()) =>
        {
            Vec::new()
        }
        Check::Report { .. } => {
            let editions: Vec<String> = TableKey::ALL
                .iter()
                .map(|key| format!("{}{}", key.name(), form.edition(*key).name))
                .collect();
            vec![Observed {
                text: format!("{}年度：{}", report.year, editions.join("，")),
                judged: true,
            }]
        }
        Check::Words { reads: Some(reads), .. } => vec![reads(report)],
        Check::Words { .. } => {
            let passages = report.passages();
            let letters: usize = passages.iter().map(|passage| passage.text.chars().count()).sum();
            // A rule on the whole text cannot judge before all parts are written.
            let written = [Part::Overview, Part::Problems, Part::Other]
                .iter()
                .all(|part| passages.iter().any(|p| p.spot == Spot::Section(*part)));
            vec![Observed {
                text: format!("读了标题和各部分文字 {} 段，{letters} 字", passages.len()),
                judged: written,
            }]
        }
        Check::Narrative { .. } => {
            let count = checker.judgement().count();
            let text = format!(
                "正文 {} 个数字：{} 个已核，{} 个与表格或上下文不符",
                count.numbers, count.checked, count.contradicted
            );
            vec![Observed { text, judged: count.numbers > 0 }]
        }
        Check::Pack => packs
            .balances()
            .filter(|balance| {
                balance.rule == rule && balance.cells().all(|id| form.slot(id).is_some())
            })
            .map(|balance| balance_line(balance, form, checker))
            .collect(),
    };
    if lines.is_empty() { None } else { Some(lines) }
}

fn sum_line(sum: &SumBreakdown) -> Observed {
    let right = sum.control.or(sum.right_sum);
    let text = match (sum.left_sum, right, sum.outcome) {
        (.., SumOutcome::Unfinished(_)) | (None, ..) | (_, None, _) => {
            format!("{}：{}", sum.name, sum.outcome.text())
        }
        (Some(left), Some(right), SumOutcome::Holds) if sum.calculated && sum.control.is_none() => {
            format!("{}：{left} = {right}（计算得出）", sum.name)
        }
        (Some(left), Some(right), SumOutcome::Holds) => format!("{}：{left} = {right}", sum.name),
        (Some(left), Some(right), SumOutcome::Differs(_)) => {
            format!("{}：{left} ≠ {right}", sum.name)
        }
    };
    Observed { text, judged: !matches!(sum.outcome, SumOutcome::Unfinished(_)) }
}

fn cells_line(
    report: &Report,
    checker: &Checker,
    now: &[(CellId, Slot)],
    before: &[(CellId, Slot)],
) -> Observed {
    const MOST_LISTED_NUMBERS: usize = 8;
    let name = |id: CellId, value: Option<Decimal>| {
        let cell = report.form().cell(id);
        let value = value.map_or_else(|| "空".to_owned(), |value| value.to_string());
        cell.map_or_else(String::new, |cell| {
            format!("{}·{} {value}", cell.row_short, cell.column_short)
        })
    };
    let last = report.comparable_last_year();
    let now: Vec<_> = now.iter().map(|(id, _)| (*id, checker.value(*id))).collect();
    let before: Vec<_> =
        before.iter().map(|(id, _)| (*id, last.and_then(|last| last.value(*id)))).collect();
    let named = |numbers: &[(CellId, Option<Decimal>)]| {
        let more = if numbers.len() > MOST_LISTED_NUMBERS {
            format!("，等 {} 格", numbers.len())
        } else {
            String::new()
        };
        format!(
            "{}{more}",
            numbers
                .iter()
                .take(MOST_LISTED_NUMBERS)
                .map(|(id, value)| name(*id, *value))
                .collect::<Vec<_>>()
                .join("，")
        )
    };
    // A rule judges as soon as one pair of numbers is known, such as 总计 where a column is blank.
    let known =
        |numbers: &[(CellId, Option<Decimal>)]| numbers.iter().any(|(_, value)| value.is_some());
    let (text, judged) = match last.filter(|_| !before.is_empty()) {
        Some(last) => (
            format!("{}；{}年报告：{}", named(&now), last.year, named(&before)),
            known(&now) && known(&before),
        ),
        None => (named(&now), now.iter().all(|(_, value)| value.is_some())),
    };
    Observed { text, judged }
}

fn balance_line(balance: &PackBalance, form: &Form, checker: &Checker) -> Observed {
    let (text, judged) = balance.line(form, |id| checker.value(id));
    Observed { text, judged }
}

fn table_line(checker: &Checker, key: TableKey) -> Observed {
    let tally = checker.tally(key);
    let text = format!(
        "{}：{} 格，空 {}，不是 0 的 {}",
        key.name(),
        tally.cells,
        tally.blank,
        tally.nonzero
    );
    Observed { text, judged: tally.begun() }
}
