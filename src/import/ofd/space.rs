//! The coordinate system of an object on its page, and numbers as the file writes them.

use crate::geometry::Emu;
use crate::import::package::Attributes;

/// The mapping from coordinates of an object to the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The matrix of the object: coordinates are transformed by it, then moved.
    matrix: [f64; 6],
}

impl Default for Placement {
    fn default() -> Self {
        Self { matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] }
    }
}

impl Placement {
    /// The mapping by the corner of the object on the page, and its matrix if it has one (8.5).
    pub fn of(attributes: &Attributes, corner: (f64, f64)) -> Self {
        let list = |name| attributes.get(name).map(|text| floats(text).collect::<Vec<f64>>());
        let mut matrix =
            list("CTM").and_then(|list| list.try_into().ok()).unwrap_or(Self::default().matrix);
        let bounds = list("Boundary").unwrap_or_default();
        if let [x, y, ..] = bounds.as_slice() {
            matrix[4] += x - corner.0;
            matrix[5] += y - corner.1;
        }
        Self { matrix }
    }

    /// A point on the page.
    pub fn on_page(&self, (x, y): (f64, f64)) -> (Emu, Emu) {
        let along = |axis: usize| {
            emu(self.matrix[axis] * x + self.matrix[axis + 2] * y + self.matrix[axis + 4])
        };
        (along(0), along(1))
    }

    /// The factor by which lengths grow on the page.
    pub fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.matrix;
        (a * d - b * c).abs().sqrt()
    }
}

/// Converts millimetres to the unit of the layout; lengths that no paper has stay larger than any
/// paper.
#[expect(clippy::cast_possible_truncation, reason = "cut off before")]
pub fn emu(millimetres: f64) -> Emu {
    const FARTHEST: f64 = 1e9;
    (millimetres * 36_000.0).round().clamp(-FARTHEST, FARTHEST) as Emu
}

/// The finite numbers of a list; others are left out.
pub fn floats(text: &str) -> impl Iterator<Item = f64> + '_ {
    text.split(|c: char| c.is_ascii_whitespace() || c == ',')
        .filter_map(|word| word.parse().ok())
        .filter(|number: &f64| number.is_finite())
}
