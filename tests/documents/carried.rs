//! A file that was edited after it was written: the visible content wins, what is not visible is
//! kept, and every difference is named.

use crate::{fixture, written};
use nianbao::edition::CellId;
use nianbao::export::Format;
use nianbao::import::{self, Imported, import};
use nianbao::recognize::{Difference, ImportNote, ReportField};
use nianbao::report::{Part, Report};

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

/// Imports the HTML of a report with one piece replaced outside the data block.
fn edited(report: &Report, from: &str, to: &str) -> Imported {
    let page = String::from_utf8(written(report, Format::HTML)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    assert!(visible.contains(from), "{from}");
    let page = format!("{}<script{data}", visible.replacen(from, to, 1));
    import(page.as_bytes(), &import::ImportOptions::default()).expect("a report")
}

#[test]
fn an_edited_number_is_named_and_kept() {
    let report = fixture("distinct-2021");
    let cell = id("requests.new.natural");
    let printed = report.printed(cell);
    let imported = edited(&report, &format!(">{printed}</td>"), ">999999</td>");
    assert_eq!(imported.report.printed(cell), "999999");
    assert_eq!(
        imported.carried.as_ref().map(|carried| carried.printed(cell)),
        Some(printed.clone())
    );
    let difference =
        Difference::new(&report, ReportField::Cell(cell), printed, "999999".to_owned());
    assert!(imported.differences.contains(&difference), "{:?}", imported.differences);
    // The totals were not edited and are no longer the sums of their terms, so the report keeps the
    // typed ones.
    assert!(imported.report.as_issued());
    assert_eq!(
        imported.report.printed(id("requests.new.total")),
        report.printed(id("requests.new.total"))
    );
    assert!(
        imported.notes.iter().any(|note| matches!(note, ImportNote::AsIssued { .. })),
        "{:?}",
        imported.notes
    );
    assert_eq!(imported.report.agency, report.agency);
}

#[test]
fn an_edited_paragraph_is_named_and_the_others_keep_their_fields() {
    let mut report = fixture("distinct-2021");
    report
        .sections
        .insert(Part::Other, "收到{{requests.new.total}}件。\n\n无其他事项。".to_owned());
    let imported = edited(&report, "无其他事项。", "没有其他事项。");
    assert_eq!(
        imported.report.sections.get(&Part::Other).map(String::as_str),
        Some("收到{{requests.new.total}}件。\n\n没有其他事项。")
    );
    let (carried, visible) = ("无其他事项。".to_owned(), "没有其他事项。".to_owned());
    let difference = Difference::new(&report, ReportField::Text(Part::Other, 2), carried, visible);
    assert_eq!(imported.differences, [difference]);
}

/// A report with a heading, bold words and a live field.
fn styled() -> Report {
    let mut report = fixture("distinct-2021");
    report.sections.insert(
        Part::Other,
        "### （一）收费\n\n**其一**收到{{requests.new.total}}件。\n\n**其二**无其他事项。"
            .to_owned(),
    );
    report
}

#[test]
fn a_heading_that_became_a_paragraph_is_named_and_so_is_the_other_way() {
    let report = styled();
    let imported = edited(&report, "<h3>（一）收费</h3>", "<p>（一）收费</p>");
    let named: Vec<String> = imported.differences.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "“六、其他需要报告的事项”第1段的样式：看得见的是“正文：（一）收费”，附带的数据是“小标题：（一）收费”。"
        ]
    );
    assert_eq!(
        imported.report.sections[&Part::Other],
        report.sections[&Part::Other].replacen("### ", "", 1)
    );
    let imported =
        edited(&report, "<p><strong>其二</strong>无其他事项。</p>", "<h3>其二无其他事项。</h3>");
    let named: Vec<String> = imported.differences.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "“六、其他需要报告的事项”第3段的样式：看得见的是“小标题：其二无其他事项。”，附带的数据是“正文：其二无其他事项。”。"
        ]
    );
}

