//! Reading what stands in an editor, and the few commands it has.
//!
//! The browser keeps the paragraphs while somebody types; nothing is rewritten under the caret. After each input the text
//! is read into [`Prose`], and paragraphs that look like headings get their class.

use super::dom;
use crate::edition::CellId;
use crate::report::{Prose, Run, Text};
use crate::view::{escape, heading_class};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, Node};

/// Text of one kind while it is gathered: the runs of the paragraph under way, and what is finished.
#[derive(Default)]
struct Gathered {
    texts: Vec<Text>,
    runs: Vec<Run>,
    heading: bool,
}

impl Gathered {
    fn words(&mut self, words: &str, bold: bool) {
        let words: String =
            words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c }).filter(|c| *c != '\u{200b}').collect();
        match self.runs.last_mut() {
            Some(Run::Words { text, bold: same }) if *same == bold => text.push_str(&words),
            _ if words.is_empty() => {}
            _ => self.runs.push(Run::Words { text: words, bold }),
        }
    }

    fn end(&mut self, heading: bool) {
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
        let line: String = runs.iter().map(|run| if let Run::Words { text, .. } = run { text.as_str() } else { "0" }).collect();
        let heading = heading || self.heading || Prose::looks_like_heading(&line);
        if heading {
            // A heading is bold as a whole; run-ins in it are not marked.
            runs = runs.into_iter().map(|run| if let Run::Words { text, .. } = run { Run::Words { text, bold: false } } else { run }).collect();
        }
        self.texts.push(Text { heading, runs });
    }
}

/// The text of an editor or of pasted content.
pub fn read(root: &Element) -> Prose {
    let mut gathered = Gathered::default();
    walk(root, false, &mut gathered, 0);
    gathered.end(false);
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
            "BR" => gathered.end(false),
            "SCRIPT" | "STYLE" | "TEMPLATE" | "TABLE" | "TITLE" => {}
            "P" | "DIV" | "LI" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "SECTION" | "ARTICLE" | "BLOCKQUOTE" | "UL" | "OL" => {
                gathered.end(false);
                let marked = element.has_attribute("data-h");
                walk(element, false, gathered, depth + 1);
                gathered.end(marked);
            }
            _ => match element.get_attribute("data-live").and_then(|id| CellId::parse(&id)) {
                Some(id) => gathered.runs.push(Run::Field(id)),
                None => walk(element, bold || is_bold(element), gathered, depth + 1),
            },
        }
    }
}

fn is_bold(element: &Element) -> bool {
    if matches!(element.tag_name().to_ascii_uppercase().as_str(), "B" | "STRONG") {
        // Web pages wrap everything into <b style="font-weight:normal">.
        return !element.get_attribute("style").unwrap_or_default().contains("font-weight:normal");
    }
    let style = element.get_attribute("style").unwrap_or_default().replace(' ', "");
    ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900"].iter().any(|weight| style.contains(weight))
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

/// The editing commands of the browser. Deprecated, and the only ones that every engine since 2018 has, with IME and selection in order.
fn command(name: &str, value: &str) {
    if let Ok(document) = dom::document().dyn_into::<HtmlDocument>() {
        let _ = document.exec_command_with_show_ui_and_value(name, false, value);
    }
}

/// New paragraphs are `p`.
pub fn prepare() {
    command("defaultParagraphSeparator", "p");
}

/// Makes the selection bold, or plain again.
pub fn toggle_bold() {
    command("bold", "");
}

/// Inserts pasted text at the caret: paragraphs stay paragraphs, bold stays bold, all else falls away.
pub fn insert(prose: &Prose) {
    let runs = |text: &Text| -> String {
        text.runs
            .iter()
            .map(|run| match run {
                Run::Words { text, bold: true } => format!("<b>{}</b>", escape(text)),
                Run::Words { text, bold: false } => escape(text),
                Run::Field(_) => String::new(),
            })
            .collect()
    };
    match prose.texts.as_slice() {
        [] => {}
        [one] if !one.heading => command("insertHTML", &runs(one)),
        many => {
            let html: String = many.iter().map(|text| format!("<p>{}</p>", runs(text))).collect();
            command("insertHTML", &html);
        }
    }
}
