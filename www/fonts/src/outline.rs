//! Outlines: read from a font, converted to quadratic curves, and reduced to the points that their
//! shape needs.
//!
//! Old fonts are traced, with a point every few units; half of the points can be removed without
//! moving any part by more than a thousandth of the em. An outline of quadratic curves in which
//! nothing is joined is written unchanged, with its implied points between two controls. The
//! computation uses no operation whose result depends on the processor (no roots, no sines), so the
//! same outlines are written everywhere.

use kurbo::{BezPath, PathEl, Point, Vec2};

/// A piece of a contour, which starts at the end of the piece before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    Line(Point),
    Curve(Point, Point),
}

impl Piece {
    const fn end(self) -> Point {
        match self {
            Self::Line(end) | Self::Curve(_, end) => end,
        }
    }

    /// Points on the piece.
    fn along(self, from: Point) -> Vec<Point> {
        match self {
            Self::Line(end) => vec![from.midpoint(end), end],
            Self::Curve(control, end) => {
                (1..=4).map(|step| on_curve(from, control, end, f64::from(step) / 4.0)).collect()
            }
        }
    }

    /// The direction at its start.
    fn sets_out(self, from: Point) -> Vec2 {
        match self {
            Self::Curve(control, _) if control != from => control - from,
            _ => self.end() - from,
        }
    }

    /// The direction at its end.
    fn arrives(self, from: Point) -> Vec2 {
        match self {
            Self::Curve(control, end) if control != end => end - control,
            _ => self.end() - from,
        }
    }
}

/// An outline as it is read from the font.
#[derive(Default)]
pub struct Outline {
    contours: Vec<(Point, Vec<Piece>)>,
}

/// The largest distance, in units, of a curve from the curve that it replaces.
const EXACT: f64 = 0.5;

impl Outline {
    fn from(&self) -> Option<Point> {
        let (start, pieces) = self.contours.last()?;
        Some(pieces.last().map_or(*start, |piece| piece.end()))
    }

    fn push(&mut self, piece: Piece) {
        if let Some((_, pieces)) = self.contours.last_mut() {
            pieces.push(piece);
        }
    }

    /// The outline for a font, with pieces joined where no point moves by more than `slack`.
    pub fn path(&self, slack: f64) -> BezPath {
        let mut path = BezPath::new();
        for (start, pieces) in self.contours.iter().filter(|(_, pieces)| !pieces.is_empty()) {
            path.push(PathEl::MoveTo(*start));
            let pieces = if slack > 0.0 { joined(*start, pieces, slack) } else { pieces.clone() };
            path.extend(pieces.into_iter().map(|piece| match piece {
                Piece::Line(end) => PathEl::LineTo(end),
                Piece::Curve(control, end) => PathEl::QuadTo(control, end),
            }));
            path.push(PathEl::ClosePath);
        }
        path
    }
}

fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push((point(x, y), Vec::new()));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(Piece::Line(point(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push(Piece::Curve(point(cx, cy), point(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let Some(start) = self.from() else { return };
        for piece in
            (Cubic { start, out: point(ax, ay), into: point(bx, by), end: point(x, y) }).quadratic()
        {
            self.push(piece);
        }
    }

    fn close(&mut self) {}
}

/// A cubic curve: its end points and its control points.
struct Cubic {
    start: Point,
    out: Point,
    into: Point,
    end: Point,
}

impl Cubic {
    /// The point at parameter `t`.
    fn at(&self, t: f64) -> Vec2 {
        let u = 1.0 - t;
        let ends = self.start.to_vec2() * (u * u * u) + self.end.to_vec2() * (t * t * t);
        ends + self.out.to_vec2() * (3.0 * u * u * t) + self.into.to_vec2() * (3.0 * u * t * t)
    }

    /// The derivative at parameter `t`.
    fn slope(&self, t: f64) -> Vec2 {
        let u = 1.0 - t;
        (self.out - self.start) * (3.0 * u * u)
            + (self.into - self.out) * (6.0 * u * t)
            + (self.end - self.into) * (3.0 * t * t)
    }

    /// As many quadratic curves as are needed to stay within [`EXACT`]: halves, thirds… of the
    /// cubic curve, each between the tangents at its ends.
    fn quadratic(&self) -> impl Iterator<Item = Piece> {
        // The distance between a cubic and the nearest quadratic is √3/36 of its third difference,
        // and falls with the cube of the number of parts.
        let third = (self.end - self.start) - (self.into - self.out) * 3.0;
        let enough = |parts: &i32| {
            third.hypot2() * 3.0 <= (36.0 * EXACT * f64::from(parts * parts * parts)).powi(2)
        };
        let parts = (1..=8).find(enough).unwrap_or(8);
        (0..parts).map(move |part| {
            let (from, to) =
                (f64::from(part) / f64::from(parts), f64::from(part + 1) / f64::from(parts));
            let step = (to - from) / 3.0;
            let controls =
                (self.at(from) + self.slope(from) * step) + (self.at(to) - self.slope(to) * step);
            let control = (controls * 3.0 - self.at(from) - self.at(to)) / 4.0;
            Piece::Curve(control.to_point().round(), self.at(to).to_point().round())
        })
    }
}

/// The pieces of a contour, with as many as possible joined into one.
fn joined(start: Point, pieces: &[Piece], slack: f64) -> Vec<Piece> {
    /// A larger number is never one curve.
    const MOST: usize = 12;
    let (mut from, mut rest, mut result) = (start, pieces, Vec::new());
    while let [first, ..] = rest {
        let (mut best, mut used) = (*first, 1);
        for count in 2..=rest.len().min(MOST) {
            match as_one(from, &rest[..count], slack) {
                Some(one) => (best, used) = (one, count),
                // Two pieces may fail where three succeed, for example a short piece between two
                // that belong together.
                None if count > 2 => break,
                None => {}
            }
        }
        result.push(best);
        from = best.end();
        rest = &rest[used..];
    }
    result
}

/// One piece that replaces several, if every point of them is within `slack` of it.
fn as_one(from: Point, pieces: &[Piece], slack: f64) -> Option<Piece> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let end = last.end();
    if end == from {
        return None;
    }
    let (mut points, mut at, mut before) = (Vec::new(), from, from);
    for piece in pieces {
        points.extend(piece.along(at));
        (before, at) = (at, piece.end());
    }
    // On a straight line even a small deviation is visible.
    let flat = (slack * 0.6) * (slack * 0.6);
    if points.iter().all(|point| from_line(*point, from, end) <= flat) {
        return Some(Piece::Line(end));
    }
    let (out, into) = (first.sets_out(from), last.arrives(before));
    let crossing = out.cross(into);
    let middle = points[points.len() / 2];
    let through = (middle.to_vec2() * 2.0 - (from.to_vec2() + end.to_vec2()) * 0.5).to_point();
    let meeting = (crossing != 0.0)
        .then(|| from + out * ((end - from).cross(into) / crossing))
        .filter(|meeting| {
            // The tangents at the ends must meet after the start of the one and before the end of
            // the other.
            (*meeting - from).dot(out) > 0.0 && (end - *meeting).dot(into) > 0.0
        });
    let near = |control: &Point| {
        points.iter().all(|point| from_curve(*point, from, *control, end) <= slack * slack)
    };
    let far = |control: &Point| (*control - from).hypot2() > 16.0 * (end - from).hypot2() + 100.0;
    let control = meeting
        .into_iter()
        .chain([through])
        .map(Point::round)
        .find(|control| !far(control) && near(control))?;
    Some(Piece::Curve(control, end))
}

fn on_curve(from: Point, control: Point, end: Point, t: f64) -> Point {
    let u = 1.0 - t;
    (from.to_vec2() * (u * u) + control.to_vec2() * (2.0 * u * t) + end.to_vec2() * (t * t))
        .to_point()
}

/// The squared distance from a line between two points.
fn from_line(point: Point, from: Point, end: Point) -> f64 {
    let line = end - from;
    let length = line.hypot2();
    let t = if length > 0.0 { ((point - from).dot(line) / length).clamp(0.0, 1.0) } else { 0.0 };
    (point - (from + line * t)).hypot2()
}

/// The squared distance from a curve.
fn from_curve(point: Point, from: Point, control: Point, end: Point) -> f64 {
    const STEPS: u8 = 16;
    let mut last = from;
    let distances = (1..=STEPS).map(|step| {
        let next = on_curve(from, control, end, f64::from(step) / f64::from(STEPS));
        let distance = from_line(point, last, next);
        last = next;
        distance
    });
    distances.fold(f64::MAX, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ttf_parser::OutlineBuilder;

    /// A ring of cubic curves around the middle of the em, in this many parts.
    fn ring(parts: u32) -> Outline {
        let mut outline = Outline::default();
        let at = |part: u32, radius: f64| {
            let angle = f64::from(part) / f64::from(parts) * std::f64::consts::TAU;
            (
                Vec2::new(angle.cos(), angle.sin()),
                Point::new(500.0, 500.0) + Vec2::new(angle.cos(), angle.sin()) * radius,
            )
        };
        #[expect(clippy::cast_possible_truncation, reason = "units")]
        let to = |point: Point| (point.x as f32, point.y as f32);
        let reach = 4.0 / 3.0 * (std::f64::consts::TAU / f64::from(parts) / 4.0).tan() * 400.0;
        let (x, y) = to(at(0, 400.0).1);
        outline.move_to(x, y);
        for part in 0..parts {
            let ((start, from), (end, goal)) = (at(part, 400.0), at(part + 1, 400.0));
            let (a, b) = (
                to(from + Vec2::new(-start.y, start.x) * reach),
                to(goal - Vec2::new(-end.y, end.x) * reach),
            );
            let (x, y) = to(goal);
            outline.curve_to(a.0, a.1, b.0, b.1, x, y);
        }
        outline
    }

    /// The greatest distance of the points of an outline from a circle.
    fn off(path: &BezPath) -> f64 {
        let mut from = Point::ZERO;
        let mut worst = 0.0_f64;
        for element in path.elements() {
            let piece = match *element {
                PathEl::QuadTo(control, end) => Piece::Curve(control, end),
                PathEl::LineTo(end) => Piece::Line(end),
                PathEl::MoveTo(start) => {
                    from = start;
                    continue;
                }
                _ => continue,
            };
            for point in piece.along(from) {
                worst = worst.max(((point - Point::new(500.0, 500.0)).hypot() - 400.0).abs());
            }
            from = piece.end();
        }
        worst
    }

    #[test]
    fn cubic_curves_stay_where_they_are() {
        let path = ring(4).path(0.0);
        assert!(
            path.elements().len() > 8 && off(&path) < 1.5,
            "{} {}",
            path.elements().len(),
            off(&path)
        );
    }

    #[test]
    fn what_is_drawn_with_many_points_needs_few() {
        let (traced, thin) = (ring(60).path(0.0), ring(60).path(1.2));
        assert!(
            thin.elements().len() * 3 < traced.elements().len(),
            "{} of {}",
            thin.elements().len(),
            traced.elements().len()
        );
        assert!(off(&thin) < 2.2, "{}", off(&thin));
    }

    #[test]
    fn corners_stay() {
        let mut outline = Outline::default();
        outline.move_to(0.0, 0.0);
        for (x, y) in [(50.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)] {
            outline.line_to(x, y);
        }
        let corners = [(100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)];
        let path = outline.path(1.0);
        let ends: Vec<(f64, f64)> =
            path.elements()
                .iter()
                .filter_map(|element| {
                    if let PathEl::LineTo(end) = element { Some((end.x, end.y)) } else { None }
                })
                .collect();
        assert_eq!(ends, corners);
    }
}
