//! The start of the page: it opens the report that was open before a reload or a trap, or the one
//! that the host page handed in, or the start screen.

use super::Desk;
use super::effect::{Effect, StoreQuery};
use super::event::{ScreenSnapshot, StartOptions};
use super::notifications::Notifications;
use super::now::{LocalTime, Now};
use super::preview::Pages;
use super::record::Record;
use super::saving::Saving;
use crate::check::Pack;
use crate::report::Date;
use crate::rules::RULE_SET;
use crate::session::Panel;
use crate::view::{Screen, View};

/// The settings that are known before the first event and never change.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The id of this window, which no other window has.
    pub tab: String,
    /// A random number. The keys of new records are made of it and of the time.
    pub seed: u64,
    /// The program runs in an element on a host page.
    pub embedded: bool,
    /// The server that the page was opened from, as `host:port`; `None` if it was opened from a
    /// file.
    pub server: Option<String>,
    /// Whether the page starts in large type.
    pub large: bool,
    /// The texts of rule packs that were handed in.
    pub given_packs: Vec<String>,
    /// The texts of rule packs that this browser keeps.
    pub kept_packs: Vec<String>,
}

/// Generates the keys of new records.
#[derive(Debug)]
pub(super) struct Keys(u64);

impl Keys {
    /// A key that no other record has: the time in milliseconds, and up to nine random digits.
    fn next(&mut self, millis: u64) -> String {
        // SplitMix64 (Steele, Lea, Flood 2014): every state gives another number.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        format!("{millis}-{}", (mixed ^ (mixed >> 31)) % 1_000_000_000)
    }
}

/// The rule packs that were handed in, and those that this browser keeps under other names. A pack
/// that an older version stored and this version cannot read is skipped.
fn packs_at_hand(settings: &Settings) -> Vec<Pack> {
    let read = |texts: &[String]| -> Vec<Pack> {
        texts.iter().filter_map(|text| Pack::read(&RULE_SET, text).ok()).collect()
    };
    let mut packs = read(&settings.given_packs);
    for kept in read(&settings.kept_packs) {
        if packs.iter().all(|pack| pack.name != kept.name) {
            packs.push(kept);
        }
    }
    packs
}

impl Desk {
    /// The state before the first event.
    pub fn new(settings: Settings) -> Self {
        // The first event brings the real time.
        let moment = LocalTime { day: Date { year: 1970, month: 1, day: 1 }, hour: 0, minute: 0 };
        let screen = Screen { large: settings.large, ..Screen::at(Panel::Info, moment.day) };
        Self {
            session: None,
            host_session: None,
            screen,
            view: View::default(),
            dialog: None,
            saving: Saving::default(),
            carried: None,
            import: None,
            level_chosen: false,
            library: packs_at_hand(&settings),
            exporting: None,
            manual: None,
            exports: 0,
            pages: Pages::default(),
            announced: Vec::new(),
            notifications: Notifications::default(),
            now: Now { moment, millis: 0, local_saving_off: false },
            snapshot: ScreenSnapshot::default(),
            keys: Keys(settings.seed),
            tab: settings.tab,
            embedded: settings.embedded,
            server: settings.server,
        }
    }

    /// The first event.
    pub(super) fn start(&mut self, start: StartOptions) -> Vec<Effect> {
        self.snapshot = start.seen;
        self.screen.today = self.today();
        let mut effects = vec![Effect::SetLargeType(self.screen.large)];
        effects.extend(self.show_start_screen());
        if let Some(recalled) = start.remembered.and_then(|version| self.restore_stash(version)) {
            self.notifications.opening_ended();
            effects.extend(recalled);
            return effects;
        }
        self.host_session = start.given.map(|given| *given);
        // The draft stays the current one until it is open or known to be missing.
        effects.push(Effect::SetCurrentDraft(start.current.clone()));
        let query = match start.current {
            Some(key) => StoreQuery::Resume { key, recovered: start.recovered },
            None if self.host_session.is_some() => {
                // The report that was handed in opens next, so the start screen is not drawn.
                effects.retain(|effect| {
                    matches!(effect, Effect::SetLargeType(_) | Effect::SetCurrentDraft(_))
                });
                StoreQuery::OpenOrResume { blank: start.fresh, recovered: start.recovered }
            }
            None => {
                self.notifications.opening_ended();
                StoreQuery::List
            }
        };
        effects.push(Effect::ReadStore(query));
        effects
    }

    /// A key that no other record has.
    pub(super) fn fresh_key(&mut self) -> String {
        self.keys.next(self.now.millis)
    }

    /// A new record with a new key.
    pub(super) fn fresh_record(&mut self) -> Record {
        Record { key: self.fresh_key(), ..Record::default() }
    }

    /// A new record with a new key, for a report from the file with this name.
    pub(super) fn record_out_of(&mut self, file: &str) -> Record {
        Record { from: format!("来自 {file}"), ..self.fresh_record() }
    }
}
