//! Ledgers: text files with the output of the program, one line for each entry.
//!
//! A line is a key, two spaces, and a value. Lines that begin with `#` are comments.
//! `UPDATE_GOLDEN=1` writes a ledger again; with `UPDATE_ONLY=WORDS`, only the entries whose keys
//! contain these words. A `|` separates alternatives: `UPDATE_ONLY='--help|zero.odt'`.

use nianbao::rules::RULE_SET;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The version whose output is frozen.
pub const VERSION: &str = "0.1.0";

/// The version of its rules.
pub const RULES: &str = "2026.3";
const NUMBER_OF_RULES: usize = 55;

/// The separator between a key and its value.
const GAP: &str = "  ";

/// Whether ledgers are written instead of compared.
pub fn updates() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Whether the entry with this key is written again.
pub fn updates_entry(key: &str) -> bool {
    updates()
        && std::env::var("UPDATE_ONLY")
            .map_or(true, |words| words.split('|').any(|words| key.contains(words)))
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 16 digits of [`digest`], which are enough to detect a changed part of a file.
pub fn short_digest(bytes: &[u8]) -> String {
    digest(bytes)[..16].to_owned()
}

/// The bytes with the version of the program masked and that of the rules replaced by [`RULES`],
/// where files name them, so that new versions do not count as a difference.
pub fn without_version(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return without_version_in_binary(bytes);
    };
    let major_minor =
        concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".000", env!("CARGO_PKG_VERSION_MINOR"));
    with_frozen_rules(text)
        .replace(concat!("nianbao ", env!("CARGO_PKG_VERSION")), "nianbao VERSION")
        .replace(concat!("CreatorVersion>", env!("CARGO_PKG_VERSION")), "CreatorVersion>VERSION")
        .replace(&format!("AppVersion>{major_minor}"), "AppVersion>VERSION")
        .replace(concat!("\"tool\": \"", env!("CARGO_PKG_VERSION"), "\""), "\"tool\": \"VERSION\"")
        .into_bytes()
}

/// The text with the version and the number of the rules of 0.1, where it names those of now.
pub fn with_frozen_rules(text: &str) -> String {
    let rules = |version: &str, number: usize| format!("规则版本 {version}，共 {number} 条");
    text.replace(&rules(RULE_SET.version, RULE_SET.rules.len()), &rules(RULES, NUMBER_OF_RULES))
        .replace(RULE_SET.version, RULES)
}

fn without_version_in_binary(bytes: &[u8]) -> Vec<u8> {
    let program = concat!("nianbao ", env!("CARGO_PKG_VERSION"));
    let masked = replaced(bytes, program.as_bytes(), b"nianbao VERSION");
    replaced(&masked, RULE_SET.version.as_bytes(), RULES.as_bytes())
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(old.len()).position(|window| window == old) {
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    replaced.extend_from_slice(rest);
    replaced
}

/// A difference between an entry and the ledger.
#[derive(Debug)]
pub struct Difference {
    /// The key of the entry.
    pub key: String,
    /// The value in the ledger; `None` if the entry is new.
    pub frozen: Option<String>,
    /// The value now; `None` if the entry is gone.
    pub now: Option<String>,
}

/// Compares entries (key and value) with a ledger, or writes it again. Entries of the ledger whose
/// key `skipped` accepts were not made in this run, and are left unchanged.
pub fn differences(
    file: &Path,
    about: &str,
    now: &[(String, String)],
    skipped: impl Fn(&str) -> bool,
) -> Vec<Difference> {
    let now: BTreeMap<&str, &str> =
        now.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(_) if updates() => String::new(),
        Err(error) => panic!("{}: {error}", file.display()),
    };
    let frozen: BTreeMap<&str, &str> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.rsplit_once(GAP).unwrap_or_else(|| panic!("{}: {line}", file.display())))
        .collect();
    let keys = frozen.keys().chain(now.keys()).copied().collect::<std::collections::BTreeSet<_>>();
    let mut kept = about.lines().map(|line| format!("# {line}\n")).collect::<String>();
    let mut found = Vec::new();
    for key in keys {
        let (old, new) = (frozen.get(key).copied(), now.get(key).copied());
        let left_alone = new.is_none() && skipped(key);
        let value = if updates_entry(key) && !left_alone { new } else { old };
        if let Some(value) = value {
            let _ = writeln!(kept, "{key}{GAP}{value}");
        }
        if value != new && !left_alone {
            found.push(Difference {
                key: key.to_owned(),
                frozen: old.map(str::to_owned),
                now: new.map(str::to_owned),
            });
        }
    }
    if updates() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, kept).expect("a ledger");
    }
    found
}

/// Compares a text that is stored as a whole, or writes it again; returns the difference. The key
/// is the path of the file within the folder of the frozen data.
pub fn text_difference(key: &str, text: &str) -> Option<String> {
    let file = crate::folder().join(key);
    if updates_entry(key) {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, text).expect("a frozen text");
        return None;
    }
    let frozen = match fs::read_to_string(&file) {
        Ok(frozen) => frozen,
        Err(error) => return Some(format!("{key}: {error}")),
    };
    (frozen != text).then(|| format!("{key} {}", first_difference(&frozen, text)))
}

/// The first line in which two texts differ, with the lines around it.
pub fn first_difference(frozen: &str, now: &str) -> String {
    const AROUND: usize = 2;
    let (old, new): (Vec<&str>, Vec<&str>) = (frozen.lines().collect(), now.lines().collect());
    let line = (0..old.len().max(new.len())).find(|line| old.get(*line) != new.get(*line));
    let Some(line) = line else { return "differs in the breaks of its lines".to_owned() };
    let first = line.saturating_sub(AROUND);
    let mut words = format!("differs from line {} on:\n", line + 1);
    for text in &old[first..line] {
        let _ = writeln!(words, "    {text}");
    }
    for (sign, lines) in [("-", &old), ("+", &new)] {
        for text in lines.iter().skip(line).take(1 + AROUND) {
            let _ = writeln!(words, "  {sign} {text}");
        }
    }
    words
}
