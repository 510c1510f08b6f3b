//! Rules on 信息处理费, which section six reports.

use super::contents::words_of;
use crate::check::wording::{Operand, Wording};
use crate::check::{
    Cells, Check, Editions, Facts, Group, OnCells, Question, Remark, Rule, Severity, TextInput,
    whole_row,
};
use crate::edition::{TOTAL, TableKey};
use crate::number::{self, Decimal, Reading};
use crate::report::Part;
use crate::text::{has_any, quoted, sentences};

const FEE: &str = "信息处理费";

/// Whether section six mentions 信息处理费.
pub(super) static FEE_MENTIONED: Question = Question {
    answer: |report| words_of(report, Part::Other).contains(FEE),
    depends_on: |_| false,
};

/// The row 逾期未按收费通知要求缴纳费用.
const OVERDUE_FEE: &str = "other.overdue_fee";

/// Whether an applicant was asked to pay a fee and did not pay.
pub(super) static FEE_ASKED: Question = Question {
    answer: |report| {
        let row = whole_row(report.form(), TableKey::Requests, OVERDUE_FEE);
        row.iter()
            .filter_map(|id| report.entries().get(id)?.value())
            .any(|value| value > Decimal::ZERO)
    },
    depends_on: |cell| cell.row == OVERDUE_FEE,
};

/// If an applicant was asked to pay a fee, section six must mention it.
pub(super) static OVERDUE_FEE_UNREPORTED: Rule = Rule {
    id: "overdue-fee-unreported",
    severity: Severity::Verify,
    editions: Editions::since(2021),
    source: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    title: "信息处理费写进第六部分",
    what: "有申请人逾期未缴费的，第六部分写明信息处理费的情况。",
    why: "有人逾期未缴费，说明发出过收费通知；照国办函〔2020〕109号，收取信息处理费的情况在年度报告中写明，没有收到也要写。",
    todo: "在第六部分写明发出收费通知的件数和收取的金额。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |form| vec![Group::of(whole_row(form, TableKey::Requests, OVERDUE_FEE))],
        find: OverdueFee::find,
    }),
};

#[derive(Debug, PartialEq)]
struct OverdueFee {
    /// The number of applicants who did not pay: the total, or the sum of the numbers that are
    /// known.
    count: Decimal,
}

impl OverdueFee {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        if cells.context.answers(&FEE_MENTIONED) {
            return None;
        }
        // If the total is unknown, only the numbers of applicants can be above 0.
        let total = cells.now(TOTAL).filter(|total| *total > Decimal::ZERO);
        let count = total.unwrap_or_else(|| cells.above_zero().map(|(_, number)| number).sum());
        (count > Decimal::ZERO).then_some(Self { count })
    }
}

impl Facts for OverdueFee {
    fn say(&self) -> Wording {
        Wording {
            title: "第六部分没有写到信息处理费".to_owned(),
            sides: vec![Operand::new(
                "表三（六）2.申请人逾期未按收费通知要求缴纳费用",
                format!("{}件", self.count),
            )],
            difference: None,
        }
    }
}

/// Section six must state the fees charged. If an applicant was asked to pay,
/// overdue-fee-unreported reports this with a higher severity instead.
pub(super) static FEE_STATEMENT: Rule = Rule {
    id: "fee-statement",
    severity: Severity::Hint,
    editions: Editions::since(2021),
    source: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    title: "收取信息处理费的情况",
    what: "第六部分写明收取信息处理费的情况，没有收取也写。",
    why: "照国办函〔2020〕109号，收取信息处理费的情况在年度报告第六部分写明；它不是表二的行政事业性收费。",
    todo: "补一句，例如“本年度未收取信息处理费”。",
    needs_last_year: false,
    check: Check::text(silent_on_fees),
};

fn silent_on_fees(input: &TextInput<'_>) -> Vec<Remark> {
    let text = input.text_of(Part::Other);
    let mentions_fees = has_any(&text, &["处理费", "收费", "收取", "费用"]);
    let silent = !text.is_empty() && !mentions_fees && !input.context.answers(&FEE_ASKED);
    let wording = Wording::title("第六部分没有写到信息处理费".to_owned());
    if silent { vec![Remark::missing(Some(Part::Other), "", wording)] } else { Vec::new() }
}

/// An amount of 信息处理费 must be one that the rates can give.
pub(super) static FEE_STEPS: Rule = Rule {
    id: "fee-steps",
    severity: Severity::Verify,
    editions: Editions::since(2021),
    source: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    title: "信息处理费是10元的整数倍",
    what: "正文写的信息处理费金额，是10元的整数倍。",
    why: "照国办函〔2020〕109号，按件收费每件100元的整数倍，按页收费每页10元、20元或者40元，加起来总是10元的整数倍。",
    todo: "核对收取的金额；包含别的费用的，分开写。",
    needs_last_year: false,
    check: Check::text(odd_fees),
};

fn odd_fees(input: &TextInput<'_>) -> Vec<Remark> {
    /// Words of a clause about the fee, and words of one about other money.
    const ABOUT_FEES: [&str; 8] = ["处理费", "收取", "收到", "收费", "缴", "件", "页", "合计"];
    const OTHER_MONEY: [&str; 8] = ["事业性", "经费", "罚", "采购", "印", "邮", "律师", "诉讼费"];
    let mut remarks = Vec::new();
    for line in input.lines.iter().filter(|line| line.section().is_some()) {
        let text = line.text.as_str();
        for range in sentences(text).filter(|range| text[range.clone()].contains(FEE)) {
            let mut from = range.start;
            for clause in text[range].split_inclusive(['，', '、', '；', '：', '（', '）', '。'])
            {
                let start = from;
                from += clause.len();
                let about = has_any(clause, &ABOUT_FEES) && !has_any(clause, &OTHER_MONEY);
                let odd = clause.match_indices('元').find_map(|(at, yuan)| {
                    let end = at + yuan.len();
                    let number = |c: char| c.is_ascii_digit() || ".,万".contains(c);
                    let amount = &clause[clause[..at].trim_end_matches(number).len()..end];
                    is_odd(amount).then(|| start + end - amount.len()..start + end)
                });
                remarks.extend(odd.filter(|_| about).map(|range| {
                    let amount = quoted(&text[range.clone()]);
                    let title = format!("{}的信息处理费{amount}不是10元的整数倍", line.part_name());
                    line.remark(range, Wording::title(title))
                }));
            }
        }
    }
    remarks
}

/// Whether an amount with its unit is not a multiple of 10元.
fn is_odd(amount: &str) -> bool {
    let Reading::Number { value, unit: Some(unit), .. } = number::read(amount) else {
        return false;
    };
    let step = Decimal::parse(if unit == "万元" { "0.001" } else { "10" });
    step.is_some_and(|step| !value.is_multiple_of(step))
}
