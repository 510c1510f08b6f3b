//! Makes the folder for embedding in other sites: a module with a custom element, the files that it
//! loads, its types, and an example that runs from the folder as it is.
//!
//! In: the bound modules, the sources in `www/embed/` and the style sheet of the page. Out: files
//! by their paths in `dist/`. Each `.wasm` file has a copy in the form of a script beside it,
//! because some old servers do not deliver files whose type they do not know.

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

use crate::digest::{base64, hexadecimal};
use crate::glue::Bound;
use crate::narrow::{self, Piece};
use crate::{packed, page};

/// The inputs of the folder.
pub struct Parts<'a> {
    /// The parts of the page itself.
    pub page: &'a page::Parts<'a>,
    /// The module that shows a report to the public.
    pub viewer: &'a Bound,
    /// The files of `www/embed/`, by their paths in it, and further files that are copied
    /// unchanged.
    pub files: &'a [(String, Vec<u8>)],
    /// What the folder was built from.
    pub origin: Origin<'a>,
}

/// What the folder was built from.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// The commit; empty where there is none.
    pub commit: &'a str,
    /// The day of the commit.
    pub date: &'a str,
}

/// The files that are assembled here; all others are copied.
const SOURCES: [&str; 3] = ["nianbao.js", "element.js", "embed.css"];

/// The files of the folder, by paths.
///
/// # Errors
/// When a source is missing, or the style sheet cannot be split by width.
pub fn assemble(parts: &Parts<'_>) -> Result<Vec<(String, Vec<u8>)>> {
    let source = |name: &str| match parts.files.iter().find(|(path, _)| path == name) {
        Some((_, bytes)) => Ok(std::str::from_utf8(bytes)?),
        None => bail!("embed/{name} is missing"),
    };
    let (whole, pieces) =
        narrow::split(&format!("{}\n{}", parts.page.style, source("embed.css")?))?;
    let script = module(
        parts,
        &format!("{}\n{}", source("nianbao.js")?, source("element.js")?),
        &whole,
        &pieces,
    );
    let mut files: Vec<(String, Vec<u8>)> =
        parts.files.iter().filter(|(path, _)| !SOURCES.contains(&path.as_str())).cloned().collect();
    files.push(("nianbao.js.gz".to_owned(), packed::gzipped(script.as_bytes())?));
    files.push(("nianbao.js".to_owned(), script.into_bytes()));
    files.push(("nianbao.css".to_owned(), whole.into_bytes()));
    files.extend(
        pieces
            .into_iter()
            .map(|piece| (format!("nianbao-{}.css", piece.name()), piece.css.into_bytes())),
    );
    for (name, module) in [
        ("viewer", parts.viewer),
        ("page", parts.page.page),
        ("words", parts.page.words),
        ("office", parts.page.office),
    ] {
        files.push((format!("nianbao-{name}.wasm"), module.wasm.clone()));
        files.push((format!("nianbao-{name}.wasm.gz"), module.gzip.clone()));
        files.push((format!("nianbao-{name}.js"), twin(module.deflated())));
    }
    files.push(("nianbao-unpack.js".to_owned(), twin(&parts.page.unpack.wasm)));
    files.sort();
    let package = package(&files, parts.origin);
    files.push(("package.json".to_owned(), package.into_bytes()));
    Ok(files)
}

/// The module: `instances.js`, the glue and the style in front of the source.
fn module(parts: &Parts<'_>, source: &str, whole: &str, pieces: &[Piece]) -> String {
    let entry = |piece: &Piece| {
        let most = piece.most.map_or_else(|| "Infinity".to_owned(), |most| most.to_string());
        format!(
            "{{ name: {}, least: {}, most: {most}, css: {} }},\n",
            literal(&piece.name()),
            piece.least,
            literal(&piece.css)
        )
    };
    let widths: String = pieces.iter().map(entry).collect();
    let Origin { version, date, .. } = parts.origin;
    format!(
        "// nianbao {version} {date}, MIT licence\n\
         {}const GLUE = {{\nunpack: {},\nviewer: {},\npage: {},\nwords: {},\noffice: {},\n}};\n\
         const STYLE = {};\nconst WIDTHS = [\n{widths}];\n{source}",
        parts.page.instances,
        parts.page.unpack.factory,
        parts.viewer.factory,
        parts.page.page.factory,
        parts.page.words.factory,
        parts.page.office.factory,
        literal(whole),
    )
}

/// Whether a compressed copy is put beside the file, for servers that deliver precompressed files.
fn is_packed(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "gz")
}

/// A script that exports the bytes.
fn twin(bytes: &[u8]) -> Vec<u8> {
    format!("export default '{}';\n", base64(bytes)).into_bytes()
}

/// A string literal that is valid in JavaScript and JSON.
fn literal(text: &str) -> String {
    Value::from(text).to_string()
}

