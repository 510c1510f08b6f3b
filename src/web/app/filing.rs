//! Files in and out of the page: opened, saved.

use super::exporting::Exported;
use super::{App, clock};
use crate::draft;
use crate::recognize::Note;
use crate::report::REPORT_NAME;
use crate::session::{Place, Session, outbox};
use crate::view::dialog;
use crate::web::effect::Effect;
use crate::web::{exchange, files, storage};

/// What a chosen file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To be opened and worked on.
    #[default]
    Open,
    /// To be compared with: the report of the year before.
    LastYear,
    /// To begin the next year's report after it.
    Sequel,
    /// To check by: a rule pack.
    Pack,
}

/// How a draft came that is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Its digits were scanned.
    Scanned,
    /// It travelled in a file that shows something else, and was chosen instead of that.
    Carried {
        /// The key of the record of what the file shows.
        key: String,
        /// Its revision.
        revision: u64,
    },
}

/// What was handed to the browser as a file.
#[derive(Debug)]
pub enum Handed {
    /// A file of the export.
    Exported(Exported),
    /// Drafts of reports that are not open.
    Left {
        /// The file name.
        name: String,
    },
    /// The draft.
    Draft {
        /// The file name.
        name: String,
        /// The revision that it holds.
        revision: u64,
    },
}

impl App {
    /// A file was read: opens it, and shows where it was changed after the export and what else was
    /// noticed. `twin` is the record of the browser's store that holds what the file does, if there
    /// is one: it goes on instead of a second one of the same name.
    pub(super) fn opened(
        &mut self,
        name: &str,
        opened: exchange::Opened,
        twin: Option<storage::Record>,
    ) -> Vec<Effect> {
        if self.at_risk() {
            return stay();
        }
        let (mut effects, again) =
            match self.open_once(&opened.draft, twin, storage::Record::out_of(name)) {
                Ok(done) => done,
                Err(refusal) => return refusal,
            };
        let whole = self.session.as_ref().is_some_and(|session| session.draft() == opened.draft);
        if opened.differences.is_empty() && whole {
            self.filed = self.session.as_ref().map(Session::revision);
            "刚从文件打开".clone_into(&mut self.screen.saved.file);
            effects.extend(self.refresh());
        }
        self.carried = opened.carried;
        effects.push(match (opened.differences.as_slice(), opened.notes.as_slice()) {
            ([], []) if again => Effect::Message(
                format!("已打开《{name}》：与本机保存的一份草稿内容相同，接着写那一份。"),
                false,
            ),
            ([], []) => Effect::Message(format!("已打开《{name}》。"), false),
            ([], notes) => Effect::Dialog(dialog::opened(name, notes)),
            (differences, notes) => Effect::Dialog(dialog::differences(name, differences, notes)),
        });
        effects
    }

    /// Opens a draft under a fresh record, or goes on with the kept one that holds it; says whether
    /// that was so. What refuses it, if the draft cannot be read.
    fn open_once(
        &mut self,
        draft: &str,
        twin: Option<storage::Record>,
        fresh: storage::Record,
    ) -> Result<(Vec<Effect>, bool), Vec<Effect>> {
        // What was typed into the record in hand a moment ago may not be in the store yet.
        let in_hand =
            self.session.as_ref().map(Session::draft).filter(|now| draft::holds(now, draft));
        let twin = match (twin, in_hand) {
            (Some(twin), now) if twin.key == self.kept.key => {
                now.map(|draft| storage::Record { draft, ..twin })
            }
            (twin, _) => twin,
        };
        let text = twin.as_ref().map_or(draft, |twin| &twin.draft);
        let session = Session::open(text).map_err(|error| {
            vec![Effect::Dialog(dialog::notice("没有打开", &error.to_string()))]
        })?;
        let (again, record) = (twin.is_some(), twin.unwrap_or(fresh));
        let place = Place::parse(&record.place).unwrap_or(Place::Info);
        Ok((self.open(session, record, place), again))
    }

    /// The clerk takes the data that the file carried.
    pub(super) fn take_carried(&mut self) -> Vec<Effect> {
        let Some(session) = &self.session else { return vec![Effect::CloseDialog] };
        let came = Came::Carried { key: self.kept.key.clone(), revision: session.revision() };
        let readable = self.carried.take().filter(|draft| draft::read(draft).is_ok());
        vec![readable.map_or(Effect::CloseDialog, |draft| Effect::OpenOnce(draft, came))]
    }

