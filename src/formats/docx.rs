//! Word documents (.docx): the parts that are both written and read.

/// The body of the document. A package that holds this part is a Word document.
pub const BODY: &str = "word/document.xml";
/// The styles.
pub const STYLES: &str = "word/styles.xml";
