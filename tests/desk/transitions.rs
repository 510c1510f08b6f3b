//! A test for every event and every button: those that the twins of the browser tests do not cover
//! are here, and the last two tests check that none is left out.

use crate::world::{Asked, Opening, Window, cell, disk};
use crate::{begun, opened};
use nianbao::desk::{ButtonData, Event, FontAction, FontsUpdate};
use nianbao::edition::TableKey;
use nianbao::report::Part;
use nianbao::session::outbox::Delivery;
use nianbao::view::fonts::FontSettings;
use nianbao::view::{Act, ElementId};
use std::fs;
use std::path::Path;

// ---- Starting ----

#[test]
fn the_first_screen_lists_what_is_kept() {
    let mut window = Window::open(&disk());
    assert!(window.shows("new") && window.draft().is_none());
    assert!(matches!(window.asked.front(), Some(Asked::Read(_))));
    window.settle();
    assert_eq!(window.offered(), 0);
}

#[test]
fn a_draft_that_is_gone_is_said_to_be() {
    let disk = disk();
    let opening = Opening { current: Some("nothing".to_owned()), ..Opening::default() };
    let mut window = Window::start(&disk, opening);
    window.settle();
    assert!(window.message().contains("已经没有这份草稿"), "{}", window.message());
    assert_eq!(window.current, None);
}

#[test]
fn a_draft_that_is_handed_in_goes_on_or_stands_beside() {
    let mut window = begun();
    window.type_cell("requests.new.natural", "3");
    window.settle();
    let (disk, draft) = (window.disk.clone(), window.draft());
    drop(window.close());
    let opening = |draft: Option<String>, fresh| Opening { draft, fresh, ..Opening::default() };
    let mut same = Window::start(&disk, opening(draft.clone(), false));
    same.settle();
    assert_eq!(disk.borrow().kept().len(), 1, "the very text goes on with its record");
    let other = draft
        .map(|draft| draft.replace("\"requests.new.natural\": 3", "\"requests.new.natural\": 4"));
    let mut beside = Window::start(&disk, opening(other, false));
    beside.settle();
    assert!(beside.message().contains("另有一份 2025 年的草稿"), "{}", beside.message());
    assert_eq!(disk.borrow().kept().len(), 2);
}

// ---- Writing ----

#[test]
fn fields_controls_and_units_are_edits() {
    let mut window = opened("distinct-2021");
    window.send(Event::ControlTyped { cell: cell("requests.new.total"), text: "7".to_owned() });
    let report = |window: &Window| window.desk.session().expect("a report").report().clone();
    assert!(report(&window).control(cell("requests.new.total")).is_some());
    let amount = cell("disclosure.fees.amount");
    if report(&window).form().cell(amount).is_some() {
        window.send(Event::UnitChosen { cell: amount, unit: "元".to_owned() });
        assert_eq!(report(&window).units.get(&amount).map(String::as_str), Some("元"));
    }
    window.fill("agency.name", "示例市乙局");
    assert_eq!(report(&window).agency.name, "示例市乙局");
    window.fill("year", "abc");
    assert!(window.message().contains("“abc”没有采用"), "{}", window.message());
    window.fill("as_issued", "true");
    assert!(report(&window).as_issued());
    window.fill("edition", "2019");
    assert_eq!(report(&window).edition().id, "2019");
    window.fill("table_editions.requests", "2021");
    assert_eq!(report(&window).table_editions().len(), 1);
    window.fill("rule_packs.没有的", "true");
    assert_eq!(report(&window).rule_packs, ["没有的"]);
}

#[test]
fn a_form_that_changes_keeps_the_place_and_the_focus() {
    let mut window = begun();
    window.screen.focus = Some("nb-f-as_issued".to_owned());
    window.fill("as_issued", "true");
    assert_eq!(window.screen.focus.as_deref(), Some("nb-f-as_issued"));
    window.press("undo", ButtonData::default());
    let report = window.desk.session().expect("a report").report();
    assert!(!report.as_issued());
}

#[test]
fn a_name_suggests_the_level_until_one_is_chosen() {
    let mut window = Window::open(&disk());
    window.settle();
    window.click("new");
    window.fill("new.name", "示例县教育局");
    assert_eq!(window.field("nb-f-new.level"), "county_department");
    window.click("new.create");
    assert!(window.words("nb-new-note").contains("请选择单位层级"), "no level was chosen");
    window.fill("new.level", "township");
    window.fill("new.name", "示例市");
    assert_eq!(window.field("nb-f-new.level"), "township", "what was chosen stays");
    window.fill("new.year", "1999");
    window.click("new.create");
    assert!(window.words("nb-new-note").contains("2008 到 2100"));
}

