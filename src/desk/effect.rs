//! The effects: what the state asks the browser to do.
//!
//! Effects are plain data. The adapter carries them out in their order, once the state is free
//! again. An effect that has an answer is followed by an event that brings it.

use super::files::{Came, Download, Opened, Purpose};
use super::fonts::Wish;
use super::office::{Packing, Request, Task};
use super::record::Record;
use crate::edition::CellId;
use crate::report::Report;
use crate::session::outbox::Ticks;
use crate::view::{Id, ListItem, Patch};

/// One thing to do.
#[derive(Debug)]
pub enum Effect {
    // ---- Drawing ----
    /// Draw the whole page anew.
    Draw(String),
    /// Change pieces of it; this field is being typed in.
    Patch(Vec<Patch>, Option<Id>),
    /// Rewrite this field, even if it has the focus.
    Rewrite(Id, String),
    /// Rewrite the field that was left, which the browser reported by this id.
    RewriteLeft(String, String),
    /// Replace the content of this element.
    Html(Id, String),
    /// Open a dialog: which one, and its HTML.
    Dialog(Dialog, String),
    /// Close the dialog.
    CloseDialog,
    /// Show a passing message; whether it is bad news.
    Message(String, bool),
    /// Give the window this name.
    Title(String),
    /// Set the page in large type, or not.
    Large(bool),

    // ---- Focus and scrolling ----
    /// Put the focus on this element.
    Focus(Id),
    /// Put the focus back on the element that had it, which the browser reported by this id.
    FocusAgain(String),
    /// Put the focus on the second of these elements, if it is in the first.
    FocusFrom(Id, Id),
    /// Put the focus where one would write on in the part that is open: into this cell, if there is
    /// one.
    IntoPart(Option<CellId>),
    /// Bring this element into view.
    Show(Id),
    /// Scroll the panel of the part: pixels from its top.
    Scroll(i32),

    // ---- The editors of texts ----
    /// Make the selected text bold, or plain again.
    Bold,
    /// Select a number in the text: part, and its place in the narrative.
    SelectNumber(String, String),
    /// Select words in the text: part, and their place as chips have it.
    SelectWords(String, String),
    /// Put HTML, as the editor would draw it, in place of a number's digits: part, place in the
    /// narrative, UTF-16 units of the digits.
    ReplaceNumber(String, String, u32, String),
    /// Remember what is selected, before a dialog takes the focus.
    KeepSelection,
    /// Give the focus to this editor and select there what was selected before.
    RestoreSelection(Id),
    /// Insert HTML, as the editor would draw it, at the selection.
    InsertField(String),
    /// Put the caret before a paragraph, from 0, of this editor.
    ToParagraph(Id, usize),

    // ---- Drafts in the browser's store ----
    /// The report changed: ask for it to be kept in a quarter of a second, and once more at the
    /// pause if it changes until then.
    KeepSoon,
    /// Put this version of the draft into the browser's store, as safely as this, unless another
    /// window's version stands there that it may not replace ([`Record::may_replace`]).
    Put(Record, Durability),
    /// Write this version down as a note, at once, under the same condition among the notes.
    Note(Record, Occasion),
    /// Drop the note of this version's key if the version [outdates](Record::outdates) it.
    SettleNote(Record),
    /// Read what the browser keeps, to answer this inquiry.
    ReadStore(Inquiry),
    /// Throw the kept draft with this key away.
    Forget(String),
    /// Clear everything that the browser keeps.
    Clear,
    /// Remember, for a reload of the window, that the draft with this key is open, or that none is.
    SetCurrent(Option<String>),
    /// Keep nothing from now on, or do so again.
    KeepNothing(bool),
    /// Let the window remember this draft, or nothing, for a new start after a fault.
    Remember(Option<String>),

    // ---- What the browser remembers of a clerk's ways ----
    /// Remember large type, or forget it.
    KeepLarge(bool),
    /// Keep a rule pack: its name and its text.
    KeepPack(String, String),
    /// Throw the rule pack with this name away.
    ForgetPack(String),
    /// Ask what was ticked at the last export.
    AskForTicks,
    /// Remember what is ticked.
    KeepTicks(Ticks),

