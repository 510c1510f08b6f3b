//! Tables that are drawn by rules: their cells, and the text of each.

use super::lines::{self, PlacedLine, TextPiece};
use super::{FARTHEST, PlacedPage, SourceRun, is_near};
use crate::geometry::{Emu, Shade, mm};
use crate::source::MOST_COLUMNS;
use std::ops::Range;

/// A table, or the part of it on one page.
#[derive(Clone, Debug)]
pub struct RuledGrid {
    /// The left edges of its columns, and the right edge of the last one.
    pub xs: Vec<Emu>,
    /// Its upper edge.
    pub top: Emu,
    /// The number of rows.
    pub rows: usize,
    /// Its cells, in the order of the rows in which they begin.
    pub cells: Vec<PlacedCell>,
}

/// A cell at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCell {
    pub rows: Range<usize>,
    pub cols: Range<usize>,
    pub text: String,
}

/// Rules with a smaller distance than this are one, in files whose rules are drawn exactly: 0.6 mm.
pub const EXACT: Emu = mm(6) / 10;
/// As [`EXACT`], in files of any program: 1.4 mm, because some programs draw each cell as a box of
/// its own, or double lines. No column is that narrow.
pub const APPROXIMATE: Emu = mm(14) / 10;
/// As [`APPROXIMATE`], for the edges of rows: 2 mm, because no line of text is lower.
const LOWEST_ROW: Emu = mm(2);
/// A straight line does not deviate more than this: 0.6 mm.
const LARGEST_DEVIATION: Emu = mm(6) / 10;
/// A filled rectangle is a rule if it is not thicker than this: 1 mm.
const THICKEST_RULE: Emu = mm(1);
/// A rule that is shorter than this divides nothing: 1.5 mm.
const SHORTEST_RULE: Emu = mm(15) / 10;
/// Rules whose positions differ by less than this are pieces of one rule: 0.1 mm.
const SAME_POSITION: Emu = mm(1) / 10;
/// A page with more rules than this is a drawing. A page of a report has some two hundred.
const MOST_RULES: usize = 2500;
/// A page with more pieces of rules than this is a drawing: dashed rules have some ten thousand.
const MOST_PIECES: usize = 100_000;
/// The largest number of horizontal edges of a table on one page. A table that continues on other
/// pages may have up to [`crate::source::MOST_ROWS`] rows.
const MOST_ROW_EDGES: usize = 256;

/// A rule: its position across, and its extent.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    level: bool,
    at: Emu,
    from: Emu,
    to: Emu,
}

/// A table without its text.
pub struct Frame {
    ys: Vec<Emu>,
    grid: RuledGrid,
    /// The cell that covers each place, row by row.
    places: Vec<Vec<usize>>,
}

/// The tables of a page with their text, from top to bottom, and the lines of text outside of them,
/// in a file whose rules are drawn exactly.
pub fn of(page: &PlacedPage, index: usize) -> (Vec<RuledGrid>, Vec<PlacedLine>) {
    let mut frames = frames(page, EXACT);
    frames.retain(|frame| frame.grid.cells.len() > 1);
    filled(page, index, frames)
}

/// The tables of a page without their text, from top to bottom, and single boxes. Rules that are
/// closer than `near` are one.
pub fn frames(page: &PlacedPage, near: Emu) -> Vec<Frame> {
    let mut groups = together(strokes(page, near), near);
    if near > EXACT {
        groups = with_sides(groups);
    }
    let mut frames: Vec<Frame> =
        groups.into_iter().filter_map(|strokes| frame(&strokes, near)).collect();
    frames.sort_by_key(|frame| frame.grid.top);
    frames
}

/// Adds to tables the upright rules beside them that are as high as they are: the sides of a column
/// in which no row ends on the page.
fn with_sides(groups: Vec<Vec<Stroke>>) -> Vec<Vec<Stroke>> {
    /// The largest number of rules of a side: double ones are two.
    const MOST_OF_SIDE: usize = 2;
    let height = |group: &[Stroke]| {
        let upright = || group.iter().filter(|stroke| !stroke.level);
        upright().map(|stroke| stroke.from).min().zip(upright().map(|stroke| stroke.to).max())
    };
    let is_side = |group: &Vec<Stroke>| {
        group.len() <= MOST_OF_SIDE && group.iter().all(|stroke| !stroke.level)
    };
    let (sides, mut tables): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_side);
    let heights: Vec<Option<(Emu, Emu)>> = tables.iter().map(|table| height(table)).collect();
    for side in sides {
        let Some((from, to)) = height(&side) else { continue };
        let fits = |height: &Option<(Emu, Emu)>| {
            height.is_some_and(|(top, bottom)| {
                (top - from).abs() <= LOWEST_ROW && (bottom - to).abs() <= LOWEST_ROW
            })
        };
        if let Some(at) = heights.iter().position(fits) {
            tables[at].extend(side);
        }
    }
    tables
}

