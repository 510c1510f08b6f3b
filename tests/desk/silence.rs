//! Twin of the browser test of `silence`, judged by the state alone: while a report is filed the
//! page asks the browser for nothing that could leave the machine, and no document is left out.

use crate::documents;
use crate::filing::{Paper, saves, type_whole};
use crate::world::{Asked, Window, attribute, disk, tags};
use nianbao::desk::{ButtonData, Event, FontsUpdate};
use nianbao::layout::Face;
use nianbao::session::outbox::ReadBackResult;
use nianbao::view::ElementId;
use nianbao::view::fonts::{FontOrigin, FontSetting, FontSettings};

/// Performs all pending work. Requires that no attempt to send is requested. PDF, which needs
/// fonts, counts as written.
fn settle(window: &mut Window) {
    loop {
        assert!(!window.asked.iter().any(|asked| matches!(asked, Asked::TryToSend)));
        let is_pdf =
            |asked: &Asked| matches!(asked, Asked::Write(task) if task.output.id() == "pdf");
        if window.asked.front().is_some_and(is_pdf) {
            let Some(Asked::Write(task)) = window.asked.pop_front() else { unreachable!() };
            let proof = ReadBackResult::Equal { cells: 200, paragraphs: 9 };
            window.send(Event::DocumentWritten {
                run: task.run,
                output: task.output,
                answer: Ok((b"%PDF".to_vec(), proof)),
            });
        } else if !window.do_next() && !window.keep() {
            break;
        }
    }
}

#[test]
fn filed() {
    let mut window = Window::open(&disk());
    settle(&mut window);
    let paper = Paper::of("distinct-2021-as-issued");
    type_whole(&mut window, &paper);
    settle(&mut window);
    assert!(window.saved().contains("已自动保存"), "{}", window.saved());
    saves(&mut window, &paper);
    settle(&mut window);

    window.go("info");
    window.click("fonts");
    settle(&mut window);
    let setting = |face| FontSetting {
        face,
        name: "文鼎ＰＬ简报宋".to_owned(),
        origin: FontOrigin::File("gbsn00lp.ttf".to_owned()),
        near: true,
        lacks: 0,
        some: String::new(),
    };
    let set = Face::ALL.into_iter().filter(|face| *face != Face::Latin).map(setting).collect();
    window.send(Event::FontsUpdated(FontsUpdate {
        settings: FontSettings { set, ..FontSettings::default() },
        set: vec!["宋体用“文鼎ＰＬ简报宋”，已经记住。".to_owned()],
        refused: Vec::new(),
        focus: ElementId::FontsFileOf(Face::Song),
    }));
    window.click("dialog.close");

    window.press("export", ButtonData::default());
    let html = window.dialog_html();
    let is_box = |tag: &&str| {
        attribute(tag, "type").as_deref() == Some("checkbox")
            && attribute(tag, "data-field").is_some_and(|name| name.starts_with("export."))
    };
    let boxes = tags(&html).into_iter().filter(is_box).count();
    assert_eq!(boxes, documents().len(), "the dialog offers every format and the sheet");
    for document in documents() {
        window.fill(&format!("export.{document}"), "true");
    }
    settle(&mut window);
    for document in documents() {
        let state = window.attribute(&format!("nb-out-state-{document}"), "data-state");
        assert_eq!(state.as_deref(), Some("written"), "{document}: {}", window.message());
    }
    window.click("export.save");
    window.click("export.zip");
    settle(&mut window);
    assert_eq!(window.downloads.len(), documents().len() + 1);
    window.click("dialog.close");
    assert_eq!(window.told, [], "and no program around the page is told anything");

    // Only the clerk lets it be tried.
    window.click("offline");
    assert!(matches!(window.asked.pop_back(), Some(Asked::TryToSend)));
}
