//! A browser as the state machine meets it: windows over one disk, made of nothing but data.
//!
//! The disk keeps what IndexedDB and localStorage would. Work that a browser does later waits in
//! [`Window::asked`], so that a test decides when it is done, and whether it is done before a
//! window dies. The office module is asked natively.

use nianbao::desk::{
    Data, Dated, Desk, Download, Durability, Effect, Event, Inquiry, Joined, Moment, NoteAnswer,
    Now, Opened, Packing, Press, PutAnswer, Request, Seen, Settings, Start, Stored, Task, Telling,
    Trouble, Version, Wish, join, update,
};
use nianbao::document;
use nianbao::draft::{self, code};
use nianbao::edition::CellId;
use nianbao::export::{self, Fonts, Job};
use nianbao::import;
use nianbao::layout::Face;
use nianbao::read_back::read_back;
use nianbao::report::{Date, Part};
use nianbao::rules::RULE_SET;
use nianbao::session::Session;
use nianbao::session::outbox::{Handed, Help, Proof, Refusal, Ticks};
use nianbao::view::dialog::Difference;
use nianbao::view::fonts::Standing;
use nianbao::view::{Act, Patch, preview};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

pub use nianbao::desk::{Purpose, Record};
pub use nianbao::export::Format;

/// The day of every test.
pub const TODAY: Date = Date { year: 2026, month: 1, day: 15 };

/// How the store of a disk behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// It takes and gives.
    #[default]
    Works,
    /// It refuses to take anything, and gives what it has.
    Full,
    /// It does not answer in time.
    Slow,
    /// The browser has none.
    Absent,
}

/// What a browser keeps, for all its windows and beyond their end.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Disk {
    /// The drafts of IndexedDB, as far as they are committed.
    pub records: BTreeMap<String, Record>,
    /// The drafts that are on the disk even after a power cut: those of the last strict transaction
    /// and what was there before it.
    pub strict: BTreeMap<String, Record>,
    /// The notes of localStorage, as windows see them.
    pub notes: BTreeMap<String, Record>,
    /// The notes that are on the disk: browsers write them late.
    pub flushed: BTreeMap<String, Record>,
    /// The wish to keep nothing.
    pub keeps_nothing: bool,
    /// The rule packs: names and texts.
    pub packs: Vec<(String, String)>,
    /// What was ticked at the last export.
    pub ticks: Option<Ticks>,
    /// Large type.
    pub large: bool,
    /// How IndexedDB behaves.
    pub store: Store,
    /// localStorage takes nothing.
    pub notes_full: bool,
    /// The store lets any window overwrite any version, which no browser does with this program.
    pub overwrites: bool,
    /// Milliseconds since 1970.
    pub millis: u64,
    windows: u64,
}

/// A disk that windows share.
pub type Shared = Rc<RefCell<Disk>>;

/// An empty disk.
pub fn disk() -> Shared {
    Rc::new(RefCell::new(Disk { millis: 1_768_440_000_000, ..Disk::default() }))
}

impl Disk {
    /// The browser writes its notes to the disk.
    pub fn flush(&mut self) {
        self.flushed = self.notes.clone();
    }

    /// The browser ends in the middle of what it does: notes that are not on the disk are lost.
    pub fn crash(&mut self) {
        self.notes = self.flushed.clone();
    }

    /// A browser starts: until then the system has written what it was handed.
    pub fn start(&mut self) {
        self.strict = self.records.clone();
    }

    /// The power fails: what was only handed to the operating system is lost.
    pub fn power_cut(&mut self) {
        self.records = self.strict.clone();
        self.crash();
    }

    /// What is kept of each draft, from records and notes.
    pub fn kept(&self) -> Vec<Record> {
        let Joined { mut records, strays, .. } =
            join(self.records.values().cloned().collect(), self.notes.values().cloned().collect());
        records.extend(strays);
        records
    }
}

/// Work that the browser does later.
#[derive(Debug)]
pub enum Asked {
    Put(Record, Durability),
    Read(Inquiry),
    Forget(String),
    Clear,
    Document(String, Purpose, Vec<u8>),
    Decode(String),
    Digest(u32, String),
    Write(Box<Task>),
    Pack(Packing),
    Fonts(u32),
    ListFonts,
    LayOut(Request),
    TryToSend,
}

