//! The graphics state while operators are executed: the transformation, and how paint combines with
//! what is below.

use super::file::PdfFile;
use super::matrix::Matrix;
use super::object::{Dict, Object};
use super::text::TextState;
use crate::import::ImportError;

/// A colour from this value on counts as white, and paint of this opacity hides what is below it;
/// paint of less than one minus this value is invisible.
const NEARLY: f64 = 0.95;

/// The graphics state.
#[derive(Clone)]
pub struct GraphicsState {
    /// The transformation from the units of the operators to points on the page.
    pub to_page: Matrix,
    /// The text state.
    pub text: TextState,
    /// Whether areas and letters are painted white.
    pub is_white: bool,
    /// Whether lines are painted white.
    pub strokes_white: bool,
    /// What limits the paint: left, lower, right and upper edge on the page, in points.
    pub clip: Option<[f64; 4]>,
    paint: Paint,
}

/// How paint combines with what is below it.
#[derive(Clone, Copy)]
struct Paint {
    /// The opacity, from 0 to 1.
    opacity: f64,
    /// Whether it is limited by a soft mask.
    is_masked: bool,
    /// Whether it is blended with what is below it.
    is_mixed: bool,
    /// Whether it belongs to a group that is itself painted transparently.
    is_veiled: bool,
}

impl Paint {
    /// The initial values.
    const PLAIN: Self = Self { opacity: 1.0, is_masked: false, is_mixed: false, is_veiled: false };
}

impl GraphicsState {
    /// The state at the beginning of a page.
    pub fn new(to_page: Matrix) -> Self {
        Self {
            to_page,
            text: TextState::default(),
            is_white: false,
            strokes_white: false,
            clip: None,
            paint: Paint::PLAIN,
        }
    }

    /// The state in a separately stored piece of the page. A group is painted as a whole, with the
    /// parameters in force around it (ISO 32000-1, 11.6.6).
    pub fn within(&self, to_page: Matrix, is_group: bool) -> Self {
        let paint =
            if is_group { Paint { is_veiled: !self.hides(), ..Paint::PLAIN } } else { self.paint };
        Self { to_page, paint, ..self.clone() }
    }

    /// Whether paint is visible at all.
    pub fn is_seen(&self) -> bool {
        self.paint.opacity > 1.0 - NEARLY
    }

    /// Whether paint hides what is below it.
    pub fn hides(&self) -> bool {
        self.paint.opacity > NEARLY
            && !self.paint.is_masked
            && !self.paint.is_mixed
            && !self.paint.is_veiled
    }

    /// Sets the colour of areas and letters from an operator.
    pub fn set_colour(&mut self, name: &[u8], numbers: &[f64]) {
        self.is_white = is_white(name, numbers);
    }

    /// Sets the colour of lines from an operator.
    pub fn set_stroke_colour(&mut self, name: &[u8], numbers: &[f64]) {
        self.strokes_white = is_white(&name.to_ascii_lowercase(), numbers);
    }

    /// Limits the paint to a rectangle on the page: left, lower, right and upper edge.
    pub fn limit(&mut self, [left, lower, right, upper]: [f64; 4]) {
        let all = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];
        let clip = self.clip.unwrap_or(all);
        self.clip =
            Some([clip[0].max(left), clip[1].max(lower), clip[2].min(right), clip[3].min(upper)]);
    }

    /// Sets the parameters in a graphics state dictionary (ISO 32000-1, 8.4.5); the others are
    /// kept.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn set_parameters(&mut self, file: &PdfFile, parameters: &Dict) -> Result<(), ImportError> {
        self.paint.opacity = file.get(parameters, "ca")?.number().unwrap_or(self.paint.opacity);
        if parameters.contains_key(&b"SMask"[..]) {
            self.paint.is_masked = file.get(parameters, "SMask")?.name() != Some(b"None");
        }
        if parameters.contains_key(&b"BM"[..]) {
            let modes = file.list(parameters, "BM")?;
            self.paint.is_mixed =
                !matches!(modes.first().and_then(Object::name), Some(b"Normal" | b"Compatible"));
        }
        Ok(())
    }
}

/// Whether a colour is white, by the operator that sets it.
fn is_white(name: &[u8], numbers: &[f64]) -> bool {
    match (name, numbers) {
        (b"g", [grey]) => *grey > NEARLY,
        (b"rg" | b"sc" | b"scn", [red, green, blue]) => red.min(*green).min(*blue) > NEARLY,
        (b"k" | b"sc" | b"scn", [cyan, magenta, yellow, black]) => {
            cyan.max(*magenta).max(*yellow).max(*black) < 1.0 - NEARLY
        }
        _ => false,
    }
}
