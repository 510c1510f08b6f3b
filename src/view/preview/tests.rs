//! Tests of the pictures of pages, and of the pane around them.

use super::*;
use crate::edition::{AgencyLevel, CellId, TableKey};
use crate::report::{Agency, Part};
use crate::session::{Edit, Field, Panel};
use crate::view::FieldName;
use std::collections::BTreeSet;

fn session() -> Session {
    let mut session = Session::new(
        2025,
        Agency {
            name: "示例县甲镇人民政府".to_owned(),
            level: AgencyLevel::Township,
            covers_subordinates: None,
        },
    );
    let text = "### （一）主动公开\n\n\
        全年公开信息{{requests.new.natural}}条，占12.5%，**一是**抓培训。\n\n\
        甲<乙&丙𠮷丁 abc def";
    session.apply(&Edit::Section(Part::Overview, text.to_owned()));
    session.apply(&Edit::Cell(
        CellId::parse("requests.new.natural").expect("a cell"),
        "37".to_owned(),
    ));
    session.apply(&Edit::TableNote(TableKey::Requests, "注一\n注二".to_owned()));
    session.apply(&Edit::Field(Field::SignatureAgency, "示例县甲镇人民政府".to_owned()));
    session.apply(&Edit::Field(Field::SignatureDate, "2026-01-20".to_owned()));
    session
}

fn drawn(session: &Session) -> Vec<String> {
    sheets(session.report(), &DocumentOptions::default(), &[])
        .into_iter()
        .map(|sheet| sheet.svg.expect("nobody has it"))
        .collect()
}

/// The values of an attribute, of every element that has it.
fn attributes<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    svg.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_page_equals_its_golden_file() {
    insta::assert_snapshot!(drawn(&session())[0].replace("><", ">\n<"));
}

#[test]
fn every_character_has_its_place() {
    let pages = drawn(&session());
    let mut texts = 0;
    for svg in &pages {
        for element in svg.split("<text ").skip(1) {
            let places = element
                .split("x=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .expect("places");
            let text =
                element.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("words");
            let text = text.replace("&lt;", "<").replace("&amp;", "&");
            let count = if element.contains("textLength=") { 1 } else { text.chars().count() };
            assert_eq!(places.split(' ').count(), count, "{text}");
            assert!(
                count > 1 || text.chars().all(|c| c.is_ascii_digit()) || text.chars().count() == 1,
                "{text}"
            );
            assert!(!text.starts_with(' ') && !text.ends_with(' '), "{text:?}");
            // A character of two UTF-16 units, which programs count as one or two, must be the
            // last.
            assert!(text.chars().rev().skip(1).all(|c| u32::from(c) < 0x1_0000), "{text}");
            texts += 1;
        }
    }
    assert!(texts > 100, "{texts}");
    let all = pages.concat();
    assert!(
        all.contains(">丙𠮷</text>") && all.contains(">丁</text>") && all.contains(">&lt;</text>")
    );
}

#[test]
fn every_number_and_every_text_leads_to_its_field() {
    let session = session();
    let pages = drawn(&session).concat();
    let targets: BTreeSet<&str> = attributes(&pages, "data-to").into_iter().collect();
    for cell in session.report().form().cells() {
        assert!(targets.contains(cell.id.to_string().as_str()), "{}", cell.id);
    }
    for target in [
        "title",
        "preface",
        "overview",
        "overview/0",
        "overview/2",
        "disputes",
        "table_notes.requests",
        "signature.organ",
        "signature.date",
    ] {
        assert!(targets.contains(target), "{target}");
    }
    assert!(
        targets
            .iter()
            .all(|name| FormTarget::parse(name).is_some_and(|target| target.to_string() == *name)),
        "{targets:?}"
    );
    // The number itself, and the label before it.
    let group = |class: &str| {
        pages
            .matches(&format!(
                "<g class=\"{class}\" data-act=\"preview.to\" data-to=\"requests.new.natural\">"
            ))
            .count()
    };
    assert_eq!([group("nb-at"), group("nb-by")], [1, 1]);
}

#[test]
fn every_aim_leads_to_its_field() {
    let mut session = session();
    let report = session.report();
    let info = |name: &str| {
        Jump::Field(Panel::Info, ElementId::Field(FieldName::parse(name).expect(name)))
    };
    assert_eq!(FormTarget::Title.goal(report), info("agency.name"));
    assert_eq!(FormTarget::Preface.goal(report), info("preface.basis"));
    assert_eq!(FormTarget::Paragraph(Part::Other, 2).goal(report), Jump::Paragraph(Part::Other, 2));
    let cell = CellId::parse("disputes.review.upheld").expect("a cell");
    assert_eq!(
        FormTarget::Cell(cell).goal(report),
        Jump::Field(Panel::Part(Part::Disputes), ElementId::Cell(cell))
    );
    assert_eq!(ElementId::Cell(cell).to_string(), "nb-c-disputes.review.upheld");
    session.apply(&Edit::Field(Field::Title, "甲".to_owned()));
    session.apply(&Edit::Field(Field::PrefaceText, "乙".to_owned()));
    assert_eq!(FormTarget::Title.goal(session.report()), info("title"));
    assert_eq!(FormTarget::Preface.goal(session.report()), info("preface.text"));
}

#[test]
fn only_changed_pages_are_sent() {
    let mut session = session();
    let first = sheets(session.report(), &DocumentOptions::default(), &[]);
    let marks: Vec<String> = first.iter().map(|sheet| sheet.mark.clone()).collect();
    assert!(
        sheets(session.report(), &DocumentOptions::default(), &marks)
            .iter()
            .all(|sheet| sheet.svg.is_none())
    );
    session.apply(&Edit::Cell(
        CellId::parse("disputes.review.upheld").expect("a cell"),
        "8".to_owned(),
    ));
    let second = sheets(session.report(), &DocumentOptions::default(), &marks);
    let sent: Vec<usize> = second
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.svg.is_some())
        .map(|(index, _)| index)
        .collect();
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(second.len(), first.len());
    let draft = DocumentOptions { draft_mark: true, ..DocumentOptions::default() };
    assert!(
        sheets(session.report(), &draft, &marks).iter().all(|sheet| sheet.svg.is_some()),
        "the mark is on every page"
    );
}

#[test]
fn the_printed_part_gives_the_same_pages() {
    let session = session();
    let read = crate::draft::read(&crate::draft::printed_part(session.report())).expect("a draft");
    assert_eq!(
        sheets(&read, &DocumentOptions::default(), &[]),
        sheets(session.report(), &DocumentOptions::default(), &[])
    );
}

#[test]
fn the_pane_shows_its_state() {
    let session = session();
    let blank = Session::new(2025, session.report().agency.clone());
    let says = |session: &Session, note: PagesStatus, pages: usize| {
        let preview = PreviewState { note, pages, ..PreviewState::default() };
        super::note(session.report(), &preview).into_string()
    };
    assert!(says(&session, PagesStatus::Waiting, 0).contains("正在排版"));
    assert_eq!(says(&session, PagesStatus::Waiting, 3), "", "what is there stays");
    assert!(says(&blank, PagesStatus::None, 3).contains("空白的版面"));
    let failed = says(&session, PagesStatus::Failed("<b>".to_owned()), 3);
    assert!(
        failed.contains("&lt;b&gt;") && failed.contains("data-act=\"preview.retry\""),
        "{failed}"
    );
    assert_eq!(position(2, 7), "第 2 页，共 7 页");
    assert_eq!(position(1, 0), "");
}
