//! Keeps the tags of a page short enough for the parser, which compares each attribute of a tag
//! with all before it: a tag of two megabytes would take it hours.
//!
//! The parser is given a page in pieces ([`piece`]). A tag that was begun and of which no token has
//! come yet is still open, so that its length is known without reading it; nothing has to be known
//! of text, comments and scripts, in which much may look like a tag.

use super::{Handle, Limit, MOST_NODES, Tree};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::borrow::Cow;
use std::cell::Cell;

/// The bytes that a tag may have, from `<` to `>`. Real ones have some hundreds, but for the
/// pictures in them ([`without_pictures`]).
const LONGEST: usize = 64 * 1024;
/// The attributes that a tag may have. Real ones have a dozen.
pub const MOST_ATTRIBUTES: usize = 500;
/// The bytes that are parsed before the limits are looked at again.
const PIECE: usize = 16 * 1024;
/// Fewer bytes behind `data:` are left where they are.
const PICTURE: usize = 4 * 1024;

/// The page without what is written behind `data:`, where that is long: pictures, of which nothing
/// is read.
pub fn without_pictures(page: &str) -> Cow<'_, str> {
    let is_data = |c: char| c.is_ascii_alphanumeric() || "+/=;,.%_- \t\r\n".contains(c);
    let mut rest = page;
    let mut kept = String::new();
    while let Some((before, behind)) = rest.split_once("data:") {
        let end = behind.find(|c| !is_data(c)).unwrap_or(behind.len());
        kept.push_str(before);
        kept.push_str("data:");
        rest = if end < PICTURE { behind } else { &behind[end..] };
    }
    if kept.is_empty() { Cow::Borrowed(page) } else { Cow::Owned(kept + rest) }
}

/// The length of the next piece of a page in bytes: a piece is a `<`, or ends before one, or with a
/// `>`.
pub fn piece(rest: &str) -> usize {
    let most = PIECE.min(rest.len());
    let bytes = rest.as_bytes();
    let end = (1..most).find(|at| bytes[*at] == b'<' || matches!(bytes[at - 1], b'<' | b'>'));
    end.or_else(|| (0..=most).rev().find(|end| rest.is_char_boundary(*end))).unwrap_or(rest.len())
}

/// Hands the tokens on to the builder of the tree, and knows that there were some.
pub(super) struct Tokens {
    pub builder: TreeBuilder<Handle, Tree>,
    /// The number of attributes that may still come in the whole page.
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
            let left = self.left.get().checked_sub(tag.attrs.len());
            match left.filter(|_| tag.attrs.len() <= MOST_ATTRIBUTES) {
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

/// What a `<` has begun and no token has ended yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    #[default]
    Nothing,
    /// What stands behind the `<` is not known yet.
    Begun,
    /// A comment, or a `<` in the text.
    Other,
    /// A tag with so many bytes.
    Tag(usize),
}

impl Open {
    /// Goes on with a piece; `met` tells whether tokens came of it.
    ///
    /// # Errors
    /// A tag is too long.
    pub fn go_on(&mut self, piece: &str, met: bool) -> Result<(), Limit> {
        let begins = piece == "<";
        *self = match self {
            Self::Tag(bytes) if !met => Self::Tag(*bytes + piece.len()),
            Self::Begun if !met && is_tag(piece) => Self::Tag(piece.len()),
            Self::Begun | Self::Other if !met => Self::Other,
            // A token has ended what was open: only a `<` can have begun something since.
            _ if begins => Self::Begun,
            _ => Self::Nothing,
        };
        match self {
            Self::Tag(bytes) if *bytes > LONGEST => Err(Limit::Elements),
            _ => Ok(()),
        }
    }
}

/// Whether a piece that stands behind a `<` begins a tag.
fn is_tag(piece: &str) -> bool {
    let name = piece.strip_prefix('/').unwrap_or(piece);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a page with these parts, the last of which is there 8000 times, is read.
    fn is_read(before: &str, often: &str) -> bool {
        super::super::read(&(before.to_owned() + &often.repeat(8000))).is_ok()
    }

    #[test]
    fn only_tags_are_held_to_a_length() {
        for before in [
            "",
            "<!-- ",
            "<!-- <p ",
            "<p><!-- <p ",
            "<p>甲<!-- <p ",
            "<script> if (i<n ",
            "<script>'<p a=\"",
            "<textarea><p ",
            "<p title='data:",
            "<img src=\"data:image/png;base64,",
            "<style>",
            "<p>a < b",
        ] {
            assert!(is_read(before, "a b/c d=1 "), "{before}");
        }
        for before in [
            "<p ",
            "<<p ",
            "<<p a='>' ",
            "<<p a='><!-- ",
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
    }

    #[test]
    fn attributes_are_counted() {
        let tag = |count: usize| -> String {
            let attributes: String = (0..count).map(|number| format!(" a{number}")).collect();
            format!("<p{attributes}>")
        };
        assert!(super::super::read(&tag(MOST_ATTRIBUTES)).is_ok());
        assert!(super::super::read(&tag(MOST_ATTRIBUTES + 1)).is_err());
        // One tag after another for the same element.
        let bodies: String = (0..600).map(|number| format!("<body a{number}>")).collect();
        assert!(super::super::read(&bodies).is_err());
    }

    #[test]
    fn long_pictures_go_and_words_stay() {
        let long = "A/b+\n".repeat(1000);
        for (page, wanted) in [
            (format!("<img src='data:image/png;base64,{long}'>甲"), "<img src='data:'>甲"),
            (
                "<img src=data:image/gif;base64,R0lG>".to_owned(),
                "<img src=data:image/gif;base64,R0lG>",
            ),
            ("data: 数据".to_owned(), "data: 数据"),
            ("甲".to_owned(), "甲"),
        ] {
            assert_eq!(without_pictures(&page), wanted);
        }
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
        assert_eq!(pieces, ["甲", "<", "p a>", "乙", "<", "<", "br>", ">", "丙"]);
        let long = "文".repeat(PIECE);
        assert_eq!(piece(&long), PIECE / 3 * 3);
    }
}
