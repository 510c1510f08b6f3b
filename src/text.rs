//! Chinese text as several modules read and write it: sentences, numerals of lists and parts,
//! Chinese characters, quotations, and the words for a difference.
//!
//! These functions know neither the legal form nor a report. Numbers in text are read by
//! [`crate::number`], and what a text claims about cells by [`crate::narrative`].

mod sentence;

pub use sentence::{part_at, sentence_at, sentences};

use crate::number::{self, Decimal, ascii_digit};

/// The numerals of the six parts of a report, in their order.
pub const PART_NUMERALS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

/// Whether a character belongs to the number of a list item or a heading in Chinese numerals, from
/// 一 to 九十九. The numerals of larger numbers (百, 〇) do not occur there.
pub fn is_list_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// The word for a difference: 少 if it is negative, otherwise 多.
pub const fn more_or_less(difference: Decimal) -> &'static str {
    if difference.is_negative() { "少" } else { "多" }
}

/// A text without white space and with ASCII digits.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !number::is_space(*c)).map(ascii_digit).collect()
}

/// Whether the text contains any of the words.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text starts with any of the words.
pub fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether the text ends with any of the words.
pub fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// Whether a byte is between an opening sign and the closing sign that follows. Both must be near:
/// no title or quotation has more than 500 characters.
pub fn is_inside(text: &str, at: usize, open: char, close: char) -> bool {
    /// In bytes.
    const NEAR: usize = 1500;
    let before = &text[text.floor_char_boundary(at.saturating_sub(NEAR))..at];
    let behind = &text[at..text.floor_char_boundary(at + NEAR)];
    before.rfind([open, close]).is_some_and(|sign| before[sign..].starts_with(open))
        && behind.contains(close)
}

/// Whether a character is one of the common Chinese characters: the block that Unicode calls CJK
/// Unified Ideographs. The numeral 〇 is not in that block.
pub const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is a Chinese character: a common one, 〇, or one of the rare characters of
/// CJK Extension A, which occur in names.
pub const fn is_han(c: char) -> bool {
    is_common_han(c) || matches!(c, '〇' | '\u{3400}'..='\u{4dbf}')
}

/// Puts words in quotation marks and shortens long words. Quotation marks inside become single
/// ones.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 30;
    let single = |c| match c {
        '“' => '‘',
        '”' => '’',
        c => c,
    };
    let mut short: String = text.chars().take(LONGEST).map(single).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("“{short}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_do_not_nest() {
        assert_eq!(quoted("“三公”经费"), "“‘三公’经费”");
        assert_eq!(quoted(&"公".repeat(31)), format!("“{}…”", "公".repeat(30)));
    }

    #[test]
    fn list_items_are_numbered_from_one_to_ninety_nine() {
        assert!("九十九".chars().all(is_list_numeral));
        assert!(PART_NUMERALS.into_iter().all(is_list_numeral));
        assert!(!"百〇零1".chars().any(is_list_numeral));
    }

    #[test]
    fn a_difference_is_named_by_its_sign() {
        let in_words = |difference: i64| more_or_less(Decimal::from(difference));
        assert_eq!((in_words(-1), in_words(0), in_words(1)), ("少", "多", "多"));
    }

    #[test]
    fn rare_characters_and_zero_are_chinese_but_not_common() {
        assert!(is_han('县') && is_common_han('县'));
        for rare in ['〇', '\u{3400}', '䶮'] {
            assert!(is_han(rare) && !is_common_han(rare), "{rare}");
        }
        assert!(!is_han('A') && !is_han('，') && !is_han('１'));
    }

    #[test]
    fn words_are_compared_without_spaces_and_with_ascii_digits() {
        assert_eq!(compact(" ２０２４ 年\u{3000}1 月"), "2024年1月");
        assert!(has_any("收到申请", &["申请", "复议"]) && !has_any("收到", &["申请"]));
        assert!(starts_with_any("不予公开", &["不", "未"]));
        assert!(ends_with_any("不予公开", &["公开"]));
    }

    #[test]
    fn a_byte_is_inside_brackets_that_close_behind_it() {
        let text = "甲（乙）丙";
        let at = |word: &str| text.find(word).expect(word);
        assert!(is_inside(text, at("乙"), '（', '）'));
        assert!(!is_inside(text, at("丙"), '（', '）') && !is_inside(text, at("甲"), '（', '）'));
        assert!(!is_inside("甲（乙", "甲（".len(), '（', '）'), "the bracket does not close");
    }
}
