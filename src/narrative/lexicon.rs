//! The lexicon: the words of [`NAMES`] and [`AROUND`] and the labels of the editions, ready
//! to be looked up.

use super::around::AROUND;
use super::names::NAMES;
use super::terms::{Applicant, Area, DOCUMENT_COLUMNS, DisputeOutcome, OutcomeRow, Word};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use crate::edition::{Edition, TOTAL, TableKey, editions, wording};
use crate::sort;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// All words, ready for look-ups by their first two letters.
struct Lexicon {
    /// Where the words with a first letter begin and end in `words`, by letter from [`FIRST`].
    places: Vec<(u16, u16)>,
    /// The second letter of each of the words, by which most words with the same first letter are
    /// told apart; a word of one letter has [`NO_LETTER`].
    seconds: Vec<char>,
    /// The words by their first letters, then by their second ones, then the longest first.
    words: Vec<(&'static str, Word)>,
    /// Whether a word may begin with a pair of letters, by the place of the pair
    /// ([`place_of_pair`]). Most pairs of a text begin none, so that nothing else is looked up.
    pairs: Vec<bool>,
}

/// Stands for the second letter of a word of one letter, and comes before all letters.
const NO_LETTER: char = '\0';

/// The first letters of all words lie between these.
const FIRST: u32 = 0x2000;
const LAST: u32 = 0x9FFF;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut words: Vec<(&'static str, Word)> = [NAMES, AROUND]
        .into_iter()
        .flatten()
        .flat_map(|(word, spellings)| {
            spellings.split_ascii_whitespace().map(|spelling| (spelling, named(spelling, *word)))
        })
        .collect();
    words.extend(editions().iter().flat_map(official));
    // Of two meanings the first one counts: that of a table of words, else that of the earlier
    // edition. The sort keeps their order.
    sort::sort_by_key(&mut words, |(word, _)| {
        (word.chars().next(), second_of(word), Reverse(word.len()))
    });
    let mut places = vec![(0, 0); (LAST - FIRST + 1) as usize];
    for (at, (spelling, _)) in words.iter().enumerate() {
        let (Some(slot), Ok(at)) = (spelling.chars().next().and_then(slot_of), u16::try_from(at))
        else {
            continue;
        };
        let range: &mut (u16, u16) = &mut places[slot];
        *range = if range.1 == 0 { (at, at + 1) } else { (range.0, at + 1) };
    }
    let seconds: Vec<char> = words.iter().map(|(spelling, _)| second_of(spelling)).collect();
    let mut pairs = vec![false; 1 << PAIR_BITS];
    for ((spelling, _), second) in words.iter().zip(&seconds) {
        if let Some(first) = spelling.chars().next() {
            pairs[place_of_pair(first, *second)] = true;
        }
    }
    Lexicon { places, seconds, words, pairs }
});

/// The binary logarithm of the number of places of pairs. There are about a thousand pairs, so that
/// few others have their places.
const PAIR_BITS: u32 = 14;

/// A number below 2 to the power of [`PAIR_BITS`] for two letters, spread by a multiplication with
/// an odd number without a pattern (Knuth, The Art of Computer Programming, 6.4).
const fn place_of_pair(first: char, second: char) -> usize {
    let spread =
        (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA6B);
    (spread >> (u32::BITS - PAIR_BITS)) as usize
}

/// The meaning of a spelling that `NAMES` gives the meaning `word`: if it fits a row only loosely
/// and is the short label of another row, it is the name of that row.
fn named(spelling: &str, word: Word) -> Word {
    let Word::Row(OutcomeRow::Loose(otherwise)) = word else { return word };
    let own = editions().iter().find_map(|edition| {
        let mut cells = edition.table(TableKey::Requests).cells.iter();
        cells.find(|cell| cell.row_short == spelling && !edition.is_unspoken(cell.id))
    });
    match own {
        Some(cell) if cell.id.row != otherwise => {
            Word::Row(OutcomeRow::Named { row: cell.id.row, otherwise })
        }
        _ => word,
    }
}

/// The rows of table 3 that balance. What happened to the applications in them is a
/// [`Handling`](super::terms::Handling), whatever their labels are.
const BALANCE: [&str; 4] = [NEW, CARRIED_IN, TOTAL, CARRIED_OUT];

/// The labels of an edition's rows and columns, as sentences use them, each with its meaning. Those
/// that the edition calls unspoken are left out.
fn official(edition: &'static Edition) -> impl Iterator<Item = (&'static str, Word)> {
    let cells = edition.tables.iter().flat_map(|table| &table.cells);
    cells.filter(|cell| !edition.is_unspoken(cell.id)).flat_map(|cell| {
        let row = cell.id.row;
        // A row of a group is named by both: （三）不予公开 1.属于国家秘密.
        let (group, label) = cell.row_name.rsplit_once(' ').unwrap_or(("", &cell.row_name));
        let (label, group) = (wording(label), wording(group));
        let column = wording(&cell.column_name);
        match cell.id.table {
            TableKey::Requests => {
                let applicant = Word::Applicant(Applicant::Single(cell.id.column));
                let group_key = row.split_once('.').map_or(row, |(group, _)| group);
                let mut labels = vec![(column, applicant)];
                if !BALANCE.contains(&row) {
                    labels.push((label, Word::Row(OutcomeRow::Single(row))));
                    labels.push((group, Word::Row(OutcomeRow::Group(group_key))));
                }
                labels
            }
            TableKey::Disputes => {
                vec![(column, Word::Outcome(DisputeOutcome::Single(cell.id.column)))]
            }
            TableKey::Disclosure => {
                let is_document = DOCUMENT_COLUMNS.contains(&cell.id.column);
                let area = if is_document { Area::Document(row) } else { Area::Decided(row) };
                vec![(label, Word::Area(area))]
            }
        }
        .into_iter()
        .filter(|(spelling, _)| !spelling.is_empty())
    })
}

fn slot_of(c: char) -> Option<usize> {
    (FIRST..=LAST).contains(&(c as u32)).then(|| (c as u32 - FIRST) as usize)
}

fn second_of(spelling: &str) -> char {
    spelling.chars().nth(1).unwrap_or(NO_LETTER)
}

/// The longest word of the lexicon that the text begins with, and its length.
pub(super) fn longest(text: &str) -> Option<(usize, Word)> {
    let lexicon = &*LEXICON;
    let mut letters = text.chars();
    let first = letters.next()?;
    let (start, end) = lexicon.places[slot_of(first)?];
    let (start, end) = (usize::from(start), usize::from(end));
    let seconds = &lexicon.seconds[start..end];
    let alone = || lexicon.words.get(start).filter(|_| seconds.first() == Some(&NO_LETTER));
    let found_as = |(spelling, word): &(&'static str, Word)| (spelling.len(), *word);
    let second = letters.next().unwrap_or(NO_LETTER);
    if !lexicon.pairs[place_of_pair(first, second)] {
        return alone().map(found_as);
    }
    let found = start + seconds.partition_point(|letter| *letter < second);
    let with_both = lexicon.seconds[found..end].iter().take_while(|letter| **letter == second);
    let with_both = &lexicon.words[found..found + with_both.count()];
    let longest = with_both.iter().find(|(spelling, _)| text.starts_with(spelling));
    longest.or_else(alone).map(found_as)
}
