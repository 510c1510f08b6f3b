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

/// The range of the sentence that contains a byte. Long sentences are cut as [`part_at`] says.
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    part_at(text, at, &ENDS)
}

/// About how many bytes of a part are looked at together: 500 Chinese characters.
const LONGEST: usize = 1500;

/// The range between two of these signs that contains a byte, with the sign that ends it. A range
/// of more than about twice [`LONGEST`] is cut at fixed places, so that a text without such signs
/// is not read as a whole for each of its findings.
pub fn part_at(text: &str, at: usize, ends: &[char]) -> Range<usize> {
    // The text is cut at a multiple of the length if no sign is near on either side of it. Of three
    // multiples without a sign among them the one in the middle is a cut, so that those further
    // away do not matter.
    let multiple = |block: usize| text.floor_char_boundary(block * LONGEST);
    let is_cut = |cut: &usize| {
        let from = text.floor_char_boundary(cut.saturating_sub(LONGEST));
        let to = text.floor_char_boundary(cut + LONGEST);
        from > 0 && to < text.len() && !text[from..to].contains(ends)
    };
    let block = at / LONGEST;
    let before = (block.saturating_sub(3)..=block + 1).rev().map(multiple);
    let first = before.filter(|cut| *cut <= at).find(is_cut).unwrap_or(0);
    let behind = (block + 1..block + 5).map(multiple);
    let last = behind.filter(|cut| *cut > at).find(is_cut).unwrap_or(text.len());
    let from = text[first..at].char_indices().rfind(|(_, c)| ends.contains(c));
    let to = text[at..last].char_indices().find(|(_, c)| ends.contains(c));
    from.map_or(first, |(end, c)| first + end + c.len_utf8())
        ..to.map_or(last, |(end, c)| at + end + c.len_utf8())
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

    #[test]
    fn long_sentences_are_cut_at_fixed_places() {
        let text = format!("甲。{}。{}。丙", "乙".repeat(400), "丁，".repeat(5000));
        let parts: Vec<Range<usize>> = {
            let mut parts: Vec<_> =
                text.char_indices().map(|(at, _)| sentence_at(&text, at)).collect();
            parts.dedup();
            parts
        };
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start), "{parts:?}");
        assert_eq!(parts[0], 0..6);
        assert_eq!(parts[1], 6..6 + 400 * 3 + 3, "a sentence of usual length is not cut");
        assert!(parts[2..].iter().all(|part| part.len() < 4 * LONGEST), "{parts:?}");
        assert_eq!(parts.last().map(|part| &text[part.clone()]), Some("丙"));
    }
}
