//! The state of the page, and what each event does to it.

mod beside;
mod checking;
mod exporting;
mod filing;
mod focus;
mod keeping;
pub mod machine;
mod numbers;
mod pressing;
mod preview;
mod scanning;

use exporting::Exporting;
use filing::stay;
pub use filing::{Came, Handed, Purpose};
pub use focus::{note_focus_before_dialog, return_focus};
pub use pressing::press;
pub use preview::Version;
pub use scanning::is_whole;

use super::effect::{self, Effect};
use super::options::Options;
use super::{around, dom, fonts, preferences, storage};
use crate::edition::{AgencyLevel, CellId, TableKey, edition_by_id};
use crate::report::{Date, Part};
use crate::rules::Pack;
use crate::session::{
    Changes, Direction, Edit, Field, Grid, Place, Placement, Session, neighbour, place,
};
use crate::view::preview::{Note, Preview, Shown};
use crate::view::{self, Patch, Saved, Screen, View};
use std::cell::RefCell;

/// Everything the page knows.
pub struct App {
    /// The open report.
    pub session: Option<Session>,
    screen: Screen,
    view: View,
    /// What the browser's store knows of the open report.
    pub kept: storage::Record,
    /// The data that the opened file carried, where they differ from what it shows.
    carried: Option<String>,
    /// The revision that is in the browser's store, or on its way there to stay.
    stored: Option<u64>,
    /// The revision that may be called saved: its transaction is complete, as safely as the browser
    /// can.
    safe: Option<u64>,
    /// The revision that was last saved as a file.
    filed: Option<u64>,
    /// It came back after a fault, and no store or file is known to have it.
    unfiled: bool,
    /// The number of the version that is in the store for certain.
    stored_seq: u32,
    /// The browser refuses to keep anything.
    refused: bool,
    /// A version that the browser refused after its report was closed.
    left: Option<storage::Record>,
    focus_before_dialog: Option<focus::Before>,
    /// The level was chosen by hand in the dialog for a new report.
    level_chosen: bool,
    /// The rule packs at hand.
    library: Vec<Pack>,
    /// The export that is under way, while its dialog is open.
    exporting: Option<Exporting>,
    /// How many exports were begun.
    exports: u32,
    /// The pages of the preview.
    pages: preview::Pages,
    /// The findings that were spoken, by their keys.
    heard: Vec<String>,
}

thread_local! {
    static APP: RefCell<Option<App>> = const { RefCell::new(None) };
}

/// Lets `act` change the state, then carries out what it asks for.
pub fn update(act: impl FnOnce(&mut App) -> Vec<Effect>) {
    let mut act = Some(act);
    update_by(&mut |app| act.take().map(|act| act(app)).unwrap_or_default());
}

/// Compiled once, and not for each of the many that call.
fn update_by(act: &mut dyn FnMut(&mut App) -> Vec<Effect>) {
    let effects = APP.with_borrow_mut(|app| app.as_mut().map(act)).unwrap_or_default();
    effect::run(effects);
    read(around::tell);
}

/// Reads the state.
pub fn read<T>(look: impl FnOnce(&App) -> T) -> Option<T> {
    let (mut look, mut seen) = (Some(look), None);
    read_by(&mut |app| seen = look.take().map(|look| look(app)));
    seen
}

fn read_by(look: &mut dyn FnMut(&App)) {
    APP.with_borrow(|app| app.as_ref().map(look));
}

/// Starts: the report that was open before a reload or a trap, or the one that was handed in, or
/// the first screen.
pub fn begin(options: &Options) {
    let recovered = options.recovered;
    let screen = Screen {
        large: preferences::is_large() || dom::is_large(),
        ..Screen::at(Place::Info, today())
    };
    dom::set_large(screen.large);
    let app = App {
        session: None,
        screen,
        view: View::default(),
        kept: storage::Record::default(),
        carried: None,
        stored: None,
        safe: None,
        filed: None,
        unfiled: false,
        stored_seq: 0,
        refused: false,
        left: None,
        focus_before_dialog: None,
        level_chosen: false,
        library: beside::packs_at_hand(&options.rule_packs),
        exporting: None,
        exports: 0,
        pages: preview::Pages::default(),
        heard: Vec::new(),
    };
    APP.set(Some(app));
    // Read first: the first screen forgets it.
    let before = if options.embedded { options.current.clone() } else { storage::current() };
    update(|app| {
        let mut effects = app.home();
        if let Some(recalled) = options.remembered.as_deref().and_then(|draft| app.recalled(draft))
        {
            effects.extend(recalled);
            return effects;
        }
        // It stays the current one until it is open or known to be gone.
        storage::set_current(before.as_deref());
        effects.push(match (before, &options.draft) {
            (Some(key), _) => Effect::Resume(key, recovered),
            // What was handed in will open: the first screen would only flash by.
            (None, Some(draft)) => return vec![Effect::ResumeOr(draft.clone(), options.fresh)],
            (None, None) => Effect::ListKept,
        });
        effects
    });
}

