//! The events: what the clerk does, what falls due, and what the browser's store, the office module
//! and the program around the page answer.
//!
//! Events are plain data. If a transition depends on the state of the screen, that is read before
//! it and travels with the event ([`Seen`]).

use super::effect::{Inquiry, Occasion};
use super::files::{Handed, Opened, Purpose};
use super::office::Version;
use super::record::Record;
use super::stored::Stored;
use crate::document::digest;
use crate::edition::{CellId, TableKey};
use crate::export::Output;
use crate::layout::Face;
use crate::report::Part;
use crate::session::outbox::{self, Proof, Refusal, Ticks};
use crate::session::{Direction, Grid, Session};
use crate::view::fonts::Standing;
use crate::view::preview::Sheet;
use crate::view::{Act, Id, Input};

/// One thing that happens.
#[derive(Debug)]
pub enum Event {
    /// The page starts. Comes first, and once.
    Started(Start),

    // ---- The clerk writes ----
    /// Text in a cell, while it is being typed.
    CellTyped(CellId, String),
    /// Text in a control (控制数).
    ControlTyped(CellId, String),
    /// The unit of an amount was chosen.
    UnitChosen(CellId, String),
    /// Text in a field that is no cell, or a choice there: its name, what it holds. A ticked box
    /// holds `true`, any other box nothing.
    FieldTyped(String, String, Seen),
    /// Text in the editor of a part, as Markdown.
    SectionTyped(Part, String),
    /// A cell got the focus.
    CellEntered(CellId),
    /// A cell lost the focus.
    CellLeft(CellId),
    /// A field that is no cell lost the focus: the id of the element, what it holds.
    FieldLeft(String, String),
    /// The next edit begins a new step of undo.
    Paused,
    /// A key leads from a cell to another.
    CellMoved(CellId, Direction),
    /// Escape was pressed in a cell.
    Escaped(CellId, Seen),
    /// A step is to be taken back, or (`false`) done again.
    Stepped(bool, Seen),
    /// A block was pasted into a cell.
    Pasted(CellId, Grid),
    /// A number in a text was pointed at, by its place in the narrative.
    NumberPointedAt(usize),
    /// Something of the form came into hand, by the name of its aim.
    TakenInHand(Option<String>),
    /// A button was pressed, or a key that stands for one.
    Pressed(Press),

    // ---- Moments ----
    /// It is time to keep the draft, and the clerk has paused.
    KeepDue,
    /// It is time to keep the draft, while the clerk goes on typing.
    KeepMeanwhile,
    /// The window closes, or may be about to.
    Leaving,
    /// It is time to make the pages of the preview anew.
    PagesDue,
    /// Nothing has happened for a moment.
    Quiet,

    // ---- The browser's store ----
    /// The store answered a wish to put a record.
    Put(Record, PutAnswer),
    /// The notes answered a wish to note a record down.
    Noted(Record, Occasion, NoteAnswer),
    /// The store was read for an inquiry.
    StoreRead(Inquiry, Stored, Seen),
    /// A kept draft was thrown away, or could not be.
    Forgotten,
    /// Everything was cleared; `false` if something could not be.
    Cleared(bool),
    /// The wish to keep nothing, or to keep again, was noted; `false` if the browser refused.
    KeepNothingNoted(bool, bool),
    /// A rule pack was kept; `false` if the browser refused.
    PackKept(String, bool, Seen),
    /// What was ticked at the last export, if the browser remembers it.
    TicksRead(Option<Ticks>),

