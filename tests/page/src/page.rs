//! A page in a running browser: it is opened from disk, read and clicked. A failing step ends the
//! test with a sentence.

use crate::driver::Driver;
use crate::engine::{Engine, Home, Running};
use crate::{places, skipped};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a page may take for what it was asked to do. The limit is generous, since the machine
/// may be running three other tests.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// A page in a browser.
pub struct Page {
    /// The engine that shows it.
    pub engine: Engine,
    // Fields are dropped in this order: the session ends before the processes, and those before
    // their folder.
    driver: Box<dyn Driver>,
    running: Running,
    home: Home,
    /// A selector of the element in whose shadow tree the page lives; `None` is the document.
    within: RefCell<Option<String>>,
}

impl Page {
    pub(crate) fn new(
        engine: Engine,
        home: Home,
        running: Running,
        driver: Box<dyn Driver>,
    ) -> Self {
        let page = Self { engine, driver, running, home, within: RefCell::new(None) };
        page.fit_window();
        page
    }

    /// Gives the window the inner size of the small screen that a clerk has. The outer size is
    /// adjusted, because bars differ between engines.
    fn fit_window(&self) {
        let (width, height) = crate::engine::WINDOW;
        self.set_window(width, height);
        let inner = self.js("return [window.innerWidth, window.innerHeight]", &[]);
        let missing = |index: usize, wanted: u32| {
            wanted
                .saturating_sub(u32::try_from(inner[index].as_u64().unwrap_or(0)).unwrap_or(wanted))
        };
        self.set_window(width + missing(0, width), height + missing(1, height));
    }

    /// Sets the outer size of the window.
    pub fn set_window(&self, width: u32, height: u32) {
        // A screen without a window manager may refuse; the page then keeps the size that it was
        // started with.
        let _ = self.driver.resize(width, height);
    }

    pub(crate) fn driver(&self) -> &dyn Driver {
        self.driver.as_ref()
    }

    /// Sends a command of the DevTools protocol; Chromium only.
    ///
    /// # Errors
    /// When the browser refuses the command, or is not Chromium.
    pub fn devtools(&self, command: &str, arguments: &Value) -> Result<Value, String> {
        self.driver.devtools(command, arguments)
    }

    /// The accessible name of the first element that matches, as the engine computes it.
    ///
    /// # Errors
    /// When no element matches, or the engine does not answer.
    pub fn label(&self, selector: &str) -> Result<String, String> {
        self.driver.label(selector)
    }

    /// Sets the inner size of the window as nearly as the engine permits, and returns the actual
    /// width.
    pub fn set_inside(&self, width: u32, height: u32) -> u64 {
        let exactly =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        if self.driver.devtools("Emulation.setDeviceMetricsOverride", &exactly).is_err() {
            self.set_window(width, height);
        }
        // Some engines answer before they are done, and none is narrower than its window lets it:
        // the size has come to rest when it stays.
        let inside = || self.js("return [window.innerWidth, window.innerHeight]", &[]);
        let (mut last, mut stays) = (Value::Null, 0);
        while stays < 4 {
            let now = inside();
            stays = if now == last { stays + 1 } else { 0 };
            last = now;
            std::thread::sleep(Duration::from_millis(100));
        }
        last[0].as_u64().unwrap_or(0)
    }

    /// Opens a file from disk and waits until the page is ready.
    ///
    /// # Panics
    /// When it is not ready in time.
    pub fn open(&self, file: &Path) {
        self.show(file);
        self.wait_ready();
    }

    /// Opens a file from disk, without waiting for the page.
    ///
    /// # Panics
    /// When the browser cannot open it.
    pub fn show(&self, file: &Path) {
        let url = url::Url::from_file_path(file)
            .unwrap_or_else(|()| panic!("{} is no absolute path", file.display()));
        self.driver.go(url.as_str()).unwrap_or_else(|e| panic!("cannot open {url}: {e}"));
    }

    /// Opens the page under test. Where it was not built, the check is reported as skipped and the
    /// result is `false` (with `CI=true` it fails).
    pub fn open_built(&self) -> bool {
        let file = places::built_page();
        if !file.is_file() {
            skipped::skip("the page", &format!("{} is not there; run ./build.sh", file.display()));
            return false;
        }
        self.open(&file);
        true
    }

