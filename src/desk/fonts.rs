//! Choosing fonts for PDF: the face that a font file is used for, and the sentence about it.
//!
//! In: what the office module found in a font file. Out: the face that the font is used for, and a
//! sentence.

use crate::layout::Face;
use serde::{Deserialize, Serialize};

/// An action on the fonts for PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontAction {
    /// Open their dialog.
    OpenDialog,
    /// Let the clerk choose files, for the face with this id or for any.
    Choose(Option<String>),
    /// Look for suitable fonts among those of the computer.
    ScanSystem,
    /// Remove the font of the face with this id.
    Remove(String),
    /// Allow that a character which a font lacks is taken from another font, or forbid it.
    AllowFallback(bool),
}

/// A font that was chosen for a face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenFont {
    /// The id of the face.
    pub face: String,
    /// The key of the file in the store.
    pub file: String,
    /// The index of the font in its collection, from 0; `None` if the file holds one font.
    pub index: Option<u32>,
    /// The name of the font, as the font states it.
    pub name: String,
    /// The name of the file that was chosen.
    pub from: String,
    /// Whether the font has another design than official documents require.
    pub near: bool,
    /// How many of the expected characters the font lacks.
    pub lacks: usize,
    /// Up to six of the characters that it lacks.
    pub some: String,
}

/// What the office module found in a font file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectedFont {
    /// The name of the font, as the font states it.
    pub name: String,
    /// The index of the font in its collection, from 0; `None` if the file holds one font.
    pub index: Option<u32>,
    /// The id of the face that the font is for, if the names of the font say so.
    pub face: Option<String>,
    /// Whether the font has the design that official documents require.
    pub meant: bool,
    /// The expected characters that the font lacks.
    pub lacks: String,
    /// Whether it is a variable font, which has no single weight.
    pub variable: bool,
}

/// The results, so far, of a choice of several files.
#[derive(Debug, Default)]
pub struct FontSelection {
    /// A sentence for each font that was set.
    pub set: Vec<String>,
    /// A sentence for each font that was refused.
    pub refused: Vec<String>,
    /// The faces that were set, so that a second file for one of them does not replace the first.
    faces: Vec<Face>,
}

/// A font that is used for a face from now on.
#[derive(Debug, PartialEq, Eq)]
pub struct AcceptedFont {
    /// The entry that is to be stored.
    pub chosen: ChosenFont,
    /// A phrase that names the font and its face.
    what: String,
    variable: bool,
}

impl FontSelection {
    /// A choice that failed altogether, with a sentence that says why.
    pub fn refused(sentence: String) -> Self {
        Self { refused: vec![sentence], ..Self::default() }
    }

    /// Assigns a font to the face of the table row in which it was chosen, or else to the face that
    /// its names say. `from` is the name of its file.
    ///
    /// # Errors
    /// The face is unknown or has a font from this choice already; the error is a sentence for the
    /// clerk.
    pub fn take(
        &mut self,
        seen: &InspectedFont,
        from: &str,
        row: Option<Face>,
    ) -> Result<AcceptedFont, String> {
        let own = seen.face.as_deref().and_then(Face::parse);
        let face = row.or(own).ok_or_else(|| {
            format!("认不出“{}”是哪一种字体；确实要用，请在要用它的那一行点“选文件”。", seen.name)
        })?;
        if self.faces.contains(&face) {
            return Err(format!("它也是{}，已经用了前面一个。", face.name()));
        }
        self.faces.push(face);
        let other = own.filter(|own| *own != face);
        let chosen = ChosenFont {
            face: face.id().to_owned(),
            index: seen.index,
            name: seen.name.clone(),
            from: from.to_owned(),
            near: !seen.meant || other.is_some(),
            lacks: seen.lacks.chars().count(),
            some: seen.lacks.chars().take(6).collect(),
            ..ChosenFont::default()
        };
        let what = match other {
            Some(other) => {
                format!("“{}”是{}，按你选的用作{}", seen.name, other.name(), face.name())
            }
            None => format!("{}用“{}”", face.name(), seen.name),
        };
        Ok(AcceptedFont { chosen, what, variable: seen.variable })
    }
}

impl AcceptedFont {
    /// The sentence for the clerk. `kept` says whether the browser stored the font.
    pub fn sentence(&self, kept: bool) -> String {
        let Self { what, variable, .. } = self;
        let variable = if *variable { "它是可变字体，按默认的粗细排。" } else { "" };
        if kept {
            format!("{what}，已经记住。{variable}")
        } else {
            format!(
                "{what}。浏览器没有让本页记住它（不让保存，或者盘满了），关掉本页后要再选一次。{variable}"
            )
        }
    }
}
