//! Cuts a script into tokens, just finely enough that a mark inside a string, comment, template or
//! regular expression is none.

use anyhow::{Context, Result};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An identifier or a reserved word.
    Name,
    /// An operator or a bracket; a backtick, too, at the start of a template.
    Mark,
    /// A number, string or regular expression.
    Value,
}

/// A piece of the script that means something.
pub struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Byte offset in the script.
    pub start: usize,
}

/// Longest first, so that `??=` is not read as `??`.
const LONG_MARKS: [&str; 10] = ["...", "**=", "??=", "||=", "&&=", "**", "??", "?.", "=>", "||"];

/// Words after which a slash begins a regular expression.
const BEFORE_REGEX: [&str; 10] =
    ["return", "typeof", "case", "in", "of", "do", "else", "void", "new", "delete"];

/// The tokens of `script`, comments left out.
///
/// # Errors
/// When a string, comment, template or regular expression never ends: then the script was read
/// wrongly, and nothing said about it holds.
pub fn tokens(script: &str) -> Result<Vec<Token<'_>>> {
    let mut scanner = Scanner { script, at: 0, tokens: Vec::new(), templates: Vec::new() };
    while let Some(next) = scanner.rest().chars().next() {
        let start = scanner.at;
        scanner.step(next).with_context(|| format!("what begins at byte {start} never ends"))?;
    }
    if scanner.templates.is_empty() {
        Ok(scanner.tokens)
    } else {
        anyhow::bail!("a template never ends")
    }
}

struct Scanner<'a> {
    script: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
    /// For every template that is open around us: how many braces are open in its `${…}`.
    templates: Vec<usize>,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.script[self.at..]
    }

    /// Reads one token, comment or run of space, `next` being its first character. `None` when it
    /// never ends.
    fn step(&mut self, next: char) -> Option<()> {
        let rest = self.rest();
        if next.is_whitespace() {
            self.at += next.len_utf8();
        } else if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            self.at += rest.find("*/")? + 2;
        } else if is_name(next) {
            self.name(next);
        } else if next == '"' || next == '\'' {
            self.take(Kind::Value, quoted(rest, next)?);
        } else if next == '`' {
            self.take(Kind::Mark, 1);
            self.templates.push(0);
            self.template()?;
        } else if next == '}' && self.templates.last() == Some(&0) {
            self.at += 1;
            self.template()?;
        } else if next == '/' && self.regex_may_begin() {
            self.take(Kind::Value, regex(rest)?);
        } else {
            self.mark(next);
        }
        Some(())
    }

    fn take(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, text: &self.rest()[..length], start: self.at });
        self.at += length;
    }

    /// A word or a number. `1.5` is read as two numbers and a dot, which does no harm.
    fn name(&mut self, first: char) {
        let rest = self.rest();
        let length = rest.find(|next| !is_name(next)).unwrap_or(rest.len());
        self.take(if first.is_ascii_digit() { Kind::Value } else { Kind::Name }, length);
    }

    fn mark(&mut self, first: char) {
        if let Some(open) = self.templates.last_mut() {
            match first {
                '{' => *open += 1,
                '}' => *open -= 1,
                _ => {}
            }
        }
        let rest = self.rest();
        let long = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark));
        // `a?.5:b` asks and answers with a number.
        let long = long.filter(|mark| {
            **mark != "?." || !rest[2..].starts_with(|next: char| next.is_ascii_digit())
        });
        self.take(Kind::Mark, long.map_or(first.len_utf8(), |mark| mark.len()));
    }

    /// The text of the innermost template, up to its end or to the next `${`.
    fn template(&mut self) -> Option<()> {
        let mut from = self.at;
        loop {
            let rest = &self.script[from..];
            let stop = rest.find(['`', '\\', '$'])?;
            from += stop;
            if rest[stop..].starts_with("${") {
                self.at = from + 2;
                return Some(());
            }
            match rest.as_bytes()[stop] {
                b'`' => {
                    self.at = from + 1;
                    self.templates.pop();
                    return Some(());
                }
                b'\\' => from += 1 + self.script[from + 1..].chars().next()?.len_utf8(),
                _ => from += 1,
            }
        }
    }

    /// A slash divides after a value and begins a regular expression elsewhere.
    fn regex_may_begin(&self) -> bool {
        self.tokens.last().is_none_or(|before| match before.kind {
            Kind::Name => BEFORE_REGEX.contains(&before.text),
            Kind::Mark => !matches!(before.text, ")" | "]" | "}" | "`"),
            Kind::Value => false,
        })
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// The length of the string at the start of `rest`, quotes included.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next()?;
            }
            '\n' => return None,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the regular expression at the start of `rest`, without its flags.
fn regex(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices().skip(1);
    let mut in_class = false;
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next()?;
            }
            '\n' => return None,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<&str> {
        tokens(script).unwrap().iter().map(|token| token.text).collect()
    }

    #[test]
    fn marks_are_read_as_long_as_they_go() {
        assert_eq!(texts("a??=b?.c"), ["a", "??=", "b", "?.", "c"]);
        assert_eq!(texts("a?.5:b"), ["a", "?", ".", "5", ":", "b"]);
    }

    #[test]
    fn templates_hold_code_in_braces() {
        assert_eq!(
            texts("`x ${ {a: 1} } \\` y ${`z${b}`}` + c"),
            ["`", "{", "a", ":", "1", "}", "`", "b", "+", "c"]
        );
    }

    #[test]
    fn a_slash_after_a_value_divides() {
        assert_eq!(texts("a / b / c"), ["a", "/", "b", "/", "c"]);
        assert_eq!(
            texts("return /[/]x/.test(y)"),
            ["return", "/[/]x/", ".", "test", "(", "y", ")"]
        );
    }

    #[test]
    fn offsets_count_bytes() {
        assert_eq!(tokens("'年'; a").unwrap()[2].start, 7);
    }
}
