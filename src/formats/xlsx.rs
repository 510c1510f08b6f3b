//! Workbooks (.xlsx): the parts and sheets that are both written and read.

/// The list of the sheets. A package that holds this part is a workbook.
pub const WORKBOOK: &str = "xl/workbook.xml";
/// The relationships of the list: which part holds which sheet.
pub const RELATIONSHIPS: &str = "xl/_rels/workbook.xml.rels";
/// The kind of the relationship to a sheet.
pub const SHEET_KIND: &str = "worksheet";
/// The kind of the relationship to the shared strings.
pub const STRINGS_KIND: &str = "sharedStrings";
/// The kind of the relationship to the styles.
pub const STYLES_KIND: &str = "styles";
/// The name of the hidden sheet that carries the printed part of the draft: its first cell is
/// [`super::CARRIED`], and the text follows below in pieces.
pub const CARRIED_SHEET: &str = "nianbao";
