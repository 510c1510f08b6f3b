//! The words by which the page, the program behind it and the tests know each other: acts of
//! buttons, names of fields, ids of elements.
//!
//! `vocabulary!` declares each of them as an enum. A word either stands alone (`nb-work`) or
//! begins what a key completes (`nb-c-` and the id of a cell).

use crate::edition::{CellId, TableKey};
use crate::layout::Face;
use crate::report::Part;
use crate::session::{Field, Place};
use maud::{Escaper, Render};
use std::fmt::{self, Write};

/// What the contract between the page and its tests says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word; a key stands in braces: `nb-c-{cell}`.
    pub pattern: &'static str,
    /// Where it stands in the page, and what stands with it.
    pub place: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

/// What completes a word.
pub(super) trait Key {
    /// Writes the key.
    fn write(&self, out: &mut dyn Write) -> fmt::Result;
}

/// A key that can be read back.
pub(super) trait Readable: Key + Sized {
    /// The key that is written so.
    fn parse(text: &str) -> Option<Self>;
}

/// Keys that have a name, and can be found by it.
macro_rules! named_keys {
    ($($key:ty),+) => {
        $(
            impl Key for $key {
                fn write(&self, out: &mut dyn Write) -> fmt::Result {
                    out.write_str(self.id())
                }
            }

            impl Readable for $key {
                fn parse(text: &str) -> Option<Self> {
                    Self::parse(text)
                }
            }
        )+
    };
}

named_keys!(Place, Part, TableKey, Face, Field);

impl Key for CellId {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// A cell that need not be there.
impl Key for Option<CellId> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        self.iter().try_for_each(|cell| cell.write(out))
    }
}

/// A place in a list, from 0, or the number of a page, from 1.
impl Key for usize {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// The row of a table, the id of a document.
impl Key for &'static str {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self)
    }
}

/// The name of a rule pack, the key of a kept draft or of a finding, the id of a rule or of a
/// document.
impl Key for String {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self)
    }
}

impl Readable for String {
    fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl Render for CellId {
    fn render_to(&self, buffer: &mut String) {
        render(self, buffer);
    }
}

/// Writes what can be written into a template.
pub(super) fn render(words: &impl fmt::Display, buffer: &mut String) {
    // A string takes everything.
    let _ = write!(Escaper::new(buffer), "{words}");
}

/// Declares an enum of words: the documentation of a variant is its meaning, and the contract
/// repeats it. With `parsed`, words are read back, too; of words that begin alike the first fits.
macro_rules! vocabulary {
    ($(#[$about:meta])* pub enum $words:ident; $($body:tt)+) => {
        vocabulary!(@declare $(#[$about])* $words; $($body)+);
    };
    ($(#[$about:meta])* pub enum $words:ident, parsed; $($body:tt)+) => {
        vocabulary!(@declare $(#[$about])* $words; $($body)+);
        vocabulary!(@parse $words; $($body)+);
    };
    (@declare $(#[$about:meta])* $words:ident; $(
        $(#[doc = $meaning:literal])+
        $name:ident $(($key:ident: $kind:ty))? = $word:literal in $place:literal;
    )+) => {
        $(#[$about])*
        pub enum $words {
            $($(#[doc = $meaning])+ $name $(($kind))?,)+
        }

        impl $words {
            /// What the contract says of every word, in its order.
            pub const ENTRIES: &'static [$crate::view::vocabulary::Entry] = &[
                $($crate::view::vocabulary::Entry {
                    pattern: concat!($word $(, "{", stringify!($key), "}")?),
                    place: $place,
                    meaning: concat!($($meaning),+).trim_ascii_start(),
                },)+
            ];

            /// The word without its key.
            pub const fn stem(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $word,)+
                }
            }
        }

        impl std::fmt::Display for $words {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.stem())?;
                match self {
                    $(Self::$name $(($key))? => {
                        $($crate::view::vocabulary::Key::write($key, f)?;)?
                        Ok(())
                    })+
                }
            }
        }

        impl maud::Render for $words {
            fn render_to(&self, buffer: &mut String) {
                $crate::view::vocabulary::render(self, buffer);
            }
        }
    };
    (@parse $words:ident; $(
        $(#[doc = $meaning:literal])+
        $name:ident $(($key:ident: $kind:ty))? = $word:literal in $place:literal;
    )+) => {
        impl $words {
            /// The word that is written so.
            pub fn parse(text: &str) -> Option<Self> {
                $(if let Some(rest) = text.strip_prefix($word) {
                    let found = rest.is_empty().then_some(());
                    $(
                        let _ = found;
                        let found = <$kind as $crate::view::vocabulary::Readable>::parse(rest);
                    )?
                    if let Some(vocabulary!(@found $($key)?)) = found {
                        return Some(Self::$name $(($key))?);
                    }
                })+
                None
            }
        }
    };
    (@found) => { () };
    (@found $key:ident) => { $key };
}

pub(super) use vocabulary;
