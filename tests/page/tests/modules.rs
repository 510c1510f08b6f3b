//! Tests the delivered JavaScript module without a browser: node checks and exports reports,
//! TypeScript reads the types, npm packs the folder.

#![allow(missing_docs, reason = "tests")]

use page_tests::exporting::documents_without_fonts;
use page_tests::outside::check_docx;
use page_tests::{Draft, Engine, places, programs, skipped};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of the built folder; `None` where the folder was not built, which is reported as skipped.
fn built(name: &str) -> Option<PathBuf> {
    let file = places::built_embed().join(name);
    let there = file.is_file();
    if !there {
        skipped::skip(
            "the module without a browser",
            &format!("{} is not there; run ./build.sh", file.display()),
        );
    }
    there.then_some(file)
}

fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    let Some(program) = programs::find(program) else {
        skipped::skip(
            "the module without a browser",
            &format!("it needs {program} (Debian: nodejs npm)"),
        );
        return None;
    };
    Some(
        Command::new(program)
            .current_dir(places::repository())
            .args(arguments)
            .output()
            .expect("it runs"),
    )
}

fn words(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn draft(name: &str) -> String {
    format!("tests/corpus/drafts/{name}.json")
}

/// The example checks and exports a report whose sums are right and one with wrong sums; its output
/// agrees with that of the command.
#[test]
fn node() {
    if built("nianbao-node.js").is_none() {
        return;
    }
    let docx = places::leavings().join("node.docx");
    for name in ["yanzhoulu-2020", "distinct-2021-as-issued", "mixed-editions"] {
        let file = draft(name);
        let Some(output) =
            run("node", &["www/examples/node.mjs", &file, docx.to_str().expect("UTF-8")])
        else {
            return;
        };
        let said = words(&output);
        let json: Value =
            serde_json::from_slice(&command(&["check", "--format", "json", &file])).expect("JSON");
        let findings = json[0]["findings"].as_array().expect("findings");
        for finding in findings {
            let message = finding["message"].as_str().expect("a sentence");
            assert!(said.contains(message), "{name}: {message} in {said}");
        }
        let errors = findings
            .iter()
            .any(|finding| finding["severity"] == "error" && finding["explained"] == false);
        assert_eq!(output.status.code(), Some(i32::from(errors)), "{name}: {said}");
        assert!(said.contains(&format!("共 {} 条", findings.len())), "{name}: {said}");
        let bytes = std::fs::read(&docx).expect("a file");
        if name == "distinct-2021-as-issued" {
            check_docx(&Draft::read(&places::repository().join(&file)), Engine::Chromium, &bytes);
        }
    }
    let Some(output) = run("node", &["www/examples/node.mjs", &draft("bad/truncated")]) else {
        return;
    };
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
}

/// A draft with a float in place of any value is opened or refused with a sentence; the program
/// never aborts.
#[test]
fn floats() {
    const SCRIPT: &str = "
        import { readFileSync } from 'node:fs';
        const { Nianbao } = await import(process.argv[1]);
        const whole = readFileSync(process.argv[2], 'utf8');
        const places = [];
        (function walk(value, path) {
            for (const key of Object.keys(value)) {
                places.push([...path, key]);
                if (value[key] && typeof value[key] === 'object') walk(value[key], [...path, key]);
            }
        })(JSON.parse(whole), []);
        const nianbao = new Nianbao();
        await nianbao.ready;
        let refused = 0;
        for (const path of places) {
            const draft = JSON.parse(whole);
            path.slice(0, -1).reduce((value, key) => value[key], draft)[path[path.length - 1]] =
              0.5;
            for (const opening of [nianbao.open(JSON.stringify(draft)),
              nianbao.published(JSON.stringify(draft))]) {
                await opening.catch(error => {
                    refused++;
                    if (!/[。：]/.test(error.message)) console.log(path.join('.'), error.message);
                });
            }
        }
        console.log(places.length > 100 && refused > 20 ? 'all tried'
          : `${refused} of ${places.length}`);";
    let Some(module) = built("nianbao-node.js") else { return };
    let module = module.to_str().expect("UTF-8");
    let Some(output) = run(
        "node",
        &["--input-type=module", "-e", SCRIPT, module, &draft("distinct-2021-as-issued")],
    ) else {
        return;
    };
    assert_eq!(words(&output).trim(), "all tried");
}

/// The results of calls are what `JSON.parse` would return: plain objects, arrays, strings,
/// numbers, booleans and `null`, and no `Map`, `BigInt` or `undefined`. Every finding has all its
/// members, in one order.
#[test]
fn plain_values() {
    const SCRIPT: &str = "
        import { readFileSync } from 'node:fs';
        const { Nianbao } = await import(process.argv[1]);
        const wrong = [];
        const seen = new Set();
        function look(value, path) {
            if (value === null) seen.add('null');
            else if (typeof value === 'string' || typeof value === 'boolean') seen.add(
              typeof value);
            else if (Number.isFinite(value)) seen.add('number');
            else if (Array.isArray(value)) value.forEach((each, index) =>
              look(each, `${path}.${index}`));
            else if (typeof value === 'object' && Object.getPrototypeOf(value) ===
              Object.prototype) {
                Object.keys(value).forEach(key => look(value[key], `${path}.${key}`));
            } else wrong.push(`${path} is ${Object.prototype.toString.call(value)}`);
        }
        function same(what, one, other) {
            if (JSON.stringify(one) !== JSON.stringify(other)) wrong.push(
              `${what}: ${JSON.stringify(one)}, not ${JSON.stringify(other)}`);
        }
        const SIDES = ['left', 'right', 'difference'];
        let folded = 0;
        for (const name of process.argv.slice(2)) {
            const report = new Nianbao();
            await report.ready;
            const opened = await report.open(readFileSync(name));
            same('opened', opened, { notes: [], differences: [] });
            report.set('requests.new.natural', '96171.60');
            const numbers = report.numbers();
            look(numbers, 'numbers');
            same('cells', Object.keys(numbers), report.cells());
            same('a number', numbers['requests.new.natural'], 96171.6);
            report.set('requests.new.natural', '');
            same('none', report.numbers()['requests.new.natural'], null);
            report.set('requests.new.natural', '4711');
            const findings = report.findings();
            look(findings, 'findings');
            for (const finding of findings) {
                same('members', Object.keys(finding),
                  ['key', 'rule', 'severity', 'cells', 'message', ...SIDES, 'folded', 'explained']);
                same('sides', new Set(SIDES.map(side => finding[side] === null)).size, 1);
                for (const sum of finding.folded) {
                    same('members', Object.keys(sum), ['key', ...SIDES]);
                    same('the difference', sum.difference, sum.right - sum.left);
                    folded++;
                }
            }
            const page = (await report.export('html')).text();
            const edited = await report.open(new TextEncoder()
              .encode(page.replace(/>4711</, '>4712<')));
            look(edited, 'edited');
            same('members', Object.keys(edited), ['notes', 'differences']);
            same('differences', edited.differences.map(Object.keys),
              [['place', 'carried', 'visible']]);
            report.dispose();
        }
        same('kinds', [...seen].sort(), ['boolean', 'null', 'number', 'string']);
        console.log(wrong.length ? wrong.join('; ') : folded > 0 ? 'all plain'
          : 'nothing is folded');";
    let Some(module) = built("nianbao-node.js") else { return };
    let files = ["zero", "distinct-2021"].map(draft);
    let mut arguments = vec!["--input-type=module", "-e", SCRIPT, module.to_str().expect("UTF-8")];
    arguments.extend(files.iter().map(String::as_str));
    let Some(output) = run("node", &arguments) else { return };
    assert_eq!(words(&output).trim(), "all plain");
}

/// An unfinished report is exported as a draft (草稿), in its file name and in its content, as by the
/// export dialog: with an error without justification, and with a blank although nothing is wrong.
/// The command does the same with the same drafts.
#[test]
fn drafts_are_marked() {
    const SCRIPT: &str = "
        import { readFileSync } from 'node:fs';
        const { Nianbao } = await import(process.argv[1]);
        const report = new Nianbao();
        const said = async () => {
            const marks = [];
            for (const format of FORMATS) {
                const file = await report.export(format);
                marks.push(file.name.includes('（草稿）'));
                if (format.startsWith('html')) marks.push(
                  /class=\"nianbao-draft\"/.test(file.text()));
            }
            if (new Set(marks).size > 1) console.log('at odds', marks.join());
            return marks[0] ? 'draft' : 'done';
        };
        const answers = [];
        for (const name of process.argv.slice(2)) {
            await report.open(readFileSync(name));
            answers.push(await said());
        }
        const set = async (cell, value) => { report.set(cell, value); answers.push(await said()); };
        await set('requests.new.natural', '');
        await set('requests.new.natural', 0);
        await set('requests.new.natural', 1);
        console.log(answers.join(' '));";
    let Some(module) = built("nianbao-node.js") else { return };
    // The last of these drafts, which has no errors and no blanks, is changed after it was opened.
    let files = ["blank", "mixed-editions", "distinct-2021", "zero"].map(draft);
    let formats: Vec<&str> = documents_without_fonts()
        .into_iter()
        .filter(|document| *document != "check-sheet")
        .collect();
    let script = SCRIPT.replace("FORMATS", &serde_json::json!(formats).to_string());
    let mut arguments = vec!["--input-type=module", "-e", &script, module.to_str().expect("UTF-8")];
    arguments.extend(files.iter().map(String::as_str));
    let Some(output) = run("node", &arguments) else { return };
    let by_command = |file: &String| {
        let page = places::leavings().join("marked.html");
        command(&["convert", file, page.to_str().expect("UTF-8")]);
        if std::fs::read_to_string(&page).expect("a page").contains("class=\"nianbao-draft\"") {
            "draft"
        } else {
            "done"
        }
    };
    let expected: Vec<&str> = files.iter().map(by_command).collect();
    assert_eq!((expected[0], expected[3]), ("draft", "done"));
    assert_eq!(words(&output).trim(), format!("{} draft done draft", expected.join(" ")));
}

/// The output of this repository's command.
fn command(arguments: &[&str]) -> Vec<u8> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = ["run", "--quiet", "--locked", "--package", "nianbao", "--"];
    Command::new(cargo)
        .current_dir(places::repository())
        .args(run)
        .args(arguments)
        .output()
        .expect("cargo")
        .stdout
}

/// `tsc --strict` accepts the types and the example, and finds the three mistakes in it that are
/// marked.
#[test]
fn typescript() {
    let compiler = places::repository().join("tests/node_modules/typescript/bin/tsc");
    if !compiler.is_file() {
        skipped::skip("tsc", "run `npm ci` in tests/");
        return;
    }
    let Some(types) = built("nianbao.d.ts") else { return };
    let tsc = |files: &[&str]| {
        let mut arguments = vec![
            compiler.to_str().expect("UTF-8"),
            "--strict",
            "--noEmit",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom,dom.iterable",
            "--module",
            "nodenext",
        ];
        arguments.extend(files);
        run("node", &arguments)
    };
    let Some(output) = tsc(&["www/examples/typed.ts", types.to_str().expect("UTF-8")]) else {
        return;
    };
    assert!(output.status.success(), "{}", words(&output));
    // The check itself is tested: a mistake that is not marked must be an error.
    let wrong = places::leavings().join("wrong.ts");
    let module = places::built_embed().join("nianbao.js");
    std::fs::write(
        &wrong,
        format!(
            "import {{ Nianbao }} from '{}';\nnew Nianbao({{ year: 2025 }}).set(1, 2);\n",
            module.display()
        ),
    )
    .expect("a file");
    let Some(output) = tsc(&[wrong.to_str().expect("UTF-8")]) else { return };
    assert!(words(&output).contains("TS2345"), "{}", words(&output));
}

/// The declarations and the module have the same members.
#[test]
fn types_are_those_of_the_module() {
    let (Some(types), Some(module)) = (built("nianbao.d.ts"), built("nianbao.js")) else { return };
    let declared = exports(
        &std::fs::read_to_string(types).expect("text"),
        &["export class ", "export function "],
    );
    let there = exports(
        &std::fs::read_to_string(module).expect("text"),
        &["export class ", "export function "],
    );
    assert_eq!(declared, there);
}

fn exports(text: &str, beginnings: &[&str]) -> Vec<String> {
    let name = |line: &str| {
        beginnings
            .iter()
            .find_map(|begin| line.strip_prefix(begin))
            .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect())
    };
    let mut names: Vec<String> = text.lines().filter_map(name).collect();
    names.sort();
    names
}

