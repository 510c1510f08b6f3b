//! The sentences of a text.

use std::ops::Range;

/// The signs that end a sentence.
const ENDS: [char; 4] = ['。', '；', '！', '？'];

/// The ranges of the sentences of a text, each including the sign that ends it.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    text.split_inclusive(ENDS).map(move |sentence| {
        from += sentence.len();
        from - sentence.len()..from
    })
}

/// The range of the sentence that contains a byte.
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let from = text[..at]
        .char_indices()
        .rfind(|(_, c)| ENDS.contains(c))
        .map_or(0, |(end, c)| end + c.len_utf8());
    let to = text[at..]
        .char_indices()
        .find(|(_, c)| ENDS.contains(c))
        .map_or(text.len(), |(end, c)| at + end + c.len_utf8());
    from..to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_signs() {
        let text = "甲。乙；丙";
        assert_eq!(
            sentences(text).map(|range| &text[range]).collect::<Vec<_>>(),
            ["甲。", "乙；", "丙"]
        );
        assert_eq!(&text[sentence_at(text, 6)], "乙；");
        assert_eq!(&text[sentence_at(text, 0)], "甲。");
        assert_eq!(&text[sentence_at(text, text.len())], "丙");
    }
}
