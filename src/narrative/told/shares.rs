//! Shares of which the sentence tells the part and the whole: 12.3%（不予公开45件、办结443件）; 抽查18处，5处过期，
//! 过期率27.8%.

use super::super::claim::{Claim, ShareTerm};
use super::super::readings::Readings;
use super::super::terms::{Handling, Word};
use super::super::word_set::WordSet;
use super::super::{Approximation, NumberKind};
use super::Sentence;
use crate::edition::TOTAL;
use crate::number::Decimal;

/// Words by which a percentage is a growth.
const OF_GROWTH: WordSet = WordSet::of(&[Word::Up, Word::Down, Word::Compare, Word::LastYear]);
/// How many numbers before a share may be its whole. The limit keeps the time linear.
const MOST_WHOLES: usize = 8;
/// Words by which a rate is of those that were due, or of what was done in time.
const IN_TIME: [&str; 6] = ["按时", "按期", "及时", "法定", "期限", "限时"];

impl Sentence<'_> {
    /// The shares that the sentence's own numbers decide.
    pub(super) fn shares(&self, readings: &Readings<'_>) -> Vec<(usize, Claim)> {
        let mut claims = Vec::new();
        for item in 0..self.items.len() {
            let fact = self.fact(item);
            let is_part = fact.kind == NumberKind::Percent
                && fact.approximation == Approximation::Exact
                && fact.value < Decimal::from(100);
            if !is_part || self.words(item).clause_words.meets(OF_GROWTH) {
                continue;
            }
            let pairs = self
                .in_brackets(item)
                .or_else(|| self.before_count(item, readings))
                .or_else(|| self.of_stem(item, readings))
                .or_else(|| self.among(item))
                .or_else(|| self.of_told(item));
            if let Some(pairs) = pairs.filter(|pairs| !pairs.is_empty()) {
                claims.push((self.items[item].fact, Claim::Share(pairs)));
            }
        }
        claims
    }

    /// Whether an item is a count in digits. In 每十件中约有五件 nothing is counted.
    fn is_plain(&self, item: usize) -> bool {
        self.is_exact_count(item) && self.fact(item).text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn number(&self, item: usize) -> ShareTerm {
        ShareTerm::Number(self.fact(item).value)
    }

    /// The part and the whole in brackets beside a share: 48.4%（予以公开21件/办结43件）.
    fn in_brackets(&self, item: usize) -> Option<Vec<(ShareTerm, ShareTerm)>> {
        let at = self.items[item].at;
        let own = self.items[item].own.clone();
        let opens = self.tokens.get(at + 1).is_some_and(|t| t.word == Word::Mark('（'));
        let closes = own.start > 0
            && self.tokens[own.start - 1].word == Word::Mark('）')
            && self.tokens[own.clone()].iter().all(|token| token.word == Word::Filler);
        let (one, other) = if opens {
            (item + 1, item + 2)
        } else if closes {
            (item.checked_sub(2)?, item - 1)
        } else {
            return None;
        };
        let bracket = self.items.get(one)?.bracket?;
        let is_other =
            |item: usize| self.items.get(item).is_none_or(|item| item.bracket != Some(bracket));
        let only_two = self.items.get(other)?.bracket == Some(bracket)
            && is_other(other + 1)
            && one.checked_sub(1).is_none_or(is_other)
            && (!opens || bracket == at + 1);
        let counts = self.is_plain(one) && self.is_plain(other) && self.are_alike(one, other);
        // In 60%（予以公开20件、部分公开10件） both are parts.
        let is_whole = |item: usize| {
            let words = self.words(item);
            words.rows.is_empty()
                && (!words.handles.is_empty() || words.has(Word::Total) || words.has(Word::Sum))
        };
        let divides = self.own(other).starts_with(['/', '÷']);
        if !only_two || !counts || !divides && is_whole(one) == is_whole(other) {
            return None;
        }
        let (part, whole) = if self.fact(one).value <= self.fact(other).value {
            (one, other)
        } else {
            (other, one)
        };
        Some(vec![(self.number(part), self.number(whole))])
    }

    /// The exact counts of the same unit before an item that are not less than another one.
    fn wholes(&self, before: usize, part: usize) -> Vec<ShareTerm> {
        let earlier = (0..before).rev().take(MOST_WHOLES);
        earlier
            .take_while(|whole| self.goes_on(*whole, before))
            .filter(|whole| {
                *whole != part
                    && self.is_plain(*whole)
                    && self.are_alike(*whole, part)
                    && self.fact(*whole).value >= self.fact(part).value
            })
            .map(|whole| self.number(whole))
            .collect()
    }

    /// All applications that were received or dealt with.
    fn all_requests(readings: &Readings<'_>) -> Vec<ShareTerm> {
        let received = readings.received(&[TOTAL]).into_iter();
        received.chain(readings.rows(&[TOTAL], &[TOTAL])).map(ShareTerm::Cells).collect()
    }

    /// The pairs of a part with each whole.
    fn of_each(part: &ShareTerm, wholes: Vec<ShareTerm>) -> Vec<(ShareTerm, ShareTerm)> {
        wholes.into_iter().map(|whole| (part.clone(), whole)).collect()
    }

    /// The part in brackets behind a share, of a whole before it: 在65件办结件中，有29.2%（19件）无法提供.
    fn before_count(
        &self,
        item: usize,
        readings: &Readings<'_>,
    ) -> Option<Vec<(ShareTerm, ShareTerm)>> {
        let part = item + 1;
        let bracket = self.items.get(part)?.bracket?;
        let alone = self.items.get(part + 1).is_none_or(|next| next.bracket != Some(bracket));
        let clear = bracket == self.items[item].at + 1
            && alone
            && self.items[item].bracket.is_none()
            && self.items[part].own.is_empty()
            && self.is_plain(part);
        let wholes = if clear { self.wholes(item, part) } else { Vec::new() };
        if wholes.is_empty() {
            return None;
        }
        let wholes = [wholes, Self::all_requests(readings)].concat();
        Some(Self::of_each(&self.number(part), wholes))
    }

    /// The part that a rate has its name from, of a whole before it: 抽查18处，5处过期，过期率27.8%.
    fn of_stem(&self, item: usize, readings: &Readings<'_>) -> Option<Vec<(ShareTerm, ShareTerm)>> {
        const LETTERS: usize = 2;
        let own = self.own(item);
        let (name, _) = own.rsplit_once('率')?;
        let letters: Vec<char> = name.chars().collect();
        let stem: String = letters[letters.len().checked_sub(LETTERS)?..].iter().collect();
        let part = item.checked_sub(1)?;
        let behind = self.text(self.items[part].at + 1..self.items[item].own.start);
        let named = self.own(part).contains(&stem) || behind.contains(&stem);
        // The tables decide some rates, and others leave out what the words of the part deny.
        let denied = ["不", "未", "无", "非"].iter().any(|no| {
            let no = format!("{no}{stem}");
            !name.ends_with(&no) && (self.own(part).contains(&no) || behind.contains(&no))
        });
        let clear = named
            && !denied
            && self.fact(item).claims.is_empty()
            && self.fact(part).kind == NumberKind::Count
            && self.is_plain(part)
            && self.goes_on(part, item)
            && self.items[item].bracket.is_none()
            && !IN_TIME.iter().any(|word| own.contains(word));
        let wholes = if clear { self.wholes(part, part) } else { Vec::new() };
        if wholes.is_empty() {
            return None;
        }
        let of_requests = stem == "公开" || stem == "办结";
        let cells = if of_requests { Self::all_requests(readings) } else { Vec::new() };
        let mut pairs = Self::of_each(&self.number(part), [wholes.clone(), cells.clone()].concat());
        // In 予以公开44件、部分公开5件，公开率50% both are meant.
        if let Some(other) = part.checked_sub(1).filter(|other| self.are_alike(*other, part)) {
            let sum = self.fact(part).value + self.fact(other).value;
            pairs.extend(Self::of_each(&ShareTerm::Number(sum), [wholes, cells].concat()));
        }
        Some(pairs)
    }

    /// The part and the whole of which one stands among the other: 公开10件，在30件办结件中所占比重达到33.3%;
    /// 83件中有34件，即41%.
    fn among(&self, item: usize) -> Option<Vec<(ShareTerm, ShareTerm)>> {
        let (one, other) = (item.checked_sub(2)?, item - 1);
        let own = self.items[item].own.clone();
        let share = self.tokens[own.clone()].iter().position(|token| token.word == Word::Share);
        let is_next =
            |item: usize, before: usize| self.items[before].at + 1 == self.items[item].own.start;
        let in_second = share.is_some_and(|share| {
            self.text(own.start..own.start + share).ends_with(['中', '里', '内', '所'])
                && is_next(item, other)
                && self.own(other).starts_with(['在', '于'])
        });
        let in_first = ["即", "即占", "也就是", "也即"].contains(&self.own(item))
            && is_next(other, one)
            && self.own(other).contains(['中', '里']);
        let (part, whole) = if in_first { (other, one) } else { (one, other) };
        let clear = (in_first || in_second)
            && self.is_plain(part)
            && self.is_plain(whole)
            && self.are_alike(part, whole)
            && self.goes_on(part, item)
            && self.fact(part).value <= self.fact(whole).value;
        clear.then(|| vec![(self.number(part), self.number(whole))])
    }

    /// The part right before a share of all that were dealt with or received, whose number the
    /// sentence tells: 办结457件，其中公开271件，占办结总数的59.3%.
    fn of_told(&self, item: usize) -> Option<Vec<(ShareTerm, ShareTerm)>> {
        let words = self.words(item);
        let part = item.checked_sub(1)?;
        let [handle] = words.handles[..] else { return None };
        let clear = words.has(Word::Share)
            && matches!(handle, Handling::Answered | Handling::New | Handling::Received)
            && words.rows.is_empty()
            && words.applicants.is_empty()
            && words.outcomes.is_empty()
            && words.unknown.is_empty()
            && !words.has(Word::Each)
            && words.several.is_none()
            && self.is_plain(part)
            && self.goes_on(part, item)
            && self.items[item].bracket.is_none();
        if !clear {
            return None;
        }
        let mut told = (0..part).rev().take(MOST_WHOLES).filter(|whole| {
            self.is_plain(*whole)
                && self.are_alike(*whole, part)
                && self.goes_on(*whole, part)
                && self.fact(*whole).value >= self.fact(part).value
                && self.words(*whole).handles == [handle]
                && self.words(*whole).rows.is_empty()
        });
        let (whole, None) = (told.next()?, told.next()) else { return None };
        let value = self.fact(part).value;
        let mut sum = value;
        let mut pairs = vec![(ShareTerm::Number(value), self.number(whole))];
        // In 公开132件、部分公开41件，占办结总数的49.3% both are meant.
        for other in (whole + 1..part).rev().take_while(|other| self.are_alike(*other, part)) {
            sum = sum + self.fact(other).value;
            pairs.push((ShareTerm::Number(sum), self.number(whole)));
        }
        Some(pairs)
    }
}
