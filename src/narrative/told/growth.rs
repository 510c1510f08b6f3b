//! Growth between two numbers that stand side by side: 142个，上年为128个，增长10.9%; 从194件到182件，下降6.2%.

use super::super::NumberKind;
use super::super::TextNumber;
use super::super::claim::{Claim, Growth, StatedGrowth};
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::Word;
use super::super::token::Token;
use super::Sentence;
use crate::number::Decimal;

/// Last year's number and this year's, and the last item of them.
struct Pair {
    base: Decimal,
    current: Decimal,
    /// The item that comes first.
    first: usize,
    /// The item behind which the pair is known.
    last: usize,
    /// Whether last year's number comes first.
    base_first: bool,
}

/// Words that say nothing of what grew.
const ADVERBS: [&str; 12] =
    ["幅度", "略", "大幅", "小幅", "明显", "显著", "数", "项", "量", "反而", "同时", "总体"];
/// Words behind 增收 and the like by which it is taken for granted: 增收部分主要来自….
const GRANTED: [&str; 8] = ["部分", "的部分", "主要", "的主要", "原因", "的原因", "额主要", "系因"];
/// How many letters may lead from last year's number to this year's: 由87件变为95件.
const MOST_LETTERS: usize = 5;
/// How many of the last phrases may tell the same direction. The limit keeps the time linear.
const MOST_PHRASES: usize = 8;
/// How many words a clause before a pair may have.
const MOST_TOKENS: usize = 12;

