//! The export (导出): while its dialog is open, documents are written one after another and read
//! back, and are delivered when the clerk asks for them.
//!
//! Closing the dialog ends the export: the result of the document that is being written is dropped,
//! and no further document is started. Another dialog over it (fonts, a notice) does not end it.

use super::Desk;
use super::effect::{Dialog, Effect};
use super::event::ButtonData;
use super::files::{ARCHIVE, Delivered, Download, ExportedFile};
use super::tasks::{ArchiveTask, WriteTask};
use crate::document::digest;
use crate::export::{Format, Output};
use crate::layout::Face;
use crate::session::outbox::{
    ArchiveState, Delivery, DocumentState, Handover, Outbox, OutboxItem, ReadBackResult, Refusal,
    Ticks, WrittenFile,
};
use crate::session::{Field, MissingParts, Panel, Session, unfilled};
use crate::view::export::{self, ExportView};
use crate::view::{ElementId, FieldName};

/// An export that is under way.
#[derive(Debug)]
pub(super) struct Exporting {
    /// Its number. Answers with another number belong to an earlier export and are dropped.
    run: u32,
    outbox: Outbox,
    shown: ExportView,
    /// Whether printing in the browser gives the pages. In an element it would print the whole host
    /// page.
    can_print: bool,
}

impl Exporting {
    fn patch(&mut self) -> Effect {
        Effect::Patch { patches: self.shown.update(&self.outbox, self.can_print), typing: None }
    }

    /// Starts the next document. When none is left, delivers the files if that was asked for
    /// meanwhile.
    fn continue_export(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(output) = self.outbox.begin_next() {
            effects.push(Effect::WriteDocument(WriteTask::new(self.run, &self.outbox, output)));
        } else if !self.outbox.is_busy()
            && let Some(way) = self.outbox.then.take()
        {
            effects.extend(self.deliver(way));
        }
        effects.push(self.patch());
        effects
    }

    /// Delivers all files that are ready, each by itself or as one archive.
    fn deliver(&mut self, way: Handover) -> Vec<Effect> {
        match way {
            Handover::Apart => {
                let files: Vec<Download> =
                    self.outbox.ready().map(|(row, written)| self.download(row, written)).collect();
                vec![Effect::Download(files)]
            }
            Handover::Archive => {
                let files: Vec<(String, Vec<u8>)> = self
                    .outbox
                    .ready()
                    .map(|(row, written)| (row.name.clone(), written.bytes.clone()))
                    .collect();
                if files.is_empty() {
                    return Vec::new();
                }
                self.outbox.archived = ArchiveState::Packing;
                vec![Effect::BuildArchive(ArchiveTask {
                    run: self.run,
                    files,
                    written_on: self.outbox.written_on.to_string(),
                })]
            }
        }
    }

    fn download(&self, row: &OutboxItem, written: &WrittenFile) -> Download {
        Download {
            name: row.name.clone(),
            media_type: row.output.format().media_type(),
            bytes: written.bytes.clone(),
            then: Delivered::Exported(ExportedFile {
                run: self.run,
                output: Some(row.output.id()),
            }),
        }
    }

    /// Delivers one file whatever the result of reading it back is, because the clerk has seen that
    /// result.
    fn deliver_file(&self, id: &str) -> Vec<Effect> {
        match self.outbox.row(id) {
            Some(row @ OutboxItem { state: DocumentState::Written(written), .. }) => {
                vec![Effect::Download(vec![self.download(row, written)])]
            }
            _ => Vec::new(),
        }
    }
}

impl Desk {
    /// Reads which documents were ticked at the last export, to start with the same choice.
    pub(super) fn request_export_selection(&self) -> Vec<Effect> {
        if self.session.is_some() { vec![Effect::ReadExportSelection] } else { Vec::new() }
    }

