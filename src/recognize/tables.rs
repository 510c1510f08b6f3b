//! The three tables, found and read by their labels, wherever they stand in a file.
//!
//! Every cell that may be a cell of the report is a candidate, with what its labels say besides the
//! words of the form. Which one counts is decided cell by cell; where it cannot be decided, the
//! cell stays blank and is doubted.

mod decide;
mod forms;
mod joined;
mod labels;
mod qualifier;
mod seen;

use super::{ImportNote, RecognizedTable};
use crate::edition::{
    CellId, Edition, FormCell, FormItem, Scope, TableKey, edition_of_year, editions, latest_cell,
};
use crate::number;
use crate::sort;
use crate::source::{NOT_CALCULATED, SourceBlock};
use decide::{Choice, Decision, decide};
use forms::{FORMS, Form};
use joined::{PlacedTable, tables_of};
use labels::RowHeads;
use seen::{Found, Seen, read};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The edition that fits all tables of a file, to assume a year when the file states none. `of`
/// gives the editions that fit a table, the likeliest first; `None` if the file lacks the table. If
/// several editions fit, it is the likeliest one of table 3, and without table 3 the latest. If no
/// edition fits all, tables 3, 2 and 4 count in this order. Tables that fit every edition do not
/// tell the edition: the result is the first one.
pub fn common_edition<'a>(
    of: impl Fn(TableKey) -> Option<&'a [&'static Edition]>,
) -> &'static Edition {
    let mut fitting: Vec<&'static Edition> = of(TableKey::Requests)
        .map_or_else(|| editions().iter().rev().collect(), <[&'static Edition]>::to_vec);
    for key in [TableKey::Disclosure, TableKey::Disputes] {
        let Some(own) = of(key) else { continue };
        let both: Vec<_> =
            fitting.iter().copied().filter(|edition| own.contains(edition)).collect();
        if !both.is_empty() {
            fitting = both;
        }
    }
    let first = &editions()[0];
    if fitting.len() == editions().len() {
        return first;
    }
    fitting.first().copied().unwrap_or(first)
}

/// A table in which fewer cells were found is another table that has some of the labels.
const FEWEST: usize = 5;

/// Finds the tables of a report among the blocks of a file. `year` is the report year that the file
/// states. If a table fits several editions, the notes are about that edition of these which the
/// table will have in the report.
pub fn find(
    blocks: &[&SourceBlock],
    year: Option<u16>,
    notes: &mut Vec<ImportNote>,
) -> BTreeMap<TableKey, RecognizedTable> {
    let tables = tables_of(blocks);
    let mut of_key: BTreeMap<TableKey, Vec<(&PlacedTable, Seen)>> = BTreeMap::new();
    let mut others: Vec<String> = Vec::new();
    for table in &tables {
        let seen = TableKey::ALL.map(|key| (key, read(&table.table, key)));
        let best = seen.into_iter().max_by_key(|(key, seen)| most_found(*key, seen));
        if let Some((key, seen)) = best
            && most_found(key, &seen) >= FEWEST
        {
            of_key.entry(key).or_default().push((table, seen));
        } else if !table.is_blank() {
            others.push(table.beginning());
        }
    }
    if !others.is_empty() {
        notes.push(ImportNote::OtherTables { texts: others });
    }
    let found: BTreeMap<TableKey, Match> =
        of_key.into_iter().map(|(key, tables)| (key, Match::of(key, tables))).collect();
    let own = year.map_or_else(
        || {
            let of: BTreeMap<TableKey, Vec<&'static Edition>> =
                found.iter().map(|(key, found)| (*key, found.editions())).collect();
            common_edition(|key| of.get(&key).map(Vec::as_slice))
        },
        edition_of_year,
    );
    found.into_iter().map(|(key, found)| (key, found.conclude(own, year, notes))).collect()
}

/// How many cells of any edition's table `key` were seen at most.
fn most_found(key: TableKey, seen: &Seen) -> usize {
    let forms = FORMS.iter().filter(|form| form.key == key);
    let count = |form: &Form| {
        let ids: BTreeSet<CellId> = resolved(form, seen).map(|(id, _)| id).collect();
        ids.len()
    };
    forms.map(count).max().unwrap_or(0)
}

/// The cells of a form that were seen in a table.
fn resolved<'s>(form: &Form, seen: &'s Seen) -> impl Iterator<Item = (CellId, &'s Found)> {
    let mut before: Option<RowHeads> = None;
    let mut last: Option<(&RowHeads, Option<RowHeads>)> = None;
    seen.cells.iter().filter_map(move |cell| {
        // The cells of a row stand together.
        let row = match &last {
            Some((heads, row)) if *heads == &cell.row => row.clone(),
            _ => {
                let row = form.row(&cell.row, before.as_ref());
                before = row.clone().or_else(|| before.take());
                last = Some((&cell.row, row.clone()));
                row
            }
        };
        Some((form.cell(&row?, &cell.columns)?, &cell.found))
    })
}