/// What can be seen in a window.
#[derive(Debug, Default)]
pub struct Screen {
    /// The page as it was last drawn.
    drawn: String,
    /// What was put into elements since, by their ids.
    html: BTreeMap<String, String>,
    /// What fields hold, by the ids of their elements.
    values: BTreeMap<String, String>,
    attributes: BTreeMap<(String, &'static str), Option<String>>,
    lists: BTreeMap<String, Vec<(String, String)>>,
    dialog: String,
    /// The last message, and whether it is bad news.
    pub message: (String, bool),
    /// The name of the window.
    pub title: String,
    /// The id of the element that has the focus.
    pub focus: Option<String>,
    scrolled: i32,
    /// The fields of the dialog, as far as they were filled in.
    filled: BTreeMap<String, String>,
}

/// A window of the browser, or an element on another page.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Window {
    pub desk: Desk,
    pub disk: Shared,
    pub screen: Screen,
    /// Work that is still to be done, in order.
    pub asked: VecDeque<Asked>,
    /// Records that a slow store may still take.
    late: VecDeque<(Record, Durability)>,
    /// The draft is to be kept soon.
    pub keep_due: bool,
    /// The pages of the preview are to be made soon.
    pub pages_due: bool,
    /// The draft that is open, for a reload of this window.
    pub current: Option<String>,
    /// What the window remembers for a new start after a fault.
    pub remembered: Option<String>,
    /// The files that the browser took over.
    pub downloads: Vec<Download>,
    /// The browser lets no file be saved.
    pub refuses_files: bool,
    /// The program around the page takes files.
    pub around_takes: bool,
    /// What the program around was told.
    pub told: Vec<Telling>,
    /// The files that the clerk was asked for.
    pub choosing: Option<Purpose>,
    /// What was wished of the fonts.
    pub wishes: Vec<Wish>,
    /// The faces without a font.
    pub missing_faces: Vec<Face>,
    /// What else the browser was asked for, by name.
    pub done: Vec<String>,
    /// How wide the page is, in pixels.
    pub width: i32,
    /// Every version that the store or the notes took from this window, in order.
    pub kept: Vec<Record>,
    embedded: bool,
}

/// How a window begins.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub current: Option<String>,
    pub recovered: bool,
    pub remembered: Option<String>,
    pub draft: Option<String>,
    pub fresh: bool,
    pub embedded: bool,
    pub packs: Vec<String>,
}

impl Window {
    /// A new window.
    pub fn open(disk: &Shared) -> Self {
        Self::start(disk, Opening::default())
    }

    /// A new window that begins so.
    pub fn start(disk: &Shared, opening: Opening) -> Self {
        let settings = {
            let mut disk = disk.borrow_mut();
            disk.windows += 1;
            Settings {
                tab: format!("window-{}", disk.windows),
                seed: disk.windows,
                embedded: opening.embedded,
                server: None,
                large: disk.large,
                given_packs: opening.packs,
                kept_packs: disk.packs.iter().map(|(_, text)| text.clone()).collect(),
            }
        };
        let mut window = Self {
            desk: Desk::new(settings),
            disk: Rc::clone(disk),
            screen: Screen::default(),
            asked: VecDeque::new(),
            late: VecDeque::new(),
            keep_due: false,
            pages_due: false,
            current: None,
            remembered: opening.remembered.clone(),
            downloads: Vec::new(),
            refuses_files: false,
            around_takes: false,
            told: Vec::new(),
            choosing: None,
            wishes: Vec::new(),
            missing_faces: Vec::new(),
            done: Vec::new(),
            width: 1366,
            kept: Vec::new(),
            embedded: opening.embedded,
        };
        let seen = window.seen();
        window.send(Event::Started(Start {
            current: opening.current,
            recovered: opening.recovered,
            remembered: opening.remembered,
            given: opening.draft.map(|draft| Box::new(Session::open(&draft).expect("a draft"))),
            fresh: opening.fresh,
            seen,
        }));
        window
    }

    /// What is in sight.
    pub fn seen(&self) -> Seen {
        Seen {
            has_focus: self.screen.focus.is_some(),
            focus: self.screen.focus.clone(),
            scrolled: self.screen.scrolled,
            width: self.width,
        }
    }

