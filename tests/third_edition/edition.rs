//! An edition that no notice prescribes, for reports on 2031 and later. It is written as one of
//! `src/edition/` would be: a heading in other words; in table 2 a renamed column, two rows more
//! and a row less; in table 3 an applicant more, a group of outcomes and a row of a group more, and two outcomes less; in
//! table 4 an outcome more.

use nianbao::edition::disclosure::{self, Column, DisclosureBlock};
use nianbao::edition::requests::{
    self, APPLICANTS, Applicants, DENIED, OUTCOMES, ROWS, RequestsGroup, RequestsRow, Rows, row,
    with_row,
};
use nianbao::edition::{Edition, disputes, edition_by_id, install};
use std::sync::LazyLock;

/// The edition, installed before anything of the program is used. Every test begins with it.
pub fn third() -> &'static Edition {
    static INSTALLED: LazyLock<&'static Edition> = LazyLock::new(|| {
        install(edition()).expect("no test uses the editions before this");
        edition_by_id("2031").expect("the edition that was installed")
    });
    &INSTALLED
}

fn edition() -> Edition {
    Edition {
        id: "2031",
        name: "2031版式",
        notice: "《中华人民共和国政府信息公开工作年度报告格式（修订）》（国办公开办函〔2031〕9号）",
        first_year: 2031,
        headings: [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、下一年度工作安排",
            "六、其他需要报告的事项",
        ],
        tables: [
            disclosure::table(&BLOCKS),
            requests::table(&TABLE_3, &WITH_MEDIA, outcomes()),
            disputes::table(&CASES),
        ],
        unspoken: &["requests.*.other", "requests.other.other.*"],
    }
}

const DECISIONS: &[Column] = &[Column::count("decisions", "本年处理决定数量", "件")];

const BLOCKS: [DisclosureBlock; 4] = [
    DisclosureBlock {
        article: "第二十条第（一）项",
        columns: &[
            Column::count("issued", "本年制发件数", "件"),
            Column::count("repealed", "本年废止失效件数", "件"),
            Column::count("in_force", "现行有效件数", "件"),
        ],
        rows: &[("regulations", "规章"), ("normative", "行政规范性文件")],
        gloss: "《条例》第二十条第（一）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（五）项",
        columns: DECISIONS,
        rows: &[("licensing", "行政许可"), ("agreements", "行政协议")],
        gloss: "《条例》第二十条第（五）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（六）项",
        columns: DECISIONS,
        rows: &[("penalties", "行政处罚"), ("rulings", "行政裁决")],
        gloss: "《条例》第二十条第（六）项",
        picks_unit: false,
    },
    DisclosureBlock {
        article: "第二十条第（八）项",
        columns: &[Column::amount("amount", "本年收费金额（单位：万元）")],
        rows: &[("fees", "行政事业性收费")],
        gloss: "《条例》第二十条第（八）项",
        picks_unit: false,
    },
];

const TABLE_3: Rows = Rows {
    total: row("total", "（八）总计", "办理总计", "（一）至（七）各项之和"),
    ..ROWS
};

const WITH_MEDIA: Applicants = Applicants {
    natural: APPLICANTS.natural,
    organisations: &[
        ("business", "商业企业", "商业企业"),
        ("research", "科研机构", "科研机构"),
        ("media", "新闻媒体", "新闻媒体"),
        ("welfare", "社会公益组织", "社会公益组织"),
        ("legal", "法律服务机构", "法律服务机构"),
        ("other", "其他", "其他"),
    ],
};

/// （一）, （二） and （四） as before, （三） with a row more, （五） without 公开出版物, （六） without 逾期未缴费, and （七） new.
fn outcomes() -> impl Iterator<Item = RequestsGroup> {
    let [granted, partial, _, unable, _] = OUTCOMES;
    let denied = RequestsGroup::Group("（三）不予公开", &WITH_PRIVACY);
    [granted, partial, denied, unable].into_iter().chain(FROM_FIVE_ON)
}

const WITH_PRIVACY: [RequestsRow; 9] =
    with_row(DENIED, row("denied.privacy", "9.属于个人隐私", "个人隐私", "《条例》第十五条"));

const FROM_FIVE_ON: [RequestsGroup; 3] = [
    RequestsGroup::Group(
        "（五）不予处理",
        &[
            row("declined.petition", "1.信访举报投诉类申请", "信访举报投诉", ""),
            row("declined.repeated", "2.重复申请", "重复申请", ""),
            row("declined.abusive", "3.无正当理由大量反复申请", "大量反复申请", ""),
            row("declined.reconfirm", "4.要求重新出具已获取信息", "重新出具信息", ""),
        ],
    ),
    RequestsGroup::Group(
        "（六）其他处理",
        &[
            row("other.overdue_correction", "1.申请人逾期不补正", "逾期不补正", ""),
            row("other.other", "2.其他", "其他处理之其他", ""),
        ],
    ),
    RequestsGroup::Group(
        "（七）移送办理",
        &[
            row("transferred.archive", "1.移送档案馆", "移送档案馆", ""),
            row("transferred.agency", "2.移送主管机关", "移送主管机关", ""),
        ],
    ),
];

const CASES: [disputes::OutcomeColumn; 5] = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("settled", "调解结案"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
];
