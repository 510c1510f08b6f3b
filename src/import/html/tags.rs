//! Limits the length of tags for the parser, which compares each attribute of a tag with all before
//! it: a tag of two megabytes would take it hours.
//!
//! The parser is given a page in pieces ([`piece`]). A tag that was begun and has produced no token
//! yet is still open, so its length is known without parsing it. Text, comments and scripts, which
//! may contain text that looks like tags, need no special treatment.

use super::{Handle, Limit, MOST_NODES, Tree};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::borrow::Cow;
use std::cell::Cell;

/// The largest number of bytes of a tag, from `<` to `>`. Real tags have some hundreds, except for
/// embedded pictures ([`without_pictures`]).
const LONGEST: usize = 64 * 1024;
/// The largest number of attributes of a tag. Real tags have a dozen.
pub const MOST_ATTRIBUTES: usize = 500;
/// The number of bytes that are parsed before the limits are checked again.
const PIECE: usize = 16 * 1024;
/// Shorter content after `data:` is kept.
const PICTURE: usize = 4 * 1024;

/// The page without long content after `data:`, which is pictures that are not read.
pub fn without_pictures(page: &str) -> Cow<'_, str> {
    let is_data = |c: char| c.is_ascii_alphanumeric() || "+/=;,.%_- \t\r\n".contains(c);
    let mut rest = page;
    let mut rewritten = String::new();
    while let Some((before, behind)) = rest.split_once("data:") {
        let end = behind.find(|c| !is_data(c)).unwrap_or(behind.len());
        rewritten.push_str(before);
        rewritten.push_str("data:");
        rest = if end < PICTURE { behind } else { &behind[end..] };
    }
    if rewritten.is_empty() { Cow::Borrowed(page) } else { Cow::Owned(rewritten + rest) }
}

/// The length of the next piece of a page in bytes: a piece is a single `<`, or ends before a `<`
/// or after a `>`.
pub fn piece(rest: &str) -> usize {
    let most = PIECE.min(rest.len());
    let bytes = rest.as_bytes();
    let end = (1..most).find(|at| bytes[*at] == b'<' || matches!(bytes[at - 1], b'<' | b'>'));
    end.or_else(|| (0..=most).rev().find(|end| rest.is_char_boundary(*end))).unwrap_or(rest.len())
}

/// Passes the tokens on to the tree builder, and records that there were some.
pub(super) struct Tokens {
    pub builder: TreeBuilder<Handle, Tree>,
    /// The number of attributes that are still permitted in the whole page.
    left: Cell<usize>,
    any: Cell<bool>,
}

impl Tokens {
    pub fn new(tree: Tree) -> Self {
        Self {
            builder: TreeBuilder::new(tree, TreeBuilderOpts::default()),
            left: Cell::new(MOST_NODES),
            any: Cell::new(false),
        }
    }

    /// Whether there were tokens since the last call.
    pub fn had_tokens(&self) -> bool {
        self.any.take()
    }
}

impl TokenSink for Tokens {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        // Parse errors are reported in the middle of a tag.
        self.any.set(self.any.get() || !matches!(token, Token::ParseError(_)));
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

/// What a `<` has begun without a token yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    #[default]
    Nothing,
    /// A `<` was read, and the next character is not known yet.
    Begun,
    /// A comment, or a `<` in the text.
    Other,
    /// A tag of which so many bytes were read.
    Tag(usize),
}

impl Open {
    /// Continues with a piece; `had_tokens` says whether it produced tokens.
    ///
    /// # Errors
    /// When a tag is too long.
    pub fn advance(&mut self, piece: &str, had_tokens: bool) -> Result<(), Limit> {
        let begins = piece == "<";
        *self = match self {
            Self::Tag(bytes) if !had_tokens => Self::Tag(*bytes + piece.len()),
            Self::Begun if !had_tokens && is_tag(piece) => Self::Tag(piece.len()),
            Self::Begun | Self::Other if !had_tokens => Self::Other,
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

/// Whether a piece after a `<` begins a tag.
fn is_tag(piece: &str) -> bool {
    let name = piece.strip_prefix('/').unwrap_or(piece);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a page with these parts is read; the last part is repeated 8000 times.
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
        // Several quoted values without white space between them.
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
        // Several tags for the same element, one after another.
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