/// After the page was drawn anew: the scroll position as it was, and the focus.
fn back_to(focus: Option<String>) -> Vec<Effect> {
    let top = dom::by_id("nb-main").map_or(0, |main| main.scroll_top());
    std::iter::once(Effect::Scroll(top)).chain(focus.map(Effect::Focus)).collect()
}

/// The id of the element that has the focus.
fn focused() -> Option<String> {
    dom::active_element().map(|element| element.id()).filter(|id| !id.is_empty())
}

/// Today, by the clock of this computer.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    Date {
        year: u16::try_from(now.get_full_year()).unwrap_or(u16::MAX),
        month: small(now.get_month() + 1),
        day: small(now.get_date()),
    }
}

/// The time of day, as 17:20.
pub fn clock() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

impl App {
    /// The first screen, before the browser has said what it keeps.
    fn home(&mut self) -> Vec<Effect> {
        let mut effects = self.keep();
        self.exporting = None;
        self.session = None;
        self.unfiled = false;
        // Whoever sits down next is not to find it after a fault.
        effects.push(Effect::Remember(None));
        self.close_record();
        storage::set_current(None);
        effects.push(Effect::Draw(view::start::page(self.screen.today, self.screen.large)));
        effects.push(Effect::Title(view::start::TITLE.to_owned()));
        effects
    }

    /// Opens a session under a record of the browser's store.
    fn open(&mut self, mut session: Session, record: storage::Record, place: Place) -> Vec<Effect> {
        session.set_library(self.library.clone());
        let mut effects = self.keep();
        storage::set_current(Some(&record.key));
        let stored = record.seq > 0;
        // What only a note holds is written into the store.
        self.safe = (stored && !record.noted).then(|| session.revision());
        self.stored = self.safe;
        self.stored_seq = record.seq;
        self.kept =
            storage::Record { base: stored.then(|| (record.tab.clone(), record.seq)), ..record };
        self.carried = None;
        let filed = record.filed;
        self.filed = filed.filter(|filed| *filed).map(|_| session.revision());
        self.unfiled = false;
        let nowhere = storage::is_nowhere();
        let local = match stored {
            _ if nowhere => keeping::NOWHERE,
            true => "已保存在本机浏览器",
            // Replaced, if the store does not have it.
            false => "",
        };
        let file = match filed {
            Some(true) => "已存成文件",
            // Earlier versions of the program did not remember: say nothing then.
            None if stored => "",
            Some(false) | None => "尚未存成文件",
        };
        let saved = Saved {
            local: local.to_owned(),
            file: file.to_owned(),
            warning: nowhere,
            saving: false,
        };
        let preview = Preview {
            pages: 0,
            note: Note::None,
            shown: Shown::Closed,
            ..self.screen.preview.clone()
        };
        self.screen =
            Screen { saved, preview, large: self.screen.large, ..Screen::at(place, today()) };
        self.heard.clear();
        self.session = Some(session);
        effects.push(self.clear_pages());
        effects.extend(self.redraw());
        // Somebody's page stays where it is, and the focus with whoever has it, unless that is in
        // here.
        if !dom::is_embedded() || dom::active_element().is_some() {
            effects.extend([Effect::Scroll(0), Effect::Focus("nb-main".to_owned())]);
        }
        effects.push(Effect::KeepSoon);
        // The first screen may have been scrolled.
        effects.extend((!dom::is_embedded()).then(|| Effect::Show("nb-work".to_owned())));
        effects.extend(self.mention_missing_packs());
        effects
    }

    /// Draws the whole report again.
    fn redraw(&mut self) -> Vec<Effect> {
        // Dialogs go with the page they stood over.
        self.exporting = None;
        let Some(session) = &self.session else { return Vec::new() };
        self.view.reset();
        let html = view::workspace(session);
        let mut effects = vec![Effect::Draw(html)];
        effects.extend(self.refresh());
        effects.extend(self.title());
        effects
    }

    /// The window is called by the part that is open.
    fn title(&self) -> Option<Effect> {
        self.session.as_ref().map(|session| Effect::Title(view::title(session, self.screen.place)))
    }

    /// The cell that has the focus, or had it last in this part.
    pub fn cell_in_hand(&self) -> Option<CellId> {
        self.screen.focus
    }

