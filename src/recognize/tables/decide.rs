//! Decides which of the texts that were found for a cell counts.

use super::joined::PlacedTable;
use super::qualifier::{Qualifier, Whose};
use super::seen::Found;
use crate::edition::{CellId, Quantity, latest_cell};
use crate::number::{self, Decimal, Reading};
use crate::report::{Candidate, Doubt};
use crate::source::NOT_CALCULATED;

/// A text that was found for a cell.
#[derive(Clone, Debug)]
pub struct Choice {
    pub text: String,
    pub beside: String,
    lines: Vec<String>,
    qualifier: Qualifier,
    unit: String,
    place: String,
}

/// What a cell gets.
#[derive(Debug, Default)]
pub struct Decision {
    /// The text, which may be empty.
    pub text: String,
    /// Why the text is doubted, and what else was found.
    pub doubt: Option<Doubt>,
    /// The amount as it stands in the file, if it was converted to the unit of the form.
    pub converted: Option<String>,
}

impl Choice {
    /// A text that was found in a table, which may be one of several of its kind.
    pub fn new(found: &Found, table: &PlacedTable, are_several: bool) -> Self {
        let year = table.year_before.filter(|_| are_several);
        let of_table = table.qualifier.or(Qualifier { year, whose: None });
        let row = found.row.trim();
        let place = if row.is_empty() {
            table.place.clone()
        } else {
            format!("{}“{row}”一行", table.place)
        };
        Self {
            text: found.text.clone(),
            beside: found.beside.clone(),
            lines: found.lines.clone(),
            qualifier: found.qualifier.or(of_table),
            unit: found.unit.clone(),
            place,
        }
    }

    fn is_blank(&self) -> bool {
        number::trim(&self.text).is_empty()
    }

    /// The numbers of a cell that has several, each on a line of its own. Remarks in brackets and
    /// units on lines of their own are no numbers.
    fn numbers(&self) -> Vec<&String> {
        let is_number = |line: &&String| matches!(number::read(line), Reading::Number { .. });
        let numbers: Vec<&String> = self.lines.iter().filter(is_number).collect();
        if numbers.len() > 1 { numbers } else { Vec::new() }
    }

    fn candidate(&self) -> Candidate {
        Candidate::new(self.text.clone(), self.place.clone())
    }
}

/// Whether two texts say the same number, or are the same.
fn are_alike(one: &str, other: &str) -> bool {
    let value = |text: &str| match number::read(text) {
        Reading::Number { value, .. } => Some(value),
        _ => None,
    };
    one == other || value(one).is_some() && value(one) == value(other)
}

/// Decides among the texts that were found for a cell of a report of the year `year`.
pub fn decide(id: CellId, mut found: Vec<Choice>, year: Option<u16>) -> Decision {
    if found.iter().any(|choice| !choice.is_blank()) {
        found.retain(|choice| !choice.is_blank());
    }
    let all: Vec<Candidate> = distinct(&found);
    let states_year = found.iter().any(|choice| choice.qualifier.year.is_some());
    if let Some(year) = year
        && states_year
        && found.iter().any(|choice| !choice.is_blank())
    {
        let of_year = |choice: &Choice| choice.qualifier.year == Some(year);
        let of_none = |choice: &Choice| choice.qualifier.year.is_none();
        if found.iter().any(of_year) {
            found.retain(of_year);
        } else if found.iter().any(of_none) {
            found.retain(of_none);
        } else {
            let why = format!("文件里写的不是{year}年的数");
            return Decision { doubt: Some(Doubt { why, candidates: all }), ..Decision::default() };
        }
    }
    let parts: Vec<Whose> = found.iter().filter_map(|choice| choice.qualifier.whose).collect();
    let of_all = |choice: &Choice| choice.qualifier.whose == Some(Whose::All);
    let mut why = None;
    if parts.contains(&Whose::Part) && found.iter().any(of_all) {
        found.retain(of_all);
        why = Some("文件里分开写了一部分的和全部的，这里用的是全部的");
    }
    let Some(first) = found.first().cloned() else { return Decision::default() };
    let differ = found.iter().any(|other| !are_alike(&first.text, &other.text));
    let lines = first.numbers();
    if differ || !lines.is_empty() {
        let mut candidates = all;
        let in_lines = lines.iter().map(|line| Candidate::new(line.as_str(), first.place.clone()));
        candidates.splice(0..0, in_lines);
        let why = if differ {
            "文件里不止一处，写的不一样"
        } else {
            "这一格里不止一个数"
        };
        let doubt = Some(Doubt { why: why.to_owned(), candidates });
        return Decision { doubt, ..Decision::default() };
    }
    let (text, converted) = in_unit_of_form(id, &first);
    let doubt = why.map(|why| Doubt { why: why.to_owned(), candidates: all });
    Decision { text, doubt, converted }
}

/// The texts that differ, each once.
fn distinct(found: &[Choice]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for choice in found.iter().filter(|choice| choice.text != NOT_CALCULATED) {
        if !all.iter().any(|known| known.value == choice.text) {
            all.push(choice.candidate());
        }
    }
    all
}

/// The text of an amount in the unit of the form, and the text as it stands if that is another one.
fn in_unit_of_form(id: CellId, choice: &Choice) -> (String, Option<String>) {
    let as_it_stands = || (choice.text.clone(), None);
    let Some(cell) = latest_cell(id).filter(|cell| cell.quantity != Quantity::Count) else {
        return as_it_stands();
    };
    let power = match choice.unit.as_str() {
        "亿元" => 4,
        "千元" => -1,
        "元" => -4,
        _ => return as_it_stands(),
    };
    let Reading::Number { value, unit: None, remark: None, .. } = number::read(&choice.text) else {
        return as_it_stands();
    };
    let from = format!("{}{}", choice.text, choice.unit);
    if cell.picks_unit && choice.unit == "元" {
        return (from, None);
    }
    match value.times_ten(power) {
        Some(amount) if value != Decimal::ZERO => (amount.to_string(), Some(from)),
        _ => as_it_stands(),
    }
}
