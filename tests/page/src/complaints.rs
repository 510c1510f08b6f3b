//! Collects what goes wrong inside the page without being visible: errors, rejected promises,
//! console messages.

use crate::engine::Engine;
use crate::outside::axe;
use crate::page::{Page, texts};

impl Page {
    /// Starts to record errors inside the page. Errors before this moment are found in the
    /// browser's own log, where it has one.
    pub(crate) fn listen_for_complaints(&self) {
        let script = "
            if (window.nbComplaints) return;
            const heard = window.nbComplaints = [];
            addEventListener('error', e => heard.push('error: ' + e.message));
            addEventListener('unhandledrejection', e => heard.push('refused promise: ' + e.reason));
            addEventListener('securitypolicyviolation',
              e => heard.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' '
                + e.sourceFile + ':' + e.lineNumber + ' ' + e.originalPolicy.slice(0, 60) + ' '
                  + (e.target.outerHTML || '').slice(0, 200)));
            const said = window.nbSaid = [];
            new MutationObserver(() => {
                const words = document.getElementById('nb-message');
                if (words && words.innerText && said[said.length - 1] !== words.innerText)
                  said.push(words.innerText);
            }).observe(document.documentElement, { childList: true, subtree: true });
            const error = console.error;
            console.error = (...all) => { heard.push('console: ' + all.join(' '));
              error.apply(console, all); };";
        let _ = self.try_js(script, &[]);
    }

    /// Every passing message of the page since it was opened.
    pub fn said(&self) -> String {
        self.try_js("return window.nbSaid || []", &[]).unwrap_or_default().to_string()
    }

    /// Everything that went wrong since the page was opened. Reading empties Chromium's log.
    pub fn complaints(&self) -> Vec<String> {
        let heard = self.try_js("return window.nbComplaints || []", &[]).unwrap_or_default();
        let mut all: Vec<String> = heard
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|line| line.as_str())
            .map(str::to_owned)
            .collect();
        match self.engine {
            Engine::Chromium | Engine::Old(_) => all.extend(self.driver().errors()),
            Engine::Firefox => all.extend(self.log_lines(&["JavaScript error: file:"])),
            Engine::WebKit => all.extend(self.log_lines(&[
                "CONSOLE JS ERROR",
                "CONSOLE SECURITY ERROR",
                "CONSOLE ERROR",
            ])),
        }
        all
    }

    fn log_lines(&self, marks: &[&str]) -> Vec<String> {
        let log = std::fs::read(self.home().log()).unwrap_or_default();
        let text = String::from_utf8_lossy(&log);
        text.lines()
            .filter(|line| marks.iter().any(|mark| line.contains(mark)))
            .map(str::to_owned)
            .collect()
    }
}

impl Page {
    /// The violations that axe-core finds in what is visible, each with its place; `source` is the
    /// text of axe-core.
    ///
    /// # Panics
    /// When axe-core does not finish.
    pub fn violations(&self, source: &str) -> Vec<String> {
        // The library and its use are in one script, because one script does not see what another
        // defined.
        let run = "
            window.nbViolations = null;
            axe.run(document, { resultTypes: ['violations'] }).then(
              r => { window.nbViolations = r.violations.flatMap(
                v => v.nodes.map(n => `${v.id} (${v.impact}): ${v.help}: ${n.target} \
                  ${n.html.slice(0, 120)}`)); },
              e => { window.nbViolations = ['axe-core failed: ' + e]; });";
        self.js(&format!("{source};{run}"), &[]);
        self.wait_until("axe-core is done", || {
            self.js("return window.nbViolations !== null", &[]) == true
        });
        texts(&self.js("return window.nbViolations", &[]))
    }

    /// Takes a screenshot of the page, and checks it with axe-core where that is installed.
    ///
    /// # Panics
    /// When axe-core finds a violation.
    pub fn look_over(&self, picture: &str) {
        self.screenshot(picture);
        if let Some(source) = axe() {
            let violations = self.violations(&source);
            assert!(
                violations.is_empty(),
                "{picture} in {}:\n{}",
                self.engine.name(),
                violations.join("\n")
            );
        }
    }
}
