//! Processes that belong to one test. Their output goes to a file, and they are ended by id, with
//! all processes that they started, when the value is dropped.

use rustix::process::{Pid, Signal, kill_process};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process and everything that it started.
pub struct Owned {
    child: Child,
}

impl Owned {
    /// Starts the process; what it prints is appended to `log`.
    pub fn start(command: &mut Command, log: &Path) -> std::io::Result<Self> {
        let out = File::options().create(true).append(true).open(log)?;
        let err = out.try_clone()?;
        let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn()?;
        Ok(Self { child })
    }

    /// Whether the process ended by itself.
    pub fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)) | Err(_))
    }

    /// Kills the processes that this process started, at once, and leaves the process itself: the
    /// driver stays while its browser is gone.
    pub fn kill_descendants(&self) {
        // A browser may be starting another process at this very moment: the search is repeated
        // until it finds none.
        for _ in 0..20 {
            let found = descendants(self.child.id());
            if found.is_empty() {
                return;
            }
            for id in found {
                kill(id);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // Children are killed first: the children of a dead parent move to process 1, where they
        // cannot be told from processes of others.
        self.kill_descendants();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The ids of all processes below `root`, nearest first, without zombies.
fn descendants(root: u32) -> Vec<u32> {
    let pairs: Vec<(u32, u32)> = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name in brackets may contain anything: state and parent follow the last bracket.
            let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
            let state = fields.next()?;
            (state != "Z").then_some(())?;
            Some((id, fields.next()?.parse().ok()?))
        })
        .collect();
    let mut family = vec![root];
    let mut next = 0;
    while next < family.len() {
        let parent = family[next];
        family.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        next += 1;
    }
    family.split_off(1)
}

fn kill(id: u32) {
    if let Some(pid) = i32::try_from(id).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// A port of this machine that is not in use.
///
/// # Errors
/// When no port is free.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Waits until something listens on the port of the address `host`.
pub fn wait_for_port(
    host: &str,
    port: u16,
    process: &mut Owned,
    patience: Duration,
) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if std::net::TcpStream::connect((host, port)).is_ok() {
            return Ok(());
        }
        if process.has_ended() {
            return Err("it ended at once".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!("nothing listens on port {port} after {patience:?}"))
}

/// A virtual screen, for the engine that has no headless mode.
pub struct Screen {
    /// The value for `DISPLAY`, for example `:99`.
    pub display: String,
    server: Option<Child>,
}

impl Screen {
    /// The existing screen, or a new one.
    pub fn find_or_start() -> Result<Self, String> {
        if let Some(display) = std::env::var("DISPLAY").ok().filter(|name| !name.is_empty()) {
            return Ok(Self { display, server: None });
        }
        let program = crate::programs::find("Xvfb").ok_or("Xvfb is not installed")?;
        // The server picks a free display itself and reports it: a separate search for a free one
        // would race with other tests.
        let mut server = Command::new(program)
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1920x1200x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("Xvfb does not start: {e}"))?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out)
                .read_line(&mut number)
                .map_err(|e| format!("Xvfb does not answer: {e}"))?;
        }
        let screen = Self { display: format!(":{}", number.trim()), server: Some(server) };
        if number.trim().is_empty() { Err("Xvfb found no free display".into()) } else { Ok(screen) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // The server is asked to end, not killed, so that it removes its lock file.
            if let Some(pid) = i32::try_from(server.id()).ok().and_then(Pid::from_raw) {
                let _ = kill_process(pid, Signal::TERM);
            }
            let _ = server.wait();
        }
    }
}
