//! The check sheet (核对单): what the rules say of a report, in words, and the page that shows it.
//!
//! In: a report and a checker that has read it. Out: [`checked::CheckSummary`], plain words that
//! can be handed to a part of the program that does not hold the rules, and the [`Document`] that
//! [`compose`] makes of them.
//!
//! [`Document`]: crate::document::Document

pub mod checked;
#[cfg(feature = "office-formats")]
mod compose;

#[cfg(feature = "office-formats")]
pub use compose::compose;
