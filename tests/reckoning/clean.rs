//! Reports of many sizes whose sums hold and that go on from the year before.

use nianbao::edition::{AgencyLevel, CellId, TOTAL, TableKey};
use nianbao::report::{Agency, Report};

/// Pseudorandom numbers that are the same everywhere (splitmix64).
pub struct Random(pub u64);

impl Random {
    /// A number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(among.len() as u64)).expect("an index");
        &among[at]
    }
}

/// How much an agency has to report.
#[derive(Clone, Copy)]
pub enum Size {
    Nil,
    Small,
    Large,
}

impl Size {
    fn number(self, random: &mut Random) -> i64 {
        let (zeros, most) = match self {
            Self::Nil => return 0,
            Self::Small => (3, 12),
            Self::Large => (5, 9_000),
        };
        // Of the small ones two in three are 0, of the large ones one in five.
        let is_zero = (random.below(zeros) == 0) == matches!(self, Self::Large);
        if is_zero { 0 } else { 1 + i64::try_from(random.below(most)).expect("small") }
    }
}

/// A report without errors that goes on from that of the year before.
pub fn clean(
    random: &mut Random,
    year: u16,
    level: AgencyLevel,
    size: Size,
    last: Option<&Report>,
) -> Report {
    let name = "示例县某单位".to_owned();
    let report = Report::new(year, Agency { name, level, covers_subordinates: None });
    let mut writing = Writing { report, random, size, last };
    writing.disclosure();
    writing.requests();
    writing.disputes();
    writing.report
}

struct Writing<'a> {
    report: Report,
    random: &'a mut Random,
    size: Size,
    last: Option<&'a Report>,
}

/// The value of a cell, 0 if it has none; decimals are cut off.
fn whole(report: &Report, id: &str) -> i64 {
    let value = CellId::parse(id).and_then(|id| report.value(id));
    value.map_or(0, |value| {
        let text = value.to_string();
        text.split('.').next().and_then(|digits| digits.parse().ok()).expect("digits")
    })
}

impl Writing<'_> {
    fn number(&mut self) -> i64 {
        self.size.number(self.random)
    }

    fn upto(&mut self, most: i64) -> i64 {
        i64::try_from(self.random.below(most.max(0).unsigned_abs() + 1)).expect("small")
    }

    fn last(&self, id: &str) -> Option<i64> {
        self.last.map(|last| whole(last, id))
    }

    fn put(&mut self, id: &str, number: i64) {
        self.report.set_cell(CellId::parse(id).expect(id), &number.to_string());
    }

    fn cells(&self, table: TableKey) -> Vec<CellId> {
        self.report.form().table(table).cells.iter().map(|cell| cell.id).collect()
    }

    fn disclosure(&mut self) {
        let has_regulations = matches!(
            self.report.agency.level,
            AgencyLevel::StateDepartment | AgencyLevel::Province | AgencyLevel::Prefecture
        );
        for cell in self.cells(TableKey::Disclosure) {
            let of = |column: &str| format!("disclosure.{}.{column}", cell.row);
            let so_far = |writing: &Self, column| whole(&writing.report, &of(column));
            let before = self.last(&of(cell.column));
            let number = match cell.column {
                _ if cell.row == "regulations" && !has_regulations => 0,
                "repealed" => {
                    let there = self.last(&of("in_force")).unwrap_or(100);
                    self.number().min(there + so_far(self, "issued"))
                }
                "in_force" => {
                    let there = before.unwrap_or_else(|| so_far(self, "repealed") + self.number());
                    there + so_far(self, "issued") - so_far(self, "repealed")
                }
                "open_total" => so_far(self, "opened") + self.number(),
                "prior" => match self.last {
                    Some(last) => whole(last, &of("prior")) + whole(last, &of("change")),
                    None => self.number(),
                },
                "change" => self.number() - self.upto(so_far(self, "prior")),
                "amount" if cell.row == "procurement" && so_far(self, "projects") == 0 => 0,
                "amount" if cell.row == "procurement" => 1 + self.number(),
                "amount" => before.unwrap_or_else(|| self.number()),
                "decisions" if before.is_some() => {
                    let before = before.unwrap_or(0);
                    before + self.upto(before / 4)
                }
                _ => self.number(),
            };
            if cell.column == "amount" && !matches!(self.size, Size::Nil) {
                let cents =
                    if number == 0 && cell.row == "procurement" { 0 } else { self.upto(99) };
                self.report.set_cell(cell, &format!("{number}.{cents:02}"));
            } else {
                self.put(&cell.to_string(), number);
            }
        }
    }

    fn requests(&mut self) {
        let mut rows: Vec<&str> =
            self.cells(TableKey::Requests).into_iter().map(|id| id.row).collect();
        rows.dedup();
        rows.retain(|row| !["new", "carried_in", "total", "carried_out"].contains(row));
        let mut columns: Vec<&str> =
            self.cells(TableKey::Requests).into_iter().map(|id| id.column).collect();
        columns.truncate(columns.iter().position(|column| *column == TOTAL).expect("a total"));
        for column in columns {
            let of = |row: &str| format!("requests.{row}.{column}");
            let mut out = 0;
            for row in &rows {
                let number = self.number();
                self.put(&of(row), number);
                out += number;
            }
            let carried_in = self.last(&of("carried_out")).unwrap_or_else(|| self.number());
            // As many are left as were not dealt with, and not all of them are new.
            let carried_out = self.number().max(carried_in - out);
            self.put(&of("carried_in"), carried_in);
            self.put(&of("carried_out"), carried_out);
            self.put(&of("new"), out + carried_out - carried_in);
        }
    }

    fn disputes(&mut self) {
        for cell in self.cells(TableKey::Disputes) {
            if cell.column != TOTAL {
                let number = self.number();
                self.put(&cell.to_string(), number);
            }
        }
        for block in ["review", "direct", "after_review"] {
            let pending = self.last(&format!("disputes.{block}.pending")).unwrap_or(0);
            let lost = pending - whole(&self.report, &format!("disputes.{block}.total"));
            if lost > 0 {
                let other = format!("disputes.{block}.other");
                let number = whole(&self.report, &other);
                self.put(&other, number + lost);
            }
        }
    }
}
