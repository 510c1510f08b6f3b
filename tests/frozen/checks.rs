//! The output of `nianbao check` for every fixture, for every case of a rule, and for the files in
//! the folder `shared`, where it is available.
//!
//! The command runs in a folder of its own, so that the file names in its output are the same
//! everywhere.

use super::ledger::{self, Difference, digest, short_digest, text_difference};
use crate::{files, folder, outside, stem};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ABOUT: &str =
    "What `nianbao check --format json` says: group, file, exit code, SHA-256 of the
JSON object and of what is said beside it, 16 digits each.";

const ABOUT_SHARED: &str =
    "What `nianbao check --format json` says of files that are not ours to hand on: file, digest
of the file, exit code, SHA-256 of the JSON object and of what is said beside it, 16 digits each.";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A new folder for the files of one test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("frozen-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn nianbao(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder).args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The output about one file.
struct Said {
    code: i32,
    json: String,
    beside: String,
}

impl Said {
    /// The whole output as one text: the JSON, the standard error, and the exit code.
    fn whole(&self) -> String {
        let json = text(&ledger::without_version(self.json.as_bytes()));
        format!("{json}{}exit code {}\n", self.beside, self.code)
    }

    /// The value of the entry in a ledger.
    fn entry(&self) -> String {
        let [json, beside] = [&self.json, &self.beside].map(|text| masked_digest(text));
        format!("{} {json} {beside}", self.code)
    }
}

fn masked_digest(text: &str) -> String {
    short_digest(&ledger::without_version(text.as_bytes()))
}

/// Checks one file of the folder.
fn said(folder: &Path, file: &str, options: &[&str]) -> Said {
    let arguments = [&["check", "--format", "json", file], options].concat();
    let output = nianbao(folder, &arguments);
    Said {
        code: output.status.code().expect("an exit code"),
        json: text(&output.stdout),
        beside: text(&output.stderr),
    }
}

/// Runs the work on several items at a time.
fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(items.len().div_ceil(workers).max(1))
            .map(|items| scope.spawn(move || items.iter().map(work).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    })
}

/// Compares with a ledger; the result describes the entries that differ. A fixture or a case of a
/// rule that was added later has no entry, because version 0.1 did not have it.
fn held(
    file: &str,
    about: &str,
    now: &[(String, String)],
    skipped: impl Fn(&str) -> bool,
) -> Vec<String> {
    ledger::differences(&folder().join(file), about, now, skipped)
        .into_iter()
        .filter_map(|Difference { key, frozen, now }| {
            let now = now.unwrap_or_else(|| "nothing".to_owned());
            frozen.map(|frozen| format!("{key}: {frozen} ≠ {now}"))
        })
        .collect()
}

/// The drafts of version 0.1 as input files.
fn drafts(into: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for file in files(&folder().join("drafts"), "json") {
        let name = format!("{}.json", stem(&file));
        fs::copy(&file, into.join(&name)).expect("a draft");
        names.push(name);
    }
    fs::copy(folder().join("pack.json"), into.join("pack.json")).expect("a rule pack");
    names
}

