//! Drafts with slips of the hand: clean reports of both editions in which some cells are changed.

use crate::clean::{Random, Size, clean};
use crate::slip::{Slip, grid, slips};
use nianbao::edition::{AgencyLevel, CellId, TableKey};
use nianbao::report::Report;
use std::collections::{BTreeMap, BTreeSet};

/// The draft of a changed report, and how it was changed.
pub struct Mutant {
    pub slips: Vec<&'static str>,
    pub draft: String,
}

/// As many clean reports are made, and as many drafts of each.
const REPORTS: u64 = 100;
const DRAFTS: usize = 30;

const YEARS: [u16; 5] = [2019, 2020, 2021, 2022, 2025];

/// Spellings that offices use, and some that no cell can have.
const SPELLINGS: [&str; 26] = [
    "0.0",
    "-0",
    "＋5",
    "０12",
    "１２．０",
    "12件",
    "３４",
    "1,234",
    "22（其中修订16件）",
    "477.35（万元）",
    "+14",
    "－3",
    "-3",
    "1.5",
    "0.1234567",
    "0012",
    "05件",
    "+5",
    "12.0",
    "十几件",
    "见附件",
    "50000元",
    "3万元",
    "1000000000000",
    "1000000000001",
    "99999999999999999999999",
];

/// All drafts, the same ones in every run.
pub fn mutants() -> Vec<Mutant> {
    let mut random = Random(20_250_120);
    let mut made = Vec::new();
    for number in 0..REPORTS {
        let bench = Bench::new(&mut random, number);
        made.extend((0..DRAFTS).map(|_| bench.mutant(&mut random)));
    }
    made
}

/// What is typed into the cells of a draft.
type Cells = BTreeMap<CellId, String>;

/// A clean report, and every slip that can be made in it.
struct Bench {
    year: u16,
    level: AgencyLevel,
    as_issued: bool,
    cells: Cells,
    /// The cells that are typed, in the order of the form.
    typed: Vec<CellId>,
    totals: Vec<CellId>,
    grids: Vec<Vec<Vec<CellId>>>,
    slips: Vec<Vec<Slip>>,
    last: Option<Last>,
}

impl Bench {
    fn new(random: &mut Random, number: u64) -> Self {
        let year = YEARS[usize::try_from(number).expect("small") % YEARS.len()];
        let level = *random.pick(&AgencyLevel::ALL);
        let size = *random.pick(&[Size::Nil, Size::Small, Size::Small, Size::Large, Size::Large]);
        let as_issued = random.below(2) == 0;
        // Now and then there is no report to compare with, or one of another year.
        let before = *random.pick(&[None, Some(2), Some(1), Some(1), Some(1)]);
        let last = before.map(|years| clean(random, year - years, level, size, None));
        let mut report = clean(random, year, level, size, last.as_ref());
        // With its totals as an original every report has a value in each cell.
        report.set_as_issued(true);
        let last_as_issued = random.below(2) == 0;
        let is_total = |id: &CellId| report.form().is_derived(*id);
        let (totals, typed): (Vec<CellId>, Vec<CellId>) =
            report.form().cells().iter().map(|cell| cell.id).partition(is_total);
        let typed = if as_issued { [typed, totals.clone()].concat() } else { typed };
        let known: BTreeSet<CellId> = typed.iter().copied().collect();
        let is_typed = |slip: &Slip| slip.changes.iter().all(|(cell, ..)| known.contains(cell));
        let mut cells = cells_of(&report);
        cells.retain(|cell, _| known.contains(cell));
        Self {
            year,
            level,
            as_issued,
            cells,
            totals,
            grids: TableKey::ALL.map(|table| grid(&report, table)).to_vec(),
            slips: TableKey::ALL
                .map(|table| slips(&report, table).into_iter().filter(is_typed).collect())
                .to_vec(),
            last: last.map(|last| Last::new(last, last_as_issued)),
            typed,
        }
    }