    // ---- Files in and out ----
    /// Let the clerk choose a file, for this purpose.
    ChooseFile(Purpose),
    /// Let the office module read the bytes of the file with this name, which is for this purpose.
    ReadByOffice(String, Purpose, Vec<u8>),
    /// Read these digits of a data code.
    Decode(String),
    /// Hand files to the clerk, one after another.
    Download(Vec<Download>),
    /// Do something about the fonts for PDF.
    Fonts(Wish),
    /// Look for the fonts of PDF, for the export with this number.
    LookForFonts(u32),
    /// Ask for the digest of what this draft prints, for the export with this number.
    Digest(u32, String),
    /// Write a document and read it back.
    Write(Task),
    /// Pack files into one.
    Pack(Packing),

    // ---- The preview and the printer ----
    /// Make pages in the office module.
    LayOut(Request),
    /// Ask for the pages to be made anew at the next pause; whether they are in sight.
    PagesSoon(bool),
    /// Put pages into the preview.
    Pages(Vec<ListItem>),
    /// Remember which page of the preview is in view.
    HoldPage,
    /// Bring the remembered page into view again.
    ReleasePage,
    /// Mark this place in the preview, and perhaps bring it into view.
    Mark(Option<String>, bool),
    /// Open the browser's print.
    Print,

    // ---- Around the page ----
    /// Tell the program around the page what has changed.
    Tell(Telling),
    /// Try every way of sending, and show in the dialog that none works.
    TryToSend,
}

/// What has to be true before the browser calls a record stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The record was handed to the operating system: it outlives the browser, but not a power cut.
    Relaxed,
    /// The record is on the disk.
    Strict,
}

/// A dialog, as far as later events must know which one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// 导出
    Export,
    /// 扫码打开
    Scan,
    /// Any other one.
    Other,
}

impl Effect {
    /// Opens a dialog that no later event asks for.
    pub(super) const fn dialog(html: String) -> Self {
        Self::Dialog(Dialog::Other, html)
    }

    /// Puts the focus on an element.
    pub(super) fn focus(id: &Id) -> Self {
        Self::Focus(id.clone())
    }

    /// Brings an element into view.
    pub(super) fn show(id: &Id) -> Self {
        Self::Show(id.clone())
    }

    /// Replaces what is inside an element.
    pub(super) fn html(id: &Id, html: String) -> Self {
        Self::Html(id.clone(), html)
    }
}

/// What the browser's store is read for.
#[derive(Clone, Debug)]
pub enum Inquiry {
    /// To list the drafts on the first screen.
    List,
    /// To hand out all of them as one file.
    SaveAll,
    /// To ask whether everything shall be cleared.
    AskToClear,
    /// To open the draft with this key.
    Resume {
        /// The key of its record.
        key: String,
        /// Whether it is opened again after a trap.
        recovered: bool,
    },
    /// To open the report that was handed in, or the kept draft that it is.
    ResumeOr {
        /// It is a blank one: a kept one of the same organ and year goes first.
        blank: bool,
        /// Whether it is opened again after a trap.
        recovered: bool,
    },
    /// To open a file, or the kept draft that holds what it does.
    OpenFile {
        /// The name of the file.
        name: String,
        /// What it holds.
        opened: Opened,
    },
    /// To open a draft that came otherwise than as a file, or the kept one that holds what it does.
    OpenOnce {
        /// The draft.
        draft: String,
        /// How it came.
        came: Came,
    },
    /// To keep the drafts of a file with many, but for those that are kept already.
    TakeIn {
        /// The name of the file.
        name: String,
        /// The drafts.
        reports: Vec<Report>,
        /// What could not be read, a sentence each.
        failed: Vec<String>,
    },
}

/// Why a version is noted down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The window closes, or may be about to; `new`, if the store has not been asked to take this
    /// version yet.
    Leaving {
        /// Whether the store is still to be asked.
        new: bool,
    },
    /// The store did not take it; why, in the browser's words.
    StoreFailed(String),
    /// The store has not answered in time, and may still take it.
    StoreSlow,
}

/// What the program around the page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The open report changed, or another one is open.
    Changed,
    /// What is found in the open report changed: how many findings stand without 说明.
    Found {
        /// 错误
        errors: usize,
        /// 核实
        verifies: usize,
        /// 提示
        hints: usize,
    },
    /// What was to be opened at the start is open, or cannot be, or nothing was. This is told once.
    Settled,
}
