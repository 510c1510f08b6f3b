//! The effects: what the desk asks the browser to do.
//!
//! Effects are plain data. `web` carries them out in their order, after [`update`](super::update)
//! has returned. An effect that has an answer is followed by an event that brings it.

use super::files::{Download, DraftSource, FilePurpose, OpenedFile};
use super::fonts::FontAction;
use super::record::Record;
use super::tasks::{ArchiveTask, PagesRequest, WriteTask};
use crate::edition::CellId;
use crate::report::{Part, Report};
use crate::session::outbox::Ticks;
use crate::view::numbers::TextRange;
use crate::view::{ElementId, ListItem, Patch};

/// One thing that the browser is to do.
#[derive(Debug)]
pub enum Effect {
    // ---- Drawing ----
    /// Draw the whole page anew.
    Draw(String),
    /// Apply patches to the page.
    Patch {
        /// The patches, in their order.
        patches: Vec<Patch>,
        /// The field that is being typed in, which keeps its text.
        typing: Option<ElementId>,
    },
    /// Rewrite a field, even if it has the focus.
    SetFieldValue {
        /// The field.
        field: ElementId,
        /// Its new value.
        value: String,
    },
    /// Rewrite the field that was left.
    SetLeftFieldValue {
        /// The id of its element, as the browser reported it.
        id: String,
        /// Its new value.
        value: String,
    },
    /// Replace the content of an element.
    SetInnerHtml {
        /// The element.
        element: ElementId,
        /// Its new content.
        html: String,
    },
    /// Open a dialog in the place of the one that is open.
    OpenDialog {
        /// Which dialog it is.
        dialog: Dialog,
        /// Its HTML.
        html: String,
    },
    /// Close the dialog.
    CloseDialog,
    /// Show a message for some seconds.
    ShowMessage {
        /// A sentence for the clerk.
        text: String,
        /// Whether it is a warning.
        kind: MessageKind,
    },
    /// Set the title of the window.
    SetTitle(String),
    /// Switch the page to large type, or back.
    SetLargeType(bool),

    // ---- Focus and scrolling ----
    /// Put the focus on this element.
    Focus(ElementId),
    /// Put the focus back on the element that had it, which the browser reported by this id.
    FocusAgain(String),
    /// Move the focus out of an element that was hidden, if the focus is in it or on no element.
    MoveFocusOutOf {
        /// The element that was hidden.
        hidden: ElementId,
        /// The element that gets the focus.
        to: ElementId,
    },
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
    /// Select a number in the text of a part.
    SelectNumber {
        /// The part.
        part: Part,
        /// The index of the number in the narrative, from 0.
        number: usize,
    },
    /// Select words in the text of a part.
    SelectText {
        /// The part.
        part: Part,
        /// Where the words are.
        range: TextRange,
    },
    /// Replace the digits of a number in the text of a part by HTML.
    ReplaceNumberByField {
        /// The part.
        part: Part,
        /// The index of the number in the narrative, from 0.
        number: usize,
        /// The length of the digits, in UTF-16 units.
        units: u32,
        /// The field, as the editor would draw it.
        html: String,
    },
    /// Remember the selection, before a dialog takes the focus.
    SaveSelection,
    /// Give the focus to this editor and restore the selection there.
    RestoreSelection(ElementId),
    /// Insert HTML, as the editor would draw it, at the selection.
    InsertField(String),
    /// Put the caret before a paragraph of an editor.
    MoveCaretToParagraph {
        /// The editor.
        editor: ElementId,
        /// The index of the paragraph, from 0.
        paragraph: usize,
    },

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
    /// Write a version as a note, synchronously, under the same condition for the notes.
    WriteNote {
        /// The version.
        record: Record,
        /// Why it is written as a note.
        reason: NoteReason,
    },
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
    /// Keep a rule pack.
    StoreRulePack {
        /// The name of the pack.
        name: String,
        /// The text of its file.
        text: String,
    },
    /// Delete the rule pack with this name.
    DeleteRulePack(String),
    /// Read which documents were ticked at the last export.
    ReadExportSelection,
    /// Remember which documents are ticked.
    StoreExportSelection(Ticks),

    // ---- Files in and out ----
    /// Let the clerk choose a file, for this purpose.
    ChooseFile(FilePurpose),
    /// Let the office module read a file.
    ReadDocument {
        /// The name of the file.
        name: String,
        /// The purpose for which it was chosen.
        purpose: FilePurpose,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Decode these digits of a data code.
    DecodeDataCode(String),
    /// Deliver files to the clerk, one after another.
    Download(Vec<Download>),
    /// Show or change the fonts for PDF.
    Fonts(FontAction),
    /// Find out which faces of PDF have no font, for the export with this number.
    FindMissingFonts(u32),
    /// Compute the digest of the printed part of a draft.
    ComputeDigest {
        /// The number of the export that it belongs to.
        run: u32,
        /// The draft.
        draft: String,
    },
    /// Write a document and read it back.
    WriteDocument(WriteTask),
    /// Pack files into one.
    BuildArchive(ArchiveTask),

    // ---- The preview and the printer ----
    /// Make pages in the office module.
    LayOutPages(PagesRequest),
    /// Send an event to make the pages anew at the next pause.
    SchedulePreview {
        /// Whether the preview is open; the pause is longer if it is not.
        is_open: bool,
    },
    /// Put pages into the preview.
    SetPreviewPages(Vec<ListItem>),
    /// Remember the scroll position of the preview.
    SavePreviewScroll,
    /// Restore the remembered scroll position of the preview.
    RestorePreviewScroll,
    /// Highlight what the preview shows of a place in the form.
    HighlightInPreview {
        /// The name of its [`FormTarget`](crate::view::preview::FormTarget), or none.
        target: Option<String>,
        /// Whether it is also brought into view.
        follow: bool,
    },
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

/// The kind of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// It tells what was done.
    Information,
    /// It tells what was not done, or what the clerk has to look at.
    Warning,
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
    pub(super) fn html(element: &ElementId, html: String) -> Self {
        Self::SetInnerHtml { element: element.clone(), html }
    }

    /// Shows a message that tells what was done.
    pub(super) fn message(text: impl Into<String>) -> Self {
        Self::ShowMessage { text: text.into(), kind: MessageKind::Information }
    }

    /// Shows a message that tells what was not done, or what the clerk has to look at.
    pub(super) fn warning(text: impl Into<String>) -> Self {
        Self::ShowMessage { text: text.into(), kind: MessageKind::Warning }
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
