//! The characters of simple fonts, whose codes are bytes: the encodings that the standard names,
//! and glyphs by their names (ISO 32000-1, 9.6.6 and annex D).

use super::file::PdfFile;
use super::object::{Dict, Object};
use crate::import::ImportError;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The characters of the codes from 0 to 255.
pub type Characters = Vec<Option<char>>;

/// The number of codes.
const CODES: usize = 256;

/// Reads the encoding of a simple font. `None` if the file does not state one and the font has one
/// of its own.
///
/// # Errors
/// When more is read than any report needs.
pub fn read(
    file: &PdfFile,
    font: &Dict,
    is_symbolic: bool,
) -> Result<Option<Characters>, ImportError> {
    let stated = file.get(font, "Encoding")?;
    let base = match &stated {
        Object::Name(name) => Some(name.clone()),
        Object::Dict(dict) => file.get(dict, "BaseEncoding")?.name().map(<[u8]>::to_vec),
        _ if is_symbolic => return Ok(None),
        _ => None,
    };
    let mut characters = match base.as_deref() {
        Some(b"WinAnsiEncoding") => of(WINDOWS_1252),
        Some(b"MacRomanEncoding") => of(MACINTOSH),
        _ if is_symbolic => vec![None; CODES],
        _ => standard(),
    };
    let Object::Dict(dict) = &stated else { return Ok(Some(characters)) };
    let mut code = 0;
    for part in file.list(dict, "Differences")? {
        match file.resolve(&part)? {
            Object::Name(name) => {
                if let Some(character) = characters.get_mut(code) {
                    *character = by_name(&name);
                }
                code += 1;
            }
            number => code = number.count().unwrap_or(CODES).min(CODES),
        }
    }
    Ok(Some(characters))
}

/// The characters of an encoding of bytes.
fn of(encoding: &'static Encoding) -> Characters {
    (0..=u8::MAX)
        .map(|byte| {
            let text = [byte];
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(&text)?;
            decoded.chars().next().filter(|c| !c.is_control())
        })
        .collect()
}

/// The standard encoding: ASCII but for two quotation marks, and some marks above.
fn standard() -> Characters {
    let mut characters: Characters = (0..=u8::MAX)
        .map(|byte| Some(char::from(byte)).filter(|c| c.is_ascii() && !c.is_control()))
        .collect();
    for (code, c) in [
        (0x27, '’'),
        (0x60, '‘'),
        (0xa5, '¥'),
        (0xa7, '§'),
        (0xa9, '\''),
        (0xaa, '“'),
        (0xb1, '–'),
        (0xb4, '·'),
        (0xb7, '•'),
        (0xba, '”'),
        (0xbc, '…'),
        (0xd0, '—'),
    ] {
        characters[code] = Some(c);
    }
    characters
}

/// The names of glyphs other than letters (Adobe Glyph List), as far as reports may contain them.
const NAMES: [(&str, char); 58] = [
    ("space", ' '),
    ("nbspace", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("section", '§'),
    ("yen", '¥'),
    ("multiply", '×'),
    ("degree", '°'),
];

/// The character of a glyph by its name: a letter, a name of the list, `uni4E00` or `u4E00`. What
/// follows a point is a variant of the glyph.
fn by_name(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if name.len() == 1 {
        return name.chars().next().filter(char::is_ascii_alphabetic);
    }
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let digits = match name.strip_prefix("uni") {
        Some(digits) => Some(digits).filter(|digits| digits.len() == 4),
        None => name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())),
    };
    digits
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_have_names() {
        for (name, c) in [
            ("A", Some('A')),
            ("seven", Some('7')),
            ("period.tab", Some('.')),
            ("uni7B2C", Some('第')),
            ("u2000B", Some('𠀋')),
            ("g17", None),
            ("u12", None),
            ("uniD800", None),
            (".notdef", None),
            ("", None),
        ] {
            assert_eq!(by_name(name.as_bytes()), c, "{name}");
        }
    }

    #[test]
    fn encodings_agree_on_digits_and_differ_in_quotation_marks() {
        for characters in [of(WINDOWS_1252), of(MACINTOSH), standard()] {
            assert_eq!(characters.len(), CODES);
            assert_eq!((characters[0x37], characters[0x0a]), (Some('7'), None));
        }
        assert_eq!(of(WINDOWS_1252)[0x97], Some('—'));
        assert_eq!(standard()[0x27], Some('’'));
    }
}
