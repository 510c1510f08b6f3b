//! The paths of the repository, of the built page and of test artifacts.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the crate lies two folders below the top of the repository")
}

/// The target folder of cargo.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), |folder| repository().join(folder))
}

/// The folder of test artifacts for people: screenshots, downloads, logs of failed runs.
pub fn leavings() -> PathBuf {
    let folder = target().join("page");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// The page under test: `NIANBAO_PAGE` if set, else `dist/index.html`.
pub fn built_page() -> PathBuf {
    std::env::var_os("NIANBAO_PAGE")
        .map_or_else(|| repository().join("dist/index.html"), |file| repository().join(file))
}

/// The built folder for embedding the page into other pages, beside the page under test.
pub fn built_embed() -> PathBuf {
    built_page().with_file_name("embed")
}

/// The page with embedded fonts, as `./build.sh fonts` makes it.
pub fn built_with_fonts() -> PathBuf {
    repository().join("dist/index-with-fonts.html")
}

/// The built folder for web servers.
pub fn built_site() -> PathBuf {
    repository().join("dist/site")
}

/// A small page that follows the same contract; the test machinery is tried on it.
pub fn practice_page() -> PathBuf {
    repository().join("tests/page/practice/index.html")
}