/// Drops single boxes, except those that are a row of a table which goes on over the end of a page.
pub fn drop_boxes(pages: &mut [Vec<Frame>]) {
    let is_box = |frame: &Frame| frame.grid.cells.len() < 2;
    let fits = |one: &Frame, other: Option<&Frame>| {
        let side = |one: Option<&Emu>, other: Option<&Emu>| {
            one.zip(other)
                .is_some_and(|(one, other)| one.abs_diff(*other) <= APPROXIMATE.unsigned_abs())
        };
        other.filter(|other| !is_box(other)).is_some_and(|other| {
            side(one.grid.xs.first(), other.grid.xs.first())
                && side(one.grid.xs.last(), other.grid.xs.last())
        })
    };
    let kept: Vec<Vec<bool>> = (0..pages.len())
        .map(|page| {
            let frames = &pages[page];
            let before = page.checked_sub(1).and_then(|before| pages[before].last());
            let behind = pages.get(page + 1).and_then(|behind| behind.first());
            let is_kept = |(at, frame): (usize, &Frame)| {
                !is_box(frame)
                    || at + 1 == frames.len() && fits(frame, behind)
                    || at == 0 && fits(frame, before)
            };
            frames.iter().enumerate().map(is_kept).collect()
        })
        .collect();
    for (frames, kept) in pages.iter_mut().zip(kept) {
        let mut kept = kept.into_iter();
        frames.retain(|_| kept.next().unwrap_or(true));
    }
}

/// The tables of a page with their text, and the lines of text outside of them.
pub fn filled(
    page: &PlacedPage,
    index: usize,
    mut frames: Vec<Frame>,
) -> (Vec<RuledGrid>, Vec<PlacedLine>) {
    let mut inside: Vec<Vec<Vec<TextPiece>>> =
        frames.iter().map(|frame| vec![Vec::new(); frame.grid.cells.len()]).collect();
    let mut outside = Vec::with_capacity(page.runs.len());
    for run in page.runs.iter().filter(|run| run.is_on(page)) {
        part(run, &frames, &mut inside, &mut outside);
    }
    for (frame, pieces) in frames.iter_mut().zip(inside) {
        for (cell, pieces) in frame.grid.cells.iter_mut().zip(pieces) {
            // Line breaks in a cell depend on its width.
            cell.text = lines::of(index, pieces).iter().map(PlacedLine::text).collect();
        }
    }
    (frames.into_iter().map(|frame| frame.grid).collect(), lines::of(index, outside))
}

/// The rules of a page; none if there are more than on a page of tables.
fn strokes(page: &PlacedPage, near: Emu) -> Vec<Stroke> {
    let stroke = |level: bool, at: Emu, one: Emu, other: Emu| Stroke {
        level,
        at,
        from: one.min(other),
        to: one.max(other),
    };
    let drawn = page.rules.iter().filter_map(|rule| {
        let ((x, y), (right, bottom)) = (rule.from, rule.to);
        if ![x, y, right, bottom].into_iter().all(is_near) {
            return None;
        }
        match (
            x.abs_diff(right) <= LARGEST_DEVIATION.unsigned_abs(),
            y.abs_diff(bottom) <= LARGEST_DEVIATION.unsigned_abs(),
        ) {
            (true, false) => Some(stroke(false, x, y, bottom)),
            (false, true) => Some(stroke(true, y, x, right)),
            _ => None,
        }
    });
    let measured =
        |area: &&Shade| [area.x, area.y, area.width, area.height].into_iter().all(is_near);
    let filled = page.areas.iter().filter(measured).filter_map(|Shade { x, y, width, height }| {
        if *width <= THICKEST_RULE && width < height {
            Some(stroke(false, x + width / 2, *y, y + height))
        } else if *height <= THICKEST_RULE && height < width {
            Some(stroke(true, y + height / 2, *x, x + width))
        } else {
            None
        }
    });
    let pieces: Vec<Stroke> = drawn.chain(filled).take(MOST_PIECES + 1).collect();
    let strokes = if pieces.len() > MOST_PIECES { Vec::new() } else { joined(pieces, near) };
    if strokes.len() > MOST_RULES { Vec::new() } else { strokes }
}

