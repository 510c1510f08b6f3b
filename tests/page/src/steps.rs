//! A scenario with frozen steps: after each step, the text of the page is compared with the stored
//! text.
//!
//! Each step is a file. It holds the difference from the step before, or from an earlier step that
//! is more like it, so that hundreds of kilobytes of the same page are stored once:
//!
//! ```text
//! from info      the step that it differs from; absent: the step before
//! @ 12 -3        before line 12 of that step (from 1), leave out 3 lines
//! + a line       and put in these
//! ```
//!
//! `UPDATE_GOLDEN=1` writes the files again; with `UPDATE_ONLY=WORDS`, only the steps whose names
//! contain these words. A `|` separates alternatives.

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest number of lines of a difference that is printed.
const MOST_LINES: usize = 40;

/// The stored steps of a scenario, and the current ones.
pub struct Steps {
    folder: PathBuf,
    frozen: Vec<Step>,
    now: Vec<Step>,
    wrong: Vec<String>,
}

#[derive(Clone)]
struct Step {
    name: String,
    text: String,
}

impl Steps {
    /// Reads the stored steps of a folder.
    ///
    /// # Panics
    /// When a file in it is not a step.
    pub fn read(folder: PathBuf) -> Self {
        let mut files: Vec<PathBuf> =
            fs::read_dir(&folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
        files.sort();
        let mut frozen: Vec<Step> = Vec::new();
        for file in files {
            let kept = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let text = restored(&frozen, &kept)
                .unwrap_or_else(|line| panic!("{}: {line} is no change", file.display()));
            frozen.push(Step { name: name_of(&file), text });
        }
        Self { folder, frozen, now: Vec::new(), wrong: Vec::new() }
    }

    /// Compares the text after a step with the stored one.
    pub fn step(&mut self, name: &str, text: String) {
        let at = self.now.len();
        self.now.push(Step { name: name.to_owned(), text });
        if updates(name) {
            return;
        }
        let text = &self.now[at].text;
        let wrong = match self.frozen.get(at) {
            Some(frozen) if frozen.name != name => {
                format!("step {at} was {}, and is {name}", frozen.name)
            }
            Some(frozen) if frozen.text != *text => {
                format!("after {name}:\n{}", difference(&frozen.text, text))
            }
            Some(_) => return,
            None => format!("{name} is a new step"),
        };
        // This is printed at once, because later failures may have the same cause.
        println!("{wrong}");
        self.wrong.push(wrong);
    }

    /// Reports the differences, or writes the new files.
    ///
    /// # Panics
    /// When a step differed.
    pub fn finish(mut self) {
        if self.frozen.len() > self.now.len() && !updates("") {
            self.wrong.push(format!("{} steps were not made", self.frozen.len() - self.now.len()));
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            self.write();
        }
        assert!(
            self.wrong.is_empty(),
            "{} steps differ from {}; the first:\n{}",
            self.wrong.len(),
            self.folder.display(),
            self.wrong[0]
        );
    }

    fn write(&self) {
        let kept: Vec<Step> = self
            .now
            .iter()
            .enumerate()
            .map(|(at, now)| match self.frozen.get(at) {
                Some(frozen) if !updates(&now.name) => frozen.clone(),
                _ => now.clone(),
            })
            .collect();
        let _ = fs::remove_dir_all(&self.folder);
        fs::create_dir_all(&self.folder).expect("the folder of the steps");
        for (at, step) in kept.iter().enumerate() {
            let file = self.folder.join(format!("{:02}-{}.txt", at + 1, step.name));
            fs::write(file, kept_as(&kept[..at], &step.text)).expect("a step");
        }
    }
}

fn updates(name: &str) -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
        && std::env::var("UPDATE_ONLY")
            .map_or(true, |words| words.split('|').any(|words| name.contains(words)))
}

/// The name of a step, without its number.
fn name_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    stem.split_once('-').map_or_else(|| stem.clone().into_owned(), |(_, name)| name.to_owned())
}

/// The text as it is stored after these earlier steps.
fn kept_as(earlier: &[Step], text: &str) -> String {
    /// A difference of fewer bytes is small enough to stop the search.
    const SMALL: usize = 20_000;
    let before = earlier.last().map_or("", |step| step.text.as_str());
    let mut best = change(before, text);
    if best.len() > SMALL {
        for step in earlier {
            let other = format!("from {}\n{}", step.name, change(&step.text, text));
            if other.len() < best.len() {
                best = other;
            }
        }
    }
    best
}

