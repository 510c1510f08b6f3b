//! Every source file is compiled: a file that no `mod` item names is no part of any target, and the
//! tests in it never run, without a warning of the compiler.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files in a folder and its folders.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("node_modules") {
            files.extend(files_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The root files of the targets of a package: those that its manifest names, and those that Cargo
/// finds by their position.
fn targets(package: &Path) -> Vec<PathBuf> {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).expect("a manifest");
    let named = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix("\""))
        .map(|path| resolved(&package.join(path)));
    let mut targets: Vec<PathBuf> = named.collect();
    targets.extend(["src/lib.rs", "src/main.rs"].map(|path| package.join(path)));
    targets.extend(fs::read_dir(package.join("tests")).into_iter().flatten().filter_map(|entry| {
        let path = entry.expect("an entry").path();
        path.extension().is_some_and(|extension| extension == "rs").then_some(path)
    }));
    targets
}

/// A path without `..`.
fn resolved(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path {
        if part == ".." {
            whole.pop();
        } else {
            whole.push(part);
        }
    }
    whole
}

/// The files that the `mod` items of a file name, by the rules of the language: a module is beside
/// its parent, in the folder of the parent's name, or where `#[path]` says. Items are recognised by
/// their lines, as rustfmt writes them.
fn modules_of(file: &Path, is_root: bool, text: &str) -> Vec<PathBuf> {
    let beside = file.parent().expect("a folder").to_path_buf();
    let children =
        if is_root || file.ends_with("mod.rs") { beside.clone() } else { file.with_extension("") };
    // The modules whose braces are open: their indentation, and the folder of their children.
    let mut open: Vec<(usize, PathBuf)> = Vec::new();
    let mut explicit: Option<String> = None;
    let mut found = Vec::new();
    for line in text.lines() {
        let item = line.trim_start();
        let indentation = line.len() - item.len();
        if let Some(path) = item.strip_prefix("#[path = \"").and_then(|rest| rest.split('"').next())
        {
            explicit = Some(path.to_owned());
            continue;
        }
        if item == "}" && open.last().is_some_and(|(start, _)| *start == indentation) {
            open.pop();
        }
        let folder = open.last().map_or(&children, |(_, folder)| folder);
        let by_path = open.last().map_or(&beside, |(_, folder)| folder);
        if let Some((name, is_inline)) = module(item) {
            let path = explicit.take();
            if is_inline {
                let own = path.map_or_else(|| folder.join(name), |path| by_path.join(path));
                open.push((indentation, own));
            } else {
                let own = path.map_or_else(
                    || folder.join(name).with_extension("rs"),
                    |path| by_path.join(path),
                );
                found.push(resolved(&own));
            }
        }
    }
    found
}

/// The name of the module that a line declares, and whether its content follows in braces.
fn module(item: &str) -> Option<(&str, bool)> {
    let visible = item
        .strip_prefix("pub ")
        .or_else(|| item.strip_prefix("pub(crate) "))
        .or_else(|| item.strip_prefix("pub(super) "))
        .unwrap_or(item);
    let rest = visible.strip_prefix("mod ")?;
    rest.strip_suffix(';')
        .map(|name| (name, false))
        .or_else(|| Some((rest.strip_suffix(" {")?, true)))
}

/// The files that the targets are compiled from.
fn compiled() -> BTreeSet<PathBuf> {
    let packages = ["", "tests/page", "tests/ofd"].map(|package| root().join(package));
    let mut queue: Vec<(PathBuf, bool)> =
        packages.iter().flat_map(|package| targets(package)).map(|file| (file, true)).collect();
    let mut seen = BTreeSet::new();
    while let Some((file, is_root)) = queue.pop() {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if seen.insert(file.clone()) {
            let modules = modules_of(&file, is_root, &text);
            queue.extend(modules.into_iter().map(|module| (module, false)));
        }
    }
    seen
}

#[test]
fn every_file_is_a_module_of_a_target() {
    let compiled = compiled();
    let files = [files_in(&root().join("src")), files_in(&root().join("tests"))].concat();
    assert!(files.len() > 300, "{}", files.len());
    let left: Vec<String> = files
        .iter()
        .filter(|file| !compiled.contains(*file))
        .map(|file| file.strip_prefix(root()).expect("a file of ours").display().to_string())
        .collect();
    assert!(left.is_empty(), "no `mod` item names these files:\n{}", left.join("\n"));
}

#[test]
fn modules_are_found_where_the_language_looks_for_them() {
    let text = "#[path = \"outside/outside.rs\"]\nmod outside;\nmod documents {\n    pub mod ofd;\n\
        }\n#[path = \"desk/access\"]\nmod access {\n    mod keys;\n}\n\
        mod tests {\n    fn f() {}\n}\n\
        pub(crate) mod last;\n";
    let found = |file: &str, is_root| -> Vec<String> {
        let modules = modules_of(Path::new(file), is_root, text);
        modules.iter().map(|path| path.display().to_string()).collect()
    };
    assert_eq!(
        found("t/all.rs", true),
        ["t/outside/outside.rs", "t/documents/ofd.rs", "t/desk/access/keys.rs", "t/last.rs"]
    );
    let of_other_file = found("t/all.rs", false);
    for file in ["t/outside/outside.rs", "t/all/documents/ofd.rs", "t/all/last.rs"] {
        assert!(of_other_file.iter().any(|found| found == file), "{of_other_file:?}");
    }
}
