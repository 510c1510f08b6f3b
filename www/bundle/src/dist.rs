//! Writes the outputs and the list of their sums.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::digest;

/// Writes `files` (path, bytes) and a `SHA256SUMS` over them into `folder`, which is made when missing, with what is in it.
pub fn write(folder: &Path, files: &[(&str, &[u8])]) -> Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        write_file(&path, bytes)?;
    }
    write_file(&folder.join("SHA256SUMS"), sums(files).as_bytes())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// In the format that `sha256sum --check` reads, sorted by name.
fn sums(files: &[(&str, &[u8])]) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by_key(|(name, _)| *name);
    files.iter().fold(String::new(), |mut list, (name, bytes)| {
        let _ = writeln!(list, "{}  {name}", digest::hexadecimal(bytes));
        list
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_sorted_by_name() {
        let list = sums(&[("site/index.html", b"b"), ("index.html", b"a")]);
        let names: Vec<_> = list.lines().map(|line| &line[66..]).collect();
        assert_eq!(names, ["index.html", "site/index.html"]);
        assert!(list.starts_with("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  index.html\n"));
    }
}
