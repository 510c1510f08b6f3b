//! Drives browsers by the WebDriver protocol.

use crate::driver::{Driver, Stroke};
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::future::Future;
use std::path::Path;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// A request may hang when a browser hangs: the test then fails here, and does not run for hours.
const HANGS: Duration = Duration::from_mins(2);
/// The protocol's name of an element reference.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session of a driver that listens on this machine.
pub(crate) struct Session {
    engine: &'static str,
    client: Client,
    runtime: Runtime,
    /// The element in whose shadow tree elements are found; `None` is the document.
    within: RefCell<Option<String>>,
}

impl Session {
    /// Begins a session.
    pub(crate) fn begin(
        engine: &'static str,
        port: u16,
        capabilities: Capabilities,
    ) -> Result<Self, String> {
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
        let client = runtime
            .block_on(async {
                let mut builder = ClientBuilder::new(HttpConnector::new());
                let connecting = builder.capabilities(capabilities);
                let url = format!("http://127.0.0.1:{port}");
                tokio::time::timeout(Duration::from_mins(1), connecting.connect(&url)).await
            })
            .map_err(|_| "no session within a minute".to_owned())?
            .map_err(|e| format!("no session: {e}"))?;
        Ok(Self { engine, client, runtime, within: RefCell::new(None) })
    }

    /// Runs one request to its end and waits for the browser, within the limit.
    fn wait<T>(
        &self,
        work: impl Future<Output = Result<T, fantoccini::error::CmdError>>,
    ) -> Result<T, String> {
        self.runtime
            .block_on(async { tokio::time::timeout(HANGS, work).await })
            .map_err(|_| format!("{} did not answer for {HANGS:?}", self.engine))?
            .map_err(|e| format!("{}: {e}", self.engine))
    }

    fn element(&self, selector: &str) -> Result<Element, String> {
        let within = self.within.borrow();
        let Some(host) = within.as_deref() else {
            return self.wait(self.client.find(Locator::Css(selector)));
        };
        let found = self.run(
            "return document.querySelector(arguments[0]).shadowRoot.querySelector(arguments[1])",
            &[json!(host), json!(selector)],
        )?;
        let reference = found[REFERENCE]
            .as_str()
            .ok_or_else(|| format!("{}: no {selector} in {host}", self.engine))?;
        Ok(Element::from_element_id(self.client.clone(), reference.to_owned().into()))
    }
}

impl Session {
    /// Clicks the middle of an element with the mouse, if no other element covers it.
    fn click_at(&self, reference: &str) -> Result<(), String> {
        let script = "const e = arguments[0]; e.scrollIntoView({ block: 'center' });
            const r = e.getBoundingClientRect();
            return e.getRootNode().elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e";
        let element = json!({ REFERENCE: reference });
        if self.run(script, std::slice::from_ref(&element))? != json!(true) {
            return Err(format!("{}: something is in the way", self.engine));
        }
        let button = |kind: &str| json!({ "type": kind, "button": 0 });
        let way = json!([
            { "type": "pointerMove", "x": 0, "y": 0, "duration": 0, "origin": element },
            button("pointerDown"),
            button("pointerUp"),
        ]);
        let pointer = json!({
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": way,
        });
        self.raw("actions", &json!({ "actions": [pointer] })).map(drop)
    }
}

impl Driver for Session {
    fn go(&self, url: &str) -> Result<(), String> {
        self.wait(self.client.goto(url))
    }

    fn look_into(&self, host: Option<&str>) {
        self.within.replace(host.map(str::to_owned));
    }

    fn enter_frame(&self, selector: Option<&str>) -> Result<(), String> {
        match selector {
            Some(selector) => self.wait(self.element(selector)?.enter_frame()),
            None => self.wait(self.client.clone().enter_parent_frame()),
        }
    }

    fn reload(&self) -> Result<(), String> {
        self.wait(self.client.refresh())
    }

    fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.wait(self.client.execute(script, arguments.to_vec()))
    }

    fn click(&self, selector: &str) -> Result<(), String> {
        let element = self.element(selector)?;
        let reference: String = element.element_id().into();
        let clicked = self.wait(element.click());
        // In a shadow tree WebKit's driver takes the element itself for one that covers it.
        if clicked.is_err() && self.within.borrow().is_some() {
            self.click_at(&reference)
        } else {
            clicked
        }
    }

    fn wheel(&self, selector: &str, down_by: i32) -> Result<(), String> {
        let element: String = self.element(selector)?.element_id().into();
        let origin = json!({ REFERENCE: element });
        let turn = json!([{
            "type": "scroll",
            "x": 0,
            "y": 0,
            "deltaX": 0,
            "deltaY": down_by,
            "duration": 0,
            "origin": origin,
        }]);
        self.raw(
            "actions",
            &json!({ "actions": [{ "type": "wheel", "id": "wheel", "actions": turn }] }),
        )
        .map(drop)
    }

    fn press(&self, strokes: &[Stroke]) -> Result<(), String> {
        let action = |stroke: &Stroke| match stroke {
            Stroke::Down(c) => json!({ "type": "keyDown", "value": c }),
            Stroke::Up(c) => json!({ "type": "keyUp", "value": c }),
        };
        let actions: Vec<Value> = strokes.iter().map(action).collect();
        self.raw(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        )
        .map(drop)
    }

    fn write(&self, text: &str) -> Result<(), String> {
        let active = self.wait(self.client.active_element())?;
        // The driver sends the keys without waiting for the next frame, which makes pages of prose
        // fast enough.
        let written = self.wait(active.send_keys(text));
        if written.is_err() && self.within.borrow().is_some() {
            // In a shadow tree the active element is the host, to which Firefox's driver sends no
            // keys; then the keys are sent one after another.
            return self.press(
                &text.chars().flat_map(|c| [Stroke::Down(c), Stroke::Up(c)]).collect::<Vec<_>>(),
            );
        }
        written
    }

    fn select(&self, selector: &str, value: &str) -> Result<(), String> {
        let element = self.element(selector)?;
        self.wait(element.select_by_value(value))
    }

    fn choose(&self, selector: &str, files: &[&Path]) -> Result<(), String> {
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let field = self.element(selector)?;
        self.wait(field.send_keys(&paths.join("\n")))
    }

    fn picture(&self) -> Result<Vec<u8>, String> {
        self.wait(self.client.screenshot())
    }

    fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        self.wait(self.client.set_window_rect(0, 0, width, height))
    }

    fn next_tab(&self) -> Result<(), String> {
        let next = self.wait(self.client.new_window(true))?;
        self.wait(self.client.close_window())?;
        self.wait(self.client.switch_to_window(next.handle))
    }

    fn raw(&self, path: &'static str, body: &Value) -> Result<Value, String> {
        self.wait(self.client.issue_cmd(Raw { path, body: body.to_string() }))
    }

    fn second_tab(&self) -> Result<String, String> {
        let next = self.wait(self.client.new_window(true))?;
        self.go_to_tab(&String::from(next.handle))
    }

    fn go_to_tab(&self, tab: &str) -> Result<String, String> {
        let here = self.wait(self.client.window())?;
        let tab = WindowHandle::try_from(tab.to_owned()).map_err(|e| e.to_string())?;
        self.wait(self.client.switch_to_window(tab))?;
        Ok(here.into())
    }

    fn label(&self, selector: &str) -> Result<String, String> {
        let element: String = self.element(selector)?.element_id().into();
        let said = self.wait(self.client.issue_cmd(Label { element }))?;
        Ok(said.as_str().unwrap_or_default().to_owned())
    }

    fn devtools(&self, command: &str, arguments: &Value) -> Result<Value, String> {
        self.raw("goog/cdp/execute", &json!({ "cmd": command, "params": arguments }))
    }

    fn errors(&self) -> Vec<String> {
        // Only chromedriver has this request.
        let log = self.raw("se/log", &json!({ "type": "browser" })).unwrap_or_default();
        let severe =
            log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        severe.filter_map(|entry| entry["message"].as_str()).map(str::to_owned).collect()
    }

    fn close(&self) {
        let closing = self.client.clone().close();
        let _ = self
            .runtime
            .block_on(async { tokio::time::timeout(Duration::from_secs(20), closing).await });
    }
}

#[derive(Debug)]
struct Label {
    element: String,
}

impl WebDriverCompatibleCommand for Label {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/element/{}/computedlabel",
            session.unwrap_or_default(),
            self.element
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}

#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: String,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.clone()))
    }
}
