//! A simulated browser for the state machine: windows that share one disk, consisting only of data.
//!
//! The disk keeps what IndexedDB and localStorage would. Work that a browser does later waits in
//! [`Window::asked`], so that a test decides when it is done, and whether it is done before a
//! window dies. The office module is called natively.

#[path = "world/clerk.rs"]
mod clerk;
#[path = "world/disk.rs"]
mod disk;
#[path = "world/office.rs"]
mod office;
#[path = "world/screen.rs"]
mod screen;

pub use clerk::cell;
pub use disk::{Disk, Shared, Store, disk};
pub use office::exported;
pub use screen::{Screen, attribute, tags, words_of};

use nianbao::desk::{
    ArchiveTask, Desk, Download, Durability, Effect, Event, FontAction, HostNotification,
    LocalTime, MessageKind, Now, PagesRequest, PagesVersion, ScreenSnapshot, Settings,
    StartOptions, StoreQuery, WriteResult, WriteTask, update,
};
use nianbao::document;
use nianbao::draft::{self, code};
use nianbao::export;
use nianbao::layout::Face;
use nianbao::report::Date;
use nianbao::rules::RULE_SET;
use nianbao::session::Session;
use nianbao::session::outbox::Delivery;
use nianbao::view::fonts::FontSettings;
use nianbao::view::{Patch, preview};
use office::{read, write};
use std::collections::VecDeque;
use std::rc::Rc;

pub use nianbao::desk::{FilePurpose, Record};
pub use nianbao::export::Format;

/// The date of every test.
pub const TODAY: Date = Date { year: 2026, month: 1, day: 15 };

/// Work that the browser does later.
#[derive(Debug)]
pub enum Asked {
    Put(Record, Durability),
    Confirm(Record),
    Read(StoreQuery),
    Forget(String),
    Clear,
    Document(String, FilePurpose, Vec<u8>),
    Decode(String),
    Digest(u32, String),
    Write(Box<WriteTask>),
    Pack(ArchiveTask),
    Fonts(u32),
    ListFonts,
    LayOut(PagesRequest),
    TryToSend,
    Manual,
}

/// A window of the browser, or an element on another page.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Window {
    pub desk: Desk,
    pub disk: Shared,
    pub screen: Screen,
    /// Work that is still to be done, in order.
    pub asked: VecDeque<Asked>,
    /// Work that a slow store may still do.
    late: VecDeque<Asked>,
    /// Whether the draft is due to be saved.
    pub keep_due: bool,
    /// Whether the pages of the preview are due to be laid out.
    pub pages_due: bool,
    /// The draft that is open, for a reload of this window.
    pub current: Option<String>,
    /// What the window remembers for a new start after a fault.
    pub remembered: Option<Record>,
    /// The files that the browser saved.
    pub downloads: Vec<Download>,
    /// Whether the browser lets no file be saved.
    pub refuses_files: bool,
    /// Whether the embedding page takes files.
    pub around_takes: bool,
    /// The events that the embedding page received.
    pub told: Vec<HostNotification>,
    /// The files that the clerk was asked for.
    pub choosing: Option<FilePurpose>,
    /// The requested changes of the fonts.
    pub wishes: Vec<FontAction>,
    /// The faces without a font.
    pub missing_faces: Vec<Face>,
    /// The names of other requests to the browser.
    pub done: Vec<String>,
    /// The width of the page in pixels.
    pub width: i32,
    /// Every version that the store or the notes accepted from this window, in order.
    pub kept: Vec<Record>,
    embedded: bool,
    /// The effects that wait, as in `src/web/running.rs`: an event that is sent while effects are
    /// carried out changes the state at once, and its effects come after the present ones.
    waiting: VecDeque<Vec<Effect>>,
    is_carrying_out: bool,
}

/// The state in which a window begins.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub current: Option<String>,
    pub recovered: bool,
    pub remembered: Option<Record>,
    pub draft: Option<String>,
    pub fresh: bool,
    pub embedded: bool,
    pub packs: Vec<String>,
    /// The server that the page is opened from, with its port.
    pub server: Option<String>,
}

impl Window {
    /// A new window.
    pub fn open(disk: &Shared) -> Self {
        Self::start(disk, Opening::default())
    }

