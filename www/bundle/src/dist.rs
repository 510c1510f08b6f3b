//! Writes the outputs and the list of their checksums.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::digest;

/// Writes `files` (name, bytes) and a `SHA256SUMS` over them into `folder`; missing folders are
/// created.
pub fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    for (name, bytes) in files {
        write_file(&folder.join(name), bytes)?;
    }
    write_file(&folder.join("SHA256SUMS"), sums(files).as_bytes())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// In the format that `sha256sum --check` reads, sorted by name.
fn sums(files: &[(String, Vec<u8>)]) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort();
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
        let list = sums(&[
            ("site/index.html".to_owned(), b"b".to_vec()),
            ("index.html".to_owned(), b"a".to_vec()),
        ]);
        let names: Vec<_> = list.lines().map(|line| &line[66..]).collect();
        assert_eq!(names, ["index.html", "site/index.html"]);
        assert!(list.starts_with(
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  index.html\n"
        ));
    }
}