/// The text of a step that is stored after these earlier steps; the error is the line that is not
/// part of a difference.
fn restored(earlier: &[Step], kept: &str) -> Result<String, String> {
    let (before, change) = match kept.strip_prefix("from ").and_then(|kept| kept.split_once('\n')) {
        Some((name, change)) => {
            let step = earlier.iter().find(|step| step.name == name);
            (step.ok_or_else(|| name.to_owned())?.text.as_str(), change)
        }
        None => (earlier.last().map_or("", |step| step.text.as_str()), kept),
    };
    changed(before, change)
}

/// The difference that turns one text into the other.
fn change(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut written = String::new();
    // Positions are counted here, because those of the operations are not always right after they
    // were sorted.
    let (mut at_old, mut at_new) = (0, 0);
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, come) = (operation.old_range().len(), operation.new_range().len());
        if operation.tag() != DiffTag::Equal {
            let _ = writeln!(written, "@ {} -{gone}", at_old + 1);
            for line in &new[at_new..at_new + come] {
                let _ = writeln!(written, "+ {line}");
            }
        }
        (at_old, at_new) = (at_old + gone, at_new + come);
    }
    assert_eq!(changed(before, &written).as_deref(), Ok(after), "a change makes the other text");
    written
}

/// The text with a difference applied; the error is the line that is not part of a difference.
fn changed(before: &str, change: &str) -> Result<String, String> {
    let mut old = before.lines().enumerate().peekable();
    let mut written = String::new();
    for line in change.lines() {
        if let Some(words) = line.strip_prefix("+ ") {
            let _ = writeln!(written, "{words}");
            continue;
        }
        let numbers = line.strip_prefix("@ ").and_then(|rest| rest.split_once(" -"));
        let (at, gone): (usize, usize) = numbers
            .and_then(|(at, gone)| Some((at.parse().ok()?, gone.parse().ok()?)))
            .ok_or_else(|| line.to_owned())?;
        while let Some((_, words)) = old.next_if(|(index, _)| index + 1 < at) {
            let _ = writeln!(written, "{words}");
        }
        for _ in 0..gone {
            old.next();
        }
    }
    old.for_each(|(_, words)| written.push_str(&format!("{words}\n")));
    Ok(written)
}

/// The lines that differ, for people, with a few lines around them.
fn difference(frozen: &str, now: &str) -> String {
    const AROUND: usize = 2;
    let diff = TextDiff::from_lines(frozen, now);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        for operation in &group {
            for change in diff.iter_changes(operation) {
                let sign = match change.tag() {
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                    ChangeTag::Equal => ' ',
                };
                let words: String = change.value().trim_end().chars().take(400).collect();
                lines.push(format!("{sign} {words}"));
            }
        }
        lines.push("  …".to_owned());
    }
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    if more > 0 {
        lines.push(format!("and {more} lines more"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_kept_as_what_differs_from_the_one_it_is_most_like() {
        let lines = |from: u32| (from..from + 9000).map(|n| format!("{n}\n")).collect::<String>();
        let mut earlier = Vec::new();
        for (name, text) in [("one", lines(0)), ("other", lines(90_000)), ("one again", lines(1))] {
            let kept = kept_as(&earlier, &text);
            assert_eq!(restored(&earlier, &kept), Ok(text.clone()));
            assert_eq!(kept.starts_with("from one\n"), name == "one again");
            earlier.push(Step { name: name.to_owned(), text });
        }
        assert!(restored(&earlier, "from nothing\n").is_err());
    }

    #[test]
    fn a_change_makes_of_one_text_the_other() {
        let texts =
            ["", "a\nb\nc\n", "a\nc\n", "x\na\nb\nb\nc\nd\n", "", "+ a\n@ 1 -2\n", "a\nb\nc\n"];
        for pair in texts.windows(2) {
            assert_eq!(changed(pair[0], &change(pair[0], pair[1])).as_deref(), Ok(pair[1]));
        }
        assert_eq!(change("a\nb\n", "a\nb\n"), "");
        assert!(changed("a\n", "- a\n").is_err());
    }
}
