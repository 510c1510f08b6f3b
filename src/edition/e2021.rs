//! Edition 2021, for reports on 2021 and later: 国办公开办函〔2021〕30号.

use super::disclosure::{self, Column, DisclosureBlock};
use super::requests::{self, APPLICANTS, OUTCOMES, ROWS, RequestsGroup, row};
use super::{Edition, disputes};

/// The edition as data.
pub fn edition() -> Edition {
    Edition {
        id: "2021",
        name: "2021版式",
        notice: "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
        first_year: 2021,
        headings: super::e2019::HEADINGS,
        tables: [
            disclosure::table(&BLOCKS),
            requests::table(&ROWS, &APPLICANTS, OUTCOMES.into_iter().chain([OTHER])),
            disputes::table(&disputes::OUTCOMES),
        ],
        unspoken: UNSPOKEN,
    }
}

pub(super) const OTHER: RequestsGroup = RequestsGroup::Group(
    "（六）其他处理",
    &[
        row(
            "other.overdue_correction",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "逾期不补正",
            "《条例》第三十条",
        ),
        row(
            "other.overdue_fee",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "逾期未缴费",
            "《条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
        ),
        row("other.other", "3.其他", "其他处理之其他", "申请人撤回申请等"),
    ],
);

const DECISIONS: &[Column] = &[Column::count("decisions", "本年处理决定数量", "件")];

pub(super) const BLOCKS: [DisclosureBlock; 4] = [
    DisclosureBlock {
        article: "第二十条第（一）项",
        columns: &[
            Column::count("issued", "本年制发件数", "件"),
            Column::count("repealed", "本年废止件数", "件"),
            Column::count("in_force", "现行有效件数", "件"),
        ],
        rows: &[("regulations", "规章"), ("normative", "行政规范性文件")],
        gloss: "《条例》第二十条第（一）项：行政法规、规章和规范性文件",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（五）项",
        columns: DECISIONS,
        rows: &[("licensing", "行政许可")],
        gloss: "《条例》第二十条第（五）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（六）项",
        columns: DECISIONS,
        rows: &[("penalties", "行政处罚"), ("coercion", "行政强制")],
        gloss: "《条例》第二十条第（六）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（八）项",
        columns: &[Column::amount("amount", "本年收费金额（单位：万元）")],
        rows: &[("fees", "行政事业性收费")],
        gloss: "《条例》第二十条第（八）项；以万元为单位。信息处理费写在第六部分，不填在这里",
        picks_unit: false,
    },
];

/// 其他 names neither an applicant nor an outcome.
pub(super) const UNSPOKEN: &[&str] = &["requests.*.other", "requests.other.other.*"];
