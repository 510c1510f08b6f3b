//! Determines what a percentage, or a difference from last year, states.

use super::super::claim::{Basis, CellReading, Claim, Growth, ShareTerm, StatedGrowth, this_year};
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::Subject;
use super::super::terms::{Area, Handling, Word};
use super::super::{Approximation, NumberKind, TextNumber};
use super::number_context::{Change, NumberContext};
use super::{ClauseReader, PassageContext};
use crate::edition::TOTAL;
use crate::number::Decimal;

/// Units of numbers of agencies.
const AGENCIES: [&str; 2] = ["个", "家"];

/// How many numbers before a share may be its whole. The limit keeps the time linear.
const MOST_NUMBERS: usize = 24;

impl ClauseReader<'_> {
    /// Determines what a percentage, or a difference from last year, states.
    pub(super) fn compared(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        state: &mut PassageContext,
        facts: &mut [TextNumber],
    ) {
        let subject = &context.subject;
        let grows = context.change == Change::Growth;
        let percent = context.numeral.kind == NumberKind::Percent;
        let mut known = subject.clone();
        if state.current == [Area::Procurement] {
            // In 采购项目142个，上年128个，项目数减少10.9% the items are what is counted.
            known.clause_words.remove(Word::Items);
        }
        let scope = self.scope_of(page, &known, state);
        let clause = &page.passage.text[facts[context.fact].clause.clone()];
        // In 前者占近九成 one of several numbers is meant.
        let of_one = ["前者", "后者"].iter().any(|word| clause.contains(word));
        if context.numeral.kind == NumberKind::Points || of_one {
            return;
        }
        let Some(antecedent) = state.antecedent else {
            if grows
                && (self.growth_of_tables(page, context, scope, state, facts)
                    || self.growth_from_base(context, scope, state, facts))
            {
                return;
            }
            // In 近四成申请予以公开 the part stands behind.
            let behind = &page.plain.text[context.numeral.whole.end..];
            let is_behind = context.takes_tail
                && (context.numeral.in_words || behind.starts_with('的'))
                && subject.unknown.is_empty()
                && subject.acts.is_empty();
            // In 法人和其他组织的申请超过一半 it stands before.
            let is_before = context.numeral.in_words
                && context.numeral.approximation != Approximation::Exact
                && !subject.applicants.is_empty()
                && !clause.contains(['中', '里'])
                && subject.unknown.is_empty()
                && subject.acts.is_empty();
            let names_part = is_behind || is_before;
            if percent && (subject.has(Word::Share) || names_part) && !grows {
                self.share_of_cells(subject, context.fact, scope, state, facts);
            }
            return;
        };
        if percent && is_of_agencies(antecedent, state, facts)
            || grows && self.is_of_other(context, antecedent, state, facts)
        {
            return;
        }
        let before = &facts[antecedent];
        let readings = this_year(before);
        let exact = before.approximation == Approximation::Exact && !before.rounded;
        let firm = before.scope == Scope::Whole;
        // In 两项占43.6% the last numbers are meant together.
        let together = subject
            .several
            .filter(|count| *count <= state.counts.len() && !subject.has(Word::Respectively));
        let value = together.map_or(before.value, |count| {
            let last = &state.counts[state.counts.len() - count..];
            last.iter().map(|fact| facts[*fact].value).sum()
        });
        let same_unit = before.unit == context.numeral.unit;
        if grows && subject.rows.is_empty() && subject.applicants.is_empty() {
            if !exact || !percent && !same_unit {
                return;
            }
            let base = state
                .base
                .filter(|base| facts[*base].unit == facts[antecedent].unit)
                .map(|base| facts[base].value);
            let down = subject.has(Word::Down) && !subject.has(Word::Up);
            let current = Some(value);
            let stated = if percent { StatedGrowth::Percent } else { StatedGrowth::Count };
            facts[context.fact].claims =
                vec![Claim::Growth(Growth { current, base, readings, down, stated })];
            facts[context.fact].scope =
                if firm || base.is_some() { scope } else { scope.max(Scope::Open) };
        } else if percent
            && !grows
            && exact
            && !subject.has(Word::Rate)
            && (subject.has(Word::Share) || subject.is_decisive() || state.is_shared(antecedent))
            && !subject.is_foreign()
        {
            let values = match together {
                None => [vec![value], sums_of_last(state, facts)].concat(),
                Some(_) => vec![value],
            };
            self.share_of_number(page, context, (antecedent, &values), scope, state, facts);
        }
    }

    /// Determines what a percentage states that is a share of the number before it, or together
    /// with it. `values` are that of the number, and those of several together.
    fn share_of_number(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        (antecedent, values): (usize, &[Decimal]),
        scope: Scope,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let subject = &context.subject;
        let readings = this_year(&facts[antecedent]);
        let firm = facts[antecedent].scope == Scope::Whole;
        let requests = speaks_of_requests(state, &readings);
        // In 办结的59件申请，超过四成予以公开 the words behind name the part.
        let names_part = (context.takes_tail || context.numeral.in_words)
            && !subject.has(Word::Share)
            && (!subject.rows.is_empty() || !subject.applicants.is_empty());
        let of_number = !names_part;
        let pairs = self.shares(page, subject, (antecedent, values), of_number, state, facts);
        facts[context.fact].claims = vec![Claim::Share(pairs)];
        if !context.names.is_empty() {
            // 部分公开和无法提供各占四分之一 says so of each.
            let of = (antecedent, values);
            let each = context.names.iter();
            let each = each.map(|name| self.shares(page, name, of, false, state, facts));
            let each = each.map(Claim::Share).collect();
            facts[context.fact].claims = each;
        }
        if state.is_shared(antecedent) && context.numeral.in_words {
            bound_by_whole(page, antecedent, context.fact, facts);
        }
        // In 申请58件，其中网上31件，占53.4% the sentence itself has both terms.
        let told = state.has(Word::Part)
            && state.counts.len() > 1
            && !subject.has_meaning()
            && !subject.has(Word::Channel)
            && subject.unknown.is_empty();
        let of_disputes =
            !state.current.is_empty() && state.current.iter().all(|area| area.is_dispute());
        // In 在办结的83件中，近八成予以公开 the number before is the whole, and the words name the part.
        let among = names_part && is_led_in(page, antecedent, facts);
        let told = told || among || names_whole(page, state, facts) && is_bare(subject);
        // 网络渠道占52.3% is of numbers that no table has.
        let states = (subject.has(Word::Share) || names_part)
            && !subject.has(Word::Channel)
            && (firm && (requests || of_disputes) || told)
            || state.is_shared(antecedent);
        facts[context.fact].scope = if states { scope } else { scope.max(Scope::Open) };
    }

    /// Whether a growth is that of a number that is not told, by the noun or verb that it names:
    /// 新收565件， 办理总计同比增长16.9%; 与上年相比，复议增加4件.
    fn is_of_other(
        &self,
        context: &NumberContext<'_>,
        antecedent: usize,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> bool {
        let subject = &context.subject;
        if !subject.areas.is_empty() {
            return state.compares;
        }
        let told = this_year(&facts[antecedent]);
        if subject.handles.is_empty() || told.is_empty() {
            return false;
        }
        let meaning = self.meaning(subject, &[Area::Requests], "件");
        let mut named = meaning.into_iter().flat_map(|meaning| meaning.readings);
        !named.any(|own| told.iter().any(|told| told.plus == own.plus))
    }

    /// The possible parts and wholes of a share behind a number. `values` are that of the number,
    /// and those of several together.
    fn shares(
        &self,
        page: &PassageReader<'_>,
        subject: &Subject,
        (antecedent, values): (usize, &[Decimal]),
        of_number: bool,
        state: &PassageContext,
        facts: &[TextNumber],
    ) -> Vec<(ShareTerm, ShareTerm)> {
        let readings = this_year(&facts[antecedent]);
        if let Some((part, whole)) = state.share_of.filter(|_| state.is_shared(antecedent)) {
            let number = |fact: usize| ShareTerm::Number(facts[fact].value);
            return vec![(number(part), number(whole))];
        }
        let named = !subject.rows.is_empty()
            || !subject.applicants.is_empty()
            || !subject.outcomes.is_empty();
        let meaning = if named { self.meaning(subject, &state.current, "件") } else { None };
        let parts: Vec<ShareTerm> = meaning
            .into_iter()
            .flat_map(|meaning| meaning.readings)
            .map(ShareTerm::Cells)
            .collect();
        let mut wholes: Vec<ShareTerm> = facts[page.places[0]..antecedent]
            .iter()
            .rev()
            .take(MOST_NUMBERS)
            .filter(|fact| fact.kind == NumberKind::Count && fact.value >= values[0])
            .map(|fact| ShareTerm::Number(fact.value))
            .collect();
        // In 新收的60件申请，54件系自然人提出，占95% the whole is told.
        let told = state.counts.len().checked_sub(2).map(|before| &facts[state.counts[before]]);
        let is_told = told.is_some_and(|told| {
            told.value >= values[0]
                && told.approximation == Approximation::Exact
                && !this_year(told).is_empty()
                && !this_year(told).iter().any(CellReading::is_by_applicant)
                && told.scope == Scope::Whole
        }) && !readings.is_empty()
            && readings.iter().all(CellReading::is_by_applicant)
            && !named
            && subject.handles.is_empty()
            && subject.areas.is_empty();
        let requests = speaks_of_requests(state, &readings) && !is_told;
        // An outcome is a share of what was dealt with, unless the words say of what was received.
        let of_outcomes = readings.iter().any(CellReading::is_outcome) || !subject.rows.is_empty();
        let of_received = subject.handles.contains(&Handling::Received)
            || subject.handles.contains(&Handling::New)
            || !subject.areas.is_empty();
        // In 占新收总量的92% and 超过一半的办结申请 the words name the whole.
        let only_new = subject.handles == [Handling::New];
        let only_closed = subject.handles == [Handling::Answered];
        if requests && (of_received || !of_outcomes) && !only_closed {
            let mut received = self.readings.received(&[TOTAL]);
            received.truncate(if only_new { 1 } else { received.len() });
            wholes.extend(received.into_iter().map(ShareTerm::Cells));
        }
        if requests && !only_new {
            wholes.extend(self.readings.rows(&[TOTAL], &[TOTAL]).map(ShareTerm::Cells));
        }
        let groups = readings.iter().filter_map(|reading| self.readings.group_of(reading));
        wholes.extend(groups.map(ShareTerm::Cells));
        if !requests && state.current.iter().all(|area| area.is_dispute()) {
            let totals = self.readings.disputes(&Subject::default(), &state.current);
            wholes.extend(
                totals.into_iter().flat_map(|meaning| meaning.readings).map(ShareTerm::Cells),
            );
        }
        // The preceding number is the part. If the percentage names a part of its own, the
        // preceding number may be the whole.
        let values_of = if of_number { values } else { &[] };
        let of_number = values_of.iter().flat_map(|value| {
            wholes.iter().map(|whole| (ShareTerm::Number(*value), whole.clone()))
        });
        // In 予以公开1386件，超过一半的申请予以公开 the number before is the part itself.
        let counts = |part: &ShareTerm| match part {
            ShareTerm::Cells(part) => readings.iter().any(|reading| reading.plus == part.plus),
            ShareTerm::Number(_) => false,
        };
        let of_cells = parts.iter().flat_map(|part| {
            let before = (!counts(part)).then_some(ShareTerm::Number(values[0]));
            wholes.iter().cloned().chain(before).map(move |whole| (part.clone(), whole))
        });
        of_cells.chain(of_number).collect()
    }

    /// Determines what a share states if no number stands before it: 予以公开占41.3%.
    fn share_of_cells(
        &self,
        subject: &Subject,
        fact: usize,
        scope: Scope,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) {
        let names_part = !subject.rows.is_empty() || !subject.applicants.is_empty();
        if !names_part || subject.has(Word::Rate) || subject.is_foreign() {
            return;
        }
        let requests = [Area::Requests];
        let Some(part) = self.meaning(subject, &requests, "件").filter(|_| !state.last_year)
        else {
            return;
        };
        let wholes = self.readings.received(&[TOTAL]).into_iter();
        let groups = part.readings.iter().filter_map(|reading| self.readings.group_of(reading));
        let wholes: Vec<CellReading> =
            wholes.chain(self.readings.rows(&[TOTAL], &[TOTAL])).chain(groups).collect();
        let pairs = part.readings.iter().flat_map(|part| {
            let of = |whole: &CellReading| {
                (ShareTerm::Cells(part.clone()), ShareTerm::Cells(whole.clone()))
            };
            // Who applied this year is a share of those.
            let alike = |whole: &&CellReading| {
                part.basis == Basis::Other
                    || part.basis == whole.basis
                    || part.basis == Basis::Total && whole.basis == Basis::Other
            };
            wholes.iter().filter(alike).map(of)
        });
        facts[fact].claims = vec![Claim::Share(pairs.collect())];
        facts[fact].scope = if part.loose { Scope::Open } else { scope };
    }
}

