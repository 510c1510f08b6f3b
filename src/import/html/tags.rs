//! The attributes of a page's tags, counted before the parser has many of them: it compares each
//! with all before it in the same tag.
//!
//! The parser is given a page in pieces ([`piece`]); between two of them, a tag that it has begun
//! and not ended is one that no token came of. So what is text, a comment or a script is no matter
//! here: only where within a tag attributes begin is.

use super::{Handle, Limit, MOST_NODES, Tree};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// Attributes of a tag. Real ones have a dozen.
pub const MOST_ATTRIBUTES: usize = 500;
/// How much is parsed before the limits are looked at again.
const PIECE: usize = 16 * 1024;

/// How long the next piece of a page is: it ends with the end of a tag, or before the next one
/// begins.
pub fn piece(rest: &str) -> usize {
    let most = PIECE.min(rest.len());
    let within =
        (1..most).find(|at| rest.as_bytes()[*at] == b'<' || rest.as_bytes()[at - 1] == b'>');
    within
        .or_else(|| (0..=most).rev().find(|end| rest.is_char_boundary(*end)))
        .unwrap_or(rest.len())
}

/// Hands the tokens on to the builder of the tree, and knows that there were some.
pub(super) struct Tokens {
    pub builder: TreeBuilder<Handle, Tree>,
    /// Attributes that may still come.
    left: Cell<usize>,
    met: Cell<bool>,
}

impl Tokens {
    pub fn new(tree: Tree) -> Self {
        Self {
            builder: TreeBuilder::new(tree, TreeBuilderOpts::default()),
            left: Cell::new(MOST_NODES),
            met: Cell::new(false),
        }
    }

    /// Whether there were tokens since this was asked.
    pub fn met(&self) -> bool {
        self.met.take()
    }
}

impl TokenSink for Tokens {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        // Errors come in the midst of a tag.
        self.met.set(self.met.get() || !matches!(token, Token::ParseError(_)));
        if let Token::TagToken(tag) = &token {
            match self.left.get().checked_sub(tag.attrs.len()) {
                Some(left) => self.left.set(left),
                None => self.builder.sink.exceeded.set(Some(Limit::Elements)),
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What is begun and not ended, as far as the parser has come in it.
#[derive(Default)]
pub struct Tag {
    within: Within,
    attributes: usize,
}

/// Where in a tag (HTML, 13.2.5).
#[derive(Clone, Copy, Default)]
enum Within {
    /// Nothing is begun.
    #[default]
    None,
    /// A comment, or something else that is none.
    Other,
    /// Its own name.
    TagName,
    /// Before the name of an attribute.
    Between,
    Name,
    BehindName,
    BeforeValue,
    /// A value between two of these signs.
    Quoted(u8),
    Bare,
}

impl Tag {
    /// Goes on with a piece; `met` tells whether tokens came of it.
    pub fn go_on(&mut self, piece: &str, met: bool) -> Result<(), Limit> {
        if met {
            // What was begun has ended; this piece may have begun another one.
            *self = Self::default();
        }
        let ended = met && (!piece.starts_with('<') || piece.ends_with('>'));
        let name = piece
            .strip_prefix("</")
            .or_else(|| piece.strip_prefix('<'))
            .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (self.within, name) {
            (Within::None, Some(name)) => {
                self.within = Within::TagName;
                self.see(name);
            }
            (Within::None, None) if ended => {}
            (Within::None, None) => self.within = Within::Other,
            _ => self.see(piece),
        }
        if met || self.attributes <= MOST_ATTRIBUTES { Ok(()) } else { Err(Limit::Elements) }
    }

    fn see(&mut self, piece: &str) {
        if !matches!(self.within, Within::Other) {
            piece.bytes().for_each(|byte| self.step(byte));
        }
    }

    fn step(&mut self, byte: u8) {
        use Within::{Bare, BeforeValue, BehindName, Between, Name, Quoted, TagName};
        let space = byte.is_ascii_whitespace();
        let next = match (self.within, byte) {
            (Quoted(sign), _) if byte == sign => Between,
            (Quoted(_), _) => return,
            (_, b'>') => Within::None,
            (BeforeValue, b'"' | b'\'') => Quoted(byte),
            (BeforeValue, _) if !space => Bare,
            (Name | BehindName, b'=') => BeforeValue,
            (Name, _) if space => BehindName,
            (Bare | TagName, _) if space => Between,
            (Name | BehindName | TagName, b'/') => Between,
            (Between | BehindName, _) if !space && byte != b'/' => {
                self.attributes += 1;
                Name
            }
            (within, _) => within,
        };
        self.within = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_where_they_begin() {
        for (tag, attributes) in [
            ("<p", 0),
            ("</p a b", 2),
            ("<p a b=c d = e", 3),
            ("<img src='a b c=d \" / e'f=\"g h\"i", 3),
            ("<img src=data:image/png;base64,a/b/c= alt", 2),
            ("<br/ a/b / c", 3),
            ("<p =a= b", 1),
            ("<p a = 'b> c", 1),
            ("<p a> b c", 1),
            ("<!-- a b c", 0),
            ("</ a b c", 0),
            ("a b c", 0),
        ] {
            let mut seen = Tag::default();
            seen.go_on(tag, false).expect("few");
            assert_eq!(seen.attributes, attributes, "{tag}");
        }
    }

    /// Of a page with these parts, the last of which is there 2000 times, whether all is read.
    fn is_read(before: &str, often: &str) -> bool {
        super::super::read(&(before.to_owned() + &often.repeat(2000))).is_ok()
    }

    #[test]
    fn what_looks_like_attributes_elsewhere_is_not_counted() {
        for before in [
            "",
            "<!-- ",
            "<!-- <p ",
            "<script> if (i<n ",
            "<script>'<p a=\"",
            "<textarea><p ",
            "<p title='",
            "<img src=\"",
            "<style>",
            "<p>a < b",
        ] {
            assert!(is_read(before, "a b/c d=1 "), "{before}");
        }
        for before in [
            "<p ",
            "<<p ",
            "<<p a='>' ",
            "<p>甲</p ",
            "<!-- a <p> --><p ",
            "<script>i<n </script><p ",
            "a<b ",
            "&am<p ",
            "<p<q ",
            "</script\n",
        ] {
            assert!(!is_read(before, "a b/c d=1 "), "{before}");
        }
        // Several quoted values right behind one another.
        assert!(!is_read("<p ", "a='b'c=\"d\"e=f "));
        assert!(is_read("", "<p a='b'c=\"d\"e=f></p>"));
        // One tag after another for the same element.
        let bodies: String = (0..600).map(|number| format!("<body a{number}>")).collect();
        assert!(!is_read(&bodies, ""));
    }

    #[test]
    fn pieces_end_where_tags_do() {
        let page = "甲<p a>乙<<br>>丙";
        let mut rest = page;
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let (first, behind) = rest.split_at(piece(rest));
            pieces.push(first);
            rest = behind;
        }
        assert_eq!(pieces, ["甲", "<p a>", "乙", "<", "<br>", ">", "丙"]);
        let long = "文".repeat(PIECE);
        assert_eq!(piece(&long), PIECE / 3 * 3);
    }
}
