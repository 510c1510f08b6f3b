//! Web pages as a source: the elements of a page, opened and closed in order, become paragraphs and
//! tables.
//!
//! In: events, from html5ever's tree or from the browser's own inert document. Out: a [`Source`].
//! The text of hidden elements is left out, as far as their attributes and the style sheets in the
//! page hide them; a hidden cell or row takes no place, as in a browser. If the page contains a
//! report that this program made, only the report is read.

mod style;

pub use style::StyleSheet;

use super::{Builder, ParagraphKind, Source, VerticalMerge};
use crate::formats::html::{
    AGENCY_CLASS, CARRIED, CARRIED_TYPE, CLASS, DATE_CLASS, DRAFT_CLASS, NOTE_CLASS,
};
use style::Tagged;

/// Elements whose text a reader does not see.
const HIDDEN: [&str; 14] = [
    "head", "script", "style", "template", "noscript", "svg", "math", "select", "textarea",
    "iframe", "object", "caption", "title", "button",
];
/// Elements within a line of text.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd",
    "label", "mark", "o:p", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "del", "strike",
];
/// Elements whose text is struck out.
const STRUCK: [&str; 3] = ["s", "strike", "del"];
/// Elements whose text is raised or lowered.
const RAISED: [&str; 2] = ["sup", "sub"];

/// Receives the elements of a page. Every element that is opened must be closed.
#[derive(Debug)]
pub struct HtmlReader {
    builder: Builder,
    /// Open elements, from the outside in.
    open: Vec<Open>,
    /// The names and classes of the open elements, for the style sheets.
    tags: Vec<Tagged>,
    sheets: StyleSheet,
    /// The elements of the document itself that were opened.
    roots: usize,
    hidden: usize,
    /// The open elements whose text is bold, struck out, and raised or lowered.
    looks: [usize; 3],
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
    /// Whether it makes its text bold, struck out, and raised or lowered.
    look: [bool; 3],
    /// The elements within it that were opened.
    children: usize,
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
    /// Starts without content and without style sheets.
    pub fn new() -> Self {
        Self::with_sheets(StyleSheet::default())
    }

    /// Starts without content.
    pub fn with_sheets(sheets: StyleSheet) -> Self {
        Self {
            builder: Builder::new(),
            open: Vec::new(),
            tags: Vec::new(),
            sheets,
            roots: 0,
            hidden: 0,
            looks: [0; 3],
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
        let siblings = self.open.last_mut().map_or(&mut self.roots, |open| &mut open.children);
        *siblings += 1;
        self.tags.push(Tagged {
            name: name.to_owned(),
            classes: classes.split_ascii_whitespace().map(str::to_owned).collect(),
            id: attribute("id").unwrap_or_default().to_owned(),
            nth: *siblings,
        });
        let style = attribute("style").unwrap_or_default();
        let values = self.sheets.values(&self.tags, style);
        let value = |property| {
            values
                .iter()
                .find(|(name, _)| *name == property)
                .map_or("", |(_, value)| value.as_str())
        };
        let display = value("display");
        // A row that is collapsed takes no place, unlike a cell that is only invisible.
        let hides = HIDDEN.contains(&name)
            || attribute("hidden").is_some() && display.is_empty()
            || display == "none"
            || name == "tr" && value("visibility") == "collapse";
        let visible = match value("visibility") {
            "hidden" | "collapse" => false,
            "visible" => true,
            _ => self.open.last().is_none_or(|open| open.visible),
        };
        let carried = name == "script"
            && attribute("id") == Some(CARRIED)
            && attribute("type") == Some(CARRIED_TYPE);
        let bold = matches!(name, "b" | "strong")
            || says(style, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]);
        let line_through =
            |property| value(property).split_ascii_whitespace().any(|word| word == "line-through");
        let struck = STRUCK.contains(&name)
            || line_through("text-decoration")
            || line_through("text-decoration-line");
        let raised = RAISED.contains(&name) || matches!(value("vertical-align"), "super" | "sub");
        let what = match name {
            _ if carried && self.carried.is_none() => What::Carried,
            _ if hides => What::Inline,
            "table" => What::Table,
            "tr" => What::Row,
            "td" | "th" => What::Cell,
            _ => self.drawn(display).unwrap_or(if INLINE.contains(&name) {
                What::Inline
            } else {
                What::Block
            }),
        };
        if self.is_read() && !hides {
            self.begin(what, name, classes, attribute);
        }
        if what == What::Carried {
            self.carried = Some(String::new());
        }
        self.hidden += usize::from(hides);
        let look = [bold, struck, raised];
        self.looks.iter_mut().zip(look).for_each(|(count, is)| *count += usize::from(is));
        let what = if name == "br" { What::Inline } else { what };
        self.open.push(Open { what, hides, visible, look, children: 0 });
    }

    /// The part of a table that an element is drawn as: `display: table` with rows in it, and cells
    /// in these. A row outside a table and a cell outside a row are blocks.
    fn drawn(&self, display: &str) -> Option<What> {
        let outer = |inner| {
            self.open
                .iter()
                .rev()
                .map(|open| open.what)
                .find(|what| matches!(what, What::Table | What::Row | What::Cell))
                == Some(inner)
        };
        match display {
            "table" => Some(What::Table),
            "table-row" if outer(What::Table) => Some(What::Row),
            "table-cell" if outer(What::Row) => Some(What::Cell),
            _ => None,
        }
    }

    fn begin<'a>(
        &mut self,
        what: What,
        name: &str,
        classes: &str,
        attribute: impl Fn(&str) -> Option<&'a str>,
    ) {
        match what {
            What::Table => self.builder.start_table(),
            What::Row => self.builder.start_row(),
            What::Cell => {
                let span =
                    |name| attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
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

    /// Text within the innermost element.
    pub fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.what == What::Carried) {
            self.carried.get_or_insert_default().push_str(text);
        } else if self.is_read() && self.open.last().is_none_or(|open| open.visible) {
            match self.looks.map(|count| count > 0) {
                [_, true, _] => self.builder.struck_text(text),
                [bold, _, true] => self.builder.raised_text(text, bold),
                [bold, ..] => self.builder.text(text, bold),
            }
        }
    }

    /// The innermost element ends.
    pub fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.tags.pop();
        if self.is_read() && !open.hides {
            match open.what {
                What::Table => self.builder.end_table(),
                What::Cell => self.builder.end_cell(),
                What::Block => self.builder.end_paragraph(),
                What::Row | What::Inline | What::Carried => {}
            }
        }
        self.hidden -= usize::from(open.hides);
        self.looks.iter_mut().zip(open.look).for_each(|(count, is)| *count -= usize::from(is));
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
