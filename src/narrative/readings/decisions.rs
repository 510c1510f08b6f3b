//! Readings of table 2: decisions, items, fees and procurement.

use super::super::claim::{CellReading, Meaning};
use super::super::list::PartClass;
use super::super::subject::Subject;
use super::super::terms::{Area, DocumentAction, Word};
use super::Readings;
use crate::edition::TableKey;

impl Readings<'_> {
    /// The readings of a number of items (事项), which the form of 2019 counts: those of last year,
    /// those that came or went, or both together.
    fn items(&self, subject: &Subject, row: &'static str) -> Option<Vec<CellReading>> {
        let cells = |columns: &[&'static str]| self.cells(TableKey::Disclosure, &[row], columns);
        let (prior, change) = (cells(&["prior"]), cells(&["change"]));
        let (up, down) = (subject.has(Word::Up), subject.has(Word::Down));
        if prior.is_empty() || change.is_empty() {
            return None;
        }
        let reading = if subject.has(Word::LastYear) {
            Self::reading(prior)?
        } else if down && !up {
            let reading = Self::reading(change.clone())?;
            CellReading { plus: Vec::new(), minus: change, ..reading }
        } else if up {
            Self::reading(change)?
        } else {
            Self::reading([prior, change].concat())?
        };
        Some(vec![reading])
    }

    /// The meaning of words about decisions, fees and procurement. `unit` is the unit of the
    /// number.
    pub fn decisions(&self, subject: &Subject, areas: &[Area], unit: &str) -> Option<Meaning> {
        let money = match unit {
            "元" => Some(-4),
            "万元" => Some(0),
            "亿元" => Some(4),
            _ => None,
        };
        let rows: Vec<&'static str> = areas.iter().filter_map(|area| decided(*area)).collect();
        if subject.has(Word::Items)
            && unit == "项"
            && let [row] = rows[..]
            && let Some(readings) = self.items(subject, row)
        {
            return Some(Meaning { readings, class: PartClass::Document, loose: false });
        }
        let cells = |column| self.cells(TableKey::Disclosure, &rows, &[column]);
        let decides = |act: &DocumentAction| *act == DocumentAction::Decided;
        let loose = !subject.acts.iter().all(decides) || !subject.rows.is_empty();
        let (column, shifts) = match (areas, money) {
            ([Area::Fees], Some(shift)) => ("amount", vec![shift]),
            // The unit of the cell is 元 or 万元, as the clerk picked. Until then it may be both.
            ([Area::Procurement], Some(shift)) => (
                "amount",
                match self.procurement_unit {
                    Some("元") => vec![shift + 4],
                    Some(_) => vec![shift],
                    None => vec![shift, shift + 4],
                },
            ),
            ([Area::Procurement], None) => ("projects", vec![0]),
            (_, None)
                if !areas.contains(&Area::Fees)
                    && !areas.contains(&Area::Procurement)
                    && unit != "项" =>
            {
                ("decisions", vec![0])
            }
            _ => return None,
        };
        let reading =
            Self::reading(cells(column)).filter(|reading| reading.plus.len() == rows.len())?;
        let loose = loose && column != "amount";
        Some(Meaning {
            readings: shifts
                .into_iter()
                .map(|shift| CellReading { shift, ..reading.clone() })
                .collect(),
            class: PartClass::Document,
            loose,
        })
    }
}

const fn decided(area: Area) -> Option<&'static str> {
    match area {
        Area::Licensing => Some("licensing"),
        Area::Penalties => Some("penalties"),
        Area::Coercion => Some("coercion"),
        Area::Fees => Some("fees"),
        Area::Procurement => Some("procurement"),
        Area::Decided(row) => Some(row),
        _ => None,
    }
}
