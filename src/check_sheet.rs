//! The check sheet (核对单): the result of checking a report in words, and the page that shows it.
//!
//! The input is a report and its checker. The output is a [`checked::CheckSummary`], which can be
//! passed to the module that does not contain the rules, and the [`Document`] that [`compose()`]
//! makes from it.
//!
//! [`Document`]: crate::document::Document

pub mod checked;
#[cfg(feature = "office-formats")]
mod compose;
#[cfg(feature = "office-formats")]
mod fitting;

#[cfg(feature = "office-formats")]
pub use compose::compose;
