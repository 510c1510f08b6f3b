//! Reports as they were published, from a collection of figures that may not be redistributed: a
//! folder `shared` beside the repository.

use nianbao::edition::{AgencyLevel, TableKey, edition_by_id};
use nianbao::report::{Agency, Part, Report};
use nianbao::sorted_map::SortedMap;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A published report with its totals as printed (照原文录入); `None` where the collection is not
/// available, which is reported as skipped.
pub fn published(name: &str) -> Option<Report> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/reports")
        .join(name)
        .with_extension("json");
    if !path.exists() {
        crate::outside::tell(
            "figures and texts of published reports",
            &format!("no {}", path.display()),
        );
        return None;
    }
    let figures =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let figures: Value = serde_json::from_str(&figures)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let agency = figures["unit"].as_str().unwrap_or_default();
    let level = AgencyLevel::guess(agency).unwrap_or(AgencyLevel::Prefecture);
    let year = u16::try_from(figures["year"].as_u64().expect("a year")).expect("a year");
    let mut report =
        Report::new(year, Agency { name: agency.to_owned(), level, covers_subordinates: None });
    let edition = |member: &str| {
        edition_by_id(figures[member].as_str().expect("an edition")).expect("an edition")
    };
    report.set_editions(
        edition("format_table2"),
        SortedMap::from([(TableKey::Requests, edition("format_table3"))]),
    );
    report.set_as_issued(true);
    fill(&mut report, &figures);
    report.sections.insert(Part::Other, figures["narrative_facts"].to_string());
    Some(report)
}

/// Finds every cell by its labels.
fn fill(report: &mut Report, figures: &Value) {
    let form = report.form().clone();
    let label = |key: &str| figures["table3_row_labels"][key].as_str().map(str::to_owned);
    for (table, figures) in [
        (TableKey::Disclosure, &figures["table2"]),
        (TableKey::Requests, &figures["table3"]),
        (TableKey::Disputes, &figures["table4"]),
    ] {
        for (row, numbers) in figures.as_object().into_iter().flatten() {
            let row = if table == TableKey::Requests {
                label(row).expect("a label")
            } else {
                row.clone()
            };
            let in_row = |name: &str| {
                name == row
                    || name.strip_suffix(row.as_str()).is_some_and(|rest| rest.ends_with(' '))
            };
            let cells: Vec<_> =
                form.table(table).cells.iter().filter(|cell| in_row(&cell.row_name)).collect();
            assert!(!cells.is_empty(), "no row {row}");
            for (at, cell) in cells.iter().enumerate() {
                let number = numbers
                    .get(at)
                    .or_else(|| numbers.get(&cell.column_name))
                    .unwrap_or(&Value::Null);
                let typed = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
                if !number.is_null() {
                    report.set_cell(cell.id, &typed);
                }
            }
        }
    }
}
