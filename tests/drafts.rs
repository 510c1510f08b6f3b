//! The drafts of `tests/corpus/drafts` fit the schema, open, and are written unchanged; broken ones
//! are refused with their sentence.

#[path = "corpus/synthetic.rs"]
mod synthetic;

use nianbao::draft;
use nianbao::edition::edition_by_id;
use nianbao::number::Decimal;
use nianbao::report::Report;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The version of the rules in the fixtures.
const RULES: &str = "0.1.0";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/drafts")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

/// With `UPDATE_FIXTURES` set, writes a file that is missing or differs, and says which.
fn update(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let what = if path.exists() { "changed" } else { "new" };
        // Straight to the terminal: what a test prints is shown only if it fails.
        writeln!(io::stderr(), "{what}: {}", path.display()).expect("a terminal");
        fs::write(path, text).expect("written");
    }
}

fn fixture(name: &str) -> Report {
    let path = folder().join(name).with_extension("json");
    let bytes = fs::read(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; UPDATE_FIXTURES=1 writes a synthetic draft", path.display())
    });
    draft::read_bytes(&bytes).expect(name)
}

fn assert_fits_schema(name: &str, text: &str) {
    let schema: Value = serde_json::from_str(draft::SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("the schema is one of its dialect");
    let draft: Value = serde_json::from_str(text).expect(name);
    let faults: Vec<String> = schema
        .iter_errors(&draft)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

#[test]
fn synthetic_drafts_are_as_made() {
    for (name, report) in synthetic::all() {
        // A fixture that opens as the same report keeps its bytes, because some of the fixtures are
        // written as version 0.1 wrote them.
        let path = folder().join(name).with_extension("json");
        let kept = fs::read(&path).ok().and_then(|bytes| draft::read_bytes(&bytes).ok());
        if kept.as_ref() != Some(&report) {
            update(&path, &draft::write(&report, RULES));
        }
        assert_eq!(fixture(name), report, "{name}; UPDATE_FIXTURES=1 writes it anew");
    }
}

#[test]
fn fixtures_fit_the_schema_and_come_out_as_they_went_in() {
    let files = files(&folder());
    assert!(files.len() >= 10, "{files:?}");
    for path in files {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).expect(&name);
        assert_fits_schema(&name, &text);
        let report = draft::read(&text).expect(&name);
        let written = draft::write(&report, RULES);
        assert_fits_schema(&name, &written);
        assert_eq!(draft::read(&written).expect(&name), report, "{name}");
        assert_fits_schema(&name, &draft::printed_part(&report));
        let (before, after): (Value, Value) = (parse(&text), parse(&written));
        for (member, value) in before.as_object().expect("an object") {
            assert!(
                matches!(member.as_str(), "tool" | "rule_set") || &after[member] == value,
                "{name}: {member}"
            );
        }
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn every_cell_of_the_distinct_reports_has_its_own_value_and_all_sums_hold() {
    let distinct = synthetic::all().into_iter().filter(|(name, _)| name.starts_with("distinct-"));
    // `synthetic_drafts_are_as_made` holds the fixtures to these reports.
    for (name, report) in distinct {
        let edition = report.edition().id;
        let cells =
            fs::read_to_string(folder().join("../../editions").join(edition).with_extension("txt"))
                .unwrap_or_else(|error| panic!("tests/editions/{edition}.txt: {error}"))
                .lines()
                .count();
        match edition {
            "2019" => assert_eq!(cells, 198),
            "2021" => assert_eq!(cells, 200),
            _ => {}
        }
        let value = |id| report.value(id).expect(name);
        let values: BTreeSet<Decimal> =
            report.form().cells().iter().map(|cell| value(cell.id).abs()).collect();
        assert_eq!(values.len(), cells, "{name}");
        for identity in report.form().identities() {
            let sum = |side: &[_]| side.iter().map(|id| value(*id)).sum::<Decimal>();
            assert_eq!(sum(&identity.left), sum(&identity.right), "{name}: {identity:?}");
        }
        assert!(!name.ends_with("issued") || report.entries().len() == cells, "{name}");
    }
}

#[test]
fn published_figures_are_complete() {
    for (name, edition, cells) in [
        ("yanzhoulu-2020", "2019", 198),
        ("suqian-2024", "2021", 200),
        ("huaian-2024", "2021", 200),
    ] {
        let report = fixture(name);
        assert_eq!(Some(report.edition()), edition_by_id(edition), "{name}");
        assert_eq!(
            report.form().cells().iter().filter(|cell| report.value(cell.id).is_some()).count(),
            cells,
            "{name}"
        );
        assert!(report.controls().is_empty(), "{name}: totals that differ from the sums");
    }
}

#[test]
fn broken_drafts_get_their_sentence() {
    for path in files(&folder().join("bad")) {
        let error = draft::read_bytes(&fs::read(&path).expect("readable"))
            .expect_err(&path.display().to_string());
        let sentence = path.with_extension("expected");
        let expected = || fs::read_to_string(&sentence).unwrap_or_default().trim_end().to_owned();
        if error.to_string() != expected() {
            update(&sentence, &format!("{error}\n"));
        }
        assert_eq!(
            error.to_string(),
            expected(),
            "{}; UPDATE_FIXTURES=1 writes it anew",
            sentence.display()
        );
    }
}

#[test]
fn hostile_texts_get_a_sentence() {
    let deep = format!("{{\"nianbao\":1,\"year\":2025,\"x\":{}", "[".repeat(100_000));
    let wide = format!("{{\"nianbao\":1,\"year\":2025,\"x\":[{}0]}}", "0,".repeat(1_000_000));
    assert!(draft::read(&deep).expect_err("too deep").to_string().contains("层层嵌套"));
    assert!(draft::read(&wide).is_ok());
    for (bytes, part) in [
        (b"\xff\xfe{\0\"\0".as_slice(), "UTF-8"),
        (b"\xfe\xff\0{\0\"", "UTF-8"),
        // 年度 in GBK.
        (b"{\"nianbao\":1,\"title\":\"\xc4\xea\xb6\xc8\"}", "UTF-8"),
        (b"", "空的"),
        (b"\0\0\0\0\0\0", "空的"),
        (b"PK\x03\x04", "不是草稿"),
        (b"{\"nianbao\":1,\"x\":{\"$serde_json::private::Number\":\"abc\"}}", "断了格式"),
    ] {
        let sentence = draft::read_bytes(bytes).expect_err(part).to_string();
        assert!(sentence.contains(part) && sentence.ends_with('。'), "{sentence}");
    }
}