    /// Opens a URL and waits until the page is ready.
    ///
    /// # Panics
    /// When it is not ready in time.
    pub fn visit(&self, url: &str) {
        self.driver.go(url).unwrap_or_else(|e| panic!("cannot open {url}: {e}"));
        self.wait_ready();
    }

    /// Opens a URL, without waiting for the page.
    ///
    /// # Panics
    /// When the browser refuses.
    pub fn go_to(&self, url: &str) {
        self.driver.go(url).unwrap_or_else(|e| panic!("cannot open {url}: {e}"));
    }

    /// From now on looks into the shadow tree of the first element that matches, or into the
    /// document again.
    pub fn look_into(&self, host: Option<&str>) {
        self.driver.look_into(host);
        self.within.replace(host.map(str::to_owned));
    }

    /// Goes into a frame of the page, or back to the document around it.
    ///
    /// # Panics
    /// When there is no such frame.
    pub fn enter_frame(&self, selector: Option<&str>) {
        self.driver
            .enter_frame(selector)
            .unwrap_or_else(|e| panic!("cannot go to {selector:?}: {e}"));
    }

    /// Loads the page again, as F5 does.
    pub fn reload(&self) {
        self.driver.reload().unwrap_or_else(|e| panic!("cannot reload: {e}"));
        self.wait_ready();
    }

    /// Loads the page again as its own script would. This goes through the service worker of a
    /// site, as F5 does, while Firefox's driver bypasses the worker when it reloads.
    pub fn load_anew(&self) {
        self.js("window.nbBefore = true; location.reload()", &[]);
        self.wait_until("another page is there", || {
            self.try_js("return window.nbBefore === undefined", &[]) == Ok(json!(true))
        });
        self.wait_ready();
    }

    /// Waits until the page can be used.
    pub fn wait_ready(&self) {
        self.wait_until("the page is ready", || self.has("html[data-ready=\"1\"]"));
        self.listen_for_complaints();
    }

    /// Waits until a condition holds.
    ///
    /// # Panics
    /// When it does not hold in time; the message says what was waited for.
    #[track_caller]
    pub fn wait_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(
                start.elapsed() < PATIENCE,
                "{}: waited {PATIENCE:?} in vain until {what}. The page says: {:?}. Complaints: \
                    {:?}",
                self.engine.name(),
                self.message(),
                self.complaints()
            );
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    /// Waits until every timer of the page that is due within `pause` has fired, by a timer of the
    /// page's own: timers fire in the order in which they are due, however busy the machine is. Use
    /// it before a check that a timer of the page has not changed anything.
    ///
    /// # Panics
    /// When the page is left meanwhile.
    #[track_caller]
    pub fn let_timers_fire(&self, pause: Duration) {
        let pause = u64::try_from(pause.as_millis()).expect("a short pause");
        self.js("return new Promise(done => setTimeout(done, arguments[0]))", &[json!(pause)]);
    }

    /// Continues the report that was being edited when the page was last left, where the start
    /// screen asks first.
    pub fn resume(&self) {
        let form = "[data-act=\"go\"][data-part=\"info\"]";
        let ask = "button[data-act=\"continue\"]";
        self.wait_until("the report is open again, or offered", || {
            self.shows(form) || self.shows(ask)
        });
        if !self.shows(form) {
            self.click_on(ask);
            self.wait_until("the report is open again", || self.shows(form));
        }
    }