#[test]
fn offers_are_taken_and_confirmed() {
    let mut window = begun();
    let id = "requests.new.natural";
    let offer = || ButtonData {
        to: Some(id.to_owned()),
        value: Some("5".to_owned()),
        ..ButtonData::default()
    };
    window.press("take", offer());
    assert_eq!(window.cell(id), "5");
    window.press("presume", ButtonData { value: Some("6".to_owned()), ..offer() });
    let presumed =
        |window: &Window| window.desk.session().expect("a report").report().presumed.len();
    assert_eq!((window.cell(id).as_str(), presumed(&window)), ("6", 1));
    window.press("confirm", offer());
    assert_eq!(presumed(&window), 0);
}

#[test]
fn numbers_in_the_text_are_shown() {
    let mut window = opened("distinct-2021");
    window.send(Event::NumberClicked(0));
    assert!(window.done.contains(&"show nb-n-0".to_owned()));
    let data = ButtonData {
        part: Some("overview".to_owned()),
        name: Some("0".to_owned()),
        ..ButtonData::default()
    };
    window.press("number", data);
    assert!(window.done.contains(&"select number overview 0".to_owned()));
}

#[test]
fn a_moment_of_quiet_speaks_what_is_new() {
    let mut window = begun();
    window.send(Event::Idle);
    window.type_cell("requests.new.natural", "1o");
    window.send(Event::Idle);
    assert!(!window.words("nb-heard").is_empty(), "a finding is new");
}

// ---- Findings ----

#[test]
fn findings_lead_on() {
    let mut window = begun();
    window.press("finding.next", ButtonData::default());
    assert!(window.message().contains("没有发现问题"), "{}", window.message());
    window.type_cell("requests.new.natural", "1o");
    window.type_cell("disputes.review.upheld", "2o");
    for (act, there) in [
        ("finding.next", "nb-c-requests.new.natural"),
        ("finding.next", "nb-c-disputes.review.upheld"),
        ("finding.previous", "nb-c-requests.new.natural"),
    ] {
        window.press(act, ButtonData::default());
        assert_eq!(window.screen.focus.as_deref(), Some(there), "{act}");
    }
    let data = ButtonData { to: Some("requests.new.natural".to_owned()), ..ButtonData::default() };
    window.press("finding", ButtonData { part: Some("requests".to_owned()), ..data.clone() });
    assert!(window.title().contains("三、"));
    window.press("unfold", data);
    assert_eq!(window.screen.focus.as_deref(), Some("nb-c-requests.new.natural"));
}

/// A finding about words leads to the field or the editor where they are, or where they are missing.
#[test]
fn findings_lead_to_fields() {
    let mut window = begun();
    window.fill("preface.postcode", "12345");
    window.fill("preface.period.to", "2025.11.30");
    window.fill("signature.date", "2026-13-40");
    window.write(Part::Overview, "本年度主动公开信息120条，在网站公布，定期检查。");
    window.write(Part::Disclosure, "该部分以表格形式报告");
    let mut lead = |rule: &str| {
        let session = window.desk.session().expect("a report");
        let found = session.findings().find(|finding| finding.rule.id == rule);
        let finding = found.unwrap_or_else(|| panic!("{rule} finds nothing")).key();
        window.screen.focus = None;
        window.done.clear();
        window.press("finding", ButtonData { finding: Some(finding), ..ButtonData::default() });
        let caret = window.done.iter().find(|done| done.starts_with("to paragraph")).cloned();
        window.screen.focus.clone().or(caret)
    };
    for (rule, there) in [
        ("postcode", "nb-f-preface.postcode"),
        ("period", "nb-f-preface.period.from"),
        ("signature-date", "nb-f-signature.date"),
        ("five-aspects", "to paragraph nb-prose-overview 0"),
        ("placeholder", "to paragraph nb-prose-disclosure 0"),
    ] {
        assert_eq!(lead(rule).as_deref(), Some(there), "{rule}");
    }
}

// ---- Fonts ----

#[test]
fn wishes_about_fonts_are_handed_on() {
    let mut window = begun();
    let face = || ButtonData { to: Some("fang".to_owned()), ..ButtonData::default() };
    window.press("fonts.file", face());
    window.press("fonts.local", ButtonData::default());
    window.press("fonts.remove", face());
    window.fill("fonts.stand_in", "true");
    let fang = || "fang".to_owned();
    assert_eq!(
        window.wishes,
        [
            FontAction::Choose(Some(fang())),
            FontAction::ScanSystem,
            FontAction::Remove(fang()),
            FontAction::AllowFallback(true)
        ]
    );
    window.send(Event::FontsListed(FontSettings::default()));
    assert!(window.dialog().contains("还没有选"), "{}", window.dialog());
    window.send(Event::FontInspectionStarted("正在看这个字体文件…"));
    assert_eq!(window.words("nb-fonts-note"), "正在看这个字体文件…");
    window.send(Event::FontsUpdated(FontsUpdate {
        settings: FontSettings::default(),
        set: vec!["仿宋用“甲”，已经记住。".to_owned()],
        refused: Vec::new(),
        focus: ElementId::FontsFile,
    }));
    assert!(window.words("nb-fonts-note").contains("已经记住"));
    assert_eq!(window.screen.focus.as_deref(), Some("nb-fonts-file"));
}

