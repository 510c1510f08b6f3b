//! What could be read of the browser's store, and the list of it.

use super::now::Moment;
use super::record::Record;
use crate::draft;
use crate::edition::edition_of_year;
use crate::report::Date;
use crate::session::Place;
use crate::sort;
use crate::view::start::Kept;
use std::cmp::Reverse;

/// What could be read of the browser's store.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// Every kept draft in its newest version, from the store and from notes; with trouble, from
    /// notes alone.
    pub records: Vec<Dated>,
    /// Why the store could not be read, if so.
    pub trouble: Option<Trouble>,
}

/// Why a store could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// This page is let keep nothing at all, which is not the moment's trouble.
    pub is_shut: bool,
    /// The browser has a store.
    pub has_store: bool,
    /// It did not answer in time.
    pub is_slow: bool,
}

/// How the browser's store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// It was read.
    Read,
    /// It could not be read, and may hold something.
    Unread,
    /// There is none.
    Shut,
}

impl Stored {
    /// How the store is.
    pub fn state(&self) -> Store {
        match self.trouble {
            Some(trouble) if trouble.is_shut => Store::Shut,
            Some(trouble) if trouble.has_store => Store::Unread,
            // A browser without a store has none to be read.
            _ => Store::Read,
        }
    }

    /// The first record that is wanted.
    pub fn find(&self, wanted: impl Fn(&Record) -> bool) -> Option<Record> {
        let records = self.records.iter().map(|dated| &dated.record);
        records.into_iter().find(|record| wanted(record)).cloned()
    }

    /// The kept draft that holds what a file does, if there is one: the newest.
    pub fn twin(self, file: &str) -> Option<Record> {
        let records = self.records.into_iter().map(|dated| dated.record);
        records.filter(|record| draft::holds(&record.draft, file)).max_by_key(|record| record.at)
    }
}

/// A record, and when it was kept by the clock of this computer.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The record.
    pub record: Record,
    /// [`Record::at`], as this computer's clock had it.
    pub kept: Moment,
}

/// The list of the first screen: the youngest first.
pub fn listed(records: &[Dated], today: Date) -> Vec<Kept> {
    let mut records: Vec<&Dated> = records.iter().collect();
    sort::sort_by_key(&mut records, |dated| Reverse(dated.record.at));
    records.into_iter().map(|dated| line(dated, today)).collect()
}

fn line(Dated { record, kept }: &Dated, today: Date) -> Kept {
    let name = match today.days() - kept.day.days() {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        _ => kept.day.chinese(),
    };
    let place = match Place::parse(&record.place) {
        Some(Place::Part(part)) => edition_of_year(record.year).headings[part as usize].to_owned(),
        _ => "报告信息".to_owned(),
    };
    Kept {
        key: record.key.clone(),
        agency: record.agency.clone(),
        year: record.year,
        when: format!("{name} {}", kept.clock()),
        place,
        from: record.from.clone(),
        errors: record.errors,
    }
}