#[test]
fn every_fixture_is_checked_as_it_was() {
    let scratch = scratch("fixtures");
    let names = drafts(&scratch);
    let answers = each(&names, |name| said(&scratch, name, &[]));
    let mut wrong = Vec::new();
    for (name, said) in names.iter().zip(&answers) {
        wrong.extend(text_difference(
            &format!("check/{}.txt", stem(Path::new(name))),
            &said.whole(),
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rule_packs_are_used_as_they_were() {
    let scratch = scratch("packs");
    let names = drafts(&scratch);
    let answers = each(&names, |name| said(&scratch, name, &["--rules", "pack.json"]));
    let mut wrong = Vec::new();
    let mut now = Vec::new();
    for (name, said) in names.iter().zip(&answers) {
        if name == "worked-2024.json" {
            wrong.extend(text_difference("check/worked-2024-with-pack.txt", &said.whole()));
        }
        now.push((format!("pack {name}"), said.entry()));
    }
    wrong.extend(held("with-pack.txt", ABOUT, &now, |_| false));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_to_people_is_as_it_was() {
    let scratch = scratch("people");
    let names = drafts(&scratch);
    let mut wrong = Vec::new();
    let arguments: Vec<&str> =
        ["check"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let output = nianbao(&scratch, &arguments);
    let whole = format!("{}exit code {:?}\n", text(&output.stdout), output.status.code());
    wrong.extend(text_difference("check/text.txt", &whole));
    let now: Vec<(String, String)> = [
        &["--help"][..],
        &["--version"],
        &["rules"],
        &["rules", "--format", "json"],
        &["check"],
        &["check", "nowhere.json"],
        &["convert", "zero.json", "zero.odt"],
        &["convert", "zero.json"],
        &["fold"],
    ]
    .into_iter()
    .map(|arguments| {
        let output = nianbao(&scratch, arguments);
        let code = output.status.code().expect("an exit code");
        let said = [output.stdout, output.stderr].map(|bytes| masked_digest(&text(&bytes)));
        (format!("nianbao {}", arguments.join(" ")), format!("{code} {}", said.join(" ")))
    })
    .collect();
    let about = "What the command prints: arguments, exit code, digests of both outputs.";
    wrong.extend(held("command.txt", about, &now, |_| false));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The report of the year before a fixture, derived from it: the year is one less, and some carried
/// numbers and some sentences differ.
fn year_before(draft: &Value) -> Value {
    let mut last = draft.clone();
    last["year"] = json!(draft["year"].as_u64().expect("a year") - 1);
    last["preface"] = json!({});
    if let Some(cells) = last["cells"].as_object_mut() {
        for (at, (id, value)) in cells.iter_mut().enumerate() {
            if let Some(number) = value.as_i64()
                && (at % 3 == 0 || id.contains("carried_out"))
            {
                *value = json!(number + 1 + i64::try_from(at).expect("few cells") % 4);
            }
        }
    }
    last
}

#[test]
fn comparing_with_last_year_is_as_it_was() {
    let scratch = scratch("last-year");
    let mut now = Vec::new();
    for name in drafts(&scratch) {
        let draft: Value =
            serde_json::from_slice(&fs::read(scratch.join(&name)).expect("a draft")).expect("JSON");
        let last = format!("last-{name}");
        fs::write(scratch.join(&last), year_before(&draft).to_string()).expect("written");
        for (other, last) in [("the-year-before", last.as_str()), ("the-same-year", &name)] {
            let said = said(&scratch, &name, &["--last-year", last]);
            now.push((format!("last-year {name} {other}"), said.entry()));
        }
    }
    let wrong = held("last-year.txt", ABOUT, &now, |_| false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn broken_drafts_are_refused_as_they_were() {
    let scratch = scratch("bad");
    let mut now = Vec::new();
    for file in files(&root().join("tests/corpus/drafts/bad"), "json") {
        let name = format!("{}.json", stem(&file));
        fs::copy(&file, scratch.join(&name)).expect("a broken draft");
        now.push((format!("bad {name}"), said(&scratch, &name, &[]).entry()));
    }
    let wrong = held("bad.txt", ABOUT, &now, |_| false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The draft of a case of a rule; `tests/rules.rs` documents the members of a case.
fn draft_of(case: &Value) -> Value {
    let name = case.get("name").cloned().unwrap_or_else(|| json!("示例县某单位"));
    let mut draft = json!({ "nianbao": 1, "agency": { "name": name, "level": case["level"] } });
    let members = case.as_object().expect("a case");
    for (member, value) in members {
        match member.as_str() {
            "name" | "level" | "fill" | "expect" => {}
            "last_year" => draft["last_year"] = draft_of(value),
            _ => draft[member] = value.clone(),
        }
    }
    if let Some(rest) = case.get("fill") {
        draft["cells"] = filled(&draft, rest);
    }
    draft
}

/// The cells of a draft, with `rest` typed into every cell that is absent.
fn filled(draft: &Value, rest: &Value) -> Value {
    let report = nianbao::draft::read(&draft.to_string()).expect("a draft");
    let mut cells = draft["cells"].as_object().cloned().unwrap_or_else(Map::new);
    for cell in report.form().cells() {
        let id = cell.id.to_string();
        if !report.is_calculated(cell.id) && !cells.contains_key(&id) {
            cells.insert(id, rest.clone());
        }
    }
    Value::Object(cells)
}

#[test]
fn every_case_of_a_rule_is_checked_as_it_was() {
    let scratch = scratch("rules");
    let mut names = Vec::new();
    let entries = fs::read_dir(root().join("tests/rules")).expect("the cases");
    for rule in entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()) {
        for file in files(&rule, "json") {
            let case: Value =
                serde_json::from_slice(&fs::read(&file).expect("a case")).expect("JSON");
            let name = format!("{}.{}", stem(&rule), stem(&file));
            fs::write(scratch.join(&name), draft_of(&case).to_string()).expect("written");
            names.push(name);
        }
    }
    names.sort();
    // The command runs once for all files: the output is a list with one object for each file.
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(names.iter().map(String::as_str));
    let output = nianbao(&scratch, &arguments);
    assert_eq!(text(&output.stderr), "");
    let objects: Vec<Value> = serde_json::from_slice(&output.stdout).expect("a list");
    assert_eq!(objects.len(), names.len());
    let now: Vec<(String, String)> = names
        .iter()
        .zip(&objects)
        .map(|(name, object)| (format!("rules {name}"), masked_digest(&format!("{object:#}"))))
        .collect();
    let wrong = held("rules.txt", ABOUT, &now, |_| false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The folder of files that may not be redistributed.
fn shared() -> Option<PathBuf> {
    let shared =
        std::env::var_os("NIANBAO_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    if !shared.join("reports").is_dir() {
        outside::tell("checks of published reports", &format!("no {}", shared.display()));
        return None;
    }
    Some(shared)
}

/// The files of `shared` that can be checked, under their names in the ledger: figures are
/// converted to drafts, and sentences are put into their reports.
fn inputs(shared: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut inputs = BTreeMap::new();
    for folder in ["reports", "foreign", "trials", "wild", "seed"] {
        for extension in ["docx", "html", "json", "ofd", "pdf", "txt", "xlsx"] {
            if !shared.join(folder).is_dir() {
                continue;
            }
            for file in files(&shared.join(folder), extension) {
                let name = format!("{folder}-{}.{extension}", stem(&file));
                let bytes = if folder == "reports" && extension == "json" {
                    converted(shared, &file)
                } else {
                    fs::read(&file).ok()
                };
                inputs.extend(bytes.map(|bytes| (name, bytes)));
            }
        }
    }
    inputs.extend(sentences(&shared.join("prose")));
    inputs
}

/// The draft of published figures; `None` without Python, which is reported as skipped.
fn converted(shared: &Path, figures: &Path) -> Option<Vec<u8>> {
    let output =
        Command::new("python3").arg(shared.join("tools/to_draft.py")).arg(figures).output();
    match output {
        Ok(output) if output.status.success() => Some(output.stdout),
        _ => {
            outside::skip("checks of published figures", "no python3");
            None
        }
    }
}

/// The sentences of `prose`, each in its report.
fn sentences(prose: &Path) -> Vec<(String, Vec<u8>)> {
    let (Ok(reports), Ok(lines)) =
        (fs::read(prose.join("reports.json")), fs::read_to_string(prose.join("sentences.jsonl")))
    else {
        return Vec::new();
    };
    let reports: Value = serde_json::from_slice(&reports).expect("JSON");
    lines
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let mut draft = reports[line["report"].as_str().expect("a report")].clone();
            let section = line["section"].as_str().expect("a section");
            draft["sections"] = json!({ section: line["text"] });
            (format!("prose-{number:02}.json"), draft.to_string().into_bytes())
        })
        .collect()
}

#[test]
fn shared_files_are_checked_as_they_were() {
    let Some(shared) = shared() else { return };
    let scratch = scratch("shared");
    let inputs = inputs(&shared);
    for (name, bytes) in &inputs {
        fs::write(scratch.join(name), bytes).expect("written");
    }
    let names: Vec<&String> = inputs.keys().collect();
    let answers = each(&names, |name| {
        let said = said(&scratch, name, &[]);
        let file = &digest(&inputs[name.as_str()])[..16];
        ((*name).clone(), format!("{file} {}", said.entry()))
    });
    let mut now: Vec<(String, String)> = answers;
    if inputs.contains_key("reports-suqian-2023.json") {
        let options = ["--last-year", "reports-suqian-2023.json"];
        let said = said(&scratch, "reports-suqian-2024.json", &options);
        now.push(("reports-suqian-2024.json with suqian-2023".to_owned(), said.entry()));
    }
    // Files are added to that folder and changed in it: the ledger is about its state when it was
    // frozen.
    let path = folder().join("shared.txt");
    if !ledger::updates() {
        let frozen = fs::read_to_string(&path).expect("the ledger");
        now.retain(|(key, value)| {
            let Some(line) = frozen.lines().find(|line| line.starts_with(&format!("{key}  ")))
            else {
                return false;
            };
            let file = value.split(' ').next().unwrap_or_default();
            let same = key.contains(" with ") || line[key.len()..].trim_start().starts_with(file);
            if !same {
                outside::tell(&format!("check of {key}"), "the file is not the one of then");
            }
            same
        });
    }
    let wrong = held("shared.txt", ABOUT_SHARED, &now, |_| true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
