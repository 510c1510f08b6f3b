//! The three tables, found and read by their labels.
//!
//! The form states the heads of each cell. The heads of each cell in a table of the file are
//! determined in the same way, and a cell with the same heads is the one of the form. Positions do
//! not matter, so a table of one edition is never read into rows of another, and a row that was
//! moved is not mistaken for another.

use super::{ImportNote, RecognizedTable};
use crate::edition::disclosure::CORNER;
use crate::edition::{
    CellId, Edition, FormItem, Scope, TableKey, edition_of_year, editions, normalized_label,
};
use crate::number;
use crate::sort;
use crate::source::{NOT_CALCULATED, SourceCell, SourceTable};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The heads of a cell: the label of its row, and the heads of its column, the nearest first. Each
/// is normalized by [`normalized_label`].
type Heads = (String, Vec<String>);

/// A table of an edition, by the heads of its cells.
struct Form {
    edition: &'static Edition,
    key: TableKey,
    cells: BTreeMap<Heads, CellId>,
}

/// All labels that a table has in any edition.
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
            if let FormItem::Label { text, scope, .. } = item {
                let label = normalized_label(text);
                match scope {
                    Scope::Columns if label != CORNER => drop(labels.columns.insert(label)),
                    Scope::Rows => drop(labels.rows.insert(label)),
                    Scope::Columns | Scope::Group | Scope::Note => {}
                }
            }
        }
        labels
    })
});

fn form(edition: &'static Edition, key: TableKey) -> Form {
    let table = edition.table(key);
    // The form as if it were a table of a source, with ids in place of numbers.
    let cell = |item: &FormItem| match item {
        FormItem::Label { text, .. } => {
            SourceCell { cols: item.cols(), rows: item.rows(), ..SourceCell::new(*text) }
        }
        FormItem::Value { id, .. } => {
            SourceCell { cols: item.cols(), ..SourceCell::new(id.to_string()) }
        }
    };
    let drawn = SourceTable {
        rows: table.lines.iter().map(|line| line.items.iter().map(cell).collect()).collect(),
        place: String::new(),
    };
    let cells = read(&drawn, key)
        .cells
        .into_iter()
        .filter_map(|(heads, id)| Some((heads, CellId::parse(&id)?)));
    Form { edition, key, cells: cells.collect() }
}

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

/// Finds the tables of a report among those of a file. `year` is the report year that the file
/// states. If a table fits several editions, the notes are about that edition of these which the
/// table will have in the report.
pub fn find(
    tables: &[&SourceTable],
    year: Option<u16>,
    notes: &mut Vec<ImportNote>,
) -> BTreeMap<TableKey, RecognizedTable> {
    /// A table in which fewer cells were found is another table that has some of the labels.
    const FEWEST: usize = 5;
    let mut found: BTreeMap<TableKey, (Match, bool)> = BTreeMap::new();
    for table in tables {
        let Some(best) =
            TableKey::ALL.into_iter().map(|key| best_match(table, key)).max_by_key(Match::found)
        else {
            continue;
        };
        if best.found() < FEWEST {
            continue;
        }
        match found.get_mut(&best.key) {
            Some((other, twice)) => {
                *twice = true;
                if best.found() > other.found() {
                    *other = best;
                }
            }
            None => drop(found.insert(best.key, (best, false))),
        }
    }
    let own = year.map_or_else(
        || {
            let of: BTreeMap<TableKey, Vec<&'static Edition>> =
                found.iter().map(|(key, (found, _))| (*key, found.editions())).collect();
            common_edition(|key| of.get(&key).map(Vec::as_slice))
        },
        edition_of_year,
    );
    let conclude =
        |(key, (found, twice)): (_, (Match, _))| (key, found.conclude(own, twice, notes));
    found.into_iter().map(conclude).collect()
}

