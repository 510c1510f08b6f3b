//! Rules on table 3: 收到和处理政府信息公开申请情况.

use super::contents::words_of;
use crate::check::wording::{Operand, Wording};
use crate::check::{Cells, Check, Editions, Facts, Group, OnCells, Question, Rule, Severity};
use crate::edition::{self, CellId, IdentityKind, TableKey, requests};
use crate::number::Decimal;
use crate::report::Part;
use crate::text::{has_any, sentences};

/// The clause in the corner of the form.
const FORM: &str = "《中华人民共和国政府信息公开工作年度报告格式》表三表头";

/// Applications received must equal applications dealt with plus those carried over.
pub(super) static BALANCE: Rule = Rule {
    id: "requests-balance",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: FORM,
    title: "收办相等",
    what: "每一列：本年新收加上年结转，等于办理总计加结转下年。",
    why: "表头注明：第一项加第二项之和，等于第三项加第四项之和。",
    todo: "先核对新收和结转的件数，再核对各项办理结果有没有多记、漏记。",
    needs_last_year: false,
    check: Check::Sum(IdentityKind::RequestsBalance),
};

/// The outcomes must add up to their total.
pub(super) static TOTAL: Rule = Rule {
    id: "requests-total",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: FORM,
    title: "办理结果合计",
    what: "每一列：（七）总计等于（一）至（六）各项之和。",
    why: "（七）总计是（一）至（六）各项之和，每件申请只计一种结果。",
    todo: "核对这一列各项，再核对总计。",
    needs_last_year: false,
    check: Check::Sum(IdentityKind::RequestsTotal),
};

/// The applicants must add up to the total of the row.
pub(super) static ROW_SUM: Rule = Rule {
    id: "requests-row-sum",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: FORM,
    title: "申请人合计",
    what: "每一行：总计等于自然人与五类法人或其他组织之和。",
    why: "每件申请只有一类申请人，各类之和就是总计。",
    todo: "核对这一行各列，再核对总计。",
    needs_last_year: false,
    check: Check::Sum(IdentityKind::RequestsRowSum),
};

/// Whether no request came, and the text says so.
pub(super) static NIL_STATED: Question = Question {
    answer: |report| {
        const NONE: [&str; 10] = [
            "未收到",
            "没有收到",
            "未接到",
            "没有接到",
            "未受理",
            "没有受理",
            "收到0",
            "申请0件",
            "零申请",
            "没有政府信息公开申请",
        ];
        // Texts are read only where the table says the same, because every key asks.
        let is_nil = report.value(NEW) == Some(Decimal::ZERO);
        is_nil
            && [Part::Overview, Part::Requests, Part::Other].iter().any(|part| {
                let text = words_of(report, *part);
                sentences(&text)
                    .map(|range| &text[range])
                    .any(|sentence| sentence.contains("申请") && has_any(sentence, &NONE))
            })
    },
    depends_on: |cell| cell.row == requests::NEW,
};

/// A year without any request must be confirmed, unless the text says so.
pub(super) static NIL_REPORT: Rule = Rule {
    id: "nil-report",
    severity: Severity::Verify,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（二）项",
    title: "全年没有申请",
    what: "表三全部为0、正文又没有写未收到申请的，请核对。",
    why: "零申请是正常的，但要分清“没有”和“没有统计”。",
    todo: "查清全年确实没有收到、也没有结转的申请，在第一部分写“未收到政府信息公开申请”；核对无误可以保留。",
    needs_last_year: false,
    check: Check::Table {
        tables: &[TableKey::Requests],
        broken: |tally, context| {
            tally.blank + tally.marks + tally.faults + tally.nonzero == 0
                && !context.answers(&NIL_STATED)
        },
        say: |tally| Wording::title(format!("{}全部是0，全年没有收到申请？", tally.table.name())),
    },
};

/// Not too many requests should be carried over into the next year.
pub(super) static BACKLOG: Rule = Rule {
    id: "backlog",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》",
    title: "结转下年较多",
    what: "结转下年度的件数不超过新收与上年结转之和的四成，超过的请看一眼。",
    why: "结转过多常常是漏记了办理结果。",
    todo: "核对办理结果有没有漏记；数字属实就不用改。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |_| vec![Group::of([CARRIED_OUT, NEW, CARRIED_IN])],
        find: Backlog::find,
    }),
};

const NEW: CellId = CellId::new(TableKey::Requests, requests::NEW, edition::TOTAL);
const CARRIED_IN: CellId = CellId::new(TableKey::Requests, requests::CARRIED_IN, edition::TOTAL);
const CARRIED_OUT: CellId = CellId::new(TableKey::Requests, requests::CARRIED_OUT, edition::TOTAL);

#[derive(Debug, PartialEq)]
struct Backlog {
    new: Decimal,
    carried_in: Decimal,
    carried_out: Decimal,
}

impl Backlog {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let facts = Self {
            new: cells.now(NEW)?,
            carried_in: cells.now(CARRIED_IN)?,
            carried_out: cells.now(CARRIED_OUT)?,
        };
        let all = facts.all();
        (all > Decimal::ZERO && facts.carried_out.exceeds(all, 40, 100)).then_some(facts)
    }

    /// The number of all requests of the year.
    fn all(&self) -> Decimal {
        self.new + self.carried_in
    }
}

impl Facts for Backlog {
    fn say(&self) -> Wording {
        let Self { new, carried_in, carried_out } = self;
        Wording {
            title: "结转下年度的申请超过四成".to_owned(),
            sides: vec![
                Operand::new(format!("新收 {new} + 上年结转 {carried_in}"), self.all()),
                Operand::new("结转下年", carried_out),
            ],
            difference: None,
        }
    }
}
