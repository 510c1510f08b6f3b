//! The host page and the clerk work on one report: what the program sets is an event,
//! and what it reads is the session in which the clerk types.

use super::{blank, element, opening};
use crate::world::{Opening, Window, cell, disk};
use nianbao::desk::{ButtonData, Event, HostNotification, Record};
use nianbao::draft;

const NATURAL: &str = "requests.new.natural";
const BUSINESS: &str = "requests.new.business";

/// The host page sets a cell.
fn set(window: &mut Window, id: &str, text: &str) {
    window.send(Event::CellSet { cell: cell(id), text: text.to_owned() });
}

/// What the host page reads in a cell, if there is a report.
fn read(window: &Window, id: &str) -> Option<String> {
    window.desk.session_around().map(|session| session.report().text(cell(id)))
}

fn changes(window: &Window) -> usize {
    window.told.iter().filter(|telling| **telling == HostNotification::Changed).count()
}

#[test]
fn what_is_set_is_on_the_screen_and_kept_and_can_be_taken_back() {
    let mut window = element();
    window.type_cell(NATURAL, "3");
    window.settle();
    window.told.clear();
    set(&mut window, NATURAL, "34");
    assert_eq!((window.cell(NATURAL).as_str(), changes(&window)), ("34", 1));
    assert!(window.keep_due, "it is to be kept soon");
    window.settle();
    let kept = window.disk.borrow().kept();
    assert!(kept[0].draft.contains("\"requests.new.natural\": 34"), "{}", kept[0].draft);
    window.press("undo", ButtonData::default());
    assert_eq!(window.cell(NATURAL), "3", "it is a step of its own");
    window.told.clear();
    set(&mut window, NATURAL, "3");
    assert_eq!(window.told, [], "nothing has changed");
}

#[test]
fn shared() {
    let mut window = element();
    set(&mut window, BUSINESS, "4");
    assert_eq!(window.cell(BUSINESS), "4", "what is set is in the form at once");
    // What is typed is read at once.
    window.enter(cell(NATURAL));
    for typed in ["1", "12", "12o"] {
        window.type_into(cell(NATURAL), typed);
        assert_eq!(read(&window, NATURAL).as_deref(), Some(typed));
    }
    let found = |window: &Window| {
        let session = window.desk.session_around().expect("a report");
        session.findings().any(|finding| finding.rule.id == "count-form")
    };
    assert!(found(&window), "it is judged before the cell is left");
    window.type_into(cell(NATURAL), "12");
    assert!(!found(&window));
}

#[test]
fn what_is_set_leaves_the_cell_alone_that_is_being_typed_in() {
    let mut window = element();
    window.enter(cell(NATURAL));
    window.type_into(cell(NATURAL), "1o");
    set(&mut window, BUSINESS, "4");
    assert_eq!((window.cell(NATURAL).as_str(), window.cell(BUSINESS).as_str()), ("1o", "4"));
    assert!(window.findings().is_empty(), "a number that is being typed is not found fault with");
    // In the cell itself, the text that was set takes the place of what was typed.
    set(&mut window, NATURAL, "5o");
    assert_eq!(window.cell(NATURAL), "5o");
    assert!(window.findings().iter().any(|(rule, _)| rule == "count-form"));
}

#[test]
fn what_is_set_before_the_report_is_open_is_in_it() {
    let disk = disk();
    let mut kept = Window::start(&disk, opening(2025));
    kept.settle();
    kept.type_cell(BUSINESS, "9");
    kept.settle();
    drop(kept.close());
    let mut window = Window::start(&disk, opening(2025));
    assert_eq!(read(&window, NATURAL).as_deref(), Some(""), "it is read while it is opened");
    set(&mut window, NATURAL, "3");
    assert_eq!((read(&window, NATURAL).as_deref(), changes(&window)), (Some("3"), 1));
    window.settle();
    assert_eq!((window.cell(NATURAL).as_str(), window.cell(BUSINESS).as_str()), ("3", ""));
    assert!(window.message().contains("另有一份 2025 年的草稿"), "{}", window.message());
    assert_eq!(disk.borrow().kept().len(), 2, "the kept one stands beside it");
}

#[test]
fn another_report_is_handed_in_before_the_first_is_open() {
    let mut window = Window::start(&disk(), opening(2025));
    let seen = window.seen();
    window.send(Event::HostOpenedDraft { draft: blank(2024), seen });
    window.settle();
    assert_eq!(window.desk.session().map(|session| session.report().year), Some(2024));
    let settled =
        window.told.iter().filter(|telling| **telling == HostNotification::Opened).count();
    assert_eq!((settled, changes(&window)), (1, 1));
}

