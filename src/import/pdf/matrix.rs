//! Transforms points of a page from its units to those of the layout (ISO 32000-1, 8.3).

use crate::geometry::Emu;

/// An affine transformation: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// The identity.
    pub const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Applies this transformation first, then the other.
    #[expect(clippy::many_single_char_names, reason = "what the standard calls them")]
    pub fn then(self, Self([a, b, c, d, e, f]): Self) -> Self {
        let Self([m, n, o, p, q, r]) = self;
        Self([
            m * a + n * c,
            m * b + n * d,
            o * a + p * c,
            o * b + p * d,
            q * a + r * c + e,
            q * b + r * d + f,
        ])
    }

    /// The transformed point.
    #[expect(clippy::many_single_char_names, reason = "what the standard calls them")]
    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// Six numbers as a matrix.
pub fn matrix(numbers: &[f64]) -> Option<Matrix> {
    numbers.try_into().ok().map(Matrix)
}

/// The position of a point from the upper left corner of the paper.
pub fn from_upper_left(paper: [f64; 4], x: f64, y: f64) -> (Emu, Emu) {
    (emu(x - paper[0]), emu(paper[3] - y))
}

/// Converts points to whole units; positions far outside any paper saturate.
#[expect(clippy::cast_possible_truncation, reason = "the conversion saturates")]
pub fn emu(points: f64) -> Emu {
    (points * 12_700.0).round() as Emu
}
