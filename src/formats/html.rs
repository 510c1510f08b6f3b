//! Web pages: the classes and ids by which a report in a page is found and read.

/// The class of the article that is a report.
pub const CLASS: &str = "nianbao";
/// The id of the data block that carries the printed part of the draft.
pub const CARRIED: &str = "nianbao";
/// The media type of that block.
pub const CARRIED_TYPE: &str = "application/json";

/// The class of the line that marks the report as a draft (草稿).
pub const DRAFT_CLASS: &str = "nianbao-draft";
/// The class of a note under a table.
pub const NOTE_CLASS: &str = "nianbao-note";
/// The class of the agency of 落款.
pub const AGENCY_CLASS: &str = "nianbao-organ";
/// The class of the day of 落款.
pub const DATE_CLASS: &str = "nianbao-date";