#[test]
fn opening_what_was_handed_in_is_no_change() {
    let disk = disk();
    let mut window = Window::start(&disk, opening(2025));
    window.settle();
    assert_eq!(changes(&window), 0);
    window.type_cell(NATURAL, "3");
    window.settle();
    assert!(changes(&window) > 0);
    let draft = window.draft();
    drop(window.close());
    let mut same = Window::start(&disk, Opening { draft, ..opening(2025) });
    same.settle();
    assert_eq!((same.cell(NATURAL).as_str(), changes(&same)), ("3", 0));
    drop(same.close());
    let mut kept = Window::start(&disk, opening(2025));
    kept.settle();
    assert_eq!((kept.cell(NATURAL).as_str(), changes(&kept)), ("3", 1), "another took its place");
    // After a trap the restored report may be older than the one before.
    let again = Opening { recovered: true, ..opening(2024) };
    let mut again = Window::start(&disk, again);
    again.settle();
    assert_eq!(changes(&again), 1);
}

#[test]
fn the_end_of_the_opening_is_told_once_whatever_is_opened() {
    let disk = disk();
    let remembered =
        Some(Record { key: "remembered".to_owned(), draft: blank(2025), ..Record::default() });
    for opening in [
        Opening { embedded: true, ..Opening::default() },
        opening(2025),
        Opening { recovered: true, remembered, ..opening(2025) },
        Opening { current: Some("nothing".to_owned()), ..opening(2025) },
    ] {
        let mut window = Window::start(&disk, opening);
        window.settle();
        window.press("home", ButtonData::default());
        window.settle();
        let settled =
            window.told.iter().filter(|telling| **telling == HostNotification::Opened).count();
        assert_eq!(settled, 1);
    }
}

#[test]
fn the_report_that_was_open_last_goes_back() {
    let mut window = element();
    window.type_cell(NATURAL, "3");
    window.settle();
    window.press("home", ButtonData::default());
    window.settle();
    assert!(window.draft().is_none(), "no report is open");
    assert_eq!(read(&window, NATURAL).as_deref(), Some("3"));
    set(&mut window, BUSINESS, "4");
    let report = window.desk.into_session().expect("a report").report().clone();
    assert_eq!((report.text(cell(NATURAL)), report.text(cell(BUSINESS))), ("3".into(), "4".into()));
    let mut window = element();
    window.type_cell(NATURAL, "3");
    let draft = window.draft().expect("a report");
    let session = window.desk.into_session().expect("a report");
    assert_eq!(session.report(), &draft::read(&draft).expect("a draft"));
    // A page of its own hands its report to no program.
    let mut window = crate::begun();
    window.press("home", ButtonData::default());
    assert!(window.desk.into_session().is_none());
}

#[test]
fn apart() {
    let disk = disk();
    let mut both = [2025, 2024].map(|year| Window::start(&disk, opening(year)));
    for (window, text) in both.iter_mut().zip(["12", "7"]) {
        window.settle();
        set(window, NATURAL, text);
    }
    assert_eq!(both.map(|window| window.cell(NATURAL)), ["12", "7"]);
}

#[test]
fn in_listeners() {
    let mut window = element();
    window.told.clear();
    window.type_cell(NATURAL, "5");
    // The host page is notified of a change after the transition, and then sets the text it read.
    while window.told.contains(&HostNotification::Changed) {
        window.told.clear();
        let text = read(&window, NATURAL).expect("a report");
        set(&mut window, BUSINESS, &text);
    }
    assert_eq!(window.cell(BUSINESS), "5");
}

#[test]
fn up_and_down() {
    let disk = disk();
    let mut window = Window::start(&disk, opening(2025));
    set(&mut window, NATURAL, "1");
    window.settle();
    window.type_cell(BUSINESS, "2");
    window.leave();
    let mut session = window.desk.into_session().expect("a report");
    session.put(cell("requests.new.legal"), "3");
    let again = Opening { draft: Some(session.draft()), fresh: false, ..opening(2025) };
    let mut window = Window::start(&disk, again);
    window.settle();
    let cells = [NATURAL, BUSINESS, "requests.new.legal"].map(|id| window.cell(id));
    assert_eq!(cells, ["1", "2", "3"]);
}
