//! The dialog of the manual; and that the manual says what the page shows.

use super::*;
use crate::check::Pack;
use crate::manual::sections as manual;
use crate::rules::RULE_SET;
use crate::view::keys::KEYS;
use std::fs;
use std::path::Path;

fn sections() -> Vec<Section> {
    let section = |level, title: &str, text: &str| Section {
        level,
        title: title.to_owned(),
        pieces: vec![
            Piece::Markup("<p>".to_owned()),
            Piece::Words(text.to_owned()),
            Piece::Markup("</p>".to_owned()),
        ],
    };
    vec![
        section(1, "使用说明", "先看这里"),
        section(2, "填表", "没有的填 0"),
        section(3, "粘贴", "按 Ctrl+V，<粘贴>一块"),
    ]
}

#[test]
fn the_whole_manual_stands_in_the_dialog() {
    insta::assert_snapshot!(dialog(&sections()).replace("><", ">\n<"));
}

#[test]
fn the_chapters_lead_to_their_headings_and_parts_are_not_listed() {
    let dialog = dialog(&sections());
    assert!(dialog.contains("data-to=\"1\""));
    assert!(dialog.contains("<h2 id=\"nb-manual-at-1\" tabindex=\"-1\">填表</h2>"));
    assert!(!dialog.contains("data-to=\"2\""));
}

#[test]
fn a_search_leaves_what_holds_its_words_and_marks_them() {
    let (found, hits) = text(&sections(), &Search::new(" 粘贴 ctrl+v "));
    // The heading of its chapter stands above a part, and nothing else of the chapter.
    assert!(
        found.starts_with("<h2 id=\"nb-manual-at-1\" tabindex=\"-1\">填表</h2><h3 "),
        "{found}"
    );
    assert!(!found.contains("没有的填 0"), "{found}");
    assert_eq!(hits, 3);
    for piece in [
        "<mark id=\"nb-manual-hit-0\">粘贴</mark></h3>",
        "<p>按 <mark id=\"nb-manual-hit-1\">Ctrl+V</mark>，&lt;",
        "&lt;<mark id=\"nb-manual-hit-2\">粘贴</mark>&gt;一块</p>",
    ] {
        assert!(found.contains(piece), "{found}");
    }
    let (all, none) = text(&sections(), &Search::default());
    assert_eq!((all.matches("<p>").count(), none), (3, 0));
}

#[test]
fn a_search_in_vain_is_said() {
    let (nothing, hits) = text(&sections(), &Search::new("<没有>"));
    assert!(nothing.contains("没有找到。换一个词试试"), "{nothing}");
    assert_eq!(hits, 0);
    assert_eq!(found(" <没有> ", 0, 0), "没有找到“&lt;没有&gt;”");
    assert_eq!(found("粘贴", 3, 1), "第 2 处，共 3 处");
    assert_eq!(found("  ", 0, 0), "");
}

// ---- The manual beside the page ----

/// The words of a section, a piece a line.
fn texts_of(section: &Section) -> Vec<&str> {
    let texts = section.pieces.iter().filter_map(|piece| match piece {
        Piece::Words(text) => Some(text.as_str()),
        Piece::Markup(_) => None,
    });
    texts.collect()
}

/// The sources of the page with its texts, without comments and tests.
fn texts_of_the_page() -> String {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut left: Vec<_> =
        ["view.rs", "view", "desk", "edition", "narrative.rs", "document", "layout", "draft"]
            .iter()
            .map(|name| sources.join(name))
            .collect();
    let mut texts = String::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            left.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            let source = fs::read_to_string(&path).expect("a source");
            let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for line in source.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
                // A text may go on in the next line.
                match line.strip_suffix('\\') {
                    Some(begun) => texts.push_str(begun),
                    None => texts.extend([line, "\n"]),
                }
            }
        }
    }
    texts
}

#[test]
fn every_name_that_the_manual_quotes_stands_in_the_page() {
    let page = texts_of_the_page();
    let sections = manual();
    let names: Vec<&str> = sections
        .iter()
        .flat_map(texts_of)
        .flat_map(|text| text.split('“').skip(1).filter_map(|rest| rest.split('”').next()))
        .collect();
    assert!(names.len() > 100, "{} names", names.len());
    let missing: Vec<&str> = names.into_iter().filter(|name| !page.contains(name)).collect();
    assert!(missing.is_empty(), "the page has no {missing:?}");
}

#[test]
fn the_manual_lists_the_keys_of_the_key_list() {
    for (context, keys) in KEYS {
        let section = manual().into_iter().find(|section| section.title == context).expect(context);
        let listed = texts_of(&section);
        let rows: Vec<(String, String)> = listed
            .chunks_exact(2)
            .skip(1)
            .map(|row| (row[0].to_owned(), row[1].to_owned()))
            .collect();
        let as_told = |text: &str| text.replace(" / ", "、");
        let expected: Vec<(String, String)> =
            keys.iter().map(|(key, does)| (as_told(key), as_told(does))).collect();
        let end = expected.len();
        assert_eq!(rows.get(..end), Some(expected.as_slice()), "{context}");
    }
}

#[test]
fn the_rule_pack_in_the_manual_is_one() {
    let all = manual();
    let section = all.last().expect("sections");
    let json = texts_of(section).concat();
    let end = json.rfind('}').expect("an object") + 1;
    let pack = Pack::read(&RULE_SET, &json[..end]).expect("a rule pack");
    assert_eq!(pack.name, "示例县核对要求");
}
