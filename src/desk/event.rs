//! The events: actions of the clerk, timers that have run out, and answers of the browser's store,
//! the office module and the host page.
//!
//! Events are plain data. If a transition depends on the state of the screen, that is read before
//! it and travels with the event ([`ScreenSnapshot`]).

use super::effect::{Durability, NoteReason, StoreQuery};
use super::files::{Delivered, FilePurpose, OpenedFile};
use super::record::Record;
use super::store_contents::StoreContents;
use super::tasks::PagesVersion;
use crate::document::digest;
use crate::edition::{CellId, TableKey};
use crate::export::Output;
use crate::layout::Face;
use crate::manual::Section;
use crate::report::Part;
use crate::session::outbox::{self, ReadBackResult, Refusal, Ticks};
use crate::session::{Direction, Panel, PastedGrid, Session};
use crate::view::fonts::FontSettings;
use crate::view::preview::PageImage;
use crate::view::{Act, ElementId, FieldName};

/// One thing that has happened.
#[derive(Debug)]
pub enum Event {
    /// The page starts. This is the first event, and comes once.
    Started(StartOptions),

    // ---- The clerk writes ----
    /// A cell has another text, after each key.
    CellTyped {
        /// The cell.
        cell: CellId,
        /// Its text.
        text: String,
    },
    /// A control (控制数) has another text, after each key.
    ControlTyped {
        /// The cell of the control.
        cell: CellId,
        /// The text of the control.
        text: String,
    },
    /// The unit of an amount was chosen.
    UnitChosen {
        /// The cell of the amount.
        cell: CellId,
        /// The unit.
        unit: String,
    },
    /// A field that is no cell has another value.
    FieldTyped {
        /// The name of the field.
        name: String,
        /// Its value. A ticked box has the value `true`, any other box the empty text.
        value: String,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// The editor of a part has another text.
    SectionTyped {
        /// The part.
        part: Part,
        /// The text, as Markdown.
        markdown: String,
    },
    /// A cell got the focus.
    CellEntered(CellId),
    /// A cell lost the focus.
    CellLeft(CellId),
    /// A field that is no cell lost the focus.
    FieldLeft {
        /// The id of its element.
        id: String,
        /// Its value.
        value: String,
    },
    /// The next edit begins a new step of undo.
    UndoGroupEnded,
    /// A key moves the focus from a cell to its neighbour.
    CellMoved {
        /// The cell that has the focus.
        from: CellId,
        /// Where the neighbour is.
        direction: Direction,
    },
    /// Escape was pressed in a cell.
    EscapePressed {
        /// The cell.
        cell: CellId,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// Undo or redo was asked for.
    Stepped {
        /// Which of both.
        step: HistoryStep,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// A block of cells was pasted.
    Pasted {
        /// The cell into which it was pasted.
        cell: CellId,
        /// The block.
        grid: PastedGrid,
    },
    /// A number in a text was clicked: its index in the narrative, from 0.
    NumberClicked(usize),
    /// Something of the form got the focus, given by the name of its
    /// [`FormTarget`](crate::view::preview::FormTarget).
    FormTargetFocused(Option<String>),
    /// A button was pressed, or a key that does the same.
    ButtonPressed(ButtonPress),

    // ---- Moments ----
    /// It is time to save the draft, and the clerk has paused.
    SaveDue,
    /// It is time to save the draft, while the clerk is still typing.
    SaveWhileTypingDue,
    /// The window closes, or may be about to close.
    PageHiding,
    /// It is time to make the pages of the preview anew.
    PreviewDue,
    /// Nothing on the page has changed for a moment.
    Idle,

    // ---- The browser's store ----
    /// The store answered the request to write a record.
    RecordWritten {
        /// The record.
        record: Record,
        /// The durability with which it was to be written.
        durability: Durability,
        /// The answer.
        answer: WriteResult,
    },
    /// The store answered the request to confirm that the draft which was found there is on the
    /// disk. The answer is a conflict if the store has no draft under that key any more.
    Confirmed {
        /// The version that was found.
        record: Record,
        /// The answer.
        answer: WriteResult,
    },
    /// A note was written, or could not be.
    NoteWritten {
        /// The version.
        record: Record,
        /// Why it was to be written as a note.
        reason: NoteReason,
        /// The result.
        answer: NoteResult,
    },
    /// The store was read for a query.
    StoreRead {
        /// The query.
        query: StoreQuery,
        /// What was read.
        contents: StoreContents,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// A kept draft was deleted, or could not be.
    DraftDeleted,
    /// What the browser kept was deleted.
    LocalDataCleared {
        /// Whether everything was deleted.
        is_complete: bool,
    },
    /// Saving was switched off or on again.
    LocalSavingSwitched {
        /// Whether saving is off.
        is_off: bool,
        /// Whether the browser stored that choice.
        is_remembered: bool,
    },
    /// The browser was asked to keep a rule pack.
    RulePackStored {
        /// The name of the pack.
        name: String,
        /// Whether the browser keeps it.
        is_kept: bool,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// Which documents were ticked at the last export, if the browser remembers it.
    ExportSelectionRead(Option<Ticks>),

    // ---- Files, documents and fonts ----
    /// A chosen file was read, or could not be.
    FileRead {
        /// The name of the file.
        name: String,
        /// The purpose for which it was chosen.
        purpose: FilePurpose,
        /// Its content, or a sentence that says why it could not be read.
        bytes: Result<Vec<u8>, String>,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// The office module read a file, or could not.
    DocumentRead {
        /// The name of the file.
        name: String,
        /// The purpose for which it was chosen.
        purpose: FilePurpose,
        /// What it holds, or a sentence that says why it could not be read.
        answer: Result<OpenedFile, String>,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// The digits of a data code were decoded to a draft, or could not be: a sentence says why.
    DataCodeDecoded(Result<String, String>),
    /// The browser or the host page took a file, or refused it.
    FileDelivered {
        /// What the file is.
        file: Delivered,
        /// Who took it, or that it was refused.
        delivery: outbox::Delivery,
    },
    /// The faces of PDF that have no font were found.
    MissingFontsFound {
        /// The number of the export.
        run: u32,
        /// The faces.
        faces: Vec<Face>,
    },
    /// The digest of the printed part was computed.
    DigestComputed {
        /// The number of the export.
        run: u32,
        /// The digest.
        digest: digest::DigestText,
    },
    /// A document was written and read back, or could not be written.
    DocumentWritten {
        /// The number of the export.
        run: u32,
        /// Which document it is.
        output: Output,
        /// The bytes and the result of reading them back, or why there are none.
        answer: Result<(Vec<u8>, ReadBackResult), Refusal>,
    },
    /// The files of an export were packed into one archive, or could not be.
    ArchiveBuilt {
        /// The number of the export.
        run: u32,
        /// The bytes, or a sentence that says why there are none.
        answer: Result<Vec<u8>, String>,
    },
    /// The fonts that are set for the faces of PDF, for the dialog that shows them.
    FontsListed(FontSettings),
    /// Font files are being inspected; the text says so to the clerk.
    FontInspectionStarted(&'static str),
    /// The result of choosing fonts.
    FontsUpdated(FontsUpdate),
    /// Pages of the preview were made, or could not be.
    PagesLaidOut {
        /// The version of the report that they show.
        version: PagesVersion,
        /// The pages, or a sentence that says why there are none.
        answer: Result<Vec<PageImage>, String>,
    },
    /// Every way of sending was tried: the id of each way
    /// ([`NetworkApi::id`](crate::view::offline::NetworkApi::id)), and its result in a word of
    /// `www/offline.js`.
    NetworkProbed(Vec<(String, String)>),

    /// The module for words is there.
    WordsReady,
    /// The module for words cannot be loaded.
    WordsFailed,
    /// The office module gave the manual, or a sentence says why not.
    ManualRead(Result<Vec<Section>, String>),

    // ---- The host page ----
    /// The host page hands in another draft.
    HostOpenedDraft {
        /// The draft.
        draft: String,
        /// The state of the screen just before.
        seen: ScreenSnapshot,
    },
    /// The host page puts a text into a cell.
    CellSet {
        /// The cell.
        cell: CellId,
        /// The text.
        text: String,
    },
}

/// A step through the history of edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    /// The last step is undone.
    Undo,
    /// The step that was undone last is carried out again.
    Redo,
}

/// How the page starts.
#[derive(Debug, Default)]
pub struct StartOptions {
    /// The key of the draft that was open before a reload or a trap.
    pub current: Option<String>,
    /// An earlier instance trapped.
    pub recovered: bool,
    /// The version that the earlier instance held in the memory of the window, because no store
    /// keeps it.
    pub remembered: Option<Record>,
    /// The report that the host page hands in, to be opened.
    pub given: Option<Box<Session>>,
    /// That report is blank. If a draft of the same agency and year is kept, that draft is opened
    /// instead, unless the host page has changed the given report.
    pub fresh: bool,
    /// The state of the screen at the start.
    pub seen: ScreenSnapshot,
}

/// The part of the screen's state that transitions depend on, read just before an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreenSnapshot {
    /// Whether the focus is inside the page.
    pub has_focus: bool,
    /// The id of the element that has the focus, if the element has an id.
    pub focus: Option<String>,
    /// How far the panel of the part is scrolled down, in pixels.
    pub scrolled: i32,
    /// The width of the page, in pixels; 0 where it is not known.
    pub width: i32,
}

/// A button that was pressed.
#[derive(Clone, Debug)]
pub struct ButtonPress {
    /// The act that the button asks for.
    pub act: Act,
    /// The `data-` attributes of the button.
    pub data: ButtonData,
    /// The names and values of the fields of the dialog that is open.
    pub fields: Vec<(String, String)>,
    /// The state of the screen when it was pressed.
    pub seen: ScreenSnapshot,
}

impl ButtonPress {
    /// The value of a field of the dialog; empty if there is no such field.
    pub fn field(&self, input: &FieldName) -> &str {
        let name = input.to_string();
        self.fields.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
    }
}

/// The `data-` attributes of a pressed button: what its act is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ButtonData {
    /// `data-part`: a part of the report, or 报告信息, by its id.
    pub part: Option<String>,
    /// `data-table`: a table.
    pub table: Option<TableKey>,
    /// `data-key`: the key of a kept draft or of a finding.
    pub key: Option<String>,
    /// `data-name`: a name, such as the title of a kept draft, a rule pack or a rule, or the index
    /// of a number.
    pub name: Option<String>,
    /// `data-to`: where the button leads, or what it is about, such as a cell.
    pub to: Option<String>,
    /// `data-value`: the value that the act takes.
    pub value: Option<String>,
    /// `data-finding`: the key of the finding that contains the button.
    pub finding: Option<String>,
}

impl ButtonData {
    /// The cell in `data-to`, if it names one.
    pub fn cell(&self) -> Option<CellId> {
        self.to.as_deref().and_then(CellId::parse)
    }

    /// The panel in `data-part`, if it names one.
    pub fn panel(&self) -> Option<Panel> {
        self.part.as_deref().and_then(Panel::parse)
    }

    /// The part in `data-part`, if it is one of the six.
    pub fn part(&self) -> Option<Part> {
        self.part.as_deref().and_then(Part::parse)
    }

    /// The index in `data-name` among the numbers of the report, from 0.
    pub fn number(&self) -> Option<usize> {
        self.name.as_deref()?.parse().ok()
    }
}

/// The store's answer to the request to write a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteResult {
    /// The record is in the store.
    Stored,
    /// The store holds a version of another window, which was not overwritten.
    Conflict,
    /// The store failed, for this reason in the browser's words.
    Failed(String),
    /// The store has not answered in time. Its answer follows as a further event.
    TimedOut,
}

/// Whether a record was written as a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteResult {
    /// The note is written.
    Noted,
    /// There is a note of another window, which was not overwritten.
    Conflict,
    /// The browser keeps no notes, or has no space left.
    Failed,
}

/// The result of choosing fonts.
#[derive(Debug)]
pub struct FontsUpdate {
    /// The fonts that are set now.
    pub settings: FontSettings,
    /// A sentence for each font that was set.
    pub set: Vec<String>,
    /// A sentence for each font that was refused.
    pub refused: Vec<String>,
    /// The element that gets the focus.
    pub focus: ElementId,
}
