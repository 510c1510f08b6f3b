//! A web server as an office has one: nginx with the configuration that is delivered with the page,
//! or with the element, on a free port and over a copy of the folder.

use crate::process::{Owned, free_port, wait_for_port};
use crate::{places, programs, skipped};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A running or stopped server; it ends when the value is dropped.
pub struct Server {
    /// The folder that is served: a copy of the built one, which the test may change.
    pub root: PathBuf,
    host: String,
    port: u16,
    what: Serves,
    process: Option<Owned>,
}

/// The folder that is served.
#[derive(Clone, Copy)]
enum Serves {
    /// `dist/site/`, whose configuration is a complete server.
    Site,
    /// `dist/embed/`, as a folder of an existing server, whose configuration is a part of a server.
    Embed,
}

impl Server {
    /// Serves a copy of `dist/site/` to this machine; `name` is the name of the test. Where nginx
    /// or the folder is missing, the check is reported as skipped and the result is `None` (with
    /// `CI=true` it fails).
    ///
    /// # Panics
    /// When nginx rejects the configuration.
    pub fn start(name: &str) -> Option<Self> {
        Self::start_at("127.0.0.1", name, Serves::Site)
    }

    /// Does the same with `dist/embed/` in the folder `nianbao`, as a part of a server whose list
    /// of media types is as short as that of old servers.
    ///
    /// # Panics
    /// When nginx rejects the configuration.
    pub fn start_embed(name: &str) -> Option<Self> {
        Self::start_at("127.0.0.1", name, Serves::Embed)
    }

    /// Does the same at an address that browsers treat as insecure, as they do with most of an
    /// intranet; `None` where the machine has no such address.
    pub fn start_insecure(name: &str) -> Option<Self> {
        // This sends no packet: it only asks which address would be used.
        let outward = UdpSocket::bind("0.0.0.0:0")
            .and_then(|socket| socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr()));
        if let Ok(address) = outward.map(|address| address.ip())
            && !address.is_loopback()
        {
            return Self::start_at(&address.to_string(), name, Serves::Site);
        }
        skipped::tell(name, "this machine has no address but 127.0.0.1");
        None
    }

    fn start_at(host: &str, name: &str, what: Serves) -> Option<Self> {
        let (built, within) = match what {
            Serves::Site => (places::built_site(), ""),
            Serves::Embed => (places::built_embed(), "nianbao"),
        };
        if programs::find("nginx").is_none() {
            skipped::skip(name, "nginx is not installed (Debian: nginx)");
            return None;
        }
        if !built.is_dir() {
            skipped::skip(name, &format!("{} is not there; run ./build.sh", built.display()));
            return None;
        }
        let folder = places::leavings().join("servers").join(name.replace(' ', "-"));
        let _ = fs::remove_dir_all(&folder);
        let root = folder.join("root");
        fs::create_dir_all(&root).expect("the target folder can be written");
        let mut server = Self {
            root,
            host: host.to_owned(),
            port: free_port().expect("a port is free"),
            what,
            process: None,
        };
        put_all(&built, &server.root.join(within));
        server.start_again();
        Some(server)
    }

    /// The address of the folder.
    pub fn url(&self) -> String {
        format!("http://{}:{}/", self.host, self.port)
    }

    /// Starts the server, or starts it again at the same address.
    ///
    /// # Panics
    /// When nginx rejects the configuration.
    pub fn start_again(&mut self) {
        let folder = self.root.parent().expect("it lies in one").to_owned();
        let log = folder.join("nginx.log");
        let program = programs::find("nginx").expect("it was there a moment ago");
        let mut command = Command::new(program);
        command
            .arg("-e")
            .arg(&log)
            .arg("-p")
            .arg(&folder)
            .arg("-c")
            .arg(self.configuration(&folder));
        let mut process = Owned::start(&mut command, &log).expect("nginx starts");
        wait_for_port(&self.host, self.port, &mut process, Duration::from_secs(20)).unwrap_or_else(
            |why| panic!("nginx: {why}\n{}", fs::read_to_string(&log).unwrap_or_default()),
        );
        self.process = Some(process);
    }

    /// The delivered configuration with the changes that an administrator makes.
    fn adapted(&self) -> String {
        let (listen, root) = (
            format!("listen {}:{};", self.host, self.port),
            format!("root {};", self.root.display()),
        );
        let recipe = |file: &str| {
            fs::read_to_string(self.root.join(file)).expect("the folder brings its recipe")
        };
        match self.what {
            Serves::Site => {
                let mut adapted = recipe("nginx.conf");
                for (before, after) in [("listen 80;", listen), ("root /srv/nianbao;", root)] {
                    assert_eq!(
                        adapted.matches(before).count(),
                        1,
                        "the recipe says once: {before}"
                    );
                    adapted = adapted.replace(before, &after);
                }
                adapted
            }
            Serves::Embed => {
                let types = "types { text/html html; text/css css; application/javascript js; \
                    application/json json; }";
                format!(
                    "{types}default_type application/octet-stream;server {{ {listen} {root}\n{} }}",
                    recipe("nianbao/example/nginx.conf")
                )
            }
        }
    }

    /// A complete configuration: the adapted one, and around it what every nginx needs.
    fn configuration(&self, folder: &Path) -> PathBuf {
        let adapted = self.adapted();
        // Workers of a root nginx would run as a user who may not read this folder.
        let user = if rustix::process::geteuid().is_root() { "user root;" } else { "" };
        let places: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|what| format!("{what}_temp_path temp;"))
            .concat();
        let log = "log_format asked '$request_method $request_uri';access_log asked.log asked;";
        let whole = format!(
            "{user}daemon off;master_process off;pid nginx.pid;events{{}}\
             http{{{log}{places}\n{adapted}}}\n"
        );
        let file = folder.join("whole.conf");
        fs::write(&file, whole).expect("the target folder can be written");
        file
    }

    /// All requests that the server received, as `GET /index.html`, in order.
    pub fn asked(&self) -> Vec<String> {
        let log = fs::read_to_string(self.root.with_file_name("asked.log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    /// Stops the server: connections to its address are refused.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// The server's answer to a request for `path`: the header lines, and the body.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn get(&self, path: &str) -> (Vec<String>, Vec<u8>) {
        let mut stream =
            TcpStream::connect((self.host.as_str(), self.port)).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.host)
            .expect("it takes a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end =
            answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&answer[..end]).lines().map(str::to_owned).collect();
        (head, answer[end + 4..].to_vec())
    }
}

/// Copies a folder into another.
fn put_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written");
    for file in fs::read_dir(from).expect("a folder").flatten() {
        let there = to.join(file.file_name());
        if file.path().is_dir() {
            put_all(&file.path(), &there);
        } else {
            fs::copy(file.path(), there).expect("a file");
        }
    }
}
