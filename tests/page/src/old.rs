//! The releases of old Chromium that the page is tested with. Offices still run them inside 360,
//! 奇安信 and UOS browsers.
//!
//! They are taken from npm packages (`tests/old/package.json`) that contain headless builds;
//! `tests/setup.sh` unpacks them.

use crate::places;
use std::path::PathBuf;

/// A release of Chromium.
#[derive(Debug, PartialEq, Eq)]
pub struct Release {
    /// The major version.
    pub version: u32,
    /// A short name for files and messages; also the name of the folder with the browser.
    pub name: &'static str,
}

/// The oldest release that runs the page, the releases on which browsers that are common in offices
/// are based, and the last release for Windows 7.
pub const RUNNING: [Release; 5] = [
    Release { version: 78, name: "chromium-78" },
    Release { version: 83, name: "chromium-83" },
    Release { version: 88, name: "chromium-88" },
    Release { version: 92, name: "chromium-92" },
    Release { version: 109, name: "chromium-109" },
];

/// A release that is too old; the page must say so.
pub const TOO_OLD: Release = Release { version: 67, name: "chromium-67" };

impl Release {
    /// The browser, if it was unpacked into the folder `old` of `NIANBAO_TOOLS` or of
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
