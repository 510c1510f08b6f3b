//! How the strings of a font divide into codes, and what the codes of the predefined encodings of
//! Chinese fonts mean (ISO 32000-1, 9.7.5.2).

use encoding_rs::{Encoding, GB18030, GBK};

/// How strings divide into codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// A byte is a code: simple fonts.
    Single,
    /// Two bytes are a code that has no meaning of its own: Identity-H, and encodings that the file
    /// contains.
    Pair,
    /// UTF-16 with the higher byte first; UCS-2 is a part of it.
    Utf16,
    /// UTF-32 with the highest byte first.
    Utf32,
    /// UTF-8.
    Utf8,
    /// GBK, or GB 2312, which is a part of it. `wide` is whether its ASCII characters have the
    /// identifiers of the characters of half the width.
    Gbk {
        /// Whether ASCII characters are half as wide as Chinese ones.
        half: bool,
    },
    /// GB 18030.
    Gb18030,
}

/// A code: its bytes as a number, and how many bytes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// The bytes as a number, the first byte highest.
    pub number: u32,
    /// The number of bytes, from 1 to 4.
    pub length: usize,
}

impl Coding {
    /// The coding of a predefined encoding; `None` for those of other languages. Vertical ones are
    /// left out, because their text is not set in lines.
    pub fn predefined(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Identity-H" => Self::Pair,
            b"UniGB-UCS2-H" | b"UniGB-UTF16-H" => Self::Utf16,
            b"UniGB-UTF32-H" => Self::Utf32,
            b"UniGB-UTF8-H" => Self::Utf8,
            b"GBK-EUC-H" | b"GB-EUC-H" => Self::Gbk { half: true },
            b"GBKp-EUC-H" | b"GBpc-EUC-H" => Self::Gbk { half: false },
            b"GBK2K-H" => Self::Gb18030,
            _ => return None,
        })
    }

    /// The first code of a string that is not empty.
    pub fn first(self, bytes: &[u8]) -> Code {
        let second = bytes.get(1).copied().unwrap_or(0);
        let length = match (self, bytes.first().copied().unwrap_or(0)) {
            (Self::Utf16, 0xd8..=0xdb) | (Self::Utf32, _) | (Self::Utf8, 0xf0..=0xf7) => 4,
            (Self::Gb18030, 0x81..=0xfe) if second.is_ascii_digit() => 4,
            (Self::Pair | Self::Utf16, _)
            | (Self::Gbk { .. } | Self::Gb18030, 0x81..=0xfe)
            | (Self::Utf8, 0xc0..=0xdf) => 2,
            (Self::Utf8, 0xe0..=0xef) => 3,
            _ => 1,
        };
        let length = length.min(bytes.len()).max(1);
        let code = bytes.iter().take(length);
        Code { number: code.fold(0, |number, byte| number << 8 | u32::from(*byte)), length }
    }

    /// The character of a code; `None` where codes have no meaning of their own.
    pub fn meaning(self, code: Code) -> Option<char> {
        let all = code.number.to_be_bytes();
        let bytes = &all[all.len() - code.length.min(all.len())..];
        match self {
            Self::Single | Self::Pair => None,
            Self::Utf32 => char::from_u32(code.number),
            Self::Utf8 => only(std::str::from_utf8(bytes).ok()?.chars()),
            Self::Utf16 => {
                let units =
                    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                let mut decoded = char::decode_utf16(units);
                decoded.next()?.ok()
            }
            Self::Gbk { .. } => decoded(GBK, bytes),
            Self::Gb18030 => decoded(GB18030, bytes),
        }
    }

    /// The identifier of a code in the collection Adobe-GB1, as far as the width depends on it:
    /// those of ASCII characters are consecutive, and other characters have the usual width.
    pub fn identifier(self, code: Code) -> Option<u16> {
        /// The identifiers of the space of half the width and of its own width.
        const HALF: u32 = 814;
        const OWN: u32 = 1;
        let from = match self {
            Self::Single | Self::Pair => return u16::try_from(code.number).ok(),
            Self::Gbk { half: true } | Self::Gb18030 => HALF,
            _ => OWN,
        };
        let ascii = code.number.checked_sub(u32::from(b' '))?;
        u16::try_from(ascii + from).ok().filter(|_| ascii < 0x5f)
    }
}

/// The only character.
fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// The only character that bytes encode.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<char> {
    only(encoding.decode_without_bom_handling_and_without_replacement(bytes)?.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predefined_encodings_of_chinese_fonts() {
        for (name, bytes, text, lengths) in [
            ("UniGB-UCS2-H", &b"\x7b\x2c\x00\x31"[..], "第1", &[2, 2][..]),
            ("UniGB-UTF16-H", b"\xd8\x40\xdc\x0b\x4e\x00", "𠀋一", &[4, 2]),
            ("UniGB-UTF8-H", b"\xe7\xac\xac1", "第1", &[3, 1]),
            ("UniGB-UTF32-H", b"\0\0\x7b\x2c", "第", &[4]),
            ("GBK-EUC-H", b"\xb5\xda1\xe9F", "第1镕", &[2, 1, 2]),
            ("GB-EUC-H", b"\xb5\xda1", "第1", &[2, 1]),
            ("GBKp-EUC-H", b"1\xb5\xda", "1第", &[1, 2]),
            ("GBK2K-H", b"\xb5\xda\x81\x39\xef\x30\x31", "第㐁1", &[2, 4, 1]),
        ] {
            let coding = Coding::predefined(name.as_bytes()).expect("a coding");
            let (mut rest, mut read, mut found) = (bytes, String::new(), Vec::new());
            while !rest.is_empty() {
                let code = coding.first(rest);
                read.extend(coding.meaning(code));
                found.push(code.length);
                rest = &rest[code.length..];
            }
            assert_eq!((read.as_str(), &found[..]), (text, lengths), "{name}");
        }
        for name in ["Identity-V", "UniJIS-UTF16-H", ""] {
            assert_eq!(Coding::predefined(name.as_bytes()), None);
        }
    }

    #[test]
    fn what_is_cut_off_has_no_meaning() {
        for (coding, bytes) in [
            (Coding::Utf16, &b"\x7b"[..]),
            (Coding::Utf16, b"\xd8\x40"),
            (Coding::Utf8, b"\xe7\xac"),
            (Coding::Gbk { half: true }, b"\xb5"),
            (Coding::Gb18030, b"\x81\x39"),
            (Coding::Utf32, b"\xff\xff\xff\xff"),
        ] {
            let code = coding.first(bytes);
            assert_eq!((code.length, coding.meaning(code)), (bytes.len(), None), "{coding:?}");
        }
    }

    #[test]
    fn ascii_characters_have_identifiers() {
        let digit = Code { number: u32::from(b'0'), length: 1 };
        assert_eq!(Coding::Utf16.identifier(digit), Some(17));
        assert_eq!(Coding::Gbk { half: true }.identifier(digit), Some(830));
        assert_eq!(Coding::Utf16.identifier(Code { number: 0x7b2c, length: 2 }), None);
        assert_eq!(Coding::Pair.identifier(Code { number: 0x7b2c, length: 2 }), Some(0x7b2c));
    }
}
