//! Opening a report from its data code (扫码打开): the digits that a scanner types are counted as they
//! arrive, and are opened as a report when the code is complete.

use super::Desk;
use super::effect::{Dialog, Effect, StoreQuery};
use super::files::DraftSource;
use crate::draft::{self, code};
use crate::rules::RULE_SET;
use crate::view::{ElementId, FieldName, dialog};

/// Whether a field of digits holds a complete data code. Scanners send Enter after the last digit.
pub fn is_complete_code(text: &str) -> bool {
    matches!(code::scan_progress(text), (found, Some(expected)) if found >= expected)
}

/// Says how many digits have arrived.
pub(super) fn show_scan_progress(text: &str) -> Vec<Effect> {
    let (found, expected) = code::scan_progress(text);
    vec![Effect::html(&ElementId::ScanNote, dialog::scan_progress(found, expected))]
}

impl Desk {
    /// Asks the office module to decode the digits. If something is wrong with them, they stay in
    /// the field.
    pub(super) fn open_scanned(&mut self, digits: &str) -> Vec<Effect> {
        if self.has_unsaved_work() {
            return self.refuse_to_leave();
        }
        if digits.trim().is_empty() {
            return refuse("还没有收到数字。请把光标放在框里，用扫码枪扫核对单上的二维码。");
        }
        vec![Effect::DecodeDataCode(digits.to_owned())]
    }

    /// Opens the draft that the office module decoded, or shows the sentence that says why it could
    /// not.
    pub(super) fn data_code_decoded(&self, answer: Result<String, String>) -> Vec<Effect> {
        // If the clerk has closed the dialog meanwhile, the answer is dropped.
        if self.dialog != Some(Dialog::Scan) {
            return Vec::new();
        }
        let report =
            match answer.and_then(|draft| draft::read(&draft).map_err(|error| error.to_string())) {
                Ok(report) => report,
                Err(sentence) => return refuse(&sentence),
            };
        let draft = draft::write(&report, RULE_SET.version);
        vec![Effect::ReadStore(StoreQuery::OpenDraft { draft, source: DraftSource::Scanned })]
    }
}

fn refuse(sentence: &str) -> Vec<Effect> {
    vec![
        Effect::html(&ElementId::ScanNote, dialog::scan_error(sentence)),
        Effect::focus(&ElementId::Field(FieldName::ScanDigits)),
    ]
}
