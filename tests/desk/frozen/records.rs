//! Twins of the browser tests of `frozen::records`, judged by the state alone: what version 0.1
//! left in browsers is found again. `tests/corpus/0.1/browser.json` holds it as version 0.1 wrote
//! it.

use crate::world::{self, Opening, Record, Shared, Window, attribute, tags};
use nianbao::desk::{ButtonData, merge};
use nianbao::report::Part;
use nianbao::session::outbox::Ticks;
use serde_json::Value;
use std::cmp::Reverse;
use std::fs;

/// What version 0.1 left in a browser.
fn dump() -> Value {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/0.1/browser.json");
    serde_json::from_str(&fs::read_to_string(file).expect("the records")).expect("JSON")
}

fn text_of<'a>(store: &'a Value, key: &str) -> &'a str {
    store[key].as_str().unwrap_or_else(|| panic!("no {key}"))
}

/// The same as a disk that windows open.
fn disk() -> Shared {
    let dump = dump();
    let record = |record: Value| -> Record { serde_json::from_value(record).expect("a record") };
    let keyed = |record: Record| (record.key.clone(), record);
    let stored = dump["databases"][0]["stores"][0]["records"].as_array().expect("records");
    let local = dump["localStorage"].as_object().expect("notes");
    let notes = local.iter().filter(|(name, _)| name.starts_with("nianbao:note:"));
    let notes = notes.map(|(_, note)| serde_json::from_str(note.as_str().expect("a note")));
    let ticks: Ticks =
        serde_json::from_str(text_of(&dump["localStorage"], "nianbao:export")).expect("ticks");
    let packs = serde_json::from_str(text_of(&dump["localStorage"], "nianbao:packs"));
    let disk = world::disk();
    {
        let mut disk = disk.borrow_mut();
        disk.records = stored.iter().cloned().map(record).map(keyed).collect();
        disk.notes = notes.map(|note| keyed(note.expect("a note"))).collect();
        disk.packs = packs.expect("rule packs");
        disk.ticks = Some(ticks);
        disk.large = text_of(&dump["localStorage"], "nianbao:large") == "1";
        disk.start();
    }
    disk
}

/// The newest version of every draft on a disk, the youngest first.
fn kept(disk: &Shared) -> Vec<Record> {
    let mut kept = disk.borrow().kept();
    kept.sort_by_key(|record| Reverse(record.at));
    kept
}

/// Compares what is open with what was kept.
#[track_caller]
fn is_open(window: &Window, kept: &Record) {
    let current = window.attribute(&format!("nb-go-{}", kept.place), "aria-current");
    assert_eq!(current.as_deref(), Some("true"), "it is open where it was left: {}", kept.place);
    let draft: Value = serde_json::from_str(&kept.draft).expect("JSON");
    let page = window.html();
    for (id, value) in draft["cells"].as_object().expect("cells") {
        let mut value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if let Some(remark) = draft["remarks"][id].as_str() {
            value = format!("{value}（{remark}）");
        }
        // The page does not show cells that the draft holds for a table of another edition.
        if page.contains(&format!("data-cell=\"{id}\"")) {
            assert_eq!(window.cell(id), value, "{id} of {}", kept.agency);
        }
    }
    assert_eq!(window.field("nb-f-agency.name"), kept.agency);
}

/// The boxes that are ticked, by the names of their fields.
fn ticked(html: &str) -> Vec<String> {
    let boxes = tags(html).into_iter().filter(|tag| {
        attribute(tag, "type").as_deref() == Some("checkbox") && tag.contains(" checked")
    });
    boxes.filter_map(|tag| attribute(tag, "data-field")).collect()
}

/// The drafts are listed and open in their newest versions; the other stored settings are applied.
#[test]
fn found() {
    let disk = disk();
    let kept = kept(&disk);
    let mut window = Window::open(&disk);
    window.settle();
    assert_eq!((window.offered(), kept.len()), (3, 3));
    let html = window.html();
    let is_switch = |tag: &&str| attribute(tag, "id").as_deref() == Some("nb-type");
    let switch = tags(&html).into_iter().find(is_switch).expect("the switch");
    assert_eq!(attribute(switch, "aria-pressed").as_deref(), Some("true"), "large type");
    let list = window.words("nb-kept");
    for record in &kept {
        let title = format!("{} · {} 年", record.agency, record.year);
        assert!(list.contains(&title) && list.contains(&record.from), "{title}: {list}");
    }
    let go_on_with = |window: &mut Window, record: &Record| {
        window.click_with("continue", &[("data-key", &record.key)]);
        window.settle();
    };
    for record in &kept {
        go_on_with(&mut window, record);
        is_open(&window, record);
        assert!(window.saved().contains("已"), "the page calls it saved: {}", window.saved());
        window.click("home");
        window.settle();
        assert_eq!(window.offered(), 3);
    }
    let worked = kept.iter().find(|record| record.from.contains("worked")).expect("a draft");
    go_on_with(&mut window, worked);
    window.go("info");
    assert!(window.html().contains("data-field=\"rule_packs.示例县核对要求\""), "the rule pack");
    window.press("export", ButtonData::default());
    assert_eq!(ticked(&window.dialog_html()), ["export.html-fragment", "export.xlsx"]);
}

/// A window that is loaded again goes on where it was, with the note that it left.
#[test]
fn resumed() {
    let disk = disk();
    let dump = dump();
    let current = text_of(&dump["sessionStorage"], "nianbao:current").to_owned();
    let kept = kept(&disk);
    let open = kept.iter().find(|record| record.key == current).expect("its draft");
    let stored = disk.borrow().records.get(&current).cloned().expect("its record");
    let note = disk.borrow().notes.get(&current).cloned().expect("its note");
    assert_eq!(merge(vec![stored], vec![note]).records[0].draft, open.draft);
    let mut window = Window::start(&disk, Opening { current: Some(current), ..Opening::default() });
    window.settle();
    is_open(&window, open);
    let number = window.cell("requests.granted.natural");
    assert_eq!(number, "77", "the note is younger than its record");
    window.go(Part::Requests.id());
    window.type_cell("requests.granted.research", "6");
    window.settle();
    assert!(window.saved().contains("已自动保存"), "{}", window.saved());
    assert!(disk.borrow().notes.is_empty());
    assert!(disk.borrow().records[&open.key].draft.contains("77"));
}