/// The result of reading a table as a certain table of the report.
struct Match {
    key: TableKey,
    /// The forms that fit it best, the likeliest first, each with the cells that were found. The
    /// numbers of these cells are equal.
    forms: Vec<(&'static Form, BTreeMap<CellId, String>)>,
    /// The forms that fit it less, with the cells that were found.
    others: Vec<(&'static Form, BTreeMap<CellId, String>)>,
    /// The rows of the table, as in [`Seen`].
    rows: Vec<(String, String)>,
}

impl Match {
    /// How many cells were found.
    fn found(&self) -> usize {
        self.forms.first().map_or(0, |(_, cells)| cells.len())
    }

    fn editions(&self) -> Vec<&'static Edition> {
        self.forms.iter().map(|(form, _)| form.edition).collect()
    }

    /// Makes the table of a report whose edition is `own`, and notes what is missing in it.
    fn conclude(
        mut self,
        own: &'static Edition,
        twice: bool,
        notes: &mut Vec<ImportNote>,
    ) -> RecognizedTable {
        let table = self.key;
        let editions = self.editions();
        let index = editions.iter().position(|edition| *edition == own).unwrap_or(0);
        let (form, cells) = self.forms.swap_remove(index);
        if twice {
            notes.push(ImportNote::TableTwice(table));
        }
        let has_row = |row: &str| form.cells.keys().any(|(known, _)| known == row);
        let unknown = self.rows.into_iter().filter(|(row, _)| !has_row(row));
        let labels: Vec<String> = unknown.map(|(_, label)| label).collect();
        if !labels.is_empty() {
            notes.push(ImportNote::UnknownRows { table, labels });
        }
        notes.extend(self.others.iter().filter_map(|(other, found)| {
            let blocks = other_blocks(form, other, found);
            let edition = other.edition;
            (!blocks.is_empty()).then_some(ImportNote::MixedEditions { table, edition, blocks })
        }));
        if form.cells.len() > cells.len() {
            notes.push(ImportNote::CellsNotFound { table, count: form.cells.len() - cells.len() });
        }
        let (untold, cells): (BTreeMap<_, _>, BTreeMap<_, _>) =
            cells.into_iter().partition(|(_, text)| text == NOT_CALCULATED);
        if !untold.is_empty() {
            notes.push(ImportNote::WithoutResult { table, count: untold.len() });
        }
        RecognizedTable { editions, cells, without_result: untold.into_keys().collect() }
    }
}

/// Reads a table as the table `key`, in the editions of which it has the most cells. If the table
/// has all cells of one of these editions, the editions that have more cells are dropped. Of the
/// others, those that lack the fewest cells are the likeliest, and of these the latest.
fn best_match(table: &SourceTable, key: TableKey) -> Match {
    let seen = read(table, key);
    let mut forms: Vec<(&'static Form, BTreeMap<CellId, String>)> = Vec::new();
    for form in FORMS.iter().filter(|form| form.key == key) {
        let cells = seen
            .cells
            .iter()
            .filter_map(|(heads, text)| Some((*form.cells.get(heads)?, text.clone())));
        forms.push((form, cells.collect()));
    }
    let most = forms.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let (mut forms, others): (Vec<_>, Vec<_>) =
        forms.into_iter().partition(|(_, cells)| cells.len() == most);
    if forms.iter().any(|(form, _)| form.cells.len() == most) {
        forms.retain(|(form, _)| form.cells.len() == most);
    }
    sort::sort_by_key(&mut forms, |(form, _)| (form.cells.len(), Reverse(form.edition.first_year)));
    Match { key, forms, others, rows: seen.rows }
}

/// The articles of table 2 under which a table has numbers in cells that `form` lacks and `other`
/// has, because some offices mix the editions.
fn other_blocks(form: &Form, other: &Form, found: &BTreeMap<CellId, String>) -> Vec<&'static str> {
    let known: BTreeSet<CellId> = form.cells.values().copied().collect();
    let is_other = |id: &CellId| {
        !known.contains(id) && found.get(id).is_some_and(|text| !number::trim(text).is_empty())
    };
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

/// The content of a table: the text of each cell by its heads, and the label of each row that has
/// numbers, both normalized and as it is in the file.
struct Seen {
    cells: BTreeMap<Heads, String>,
    rows: Vec<(String, String)>,
}

/// Unknown labels are cut to this many characters, because a cell may be long and may be the label
/// of many rows.
const LONGEST_LABEL: usize = 200;

/// The normalized text of a cell, and whether it is a column head of the table.
struct Words {
    squeezed: String,
    heads_column: bool,
}

impl Words {
    fn of(cell: &SourceCell, labels: &Labels) -> Self {
        let squeezed = normalized_label(&cell.text);
        Self { heads_column: labels.columns.contains(&squeezed), squeezed }
    }
}

/// The position of a cell: the index of its row, and its index in the row.
type At = (usize, usize);

/// For each position of the grid, row by row, the cell that covers it; empty for a table that is
/// too large for a report.
fn places(table: &SourceTable) -> Vec<Vec<Option<At>>> {
    let Some(grid) = table.grid() else { return Vec::new() };
    let at = |y, x| grid.at(y, x).map(|span| (span.row, span.index));
    (0..table.rows.len()).map(|y| (0..grid.columns()).map(|x| at(y, x)).collect()).collect()
}

fn read(table: &SourceTable, key: TableKey) -> Seen {
    let labels = &LABELS[key.index()];
    // Normalizing is slow and a cell may cover many positions, so it is done once for each cell.
    let cells: Vec<Vec<Words>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| Words::of(cell, labels)).collect())
        .collect();
    let has_heads = cells.iter().flatten().any(|cell| cell.heads_column);
    let grid = if has_heads { places(table) } else { Vec::new() };
    let text = |(y, index): At| table.rows[y][index].text.as_str();
    let cell = |(y, index): At| &cells[y][index];
    // How many heads above each other identify a column. Table 4 repeats the outcomes in three
    // blocks, so it needs two.
    let depth = if key == TableKey::Disputes { 2 } else { 1 };
    // The heads of each column, the nearest first.
    let mut heads: Vec<Vec<At>> = vec![Vec::new(); grid.first().map_or(0, Vec::len)];
    let mut seen = Seen { cells: BTreeMap::new(), rows: Vec::new() };
    for (y, line) in grid.iter().enumerate() {
        let first = heads.iter().position(|heads| heads.len() == depth);
        // A cell counts at its first position, and a head does not count as a cell.
        let begins = |x: usize| {
            line[x].filter(|at| {
                at.0 == y && (x == 0 || line[x - 1] != Some(*at)) && !cell(*at).heads_column
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
                let squeezed = &cell(label).squeezed;
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
                let above = heads[x].iter().map(|head| cell(*head).squeezed.clone()).collect();
                seen.cells.entry((row.to_owned(), above)).or_insert_with(|| text(at).to_owned());
            }
        }
        // The text before the numbers of a row is its label, even if it is the head of a column as
        // well (其他).
        let has_label = row.is_some_and(|row| !row.is_empty()) && met().next().is_some();
        let front = first.filter(|_| has_label).unwrap_or(0);
        for (heads, at) in heads.iter_mut().zip(line).skip(front) {
            if let Some(at) = at.filter(|at| cell(*at).heads_column && heads.first() != Some(at)) {
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
            find(&[&table], Some(2025), &mut notes);
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
