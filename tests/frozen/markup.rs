//! A normal form of HTML that does not depend on the program that wrote it: one line for each node,
//! indented by its depth, attributes sorted by name.
//!
//! Two texts have the same form if they have the same tags with the same attributes around the same
//! words. Not compared are the order of attributes, their quotes, the escaping of characters,
//! `<path/>` instead of `<path></path>`, and white space between blocks, which is not visible.
//! Everything else is compared.

use super::ledger::with_frozen_rules;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Elements that have no content and no end tag.
const VOID: [&str; 9] = ["area", "base", "br", "col", "hr", "img", "input", "meta", "wbr"];

/// Elements next to which white space is not visible.
const BLOCKS: [&str; 39] = [
    "article", "body", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt",
    "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "header", "html", "legend", "li", "main",
    "nav", "ol", "optgroup", "option", "p", "section", "select", "style", "summary", "svg",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
];

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The normal form of a piece of HTML, with the version of the rules of 0.1.
pub fn normalized(html: &str) -> String {
    let html = &with_frozen_rules(html);
    let tokenizer = Tokenizer::new(Lines::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html.as_str()));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.written.into_inner().finish()
}

/// A normalized text without the version of the program and the day of its build, which differ
/// between builds.
pub fn without_build(text: &str) -> String {
    let masked = |line: &str| match line.split_once("\"版本 ") {
        Some((indent, _)) => format!("{indent}\"版本 …\"\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(masked).collect()
}

/// What comes before the words that are being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    /// A block begins or has ended.
    #[default]
    Block,
    /// Something within a line.
    Inline,
}

/// The lines written so far.
#[derive(Default)]
struct Written {
    lines: String,
    /// The elements that are open.
    open: Vec<String>,
    /// Words that have not been written yet.
    words: String,
    before: Before,
}

impl Written {
    fn line(&mut self, text: &str) {
        self.lines.push_str(&" ".repeat(self.open.len()));
        self.lines.push_str(text);
        self.lines.push('\n');
    }

    /// Writes the pending words, before a block or before an inline element.
    fn flush(&mut self, after: Before) {
        let words = std::mem::take(&mut self.words);
        let blank = words.chars().all(|c| c.is_ascii_whitespace());
        let between_blocks = self.before == Before::Block && after == Before::Block;
        if !(words.is_empty() || blank && between_blocks) {
            self.line(&format!("{words:?}"));
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.to_string();
        let kind = if is_block(&name) { Before::Block } else { Before::Inline };
        self.flush(kind);
        let mut attributes: Vec<String> = tag
            .attrs
            .iter()
            .map(|attribute| format!(" {}={:?}", attribute.name.local, attribute.value.to_string()))
            .collect();
        attributes.sort();
        self.line(&format!("<{name}{}>", attributes.concat()));
        self.before = kind;
        if !VOID.contains(&name.as_str()) && !tag.self_closing {
            self.open.push(name);
        }
    }

    fn end(&mut self, tag: &Tag) {
        let name = tag.name.to_string();
        let kind = if is_block(&name) { Before::Block } else { Before::Inline };
        self.flush(kind);
        if self.open.last() == Some(&name) {
            self.open.pop();
        } else {
            self.line(&format!("</{name}> has no beginning here"));
        }
        self.before = kind;
    }

    fn finish(mut self) -> String {
        self.flush(Before::Block);
        if !self.open.is_empty() {
            let open = self.open.join(" ");
            self.line(&format!("not closed: {open}"));
        }
        self.lines
    }
}

#[derive(Default)]
struct Lines {
    written: RefCell<Written>,
}

impl TokenSink for Lines {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut written = self.written.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => written.start(&tag),
            Token::TagToken(tag) => written.end(&tag),
            Token::CharacterTokens(words) => written.words.push_str(&words),
            Token::CommentToken(words) => {
                written.flush(Before::Inline);
                written.line(&format!("<!--{words}-->"));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[test]
fn only_what_does_not_show_is_left_out() {
    let one = "<div class=\"a\" id='b'><p>甲 &amp; 乙</p><svg><path d=\"M\"/></svg></div>";
    let other =
        "<div id=\"b\" class=\"a\">\n <p>甲 &#38; 乙</p>\n <svg><path d=\"M\"></path></svg> </div>";
    assert_eq!(normalized(one), normalized(other));
    for changed in [
        "<div class=\"a\" id='b'><p>甲&amp; 乙</p><svg><path d=\"M\"/></svg></div>",
        "<div class=\"a\" id='b'><p> 甲 &amp; 乙</p><svg><path d=\"M\"/></svg></div>",
        "<div class=\"a \" id='b'><p>甲 &amp; 乙</p><svg><path d=\"M\"/></svg></div>",
        "<div class=\"a\" id='b'><p>甲 &amp; 乙<svg><path d=\"M\"/></svg></p></div>",
        "<div class=\"a\"><p>甲 &amp; 乙</p><svg><path d=\"M\"/></svg></div>",
    ] {
        assert_ne!(normalized(one), normalized(changed), "{changed}");
    }
    // Between buttons a space is visible.
    let buttons = |gap: &str| normalized(&format!("<div><b>甲</b>{gap}<b>乙</b></div>"));
    assert_ne!(buttons(""), buttons(" "));
}
