//! Synthetic drafts, made by rule and filed by no office: each is a fixture beside this file, and
//! `UPDATE_FIXTURES=1 cargo test --test drafts` writes them again.
//!
//! Real reports consist mostly of zeros, so they seldom show whether a number gets into its own
//! cell. In the distinct reports every cell, totals included, has a value that no other cell has,
//! and every sum of the form is right.

use nianbao::edition::{
    AgencyLevel, CellId, Edition, Quantity, TOTAL, TableKey, edition_by_id, requests,
};
use nianbao::number::Decimal;
use nianbao::report::{Agency, Part, Preface, Report, Signature};
use nianbao::sorted_map::SortedMap;
use std::collections::BTreeSet;

/// All synthetic drafts, by file name without `.json`.
pub fn all() -> Vec<(&'static str, Report)> {
    let as_issued = |mut report: Report| {
        report.set_as_issued(true);
        report
    };
    vec![
        ("blank", blank()),
        ("zero", zero()),
        ("distinct-2019", distinct(2019, "2019")),
        ("distinct-2019-as-issued", as_issued(distinct(2019, "2019"))),
        ("distinct-2021", distinct(2021, "2021")),
        ("distinct-2021-as-issued", as_issued(distinct(2021, "2021"))),
        ("mixed-editions", mixed_editions()),
        ("long", long()),
    ]
}

/// The report that a clerk starts with.
fn blank() -> Report {
    let agency = Agency {
        name: "示例县清水镇人民政府".to_owned(),
        level: AgencyLevel::Township,
        covers_subordinates: None,
    };
    with_preface(Report::new(2025, agency))
}

/// A nil return: every cell that is typed is 0.
fn zero() -> Report {
    let agency = Agency {
        name: "示例县青石街道办事处".to_owned(),
        level: AgencyLevel::Subdistrict,
        covers_subordinates: Some(false),
    };
    let mut report = with_preface(Report::new(2025, agency));
    for id in typed_cells(&report) {
        report.set_cell(id, "0");
    }
    let overview = "2025年，街道认真落实政府信息公开各项要求。\n\n### （一）主动公开情况\n\n按职责公开办事指南和财政预决算。\n\n\
        ### （二）依申请公开情况\n\n本年度未收到政府信息公开申请。\n\n### （三）政府信息管理情况\n\n公开前逐件审查，公开后定期清理。\n\n\
        ### （四）政府信息公开平台建设情况\n\n信息统一发布在县政府网站。\n\n### （五）监督保障情况\n\n明确专人负责，年内培训一次。";
    let problems = "存在的问题：**一是**解读形式较少。**二是**更新不够及时。\n\n改进措施：**一是**增加图解。**二是**按月检查栏目。";
    let other = "本年度未收取信息处理费。";
    for (part, text) in
        [(Part::Overview, overview), (Part::Problems, problems), (Part::Other, other)]
    {
        report.sections.insert(part, text.to_owned());
    }
    report
}

/// A report of a city in which every cell has its own value.
pub fn distinct(year: u16, edition: &str) -> Report {
    let agency = Agency {
        name: "示例市人民政府".to_owned(),
        level: AgencyLevel::Prefecture,
        covers_subordinates: Some(true),
    };
    let mut report = with_preface(Report::new(year, agency));
    report.set_editions(edition_of(edition), SortedMap::new());
    fill_distinct(&mut report);
    report.preface = Preface {
        url: "http://www.example.gov.cn/zwgk/".to_owned(),
        address: "示例市人民路1号".to_owned(),
        postcode: "123456".to_owned(),
        phone: "0100-8765432".to_owned(),
        email: "zwgk@example.gov.cn".to_owned(),
        ..report.preface
    };
    report.signature = Some(Signature {
        agency: "示例市人民政府办公室".to_owned(),
        date: format!("{}-01-17", year + 1),
    });
    for (part, text) in words(year) {
        report.sections.insert(part, text);
    }
    for (table, note) in [
        (TableKey::Disclosure, "注：本表数据含市政府各部门，不含驻市单位。"),
        (TableKey::Requests, "注：同一申请转办的，由最后答复的机关统计。"),
        (TableKey::Disputes, "注：上年度结转的案件计入本年度。"),
    ] {
        report.table_notes.insert(table, note.to_owned());
    }
    let normative = if edition == "2019" {
        "disclosure.normative.open_total"
    } else {
        "disclosure.normative.in_force"
    };
    report.remarks.insert(id(normative), "其中修订7件".to_owned());
    if edition == "2019" {
        report.units.insert(id("disclosure.procurement.amount"), "万元".to_owned());
    }
    report
}

