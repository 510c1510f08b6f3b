//! Puts findings into words. All follow one pattern, contain the numbers, and use no internal
//! names.

use super::{Check, Finding, Violation};
use crate::edition::{CellId, Form, Identity, IdentityKind, TableKey};
use crate::number::Decimal;
use crate::report::{Candidate, DoubtPlace, Entry, Report};
use crate::text::more_or_less;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is wrong, in a line.
    pub title: String,
    /// The numbers. For a sum they are its left and its right side.
    pub sides: Vec<Operand>,
    /// The difference, and further facts. If it is `None` and there are two sides, they are shown
    /// together without being compared.
    pub difference: Option<String>,
    /// Why it matters, with the clause in words.
    pub why: &'static str,
    /// What to do.
    pub todo: &'static str,
}

/// One side of a comparison: words and their value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// The words: “新收 60 + 上年结转 0”.
    pub label: String,
    /// The number, or the text in place of one.
    pub value: String,
}

impl Operand {
    /// A side with these words and this value.
    pub fn new(label: impl Into<String>, value: impl fmt::Display) -> Self {
        Self { label: label.into(), value: value.to_string() }
    }

    /// The words and the value for a sentence. A sum is followed by an equals sign and its value, a
    /// name only by its value.
    fn sentence(&self) -> String {
        let Self { label, value } = self;
        if label == ALL_ZERO {
            label.clone()
        } else if label.ends_with(|c: char| c.is_ascii_digit()) || label.ends_with(OTHERS_ZERO) {
            format!("{label} = {value}")
        } else {
            format!("{label} {value}")
        }
    }
}

/// The text for terms that are not listed.
const OTHERS_ZERO: &str = "（其余为 0）";
/// The text if no term is listed.
const ALL_ZERO: &str = "各项都是 0";

/// The part of a message that a rule words itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What is wrong, in a line.
    pub title: String,
    /// The numbers. For a comparison they are its left and its right side.
    pub sides: Vec<Operand>,
    /// The difference, and further facts.
    pub difference: Option<String>,
}

impl Wording {
    /// Words without numbers to compare.
    pub fn title(title: String) -> Self {
        Self { title, ..Self::default() }
    }
}

impl fmt::Display for Message {
    /// Writes one sentence with all the numbers, for the command and for lists.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        let sides = self.sides.iter().map(Operand::sentence).collect::<Vec<_>>().join("，");
        if !sides.is_empty() {
            write!(f, "：{sides}")?;
        }
        if let Some(difference) = &self.difference {
            write!(f, "，{difference}")?;
        }
        if self.title.ends_with('？') && sides.is_empty() { Ok(()) } else { f.write_str("。") }
    }
}

impl Message {
    /// The numbers of the two sides of a sum or a comparison; `None` if the finding is not about
    /// two sides.
    pub fn compared(&self) -> Option<(Decimal, Decimal)> {
        match (self.sides.as_slice(), &self.difference) {
            ([left, right], Some(_)) => {
                Decimal::parse(&left.value).zip(Decimal::parse(&right.value))
            }
            _ => None,
        }
    }
}

impl Finding {
    /// The finding in words. `report` is the report that was checked.
    pub fn message(&self, report: &Report) -> Message {
        let form = report.form();
        let mut wording = match (&self.fact, &self.rule.check) {
            (Violation::Sum { identity, left, right, control, .. }, _) => {
                say_sum(report, identity, *left, *right, *control)
            }
            (Violation::Entry { cell, fault, control }, _) => {
                let entry = if *control { report.control(*cell) } else { report.entry(*cell) };
                let what = if *control { "的控制数" } else { "填的" };
                let text = entry.map_or("", Entry::text);
                Wording::title(format!("{}{what}“{text}”{}", cell_name(form, *cell), fault.text()))
            }
            (Violation::Doubt(place), _) => say_doubt(report, *place),
            (Violation::Table(tally), Check::Table { say, .. }) => say(tally),
            (Violation::Cells { facts, .. } | Violation::Report(facts), _) => facts.say(),
            (Violation::Words(remark), _) => remark.wording.clone(),
            _ => Wording::default(),
        };
        let also = self.also(form);
        if !also.is_empty() {
            let difference = wording.difference.get_or_insert_default();
            if !difference.is_empty() {
                difference.push('；');
            }
            difference.push_str(&also);
        }
        Message {
            title: wording.title,
            sides: wording.sides,
            difference: wording.difference,
            why: self.rule.why,
            todo: self.rule.todo,
        }
    }

