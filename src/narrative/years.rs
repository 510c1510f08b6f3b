//! Reads the years of a text by what they are to the report.

use super::normalized_text::NormalizedText;
use super::terms::{Handling, Word};
use super::token::Token;

/// Reads years by what they are to the report: in that of 2024 2023年结转 is 上年结转, 转2025年 is
/// 结转下年, and 比2023年 is 比上年.
pub(super) fn words_by_year(plain: &NormalizedText, tokens: &mut [Token], year: u16) {
    for at in 1..tokens.len() {
        let names_year = |at: usize| matches!(tokens[at].word, Word::Year(_));
        if !names_year(at) && !names_year(at - 1) {
            continue;
        }
        let (before, word) = (tokens[at - 1].word, tokens[at].word);
        let text = |at: usize| &plain.text[tokens[at].range.clone()];
        let compares = matches!(word, Word::Year(named) if named + 1 == year)
            && (text(at - 1).ends_with(['比', '较'])
                || tokens.get(at + 1).is_some_and(|_| text(at + 1).starts_with("相比")));
        // 2022年的1.8倍 says nothing about the other numbers.
        let is_measure = matches!(word, Word::Year(named) if named + 1 < year)
            && matches!(tokens.get(at + 2).map(|token| token.word), Some(Word::Number(_)))
            && text(at + 1) == "的";
        let carries = matches!(word, Word::Year(named) if named == year + 1)
            && (text(at - 1).ends_with(['转', '延']) || text(at - 1).contains("转至"))
            && !matches!(before, Word::Number(_));
        if compares || is_measure {
            tokens[at].word = Word::Compare;
        } else if carries {
            tokens[at].word = Word::Handle(Handling::CarriedOut);
        } else if let (Word::Handle(Handling::Carried), Word::Year(named)) = (before, word)
            && named == year + 1
        {
            tokens[at - 1].word = Word::Handle(Handling::CarriedOut);
            tokens[at].word = Word::Filler;
        }
    }
}
