//! Reading what stands in an editor, and the few commands it has.
//!
//! The browser keeps the paragraphs while somebody types; nothing is rewritten under the caret.
//! After each input the text is read into [`Prose`], and paragraphs that look like headings get
//! their class.

use super::{dom, selection};
use crate::edition::CellId;
use crate::report::{Prose, Run, Text};
use crate::view::{Id, heading_class};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlDocument, HtmlElement, Node, Range};

/// Text while it is gathered: what is finished, the runs of the paragraph under way, and whether
/// that is marked as a heading.
#[derive(Default)]
struct Gathered {
    texts: Vec<Text>,
    runs: Vec<Run>,
    heading: bool,
}

impl Gathered {
    fn words(&mut self, words: &str, bold: bool) {
        let words: String = words
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c })
            .filter(|c| *c != '\u{200b}')
            .collect();
        match self.runs.last_mut() {
            Some(Run::Words { text, bold: same }) if *same == bold => text.push_str(&words),
            _ if words.is_empty() => {}
            _ => self.runs.push(Run::Words { text: words, bold }),
        }
    }

    fn end(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(Run::Words { text, .. }) = runs.first_mut() {
            *text = text.trim_start_matches(|c: char| c.is_whitespace()).to_owned();
        }
        if let Some(Run::Words { text, .. }) = runs.last_mut() {
            *text = text.trim_end_matches(|c: char| c.is_whitespace()).to_owned();
        }
        runs.retain(|run| !matches!(run, Run::Words { text, .. } if text.is_empty()));
        if runs.is_empty() {
            return;
        }
        let line: String = runs
            .iter()
            .map(|run| if let Run::Words { text, .. } = run { text.as_str() } else { "0" })
            .collect();
        let heading = self.heading || Prose::looks_like_heading(&line);
        if heading {
            // A heading is bold as a whole; run-ins in it are not marked.
            runs = runs
                .into_iter()
                .map(|run| {
                    if let Run::Words { text, .. } = run {
                        Run::Words { text, bold: false }
                    } else {
                        run
                    }
                })
                .collect();
        }
        self.texts.push(Text { heading, runs });
    }
}

/// The text of an editor or of pasted content.
pub fn read(root: &Element) -> Prose {
    let mut gathered = Gathered::default();
    walk(root, false, &mut gathered, 0);
    gathered.end();
    Prose { texts: gathered.texts }
}

fn walk(node: &Node, bold: bool, gathered: &mut Gathered, depth: usize) {
    // Deeper than any editor makes it: pasted content that is not worth following.
    const DEEPEST: usize = 200;
    let mut child = node.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            gathered.words(&node.node_value().unwrap_or_default(), bold);
            continue;
        }
        let Some(element) = node.dyn_ref::<Element>() else { continue };
        if depth > DEEPEST {
            gathered.words(&element.text_content().unwrap_or_default(), bold);
            continue;
        }
        match element.tag_name().to_ascii_uppercase().as_str() {
            "BR" => gathered.end(),
            "SCRIPT" | "STYLE" | "TEMPLATE" | "TITLE" => {}
            "P" | "DIV" | "LI" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "SECTION"
            | "ARTICLE" | "BLOCKQUOTE" | "UL" | "OL" | "TABLE" | "TR" | "CAPTION" => {
                gathered.end();
                let around =
                    std::mem::replace(&mut gathered.heading, element.has_attribute("data-h"));
                walk(element, false, gathered, depth + 1);
                gathered.end();
                gathered.heading = around;
            }
            // A table has no place in a text: each row becomes a paragraph.
            "TD" | "TH" => {
                walk(element, false, gathered, depth + 1);
                gathered.words(" ", false);
            }
            _ => match element.get_attribute("data-live").and_then(|id| CellId::parse(&id)) {
                Some(id) => gathered.runs.push(Run::Field(id)),
                None => walk(element, is_bold(element, bold), gathered, depth + 1),
            },
        }
    }
}

