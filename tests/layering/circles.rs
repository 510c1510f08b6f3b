//! The files of a top module import one another without a cycle.
//!
//! A file imports what it names by a path, in `use` items and anywhere else in its code. Imports
//! from its parent or from the root of its top module do not count: these files may hold what
//! several files of a module share.

use super::paths::paths;
use crate::{code_of, files_of, modules, sources};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The path of a module within the crate: `["export", "docx", "table"]`.
type Module = Vec<String>;

/// For each file of a top module, by the path of its module, the files that it imports.
fn imports(top: &str) -> BTreeMap<Module, BTreeSet<Module>> {
    let module_of = |file: &std::path::Path| -> Module {
        let inside = file.strip_prefix(sources()).expect("a file of src").with_extension("");
        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    };
    let files: BTreeMap<Module, String> =
        files_of(top).iter().map(|file| (module_of(file), code_of(file))).collect();
    let known: BTreeSet<Module> = files.keys().cloned().collect();
    files
        .into_iter()
        .map(|(module, code)| {
            let imported =
                paths(&code).into_iter().filter_map(|path| target(&module, &path, &known));
            let imported = imported.filter(|other| counts(&module, other)).collect();
            (module, imported)
        })
        .collect()
}

/// The module that a path leads to from a module; `None` if it is not one of the known ones.
fn target(module: &[String], path: &[String], known: &BTreeSet<Module>) -> Option<Module> {
    let ups = path.iter().take_while(|segment| *segment == "super").count();
    let (mut at, rest) = match path[0].as_str() {
        "crate" => (Module::new(), &path[1..]),
        "self" => (module.to_vec(), &path[1..]),
        _ => (module[..module.len().checked_sub(ups)?].to_vec(), &path[ups..]),
    };
    let is_relative = ups == 0 && !matches!(path[0].as_str(), "crate" | "self");
    for (depth, segment) in rest.iter().enumerate() {
        at.push(segment.clone());
        if !known.contains(&at) {
            at.pop();
            // A path that begins with none of these three leads to a child module or to no module.
            if is_relative && depth == 0 {
                return None;
            }
            break;
        }
    }
    known.contains(&at).then_some(at)
}

/// Whether an import counts: imports of the module itself, of its parent or of its root do not.
fn counts(module: &[String], other: &[String]) -> bool {
    other != module && other.len() > 1 && other != &module[..module.len() - 1]
}

/// The shortest path from a file over its imports back to itself.
fn circle(from: &Module, imports: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    let mut ways = VecDeque::from([vec![from.clone()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| imports.get(last)).into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(next.clone());
            if next == from {
                return Some(longer);
            }
            if seen.insert(next.clone()) {
                ways.push_back(longer);
            }
        }
    }
    None
}

/// The cycles of a top module, one line for each file that is in one.
fn circles(top: &str) -> Vec<String> {
    let imports = imports(top);
    let shown = |way: Vec<Module>| {
        way.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(" → ")
    };
    imports.keys().filter_map(|module| circle(module, &imports)).map(shown).collect()
}

#[test]
fn the_files_of_a_module_import_one_another_without_a_circle() {
    for module in modules() {
        let found = circles(&module);
        assert!(found.is_empty(), "circles in {module}:\n{}", found.join("\n"));
    }
}

#[test]
fn circles_are_found_where_paths_lead() {
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    let known: BTreeSet<Module> =
        ["a", "a::b", "a::b::c", "a::b::d", "a::e"].into_iter().map(module).collect();
    let from = module("a::b::c");
    let leads = |path: &str| target(&from, &module(path), &known).map(|found| found.join("::"));
    for (path, to) in [
        ("super::d::x", Some("a::b::d")),
        ("super::CONSTANT", Some("a::b")),
        ("super::super::e", Some("a::e")),
        ("crate::a::e::F", Some("a::e")),
        ("crate::other::x", None),
        ("self::x", Some("a::b::c")),
        ("d::x", None),
    ] {
        assert_eq!(leads(path).as_deref(), to, "{path}");
    }
    assert!(counts(&from, &module("a::e")));
    for other in ["a", "a::b", "a::b::c"] {
        assert!(!counts(&from, &module(other)), "{other}");
    }
}