/// Joins the pieces of dashed rules, and drops what is too short to divide anything.
fn joined(mut pieces: Vec<Stroke>, near: Emu) -> Vec<Stroke> {
    pieces.sort_by_key(|piece| (piece.level, piece.at, piece.from));
    let mut bands: Vec<Vec<Stroke>> = Vec::new();
    for piece in pieces {
        let on_band = |band: &&mut Vec<Stroke>| {
            band.first().is_some_and(|first| {
                first.level == piece.level && piece.at - first.at <= SAME_POSITION
            })
        };
        match bands.last_mut().filter(on_band) {
            Some(band) => band.push(piece),
            None => bands.push(vec![piece]),
        }
    }
    let mut strokes: Vec<Stroke> = Vec::new();
    for mut band in bands {
        band.sort_by_key(|piece| piece.from);
        let start = strokes.len();
        for piece in band {
            match strokes[start..].last_mut().filter(|last| piece.from - last.to <= near) {
                Some(last) => last.to = last.to.max(piece.to),
                None => strokes.push(piece),
            }
        }
    }
    strokes.retain(|stroke| stroke.to - stroke.from >= SHORTEST_RULE);
    strokes
}

/// Groups of rules that touch each other.
fn together(strokes: Vec<Stroke>, distance: Emu) -> Vec<Vec<Stroke>> {
    let touches = |one: &Stroke, other: &Stroke| {
        let near =
            |at: Emu, stroke: &Stroke| at >= stroke.from - distance && at <= stroke.to + distance;
        if one.level == other.level {
            one.at.abs_diff(other.at) <= distance.unsigned_abs()
                && (near(one.from, other) || near(other.from, one))
        } else {
            near(one.at, other) && near(other.at, one)
        }
    };
    let mut left = strokes;
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut seen = 0;
        while seen < group.len() {
            let one = group[seen];
            let (near, rest): (Vec<Stroke>, Vec<Stroke>) =
                left.into_iter().partition(|other| touches(&one, other));
            group.extend(near);
            left = rest;
            seen += 1;
        }
        groups.push(group);
    }
    groups
}

/// The table or the box that a group of rules draws.
fn frame(strokes: &[Stroke], near: Emu) -> Option<Frame> {
    let is_exact = near <= EXACT;
    let edges = |level: bool| {
        let near = if level && !is_exact { LOWEST_ROW } else { near };
        let drawn = strokes.iter().filter(|stroke| stroke.level == level).map(|stroke| stroke.at);
        let mut edges = clusters(drawn, near);
        // Where a page ends within a row, or a table has no rules at its sides, the other rules
        // reach further.
        let across = || strokes.iter().filter(|stroke| stroke.level != level && !is_exact);
        let first = across().map(|stroke| stroke.from).min();
        let last = across().map(|stroke| stroke.to).max();
        if let Some(first) = first.filter(|at| edges.first().is_some_and(|edge| edge - at > near)) {
            edges.insert(0, first);
        }
        edges.extend(last.filter(|at| edges.last().is_some_and(|edge| at - edge > near)));
        edges
    };
    let (xs, ys) = (edges(false), edges(true));
    if xs.len() < 2 || ys.len() < 2 || xs.len() > MOST_COLUMNS || ys.len() > MOST_ROW_EDGES {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let level = covered(strokes, true, &ys, &xs, near);
    let upright = covered(strokes, false, &xs, &ys, near);
    let mut places = vec![vec![usize::MAX; columns]; rows];
    let mut cells: Vec<PlacedCell> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if places[row][column] != usize::MAX {
                continue;
            }
            // The cell grows to the right and then down, up to a rule or a place that is covered
            // already.
            let right = (column + 1..columns)
                .find(|x| upright[*x][row] || places[row][*x] != usize::MAX)
                .unwrap_or(columns);
            let bottom = (row + 1..rows)
                .find(|y| level[*y][column..right].iter().any(|ruled| *ruled))
                .unwrap_or(rows);
            for line in &mut places[row..bottom] {
                line[column..right].fill(cells.len());
            }
            cells.push(PlacedCell { rows: row..bottom, cols: column..right, text: String::new() });
        }
    }
    let grid = RuledGrid { top: ys[0], xs, rows, cells };
    Some(Frame { ys, grid, places })
}

/// Positions in order, with close ones merged.
pub fn clusters(places: impl Iterator<Item = Emu>, near: Emu) -> Vec<Emu> {
    let mut places: Vec<Emu> = places.collect();
    places.sort_unstable();
    places.dedup_by(|next, last| *next - *last <= near);
    places
}

