//! The legal editions (版式) of the report: which tables a report has, with every label verbatim, and
//! which sums must hold.
//!
//! An edition is data: one file under `edition/` states its labels and rows, and [`editions`] lists
//! it. The form on the screen, the printed tables, the totals that are calculated, the sum rules
//! and the readers are made from that. This module does not depend on the contents of reports.
//!
//! Source: 国办公开办函〔2019〕60号 and 〔2021〕30号.
//!
#![doc = include_str!("edition/ADDING.md")]

mod agency;
pub mod disclosure;
pub mod disputes;
mod e2019;
mod e2021;
mod form;
mod label;
pub mod requests;

pub use agency::AgencyLevel;
pub use form::{Form, FormSum, Slot, SumWithCell};
pub use label::{normalized_label, wording};

use crate::fnv::{self, fnv64};
use crate::number::MONEY;
use crate::sort;
use crate::spans::{self, Grid};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, OnceLock};

/// One legal edition of the report.
pub struct Edition {
    /// Its id in drafts: the first report year that it is used for, such as `2021`.
    pub id: &'static str,
    /// Its name for people, such as `2021版式`.
    pub name: &'static str,
    /// The notice that prescribes it, with its number.
    pub notice: &'static str,
    /// The first report year (a calendar year) that it is used for. It differs between editions.
    pub first_year: u16,
    /// The six headings of the report, in order.
    pub headings: [&'static str; 6],
    /// Tables 2, 3 and 4 of the report, in [`TableKey`] order.
    pub tables: [FormTable; 3],
    /// Cells whose labels are too general to identify them in a sentence, so that numbers in the
    /// text are not compared with them. Each entry is a cell id in which `*` matches any row or any
    /// column: `requests.*.other`.
    pub unspoken: &'static [&'static str],
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Edition").field(&self.id).finish()
    }
}

impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Edition {}

/// The editions that this process uses. The list cannot change after its first use.
static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();

/// The editions of the law, the oldest first.
fn of_the_law() -> Vec<Edition> {
    vec![e2019::edition(), e2021::edition()]
}

/// All editions, the oldest first. There is at least one.
pub fn editions() -> &'static [Edition] {
    EDITIONS.get_or_init(of_the_law)
}

/// Adds an edition that no law prescribes, for the rest of the process. Only tests call this, to
/// check that the whole program works with a new edition.
///
/// It is a global and not a parameter, because the ids of cells, the forms and the plans of the
/// checker are made once from the list of editions.
///
/// # Errors
/// Returns the edition if the list of editions has been used before.
pub fn install(edition: Edition) -> Result<(), Box<Edition>> {
    let mut unused = Some(edition);
    EDITIONS.get_or_init(|| {
        let mut all = of_the_law();
        all.extend(unused.take());
        sort::sort_by_key(&mut all, |edition| edition.first_year);
        all
    });
    unused.map_or(Ok(()), |edition| Err(Box::new(edition)))
}

/// The edition that came into force last.
pub fn latest() -> &'static Edition {
    let all = editions();
    &all[all.len() - 1]
}

/// The cell with that id in the latest edition that has it, for messages that are not about a
/// certain report, or are about a cell that the form of a report lacks.
pub fn latest_cell(id: CellId) -> Option<&'static FormCell> {
    editions().iter().rev().find_map(|edition| edition.table(id.table).cell(id))
}

/// The edition in force for reports on `year`; for years before the first edition, the first.
pub fn edition_of_year(year: u16) -> &'static Edition {
    let all = editions();
    all.iter().rev().find(|edition| edition.first_year <= year).unwrap_or(&all[0])
}

/// The edition with that id, if there is one.
pub fn edition_by_id(id: &str) -> Option<&'static Edition> {
    editions().iter().find(|edition| edition.id == id)
}

/// The edition whose first report year this is, if there is one.
pub fn edition_by_first_year(year: u16) -> Option<&'static Edition> {
    editions().iter().find(|edition| edition.first_year == year)
}

/// The three tables of the report, named by what they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TableKey {
    /// Part two (表二): 主动公开政府信息情况.
    Disclosure,
    /// Part three (表三): 收到和处理政府信息公开申请情况.
    Requests,
    /// Part four (表四): 政府信息公开行政复议、行政诉讼情况.
    Disputes,
}

impl TableKey {
    /// All tables in the order of the report.
    pub const ALL: [Self; 3] = [Self::Disclosure, Self::Requests, Self::Disputes];

    /// The first segment of the table's cell ids, and its name in drafts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::Requests => "requests",
            Self::Disputes => "disputes",
        }
    }

    /// The table with that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.id() == id)
    }

    /// The name of the table for people, by the number of its part.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disclosure => "表二",
            Self::Requests => "表三",
            Self::Disputes => "表四",
        }
    }

    /// Its index in [`Edition::tables`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The key of the column 总计 in the cell ids of tables 3 and 4, and of the row 总计 of table 3.
