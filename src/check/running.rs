//! A sum that is updated as its terms change.

use crate::number::Decimal;

/// A sum of numbers of which some are unknown. Decimals are exact, so repeated updates do not
/// accumulate errors.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunningSum {
    known: Decimal,
    unknown: usize,
}

impl RunningSum {
    /// Adds up the values.
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

    /// Replaces one of the numbers.
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
