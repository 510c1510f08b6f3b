//! Assembles the files of `dist/` from the wasm modules.
//!
//! In: the folder of `unpack.wasm`, `viewer.wasm`, `page.wasm`, `words.wasm` and `office.wasm` as
//! cargo makes them, the folder `www/`, and the commit and the date of the build from the
//! environment (`NIANBAO_COMMIT`, `NIANBAO_BUILD_DATE`). Out: `index.html` with everything inside,
//! `site/`, `embed/`, and `SHA256SUMS`; with the fonts that `font-pack` makes,
//! `index-with-fonts.html` too. The same inputs give the same bytes. Each form of the page has a
//! module: [`page`], [`site`], [`embed`].
//!
//! ```text
//! wasm ─▶ features ─▶ glue ─▶ packed ─▶ page ─▶ dist
//!                                  ├─▶ site ─▶ dist
//!                  narrow (style) ─┴─▶ embed ─▶ dist
//! ```

mod digest;
mod dist;
mod embed;
mod features;
mod glue;
mod narrow;
mod packed;
mod page;
mod site;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// The style sheets of the page in the order of their rules, of which a later one wins.
const STYLES: [&str; 7] = [
    "style.css",
    "form.css",
    "panel.css",
    "start.css",
    "dialogs.css",
    "screens.css",
    "preview.css",
];
/// The largest size in bytes that an office can carry on a full USB stick or send through an old
/// mail gateway.
const INDEX_BUDGET: usize = 4 * 1024 * 1024;
/// The largest size of the same page with fonts inside, in bytes.
const FONTS_BUDGET: usize = 18 * 1024 * 1024;
/// The largest size that a visitor of another site loads before the form is ready, in bytes as a
/// server sends them.
const PAGE_BUDGET: usize = 500 * 1024;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bundle: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[PathBuf]) -> Result<()> {
    let [modules, www, dist, fonts @ ..] = arguments else {
        bail!("usage: bundle MODULES WWW DIST [FONTS.html]");
    };
    let module = |name: &str, exports: &[&str]| {
        glue::bind(name, &read(&modules.join(format!("{name}.wasm")))?, exports)
    };
    let unpack = module("unpack", &["inflate"])?;
    let viewer = module("viewer", &["published"])?;
    let page = module(
        "page",
        &["start", "words_ready", "words_failed", "nianbao_take", "nianbao_show", "nianbao_leave"],
    )?;
    let words = module("words", &["read_words"])?;
    let office = module(
        "office",
        &[
            "read",
            "decode",
            "write",
            "pages",
            "prove",
            "digest",
            "archive",
            "inspect",
            "best_fonts",
            "manual",
        ],
    )?;
    let source = |name: &str| {
        let path = www.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let (instances, boot, offline) =
        (source("instances.js")?, source("boot.js")?, source("offline.js")?);
    let (shell, style) = (
        source("index.html")?,
        STYLES.into_iter().map(source).collect::<Result<Vec<_>>>()?.concat(),
    );
    let parts = page::Parts {
        shell: &shell,
        style: &style,
        instances: &instances,
        boot: &boot,
        offline: &offline,
        unpack: &unpack,
        page: &page,
        words: &words,
        office: &office,
        fonts: "",
        served: None,
    };
    let index = page::assemble(&parts)?;
    within_budget("index.html", index.len(), INDEX_BUDGET)?;
    let (commit, date) = (said("NIANBAO_COMMIT"), said("NIANBAO_BUILD_DATE"));
    let site = site::files(&parts, &www.join("site"), &date).context("site")?;
    for (name, bytes) in &site {
        within_budget(&format!("site/{name}"), bytes.len(), INDEX_BUDGET)?;
    }
    let mut files = vec![("index.html".to_owned(), index.into_bytes())];
    if let [fonts] = fonts {
        let fonts = std::fs::read_to_string(fonts)
            .with_context(|| format!("cannot read {}", fonts.display()))?;
        let page = page::assemble(&page::Parts { fonts: &fonts, ..parts })?;
        within_budget("index-with-fonts.html", page.len(), FONTS_BUDGET)?;
        files.push(("index-with-fonts.html".to_owned(), page.into_bytes()));
    }
    files.extend(site.into_iter().map(|(name, bytes)| (format!("site/{name}"), bytes)));
    within_budget(
        "embed/nianbao-page.wasm, by gzip",
        packed::served_size(&page.wasm),
        PAGE_BUDGET,
    )?;
    let origin = embed::Origin { version: env!("CARGO_PKG_VERSION"), commit: &commit, date: &date };
    let embed = embed::assemble(&embed::Parts {
        page: &parts,
        viewer: &viewer,
        files: &embed_sources(www)?,
        origin,
    })
    .context("embed")?;
    files.extend(embed.into_iter().map(|(name, bytes)| (format!("embed/{name}"), bytes)));
    dist::write(dist, &files)
}

/// The files of `embed/` besides the modules, by their paths there.
fn embed_sources(www: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut sources = folder(&www.join("embed"))?;
    sources.push(("example/index.html".to_owned(), read(&www.join("embed.html"))?));
    sources.push(("LICENSE".to_owned(), read(&www.join("../LICENSE"))?));
    Ok(sources)
}

/// A fact about the sources that `build.sh` passes in the environment.
fn said(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// All files in a folder, by their paths in it.
fn folder(root: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let (mut files, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                files.push((name, read(&path)?));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn within_budget(name: &str, size: usize, budget: usize) -> Result<()> {
    if size > budget {
        bail!("{name} has {size} bytes, {} more than its budget of {budget}", size - budget);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_fill_its_budget_and_no_more() {
        assert!(within_budget("index.html", 10, 10).is_ok());
        let refusal = within_budget("index.html", 11, 10).unwrap_err().to_string();
        assert_eq!(refusal, "index.html has 11 bytes, 1 more than its budget of 10");
    }
}
