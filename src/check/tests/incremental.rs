//! Tests that after any sequence of edits the checker has the same findings as a full check, and
//! that folding loses no sum.

use super::*;
use crate::edition::edition_by_id;
use crate::report::{Period, Signature, unfilled};
use crate::sorted_map::SortedMap;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Debug)]
enum Edit {
    /// Types into one of the cells of any edition.
    Cell(usize, &'static str),
    /// Types a control.
    Control(usize, &'static str),
    /// Fills blank cells with a number.
    Fill(u8),
    AsIssued(bool),
    Year(u16),
    Level(usize),
    Editions(&'static str, &'static str),
    /// Writes the text of a part.
    Section(usize, &'static str),
    /// Changes a heading, or restores it.
    Heading(usize, &'static str),
    Title(Option<&'static str>),
    Preface(&'static str, &'static str),
    Signature(&'static str),
    /// Picks the unit of 采购总金额, or none.
    Unit(&'static str),
    /// Sets the present report, or an empty one, as the report of some years before. `None` removes
    /// it.
    LastYear(Option<(u16, bool)>),
}

const TYPED: [&str; 15] = [
    "",
    "0",
    "1",
    "2",
    "3",
    "17",
    "40",
    "-3",
    "2.5",
    "/",
    "不详",
    "1000000000001",
    "+4",
    "0.1234567",
    "3（咨询13800138000）",
];
/// Texts with and without findings.
const TEXTS: [&str; 14] = [
    "",
    "无。",
    "本年度未收取**信息**处理费。",
    "新收申请{{requests.new.total}}件（{{requests.new.total}}），政务公开公开长效机制不够,下一步加强。",
    "2022年，共公开信息××条。建立信息发布三级审核制度，逐条把关。组织各村信息员参加业务轮训两次。",
    "建立信息发布三级审核制度，逐条把关。对公开目录逐项核对，补齐缺漏内容。\
     依托便民服务大厅设置查阅点三处。邀请居民代表参加政府开放日活动。\
     主动回应群众关心的道路改造问题。编印办事指南并发放到每个小组。",
    "由花溪镇人民政府承办人大议案2件，联系13800138000，“三公经费。",
    "### （一）主动公开\n\n依申请公开、信息管理、平台建设和监督保障，考核、评议、责任追究。",
    "全年收到政府信息公开申请17件，答复3件，其中自然人申请2件，法人或其他组织申请1件。",
    "未收到政府信息公开申请。行政复议3件，均获维持；行政诉讼2件，其中结果维持1件。",
    "收到政府信息公开申请{{requests.new.total}}件，答复{{requests.total.total}}件，予以公开、部分公开分别为2件、3件，占40%。",
    "制发规范性文件2件，废止1件；作出行政许可决定40件，行政事业性收费2.5万元。",
    "累计办件17件，其中网上3件，线下17件。上年结转申请3件，结转下年度40件，同比增长20%。",
    "政府集中采购项目2个，采购总金额17万元。",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let typed = || prop::sample::select(&TYPED[..]);
    let ids: Vec<&str> = editions().iter().map(|edition| edition.id).collect();
    let edition = || prop::sample::select(ids.clone());
    let edit = prop_oneof![
        24 => (any::<prop::sample::Index>(), typed())
            .prop_map(|(at, typed)| Edit::Cell(at.index(10_000), typed)),
        4 => (any::<prop::sample::Index>(), typed())
            .prop_map(|(at, typed)| Edit::Control(at.index(10_000), typed)),
        2 => (0_u8..4).prop_map(Edit::Fill),
        2 => any::<bool>().prop_map(Edit::AsIssued),
        1 => (2019_u16..2026).prop_map(Edit::Year),
        1 => (0_usize..11).prop_map(Edit::Level),
        1 => (edition(), edition()).prop_map(|(one, other)| Edit::Editions(one, other)),
        6 => (0_usize..6, prop::sample::select(&TEXTS[..]))
            .prop_map(|(part, text)| Edit::Section(part, text)),
        1 => (
            0_usize..6,
            prop::sample::select(&["", "五、存在问题及改进情况", "一、 总体情况"][..]),
        )
            .prop_map(|(part, text)| Edit::Heading(part, text)),
        1 => prop::option::of(prop::sample::select(
            &["示例县甲镇人民政府2025年政府信息公开工作年度报告", "年度报告"][..],
        ))
        .prop_map(Edit::Title),
        1 => (
            prop::sample::select(&["", "2025-01-01", "2024-01-01"][..]),
            prop::sample::select(&["", "统计期限自2025年1月1日至12月31止。"][..]),
        )
            .prop_map(|(from, text)| Edit::Preface(from, text)),
        1 => prop::sample::select(&["2026-01-20", "2026年2月1日"][..]).prop_map(Edit::Signature),
        2 => prop::sample::select(&["", "元", "万元"][..]).prop_map(Edit::Unit),
        3 => prop::option::of((1_u16..3, any::<bool>())).prop_map(Edit::LastYear),
    ];
    prop::collection::vec(edit, 1..24)
}

fn all_cells() -> Vec<CellId> {
    editions()
        .iter()
        .flat_map(|edition| &edition.tables)
        .flat_map(|table| &table.cells)
        .map(|cell| cell.id)
        .collect()
}

fn apply(edit: &Edit, cells: &[CellId], report: &mut Report, checker: &mut Checker) {
    match edit {
        Edit::Cell(at, typed) => {
            let cell = cells[at % cells.len()];
            report.set_cell(cell, typed);
            checker.update(report, &[cell]);
        }
        Edit::Control(at, typed) => {
            let cell = cells[at % cells.len()];
            report.set_control(cell, typed);
            checker.update(report, &[cell]);
        }
        Edit::Fill(number) => {
            let blank: Vec<CellId> = cells
                .iter()
                .copied()
                .filter(|cell| report.entry(*cell).is_none() && !report.is_calculated(*cell))
                .collect();
            for cell in &blank {
                report.set_cell(*cell, &number.to_string());
            }
            checker.update(report, &blank);
        }
        Edit::AsIssued(on) => {
            report.set_as_issued(*on);
            checker.update(report, &[]);
        }
        Edit::Year(year) => {
            report.year = *year;
            checker.update(report, &[]);
        }
        Edit::Level(at) => {
            report.agency.level = AgencyLevel::ALL[*at];
            checker.update(report, &[]);
        }
        Edit::Editions(edition, of_requests) => {
            let edition_of = |id| edition_by_id(id).expect("an edition");
            report.set_editions(
                edition_of(edition),
                SortedMap::from([(TableKey::Requests, edition_of(of_requests))]),
            );
            checker.update(report, &[]);
        }
        Edit::Section(part, text) => {
            report.sections.insert(Part::ALL[*part], (*text).to_owned());
            checker.update_texts(report);
        }
        Edit::Heading(part, text) => {
            put(&mut report.headings, Part::ALL[*part], text);
            checker.update_texts(report);
        }
        Edit::Title(title) => {
            report.title = title.map(str::to_owned);
            checker.update_texts(report);
        }
        Edit::Preface(from, text) => {
            report.preface.period =
                Period { from: (*from).to_owned(), to: "2025-12-31".to_owned() };
            report.preface.text = (*text).to_owned();
            checker.update_texts(report);
        }
        Edit::Signature(date) => {
            report.signature = Some(Signature { agency: String::new(), date: (*date).to_owned() });
            checker.update_texts(report);
        }
        Edit::Unit(unit) => {
            let cell = CellId::parse("disclosure.procurement.amount").expect("the cell");
            if unit.is_empty() {
                report.units.remove(&cell);
            } else {
                report.units.insert(cell, (*unit).to_owned());
            }
            checker.update(report, &[cell]);
        }
        Edit::LastYear(last) => {
            report.last_year = last.map(|(years, filled)| {
                let mut last = if filled {
                    report.clone()
                } else {
                    Report::new(report.year, report.agency.clone())
                };
                last.year -= years;
                last.last_year = None;
                Arc::new(last)
            });
            checker.refresh(report);
        }
    }
}

fn put(headings: &mut SortedMap<Part, String>, part: Part, text: &str) {
    if text.is_empty() {
        headings.remove(&part);
    } else {
        headings.insert(part, text.to_owned());
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn incremental_checks_equal_a_full_check(edits in edits(), full in any::<bool>()) {
        let cells = all_cells();
        let mut report = if full { balanced(2025, false) } else { report(2025) };
        let mut checker = Checker::new(&RULE_SET, &report);
        for edit in &edits {
            apply(edit, &cells, &mut report, &mut checker);
            let fresh = Checker::new(&RULE_SET, &report);
            prop_assert_eq!(checker.findings(), fresh.findings());
            let keys: BTreeSet<String> = fresh.findings().iter().map(Finding::key).collect();
            prop_assert_eq!(keys.len(), fresh.findings().len(), "two findings of one name");
            prop_assert_eq!(
                TableKey::ALL.map(|key| *checker.tally(key)),
                TableKey::ALL.map(|key| *fresh.tally(key))
            );
            prop_assert_eq!(
                TableKey::ALL.map(|key| checker.unfilled(key)),
                TableKey::ALL.map(|key| unfilled(&report, key).len())
            );
            prop_assert_eq!(checker.sums(), fresh.sums());
            prop_assert_eq!(checker.judgement(), fresh.judgement());
        }
    }

    /// Every failing sum belongs to exactly one finding, and no message contradicts its numbers.
    #[test]
    fn folding_loses_nothing(edits in edits()) {
        let cells = all_cells();
        let mut report = balanced(2025, true);
        let mut checker = Checker::new(&RULE_SET, &report);
        for edit in &edits {
            apply(edit, &cells, &mut report, &mut checker);
        }
        let form = report.form().clone();
        let impossible = |id: &CellId| {
            let entry = if report.is_calculated(*id) { None } else { report.entry(*id) };
            entry.zip(form.cell(*id)).is_some_and(|(entry, cell)| Fault::of(cell, entry).is_some())
        };
        let judged = |identity: &&'static Identity| {
            !identity.left.iter().chain(&identity.right).any(|id| {
                impossible(id) || report.is_calculated(*id) && depends(&report, *id, &impossible)
            })
        };
        let faulty_control = |identity: &&'static Identity| {
            report.is_calculated(identity.right[0])
                && report
                    .control(identity.right[0])
                    .zip(form.cell(identity.right[0]))
                    .is_some_and(|(entry, cell)| Fault::of(cell, entry).is_some())
        };
        let expected: Vec<_> = failing(&report)
            .into_iter()
            .filter(judged)
            .filter(|identity| !(identity.derives && faulty_control(identity)))
            .collect();
        let is_sum = |finding: &&Finding| matches!(finding.fact, Violation::Sum { .. });
        let sums: Vec<Finding> = checker.findings().iter().filter(is_sum).cloned().collect();
        prop_assert!(same_sums(named(&sums), expected));
        for finding in checker.findings() {
            super::messages::assert_honest(finding, &report);
        }
    }
}

/// Whether a calculated total depends on such a cell.
fn depends(report: &Report, id: CellId, wanted: &dyn Fn(&CellId) -> bool) -> bool {
    let identity = report.form().slot(id).and_then(|slot| report.form().sum_deriving(slot));
    identity.is_some_and(|identity| {
        identity.left.iter().any(|term| {
            wanted(term) || report.is_calculated(*term) && depends(report, *term, wanted)
        })
    })
}
