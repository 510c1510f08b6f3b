//! The browser engines. Each is started so that it behaves as on a clerk's PC and writes only into
//! its own folder.

use crate::devtools::DevTools;
use crate::driver::Driver;
use crate::old::Release;
use crate::page::Page;
use crate::process::{Owned, Screen, free_port, wait_for_port};
use crate::webdriver::Session;
use crate::{places, programs, skipped};
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The window size of the PCs that the page is designed for.
pub const WINDOW: (u32, u32) = (1366, 768);

/// Preferences for what Firefox does by itself and geckodriver's recommended preferences would
/// switch off: first-run pages, questions at closing, requests to the vendor.
const FIREFOX_OFF: [&str; 18] = [
    "app.normandy.enabled",
    "browser.aboutwelcome.enabled",
    "browser.newtabpage.enabled",
    "browser.safebrowsing.blockedURIs.enabled",
    "browser.safebrowsing.downloads.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.safebrowsing.phishing.enabled",
    "browser.sessionstore.resume_from_crash",
    "browser.shell.checkDefaultBrowser",
    "browser.topsites.contile.enabled",
    "datareporting.policy.dataSubmissionEnabled",
    "dom.push.connection.enabled",
    "extensions.systemAddon.update.enabled",
    "extensions.update.enabled",
    "media.gmp-manager.updateEnabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "toolkit.telemetry.reportingpolicy.firstRun",
];

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver, on a virtual screen.
    WebKit,
    /// A Chromium of some years ago, driven by the DevTools protocol.
    Old(&'static Release),
}

