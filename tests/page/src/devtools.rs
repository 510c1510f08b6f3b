//! Drives a Chromium that is too old for today's chromedriver, by the DevTools protocol: one
//! connection to the tab, on which commands are sent and answers and events are received.

use crate::driver::{Driver, Stroke};
use crate::engine::{Home, WINDOW};
use crate::old::Release;
use crate::process::Owned;
use crate::typing::key;
use base64::Engine as _;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket};

/// A command may hang when a browser hangs: the test then fails here, and does not run for hours.
const HANGS: Duration = Duration::from_mins(1);

/// A browser with one tab.
pub(crate) struct DevTools {
    engine: &'static str,
    /// The address on which the browser listens, for example `127.0.0.1:9222`.
    address: String,
    tab: RefCell<Tab>,
    /// Modifier keys that are held down, as the bit mask of the protocol.
    held: Cell<u8>,
}

/// The bits of the modifier keys in the protocol.
const CONTROL: u8 = 2;
const SHIFT: u8 = 8;

impl DevTools {
    /// Starts the browser with this profile and connects to its tab.
    pub(crate) fn start(
        release: &Release,
        program: &Path,
        home: &Home,
    ) -> Result<(Owned, Self), String> {
        let mut command = Command::new(program);
        command.env("HOME", home.profile()).env("LANG", "C.UTF-8").env("TZ", "Asia/Shanghai");
        command.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-breakpad",
            "--no-first-run",
            "--no-zygote",
        ]);
        command.args(["--lang=zh-CN", "--hide-scrollbars", "--remote-debugging-port=0"]);
        command
            .arg(format!("--window-size={},{}", WINDOW.0, WINDOW.1))
            .arg(format!("--user-data-dir={}", home.profile().display()));
        command.arg("about:blank");
        // The browser prints its port into the log; lines of an earlier browser in the same file do
        // not count.
        let before = std::fs::read_to_string(home.log()).unwrap_or_default().len();
        let mut browser = Owned::start(&mut command, &home.log())
            .map_err(|e| format!("{} does not start: {e}", release.name))?;
        let start = Instant::now();
        let browser_url = loop {
            let log = std::fs::read_to_string(home.log()).unwrap_or_default();
            if let Some(line) = log
                .get(before..)
                .unwrap_or_default()
                .lines()
                .find_map(|line| line.strip_prefix("DevTools listening on "))
            {
                break line.trim().to_owned();
            }
            if browser.has_ended() {
                return Err("the browser ended at once".to_owned());
            }
            if start.elapsed() > Duration::from_secs(20) {
                return Err("the browser does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let address = browser_url
            .strip_prefix("ws://")
            .and_then(|rest| rest.split('/').next())
            .ok_or("an address of another kind")?
            .to_owned();
        let mut whole = Tab::connect(&address, &browser_url)?;
        let targets = whole.send("Target.getTargets", &json!({}))?;
        let tab = targets["targetInfos"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|target| target["type"] == "page")
            .ok_or("no tab")?;
        let tab = Tab::open(&address, tab["targetId"].as_str().unwrap_or_default(), home)?;
        let driver =
            Self { engine: release.name, address, tab: RefCell::new(tab), held: Cell::new(0) };
        Ok((browser, driver))
    }

    fn send(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.tab
            .borrow_mut()
            .send(method, parameters)
            .map_err(|why| format!("{}: {why}", self.engine))
    }

    /// Waits until the tab shows the page that it was told to open.
    fn settled(&self) -> Result<(), String> {
        let start = Instant::now();
        while self.run("return document.readyState", &[]) != Ok(json!("complete")) {
            if start.elapsed() > HANGS {
                return Err(format!("{} shows nothing after {HANGS:?}", self.engine));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// The middle of the visible part of the first element that matches, once no other element
    /// covers it.
    fn place(&self, selector: &str) -> Result<(Value, Value), String> {
        let script = "
            const e = document.querySelector(arguments[0]);
            if (!e) return 'nothing fits';
            e.scrollIntoViewIfNeeded();
            const r = e.getClientRects()[0];
            if (!r) return 'it is not laid out';
            const clip = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
            const x = clip(r.left, r.right, innerWidth), y = clip(r.top, r.bottom, innerHeight);
            const hit = document.elementFromPoint(x, y);
            return hit && (e.contains(hit) || hit.contains(e)) ? [x, y]
              : 'under it lies ' + (hit ? hit.outerHTML.slice(0, 100) : 'nothing')";
        let start = Instant::now();
        loop {
            let place = self.run(script, &[json!(selector)])?;
            if let Some([x, y]) = place.as_array().map(Vec::as_slice) {
                return Ok((x.clone(), y.clone()));
            }
            if start.elapsed() > Duration::from_secs(2) {
                return Err(format!("{}: {selector}: {place}", self.engine));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn mouse(&self, kind: &str, (x, y): &(Value, Value), more: &Value) -> Result<(), String> {
        let mut event = json!({ "type": kind, "x": x, "y": y, "button": "none" });
        for (name, value) in more.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        self.send("Input.dispatchMouseEvent", &event).map(drop)
    }

    fn stroke(&self, down: bool, c: char) -> Result<(), String> {
        let named = NAMED.iter().find(|(code, ..)| *code == c);
        let changes = match c {
            key::CONTROL => CONTROL,
            key::SHIFT => SHIFT,
            _ => 0,
        };
        self.held.set(if down { self.held.get() | changes } else { self.held.get() & !changes });
        let upper = c.to_ascii_uppercase();
        let (name, code, text) = match named {
            Some((_, name, code)) => (
                (*name).to_owned(),
                *code,
                if c == key::ENTER { "\r".to_owned() } else { String::new() },
            ),
            None if upper.is_ascii_alphanumeric() => {
                (c.to_string(), u32::from(upper), c.to_string())
            }
            None => (c.to_string(), 0, c.to_string()),
        };
        let text = if self.held.get() & CONTROL == 0 { text } else { String::new() };
        let kind = match (down, text.is_empty()) {
            (false, _) => "keyUp",
            (true, true) => "rawKeyDown",
            (true, false) => "keyDown",
        };
        let mut event = json!({
            "type": kind,
            "key": name,
            "windowsVirtualKeyCode": code,
            "modifiers": self.held.get(),
        });
        if down && !text.is_empty() {
            event["text"] = json!(text);
        }
        self.send("Input.dispatchKeyEvent", &event).map(drop)
    }
}

/// Keys that print no character: WebDriver's code point, their names in events, and their key
/// codes.
const NAMED: [(char, &str, u32); 14] = [
    (key::BACKSPACE, "Backspace", 8),
    (key::TAB, "Tab", 9),
    (key::ENTER, "Enter", 13),
    (key::SHIFT, "Shift", 16),
    (key::CONTROL, "Control", 17),
    (key::ESCAPE, "Escape", 27),
    (key::END, "End", 35),
    (key::HOME, "Home", 36),
    (key::LEFT, "ArrowLeft", 37),
    (key::UP, "ArrowUp", 38),
    (key::RIGHT, "ArrowRight", 39),
    (key::DOWN, "ArrowDown", 40),
    (key::DELETE, "Delete", 46),
    (key::F2, "F2", 113),
];

impl Driver for DevTools {
    fn go(&self, url: &str) -> Result<(), String> {
        self.send("Page.navigate", &json!({ "url": url }))?;
        self.settled()
    }

    fn look_into(&self, _: Option<&str>) {}

    fn enter_frame(&self, _: Option<&str>) -> Result<(), String> {
        Err("frames are for the engines of today".to_owned())
    }

    fn reload(&self) -> Result<(), String> {
        // The old document must not be taken for the new one.
        self.run("window.nbBeforeReload = true", &[])?;
        self.send("Page.reload", &json!({}))?;
        let start = Instant::now();
        while self.run("return window.nbBeforeReload === true", &[]) != Ok(Value::Bool(false)) {
            if start.elapsed() > HANGS {
                return Err(format!("{} does not load again", self.engine));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.settled()
    }

    fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        let expression =
            format!("(function () {{ {script}\n}}).apply(null, {})", Value::from(arguments));
        let answer = self.send(
            "Runtime.evaluate",
            &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        )?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(format!("{}: {}", self.engine, exception(details))),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    fn click(&self, selector: &str) -> Result<(), String> {
        let place = self.place(selector)?;
        self.mouse("mouseMoved", &place, &json!({}))?;
        let once = json!({ "button": "left", "buttons": 1, "clickCount": 1 });
        self.mouse("mousePressed", &place, &once)?;
        self.mouse("mouseReleased", &place, &json!({ "button": "left", "clickCount": 1 }))
    }

    fn wheel(&self, selector: &str, down_by: i32) -> Result<(), String> {
        self.mouse("mouseWheel", &self.place(selector)?, &json!({ "deltaX": 0, "deltaY": down_by }))
    }

    fn press(&self, strokes: &[Stroke]) -> Result<(), String> {
        strokes.iter().try_for_each(|stroke| match stroke {
            Stroke::Down(c) => self.stroke(true, *c),
            Stroke::Up(c) => self.stroke(false, *c),
        })
    }

    fn write(&self, text: &str) -> Result<(), String> {
        text.chars().try_for_each(|c| self.press(&[Stroke::Down(c), Stroke::Up(c)]))
    }

    fn select(&self, selector: &str, value: &str) -> Result<(), String> {
        let script = "
            const e = document.querySelector(arguments[0]);
            e.focus();
            e.value = arguments[1];
            for (const type of ['input', 'change']) e.dispatchEvent(
              new Event(type, { bubbles: true }));
            return e.value === arguments[1]";
        match self.run(script, &[json!(selector), json!(value)])? {
            Value::Bool(true) => Ok(()),
            _ => Err(format!("{}: {selector} has no {value}", self.engine)),
        }
    }

    fn choose(&self, selector: &str, files: &[&Path]) -> Result<(), String> {
        let root = self.send("DOM.getDocument", &json!({}))?;
        let field = self.send(
            "DOM.querySelector",
            &json!({ "nodeId": root["root"]["nodeId"], "selector": selector }),
        )?;
        self.send("DOM.setFileInputFiles", &json!({ "nodeId": field["nodeId"], "files": files }))
            .map(drop)
    }

    fn picture(&self) -> Result<Vec<u8>, String> {
        let picture = self.send("Page.captureScreenshot", &json!({ "format": "png" }))?;
        let data = picture["data"].as_str().unwrap_or_default();
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .map_err(|e| format!("{}: {e}", self.engine))
    }

    fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        let window =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", &window).map(drop)
    }

    fn next_tab(&self) -> Result<(), String> {
        let old = self.tab.borrow().id.clone();
        let folder = self.tab.borrow().downloads.clone();
        let made = self.send("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let next =
            Tab::open_into(&self.address, made["targetId"].as_str().unwrap_or_default(), folder)?;
        self.send("Target.closeTarget", &json!({ "targetId": old }))?;
        self.tab.replace(next);
        Ok(())
    }

    fn raw(&self, path: &'static str, _: &Value) -> Result<Value, String> {
        Err(format!("old browsers know nothing of WebDriver's {path}"))
    }

    fn second_tab(&self) -> Result<String, String> {
        Err("old browsers are tried with one tab".to_owned())
    }

    fn go_to_tab(&self, _: &str) -> Result<String, String> {
        self.second_tab()
    }

    fn label(&self, selector: &str) -> Result<String, String> {
        Err(format!("nobody says what {selector} is called"))
    }

    fn devtools(&self, command: &str, arguments: &Value) -> Result<Value, String> {
        self.send(command, arguments)
    }

    fn errors(&self) -> Vec<String> {
        // An answer brings along the events that arrived before it and were not read yet.
        let _ = self.run("return 0", &[]);
        std::mem::take(&mut self.tab.borrow_mut().errors)
    }

    fn close(&self) {
        // The browser may end before it has sent the answer.
        let _ = self.send("Browser.close", &json!({}));
    }
}

/// The message of an exception.
fn exception(details: &Value) -> String {
    let words = details["exception"]["description"].as_str().or_else(|| details["text"].as_str());
    words.unwrap_or("an exception without words").to_owned()
}

/// A connection to one tab, or to the browser as a whole.
struct Tab {
    id: String,
    downloads: String,
    socket: WebSocket<TcpStream>,
    sent: u64,
    errors: Vec<String>,
}

impl Tab {
    fn connect(address: &str, url: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|e| e.to_string())?;
        stream
            .set_read_timeout(Some(HANGS))
            .and_then(|()| stream.set_nodelay(true))
            .map_err(|e| e.to_string())?;
        let (socket, _) = tungstenite::client(url, stream).map_err(|e| e.to_string())?;
        Ok(Self {
            id: String::new(),
            downloads: String::new(),
            socket,
            sent: 0,
            errors: Vec::new(),
        })
    }

    fn open(address: &str, id: &str, home: &Home) -> Result<Self, String> {
        Self::open_into(address, id, home.downloads().display().to_string())
    }

    /// Connects to a tab whose downloads go into this folder.
    fn open_into(address: &str, id: &str, downloads: String) -> Result<Self, String> {
        let mut tab = Self {
            id: id.to_owned(),
            downloads,
            ..Self::connect(address, &format!("ws://{address}/devtools/page/{id}"))?
        };
        for domain in ["Page", "Runtime", "Log"] {
            tab.send(&format!("{domain}.enable"), &json!({}))?;
        }
        let folder = json!({ "behavior": "allow", "downloadPath": tab.downloads });
        tab.send("Page.setDownloadBehavior", &folder)?;
        Ok(tab)
    }

    /// Sends a command and waits for its answer; events that arrive in between are recorded.
    fn send(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        let id = self.post(method, parameters)?;
        loop {
            let message = self.socket.read().map_err(|e| format!("{method}: {e}"))?;
            let Message::Text(text) = message else { continue };
            let mut answer: Value =
                serde_json::from_str(&text).map_err(|e| format!("{method}: {e}"))?;
            if answer["id"] != id {
                self.note(&answer)?;
            } else if let Some(error) = answer.get("error") {
                return Err(format!("{method}: {error}"));
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    fn post(&mut self, method: &str, parameters: &Value) -> Result<u64, String> {
        self.sent += 1;
        let command = json!({ "id": self.sent, "method": method, "params": parameters });
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(|e| format!("{method}: {e}"))?;
        Ok(self.sent)
    }

    /// Handles an event: errors are recorded, and a page's question whether to leave it is answered
    /// with yes.
    fn note(&mut self, event: &Value) -> Result<(), String> {
        let parameters = &event["params"];
        match event["method"].as_str() {
            Some("Page.javascriptDialogOpening") => {
                self.post("Page.handleJavaScriptDialog", &json!({ "accept": true }))?;
            }
            Some("Runtime.exceptionThrown") => {
                self.errors.push(exception(&parameters["exceptionDetails"]));
            }
            Some("Log.entryAdded") if parameters["entry"]["level"] == "error" => {
                self.errors.push(parameters["entry"]["text"].to_string());
            }
            Some("Runtime.consoleAPICalled") if parameters["type"] == "error" => {
                self.errors.push(parameters["args"].to_string());
            }
            _ => {}
        }
        Ok(())
    }
}