/// `npm pack` accepts the folder, and a project that installs the package can import it by its
/// name.
#[test]
fn npm() {
    let Some(package) = built("package.json") else { return };
    let here = package.parent().and_then(Path::to_str).expect("UTF-8").to_owned();
    let folder = places::leavings().join("npm");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let to = folder.to_str().expect("UTF-8").to_owned();
    let Some(output) =
        run("npm", &["pack", &here, "--pack-destination", &to, "--offline", "--json"])
    else {
        return;
    };
    assert!(output.status.success(), "{}", words(&output));
    let listed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files: Vec<&str> = listed[0]["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|file| file["path"].as_str())
        .collect();
    for name in [
        "LICENSE",
        "README.md",
        "nianbao.js",
        "nianbao-node.js",
        "nianbao.d.ts",
        "nianbao-page.wasm",
        "nianbao-words.wasm",
        "nianbao-words.js",
        "nianbao-office.js",
        "example/index.html",
    ] {
        assert!(files.contains(&name), "{name} in {files:?}");
    }
    let pack = folder.join(listed[0]["filename"].as_str().expect("a name"));
    let Some(output) = run(
        "npm",
        &[
            "install",
            "--prefix",
            &to,
            "--offline",
            "--no-audit",
            "--no-fund",
            pack.to_str().expect("UTF-8"),
        ],
    ) else {
        return;
    };
    assert!(output.status.success(), "{}", words(&output));
    let script = "import { Nianbao } from 'nianbao'; \
        const r = new Nianbao({ year: 2025, level: 'county' }); await r.ready; \
        r.set('requests.new.natural', 1); console.log(r.get('requests.new.natural'))";
    std::fs::write(folder.join("try.mjs"), script).expect("a file");
    let Some(output) = run("node", &[folder.join("try.mjs").to_str().expect("UTF-8")]) else {
        return;
    };
    assert_eq!(words(&output), "1\n");
}

/// The sizes and checksums in the package agree with its files.
#[test]
fn provenance() {
    let Some(package) = built("package.json") else { return };
    let package: Value =
        serde_json::from_slice(&std::fs::read(&package).expect("text")).expect("JSON");
    let files = package["nianbao"]["files"].as_object().expect("files");
    assert!(files.contains_key("nianbao-page.wasm"));
    for (name, file) in files {
        let bytes = std::fs::read(places::built_embed().join(name)).expect("a file");
        assert_eq!(file["bytes"].as_u64(), u64::try_from(bytes.len()).ok(), "{name}");
    }
}
