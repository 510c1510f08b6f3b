//! OFD documents (GB/T 33190-2016): the part that is both written and read.

/// The part that leads to the document (7.4). A package that holds this part is an OFD file.
pub const ENTRY: &str = "OFD.xml";
