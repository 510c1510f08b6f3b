//! The three tables in force for one report. Usually all are of one edition; some published reports
//! mix editions.

use super::{CellId, Edition, FormCell, FormTable, Identity, TableKey};
use crate::sort;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The index of a cell in a [`Form`], from 0, in the order of the report.
pub type Slot = usize;

/// The tables in force, with their cells numbered and the sums of every cell indexed.
pub struct Form {
    editions: [&'static Edition; 3],
    cells: Vec<&'static FormCell>,
    /// The slots by cell id, sorted by id, because they are looked up at every keystroke.
    slots: Vec<(CellId, Slot)>,
    identities: Vec<&'static Identity>,
    sums_of_cell: Vec<Vec<usize>>,
    deriving: Vec<Option<usize>>,
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
        let (sums_of_cell, deriving) = (vec![Vec::new(); cells.len()], vec![None; cells.len()]);
        let mut form = Self { editions, cells, slots, identities, sums_of_cell, deriving };
        for (index, identity) in form.identities.clone().into_iter().enumerate() {
            for slot in identity
                .left
                .iter()
                .chain(&identity.right)
                .filter_map(|id| form.slot(*id))
                .collect::<Vec<_>>()
            {
                form.sums_of_cell[slot].push(index);
            }
            if identity.derives
                && let Some(total) = form.slot(identity.right[0])
            {
                form.deriving[total] = Some(index);
            }
        }
        form
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

    /// The sums that contain a cell, as indices into [`Form::identities`].
    pub fn sums_with(&self, slot: Slot) -> &[usize] {
        &self.sums_of_cell[slot]
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
