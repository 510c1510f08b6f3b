//! Tests of how the export dialog shows the state of each document.

use super::*;
use crate::document::digest;
use crate::edition::{AgencyLevel, CellId, TableKey};
use crate::export::Format;
use crate::layout::Face;
use crate::report::{Agency, Date, Part};
use crate::session::Edit;
use crate::session::outbox::Ticks;

const TODAY: Date = Date { year: 2026, month: 1, day: 20 };
const EQUAL: ReadBackResult = ReadBackResult::Equal { cells: 200, paragraphs: 37 };

fn session(name: &str) -> Session {
    Session::new(
        2025,
        Agency { name: name.to_owned(), level: AgencyLevel::Township, covers_subordinates: None },
    )
}

fn outbox(session: &Session) -> Outbox {
    let digest = digest::DigestText {
        whole: "2f4b 0c1d 77aa 9e10 5b6c".to_owned(),
        short: "2f4b 0c1d 77aa 9e10".to_owned(),
    };
    let mut outbox = Outbox::new(session, &Ticks::default(), TODAY);
    outbox.digest = Some(digest);
    outbox
}

/// Writes all documents that are wanted; `result` gives the outcome of each by its id.
fn write(outbox: &mut Outbox, result: impl Fn(&str) -> Result<ReadBackResult, Refusal>) {
    while let Some(output) = outbox.begin_next() {
        outbox.set_result(output, result(output.id()).map(|proof| (vec![0; 28_000], proof)));
    }
}

