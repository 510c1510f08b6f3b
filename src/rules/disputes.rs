//! Rules of table 4: 政府信息公开行政复议、行政诉讼情况.

use crate::check::wording::{Side, Wording};
use crate::check::{Check, Given, Rule, Severity, Years};
use crate::edition::{CellId, Form, IdentityKind, TableKey};
use crate::number::Decimal;

const fn at(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Disputes, row, column)
}

/// The outcomes of each block add up.
pub(super) static SUM: Rule = Rule {
    id: "disputes-sum",
    severity: Severity::Error,
    editions: &[],
    source: "《中华人民共和国政府信息公开工作年度报告格式》表四",
    title: "复议、诉讼合计",
    what: "行政复议、未经复议直接起诉、复议后起诉各自：总计等于结果维持、结果纠正、其他结果、尚未审结之和。",
    why: "每件案件只有一种结果，各项之和就是总计。",
    todo: "核对四项结果，再核对总计。",
    needs_last_year: false,
    check: Check::Sum(IdentityKind::DisputesSum),
};

const fn request(row: &'static str) -> CellId {
    CellId::new(TableKey::Requests, row, "total")
}

/// The first cell of the blocks in the group of [`WITHOUT_REQUESTS`], and how many cells each has.
const FIRST_BLOCK: usize = 2;
const BLOCK: usize = 5;

/// Disputes in a year without a request.
pub(super) static WITHOUT_REQUESTS: Rule = Rule {
    id: "disputes-without-requests",
    severity: Severity::Hint,
    editions: &[],
    source: "《中华人民共和国政府信息公开条例》第五十条第（三）项",
    title: "没有申请却有复议、诉讼",
    what: "新收和结转都是0，表四却有案件的，请看一眼。",
    why: "案件多半由申请引起；也可能是以前年度的申请，或者不是信息公开案件。",
    todo: "只计政府信息公开案件；属于以前年度申请的就不用改。",
    needs_last_year: false,
    check: Check::Cells {
        years: Years::NOW,
        reads: &[&[
            request("new"),
            request("carried_in"),
            at("review", "upheld"),
            at("review", "corrected"),
            at("review", "other"),
            at("review", "pending"),
            at("review", "total"),
            at("direct", "upheld"),
            at("direct", "corrected"),
            at("direct", "other"),
            at("direct", "pending"),
            at("direct", "total"),
            at("after_review", "upheld"),
            at("after_review", "corrected"),
            at("after_review", "other"),
            at("after_review", "pending"),
            at("after_review", "total"),
        ]],
        broken: |given| {
            let none =
                given.values[..FIRST_BLOCK].iter().all(|value| *value == Some(Decimal::ZERO));
            none && given.values[FIRST_BLOCK..].iter().flatten().any(|value| *value > Decimal::ZERO)
        },
        say: |given, form| Wording {
            title: "没有申请，却有复议或者诉讼".to_owned(),
            sides: sides(given, form),
            difference: None,
        },
    },
};

/// Nought requests, then each block that has cases: by its total, or by what is known of its
/// outcomes.
fn sides(given: &Given<'_>, form: &Form) -> Vec<Side> {
    let mut sides = vec![Side::new("新收 0 + 上年结转 0", Decimal::ZERO)];
    for (cells, values) in
        given.cells[FIRST_BLOCK..].chunks(BLOCK).zip(given.values[FIRST_BLOCK..].chunks(BLOCK))
    {
        let outcomes: Decimal = values[..BLOCK - 1].iter().flatten().copied().sum();
        let cases = values[BLOCK - 1].unwrap_or_default().max(outcomes);
        if cases > Decimal::ZERO {
            sides.push(Side::new(form.cell(cells[0]).map_or("", |cell| cell.row_short), cases));
        }
    }
    sides
}