/// The files of one simulated clerk: the browser's profile and the downloads folder. They outlive
/// the browser, so that a test can end one browser and start the next.
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// A new, empty profile and downloads folder.
    ///
    /// # Panics
    /// When the target folder cannot be written.
    pub fn new(engine: Engine) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{}-{count}", engine.name(), std::process::id());
        let folder = places::leavings().join("homes").join(name);
        let home = Self { folder };
        for folder in [home.profile(), home.downloads()] {
            std::fs::create_dir_all(folder).expect("the target folder can be written");
        }
        home
    }

    /// The browser's profile.
    pub fn profile(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// Where the browser saves files.
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// The file that receives what driver and browser print.
    pub fn log(&self) -> PathBuf {
        self.folder.join("driver.log")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The folder is kept after a failure, because the log shows the cause.
        if !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// The processes of one running browser; ended on drop.
pub struct Running {
    pub(crate) driver: Owned,
    // The screen is dropped after the driver, because a browser that loses its screen first prints
    // errors.
    _screen: Option<Screen>,
}

impl Engine {
    /// The current engines.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// A short name for files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
            Self::Old(release) => release.name,
        }
    }

    /// Whether a browser that is started again finds what the one before stored. WebKitGTK gives
    /// each automated session a storage of its own, in memory.
    pub fn keeps_profile(self) -> bool {
        self != Self::WebKit
    }

    /// Starts the browser with a new profile. Where it is not installed, the check is reported as
    /// skipped and the result is `None` (with `CI=true` it fails).
    pub fn start(self) -> Option<Page> {
        self.start_in(Home::new(self))
    }

    /// Starts the browser with a profile that was used before.
    ///
    /// # Panics
    /// When the browser is installed and does not start.
    pub fn start_in(self, home: Home) -> Option<Page> {
        let programs = match self.programs() {
            Ok(programs) => programs,
            Err(missing) => {
                skipped::skip(self.name(), &missing);
                return None;
            }
        };
        // A browser that was killed just now may hold its profile for a moment, and another test
        // may take the port that was free a moment ago.
        let mut reason = String::new();
        for attempt in 0..3 {
            match self.try_start(&programs, &home) {
                Ok((running, driver)) => return Some(Page::new(self, home, running, driver)),
                Err(why) => reason = why,
            }
            std::thread::sleep(Duration::from_millis(300 << attempt));
        }
        let log = std::fs::read_to_string(home.log()).unwrap_or_default();
        let tail: String = log
            .lines()
            .rev()
            .take(15)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .fold(String::new(), |all, line| all + line + "\n");
        panic!("{} does not start: {reason}\n{tail}", self.name());
    }

    fn try_start(
        self,
        programs: &Programs,
        home: &Home,
    ) -> Result<(Running, Box<dyn Driver>), String> {
        if let Self::Old(release) = self {
            let (browser, driver) = DevTools::start(release, &programs.browser, home)?;
            return Ok((Running { driver: browser, _screen: None }, Box::new(driver)));
        }
        let screen = if self == Self::WebKit { Some(Screen::find_or_start()?) } else { None };
        let port = free_port().map_err(|e| e.to_string())?;
        let mut command = Self::driver_command(&programs.driver, port, home);
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.display);
        }
        let mut driver = Owned::start(&mut command, &home.log())
            .map_err(|e| format!("the driver does not start: {e}"))?;
        wait_for_port("127.0.0.1", port, &mut driver, Duration::from_secs(20))
            .map_err(|why| format!("the driver: {why}"))?;
        let session =
            Session::begin(self.name(), port, self.capabilities(&programs.browser, home))?;
        Ok((Running { driver, _screen: screen }, Box::new(session)))
    }

    fn driver_command(driver: &Path, port: u16, home: &Home) -> Command {
        let mut command = Command::new(driver);
        command
            .current_dir(&home.folder)
            .env("HOME", &home.folder)
            .env("XDG_CONFIG_HOME", home.profile().join("config"));
        command
            .env("XDG_DATA_HOME", home.profile().join("data"))
            .env("XDG_CACHE_HOME", home.profile().join("cache"));
        // Without a D-Bus and an input method of the machine, keys arrive as they were sent.
        command
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_IM_MODULE", "gtk-im-context-simple")
            .env("LANG", "C.UTF-8")
            .env("TZ", "Asia/Shanghai");
        // Without this variable Firefox ignores the address of its remote settings below.
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        command.arg(format!("--port={port}"));
        command
            .env("MOZ_HEADLESS_WIDTH", WINDOW.0.to_string())
            .env("MOZ_HEADLESS_HEIGHT", WINDOW.1.to_string());
        command
    }

    fn capabilities(self, browser: &Path, home: &Home) -> Capabilities {
        let (profile, downloads) = (home.profile(), home.downloads());
        let mut value = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": browser,
                    "args": ["--headless=new", "--no-sandbox", "--disable-gpu",
                        "--disable-dev-shm-usage", "--disable-breakpad", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update",
                        "--lang=zh-CN",
                        // Switch off what Chromium would still look up by itself: time, hints,
                        // accounts and components (port 9 discards).
                        "--disable-features=NetworkTimeServiceQuerying,OptimizationHints",
                        "--gaia-url=http://127.0.0.1:9/",
                        "--component-updater=url-source=http://127.0.0.1:9/",
                        format!("--window-size={},{}", WINDOW.0, WINDOW.1),
                        format!("--user-data-dir={}", profile.display())],
                    "prefs": {
                        "download.default_directory": downloads,
                        "download.prompt_for_download": false,
                        // The page offers several files at once; Chromium must not block that as an
                        // attack.
                        "profile.default_content_setting_values.automatic_downloads": 1,
                        "safebrowsing.enabled": false,
                        // No search engine at the start, and no dictionary that is downloaded as
                        // soon as something is typed. Prefetching by pages stays allowed, as in a
                        // newly installed browser.
                        "session.restore_on_startup": 4,
                        "session.startup_urls": ["about:blank"],
                        "net.network_prediction_options": 0,
                    },
                },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": browser,
                    "args": ["-headless", "-profile", profile],
                    "prefs": {
                        // geckodriver's recommended preferences would switch off the rules for
                        // file:// pages that apply in a clerk's Firefox.
                        "remote.prefs.recommended": false,
                        "security.fileuri.strict_origin_policy": true,
                        "browser.download.dir": downloads,
                        "browser.download.folderList": 2,
                        "browser.download.useDownloadDir": true,
                        "browser.download.always_ask_before_handling_new_types": false,
                        "browser.download.alwaysOpenPanel": false,
                        "browser.download.manager.addToRecentDocs": false,
                        "browser.startup.homepage_override.mstone": "ignore",
                        "browser.startup.page": 0,
                        "toolkit.startup.max_resumed_crashes": -1,
                        "app.update.disabledForTesting": true,
                        "services.settings.server": "data:,#no-remote-settings/v1",
                        "browser.region.network.url": "",
                        "browser.newtabpage.activity-stream.unifiedAds.endpoint": "",
                        // A PDF file is only saved: the built-in viewer would look up its help
                        // page.
                        "pdfjs.disabled": true,
                        "telemetry.fog.test.localhost_port": -1,
                        "toolkit.telemetry.server": "data:,",
                        "intl.accept_languages": "zh-CN, zh",
                    },
                },
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": browser,
                    "args": ["--automation", "--enable-write-console-messages-to-stdout=true",
                        format!("--geometry={}x{}", WINDOW.0, WINDOW.1)],
                },
            }),
            // The DevTools protocol has no capabilities.
            Self::Old(_) => Value::Null,
        };
        if self == Self::Firefox {
            for name in FIREFOX_OFF {
                value["moz:firefoxOptions"]["prefs"][name] = json!(false);
            }
        }
        match value {
            Value::Object(map) => map.into_iter().collect(),
            _ => Capabilities::new(),
        }
    }

    fn programs(self) -> Result<Programs, String> {
        let (driver, browser, packages) = match self {
            Self::Old(release) => {
                let browser = release.program();
                (
                    browser.clone(),
                    browser,
                    "an old Chromium (tests/setup.sh unpacks it into target/tools/old)",
                )
            }
            Self::Chromium => (
                programs::find_any(&["chromedriver"]),
                programs::find_any(&["chromium", "chromium-browser", "google-chrome"]),
                "chromium and chromedriver (Debian: chromium chromium-driver)",
            ),
            Self::Firefox => (
                programs::find_any(&["geckodriver"]),
                programs::find_any(&["firefox-esr", "firefox"]),
                "firefox and geckodriver (Debian: firefox-esr; geckodriver into target/tools/bin)",
            ),
            Self::WebKit => (
                programs::find_any(&["WebKitWebDriver"]),
                programs::mini_browser().filter(|_| {
                    std::env::var_os("DISPLAY").is_some() || programs::find("Xvfb").is_some()
                }),
                "WebKitWebDriver, MiniBrowser and Xvfb (Debian: webkit2gtk-driver xvfb)",
            ),
        };
        match (driver, browser) {
            (Some(driver), Some(browser)) => Ok(Programs { driver, browser }),
            _ => Err(format!("not checked in this engine; it needs {packages}")),
        }
    }
}

struct Programs {
    driver: PathBuf,
    browser: PathBuf,
}