fn html(outbox: &Outbox, id: &str) -> String {
    let patches = ExportView::default().update(outbox, false);
    let found = patches.into_iter().find_map(|patch| match patch {
        Patch::Html { id: mine, html } if mine == id => Some(html),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nothing in {id}"))
}

#[test]
fn every_document_has_a_row_that_says_what_it_is_for() {
    let session = session("甲镇人民政府");
    let page = page(&session, &outbox(&session));
    for format in Format::ALL {
        assert!(
            page.contains(&format!("data-field=\"export.{}\"", format.id()))
                && page.contains(format.purpose()),
            "{format:?}"
        );
    }
    assert!(
        page.contains("data-field=\"export.check-sheet\" checked") && page.contains("随文报送")
    );
    assert!(page.contains("文件名：甲镇人民政府2025年政府信息公开工作年度报告（草稿）<"), "{page}");
}

#[test]
fn the_result_of_reading_back_is_shown() {
    let mut outbox = outbox(&session("甲"));
    assert_eq!(html(&outbox, "nb-out-state-docx"), "等待");
    outbox.begin_next();
    assert!(html(&outbox, "nb-out-proof").contains("正在写第 1 个文件，共 3 个"));
    outbox.set_result(Output::Report(Format::DOCX), Ok((vec![0; 28_000], EQUAL)));
    write(&mut outbox, |id| Ok(if id == "check-sheet" { ReadBackResult::NotRead } else { EQUAL }));
    let proof = html(&outbox, "nb-out-proof");
    assert!(
        proof.starts_with("<span>✓ 已回读核对：Word、网页里 200 个数据、37 段文字全部一致。"),
        "{proof}"
    );
    assert!(
        proof.contains("title=\"2f4b 0c1d 77aa 9e10 5b6c\">内容摘要 2f4b 0c1d 77aa 9e10<")
            && !proof.contains("未回读"),
        "{proof}"
    );
    assert!(html(&outbox, "nb-out-state-docx").ends_with("28 KB</span>"));
    assert_eq!(html(&outbox, "nb-export-save"), "保存 3 个文件");
}

#[test]
fn a_file_that_differs_is_withheld_and_explained() {
    let mut outbox = outbox(&session("甲"));
    let differs = || ReadBackResult::Differs((1..=9).map(|n| format!("表三第{n}格")).collect());
    write(&mut outbox, |id| Ok(if id == "docx" { differs() } else { EQUAL }));
    let note = html(&outbox, "nb-out-note-docx");
    assert!(
        note.contains("有 9 处不一致")
            && note.contains("表三第5格；等等")
            && !note.contains("表三第6格"),
        "{note}"
    );
    assert!(note.contains("data-act=\"export.anyway\" data-value=\"docx\""), "{note}");
    assert_eq!(html(&outbox, "nb-export-save"), "保存 2 个文件");
    let proof = html(&outbox, "nb-out-proof");
    assert!(proof.contains("Word与报告不一致") && proof.contains("网页里 200 个数据"), "{proof}");
}

#[test]
fn an_unreadable_file_is_not_said_to_differ() {
    let mut outbox = outbox(&session("甲"));
    write(&mut outbox, |id| {
        Ok(if id == "docx" { ReadBackResult::Unreadable("它坏了。".to_owned()) } else { EQUAL })
    });
    let proof = html(&outbox, "nb-out-proof");
    assert!(
        proof.contains("Word回读不了，请看上面的说明。") && !proof.contains("与报告不一致"),
        "{proof}"
    );
    assert!(
        html(&outbox, "nb-out-note-docx").contains("回读不了，没有放进要保存的文件里。它坏了。")
    );
}

#[test]
fn missing_fonts_are_reported_with_a_remedy() {
    let mut outbox = outbox(&session("甲"));
    outbox.set_fonts(vec![Face::Fang]);
    let note = |outbox: &Outbox, can_print| {
        let patches = ExportView::default().update(outbox, can_print);
        patches.into_iter().find_map(|patch| match patch {
            Patch::Html { id, html } if id == "nb-out-note-pdf" => Some(html),
            _ => None,
        })
    };
    let without = note(&outbox, false).expect("a note");
    assert!(
        without.contains("仿宋")
            && without.contains("data-act=\"fonts\"")
            && !without.contains("data-act=\"print\""),
        "{without}"
    );
    assert!(note(&outbox, true).expect("a note").contains("data-act=\"print\""));
    outbox.set_wanted("pdf", true);
    write(&mut outbox, |_| Ok(EQUAL));
    assert!(html(&outbox, "nb-out-proof").contains("PDF 没有写成，请看上面的说明。"));
    outbox.set_fonts(Vec::new());
    outbox.set_wanted("pdf", true);
    let refusal = || Refusal {
        sentence: "“𬜬”（仿宋，在“收到𬜬信”里）".to_owned(),
        help: Remedy::StandIn,
    };
    write(&mut outbox, |id| if id == "pdf" { Err(refusal()) } else { Ok(EQUAL) });
    let note = note(&outbox, false).expect("a note");
    assert!(note.contains("收到𬜬信") && note.contains("data-act=\"export.stand-in\""), "{note}");
}

#[test]
fn files_stay_available_until_they_are_delivered() {
    let mut outbox = outbox(&session("甲"));
    write(&mut outbox, |_| Ok(EQUAL));
    outbox.set_delivery("docx", Delivery::Taken);
    outbox.set_delivery("html", Delivery::Refused);
    assert!(
        html(&outbox, "nb-out-state-docx").contains("data-act=\"export.one\" data-value=\"docx\"")
    );
    let note = html(&outbox, "nb-out-note-html");
    assert!(note.contains("还在这里") && note.contains("data-act=\"export.one\""), "{note}");
    assert_eq!(html(&outbox, "nb-export-close"), "关闭");
    outbox.set_delivery("html", Delivery::Around);
    assert!(html(&outbox, "nb-out-state-html").contains("已交给本网站"));
    assert!(
        html(&outbox, "nb-out-hint").contains("1 个文件已交给本网站，不另行下载。已交给浏览器下载")
    );
    outbox.archived = ArchiveState::Refused("没有打成".to_owned());
    assert!(html(&outbox, "nb-out-hint").contains("没有打成"));
}

#[test]
fn an_error_makes_a_draft_and_is_linked() {
    let mut session = session("甲");
    let id = |text: &str| CellId::parse(text).expect("a cell");
    session.apply(&Edit::Cell(id("requests.new.natural"), "3".to_owned()));
    session.apply(&Edit::FillZero(TableKey::Requests));
    let drawn = page(&session, &outbox(&session));
    assert!(
        drawn.contains("还有 1 处错误没有改，也没有写说明")
            && drawn.contains("data-act=\"export.errors\""),
        "{drawn}"
    );
    assert!(drawn.contains("年度报告（草稿）"), "{drawn}");
}

#[test]
fn an_incomplete_report_is_a_draft() {
    let mut session = session("甲");
    let drawn = page(&session, &outbox(&session));
    assert!(
        drawn.contains("表里还差 ")
            && drawn.contains("第一、五、六部分没有写；文件名和正文会标明“草稿”"),
        "{drawn}"
    );
    assert!(drawn.contains("年度报告（草稿）") && !drawn.contains("处错误"), "{drawn}");
    for table in TableKey::ALL {
        session.apply(&Edit::FillZero(table));
    }
    for part in [Part::Overview, Part::Problems, Part::Other] {
        assert!(session.is_draft(), "{part:?}");
        session.apply(&Edit::Section(part, "本年度没有需要报告的事项。".to_owned()));
    }
    let drawn = page(&session, &outbox(&session));
    assert!(!drawn.contains("草稿") && drawn.contains("已经填完，没有发现错误。"), "{drawn}");
}

#[test]
fn sizes_are_short() {
    assert_eq!(
        [size(1), size(28_000), size(1_048_576), size(3_460_300)],
        ["1 KB", "28 KB", "1.0 MB", "3.3 MB"]
    );
}
