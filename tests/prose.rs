//! Tests single sentences beside whole reports: a true sentence must not be doubted, and a finding
//! must name what is wrong in a false one.
//!
//! A set is a folder with `reports.json` (drafts by name) and `sentences.jsonl`. Every line of the
//! latter has the members `report` (a name), `section`, `text` and `truth`; a false sentence also
//! `wrong`, the words that are wrong, and `at`, the beginning of the ids of the cells that they
//! contradict, or `rule:` and a part of the id of the rule that finds them. A true sentence may
//! list in `speaks` the numbers that speak of cells, as written. Sets that were written without
//! knowledge of the program are in `tests/corpus/blind/`.

#[path = "outside/outside.rs"]
mod outside;

use nianbao::check::{Checker, Finding, Severity};
use nianbao::draft;
use nianbao::narrative::Verdict;
use nianbao::report::{Part, Report};
use nianbao::rules::RULE_SET;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// A sentence, and what is true of it.
struct Sentence {
    line: usize,
    text: String,
    kind: String,
    /// For a false sentence, the words that are wrong, and the cells or the rule.
    wrong: Option<(String, String)>,
    /// The numbers that speak of cells.
    speaks: Vec<String>,
    /// The report with the sentence alone in its part.
    bare: Report,
    /// The report with the sentence under a heading on applications.
    headed: Option<Report>,
    /// Rules that find something beside a sentence that says nothing.
    always: BTreeSet<&'static str>,
}

/// A sentence that states nothing about numbers.
const NOTHING: &str = "我机关认真贯彻落实条例，扎实推进政府信息公开工作。";
const HEADING: &str = "### （二）依申请公开情况\n";

fn text_of(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

fn with(report: &Report, part: Part, text: String) -> Report {
    let mut report = report.clone();
    report.sections.insert(part, text);
    report
}

fn said(report: &Report) -> Vec<Finding> {
    Checker::new(&RULE_SET, report).findings().to_vec()
}

fn is_doubt(finding: &Finding) -> bool {
    finding.severity != Severity::Hint
}

fn sentences(folder: &Path) -> Vec<Sentence> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let drafts: BTreeMap<String, Value> =
        serde_json::from_str(&file("reports.json")).expect("drafts by name");
    let reports: BTreeMap<String, Report> = drafts
        .into_iter()
        .map(|(name, draft)| (name, draft::read(&draft.to_string()).expect("a draft")))
        .collect();
    let mut always: BTreeMap<(String, Part), BTreeSet<&'static str>> = BTreeMap::new();
    file("sentences.jsonl")
        .lines()
        .enumerate()
        .map(|(line, json)| {
            let value: Value = serde_json::from_str(json).expect("a line of JSON");
            let name = text_of(&value, "report");
            let report = &reports[&name];
            let part = Part::parse(&text_of(&value, "section")).expect("a part");
            let text = text_of(&value, "text");
            let always = always.entry((name, part)).or_insert_with(|| {
                let empty = with(report, part, NOTHING.to_owned());
                said(&empty).iter().map(|finding| finding.rule.id).collect()
            });
            Sentence {
                line: line + 1,
                kind: text_of(&value, "kind"),
                wrong: (value["truth"] == false)
                    .then(|| (text_of(&value, "wrong"), text_of(&value, "at"))),
                speaks: value["speaks"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|number| number.as_str().map(str::to_owned))
                    .collect(),
                bare: with(report, part, text.clone()),
                headed: (part == Part::Overview)
                    .then(|| with(report, part, format!("{HEADING}{text}"))),
                text,
                always: always.clone(),
            }
        })
        .collect()
}

/// Whether a finding names what is wrong.
fn names(finding: &Finding, report: &Report, (wrong, at): &(String, String)) -> bool {
    if !finding.rule.id.starts_with("narrative-") {
        return false;
    }
    if let Some(rule) = at.strip_prefix("rule:") {
        let message = finding.message(report);
        return finding.rule.id.contains(rule) || format!("{message:?}").contains(wrong.as_str());
    }
    finding.cells.iter().any(|cell| cell.to_string().starts_with(at.as_str()))
        || format!("{:?}", finding.message(report)).contains(wrong.as_str())
}