    /// The folded facts in words, and the only cell that explains all of them, if there is one.
    fn also(&self, form: &Form) -> String {
        let Violation::Sum { left, right, .. } = &self.fact else { return String::new() };
        let gap = *right - *left;
        let (mut alike, mut other) = (Vec::new(), Vec::new());
        for fact in &self.folded {
            let Violation::Sum { identity, left, right, control, .. } = fact else { continue };
            let by = *right - *left;
            let name = sum_name(form, identity, *control);
            if by == gap {
                alike.push(format!("{name}同样{} {}", more_or_less(by), by.abs()));
            } else if by.abs() == gap.abs() {
                alike.push(format!("{name}也差 {}", by.abs()));
            } else {
                other.push(format!("{name}也差 {}，各处改平后再看", by.abs()));
            }
        }
        let cause = self.cause.filter(|_| !alike.is_empty()).map(|cell| cell_name(form, cell));
        if let Some(last) = alike.last_mut() {
            last.push_str(&cause.map_or_else(
                || "，多半是同一处".to_owned(),
                |cell| format!("，多半是同一处：{cell}"),
            ));
        }
        alike.extend(other);
        alike.join("；")
    }
}

/// What an import was not sure of, a sentence each.
pub fn doubts_in_words(report: &Report) -> impl Iterator<Item = String> + '_ {
    report.doubts.keys().map(|place| {
        let Wording { title, difference, .. } = say_doubt(report, *place);
        let table = match place {
            DoubtPlace::Cell(id) => id.table.name(),
            _ => "",
        };
        let found = difference.map_or_else(String::new, |found| format!("，{found}"));
        format!("{table}{title}{found}。")
    })
}

/// What an import was not sure of, why, and what it found.
fn say_doubt(report: &Report, place: DoubtPlace) -> Wording {
    let name = match place {
        DoubtPlace::Cell(id) => cell_name(report.form(), id),
        DoubtPlace::Year => "报告年度".to_owned(),
        DoubtPlace::AgencyName => "单位名称".to_owned(),
        DoubtPlace::AgencyLevel => "单位层级".to_owned(),
    };
    let doubt = report.doubts.get(&place).cloned().unwrap_or_default();
    let why = if doubt.why.is_empty() { "没有写明原因" } else { &doubt.why };
    let found = doubt.candidates.iter().map(|Candidate { value, place, .. }| {
        if place.is_empty() {
            format!("“{value}”")
        } else {
            format!("“{value}”（{place}）")
        }
    });
    let found = found.collect::<Vec<_>>().join("、");
    let mut wording = Wording::title(format!("{name}读入时拿不准：{why}"));
    wording.difference = (!found.is_empty()).then(|| format!("文件里见到{found}"));
    wording
}

/// The short name of a cell: 「新收」行「自然人」列. In table 4, which has one row, it is 「行政复议」的「结果维持」.
pub fn cell_name(form: &Form, id: CellId) -> String {
    let Some(cell) = form.cell(id) else { return String::new() };
    match id.table {
        TableKey::Disputes => format!("「{}」的「{}」", cell.row_short, cell.column_short),
        TableKey::Disclosure | TableKey::Requests => {
            format!("「{}」行「{}」列", cell.row_short, cell.column_short)
        }
    }
}

/// Whether the terms of a sum differ in their column, because a row is added up. Otherwise they
/// differ in their row.
pub(super) const fn runs_along_row(kind: IdentityKind) -> bool {
    matches!(kind, IdentityKind::RequestsRowSum | IdentityKind::DisputesSum)
}

