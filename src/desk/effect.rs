//! The effects: what the desk asks the browser to do.
//!
//! Effects are plain data. `web` carries them out in their order, after [`update`](super::update)
//! has returned. An effect that has an answer is followed by an event that brings it.

use super::files::{Download, DraftSource, FilePurpose, OpenedFile};
use super::fonts::FontAction;
use super::record::Record;
use super::tasks::{ArchiveTask, PagesRequest, WriteTask};
use crate::edition::CellId;
use crate::report::Report;
use crate::session::outbox::Ticks;
use crate::view::{ElementId, ListItem, Patch};

/// One thing that the browser is to do.
#[derive(Debug)]
pub enum Effect {
    // ---- Drawing ----
    /// Draw the whole page anew.
    Draw(String),
    /// Apply patches to the page. This field is being typed in and keeps its text.
    Patch(Vec<Patch>, Option<ElementId>),
    /// Rewrite this field, even if it has the focus.
    SetFieldValue(ElementId, String),
    /// Rewrite the field that was left, which the browser reported by this id.
    SetLeftFieldValue(String, String),
    /// Replace the content of this element.
    SetInnerHtml(ElementId, String),
    /// Open a dialog in the place of the one that is open.
    OpenDialog {
        /// Which dialog it is.
        dialog: Dialog,
        /// Its HTML.
        html: String,
    },
    /// Close the dialog.
    CloseDialog,
    /// Show a message for some seconds. `true` marks bad news.
    ShowMessage(String, bool),
    /// Set the title of the window.
    SetTitle(String),
    /// Switch the page to large type, or back.
    SetLargeType(bool),

    // ---- Focus and scrolling ----
    /// Put the focus on this element.
    Focus(ElementId),
    /// Put the focus back on the element that had it, which the browser reported by this id.
    FocusAgain(String),
    /// Put the focus on the second element, if the focus is inside the first one or on no element.
    MoveFocusOutOf(ElementId, ElementId),
    /// Put the focus where typing would continue in the part that is open: into this cell, if one
    /// is given, else into the first blank cell or the first field.
    FocusNextInput(Option<CellId>),
    /// Bring this element into view.
    ScrollIntoView(ElementId),
    /// Scroll the panel of the part to this distance from its top, in pixels.
    ScrollPanel(i32),

    // ---- The editors of texts ----
    /// Make the selected text bold, or plain again.
    ToggleBold,
    /// Select a number in a text: the id of the part, and the index of the number in the narrative,
    /// from 0.
    SelectNumber(String, String),
    /// Select words in a text: the id of the part, and the position of the words as chips have it
    /// (`paragraph,start,end`).
    SelectText(String, String),
    /// Replace the digits of a number by HTML, as the editor would draw it: the id of the part, the
    /// index of the number in the narrative, the length of the digits in UTF-16 units, the HTML.
    ReplaceNumberByField(String, String, u32, String),
    /// Remember the selection, before a dialog takes the focus.
    SaveSelection,
    /// Give the focus to this editor and restore the selection there.
    RestoreSelection(ElementId),
    /// Insert HTML, as the editor would draw it, at the selection.
    InsertField(String),
    /// Put the caret before a paragraph of this editor. Paragraphs count from 0.
    MoveCaretToParagraph(ElementId, usize),

    // ---- Drafts in the browser's store ----
    /// Send an event to save the report in a quarter of a second, and another one at the pause if
    /// the report changes until then.
    ScheduleSave,
    /// Write a version of the draft into the browser's store, unless the store holds a version of
    /// another window that it may not replace ([`Record::may_replace`]).
    WriteRecord {
        /// The version.
        record: Record,
        /// What must be true before it counts as stored.
        durability: Durability,
    },
    /// Confirm that the draft which was found in the store under the key of this version is on the
    /// disk: another window may have written it with relaxed durability.
    Confirm(Record),
    /// Write this version as a note, synchronously, under the same condition for the notes.
    WriteNote(Record, NoteReason),
    /// Drop the note of this version's key if the version [supersedes](Record::supersedes) it.
    DropSupersededNote(Record),
    /// Read all drafts that the browser keeps, to answer this query.
    ReadStore(StoreQuery),
    /// Delete the kept draft with this key.
    DeleteDraft(String),
    /// Delete everything that the browser keeps for this page.
    ClearLocalData,
    /// Remember for a reload of the window that the draft with this key is open, or that no draft
    /// is.
    SetCurrentDraft(Option<String>),
    /// Stop saving drafts in this browser (`true`), or save them again.
    SetLocalSavingOff(bool),
    /// Hold this version of the draft, or none, in the memory of the window for a new start after a
    /// trap.
    StashForRestart(Option<Record>),

    // ---- What the browser remembers of a clerk's ways ----
    /// Remember large type, or forget it.
    StoreLargeType(bool),
    /// Keep a rule pack: its name and its text.
    StoreRulePack(String, String),
    /// Delete the rule pack with this name.
    DeleteRulePack(String),
    /// Read which documents were ticked at the last export.
    ReadExportSelection,
    /// Remember which documents are ticked.
    StoreExportSelection(Ticks),

