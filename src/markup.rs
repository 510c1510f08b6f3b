//! Writes XML and HTML. Elements close themselves, and text is escaped in one place. Finished
//! documents and the page both use it.
//!
//! [`Element`] is an open element. It writes the start of its tag when it is created, ends the tag
//! before its first content, and writes its end tag when it is dropped. No element is therefore
//! left open or closed twice, and because a child borrows its parent, siblings cannot overlap.

use crate::document::is_printable;
use crate::layout::Face;

/// How elements without content are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    /// XML: `<w:b/>`.
    Xml,
    /// HTML: `<td></td>`, but `<br>`.
    Html,
}

/// An open element. Dropping it closes it.
pub struct Element<'a> {
    out: &'a mut String,
    name: &'static str,
    syntax: Syntax,
    /// Whether the start tag is still open for attributes.
    in_tag: bool,
}

/// Elements of HTML that have no end tag and no content.
const VOID: [&str; 4] = ["br", "col", "meta", "link"];

/// Starts a part of XML: its declaration, then the root element.
pub fn xml<'a>(out: &'a mut String, root: &'static str) -> Element<'a> {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    Element::open(out, root, Syntax::Xml)
}

/// Starts an element of HTML.
pub fn html<'a>(out: &'a mut String, root: &'static str) -> Element<'a> {
    Element::open(out, root, Syntax::Html)
}

impl<'a> Element<'a> {
    fn open(out: &'a mut String, name: &'static str, syntax: Syntax) -> Self {
        out.push('<');
        out.push_str(name);
        Self { out, name, syntax, in_tag: true }
    }

    /// Adds an attribute. Attributes come before any content.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.attribute(name, value.as_ref());
        self
    }

    /// Adds a number as an attribute.
    #[must_use]
    pub fn number(self, name: &str, value: impl Into<i64>) -> Self {
        self.with(name, value.into().to_string())
    }

    /// Adds an attribute without a value (HTML).
    #[must_use]
    pub fn flag(self, name: &str) -> Self {
        debug_assert!(self.in_tag && self.syntax == Syntax::Html);
        self.out.push(' ');
        self.out.push_str(name);
        self
    }

    fn attribute(&mut self, name: &str, value: &str) {
        debug_assert!(self.in_tag, "attribute {name} after the content of {}", self.name);
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, self.out);
        self.out.push('"');
    }

    /// Opens an element inside this one.
    pub fn child(&mut self, name: &'static str) -> Element<'_> {
        self.end_tag();
        Element::open(self.out, name, self.syntax)
    }

    /// Writes an element without content or attributes inside this one.
    pub fn empty(&mut self, name: &'static str) {
        drop(self.child(name));
    }

    /// Writes an element of WordprocessingML inside this one, with its value in `w:val`.
    pub fn value(&mut self, name: &'static str, value: impl AsRef<str>) {
        drop(self.child(name).with("w:val", value));
    }

    /// As [`Element::value`], for a number.
    pub fn measure(&mut self, name: &'static str, value: impl Into<i64>) {
        drop(self.child(name).number("w:val", value));
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        self.end_tag();
        escape(text, self.out);
    }

    /// Writes text of which every space counts. Spaces at its ends are written as character
    /// references, so that readers that trim text keep them.
    #[cfg(feature = "office-formats")]
    pub fn whole_text(&mut self, text: &str) {
        let inner = text.trim_matches(' ');
        let start = text.len() - text.trim_start_matches(' ').len();
        let end = text.len() - start - inner.len();
        self.raw(&"&#x20;".repeat(start));
        escape(inner, self.out);
        self.raw(&"&#x20;".repeat(end));
    }

    /// Writes an element inside this one that contains only text.
    pub fn text_child(&mut self, name: &'static str, text: &str) {
        self.child(name).text(text);
    }

    /// Writes content that must not be escaped: a style sheet, a data block.
    pub fn raw(&mut self, markup: &str) {
        self.end_tag();
        self.out.push_str(markup);
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

impl Drop for Element<'_> {
    fn drop(&mut self) {
        if self.in_tag && self.syntax == Syntax::Xml {
            self.out.push_str("/>");
            return;
        }
        self.end_tag();
        if self.syntax == Syntax::Xml || !VOID.contains(&self.name) {
            self.out.push_str("</");
            self.out.push_str(self.name);
            self.out.push('>');
        }
    }
}

/// Escapes text for content and attributes of XML and HTML alike. Characters that XML does not
/// allow are dropped; line breaks are kept.
pub fn escape(text: &str, out: &mut String) {
    // Bytes are inspected before characters, because nearly all text needs no escaping.
    let (mut written, mut at) = (0, 0);
    while let Some(plain) = text.as_bytes()[at..].iter().position(|byte| !PLAIN[usize::from(*byte)])
    {
        at += plain;
        let Some(c) = text[at..].chars().next() else { break };
        if is_special(c) {
            out.push_str(&text[written..at]);
            out.push_str(match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "",
            });
            written = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    out.push_str(&text[written..]);
}

/// The escaped text, for code that composes HTML from strings.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// [`is_plain`] for every byte, as a table because it is looked up for each byte of a page.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    loop {
        plain[byte as usize] = is_plain(byte);
        if byte == u8::MAX {
            break plain;
        }
        byte += 1;
    }
};

/// Whether no character whose UTF-8 encoding contains this byte is special. (`C2` and `EF` begin a
/// few special ones.)
const fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'&' | b'<' | b'>' | b'"' | 0x00..=0x09 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xef)
}

fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"') || c != '\n' && !is_printable(c)
}

/// The names of the fonts of a face, as a list for CSS and for attributes of SVG.
pub fn font_family(face: Face) -> String {
    let family = face.family();
    let quoted =
        |name: &str| if name.contains(' ') { format!("'{name}'") } else { name.to_owned() };
    let names = std::iter::once(&family.name)
        .chain(family.instead)
        .chain(family.elsewhere)
        .map(|name| quoted(name));
    let last = if face == Face::Hei { "sans-serif" } else { "serif" };
    names.chain([last.to_owned()]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_close_themselves() {
        let mut out = String::new();
        {
            let mut root = xml(&mut out, "a");
            root.value("b", "<&\">\u{0}𠮷");
            root.child("c").text("1\u{8}2");
        }
        assert_eq!(
            out.lines().nth(1),
            Some("<a><b w:val=\"&lt;&amp;&quot;&gt;𠮷\"/><c>12</c></a>")
        );
        let mut out = String::new();
        {
            let mut cell = html(&mut out, "td").with("class", "n");
            cell.empty("br");
            cell.empty("b");
        }
        assert_eq!(out, "<td class=\"n\"><br><b></b></td>");
    }
}
