//! What the words of a sentence or of a clause say of its numbers as a whole.

use super::super::passage_reader::PassageReader;
use super::super::terms::Word;
use super::super::token::Token;

/// Whether 即 begins a clause and names follow it.
pub(super) fn begins_names(page: &PassageReader<'_>, tokens: &[Token], at: usize) -> bool {
    let begins = at > 1
        && matches!(tokens[at - 1].word, Word::Mark(_))
        && matches!(tokens[at - 2].word, Word::Number(_));
    let next = tokens.get(at + 1).map(|token| token.word);
    let names = matches!(next, Some(Word::Area(_) | Word::Row(_) | Word::Applicant(_)));
    begins && names && &page.plain.text[tokens[at].range.clone()] == "即"
}

/// The words of a clause before its last one, and before the office whose own level that is:
/// 市政府办公室本级.
pub(super) fn without_office<'a>(page: &PassageReader<'_>, clause: &'a [Token]) -> &'a [Token] {
    match clause {
        [before @ .., office, level]
            if office.word == Word::Office && page.plain.text[level.range.clone()] == *"本级" =>
        {
            before
        }
        [before @ .., _] => before,
        [] => clause,
    }
}

/// Whether a sentence counts disputes by what they are about: 行政复议20件，其中行政处罚12件.
pub(super) fn counts_kinds(tokens: &[Token]) -> bool {
    let is_dispute = |token: &Token| matches!(token.word, Word::Area(area) if area.is_dispute());
    let is_kind = |token: &Token| matches!(token.word, Word::Area(area) if area.is_decision());
    let Some(dispute) = tokens.iter().position(is_dispute) else { return false };
    let behind = tokens[dispute..].iter().take_while(|token| token.word != Word::Mark('；'));
    let mut counted = behind.skip_while(|token| !matches!(token.word, Word::Number(_)));
    counted.any(|token| is_kind(token) || token.word == Word::OfDisclosure)
}

/// Whether a sentence counts disputes about anything: 各类行政复议案件326件，应诉案件85件.
pub(super) fn names_all_kinds(page: &PassageReader<'_>, tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let is_dispute = matches!(pair[1].word, Word::Area(area) if area.is_dispute());
        is_dispute && &page.plain.text[pair[0].range.clone()] == "各类"
    })
}

/// Whether a sentence says that something is not counted.
pub(super) fn excludes(page: &PassageReader<'_>, tokens: &[Token]) -> bool {
    const INCLUDED: [&str; 4] = ["计入", "纳入", "在此列", "含在内"];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let text = &page.plain.text[first.range.start..last.range.end];
    // Most sentences have none of the words, which is found out faster than where they are.
    INCLUDED
        .iter()
        .filter(|word| text.contains(**word))
        .any(|word| text.match_indices(word).any(|(at, _)| text[..at].ends_with(['不', '未'])))
}

/// Whether the first tokens are 比上年, a bracket and a number.
pub(super) fn opens_base(tokens: &[Token]) -> bool {
    let words = tokens.iter().take(3).map(|token| token.word);
    matches!(words.collect::<Vec<_>>()[..], [Word::Compare, Word::Mark('（'), Word::Number(_)])
}

/// Whether what follows a clause divides what was counted: 申请中, or 按承办单位分.
pub(super) fn divides(text: &str, behind_number: bool) -> bool {
    behind_number && text.ends_with(['中', '里', '内'])
        || text.starts_with(['按', '从', '分']) && text.ends_with(['分', '看'])
}