    fn mutant(&self, random: &mut Random) -> Mutant {
        let mut hand =
            Hand { bench: self, cells: self.cells.clone(), controls: Cells::new(), random };
        let slips = (0..=hand.random.below(4)).map(|_| hand.slip()).collect();
        let Hand { cells, controls, .. } = hand;
        let controls = texts(&controls);
        let last = self.last.as_ref().map_or_else(|| "null".to_owned(), |last| last.draft(random));
        let words = *random.pick(&["", "本年度未收取信息处理费。"]);
        // Some offices print a table, or all of them, in the form of other years.
        let other = if self.year < 2021 { "2021" } else { "2019" };
        let editions = match random.below(40) {
            0 => format!(r#""edition":"{other}","#),
            1 => format!(r#""table_editions":{{"requests":"{other}"}},"#),
            2 => format!(r#""table_editions":{{"disclosure":"{other}"}},"#),
            3 => format!(r#""table_editions":{{"disputes":"{other}"}},"#),
            _ => String::new(),
        };
        let words = format!(r#""sections":{{"other":"{words}"}},"#);
        let more = format!(r#"{editions}{words}"controls":{controls},"last_year":{last},"#);
        Mutant { slips, draft: draft(self.year, self.level, self.as_issued, &cells, &more) }
    }
}

fn cells_of(report: &Report) -> Cells {
    report.form().cells().iter().map(|cell| (cell.id, report.text(cell.id))).collect()
}

/// An object of texts. None of them has a character that JSON escapes.
fn texts(cells: &Cells) -> String {
    let members: Vec<String> =
        cells.iter().map(|(cell, text)| format!(r#""{cell}":"{text}""#)).collect();
    format!("{{{}}}", members.join(","))
}

/// A draft with these cells, and with more members.
fn draft(year: u16, level: AgencyLevel, as_issued: bool, cells: &Cells, more: &str) -> String {
    let (level, cells) = (level.id(), texts(cells));
    let head = format!(r#""nianbao":1,"year":{year},"agency":{{"level":"{level}"}},"#);
    format!(r#"{{{head}{more}"as_issued":{as_issued},"cells":{cells}}}"#)
}

/// The report of the year before.
struct Last {
    year: u16,
    level: AgencyLevel,
    as_issued: bool,
    cells: Cells,
    typed: Cells,
}

impl Last {
    fn new(mut report: Report, as_issued: bool) -> Self {
        report.set_as_issued(true);
        let cells = cells_of(&report);
        let mut typed = cells.clone();
        typed.retain(|cell, _| as_issued || !report.form().is_derived(*cell));
        Self { year: report.year, level: report.agency.level, as_issued, cells, typed }
    }

    /// Its draft; now and then with a gap in what this year goes on from.
    fn draft(&self, random: &mut Random) -> String {
        let mut cells = self.typed.clone();
        if random.below(4) == 0 {
            let row = *random.pick(&["carried_out", "review", "regulations", "normative", "fees"]);
            let lost: Vec<CellId> = cells.keys().copied().filter(|cell| cell.row == row).collect();
            cells.remove(random.pick(&lost));
        }
        draft(self.year, self.level, self.as_issued, &cells, "")
    }
}

/// Changes a draft cell by cell.
struct Hand<'a> {
    bench: &'a Bench,
    cells: Cells,
    controls: Cells,
    random: &'a mut Random,
}

impl Hand<'_> {
    /// Makes a slip, and says which.
    fn slip(&mut self) -> &'static str {
        // Every table gets as many slips as the others.
        let table = *self.random.pick(&TableKey::ALL);
        let cell = *self.random.pick(&self.table(table));
        match self.random.below(30) {
            0 => {
                self.cells.remove(&cell);
                "blank"
            }
            1 => {
                let stroke = *self.random.pick(&["/", "—", "——", "－"]);
                self.put(cell, stroke);
                "stroke"
            }
            2 => {
                let spelling = *self.random.pick(&SPELLINGS);
                self.put(cell, spelling);
                "spelling"
            }
            3 | 4 => self.dropped_digit(cell),
            5 | 6 => {
                self.copy_last(cell);
                "last year's value"
            }
            7 => {
                for cell in self.row() {
                    self.copy_last(cell);
                }
                "last year's row"
            }
            8 => {
                for cell in self.table(TableKey::Requests) {
                    self.copy_last(cell);
                }
                "last year's table 3"
            }
            9 => self.moved(true, false),
            10 => self.moved(true, true),
            11 => self.moved(false, false),
            12 => self.moved(false, true),
            13 => {
                for cell in self.row() {
                    self.cells.remove(&cell);
                }
                "blank row"
            }
            14 => {
                let text = *self.random.pick(&["", "", "0", "/"]);
                for cell in self.table(table) {
                    self.put(cell, text);
                }
                "the whole table"
            }
            15 => {
                for cell in self.table(TableKey::Requests) {
                    if ["new", "carried_in"].contains(&cell.row) {
                        self.put(cell, "0");
                    }
                }
                "nothing received"
            }
            16 | 22 => self.other_amount(),
            17 | 18 => self.total(),
            23 => self.items(),
            19..=21 => {
                self.put(cell, "0");
                "nothing"
            }
            _ => {
                let at = usize::try_from(self.random.below(3)).expect("small");
                let slip = self.random.pick(&self.bench.slips[at]);
                for (cell, _, to) in &slip.changes {
                    self.put(*cell, &to.to_string());
                }
                slip.kind.name()
            }
        }
    }

    fn put(&mut self, cell: CellId, text: &str) {
        if text.is_empty() {
            self.cells.remove(&cell);
        } else {
            self.cells.insert(cell, text.to_owned());
        }
    }

    fn is_typed(&self, cell: CellId) -> bool {
        self.bench.as_issued || !self.bench.totals.contains(&cell)
    }

    /// The typed cells of a table.
    fn table(&self, table: TableKey) -> Vec<CellId> {
        self.bench.typed.iter().copied().filter(|cell| cell.table == table).collect()
    }

    /// The typed cells of any row.
    fn row(&mut self) -> Vec<CellId> {
        let grid = self.random.pick(&self.bench.grids);
        let row = self.random.pick(grid);
        row.iter().copied().filter(|cell| self.is_typed(*cell)).collect()
    }

    fn copy_last(&mut self, cell: CellId) {
        if let Some(text) = self.bench.last.as_ref().and_then(|last| last.cells.get(&cell)) {
            self.put(cell, text);
        }
    }

    fn dropped_digit(&mut self, cell: CellId) -> &'static str {
        let mut text = self.cells.get(&cell).cloned().unwrap_or_default();
        let digits: Vec<usize> =
            text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
        if digits.len() > 1 {
            text.remove(*self.random.pick(&digits));
            self.put(cell, &text);
        }
        "dropped digit"
    }

    /// The numbers of two neighbouring rows or columns of table 3 change places; or those of one
    /// move to the next one and leave it 0.
    fn moved(&mut self, rows: bool, leaves: bool) -> &'static str {
        let bench = self.bench;
        let grid = &bench.grids[1];
        let lines: Vec<Vec<CellId>> = if rows {
            grid.clone()
        } else {
            (0..grid[0].len()).map(|at| grid.iter().map(|row| row[at]).collect()).collect()
        };
        let pairs: Vec<&[Vec<CellId>]> = lines.windows(2).collect();
        let pair = *self.random.pick(&pairs);
        for (one, other) in pair[0].iter().zip(&pair[1]) {
            if self.is_typed(*one) && self.is_typed(*other) {
                let [first, second] =
                    [one, other].map(|cell| self.cells.get(cell).cloned().unwrap_or_default());
                self.put(*one, if leaves { "0" } else { &second });
                self.put(*other, &first);
            }
        }
        match (rows, leaves) {
            (true, false) => "rows change places",
            (true, true) => "row moved",
            (false, false) => "columns change places",
            (false, true) => "column moved",
        }
    }

    /// An amount in 元 where 万元 is meant, or the other way round; with its point moved; with zeros
    /// at its end; or with a digit that was held down.
    fn other_amount(&mut self) -> &'static str {
        let amounts: Vec<CellId> =
            self.bench.typed.iter().copied().filter(|cell| cell.column == "amount").collect();
        let cell = *self.random.pick(&amounts);
        let text = self.cells.get(&cell).cloned().unwrap_or_default();
        if let Some((whole, fraction)) = text.split_once('.') {
            let text = match self.random.below(5) {
                0 => format!("{whole}{fraction}00"),
                1 => format!("0.{whole:0>4}"),
                2 => fraction
                    .split_at_checked(1)
                    .map_or_else(String::new, |(first, rest)| format!("{whole}{first}.{rest}0")),
                3 => format!("{text}00000"),
                _ => format!("9{}{text}", "0".repeat(22)),
            };
            self.put(cell, &text);
        }
        "other amount"
    }

    /// The number of items where that of decisions is meant, in the form of 2019.
    fn items(&mut self) -> &'static str {
        let typed = &self.bench.typed;
        let decisions: Vec<CellId> =
            typed.iter().copied().filter(|cell| cell.column == "decisions").collect();
        let cell = *self.random.pick(&decisions);
        let number = |column: &str| {
            let id = CellId::parse(&format!("disclosure.{}.{column}", cell.row));
            id.and_then(|id| self.cells.get(&id)?.parse::<i64>().ok())
        };
        if let (Some(prior), Some(change)) = (number("prior"), number("change")) {
            self.put(cell, &(prior + change).to_string());
        }
        "items"
    }

    /// A total that stands where it is calculated, or a control beside it.
    fn total(&mut self) -> &'static str {
        let cell = *self.random.pick(&self.bench.totals);
        let text = match self.random.below(4) {
            0 => "0".to_owned(),
            1 => "见附件".to_owned(),
            _ => self.random.below(30).to_string(),
        };
        if self.bench.as_issued || self.random.below(2) == 0 {
            self.put(cell, &text);
        } else {
            self.controls.insert(cell, text);
        }
        "total"
    }
}
