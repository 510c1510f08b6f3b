//! Files that version 0.1 left with its users must always open: drafts, documents, data codes.

use super::ledger::{RULES, first_difference, updates, without_version};
use crate::{files, fixtures, folder, stem};
use nianbao::draft::{self, code};
use nianbao::import::{ImportOptions, import};
use nianbao::read_back::read_back;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use std::fs;
use std::path::Path;

fn assert_same_tables(name: &str, read: &Report, report: &Report) {
    let agency = |report: &Report| (report.year, report.agency.name.clone(), report.agency.level);
    assert_eq!(agency(read), agency(report), "{name}");
    assert_eq!((read.form(), read.as_issued()), (report.form(), report.as_issued()), "{name}");
    for cell in report.form().cells() {
        assert_eq!(read.printed(cell.id), report.printed(cell.id), "{name}: {}", cell.id);
    }
}

/// A draft of version 0.1 opens, and is written again byte for byte: nothing in it is lost or
/// spelled differently.
#[test]
fn drafts_come_out_byte_for_byte() {
    let masked = |text: &[u8]| {
        String::from_utf8(without_version(text)).expect("text").replace(
            &format!("\"rule_set\": \"{}\"", RULE_SET.version),
            &format!("\"rule_set\": \"{RULES}\""),
        )
    };
    for file in files(&folder().join("drafts"), "json") {
        let name = stem(&file);
        let frozen = fs::read(&file).expect("a draft");
        let report = draft::read_bytes(&frozen).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = masked(draft::write(&report, RULE_SET.version).as_bytes());
        let frozen = masked(&frozen).replace("\"tool\": \"0.1.0\"", "\"tool\": \"VERSION\"");
        assert!(frozen == written, "{name} {}", first_difference(&frozen, &written));
    }
}

/// The first report year of the latest edition that version 0.1 knew.
const LATEST_EDITION: u16 = 2021;

/// The drafts that the other tests use are those that version 0.1 wrote.
#[test]
fn drafts_of_the_corpus_are_written_as_they_were() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts");
    for file in files(&corpus, "json") {
        let frozen = folder().join("drafts").join(file.file_name().expect("a name"));
        let name = stem(&file);
        let report = draft::read_bytes(&fs::read(&file).expect("a draft")).expect("a draft");
        let written = draft::write(&report, RULE_SET.version);
        // Version 0.1 wrote no draft of an edition that it did not know.
        if report.edition().first_year > LATEST_EDITION {
            continue;
        }
        if !frozen.exists() && updates() {
            fs::write(&frozen, &written).expect("a frozen draft");
        }
        let frozen = fs::read_to_string(&frozen).unwrap_or_else(|error| panic!("{name}: {error}"));
        let frozen = draft::read(&frozen).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(frozen == report, "{name}: the draft is another one");
        assert_eq!(draft::write(&frozen, RULE_SET.version), written, "{name}");
    }
}

/// A data code of version 0.1, which was printed on paper, gives the tables of its draft.
#[test]
fn data_codes_are_read_for_good() {
    let path = folder().join("codes.txt");
    if !path.exists() && updates() {
        let lines: String = fixtures()
            .iter()
            .map(|(name, report)| format!("{name}  {}\n", code::write(report).expect("a code")))
            .collect();
        fs::write(&path, lines).expect("the data codes");
    }
    let codes = fs::read_to_string(&path).expect("the data codes");
    let fixtures = fixtures();
    let mut read = 0;
    for line in codes.lines() {
        let (name, digits) = line.split_once("  ").expect("a name and digits");
        let report = &fixtures.iter().find(|(other, _)| other == name).expect(name).1;
        let decoded = code::read(digits).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_same_tables(name, &decoded, report);
        read += 1;
    }
    assert_eq!(read, fixtures.len());
}

/// A document of version 0.1 opens with all cells and all texts: from the carried data, and from
/// its visible content alone.
#[test]
fn documents_open_for_good() {
    let fixtures = fixtures();
    let mut read = 0;
    for extension in ["docx", "html", "ofd", "pdf", "xlsx"] {
        for file in files(&folder().join("documents"), extension) {
            let name = stem(&file);
            let report = &fixtures.iter().find(|(other, _)| *other == name).expect(&name).1;
            let bytes = fs::read(&file).expect("a document");
            for ignore_embedded in [false, true] {
                let name = format!("{name}.{extension}, ignore_embedded: {ignore_embedded}");
                let opened = import(&bytes, &ImportOptions { ignore_embedded })
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(opened.differences.is_empty(), "{name}: {:?}", opened.differences);
                assert_same_tables(&name, &opened.report, report);
                if !ignore_embedded {
                    assert_eq!(opened.report.sections, report.sections, "{name}");
                }
            }
            // The texts are also read from the visible content alone.
            let proof = read_back(report, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(proof.is_equal(), "{name}.{extension}: {proof}");
            read += 1;
        }
    }
    assert_eq!(read, 10, "five formats of two reports");
}
