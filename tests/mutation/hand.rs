//! Slips as hands make them while a report is typed or pasted from a ledger, drawn at random.

use super::random::Random;
use super::slip::{digits_swapped, grid};
use nianbao::edition::requests::CARRIED_IN;
use nianbao::edition::{CellId, TableKey};
use nianbao::number::Decimal;
use nianbao::report::Report;

/// The kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandKind {
    Neighbours,
    Transposed,
    Dropped,
    Doubled,
    CellMoved,
    RowMoved,
    ColumnMoved,
    RowPasted,
    OtherTotal,
    CarriedLeftOut,
    Sign,
    LastYear,
}

impl HandKind {
    pub const ALL: [Self; 12] = [
        Self::Neighbours,
        Self::Transposed,
        Self::Dropped,
        Self::Doubled,
        Self::CellMoved,
        Self::RowMoved,
        Self::ColumnMoved,
        Self::RowPasted,
        Self::OtherTotal,
        Self::CarriedLeftOut,
        Self::Sign,
        Self::LastYear,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Neighbours => "two neighbours swapped",
            Self::Transposed => "two digits transposed",
            Self::Dropped => "a digit dropped",
            Self::Doubled => "a digit doubled",
            Self::CellMoved => "a cell moved by one",
            Self::RowMoved => "a row moved by one",
            Self::ColumnMoved => "a column moved by one",
            Self::RowPasted => "a row pasted over the next",
            Self::OtherTotal => "the total of a neighbour",
            Self::CarriedLeftOut => "上年结转 left out",
            Self::Sign => "a minus sign",
            Self::LastYear => "last year's number",
        }
    }
}

/// The texts that were typed instead of the right numbers.
#[derive(Clone, Debug)]
pub struct HandSlip {
    /// The cells, their original numbers, and what is typed there.
    pub changes: Vec<(CellId, Decimal, Decimal)>,
}

/// Cells of which each gets the number of another, or none.
type Copies = Vec<(CellId, Option<CellId>)>;

impl HandSlip {
    /// Draws a slip of a kind. `None` if the drawn cells leave the report as it is, or do not allow
    /// such a slip.
    pub fn draw(report: &Report, kind: HandKind, random: &mut Random) -> Option<Self> {
        let tables = [grid(report, TableKey::Requests), grid(report, TableKey::Disputes)];
        let value = |cell: CellId| report.value(cell).expect("filled in");
        let is_zero = |cell: &CellId| value(*cell) == Decimal::ZERO;
        // Every cell of both tables is equally likely.
        let cells: Vec<(usize, usize, usize)> = tables
            .iter()
            .enumerate()
            .flat_map(|(table, grid)| {
                grid.iter().enumerate().flat_map(move |(row, line)| {
                    (0..line.len()).map(move |column| (table, row, column))
                })
            })
            .collect();
        let (table, row, column) = cells[random.below(cells.len())];
        let grid = &tables[table];
        let cell = grid[row][column];
        let digits = value(cell).to_string();
        let at = random.below(digits.len());
        let parsed = |digits: String| Decimal::parse(&digits);
        let alone = |to: Option<Decimal>| Some(vec![(cell, value(cell), to?)]);
        let copies = |copies: Copies| {
            let number = |from: Option<CellId>| from.map_or(Decimal::ZERO, value);
            Some(copies.into_iter().map(|(to, from)| (to, value(to), number(from))).collect())
        };
        let beside = beside(grid, row, column, random);
        let mut changes: Vec<(CellId, Decimal, Decimal)> = match kind {
            HandKind::Neighbours => {
                let other = beside?;
                copies(vec![(cell, Some(other)), (other, Some(cell))])
            }
            HandKind::Transposed => alone(digits_swapped(value(cell))),
            HandKind::Dropped => {
                let rest = format!("{}{}", &digits[..at], &digits[at + 1..]);
                alone(Some(rest).filter(|rest| !rest.is_empty()).and_then(parsed))
            }
            HandKind::Doubled => alone(
                Some(format!("{}{}", &digits[..=at], &digits[at..]))
                    .filter(|_| !is_zero(&cell))
                    .and_then(parsed),
            ),
            HandKind::CellMoved => {
                let other = beside.filter(|_| !is_zero(&cell))?;
                copies(vec![(cell, None), (other, Some(cell))])
            }
            HandKind::RowMoved => {
                let line = &grid[row];
                let below = grid.get(row + 1).filter(|below| below.iter().all(is_zero));
                match below.filter(|_| random.below(2) == 0) {
                    Some(below) => copies(
                        line.iter()
                            .map(|cell| (*cell, None))
                            .chain(below.iter().copied().zip(line.iter().copied().map(Some)))
                            .collect(),
                    ),
                    None => copies(moved(line, random)),
                }
            }
            HandKind::ColumnMoved => {
                let line: Vec<CellId> = grid.iter().map(|line| line[column]).collect();
                copies(if line.len() > 1 { moved(&line, random) } else { Vec::new() })
            }
            HandKind::RowPasted => {
                let (from, over) = (&grid[row], grid.get(row + 1)?);
                let pasted = over.iter().copied().zip(from.iter().copied().map(Some));
                copies(pasted.filter(|_| !from.iter().all(is_zero)).collect())
            }
            HandKind::OtherTotal => {
                let form = report.form();
                let other =
                    beside.filter(|other| form.is_derived(cell) && form.is_derived(*other))?;
                copies(vec![(cell, Some(other))])
            }
            HandKind::CarriedLeftOut => {
                let line = tables[0].iter().find(|line| line[0].row == CARRIED_IN)?;
                copies(line.iter().map(|cell| (*cell, None)).collect())
            }
            HandKind::Sign => alone(Some(-value(cell)).filter(|_| !is_zero(&cell))),
            HandKind::LastYear => alone(report.comparable_last_year()?.value(cell)),
        }?;
        changes.retain(|(_, from, to)| from != to);
        (!changes.is_empty()).then_some(Self { changes })
    }

    /// Whether two slips are in different cells.
    pub fn is_apart(&self, other: &Self) -> bool {
        let has = |cell: CellId| other.changes.iter().any(|(same, ..)| *same == cell);
        !self.changes.iter().any(|(cell, ..)| has(*cell))
    }
}

/// A cell beside, above or below.
fn beside(grid: &[Vec<CellId>], row: usize, column: usize, random: &mut Random) -> Option<CellId> {
    let (row, column) = match random.below(4) {
        0 => (row, column + 1),
        1 => (row, column.checked_sub(1)?),
        2 => (row + 1, column),
        _ => (row.checked_sub(1)?, column),
    };
    grid.get(row)?.get(column).copied()
}

/// Every number of a line stands one cell further, or one cell nearer, and the free cell is 0.
fn moved(line: &[CellId], random: &mut Random) -> Copies {
    let mut cells = line.to_vec();
    if random.below(2) == 0 {
        cells.reverse();
    }
    let from = std::iter::once(None).chain(cells.iter().copied().map(Some));
    cells.iter().copied().zip(from).collect()
}
