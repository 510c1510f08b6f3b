//! A web server inside the test: files of a folder, with the headers and the faults that servers of
//! offices have, and a list of what was asked for.
//!
//! Speaks as much HTTP as browsers need for files, on this machine only. Ends with the test.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What goes back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 200, 404…
    pub status: u16,
    /// The media type; `None` leaves the header out.
    pub media_type: Option<&'static str>,
    /// More headers.
    pub headers: Vec<(&'static str, String)>,
    /// What is in it.
    pub body: Vec<u8>,
}

impl Answer {
    /// A file as a good server hands it out; 404 if it is not there.
    pub fn file(path: &Path) -> Self {
        match std::fs::read(path) {
            Ok(body) => {
                Self { status: 200, media_type: media_type(path), headers: Vec::new(), body }
            }
            Err(_) => Self::not_found(),
        }
    }

    /// A page that says that there is no such thing, as IIS does.
    pub fn not_found() -> Self {
        Self {
            status: 404,
            media_type: Some("text/html"),
            headers: Vec::new(),
            body: b"<!DOCTYPE html><h1>404</h1>".to_vec(),
        }
    }

    /// With a further header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// What a server says of a file by its ending.
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
    /// Starts one; `answer` is asked for each path, which begins with a slash and has no query.
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
                // Browsers open connections ahead of need: one that says nothing must not keep the
                // others waiting.
                std::thread::spawn(move || serve(&stream, &log, answer.as_ref()));
            }
        });
        Self { address, asked, over }
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for since the last look.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees that it is over.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

/// One request a connection: files are few, and nothing is left open.
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
        "HTTP/1.1 {status} \r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n",
        body.len()
    );
    for (name, value) in
        media_type.map(|kind| ("Content-Type", kind.to_owned())).into_iter().chain(headers)
    {
        head += &format!("{name}: {value}\r\n");
    }
    let mut stream = stream;
    // A browser that went away needs no answer.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(b"\r\n"))
        .and_then(|()| stream.write_all(&body));
}
