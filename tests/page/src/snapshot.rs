//! Turns what a page shows into text that can be stored and compared.
//!
//! [`Page::set_stage`] lets the test control the clock, random numbers and timers of the page, so
//! that they are the same in every run (`snapshot/stage.js`). [`Page::snapshot`] waits until the
//! page has nothing left to do, then writes its tree as text, in which the order of attributes and
//! white space between blocks are normalized (`snapshot/tree.js`). Chromium only, because no other
//! engine lets a test change a page before it starts.

use crate::page::Page;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const STAGE: &str = include_str!("snapshot/stage.js");
const TREE: &str = include_str!("snapshot/tree.js");

/// How long a page may take to come to rest, in milliseconds: less than the time that a driver
/// allows for a script.
const PATIENCE: u32 = 25_000;

impl Page {
    /// Lets the test control clock, random numbers and timers of every page that is opened from now
    /// on.
    ///
    /// # Panics
    /// In an engine other than Chromium.
    pub fn set_stage(&self) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": STAGE }))
            .unwrap_or_else(|error| panic!("no script before the page: {error}"));
    }

    /// Advances the clock of the page.
    pub fn later(&self, minutes: u32) {
        self.js("nbLater(arguments[0])", &[json!(minutes)]);
    }

    /// The page as text, once it has come to rest; `within` is a selector of the element in whose
    /// shadow tree the page lives.
    ///
    /// # Panics
    /// When the page does not come to rest.
    #[track_caller]
    pub fn snapshot(&self, within: Option<&str>) -> String {
        let seen = self.js(TREE, &[within.map_or(Value::Null, Value::from), PATIENCE.into()]);
        let text = seen.as_str().unwrap_or_else(|| {
            panic!("the page does not come to rest: {seen} things are under way")
        });
        normalized(text)
    }
}

/// A snapshot in which all elements below this depth are replaced by digests.
pub fn outline(text: &str, depth: usize) -> String {
    let mut lines = text.lines().peekable();
    let mut written = String::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(written, "{line}");
        let is_deep = |line: &str| line.starts_with(&" ".repeat(depth));
        // The attributes of an omitted element have no depth of their own.
        if lines.peek().is_some_and(|line| is_deep(line)) {
            let deep: Vec<&str> =
                std::iter::from_fn(|| lines.next_if(|line| is_deep(line) || line.starts_with('|')))
                    .collect();
            let _ = writeln!(written, "{}{}", " ".repeat(depth), digest(&deep.join("\n")));
        }
    }
    written
}

/// Masks what differs between builds and between runs, and replaces pictures of pages by digests.
fn normalized(text: &str) -> String {
    let depth_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut lines = text.lines().peekable();
    let mut written = String::new();
    // The depth of the preview page that is being read.
    let mut leaf = None;
    let mut depth = 0;
    while let Some(line) = lines.next() {
        if line == "|class=\"nb-leaf\"" {
            leaf = Some(depth);
        } else if !line.starts_with('|') {
            depth = depth_of(line);
            leaf = leaf.filter(|leaf| depth > *leaf);
        }
        if let Some((before, rest)) = line.split_once("规则 2026.") {
            // The frozen pages have the version of the rules of 0.1.
            let rest = rest.trim_start_matches(|char: char| char.is_ascii_digit());
            let _ = writeln!(written, "{before}规则 2026.3{rest}");
        } else if let Some((before, _)) = line.split_once("\"版本 ") {
            let _ = writeln!(written, "{before}\"版本 …\"");
        } else if line.trim_start() == "<svg>" && leaf.is_some() {
            let inside = |line: &&str| line.starts_with('|') || depth_of(line) > depth;
            let picture: Vec<&str> = std::iter::from_fn(|| lines.next_if(inside)).collect();
            let _ = writeln!(written, "{}{}", " ".repeat(depth), digest(&picture.join("\n")));
        } else {
            let _ = writeln!(written, "{}", without_keys(line));
        }
    }
    written
}

/// A digest that replaces these lines.
fn digest(lines: &str) -> String {
    let digest = Sha256::digest(lines);
    let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("({} lines, {digits})", lines.lines().count())
}

/// A line in which the keys of records (milliseconds since 1970, a hyphen, a random number) are
/// replaced by KEY.
fn without_keys(line: &str) -> String {
    const BEGINS: &str = "1768";
    const MILLISECONDS: usize = 13;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut written = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(BEGINS) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let time = digits(rest);
        let chance = rest[time..].strip_prefix('-').map_or(0, digits);
        if time == MILLISECONDS && chance > 0 {
            written.push_str("KEY");
            rest = &rest[time + 1 + chance..];
        } else {
            written.push_str(&rest[..time]);
            rest = &rest[time..];
        }
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_from_run_to_run_is_masked() {
        let page = "<div>\n|id=\"nb-forget-1768789920000-123\"\n \"版本 0.1.0（2026年1月1日）\"\n \
            \"1768\"\n";
        assert_eq!(normalized(page), "<div>\n|id=\"nb-forget-KEY\"\n \"版本 …\"\n \"1768\"\n");
    }

    #[test]
    fn pictures_of_pages_are_digests() {
        let page = |path: &str| {
            format!(
                "<div>\n|class=\"nb-leaf\"\n|id=\"a\"\n <svg>\n|x=\"1\"\n  <path>\n|d=\"{path}\"\n \
                    <span>\n<svg>\n <path>\n"
            )
        };
        let one = normalized(&page("M"));
        assert!(
            one.contains("\n (3 lines, ") && one.ends_with(" <span>\n<svg>\n <path>\n"),
            "{one}"
        );
        assert_ne!(one, normalized(&page("L")));
    }

    #[test]
    fn an_outline_has_digests_for_what_is_deeper() {
        let text = "<a>\n|x=\"1\"\n <b>\n|y=\"2\"\n  <c>\n|z=\"3\"\n <d>\n";
        let short = outline(text, 2);
        assert!(short.starts_with("<a>\n|x=\"1\"\n <b>\n|y=\"2\"\n  (2 lines, "), "{short}");
        assert!(short.ends_with(")\n <d>\n"), "{short}");
        assert_ne!(short, outline(&text.replace('3', "4"), 2));
    }
}
