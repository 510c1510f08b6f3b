//! Edition 2019, for reports on 2019 and 2020: 国办公开办函〔2019〕60号.

use super::disclosure::{self, Column, DisclosureBlock};
use super::requests::{self, APPLICANTS, OUTCOMES, ROWS, RequestsGroup, row};
use super::{Edition, disputes};

/// The six headings. The edition of 2021 has the same.
pub(super) const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// The edition as data.
pub fn edition() -> Edition {
    Edition {
        id: "2019",
        name: "2019版式",
        notice: "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
        first_year: 2019,
        headings: HEADINGS,
        tables: [
            disclosure::table(&BLOCKS),
            requests::table(&ROWS, &APPLICANTS, OUTCOMES.into_iter().chain([OTHER])),
            disputes::table(&disputes::OUTCOMES),
        ],
        unspoken: UNSPOKEN,
    }
}

const OTHER: RequestsGroup = RequestsGroup::Row(row(
    "other",
    "（六）其他处理",
    "其他处理",
    "撤回申请、逾期不补正、逾期不缴费等",
));

const PROJECTS: &[Column] = &[
    Column::count("prior", "上一年项目数量", "项"),
    Column::change("change", "本年增/减", "项"),
    Column::count("decisions", "处理决定数量", "件"),
];

const BLOCKS: [DisclosureBlock; 5] = [
    DisclosureBlock {
        article: "第二十条第（一）项",
        columns: &[
            Column::count("made", "本年新制作数量", "件"),
            Column::count("opened", "本年新公开数量", "件"),
            Column::count("open_total", "对外公开总数量", "件"),
        ],
        rows: &[("regulations", "规章"), ("normative", "规范性文件")],
        gloss: "《条例》第二十条第（一）项：行政法规、规章和规范性文件",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（五）项",
        columns: PROJECTS,
        rows: &[("licensing", "行政许可"), ("services", "其他对外管理服务事项")],
        gloss: "《条例》第二十条第（五）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（六）项",
        columns: PROJECTS,
        rows: &[("penalties", "行政处罚"), ("coercion", "行政强制")],
        gloss: "《条例》第二十条第（六）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（八）项",
        columns: &[
            Column::count("prior", "上一年项目数量", "项"),
            Column::change("change", "本年增/减", "项"),
        ],
        rows: &[("fees", "行政事业性收费")],
        gloss: "《条例》第二十条第（八）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（九）项",
        columns: &[
            Column::count("projects", "采购项目数量", "项"),
            Column::amount("amount", "采购总金额"),
        ],
        rows: &[("procurement", "政府集中采购")],
        gloss: "《条例》第二十条第（九）项",
        picks_unit: true,
    },
];

/// 其他 and 其他…事项 are too general to identify an applicant or a kind of project, and sentences do not
/// mention the number of projects of the year before.
const UNSPOKEN: &[&str] =
    &["disclosure.services.prior", "disclosure.*.prior", "disclosure.*.change", "requests.*.other"];
