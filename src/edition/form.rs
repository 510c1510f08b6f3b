//! The three tables in force for one report. Usually all are of one edition; some published reports
//! mix editions.

use super::{CellId, Edition, FormCell, FormTable, Identity, TableKey};
use crate::sort;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The index of a cell in a [`Form`], from 0, in the order of the report.
pub type Slot = usize;

/// One sum of a form, with its cells as slots.
#[derive(Debug)]
pub struct FormSum {
    /// The sum.
    pub identity: &'static Identity,
    /// The slots of its terms.
    pub left: Vec<Slot>,
    /// The slots of its right side, which is one cell if the sum derives a total.
    pub right: Vec<Slot>,
}

/// A sum that contains a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumWithCell {
    /// The index of the sum in [`Form::sums`].
    pub sum: usize,
    /// Whether the cell is on the right side, which is that of the total.
    pub on_right: bool,
}

/// The tables in force, with their cells numbered and the sums of every cell indexed.
pub struct Form {
    editions: [&'static Edition; 3],
    cells: Vec<&'static FormCell>,
    /// The slots by cell id, sorted by id, because they are looked up at every keystroke.
    slots: Vec<(CellId, Slot)>,
    identities: Vec<&'static Identity>,
    sums: Vec<FormSum>,
    /// For each slot, the sums that contain the cell.
    sums_of_cell: Vec<Vec<SumWithCell>>,
    /// For each slot, the index of the sum that derives the cell.
    deriving: Vec<Option<usize>>,
    /// The indices of the sums that derive totals, each after those that derive its terms.
    derive_order: Vec<usize>,
}

// The editions determine everything else.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Form").field(&self.editions.map(|edition| edition.id)).finish()
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.editions == other.editions
    }
}

impl Form {
    /// The form with these editions, in [`TableKey`] order. It is built at the first call and
    /// shared.
    pub fn of(editions: [&'static Edition; 3]) -> Arc<Self> {
        static FORMS: Mutex<Vec<Arc<Form>>> = Mutex::new(Vec::new());
        let mut forms = FORMS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = forms.iter().find(|form| form.editions == editions) {
            return Arc::clone(form);
        }
        let form = Arc::new(Self::new(editions));
        forms.push(Arc::clone(&form));
        form
    }

    fn new(editions: [&'static Edition; 3]) -> Self {
        let tables = || TableKey::ALL.into_iter().map(|key| editions[key.index()].table(key));
        let cells: Vec<&'static FormCell> = tables().flat_map(|table| &table.cells).collect();
        let identities: Vec<&'static Identity> =
            tables().flat_map(|table| &table.identities).collect();
        let mut slots: Vec<(CellId, Slot)> =
            cells.iter().enumerate().map(|(slot, cell)| (cell.id, slot)).collect();
        sort::sort_by_key(&mut slots, |(id, _)| *id);
        let cell_count = cells.len();
        let mut form = Self {
            editions,
            cells,
            slots,
            identities,
            sums: Vec::new(),
            sums_of_cell: vec![Vec::new(); cell_count],
            deriving: vec![None; cell_count],
            derive_order: Vec::new(),
        };
        form.index_sums();
        form
    }

    /// Indexes the sums by their cells.
    fn index_sums(&mut self) {
        let slots = |ids: &[CellId]| ids.iter().filter_map(|id| self.slot(*id)).collect();
        let sum = |identity: &'static Identity| FormSum {
            identity,
            left: slots(&identity.left),
            right: slots(&identity.right),
        };
        self.sums = self.identities.iter().copied().map(sum).collect();
        for (index, sum) in self.sums.iter().enumerate() {
            for (side, on_right) in [(&sum.left, false), (&sum.right, true)] {
                for slot in side {
                    self.sums_of_cell[*slot].push(SumWithCell { sum: index, on_right });
                }
            }
            if let (true, [total, ..]) = (sum.identity.derives, &sum.right[..]) {
                self.deriving[*total] = Some(index);
            }
        }
        let mut order: Vec<usize> =
            (0..self.sums.len()).filter(|index| self.sums[*index].identity.derives).collect();
        sort::sort_by_key(&mut order, |index| self.depth(*index));
        self.derive_order = order;
    }

    /// How many totals are calculated one after the other before a sum can be calculated.
    fn depth(&self, sum: usize) -> usize {
        let terms = self.sums[sum].left.iter().filter_map(|slot| self.deriving[*slot]);
        terms.map(|term| 1 + self.depth(term)).max().unwrap_or(0)
    }

    /// The edition of a table.
    pub fn edition(&self, key: TableKey) -> &'static Edition {
        self.editions[key.index()]
    }

    /// The table in force.
    pub fn table(&self, key: TableKey) -> &'static FormTable {
        self.editions[key.index()].table(key)
    }

    /// All cells, in slot order.
    pub fn cells(&self) -> &[&'static FormCell] {
        &self.cells
    }

    /// The slot of a cell; `None` if the tables in force have no such cell.
    pub fn slot(&self, id: CellId) -> Option<Slot> {
        self.slots.binary_search_by_key(&id, |(id, _)| *id).ok().map(|index| self.slots[index].1)
    }

    /// The cell with that id, if the tables in force have it.
    pub fn cell(&self, id: CellId) -> Option<&'static FormCell> {
        self.slot(id).map(|slot| self.cells[slot])
    }

    /// All sums, in the order of the report.
    pub fn identities(&self) -> &[&'static Identity] {
        &self.identities
    }

    /// All sums with their cells as slots, in the order of [`Form::identities`].
    pub fn sums(&self) -> &[FormSum] {
        &self.sums
    }

    /// The sums that contain a cell.
    pub fn sums_with(&self, slot: Slot) -> &[SumWithCell] {
        &self.sums_of_cell[slot]
    }

    /// The index of the sum from which the form calculates a cell, in [`Form::sums`]; `None` if it
    /// does not calculate the cell.
    pub fn deriving(&self, slot: Slot) -> Option<usize> {
        self.deriving[slot]
    }

    /// The indices of the sums from which totals are calculated, in [`Form::sums`]. A sum comes
    /// after those that give its terms.
    pub fn derive_order(&self) -> &[usize] {
        &self.derive_order
    }

    /// The totals that the form calculates from a cell directly.
    pub fn totals_of(&self, slot: Slot) -> impl Iterator<Item = Slot> {
        let terms = self.sums_of_cell[slot].iter().filter(|sum| !sum.on_right);
        let sums = terms.map(move |term| &self.sums[term.sum]).filter(|sum| sum.identity.derives);
        sums.map(|sum| sum.right[0])
    }

    /// A cell and all totals that depend on it, each once and the cell first.
    pub fn with_totals(&self, slot: Slot) -> Vec<Slot> {
        let mut slots = vec![slot];
        let mut next = 0;
        while let Some(from) = slots.get(next).copied() {
            for total in self.totals_of(from) {
                if !slots.contains(&total) {
                    slots.push(total);
                }
            }
            next += 1;
        }
        slots
    }

    /// The sum from which the form calculates a cell; `None` if it does not calculate the cell.
    pub fn sum_deriving(&self, slot: Slot) -> Option<&'static Identity> {
        self.deriving[slot].map(|index| self.identities[index])
    }

    /// Whether the form calculates this cell.
    pub fn is_derived(&self, id: CellId) -> bool {
        self.slot(id).is_some_and(|slot| self.deriving[slot].is_some())
    }
}