pub const TOTAL: &str = "total";

/// The id of a cell in drafts, on the page, in findings and in exports: `table.row.column`. Cells
/// with the same meaning have the same id in every edition.
///
/// Ids are sorted by table, and within a table arbitrarily. [`Form::cells`] has the order for
/// people.
#[derive(Clone, Copy)]
pub struct CellId {
    /// Its table.
    pub table: TableKey,
    /// Its row; may hold dots (`denied.state_secret`).
    pub row: &'static str,
    /// Its column.
    pub column: &'static str,
    /// A hash of the whole id. Cells are looked up after every keystroke, and one number is
    /// compared faster than three texts.
    rank: u64,
}

impl CellId {
    /// Makes an id of these parts. It does not check that an edition has such a cell.
    pub const fn new(table: TableKey, row: &'static str, column: &'static str) -> Self {
        Self {
            table,
            row,
            column,
            rank: rank(table, fnv64(fnv64(fnv64(fnv::EMPTY, row), "."), column)),
        }
    }

    /// Whether it matches a pattern: an id in which `*` matches any row or any column.
    pub fn fits(self, pattern: &str) -> bool {
        let Some((table, rest)) = pattern.split_once('.') else { return false };
        let Some((row, column)) = rest.rsplit_once('.') else { return false };
        let is = |part: &str, own: &str| part == "*" || part == own;
        table == self.table.id() && is(row, self.row) && is(column, self.column)
    }

    /// Parses `table.row.column`: the first segment is the table, the last one the column, and the
    /// segments between them the row. `None` if no edition has such a cell.
    pub fn parse(id: &str) -> Option<Self> {
        static IDS: LazyLock<Vec<CellId>> = LazyLock::new(|| {
            sort::sorted_set(
                editions()
                    .iter()
                    .flat_map(|edition| &edition.tables)
                    .flat_map(|table| &table.cells)
                    .map(|cell| cell.id),
            )
        });
        let (table, rest) = id.split_once('.')?;
        let table = TableKey::parse(table)?;
        let sought =
            Self { table, row: "", column: "", rank: rank(table, fnv64(fnv::EMPTY, rest)) };
        let (row, column) = rest.rsplit_once('.')?;
        IDS.binary_search(&sought)
            .ok()
            .map(|index| IDS[index])
            .filter(|found| found.row == row && found.column == column)
    }
}

/// The table in the two highest bits, so that ids are ordered by tables, and below it a hash of the
/// rest of the id.
const fn rank(table: TableKey, hash: u64) -> u64 {
    (table as u64) << 62 | hash >> 2
}

impl PartialEq for CellId {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl Eq for CellId {}

impl PartialOrd for CellId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CellId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl Hash for CellId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank.hash(state);
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [self.table.id(), ".", self.row, ".", self.column]
            .into_iter()
            .try_for_each(|piece| f.write_str(piece))
    }
}

impl fmt::Debug for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Another program that has the same editions finds the cell by its id.
impl Serialize for CellId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <&str>::deserialize(deserializer)?;
        Self::parse(id).ok_or_else(|| D::Error::custom("no such cell"))
    }
}

/// The numbers that a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A whole number from 0 to 10¹².
    Count,
    /// Money from 0 on, with at most six decimals, in 万元 unless the clerk picked another unit.
    Amount,
    /// A whole number with a sign: 本年增/减.
    Change,
}

/// One cell that takes a number.
#[derive(Clone, Debug)]
pub struct FormCell {
    /// Its id.
    pub id: CellId,
    /// The numbers that it may hold.
    pub quantity: Quantity,
    /// The unit: 件, 项 or 万元; empty if the clerk picks it.
    pub unit: &'static str,
    /// The label of its row with that of its group: “（三）不予公开 1.属于国家秘密”.
    pub row_name: String,
    /// Its column in words.
    pub column_name: String,
    /// The row in two to eight characters, for sums in words: “新收”.
    pub row_short: &'static str,
    /// The column in two to eight characters.
    pub column_short: &'static str,
    /// The article of the law that the row is based on, or an explanation of its label.
    pub gloss: &'static str,
    /// Whether the form gives it no unit, so that the clerk picks 元 or 万元.
    pub picks_unit: bool,
}

impl FormCell {
    /// The labels of row and column, for screen readers.
    pub fn name(&self) -> String {
        format!("{}，{}", self.row_name, self.column_name)
    }

