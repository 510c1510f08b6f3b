//! Twins of the browser tests of `embed::filling`, judged by the state alone: a report that is
//! filled in inside the element, handed in, moved and read by the embedding page.

use super::{begun_in, element, opening};
use crate::filing::{exports, has_extension};
use crate::world::{Opening, Window, cell, disk};
use nianbao::desk::{ButtonData, Event, HostNotification};
use nianbao::report::Part;
use nianbao::session::PastedGrid;
use serde_json::{Value, json};

/// A rule pack, as the host page passes it to the element.
const PACK: &str = r#"{"nianbao_rule_pack": 1, "name": "示例县核对要求", "terms": [{ "wrong": "放管服", "right": "优化服务" }]}"#;

/// A report with a wrong sum, a placeholder in the text, and the previous report.
fn handed() -> Value {
    let last: Value = serde_json::from_str(&crate::corpus("suqian-2024")).expect("JSON");
    let mut draft = last.clone();
    draft["year"] = json!(2025);
    draft["sections"]["problems"] = json!("办结XX件。");
    draft["cells"]["requests.new.natural"] = json!(1);
    draft["last_year"] = last;
    draft
}

/// An element that begins with that report.
fn handing_in() -> Opening {
    Opening { draft: Some(handed().to_string()), fresh: false, ..opening(2025) }
}

fn finds(window: &Window, wanted: &str) -> bool {
    window.findings().iter().any(|(rule, _)| rule == wanted)
}

/// Numbers can be typed, checked, undone and pasted. The host page is notified of findings, and the
/// button of a finding works.
#[test]
fn typed() {
    let mut window = element();
    window.go("info");
    window.fill("preface.basis", "《条例》");
    for part in ["disclosure", "disputes", "requests"] {
        window.go(part);
    }
    window.type_cell("requests.new.natural", "12");
    window.type_cell("requests.new.legal", "−3");
    assert!(finds(&window, "count-form"), "what cannot be is found");
    window.click("undo");
    assert_eq!(window.cell("requests.new.legal"), "", "it is taken back");
    window.click("redo");
    assert_ne!(window.cell("requests.new.legal"), "");
    window.click("undo");
    window.go("overview");
    window.write(Part::Overview, "2025年收到申请XX件。");
    window.go("requests");
    let grid = PastedGrid::from_text("1\t2\n3\t4");
    window.send(Event::Pasted { cell: cell("requests.new.business"), grid });
    window.click("paste.apply");
    assert_eq!(window.cell("requests.new.research"), "2", "what was pasted is there");
    window.type_cell("requests.new.welfare", "5");
    window.press("rules", ButtonData::default());
    assert!(window.dialog().contains("规则"), "{}", window.dialog());
    window.click("dialog.close");
    assert_eq!(window.dialog(), "");
    let numbers = [window.cell("requests.new.natural"), window.cell("requests.new.business")];
    assert_eq!(numbers, ["12", "1"]);
    assert!(finds(&window, "placeholder"), "the words are judged");
    let told = window
        .told
        .iter()
        .any(|telling| matches!(telling, HostNotification::FindingsChanged { .. }));
    assert!(told, "and that is told");
    assert!(!window.message().contains("出了错"), "nothing went wrong on the way");
}

/// In a report with text, a wrong sum and the previous report, the text is checked, causes are
/// found, and the rule pack is used.
#[test]
fn handed_in() {
    let mut draft = handed();
    draft["rule_packs"] = json!(["示例县核对要求"]);
    let packs = vec![PACK.to_owned()];
    let opening = Opening { draft: Some(draft.to_string()), packs, ..handing_in() };
    let mut window = begun_in(&disk(), opening);
    for part in ["overview", "disclosure", "requests", "disputes", "problems", "other", "info"] {
        window.go(part);
    }
    window.go("requests");
    assert!(finds(&window, "requests-balance"), "the sum is found");
    window.type_cell("requests.new.legal", "1");
    window.click("undo");
    assert!(finds(&window, "placeholder"), "words are judged");
    assert!(window.shows("repair"), "causes are found");
    assert!(window.desk.session().is_some_and(|session| session.report().last_year.is_some()));
    let foot = window.words("nb-foot");
    assert!(foot.contains("规则包 示例县核对要求"), "{foot}");
    assert!(!window.message().contains("出了错"));
}

/// Typed content is not lost when the element is moved, restarted or added again.
#[test]
fn moved() {
    let disk = disk();
    let mut window = begun_in(&disk, handing_in());
    window.go("requests");
    window.type_cell("requests.new.legal", "77");
    // The element is removed and inserted again; the page passes on the key of the open draft.
    let again = |window: Window| {
        let current = window.close().current;
        assert!(current.is_some());
        begun_in(&disk, Opening { current, ..handing_in() })
    };
    let mut window = again(window);
    window.go("requests");
    assert_eq!(window.cell("requests.new.legal"), "77");
    window.type_cell("requests.new.legal", "88");
    // An element with another store does not have the draft, so the page passes it on.
    let draft = window.draft();
    drop(window.close());
    let other = crate::world::disk();
    let window = begun_in(&other, Opening { draft, ..handing_in() });
    assert_eq!(window.cell("requests.new.legal"), "88");
    assert_eq!(window.told.last(), Some(&HostNotification::Opened));
}

/// The host page can get the draft and an exported file at any time.
#[test]
fn asked() {
    let mut window = begun_in(&disk(), handing_in());
    window.told.clear();
    window.type_cell("requests.new.legal", "7");
    assert!(window.told.contains(&HostNotification::Changed));
    let draft: Value = serde_json::from_str(&window.draft().expect("a report")).expect("JSON");
    assert_eq!(draft["cells"]["requests.new.legal"], json!(7), "the draft was had");
    window.around_takes = true;
    let file = exports(&mut window, "docx");
    assert!(has_extension(&file.name, "docx"), "{}", file.name);
}

/// A file that is no draft is refused at once. Another draft can be opened afterwards.
#[test]
fn no_draft() {
    let later = json!({ "nianbao": 99, "year": 2025 }).to_string();
    // The host page passes only reports that it could read, so none is passed at the start.
    let mut window = begun_in(&disk(), Opening { draft: None, ..handing_in() });
    let seen = window.seen();
    window.send(Event::HostOpenedDraft { draft: later, seen });
    assert!(window.message().contains("版本"), "{}", window.message());
    assert!(window.draft().is_none());
    let seen = window.seen();
    window.send(Event::HostOpenedDraft { draft: handed().to_string(), seen });
    assert_eq!(window.cell("requests.new.natural"), "1");
}
