//! Tests of all editions: counts, grids without holes, ids that read back.

use super::*;
use std::collections::BTreeSet;

#[test]
fn each_edition_has_its_cells() {
    let counts = |id: &str| {
        edition_by_id(id)
            .expect(id)
            .tables
            .iter()
            .map(|table| table.cells.len())
            .collect::<Vec<_>>()
    };
    assert_eq!(counts("2019"), [22, 161, 15]);
    assert_eq!(counts("2021"), [10, 175, 15]);
}

#[test]
fn a_year_has_its_edition() {
    for (year, id) in
        [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")]
    {
        assert_eq!(edition_of_year(year).id, id, "{year}");
    }
}

#[test]
fn ids_of_different_cells_differ() {
    let cells =
        || editions().iter().flat_map(|edition| &edition.tables).flat_map(|table| &table.cells);
    let names: BTreeSet<String> = cells().map(|cell| cell.id.to_string()).collect();
    let ids: BTreeSet<CellId> = cells().map(|cell| cell.id).collect();
    assert_eq!(ids.len(), names.len());
    assert!(ids.iter().map(|id| id.table).is_sorted());
}

#[test]
fn every_id_reads_back() {
    for cell in editions().iter().flat_map(|edition| &edition.tables).flat_map(|table| &table.cells)
    {
        assert_eq!(CellId::parse(&cell.id.to_string()), Some(cell.id));
    }
    let old = CellId::parse("requests.other.other").expect("2019");
    assert_eq!((old.row, old.column), ("other", "other"));
    let new = CellId::parse("requests.other.other.natural").expect("2021");
    assert_eq!((new.row, new.column), ("other.other", "natural"));
    assert_eq!(CellId::parse("requests.other.nobody"), None);
    assert_eq!(CellId::parse("requests"), None);
}

/// Lays every item on the grid: no hole, no overlap, and the values are the table's cells in their
/// order.
#[test]
fn grids_are_whole() {
    for table in editions().iter().flat_map(|edition| &edition.tables) {
        assert_eq!(table.widths.iter().sum::<u16>(), 1000, "{:?}", table.key);
        let mut covered = vec![vec![false; table.widths.len()]; table.lines.len()];
        let mut values = Vec::new();
        for (y, line) in table.lines.iter().enumerate() {
            for item in &line.items {
                let x = covered[y].iter().position(|taken| !taken).expect("room");
                for row in &mut covered[y..y + item.rows()] {
                    for place in &mut row[x..x + item.cols()] {
                        assert!(!*place, "overlap in {:?} line {y}", table.key);
                        *place = true;
                    }
                }
                if let FormItem::Value { id, .. } = item {
                    values.push(*id);
                }
            }
        }
        assert!(covered.iter().flatten().all(|is_covered| *is_covered), "hole in {:?}", table.key);
        assert_eq!(values, table.cells.iter().map(|cell| cell.id).collect::<Vec<_>>());
    }
}

#[test]
fn sums_name_cells_of_their_table_and_derive_each_once() {
    for edition in editions() {
        let form = Form::of([edition; 3]);
        let derived = form.cells().iter().filter(|cell| form.is_derived(cell.id)).count();
        // 总计 of every row and the row 办理总计 of table 3, three 总计 of table 4.
        let cells = &edition.table(TableKey::Requests).cells;
        let columns = cells.iter().filter(|cell| cell.id.row == requests::NEW).count();
        let rows = cells.len() / columns;
        assert_eq!(derived, rows + (columns - 1) + 3);
        assert_eq!(form.identities().iter().filter(|identity| identity.derives).count(), derived);
        assert_eq!(form.identities().len(), 2 * columns + rows + 3);
    }
}
