//! Prepares the sentences of a report for comparison with those of the year before.
//!
//! Two sentences that differ only in their years count as equal. The checker keeps the sentences of
//! the report of the year before, so that they are not read again after every key.

use super::compact_line::CompactLine;
use crate::report::{Passage, Report, Spot};
use crate::sort;
use crate::text::sentences;
use std::borrow::Cow;
use std::ops::Range;

/// The length in characters of the shortest sentence that is compared.
const SHORTEST: usize = 10;

/// The sentences of a report in the form in which they are compared, sorted.
pub(crate) fn sentences_of(last: &Report) -> Vec<String> {
    let passages: Vec<Passage> = last.passages();
    let lines: Vec<CompactLine<'_>> = passages.iter().map(CompactLine::of).collect();
    sort::sorted_set(
        lines.iter().flat_map(|line| {
            compared(line).map(|range| without_years(&line.text[range]).into_owned())
        }),
    )
}

/// The sentences of a line that are long enough to be compared. Headings are not compared.
pub(crate) fn compared<'a>(line: &'a CompactLine<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = matches!(line.passage.spot, Spot::Section(_)) && !line.passage.heading;
    let long = |range: &Range<usize>| line.text[range.clone()].chars().count() >= SHORTEST;
    sentences(if text { &line.text } else { "" }).filter(long)
}

/// A sentence without the digits of its years.
pub(crate) fn without_years(sentence: &str) -> Cow<'_, str> {
    let is_year = |at: usize| {
        sentence.as_bytes()[..at]
            .last_chunk::<4>()
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let mut years =
        sentence.match_indices('年').map(|(at, _)| at).filter(|at| is_year(*at)).peekable();
    if years.peek().is_none() {
        return Cow::Borrowed(sentence);
    }
    let (mut joined, mut from) = (String::with_capacity(sentence.len()), 0);
    for at in years {
        joined.push_str(&sentence[from..at - 4]);
        from = at;
    }
    joined.push_str(&sentence[from..]);
    Cow::Owned(joined)
}
