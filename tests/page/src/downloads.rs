//! What the page gives out as a file.

use crate::engine::Engine;
use crate::page::{PATIENCE, Page};
use base64::Engine as _;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A file that the page gave out.
pub struct Download {
    /// The name that the page proposed.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Page {
    /// Does something that makes the page give out one file, and waits for it.
    ///
    /// WebKitGTK keeps no downloads while it is automated: there the bytes are taken on their way out of the page.
    ///
    /// # Panics
    /// When no file comes.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce(&Self)) -> Download {
        if self.engine == Engine::WebKit { self.intercept(act) } else { self.await_file(act) }
    }

    #[track_caller]
    fn await_file(&self, act: impl FnOnce(&Self)) -> Download {
        let before = self.finished_files();
        act(self);
        let start = Instant::now();
        let mut last: Option<(PathBuf, u64)> = None;
        loop {
            let new = self.finished_files().into_iter().find(|file| !before.contains(file));
            let now = new.and_then(|file| file.metadata().ok().map(|data| (file, data.len())));
            // A file whose size stood still between two looks is whole.
            if let Some((file, size)) = now.clone()
                && size > 0
                && now == last
            {
                let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let bytes = std::fs::read(&file).unwrap_or_else(|e| panic!("cannot read {name}: {e}"));
                return Download { name, bytes };
            }
            last = now;
            assert!(
                start.elapsed() < PATIENCE,
                "{}: no file came. The page said: {}, complained: {:?}",
                self.engine.name(),
                self.said(),
                self.complaints()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The files in the downloads folder; none while one is still being written.
    fn finished_files(&self) -> BTreeSet<PathBuf> {
        let files: BTreeSet<PathBuf> = std::fs::read_dir(self.home().downloads()).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        let unfinished = |file: &PathBuf| {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with('.') || [".part", ".crdownload", ".tmp"].iter().any(|end| name.ends_with(end))
        };
        // Firefox first makes an empty file of the final name beside the one that it writes.
        let stems: Vec<String> = files
            .iter()
            .filter(|file| unfinished(file))
            .filter_map(|file| file.file_name()?.to_str()?.rsplit_once('.').map(|(stem, _)| stem.to_owned()))
            .collect();
        files.into_iter().filter(|file| !unfinished(file) && !stems.iter().any(|stem| file.to_string_lossy().ends_with(stem.as_str()))).collect()
    }

    #[track_caller]
    fn intercept(&self, act: impl FnOnce(&Self)) -> Download {
        self.js(
            "if (window.nbGivenOut) { window.nbGivenOut.length = 0; return; }
             const out = window.nbGivenOut = [], blobs = new Map();
             const make = URL.createObjectURL;
             URL.createObjectURL = object => { const url = make.call(URL, object); blobs.set(url, object); return url; };
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
             HTMLElement.prototype.click = function () { wanted(this) ? take(this) : click.call(this); };
             const dispatch = EventTarget.prototype.dispatchEvent;
             EventTarget.prototype.dispatchEvent = function (event) {
               if (event.type === 'click' && this instanceof HTMLAnchorElement && wanted(this)) { take(this); return true; }
               return dispatch.call(this, event);
             };
             addEventListener('click', e => {
               const link = e.target.closest && e.target.closest('a[download]');
               if (e.isTrusted && wanted(link)) { e.preventDefault(); take(link); }
             }, true);",
            &[],
        );
        act(self);
        self.wait_until("a file comes", || self.js("return nbGivenOut.some(e => e.data !== null)", &[]) == true);
        let given = self.js("return nbGivenOut.find(e => e.data !== null)", &[]);
        let data = given["data"].as_str().unwrap_or_default();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).unwrap_or_else(|e| panic!("the bytes came out broken: {e}"));
        Download { name: given["name"].as_str().unwrap_or_default().to_owned(), bytes }
    }
}
