//! The three tables, found and read by their labels.
//!
//! The form states which heads each of its cells has; the same question is put to a table of the
//! file, and where the answers agree, the cell is found. Position counts for nothing: a form of one
//! edition is never read into the rows of another, nor a row that was moved into another row.

use super::{FoundTable, Note};
use crate::edition::disclosure::CORNER;
use crate::edition::{CellId, Edition, Item, Scope, TableKey, editions, squeeze};
use crate::number;
use crate::source::{Cell, Table, UNTOLD};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The heads of a cell: of its row, and of its column from the nearest outwards. Each squeezed by
/// [`squeeze`].
type Heads = (String, Vec<String>);

/// A table of an edition as a reader sees it.
struct Form {
    edition: &'static Edition,
    key: TableKey,
    cells: BTreeMap<Heads, CellId>,
}

/// The labels of a kind of table, in any edition.
#[derive(Default)]
struct Labels {
    rows: BTreeSet<String>,
    columns: BTreeSet<String>,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let forms = editions().iter().flat_map(|edition| TableKey::ALL.map(|key| (edition, key)));
    forms.map(|(edition, key)| form(edition, key)).collect()
});

static LABELS: LazyLock<[Labels; 3]> = LazyLock::new(|| {
    TableKey::ALL.map(|key| {
        let mut labels = Labels::default();
        let items = editions()
            .iter()
            .flat_map(|edition| &edition.table(key).lines)
            .flat_map(|line| &line.items);
        for item in items {
            if let Item::Label { text, scope, .. } = item {
                let words = squeeze(text);
                match scope {
                    Scope::Columns if words != CORNER => drop(labels.columns.insert(words)),
                    Scope::Rows => drop(labels.rows.insert(words)),
                    Scope::Columns | Scope::Group | Scope::Note => {}
                }
            }
        }
        labels
    })
});

fn form(edition: &'static Edition, key: TableKey) -> Form {
    let table = edition.table(key);
    // The form as a source would have it, with the ids for numbers.
    let cell = |item: &Item| match item {
        Item::Label { text, .. } => {
            Cell { text: (*text).to_owned(), cols: item.cols(), rows: item.rows() }
        }
        Item::Value { id, .. } => Cell { text: id.to_string(), cols: item.cols(), rows: 1 },
    };
    let drawn = Table {
        rows: table.lines.iter().map(|line| line.items.iter().map(cell).collect()).collect(),
    };
    let cells = read(&drawn, key)
        .cells
        .into_iter()
        .filter_map(|(heads, id)| Some((heads, CellId::parse(&id)?)));
    Form { edition, key, cells: cells.collect() }
}

/// Finds the tables of a report among those of a file.
pub fn find(tables: &[&Table], notes: &mut Vec<Note>) -> BTreeMap<TableKey, FoundTable> {
    /// With fewer cells than this it is another table that shares some words.
    const FEWEST: usize = 5;
    let mut found: BTreeMap<TableKey, (Match, bool)> = BTreeMap::new();
    for table in tables {
        let Some(best) = TableKey::ALL
            .into_iter()
            .map(|key| best_match(table, key))
            .max_by_key(|found| found.cells.len())
        else {
            continue;
        };
        if best.cells.len() < FEWEST {
            continue;
        }
        match found.get_mut(&best.key) {
            Some((other, twice)) => {
                *twice = true;
                if best.cells.len() > other.cells.len() {
                    *other = best;
                }
            }
            None => drop(found.insert(best.key, (best, false))),
        }
    }
    found.into_iter().map(|(key, (found, twice))| (key, found.conclude(twice, notes))).collect()
}

/// How a table was read as one kind of table.
struct Match {
    key: TableKey,
    editions: Vec<&'static Edition>,
    /// How many cells the form has.
    of: usize,
    cells: BTreeMap<CellId, String>,
    unknown: Vec<String>,
}

impl Match {
    fn conclude(self, twice: bool, notes: &mut Vec<Note>) -> FoundTable {
        let table = self.key;
        if twice {
            notes.push(Note::TableTwice(table));
        }
        if !self.unknown.is_empty() {
            notes.push(Note::UnknownRows { table, labels: self.unknown });
        }
        if self.of > self.cells.len() {
            notes.push(Note::CellsNotFound { table, count: self.of - self.cells.len() });
        }
        let (untold, cells): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.cells.into_iter().partition(|(_, text)| text == UNTOLD);
        if !untold.is_empty() {
            notes.push(Note::Untold { table, count: untold.len() });
        }
        FoundTable { editions: self.editions, cells, untold: untold.into_keys().collect() }
    }
}