impl Sentence<'_> {
    /// The growths behind two numbers that say themselves by how much one grew to the other.
    pub(super) fn growths(&self) -> Vec<(usize, Claim)> {
        let mut claims = Vec::new();
        for item in 2..self.items.len() {
            let Some(pair) = self.pair(item - 1).or_else(|| self.pair_by_difference(item - 1))
            else {
                continue;
            };
            let Some((down, stated)) = self.growth_of(item, &pair) else { continue };
            let growth = Growth::between(pair.base, pair.current, down, stated);
            claims.push((self.items[item].fact, Claim::Growth(growth)));
        }
        claims
    }

    /// Directions beside two such numbers: 有所回落，由上年的87件变为95件.
    pub(super) fn directions(&self) -> Vec<TextNumber> {
        let mut phrases = Vec::new();
        for item in 1..self.items.len() {
            let Some(pair) = self.pair(item) else { continue };
            let told = self.direction_before(&pair).or_else(|| self.granted_behind(&pair));
            let Some((at, down)) = told else { continue };
            let range = self.tokens[at].range.clone();
            let growth = Growth::between(pair.base, pair.current, down, StatedGrowth::Direction);
            let span = self.page.plain.span(&range);
            let is_told =
                self.facts.iter().rev().take(MOST_PHRASES).take_while(|fact| fact.negated).any(
                    |fact| {
                        fact.span.start <= span.start
                            && span.end <= fact.span.end
                            && fact.is_growth()
                    },
                );
            if !is_told {
                let claim = Claim::Growth(growth);
                phrases.push(self.page.zero(range.clone(), range, claim, Scope::Whole));
            }
        }
        phrases
    }

    /// The pair of an item and the one before it, if one is of last year by its words and neither
    /// says anything else.
    fn pair(&self, last: usize) -> Option<Pair> {
        let first = last.checked_sub(1)?;
        let comparable = self.is_exact(first)
            && self.is_exact(last)
            && self.are_alike(first, last)
            && self.fact(first).kind != NumberKind::Points
            && self.goes_on(first, last);
        if !comparable {
            return None;
        }
        let (one, other) = (self.fact(first).value, self.fact(last).value);
        let (own, before) = (self.tokens_of(last), self.tokens_of(first));
        let is_of_last_year = |tokens: &[Token]| tokens.iter().any(|t| self.is_last_year(t));
        let says_only_year =
            own.iter().all(|token| self.is_last_year(token) || token.word == Word::Filler);
        let of_other_year = before.iter().any(|token| {
            matches!(token.word, Word::Year(_) | Word::LastYear) && !self.is_this_year(token)
        });
        if is_of_last_year(own) && says_only_year && !of_other_year {
            // In 新收20件，办结18件，上年为15件 either may be meant.
            let alone = first.checked_sub(1).is_none_or(|before| {
                !self.are_alike(before, first) || !self.goes_on(before, first)
            });
            let pair = Pair { base: other, current: one, first, last, base_first: false };
            return alone.then_some(pair);
        }
        let begins = |token: &Token| ["由", "从", "自"].contains(&self.word(token));
        let of_base = is_of_last_year(before) || before.iter().any(begins);
        (of_base && self.leads_on(own)).then_some(Pair {
            base: one,
            current: other,
            first,
            last,
            base_first: true,
        })
    }

    /// Whether words only lead from last year's number to this year's: 变为, 到, 今年为.
    fn leads_on(&self, own: &[Token]) -> bool {
        let words = own.iter().filter(|token| !self.is_this_year(token));
        let text: String = words.map(|token| self.word(token)).collect();
        !own.iter().any(|token| {
            self.is_last_year(token)
                || matches!(token.word, Word::Year(_)) && !self.is_this_year(token)
        }) && text.chars().count() <= MOST_LETTERS
            && text.ends_with(['至', '到', '为', '成'])
    }

    /// The pair of a number and the one before it, from which it tells the difference: 23件，比上年多9件.
    fn pair_by_difference(&self, last: usize) -> Option<Pair> {
        let first = last.checked_sub(1)?;
        let words = self.words(last);
        let compares = words.has(Word::Compare) || words.has(Word::LastYear);
        let told = self.is_exact_count(first)
            && self.is_exact_count(last)
            && self.are_alike(first, last)
            && self.goes_on(first, last)
            && compares
            && !words.has_meaning()
            && !words.is_foreign()
            && !words.has(Word::Channel)
            && words.unknown.is_empty();
        let down = Self::falls(self.tokens_of(last))?;
        let alone = first
            .checked_sub(1)
            .is_none_or(|before| !self.are_alike(before, first) || !self.goes_on(before, first));
        let (current, difference) = (self.fact(first).value, self.fact(last).value);
        let base = if down { current + difference } else { current - difference };
        (told && alone && base > Decimal::ZERO).then_some(Pair {
            base,
            current,
            first,
            last,
            base_first: false,
        })
    }

    fn tokens_of(&self, item: usize) -> &[Token] {
        &self.tokens[self.items[item].own.clone()]
    }

    /// Whether words say that something fell; `None` if they say neither.
    fn falls(words: &[Token]) -> Option<bool> {
        let up = words.iter().any(|token| token.word == Word::Up);
        let down = words.iter().any(|token| token.word == Word::Down);
        (up != down).then_some(down)
    }

    /// What the item behind a pair states of it.
    fn growth_of(&self, item: usize, pair: &Pair) -> Option<(bool, StatedGrowth)> {
        let own = self.tokens_of(item);
        let words = Subject::of(own);
        let down = Self::falls(own)?;
        let fact = self.fact(item);
        let of_shares = self.fact(pair.last).kind == NumberKind::Percent;
        let stated = match fact.kind {
            NumberKind::Percent if !of_shares => StatedGrowth::Percent,
            NumberKind::Points if of_shares => StatedGrowth::Count,
            NumberKind::Count | NumberKind::Money if self.are_alike(pair.last, item) => {
                StatedGrowth::Count
            }
            _ => return None,
        };
        let others = [
            Word::Each,
            Word::Respectively,
            Word::Rest,
            Word::Rate,
            Word::Channel,
            Word::Part,
            Word::Limit,
            Word::Portion,
            Word::Since,
        ];
        let known = words
            .unknown
            .iter()
            .all(|(range, _)| ADVERBS.contains(&&self.page.plain.text[range.clone()]));
        let clear = self.is_exact(item)
            && self.goes_on(pair.last, item)
            && self.items[item].bracket.is_none()
            && known
            && words.rows.is_empty()
            && words.applicants.is_empty()
            && words.outcomes.is_empty()
            && (words.acts.is_empty() || fact.kind == NumberKind::Money)
            && !words.has(Word::Foreign)
            && !own.iter().any(|token| self.is_foreign_year(token))
            && (of_shares || !words.has(Word::Share))
            && !others.into_iter().any(|word| words.has(word));
        (clear && self.is_of_pair(&words, pair)).then_some((down, stated))
    }

    fn is_foreign_year(&self, token: &Token) -> bool {
        matches!(token.word, Word::Year(_))
            && !self.is_last_year(token)
            && !self.is_this_year(token)
    }

    /// Whether what words name is what the numbers of a pair count.
    fn is_of_pair(&self, words: &Subject, pair: &Pair) -> bool {
        let mut counted = self.words(pair.first);
        counted.join(&self.words(pair.last));
        let names_area = |area| {
            counted.areas.contains(area)
                || area.is_requests() && counted.areas.iter().any(|area| area.is_requests())
        };
        !counted.has_meaning()
            || words.areas.iter().all(names_area)
                && words.handles.iter().all(|handle| counted.handles.contains(handle))
    }

    /// The direction that the clause before a pair tells: 办件量有所回落，由上年的87件变为95件.
    fn direction_before(&self, pair: &Pair) -> Option<(usize, bool)> {
        let own = self.items[pair.first].own.clone();
        if !pair.base_first || self.words(pair.first).has_meaning() {
            return None;
        }
        let end = own.start.checked_sub(1)?;
        let is_mark = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_));
        let start = self.tokens[..end].iter().rposition(is_mark).map_or(0, |mark| mark + 1);
        let behind_number = start > 0 && matches!(self.tokens[start - 1].word, Word::Number(_));
        let clause = &self.tokens[start..end];
        let down = Self::falls(clause)?;
        let told = |token: &Token| matches!(token.word, Word::Up | Word::Down);
        let at = clause.iter().position(told)?;
        let ends = clause[at + 1..].iter().all(|token| token.word == Word::Filler);
        let text = self.text(start..end);
        (ends
            && !behind_number
            && self.tokens[end].word == Word::Mark('，')
            && clause.len() <= MOST_TOKENS
            && !text.ends_with('的')
            && !text.contains(['不', '未', '没', '无', '各', '均', '率']))
        .then_some((start + at, down))
    }

    /// The direction that the clause behind a pair takes for granted: 增收部分主要来自….
    fn granted_behind(&self, pair: &Pair) -> Option<(usize, bool)> {
        let mut at = self.items[pair.last].at + 1;
        while matches!(self.tokens.get(at)?.word, Word::Mark('）' | '，')) {
            at += 1;
        }
        let marked = matches!(self.tokens[at - 1].word, Word::Mark('，'));
        let down = match self.tokens[at].word {
            Word::Up => false,
            Word::Down => true,
            _ => return None,
        };
        let behind = &self.page.plain.text[self.tokens[at].range.end..];
        (marked && GRANTED.iter().any(|words| behind.starts_with(words))).then_some((at, down))
    }
}