    /// Whether a number with that unit (one of [`crate::number::UNITS`]) fits the cell: a count in
    /// any unit of things, an amount in 万元, or in either unit of money where the clerk picks it.
    pub fn fits(&self, unit: &str) -> bool {
        match self.quantity {
            Quantity::Count | Quantity::Change => !MONEY.contains(&unit),
            Quantity::Amount if self.picks_unit => MONEY.contains(&unit),
            Quantity::Amount => unit == "万元",
        }
    }
}

/// A table of the statutory form: its lines, its cells, and the sums that must hold in it.
#[derive(Debug)]
pub struct FormTable {
    /// Which of the three tables it is.
    pub key: TableKey,
    /// Widths of the grid's columns, in thousandths of the width of the table. They add up to 1000.
    pub widths: Vec<u16>,
    /// The lines from top to bottom.
    pub lines: Vec<FormLine>,
    /// How many of the first lines are heads that are repeated on each page.
    pub header_lines: usize,
    /// The cells that take a number, in reading order.
    pub cells: Vec<FormCell>,
    /// The sums that must hold.
    pub identities: Vec<Identity>,
}

/// One line of a table's grid. A position that an item of a line above covers (`rows` > 1) is not
/// listed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormLine {
    /// Its kind.
    pub kind: FormLineKind,
    /// Its items from left to right.
    pub items: Vec<FormItem>,
}

/// The kind of a line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormLineKind {
    /// A head of the whole table.
    Head,
    /// “第二十条第（…）项”: an article of the Regulations, shaded in most published reports.
    Article,
    /// The column heads under an article.
    Columns,
    /// A line with numbers.
    Data,
}

/// One item of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormItem {
    /// Official words.
    Label {
        /// The words, verbatim.
        text: &'static str,
        /// How many grid columns it covers (1 or more).
        cols: u8,
        /// How many lines it covers (1 or more).
        rows: u8,
        /// The part of the table that it is the head of.
        scope: Scope,
    },
    /// A number.
    Value {
        /// The id of its cell.
        id: CellId,
        /// How many grid columns it covers.
        cols: u8,
    },
}

impl FormItem {
    /// How many grid columns the item covers.
    pub const fn cols(&self) -> usize {
        match self {
            Self::Label { cols, .. } | Self::Value { cols, .. } => *cols as usize,
        }
    }

    /// How many lines the item covers.
    pub const fn rows(&self) -> usize {
        match self {
            Self::Label { rows, .. } => *rows as usize,
            Self::Value { .. } => 1,
        }
    }
}

/// The part of a table that a label is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The columns below it.
    Columns,
    /// The line or lines to its right.
    Rows,
    /// The lines below it: an article.
    Group,
    /// Nothing: a note in the corner.
    Note,
}

/// An identity (勾稽关系): the terms of the left side and those of the right side have the same sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Which sum of the form it is.
    pub kind: IdentityKind,
    /// The terms of the left side.
    pub left: Vec<CellId>,
    /// The terms of the right side.
    pub right: Vec<CellId>,
    /// Whether the form calculates the right side (one cell) from the left. A cell has one identity
    /// that derives it.
    pub derives: bool,
}

/// The sums of the statutory form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityKind {
    /// Table 3, each column: 新收 + 结转 = 总计 + 结转下年.
    RequestsBalance,
    /// Table 3, each column: the outcomes add up to （七）总计.
    RequestsTotal,
    /// Table 3, each row: the applicants add up to 总计.
    RequestsRowSum,
    /// Table 4, each block: the outcomes add up to 总计.
    DisputesSum,
}

impl Edition {
    /// The table of this edition.
    pub fn table(&self, key: TableKey) -> &FormTable {
        &self.tables[key.index()]
    }

    /// Whether the labels of a cell are too general to be searched for in the text
    /// ([`Edition::unspoken`]).
    pub fn is_unspoken(&self, id: CellId) -> bool {
        self.unspoken.iter().any(|pattern| id.fits(pattern))
    }
}

impl FormTable {
    /// Whether another table is printed the same way, with the same labels and cells at the same
    /// positions.
    pub fn is_like(&self, other: &Self) -> bool {
        self.lines == other.lines
    }

    /// The positions of its items.
    pub fn grid(&self) -> Grid {
        let extents = |line: &FormLine| -> Vec<(usize, usize)> {
            line.items.iter().map(|item| (item.cols(), item.rows())).collect()
        };
        let columns = self.widths.len();
        Grid::new(columns, self.lines.len(), spans::spans(columns, self.lines.iter().map(extents)))
    }

    /// The cell with that id, if this table has it.
    pub fn cell(&self, id: CellId) -> Option<&FormCell> {
        self.cells.iter().find(|cell| cell.id == id)
    }
}

#[cfg(test)]
mod tests;
