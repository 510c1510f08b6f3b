//! Every browser test that judges by state has a native twin of the same name, in the file of the
//! same path. A browser test without one is listed here, with the reason.

use std::fs;
use std::path::{Path, PathBuf};

/// Browser tests of one file that have no twin of their own name.
struct Exemption {
    /// The file, without its extension.
    file: &'static str,
    /// The names of the tests.
    tests: &'static [&'static str],
    /// What they judge by that only a browser has.
    why: &'static str,
    /// The native tests that hold what these tests judge by state on the way, as `file::test`.
    held_by: &'static [&'static str],
}

/// The browser tests without a twin.
const EXEMPT: &[Exemption] = &[
    Exemption {
        file: "access/screens",
        tests: &["usual", "at_200_percent", "narrow", "large"],
        why: "they judge by axe-core and by how wide and high elements are drawn",
        held_by: &[
            "transitions::buttons_that_open_dialogs",
            "checking::explained",
            "entry::pasting",
            "access/screens::kept",
        ],
    },
    Exemption {
        file: "access/screens",
        tests: &["still", "forced"],
        why: "they judge by computed styles under settings of the system",
        held_by: &[],
    },
    Exemption {
        file: "checkers",
        tests: &["valid"],
        why: "programs that are not ours judge the text of the built page",
        held_by: &[],
    },
    Exemption {
        file: "embed/around",
        tests: &["not_found"],
        why: "the element's own script fetches",
        held_by: &[],
    },
    Exemption {
        file: "embed/around",
        tests: &["kept_here"],
        why: "it judges by the names of databases",
        held_by: &[],
    },
    Exemption {
        file: "embed/example",
        tests: &["styles_stay_outside"],
        why: "it judges by computed styles",
        held_by: &[],
    },
    Exemption {
        file: "embed/example",
        tests: &["from_nginx"],
        why: "it judges by what a server answers and by the bytes that come",
        held_by: &[],
    },
    Exemption {
        file: "embed/example",
        tests: &["valid"],
        why: "programs that are not ours judge the text of the built pages",
        held_by: &[],
    },
    Exemption {
        file: "embed/life",
        tests: &["a_hundred"],
        why: "it counts listeners, elements and memories of the browser",
        held_by: &[],
    },
    Exemption {
        file: "embed/one",
        tests: &["after_traps"],
        why: "instances of WebAssembly trap and follow one another",
        held_by: &["embed/one::up_and_down"],
    },
    Exemption {
        file: "embed/loading",
        tests: &["typed", "octets", "missing", "a_page_instead"],
        why: "they judge by which files are fetched when a server answers so",
        held_by: &["embed/around::driven"],
    },
    Exemption {
        file: "embed/loading",
        tests: &["nowhere", "there_again"],
        why: "the element's own script says that its files cannot be had, before any desk begins",
        held_by: &["embed/around::attributes"],
    },
    Exemption {
        file: "embed/loading",
        tests: &["on_demand"],
        why: "it judges by when the files of the office module are fetched",
        held_by: &["embed/filling::asked"],
    },
    Exemption {
        file: "embed/loading",
        tests: &["without_words", "words_trapped"],
        why: "the host says that the module for words is missing, and replaces it after a trap",
        held_by: &["checking::text_is_never_read", "checking::text_is_read_later"],
    },
    Exemption {
        file: "embed/loading",
        tests: &["style_by_links", "shows_itself_first"],
        why: "they judge by styles and heights as they are drawn before the desk begins",
        held_by: &[],
    },
    Exemption {
        file: "embed/shadow",
        tests: &["narrow"],
        why: "it judges by how wide and high elements are drawn",
        held_by: &[],
    },
    Exemption {
        file: "embed/shadow",
        tests: &["accessible"],
        why: "it judges by axe-core",
        held_by: &[],
    },
    Exemption {
        file: "entry",
        tests: &["composing"],
        why: "input methods are the browser's",
        held_by: &[],
    },
    Exemption { file: "entry", tests: &["wheel"], why: "the wheel is the browser's", held_by: &[] },
    Exemption {
        file: "entry",
        tests: &["clicking"],
        why: "carets and selections are the browser's",
        held_by: &[],
    },
    Exemption {
        file: "entry",
        tests: &["back_from_dialogs"],
        why: "the element that had the focus is the browser's",
        held_by: &[],
    },
    Exemption {
        file: "entry",
        tests: &["in_sight"],
        why: "it judges by how wide digits are drawn",
        held_by: &[],
    },
    Exemption {
        file: "frozen/embedded",
        tests: &["chromium"],
        why: "it compares pages with those of version 0.1 as the browser has them",
        held_by: &["embed/example::published"],
    },
    Exemption {
        file: "frozen/opening",
        tests: &["chromium"],
        why: "it compares pages with those of version 0.1 as the browser has them",
        held_by: &["foreign::refused", "scanning::scanned", "checking::begun_after"],
    },
    Exemption {
        file: "frozen/records",
        tests: &["made"],
        why: "it makes the records of version 0.1 and judges nothing",
        held_by: &[],
    },
    Exemption {
        file: "frozen/writing",
        tests: &["chromium"],
        why: "it compares pages with those of version 0.1 as the browser has them",
        held_by: &["filing::reports", "checking::repaired", "checking::explained"],
    },
    Exemption {
        file: "manual",
        tests: &["keyboard"],
        why: "it judges by where Tab goes",
        held_by: &["manual::opening"],
    },
    Exemption {
        file: "manual",
        tests: &["sizes"],
        why: "it judges by what fits into a window",
        held_by: &[],
    },
    Exemption {
        file: "old",
        tests: &["chromium_78", "chromium_83", "chromium_88", "chromium_92", "chromium_109"],
        why: "they take the steps of other tests by the keys of an old browser",
        held_by: &["filing::reports", "entry::quiet", "preview::leading", "keeping::reloaded"],
    },
    Exemption {
        file: "old",
        tests: &["with_fonts_78", "with_fonts_109"],
        why: "they take the steps of `fonts::packed` in an old browser",
        held_by: &["fonts::packed"],
    },
    Exemption {
        file: "old",
        tests: &["too_old", "without_webassembly"],
        why: "a script says so where the program cannot begin",
        held_by: &[],
    },
    Exemption {
        file: "site",
        tests: &["closed_and_opened"],
        why: "it judges by which version the worker of the browser hands out",
        held_by: &[],
    },
    Exemption {
        file: "site",
        tests: &["chromium_78", "chromium_109"],
        why: "they take the steps of other tests of `site` in an old browser",
        held_by: &["site::without_the_server", "site::a_new_version"],
    },
    Exemption {
        file: "site",
        tests: &["installable", "valid", "headers", "recipes_agree"],
        why: "they judge by the files of the folder and by what a server answers",
        held_by: &[],
    },
];

