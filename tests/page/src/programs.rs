//! Finds the browsers and their drivers.

use crate::places;
use std::path::{Path, PathBuf};

/// Looks for a program in `PATH`, then in the folder `NIANBAO_TOOLS`, then in `target/tools/bin`.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(std::env::var_os("NIANBAO_TOOLS").map(PathBuf::from))
        .chain([places::target().join("tools/bin")])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The first of several names that is installed.
pub fn find_any(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| find(name))
}

/// WebKitGTK's MiniBrowser is in no folder of `PATH`, and its folder depends on processor and
/// version.
pub fn mini_browser() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")])
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]
                .map(|version| folder.join(version).join("MiniBrowser"))
        })
        .filter(|file| file.is_file())
        .collect();
    found.sort();
    // 4.1 sorts before 6.0, and is the one that the driver of the same Debian package starts by
    // default.
    found.into_iter().next()
}

/// The Python with the packages of `tests/requirements.txt`: `NIANBAO_PYTHON`, else the one in
/// `target/tools/venv`.
pub fn python() -> Option<PathBuf> {
    std::env::var_os("NIANBAO_PYTHON")
        .map(PathBuf::from)
        .or_else(|| Some(places::target().join("tools/venv/bin/python")))
        .filter(|file: &PathBuf| Path::is_file(file))
}