/// Reads a table as one of a kind, in the editions of which it has the most cells. If it has all
/// cells of one of them, others that have more cells are none of it.
fn best_match(table: &Table, key: TableKey) -> Match {
    let seen = read(table, key);
    let mut matches: Vec<(&Form, BTreeMap<CellId, String>)> = Vec::new();
    for form in FORMS.iter().filter(|form| form.key == key) {
        let cells = seen
            .cells
            .iter()
            .filter_map(|(heads, text)| Some((*form.cells.get(heads)?, text.clone())));
        matches.push((form, cells.collect()));
    }
    let most = matches.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut best: Vec<_> = matches.into_iter().filter(|(_, cells)| cells.len() == most).collect();
    if best.iter().any(|(form, _)| form.cells.len() == most) {
        best.retain(|(form, _)| form.cells.len() == most);
    }
    let editions = best.iter().map(|(form, _)| form.edition).collect();
    let Some((form, cells)) = best.pop() else {
        return Match { key, editions, of: 0, cells: BTreeMap::new(), unknown: Vec::new() };
    };
    let has_row = |row: &str| form.cells.keys().any(|(own, _)| own == row);
    let unknown = seen.rows.into_iter().filter(|(row, _)| !has_row(row)).map(|(_, label)| label);
    Match { key, editions, of: form.cells.len(), cells, unknown: unknown.collect() }
}

/// What a table shows: the text of each cell under its heads, and the label of each row that has
/// numbers, squeezed and as it stands.
struct Seen {
    cells: BTreeMap<Heads, String>,
    rows: Vec<(String, String)>,
}

/// The greatest length of a label in a note, in characters: a cell may be long, and stand before
/// many rows.
const LONGEST_LABEL: usize = 200;

/// What a cell is to a kind of table.
struct Words {
    squeezed: String,
    heads_column: bool,
}

impl Words {
    fn of(cell: &Cell, labels: &Labels) -> Self {
        let squeezed = squeeze(&cell.text);
        Self { heads_column: labels.columns.contains(&squeezed), squeezed }
    }
}

/// Where a cell stands in its table: row, and place in it.
type At = (usize, usize);

/// The cell that covers each place of a table, row by row; nothing at all for a table that is too
/// large to be one of a report.
fn places(table: &Table) -> Vec<Vec<Option<At>>> {
    let Some(grid) = table.grid() else { return Vec::new() };
    let at = |y, x| grid.at(y, x).map(|span| (span.row, span.index));
    (0..table.rows.len()).map(|y| (0..grid.columns()).map(|x| at(y, x)).collect()).collect()
}

fn read(table: &Table, key: TableKey) -> Seen {
    let labels = &LABELS[key.index()];
    // A cell may cover many places: what takes long is done once for each cell.
    let words: Vec<Vec<Words>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| Words::of(cell, labels)).collect())
        .collect();
    let has_heads = words.iter().flatten().any(|words| words.heads_column);
    let grid = if has_heads { places(table) } else { Vec::new() };
    let text = |(y, index): At| table.rows[y][index].text.as_str();
    let words = |(y, index): At| &words[y][index];
    // How many heads one above the other tell a column: in table 4 the outcomes stand in three
    // blocks.
    let depth = if key == TableKey::Disputes { 2 } else { 1 };
    // Those of each column, from the nearest upwards.
    let mut heads: Vec<Vec<At>> = vec![Vec::new(); grid.first().map_or(0, Vec::len)];
    let mut seen = Seen { cells: BTreeMap::new(), rows: Vec::new() };
    for (y, line) in grid.iter().enumerate() {
        let first = heads.iter().position(|heads| heads.len() == depth);
        // A cell is met where it begins; a head is no number.
        let begins = |x: usize| {
            line[x].filter(|at| {
                at.0 == y && (x == 0 || line[x - 1] != Some(*at)) && !words(*at).heads_column
            })
        };
        let met = || {
            (0..line.len())
                .filter(|x| heads[*x].len() == depth)
                .filter_map(|x| Some((x, begins(x)?)))
        };
        let row = match first {
            Some(_) if key == TableKey::Disputes => Some(""),
            Some(first) => first.checked_sub(1).and_then(|x| line[x]).and_then(|label| {
                let squeezed = &words(label).squeezed;
                if met()
                    .any(|(_, at)| matches!(number::read(text(at)), number::Reading::Number { .. }))
                {
                    let label = text(label).chars().take(LONGEST_LABEL).collect();
                    seen.rows.push((squeezed.clone(), label));
                }
                labels.rows.contains(squeezed).then_some(squeezed.as_str())
            }),
            None => None,
        };
        if let Some(row) = row {
            for (x, at) in met() {
                let above = heads[x].iter().map(|head| words(*head).squeezed.clone()).collect();
                seen.cells.entry((row.to_owned(), above)).or_insert_with(|| text(at).to_owned());
            }
        }
        // In a row of numbers, what stands in front of them is the label, even where it is the head
        // of a column as well (其他).
        let has_label = row.is_some_and(|row| !row.is_empty()) && met().next().is_some();
        let front = first.filter(|_| has_label).unwrap_or(0);
        for (heads, at) in heads.iter_mut().zip(line).skip(front) {
            if let Some(at) = at.filter(|at| words(*at).heads_column && heads.first() != Some(at)) {
                heads.insert(0, at);
                heads.truncate(depth);
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_finds_each_of_its_cells() {
        for form in FORMS.iter() {
            assert_eq!(
                form.cells.len(),
                form.edition.table(form.key).cells.len(),
                "{} {:?}",
                form.edition.id,
                form.key
            );
        }
    }
}
