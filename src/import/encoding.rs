//! The encoding of a text: web pages and plain text of offices come in UTF-8, in GB18030 (of which
//! GBK and GB2312 are parts) and in UTF-16.
//!
//! In: bytes. Out: text. A byte order mark counts most, then what the file declares, as far as the
//! bytes are valid in it; a text that declares nothing is UTF-8 if it is valid, and else GB18030 if
//! it then has the words of a report: any bytes are some text in some encoding, and wrong characters
//! must not pass for a report.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The bytes at the start of a file in which an encoding is declared: browsers search 1024 of them,
/// and programs of offices write long heads.
const HEAD: usize = 8192;

/// Words that a report has, at least one of them in each.
const REPORT: [&str; 4] = ["信息公开", "规范性文件", "公开申请", "行政许可"];

/// The text of these bytes; `None` if they are in no encoding that is known.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return strict(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let declared = declared(bytes).map(|encoding| {
        // Pages that declare GB2312 hold characters of GBK and GB18030, which contain it.
        if encoding == encoding_rs::GBK { GB18030 } else { encoding }
    });
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        // A page cut in the middle of a character, or with one wrong byte, is still the page.
        return nearly(encoding, bytes);
    }
    nearly(GB18030, bytes)
        .filter(|text| has_words(text))
        .or_else(|| nearly(UTF_8, bytes).filter(|text| has_words(text)))
}

/// The text of an XML part: UTF-8, or UTF-16, which has a mark (XML 1.0, 4.3.3).
pub fn of_xml(bytes: Vec<u8>) -> Option<String> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            strict(encoding, &bytes[mark..]).map(Cow::into_owned)
        }
        _ => String::from_utf8(bytes).ok(),
    }
}

/// Whether a text has the words of a report.
pub fn has_words(text: &str) -> bool {
    REPORT.iter().any(|words| text.contains(words))
}

/// The text of bytes that are all valid.
fn strict<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The text of bytes of which one in a thousand characters may be invalid. The mark that stands in
/// place of an invalid one is no digit, so that a number with it is not read.
fn nearly<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if !has_errors {
        return Some(text);
    }
    let errors = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    (errors * 1000 <= text.chars().count()).then_some(text)
}

/// UTF-16 without a mark, by the zeros beside the ASCII characters at its start. A few Chinese
/// characters, such as 一 and 开, have a zero on the other side.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const ENOUGH: usize = 4;
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros =
        |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd >= ENOUGH && odd > even * 3 {
        Some(UTF_16LE)
    } else if even >= ENOUGH && even > odd * 3 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a page declares: `charset=` of a meta element, or `encoding=` of XML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let value = |name: &[u8]| -> Option<&'static Encoding> {
        let at = head.windows(name.len()).position(|window| window == name)? + name.len();
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
        let rest = head[at..].iter().skip_while(|byte| b" =\"'".contains(byte));
        let label: Vec<u8> = rest.take_while(is_part).copied().collect();
        Encoding::for_label(&label)
    };
    value(b"charset").or_else(|| value(b"encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "政府信息公开工作年度报告 勾稽 〔2021〕";

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let page = format!("<html><p>{PAGE}");
        assert_eq!(decode(page.as_bytes()).as_deref(), Some(&*page));
        assert_eq!(decode(&gbk(&page)).as_deref(), Some(&*page));
        for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            assert_eq!(decode(&utf16(&page, order)).as_deref(), Some(&*page));
            let marked = utf16(&format!("\u{feff}{page}"), order);
            assert_eq!(decode(&marked).as_deref(), Some(&*page));
        }
        assert_eq!(decode(format!("\u{feff}{page}").as_bytes()).as_deref(), Some(&*page));
    }

    #[test]
    fn what_is_declared_counts_if_it_can_be_true() {
        let declared = "<meta charset=\"gb2312\">天气";
        assert_eq!(decode(&gbk(declared)).as_deref(), Some(declared));
        // A page that was converted to UTF-8 and kept its declaration.
        assert_eq!(decode(declared.as_bytes()).as_deref(), Some(declared));
        let wrong = format!("<meta charset=utf-8>{PAGE}");
        assert_eq!(decode(&gbk(&wrong)).as_deref(), Some(&*wrong));
    }

    #[test]
    fn other_bytes_are_no_text() {
        assert_eq!(decode(&gbk("今天天气很好")), None);
        assert_eq!(decode(b"\xff\xd8\xff\x80\x81"), None);
        let mut cut = gbk(&format!("{PAGE}{}", "文".repeat(2000)));
        cut.pop();
        assert!(decode(&cut).is_some_and(|text| text.starts_with(PAGE)));
    }
}
