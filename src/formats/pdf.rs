//! PDF files: the names that are both written and read.

use super::PROGRAM;
use crate::layout::Face;

/// The name under which the pages select the font of a face.
pub const fn font_name(face: Face) -> &'static str {
    match face {
        Face::Title => "Title",
        Face::Fang => "Fang",
        Face::Kai => "Kai",
        Face::Hei => "Hei",
        Face::Song => "Song",
        Face::Latin => "Latin",
    }
}

/// Whether the producer that a file names is any version of this program.
pub fn is_ours(producer: &str) -> bool {
    producer.strip_prefix(PROGRAM).is_some_and(|version| version.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::GENERATOR;

    #[test]
    fn files_of_this_program_are_known_by_their_producer() {
        assert!(is_ours(GENERATOR) && is_ours("nianbao 0.0.1"));
        assert!(!is_ours(PROGRAM) && !is_ours("nianbaox 1"));
    }
}