/// A report as some agencies publish it: table 3 of the edition before, in a report of the edition
/// in force, and a heading in other words.
fn mixed_editions() -> Report {
    let agency = Agency {
        name: "示例市临湖区人民政府".to_owned(),
        level: AgencyLevel::County,
        covers_subordinates: None,
    };
    let mut report = with_preface(Report::new(2023, agency));
    report.set_editions(
        edition_of("2021"),
        SortedMap::from([(TableKey::Requests, edition_of("2019"))]),
    );
    fill_distinct(&mut report);
    // A county issues no 规章.
    for column in ["issued", "repealed", "in_force"] {
        report.set_cell(id(&format!("disclosure.regulations.{column}")), "0");
    }
    for (part, text) in words(2023) {
        report.sections.insert(part, text);
    }
    report.headings.insert(Part::Problems, "五、存在问题及改进情况".to_owned());
    report
}

/// A report with enough text for twenty pages, and with content that makes line breaking hard:
/// numbers with their units, titles in marks, addresses, letters, bold run-in headings.
fn long() -> Report {
    const FIELDS: [&str; 8] = [
        "义务教育",
        "社会救助",
        "食品药品监管",
        "生态环境",
        "公共文化服务",
        "农村危房改造",
        "就业创业",
        "涉农补贴",
    ];
    const DID: [&str; 7] = [
        "逐项对照《基层政务公开标准目录》梳理公开事项，补充了办理条件、所需材料和监督渠道",
        "把文件、解读和办事指南放在同一个栏目，并在首页“政策服务”里设了入口",
        "请来办事的群众试读，凡是读不懂的说法一律改写，改不了的配上图表",
        "随文件一并起草解读，先审解读、后发文件，做到“同步起草、同步审签、同步发布”",
        "每季度检查一次，内容过期的及时下线，链接失效的当天修复",
        "把材料送到村（社区）公开栏，并在便民服务中心放了纸质目录",
        "与上级部门的专栏（http://www.example.gov.cn/zwgk/jczwgk/index.html）互相链接，避免重复建设",
    ];
    const RESULT: [&str; 6] = [
        "全年发布信息{}条，比上年增加{}条",
        "群众来电咨询减少了{}.{}%",
        "共整改问题{}个——其中当场整改{}个，其余的都在10个工作日内改完",
        "开展培训{}场，参加{}余人次，编印Q&A手册一本",
        "在政府网站、微信公众号等平台同步公开，阅读{}.{}万次",
        "办理网民留言{}件，平均用时{}天，没有一件超期",
    ];
    let agency = Agency {
        name: "示例市安平县人民政府".to_owned(),
        level: AgencyLevel::County,
        covers_subordinates: Some(true),
    };
    let mut report = with_preface(Report::new(2024, agency));
    fill_distinct(&mut report);
    for column in ["issued", "repealed", "in_force"] {
        report.set_cell(id(&format!("disclosure.regulations.{column}")), "0");
    }
    let mut count = 0_u32;
    let mut paragraph = |field: &str, at: usize| {
        let mut text =
            format!("**{}是{field}领域。**", ["一", "二", "三", "四", "五", "六", "七", "八"][at]);
        for turn in 0..3 {
            let mut number = || {
                count += 1;
                (count * 37 % 89 + 3).to_string()
            };
            let result = RESULT[(at + turn) % RESULT.len()].replacen("{}", &number(), 1).replacen(
                "{}",
                &number(),
                1,
            );
            text.push_str(&format!("{}；{result}。", DID[(at * 3 + turn) % DID.len()]));
        }
        text
    };
    let headings = [
        "（一）主动公开情况",
        "（二）依申请公开情况",
        "（三）政府信息管理情况",
        "（四）政府信息公开平台建设情况",
        "（五）监督保障情况",
    ];
    let mut section = |headings: &[&str]| {
        let mut blocks = Vec::new();
        for heading in headings {
            blocks.push(format!("### {heading}"));
            blocks.extend(FIELDS.iter().enumerate().map(|(at, field)| paragraph(field, at)));
        }
        blocks.join("\n\n")
    };
    report.sections.insert(Part::Overview, section(&headings));
    report.sections.insert(Part::Problems, section(&["（一）存在的主要问题", "（二）改进措施"]));
    report.sections.insert(Part::Other, "本年度未收取信息处理费。".to_owned());
    report.signature = Some(Signature {
        agency: "示例市安平县人民政府".to_owned(),
        date: "2025-01-20".to_owned(),
    });
    report
}

fn with_preface(mut report: Report) -> Report {
    report.preface = Preface::of_year(report.year, report.edition().notice, &report.agency.name);
    report
}

fn edition_of(id: &str) -> &'static Edition {
    edition_by_id(id).expect("an edition")
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect("a cell")
}

fn typed_cells(report: &Report) -> Vec<CellId> {
    report
        .form()
        .cells()
        .iter()
        .map(|cell| cell.id)
        .filter(|id| !report.is_calculated(*id))
        .collect()
}

