//! Lists that say themselves that they are complete: A 3件、B 5件，合计8件; 由 A 3件、B 5件组成. What their
//! parts are called does not matter.

mod closing;
mod shares;

use super::list::{List, ListBalance};
use super::passage_reader::PassageReader;
use super::subject::Subject;
use super::terms::{Handling, Word};
use super::token::Token;
use super::{Approximation, NumberKind, TextNumber};
use crate::number::Decimal;
use std::ops::Range;

/// Words by which a number sums up those before it.
const SUM: [&str; 13] = [
    "合计",
    "之和",
    "总和",
    "相加",
    "加总",
    "加起来",
    "合起来",
    "加在一起",
    "合在一起",
    "合共",
    "共计",
    "总计",
    "汇总",
];
/// Of these, the words that also stand before a number of something else.
const LOOSE_SUM: [&str; 4] = ["共计", "总计", "合共", "汇总"];
/// Letters of which all words that sum up, [`SUM`], [`ALL`] and [`Word::Total`], have one.
const LETTERS_OF_SUM: [char; 7] = ['合', '和', '加', '总', '共', '计', '全'];
/// Words before a number that is all, if the parts before it are complete.
const ALL: [&str; 5] = ["总数", "总量", "总件数", "全部", "共"];
/// Words before the name of a part that leave nothing out.
const NAMES_PARTS: [&str; 7] = ["涉及", "分布", "分为", "包括", "包含", "含", "涵盖"];
/// Names of what is left.
const REST: [&str; 4] = ["其他", "其余", "其它", "剩余"];
/// Units of those who act, which stand among the numbers of what they did: 14个分局受理861件.
const ACTORS: [&str; 5] = ["个", "家", "名", "类", "人"];
/// How many parts are looked at. The limit keeps the time linear.
const MOST_PARTS: usize = 24;
/// How many numbers are tried in every combination.
const MOST_TRIED: usize = 8;
/// A number of the sentence outside of brackets, or alone in brackets behind its name.
struct Item {
    /// The index of its token.
    at: usize,
    /// The index of its fact.
    fact: usize,
    /// The tokens of its own words, between it and the last number or mark.
    own: Range<usize>,
}

/// The numbers of a sentence, read as lists.
struct Sentence<'a> {
    page: &'a PassageReader<'a>,
    tokens: &'a [Token],
    facts: &'a [TextNumber],
    items: Vec<Item>,
    /// The wholes of lists that were found to lack parts, as indices of their facts.
    short: Vec<usize>,
}

/// Finds the lists of a sentence that are complete and do not add up. Those that were found in it
/// by other words begin at `first`.
pub(super) fn closed_lists(
    page: &PassageReader<'_>,
    tokens: &[Token],
    facts: &[TextNumber],
    found: &mut Vec<List>,
    first: usize,
) {
    let items = items(page, tokens, facts);
    if items.len() < 2 {
        return;
    }
    let mut own: Vec<List> = found.split_off(first);
    let lacking = own.iter().filter(|list| list.balance == ListBalance::Short);
    let short = lacking.map(|list| list.whole).collect();
    let sentence = Sentence { page, tokens, facts, items, short };
    let mut summed = 0;
    for at in 1..sentence.items.len() {
        if let Some(parts) = sentence.summed_up(at, summed) {
            sentence.tell(at, &parts, &mut own);
            summed = at + 1;
        }
    }
    let mut at = 0;
    while at < sentence.items.len() {
        match sentence.divided(at).filter(|_| at >= summed) {
            Some(parts) => {
                sentence.tell(at, &parts, &mut own);
                at = parts.end;
            }
            None => at += 1,
        }
    }
    // A sum that holds is no whole that lacks parts.
    own.retain(|list| list.balance != ListBalance::Short || !sentence.sums_up(list.whole));
    found.append(&mut own);
    found.extend(sentence.shares());
}

