//! Starts the report of the next year.

use super::{Field, Session};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT};
use crate::edition::{CellId, TableKey};
use crate::report::{Doubt, DoubtPlace, Report, Signature};
use std::sync::Arc;

impl Session {
    /// Starts the report of the year after `last`. It has the same agency and opening paragraph,
    /// 上年结转 as it was carried over, and `last` for comparison. No other number and no text is
    /// copied, because a report that repeats last year's is worthless (第四十七条).
    pub fn after(last: Report) -> Self {
        let mut report = Report::new(last.year, last.agency.clone());
        report.set_editions(last.edition(), last.table_editions().clone());
        report.preface = last.preface.clone();
        report.signature = last
            .signature
            .as_ref()
            .map(|signature| Signature { agency: signature.agency.clone(), date: String::new() });
        Field::Year.set(&mut report, &(last.year + 1).to_string());
        for (to, text) in carried_over(&report, &last) {
            report.set_cell(to, &text);
        }
        for (to, doubt) in doubted_carry_over(&report, &last) {
            report.doubts.insert(DoubtPlace::Cell(to), doubt);
        }
        report.rule_packs.clone_from(&last.rule_packs);
        report.last_year = Some(as_last_year(last));
        Self::of_report(report)
    }
}

/// The report as it is stored in the next one: without its own report of the year before.
pub fn as_last_year(mut report: Report) -> Arc<Report> {
    report.last_year = None;
    Arc::new(report)
}

/// The cells of 上年结转 of which the reading of last year's report was not sure.
fn doubted_carry_over(report: &Report, last: &Report) -> Vec<(CellId, Doubt)> {
    let cells = report.form().table(TableKey::Requests).cells.iter().map(|cell| cell.id);
    let carried_in = cells.filter(|id| id.row == CARRIED_IN && !report.is_calculated(*id));
    carried_in
        .filter_map(|to| {
            let from = DoubtPlace::Cell(CellId::new(to.table, CARRIED_OUT, to.column));
            let doubt = last.doubts.get(&from)?.clone();
            Some((to, Doubt { why: format!("去年报告的结转下年，{}", doubt.why), ..doubt }))
        })
        .collect()
}

/// The values of 结转下年度继续办理 of the year before, for the cells of 上年结转 that are typed.
fn carried_over(report: &Report, last: &Report) -> Vec<(CellId, String)> {
    let cells = report.form().table(TableKey::Requests).cells.iter().map(|cell| cell.id);
    let carried_in = cells.filter(|id| id.row == CARRIED_IN && !report.is_calculated(*id));
    carried_in
        .filter_map(|to| {
            last.value(CellId::new(to.table, CARRIED_OUT, to.column))
                .map(|value| (to, value.to_string()))
        })
        .collect()
}
