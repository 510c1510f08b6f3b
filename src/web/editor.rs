//! Reading the content of an editor, and its few commands.
//!
//! The browser manages the paragraphs while a clerk types, and the program does not rewrite them.
//! After each input the text is read into [`Prose`], and paragraphs that look like headings get
//! their CSS class.

use super::{dom, selection};
use crate::edition::CellId;
use crate::report::{Paragraph, Prose, ProseRun};
use crate::view::{ElementId, heading_class};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlDocument, HtmlElement, Node, Range};

/// The text that was gathered so far: finished paragraphs, the runs of the present paragraph, and
/// whether that is marked as a heading.
#[derive(Default)]
struct Gathered {
    texts: Vec<Paragraph>,
    runs: Vec<ProseRun>,
    heading: bool,
}

impl Gathered {
    fn push_text(&mut self, piece: &str, bold: bool) {
        let piece: String = piece
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c })
            .filter(|c| *c != '\u{200b}')
            .collect();
        match self.runs.last_mut() {
            Some(ProseRun::Words { text, bold: same }) if *same == bold => text.push_str(&piece),
            _ if piece.is_empty() => {}
            _ => self.runs.push(ProseRun::Words { text: piece, bold }),
        }
    }

    fn end(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(ProseRun::Words { text, .. }) = runs.first_mut() {
            *text = text.trim_start_matches(|c: char| c.is_whitespace()).to_owned();
        }
        if let Some(ProseRun::Words { text, .. }) = runs.last_mut() {
            *text = text.trim_end_matches(|c: char| c.is_whitespace()).to_owned();
        }
        runs.retain(|run| !matches!(run, ProseRun::Words { text, .. } if text.is_empty()));
        if runs.is_empty() {
            return;
        }
        let line: String = runs
            .iter()
            .map(|run| if let ProseRun::Words { text, .. } = run { text.as_str() } else { "0" })
            .collect();
        let heading = self.heading || Prose::looks_like_heading(&line);
        if heading {
            // A heading is bold as a whole, so bold words in it are not marked.
            runs = runs
                .into_iter()
                .map(|run| {
                    if let ProseRun::Words { text, .. } = run {
                        ProseRun::Words { text, bold: false }
                    } else {
                        run
                    }
                })
                .collect();
        }
        self.texts.push(Paragraph { heading, runs });
    }
}

/// Reads the text of an editor or of pasted content.
pub fn read(root: &Element) -> Prose {
    let mut gathered = Gathered::default();
    walk(root, false, &mut gathered, 0);
    gathered.end();
    Prose { texts: gathered.texts }
}

fn walk(node: &Node, bold: bool, gathered: &mut Gathered, depth: usize) {
    // Deeper nesting comes only from pasted content; its text is taken without its structure.
    const DEEPEST: usize = 200;
    let mut child = node.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            gathered.push_text(&node.node_value().unwrap_or_default(), bold);
            continue;
        }
        let Some(element) = node.dyn_ref::<Element>() else { continue };
        if depth > DEEPEST {
            gathered.push_text(&element.text_content().unwrap_or_default(), bold);
            continue;
        }
        match element.tag_name().to_ascii_uppercase().as_str() {
            "BR" => gathered.end(),
            "SCRIPT" | "STYLE" | "TEMPLATE" | "TITLE" => {}
            "P" | "DIV" | "LI" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "SECTION"
            | "ARTICLE" | "BLOCKQUOTE" | "UL" | "OL" | "TABLE" | "TR" | "CAPTION" => {
                gathered.end();
                let outer_heading =
                    std::mem::replace(&mut gathered.heading, element.has_attribute("data-h"));
                walk(element, false, gathered, depth + 1);
                gathered.end();
                gathered.heading = outer_heading;
            }
            // A text has no tables, so each row becomes a paragraph.
            "TD" | "TH" => {
                walk(element, false, gathered, depth + 1);
                gathered.push_text(" ", false);
            }
            _ => match element.get_attribute("data-live").and_then(|id| CellId::parse(&id)) {
                Some(id) => gathered.runs.push(ProseRun::Field(id)),
                None => walk(element, is_bold(element, bold), gathered, depth + 1),
            },
        }
    }
}

/// Whether an element is bold: by its own `font-weight`, else by its tag name or because its parent
/// is bold.
fn is_bold(element: &Element, is_parent_bold: bool) -> bool {
    let style = element.get_attribute("style").unwrap_or_default();
    // Word also writes `mso-bidi-font-weight`, which is about other scripts.
    let weight = style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("font-weight"));
    match weight.map(|(_, value)| value.trim()) {
        Some("normal" | "lighter" | "100" | "200" | "300" | "400" | "500") => false,
        Some(_) => true,
        None => {
            is_parent_bold
                || matches!(element.tag_name().to_ascii_uppercase().as_str(), "B" | "STRONG")
        }
    }
}

/// Gives every paragraph that is or looks like a heading the CSS class of headings.
pub fn mark_headings(root: &Element) {
    let mut child = root.first_element_child();
    while let Some(paragraph) = child {
        child = paragraph.next_element_sibling();
        let text = paragraph.text_content().unwrap_or_default();
        // Enter at the end of a heading copies `data-h` to the new paragraph. An empty paragraph is
        // not a heading.
        if text.trim().is_empty() && paragraph.has_attribute("data-h") {
            let _ = paragraph.remove_attribute("data-h");
        }
        let heading = paragraph.has_attribute("data-h") || Prose::looks_like_heading(&text);
        if heading != (paragraph.class_name() == heading_class()) {
            paragraph.set_class_name(if heading { heading_class() } else { "" });
        }
    }
}

/// Runs an editing command of the browser. These commands are deprecated, but they are the only
/// ones that all engines since 2018 have and that work with input methods and the selection.
fn command(name: &str, value: &str) {
    if let Ok(document) = dom::document().dyn_into::<HtmlDocument>() {
        let _ = document.exec_command_with_show_ui_and_value(name, false, value);
    }
}

/// Makes the browser use `p` for new paragraphs.
pub fn prepare() {
    command("defaultParagraphSeparator", "p");
}

thread_local! {
    /// The selection before a dialog took the focus.
    static SELECTED: RefCell<Option<Range>> = const { RefCell::new(None) };
}

/// Remembers the selection in an editor.
pub fn keep_selection() {
    SELECTED.set(selection::selected().map(|range| range.clone_range()));
}

/// Restores the remembered selection if it is in that editor; otherwise puts the caret at the end
/// of the editor.
pub fn restore_selection(id: &ElementId) {
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

/// Inserts paragraphs at the caret, as HTML that the editor would draw. A single plain paragraph is
/// inserted into the line.
pub fn insert(html: &str) {
    let single = html
        .strip_prefix("<p>")
        .and_then(|inside| inside.strip_suffix("</p>"))
        .filter(|inside| !inside.contains("<p"));
    command("insertHTML", single.unwrap_or(html));
}

/// Replaces the selection in an editor by a live field; outside an editor it does nothing. It does
/// not use an editing command, because that of Chromium puts the field behind the paragraph, and
/// that of WebKit writes styles into it.
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
        // The event goes to the editor itself, because handlers search from an element, and the
        // range may start in a text node.
        Event::new_with_event_init_dict("input", &typed)
            .and_then(|typed| editor.dispatch_event(&typed))
    };
    if put().is_ok() {
        selection::select(&range);
    }
}

/// The editor that contains a range, if there is one.
fn editor_of(range: &Range) -> Option<Element> {
    let node = range.common_ancestor_container().ok()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-prose]").ok().flatten()
}
