//! The kinds of slips, and every possible slip in a report.

use nianbao::edition::{CellId, FormItem, TableKey};
use nianbao::number::Decimal;
use nianbao::report::Report;

/// The kinds of slips of the hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    OneMore,
    OneLess,
    TenTimes,
    DigitsSwapped,
    SwappedRight,
    SwappedBelow,
    MovedRight,
    MovedBelow,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::OneMore,
        Self::OneLess,
        Self::TenTimes,
        Self::DigitsSwapped,
        Self::SwappedRight,
        Self::SwappedBelow,
        Self::MovedRight,
        Self::MovedBelow,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::OneMore => "+1",
            Self::OneLess => "−1",
            Self::TenTimes => "×10",
            Self::DigitsSwapped => "digits swapped",
            Self::SwappedRight => "swapped with the right neighbour",
            Self::SwappedBelow => "swapped with the one below",
            Self::MovedRight => "moved to the next column",
            Self::MovedBelow => "moved to the next row",
        }
    }
}

/// The numbers that were typed instead of the right ones.
#[derive(Clone, Debug)]
pub struct Slip {
    pub kind: Kind,
    /// The cells, their original numbers, and the wrong ones.
    pub changes: Vec<(CellId, Decimal, Decimal)>,
}

/// The cells of a table as they are printed, row by row.
pub fn grid(report: &Report, table: TableKey) -> Vec<Vec<CellId>> {
    let cells = |items: &[FormItem]| {
        items
            .iter()
            .filter_map(|item| if let FormItem::Value { id, .. } = item { Some(*id) } else { None })
            .collect()
    };
    let lines = report.form().table(table).lines.iter().map(|line| cells(&line.items));
    lines.filter(|line: &Vec<CellId>| !line.is_empty()).collect()
}

/// Every possible slip in a table.
pub fn slips(report: &Report, table: TableKey) -> Vec<Slip> {
    let grid = grid(report, table);
    let mut slips = Vec::new();
    for (row, line) in grid.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let right = line.get(column + 1).copied();
            let below = grid.get(row + 1).and_then(|line| line.get(column)).copied();
            slips.extend(
                Kind::ALL.into_iter().filter_map(|kind| slip(report, kind, *cell, right, below)),
            );
        }
    }
    slips
}

pub fn slip(
    report: &Report,
    kind: Kind,
    cell: CellId,
    right: Option<CellId>,
    below: Option<CellId>,
) -> Option<Slip> {
    let value = |cell: CellId| report.value(cell).expect("filled in");
    let (number, one) = (value(cell), Decimal::from(1));
    let alone = |to: Option<Decimal>| Some(vec![(cell, number, to?)]);
    let swapped = |other: Option<CellId>| {
        other.map(|other| vec![(cell, number, value(other)), (other, value(other), number)])
    };
    let moved = |other: Option<CellId>| {
        let other = other.filter(|_| number != Decimal::ZERO)?;
        Some(vec![(cell, number, Decimal::ZERO), (other, value(other), number)])
    };
    let mut changes = match kind {
        Kind::OneMore => alone(Some(number + one)),
        Kind::OneLess => alone((number >= one).then(|| number - one)),
        Kind::TenTimes => alone(Decimal::parse(&format!("{number}0"))),
        Kind::DigitsSwapped => alone(digits_swapped(number)),
        Kind::SwappedRight => swapped(right),
        Kind::SwappedBelow => swapped(below),
        Kind::MovedRight => moved(right),
        Kind::MovedBelow => moved(below),
    }?;
    changes.retain(|(_, from, to)| from != to);
    (!changes.is_empty()).then_some(Slip { kind, changes })
}

/// The number with its last two adjacent digits that differ swapped.
pub fn digits_swapped(number: Decimal) -> Option<Decimal> {
    let mut digits = number.to_string().into_bytes();
    let at = (1..digits.len()).rev().find(|at| digits[at - 1] != digits[*at])?;
    digits.swap(at - 1, at);
    Decimal::parse(std::str::from_utf8(&digits).ok()?)
}