    /// Opens the dialog and begins to write what is ticked.
    pub(super) fn begin_export(&mut self, ticks: &Ticks) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let outbox = Outbox::new(session, ticks, self.today());
        self.exports += 1;
        let digest = Effect::ComputeDigest { run: self.exports, draft: outbox.draft.clone() };
        self.exporting = Some(Exporting {
            run: self.exports,
            outbox,
            shown: ExportView::default(),
            can_print: !self.embedded,
        });
        let mut effects = vec![digest];
        effects.extend(self.show_export());
        effects
    }

    /// Draws the dialog of the export that is under way.
    fn show_export(&mut self) -> Vec<Effect> {
        let (Some(session), Some(exporting)) = (&self.session, &mut self.exporting) else {
            return Vec::new();
        };
        exporting.shown = ExportView::default();
        let html = export::page(session, &exporting.outbox);
        let find_fonts = Effect::FindMissingFonts(exporting.run);
        let next = exporting.continue_export();
        let mut effects = vec![self.open_named_dialog(Dialog::Export, html), find_fonts];
        effects.extend(next);
        effects
    }

    /// Closes a dialog. Closing the export dialog ends the export; closing another dialog over it
    /// shows the export dialog again.
    pub(super) fn dismiss_dialog(&mut self) -> Vec<Effect> {
        if self.exporting.is_some() && self.dialog != Some(Dialog::Export) {
            return self.show_export();
        }
        self.exporting = None;
        vec![self.close_dialog()]
    }

    /// A document was ticked, or its tick was removed.
    pub(super) fn tick(&mut self, document: &str, is_wanted: bool) -> Vec<Effect> {
        self.choose(|outbox| outbox.set_wanted(document, is_wanted))
    }

    /// The format of the check sheet was chosen.
    pub(super) fn choose_sheet_format(&mut self, format: &str) -> Vec<Effect> {
        match Format::parse(format) {
            Some(format) => self.choose(|outbox| outbox.set_sheet_format(format)),
            None => Vec::new(),
        }
    }

    /// Changes which documents are written, and remembers the choice for the next export.
    fn choose(&mut self, change: impl FnOnce(&mut Outbox)) -> Vec<Effect> {
        let Some(exporting) = &mut self.exporting else { return Vec::new() };
        change(&mut exporting.outbox);
        let mut effects = vec![Effect::StoreExportSelection(exporting.outbox.ticks())];
        effects.extend(exporting.continue_export());
        effects
    }

    /// Delivers the files at once, or as soon as all are written.
    pub(super) fn deliver_when_written(&mut self, way: Handover) -> Vec<Effect> {
        self.change_and_continue(|outbox| outbox.then = Some(way))
    }

    /// Writes the document again that the button names.
    pub(super) fn write_again(&mut self, data: &ButtonData) -> Vec<Effect> {
        self.change_and_continue(|outbox| outbox.again(data.value.as_deref().unwrap_or_default()))
    }

    /// Allows that a character which the font of PDF lacks is taken from another font.
    pub(super) fn let_fonts_stand_in(&mut self) -> Vec<Effect> {
        self.change_and_continue(Outbox::allow_substitutes)
    }

    /// Delivers the one document that the button names.
    pub(super) fn deliver_one(&self, data: &ButtonData) -> Vec<Effect> {
        match (&self.exporting, &data.value) {
            (Some(exporting), Some(id)) => exporting.deliver_file(id),
            _ => Vec::new(),
        }
    }

    fn change_and_continue(&mut self, change: impl FnOnce(&mut Outbox)) -> Vec<Effect> {
        let Some(exporting) = &mut self.exporting else { return Vec::new() };
        change(&mut exporting.outbox);
        exporting.continue_export()
    }

    /// Closes the dialog and goes to a finding.
    pub(super) fn close_and_go_to(&mut self, key: Option<&str>) -> Vec<Effect> {
        let Some(key) = key else { return Vec::new() };
        self.exporting = None;
        let mut effects = vec![self.close_dialog()];
        effects.extend(self.go_to_finding(key));
        effects
    }

    pub(super) fn go_to_first_gap(&mut self) -> Vec<Effect> {
        let Some(report) = self.session.as_ref().map(Session::report) else { return Vec::new() };
        let Some(place) = MissingParts::of(report).first() else { return Vec::new() };
        let to = match place {
            Panel::Info if report.agency.name.trim().is_empty() => {
                ElementId::Field(FieldName::Report(Field::AgencyName))
            }
            Panel::Info => ElementId::Field(FieldName::Report(Field::Basis)),
            Panel::Part(part) => {
                let blank = part.table().and_then(|table| unfilled(report, table).first().copied());
                blank.map_or(ElementId::Prose(part), ElementId::Cell)
            }
        };
        self.exporting = None;
        let mut effects = vec![self.close_dialog()];
        effects.extend(self.leave_full_preview());
        effects.extend(self.show(place));
        effects.push(Effect::focus(&to));
        effects
    }

    fn exporting(&mut self, run: u32) -> Option<&mut Exporting> {
        self.exporting.as_mut().filter(|exporting| exporting.run == run)
    }

    /// Takes note of the faces of PDF that have no font, and continues the export.
    pub(super) fn fonts_found(&mut self, run: u32, missing: Vec<Face>) -> Vec<Effect> {
        let Some(exporting) = self.exporting(run) else { return Vec::new() };
        exporting.outbox.set_fonts(missing);
        exporting.continue_export()
    }

    /// Shows the digest of the printed part.
    pub(super) fn digest_computed(&mut self, run: u32, words: digest::DigestText) -> Vec<Effect> {
        let Some(exporting) = self.exporting(run) else { return Vec::new() };
        exporting.outbox.digest = Some(words);
        vec![exporting.patch()]
    }

    /// Takes the result of writing a document, and continues the export.
    pub(super) fn document_written(
        &mut self,
        run: u32,
        output: Output,
        answer: Result<(Vec<u8>, ReadBackResult), Refusal>,
    ) -> Vec<Effect> {
        let Some(exporting) = self.exporting(run) else { return Vec::new() };
        exporting.outbox.set_result(output, answer);
        exporting.continue_export()
    }

    /// Delivers the archive, or shows why the files could not be packed.
    pub(super) fn archive_built(
        &mut self,
        run: u32,
        answer: Result<Vec<u8>, String>,
    ) -> Vec<Effect> {
        let Some(exporting) = self.exporting(run) else { return Vec::new() };
        match answer {
            Ok(bytes) => {
                let then = Delivered::Exported(ExportedFile { run, output: None });
                let download = Download {
                    name: exporting.outbox.archive.clone(),
                    media_type: ARCHIVE,
                    bytes,
                    then,
                };
                vec![Effect::Download(vec![download])]
            }
            Err(why) => {
                exporting.outbox.archived =
                    ArchiveState::Refused(format!("没有打成压缩包：{why}可以分别保存。"));
                vec![exporting.patch()]
            }
        }
    }

    /// Shows whether a file of the export was taken. The file stays available until the dialog is
    /// closed.
    pub(super) fn export_delivered(&mut self, what: ExportedFile, by: Delivery) -> Vec<Effect> {
        let Some(exporting) = self.exporting(what.run) else { return Vec::new() };
        match what.output {
            Some(id) => exporting.outbox.set_delivery(id, by),
            None if by == Delivery::Taken => exporting.outbox.archived = ArchiveState::Taken,
            None if by == Delivery::Around => exporting.outbox.archived = ArchiveState::Around,
            None => {
                let words = "浏览器没有让保存压缩包。请检查浏览器的下载设置和磁盘空间，再试一次，或者分别保存。";
                exporting.outbox.archived = ArchiveState::Refused(words.to_owned());
            }
        }
        vec![exporting.patch()]
    }
}
