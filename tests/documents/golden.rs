//! The documents of two fixtures, one of each edition, compared with stored ones: unzipped and with
//! one line for each element, so that a difference can be read.
//! `UPDATE_GOLDEN=1 cargo test --test documents` writes them again; review the difference before
//! you commit it.

use super::pdf;
use crate::{fixture, written};
use nianbao::document::report::{DocumentOptions, compose};
use nianbao::export::{Format, docx, ofd, xlsx};
use nianbao::workbook;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the stored documents.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Compares with a file, or writes it again.
pub fn check(file: &Path, text: &str) {
    // A new version of the program does not change the documents.
    let text = text.replace(concat!("nianbao ", env!("CARGO_PKG_VERSION")), "nianbao VERSION");
    let text = text
        .replace(concat!("CreatorVersion>", env!("CARGO_PKG_VERSION")), "CreatorVersion>VERSION");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a golden file");
        return;
    }
    let golden =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    if golden != text {
        let line = golden.lines().zip(text.lines()).position(|(old, new)| old != new).unwrap_or(0);
        let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
        panic!("{} line {}:\n- {}\n+ {}", file.display(), line + 1, at(&golden), at(&text));
    }
}

#[test]
fn documents_are_as_they_were() {
    let folder = folder();
    for name in ["distinct-2019", "distinct-2021"] {
        let report = fixture(name);
        let document = compose(&report, &DocumentOptions::default());
        for (part, xml) in
            docx::parts(&document, Some(&nianbao::draft::printed_part(&report)), None)
        {
            let varies = part.starts_with("word/d")
                || part.starts_with("customXml/item1")
                || part.starts_with("docProps/core");
            // Parts that are the same in every document are stored once.
            if varies || name == "distinct-2021" {
                check(
                    &folder.join(name).join("docx").join(part.replace(['[', ']'], "")),
                    &xml.replace("><", ">\n<"),
                );
            }
        }
        for (part, xml) in
            xlsx::parts(&workbook::report::compose(&report, &DocumentOptions::default()), None)
        {
            let varies = part.starts_with("xl/") && !part.contains("rels");
            if varies || name == "distinct-2021" {
                let xml = xml
                    .replace("><row", ">\n<row")
                    .replace("><c ", ">\n<c ")
                    .replace("><si>", ">\n<si>")
                    .replace("><xf", ">\n<xf");
                check(
                    &folder.join(name).join("xlsx").join(part.replace(['[', ']'], "")),
                    &xml.replace("><mergeCell ", ">\n<mergeCell "),
                );
            }
        }
        for (part, xml) in ofd::parts(&document, Some(&nianbao::draft::printed_part(&report)), None)
        {
            let varies =
                part == "OFD.xml" || part == "Doc_0/Document.xml" || part.contains("/Pages/");
            if part.rsplit('.').next() == Some("xml") && (varies || name == "distinct-2021") {
                check(
                    &folder.join(name).join("ofd").join(&part),
                    &xml.replace("><", ">\n<").replace(" M ", "\nM "),
                );
            }
        }
        check(
            &folder.join(name).join("page.html"),
            &String::from_utf8(written(&report, Format::HTML))
                .expect("text")
                .replace("><t", ">\n<t"),
        );
    }
}

/// The structure of a PDF file for assistive technology, as poppler prints it. It does not depend
/// on the fonts.
#[test]
fn what_pdf_files_say_is_as_it_was() {
    let Some(files) = pdf::fonts() else { return };
    for name in ["distinct-2019", "distinct-2021"] {
        let bytes = pdf::try_written(&fixture(name), &files, false).expect("a PDF file");
        let Some(output) = pdf::output_of("pdfinfo", &["-struct-text", "FILE"], &bytes) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout);
        // poppler prints titles of elements and summaries of tables as bytes of UTF-16, cut at a
        // zero byte.
        let readable = said.lines().filter(|line| !line.contains("/Summary")).map(|line| {
            line.split(" \"").next().filter(|_| line.ends_with("(block)")).unwrap_or(line)
        });
        check(
            &folder().join(name).join("pdf-structure.txt"),
            &readable.map(|line| format!("{line}\n")).collect::<String>(),
        );
    }
}
