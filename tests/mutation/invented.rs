//! Invented reports of counties, in which applications are spread over applicants and outcomes as
//! in published reports: most come from 自然人, and most rows are 0.

use super::random::Random;
use nianbao::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use nianbao::edition::{AgencyLevel, CellId};
use nianbao::report::{Agency, Report};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Of a hundred applications, how many come from each applicant.
const APPLICANTS: [(&str, usize); 6] = [
    ("natural", 78),
    ("business", 12),
    ("research", 1),
    ("welfare", 1),
    ("legal", 5),
    ("other", 3),
];
/// Of a hundred answers, how many are of each outcome in the editions of 2019 and 2021. An
/// application with an outcome that the form does not have counts as 予以公开.
const OUTCOMES: [(&str, usize); 12] = [
    ("granted", 34),
    ("partial", 12),
    ("denied.third_party", 3),
    ("denied.internal_affairs", 4),
    ("denied.process_information", 4),
    ("denied.administrative_query", 3),
    ("unable.not_held", 22),
    ("unable.needs_creation", 5),
    ("declined.petition", 5),
    ("declined.repeated", 2),
    ("other.overdue_correction", 4),
    ("other.other", 2),
];

fn pick(weights: &[(&'static str, usize)], random: &mut Random) -> &'static str {
    let mut left = random.below(weights.iter().map(|(_, weight)| weight).sum());
    for (name, weight) in weights {
        if left < *weight {
            return name;
        }
        left -= weight;
    }
    unreachable!("the weights add up to more")
}

fn id(row: &str, column: &str) -> CellId {
    CellId::parse(&format!("requests.{row}.{column}")).expect("a cell")
}

type Counts = BTreeMap<CellId, usize>;

/// A report whose 上年结转 is given by applicant. Its totals are calculated.
fn report(year: u16, carried_in: &BTreeMap<&'static str, usize>, random: &mut Random) -> Report {
    let agency = Agency {
        name: "示例县人民政府".to_owned(),
        level: AgencyLevel::County,
        covers_subordinates: None,
    };
    let mut report = Report::new(year, agency);
    let form = report.form().clone();
    let mut counts: Counts = form
        .cells()
        .iter()
        .map(|cell| (cell.id, 0))
        .filter(|(id, _)| !form.is_derived(*id))
        .collect();
    let mut add = |cell: CellId| *counts.entry(cell).or_default() += 1;
    let new = [12, 40, 150, 600][random.below(4)];
    let all = (0..new).map(|_| (pick(&APPLICANTS, random), true)).collect::<Vec<_>>();
    let carried = carried_in
        .iter()
        .flat_map(|(applicant, count)| std::iter::repeat_n((*applicant, false), *count));
    for (applicant, is_new) in carried.chain(all) {
        add(id(if is_new { NEW } else { CARRIED_IN }, applicant));
        let outcome = pick(&OUTCOMES, random);
        let row = if random.below(12) == 0 {
            CARRIED_OUT
        } else if form.cell(id(outcome, applicant)).is_some() {
            outcome
        } else {
            "granted"
        };
        add(id(row, applicant));
    }
    for row in ["review", "direct", "after_review"] {
        for column in ["upheld", "corrected", "other", "pending"] {
            let count = if random.below(2) == 0 { 0 } else { random.below(14) };
            let cell = CellId::parse(&format!("disputes.{row}.{column}")).expect("a cell");
            counts.insert(cell, count);
        }
    }
    for (cell, count) in counts {
        report.set_cell(cell, &count.to_string());
    }
    report
}

/// How many applications of each applicant are carried over.
fn carried_out(report: &Report) -> BTreeMap<&'static str, usize> {
    let count = |applicant: &'static str| {
        let value = report.value(id(CARRIED_OUT, applicant)).expect("filled in");
        (applicant, value.to_string().parse().expect("a count"))
    };
    APPLICANTS.iter().map(|(applicant, _)| count(applicant)).collect()
}

/// Reports with typed totals (照原文录入), every second one with the report of the year before at
/// hand.
pub fn reports(count: usize, random: &mut Random) -> Vec<Report> {
    let one = |index: usize| {
        let year = if index % 5 == 4 { 2020 } else { 2025 };
        let before = report(year - 1, &BTreeMap::new(), random);
        let mut now = report(year, &carried_out(&before), random);
        if index.is_multiple_of(2) {
            now.last_year = Some(Arc::new(before));
        }
        now.set_as_issued(true);
        now
    };
    (0..count).map(one).collect()
}
