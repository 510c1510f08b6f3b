//! Receives the files that the page offers for download.

use crate::engine::Engine;
use crate::page::{PATIENCE, Page};
use base64::Engine as _;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A file that the page offered.
pub struct Download {
    /// The file name that the page proposed.
    pub name: String,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

impl Page {
    /// Performs `act`, which makes the page offer one file, and waits for the file.
    ///
    /// # Panics
    /// When no file arrives.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce(&Self)) -> Download {
        self.downloads(1, act).remove(0)
    }

    /// Performs `act`, which makes the page offer `count` files, and waits for them. The result is
    /// sorted by name.
    ///
    /// WebKitGTK saves no downloads while it is automated: there, the bytes are intercepted inside
    /// the page.
    ///
    /// # Panics
    /// When fewer or more files arrive.
    #[track_caller]
    pub fn downloads(&self, count: usize, act: impl FnOnce(&Self)) -> Vec<Download> {
        let mut files = if self.engine == Engine::WebKit {
            self.intercept(count, act)
        } else {
            self.await_files(count, act)
        };
        assert_eq!(
            files.len(),
            count,
            "{:?}",
            files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>()
        );
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    #[track_caller]
    fn await_files(&self, count: usize, act: impl FnOnce(&Self)) -> Vec<Download> {
        let before = self.finished_files();
        act(self);
        let start = Instant::now();
        let mut last: Vec<(PathBuf, u64)> = Vec::new();
        loop {
            let new = self.finished_files().into_iter().filter(|file| !before.contains(file));
            let now: Vec<(PathBuf, u64)> = new
                .filter_map(|file| file.metadata().ok().map(|data| (file, data.len())))
                .collect();
            // Files whose sizes did not change between two looks are complete.
            if now.len() >= count && now.iter().all(|(_, size)| *size > 0) && now == last {
                return now.into_iter().map(|(file, _)| read(&file)).collect();
            }
            last = now;
            assert!(
                start.elapsed() < PATIENCE,
                "{}: {} of {count} files came. The page said: {}, complained: {:?}",
                self.engine.name(),
                last.len(),
                self.said(),
                self.complaints()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The files in the downloads folder; none while one is still being written.
    fn finished_files(&self) -> BTreeSet<PathBuf> {
        let files: BTreeSet<PathBuf> = std::fs::read_dir(self.home().downloads())
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        let unfinished = |file: &PathBuf| {
            let name = file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            name.starts_with('.')
                || [".part", ".crdownload", ".tmp"].iter().any(|end| name.ends_with(end))
        };
        // Firefox first makes an empty file of the final name beside the one that it writes.
        let stems: Vec<String> = files
            .iter()
            .filter(|file| unfinished(file))
            .filter_map(|file| {
                file.file_name()?.to_str()?.rsplit_once('.').map(|(stem, _)| stem.to_owned())
            })
            .collect();
        files
            .into_iter()
            .filter(|file| {
                !unfinished(file)
                    && !stems.iter().any(|stem| file.to_string_lossy().ends_with(stem.as_str()))
            })
            .collect()
    }

    #[track_caller]
    fn intercept(&self, count: usize, act: impl FnOnce(&Self)) -> Vec<Download> {
        self.js(
            "if (window.nbGivenOut) { window.nbGivenOut.length = 0; return; }
             const out = window.nbGivenOut = [], blobs = new Map();
             const make = URL.createObjectURL;
             URL.createObjectURL = object => { const url = make.call(URL, object);
               blobs.set(url, object); return url; };
             const take = link => {
               const entry = { name: link.download, data: null };
               const reader = new FileReader();
               reader.onload = () => { entry.data = String(reader.result).split(',')[1] || ''; };
               reader.onerror = () => { entry.data = ''; };
               reader.readAsDataURL(blobs.get(link.href));
               out.push(entry);
             };
             const wanted = link => link && link.hasAttribute('download') && blobs.has(link.href);
             const click = HTMLElement.prototype.click;
             HTMLElement.prototype.click = function () {
               wanted(this) ? take(this) : click.call(this); };
             const dispatch = EventTarget.prototype.dispatchEvent;
             EventTarget.prototype.dispatchEvent = function (event) {
               if (event.type === 'click' && this instanceof HTMLAnchorElement && wanted(this)) {
                 take(this); return true; }
               return dispatch.call(this, event);
             };
             addEventListener('click', e => {
               const link = e.target.closest && e.target.closest('a[download]');
               if (e.isTrusted && wanted(link)) { e.preventDefault(); take(link); }
             }, true);",
            &[],
        );
        act(self);
        let whole = "return nbGivenOut.filter(e => e.data !== null).length >= arguments[0]";
        self.wait_until("the files come", || self.js(whole, &[count.into()]) == true);
        let given = self.js("return nbGivenOut", &[]);
        given.as_array().into_iter().flatten().map(decoded).collect()
    }
}

fn read(file: &Path) -> Download {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("cannot read {name}: {e}"));
    Download { name, bytes }
}

/// A file as the intercepting script of the page returns it: its name, and its content as base64.
fn decoded(given: &Value) -> Download {
    let data = given["data"].as_str().unwrap_or_default();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data)
        .unwrap_or_else(|e| panic!("the bytes came out broken: {e}"));
    Download { name: given["name"].as_str().unwrap_or_default().to_owned(), bytes }
}
