//! Twins of the browser tests of `embed::shadow`, judged by the state alone: a whole report, the
//! editors, and undo.

use super::element;
use crate::filing::{Paper, exports, type_whole};
use crate::world::{Opening, Window, attribute, disk, tags, words_of};
use nianbao::desk::ButtonData;
use nianbao::report::Part;

/// A whole report, typed from the first screen to the last paragraph, and its Word file.
#[test]
fn filed() {
    let opening = Opening { embedded: true, ..Opening::default() };
    let mut window = Window::start(&disk(), opening);
    window.settle();
    type_whole(&mut window, &Paper::of("distinct-2021-as-issued"));
    assert!(exports(&mut window, "docx").bytes.starts_with(b"PK"));
}

/// The words of the numbers that are listed beside a text.
fn numbers(window: &Window, part: &str) -> Vec<(String, String)> {
    let html = window.html();
    let listed = tags(&html).into_iter().filter(|tag| {
        attribute(tag, "data-act").as_deref() == Some("number")
            && attribute(tag, "data-part").as_deref() == Some(part)
    });
    let words = |tag: &str| {
        let rest = html.split_once(tag).expect("the tag").1;
        words_of(rest.split_once("</button>").expect("its end").0)
    };
    listed.map(|tag| (attribute(tag, "data-name").expect("its place"), words(tag))).collect()
}

/// Text is made bold, a live field is inserted at the caret, and a listed number is selected.
#[test]
fn edited() {
    let mut window = element();
    window.go("requests");
    window.type_cell("requests.new.natural", "12");
    window.go("problems");
    window.press("bold", ButtonData::default());
    assert_eq!(window.done.last().map(String::as_str), Some("bold"));
    window.write(Part::Problems, "**一是**全年收到申请件，比上年多30%。");
    window.click_with("field", &[("data-part", "problems")]);
    window.fill("field.cell", "requests.new.natural");
    window.click("field.insert");
    assert_eq!(window.dialog(), "");
    let inserted = window.done.iter().find(|done| done.starts_with("insert ")).expect("a field");
    assert!(inserted.contains("data-live=\"requests.new.natural\""), "{inserted}");
    assert_eq!(words_of(inserted.strip_prefix("insert ").expect("HTML")), "12");
    window.write(Part::Problems, "**一是**全年收到申请{{requests.new.natural}}件，比上年多30%。");
    // A number of the list is selected in the text.
    let listed = numbers(&window, "problems");
    let (place, _) = listed.iter().find(|(_, words)| words.contains("30")).expect("30% is listed");
    window.click_with("number", &[("data-part", "problems"), ("data-name", place)]);
    assert!(window.done.contains(&format!("select number problems {place}")), "{:?}", window.done);
    window.write(
        Part::Problems,
        "**一是**全年收到申请{{requests.new.natural}}件，比上年多25%。\n\n**二是**加强培训。",
    );
    let report = window.desk.session().expect("a report").report();
    let words: Vec<String> =
        report.prose(Part::Problems).texts.iter().map(|text| text.text(report)).collect();
    assert_eq!(words, ["一是全年收到申请12件，比上年多25%。", "二是加强培训。"]);
}

/// Undo takes back what was typed, and what is typed afterwards stays.
#[test]
fn keys_stay_inside() {
    let mut window = element();
    window.go("requests");
    window.type_cell("requests.new.natural", "12");
    window.press("undo", ButtonData::default());
    assert_eq!(window.cell("requests.new.natural"), "");
    window.type_cell("requests.new.natural", "5");
    assert_eq!(window.cell("requests.new.natural"), "5");
}
