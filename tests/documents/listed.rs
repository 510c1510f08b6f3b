//! Every hand-written list of formats names all of them: the types of the element, the manuals, the
//! list of the browser tests, and the texts and the file picker of the page.

use crate::{fixture, readable, written};
use nianbao::export::Format;
use nianbao::formats::FileType;
use nianbao::import;
use nianbao::report::Date;
use nianbao::view;
use std::fs;
use std::path::Path;

/// A text that a file must contain.
struct Listing {
    file: &'static str,
    /// How the line begins that must contain the text; empty for the whole file.
    within: &'static str,
    text: String,
}

fn listing(file: &'static str, text: String) -> Listing {
    Listing { file, within: "", text }
}

impl Listing {
    /// The sentence about the missing text; `None` if the file contains it.
    fn lack(&self) -> Option<String> {
        let Self { file, within, text: expected } = self;
        let whole = text(file);
        if within.is_empty() {
            let is_code = Path::new(file).extension().is_some_and(|extension| extension == "rs");
            let is_there = if is_code {
                unbroken(&whole).contains(&unbroken(expected))
            } else {
                whole.contains(expected)
            };
            return (!is_there).then(|| format!("{file} lacks: {}", expected.trim()));
        }
        let mut lines = whole.lines().filter(|line| line.starts_with(within));
        let lacks = format!("{file} lacks: {expected} in the line “{within}”");
        (!lines.any(|line| line.contains(expected))).then_some(lacks)
    }
}

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Rust code without white space and the commas at the end of lists, so that the places where
/// rustfmt breaks a list do not matter.
fn unbroken(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    code.replace(",]", "]")
}

/// Panics with every missing text and its file, not only with the first.
fn assert_listed(listings: &[Listing]) {
    let lacking: Vec<String> = listings.iter().filter_map(Listing::lack).collect();
    assert!(
        lacking.is_empty(),
        "the lists that are written by hand differ from Format::ALL or FileType::ALL:\n{}",
        lacking.join("\n")
    );
}

/// The ids of all formats, each in this form.
fn ids(form: impl Fn(&str) -> String) -> Vec<String> {
    Format::ALL.iter().map(|format| form(format.id())).collect()
}

/// The ids of the formats whose content is text, with that of the draft: `` `html`, … and
/// `json` ``.
fn text_ids() -> String {
    let is_text = |format: &&Format| format.media_type().starts_with("text/");
    let ids: Vec<String> =
        Format::ALL.iter().filter(is_text).map(|format| format!("`{}`", format.id())).collect();
    format!("{} and `json`", ids.join(", "))
}

/// One format for each extension; the others are variants of them.
fn kinds() -> impl Iterator<Item = Format> {
    Format::extensions().into_iter().filter_map(Format::of_extension)
}

/// The name of a format in an English text.
fn english(format: Format) -> &'static str {
    if format == Format::HTML { "HTML" } else { format.name() }
}

/// Names as an English sentence lists them: `A, B or C`.
fn alternatives(names: &[&str]) -> String {
    let (last, others) = names.split_last().expect("a name");
    format!("{} or {last}", others.join(", "))
}

/// The remark in the manual about the documents that are not read back.
fn not_read_back() -> String {
    let unread = Format::ALL.iter().filter(|format| format.read_as().is_none());
    let names: Vec<&str> =
        ["核对单"].into_iter().chain(unread.map(|format| format.name())).collect();
    let names = names.join("、");
    let space = if names.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
    format!("（{names}{space}不回读。）")
}

#[test]
fn files_are_of_the_type_that_their_format_says() {
    let report = fixture("zero");
    for format in readable() {
        assert_eq!(import::file_type(&written(&report, format)), format.read_as(), "{format:?}");
    }
}

