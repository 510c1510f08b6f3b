//! Chromium of years ago, which offices still run inside 360, 奇安信 and UOS browsers: the releases
//! there are to test with.
//!
//! They come out of npm packages (`tests/old/package.json`) whose makers built them to run without
//! a screen; `tests/setup.sh` unpacks them.

use crate::places;
use std::path::PathBuf;

/// A release of Chromium.
#[derive(Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: u32,
    /// A short name for files and messages; also of the folder that it is unpacked into.
    pub name: &'static str,
}

/// The oldest that runs the page, those in which the wide-spread browsers of offices stopped, and
/// the last one that Windows 7 gets.
pub const RUNNING: [Release; 5] = [
    Release { version: 78, name: "chromium-78" },
    Release { version: 83, name: "chromium-83" },
    Release { version: 88, name: "chromium-88" },
    Release { version: 92, name: "chromium-92" },
    Release { version: 109, name: "chromium-109" },
];

/// One that is too old, and must say so.
pub const TOO_OLD: Release = Release { version: 67, name: "chromium-67" };

impl Release {
    /// The browser, if it was unpacked: into the folder `old` of `NIANBAO_TOOLS` or of
    /// `target/tools`.
    pub fn program(&self) -> Option<PathBuf> {
        let tools = std::env::var_os("NIANBAO_TOOLS")
            .map(PathBuf::from)
            .into_iter()
            .chain([places::target().join("tools")]);
        tools
            .map(|folder| folder.join("old").join(self.name).join("chromium"))
            .find(|file| file.is_file())
    }
}
