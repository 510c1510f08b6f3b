//! The names of the paragraph styles that Word documents and workbooks have in common. Word, WPS
//! and Excel show them, and a reader recognises a paragraph by them.

/// A paragraph of text. A document that has a style of this name was made by this program.
pub const BODY: &str = "报告正文";
/// A note under a table.
pub const TABLE_NOTE: &str = "表注";
/// The agency of 落款.
pub const SIGNATURE_AGENCY: &str = "落款单位";
/// The day of 落款.
pub const SIGNATURE_DATE: &str = "落款日期";
