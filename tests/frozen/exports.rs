//! Every file that version 0.1 writes for every fixture: the digest of the whole file, and the
//! digests of its parts.
//!
//! A whole file holds the versions of the program and of the rules in compressed parts. Therefore
//! whole files are compared only while both are the frozen ones; their parts, in which the versions
//! are masked, are always compared.

use super::ledger::{self, Difference, RULES, VERSION, digest, short_digest, with_frozen_rules};
use super::members::members;
use crate::{fixtures, folder, outside};
use nianbao::check::{Checker, Pack, Packs};
use nianbao::check_sheet::checked::CheckSummary;
use nianbao::document::report::DocumentOptions;
use nianbao::draft::{self, code};
use nianbao::export::{
    ExportError, FontFile, Fonts, Format, Job, Output, archive, check_sheet, checked_workbook,
    export,
};
use nianbao::layout::Face;
use nianbao::report::{Date, Report};
use nianbao::rules::RULE_SET;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The fonts with which PDF files are frozen: outlines of both kinds, from Debian's packages
/// fonts-noto-cjk and fonts-arphic-gbsn00lp. Other versions of them give other bytes.
const FONTS: [(&str, &str); 2] = [
    (
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
    ),
    (
        "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
        "705ec2dba81eaee1208e4ed5d3ff23ab259292e8e0e163ea3de297ef1317007a",
    ),
];

const ABOUT: &str = "What version 0.1 makes of each draft in drafts/: draft, variant, file, SHA-256.
plain: as an export without a day. marked: 草稿, 表三接排, with a day, the check sheet by pack.json.";

const ABOUT_PARTS: &str = "The parts of these files, the version of the program masked: SHA-256, \
16 digits. Of PDF files the objects of a kind together, streams unpacked.";

/// The bytes of the fonts; `None` where these very files are not installed, which is reported as
/// skipped.
fn fonts() -> Option<Vec<Vec<u8>>> {
    let mut fonts = Vec::new();
    for (path, known) in FONTS {
        let Ok(bytes) = fs::read(path) else {
            outside::skip("frozen PDF files", &format!("no {path}"));
            return None;
        };
        if digest(&bytes) != known {
            outside::tell("frozen PDF files", &format!("{path} is of another version"));
            return None;
        }
        fonts.push(bytes);
    }
    Some(fonts)
}

/// The Chinese faces, with these fonts in turn. They are used for Latin letters too.
fn faces(fonts: &[Vec<u8>]) -> Vec<FontFile<'_>> {
    let chinese = Face::ALL.into_iter().filter(|face| *face != Face::Latin);
    chinese
        .zip(fonts.iter().cycle())
        .map(|(face, bytes)| FontFile { face, bytes, index: None })
        .collect()
}

/// A written file: the name of its entry, and its bytes.
type Made = (String, Vec<u8>);

/// The formats of version 0.1; later formats are not frozen here.
const FORMATS: [Format; 6] =
    [Format::DOCX, Format::PDF, Format::OFD, Format::HTML, Format::HTML_FRAGMENT, Format::XLSX];

/// Writes the files of one report in one variant.
struct Maker<'a> {
    name: String,
    report: &'a Report,
    options: DocumentOptions,
    written_on: Option<Date>,
    packs: Arc<Packs>,
    fonts: Option<&'a [FontFile<'a>]>,
}

impl Maker<'_> {
    fn job(&self, format: Format) -> Job<'_> {
        let fonts = Fonts { files: self.fonts.unwrap_or_default(), stand_in: true };
        Job {
            report: self.report,
            format,
            options: self.options,
            written_on: self.written_on,
            fonts,
        }
    }

    /// The formats that can be written on this machine.
    fn formats(&self, all: &[Format]) -> Vec<Format> {
        all.iter()
            .copied()
            .filter(|format| self.fonts.is_some() || *format != Format::PDF)
            .collect()
    }

    fn add(&self, made: &mut Vec<Made>, file: &str, bytes: Result<Vec<u8>, ExportError>) {
        let key = format!("{} {file}", self.name);
        let bytes = bytes.unwrap_or_else(|error| panic!("{key}: {error}"));
        made.push((key, bytes));
    }

    /// The documents of the report and its check sheets.
    fn documents(&self) -> Vec<Made> {
        let mut made = Vec::new();
        for format in self.formats(&FORMATS) {
            self.add(&mut made, format.id(), export(&self.job(format)));
        }
        let checker = Checker::with(&RULE_SET, self.report, self.packs.clone());
        let mut sheet = CheckSummary::of(self.report, &checker, checker.packs(), self.written_on);
        // The pages of the sheet print the version of the rules.
        sheet.rules = with_frozen_rules(&sheet.rules);
        for format in self.formats(&Output::SHEETS) {
            let file = format!("check-sheet.{}", format.id());
            self.add(&mut made, &file, check_sheet(&self.job(format), &sheet));
        }
        let job = self.job(Format::XLSX);
        self.add(&mut made, "xlsx-with-findings", checked_workbook(&job, checker.findings()));
        made
    }

    /// The files of one report in an archive, as the page exports them.
    fn archive(&self) -> Vec<Made> {
        let files: Vec<(String, Vec<u8>)> = [Format::DOCX, Format::OFD, Format::HTML]
            .map(|format| {
                let job = self.job(format);
                (job.file_name(), export(&job).expect("a document"))
            })
            .into();
        let mut made = Vec::new();
        self.add(&mut made, "zip", archive(&files, self.written_on));
        made
    }

    /// The plain-text outputs of the report.
    fn texts(&self) -> Vec<Made> {
        let mut made = Vec::new();
        let draft = draft::write(self.report, RULE_SET.version);
        self.add(&mut made, "json", Ok(draft.into_bytes()));
        self.add(&mut made, "printed-part", Ok(draft::printed_part(self.report).into_bytes()));
        let code = code::write(self.report).expect("a code");
        self.add(&mut made, "code", Ok(code.into_bytes()));
        let names = [Format::DOCX, Format::HTML_FRAGMENT].map(|format| self.job(format));
        let names = names.map(|job| [job.file_name(), job.sheet_name(), job.archive_name()]);
        self.add(&mut made, "file-names", Ok(names.concat().join("\n").into_bytes()));
        made
    }
}

