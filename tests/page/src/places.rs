//! Where things are: the repository, the built page, what tests leave behind.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the crate lies two folders below the top of the repository")
}

/// The folder that cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), |folder| repository().join(folder))
}

/// What tests leave for people to look at: screenshots, downloads, logs of failed runs.
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

/// The folder for other people's pages, beside the page under test.
pub fn built_embed() -> PathBuf {
    built_page().with_file_name("embed")
}

/// The page with fonts inside, as `./build.sh fonts` makes it.
pub fn built_with_fonts() -> PathBuf {
    repository().join("dist/index-with-fonts.html")
}

/// The folder for servers under test.
pub fn built_site() -> PathBuf {
    repository().join("dist/site")
}

/// A small page of our own that follows the same contract: what the machinery is tried on.
pub fn practice_page() -> PathBuf {
    repository().join("tests/page/practice/index.html")
}
