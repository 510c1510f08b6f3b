//! The program as a state machine: its state, and how each event changes it.
//!
//! In: an [`Event`], and the time ([`Now`]). Out: [`Effect`]s, in the order in which they are to be
//! carried out. The desk reads and changes nothing else: the screen, the browser's store, files and
//! the office module answer by further events. It uses no type of the browser, so that every
//! transition is tested natively (`tests/desk.rs`).

mod host_page;
mod comparison;
mod dialogs;
mod checking;
mod effect;
mod event;
mod exporting;
mod files;
mod filing;
mod font_dialog;
mod fonts;
mod autosave;
mod local_data;
mod manual;
mod now;
mod numbers;
mod tasks;
mod pressing;
mod preview;
mod record;
mod resuming;
mod saving;
mod scanning;
mod starting;
mod store_contents;
mod notifications;
mod typing;

pub use effect::{
    Dialog, Durability, Effect, HostNotification, MessageKind, NoteReason, StoreQuery,
};
pub use event::{
    ButtonData, ButtonPress, Event, FontsUpdate, HistoryStep, NoteResult, ScreenSnapshot,
    StartOptions, WriteResult,
};
pub use files::{
    Delivered, Download, DraftSource, ExportedFile, FilePurpose, OpenedFile, draft_name, size_error,
};
pub use fonts::{ChosenFont, FontAction, FontSelection, InspectedFont};
pub use now::{LocalTime, Now};
pub use record::{MergedRecords, Record, merge};
pub use scanning::is_complete_code;
pub use starting::Settings;
pub use store_contents::{DatedRecord, StoreContents, StoreFailure};
pub use tasks::{ArchiveTask, PagesRequest, PagesVersion, WriteTask};

use crate::check::{Finding, Pack};
use crate::edition::CellId;
use crate::report::{Date, Part};
use crate::session::{Changes, Edit, Panel, Session};
use crate::view::preview::{PagesStatus, PreviewMode, PreviewState};
use crate::view::{self, Act, ElementId, Listed, Patch, SaveStatus, Screen, View};
use exporting::Exporting;
use local_data::DraftImport;
use notifications::Notifications;
use saving::Saving;
use starting::Keys;

/// The whole state of the program.
#[derive(Debug)]
pub struct Desk {
    /// The open report.
    session: Option<Session>,
    /// The report of the host page while none is open here: the one that it handed
    /// in, until that is open, or the one that was open last.
    host_session: Option<Session>,
    screen: Screen,
    view: View,
    /// The dialog that is open, if one is.
    dialog: Option<Dialog>,
    /// How far the open report is saved.
    saving: Saving,
    /// The carried data of the opened file, as a draft, if they differ from what the file shows.
    carried: Option<String>,
    /// The drafts of a file with several drafts, while they are written to the store one after
    /// another.
    import: Option<DraftImport>,
    /// The clerk chose the level in the dialog for a new report, so the name no longer suggests
    /// one.
    level_chosen: bool,
    /// The rule packs that a report can use: those that were handed in and those that this browser
    /// keeps.
    library: Vec<Pack>,
    /// The export that is under way, while its dialog is open.
    exporting: Option<Exporting>,
    /// The manual, once it was read.
    manual: Option<manual::Manual>,
    /// Counts the exports; the newest one has this number.
    exports: u32,
    /// The pages of the preview.
    pages: preview::Pages,
    /// The keys of the findings that were shown when changes were last announced.
    announced: Vec<String>,
    /// What the host page was notified of, and still has to be.
    notifications: Notifications,
    /// The moment of the event.
    now: Now,
    /// The state of the screen just before the event, if the event carries it.
    snapshot: ScreenSnapshot,
    /// The id of this window, which no other window has.
    tab: String,
    keys: Keys,
    /// The program runs in an element on a host page.
    embedded: bool,
    /// The server that the page was opened from, with its port.
    server: Option<String>,
}