/// The macros that make tests of a list of names. A number in it is no name.
const LISTS: [&str; 3] = ["in_every_engine! {", "in_every_release! {", "with_fonts_in! {"];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn source(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of browser tests, in a folder and in those below it, without their extensions.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the browser tests") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|file| format!("{name}/{file}")));
        } else {
            found.push(name);
        }
    }
    found
}

/// The names of the browser tests in the text of a file.
fn browser_tests(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for list in LISTS {
        for rest in text.split(&format!("\n{list}")).skip(1) {
            let list = rest.split_once('}').expect("the end of a list of tests").0;
            let words = list.split_whitespace();
            names.extend(words.filter(|word| word.parse::<u32>().is_err()).map(str::to_owned));
        }
    }
    for rest in text.split("\n#[test]\nfn ").skip(1) {
        names.push(rest.split_once('(').expect("the name of a test").0.to_owned());
    }
    names
}

/// All browser tests: the file of each, and its name.
fn all_browser_tests() -> Vec<(String, String)> {
    let folder = root("tests/page/tests/page");
    let mut all = Vec::new();
    for file in files(&folder) {
        let text = source(&folder.join(&file).with_extension("rs"));
        let names = browser_tests(&text);
        let is_head = text.contains("\nmod ");
        assert!(!names.is_empty() || is_head, "{file}: its tests are not found by this test");
        all.extend(names.into_iter().map(|name| (file.clone(), name)));
    }
    all
}

/// Whether there is a native test of that name in the file of that path.
fn has_native_test(file: &str, name: &str) -> bool {
    let path = root("tests/desk").join(file).with_extension("rs");
    path.is_file() && source(&path).contains(&format!("#[test]\nfn {name}()"))
}

#[test]
fn every_browser_test_that_judges_by_state_has_a_twin() {
    let all = all_browser_tests();
    assert!(all.len() > 120, "{} browser tests", all.len());
    for (file, name) in &all {
        let reasons = EXEMPT
            .iter()
            .filter(|exemption| exemption.file == file && exemption.tests.contains(&name.as_str()))
            .count();
        let twins = usize::from(has_native_test(file, name));
        assert_eq!(reasons + twins, 1, "{file}::{name}: one twin, or one reason for none");
    }
}

#[test]
fn every_exemption_is_of_a_test_and_names_tests() {
    let all = all_browser_tests();
    for Exemption { file, tests, why, held_by } in EXEMPT {
        assert!(!why.is_empty());
        for name in *tests {
            let is_there =
                all.iter().any(|(of, test)| (of.as_str(), test.as_str()) == (file, name));
            assert!(is_there, "there is no browser test {file}::{name}");
        }
        for native in *held_by {
            let (file, name) = native.split_once("::").expect("a file and a test");
            assert!(has_native_test(file, name), "there is no native test {native}");
        }
    }
}