/// One test for all of them, so that one run names all places that a new format requires.
#[test]
fn every_list_names_the_formats() {
    const MANUAL: &str = "www/manual.md";
    const README: &str = "README.md";
    const ELEMENT: &str = "www/embed/nianbao.d.ts";
    let types = ids(|id| format!("'{id}'")).join(" | ");
    let english: Vec<&str> = kinds().map(english).collect();
    let mut listings = vec![
        listing(ELEMENT, format!("export type Format = {types} | 'json';\n")),
        listing(ELEMENT, format!("The content as text; for {}.", text_ids())),
        // The default is named before the others.
        listing(
            "www/embed/README.md",
            format!("也可以是 {} json", ids(str::to_owned)[1..].join(" ")),
        ),
        listing(README, format!("by extension: json, {}\n", Format::extensions().join(", "))),
        listing(README, format!("as {}.", alternatives(&english))),
        listing(
            "tests/README.md",
            format!(
                "documents by their ids: {} `check-sheet`",
                ids(|id| format!("`{id}`")).join(" ")
            ),
        ),
        listing(
            "tests/page/src/exporting.rs",
            format!("[{}, \"check-sheet\"];", ids(|id| format!("\"{id}\"")).join(", ")),
        ),
        listing(MANUAL, not_read_back()),
    ];
    let within = "| `source`, `recognize`, `import`, `export` |";
    let named = |name: &&str| Listing { within, ..listing(README, (*name).to_owned()) };
    listings.extend(english.iter().map(named));
    // The element tells the format of a file by its extension; for the others it has a line each.
    let others = Format::ALL.iter().filter(|format| format.id() != format.extension());
    listings.extend(
        others.map(|format| listing("www/embed/element.js", format!("return '{}';", format.id()))),
    );
    // A row of the table of files, and the sentence in the short instructions.
    listings.extend(
        Format::ALL.iter().map(|format| listing(MANUAL, format!("\n| {} | ", format.name()))),
    );
    for (file, within) in [(README, "8. 点“导出…”，存成"), (MANUAL, "6. 点“导出…”，勾选")]
    {
        let named = |format: Format| Listing { within, ..listing(file, format.name().to_owned()) };
        listings.extend(kinds().map(named));
    }
    assert_listed(&listings);
}

#[test]
fn every_list_names_the_types_that_are_read() {
    const MANUAL: &str = "www/manual.md";
    let mut listings = vec![listing("src/view/comparison.rs", FileType::names())];
    for (file, within) in [
        (MANUAL, "有去年的草稿，或者"),
        (MANUAL, "在开始页点“打开文件”"),
        (MANUAL, "在“报告信息”的“上一年度报告”里"),
        ("www/embed/README.md", "| `src` |"),
    ] {
        let named = |read: FileType| Listing { within, ..listing(file, read.name().to_owned()) };
        listings.extend(FileType::ALL.into_iter().map(named));
    }
    assert_listed(&listings);
    let sentence = import::ImportError::Unknown.to_string();
    for read in FileType::ALL {
        let extension = format!("（.{}）", read.extensions()[0]);
        let is_named = sentence.contains(&extension) || sentence.contains(read.name());
        assert!(is_named, "src/import/error.rs lacks: {} in “{sentence}”", read.name());
    }
}

#[test]
fn a_missing_line_is_named_with_its_file() {
    let listings = ["no such line", "nor such a line"]
        .map(|line| listing("README.md", format!("there is {line}")));
    let failed = std::panic::catch_unwind(|| assert_listed(&listings)).expect_err("a panic");
    let message = failed.downcast_ref::<String>().expect("a message");
    assert!(
        message.ends_with(
            "README.md lacks: there is no such line\nREADME.md lacks: there is nor such a line"
        ),
        "{message}"
    );
}

#[test]
fn the_page_names_what_it_opens() {
    let start = view::start::page(Date { year: 2026, month: 1, day: 20 }, false);
    assert!(start.contains(&FileType::names()), "{}", FileType::names());
    let picker = start.split("accept=\"").nth(1).and_then(|rest| rest.split('"').next());
    let extensions: Vec<&str> = picker.expect("a file picker").split(',').collect();
    for extension in FileType::ALL.iter().flat_map(|file_type| file_type.extensions()) {
        assert!(extensions.contains(&format!(".{extension}").as_str()), "{extension}");
    }
}