// ---- The rest of the buttons ----

#[test]
fn buttons_that_open_dialogs() {
    let mut window = begun();
    for (act, words) in [("keys", "F8"), ("offline", "联网"), ("scan", "扫码枪"), ("new", "新建")]
    {
        window.press(act, ButtonData::default());
        assert!(window.dialog().contains(words), "{act}: {}", window.dialog());
        window.settle();
        window.press("dialog.close", ButtonData::default());
        assert_eq!(window.dialog(), "", "{act}");
    }
}

#[test]
fn buttons_of_the_page() {
    let mut window = begun();
    window.press("type", ButtonData::default());
    assert!(window.disk.borrow().large && window.message().contains("大字"));
    window.press("bold", ButtonData::default());
    assert_eq!(window.done.last().map(String::as_str), Some("bold"));
    window.press("skip", ButtonData::default());
    assert!(window.done.contains(&"into the part".to_owned()));
    window.press("open", ButtonData::default());
    assert_eq!(window.choosing, Some(crate::world::FilePurpose::Open));
}

#[test]
fn a_kept_draft_is_thrown_away_only_after_a_yes() {
    let mut window = begun();
    let key = window.current.clone().expect("a report");
    window.press("home", ButtonData::default());
    window.settle();
    window.press("forget", ButtonData { key: Some(key.clone()), ..ButtonData::default() });
    assert_eq!(window.disk.borrow().kept().len(), 1);
    window.press("forget.yes", ButtonData { key: Some(key), ..ButtonData::default() });
    window.settle();
    assert_eq!((window.disk.borrow().kept().len(), window.offered()), (0, 0));
    assert!(window.message().contains("已删除"), "{}", window.message());
}

#[test]
fn what_is_at_risk_can_be_left_or_saved_first() {
    for act in ["stay.leave", "stay.save"] {
        let mut window = begun();
        window.fill("nowhere", "true");
        window.type_cell("requests.new.natural", "3");
        window.press("home", ButtonData::default());
        assert!(window.message().contains("请先存成文件"), "{}", window.message());
        window.click(act);
        let left = window.draft().is_none();
        assert_eq!((left, window.downloads.len()), (act == "stay.leave", usize::from(!left)));
    }
}

#[test]
fn a_file_that_is_refused_leaves_everything_as_it_is() {
    let mut window = begun();
    window.refuses_files = true;
    window.press("save", ButtonData::default());
    assert!(window.message().contains("没有让保存文件"), "{}", window.message());
    window.send(Event::FileDelivered {
        file: nianbao::desk::Delivered::Unopened { name: "甲.json".to_owned() },
        delivery: Delivery::Taken,
    });
    assert!(window.message().contains("《甲.json》已交给浏览器下载"), "{}", window.message());
}

#[test]
fn the_rest_of_a_table_is_filled_with_zeros() {
    let mut window = begun();
    window.press(
        "fill-zero",
        ButtonData { table: Some(TableKey::Disputes), ..ButtonData::default() },
    );
    assert!(window.message().contains("个空着的格填成了 0"), "{}", window.message());
}

// ---- None is left out ----

fn source(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of all tests in this folder.
fn tests() -> String {
    text_of(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desk")))
}

/// The text of a file, or of all files in a folder and in the folders below it.
fn text_of(path: &Path) -> String {
    if path.is_file() {
        return fs::read_to_string(path).expect("a test");
    }
    let entries = fs::read_dir(path).expect("the tests");
    entries.map(|entry| text_of(&entry.expect("an entry").path())).collect()
}

#[test]
fn every_event_has_a_test() {
    let events = source("src/desk/event.rs");
    let list = events.split_once("pub enum Event {").expect("the events").1;
    let list = list.split_once("\n}").expect("their end").0;
    // The names are indented once, and their fields twice.
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .filter_map(|line| line.split(['(', ',', ' ']).next())
        .collect();
    assert!(names.len() > 30, "{names:?}");
    let tests = tests();
    for name in names {
        assert!(tests.contains(&format!("Event::{name}")), "no test sends Event::{name}");
    }
}

#[test]
fn every_button_has_a_test() {
    let tests = tests();
    for act in Act::ENTRIES {
        let act = act.pattern;
        assert!(tests.contains(&format!("\"{act}\"")), "no test presses {act}");
    }
}
