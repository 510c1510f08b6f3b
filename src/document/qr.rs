//! Encodes digits as QR codes.
//!
//! The input is digits such as [`crate::draft::code`] writes. The output is a matrix of dark and
//! light modules by ISO/IEC 18004, with error correction level M or better and at most version 25
//! (117 modules a side). Printed 35 mm wide, a module is then 0.3 mm wide, which phones and hand
//! scanners can read.

#[cfg(feature = "office-formats")]
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest version in use, which holds 2395 digits at level M.
pub const LARGEST_VERSION: u8 = 25;

/// The number of light modules that the standard requires on each side of a code.
pub const QUIET: usize = 4;

/// A QR code: a square of modules without the light ones around it ([`QUIET`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    dark: Vec<bool>,
}

impl Matrix {
    /// The code of a text of digits. `None` for other text, and for more digits than
    /// [`LARGEST_VERSION`] holds.
    #[cfg(feature = "office-formats")]
    pub fn of_digits(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let segment = QrSegment::make_numeric(digits);
        let largest = Version::new(LARGEST_VERSION);
        let code = QrCode::encode_segments_advanced(
            &[segment],
            QrCodeEcc::Medium,
            Version::MIN,
            largest,
            None,
            true,
        )
        .ok()?;
        let side = code.size();
        let dark = (0..side)
            .flat_map(|y| (0..side).map(move |x| (x, y)))
            .map(|(x, y)| code.get_module(x, y))
            .collect();
        Some(Self { size: usize::try_from(side).ok()?, dark })
    }

    /// The number of modules on a side.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The version of the code, from 1.
    pub const fn version(&self) -> usize {
        (self.size - 17) / 4
    }

    /// Whether a module is dark; those outside are light. Columns count from the left, rows from
    /// the top, both from 0.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.size && self.dark.get(row * self.size + column).copied().unwrap_or(false)
    }

    /// The dark modules, joined along each row. Each item is a column, a row, and the number of
    /// modules.
    pub fn strokes(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.dark.chunks(self.size.max(1)).enumerate().flat_map(|(row, modules)| {
            let mut column = 0;
            modules.chunk_by(|one, next| one == next).filter_map(move |alike| {
                let start = column;
                column += alike.len();
                alike[0].then_some((start, row, alike.len()))
            })
        })
    }
}

#[cfg(all(test, feature = "office-formats"))]
mod tests {
    use super::*;

    #[test]
    fn only_a_limited_number_of_digits_is_accepted() {
        assert!(Matrix::of_digits("12a").is_none());
        assert_eq!(Matrix::of_digits(&"7".repeat(2395)).map(|matrix| matrix.version()), Some(25));
        assert!(Matrix::of_digits(&"7".repeat(2396)).is_none());
    }

    #[test]
    fn strokes_are_the_dark_modules() {
        let matrix = Matrix::of_digits("7110123").expect("a code");
        let mut dark = vec![false; matrix.size() * matrix.size()];
        for (column, row, count) in matrix.strokes() {
            dark[row * matrix.size() + column..][..count].fill(true);
        }
        assert_eq!(dark, matrix.dark);
    }
}