    // ---- Files, documents and fonts ----
    /// A chosen file was read, or a sentence says why not.
    FileRead(String, Purpose, Result<Vec<u8>, String>, Seen),
    /// The office module read a file, or says why not.
    DocumentRead(String, Purpose, Result<Opened, String>, Seen),
    /// The digits of a data code were read, or a sentence says why not.
    Decoded(Result<String, String>),
    /// A file was taken over, or refused.
    HandedOver(Handed, outbox::Handed),
    /// The fonts of PDF were looked for: the faces that have none.
    FontsFound(u32, Vec<Face>),
    /// The digest of what prints is known.
    Digested(u32, digest::Words),
    /// A document was written and read back, or not.
    Wrote(u32, Output, Result<(Vec<u8>, Proof), Refusal>),
    /// The files of an export were packed into one, or a sentence says why not.
    Packed(u32, Result<Vec<u8>, String>),
    /// What is set for the faces of PDF, for the dialog that shows it.
    FontsListed(Standing),
    /// Fonts are being looked at: words that say so.
    FontsLookedAt(&'static str),
    /// What came of a choice of fonts.
    FontsChosen(FontsChosen),
    /// Pages of the preview were made, or a sentence says why not.
    LaidOut(Version, Result<Vec<Sheet>, String>),
    /// Every way of sending was tried: the id of the way, and the word for what came of it.
    TriedToSend(Vec<(String, String)>),

    // ---- The program around the page ----
    /// It hands in another draft.
    DraftGiven(String, Seen),
    /// It puts a text into a cell.
    CellSet(CellId, String),
}

/// How the page starts.
#[derive(Debug, Default)]
pub struct Start {
    /// The key of the draft that was open before a reload or a trap.
    pub current: Option<String>,
    /// An earlier instance trapped.
    pub recovered: bool,
    /// What the earlier instance had the window remember: a draft that no store keeps.
    pub remembered: Option<String>,
    /// The report that the program around the page hands in, to be opened.
    pub given: Option<Box<Session>>,
    /// That report is a blank one: a kept one of the same organ and year goes first, unless
    /// something was put into the given one.
    pub fresh: bool,
    /// The state of the screen at the start.
    pub seen: Seen,
}

/// The part of the screen's state that transitions depend on, read just before an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whether the focus is inside the page.
    pub has_focus: bool,
    /// The id of the element that has it, if it has one.
    pub focus: Option<String>,
    /// How far the panel of the part is scrolled, in pixels.
    pub scrolled: i32,
    /// How wide the page is, in pixels; 0 where that is not known.
    pub width: i32,
}

/// A button that was pressed.
#[derive(Clone, Debug)]
pub struct Press {
    /// What it stands for.
    pub act: Act,
    /// What it says of itself.
    pub data: Data,
    /// The fields of the dialog that it stands in: their names, what they hold.
    pub fields: Vec<(String, String)>,
    /// The state of the screen when it was pressed.
    pub seen: Seen,
}

impl Press {
    /// What a field of the dialog holds; nothing, if there is no such field.
    pub fn field(&self, input: &Input) -> &str {
        let name = input.to_string();
        self.fields.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
    }
}

/// What a pressed button says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// A part of the report.
    pub part: Option<String>,
    /// A table.
    pub table: Option<TableKey>,
    /// A kept draft.
    pub key: Option<String>,
    /// The name of a kept draft.
    pub name: Option<String>,
    /// A cell to go to.
    pub to: Option<String>,
    /// A value to be taken.
    pub value: Option<String>,
    /// The finding that the button belongs to.
    pub finding: Option<String>,
}

impl Data {
    /// The cell to go to, if it is a cell.
    pub fn cell(&self) -> Option<CellId> {
        self.to.as_deref().and_then(CellId::parse)
    }

    /// The part of the report, if it is one of the six.
    pub fn part(&self) -> Option<Part> {
        self.part.as_deref().and_then(Part::parse)
    }

    /// The place among the numbers of the report, from 0.
    pub fn number(&self) -> Option<usize> {
        self.name.as_deref()?.parse().ok()
    }
}

/// What the store answers to a wish to put a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutAnswer {
    /// It is in the store.
    Stored,
    /// Another window's version stands there: nothing was overwritten.
    Conflict,
    /// The store failed; why, in the browser's words.
    Failed(String),
    /// The store has not answered in time. Its answer follows as an event of its own.
    Slow,
}

/// What the notes answer to a wish to note a record down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteAnswer {
    /// It is noted.
    Noted,
    /// Another window's note stands there: nothing was overwritten.
    Conflict,
    /// The browser keeps no notes, or has no room.
    Failed,
}

/// What came of a choice of fonts.
#[derive(Debug)]
pub struct FontsChosen {
    /// The fonts that are set now.
    pub standing: Standing,
    /// The fonts that were set, a sentence each.
    pub set: Vec<String>,
    /// The fonts that were refused, a sentence each.
    pub refused: Vec<String>,
    /// The element that gets the focus.
    pub focus: Id,
}