/// Fills every typed cell, and tries one seed after another until no two cells, calculated ones
/// included, have the same magnitude.
fn fill_distinct(report: &mut Report) {
    for seed in 1..1000 {
        fill(report, seed);
        let values: Vec<Decimal> = report
            .form()
            .cells()
            .iter()
            .map(|cell| report.value(cell.id).expect("filled").abs())
            .collect();
        let small = values.iter().all(|value| *value < Decimal::from(100_000));
        if small && values.iter().collect::<BTreeSet<_>>().len() == values.len() {
            return;
        }
    }
    panic!("no seed gives distinct values");
}

fn fill(report: &mut Report, seed: u32) {
    let mut numbers = Numbers { state: seed, drawn: BTreeSet::new() };
    for id in typed_cells(report) {
        let quantity = report.form().cell(id).expect("of the form").quantity;
        let typed = match (id.table, quantity, id.column) {
            (_, Quantity::Amount, _) => {
                format!("{}.{}0", numbers.between(20_000, 90_000), numbers.between(101, 999))
            }
            (_, Quantity::Change, _) => {
                let number = numbers.between(11, 90);
                format!("{}{number}", if number.is_multiple_of(2) { '+' } else { '-' })
            }
            // Documents in force, open or from before are more than those that were added or
            // removed this year.
            (TableKey::Disclosure, _, "in_force" | "open_total" | "prior") => {
                numbers.between(1_000, 2_500).to_string()
            }
            (TableKey::Disclosure, _, "decisions") => numbers.between(10_000, 60_000).to_string(),
            _ => numbers.between(11, 480).to_string(),
        };
        report.set_cell(id, &typed);
    }
    let cells = report.form().table(TableKey::Requests).cells.iter().map(|cell| cell.id);
    let new = cells.filter(|id| id.row == requests::NEW && id.column != TOTAL);
    for applicant in new.map(|id| id.column).collect::<Vec<_>>() {
        let cell = |row: &str| id(&format!("requests.{row}.{applicant}"));
        let carried_in = report.value(cell("carried_in")).expect("filled");
        let rest = report.value(cell("total")).expect("calculated") - carried_in;
        let carried_out = Decimal::from(i64::from(numbers.between(11, 480)));
        report.set_cell(cell("carried_out"), &carried_out.to_string());
        report.set_cell(cell("new"), &(rest + carried_out).to_string());
    }
}

/// Pseudorandom numbers that are the same everywhere (a linear congruential generator), without
/// repetitions.
struct Numbers {
    state: u32,
    drawn: BTreeSet<u32>,
}

impl Numbers {
    /// A number from `low` to `high` that was not drawn before.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        loop {
            self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = low + (self.state >> 8) % (high - low + 1);
            if self.drawn.insert(number) {
                return number;
            }
        }
    }
}

/// Texts with headings, bold run-ins, live fields and text beside a table.
fn words(year: u16) -> [(Part, String); 5] {
    [
        (
            Part::Overview,
            format!(
                "{year}年，示例市围绕中心工作推进政务公开，各项任务按期完成。\n\n### （一）主动公开情况\n\n\
                 更新政府信息公开目录，集中公开规划、预算和重大项目信息。**一是**完善公开事项清单。**二是**同步发布政策解读。\n\n\
                 ### （二）依申请公开情况\n\n全市新收政府信息公开申请{{{{requests.new.total}}}}件，\
                 上年结转{{{{requests.carried_in.total}}}}件；\
                 办结{{{{requests.total.total}}}}件，结转下年度{{{{requests.carried_out.total}}}}件。\n\n\
                 ### （三）政府信息管理情况\n\n\
                 落实发布前审查和发布后抽查，定期清理失效文件。\n\n### （四）政府信息公开平台建设情况\n\n政府网站设公开专栏，开通政务新媒体。\n\n\
                 ### （五）监督保障情况\n\n公开工作纳入年度考核，开展社会评议，未发生责任追究情形。"
            ),
        ),
        (Part::Disclosure, "以下数据截至当年年底。".to_owned()),
        (
            Part::Problems,
            "存在的主要问题：**一是**部分解读不够通俗。**二是**基层人员变动较多。\n\n\
             改进措施：**一是推行图解和问答**。重要文件同步制作图解。**二是加强培训**。每半年组织一次轮训。"
                .to_owned(),
        ),
        (Part::Requests, "办理结果按答复日期统计，其中新收自然人申请{{requests.new.natural}}件。".to_owned()),
        (Part::Other, "### （一）信息处理费\n\n本年度未收取信息处理费。\n\n### （二）其他\n\n无其他需要报告的事项。".to_owned()),
    ]
}