/// The candidates of the cells of a form.
type Candidates = BTreeMap<CellId, Vec<Choice>>;

/// The result of reading tables as a certain table of the report.
struct Match {
    key: TableKey,
    /// The forms that fit best, the likeliest first, each with the candidates of its cells.
    forms: Vec<(&'static Form, Candidates)>,
    /// The forms that fit less.
    others: Vec<(&'static Form, Candidates)>,
    /// The rows of the tables that have numbers.
    rows: Vec<(RowHeads, String)>,
    /// How many tables there are.
    tables: usize,
}

impl Match {
    /// Reads tables as the table `key`, in the editions of which they have the most cells. If they
    /// have all cells of one of these editions, the editions that have more cells are dropped. Of
    /// the others, those that lack the fewest cells are the likeliest, and of these the latest.
    fn of(key: TableKey, tables: Vec<(&PlacedTable, Seen)>) -> Self {
        let mut forms: Vec<(&'static Form, Candidates)> = Vec::new();
        let are_several = tables.len() > 1;
        for form in FORMS.iter().filter(|form| form.key == key) {
            let mut candidates = Candidates::new();
            for (table, seen) in &tables {
                for (id, found) in resolved(form, seen) {
                    candidates.entry(id).or_default().push(Choice::new(found, table, are_several));
                }
            }
            forms.push((form, candidates));
        }
        let most = forms.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let (mut forms, others): (Vec<_>, Vec<_>) =
            forms.into_iter().partition(|(_, cells)| cells.len() == most);
        if forms.iter().any(|(form, _)| form.len() == most) {
            forms.retain(|(form, _)| form.len() == most);
        }
        sort::sort_by_key(&mut forms, |(form, _)| (form.len(), Reverse(form.edition.first_year)));
        let count = tables.len();
        let rows = tables.into_iter().flat_map(|(_, seen)| seen.rows).collect();
        Self { key, forms, others, rows, tables: count }
    }

    fn editions(&self) -> Vec<&'static Edition> {
        self.forms.iter().map(|(form, _)| form.edition).collect()
    }

    /// Makes the table of a report of the year `year` whose edition is `own`, and notes what is
    /// missing in it.
    fn conclude(
        mut self,
        own: &'static Edition,
        year: Option<u16>,
        notes: &mut Vec<ImportNote>,
    ) -> RecognizedTable {
        let table = self.key;
        let editions = self.editions();
        let index = editions.iter().position(|edition| *edition == own).unwrap_or(0);
        let (form, candidates) = self.forms.swap_remove(index);
        if self.tables > 1 && candidates.values().any(|found| found.len() > 1) {
            notes.push(ImportNote::TableTwice(table));
        }
        let unknown = self.rows.into_iter().filter(|(row, _)| form.row(row, None).is_none());
        let mut labels: Vec<String> = unknown.map(|(_, label)| label).collect();
        labels.dedup();
        if !labels.is_empty() {
            notes.push(ImportNote::UnknownRows { table, labels });
        }
        notes.extend(self.others.iter().filter_map(|(other, found)| {
            let blocks = other_blocks(form, other, found);
            let edition = other.edition;
            (!blocks.is_empty()).then_some(ImportNote::MixedEditions { table, edition, blocks })
        }));
        if form.len() > candidates.len() {
            let count = form.len() - candidates.len();
            notes.push(ImportNote::CellsNotFound { table, count });
        }
        let mut result = RecognizedTable { editions, ..RecognizedTable::default() };
        let mut beside: Vec<String> = Vec::new();
        for (id, found) in candidates {
            let marks = found.iter().map(|one| &one.beside).filter(|text| !text.is_empty());
            beside.extend(marks.map(|text| format!("{}旁边的“{text}”", name_of(id))));
            let Decision { text, doubt, converted } = decide(id, found, year);
            if text == NOT_CALCULATED {
                result.without_result.insert(id);
                continue;
            }
            notes.extend(converted.map(|from| ImportNote::Converted {
                name: name_of(id),
                from,
                to: text.clone(),
            }));
            result.cells.insert(id, text);
            if let Some(doubt) = doubt {
                result.doubts.insert(id, doubt);
            }
        }
        if !result.without_result.is_empty() {
            let count = result.without_result.len();
            notes.push(ImportNote::WithoutResult { table, count });
        }
        if !beside.is_empty() {
            notes.push(ImportNote::LeftOut { table, texts: beside });
        }
        result
    }
}

/// The name of a cell for people.
fn name_of(id: CellId) -> String {
    latest_cell(id).map_or_else(|| id.to_string(), FormCell::name)
}

/// The articles of table 2 under which a table has numbers in cells that `form` lacks and `other`
/// has, because some offices mix the editions.
fn other_blocks(form: &Form, other: &Form, found: &Candidates) -> Vec<&'static str> {
    let known: BTreeSet<CellId> = form.cells().collect();
    let is_filled =
        |found: &Vec<Choice>| found.iter().any(|one| !number::trim(&one.text).is_empty());
    let is_other = |id: &CellId| !known.contains(id) && found.get(id).is_some_and(is_filled);
    let (mut blocks, mut article) = (Vec::new(), None);
    for item in other.edition.table(other.key).lines.iter().flat_map(|line| &line.items) {
        match item {
            FormItem::Label { text, scope: Scope::Group, .. } => article = Some(*text),
            FormItem::Value { id, .. } if is_other(id) => blocks.extend(article.take()),
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceCell, SourceTable};

    #[test]
    fn blocks_of_another_edition_are_named() {
        const FIRST_BLOCK: usize = 4;
        let rows = |id: &str| -> Vec<Vec<SourceCell>> {
            let edition = crate::edition::edition_by_id(id).expect("an edition");
            let cell = |item: &FormItem| SourceCell {
                text: match item {
                    FormItem::Label { text, .. } => (*text).to_owned(),
                    FormItem::Value { .. } => "1".to_owned(),
                },
                cols: item.cols(),
                rows: item.rows(),
                ..SourceCell::default()
            };
            let lines = &edition.table(TableKey::Disclosure).lines;
            lines.iter().map(|line| line.items.iter().map(cell).collect()).collect()
        };
        let mixed_notes = |first: &str, rest: &str| {
            let mut table = SourceTable { rows: rows(first), place: String::new() };
            table.rows.truncate(FIRST_BLOCK);
            table.rows.extend(rows(rest).into_iter().skip(FIRST_BLOCK));
            let mut notes = Vec::new();
            find(&[&SourceBlock::Table(table)], Some(2025), &mut notes);
            notes.retain(|note| matches!(note, ImportNote::MixedEditions { .. }));
            notes.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            mixed_notes("2021", "2019"),
            [
                "表二混用了两种版式：第二十条第（一）项是2021版式的，其余不是；这些数字没有读入，请按规定的版式补填。"
            ]
        );
        for pure in ["2019", "2021"] {
            assert_eq!(mixed_notes(pure, pure), Vec::<String>::new());
        }
    }
}