/// All files of a fixture.
fn made(name: &str, report: &Report, pack: &Arc<Packs>, fonts: Option<&[FontFile]>) -> Vec<Made> {
    let plain = Maker {
        name: format!("{name} plain"),
        report,
        options: DocumentOptions::default(),
        written_on: None,
        packs: Arc::default(),
        fonts,
    };
    let mut made = [plain.documents(), plain.texts()].concat();
    if name.starts_with("distinct-20") {
        let marked = Maker {
            name: format!("{name} marked"),
            report,
            options: DocumentOptions { draft_mark: true, requests_on_new_page: false },
            written_on: Date::parse("2026-01-20"),
            packs: pack.clone(),
            fonts,
        };
        made.extend([marked.documents(), marked.archive()].concat());
    }
    made
}

/// The rule pack of the frozen data.
fn pack() -> Arc<Packs> {
    let text = fs::read_to_string(folder().join("pack.json")).expect("the rule pack");
    Arc::new(Packs::new(vec![Pack::read(&RULE_SET, &text).expect("a rule pack")]))
}

/// Compares entries with a ledger in the folder of the frozen data.
fn held(
    file: &str,
    about: &str,
    now: &[(String, String)],
    skipped: impl Fn(&str) -> bool,
) -> Vec<Difference> {
    ledger::differences(&folder().join(Path::new(file)), about, now, skipped)
}

#[test]
fn every_export_of_every_fixture_is_as_it_was() {
    let (fonts, pack, fixtures) = (fonts(), pack(), fixtures());
    let faces = fonts.as_deref().map(faces);
    let (queue, done) = (Mutex::new(fixtures.iter()), Mutex::new(Vec::new()));
    // Several reports are written at a time, because subsetting fonts takes longest.
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, std::num::NonZero::get) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("a queue").next();
                    let Some((name, report)) = next else { break };
                    let made = made(name, report, &pack, faces.as_deref());
                    done.lock().expect("a list").extend(made);
                }
            });
        }
    });
    let made = done.into_inner().expect("a list");
    let skips_pdf = faces.is_none();
    let skipped = |key: &str| skips_pdf && key.split(' ').any(|word| word.ends_with("pdf"));
    let is_frozen_version = (env!("CARGO_PKG_VERSION"), RULE_SET.version) == (VERSION, RULES);

    let wholes: Vec<(String, String)> =
        made.iter().map(|(key, bytes)| (key.clone(), digest(bytes))).collect();
    let parts: Vec<(String, String)> = made
        .iter()
        .flat_map(|(key, bytes)| {
            members(bytes)
                .into_iter()
                .map(move |(part, bytes)| (format!("{key} {part}"), short_digest(&bytes)))
        })
        .collect();
    let parts = held("parts.txt", ABOUT_PARTS, &parts, skipped);
    let mut wrong: Vec<String> = Vec::new();
    for difference in &parts {
        wrong.push(match (&difference.frozen, &difference.now) {
            (Some(_), None) => format!("{}: this part is gone", difference.key),
            (None, _) => format!("{}: this part is new", difference.key),
            _ => format!("{}: this part differs", difference.key),
        });
    }
    if is_frozen_version {
        for Difference { key, .. } in held("exports.txt", ABOUT, &wholes, skipped) {
            if !parts.iter().any(|part| part.key.starts_with(&format!("{key} "))) {
                wrong.push(format!(
                    "{key}: all parts are as they were, but not how they are packed"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
