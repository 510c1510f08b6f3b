//! What rules may know of a report besides its cells.

use crate::edition::{AgencyLevel, CellId, Edition, TableKey};
use crate::number::Decimal;
use crate::report::{Part, Report};

/// What rules may know of a report besides its cells. Small, so that it is compared and copied
/// freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The report year.
    pub year: u16,
    /// Where the organ stands.
    pub level: AgencyLevel,
    /// The edition of the report.
    pub edition: &'static Edition,
    /// The editions of the three tables.
    pub editions: [&'static Edition; 3],
    /// Whether section six speaks of 信息处理费.
    pub fee_mentioned: bool,
    /// Whether somebody was asked to pay one and did not: table 3 says so.
    pub fee_asked: bool,
    /// The year of the earlier report that it is compared with: the year before, if that report is
    /// at hand.
    pub last_year: Option<u16>,
}

impl Context {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            year: report.year,
            level: report.agency.level,
            edition: report.edition(),
            editions: TableKey::ALL.map(|key| report.form().edition(key)),
            fee_mentioned: Self::reads_fee(report),
            fee_asked: asks_fee(report),
            last_year: report.comparable_last_year().map(|last| last.year),
        }
    }

    /// The context after these cells have changed, the texts not being read again.
    pub(super) fn after(&self, report: &Report, changed: &[CellId]) -> Self {
        Self {
            year: report.year,
            level: report.agency.level,
            edition: report.edition(),
            editions: TableKey::ALL.map(|key| report.form().edition(key)),
            fee_mentioned: self.fee_mentioned,
            fee_asked: if changed.iter().any(|id| id.row == OVERDUE_FEE) {
                asks_fee(report)
            } else {
                self.fee_asked
            },
            last_year: report.comparable_last_year().map(|last| last.year),
        }
    }

    /// Whether section six speaks of 信息处理费.
    fn reads_fee(report: &Report) -> bool {
        let words: String =
            report.prose(Part::Other).texts.iter().map(|text| text.words(report)).collect();
        words.chars().filter(|c| !c.is_whitespace()).collect::<String>().contains("信息处理费")
    }
}

/// The row 逾期未按收费通知要求缴纳费用.
const OVERDUE_FEE: &str = "other.overdue_fee";

/// Whether that row holds more than 0.
fn asks_fee(report: &Report) -> bool {
    let row = report
        .form()
        .table(TableKey::Requests)
        .cells
        .iter()
        .filter(|cell| cell.id.row == OVERDUE_FEE);
    row.filter_map(|cell| report.entries().get(&cell.id)?.value())
        .any(|value| value > Decimal::ZERO)
}
