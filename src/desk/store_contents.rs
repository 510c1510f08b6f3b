//! What was read from the browser's store, and the list of it.

use super::now::LocalTime;
use super::record::Record;
use crate::draft;
use crate::edition::edition_of_year;
use crate::report::Date;
use crate::session::Panel;
use crate::sort;
use crate::view::start::DraftSummary;
use std::cmp::Reverse;

/// What was read from the browser's store.
#[derive(Clone, Debug, Default)]
pub struct StoreContents {
    /// The newest version of each kept draft, from the store and from notes; only from notes if the
    /// store could not be read.
    pub records: Vec<DatedRecord>,
    /// Why the store could not be read, if it could not.
    pub failure: Option<StoreFailure>,
}

/// Why the store could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreFailure {
    /// The page is not allowed to store anything, by the browser or by the host page. Trying again
    /// does not help.
    pub is_shut: bool,
    /// The browser has a store.
    pub has_store: bool,
    /// It did not answer in time.
    pub is_slow: bool,
}

/// The state of the browser's store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreStatus {
    /// It was read.
    Read,
    /// It could not be read, and may hold something.
    Unreadable,
    /// The page is not allowed to store anything.
    Disabled,
}

impl StoreContents {
    /// The state of the store.
    pub fn state(&self) -> StoreStatus {
        match self.failure {
            Some(trouble) if trouble.is_shut => StoreStatus::Disabled,
            Some(trouble) if trouble.has_store => StoreStatus::Unreadable,
            // If the browser has no store, nothing is missing from the list.
            _ => StoreStatus::Read,
        }
    }

    /// The first record for which `wanted` is true.
    pub fn find(&self, wanted: impl Fn(&Record) -> bool) -> Option<Record> {
        let records = self.records.iter().map(|dated| &dated.record);
        records.into_iter().find(|record| wanted(record)).cloned()
    }

    /// The newest kept draft with the same content as a file, if there is one.
    pub fn record_equal_to(self, file: &str) -> Option<Record> {
        let records = self.records.into_iter().map(|dated| dated.record);
        records
            .filter(|record| draft::has_same_content(&record.draft, file))
            .max_by_key(|record| record.at)
    }
}

/// A record, and the local time at which it was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedRecord {
    /// The record.
    pub record: Record,
    /// [`Record::at`] by the clock and the time zone of this computer.
    pub saved_at: LocalTime,
}

/// The drafts for the list on the start screen, the newest first.
pub fn listed(records: &[DatedRecord], today: Date) -> Vec<DraftSummary> {
    let mut records: Vec<&DatedRecord> = records.iter().collect();
    sort::sort_by_key(&mut records, |dated| Reverse(dated.record.at));
    records.into_iter().map(|dated| line(dated, today)).collect()
}

fn line(DatedRecord { record, saved_at: kept }: &DatedRecord, today: Date) -> DraftSummary {
    let name = match today.days() - kept.day.days() {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        _ => kept.day.chinese(),
    };
    let place = match Panel::parse(&record.place) {
        Some(Panel::Part(part)) => part.heading_in(edition_of_year(record.year)).to_owned(),
        _ => "报告信息".to_owned(),
    };
    DraftSummary {
        key: record.key.clone(),
        agency: record.agency.clone(),
        year: record.year,
        when: format!("{name} {}", kept.clock()),
        place,
        from: record.from.clone(),
        errors: record.errors,
    }
}
