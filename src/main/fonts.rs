//! Finds the fonts for a PDF file: those that the command names, and for the other faces those of
//! the system.

use nianbao::export::FontFile;
use nianbao::layout::Face;
use nianbao::layout::font::known::{self, Fit, KnownFont};
use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The depth to which folders are searched for fonts.
const DEPTH: usize = 6;

/// The options of the command about fonts.
#[derive(Default)]
pub struct FontArguments {
    /// The values of `--font` as written: `仿宋=文件`, `fang=文件`, or `fang=文件#1` for the second font of
    /// a collection.
    pub named: Vec<OsString>,
    /// Whether characters may be taken from another font (`--stand-in`).
    pub stand_in: bool,
}

/// A font that was read.
pub struct LoadedFont {
    face: Face,
    bytes: Arc<Vec<u8>>,
    index: Option<u32>,
    /// The file, if its font is not of the design that official papers require.
    stands_in: Option<PathBuf>,
}

/// Finds the fonts for a file: those that are named, and for the other faces those of the system.
pub fn find(named: &[OsString]) -> Result<Vec<LoadedFont>, String> {
    let mut found = named.iter().map(given).collect::<Result<Vec<LoadedFont>, String>>()?;
    let missing = |face: Face, found: &[LoadedFont]| !found.iter().any(|font| font.face == face);
    if Face::ALL.into_iter().all(|face| !missing(face, &found)) {
        return Ok(found);
    }
    let mut files = Vec::new();
    for folder in folders() {
        list(&folder, DEPTH, &mut files);
    }
    files.sort();
    let mut read: Vec<(PathBuf, Arc<Vec<u8>>)> = Vec::new();
    for face in Face::ALL {
        if !missing(face, &found) {
            continue;
        }
        let pick = |known: &KnownFont| {
            known
                .files
                .iter()
                .find_map(|name| files.iter().find(|file| is_named(file, name)))
                .cloned()
        };
        let Some((file, fit)) =
            known::fitting(face).find_map(|(known, fit)| Some((pick(known)?, fit)))
        else {
            continue;
        };
        let bytes = match read.iter().find(|(path, _)| *path == file) {
            Some((_, bytes)) => Arc::clone(bytes),
            None => Arc::new(font_bytes(&file)?),
        };
        read.push((file.clone(), Arc::clone(&bytes)));
        found.push(LoadedFont {
            face,
            bytes,
            index: None,
            stands_in: (fit == Fit::Near).then_some(file),
        });
    }
    // Latin letters do not need a font of their own, because the Chinese fonts have them.
    match Face::ALL.into_iter().find(|face| *face != Face::Latin && missing(*face, &found)) {
        Some(face) => Err(format!(
            "本机找不到{name}字体。请用 --font {name}=字体文件 指定一个（.ttf、.otf 或 .ttc）；\
             Windows 的字体在 C:\\Windows\\Fonts 里。",
            name = face.name()
        )),
        None => Ok(found),
    }
}

/// The fonts in the form that an export takes.
pub fn files(found: &[LoadedFont]) -> Vec<FontFile<'_>> {
    found
        .iter()
        .map(|font| FontFile { face: font.face, bytes: &font.bytes, index: font.index })
        .collect()
}

/// A sentence about the fonts that substitute for others; `None` if there are none.
pub fn stand_ins(found: &[LoadedFont]) -> Option<String> {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let list: Vec<String> = found
        .iter()
        .filter_map(|font| {
            font.stands_in.as_ref().map(|path| format!("{}（{}）", font.face.name(), name(path)))
        })
        .collect();
    let sentence = || {
        format!(
            "本机没有公文用的下列字体，PDF 里用相近的代替：{}。有原字体的，请用 --font 字体=文件 指定。",
            list.join("、")
        )
    };
    (!list.is_empty()).then(sentence)
}

/// Reads a font that the command names.
fn given(argument: &OsString) -> Result<LoadedFont, String> {
    let text = argument.to_string_lossy();
    let names = || Face::ALL.map(Face::name).join("、");
    let (face, file) = text.split_once('=').ok_or_else(|| {
        format!("--font 要写成 字体=文件，例如 --font 仿宋=simfang.ttf；字体可以是{}。", names())
    })?;
    let face = Face::parse(face)
        .ok_or_else(|| format!("--font 没有“{face}”这种字体；可以是{}。", names()))?;
    let numbered =
        file.rsplit_once('#').and_then(|(path, number)| Some((path, number.parse().ok()?)));
    let (path, index) = if Path::new(file).exists() {
        (file, None)
    } else {
        numbered.map_or((file, None), |(path, number)| (path, Some(number)))
    };
    let bytes = font_bytes(Path::new(path))?;
    Ok(LoadedFont { face, bytes: Arc::new(bytes), index, stands_in: None })
}

/// Reads the bytes of a font. The largest collections of Chinese fonts have about 150 MB.
fn font_bytes(file: &Path) -> Result<Vec<u8>, String> {
    const LARGEST: u64 = 256 << 20;
    let mut bytes = Vec::new();
    let opened =
        File::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes));
    match opened {
        Ok(size) if size as u64 > LARGEST => {
            Err(format!("{}：超过 256 MB，不会是字体文件。", file.display()))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("{}：读不了这个字体文件（{error}）。", file.display())),
    }
}

/// The folders in which systems keep fonts.
fn folders() -> Vec<PathBuf> {
    let home = |variable: &str, below: &str| {
        env::var_os(variable).map(|folder| PathBuf::from(folder).join(below))
    };
    let of_user = [
        home("WINDIR", "Fonts"),
        home("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
        home("HOME", ".fonts"),
        home("HOME", ".local/share/fonts"),
        home("HOME", "Library/Fonts"),
    ];
    let of_system = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/opt/kingsoft/wps-office/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    of_user.into_iter().flatten().chain(of_system.map(PathBuf::from)).collect()
}

/// Lists the files in a folder and in the folders below it.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                list(&path, depth - 1, files);
            }
        } else {
            files.push(path);
        }
    }
}

fn is_named(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|own| own.to_string_lossy().eq_ignore_ascii_case(name))
}
