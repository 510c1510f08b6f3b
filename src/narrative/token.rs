//! Splits a passage into known words, numbers, and the letters that are left over.

use super::lexicon::longest;
use super::numeral::Numeral;
use super::terms::Word;
use super::{NumberKind, normalized_text::NormalizedText};
use crate::number::Decimal;
use std::ops::Range;

/// A piece of the normalised text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub range: Range<usize>,
    pub word: Word,
}

/// The word that a character is by itself, if it separates clauses, sentences or names.
const fn mark(c: char) -> Option<Word> {
    match c {
        '，' | '。' | '；' | '：' | '（' | '）' | '！' | '？' => Some(Word::Mark(c)),
        '…' => Some(Word::Mark('。')),
        '、' => Some(Word::And),
        _ => None,
    }
}

/// Splits the whole text into tokens, which cover all of it. The names of the reporting agency say
/// nothing about what is counted.
pub(super) fn tokens(
    plain: &NormalizedText,
    numerals: &[Numeral],
    own_names: &[String],
) -> Vec<Token> {
    let text = plain.text.as_str();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let (mut at, mut next) = (0, 0);
    let mut begins_own_name: Vec<char> = Vec::new();
    for c in own_names.iter().filter_map(|name| name.chars().next()) {
        if !begins_own_name.contains(&c) {
            begins_own_name.push(c);
        }
    }
    while let Some(c) = text[at..].chars().next() {
        while numerals.get(next).is_some_and(|numeral| numeral.whole.start < at) {
            next += 1;
        }
        let (length, word) = if let Some(numeral) =
            numerals.get(next).filter(|numeral| numeral.whole.start == at)
        {
            (numeral.whole.len(), word_of(text, numeral, next))
        } else if let Some(mark) = mark(c) {
            (c.len_utf8(), mark)
        } else if c == '《' {
            (text[at..].find('》').map_or(c.len_utf8(), |end| end + '》'.len_utf8()), Word::Filler)
        } else if begins_own_name.contains(&c)
            && let Some(name) = own_names.iter().find(|name| text[at..].starts_with(*name))
        {
            (name.len(), Word::Filler)
        } else {
            longest(&text[at..]).unwrap_or((c.len_utf8(), Word::Unknown))
        };
        let end = at + length.max(1);
        if matches!(word, Word::Number(_))
            && let Some(last) = tokens.last_mut()
            && let Some(rise) = rise_of(text, last)
        {
            last.word = rise;
        }
        match tokens.last_mut() {
            Some(last) if last.word == Word::Unknown && word == Word::Unknown => {
                last.range.end = end;
            }
            _ => tokens.push(Token { range: at..end, word }),
        }
        at = end;
    }
    tokens
}

/// What 增 or 减 right before a number means, where no word of more letters was known.
fn rise_of(text: &str, before: &Token) -> Option<Word> {
    match &text[before.range.clone()] {
        "增" | "升" | "略增" | "微增" if before.word == Word::Unknown => Some(Word::Up),
        "减" | "降" | "略减" | "略降" | "微降" if before.word == Word::Unknown => {
            Some(Word::Down)
        }
        _ => None,
    }
}

/// The word that a number counts as, by its kind.
fn word_of(text: &str, numeral: &Numeral, index: usize) -> Word {
    match numeral.kind {
        NumberKind::Count | NumberKind::Money | NumberKind::Percent | NumberKind::Points => {
            Word::Number(index)
        }
        NumberKind::Date => {
            let digits = &text[numeral.digits.clone()];
            let before = &text[..numeral.digits.start];
            let (year, behind) = (digits.parse::<u16>().unwrap_or(0), &text[numeral.whole.end..]);
            let edge = digits == "1" && behind.starts_with("1日")
                || digits == "12" && (behind.starts_with("31") || behind.starts_with('底'));
            if digits.len() == 4 {
                Word::Year(year)
            } else if text[numeral.digits.end..].starts_with('日') && !before.ends_with('月') {
                // 提前3日 says how long, and 每月5日前 is of a month.
                Word::Filler
            } else if edge || matches!(digits, "1" | "31") && before.ends_with('月') {
                Word::YearEnd
            } else {
                Word::Limit
            }
        }
        NumberKind::Range => Word::Unknown,
        // 5年来 is longer than the year.
        NumberKind::Time
            if text[..numeral.whole.end].ends_with('年')
                && text[numeral.whole.end..].starts_with('来')
                && numeral.value > Decimal::from(1) =>
        {
            Word::Limit
        }
        _ => Word::Filler,
    }
}

/// The sentences: runs of tokens up to a full stop, which is included.
pub(super) fn sentences(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.split_inclusive(|token| matches!(token.word, Word::Mark('。' | '！' | '？')))
}
