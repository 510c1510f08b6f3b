//! Checks the module order of the crate in its sources: each module uses only modules above it in
//! the list of `src/lib.rs`; the files of a module import one another without a cycle; only the
//! outermost module uses the browser; the core uses no clock, no random numbers, no hash order and
//! no files. It also checks that every source file, those of tests included, is compiled.

mod layering {
    pub mod circles;
    pub mod compiled;
    pub mod paths;
}

use std::fs;
use std::path::{Path, PathBuf};

/// Names that only `web` may use.
const BROWSER: [&str; 6] =
    ["wasm_bindgen", "web_sys", "js_sys", "gloo", "serde_wasm_bindgen", "wasm_bindgen_futures"];

/// Names that make a result depend on more than its input.
const IMPURE: [&str; 12] = [
    "HashMap",
    "HashSet",
    "RandomState",
    "SystemTime",
    "Instant",
    "std::fs",
    "std::env",
    "std::net",
    "std::thread",
    "std::process",
    " rand::",
    "getrandom",
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of the crate, from the top of the list down.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string(sources().join("lib.rs")).expect("src/lib.rs");
    let declared = |line: &str| {
        line.strip_prefix("pub mod ")
            .or_else(|| line.strip_prefix("mod "))
            .and_then(|rest| rest.strip_suffix(';'))
            .map(str::to_owned)
    };
    lib.lines().filter_map(declared).collect()
}

/// Whether a file is compiled for tests only, as the file of its module says.
fn is_for_tests(path: &Path, name: &str) -> bool {
    let module = path.parent().map(|folder| folder.with_extension("rs"));
    let text = module.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    text.contains(&format!("#[cfg(test)]\nmod {name};"))
}

/// The files of a module without its tests: `src/<module>.rs` and everything in `src/<module>/`.
fn files_of(module: &str) -> Vec<PathBuf> {
    let mut files = vec![sources().join(module).with_extension("rs")];
    let mut folders = vec![sources().join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if name == "tests" || is_for_tests(&path, &name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The code of a file: without comments, and without the tests at its end.
fn code_of(path: &Path) -> String {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that a piece of code names by a path from the root of the crate.
fn named(code: &str) -> Vec<String> {
    let from_root = layering::paths::paths(code).into_iter().filter(|path| path[0] == "crate");
    let mut names: Vec<String> = from_root.filter_map(|path| path.into_iter().nth(1)).collect();
    names.dedup();
    names
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let modules = modules();
    assert!(modules.len() >= 4, "{modules:?}");
    for (place, module) in modules.iter().enumerate() {
        for file in files_of(module) {
            for name in named(&code_of(&file)) {
                let allowed = modules[..=place].contains(&name);
                assert!(
                    allowed,
                    "{} names crate::{name}; {module} may use {:?}",
                    file.display(),
                    &modules[..place]
                );
            }
        }
    }
}

#[test]
fn writers_and_readers_do_not_know_each_other() {
    for (module, other) in [("export", "import"), ("import", "export")] {
        for file in files_of(module) {
            let names = named(&code_of(&file));
            assert!(!names.iter().any(|name| name == other), "{} names {other}", file.display());
        }
    }
}

#[test]
fn only_web_touches_the_browser() {
    for module in modules().iter().filter(|module| *module != "web") {
        for file in files_of(module) {
            let code = code_of(&file);
            for name in BROWSER {
                assert!(!code.contains(name), "{} names {name}", file.display());
            }
        }
    }
    let command = code_of(&sources().join("main.rs"));
    assert!(BROWSER.iter().all(|name| !command.contains(name)), "the command names the browser");
}

#[test]
fn the_desk_stands_between_view_and_web_and_knows_no_browser() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name).expect(name);
    assert!(place("session") < place("desk") && place("view") < place("desk"), "{modules:?}");
    assert!(place("desk") < place("web"), "{modules:?}");
    for file in files_of("desk") {
        let code = code_of(&file);
        for name in BROWSER.into_iter().chain(["gloo", "web::", "JsValue"]) {
            assert!(!code.contains(name), "{} names {name}", file.display());
        }
    }
}

#[test]
fn the_core_is_pure() {
    for module in modules().iter().filter(|module| *module != "web") {
        for file in files_of(module) {
            let code = code_of(&file);
            for name in IMPURE {
                assert!(!code.contains(name), "{} names {name}", file.display());
            }
        }
    }
}

#[test]
fn every_source_belongs_to_a_module() {
    let modules = modules();
    for entry in fs::read_dir(sources()).expect("src") {
        let name = entry
            .expect("an entry")
            .path()
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let known =
            matches!(name.as_str(), "lib" | "main" | "draft.schema") || modules.contains(&name);
        assert!(known, "src/{name} is in no module of src/lib.rs");
    }
}

#[test]
fn the_reader_of_paths_sees_them() {
    let code = "use crate::edition::CellId;\nuse crate::{number, report::{Entry, Report}, rules};\n\
        let x = crate::draft::read(text);";
    assert_eq!(named(code), ["edition", "number", "report", "rules", "draft"]);
}