    /// Something happens.
    pub fn send(&mut self, event: Event) {
        let now = {
            let mut disk = self.disk.borrow_mut();
            disk.millis += 1;
            Now {
                moment: Moment { day: TODAY, hour: 10, minute: 32 },
                millis: disk.millis,
                keeps_nothing: disk.keeps_nothing,
            }
        };
        for effect in update(&mut self.desk, event, &now) {
            self.carry_out(effect);
        }
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each effect")]
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Draw(html) => {
                let Screen { title, message, scrolled, .. } = std::mem::take(&mut self.screen);
                self.screen = Screen { drawn: html, title, message, scrolled, ..Screen::default() };
            }
            Effect::Patch(patches, busy) => {
                for patch in patches {
                    self.patch(patch, busy.as_deref());
                }
            }
            Effect::Rewrite(id, text) => drop(self.screen.values.insert(id, text)),
            Effect::Html(id, html) => drop(self.screen.html.insert(id, html)),
            Effect::Dialog(_, html) => {
                self.screen.dialog = html;
                self.screen.filled.clear();
            }
            Effect::CloseDialog => self.screen.dialog.clear(),
            Effect::Message(words, bad) => self.screen.message = (words, bad),
            Effect::Title(title) => self.screen.title = title,
            Effect::Focus(id) | Effect::FocusFrom(_, id) => self.screen.focus = Some(id),
            Effect::IntoPart(cell) => {
                self.screen.focus = cell.map(|cell| format!("nb-c-{cell}"));
                self.done.push("into the part".to_owned());
            }
            Effect::Scroll(top) => self.screen.scrolled = top,
            Effect::KeepSoon => self.keep_due = true,
            Effect::PagesSoon(_) => self.pages_due = true,
            Effect::Put(record, how) => self.asked.push_back(Asked::Put(record, how)),
            Effect::Note(record, occasion) => {
                let answer = self.note(&record);
                self.send(Event::Noted(record, occasion, answer));
            }
            Effect::SettleNote(record) => {
                let mut disk = self.disk.borrow_mut();
                if disk.notes.get(&record.key).is_some_and(|note| record.outdates(note)) {
                    disk.notes.remove(&record.key);
                }
            }
            Effect::ReadStore(inquiry) => self.asked.push_back(Asked::Read(inquiry)),
            Effect::Forget(key) => self.asked.push_back(Asked::Forget(key)),
            Effect::Clear => self.asked.push_back(Asked::Clear),
            Effect::SetCurrent(key) => self.current = key,
            Effect::KeepNothing(on) => {
                self.disk.borrow_mut().keeps_nothing = on;
                self.send(Event::KeepNothingNoted(on, true));
            }
            Effect::Remember(draft) => self.remembered = draft,
            Effect::KeepLarge(on) => self.disk.borrow_mut().large = on,
            Effect::KeepPack(name, text) => {
                let kept = !self.disk.borrow().notes_full;
                if kept {
                    let mut disk = self.disk.borrow_mut();
                    disk.packs.retain(|(other, _)| *other != name);
                    disk.packs.push((name.clone(), text));
                }
                let seen = self.seen();
                self.send(Event::PackKept(name, kept, seen));
            }
            Effect::ForgetPack(name) => {
                self.disk.borrow_mut().packs.retain(|(other, _)| *other != name);
            }
            Effect::AskForTicks => {
                let ticks = self.disk.borrow().ticks.clone();
                self.send(Event::TicksRead(ticks));
            }
            Effect::KeepTicks(ticks) => self.disk.borrow_mut().ticks = Some(ticks),
            Effect::ChooseFile(purpose) => self.choosing = Some(purpose),
            Effect::ReadByOffice(name, purpose, bytes) => {
                self.asked.push_back(Asked::Document(name, purpose, bytes));
            }
            Effect::Decode(digits) => self.asked.push_back(Asked::Decode(digits)),
            Effect::Download(files) => {
                for file in files {
                    let by = match (self.around_takes, self.refuses_files) {
                        (true, _) => Handed::Around,
                        (false, true) => Handed::Refused,
                        (false, false) => Handed::Taken,
                    };
                    let what = file.then.clone();
                    if by != Handed::Refused {
                        self.downloads.push(file);
                    }
                    self.send(Event::HandedOver(what, by));
                }
            }
            Effect::Fonts(Wish::Show) => self.asked.push_back(Asked::ListFonts),
            Effect::Fonts(wish) => self.wishes.push(wish),
            Effect::LookForFonts(run) => self.asked.push_back(Asked::Fonts(run)),
            Effect::Digest(run, draft) => self.asked.push_back(Asked::Digest(run, draft)),
            Effect::Write(task) => self.asked.push_back(Asked::Write(Box::new(task))),
            Effect::Pack(packing) => self.asked.push_back(Asked::Pack(packing)),
            Effect::LayOut(request) => self.asked.push_back(Asked::LayOut(request)),
            Effect::Pages(items) => {
                self.patch(Patch::List { id: "nb-pages".to_owned(), items }, None);
            }
            Effect::Tell(telling) => self.told.push(telling),
            Effect::TryToSend => self.asked.push_back(Asked::TryToSend),
            Effect::Print => self.done.push("print".to_owned()),
            Effect::Bold => self.done.push("bold".to_owned()),
            Effect::InsertField(html) => self.done.push(format!("insert {html}")),
            Effect::ReplaceNumber(part, number, units, html) => {
                self.done.push(format!("replace {part} {number} {units} {html}"));
            }
            Effect::SelectNumber(part, number) => {
                self.done.push(format!("select number {part} {number}"));
            }
            Effect::SelectWords(part, place) => {
                self.done.push(format!("select words {part} {place}"));
            }
            Effect::ToParagraph(editor, place) => {
                self.done.push(format!("to paragraph {editor} {place}"));
            }
            Effect::Show(id) => self.done.push(format!("show {id}")),
            Effect::Mark(aim, follow) => self.done.push(format!("mark {aim:?} {follow}")),
            Effect::Large(_)
            | Effect::KeepSelection
            | Effect::RestoreSelection(_)
            | Effect::HoldPage
            | Effect::ReleasePage => {}
        }
    }

    fn patch(&mut self, patch: Patch, busy: Option<&str>) {
        match patch {
            Patch::Html { id, html } => drop(self.screen.html.insert(id, html)),
            Patch::Attribute { id, name, value } => {
                self.screen.attributes.insert((id, name), value);
            }
            Patch::Value { id, value } => {
                if busy != Some(id.as_str()) {
                    self.screen.values.insert(id, value);
                }
            }
            Patch::List { id, items } => {
                let before = self.screen.lists.remove(&id).unwrap_or_default();
                let old = |key: &str| before.iter().find(|(other, _)| other == key);
                let items = items.into_iter().map(|item| {
                    let html = item.html.or_else(|| old(&item.key).map(|(_, html)| html.clone()));
                    (item.key, html.unwrap_or_default())
                });
                let items = items.collect();
                self.screen.lists.insert(id, items);
            }
        }
    }

    fn note(&mut self, record: &Record) -> NoteAnswer {
        let mut disk = self.disk.borrow_mut();
        if disk.notes_full {
            NoteAnswer::Failed
        } else if record.may_replace(disk.notes.get(&record.key)) {
            disk.notes.insert(record.key.clone(), record.clone());
            self.kept.push(record.clone());
            NoteAnswer::Noted
        } else {
            NoteAnswer::Conflict
        }
    }

    // ---- Work that is done later ----

    /// The store takes a record, or does not: without the answer, which may come too late.
    pub fn try_put(&mut self, record: &Record, how: Durability) -> PutAnswer {
        let mut disk = self.disk.borrow_mut();
        match disk.store {
            Store::Works
                if disk.overwrites || record.may_replace(disk.records.get(&record.key)) =>
            {
                disk.records.insert(record.key.clone(), record.clone());
                if how == Durability::Strict {
                    disk.strict = disk.records.clone();
                }
                self.kept.push(record.clone());
                PutAnswer::Stored
            }
            Store::Works => PutAnswer::Conflict,
            Store::Full => PutAnswer::Failed("磁盘满了".to_owned()),
            Store::Slow => PutAnswer::Slow,
            Store::Absent => PutAnswer::Failed(String::new()),
        }
    }

    fn read_store(&mut self) -> Stored {
        let mut disk = self.disk.borrow_mut();
        let trouble = match disk.store {
            Store::Works | Store::Full => None,
            Store::Slow => Some(Trouble { is_shut: false, has_store: true, is_slow: true }),
            Store::Absent => Some(Trouble { is_shut: false, has_store: false, is_slow: false }),
        };
        let records = match trouble {
            None => disk.records.values().cloned().collect(),
            Some(_) => Vec::new(),
        };
        let Joined { mut records, stale, strays } =
            join(records, disk.notes.values().cloned().collect());
        for note in stale {
            disk.notes.remove(&note.key);
        }
        for note in strays {
            disk.windows += 1;
            let own = note.apart(format!("apart-{}", disk.windows));
            disk.notes.remove(&note.key);
            disk.notes.insert(own.key.clone(), own.clone());
            records.push(own);
        }
        let kept = Moment { day: TODAY, hour: 10, minute: 0 };
        let dated = |record| Dated { record, kept };
        Stored { records: records.into_iter().map(dated).collect(), trouble }
    }

    /// Does the next piece of work; `false` if there is none.
    pub fn do_next(&mut self) -> bool {
        let is_slow = self.disk.borrow().store == Store::Slow;
        if !is_slow && let Some((record, how)) = self.late.pop_front() {
            self.asked.push_front(Asked::Put(record, how));
        }
        let Some(asked) = self.asked.pop_front() else { return false };
        match asked {
            Asked::Put(record, how) => {
                let answer = self.try_put(&record, how);
                if answer == PutAnswer::Slow {
                    self.late.push_back((record.clone(), how));
                }
                self.send(Event::Put(record, answer));
            }
            Asked::Read(inquiry) => {
                let stored = self.read_store();
                let seen = self.seen();
                self.send(Event::StoreRead(inquiry, stored, seen));
            }
            Asked::Forget(key) => {
                {
                    let mut disk = self.disk.borrow_mut();
                    disk.records.remove(&key);
                    disk.strict.remove(&key);
                    disk.notes.remove(&key);
                }
                self.send(Event::Forgotten);
            }
            Asked::Clear => {
                {
                    let mut disk = self.disk.borrow_mut();
                    disk.records.clear();
                    disk.strict.clear();
                    disk.notes.clear();
                    disk.packs.clear();
                    disk.ticks = None;
                }
                self.send(Event::Cleared(true));
            }
            Asked::Document(name, purpose, bytes) => {
                let seen = self.seen();
                self.send(Event::DocumentRead(name, purpose, read(&bytes), seen));
            }
            Asked::Decode(digits) => {
                let answer =
                    code::read(&digits).map(|report| draft::write(&report, RULE_SET.version));
                self.send(Event::Decoded(answer.map_err(|error| error.to_string())));
            }
            Asked::Digest(run, draft) => {
                let report = draft::read(&draft).expect("a draft");
                let document =
                    document::report::compose(&report, &document::report::Options::default());
                let digest = document::digest::Digest::of(&document);
                self.send(Event::Digested(run, digest.into()));
            }
            Asked::Write(task) => {
                let came = write(&task);
                self.send(Event::Wrote(task.run, task.output, came));
            }
            Asked::Pack(packing) => {
                let bytes = export::archive(&packing.files, Date::parse(&packing.written_on));
                self.send(Event::Packed(packing.run, bytes.map_err(|error| error.to_string())));
            }
            Asked::Fonts(run) => self.send(Event::FontsFound(run, self.missing_faces.clone())),
            Asked::ListFonts => self.send(Event::FontsListed(Standing::default())),
            Asked::LayOut(request) => {
                let report = draft::read_own(&request.draft).expect("a draft");
                let options = document::report::Options {
                    draft_mark: request.version.draft_mark,
                    ..document::report::Options::default()
                };
                let sheets = preview::sheets(&report, &options, &request.known);
                self.send(Event::LaidOut(request.version, Ok(sheets)));
            }
            Asked::TryToSend => self.send(Event::TriedToSend(Vec::new())),
        }
        true
    }

    /// Does everything that is to be done, and lets the draft be kept.
    pub fn settle(&mut self) {
        while self.do_next() || self.keep() {}
    }

    /// Keeps the draft, if that is due, while the clerk types on.
    pub fn keep_meanwhile(&mut self) {
        if self.keep_due {
            self.send(Event::KeepMeanwhile);
        }
    }

    /// Keeps the draft, if that is due.
    pub fn keep(&mut self) -> bool {
        let due = std::mem::take(&mut self.keep_due);
        if due {
            self.send(Event::KeepDue);
        }
        due
    }

    /// Makes the pages of the preview, if they are due.
    pub fn lay_out(&mut self) {
        if std::mem::take(&mut self.pages_due) {
            self.send(Event::PagesDue);
        }
        self.settle();
    }

    /// Takes away the pages that are asked for, as if they never came; what they are made of.
    pub fn take_request(&mut self) -> Option<Version> {
        let place = self.asked.iter().position(|asked| matches!(asked, Asked::LayOut(_)))?;
        match self.asked.remove(place)? {
            Asked::LayOut(request) => Some(request.version),
            _ => None,
        }
    }

    // ---- What the clerk does ----

    /// Types a number into a cell, as keys would, and leaves it.
    pub fn type_cell(&mut self, id: &str, text: &str) {
        let id = cell(id);
        self.enter(id);
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            self.type_into(id, &text[..end]);
        }
        if text.is_empty() {
            self.type_into(id, "");
        }
        self.send(Event::CellLeft(id));
    }

    /// A cell gets the focus.
    pub fn enter(&mut self, id: CellId) {
        self.screen.focus = Some(format!("nb-c-{id}"));
        self.send(Event::CellEntered(id));
    }

    /// What stands in the cell in hand is this now.
    pub fn type_into(&mut self, id: CellId, text: &str) {
        self.screen.values.insert(format!("nb-c-{id}"), text.to_owned());
        self.send(Event::CellTyped(id, text.to_owned()));
    }

    /// Types the text of a part.
    pub fn write(&mut self, part: Part, markdown: &str) {
        self.send(Event::SectionTyped(part, markdown.to_owned()));
    }

    /// Fills in a field that is no cell, or chooses there, and leaves it.
    pub fn fill(&mut self, name: &str, text: &str) {
        self.screen.filled.insert(name.to_owned(), text.to_owned());
        let (id, seen) = (format!("nb-f-{name}"), self.seen());
        self.screen.values.insert(id.clone(), text.to_owned());
        self.send(Event::FieldTyped(name.to_owned(), text.to_owned(), seen));
        self.send(Event::FieldLeft(id, text.to_owned()));
    }

    /// Presses a button that stands somewhere on the screen: in the dialog, if one is open.
    pub fn click(&mut self, act: &str) {
        self.click_with(act, &[]);
    }

    /// Presses the first button with these members.
    pub fn click_with(&mut self, act: &str, members: &[(&str, &str)]) {
        let tag = self.button(act, members);
        let tag = tag.unwrap_or_else(|| panic!("no button {act} {members:?} is on the screen"));
        self.press(act, data_of(&tag));
    }

    /// Presses a key that stands for a button, or a button with these data.
    pub fn press(&mut self, act: &str, data: Data) {
        let mut fields: BTreeMap<String, String> = fields_of(&self.screen.dialog);
        fields.extend(self.screen.filled.clone());
        let press = Press {
            act: Act::parse(act).unwrap_or_else(|| panic!("{act} is no act")),
            data,
            fields: fields.into_iter().collect(),
            seen: self.seen(),
        };
        self.send(Event::Pressed(press));
    }

    /// The tag of the first such button.
    fn button(&self, act: &str, members: &[(&str, &str)]) -> Option<String> {
        let html = if self.screen.dialog.is_empty() {
            self.html()
        } else {
            self.screen.dialog_with_changes()
        };
        let is_meant = |tag: &&str| {
            attribute(tag, "data-act").as_deref() == Some(act)
                && members
                    .iter()
                    .all(|(name, value)| attribute(tag, name).as_deref() == Some(*value))
        };
        tags(&html).into_iter().find(is_meant).map(str::to_owned)
    }

    /// Whether such a button stands on the screen.
    pub fn shows(&self, act: &str) -> bool {
        self.button(act, &[]).is_some()
    }

    /// Opens a part.
    pub fn go(&mut self, part: &str) {
        self.press("go", Data { part: Some(part.to_owned()), ..Data::default() });
    }

    /// 新建, as a clerk would.
    pub fn begin(&mut self, name: &str, year: u16) {
        self.press("new", Data::default());
        self.fill("new.name", name);
        self.fill("new.level", "township");
        self.fill("new.year", &year.to_string());
        self.click("new.create");
    }

    /// Gives a file.
    pub fn give(&mut self, name: &str, bytes: &[u8]) {
        let purpose = self.choosing.take().unwrap_or_default();
        let bytes = match nianbao::desk::refused_by_size(bytes.len() as u64) {
            None => Ok(bytes.to_vec()),
            Some(sentence) => Err(sentence),
        };
        let seen = self.seen();
        self.send(Event::FileRead(name.to_owned(), purpose, bytes, seen));
    }

    // ---- The end of a window ----

    /// The window closes: the page is told, then all work that is left is dropped. Gives what the
    /// next instance in the same window would know.
    pub fn close(mut self) -> Opening {
        self.leave();
        self.kill()
    }

    /// The window is hidden or about to close.
    pub fn leave(&mut self) {
        self.send(Event::Leaving);
    }

    /// What is on its way to the store arrives there, though nobody hears of it any more.
    pub fn let_arrive(&mut self) {
        for (record, how) in std::mem::take(&mut self.late) {
            self.try_put(&record, how);
        }
        for asked in std::mem::take(&mut self.asked) {
            if let Asked::Put(record, how) = asked {
                self.try_put(&record, how);
            }
        }
    }

    /// Documents that are being written come to nothing.
    pub fn forget_documents(&mut self) {
        let is_kept =
            |asked: &Asked| matches!(asked, Asked::Put(..) | Asked::Read(_) | Asked::Forget(_));
        self.asked.retain(is_kept);
    }

    /// The clerk goes on with the kept draft at this place of the list.
    pub fn continue_at(&mut self, place: usize) {
        let html = self.screen.html.get("nb-kept").cloned().unwrap_or_default();
        let is_offer = |tag: &&str| attribute(tag, "data-act").as_deref() == Some("continue");
        let offers = tags(&html);
        let tag = offers.into_iter().filter(is_offer).nth(place).expect("an offer");
        let data = data_of(tag);
        self.press("continue", data);
    }

    /// The program ends in the middle of what it does.
    pub fn kill(self) -> Opening {
        Opening { current: self.current, embedded: self.embedded, ..Opening::default() }
    }

    /// The program traps, and another instance starts in the same window.
    pub fn trap(self) -> Self {
        let opening = Opening {
            current: self.current,
            recovered: true,
            remembered: self.remembered,
            embedded: self.embedded,
            ..Opening::default()
        };
        Self::start(&self.disk, opening)
    }

    /// The clerk reloads the window.
    pub fn reload(self) -> Self {
        let disk = Rc::clone(&self.disk);
        Self::start(&disk, self.close())
    }

    // ---- What can be seen ----

    /// The draft of the open report.
    pub fn draft(&self) -> Option<String> {
        self.desk.session().map(nianbao::session::Session::draft)
    }

    /// What stands in a cell.
    pub fn cell(&self, id: &str) -> String {
        self.field(&format!("nb-c-{id}"))
    }

    /// What stands in a field, by the id of its element.
    pub fn field(&self, id: &str) -> String {
        self.screen.values.get(id).cloned().unwrap_or_default()
    }

    /// The words of the saved bar.
    pub fn saved(&self) -> String {
        self.words("nb-saved")
    }

    /// The words that were put into an element.
    pub fn words(&self, id: &str) -> String {
        self.screen.html.get(id).map(|html| words_of(html)).unwrap_or_default()
    }

    /// The name of the window.
    pub fn title(&self) -> String {
        self.screen.title.clone()
    }

    /// The words of the dialog.
    pub fn dialog(&self) -> String {
        words_of(&self.screen.dialog_with_changes())
    }

    /// The words of the message, and of the dialog.
    pub fn message(&self) -> String {
        format!("{} {}", self.screen.message.0, self.dialog())
    }

    /// An attribute that was set.
    pub fn attribute(&self, id: &str, name: &'static str) -> Option<String> {
        self.screen.attributes.get(&(id.to_owned(), name)).cloned().flatten()
    }

    /// The findings: the ids of their rules, and their words.
    pub fn findings(&self) -> Vec<(String, String)> {
        let list = self.screen.lists.get("nb-findings").cloned().unwrap_or_default();
        let rule = |html: &str| {
            tags(html).into_iter().find_map(|tag| attribute(tag, "data-rule")).unwrap_or_default()
        };
        list.iter().map(|(_, html)| (rule(html), words_of(html))).collect()
    }

    /// How many drafts the first screen offers.
    pub fn offered(&self) -> usize {
        let html = self.screen.html.get("nb-kept").cloned().unwrap_or_default();
        let is_offer = |tag: &&str| attribute(tag, "data-act").as_deref() == Some("continue");
        tags(&html).into_iter().filter(is_offer).count()
    }

    /// How many pages the preview has.
    pub fn pages(&self) -> usize {
        self.screen.lists.get("nb-pages").map_or(0, Vec::len)
    }

    /// Everything that is on the screen but for the dialog.
    pub fn html(&self) -> String {
        let mut html = self.screen.drawn.clone();
        self.screen.html.values().for_each(|part| html.push_str(part));
        let items = self.screen.lists.values().flatten();
        items.for_each(|(_, item)| html.push_str(item));
        html
    }
}