/// What is found in a report with the sentence, but not in the report without it; and the verdicts
/// of its numbers in the form of `verdicts.txt`.
fn found_by(sentence: &Sentence, report: &Report) -> (Vec<Finding>, String) {
    let checker = Checker::new(&RULE_SET, report);
    let new = checker.findings().iter().filter(|f| !sentence.always.contains(f.rule.id));
    let letter = |verdict: &Verdict| match verdict {
        Verdict::Bound(cells) => format!("B{}", cells.len()),
        Verdict::Proven => "P".to_owned(),
        Verdict::Contradicted(alternatives) => format!("X{}", alternatives.len()),
        Verdict::Unfinished(cells) => format!("U{}", cells.len()),
        Verdict::PutAside(_) | Verdict::Live(_) => unreachable!("a clerk put nothing aside"),
        Verdict::Unchecked => "?".to_owned(),
        // Left out, as those of the heading.
        Verdict::NotCounted => String::new(),
    };
    let letters: String = checker.judgement().verdicts.iter().map(letter).collect();
    let rules = new.clone().map(|finding| {
        let id = finding.rule.id.strip_prefix("narrative-").unwrap_or(finding.rule.id);
        format!(" {id}{}", if is_doubt(finding) { "!" } else { "" })
    });
    let rules: String = rules.collect();
    (new.cloned().collect(), letters + &rules)
}

/// What is wrong about the findings in one report with the sentence.
fn complaint(sentence: &Sentence, report: &Report, new: &[Finding]) -> Option<String> {
    let found = |finding: &Finding| format!("{} {:?}", finding.rule.id, finding.message(report));
    match &sentence.wrong {
        Some(wrong) if !new.iter().any(|finding| names(finding, report, wrong)) => {
            Some(format!("missed {} at {}", wrong.0, wrong.1))
        }
        None if new.iter().any(is_doubt) => {
            let doubts = new.iter().filter(|finding| is_doubt(finding));
            Some(format!("doubted: {}", doubts.map(found).collect::<Vec<_>>().join("\n")))
        }
        _ => None,
    }
}

/// Whether something is only hinted at: of a true sentence anything, of a false one what is wrong.
fn is_hinted(sentence: &Sentence, new: &[(&Report, Vec<Finding>)]) -> bool {
    let all = new.iter().flat_map(|(report, found)| found.iter().map(move |f| (*report, f)));
    let mut told = all.filter(|(report, finding)| match &sentence.wrong {
        Some(wrong) => names(finding, report, wrong),
        None => finding.rule.id.starts_with("narrative-"),
    });
    let first = told.next();
    first.is_some_and(|(_, first)| !is_doubt(first)) && !told.any(|(_, other)| is_doubt(other))
}

/// The numbers of a true sentence that speak of cells and are neither bound nor proven.
fn unbound(sentence: &Sentence) -> Vec<String> {
    let checker = Checker::new(&RULE_SET, sentence.headed.as_ref().unwrap_or(&sentence.bare));
    let facts = checker.narrative().facts().iter().zip(&checker.judgement().verdicts);
    // A number may be written again where it speaks of something else, so that as many must be
    // bound as speak of cells.
    let mut bound: Vec<&str> = facts
        .filter(|(_, verdict)| matches!(verdict, Verdict::Bound(_) | Verdict::Proven))
        .map(|(fact, _)| fact.text.as_str())
        .collect();
    let mut wanted = sentence.speaks.clone();
    wanted.retain(|number| {
        // 63.4% may stand in the list with its sign, and 1.2万 without its unit.
        let digits = |text: &str| text.trim_end_matches(['%', '亿', '万', '成']).to_owned();
        // 零申请 is a phrase that means 0.
        let is_phrase = |text: &str| ["零", "0"].contains(&&**number) && text.contains("零");
        let place = bound.iter().position(|text| digits(text) == digits(number) || is_phrase(text));
        place.inspect(|place| {
            bound.remove(*place);
        });
        place.is_none()
    });
    wanted
}

/// The figures of a set.
#[derive(Debug, Default)]
struct Measure {
    /// The figures in words.
    said: String,
    complaints: Vec<String>,
    /// The misjudged lines in the form of `misjudged.txt`.
    listed: Vec<String>,
    /// The verdicts of all numbers in the form of `verdicts.txt`.
    verdicts: String,
    unbound: Vec<String>,
    /// The lines that are misjudged.
    misjudged: BTreeSet<usize>,
    /// The numbers that speak of cells and are neither bound nor proven.
    open: usize,
    /// True sentences beside which a hint on numbers stands, and false ones that are found by no
    /// more than a hint.
    hinted: [usize; 2],
    right: [usize; 2],
    all: [usize; 2],
    speaking: usize,
}

impl Measure {
    /// Prints the figures, and what is misjudged or not bound.
    fn print(&self) {
        println!("{}", self.said);
        for line in self.complaints.iter().chain(&self.unbound) {
            println!("  {line}");
        }
    }
}

