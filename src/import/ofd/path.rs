//! Paths: the straight lines of stroked paths and the rectangles of filled paths (GB/T 33190-2016,
//! 9).

use super::space::{Placement, floats};
use crate::geometry::{Emu, Rule, Shade, mm};

/// Segments of a path that are read. A page of tables has some two hundred; the largest QR code has
/// fifteen thousand.
const MOST_STRETCHES: usize = 60_000;

/// Points are equal if they are not further apart than a tenth of a millimetre.
const POINT_TOLERANCE: u32 = mm(1).unsigned_abs() / 10;

/// The straight lines and rectangles of a path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shapes {
    /// Straight lines.
    pub rules: Vec<Rule>,
    /// Rectangles that a subpath encloses.
    pub areas: Vec<Shade>,
}

type Point = (Emu, Emu);

/// Reads the abbreviated path data (9.3.3, table 36).
pub fn read(data: &str, space: &Placement) -> Shapes {
    let mut shapes = Shapes::default();
    // The corners of the current subpath; none if a part of it is curved.
    let mut corners: Vec<Point> = Vec::new();
    let mut bent = false;
    let mut tokens =
        data.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|word| !word.is_empty());
    let mut stretches = 0;
    while let Some(word) = tokens.next() {
        stretches += 1;
        if stretches > MOST_STRETCHES {
            break;
        }
        match word {
            "M" | "S" => {
                shapes.part(&corners, bent);
                corners.clear();
                bent = false;
                corners.extend(point(&mut tokens, space));
            }
            "L" => {
                if let (Some(from), Some(to)) = (corners.last().copied(), point(&mut tokens, space))
                {
                    shapes.rules.push(Rule { from, to });
                    corners.push(to);
                }
            }
            "C" => {
                if let (Some(from), Some(to)) = (corners.last().copied(), corners.first().copied())
                {
                    shapes.rules.push(Rule { from, to });
                }
            }
            // Curves end at their last point; the first values of an arc are not points.
            "Q" | "B" | "A" => {
                bent = true;
                let skipped = if word == "A" { 5 } else { 2 * usize::from(word == "B") + 2 };
                for _ in 0..skipped {
                    tokens.next();
                }
                corners.extend(point(&mut tokens, space));
            }
            _ => {}
        }
    }
    shapes.part(&corners, bent);
    shapes
}

/// The next two words as a point.
fn point<'w>(tokens: &mut impl Iterator<Item = &'w str>, space: &Placement) -> Option<Point> {
    let mut number = || tokens.next().and_then(|word| floats(word).next());
    Some(space.on_page((number()?, number()?)))
}

impl Shapes {
    /// Adds the rectangle that a subpath encloses, if it is one.
    fn part(&mut self, corners: &[Point], bent: bool) {
        let near = |one: Emu, other: Emu| one.abs_diff(other) <= POINT_TOLERANCE;
        let straight =
            corners.windows(2).all(|pair| near(pair[0].0, pair[1].0) || near(pair[0].1, pair[1].1));
        if bent || !straight || !(4..=5).contains(&corners.len()) {
            return;
        }
        let ends =
            |of: fn(&Point) -> Emu| corners.iter().map(of).min().zip(corners.iter().map(of).max());
        if let (Some((left, right)), Some((top, bottom))) =
            (ends(|point| point.0), ends(|point| point.1))
        {
            self.areas.push(Shade {
                x: left,
                y: top,
                width: right.saturating_sub(left),
                height: bottom.saturating_sub(top),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_rectangles() {
        let shapes =
            read("M 0 0 L 1 0 M 2,2 L 2 3 L 9 9 M 1 1 L 3 1 L 3 2 L 1 2 C", &Placement::default());
        let mm = 36_000;
        assert_eq!(shapes.areas, [Shade { x: mm, y: mm, width: 2 * mm, height: mm }]);
        let rules: Vec<Rule> = [
            ((0, 0), (1, 0)),
            ((2, 2), (2, 3)),
            ((2, 3), (9, 9)),
            ((1, 1), (3, 1)),
            ((3, 1), (3, 2)),
            ((3, 2), (1, 2)),
            ((1, 2), (1, 1)),
        ]
        .into_iter()
        .map(|(from, to)| Rule { from: (from.0 * mm, from.1 * mm), to: (to.0 * mm, to.1 * mm) })
        .collect();
        assert_eq!(shapes.rules, rules);
    }

    #[test]
    fn what_is_bent_or_broken_off_draws_nothing() {
        let shapes =
            read("M 0 0 B 1 1 2 2 3 3 L 3 4 Q 1 1 0 4 A 1 1 0 1 1 5 5 L 5", &Placement::default());
        assert_eq!(shapes.areas, []);
        assert_eq!(shapes.rules.len(), 1);
        assert_eq!(read("L 1 1 C X NaN", &Placement::default()), Shapes::default());
    }
}