    /// 大字, or back.
    fn switch_type(&mut self) -> Vec<Effect> {
        let large = !self.screen.large;
        self.screen.large = large;
        preferences::keep_large(large);
        let pressed = Patch::Attribute {
            id: "nb-type".to_owned(),
            name: "aria-pressed",
            value: Some(large.to_string()),
        };
        let mut effects = vec![Effect::Large(large), Effect::Patch(vec![pressed], None)];
        effects.extend(self.refresh());
        effects.push(Effect::Message(
            if large { "已换成大字。" } else { "已换回原来的字。" }.to_owned(),
            false,
        ));
        effects
    }

    /// Patches what changed.
    pub fn refresh(&mut self) -> Vec<Effect> {
        self.note_freshness();
        self.note_saving();
        let Some(session) = &self.session else { return Vec::new() };
        let busy = self.screen.typing.map(|id| format!("nb-c-{id}"));
        vec![Effect::Patch(self.view.update(session, &self.screen), busy)]
    }

    /// Opens a part of the report.
    fn show(&mut self, place: Place) -> Vec<Effect> {
        self.screen.place = place;
        self.screen.pending = None;
        self.screen.focus =
            self.screen.focus.filter(|id| Place::Part(Part::of_table(id.table)) == place);
        let mut effects = self.refresh();
        effects.extend(self.title());
        effects.push(Effect::Scroll(0));
        effects
    }