fn measure(folder: &Path) -> Measure {
    let mut measure = Measure::default();
    for sentence in sentences(folder) {
        let class = usize::from(sentence.wrong.is_some());
        measure.all[class] += 1;
        let reports = [Some(&sentence.bare), sentence.headed.as_ref()];
        let mut new: Vec<(&Report, Vec<Finding>)> = Vec::new();
        let mut verdicts: Vec<String> = Vec::new();
        for report in reports.into_iter().flatten() {
            let (found, told) = found_by(&sentence, report);
            new.push((report, found));
            verdicts.push(told);
        }
        verdicts.dedup();
        let _ = writeln!(measure.verdicts, "{} {}", sentence.line, verdicts.join(" | "));
        let mut complaints = new.iter().map(|(report, new)| complaint(&sentence, report, new));
        let (bare, headed) = (complaints.next().flatten(), complaints.next());
        let wrong = match (&sentence.wrong, bare, headed) {
            // A claim may need the heading to be understood.
            (Some(_), bare, Some(headed)) => bare.and(headed),
            (_, bare, headed) => bare.or(headed.flatten()),
        };
        match wrong {
            Some(wrong) => {
                measure.misjudged.insert(sentence.line);
                let what = wrong.lines().next().unwrap_or_default();
                let what = what.split_once(':').filter(|(word, _)| *word == "doubted");
                let what = what.map_or(wrong.as_str(), |(word, _)| word);
                measure.listed.push(format!("{} {}: {what}", sentence.line, sentence.kind));
                measure.complaints.push(format!(
                    "{}: {} [{}]\n      {wrong}",
                    sentence.line, sentence.text, sentence.kind
                ));
            }
            None => measure.right[class] += 1,
        }
        measure.hinted[class] += usize::from(is_hinted(&sentence, &new));
        measure.speaking += sentence.speaks.len();
        let open = if class == 0 { unbound(&sentence) } else { Vec::new() };
        measure.open += open.len();
        if !open.is_empty() {
            measure.unbound.push(format!("{}: {} {open:?}", sentence.line, sentence.text));
        }
    }
    measure.said = format!(
        "{}: true {} of {}, false {} of {}, numbers bound {} of {}; \
         only hinted at: true {}, false {}",
        folder.display(),
        measure.right[0],
        measure.all[0],
        measure.right[1],
        measure.all[1],
        measure.speaking - measure.open,
        measure.speaking,
        measure.hinted[0],
        measure.hinted[1],
    );
    measure
}

/// The sentences that were misjudged by earlier versions.
#[test]
fn what_was_misjudged_is_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/prose");
    if !folder.exists() {
        outside::tell("sentences beside reports", &format!("no {}", folder.display()));
        return;
    }
    let measure = measure(&folder);
    measure.print();
    assert!(measure.complaints.is_empty(), "{}", measure.complaints.join("\n"));
}

/// The lines of a set that are known to be misjudged, from `misjudged.txt`: a line number and why.
fn known(folder: &Path) -> BTreeSet<usize> {
    let text = fs::read_to_string(folder.join("misjudged.txt")).unwrap_or_default();
    let number = |line: &str| line.split_whitespace().next().and_then(|word| word.parse().ok());
    text.lines().filter(|line| !line.is_empty()).map(|line| number(line).expect(line)).collect()
}

/// The sets that were written without knowledge of the program. What is still misjudged is listed
/// beside them, and must be taken from the list once it is right: with `UPDATE_GOLDEN=1`, the lists
/// are written anew.
#[test]
fn blind_sets_are_as_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/blind");
    let mut sets: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect())
        .unwrap_or_default();
    sets.retain(|set| set.is_dir());
    sets.sort();
    // Each half of the sets is measured by a processor of its own.
    let (first, second) = sets.split_at(sets.len() / 2);
    let measure_all =
        |sets: &[PathBuf]| sets.iter().map(|set| measure(set)).collect::<Vec<Measure>>();
    let measures = thread::scope(|scope| {
        let second = scope.spawn(|| measure_all(second));
        let mut measures = measure_all(first);
        measures.extend(second.join().expect("the second half"));
        measures
    });
    for (set, measure) in sets.iter().zip(measures) {
        measure.print();
        let known = known(set);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let lines: String = measure.listed.iter().map(|line| format!("{line}\n")).collect();
            fs::write(set.join("misjudged.txt"), lines).expect("the list");
            fs::write(set.join("verdicts.txt"), &measure.verdicts).expect("the verdicts");
            continue;
        }
        let new: Vec<&usize> = measure.misjudged.difference(&known).collect();
        let mended: Vec<&usize> = known.difference(&measure.misjudged).collect();
        assert!(new.is_empty(), "{}: misjudged lines {new:?}", set.display());
        assert!(mended.is_empty(), "{}: right by now {mended:?}", set.display());
        let verdicts = fs::read_to_string(set.join("verdicts.txt")).unwrap_or_default();
        let change = measure.verdicts.lines().zip(verdicts.lines()).find(|(now, was)| now != was);
        assert!(
            measure.verdicts == verdicts,
            "{}: a sentence is read otherwise: {change:?}; if it should be, write the file anew",
            set.display()
        );
    }
}