#[test]
fn bold_words_that_are_not_bold_any_more_are_named() {
    let imported = edited(&styled(), "<strong>其二</strong>", "其二");
    let named: Vec<String> = imported.differences.iter().map(ToString::to_string).collect();
    let expected = "“六、其他需要报告的事项”第3段的加粗（【】里的字）：看得见的是“其二无其他事项。”，附带的数据是“【其二】无其他事项。”。";
    assert_eq!(named, [expected]);
    let text = &imported.report.sections[&Part::Other];
    assert!(
        text.contains("**其一**收到{{requests.new.total}}件。")
            && text.ends_with("\n\n其二无其他事项。"),
        "{text}"
    );
    // The same holds where the words were changed as well.
    let imported = edited(&styled(), "<strong>其二</strong>无", "其二没有");
    let places: Vec<ReportField> =
        imported.differences.iter().map(|difference| difference.field).collect();
    assert_eq!(places, [ReportField::Text(Part::Other, 3), ReportField::Bold(Part::Other, 3)]);
}

#[test]
fn paragraphs_that_were_taken_out_are_counted_as_the_report_has_them() {
    let mut report = fixture("distinct-2021");
    report.sections.insert(Part::Other, "甲。\n\n乙。\n\n丙。\n\n丁。".to_owned());
    let page = String::from_utf8(written(&report, Format::HTML)).expect("text");
    let gone = ["甲。", "乙。", "丁。"].map(|text| format!("<p>{text}</p>"));
    let page = gone.iter().fold(page, |page, gone| {
        assert!(page.contains(gone), "{gone}");
        page.replacen(gone, "", 1)
    });
    let imported = import(page.as_bytes(), &import::ImportOptions::default()).expect("a report");
    let places: Vec<ReportField> =
        imported.differences.iter().map(|difference| difference.field).collect();
    assert_eq!(places, [1, 2, 4].map(|number| ReportField::Text(Part::Other, number)));
}

#[test]
fn a_table_that_was_taken_out_is_still_known_from_the_carried_draft() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::HTML_FRAGMENT)).expect("text");
    let (start, end) =
        (page.find("<table").expect("table 2"), page.find("</table>").expect("its end"));
    let page = format!("{}{}", &page[..start], &page[end + "</table>".len()..]);
    let imported = import(page.as_bytes(), &import::ImportOptions::default()).expect("a report");
    let cell = id("disclosure.licensing.decisions");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
    assert_eq!(imported.notes, [ImportNote::TableGone(cell.table)]);
    let gone: Vec<String> = imported.differences.iter().map(ToString::to_string).collect();
    assert_eq!(gone, ["表二：看得见的是（空），附带的数据是“全表10格”。"]);
    assert!(imported.notes[0].to_string().contains("看不见了，其中的数字沿用附带的数据"));
}

#[test]
fn a_row_and_a_part_that_were_taken_out_are_kept_and_named() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::HTML)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    let row = visible
        .find("二、上年结转政府信息公开申请数量")
        .and_then(|at| visible[..at].rfind("<tr"))
        .expect("a row");
    let row_end = row + visible[row..].find("</tr>").expect("its end") + "</tr>".len();
    let part = visible
        .find("五、存在的主要问题")
        .and_then(|at| visible[..at].rfind("<h"))
        .expect("part five");
    let part_end = visible
        .find("六、其他需要报告")
        .and_then(|at| visible[..at].rfind("<h"))
        .expect("part six");
    let page = format!(
        "{}{}{}<script{data}",
        &visible[..row],
        &visible[row_end..part],
        &visible[part_end..]
    );
    let imported = import(page.as_bytes(), &import::ImportOptions::default()).expect("a report");
    let cell = id("requests.carried_in.natural");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
    assert_eq!(imported.report.sections, report.sections);
    let missing = |place: ReportField| {
        imported
            .differences
            .iter()
            .any(|d| d.field == place && d.visible.is_empty() && !d.carried.is_empty())
    };
    assert!(
        missing(ReportField::Cell(cell))
            && missing(ReportField::Heading(Part::Problems))
            && missing(ReportField::Text(Part::Problems, 1))
    );
    assert!(
        imported.differences.iter().all(|d| d.visible.is_empty()),
        "{:?}",
        imported.differences
    );
    assert_eq!(
        imported.notes,
        [
            ImportNote::CellsGone { table: cell.table, count: 7 },
            ImportNote::HeadingGone { part: Part::Problems, edition: report.edition() }
        ]
    );
}