    /// Carries out an edit and shows what came of it.
    fn edit(&mut self, edit: &Edit) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let changes = session.apply(edit);
        if changes == Changes::default() {
            return self.refresh();
        }
        self.touched();
        let mut effects = if changes.form { self.redraw() } else { self.refresh() };
        if changes.form {
            effects.extend(back_to(focused()));
        }
        effects.push(Effect::KeepSoon);
        effects
    }

    /// The words about the file are no longer true.
    fn touched(&mut self) {
        let Some(session) = &self.session else { return };
        if self.filed.is_some_and(|revision| revision != session.revision()) {
            self.filed = None;
            "改动尚未存成文件".clone_into(&mut self.screen.saved.file);
        }
    }

    // ---- Typing ----

    /// Text in a cell, while it is being typed.
    pub fn type_cell(&mut self, id: CellId, text: &str) -> Vec<Effect> {
        self.screen.typing = Some(id);
        self.screen.pending = None;
        self.edit(&Edit::Cell(id, text.to_owned()))
    }

    /// A cell is left: its text is put in order, and what it contradicts is shown.
    pub fn leave_cell(&mut self, id: CellId) -> Vec<Effect> {
        self.screen.typing = None;
        let Some(session) = &mut self.session else { return Vec::new() };
        session.pause();
        let mut effects = self.refresh();
        let field = format!("nb-c-{id}");
        let text = self.view.value(&field).unwrap_or_default().to_owned();
        effects.push(Effect::Rewrite(field, text));
        effects
    }

    /// A cell got the focus.
    pub fn enter_cell(&mut self, id: CellId) -> Vec<Effect> {
        if self.screen.focus == Some(id) {
            return Vec::new();
        }
        self.screen.focus = Some(id);
        self.refresh()
    }

    /// A key leads from a cell to another; `None` where the browser should do what it does.
    pub fn go(&self, from: CellId, direction: Direction) -> Option<Vec<Effect>> {
        let session = self.session.as_ref()?;
        neighbour(session.report(), from, direction)
            .map(|id| vec![Effect::Focus(format!("nb-c-{id}"))])
    }

    /// Escape in a cell: a waiting block goes away, or what was typed since the cell was entered.
    pub fn escape(&mut self, id: CellId) -> Vec<Effect> {
        if self.screen.pending.take().is_some() {
            return self.refresh();
        }
        let typing = self.screen.typing == Some(id)
            && self.session.as_ref().is_some_and(|session| session.is_typing(id));
        if typing { self.step(true) } else { Vec::new() }
    }

    /// Text in a control (控制数).
    pub fn type_control(&mut self, id: CellId, text: &str) -> Vec<Effect> {
        self.edit(&Edit::Control(id, text.to_owned()))
    }

    /// Text in a field of 报告信息, or a choice there.
    pub fn type_field(&mut self, name: &str, text: &str) -> Vec<Effect> {
        match name {
            "as_issued" => {
                let on = text == "true";
                let mut effects = self.edit(&Edit::AsIssued(on));
                let words = if on {
                    "已打开照原文录入：三张表里的总计可以填了。"
                } else {
                    "已关闭照原文录入：总计由程序计算，与计算结果不同的留作控制数。"
                };
                effects.push(Effect::Message(words.to_owned(), false));
                effects
            }
            "edition" => edition_by_id(text)
                .map(|edition| self.edit(&Edit::Edition(edition)))
                .unwrap_or_default(),
            "nowhere" => machine::choose_nowhere(text == "true"),
            "new.name" => self.guess_level(text),
            "scan.digits" => scanning::scanning(text),
            _ if name.starts_with("export.") => self.tick(&name["export.".len()..], text),
            "new.level" => {
                self.level_chosen = true;
                Vec::new()
            }
            "fonts.stand_in" => vec![Effect::Fonts(fonts::Wish::StandIn(text == "true"))],
            _ if name.starts_with("rule_packs.") => {
                self.edit(&Edit::RulePack(name["rule_packs.".len()..].to_owned(), text == "true"))
            }
            _ => match (
                name.split_once('.')
                    .and_then(|(group, table)| Some((group, TableKey::parse(table)?))),
                Field::parse(name),
            ) {
                (Some(("table_notes", table)), _) => {
                    self.edit(&Edit::TableNote(table, text.to_owned()))
                }
                (Some(("table_editions", table)), _) => {
                    self.edit(&Edit::table_edition(table, text))
                }
                (_, Some(field)) => self.edit(&Edit::Field(field, text.to_owned())),
                _ => Vec::new(),
            },
        }
    }

    fn guess_level(&self, name: &str) -> Vec<Effect> {
        match AgencyLevel::guess(name) {
            Some(level) if !self.level_chosen => {
                vec![Effect::Rewrite("nb-f-new.level".to_owned(), level.id().to_owned())]
            }
            _ => Vec::new(),
        }
    }

    /// The unit of an amount was chosen.
    pub fn choose_unit(&mut self, id: CellId, unit: &str) -> Vec<Effect> {
        self.edit(&Edit::Unit(id, unit.to_owned()))
    }

    /// Text in an editor, as Markdown.
    pub fn type_section(&mut self, part: Part, markdown: String) -> Vec<Effect> {
        self.edit(&Edit::Section(part, markdown))
    }

    /// A field was left: it shows what was understood, and what is typed next is a step of its own.
    pub fn leave_field(&mut self, field: &str) -> Vec<Effect> {
        let mut effects = self.pause();
        effects.extend(self.title());
        let Some(shown) = self.view.value(field).map(str::to_owned) else { return effects };
        let typed = dom::by_id(field).map(|element| dom::value(&element)).unwrap_or_default();
        if field == "nb-f-year" && crate::session::read_year(&typed).is_none() {
            effects.push(Effect::Message(
                format!("报告年度要写四位数字，例如 2025；“{typed}”没有采用，仍为 {shown} 年。"),
                true,
            ));
        }
        effects.push(Effect::Rewrite(field.to_owned(), shown));
        effects
    }

    /// What is typed next is a step of its own.
    pub fn pause(&mut self) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.pause();
        }
        Vec::new()
    }

    // ---- Steps ----

    /// Undo or redo, and go where it shows.
    pub fn step(&mut self, back: bool) -> Vec<Effect> {
        self.screen.typing = None;
        self.screen.pending = None;
        let Some(session) = &mut self.session else { return Vec::new() };
        let Some(step) = (if back { session.undo() } else { session.redo() }) else {
            return Vec::new();
        };
        let same_place = self.screen.place == step.place;
        self.screen.place = step.place;
        self.touched();
        let name = step.name;
        // The focus goes where something changed; without a cell it stays.
        let focus = step.field.or_else(|| focused().filter(|_| same_place));
        let mut effects = self.redraw();
        effects.extend(back_to(focus));
        effects.push(Effect::Message(
            format!("{}：{name}", if back { "已撤销" } else { "已重做" }),
            false,
        ));
        effects.push(Effect::KeepSoon);
        effects
    }

    // ---- Pasted blocks ----

    /// A block was pasted into a cell.
    pub fn paste(&mut self, at: CellId, grid: &Grid) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        self.screen.typing = None;
        self.screen.pending = Some(place(session.report(), at, grid));
        let mut effects = self.refresh();
        effects.push(Effect::Focus("nb-paste-apply".to_owned()));
        effects
    }

    /// Whether a pasted block waits for a yes.
    pub fn is_pasting(&self) -> bool {
        self.screen.pending.is_some()
    }

    fn accept_paste(&mut self) -> Vec<Effect> {
        let Some(Placement { cells, .. }) = self.screen.pending.take() else { return Vec::new() };
        let name = format!("粘贴 {} 个数", cells.len());
        let mut effects = self.edit(&Edit::Cells(cells, name.clone()));
        effects.push(Effect::Message(format!("已{name}，可以撤销。"), false));
        effects.extend(self.screen.focus.map(|id| Effect::Focus(format!("nb-c-{id}"))));
        effects
    }
}