impl Screen {
    /// The dialog, and what was put into its elements since.
    fn dialog_with_changes(&self) -> String {
        let mut html = self.dialog.clone();
        for (id, part) in &self.html {
            if self.dialog.contains(&format!("id=\"{id}\"")) {
                html.push_str(part);
            }
        }
        for (id, items) in &self.lists {
            if self.dialog.contains(&format!("id=\"{id}\"")) {
                for (_, item) in items {
                    html.push_str(item);
                }
            }
        }
        html
    }
}

// ---- HTML, as far as a test reads it ----

fn tags(html: &str) -> Vec<&str> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| Some(&html[at..=at + html[at..].find('>')?])).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let begin = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = begin + tag[begin..].find('"')?;
    Some(plain(&tag[begin..end]))
}

fn plain(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The words of a piece of HTML.
pub fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => words.push(c),
            _ => {}
        }
    }
    plain(&words)
}

fn data_of(tag: &str) -> Data {
    Data {
        part: attribute(tag, "data-part"),
        table: attribute(tag, "data-table").and_then(|id| nianbao::edition::TableKey::parse(&id)),
        key: attribute(tag, "data-key"),
        name: attribute(tag, "data-name"),
        to: attribute(tag, "data-to"),
        value: attribute(tag, "data-value"),
        finding: attribute(tag, "data-finding"),
    }
}

