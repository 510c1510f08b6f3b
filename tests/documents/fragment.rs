//! The HTML fragment for content systems: it looks like a report without any style sheet, and has
//! the same content as the page.

use crate::{fixture, written};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::draft;
use nianbao::export::{Format, html};
use nianbao::import;
use nianbao::recognize::Difference;

fn fragment(name: &str) -> String {
    String::from_utf8(written(&fixture(name), Format::HTML_FRAGMENT)).expect("text")
}

/// The start tags of all elements with this name.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    html.split(start.as_str())
        .skip(1)
        .filter(|rest| rest.starts_with([' ', '>']))
        .map(|rest| &rest[..rest.find('>').expect("an end")])
        .collect()
}

/// The text without an attribute, wherever it occurs.
fn without(html: &str, attribute: &str) -> String {
    let start = format!(" {attribute}=\"");
    let mut pieces = html.split(start.as_str());
    let first = pieces.next().expect("a piece").to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('"').expect("an end").1)
}

#[test]
fn tables_have_lines_by_themselves() {
    for name in ["distinct-2019", "distinct-2021"] {
        let html = fragment(name);
        assert!(!html.contains("<style"), "{name}");
        let tables = tags(&html, "table");
        assert_eq!(tables.len(), 3, "{name}");
        for table in tables {
            for part in [
                "border=\"1\"",
                "cellspacing=\"0\"",
                "cellpadding=\"4\"",
                "width:100%",
                "border-collapse:collapse",
            ] {
                assert!(table.contains(part), "{name}: {part} in {table}");
            }
        }
        let (heads, numbers) = (tags(&html, "th"), tags(&html, "td"));
        assert!(heads.len() > 40 && numbers.len() > 150, "{name}");
        let is = |tag: &str, part: &str| tag.contains(part);
        assert!(
            heads
                .iter()
                .chain(&numbers)
                .all(|tag| is(tag, "border:1px solid #333") && is(tag, "padding:4px")),
            "{name}"
        );
        assert!(
            numbers.iter().all(|tag| is(tag, "text-align:center"))
                && heads.iter().all(|tag| is(tag, "font-weight:normal")),
            "{name}"
        );
        // Of the labels, those in the rows of the widest table are left-aligned.
        let left = heads.iter().filter(|tag| is(tag, "text-align:left")).count();
        assert!(left > 15 && left < heads.len() / 2, "{name}: {left}");
        assert!(
            heads.iter().filter(|tag| is(tag, "text-align:left")).all(|tag| is(
                tag,
                "scope=\"row\""
            ) && is(
                tag,
                "nianbao-requests-"
            )),
            "{name}"
        );
    }
}

/// After a content system has removed all styles, the tables still have lines, and the fragment is
/// read back unchanged.
#[test]
fn without_styles_it_is_still_a_report() {
    let report = fixture("distinct-2021");
    let html = without(&fragment("distinct-2021"), "style");
    assert_eq!(html.matches("border=\"1\"").count(), 3);
    let imported =
        import::import(html.as_bytes(), &import::ImportOptions::default()).expect("a report");
    assert_eq!(
        (&imported.differences[..], draft::write(&imported.report, "1")),
        (&[] as &[Difference], draft::write(&report, "1"))
    );
}

/// Except for its styles the fragment equals the content of the page; and the fragment for pages
/// with a style sheet has no styles of its own, which the policy of such a page may forbid.
#[test]
fn it_is_the_report_of_the_page() {
    for name in ["distinct-2019", "distinct-2021"] {
        let report = fixture(name);
        let looks = ["style", "border", "cellspacing", "cellpadding"];
        let bare = looks.iter().fold(fragment(name), |html, attribute| without(&html, attribute));
        let page = String::from_utf8(written(&report, Format::HTML)).expect("text");
        let article =
            &page[page.find("<article").expect("a report")..page.find("</main>").expect("its end")];
        assert_eq!(bare.trim_end(), article.trim_end(), "{name}");
        let document = compose(&report, &DocumentOptions::default());
        assert_eq!(html::plain(&document, &draft::printed_part(&report)), bare, "{name}");
    }
}
