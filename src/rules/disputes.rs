//! Rules on table 4: 政府信息公开行政复议、行政诉讼情况.

use super::contents::words_of;
use crate::check::wording::{Operand, Wording};
use crate::check::{Cells, Check, Editions, Facts, Group, OnCells, Question, Rule, Severity};
use crate::edition::{CellId, Form, IdentityKind, TOTAL, TableKey, requests};
use crate::number::Decimal;
use crate::report::Part;
use crate::text::has_any;

/// The outcomes of each block must add up to its total.
pub(super) static SUM: Rule = Rule {
    id: "disputes-sum",
    severity: Severity::Error,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开工作年度报告格式》表四",
    title: "复议、诉讼合计",
    what: "行政复议、未经复议直接起诉、复议后起诉各自：总计等于结果维持、结果纠正、其他结果、尚未审结之和。",
    why: "每件案件只有一种结果，各项之和就是总计。",
    todo: "核对四项结果，再核对总计。",
    needs_last_year: false,
    check: Check::Sum(IdentityKind::DisputesSum),
};

const NEW: CellId = CellId::new(TableKey::Requests, requests::NEW, TOTAL);
const CARRIED_IN: CellId = CellId::new(TableKey::Requests, requests::CARRIED_IN, TOTAL);

/// Disputes are unusual in a year without a request.
pub(super) static WITHOUT_REQUESTS: Rule = Rule {
    id: "disputes-without-requests",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（三）项",
    title: "没有申请却有复议、诉讼",
    what: "新收和结转都是0，表四却有案件的，请看一眼。",
    why: "案件多半由申请引起；也可能是以前年度的申请，或者不是信息公开案件。",
    todo: "只计政府信息公开案件；属于以前年度申请的就不用改。",
    needs_last_year: false,
    check: Check::Cells(&OnCells { groups: requests_and_disputes, find: WithoutRequests::find }),
};

fn requests_and_disputes(form: &Form) -> Vec<Group> {
    let disputes = form.table(TableKey::Disputes).cells.iter().map(|cell| cell.id);
    let cells: Vec<CellId> = [NEW, CARRIED_IN].into_iter().chain(disputes).collect();
    vec![Group::of(cells)]
}

#[derive(Debug, PartialEq)]
struct WithoutRequests {
    /// The blocks that have cases.
    blocks: Vec<Block>,
}

/// A block of table 4.
#[derive(Debug, PartialEq)]
struct Block {
    name: &'static str,
    /// The number of cases: the total, or the sum of the outcomes that are known.
    cases: Decimal,
}

impl Block {
    fn side(&self) -> Operand {
        Operand::new(self.name, self.cases)
    }
}

impl WithoutRequests {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        let none = |cell| cells.now(cell) == Some(Decimal::ZERO);
        if !none(NEW) || !none(CARRIED_IN) {
            return None;
        }
        let disputes: Vec<_> =
            cells.above_zero().filter(|(cell, _)| cell.id.table == TableKey::Disputes).collect();
        let blocks = disputes.chunk_by(|(one, _), (next, _)| one.id.row == next.id.row);
        let blocks: Vec<Block> = blocks
            .map(|block| {
                let (total, outcomes): (Vec<_>, Vec<_>) =
                    block.iter().partition(|(cell, _)| cell.id.column == TOTAL);
                let sum = |numbers: &[&(_, Decimal)]| numbers.iter().map(|(_, n)| *n).sum();
                Block {
                    name: block[0].0.row_short,
                    cases: Decimal::max(sum(&total), sum(&outcomes)),
                }
            })
            .collect();
        (!blocks.is_empty()).then_some(Self { blocks })
    }
}

impl Facts for WithoutRequests {
    fn say(&self) -> Wording {
        let mut sides = vec![Operand::new("新收 0 + 上年结转 0", Decimal::ZERO)];
        sides.extend(self.blocks.iter().map(Block::side));
        Wording {
            title: "没有申请，却有复议或者诉讼".to_owned(), sides, difference: None
        }
    }
}

/// Whether part five is silent on cases that were lost: it is written, and speaks neither of
/// disputes nor of answers to requests.
pub(super) static SILENT_ON_LOSSES: Question = Question {
    answer: |report| {
        let is_lost =
            |row: &'static str| report.value(corrected(row)).is_some_and(|n| n > Decimal::ZERO);
        // Texts are read only where a case was lost, because every key asks.
        BLOCKS.into_iter().any(is_lost) && {
            let text = words_of(report, Part::Problems);
            let words = ["复议", "诉讼", "纠正", "败诉", "申请", "答复"];
            !text.is_empty() && !has_any(&text, &words)
        }
    },
    depends_on: |cell| cell.column == "corrected",
};

/// The rows of table 4.
const BLOCKS: [&str; 3] = ["review", "direct", "after_review"];

const fn corrected(row: &'static str) -> CellId {
    CellId::new(TableKey::Disputes, row, "corrected")
}

/// If cases were lost, part five should say what was wrong.
pub(super) static CORRECTED_UNEXPLAINED: Rule = Rule {
    id: "corrected-unexplained",
    severity: Severity::Hint,
    editions: Editions::ALL,
    source: "《中华人民共和国政府信息公开条例》第五十条第（四）项",
    title: "被纠正的案件写进第五部分",
    what: "表四有结果纠正的案件，第五部分写到复议、诉讼或者依申请公开的问题。",
    why: "被纠正的案件说明工作中有问题；条例第五十条第（四）项要求写明存在的主要问题和改进情况。",
    todo: "写出被纠正的原因和改进措施；已经写在别处的，不用改。",
    needs_last_year: false,
    check: Check::Cells(&OnCells {
        groups: |_| vec![Group::of(BLOCKS.map(corrected))],
        find: Corrected::find,
    }),
};

#[derive(Debug, PartialEq)]
struct Corrected {
    blocks: Vec<Block>,
}

impl Corrected {
    fn find(cells: &Cells<'_>) -> Option<Self> {
        if !cells.context.answers(&SILENT_ON_LOSSES) {
            return None;
        }
        let blocks: Vec<Block> =
            cells.above_zero().map(|(cell, cases)| Block { name: cell.row_short, cases }).collect();
        (!blocks.is_empty()).then_some(Self { blocks })
    }
}

impl Facts for Corrected {
    fn say(&self) -> Wording {
        Wording {
            title: "有结果纠正的案件，第五部分没有写到".to_owned(),
            sides: self.blocks.iter().map(Block::side).collect(),
            difference: None,
        }
    }
}
