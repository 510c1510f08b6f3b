//! Tests which document is written next, and which files are delivered.

use super::*;
use crate::edition::AgencyLevel;
use crate::report::Agency;

const TODAY: Date = Date { year: 2026, month: 1, day: 20 };

fn outbox() -> Outbox {
    let agency = Agency {
        name: "示例县甲镇人民政府".to_owned(),
        level: AgencyLevel::Township,
        covers_subordinates: None,
    };
    Outbox::new(&Session::new(2025, agency), &Ticks::default(), TODAY)
}

fn written() -> (Vec<u8>, ReadBackResult) {
    (vec![1], ReadBackResult::Equal { cells: 200, paragraphs: 9 })
}

fn ready(outbox: &Outbox) -> Vec<&str> {
    outbox.ready().map(|(row, _)| row.output.id()).collect()
}

#[test]
fn documents_are_written_one_after_another() {
    let mut outbox = outbox();
    let mut ids = Vec::new();
    while let Some(output) = outbox.begin_next() {
        assert_eq!(outbox.begin_next(), None, "one at a time");
        outbox.set_result(output, Ok(written()));
        ids.push(output.id());
    }
    assert_eq!(ids, ["docx", "html", "check-sheet"]);
    assert_eq!((outbox.progress(), outbox.is_busy()), ((3, 3), false));
    assert_eq!(ready(&outbox), ids);
    outbox.set_wanted("html", false);
    assert_eq!(ready(&outbox), ["docx", "check-sheet"]);
    outbox.set_wanted("xlsx", true);
    assert!(outbox.is_busy());
    assert_eq!(outbox.begin_next(), Some(Output::Report(Format::XLSX)));
}

#[test]
fn files_that_differ_are_not_handed_over_without_request() {
    let mut outbox = outbox();
    let output = outbox.begin_next().expect("Word");
    outbox.set_result(output, Ok((vec![1], ReadBackResult::Differs(vec!["标题".to_owned()]))));
    assert!(ready(&outbox).is_empty());
    outbox.again("docx");
    assert_eq!(outbox.begin_next(), Some(output));
    outbox.set_result(output, Ok(written()));
    outbox.set_delivery("docx", Delivery::Taken);
    assert!(outbox.ready().all(|(_, written)| written.delivery == Delivery::Taken));
}

#[test]
fn pdf_waits_for_fonts() {
    let mut outbox = outbox();
    for id in ["docx", "html", "check-sheet"] {
        outbox.set_wanted(id, false);
    }
    outbox.set_wanted("pdf", true);
    assert_eq!((outbox.begin_next(), outbox.is_busy()), (None, true), "nobody has looked yet");
    outbox.set_fonts(vec![Face::Fang, Face::Kai]);
    assert!(!outbox.is_busy());
    let refused = |outbox: &Outbox| match &outbox.row("pdf").expect("a row").state {
        DocumentState::Refused(refusal) => refusal.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (refused(&outbox).help, refused(&outbox).sentence.as_str()),
        (Remedy::Fonts, "PDF 要把字体放进文件里，还没有仿宋、楷体的字体；选一次，以后记住。")
    );
    outbox.set_fonts(Vec::new());
    let pdf = outbox.begin_next().expect("PDF");
    outbox.set_result(
        pdf,
        Err(Refusal { sentence: "字体里没有这些字".to_owned(), help: Remedy::StandIn }),
    );
    outbox.allow_substitutes();
    assert!(outbox.stand_in);
    assert_eq!(outbox.begin_next(), Some(pdf));
}

#[test]
fn a_check_sheet_has_a_format_of_its_own() {
    let mut outbox = outbox();
    let name = |outbox: &Outbox| outbox.row("check-sheet").expect("a row").name.clone();
    assert_eq!(
        name(&outbox),
        "示例县甲镇人民政府2025年政府信息公开工作年度报告（草稿）核对单.docx"
    );
    outbox.set_sheet_format(Format::PDF);
    assert_eq!(name(&outbox), "示例县甲镇人民政府2025年政府信息公开工作年度报告（草稿）核对单.pdf");
    assert_eq!(outbox.ticks().sheet, "pdf");
    outbox.set_fonts(vec![Face::Fang]);
    assert!(matches!(outbox.row("check-sheet").expect("a row").state, DocumentState::Refused(_)));
    outbox.set_sheet_format(Format::DOCX);
    assert!(
        outbox
            .items()
            .iter()
            .all(|row| row.output.format().needs_fonts() || row.state == DocumentState::Waiting)
    );
    assert_eq!(outbox.ticks(), Ticks::default());
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut outbox = outbox();
    outbox.set_result(Output::Report(Format::DOCX), Ok(written()));
    assert_eq!(outbox.row("docx").expect("a row").state, DocumentState::Waiting);
}