/// The fields of a dialog that hold something from the beginning.
fn fields_of(html: &str) -> BTreeMap<String, String> {
    let field = |tag: &str| {
        Some((attribute(tag, "data-field")?, attribute(tag, "value").unwrap_or_default()))
    };
    tags(html).into_iter().filter_map(field).collect()
}

/// The cell with this id.
pub fn cell(id: &str) -> CellId {
    CellId::parse(id).unwrap_or_else(|| panic!("{id} is no cell"))
}

// ---- The office module ----

fn read(bytes: &[u8]) -> Result<Opened, String> {
    let imported =
        import::import(bytes, &import::Options::default()).map_err(|error| error.to_string())?;
    let text = |report| draft::write(report, RULE_SET.version);
    Ok(Opened {
        draft: text(&imported.report),
        carried: imported.carried.as_ref().filter(|_| !imported.differences.is_empty()).map(text),
        notes: imported.notes.iter().map(ToString::to_string).collect(),
        differences: imported
            .differences
            .iter()
            .map(|difference| Difference {
                place: difference.place.to_string(),
                carried: difference.carried.clone(),
                visible: difference.visible.clone(),
            })
            .collect(),
    })
}

fn write(task: &Task) -> Result<(Vec<u8>, Proof), Refusal> {
    let report = draft::read_own(&task.draft).expect("a draft");
    let job = Job {
        report: &report,
        format: task.output.format(),
        options: document::report::Options {
            draft_mark: task.draft_mark,
            ..document::report::Options::default()
        },
        written_on: Date::parse(&task.written_on),
        fonts: Fonts { files: &[], stand_in: task.stand_in },
    };
    let written = match &task.checked {
        None => export::export(&job),
        Some(checked) => export::check_sheet(&job, checked),
    };
    let refuse = |sentence| Refusal { sentence, help: Help::Again };
    let bytes = written.map_err(|error| refuse(error.to_string()))?;
    if !task.output.is_read_back() {
        return Ok((bytes, Proof::NotRead));
    }
    let proof = read_back(&report, &bytes).map_err(|error| refuse(error.to_string()))?;
    let proof = if proof.places().is_empty() {
        Proof::Equal { cells: proof.cells, paragraphs: proof.paragraphs }
    } else {
        Proof::Differs(proof.places())
    };
    Ok((bytes, proof))
}

/// A report in a format, as the export would write it.
pub fn exported(draft: &str, format: Format) -> Vec<u8> {
    let report = draft::read(draft).expect("a draft");
    let job = Job {
        report: &report,
        format,
        options: document::report::Options::default(),
        written_on: Some(TODAY),
        fonts: Fonts::default(),
    };
    export::export(&job).expect("a file")
}