/// Whether the words before a share only say that it is one.
fn is_bare(subject: &Subject) -> bool {
    subject.has(Word::Share) && !subject.is_decisive() && subject.unknown.is_empty()
}

/// Whether 中 or 里 stands behind a number and its noun, so that what follows divides it.
fn is_led_in(page: &PassageReader<'_>, number: usize, facts: &[TextNumber]) -> bool {
    /// How many bytes the noun may have.
    const MOST_BYTES: usize = 24;
    let fact = &facts[number];
    let behind = page.passage.text.get(fact.span.end..).unwrap_or_default();
    let letters = behind.char_indices().take_while(|(at, _)| *at < MOST_BYTES);
    let words: String = letters.map(|(_, c)| c).take_while(|c| !"，。；（".contains(*c)).collect();
    let leads = words.ends_with(['中', '里', '内']) || words.starts_with("申请中");
    fact.unit == "件" && leads
}

/// Whether the last two numbers of the sentence are a whole and a part: 22名信息员中，新任的有13名.
fn names_whole(page: &PassageReader<'_>, state: &PassageContext, facts: &[TextNumber]) -> bool {
    let [.., whole, part] = state.counts[..] else { return false };
    let (whole, part) = (&facts[whole], &facts[part]);
    let between = page.passage.text.get(whole.span.end..part.span.start).unwrap_or_default();
    whole.unit == part.unit
        && part.value < whole.value
        && part.approximation == Approximation::Exact
        && whole.approximation == Approximation::Exact
        && between.contains('中')
}