#[test]
fn a_carried_draft_that_cannot_be_read_does_no_harm() {
    let report = fixture("distinct-2021");
    let page = String::from_utf8(written(&report, Format::HTML)).expect("text");
    let (visible, data) = page.split_once("<script").expect("a data block");
    let page = format!("{visible}<script{}", data.replacen('{', "[", 1));
    let imported = import(page.as_bytes(), &import::ImportOptions::default()).expect("a report");
    assert!(imported.carried.is_none());
    assert!(
        matches!(imported.notes[..], [ImportNote::CarriedUnreadable(_), ..]),
        "{:?}",
        imported.notes
    );
    let cell = id("requests.total.total");
    assert_eq!(imported.report.printed(cell), report.printed(cell));
}

/// Rows in another order, labels spelled as offices spell them, and a form of 2019 among headings
/// of any kind are recognized by the labels.
#[test]
fn another_programs_page_is_read_by_its_labels() {
    let page = "<html><body><div>首页</div><p>示例县甲镇人民政府</p><p>2020年政府信息公开工作年度报告</p><p>　　根据规定编制。</p>\
        <h1>一、总体情况</h1><p>（一）主动公开情况</p><p>全年公开12条。</p><p>二、主动公开信息情况</p>\
        <table><tr><td colspan=4>第二十条 第（五）项</td></tr><tr>\
        <td>信息内容<td>上一年项目数量<td>本年增/减<td>处理决定数量</tr>\
        <tr><td><span>其他对外管理</span><span>服务事项</span><td>1<td>+2<td>3<tr><td>行政许可<td>4<td>-5<td>\
        <p>&nbsp;</p></tr></table>\
        <p>注：含派出机构。</p><p>三、收到和处理政府信息公开申请情况</p><p>六、其他需要报告的事项</p><p>无。</p>\
        <p>示例县甲镇人民政府</p><p>2021年1月20日</p></body></html>";
    let imported = import(page.as_bytes(), &import::ImportOptions::default()).expect("a report");
    let report = imported.report;
    assert_eq!(
        (report.year, report.agency.name.as_str(), report.title.as_deref()),
        (2020, "示例县甲镇人民政府", None)
    );
    assert_eq!(report.form().edition(nianbao::edition::TableKey::Disclosure).id, "2019");
    let printed = |cell: &str| report.printed(id(cell));
    assert_eq!(
        [printed("disclosure.services.prior"), printed("disclosure.services.change")],
        ["1", "+2"]
    );
    assert_eq!(
        [printed("disclosure.licensing.change"), printed("disclosure.licensing.decisions")],
        ["-5", ""]
    );
    assert_eq!(report.sections[&Part::Overview], "### （一）主动公开情况\n\n全年公开12条。");
    assert_eq!(report.headings[&Part::Disclosure], "二、主动公开信息情况");
    assert_eq!(report.table_notes.values().collect::<Vec<_>>(), ["注：含派出机构。"]);
    assert_eq!(
        report.signature.map(|s| (s.agency, s.date)),
        Some(("示例县甲镇人民政府".to_owned(), "2021-01-20".to_owned()))
    );
    assert_eq!(report.sections[&Part::Other], "无。");
}
