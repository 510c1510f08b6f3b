//! What is in force while operators are carried out: where things go, and how what is painted lies
//! on what was there.

use super::file::File;
use super::matrix::Matrix;
use super::object::{Dict, Object};
use super::text::TextState;
use crate::import::ImportError;

/// From here on a colour is white, and paint hides what lies under it; as far from the other end it
/// cannot be seen itself.
const NEARLY: f64 = 0.95;

/// What is in force.
#[derive(Clone)]
pub struct State {
    /// From the units of the operators to points on the page.
    pub to_page: Matrix,
    /// How text is set.
    pub text: TextState,
    is_white: bool,
    paint: Paint,
}

/// How what is painted lies on what was there.
#[derive(Clone, Copy)]
struct Paint {
    /// How much of what lies under it is not seen any more, from 0 to 1.
    opacity: f64,
    /// Whether it is cut out by a mask.
    is_masked: bool,
    /// Whether it is mixed with what lies under it.
    is_mixed: bool,
    /// Whether it is part of a piece that is itself laid on the page as something to see through.
    is_veiled: bool,
}

impl Paint {
    /// As it is where nothing is said.
    const PLAIN: Self = Self { opacity: 1.0, is_masked: false, is_mixed: false, is_veiled: false };
}

impl State {
    /// That of a page that begins.
    pub fn new(to_page: Matrix) -> Self {
        Self { to_page, text: TextState::default(), is_white: false, paint: Paint::PLAIN }
    }

    /// That of a piece of the page that is kept apart. A group is painted as one, by what is in
    /// force around it (ISO 32000-1, 11.6.6).
    pub fn within(&self, to_page: Matrix, is_group: bool) -> Self {
        let paint =
            if is_group { Paint { is_veiled: !self.hides(), ..Paint::PLAIN } } else { self.paint };
        Self { to_page, paint, ..self.clone() }
    }

    /// Whether what is painted can be seen at all.
    pub fn is_seen(&self) -> bool {
        self.paint.opacity > 1.0 - NEARLY
    }

    /// Whether letters can be seen.
    pub fn shows_text(&self) -> bool {
        self.is_seen() && !self.is_white
    }

    /// Whether what is painted hides what lies under it.
    pub fn hides(&self) -> bool {
        self.paint.opacity > NEARLY
            && !self.paint.is_masked
            && !self.paint.is_mixed
            && !self.paint.is_veiled
    }

    /// Takes the colour of what is filled from an operator.
    pub fn set_colour(&mut self, name: &[u8], numbers: &[f64]) {
        self.is_white = match (name, numbers) {
            (b"g", [grey]) => *grey > NEARLY,
            (b"rg" | b"sc" | b"scn", [red, green, blue]) => red.min(*green).min(*blue) > NEARLY,
            (b"k" | b"sc" | b"scn", [cyan, magenta, yellow, black]) => {
                cyan.max(*magenta).max(*yellow).max(*black) < 1.0 - NEARLY
            }
            _ => false,
        };
    }

    /// Takes what a dictionary of parameters says (ISO 32000-1, 8.4.5); the others stay.
    ///
    /// # Errors
    /// As all reading.
    pub fn set_parameters(&mut self, file: &File, said: &Dict) -> Result<(), ImportError> {
        self.paint.opacity = file.get(said, "ca")?.number().unwrap_or(self.paint.opacity);
        if said.contains_key(&b"SMask"[..]) {
            self.paint.is_masked = file.get(said, "SMask")?.name() != Some(b"None");
        }
        if said.contains_key(&b"BM"[..]) {
            let modes = file.list(said, "BM")?;
            self.paint.is_mixed =
                !matches!(modes.first().and_then(Object::name), Some(b"Normal" | b"Compatible"));
        }
        Ok(())
    }
}