/// Whether an element is bold: what its style says itself, else its name, else what is around it.
fn is_bold(element: &Element, around: bool) -> bool {
    let style = element.get_attribute("style").unwrap_or_default();
    // Word writes mso-bidi-font-weight beside it, which is about other scripts.
    let weight = style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("font-weight"));
    match weight.map(|(_, value)| value.trim()) {
        Some("normal" | "lighter" | "100" | "200" | "300" | "400" | "500") => false,
        Some(_) => true,
        None => {
            around || matches!(element.tag_name().to_ascii_uppercase().as_str(), "B" | "STRONG")
        }
    }
}

/// Gives every paragraph the class it deserves by its looks.
pub fn mark_headings(root: &Element) {
    let mut child = root.first_element_child();
    while let Some(paragraph) = child {
        child = paragraph.next_element_sibling();
        let text = paragraph.text_content().unwrap_or_default();
        // Enter at the end of a heading copies its mark to the new paragraph: an empty one is none.
        if text.trim().is_empty() && paragraph.has_attribute("data-h") {
            let _ = paragraph.remove_attribute("data-h");
        }
        let heading = paragraph.has_attribute("data-h") || Prose::looks_like_heading(&text);
        if heading != (paragraph.class_name() == heading_class()) {
            paragraph.set_class_name(if heading { heading_class() } else { "" });
        }
    }
}

/// The editing commands of the browser. Deprecated, and the only ones that every engine since 2018
/// has, with IME and selection in order.
fn command(name: &str, value: &str) {
    if let Ok(document) = dom::document().dyn_into::<HtmlDocument>() {
        let _ = document.exec_command_with_show_ui_and_value(name, false, value);
    }
}

/// New paragraphs are `p`.
pub fn prepare() {
    command("defaultParagraphSeparator", "p");
}

thread_local! {
    /// What was selected before a dialog took the focus.
    static SELECTED: RefCell<Option<Range>> = const { RefCell::new(None) };
}

/// Remembers what is selected in an editor.
pub fn keep_selection() {
    SELECTED.set(selection::selected().map(|range| range.clone_range()));
}

/// Selects what was remembered, if it is in that editor; else puts the caret at its end.
pub fn restore_selection(id: &Id) {
    let Some(editor) = dom::get(id).and_then(|editor| editor.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let _ = editor.focus();
    let inside = |range: &Range| {
        range.common_ancestor_container().is_ok_and(|node| editor.contains(Some(&node)))
    };
    let range = SELECTED.take().filter(inside).or_else(|| {
        let range = dom::document().create_range().ok()?;
        let last = editor.last_element_child().unwrap_or_else(|| editor.clone().into());
        range.select_node_contents(&last).ok()?;
        range.collapse_with_to_start(false);
        Some(range)
    });
    if let Some(range) = range {
        selection::select(&range);
    }
}

/// Makes the selection bold, or plain again.
pub fn toggle_bold() {
    command("bold", "");
}

/// Inserts paragraphs, as the editor would draw them, at the caret. A single plain one joins the
/// line.
pub fn insert(html: &str) {
    let single = html
        .strip_prefix("<p>")
        .and_then(|inside| inside.strip_suffix("</p>"))
        .filter(|inside| !inside.contains("<p"));
    command("insertHTML", single.unwrap_or(html));
}

/// Puts a live field in place of what is selected in an editor; elsewhere it does nothing. Not by a
/// command: Chromium's puts it behind the paragraph, WebKit's writes styles into it.
pub fn insert_field(html: &str) {
    let Some((range, editor)) =
        selection::selected().and_then(|range| editor_of(&range).map(|editor| (range, editor)))
    else {
        return;
    };
    let put = || {
        let field = range.create_contextual_fragment(html)?;
        range.delete_contents()?;
        range.insert_node(&field)?;
        range.collapse_with_to_start(false);
        let typed = EventInit::new();
        typed.set_bubbles(true);
        // To the editor itself: handlers look for it around an element, and the range may start in
        // a text.
        Event::new_with_event_init_dict("input", &typed)
            .and_then(|typed| editor.dispatch_event(&typed))
    };
    if put().is_ok() {
        selection::select(&range);
    }
}

/// The editor that a range is in, if it is in one.
fn editor_of(range: &Range) -> Option<Element> {
    let node = range.common_ancestor_container().ok()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-prose]").ok().flatten()
}
