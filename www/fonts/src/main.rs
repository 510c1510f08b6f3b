//! Makes the fonts that are embedded in `dist/index-with-fonts.html`, with their licences.
//!
//! In: the folder that `fetch.sh` has filled with fonts as their makers publish them. Out: a piece
//! of HTML, which the bundler puts into the page: one element for each face, with a font of the
//! characters that reports use, deflated and in base64, and one element with the licences. The same
//! inputs give the same bytes on every machine.
//!
//! ```text
//! sources (checked by digest) ─▶ characters ─▶ outline (thinned) ─▶ font ─▶ page
//! ```

mod characters;
mod font;
mod outline;
mod page;
mod sources;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("font-pack: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[PathBuf]) -> Result<()> {
    let [folder, html] = arguments else { bail!("usage: font-pack SOURCES FONTS.html") };
    // Each font is made in a thread of its own, because compression takes long.
    let made: Result<Vec<page::Packed>> = thread::scope(|scope| {
        let works: Vec<_> =
            sources::FONTS.iter().map(|source| scope.spawn(move || make(folder, source))).collect();
        works
            .into_iter()
            .map(|work| work.join().unwrap_or_else(|_| bail!("a font could not be made")))
            .collect()
    });
    let text = page::assemble(&made?, &sources::licences(folder)?);
    std::fs::write(html, text).with_context(|| format!("cannot write {}", html.display()))
}

fn make(folder: &Path, source: &sources::Font) -> Result<page::Packed> {
    let bytes = sources::read(folder, source.file, source.digest)?;
    let wanted = characters::of(source.latin);
    let font = font::cut(&bytes, source, &wanted).with_context(|| source.file.to_owned())?;
    let lacks: String = characters::hanzi()
        .into_iter()
        .filter(|c| !source.latin && !font.characters.contains(c))
        .collect();
    let packed = page::Packed {
        face: source.face,
        name: source.name,
        lacks,
        deflated: page::deflate(&font.bytes)?,
    };
    println!(
        "{:8} {:24} {:5} characters, {:8} bytes, {:8} deflated",
        packed.face,
        packed.name,
        font.characters.len(),
        font.bytes.len(),
        packed.deflated.len()
    );
    Ok(packed)
}