/// Applies an event to the state, and returns the effects that are to be carried out, in their
/// order.
pub fn update(desk: &mut Desk, event: Event, now: &Now) -> Vec<Effect> {
    desk.now = *now;
    let mut effects = desk.on(event);
    desk.snapshot = ScreenSnapshot::default();
    effects.extend(desk.notify_host());
    effects
}

impl Desk {
    fn on(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started(start) => self.start(start),

            Event::CellTyped { cell, text } => self.type_cell(cell, &text),
            Event::ControlTyped { cell, text } => self.edit(&Edit::Control(cell, text)),
            Event::UnitChosen { cell, unit } => self.edit(&Edit::Unit(cell, unit)),
            Event::FieldTyped { name, value, seen } => {
                self.with_snapshot(seen).type_field(&name, &value)
            }
            Event::SectionTyped { part, markdown } => self.edit(&Edit::Section(part, markdown)),
            Event::CellEntered(id) => self.enter_cell(id),
            Event::CellLeft(id) => self.leave_cell(id),
            Event::FieldLeft { id, value } => self.leave_field(&id, &value),
            Event::UndoGroupEnded => self.end_undo_group(),
            Event::CellMoved { from, direction } => self.go(from, direction),
            Event::EscapePressed { cell, seen } => self.with_snapshot(seen).escape(cell),
            Event::Stepped { step, seen } => self.with_snapshot(seen).step(step),
            Event::Pasted { cell, grid } => self.paste(cell, &grid),
            Event::NumberClicked(number) => self.show_number(number),
            Event::FormTargetFocused(target) => self.focus_target(target),
            Event::ButtonPressed(mut press) => {
                let seen = std::mem::take(&mut press.seen);
                self.with_snapshot(seen).press(&press)
            }

            Event::SaveDue => self.save(),
            Event::SaveWhileTypingDue => self.save_while_typing(),
            Event::PageHiding => self.save_before_closing(),
            Event::PreviewDue => self.pages_due(),
            Event::Idle => self.announce_changes(),

            Event::RecordWritten { record, durability, answer } => {
                self.record_written(record, durability, answer)
            }
            Event::Confirmed { record, answer } => self.record_confirmed(&record, &answer),
            Event::NoteWritten { record, reason, answer } => {
                self.note_written(&record, &reason, answer)
            }
            Event::StoreRead { query, contents, seen } => {
                self.with_snapshot(seen).answer_query(query, contents)
            }
            Event::DraftDeleted => vec![Effect::ReadStore(StoreQuery::List)],
            Event::LocalDataCleared { is_complete } => self.local_data_cleared(is_complete),
            Event::LocalSavingSwitched { is_off, is_remembered } => {
                local_data::local_saving_switched(is_off, is_remembered)
            }
            Event::RulePackStored { name, is_kept, seen } => {
                self.with_snapshot(seen).rule_pack_stored(name, is_kept)
            }
            Event::ExportSelectionRead(ticks) => self.begin_export(&ticks.unwrap_or_default()),

            Event::FileRead { name, purpose, bytes, seen } => {
                self.with_snapshot(seen).file_read(name, purpose, bytes)
            }
            Event::DocumentRead { name, purpose, answer, seen } => {
                self.with_snapshot(seen).document_read(name, purpose, answer)
            }
            Event::DataCodeDecoded(answer) => self.data_code_decoded(answer),
            Event::FileDelivered { file, delivery } => self.file_delivered(file, delivery),
            Event::MissingFontsFound { run, faces } => self.fonts_found(run, faces),
            Event::DigestComputed { run, digest } => self.digest_computed(run, digest),
            Event::DocumentWritten { run, output, answer } => {
                self.document_written(run, output, answer)
            }
            Event::ArchiveBuilt { run, answer } => self.archive_built(run, answer),
            Event::FontsListed(settings) => self.show_fonts(&settings),
            Event::FontInspectionStarted(words) => font_dialog::inspection_started(words),
            Event::FontsUpdated(chosen) => font_dialog::redraw(chosen),
            Event::PagesLaidOut { version, answer } => self.pages_laid_out(version, answer),
            Event::WordsReady => self.read_words(),
            Event::WordsFailed => self.lack_words(),
            Event::ManualRead(answer) => self.manual_read(answer),
            Event::NetworkProbed(answers) => local_data::network_probed(&answers),

            Event::HostOpenedDraft { draft, seen } => self.with_snapshot(seen).take_draft(&draft),
            Event::CellSet { cell, text } => self.set_cell(cell, &text),
        }
    }

    /// Stores the state of the screen just before the event.
    fn with_snapshot(&mut self, seen: ScreenSnapshot) -> &mut Self {
        self.snapshot = seen;
        self
    }

    /// Today, by the clock of this computer.
    const fn today(&self) -> Date {
        self.now.moment.day
    }

    // ---- Reading the state ----

    /// The open report.
    pub const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The cell that has the focus, or had it last in this part.
    pub const fn focused_cell(&self) -> Option<CellId> {
        self.screen.focus
    }

    // ---- Drawing ----

    /// Draws the start screen without the list of drafts, which is still to be read from the store.
    fn show_start_screen(&mut self) -> Vec<Effect> {
        let mut effects = self.save();
        self.exporting = None;
        self.host_session = self.session.take().filter(|_| self.embedded);
        self.saving.closed();
        // The next person at this computer must not find the report after a trap.
        effects.push(Effect::StashForRestart(None));
        effects.push(Effect::SetCurrentDraft(None));
        let html = view::start::page(self.screen.today, self.screen.large);
        effects.push(self.draw(html));
        effects.push(Effect::SetTitle(view::start::TITLE.to_owned()));
        effects
    }

    /// Opens a session under a record of the browser's store.
    fn open(&mut self, mut session: Session, record: Record, place: Panel) -> Vec<Effect> {
        session.set_today(self.today());
        session.set_library(self.library.clone());
        let mut effects = self.save();
        effects.push(Effect::SetCurrentDraft(Some(record.key.clone())));
        let stored = record.seq > 0;
        let is_found = record.is_in_store();
        let filed = record.filed;
        self.saving.opened(record, session.revision());
        self.carried = None;
        let nowhere = self.now.local_saving_off;
        let local = match stored {
            _ if nowhere => autosave::NOWHERE,
            true => autosave::FOUND,
            // `update_save_status` replaces this text if the store does not have the version.
            false => "",
        };
        let file = match filed {
            Some(true) => "已存成文件",
            // Earlier versions of the program did not record this, so nothing is said.
            None if stored => "",
            Some(false) | None => "尚未存成文件",
        };
        let saved = SaveStatus {
            local: local.to_owned(),
            file: file.to_owned(),
            warning: nowhere,
            saving: false,
        };
        let preview = PreviewState {
            pages: 0,
            note: PagesStatus::None,
            shown: PreviewMode::Closed,
            ..self.screen.preview.clone()
        };
        self.screen = Screen {
            saved,
            preview,
            large: self.screen.large,
            lacks_words: self.screen.lacks_words,
            ..Screen::at(place, self.today())
        };
        self.announced.clear();
        self.session = Some(session);
        self.host_session = None;
        effects.push(self.clear_pages());
        effects.extend(self.redraw());
        // In an element, the program does not scroll the host page, and takes the focus only if the
        // focus was inside the element.
        if !self.embedded || self.snapshot.has_focus {
            effects.extend([Effect::ScrollPanel(0), Effect::focus(&ElementId::Main)]);
        }
        if is_found && !nowhere {
            effects.push(Effect::Confirm(self.saving.record().clone()));
        }
        effects.extend(self.schedule_save_and_preview());
        // The start screen may have been scrolled down.
        if !self.embedded {
            effects.push(Effect::show(&ElementId::Work));
        }
        effects.extend(self.mention_missing_packs());
        effects
    }

    /// Draws the whole report again.
    fn redraw(&mut self) -> Vec<Effect> {
        // Drawing the page also removes the export dialog, which ends the export.
        self.exporting = None;
        let Some(session) = &self.session else { return Vec::new() };
        self.view.reset();
        let html = view::workspace(session);
        let mut effects = vec![self.draw(html)];
        effects.extend(self.refresh());
        effects.extend(self.title());
        effects
    }

    /// Restores the scroll position and sets the focus after the page was drawn anew.
    fn restore_scroll_and_focus(&self, focus: Option<Effect>) -> Vec<Effect> {
        let mut effects = vec![Effect::ScrollPanel(self.snapshot.scrolled)];
        effects.extend(focus);
        effects
    }

    /// Puts the focus on the element that had it when the browser last reported.
    fn focus_again(&self) -> Option<Effect> {
        self.snapshot.focus.clone().map(Effect::FocusAgain)
    }

    /// Names the window after the part that is open.
    fn title(&self) -> Option<Effect> {
        self.session
            .as_ref()
            .map(|session| Effect::SetTitle(view::window_title(session, self.screen.place)))
    }

    /// Switches to large type (大字), or back.
    fn switch_type(&mut self) -> Vec<Effect> {
        let large = !self.screen.large;
        self.screen.large = large;
        let pressed = Patch::Attribute {
            id: ElementId::Button(Act::Type).to_string(),
            name: "aria-pressed",
            value: Some(large.to_string()),
        };
        let mut effects = vec![
            Effect::StoreLargeType(large),
            Effect::SetLargeType(large),
            Effect::Patch { patches: vec![pressed], typing: None },
        ];
        effects.extend(self.refresh());
        effects.push(Effect::message(if large {
            "已换成大字。"
        } else {
            "已换回原来的字。"
        }));
        effects
    }

    /// Patches what has changed on the page.
    fn refresh(&mut self) -> Vec<Effect> {
        self.note_freshness();
        self.update_save_status();
        let Some(session) = &self.session else { return Vec::new() };
        // A count without findings is no longer pressed.
        let findings: Vec<&Finding> = session.findings().collect();
        let counts = |listed: &Listed| listed.count(&findings, session.report()) > 0;
        self.screen.listed = self.screen.listed.filter(counts);
        let busy = self.screen.typing.map(ElementId::Cell);
        vec![Effect::Patch { patches: self.view.update(session, &self.screen), typing: busy }]
    }

    /// Opens a part of the report.
    fn show(&mut self, place: Panel) -> Vec<Effect> {
        self.screen.place = place;
        self.screen.pending = None;
        self.screen.focus =
            self.screen.focus.filter(|id| Panel::Part(Part::of_table(id.table)) == place);
        let mut effects = self.refresh();
        effects.extend(self.title());
        effects.push(Effect::ScrollPanel(0));
        effects
    }

    /// Carries out an edit and shows its results.
    fn edit(&mut self, edit: &Edit) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let changes = session.apply(edit);
        if changes == Changes::default() {
            return self.refresh();
        }
        self.touched();
        let mut effects = if changes.form { self.redraw() } else { self.refresh() };
        if changes.form {
            effects.extend(self.restore_scroll_and_focus(self.focus_again()));
        }
        effects.extend(self.schedule_save_and_preview());
        effects
    }

    /// Schedules what every change of the report needs: a save, and new pages of the preview.
    fn schedule_save_and_preview(&self) -> [Effect; 2] {
        [Effect::ScheduleSave, Effect::SchedulePreview { is_open: self.previews() }]
    }

    /// Says that the changes are in no file, if the report has changed since it was saved as a
    /// file.
    fn touched(&mut self) {
        let Some(session) = &self.session else { return };
        if self.saving.changed(session.revision()) {
            "改动尚未存成文件".clone_into(&mut self.screen.saved.file);
        }
    }
}
