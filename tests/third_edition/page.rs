//! The page: the panels of the parts, the choice of editions, the page for the public; and the
//! report that follows one of the edition before.

use crate::third_edition::edition::third;
use crate::{before, blank, cell, distinct};
use nianbao::check::{Checker, Severity};
use nianbao::edition::{FormItem, TableKey, editions};
use nianbao::report::{Date, Part, Report};
use nianbao::rules::RULE_SET;
use nianbao::session::Panel;
use nianbao::session::{Edit, Field, Session};
use nianbao::view::{self, Screen, View, published, start};

const TODAY: Date = Date { year: 2032, month: 1, day: 19 };

/// The page of a report as one text.
fn page(report: &Report) -> String {
    let session = Session::of_report(report.clone());
    let screen = Screen::at(Panel::Info, TODAY);
    let patches = View::default().update(&session, &screen);
    format!("{}{patches:?}", view::workspace(&session))
}

#[test]
fn the_page_shows_every_label_and_cell() {
    let report = distinct();
    let page = page(&report);
    let shown = |text: &str| page.contains(view::escape(text).as_str());
    for part in Part::ALL {
        assert!(shown(part.heading_in(third())), "{part:?}");
    }
    for table in &third().tables {
        for item in table.lines.iter().flat_map(|line| &line.items) {
            match item {
                FormItem::Label { text, .. } => {
                    // Some heads are broken in two, and the corner is drawn in lines.
                    let words: Vec<&str> =
                        text.split(['；', '：', '，', '（', '）', '、']).collect();
                    assert!(
                        words.iter().all(|word| shown(word) || word.chars().count() > 3),
                        "{text}"
                    );
                }
                FormItem::Value { id, .. } => assert!(page.contains(&id.to_string()), "{id}"),
            }
        }
    }
    assert!(!shown("要求提供公开出版物") && !shown("存在的主要问题及改进情况"));
}

#[test]
fn it_can_be_chosen_for_the_report_and_for_each_table() {
    let page = page(&blank(2031));
    for key in TableKey::ALL {
        assert!(page.contains(&format!("table_editions.{}", key.id())), "{key:?} differs now");
    }
    // One choice for the report and one for each table.
    assert!(page.matches("2031版式").count() >= 4);
    let start = start::page(TODAY, false);
    let ids: Vec<&str> = editions().iter().map(|edition| edition.id).collect();
    let count = ["一", "两", "三", "四", "五", "六"][ids.len() - 1];
    assert!(start.contains(&format!("{} {count}种版式按年度自动选用", ids.join("、"))));
}

#[test]
fn a_change_of_year_changes_the_edition() {
    let mut session = Session::new(2030, blank(2030).agency);
    assert_eq!(session.report().edition(), before());
    session.apply(&Edit::Field(Field::Year, "2031".to_owned()));
    let report = session.report();
    assert_eq!(report.edition(), third());
    assert!(report.preface.basis.contains("〔2031〕9号"), "{}", report.preface.basis);
    session.apply(&Edit::Field(Field::Year, "2030".to_owned()));
    assert_eq!(session.report().edition(), before());
}

#[test]
fn the_public_page_has_its_figures() {
    let page = published::page(&distinct(), Some(&blank(2030)));
    for figure in ["新收申请", "行政诉讼", "现行有效规范性文件", "行政许可决定", "行政处罚决定"]
    {
        assert!(page.contains(figure), "{figure}");
    }
}

/// A report on 2030, in the edition before, is followed by one in this edition.
#[test]
fn a_report_follows_one_of_the_edition_before() {
    let mut last = blank(2030);
    last.preface.basis = before().notice.to_owned();
    for id in last.form().clone().cells().iter().map(|cell| cell.id) {
        if !last.is_calculated(id) {
            last.set_cell(id, "0");
        }
    }
    for (id, text) in [
        ("requests.new.natural", "9"),
        ("requests.granted.natural", "5"),
        ("requests.carried_out.natural", "4"),
        ("requests.new.research", "2"),
        ("requests.carried_out.research", "2"),
        ("disclosure.normative.in_force", "30"),
    ] {
        last.set_cell(cell(id), text);
    }
    let mut report = Session::after(last).report().clone();
    assert_eq!((report.year, report.edition()), (2031, third()));
    assert_eq!(report.preface.basis, third().notice);
    let printed = |report: &Report, id| report.printed(cell(id));
    assert_eq!(printed(&report, "requests.carried_in.natural"), "4");
    assert_eq!(printed(&report, "requests.carried_in.research"), "2");
    // The year before had no such applicant: nothing is claimed for it.
    assert_eq!(printed(&report, "requests.carried_in.media"), "");
    for id in report.form().clone().cells().iter().map(|cell| cell.id) {
        if report.entry(id).is_none() && !report.is_calculated(id) {
            report.set_cell(id, "0");
        }
    }
    report.set_cell(cell("requests.granted.natural"), "4");
    report.set_cell(cell("requests.granted.research"), "2");
    report.set_cell(cell("disclosure.normative.in_force"), "30");
    let broken = |report: &Report| -> Vec<&'static str> {
        let checker = Checker::new(&RULE_SET, report);
        let hints = |severity| severity == Severity::Hint;
        let findings = checker.findings().iter().filter(|finding| !hints(finding.severity));
        findings.map(|finding| finding.rule.id).collect()
    };
    assert_eq!(broken(&report), Vec::<&str>::new());
    // The two years are compared although their forms differ.
    report.set_cell(cell("requests.carried_in.natural"), "3");
    assert!(broken(&report).contains(&"carry-over"));
    report.set_cell(cell("disclosure.normative.in_force"), "31");
    assert!(broken(&report).contains(&"in-force-flow"));
}
