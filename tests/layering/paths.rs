//! The paths that a piece of Rust code names, in `use` items and anywhere else.

/// Each path of the code, as its segments: `crate::report::Report` is
/// `["crate", "report", "Report"]`. A `use` of several names gives one path for each; an item that
/// `use … as` renames keeps its own name. Comments must be removed before.
pub fn paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" {
            at = tree(&tokens, at + 1, &[], &mut paths);
        } else if is_word(tokens[at]) {
            let start = at;
            at += 1;
            while at + 1 < tokens.len() && tokens[at] == "::" && is_word(tokens[at + 1]) {
                at += 2;
            }
            let words = tokens[start..at].iter().filter(|token| **token != "::");
            let path: Vec<String> = words.map(|word| (*word).to_owned()).collect();
            if path.len() > 1 {
                paths.push(path);
            }
        } else {
            at += 1;
        }
    }
    paths
}

/// The words, the `::` between them, and single other characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if is_word_character(first) => {
                rest.find(|c| !is_word_character(c)).unwrap_or(rest.len())
            }
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word(token: &str) -> bool {
    token.starts_with(is_word_character)
}

/// Reads the tree of a `use` item from a token on and adds its paths, each prefixed with `before`.
/// Returns the index of the token after the tree.
fn tree(tokens: &[&str], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match *token {
            "::" | "*" => at += 1,
            "as" => at += 2,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at = tree(tokens, at, &path, paths);
                    at += usize::from(tokens.get(at) == Some(&","));
                }
                return at + 1;
            }
            word if is_word(word) => {
                path.push(word.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    // `use` may also be a word in a string.
    if path.len() > 1 {
        paths.push(path);
    }
    at
}

#[test]
fn paths_are_read_from_uses_and_from_expressions() {
    let code = "use crate::a::{self, b::{C as D, e}, f::*};\nlet x = super::g::h(1, i::J::new());";
    let read: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        read,
        [
            "crate::a::self",
            "crate::a::b::C",
            "crate::a::b::e",
            "crate::a::f",
            "super::g::h",
            "i::J::new"
        ]
    );
}