/// For each edge, and each section between two edges of the other direction, whether rules cover
/// most of it. A gap that is not wider than `near` counts as covered.
fn covered(
    strokes: &[Stroke],
    level: bool,
    edges: &[Emu],
    across: &[Emu],
    near: Emu,
) -> Vec<Vec<bool>> {
    let mut of_edges: Vec<Vec<(Emu, Emu)>> = vec![Vec::new(); edges.len()];
    for stroke in strokes.iter().filter(|stroke| stroke.level == level) {
        let edge = edges.partition_point(|edge| *edge <= stroke.at).saturating_sub(1);
        of_edges[edge].push((stroke.from, stroke.to));
    }
    let is_covered = |ruled: &[(Emu, Emu)], from: Emu, to: Emu| {
        let parts = ruled.iter().map(|(start, end)| ((*end).min(to) - (*start).max(from)).max(0));
        i64::from(to - from) < 2 * parts.map(i64::from).sum::<i64>()
    };
    of_edges
        .into_iter()
        .map(|mut ruled| {
            ruled.sort_unstable();
            ruled.dedup_by(|next, last| {
                let goes_on = next.0 - last.1 <= near;
                if goes_on {
                    last.1 = last.1.max(next.1);
                }
                goes_on
            });
            across.windows(2).map(|ends| is_covered(&ruled, ends[0], ends[1])).collect()
        })
        .collect()
}

impl Frame {
    /// Whether a point is inside.
    fn holds(&self, x: Emu, y: Emu) -> bool {
        let within = |edges: &[Emu], at: Emu| {
            edges.first().is_some_and(|first| *first <= at)
                && edges.last().is_some_and(|last| at <= *last)
        };
        within(&self.grid.xs, x) && within(&self.ys, y)
    }

    /// The cell at a point.
    fn cell_at(&self, x: Emu, y: Emu) -> Option<usize> {
        let within =
            |edges: &[Emu], at: Emu| edges.partition_point(|edge| *edge <= at).checked_sub(1);
        self.places.get(within(&self.ys, y)?)?.get(within(&self.grid.xs, x)?).copied()
    }
}

/// Divides a run among the cells that contain its characters, and the text around the tables.
fn part(
    run: &SourceRun,
    frames: &[Frame],
    inside: &mut [Vec<Vec<TextPiece>>],
    outside: &mut Vec<TextPiece>,
) {
    // The middle of a character.
    let y = run.y - run.size / 20 * 7;
    let at = frames.iter().position(|frame| frame.holds(run.x, y));
    let mut keep = |cell: Option<usize>, piece: TextPiece| match at
        .zip(cell)
        .and_then(|(table, cell)| inside[table].get_mut(cell))
    {
        Some(pieces) => pieces.push(piece),
        None => outside.push(piece),
    };
    let cells = at.map(|table| cells_of(run, &frames[table], y));
    let mut x = run.x;
    // The cell of a piece is not known until the piece has a character that is not a space: spaces
    // belong to the text before or after them.
    let mut open: (Option<Option<usize>>, TextPiece) = (None, TextPiece::of(run, x));
    for (index, (c, advance)) in run.text.chars().zip(&run.advances).enumerate() {
        if !c.is_whitespace() {
            let cell = cells.as_ref().and_then(|cells| cells.get(index).copied().flatten());
            if open.0.is_some_and(|of| of != cell) {
                let (of, piece) = std::mem::replace(&mut open, (None, TextPiece::of(run, x)));
                keep(of.flatten(), piece);
            }
            open.0 = Some(cell);
        }
        let end = x.saturating_add(*advance).clamp(-FARTHEST, FARTHEST);
        open.1.push(c, x, end);
        x = end;
    }
    // A run that consists of spaces, between runs of another font, belongs to the cell at its
    // position.
    let spaces = || at.and_then(|table| frames[table].cell_at(run.x, y));
    keep(open.0.unwrap_or_else(spaces), open.1);
}

/// The cell of each character of a run. The digits of one number belong to one cell, even where the
/// number is wider than its column.
fn cells_of(run: &SourceRun, frame: &Frame, y: Emu) -> Vec<Option<usize>> {
    let mut middles: Vec<Emu> = Vec::with_capacity(run.advances.len());
    let mut x = run.x;
    for advance in &run.advances {
        middles.push(x.saturating_add((*advance).min(run.size) / 2));
        x = x.saturating_add(*advance).clamp(-FARTHEST, FARTHEST);
    }
    let is_digit = |(c, advance): (char, &Emu)| {
        (c.is_ascii_digit() || matches!(c, '.' | ',')) && (0..=run.size).contains(advance)
    };
    let digits: Vec<bool> = run.text.chars().zip(&run.advances).map(is_digit).collect();
    let mut cells = Vec::with_capacity(digits.len());
    for part in digits.chunk_by(|one, next| *one && *next) {
        let of = &middles[cells.len()..cells.len() + part.len()];
        let middle = of.first().zip(of.last()).map_or(run.x, |(one, other)| one / 2 + other / 2);
        cells.extend(part.iter().map(|_| frame.cell_at(middle, y)));
    }
    cells
}