    /// Opens a draft that came otherwise than as a file; `twin` is the kept one that holds it, if
    /// there is one.
    pub fn came(&mut self, draft: &str, came: &Came, twin: Option<storage::Record>) -> Vec<Effect> {
        let mut effects = vec![Effect::CloseDialog];
        let fresh = match came {
            // The store was slow, and the clerk has gone on meanwhile.
            Came::Carried { key, revision }
                if *key != self.kept.key
                    || self.session.as_ref().map(Session::revision) != Some(*revision) =>
            {
                return vec![Effect::Message("年报已经改动或者换成了别的，没有换成文件里附带的数据；要换，请再打开那个文件。".to_owned(), true)];
            }
            Came::Scanned if self.at_risk() => return stay(),
            Came::Scanned => {
                storage::Record { from: "扫码".to_owned(), ..storage::Record::fresh() }
            }
            // What the file shows came out the same as what it carries.
            Came::Carried { .. } if twin.as_ref().is_some_and(|twin| twin.key == self.kept.key) => {
                effects.push(carried_taken());
                return effects;
            }
            Came::Carried { .. } => {
                // The version that was shown first is kept nowhere; but a record that was there
                // before this file was opened is not this file's.
                self.session = None;
                if self.kept.base.is_none() {
                    let rejected = self.kept.key.clone();
                    effects.push(self.forget(&rejected));
                }
                storage::Record { from: self.kept.from.clone(), ..storage::Record::fresh() }
            }
        };
        match self.open_once(draft, twin, fresh) {
            Ok((opened, _)) => effects.extend(opened),
            Err(refusal) => return refusal,
        }
        effects.push(match came {
            Came::Scanned => {
                Effect::Dialog(dialog::opened(&self.name(), &[Note::NumbersOnly.to_string()]))
            }
            Came::Carried { .. } => carried_taken(),
        });
        effects
    }

    /// The name of the open report.
    fn name(&self) -> String {
        self.session
            .as_ref()
            .map(Session::report)
            .map(|report| format!("{}{}年{REPORT_NAME}", report.agency.name, report.year))
            .unwrap_or_default()
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let report = session.report();
        let name = files::draft_name(&report.agency.name, report.year);
        let then = Handed::Draft { name: name.clone(), revision: session.revision() };
        vec![Effect::Download(files::Download {
            name,
            media_type: files::DRAFT,
            bytes: session.draft().into_bytes(),
            then,
        })]
    }

    /// Saves what the browser refused to keep after its report was closed.
    pub(super) fn save_left(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::CloseDialog];
        effects.extend(self.left.take().map(|record| {
            let name = files::draft_name(&record.agency, record.year);
            let then = Handed::Left { name: name.clone() };
            Effect::Download(files::Download {
                name,
                media_type: files::DRAFT,
                bytes: record.draft.into_bytes(),
                then,
            })
        }));
        effects
    }

    /// The browser took a file over. Whether it wrote it, nobody tells the page.
    pub fn handed_over(&mut self, what: Handed, by: outbox::Handed) -> Vec<Effect> {
        let around = by == outbox::Handed::Around;
        let words = |name: &str| {
            if around {
                format!("《{name}》已交给本网站。")
            } else {
                format!("《{name}》已交给浏览器下载，请确认文件已保存。")
            }
        };
        match what {
            Handed::Exported(what) => self.exported(&what, by),
            Handed::Left { name } => vec![Effect::Message(words(&name), false)],
            Handed::Draft { name, revision } => {
                self.filed = Some(revision);
                // The store is to know as well.
                self.stored = None;
                self.screen.saved.file = format!(
                    "{}草稿文件 {}",
                    if around { "已交给本网站" } else { "已下载" },
                    clock()
                );
                self.touched();
                let mut effects = self.refresh();
                effects.extend([Effect::Message(words(&name), false), Effect::KeepSoon]);
                effects
            }
        }
    }

    /// The browser did not take a file over; nothing is lost by that.
    pub fn not_handed_over(&mut self, what: &Handed) -> Vec<Effect> {
        match what {
            Handed::Exported(what) => self.exported(what, outbox::Handed::Refused),
            Handed::Left { .. } | Handed::Draft { .. } => {
                vec![Effect::Message(
                    "浏览器没有让保存文件；请检查浏览器的下载设置后再试，内容还在本页里。"
                        .to_owned(),
                    true,
                )]
            }
        }
    }
}

fn carried_taken() -> Effect {
    Effect::Message("已换成文件里附带的数据。".to_owned(), false)
}

/// The browser keeps nothing and the report is in no file yet: leaving it would lose it.
pub(super) fn stay() -> Vec<Effect> {
    let why = if storage::is_nowhere() {
        "本页设为不在本机保存"
    } else {
        "这个浏览器不让本页在本机保存"
    };
    vec![Effect::Dialog(dialog::stay(why))]
}
