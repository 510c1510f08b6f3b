//! Makes the page an installable app for the web server of an office: a browser that opened it once
//! stores it, and opens it without the server from then on.
//!
//! In: the parts of the page, and the folder `www/site/`. Out: `index.html` with a policy that
//! allows a service worker from its own server, the worker, the files that make it installable, and
//! configurations for servers. `worker.js` explains how versions follow each other.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::digest::{base64, hexadecimal, integrity};
use crate::page::{self, Parts, Served};

const MANIFEST: &str = "manifest.webmanifest";

/// The configurations for servers: copied unchanged, fetched by no browser.
const RECIPES: [&str; 2] = ["nginx.conf", "web.config"];

/// The placeholder for the name of the build until it is known.
const UNNAMED: &str = "unnamed";

/// The files of the folder, by name. `date` is the date of the build, such as 2026-01-05, or empty.
///
/// # Errors
/// When a source is missing, or the manifest does not match its icons.
pub fn files(parts: &Parts<'_>, folder: &Path, date: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let bytes = |name: &str| {
        std::fs::read(folder.join(name))
            .with_context(|| format!("cannot read {}", folder.join(name).display()))
    };
    let text = |name: &str| String::from_utf8(bytes(name)?).with_context(|| name.to_owned());
    let (script, worker) = (text("site.js")?, text("worker.js")?);
    let style = parts.style.to_owned() + &text("site.css")?;

    let manifest = manifest(&text(MANIFEST)?, bytes).context(MANIFEST)?;
    let nameless = page::assemble(&Parts {
        style: &style,
        served: Some(Served { head: &head(UNNAMED), script: &script }),
        ..*parts
    })?;
    let build = build(&[&nameless, &manifest, &worker, date]);
    let index = nameless.replacen(&head(UNNAMED), &head(&build), 1);
    // The files that the worker stores.
    let mut files = vec![
        ("index.html".to_owned(), index.into_bytes()),
        (MANIFEST.to_owned(), manifest.into_bytes()),
    ];
    let worker = page::fill(
        "worker.js",
        &worker,
        &[("build", &build), ("date", date), ("files", &list(&files))],
    )?;
    files.push(("worker.js".to_owned(), worker.into_bytes()));
    for name in RECIPES {
        files.push((name.to_owned(), bytes(name)?));
    }
    Ok(files)
}

/// A name for this build. Any difference, also in the worker itself, gives another name: two builds
/// must never share what the browser stores.
fn build(everything: &[&str]) -> String {
    let digests: String = everything.iter().map(|text| hexadecimal(text.as_bytes())).collect();
    hexadecimal(digests.as_bytes())[..16].to_owned()
}

/// The elements in the head of a page from a server.
fn head(build: &str) -> String {
    format!(
        "\n<meta name=\"nianbao-build\" content=\"{build}\">\n\
            <meta name=\"theme-color\" content=\"#1d4f91\">\n\
            <link rel=\"manifest\" href=\"{MANIFEST}\">"
    )
}

/// The name and digest of each file, as JSON inside a string of JavaScript.
fn list(files: &[(String, Vec<u8>)]) -> String {
    let pairs: Vec<Value> =
        files.iter().map(|(name, bytes)| json!([name, integrity(bytes)])).collect();
    Value::from(pairs).to_string()
}

/// The manifest with its icons embedded: the policy of the page permits no picture from elsewhere,
/// not even from its own server.
///
/// # Errors
/// When it is not JSON, or an icon is not a picture of the declared size.
fn manifest(text: &str, picture: impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(text)?;
    for icon in manifest["icons"].as_array_mut().context("it has no icons")? {
        let name = icon["src"].as_str().context("an icon has no src")?.to_owned();
        let bytes = picture(&name)?;
        let (width, height) = png_size(&bytes).with_context(|| format!("{name} is no PNG"))?;
        ensure!(
            icon["sizes"] == format!("{width}x{height}").as_str(),
            "{name} is {width} by {height}, not {}",
            icon["sizes"]
        );
        icon["src"] = format!("data:image/png;base64,{}", base64(&bytes)).into();
    }
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// Width and height, from the first chunk of a PNG file.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glue::Bound;

    const SHELL: &str = "{{policy}}{{head}}{{style}}{{glue}}{{unpack}}{{page}}{{offline}}\
        {{boot}}{{site}}{{words}}{{office}}{{fonts}}";

    /// The files as text, of a page with this style.
    fn made(style: &str, date: &str) -> Vec<(String, String)> {
        let module = Bound::new(b"module".to_vec(), "function () {}".to_owned()).unwrap();
        let (shell, instances, boot, offline) = (SHELL, "", "", "");
        let parts = Parts {
            shell,
            style,
            instances,
            boot,
            offline,
            unpack: &module,
            page: &module,
            words: &module,
            office: &module,
            fonts: "",
            served: None,
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../site");
        files(&parts, &folder, date)
            .unwrap()
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
            .collect()
    }

    fn build_of(files: &[(String, String)]) -> &str {
        files[0]
            .1
            .split("name=\"nianbao-build\" content=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
    }

    #[test]
    fn the_worker_knows_the_files_and_the_page_its_build() {
        let files = made("main{}", "2026-01-05");
        let names: Vec<_> = files.iter().map(|file| file.0.as_str()).collect();
        assert_eq!(
            names,
            ["index.html", "manifest.webmanifest", "worker.js", "nginx.conf", "web.config"]
        );
        let worker = &files[2].1;
        assert!(worker.contains(&format!(
            "const BUILD = '{}';\nconst DATE = '2026-01-05';",
            build_of(&files)
        )));
        for (name, text) in &files[..2] {
            assert!(
                worker.contains(&format!("[\"{name}\",\"{}\"]", integrity(text.as_bytes()))),
                "{name}"
            );
        }
    }

    #[test]
    fn whatever_differs_makes_another_build() {
        let builds = [made("a{}", ""), made("b{}", ""), made("a{}", "2026-01-05")];
        let names = builds.each_ref().map(|files| build_of(files));
        assert!(
            names[0] != names[1]
                && names[0] != names[2]
                && names.iter().all(|name| name.len() == 16)
        );
        assert_eq!(builds[0], made("a{}", ""));
    }

    #[test]
    fn icons_travel_inside_the_manifest_and_are_what_it_says() {
        let png = |_: &str| Ok(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03".to_vec());
        let text =
            |size: &str| format!("{{\"icons\":[{{\"src\":\"a.png\",\"sizes\":\"{size}\"}}]}}");
        assert!(
            manifest(&text("2x3"), png)
                .unwrap()
                .contains("\"src\": \"data:image/png;base64,iVBORw0KGgo")
        );
        assert_eq!(
            manifest(&text("3x3"), png).unwrap_err().to_string(),
            "a.png is 2 by 3, not \"3x3\""
        );
        assert_eq!(
            manifest(&text("2x3"), |_| Ok(b"GIF89a".to_vec())).unwrap_err().to_string(),
            "a.png is no PNG"
        );
    }
}