/// Whether a number counts agencies beside others that do not: 收到28件，最多的3个街道占29.6%.
fn is_of_agencies(number: usize, state: &PassageContext, facts: &[TextNumber]) -> bool {
    let unit = &facts[number].unit;
    let is_alike = |fact: &&usize| **fact != number && facts[**fact].unit == *unit;
    AGENCIES.contains(&&**unit)
        && state.counts.len() > 1
        && state.counts.iter().rev().take(MOST_NUMBERS).find(is_alike).is_none()
}

/// The sums of the last two numbers of the sentence, of the last three and so on: 予以公开132件、
/// 部分公开41件，占49.3% speaks of both.
fn sums_of_last(state: &PassageContext, facts: &[TextNumber]) -> Vec<Decimal> {
    const MOST_TERMS: usize = 8;
    let mut sum = Decimal::ZERO;
    let sums = state.counts.iter().rev().take(MOST_TERMS).map(|fact| {
        sum = sum + facts[*fact].value;
        sum
    });
    sums.skip(1).collect()
}

/// Whether the text speaks of applications, or the number with these readings counts some.
fn speaks_of_requests(state: &PassageContext, readings: &[CellReading]) -> bool {
    state.current.iter().any(|area| area.is_requests())
        || state.current.is_empty() && readings.iter().any(CellReading::is_outcome)
}

/// Lets the bound before a whole be that of its fraction: 超过132件的一半.
fn bound_by_whole(
    page: &PassageReader<'_>,
    whole: usize,
    fraction: usize,
    facts: &mut [TextNumber],
) {
    let words = &page.passage.text[facts[whole].clause.clone()];
    if ["超过", "逾", "超"].iter().any(|word| words.contains(word)) {
        facts[fraction].approximation = Approximation::AtLeast;
    }
}
