//! Reads finished OFD files with `ofd-core`: the problems that it reports, the texts that it reads,
//! and its pictures of the pages.

use ofd_core::{LoadedDocument, OfdPackage, OfdReader, PageBlock, RenderOptions, check_reader};
use std::io::Cursor;

type Reader = OfdReader<Cursor<Vec<u8>>>;

/// An opened file.
pub struct Opened {
    reader: Reader,
    document: LoadedDocument,
}

/// A picture of a page: rows of pixels from the upper left, with the brightness of each (0 is
/// black).
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// The brightness of each pixel.
    pub dots: Vec<u8>,
    /// The same picture as a PNG file.
    pub png: Vec<u8>,
}

/// The violations of GB/T 33190-2016, as sentences.
///
/// # Panics
/// When the bytes are not an OFD file.
pub fn problems(bytes: &[u8]) -> Vec<String> {
    let report = check_reader(&mut reader(bytes));
    assert_eq!(report.conforms(), report.problems.is_empty());
    report.problems
}

fn reader(bytes: &[u8]) -> Reader {
    let package = OfdPackage::new(Cursor::new(bytes.to_vec())).expect("a package");
    OfdReader::new(package).expect("a way in")
}

impl Opened {
    /// Opens a file.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn new(bytes: &[u8]) -> Self {
        let mut reader = reader(bytes);
        let body = reader.ofd().doc_bodies[0].clone();
        let document = reader.load_document(&body).expect("a document");
        Self { reader, document }
    }

    /// How many pages the file has.
    pub fn len(&self) -> usize {
        self.document.pages().len()
    }

    /// Whether the file has no page.
    pub fn is_empty(&self) -> bool {
        self.document.pages().is_empty()
    }

    /// The texts of a page, in the order of the file.
    ///
    /// # Panics
    /// When there is no such page.
    pub fn texts(&mut self, page: usize) -> Vec<String> {
        let place = self.document.pages()[page].clone();
        let page = self.reader.load_page(&self.document, &place).expect("a page");
        let objects = page
            .content
            .into_iter()
            .flat_map(|content| content.layers)
            .flat_map(|layer| layer.objects);
        let texts = objects.filter_map(|object| match object {
            PageBlock::Text(text) => {
                Some(text.text_codes.into_iter().filter_map(|code| code.text).collect())
            }
            _ => None,
        });
        texts.collect()
    }

    /// Draws a page with `dots` pixels per inch, in fonts of this machine.
    ///
    /// # Panics
    /// When there is no such page.
    pub fn picture(&mut self, page: usize, dots: f64) -> Picture {
        let map = self
            .reader
            .render_page(&self.document, page, &RenderOptions::with_dpi(dots))
            .expect("a picture");
        // The paper is white: a pixel that is not dark in all colours is not black.
        let dots =
            map.pixels().iter().map(|dot| dot.red().max(dot.green()).max(dot.blue())).collect();
        Picture { width: map.width() as usize, dots, png: map.encode_png().expect("a picture") }
    }
}
