//! Parses objects of PDF files (ISO 32000-1, 7.3) from tokens.
//!
//! It works in one pass with a list of open containers, so that no depth of nesting causes
//! recursion.

use hayro_postscript::{Scanner, Token};
use std::collections::BTreeMap;

/// Nesting of containers. Real files have some six levels.
const DEEPEST: usize = 64;
/// Parts of one object or operands of one operator. A page tree of a thousand pages has a thousand.
const MOST_PARTS: usize = 200_000;

/// A dictionary; the last value of a key counts.
pub type Dict = BTreeMap<Vec<u8>, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// Null, a boolean, or anything that is none of the other variants.
    Other,
    /// A number.
    Number(f64),
    /// A name, with its escapes resolved.
    Name(Vec<u8>),
    /// A string.
    Text(Vec<u8>),
    /// A list.
    List(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to the object with this number.
    Link(u32),
}

impl Object {
    /// The number, if it is one.
    pub const fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The name, if it is one.
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The number as a count; `None` if it is not one.
    pub fn count(&self) -> Option<usize> {
        self.number().and_then(count)
    }
}

/// A number as a count, if it has no fraction, is not negative and is small enough.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at just before"
)]
pub fn count(number: f64) -> Option<usize> {
    (number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0)
        .then_some(number as usize)
}

/// An operator of a page with the operands before it.
pub struct Operator<'a> {
    /// The operands.
    pub operands: Vec<Object>,
    /// Its name.
    pub name: &'a [u8],
}

/// A container that is open.
struct Open {
    is_dict: bool,
    parts: Vec<Object>,
}

/// Reads objects one after the other.
pub struct ObjectReader<'a> {
    scanner: Scanner<'a>,
}

impl<'a> ObjectReader<'a> {
    /// Starts at the beginning of some bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { scanner: Scanner::new(bytes) }
    }

    /// The offset of the next token.
    pub fn offset(&self) -> usize {
        self.scanner.offset()
    }

    /// Continues at another offset.
    pub fn jump(&mut self, offset: usize) {
        self.scanner.set_offset(offset);
    }

    /// The first object; `None` if it is broken.
    pub fn object(&mut self) -> Option<Object> {
        let mut read = self.read(true)?;
        (!read.operands.is_empty()).then(|| read.operands.remove(0))
    }

    /// The next operator with its operands; `None` at the end, and where the content is broken.
    pub fn operator(&mut self) -> Option<Operator<'a>> {
        self.read(false).filter(|read| !read.name.is_empty())
    }

    /// Reads up to an operator, or, in a file, up to the end of one object: whether numbers belong
    /// to a reference is known only by the R after them.
    fn read(&mut self, of_file: bool) -> Option<Operator<'a>> {
        let mut open: Vec<Open> = Vec::new();
        let mut parts: Vec<Object> = Vec::new();
        let mut count = 0_usize;
        loop {
            let Ok(token) = self.scanner.parse_token() else {
                return (of_file && open.is_empty())
                    .then_some(Operator { operands: parts, name: b"" });
            };
            count += 1;
            if count > MOST_PARTS || open.len() > DEEPEST {
                return None;
            }
            let object = match &token {
                Token::Number(number) => Object::Number(number.as_f64()),
                Token::String(text) => Object::Text(text.decode().unwrap_or_default()),
                Token::Procedure(_) => Object::Other,
                Token::Name(name) if name.is_literal() => Object::Name(unescaped(name.as_bytes())),
                Token::Name(name) => match name.as_bytes() {
                    start @ (b"[" | b"<<") => {
                        let before = std::mem::take(&mut parts);
                        open.push(Open { is_dict: start == b"<<", parts: before });
                        continue;
                    }
                    end @ (b"]" | b">>") => {
                        let Some(outer) = open.pop() else { continue };
                        let inner = std::mem::replace(&mut parts, outer.parts);
                        if outer.is_dict != (end == b">>") {
                            return None;
                        }
                        if outer.is_dict {
                            Object::Dict(paired(inner))
                        } else {
                            Object::List(inner)
                        }
                    }
                    b"R" if of_file => {
                        let generation = parts.pop();
                        match (parts.pop().and_then(|number| number.count()), generation) {
                            (Some(number), Some(Object::Number(_))) => {
                                u32::try_from(number).map_or(Object::Other, Object::Link)
                            }
                            _ => return None,
                        }
                    }
                    b"true" | b"false" | b"null" => Object::Other,
                    name if open.is_empty() => return Some(Operator { operands: parts, name }),
                    _ => Object::Other,
                },
            };
            parts.push(object);
        }
    }
}

/// A dictionary from alternating keys and values.
fn paired(parts: Vec<Object>) -> Dict {
    let mut dict = Dict::new();
    let mut parts = parts.into_iter();
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        if let Object::Name(key) = key {
            dict.insert(key, value);
        }
    }
    dict
}

/// A name with its escapes resolved: `#2F` is a slash.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let hexadecimal = |at: usize| {
        name.get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut plain = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(byte) = name.get(at) {
        let escaped =
            if *byte == b'#' { hexadecimal(at + 1).zip(hexadecimal(at + 2)) } else { None };
        if let Some((high, low)) = escaped {
            plain.push(high * 16 + low);
            at += 3;
        } else {
            plain.push(*byte);
            at += 1;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Option<Object> {
        ObjectReader::new(text.as_bytes()).object()
    }

    #[test]
    fn objects_of_every_kind() {
        let read = object(
            "<< /A 1 /B [2 0 R -.5 (a\\)b) <4142> null] /C#2F /D /E << /F 3 0 R >> >> stream",
        );
        let inner = Dict::from([(b"F".to_vec(), Object::Link(3))]);
        let list = vec![
            Object::Link(2),
            Object::Number(-0.5),
            Object::Text(b"a)b".to_vec()),
            Object::Text(b"AB".to_vec()),
            Object::Other,
        ];
        let expected = [
            (b"A".to_vec(), Object::Number(1.0)),
            (b"B".to_vec(), Object::List(list)),
            (b"C/".to_vec(), Object::Name(b"D".to_vec())),
            (b"E".to_vec(), Object::Dict(inner)),
        ];
        assert_eq!(read, Some(Object::Dict(Dict::from(expected))));
        assert_eq!(object("12"), Some(Object::Number(12.0)));
        for broken in ["", "<< /A", "[1 2", "<< /A 1 ]", "R", "/A R"] {
            assert_eq!(object(broken), None, "{broken}");
        }
    }

    #[test]
    fn operators_with_their_operands() {
        let mut reader = ObjectReader::new(b"q 1 0 0 1 7.5 20 cm [(a) -12 <00>] TJ ' ET");
        let mut read = Vec::new();
        while let Some(operator) = reader.operator() {
            read.push((
                String::from_utf8_lossy(operator.name).into_owned(),
                operator.operands.len(),
            ));
        }
        let expected = [("q", 0), ("cm", 6), ("TJ", 1), ("'", 0), ("ET", 0)];
        assert_eq!(read, expected.map(|(name, operands)| (name.to_owned(), operands)));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(object(&"[".repeat(1_000_000)), None);
        assert_eq!(object(&format!("[{}]", "1 ".repeat(1_000_000))), None);
    }
}
