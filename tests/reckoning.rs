//! The rules on numbers are judged twice: by the library, and by `outside/reckoning.py`, which
//! states them a second time and shares nothing with it. Thousands of reports with slips of the
//! hand are judged by both, and every difference must be one that is explained here.

#[path = "reckoning/clean.rs"]
mod clean;
#[path = "reckoning/explained.rs"]
mod explained;
#[path = "reckoning/judged.rs"]
mod judged;
#[path = "reckoning/mutant.rs"]
mod mutant;
#[path = "outside/outside.rs"]
mod outside;
#[path = "mutation/slip.rs"]
mod slip;

use explained::{EXPLANATIONS, explanation};
use judged::{Case, Judgement, by_library, by_script};
use mutant::{Mutant, mutants};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;

/// The least number of findings of a rule on which both must agree, so that the rule was tried.
const LEAST: usize = 10;

/// Of so many drafts one is judged by the flawed scripts.
const SAMPLE: usize = 20;

/// All drafts.
static MUTANTS: LazyLock<Vec<Mutant>> = LazyLock::new(mutants);

/// The drafts as files in a folder of their own.
fn write(name: &str, mutants: &[&Mutant]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for drafts");
    for (at, mutant) in mutants.iter().enumerate() {
        fs::write(folder.join(format!("{at:04}.json")), &mutant.draft).expect("a draft");
    }
    folder
}

/// The result of a comparison: how often both agreed on a finding of a rule, how often a reason
/// explained a difference, and the differences that nothing explains.
#[derive(Default)]
struct Tally {
    agreed: BTreeMap<String, usize>,
    explained: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, at: usize, script: &BTreeSet<Judgement>) {
        let mutant = &MUTANTS[at];
        let (report, library) = by_library(&mutant.draft);
        let case = Case { report: &report, library: &library, script };
        for judgement in library.intersection(script) {
            *self.agreed.entry(judgement.rule.clone()).or_default() += 1;
        }
        for difference in case.differences() {
            match explanation(&case, &difference) {
                Some(why) => *self.explained.entry(why).or_default() += 1,
                None => self.wrong.push(format!("{at:04}, {:?}: {difference}", mutant.slips)),
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for (rule, count) in other.agreed {
            *self.agreed.entry(rule).or_default() += count;
        }
        for (why, count) in other.explained {
            *self.explained.entry(why).or_default() += count;
        }
        self.wrong.extend(other.wrong);
    }
}

#[test]
fn the_library_judges_as_an_independent_reckoning() {
    let Some(python) = outside::python("json", "reckoning.py") else { return };
    let mutants: Vec<&Mutant> = MUTANTS.iter().collect();
    let folder = write("reckoning", &mutants);
    let (_, said) = by_script(&python, "reckoning.py", &folder).remove(0);
    assert_eq!((mutants.len(), said.len()), (3_000, 3_000), "a line for each draft");

    let mut tally = Tally::default();
    thread::scope(|scope| {
        let part = |threads: usize, first: usize| {
            let mut tally = Tally::default();
            for (at, script) in said.iter().enumerate().skip(first).step_by(threads) {
                tally.add(at, script);
            }
            tally
        };
        let parts = [0, 1].map(|first| scope.spawn(move || part(2, first)));
        for part in parts {
            tally.merge(part.join().expect("a judgement"));
        }
    });
    let Tally { agreed, explained, wrong } = tally;
    println!("agreed: {agreed:#?}\nexplained: {explained:#?}");
    let first: Vec<&String> = wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} differences, the first: {first:#?}", wrong.len());
    for (why, _) in EXPLANATIONS {
        assert!(explained.contains_key(why), "no difference is explained by: {why}");
    }
    let rules: BTreeSet<&str> =
        said.iter().flatten().map(|judgement| judgement.rule.as_str()).collect();
    for rule in rules {
        let count = agreed.get(rule).copied().unwrap_or_default();
        assert!(count >= LEAST, "{rule} is hardly tried: {count} times");
    }
}

#[test]
fn a_wrong_sum_is_noticed() {
    let Some(python) = outside::python("json", "flawed_reckoning.py") else { return };
    let mutants: Vec<&Mutant> = MUTANTS.iter().step_by(SAMPLE).collect();
    let folder = write("flawed-reckoning", &mutants);
    let judged: Vec<_> = mutants.iter().map(|mutant| by_library(&mutant.draft)).collect();
    let runs = by_script(&python, "flawed_reckoning.py", &folder);
    assert_eq!(runs.len(), 4, "a flaw in each kind of sum");
    for (flaw, said) in &runs {
        assert_eq!(said.len(), judged.len(), "a line for each draft");
        let noticed = judged.iter().zip(said).any(|((report, library), script)| {
            let case = Case { report, library, script };
            case.differences().iter().any(|difference| {
                difference.judgement.rule == *flaw && explanation(&case, difference).is_none()
            })
        });
        assert!(noticed, "nobody notices a wrong sum of {flaw}");
    }
}
