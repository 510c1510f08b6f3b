//! The identifiers that the page, the program and the tests share: acts of buttons, names of
//! fields, ids of elements.
//!
//! `vocabulary!` declares each kind as an enum. A word is either complete (`nb-work`) or a prefix
//! that a key completes (`nb-c-` and the id of a cell).

use crate::edition::{CellId, TableKey};
use crate::layout::Face;
use crate::report::Part;
use crate::session::{Field, Panel};
use maud::{Escaper, Render};
use std::fmt::{self, Write};

/// The entry of a word in the contract between the page and its tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractEntry {
    /// The word, with a key in braces: `nb-c-{cell}`.
    pub pattern: &'static str,
    /// Where it is used on the page, and its other attributes.
    pub location: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

/// The key that completes a word.
pub(super) trait Key {
    /// Writes the key.
    fn write(&self, out: &mut dyn Write) -> fmt::Result;
}

/// A key that can be read back.
pub(super) trait Readable: Key + Sized {
    /// Parses a key.
    fn parse(text: &str) -> Option<Self>;
}

/// Implements [`Key`] and [`Readable`] for types with the functions `id` and `parse`.
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

named_keys!(Panel, Part, TableKey, Face, Field);

impl Key for CellId {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// A cell, or an empty key.
impl Key for Option<CellId> {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        self.iter().try_for_each(|cell| cell.write(out))
    }
}

/// An index in a list, from 0, or the number of a page, from 1.
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

/// Writes a value into a template, escaped.
pub(super) fn render(value: &impl fmt::Display, buffer: &mut String) {
    // Writing to a string never fails.
    let _ = write!(Escaper::new(buffer), "{value}");
}

/// Declares an enum of words. The documentation of a variant is also its meaning in the contract.
/// With `parsed`, the enum can be parsed; of several prefixes that match, the first one counts.
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
            /// The entries of all words in the contract, in their order.
            pub const ENTRIES: &'static [$crate::view::vocabulary::ContractEntry] = &[
                $($crate::view::vocabulary::ContractEntry {
                    pattern: concat!($word $(, "{", stringify!($key), "}")?),
                    location: $place,
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
            /// Parses a word.
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