    /// Runs a script in the page; `arguments[0]` and so on are the arguments.
    ///
    /// # Panics
    /// When the script throws.
    #[track_caller]
    pub fn js(&self, script: &str, arguments: &[Value]) -> Value {
        self.try_js(script, arguments).unwrap_or_else(|e| panic!("script failed: {e}\n{script}"))
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When the script throws, or there is no page to run it in.
    pub fn try_js(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.driver.run(script, arguments)
    }

    /// Runs a script that searches from the root of the page, which may be a shadow tree.
    pub(crate) fn look(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        let within = self.within.borrow();
        let Some(host) = within.as_deref() else { return self.try_js(script, arguments) };
        let from = format!("document.querySelector({}).shadowRoot", json!(host));
        let names = ["querySelector", "getElementById", "activeElement"];
        let script = names.iter().fold(script.to_owned(), |script, name| {
            script.replace(&format!("document.{name}"), &format!("{from}.{name}"))
        });
        self.try_js(&script, arguments)
    }

    #[track_caller]
    pub(crate) fn must_look(&self, script: &str, arguments: &[Value]) -> Value {
        self.look(script, arguments).unwrap_or_else(|e| panic!("script failed: {e}\n{script}"))
    }

    /// Whether an element in the page matches the selector.
    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// How many elements in the page match the selector.
    pub fn count(&self, selector: &str) -> usize {
        let count =
            self.look("return document.querySelectorAll(arguments[0]).length", &[json!(selector)]);
        count.ok().and_then(|n| n.as_u64()).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }

    /// Whether an element that matches is laid out and visible.
    pub fn shows(&self, selector: &str) -> bool {
        let script = "return [...document.querySelectorAll(arguments[0])]\
            .some(e => e.getClientRects().length > 0)";
        self.look(script, &[json!(selector)]) == Ok(Value::Bool(true))
    }

    /// Opens the closed `details` element around the first element that matches, as a person would:
    /// by a click on its summary.
    fn unfold(&self, selector: &str) {
        let script = "const e = document.querySelector(arguments[0]), d = e
            && e.closest('details:not([open])');
            if (!d || d.querySelector('summary').contains(e)) return false;
            d.querySelector('summary').setAttribute('data-unfold', ''); return true";
        if self.look(script, &[json!(selector)]) == Ok(Value::Bool(true)) {
            self.driver
                .click("summary[data-unfold]")
                .unwrap_or_else(|e| panic!("cannot unfold {selector}: {e}"));
            self.must_look(
                "document.querySelector('[data-unfold]').removeAttribute('data-unfold')",
                &[],
            );
        }
    }

    /// Clicks the first element that matches, with the mouse.
    #[track_caller]
    pub fn click_on(&self, selector: &str) {
        self.unfold(selector);
        // An element that is being redrawn cannot be clicked for a moment.
        self.wait_until(&format!("{selector} can be clicked"), || {
            self.shows(selector) && self.driver.click(selector).is_ok()
        });
    }

    /// Clicks the button whose act is `act`.
    #[track_caller]
    pub fn click(&self, act: &str) {
        self.click_on(&format!("button[data-act=\"{act}\"]"));
    }

    /// Goes to a part of the report by the navigation, and waits until it is the current one.
    #[track_caller]
    pub fn go(&self, part: &str) {
        let link = format!("[data-act=\"go\"][data-part=\"{part}\"]");
        self.click_on(&link);
        self.wait_until(&format!("part {part} is open"), || {
            self.has(&format!("{link}[aria-current=\"true\"]"))
        });
    }

    /// What the first matching element shows: the value of a field, else its text.
    ///
    /// # Panics
    /// When no element matches.
    #[track_caller]
    pub fn value(&self, selector: &str) -> String {
        let script = "const e = document.querySelector(arguments[0]); \
            return e && ('value' in e && e.tagName !== 'BUTTON' ? e.value : e.textContent)";
        let value = self.must_look(script, &[json!(selector)]);
        value.as_str().unwrap_or_else(|| panic!("no {selector} in the page")).to_owned()
    }

    /// The content of a cell of a table.
    #[track_caller]
    pub fn cell(&self, id: &str) -> String {
        self.value(&format!("[data-cell=\"{id}\"]"))
    }

    /// All cells in the page with their content, in the order of the page.
    pub fn cells(&self) -> Vec<(String, String)> {
        let script = "return [...document.querySelectorAll('[data-cell]')]\
            .map(e => [e.dataset.cell, 'value' in e ? e.value : e.textContent])";
        let pairs = self.must_look(script, &[]);
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        pairs
            .as_array()
            .into_iter()
            .flatten()
            .map(|pair| (text(&pair[0]), text(&pair[1])))
            .collect()
    }

    /// The name of the cell, field or prose part that has the focus.
    pub fn focused(&self) -> String {
        let script = "const e = document.activeElement; return e ? e.dataset.cell \
            || e.dataset.field || e.dataset.prose || e.dataset.act || e.tagName : ''";
        self.must_look(script, &[]).as_str().unwrap_or_default().to_owned()
    }

    /// The paragraphs of a prose editor, with its headings, as plain text.
    pub fn paragraphs(&self, part: &str) -> Vec<String> {
        let script =
            "return [...document.querySelector(arguments[0]).children].map(e => e.textContent)";
        texts(&self.must_look(script, &[json!(format!("[data-prose=\"{part}\"]"))]))
    }

    /// The text of the dialog and of the last message of the page.
    pub fn message(&self) -> String {
        let text = self.look(
            "return ['#nb-dialog', '#nb-message'].map(s => document.querySelector(s))\
                .filter(e => e).map(e => e.textContent).join(' ')",
            &[],
        );
        text.ok().and_then(|t| t.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The text of the page about where the report is kept.
    pub fn saved(&self) -> String {
        self.value("#nb-saved")
    }

    /// The findings that the page shows: rule, severity, text.
    pub fn findings(&self) -> Vec<(String, String, String)> {
        let script = "return [...document.querySelectorAll('#nb-findings [data-finding]')]\
            .map(e => [e.dataset.rule, e.dataset.severity, e.textContent])";
        let rows = self.must_look(script, &[]);
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        rows.as_array()
            .into_iter()
            .flatten()
            .map(|row| (text(&row[0]), text(&row[1]), text(&row[2])))
            .collect()
    }

    /// Gives a file to the page, as the file dialog of the browser would.
    pub fn choose_file(&self, file: &Path) {
        self.choose_files("nb-file", &[file]);
    }

    /// Gives files to the file input with this id, as the file dialog of the browser would.
    pub fn choose_files(&self, field: &str, files: &[&Path]) {
        self.driver
            .choose(&format!("input[type=file]#{field}"), files)
            .unwrap_or_else(|e| panic!("cannot choose {files:?}: {e}"));
    }

    /// Writes a picture of the window into the target folder, for people.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = places::leavings().join(format!("{name}-{}.png", self.engine.name()));
        let picture = self.driver.picture().unwrap_or_else(|e| panic!("no screenshot: {e}"));
        std::fs::write(&file, picture)
            .unwrap_or_else(|e| panic!("cannot write {}: {e}", file.display()));
        file
    }

    /// The files of the simulated clerk.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Ends the browser as a power cut would, and starts it again with the profile that is on the
    /// disk; no page is open then. Only for engines that keep their profile.
    #[must_use]
    pub fn kill_and_restart(self) -> Self {
        let Self { driver, running, home, engine, .. } = self;
        assert!(engine.keeps_profile(), "{} keeps no profile", engine.name());
        running.driver.kill_descendants();
        drop(running);
        drop(driver);
        engine.start_in(home).unwrap_or_else(|| panic!("{} was there a moment ago", engine.name()))
    }

    /// Opens a second, empty tab and switches to it; returns the handle of the tab before.
    pub fn second_tab(&self) -> String {
        self.driver.second_tab().unwrap_or_else(|e| panic!("no second tab: {e}"))
    }

    /// Switches to another tab; returns the handle of the tab before.
    pub fn go_to_tab(&self, tab: &str) -> String {
        self.driver.go_to_tab(tab).unwrap_or_else(|e| panic!("cannot go to the other tab: {e}"))
    }

    /// Closes the tab as a person does, and leaves another, empty one open.
    pub fn close_tab(&self) {
        self.driver.next_tab().unwrap_or_else(|e| panic!("cannot close the tab: {e}"));
    }

    /// Closes the browser in the regular way, as a person closes its window, and returns the
    /// profile.
    pub fn quit(self) -> Home {
        let Self { driver, running, home, .. } = self;
        driver.close();
        drop(running);
        home
    }
}

/// The strings of a JSON array; other elements are left out.
pub fn texts(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(|text| text.as_str())
        .map(str::to_owned)
        .collect()
}
