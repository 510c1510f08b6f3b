//! Fonts for PDF are chosen: what a file is taken for, and what is said of it.
//!
//! In: what the office module saw in a font file. Out: which face it sets, and a sentence.

use crate::layout::Face;
use serde::{Deserialize, Serialize};

/// What the page wants of the fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Open their dialog.
    Show,
    /// Let the clerk choose files, for the face with this id or for any.
    Choose(Option<String>),
    /// Look among the fonts of the computer.
    LookAtSystem,
    /// Take the font of the face with this id away.
    Remove(String),
    /// Let other fonts stand in, or not.
    StandIn(bool),
}

/// A font that was chosen for a face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The face, by its id.
    pub face: String,
    /// The key of the file in the store.
    pub file: String,
    /// Which font of a collection, from 0; `None` if it is alone in its file.
    pub index: Option<u32>,
    /// What the font calls itself.
    pub name: String,
    /// What its file was called.
    pub from: String,
    /// Whether it is of another design than official papers ask for.
    pub near: bool,
    /// How many of the characters that it should have it lacks.
    pub lacks: usize,
    /// Some of them.
    pub some: String,
}

/// What the office module saw in a font file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What the font calls itself.
    pub name: String,
    /// Which font of a collection, from 0; `None` if it is alone in its file.
    pub index: Option<u32>,
    /// The face that it is for, by its id, if its names say so.
    pub face: Option<String>,
    /// Whether it is of the design that official papers ask for.
    pub meant: bool,
    /// The characters that it should have and lacks.
    pub lacks: String,
    /// Whether it has no one weight.
    pub variable: bool,
}

/// A choice of several files under way: what has become of them so far, in words.
#[derive(Debug, Default)]
pub struct Choice {
    /// The fonts that were set, a sentence each.
    pub set: Vec<String>,
    /// The fonts that were refused, a sentence each.
    pub refused: Vec<String>,
    /// The faces that were set, so that a second file for one of them does not push the first out.
    faces: Vec<Face>,
}

/// A font that sets a face from now on.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// The entry that is to be kept.
    pub chosen: Chosen,
    /// The font and its face, in words.
    what: String,
    variable: bool,
}

impl Choice {
    /// Nothing can be chosen, for this reason.
    pub fn refused(sentence: String) -> Self {
        Self { refused: vec![sentence], ..Self::default() }
    }

    /// Takes a font for the face of the row that it was chosen in, else for the one that its names
    /// say. `from` is the name of its file.
    ///
    /// # Errors
    /// A sentence that says why it is of no use.
    pub fn take(&mut self, seen: &Seen, from: &str, row: Option<Face>) -> Result<Taken, String> {
        let own = seen.face.as_deref().and_then(Face::parse);
        let face = row.or(own).ok_or_else(|| {
            format!("认不出“{}”是哪一种字体；确实要用，请在要用它的那一行点“选文件”。", seen.name)
        })?;
        if self.faces.contains(&face) {
            return Err(format!("它也是{}，已经用了前面一个。", face.name()));
        }
        self.faces.push(face);
        let other = own.filter(|own| *own != face);
        let chosen = Chosen {
            face: face.id().to_owned(),
            index: seen.index,
            name: seen.name.clone(),
            from: from.to_owned(),
            near: !seen.meant || other.is_some(),
            lacks: seen.lacks.chars().count(),
            some: seen.lacks.chars().take(6).collect(),
            ..Chosen::default()
        };
        let what = match other {
            Some(other) => {
                format!("“{}”是{}，按你选的用作{}", seen.name, other.name(), face.name())
            }
            None => format!("{}用“{}”", face.name(), seen.name),
        };
        Ok(Taken { chosen, what, variable: seen.variable })
    }
}

impl Taken {
    /// The sentence for the clerk; `kept`, if the browser remembers the font.
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
