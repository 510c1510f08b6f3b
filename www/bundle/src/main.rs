//! Turns the wasm modules into what `dist/` holds.
//!
//! In: the folder of `unpack.wasm`, `page.wasm` and `office.wasm` as cargo makes them, the folder `www/`, and the date of the build from the
//! environment (`NIANBAO_BUILD_DATE`). Out: `index.html` with everything inside, `site/`, and `SHA256SUMS`; with the fonts that `font-pack`
//! makes, `index-with-fonts.html` too.
//! The same inputs give the same bytes. Each further form of the page (a folder to embed) is one more module beside [`page`] and [`site`].
//!
//! ```text
//! wasm ─▶ features ─▶ glue ─▶ syntax (refuses) ─▶ page ─▶ dist
//!                                                  └─▶ site ─▶ dist
//! ```

mod digest;
mod dist;
mod features;
mod glue;
mod page;
mod site;
mod syntax;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// What an office may have to carry on a full USB stick or send through an old mail gateway.
const INDEX_BUDGET: usize = 3 * 1024 * 1024;
/// What the same page may have with fonts inside.
const FONTS_BUDGET: usize = 16 * 1024 * 1024;

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
    let module = |name: &str, exports: &[&str]| glue::bind(name, &read(&modules.join(format!("{name}.wasm")))?, exports);
    let unpack = module("unpack", &["inflate"])?;
    let page = module("page", &["start"])?;
    let office = module("office", &["read", "write", "pages", "prove", "archive", "inspect"])?;
    let source = |name: &str| {
        let path = www.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let old_script = |name: &str| {
        let script = source(name)?;
        syntax::check(&script, syntax::Oldest::InternetExplorer11).with_context(|| name.to_owned())?;
        Ok::<_, anyhow::Error>(script)
    };
    let (instances, boot) = (old_script("instances.js")?, old_script("boot.js")?);
    let offline = source("offline.js")?;
    syntax::check_attempts(&offline).context("offline.js")?;

    let (shell, style) = (source("index.html")?, source("style.css")?);
    let parts = page::Parts {
        shell: &shell,
        style: &style,
        instances: &instances,
        boot: &boot,
        offline: &offline,
        unpack: &unpack,
        page: &page,
        office: &office,
        fonts: "",
        served: None,
    };
    let index = page::assemble(&parts)?;
    within_budget("index.html", index.len(), INDEX_BUDGET)?;
    let date = std::env::var("NIANBAO_BUILD_DATE").unwrap_or_default();
    let site = site::files(&parts, &www.join("site"), &date).context("site")?;
    for (name, bytes) in &site {
        within_budget(&format!("site/{name}"), bytes.len(), INDEX_BUDGET)?;
    }
    let mut files = vec![("index.html".to_owned(), index.into_bytes())];
    if let [fonts] = fonts {
        let fonts = std::fs::read_to_string(fonts).with_context(|| format!("cannot read {}", fonts.display()))?;
        let page = page::assemble(&page::Parts { fonts: &fonts, ..parts })?;
        within_budget("index-with-fonts.html", page.len(), FONTS_BUDGET)?;
        files.push(("index-with-fonts.html".to_owned(), page.into_bytes()));
    }
    files.extend(site.into_iter().map(|(name, bytes)| (format!("site/{name}"), bytes)));
    dist::write(dist, &files)
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
