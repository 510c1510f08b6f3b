//! Exports finished documents from the page, as a clerk does: by the export dialog.

use crate::downloads::Download;
use crate::page::Page;
use serde_json::json;

/// The ids of all documents that the export dialog offers.
///
/// These tests share no code with the product, so this is a list of its own. The native test
/// `documents::listed` compares it with the formats of the product.
pub const DOCUMENTS: [&str; 7] =
    ["docx", "pdf", "ofd", "html", "html-fragment", "xlsx", "check-sheet"];

/// The ids of the documents that a page without fonts can write.
pub fn documents_without_fonts() -> Vec<&'static str> {
    DOCUMENTS.into_iter().filter(|document| *document != "pdf").collect()
}

impl Page {
    /// Opens the export dialog, ticks these documents and no others, and waits until each of them
    /// is written or refused.
    #[track_caller]
    pub fn open_export(&self, outputs: &[&str]) {
        self.click("export");
        self.tick_outputs(outputs);
        self.wait_written(outputs);
    }

    /// In the export dialog, ticks these documents and no others.
    #[track_caller]
    pub fn tick_outputs(&self, outputs: &[&str]) {
        self.wait_until("the export dialog is open", || self.shows("[data-act=\"export.save\"]"));
        let boxes = "return [...document.querySelectorAll(\
            'input[type=checkbox][data-field^=\"export.\"]')]\
            .filter(e => e.checked || !arguments[0]).map(e => e.dataset.field)";
        let boxes = |only_ticked: bool| -> Vec<String> {
            let fields = self.must_look(boxes, &[json!(only_ticked)]);
            fields
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|field| field.as_str().map(str::to_owned))
                .collect()
        };
        let wanted = |field: &String| outputs.contains(&field.trim_start_matches("export."));
        // Rows move down while notes appear in the rows above. A click that misses its box is
        // repeated, and one that hits another box is taken back.
        self.wait_until(&format!("{outputs:?} and no others are ticked"), || {
            let ticked = boxes(true);
            let is_wrong = |field: &String| ticked.contains(field) != wanted(field);
            let wrong = boxes(false).into_iter().find(is_wrong);
            if let Some(field) = &wrong {
                self.click_on(&format!("[data-field=\"{field}\"]"));
            }
            wrong.is_none()
        });
        for output in outputs {
            assert!(
                self.has(&format!("[data-field=\"export.{output}\"]")),
                "the dialog offers no {output}"
            );
        }
    }

    /// Waits until these documents are neither waiting nor being written.
    #[track_caller]
    pub fn wait_written(&self, outputs: &[&str]) {
        let done = "return arguments[0].every(id => {
            const state = document.getElementById('nb-out-state-' + id);
            return state && state.dataset.state !== 'waiting' && state.dataset.state !== 'writing';
        })";
        self.wait_until(&format!("{outputs:?} are written"), || {
            self.look(done, &[json!(outputs)]) == Ok(json!(true))
        });
    }

    /// The state of a document: `written`, `refused`, `doubtful`.
    #[track_caller]
    pub fn output_state(&self, output: &str) -> String {
        let state = self.must_look(
            "return document.getElementById('nb-out-state-' + arguments[0]).dataset.state",
            &[json!(output)],
        );
        state.as_str().unwrap_or_default().to_owned()
    }

    /// Exports one finished document; the dialog is closed afterwards.
    #[track_caller]
    pub fn export(&self, output: &str) -> Download {
        self.open_export(&[output]);
        assert_eq!(self.output_state(output), "written", "{}", self.message());
        let file = self.download(|page| page.click("export.save"));
        self.click("dialog.close");
        file
    }
}