    // ---- Files in and out ----
    /// Let the clerk choose a file, for this purpose.
    ChooseFile(FilePurpose),
    /// Let the office module read a file: its name, its purpose, its bytes.
    ReadDocument(String, FilePurpose, Vec<u8>),
    /// Decode these digits of a data code.
    DecodeDataCode(String),
    /// Deliver files to the clerk, one after another.
    Download(Vec<Download>),
    /// Show or change the fonts for PDF.
    Fonts(FontAction),
    /// Find out which faces of PDF have no font, for the export with this number.
    FindMissingFonts(u32),
    /// Compute the digest of the printed part of this draft, for the export with this number.
    ComputeDigest(u32, String),
    /// Write a document and read it back.
    WriteDocument(WriteTask),
    /// Pack files into one.
    BuildArchive(ArchiveTask),

    // ---- The preview and the printer ----
    /// Make pages in the office module.
    LayOutPages(PagesRequest),
    /// Send an event to make the pages anew at the next pause. `true` if the preview is open.
    SchedulePreview(bool),
    /// Put pages into the preview.
    SetPreviewPages(Vec<ListItem>),
    /// Remember the scroll position of the preview.
    SavePreviewScroll,
    /// Restore the remembered scroll position of the preview.
    RestorePreviewScroll,
    /// Highlight what the preview shows of this part of the form, given by the name of its
    /// [`FormTarget`](crate::view::preview::FormTarget). `true` also brings it into view.
    HighlightInPreview(Option<String>, bool),
    /// Open the print dialog of the browser.
    Print,

    // ---- Around the page ----
    /// Notify the host page of a change.
    NotifyHost(HostNotification),
    /// Try every way in which a page could send data, and show in the dialog that none works.
    ProbeNetwork,
    /// Ask the office module for the manual.
    ReadManual,
}

/// What must be true before the browser reports that a record is stored: the hint `durability` of
/// the Indexed Database API 3.0. Browsers that do not support it ignore it. The values are ordered,
/// the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// The record was handed to the operating system: it outlives the browser, but not a power cut.
    Relaxed,
    /// The record is on the disk.
    Strict,
}

/// A dialog, as far as later events depend on which one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// 导出
    Export,
    /// 扫码打开
    Scan,
    /// 使用说明, which is what the browser prints while it is open
    Manual,
    /// Any other one.
    Other,
}

impl Effect {
    /// Puts the focus on an element.
    pub(super) fn focus(id: &ElementId) -> Self {
        Self::Focus(id.clone())
    }

    /// Brings an element into view.
    pub(super) fn show(id: &ElementId) -> Self {
        Self::ScrollIntoView(id.clone())
    }

    /// Replaces what is inside an element.
    pub(super) fn html(id: &ElementId, html: String) -> Self {
        Self::SetInnerHtml(id.clone(), html)
    }
}

/// Why the browser's store is read.
#[derive(Clone, Debug)]
pub enum StoreQuery {
    /// To list the drafts on the first screen.
    List,
    /// To save all of them as one file.
    ExportAll,
    /// To ask the clerk whether everything shall be deleted.
    ConfirmClear,
    /// To open the draft with this key.
    Resume {
        /// The key of its record.
        key: String,
        /// Whether it is opened again after a trap.
        recovered: bool,
    },
    /// To open the report that was handed in, or a kept draft in its place.
    OpenOrResume {
        /// The report is blank, so a kept draft of the same agency and year is opened instead.
        blank: bool,
        /// Whether it is opened again after a trap.
        recovered: bool,
    },
    /// To open a file, or the kept draft with the same content.
    OpenFile {
        /// The name of the file.
        name: String,
        /// What it holds.
        opened: OpenedFile,
    },
    /// To open a draft that did not come as a file, or the kept draft with the same content.
    OpenDraft {
        /// The draft.
        draft: String,
        /// Where it came from.
        source: DraftSource,
    },
    /// To save the drafts of a file with several drafts, except those that are already kept.
    ImportDrafts {
        /// The name of the file.
        name: String,
        /// The drafts.
        reports: Vec<Report>,
        /// A sentence for each draft that could not be read.
        failed: Vec<String>,
    },
}

/// Why a version is written as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteReason {
    /// The window closes, or may be about to close.
    Leaving {
        /// Whether this version still has to be sent to the store.
        new: bool,
    },
    /// The store did not take the version, for this reason in the browser's words.
    StoreFailed(String),
    /// The store has not answered in time, and may still take the version.
    StoreSlow,
}

/// What the host page is notified of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostNotification {
    /// The open report changed, or another one is open.
    Changed,
    /// The findings of the open report changed: how many of each severity have no justification
    /// (说明).
    FindingsChanged {
        /// 错误
        errors: usize,
        /// 核实
        verifies: usize,
        /// 提示
        hints: usize,
    },
    /// The opening at the start has ended: the report is open, or cannot be opened, or there is
    /// none. This is sent once.
    Opened,
}
