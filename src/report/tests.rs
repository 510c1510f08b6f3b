//! Tests of blanks, 0, marks and remarks; of totals; of 照原文录入 and controls; and of prose.

use super::*;
use crate::sorted_map::SortedMap;

fn report() -> Report {
    Report::new(
        2025,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    )
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn fill_row(report: &mut Report, row: &str, numbers: [&str; 6]) {
    for (column, typed) in
        ["natural", "business", "research", "welfare", "legal", "other"].iter().zip(numbers)
    {
        report.set_cell(id(&format!("requests.{row}.{column}")), typed);
    }
}

#[test]
fn blank_zero_and_mark_are_distinguished() {
    let mut report = report();
    let cell = id("requests.new.natural");
    assert_eq!(report.entry(cell), None);
    report.set_cell(cell, "0");
    assert_eq!(report.value(cell), Some(Decimal::ZERO));
    report.set_cell(cell, "/");
    assert_eq!((report.value(cell), report.text(cell).as_str()), (None, "/"));
    report.set_cell(cell, " ");
    assert_eq!(report.entry(cell), None);
}

#[test]
fn a_remark_is_not_the_number() {
    let mut report = report();
    let cell = id("disclosure.normative.in_force");
    report.set_cell(cell, "22（其中修订16件）");
    assert_eq!(report.value(cell), Some(Decimal::from(22)));
    assert_eq!(report.printed(cell), "22（其中修订16件）");
    report.set_cell(cell, "23（其中修订16件）");
    assert_eq!(report.printed(cell), "23（其中修订16件）");
    report.set_cell(cell, "8");
    assert_eq!((report.printed(cell).as_str(), report.remarks.len()), ("8", 0));
    report.set_cell(cell, "23（其中修订16件）");
    report.set_cell(cell, "");
    assert_eq!((report.printed(cell).as_str(), report.remarks.len()), ("", 0));
}

#[test]
fn a_number_with_another_unit_than_the_column_is_unreadable() {
    let mut report = report();
    let (fees, count) = (id("disclosure.fees.amount"), id("requests.new.natural"));
    for (cell, typed, text) in [
        (fees, "12万元", "12"),
        (fees, "12（万元）", "12"),
        (count, "12件", "12"),
        (count, "12（份）", "12"),
    ] {
        report.set_cell(cell, typed);
        assert_eq!(
            (report.text(cell).as_str(), report.value(cell)),
            (text, Some(Decimal::from(12))),
            "{typed}"
        );
    }
    for (cell, typed) in [(fees, "50000元"), (fees, "5件"), (count, "3元"), (count, "3（万元）")]
    {
        report.set_cell(cell, typed);
        assert_eq!(
            (report.entry(cell), report.units.get(&cell)),
            (Some(&Entry::Unreadable(typed.to_owned())), None)
        );
    }
}

#[test]
fn a_unit_that_the_clerk_picks_is_kept_apart() {
    let mut report = Report::new(2020, report().agency);
    let cell = id("disclosure.procurement.amount");
    for as_issued in [false, true] {
        report.set_as_issued(as_issued);
        for (typed, unit) in [("12.50万元", "万元"), ("12.50（元）", "元"), ("12.50", "元")]
        {
            report.set_cell(cell, typed);
            assert_eq!((report.text(cell).as_str(), report.units[&cell].as_str()), ("12.50", unit));
            assert_eq!(report.printed(cell), format!("12.50{unit}"));
        }
    }
    report.set_cell(cell, "3件");
    assert_eq!((report.value(cell), report.printed(cell).as_str()), (None, "3件"));
    report.set_cell(cell, "/");
    assert_eq!(report.printed(cell), "/");
}

#[test]
fn a_total_is_calculated_once_all_terms_are_known() {
    let mut report = report();
    fill_row(&mut report, "new", ["3", "1", "0", "0", "0", ""]);
    let total = id("requests.new.total");
    assert_eq!(report.text(total), "");
    report.set_cell(id("requests.new.other"), "2");
    assert_eq!(report.text(total), "6");
}

#[test]
fn the_grand_total_follows_from_rows_and_columns() {
    let mut report = report();
    let cells: Vec<CellId> = report.form().cells().iter().map(|cell| cell.id).collect();
    for cell in cells
        .into_iter()
        .filter(|cell| cell.table == TableKey::Requests && !report.form().is_derived(*cell))
        .collect::<Vec<_>>()
    {
        report.set_cell(cell, "1");
    }
    // There are 21 outcomes and 6 applicants.
    assert_eq!(report.text(id("requests.total.total")), "126");
}

#[test]
fn switching_to_the_original_and_back_loses_nothing() {
    let mut report = report();
    fill_row(&mut report, "new", ["3", "1", "0", "0", "0", "2"]);
    let total = id("requests.new.total");
    report.set_as_issued(true);
    assert_eq!(report.text(total), "6");
    report.set_cell(total, "７");
    assert_eq!(report.text(total), "７");
    report.set_as_issued(false);
    assert_eq!(report.text(total), "6");
    assert_eq!(report.control(total).map(Entry::text), Some("７"));
    report.set_as_issued(true);
    assert_eq!(report.text(total), "７");
    assert_eq!(report.control(total), None);
}

#[test]
fn another_edition_keeps_what_it_does_not_show() {
    let mut report = report();
    let cell = id("requests.other.other.natural");
    report.set_cell(cell, "5");
    let edition_of = |id| edition::edition_by_id(id).expect("an edition");
    let (e2019, e2021) = (edition_of("2019"), edition_of("2021"));
    report.set_editions(e2019, SortedMap::new());
    assert!(report.form().slot(cell).is_none());
    report.set_editions(e2021, SortedMap::new());
    assert_eq!(report.text(cell), "5");
}

#[test]
fn prose_reads_back() {
    let written = "### （一）主动公开\n\n全年新收{{requests.new.total}}件。**一是**抓培训。\n\n2 ** 3 {{nobody}}";
    let prose = Prose::parse(written);
    assert_eq!(prose.texts.len(), 3);
    assert!(prose.texts[0].heading);
    assert_eq!(Prose::parse(&prose.markdown()), prose);
    assert_eq!(prose.markdown(), written.replace("2 ** 3 {{", r"2 \*\* 3 \{\{"));
}

#[test]
fn headings_are_recognized_by_their_form() {
    assert!(Prose::looks_like_heading("（一）政府信息公开工作情况概述"));
    assert!(!Prose::looks_like_heading("（一）主动公开情况。全年公开信息1136条。"));
    assert!(!Prose::looks_like_heading("（其中修订16件）"));
}

#[test]
fn days_of_the_calendar() {
    assert_eq!(Date::parse("2024-02-29").map(Date::chinese).as_deref(), Some("2024年2月29日"));
    let between =
        |from, to| Date::parse(to).expect(to).days() - Date::parse(from).expect(from).days();
    assert_eq!(
        (
            between("2024-02-28", "2024-03-01"),
            between("2025-12-31", "2026-01-31"),
            between("2000-01-01", "2100-01-01")
        ),
        (2, 31, 36525)
    );
    for wrong in ["2023-02-29", "2023-13-01", "2023-1-01", "2023-01-01-01", ""] {
        assert_eq!(Date::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn days_are_read_as_offices_write_them() {
    for written in [
        "2026-01-20",
        "2026年1月20日",
        " 2026 年 01 月 20 号",
        "2026.1.20",
        "２０２６．１．２０",
        "2026/1/20",
        "2026年1月20",
        "二〇二六年一月二十日",
        "二○二六年一月二十日",
    ] {
        assert_eq!(Date::read(written).map(Date::chinese).as_deref(), Some("2026年1月20日"));
    }
    for other in [
        "26.1.20",
        "2026-13-40",
        "2026年2月30日",
        "2026年1月",
        "1月20日",
        "日期：2026年1月20日",
        "2026年1月20日止",
        "年月日",
        "2026.1.20.1",
        "",
    ] {
        assert_eq!(Date::read(other), None, "{other}");
    }
}
