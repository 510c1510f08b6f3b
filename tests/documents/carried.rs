//! A file that somebody edited after it was written: what is visible wins, what it does not say stays, and every difference is named.

use crate::{fixture, written};
use nianbao::edition::CellId;
use nianbao::export::Format;
use nianbao::import::{self, Imported, import};
use nianbao::recognize::{Difference, Note, Place};
use nianbao::report::{Part, Report};

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

/// The HTML of a report with one piece of it replaced outside the data block.
fn edited(report: &Report, from: &str, to: &str) -> Imported {
    let page = String::from_utf8(written(report, Format::Html)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    assert!(visible.contains(from), "{from}");
    let page = format!("{}<script{data}", visible.replacen(from, to, 1));
    import(page.as_bytes(), &import::Options::default()).expect("a report")
}

#[test]
fn an_edited_number_is_named_and_kept() {
    let report = fixture("distinct-2021");
    let cell = id("requests.new.natural");
    let printed = report.printed(cell);
    let imported = edited(&report, &format!(">{printed}</td>"), ">999999</td>");
    assert_eq!(imported.report.printed(cell), "999999");
    assert_eq!(imported.carried.as_ref().map(|carried| carried.printed(cell)), Some(printed.clone()));
    let difference = Difference { place: Place::Cell(cell), carried: printed, visible: "999999".to_owned() };
    assert!(imported.differences.contains(&difference), "{:?}", imported.differences);
    // The totals were not edited: they no longer are what adds up, so the report keeps the original.
    assert!(imported.report.as_issued());
    assert_eq!(imported.report.printed(id("requests.new.total")), report.printed(id("requests.new.total")));
    assert!(imported.notes.iter().any(|note| matches!(note, Note::AsIssued { .. })), "{:?}", imported.notes);
    assert_eq!(imported.report.agency, report.agency);
}

#[test]
fn an_edited_paragraph_is_named_and_the_others_keep_their_fields() {
    let mut report = fixture("distinct-2021");
    report.sections.insert(Part::Other, "收到{{requests.new.total}}件。\n\n无其他事项。".to_owned());
    let imported = edited(&report, "无其他事项。", "没有其他事项。");
    assert_eq!(imported.report.sections.get(&Part::Other).map(String::as_str), Some("收到{{requests.new.total}}件。\n\n没有其他事项。"));
    let difference =
        Difference { place: Place::Text(Part::Other, 2), carried: "无其他事项。".to_owned(), visible: "没有其他事项。".to_owned() };
    assert_eq!(imported.differences, [difference]);
}

#[test]
fn a_table_that_was_taken_out_is_still_known_from_the_carried_draft() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::HtmlFragment)).expect("text");
    let (start, end) = (page.find("<table").expect("table 2"), page.find("</table>").expect("its end"));
    let page = format!("{}{}", &page[..start], &page[end + "</table>".len()..]);
    let imported = import(page.as_bytes(), &import::Options::default()).expect("a report");
    let cell = id("disclosure.licensing.decisions");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
    assert_eq!(imported.notes, [Note::TableGone(cell.table)]);
    let gone: Vec<String> = imported.differences.iter().map(ToString::to_string).collect();
    assert_eq!(gone, ["表二：看得见的是（空），附带的数据是“全表10格”。"]);
    assert!(imported.notes[0].to_string().contains("看不见了，其中的数字沿用附带的数据"));
}

#[test]
fn a_row_and_a_part_that_were_taken_out_are_kept_and_named() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::Html)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    let row = visible.find("二、上年结转政府信息公开申请数量").and_then(|at| visible[..at].rfind("<tr")).expect("a row");
    let row_end = row + visible[row..].find("</tr>").expect("its end") + "</tr>".len();
    let part = visible.find("五、存在的主要问题").and_then(|at| visible[..at].rfind("<h")).expect("part five");
    let part_end = visible.find("六、其他需要报告").and_then(|at| visible[..at].rfind("<h")).expect("part six");
    let page = format!("{}{}{}<script{data}", &visible[..row], &visible[row_end..part], &visible[part_end..]);
    let imported = import(page.as_bytes(), &import::Options::default()).expect("a report");
    let cell = id("requests.carried_in.natural");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
    assert_eq!(imported.report.sections, report.sections);
    let missing = |place: Place| imported.differences.iter().any(|d| d.place == place && d.visible.is_empty() && !d.carried.is_empty());
    assert!(missing(Place::Cell(cell)) && missing(Place::Heading(Part::Problems)) && missing(Place::Text(Part::Problems, 1)));
    assert!(imported.differences.iter().all(|d| d.visible.is_empty()), "{:?}", imported.differences);
    assert_eq!(imported.notes, [Note::CellsGone { table: cell.table, count: 7 }, Note::HeadingGone(Part::Problems)]);
}

#[test]
fn a_carried_draft_that_cannot_be_read_does_no_harm() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::Html)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    let page = format!("{visible}<script{}", data.replacen('{', "[", 1));
    let imported = import(page.as_bytes(), &import::Options::default()).expect("a report");
    assert!(imported.carried.is_none());
    assert!(matches!(imported.notes[..], [Note::CarriedUnreadable(_), ..]), "{:?}", imported.notes);
    let cell = id("requests.total.total");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
}

/// Rows out of order, labels spelled as offices do, a form of 2019 among headings of any kind: labels decide.
#[test]
fn another_programs_page_is_read_by_its_labels() {
    let page = "<html><body><div>首页</div><p>示例县甲镇人民政府</p><p>2020年政府信息公开工作年度报告</p><p>　　根据规定编制。</p>\
        <h1>一、总体情况</h1><p>（一）主动公开情况</p><p>全年公开12条。</p><p>二、主动公开信息情况</p>\
        <table><tr><td colspan=4>第二十条 第（五）项</td></tr><tr><td>信息内容<td>上一年项目数量<td>本年增/减<td>处理决定数量</tr>\
        <tr><td><span>其他对外管理</span><span>服务事项</span><td>1<td>+2<td>3<tr><td>行政许可<td>4<td>-5<td><p>&nbsp;</p></tr></table>\
        <p>注：含派出机构。</p><p>三、收到和处理政府信息公开申请情况</p><p>六、其他需要报告的事项</p><p>无。</p>\
        <p>示例县甲镇人民政府</p><p>2021年1月20日</p></body></html>";
    let imported = import(page.as_bytes(), &import::Options::default()).expect("a report");
    let report = imported.report;
    assert_eq!((report.year, report.agency.name.as_str(), report.title.as_deref()), (2020, "示例县甲镇人民政府", None));
    assert_eq!(report.form().edition(nianbao::edition::TableKey::Disclosure).id, "2019");
    let printed = |cell: &str| report.printed(id(cell));
    assert_eq!([printed("disclosure.services.prior"), printed("disclosure.services.change")], ["1", "+2"]);
    assert_eq!([printed("disclosure.licensing.change"), printed("disclosure.licensing.decisions")], ["-5", ""]);
    assert_eq!(report.sections[&Part::Overview], "### （一）主动公开情况\n\n全年公开12条。");
    assert_eq!(report.headings[&Part::Disclosure], "二、主动公开信息情况");
    assert_eq!(report.table_notes.values().collect::<Vec<_>>(), ["注：含派出机构。"]);
    assert_eq!(report.signature.map(|s| (s.organ, s.date)), Some(("示例县甲镇人民政府".to_owned(), "2021-01-20".to_owned())));
    assert_eq!(report.sections[&Part::Other], "无。");
}
