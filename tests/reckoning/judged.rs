//! What the library and the script find in a draft, in the same form.

use nianbao::check::{Checker, Finding, Violation};
use nianbao::draft;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::process::Command;

/// A broken rule and the cells of this report that it compares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Judgement {
    pub rule: String,
    pub severity: String,
    pub cells: BTreeSet<String>,
}

/// Rules on a table as a whole: they name no cell, or only the one to begin with.
const WHOLE: [&str; 3] = ["copied-table", "edition-year", "nil-report"];

/// The rule whose finding names all columns that are wrong, and counts as one finding on each.
const EACH: &str = "carry-over-applicants";

impl Judgement {
    fn new(rule: &str, severity: &str, cells: BTreeSet<String>) -> Self {
        let is_compared = |cell: &String| match rule {
            // The carry-over of 总计 also names the applicants, of whom one is wrong.
            "carry-over" => cell == "requests.carried_in.total",
            _ => !WHOLE.contains(&rule),
        };
        let cells = cells.into_iter().filter(is_compared).collect();
        Self { rule: rule.to_owned(), severity: severity.to_owned(), cells }
    }
}

/// A draft as the library reads it, and its judgements on numbers; what it says of words is no part
/// of them. A finding into which others are folded counts as all of them.
pub fn by_library(draft: &str) -> (Report, BTreeSet<Judgement>) {
    let report = draft::read(draft).unwrap_or_else(|error| panic!("{error}: {draft}"));
    let checker = Checker::new(&RULE_SET, &report);
    let found = checker.findings().iter().flat_map(judgements).collect();
    (report, found)
}

fn judgements(finding: &Finding) -> Vec<Judgement> {
    if matches!(finding.fact, Violation::Words(_)) {
        return Vec::new();
    }
    let facts = std::iter::once(&finding.fact).chain(&finding.folded);
    let of_fact = |fact: &Violation| -> Vec<Judgement> {
        let (rule, cells) = match fact {
            Violation::Sum { rule, identity, .. } => {
                (rule.id, [&identity.left[..], &identity.right[..]].concat())
            }
            _ => (finding.rule.id, finding.cells.clone()),
        };
        let cells: BTreeSet<String> = cells.iter().map(ToString::to_string).collect();
        let judgement = |cells| Judgement::new(rule, finding.severity.id(), cells);
        if rule == EACH {
            cells.into_iter().map(|cell| judgement(BTreeSet::from([cell]))).collect()
        } else {
            vec![judgement(cells)]
        }
    };
    facts.flat_map(of_fact).collect()
}

/// A line of the script: what it finds in a draft, or the flaw with which it judges what follows.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Draft { findings: Vec<Judgement> },
    Flaw { flaw: String },
}

/// What a script finds in each draft of a folder, by the flaw that it has (empty: none).
pub fn by_script(
    python: &Path,
    name: &str,
    folder: &Path,
) -> Vec<(String, Vec<BTreeSet<Judgement>>)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside").join(name);
    let output = Command::new(python).arg(script).arg(folder).output().expect("Python starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    let said = String::from_utf8(output.stdout).expect("text");
    let mut runs = Vec::new();
    for line in said.lines() {
        match serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")) {
            Line::Flaw { flaw } => runs.push((flaw, Vec::new())),
            Line::Draft { findings } => {
                if runs.is_empty() {
                    runs.push((String::new(), Vec::new()));
                }
                let findings = findings
                    .into_iter()
                    .map(|found| Judgement::new(&found.rule, &found.severity, found.cells));
                runs.last_mut().expect("a run").1.push(findings.collect());
            }
        }
    }
    runs
}

/// A draft as both judge it.
pub struct Case<'a> {
    pub report: &'a Report,
    pub library: &'a BTreeSet<Judgement>,
    pub script: &'a BTreeSet<Judgement>,
}

/// A judgement of one that the other does not make.
pub struct Difference<'a> {
    pub is_of_library: bool,
    pub judgement: &'a Judgement,
}

impl<'a> Case<'a> {
    pub fn differences(&self) -> Vec<Difference<'a>> {
        let library = self.library.difference(self.script);
        let library = library.map(|judgement| Difference { is_of_library: true, judgement });
        let script = self.script.difference(self.library);
        let script = script.map(|judgement| Difference { is_of_library: false, judgement });
        library.chain(script).collect()
    }
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.is_of_library { "library" } else { "script" };
        let Judgement { rule, severity, cells } = self.judgement;
        let first: Vec<&String> = cells.iter().take(7).collect();
        let count = cells.len();
        write!(f, "only the {who} finds {rule} ({severity}) at {count} cells: {first:?}")
    }
}