/// `package.json`: the members that `npm` requires; and for a person who is responsible for the
/// files on a government server, the origin of each file, its size, its size compressed by gzip
/// (both in bytes), and its digest.
fn package(files: &[(String, Vec<u8>)], origin: Origin<'_>) -> String {
    let listed = |(path, _): &&(String, Vec<u8>)| !path.contains('/') && !is_packed(path);
    let entry = |(path, bytes): &(String, Vec<u8>)| {
        let sizes = json!({
            "bytes": bytes.len(),
            "gzip": packed_size(path, bytes, files),
            "sha256": hexadecimal(bytes),
        });
        (path.clone(), sizes)
    };
    let Origin { version, commit, date } = origin;
    let package = json!({
        "name": "nianbao",
        "version": version,
        "description":
            "政府信息公开工作年度报告：在网页里填写、核对、导出和展示；也可以在 node 里核对和导出",
        "license": "MIT",
        "type": "module",
        "main": "./nianbao-node.js",
        "browser": "./nianbao.js",
        "types": "./nianbao.d.ts",
        "exports": {
            ".": {
                "types": "./nianbao.d.ts",
                "node": "./nianbao-node.js",
                "default": "./nianbao.js",
            },
            "./*": "./*",
        },
        "files": ["*.js", "*.wasm", "*.gz", "*.css", "*.d.ts", "example"],
        "sideEffects": ["./nianbao.js", "./nianbao-node.js"],
        "nianbao": {
            "commit": commit,
            "date": date,
            "built": "./build.sh of that commit gives these bytes",
            "files": files.iter().filter(listed).map(entry).collect::<Map<_, _>>(),
        },
    });
    format!("{package:#}\n")
}

/// The transferred size of a file: that of the compressed copy beside it, or else as a server
/// compresses it.
fn packed_size(path: &str, bytes: &[u8], files: &[(String, Vec<u8>)]) -> usize {
    let beside = files.iter().find(|(other, _)| other.strip_suffix(".gz") == Some(path));
    beside.map_or_else(|| packed::served_size(bytes), |(_, packed)| packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(wasm: &[u8]) -> Bound {
        Bound::new(wasm.to_vec(), "function (nianbaoHost) {}".to_owned()).unwrap()
    }

    fn assembled(script: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let (unpack, viewer) = (bound(b"unpack"), bound(b"viewer"));
        let (page, words, office) = (bound(&[6; 1000]), bound(&[8; 1000]), bound(&[7; 1000]));
        let files = [
            ("nianbao.js", script),
            ("element.js", ""),
            ("embed.css", "b{}"),
            ("README.md", "read"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let origin = Origin { version: "1.2.3", commit: "c0ffee", date: "2026-01-20" };
        let style = "a{}\n@media (max-width: 9px) { a{} }\n";
        let page = page::Parts {
            shell: "",
            style,
            instances: "var I;\n",
            boot: "",
            offline: "",
            unpack: &unpack,
            page: &page,
            words: &words,
            office: &office,
            fonts: "",
            served: None,
        };
        assemble(&Parts { page: &page, viewer: &viewer, files: &files, origin })
    }

    fn file(files: &[(String, Vec<u8>)], name: &str) -> String {
        let (_, bytes) = files.iter().find(|(path, _)| path == name).unwrap();
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn the_module_holds_everything_but_wasm() {
        let files =
            assembled("await fetch(a); import('./nianbao-page.js'); import.meta.url;\n").unwrap();
        let script = file(&files, "nianbao.js");
        assert!(script.starts_with("// nianbao 1.2.3 2026-01-20"));
        for piece in [
            "var I;\nconst GLUE = {\n",
            "page: function (nianbaoHost) {},\nwords: function (nianbaoHost) {},\n",
            "const STYLE = \"a{}\\n",
            "{ name: \"to-9\", least: 0, most: 9, css: \" a{} \\n\" },",
            "await fetch(a)",
        ] {
            assert!(script.contains(piece), "{piece} in {script}");
        }
        assert!(files.iter().all(|(path, _)| path != "embed.css"));
        assert_eq!(file(&files, "README.md"), "read");
    }

    #[test]
    fn each_wasm_file_has_a_twin() {
        let files = assembled("").unwrap();
        for (name, byte) in [("page", 6), ("words", 8), ("office", 7)] {
            let gzip = packed::gzipped(&[byte; 1000]).unwrap();
            assert_eq!(
                file(&files, &format!("nianbao-{name}.js")),
                format!("export default '{}';\n", base64(packed::unframed(&gzip)))
            );
            assert_eq!(file(&files, &format!("nianbao-{name}.wasm")).len(), 1000);
            let path = format!("nianbao-{name}.wasm.gz");
            let (_, packed) = files.iter().find(|(other, _)| *other == path).unwrap();
            assert_eq!(*packed, gzip);
        }
    }

    #[test]
    fn the_package_says_where_it_comes_from() {
        let package = file(&assembled("").unwrap(), "package.json");
        let package: Value = serde_json::from_str(&package).unwrap();
        assert_eq!(package["version"], "1.2.3");
        assert_eq!(package["nianbao"]["commit"], "c0ffee");
        let (sum, packed) = (hexadecimal(&[6; 1000]), packed::gzipped(&[6; 1000]).unwrap().len());
        let wanted = json!({ "bytes": 1000, "gzip": packed, "sha256": sum });
        assert_eq!(package["nianbao"]["files"]["nianbao-page.wasm"], wanted);
    }

    #[test]
    fn texts_are_written_as_javascript_reads_them() {
        assert_eq!(literal("\"\\\n年"), "\"\\\"\\\\\\n年\"");
    }
}
