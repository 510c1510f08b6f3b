//! Web pages as a source: the elements of a page, opened and closed in order, become paragraphs and
//! tables.
//!
//! In: events, from html5ever's tree or from the browser's own inert document. Out: a [`Source`].
//! The text of hidden elements is left out, as far as their own attributes and styles hide them; if
//! the page contains a report that this program made, only the report is read.

use super::{Builder, ParagraphKind, Source, VerticalMerge};
use crate::formats::html::{
    AGENCY_CLASS, CARRIED, CARRIED_TYPE, CLASS, DATE_CLASS, DRAFT_CLASS, NOTE_CLASS,
};

/// Elements whose text a reader does not see.
const HIDDEN: [&str; 14] = [
    "head", "script", "style", "template", "noscript", "svg", "math", "select", "textarea",
    "iframe", "object", "caption", "title", "button",
];
/// Elements within a line of text.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd",
    "label", "mark", "o:p", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
];

/// Receives the elements of a page. Every element that is opened must be closed.
#[derive(Debug)]
pub struct HtmlReader {
    builder: Builder,
    /// Open elements, from the outside in.
    open: Vec<Open>,
    hidden: usize,
    bold: usize,
    table_state: TableState,
    carried: Option<String>,
}

/// The position of the reading relative to a report that this program made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TableState {
    /// No report was found yet.
    Before,
    /// Inside the report, with the number of elements that were open when it started.
    Inside(usize),
    /// After the report.
    Behind,
}

#[derive(Debug)]
struct Open {
    what: What,
    hides: bool,
    /// Whether its text is visible; an invisible element still keeps its place in the table.
    visible: bool,
    bold: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Inline,
    Block,
    Table,
    Row,
    Cell,
    Carried,
}

impl Default for HtmlReader {
    fn default() -> Self {
        Self::new()
    }
}

impl HtmlReader {
    /// Starts without content.
    pub fn new() -> Self {
        Self {
            builder: Builder::new(),
            open: Vec::new(),
            hidden: 0,
            bold: 0,
            table_state: TableState::Before,
            carried: None,
        }
    }

    /// An element starts. `name` is in lower case; `attribute` gives the value of an attribute.
    pub fn open<'a>(&mut self, name: &str, attribute: impl Fn(&str) -> Option<&'a str>) {
        let classes = attribute("class").unwrap_or_default();
        if self.table_state == TableState::Before
            && classes.split_ascii_whitespace().any(|class| class == CLASS)
            && name == "article"
        {
            self.builder.forget();
            self.table_state = TableState::Inside(self.open.len());
        }
        let style = attribute("style").unwrap_or_default();
        let hides = HIDDEN.contains(&name)
            || attribute("hidden").is_some()
            || says(style, "display", &["none"]);
        let is_parent_visible = self.open.last().is_none_or(|open| open.visible);
        let visible = if is_parent_visible {
            !says(style, "visibility", &["hidden", "collapse"])
        } else {
            says(style, "visibility", &["visible"])
        };
        let carried = name == "script"
            && attribute("id") == Some(CARRIED)
            && attribute("type") == Some(CARRIED_TYPE);
        let bold = matches!(name, "b" | "strong")
            || says(style, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]);
        let what = match name {
            _ if carried && self.carried.is_none() => What::Carried,
            "table" => What::Table,
            "tr" => What::Row,
            "td" | "th" => What::Cell,
            _ if INLINE.contains(&name) || hides => What::Inline,
            _ => What::Block,
        };
        if self.is_read() && !hides {
            match what {
                What::Table => self.builder.start_table(),
                What::Row => self.builder.start_row(),
                What::Cell => {
                    let span = |name| {
                        attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
                    };
                    self.builder.start_cell(span("colspan"), VerticalMerge::Rows(span("rowspan")));
                }
                What::Block if name == "br" => self.builder.break_line(),
                What::Block => {
                    self.builder.end_paragraph();
                    if let Some(kind) = kind(name, classes) {
                        self.builder.set_kind(kind);
                    }
                }
                What::Inline | What::Carried => {}
            }
        }
        if what == What::Carried {
            self.carried = Some(String::new());
        }
        self.hidden += usize::from(hides);
        self.bold += usize::from(bold);
        let what = if name == "br" { What::Inline } else { what };
        self.open.push(Open { what, hides, visible, bold });
    }

    /// Text within the innermost element.
    pub fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.what == What::Carried) {
            self.carried.get_or_insert_default().push_str(text);
        } else if self.is_read() && self.open.last().is_none_or(|open| open.visible) {
            self.builder.text(text, self.bold > 0);
        }
    }

    /// The innermost element ends.
    pub fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if self.is_read() && !open.hides {
            match open.what {
                What::Table => self.builder.end_table(),
                What::Cell => self.builder.end_cell(),
                What::Block => self.builder.end_paragraph(),
                What::Row | What::Inline | What::Carried => {}
            }
        }
        self.hidden -= usize::from(open.hides);
        self.bold -= usize::from(open.bold);
        if self.table_state == TableState::Inside(self.open.len()) {
            self.table_state = TableState::Behind;
        }
    }

    /// The content that was read.
    pub fn finish(self) -> Source {
        Source {
            blocks: self.builder.finish(),
            carried: self.carried,
            ours: self.table_state != TableState::Before,
        }
    }

    fn is_read(&self) -> bool {
        self.hidden == 0 && self.table_state != TableState::Behind
    }
}

fn kind(name: &str, classes: &str) -> Option<ParagraphKind> {
    for class in classes.split_ascii_whitespace() {
        match class {
            NOTE_CLASS => return Some(ParagraphKind::TableNote),
            AGENCY_CLASS => return Some(ParagraphKind::SignatureAgency),
            DATE_CLASS => return Some(ParagraphKind::SignatureDate),
            DRAFT_CLASS => return Some(ParagraphKind::DraftMark),
            _ => {}
        }
    }
    match name {
        "h1" => Some(ParagraphKind::Title),
        "h2" => Some(ParagraphKind::Heading(1)),
        "h3" => Some(ParagraphKind::Heading(2)),
        "h4" | "h5" | "h6" => Some(ParagraphKind::Heading(3)),
        _ => None,
    }
}

/// Whether the style attribute of an element sets a property to one of these values.
fn says(style: &str, property: &str, values: &[&str]) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.split('!').next().unwrap_or_default().trim();
        name.trim().eq_ignore_ascii_case(property)
            && values.iter().any(|wanted| value.eq_ignore_ascii_case(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceBlock;

    #[test]
    fn only_the_report_counts_in_a_page_around_it() {
        let mut page = HtmlReader::new();
        page.open("div", |_| None);
        page.text("首页 > 公开");
        page.open("article", |name| (name == "class").then_some("nianbao"));
        page.open("h1", |_| None);
        page.text("甲镇");
        page.open("br", |_| None);
        page.close();
        page.text("2025年");
        page.close();
        page.open("script", |name| match name {
            "id" => Some("nianbao"),
            "type" => Some("application/json"),
            _ => None,
        });
        page.text("{}");
        page.close();
        page.close();
        page.text("版权所有");
        page.close();
        let source = page.finish();
        assert!(source.ours);
        assert_eq!(source.carried.as_deref(), Some("{}"));
        let [SourceBlock::Paragraph(title)] = source.blocks.as_slice() else {
            panic!("{:?}", source.blocks)
        };
        assert_eq!(
            (title.kind, title.line_texts().collect::<Vec<_>>()),
            (ParagraphKind::Title, vec!["甲镇".to_owned(), "2025年".to_owned()])
        );
    }
}
