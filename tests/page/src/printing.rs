//! What the browser prints, as a PDF file, and what stands on its pages.

use crate::page::Page;
use crate::{places, programs, skipped};
use base64::Engine as _;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A print.
pub struct Print {
    /// The file.
    pub file: PathBuf,
}

impl Page {
    /// Prints the page to a file in the target folder, on A4 without margins of the browser's own; backgrounds are not asked for.
    /// Where the driver has no words for printing, says so aloud.
    ///
    /// # Panics
    /// When the file that comes is none.
    pub fn print(&self, name: &str) -> Option<Print> {
        let none = json!({ "top": 0, "bottom": 0, "left": 0, "right": 0 });
        let order = json!({ "page": { "width": 21.0, "height": 29.7 }, "margin": none, "background": false, "shrinkToFit": true });
        let printed = match self.raw("print", &order) {
            Ok(printed) => printed,
            Err(why) if why.contains("nknown command") => {
                skipped::tell(&format!("printing in {}", self.engine.name()), &why);
                return None;
            }
            Err(why) => panic!("cannot print: {why}"),
        };
        let bytes = base64::engine::general_purpose::STANDARD.decode(printed.as_str().unwrap_or_default()).expect("base64");
        let file = places::leavings().join(format!("{name}-{}.pdf", self.engine.name()));
        std::fs::write(&file, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", file.display()));
        Some(Print { file })
    }
}

impl Print {
    /// The words of each page, without the spaces that a program may have found between them; says aloud where poppler is missing.
    pub fn pages(&self) -> Option<Vec<String>> {
        pages(&self.file)
    }
}

/// The words of each page of a PDF file, without spaces.
///
/// # Panics
/// When poppler cannot read the file.
pub fn pages(file: &Path) -> Option<Vec<String>> {
    let Some(program) = programs::find("pdftotext") else {
        skipped::skip("the words of a print", "it needs poppler (Debian: poppler-utils)");
        return None;
    };
    let out = Command::new(program).arg("-layout").arg(file).arg("-").output().expect("pdftotext starts");
    assert!(out.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let pages = text.split('\u{c}').map(|page| page.split_whitespace().collect::<String>());
    let mut pages: Vec<String> = pages.collect();
    // A form feed ends each page.
    pages.pop();
    Some(pages)
}