/// The numbers outside of brackets, and those that stand alone in brackets behind their name: 由建设局
/// （31件）、规划局（28件）承办.
fn items(page: &PassageReader<'_>, tokens: &[Token], facts: &[TextNumber]) -> Vec<Item> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut items = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.word {
            Word::Mark('（') => depth += 1,
            Word::Mark('）') => {
                depth = depth.saturating_sub(1);
                if items.last().is_some_and(|item: &Item| item.at + 1 == at) {
                    start = at + 1;
                }
            }
            Word::Number(number)
                if depth == 1
                    && is_alone(tokens, at)
                    && matches!(
                        facts[page.places[number]].kind,
                        NumberKind::Count | NumberKind::Money
                    ) =>
            {
                items.push(Item { at, fact: page.places[number], own: start..at - 1 });
            }
            Word::Mark(_) | Word::And if depth == 0 => start = at + 1,
            Word::Number(number) if depth == 0 => {
                let fact = page.places[number];
                if facts[fact].kind.counts() {
                    items.push(Item { at, fact, own: start..at });
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

/// Whether the own words of a number say that it is a sum.
fn is_sum(own: &str) -> bool {
    own.contains(LETTERS_OF_SUM) && SUM.iter().any(|sum| own.contains(sum))
}

/// Whether the number at this index stands alone in brackets, and a name before them.
fn is_alone(tokens: &[Token], at: usize) -> bool {
    at > 1
        && tokens[at - 1].word == Word::Mark('（')
        && tokens.get(at + 1).is_some_and(|token| token.word == Word::Mark('）'))
        && !matches!(tokens[at - 2].word, Word::Number(_) | Word::Mark(_))
}

impl Sentence<'_> {
    fn fact(&self, item: usize) -> &TextNumber {
        &self.facts[self.items[item].fact]
    }

    fn value(&self, item: usize) -> Decimal {
        self.fact(item).value
    }

    /// The text of some tokens.
    fn text(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1)) {
            (Some(first), Some(last)) if range.start <= last => {
                &self.page.plain.text[first.range.start..self.tokens[last].range.end]
            }
            _ => "",
        }
    }

    fn own(&self, item: usize) -> &str {
        self.text(self.items[item].own.clone())
    }

    /// The text behind an item up to the next number or the end of the clause.
    fn behind(&self, item: usize) -> &str {
        let at = self.items[item].at + 1;
        let ends = |token: &Token| matches!(token.word, Word::Mark(_) | Word::Number(_));
        let end = self.tokens[at..].iter().position(ends).map_or(self.tokens.len(), |len| at + len);
        self.text(at..end)
    }

    fn words(&self, item: usize) -> Subject {
        Subject::of(&self.tokens[self.items[item].own.clone()])
    }

    /// Whether an item is an exact count or amount of this year.
    fn counts(&self, item: usize) -> bool {
        self.counts_about(item) && !self.fact(item).rounded
    }

    /// As [`Self::counts`], or a number such as 18.6万.
    fn counts_about(&self, item: usize) -> bool {
        let fact = self.fact(item);
        let own = &self.tokens[self.items[item].own.clone()];
        let of_other_year = own.iter().any(|token| {
            matches!(token.word, Word::LastYear | Word::Compare | Word::Up | Word::Down)
        });
        matches!(fact.kind, NumberKind::Count | NumberKind::Money)
            && fact.approximation == Approximation::Exact
            && !fact.negated
            && !of_other_year
    }

    fn alike(&self, one: usize, other: usize) -> bool {
        self.fact(one).unit == self.fact(other).unit
    }

    /// Whether an item counts those who act, whose number is no part.
    fn acts(&self, item: usize, like: usize) -> bool {
        !self.alike(item, like) && ACTORS.contains(&&*self.fact(item).unit)
    }

    /// Whether only 、 or ， stands between two items, with their words, so that they may be in one
    /// list.
    fn goes_on(&self, from: usize, to: usize) -> bool {
        let between = self.items[from].at + 1..self.items[to].at;
        !between.into_iter().any(|at| {
            let token = &self.tokens[at];
            matches!(token.word, Word::Mark('；' | '。' | '！' | '？'))
                || token.word == Word::Apart && !self.is_named(at)
                || token.word == Word::Open && !NAMES_PARTS.contains(&self.word(token))
        })
    }

    /// Whether a verb at this index is part of a name: 其他各类组织, 按举办主体分.
    fn is_named(&self, at: usize) -> bool {
        const BEFORE: [&str; 7] = ["其他", "其它", "各类", "社会", "公益", "按", "等"];
        at.checked_sub(1).is_some_and(|before| BEFORE.contains(&self.word(&self.tokens[before])))
    }

    /// The parts that an item sums up, if it does and they do not add up: A 3件、B 5件，合计9件.
    fn summed_up(&self, whole: usize, first: usize) -> Option<Range<usize>> {
        let own = self.own(whole);
        if !own.contains(LETTERS_OF_SUM) {
            return None;
        }
        let words = self.words(whole);
        let strong = SUM.iter().any(|sum| own.contains(sum) && !LOOSE_SUM.contains(sum));
        let loose = LOOSE_SUM.iter().any(|sum| own.contains(sum))
            || matches!(own, "共" | "一共" | "总共" | "共有" | "共为" | "共是")
            || words.several.is_some() && words.has(Word::Total);
        let all = ALL.iter().any(|all| own.contains(all));
        let bare = !words.has_meaning() && !words.is_foreign();
        let both = self.adds_lawsuits(whole);
        if !self.counts(whole)
            || !(strong || loose && bare || all || both)
            || words.has(Word::Up)
            || words.has(Word::Down)
            || words.has(Word::Limit)
            || words.has(Word::Rate)
            || words.has(Word::Share)
            || REST.iter().any(|rest| own.contains(rest))
            // 对外公开总数 is a column of table 2.
            || !words.acts.is_empty()
            || self.adds_names(whole)
            || !words.rows.is_empty()
            || !words.outcomes.is_empty()
        {
            return None;
        }
        let mut start = whole;
        let most = words.several.filter(|_| strong || loose).unwrap_or(MOST_PARTS);
        let mut parts = Vec::new();
        while start > first.max(whole.saturating_sub(2 * MOST_PARTS)) && parts.len() < most {
            let before = start - 1;
            if self.acts(before, whole) && self.goes_on(before, start) {
                start = before;
                continue;
            }
            if !self.alike(before, whole)
                || !self.counts(before)
                || !self.goes_on(before, start)
                || self.is_rest(before) && !parts.is_empty()
            {
                break;
            }
            parts.push(before);
            start = before;
        }
        // In 共86件，部门49件，乡镇37件，合在一起86件 the whole stands at both ends.
        while parts.last().is_some_and(|part| self.value(*part) == self.value(whole)) {
            parts.pop();
            start += 1;
        }
        let closed = parts.first().is_some_and(|last| self.is_rest(*last))
            || both
            || self.adds_system(whole, &parts);
        if parts.len() < 2 || all && !(strong || loose && bare) && !closed {
            return None;
        }
        // Some of them may be the whole that the others divide, or parts of parts.
        if self.adds_up(whole, &parts)
            || parts.iter().any(|part| self.value(*part) >= self.value(whole))
        {
            return None;
        }
        self.is_one_kind(&parts).then_some(start..whole)
    }

    /// Whether an item names what is left of the others. 其他结果 and 其他处理 are names.
    fn is_rest(&self, item: usize) -> bool {
        REST.iter().any(|rest| self.own(item).starts_with(rest)) && self.is_only_named(item)
    }

    /// Whether no table has the name of an item.
    fn is_only_named(&self, item: usize) -> bool {
        let words = self.words(item);
        words.rows.is_empty() && words.outcomes.is_empty() && words.applicants.is_empty()
    }

    /// Whether the number adds up the names before it: 企业和律师事务所合计9件.
    fn adds_names(&self, item: usize) -> bool {
        let own = self.items[item].own.start;
        let word = |back: usize| own.checked_sub(back).map(|at| self.tokens[at].word);
        word(1) == Some(Word::And) && !matches!(word(2), Some(Word::Number(_)) | None)
    }

    /// Whether the numbers before a fact add up to it.
    fn sums_up(&self, fact: usize) -> bool {
        let Some(whole) = self.items.iter().position(|item| item.fact == fact) else {
            return false;
        };
        let parts: Vec<usize> = (0..whole)
            .rev()
            .take(MOST_PARTS)
            .take_while(|part| self.alike(*part, whole) && self.goes_on(*part, *part + 1))
            .collect();
        is_sum(self.own(whole)) && self.adds_up(whole, &parts)
    }

    /// Whether some of the parts, at least two, add up to the whole.
    fn adds_up(&self, whole: usize, parts: &[usize]) -> bool {
        let value = self.value(whole);
        let decimals = self.fact(whole).step < Decimal::from(1);
        let rounded = self.tolerance(parts.iter().copied().chain([whole]));
        let fits = |sum: Decimal, count: usize| {
            let tolerance =
                if decimals { (0..count).map(|_| self.fact(whole).step).sum() } else { rounded };
            count > 1 && (sum - value).abs() <= tolerance
        };
        let mut sum = Decimal::ZERO;
        for (count, part) in parts.iter().enumerate() {
            sum = sum + self.value(*part);
            if fits(sum, count + 1) {
                return true;
            }
        }
        if parts.len() > MOST_TRIED {
            return false;
        }
        (1_u32..1 << parts.len()).any(|chosen| {
            let chosen = || (0..parts.len()).filter(|part| chosen & (1 << part) != 0);
            fits(chosen().map(|part| self.value(parts[part])).sum(), chosen().count())
        })
    }

    /// Whether the parts are things of one kind: none is an outcome among things that came in.
    fn is_one_kind(&self, parts: &[usize]) -> bool {
        let kind = |part: &usize| {
            let words = self.words(*part);
            // In 新收97件，结转3件，总计100件 what is carried came from last year.
            let came = words.handles.iter().any(|handle| {
                use Handling::{Carried, CarriedIn, New, Received};
                matches!(handle, Received | New | CarriedIn | Carried)
            });
            let went = !words.handles.is_empty() && !came || !words.rows.is_empty();
            (came, went)
        };
        let kinds: Vec<_> = parts.iter().map(kind).collect();
        // The words before the first part may also say what the whole is.
        let alike = |of: fn(&(bool, bool)) -> bool| {
            let (first, rest) = kinds.split_last().expect("parts");
            rest.iter().all(&of)
                || rest.iter().all(|kind| !of(kind)) && (!of(first) || rest.len() > 1)
        };
        alike(|kind| kind.0) && alike(|kind| kind.1)
    }

    /// The parts behind an item that divide it completely by their words, if they do not add up.
    fn divided(&self, whole: usize) -> Option<Range<usize>> {
        if !self.counts_about(whole) || self.is_rest(whole) {
            return None;
        }
        let at = self.items[whole].at;
        let mut first = whole + 1;
        while first < self.items.len()
            && (self.acts(first, whole) || self.is_number_of_parts(first, whole))
        {
            first += 1;
        }
        if first >= self.items.len() || self.is_joined(whole, first) || !self.goes_on(whole, first)
        {
            return None;
        }
        let own = self.own(whole);
        let is_part = own.contains(['中', '里']) || own.contains("涉及");
        if is_part {
            return None;
        }
        let (parts, end) = self.parts_of(whole, first);
        let (Some(last), true) = (parts.last().copied(), parts.len() > 1) else { return None };
        let sum: Decimal = parts.iter().map(|part| self.value(*part)).sum();
        let tolerance = self.tolerance(parts.iter().copied().chain([whole]));
        let is_sum = |value: Decimal| (value - sum).abs() <= tolerance;
        // 新收38件，上年结转2件，其中自然人36件，其余4件 divides both.
        let mut together = Decimal::ZERO;
        let of_several = (0..=whole).rev().take(MOST_PARTS).any(|before| {
            together = together + self.value(before);
            is_sum(together) || is_sum(self.value(before)) && self.alike(before, whole)
        });
        let decimals = self.fact(whole).step < Decimal::from(1);
        if of_several || decimals {
            return None;
        }
        let listed = self.text(at + 1..self.items[last].at + 1);
        let ranks = ["最", "居首", "次之", "居前", "第一"];
        let is_complete = !ranks.iter().any(|rank| listed.contains(rank))
            && self.is_closed(whole, &parts, end)
            && self.tokens.get(self.items[last].at + 1).is_none_or(|t| t.word != Word::Open);
        (is_complete && !self.adds_up(whole, &parts)).then_some(first..end)
    }

    /// How far rounded numbers may be from what they add up to.
    fn tolerance(&self, items: impl Iterator<Item = usize>) -> Decimal {
        items.map(|item| self.fact(item)).filter(|fact| fact.rounded).map(|fact| fact.step).sum()
    }

    /// The items of a list that begins with this one, and the index behind it.
    fn parts_of(&self, whole: usize, first: usize) -> (Vec<usize>, usize) {
        let incoming = |handles: &[Handling]| {
            let comes_in = |handle| matches!(handle, &Handling::New | &Handling::CarriedIn);
            !handles.is_empty() && handles.iter().all(comes_in)
        };
        let lead = self.part_words(first);
        let (handles, by_channel) = (lead.handles.clone(), lead.has(Word::Channel));
        let mut parts = Vec::new();
        let mut end = first;
        for item in (first..self.items.len()).take(MOST_PARTS) {
            let before = item - 1;
            if item > first && !self.goes_on(before, item) {
                break;
            }
            if item > first
                && (self.behind(before).contains("组成") || self.behind(before).contains("构成"))
            {
                break;
            }
            if self.acts(item, whole) {
                continue;
            }
            let words = self.part_words(item);
            let goes_on = words.handles == handles
                || incoming(&handles) && incoming(&words.handles)
                || by_channel && words.has(Word::Channel);
            let stops = !self.alike(item, whole)
                || !self.counts_about(item)
                || self.fact(item).rounded && !self.fact(whole).rounded
                || !goes_on
                || is_sum(self.own(item))
                || words.has(Word::Share);
            if stops {
                break;
            }
            parts.push(item);
            end = item + 1;
        }
        (parts, end)
    }

    fn sentence_start(&self, item: usize) -> usize {
        let at = self.items[item].own.start;
        match item.checked_sub(1) {
            Some(before) => self.items[before].at + 1,
            None => 0,
        }
        .min(at)
    }

    /// Whether two items are joined by 、 with nothing but names.
    fn is_joined(&self, one: usize, other: usize) -> bool {
        let between = &self.tokens[self.items[one].at + 1..self.items[other].at];
        between.first().is_some_and(|token| token.word == Word::And)
    }

    fn word(&self, token: &Token) -> &str {
        &self.page.plain.text[token.range.clone()]
    }

    /// Adds the list to those that were found, in place of one with the same whole.
    fn tell(&self, whole: usize, parts: &Range<usize>, found: &mut Vec<List>) {
        let parts: Vec<usize> = parts
            .clone()
            .filter(|part| *part != whole && !self.acts(*part, whole))
            .map(|part| self.items[part].fact)
            .collect();
        let whole = self.items[whole].fact;
        let known = |list: &List| {
            list.whole == whole || list.balance == ListBalance::Short && list.parts.contains(&whole)
        };
        if found.iter().any(|list| list.whole == whole && list.balance == ListBalance::Exceeds) {
            return;
        }
        found.retain(|list| !known(list));
        let sum: Decimal = parts.iter().map(|part| self.facts[*part].value).sum();
        let balance = ListBalance::Differs;
        found.push(List { whole, parts, sum, balance, of_outcomes: false, shares: false });
    }
}
