//! The runs of a page that another program set, in an order and with sizes that can be relied on.

use super::{FARTHEST, PlacedPage, SourceRun};
use crate::geometry::{Emu, centipoints};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// The page with sizes rounded to a tenth of a point, without text that is drawn twice in one
/// place, as some programs draw bold text, and with runs divided where another run stands between
/// their characters.
pub fn evened(page: &PlacedPage) -> PlacedPage {
    const TENTH: Emu = centipoints(10);
    let mut page = page.clone();
    page.runs.retain(SourceRun::is_on_any);
    for run in &mut page.runs {
        run.size = (run.size + TENTH / 2) / TENTH * TENTH;
    }
    drop_twins(&mut page.runs);
    let parts = std::mem::take(&mut page.runs).into_iter().flat_map(at_gaps).collect();
    page.runs = in_order(parts);
    page
}

impl SourceRun {
    /// Whether its position and its size are small enough to be used in calculations.
    fn is_on_any(&self) -> bool {
        let near = -FARTHEST..=FARTHEST;
        near.contains(&self.x) && near.contains(&self.y) && (1..FARTHEST).contains(&self.size)
    }

    /// The right edge of its last character.
    fn end(&self) -> Emu {
        let step = |x: Emu, advance: &Emu| x.saturating_add(*advance).clamp(-FARTHEST, FARTHEST);
        self.advances.iter().fold(self.x, step)
    }

    /// Divides it before the first character that begins at a position or behind it; `None` if
    /// there is none, or it is the first one.
    fn divided(mut self, at: Emu) -> (Self, Option<Self>) {
        let mut x = self.x;
        let mut index = 0;
        for advance in &self.advances {
            if x >= at && index > 0 {
                break;
            }
            x = x.saturating_add(*advance).clamp(-FARTHEST, FARTHEST);
            index += 1;
        }
        let place = self.text.char_indices().nth(index).map(|(place, _)| place);
        let Some(place) = place.filter(|_| index < self.advances.len()) else {
            return (self, None);
        };
        let text = self.text.split_off(place);
        let advances = self.advances.split_off(index);
        let behind = Self { x, text, advances, ..self };
        if let Some(last) = self.advances.last_mut() {
            // The gap does not belong to the character before it.
            let start = x.saturating_sub(*last);
            *last = (*last).min(at.saturating_sub(start)).max(0);
        }
        (self, Some(behind))
    }
}

/// Divides a run where its pen jumps, as from column to column, so that two numbers are not read as
/// one: after a letter that is wider than high, or another character of twice its width.
fn at_gaps(run: SourceRun) -> Vec<SourceRun> {
    let width = |c: char| if c.is_ascii() { run.size / 2 } else { run.size };
    let jumps = |c: char, advance: Emu| !c.is_whitespace() && advance > 2 * width(c);
    let pairs = || run.text.chars().zip(&run.advances);
    if !pairs().any(|(c, advance)| jumps(c, *advance)) {
        return vec![run];
    }
    let mut parts: Vec<SourceRun> = Vec::new();
    let (mut x, mut is_open) = (run.x, false);
    for (c, advance) in pairs() {
        if !is_open {
            parts.push(SourceRun { x, text: String::new(), advances: Vec::new(), ..run });
        }
        is_open = !jumps(c, *advance);
        if let Some(part) = parts.last_mut() {
            part.text.push(c);
            part.advances.push(if is_open { *advance } else { width(c) });
        }
        x = x.saturating_add(*advance).clamp(-FARTHEST, FARTHEST);
    }
    parts
}

/// Removes runs that repeat another one in its place.
fn drop_twins(runs: &mut Vec<SourceRun>) {
    /// How many runs with the same text are compared: the second drawing follows soon.
    const MOST_LOOKS: usize = 64;
    let covers = |one: &SourceRun, other: &SourceRun| {
        let near = one.size.unsigned_abs() / 8;
        one.x.abs_diff(other.x) <= near && one.y.abs_diff(other.y) <= near
    };
    let mut seen: BTreeMap<&str, Vec<&SourceRun>> = BTreeMap::new();
    let mut first = Vec::with_capacity(runs.len());
    for run in runs.iter() {
        let of_text = seen.entry(run.text.as_str()).or_default();
        let is_first = !of_text.iter().rev().take(MOST_LOOKS).any(|other| covers(other, run));
        if is_first {
            of_text.push(run);
        }
        first.push(is_first);
    }
    let mut first = first.into_iter();
    runs.retain(|_| first.next().unwrap_or(true));
}

/// A run by its left edge; of equal ones, by the order in which they were drawn.
struct Waiting(SourceRun, usize);

impl Waiting {
    const fn key(&self) -> (Reverse<Emu>, Reverse<usize>) {
        (Reverse(self.0.x), Reverse(self.1))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The runs line by line and from left to right. A run that leaves a gap for another one is divided
/// there.
fn in_order(mut runs: Vec<SourceRun>) -> Vec<SourceRun> {
    /// The number of characters of divided runs, counted at each division: a page of a report has
    /// some thousands. Runs beyond it stay whole.
    const MOST_DIVIDED: usize = 2_000_000;
    let mut left = MOST_DIVIDED;
    runs.sort_by_key(|run| run.y);
    let is_on_line = |one: &SourceRun, other: &SourceRun| {
        one.y.abs_diff(other.y) <= one.size.min(other.size).unsigned_abs() / 10 * 3
    };
    let mut ordered = Vec::with_capacity(runs.len());
    for line in runs.chunk_by(is_on_line) {
        let mut waiting: BinaryHeap<Waiting> =
            line.iter().enumerate().map(|(index, run)| Waiting(run.clone(), index)).collect();
        while let Some(Waiting(run, index)) = waiting.pop() {
            let next = waiting.peek().map(|next| next.0.x);
            let length = run.advances.len();
            let at = next
                .filter(|next| length <= left && *next > run.x)
                .filter(|next| *next < run.end() - run.size / 4);
            // The end of the run was looked for as well.
            left =
                left.saturating_sub(if next.is_some_and(|next| next > run.x) { length } else { 0 });
            let (run, behind) = match at {
                Some(at) => run.divided(at),
                None => (run, None),
            };
            ordered.push(run);
            waiting.extend(behind.map(|behind| Waiting(behind, index)));
        }
    }
    ordered
}
