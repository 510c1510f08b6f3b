//! Decides where a line may end, by 禁则, the rules for characters that must not begin or end a line.
//!
//! The input is the characters of a paragraph. The output says for each position between two of
//! them whether a line may end there. No mark hangs outside the text and none is compressed: a mark
//! that must not begin a line takes the character before it to the next line (GB/T 15834-2011,
//! 5.1).

/// Whether a line may end between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The line may end here only if a run of characters without any other position is longer than
    /// the line.
    No,
    /// The line may end here only if it would otherwise be far too short: within a date or a web
    /// address.
    Hardly,
    /// The line may end here.
    Yes,
}

/// A word of letters that is longer than this many characters is taken to be an address and may
/// break after the marks in it.
const LONG_WORD: usize = 20;

/// Whether a character must not begin a line: marks (GB/T 15834-2011, 5.1.1 to 5.1.6), and signs
/// that belong to the number before them.
pub const fn never_first(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '”'
            | '’'
            | '）'
            | '》'
            | '】'
            | '〉'
            | '〕'
            | '」'
            | '』'
            | '〗'
            | '］'
            | '｝'
            | '…'
            | '·'
            | '～'
            | '／'
            | '．'
            | '％'
            | '‰'
            | '℃'
            | '°'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '>'
            | '%'
    )
}

/// Whether a character must not end a line.
pub const fn never_last(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '“'
            | '‘'
            | '【'
            | '〈'
            | '〔'
            | '「'
            | '『'
            | '〖'
            | '［'
            | '｛'
            | '￥'
            | '('
            | '['
            | '{'
            | '<'
            | '$'
            | '#'
    )
}

/// Whether a character is a blank of any width. A blank separates the text on its two sides, so a
/// line never begins with one, where it would look like the indent of a paragraph. It hangs at the
/// end of the line before it (Unicode Standard Annex 14, class BA: U+3000 allows a break only
/// behind it). Web pages use the no-break space like any other, so a line may end behind that too.
pub const fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// For each character, whether a line may end before it. The first entry is always [`Break::No`].
pub fn breaks(chars: &[char]) -> Vec<Break> {
    let mut breaks: Vec<Break> = Vec::with_capacity(chars.len());
    // The word of letters that contains the current character, from its first character to behind
    // its last.
    let mut word = 0..0;
    for (at, next) in chars.iter().copied().enumerate() {
        if in_word(next) && !word.contains(&at) {
            word = at..at + chars[at..].iter().take_while(|c| in_word(**c)).count();
        }
        let Some(last) = at.checked_sub(1).map(|before| chars[before]) else {
            breaks.push(Break::No);
            continue;
        };
        breaks.push(if is_blank(next) || never_first(next) {
            Break::No
        } else if is_blank(last) {
            // A blank hangs outside the line, so the character before it decides.
            match chars[..at].iter().rev().find(|c| !is_blank(**c)) {
                Some(before) if !never_last(*before) => Break::Yes,
                _ => Break::No,
            }
        } else if never_last(last) || last == next && matches!(next, '—' | '─') {
            Break::No
        } else if word.start < at && word.contains(&at) {
            // `https://` is never broken, nor separated from the text behind it.
            let protocol = last == '/' && (next == '/' || at > 1 && chars[at - 2] == '/');
            let joint = word.len() > LONG_WORD
                && !protocol
                && matches!(last, '/' | '.' | '?' | '&' | '=' | '-' | '_');
            if joint { Break::Hardly } else { Break::No }
        } else if is_digit(last) && is_digit(next) {
            Break::No
        } else {
            date(chars, at)
        });
    }
    breaks
}

/// Whether a character is part of a word of letters, a number or an address, which is not broken.
const fn in_word(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"')
        || c.is_ascii() && c == '\''
        || matches!(c, 'À'..='ɏ')
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A line ends within a date such as 2020年12月31日 only if it must, and never between a number and
/// its 年, 月 or 日.
fn date(chars: &[char], at: usize) -> Break {
    let (last, next) = (chars[at - 1], chars[at]);
    if is_digit(last) && matches!(next, '年' | '月' | '日') {
        return Break::No;
    }
    let follows = |unit: char| {
        chars[at..]
            .iter()
            .position(|c| !is_digit(*c))
            .is_some_and(|digits| digits <= 2 && chars[at + digits] == unit)
    };
    let dated = is_digit(next)
        && at >= 2
        && is_digit(chars[at - 2])
        && match last {
            '年' => follows('月'),
            '月' => follows('日'),
            _ => false,
        };
    if dated { Break::Hardly } else { Break::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` for [`Break::Yes`] and `:` for [`Break::Hardly`].
    fn marked(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mark = |kind| match kind {
            Break::No => "",
            Break::Hardly => ":",
            Break::Yes => "|",
        };
        chars.iter().zip(breaks(&chars)).map(|(c, kind)| format!("{}{c}", mark(kind))).collect()
    }

    #[test]
    fn lines_end_only_where_they_may() {
        for (text, places) in [
            ("新收，办结。", "新|收，|办|结。"),
            ("《条例》（试行）", "《条|例》|（试|行）"),
            ("占12.5%的", "占|12.5%|的"),
            ("增长８５％，", "增|长|８５％，"),
            ("至2020年12月31日止", "至|2020年:12月:31日|止"),
            ("12月5件", "12月|5|件"),
            ("见 Word 文件", "见 |Word |文|件"),
            ("一是——抓", "一|是|——|抓"),
            ("等……”", "等……”"),
            ("https://www.example.gov.cn/zwgk/", "https://www.:example.:gov.:cn/:zwgk/"),
            ("“ 甲”", "“ 甲”"),
            ("甲\u{3000}\u{3000}乙", "甲\u{3000}\u{3000}|乙"),
            ("（\u{3000}甲\u{a0}乙", "（\u{3000}甲\u{a0}|乙"),
            ("", ""),
        ] {
            assert_eq!(marked(text), places, "{text}");
        }
    }
}
