//! Tests the whole program with a third edition, which no notice prescribes. The compiler or a test
//! reports everything that a new edition needs besides its file and its entry in the list.
//!
//! The edition is made up in `third_edition/edition.rs`. It is installed for this process alone,
//! which is why these tests have a target of their own: `edition::install` comes before anything
//! else, so every test begins with `third()`.

#[path = "editions/asks.rs"]
mod asks;
#[path = "outside/outside.rs"]
mod outside;
#[allow(dead_code)]
#[path = "corpus/synthetic.rs"]
mod synthetic;

mod third_edition {
    pub mod asked;
    pub mod edition;
    pub mod files;
    pub mod forms;
    pub mod page;
    pub mod sums;
    pub mod texts;
}

use nianbao::edition::{AgencyLevel, CellId, Edition, edition_by_id};
use nianbao::report::{Agency, Report};
use nianbao::sorted_map::SortedMap;
use third_edition::edition::third;

fn cell(id: &str) -> CellId {
    CellId::parse(id).unwrap_or_else(|| panic!("no cell {id}"))
}

fn edition(id: &str) -> &'static Edition {
    edition_by_id(id).expect(id)
}

/// A blank report on a year, in the edition of that year.
fn blank(year: u16) -> Report {
    third();
    let agency = Agency {
        name: "示例县人民政府".to_owned(),
        level: AgencyLevel::County,
        covers_subordinates: None,
    };
    Report::new(year, agency)
}

/// A report of the third edition in which every cell has its own value and all sums hold.
fn distinct() -> Report {
    third();
    synthetic::distinct(2031, "2031")
}

/// A report on 2031 with the tables of some editions.
fn mixed(of_report: &str, tables: [(nianbao::edition::TableKey, &str); 1]) -> Report {
    let mut report = distinct();
    let tables: SortedMap<_, _> = tables.into_iter().map(|(key, id)| (key, edition(id))).collect();
    report.set_editions(edition(of_report), tables);
    report
}