    /// A new window with this initial state.
    pub fn start(disk: &Shared, opening: Opening) -> Self {
        let settings = {
            let mut disk = disk.borrow_mut();
            disk.windows += 1;
            Settings {
                tab: format!("window-{}", disk.windows),
                seed: disk.windows,
                embedded: opening.embedded,
                server: opening.server,
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
            waiting: VecDeque::new(),
            is_carrying_out: false,
            width: 1366,
            kept: Vec::new(),
            embedded: opening.embedded,
        };
        let seen = window.seen();
        window.send(Event::Started(StartOptions {
            current: opening.current,
            recovered: opening.recovered,
            remembered: opening.remembered,
            given: opening.draft.map(|draft| Box::new(Session::open(&draft).expect("a draft"))),
            fresh: opening.fresh,
            seen,
        }));
        window
    }

    /// What is visible.
    pub fn seen(&self) -> ScreenSnapshot {
        ScreenSnapshot {
            has_focus: self.screen.focus.is_some(),
            focus: self.screen.focus.clone(),
            scrolled: self.screen.scrolled,
            width: self.width,
        }
    }

    /// Sends an event to the desk.
    pub fn send(&mut self, event: Event) {
        let now = {
            let mut disk = self.disk.borrow_mut();
            disk.millis += 1;
            Now {
                moment: LocalTime { day: TODAY, hour: 10, minute: 32 },
                millis: disk.millis,
                local_saving_off: disk.keeps_nothing,
            }
        };
        let effects = update(&mut self.desk, event, &now);
        self.waiting.push_back(effects);
        if std::mem::replace(&mut self.is_carrying_out, true) {
            return;
        }
        while let Some(effects) = self.waiting.pop_front() {
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.is_carrying_out = false;
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each effect")]
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Draw(html) => {
                let Screen { title, message, scrolled, .. } = std::mem::take(&mut self.screen);
                self.screen = Screen { drawn: html, title, message, scrolled, ..Screen::default() };
            }
            Effect::Patch { patches, typing } => {
                for patch in patches {
                    self.patch(patch, typing.as_ref());
                }
            }
            Effect::SetFieldValue { field, value } => {
                drop(self.screen.values.insert(field.to_string(), value));
            }
            Effect::SetLeftFieldValue { id, value } => {
                drop(self.screen.values.insert(id, value));
            }
            Effect::SetInnerHtml { element, html } => {
                drop(self.screen.html.insert(element.to_string(), html));
            }
            Effect::OpenDialog { html, .. } => {
                // What was put into an element of that id stood in the dialog before.
                self.screen.html.retain(|id, _| !html.contains(&format!("id=\"{id}\"")));
                self.screen.dialog = html;
                self.screen.filled.clear();
            }
            Effect::CloseDialog => self.screen.dialog.clear(),
            Effect::ShowMessage { text, kind } => {
                self.screen.message = (text, kind == MessageKind::Warning);
            }
            Effect::SetTitle(title) => self.screen.title = title,
            Effect::Focus(id) | Effect::MoveFocusOutOf { to: id, .. } => {
                self.screen.focus = Some(id.to_string());
            }
            Effect::FocusAgain(id) => self.screen.focus = Some(id),
            Effect::FocusNextInput(cell) => {
                self.screen.focus = cell.map(|cell| format!("nb-c-{cell}"));
                self.done.push("into the part".to_owned());
            }
            Effect::ScrollPanel(top) => self.screen.scrolled = top,
            Effect::ScheduleSave => self.keep_due = true,
            Effect::SchedulePreview { .. } => self.pages_due = true,
            Effect::WriteRecord { record, durability } => {
                self.asked.push_back(Asked::Put(record, durability));
            }
            Effect::Confirm(record) => self.asked.push_back(Asked::Confirm(record)),
            Effect::WriteNote { record, reason } => {
                let answer = self.note(&record);
                self.send(Event::NoteWritten { record, reason, answer });
            }
            Effect::DropSupersededNote(record) => {
                let mut disk = self.disk.borrow_mut();
                if disk.notes.get(&record.key).is_some_and(|note| record.supersedes(note)) {
                    disk.notes.remove(&record.key);
                }
            }
            Effect::ReadStore(inquiry) => self.asked.push_back(Asked::Read(inquiry)),
            Effect::DeleteDraft(key) => self.asked.push_back(Asked::Forget(key)),
            Effect::ClearLocalData => self.asked.push_back(Asked::Clear),
            Effect::SetCurrentDraft(key) => self.current = key,
            Effect::SetLocalSavingOff(on) => {
                self.disk.borrow_mut().keeps_nothing = on;
                self.send(Event::LocalSavingSwitched { is_off: on, is_remembered: true });
            }
            Effect::StashForRestart(version) => self.remembered = version,
            Effect::StoreLargeType(on) => self.disk.borrow_mut().large = on,
            Effect::StoreRulePack { name, text } => {
                let kept = !self.disk.borrow().notes_full;
                if kept {
                    let mut disk = self.disk.borrow_mut();
                    disk.packs.retain(|(other, _)| *other != name);
                    disk.packs.push((name.clone(), text));
                }
                let seen = self.seen();
                self.send(Event::RulePackStored { name, is_kept: kept, seen });
            }
            Effect::DeleteRulePack(name) => {
                self.disk.borrow_mut().packs.retain(|(other, _)| *other != name);
            }
            Effect::ReadExportSelection => {
                let ticks = self.disk.borrow().ticks.clone();
                self.send(Event::ExportSelectionRead(ticks));
            }
            Effect::StoreExportSelection(ticks) => self.disk.borrow_mut().ticks = Some(ticks),
            Effect::ChooseFile(purpose) => self.choosing = Some(purpose),
            Effect::ReadDocument { name, purpose, bytes } => {
                self.asked.push_back(Asked::Document(name, purpose, bytes));
            }
            Effect::DecodeDataCode(digits) => self.asked.push_back(Asked::Decode(digits)),
            Effect::Download(files) => {
                for file in files {
                    let by = match (self.around_takes, self.refuses_files) {
                        (true, _) => Delivery::Around,
                        (false, true) => Delivery::Refused,
                        (false, false) => Delivery::Taken,
                    };
                    let what = file.then.clone();
                    if by != Delivery::Refused {
                        self.downloads.push(file);
                    }
                    self.send(Event::FileDelivered { file: what, delivery: by });
                }
            }
            Effect::Fonts(FontAction::OpenDialog) => self.asked.push_back(Asked::ListFonts),
            Effect::Fonts(wish) => self.wishes.push(wish),
            Effect::FindMissingFonts(run) => self.asked.push_back(Asked::Fonts(run)),
            Effect::ComputeDigest { run, draft } => self.asked.push_back(Asked::Digest(run, draft)),
            Effect::WriteDocument(task) => self.asked.push_back(Asked::Write(Box::new(task))),
            Effect::BuildArchive(packing) => self.asked.push_back(Asked::Pack(packing)),
            Effect::LayOutPages(request) => self.asked.push_back(Asked::LayOut(request)),
            Effect::SetPreviewPages(items) => {
                self.patch(Patch::List { id: "nb-pages".to_owned(), items }, None);
            }
            Effect::NotifyHost(telling) => self.told.push(telling),
            Effect::ProbeNetwork => self.asked.push_back(Asked::TryToSend),
            Effect::ReadManual => self.asked.push_back(Asked::Manual),
            Effect::Print => self.done.push("print".to_owned()),
            Effect::ToggleBold => self.done.push("bold".to_owned()),
            Effect::InsertField(html) => self.done.push(format!("insert {html}")),
            Effect::ReplaceNumberByField { part, number, units, html } => {
                self.done.push(format!("replace {} {number} {units} {html}", part.id()));
            }
            Effect::SelectNumber { part, number } => {
                self.done.push(format!("select number {} {number}", part.id()));
            }
            Effect::SelectText { part, range } => {
                self.done.push(format!("select words {} {range}", part.id()));
            }
            Effect::MoveCaretToParagraph { editor, paragraph } => {
                self.done.push(format!("to paragraph {editor} {paragraph}"));
            }
            Effect::ScrollIntoView(id) => self.done.push(format!("show {id}")),
            Effect::HighlightInPreview { target, follow } => {
                self.done.push(format!("mark {target:?} {follow}"));
            }
            Effect::SetLargeType(_)
            | Effect::SaveSelection
            | Effect::RestoreSelection(_)
            | Effect::SavePreviewScroll
            | Effect::RestorePreviewScroll => {}
        }
    }
    /// Performs the next piece of work; `false` if there is none.
    pub fn do_next(&mut self) -> bool {
        let is_slow = self.disk.borrow().store == Store::Slow;
        if !is_slow && let Some(late) = self.late.pop_front() {
            self.asked.push_front(late);
        }
        let Some(asked) = self.asked.pop_front() else { return false };
        match asked {
            Asked::Put(record, how) => {
                let answer = self.try_put(&record, how);
                if answer == WriteResult::TimedOut {
                    self.late.push_back(Asked::Put(record.clone(), how));
                }
                self.send(Event::RecordWritten { record, durability: how, answer });
            }
            Asked::Confirm(record) => {
                let answer = self.try_confirm(&record);
                if answer == WriteResult::TimedOut {
                    self.late.push_back(Asked::Confirm(record.clone()));
                }
                self.send(Event::Confirmed { record, answer });
            }
            Asked::Read(inquiry) => {
                let stored = self.read_store();
                let seen = self.seen();
                self.send(Event::StoreRead { query: inquiry, contents: stored, seen });
            }
            Asked::Forget(key) => {
                {
                    let mut disk = self.disk.borrow_mut();
                    disk.records.remove(&key);
                    disk.strict.remove(&key);
                    disk.notes.remove(&key);
                }
                self.send(Event::DraftDeleted);
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
                self.send(Event::LocalDataCleared { is_complete: true });
            }
            Asked::Document(name, purpose, bytes) => {
                let seen = self.seen();
                self.send(Event::DocumentRead { name, purpose, answer: read(&bytes), seen });
            }
            Asked::Decode(digits) => {
                let answer =
                    code::read(&digits).map(|report| draft::write(&report, RULE_SET.version));
                self.send(Event::DataCodeDecoded(answer.map_err(|error| error.to_string())));
            }
            Asked::Digest(run, draft) => {
                let report = draft::read(&draft).expect("a draft");
                let document = document::report::compose(
                    &report,
                    &document::report::DocumentOptions::default(),
                );
                let digest = document::digest::Digest::of(&document);
                self.send(Event::DigestComputed { run, digest: digest.into() });
            }
            Asked::Write(task) => {
                let came = write(&task);
                self.send(Event::DocumentWritten {
                    run: task.run,
                    output: task.output,
                    answer: came,
                });
            }
            Asked::Pack(packing) => {
                let bytes = export::archive(&packing.files, Date::parse(&packing.written_on));
                self.send(Event::ArchiveBuilt {
                    run: packing.run,
                    answer: bytes.map_err(|error| error.to_string()),
                });
            }
            Asked::Fonts(run) => {
                self.send(Event::MissingFontsFound { run, faces: self.missing_faces.clone() });
            }
            Asked::ListFonts => self.send(Event::FontsListed(FontSettings::default())),
            Asked::LayOut(request) => {
                let report = draft::read_trusted(&request.draft).expect("a draft");
                let options = document::report::DocumentOptions {
                    draft_mark: request.version.draft_mark,
                    ..document::report::DocumentOptions::default()
                };
                let sheets = preview::sheets(&report, &options, &request.known);
                self.send(Event::PagesLaidOut { version: request.version, answer: Ok(sheets) });
            }
            Asked::TryToSend => self.send(Event::NetworkProbed(Vec::new())),
            Asked::Manual => self.send(Event::ManualRead(Ok(nianbao::manual::sections()))),
        }
        true
    }

    /// Performs all work, and saves the draft.
    pub fn settle(&mut self) {
        while self.do_next() || self.keep() {}
    }

    /// Saves the draft, if that is due, while the clerk goes on typing.
    pub fn keep_meanwhile(&mut self) {
        if self.keep_due {
            self.send(Event::SaveWhileTypingDue);
        }
    }

    /// Saves the draft, if that is due.
    pub fn keep(&mut self) -> bool {
        let due = std::mem::take(&mut self.keep_due);
        if due {
            self.send(Event::SaveDue);
        }
        due
    }

    /// Lays out the pages of the preview, if that is due.
    pub fn lay_out(&mut self) {
        if std::mem::take(&mut self.pages_due) {
            self.send(Event::PreviewDue);
        }
        self.settle();
    }

    /// Removes the request for pages, as if it were never answered, and returns what they are made
    /// of.
    pub fn take_request(&mut self) -> Option<PagesVersion> {
        let place = self.asked.iter().position(|asked| matches!(asked, Asked::LayOut(_)))?;
        match self.asked.remove(place)? {
            Asked::LayOut(request) => Some(request.version),
            _ => None,
        }
    }
    /// Closes the window: the page is told, then all remaining work is dropped. Returns what the
    /// next instance in the same window would know.
    pub fn close(mut self) -> Opening {
        self.leave();
        self.kill()
    }

    /// The window is hidden or about to close.
    pub fn leave(&mut self) {
        self.send(Event::PageHiding);
    }

    /// Drops the documents that are being written.
    pub fn forget_documents(&mut self) {
        let is_kept = |asked: &Asked| {
            matches!(asked, Asked::Put(..) | Asked::Confirm(_) | Asked::Read(_) | Asked::Forget(_))
        };
        self.asked.retain(is_kept);
    }

    /// Ends the program in the middle of its work.
    pub fn kill(self) -> Opening {
        Opening { current: self.current, embedded: self.embedded, ..Opening::default() }
    }

    /// Traps the program; another instance starts in the same window.
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

    /// Reloads the window.
    pub fn reload(self) -> Self {
        let disk = Rc::clone(&self.disk);
        Self::start(&disk, self.close())
    }
}
