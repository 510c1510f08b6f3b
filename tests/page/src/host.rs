//! A web server inside the test. It serves files of a folder, with the headers and the faults that
//! servers of offices have, and records what was requested.
//!
//! It implements as much HTTP as browsers need for files, on this machine only, and ends with the
//! test.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// An answer to a request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status, for example 200 or 404.
    pub status: u16,
    /// The media type; `None` omits the header.
    pub media_type: Option<&'static str>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// A file as a well-configured server sends it; 404 if it does not exist.
    pub fn file(path: &Path) -> Self {
        match std::fs::read(path) {
            Ok(body) => {
                Self { status: 200, media_type: media_type(path), headers: Vec::new(), body }
            }
            Err(_) => Self::not_found(),
        }
    }

    /// A 404 page in HTML, as IIS sends it.
    pub fn not_found() -> Self {
        Self {
            status: 404,
            media_type: Some("text/html"),
            headers: Vec::new(),
            body: b"<!DOCTYPE html><h1>404</h1>".to_vec(),
        }
    }

    /// The answer with a further header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// The media type by the file name's extension.
fn media_type(path: &Path) -> Option<&'static str> {
    Some(match path.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    })
}

/// A running server.
pub struct Host {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    over: Arc<AtomicBool>,
}

impl Host {
    /// Starts a server; `answer` is called with each requested path, which begins with a slash and
    /// has no query.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (asked, over) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (log, stop, answer) = (asked.clone(), over.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let (log, answer) = (log.clone(), answer.clone());
                // Each connection has its own thread: browsers open connections before they need
                // them, and an idle one must not block the others.
                std::thread::spawn(move || serve(&stream, &log, answer.as_ref()));
            }
        });
        Self { address, asked, over }
    }

    /// The URL of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were requested since the last call.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // The connection wakes the listener, so that it sees that the server has ended.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

/// Answers one request per connection: the files are few, and no connection is left open.
fn serve(
    stream: &TcpStream,
    log: &Mutex<Vec<String>>,
    answer: &(dyn Fn(&str) -> Answer + Send + Sync),
) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let mut lines = BufReader::new(stream).lines();
    let Some(Ok(first)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path =
        first.split(' ').nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or("/").to_owned();
    let Answer { status, media_type, headers, body } =
        if path.contains("..") { Answer::not_found() } else { answer(&path) };
    log.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    let mut head = format!(
        "HTTP/1.1 {status} \r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\n",
        body.len()
    );
    for (name, value) in
        media_type.map(|kind| ("Content-Type", kind.to_owned())).into_iter().chain(headers)
    {
        head += &format!("{name}: {value}\r\n");
    }
    let mut stream = stream;
    // A browser that closed the connection needs no answer.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(b"\r\n"))
        .and_then(|()| stream.write_all(&body));
}
