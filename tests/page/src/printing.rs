//! Prints the page to a PDF file, and reads the text on its pages.

use crate::engine::{Engine, Home};
use crate::outside::leave;
use crate::page::Page;
use crate::process::Screen;
use crate::{places, programs, skipped};
use base64::Engine as _;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A printed PDF file.
pub struct Print {
    /// The file.
    pub file: PathBuf,
}

impl Page {
    /// Prints the page to a file in the target folder, on A4 without margins of the browser's own
    /// and without backgrounds.
    ///
    /// # Panics
    /// When no file is made, and in WebKit, whose driver has no command for printing: see
    /// [`in_webkit`].
    pub fn print(&self, name: &str) -> Print {
        let printed = if let Engine::Old(_) = self.engine {
            // Inches.
            let paper = json!({ "paperWidth": 8.2677, "paperHeight": 11.6929, "marginTop": 0,
                "marginBottom": 0, "marginLeft": 0, "marginRight": 0 });
            self.devtools("Page.printToPDF", &paper).map(|printed| printed["data"].clone())
        } else {
            let none = json!({ "top": 0, "bottom": 0, "left": 0, "right": 0 });
            let order = json!({ "page": { "width": 21.0, "height": 29.7 }, "margin": none,
                "background": false, "shrinkToFit": true });
            self.driver().raw("print", &order)
        };
        let printed = printed.unwrap_or_else(|e| panic!("cannot print: {e}"));
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(printed.as_str().unwrap_or_default())
            .expect("base64");
        Print { file: leave(&format!("{name}-{}.pdf", self.engine.name()), &bytes) }
    }
}

/// Opens a draft in the built page in WebKit, without its driver, and prints it. Returns the print,
/// and how many pages the page showed; a missing program is reported as skipped.
///
/// # Panics
/// With what the program printed, when no print is made.
pub fn in_webkit(draft: &Path, name: &str) -> Option<(Print, usize)> {
    let python = Path::new("/usr/bin/python3");
    let asked = "import gi; gi.require_version('Gtk', '3.0'); \
        gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2";
    let can = python.is_file()
        && Command::new(python)
            .args(["-c", asked])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
    let screen = Screen::find_or_start().ok().filter(|_| can);
    let Some(screen) = screen else {
        skipped::skip(
            "printing in webkit",
            "it needs python3-gi, gir1.2-webkit2-4.1 and xvfb (Debian's packages of these names)",
        );
        return None;
    };
    let file = leave(&format!("{name}-webkit.pdf"), b"");
    let home = Home::new(Engine::WebKit);
    let script = places::repository().join("tests/outside/webkit_print.py");
    let mut command = Command::new(python);
    command
        .arg(script)
        .arg(places::built_page())
        .arg(draft)
        .arg(&file)
        .env("DISPLAY", &screen.display)
        .env("NO_AT_BRIDGE", "1");
    command
        .env("HOME", home.profile())
        .env("XDG_CACHE_HOME", home.profile())
        .env("XDG_DATA_HOME", home.profile());
    let out = command.output().expect("python starts");
    assert!(out.status.success(), "webkit_print.py: {}", String::from_utf8_lossy(&out.stderr));
    let pages = String::from_utf8_lossy(&out.stdout).trim().parse().expect("a number of pages");
    Some((Print { file }, pages))
}

impl Print {
    /// The text of each page, without the spaces that the extracting program may have inserted;
    /// reported as skipped where poppler is missing.
    pub fn pages(&self) -> Option<Vec<String>> {
        pages(&self.file)
    }
}

/// The text of each page of a PDF file, without spaces.
///
/// # Panics
/// When poppler cannot read the file.
pub fn pages(file: &Path) -> Option<Vec<String>> {
    let Some(program) = programs::find("pdftotext") else {
        skipped::skip("the words of a print", "it needs poppler (Debian: poppler-utils)");
        return None;
    };
    let out =
        Command::new(program).arg("-layout").arg(file).arg("-").output().expect("pdftotext starts");
    assert!(out.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let pages = text.split('\u{c}').map(|page| page.split_whitespace().collect::<String>());
    let mut pages: Vec<String> = pages.collect();
    // A form feed ends each page.
    pages.pop();
    Some(pages)
}