/// The name of a term within its sum.
pub(super) fn term_name(form: &Form, kind: IdentityKind, id: CellId) -> &'static str {
    form.cell(id)
        .map_or("", |cell| if runs_along_row(kind) { cell.column_short } else { cell.row_short })
}

/// The row or the column that a sum adds up.
fn line_name(form: &Form, identity: &Identity) -> &'static str {
    let along_row = runs_along_row(identity.kind);
    form.cell(identity.right[0])
        .map_or("", |cell| if along_row { cell.row_short } else { cell.column_short })
}

/// The name of a sum outside a sentence.
pub fn sum_title(form: &Form, identity: &Identity) -> String {
    sum_name(form, identity, false)
}

/// The name of a sum: 「自然人」列收办.
fn sum_name(form: &Form, identity: &Identity, control: bool) -> String {
    let line = line_name(form, identity);
    let control = if control { "的控制数" } else { "" };
    match identity.kind {
        IdentityKind::RequestsBalance => format!("「{line}」列收办"),
        IdentityKind::RequestsTotal => format!("「{line}」列办理总计{control}"),
        IdentityKind::RequestsRowSum => format!("「{line}」行总计{control}"),
        IdentityKind::DisputesSum => format!("「{line}」总计{control}"),
    }
}

fn say_sum(
    report: &Report,
    identity: &Identity,
    left: Decimal,
    right: Decimal,
    control: bool,
) -> Wording {
    let form = report.form();
    let line = line_name(form, identity);
    let gap = right - left;
    let how_much = format!("{} {} 件", more_or_less(gap), gap.abs());
    if identity.kind == IdentityKind::RequestsBalance {
        return Wording {
            title: format!("「{line}」一列收办不平"),
            sides: vec![
                Operand::new(terms(report, identity, &identity.left), left),
                Operand::new(terms(report, identity, &identity.right), right),
            ],
            difference: Some(format!("右边{how_much}")),
        };
    }
    // The row of table 3 is named as the form prints it: （七）总计.
    let total =
        form.cell(identity.right[0]).filter(|_| identity.kind == IdentityKind::RequestsTotal);
    let target = total.map_or("总计", |cell| cell.row_name.as_str());
    let (whole, gap_of) = if control {
        (format!("{target}的控制数"), "控制数")
    } else {
        (target.to_owned(), "总计")
    };
    let title = match identity.kind {
        IdentityKind::RequestsTotal => format!("「{line}」一列各项办理结果加起来不等于{whole}"),
        IdentityKind::RequestsRowSum => format!("「{line}」一行加起来不等于{whole}"),
        _ => format!("「{line}」各项加起来不等于{whole}"),
    };
    Wording {
        title,
        sides: vec![Operand::new(sparse_terms(report, identity), left), Operand::new(whole, right)],
        difference: Some(format!("{gap_of}{how_much}")),
    }
}

/// Every term with its number.
fn terms(report: &Report, identity: &Identity, ids: &[CellId]) -> String {
    let parts: Vec<String> = ids.iter().map(|id| term(report, identity, *id)).collect();
    parts.join(" + ")
}

/// The terms of the left side that are not 0, and a remark that the others are.
fn sparse_terms(report: &Report, identity: &Identity) -> String {
    let (zero, rest): (Vec<CellId>, Vec<CellId>) =
        identity.left.iter().partition(|id| report.value(**id) == Some(Decimal::ZERO));
    if rest.is_empty() {
        return ALL_ZERO.to_owned();
    }
    let sum = terms(report, identity, &rest);
    if zero.is_empty() { sum } else { format!("{sum}{OTHERS_ZERO}") }
}

fn term(report: &Report, identity: &Identity, id: CellId) -> String {
    let value = report.value(id).map_or_else(|| "（不明）".to_owned(), |value| value.to_string());
    format!("{} {value}", term_name(report.form(), identity.kind, id))
}
