//! A sum that is kept while its numbers change.

use crate::number::Decimal;

/// Numbers being added up, some of them still unknown. Exact, so that taking one out and putting
/// another in never drifts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Running {
    known: Decimal,
    unknown: usize,
}

impl Running {
    /// Adds up.
    pub fn of(values: impl Iterator<Item = Option<Decimal>>) -> Self {
        let mut running = Self::default();
        for value in values {
            match value {
                Some(value) => running.known = running.known + value,
                None => running.unknown += 1,
            }
        }
        running
    }

    /// One of the numbers has changed.
    pub fn replace(&mut self, old: Option<Decimal>, new: Option<Decimal>) {
        match old {
            Some(old) => self.known = self.known - old,
            None => self.unknown -= 1,
        }
        match new {
            Some(new) => self.known = self.known + new,
            None => self.unknown += 1,
        }
    }

    /// The sum; `None` while a number is unknown.
    pub const fn total(&self) -> Option<Decimal> {
        if self.unknown == 0 { Some(self.known) } else { None }
    }
}
