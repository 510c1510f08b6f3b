//! The previous report and rule packs, by which the open report is checked.

use super::Desk;
use super::effect::Effect;
use super::event::ButtonData;
use super::files::OpenedFile;
use crate::check::{Pack, doubts_in_words};
use crate::draft;
use crate::report::{REPORT_NAME, Report};
use crate::rules::RULE_SET;
use crate::session::{Edit, Panel, Session, as_last_year};
use crate::view::dialog;

impl Desk {
    /// Adds the previous report to the open one.
    pub(super) fn add_last_year(&mut self, name: &str, opened: &OpenedFile) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let last = match draft::read(&opened.draft) {
            Ok(last) => last,
            Err(error) => {
                let sentence = format!("《{name}》：{error}");
                return vec![self.open_dialog(dialog::notice("没有放入", &sentence))];
            }
        };
        let (year, organ) = (session.report().year, &session.report().agency.name);
        if last.year + 1 != year {
            let sentence = format!(
                "《{name}》是 {} 年的报告；{year} 年的报告要与 {} 年的比，请另选文件。",
                last.year,
                year - 1
            );
            return vec![self.open_dialog(dialog::notice("没有放入", &sentence))];
        }
        let other = !organ.is_empty() && !last.agency.name.is_empty() && last.agency.name != *organ;
        let message = if other {
            Effect::warning(format!(
                "已放入 {} 年的报告。注意：那份是“{}”的，如果单位没有更名，请检查是不是选错了文件。",
                last.year, last.agency.name
            ))
        } else {
            Effect::message(format!(
                "已放入 {} 年的报告，开始核对结转、增减和重复的内容。",
                last.year
            ))
        };
        let notes = notes_of(opened, &last);
        let mut effects = self.edit(&Edit::LastYear(Some(as_last_year(last))));
        effects.push(message);
        if !notes.is_empty() {
            let html = dialog::taken_with_notes(name, "已放入上一年度报告，用来核对。", &notes);
            effects.push(self.open_dialog(html));
        }
        effects
    }

    /// Starts the report of the year after the opened one.
    pub(super) fn start_next_year(&mut self, name: &str, opened: &OpenedFile) -> Vec<Effect> {
        if self.has_unsaved_work() {
            return self.refuse_to_leave();
        }
        let last: Report = match draft::read(&opened.draft) {
            Ok(last) => last,
            Err(error) => {
                return vec![
                    self.open_dialog(dialog::notice("没有打开", &format!("《{name}》：{error}"))),
                ];
            }
        };
        let year = last.year + 1;
        let notes = notes_of(opened, &last);
        let session = Session::after(last);
        let carried = if session.report().entries().is_empty() {
            "去年的结转下年没有填，上年结转请照台账填写"
        } else {
            "上年结转已填好"
        };
        let words = format!(
            "已开始 {year} 年的{REPORT_NAME}：单位、开头段沿用去年的，{carried}，其余请重新填写。"
        );
        let record = self.fresh_record();
        let mut effects = self.open(session, record, Panel::Info);
        effects.push(Effect::message(words.clone()));
        if !notes.is_empty() {
            effects.push(self.open_dialog(dialog::taken_with_notes(name, &words, &notes)));
        }
        effects
    }

    /// Adds a rule pack that was read from a file, and asks the browser to keep it.
    pub(super) fn rule_pack_read(&mut self, name: &str, text: String) -> Vec<Effect> {
        let pack = match Pack::read(&RULE_SET, &text) {
            Ok(pack) => pack,
            Err(error) => {
                return vec![self.open_dialog(dialog::notice(
                    "规则包没有采用",
                    &format!("《{name}》{}", error.sentence()),
                ))];
            }
        };
        let name = pack.name.clone();
        self.library.retain(|other| other.name != pack.name);
        self.library.push(pack);
        vec![Effect::StoreRulePack { name, text }]
    }

    /// Checks the open report by a pack, whether or not the browser could keep the pack.
    pub(super) fn rule_pack_stored(&mut self, name: String, is_kept: bool) -> Vec<Effect> {
        let words = format!("规则包“{name}”已放在本机浏览器，");
        let mut effects = Vec::new();
        if let Some(session) = &mut self.session {
            session.set_library(self.library.clone());
            effects.extend(self.edit(&Edit::RulePack(name, true)));
            effects.extend(self.redraw());
        }
        let then = if self.session.is_some() {
            "正在核对这份年报。"
        } else {
            "打开年报后在“报告信息”里选用。"
        };
        effects.push(if is_kept {
            Effect::message(format!("{words}{then}"))
        } else {
            Effect::warning(format!("{words}{then}（浏览器不让保存，关掉本页后要再打开一次。）"))
        });
        effects
    }

    /// Deletes a rule pack.
    pub(super) fn remove_pack(&mut self, data: &ButtonData) -> Vec<Effect> {
        let Some(name) = data.name.clone() else { return Vec::new() };
        self.library.retain(|pack| pack.name != name);
        let mut effects = vec![Effect::DeleteRulePack(name.clone())];
        if let Some(session) = &mut self.session {
            session.set_library(self.library.clone());
        }
        effects.extend(self.edit(&Edit::RulePack(name, false)));
        effects.extend(self.redraw());
        effects
    }

    /// Warns about rule packs that the report names and this computer does not have.
    pub(super) fn mention_missing_packs(&self) -> Option<Effect> {
        let session = self.session.as_ref()?;
        let missing: Vec<&str> = session.missing_packs().collect();
        if missing.is_empty() {
            return None;
        }
        Some(Effect::warning(format!(
            "这份草稿用的规则包“{}”不在本机，没有按它核对；请在“报告信息”里打开规则包文件。",
            missing.join("”“")
        )))
    }
}

/// What a clerk should know of a file that was taken as the report of the year before: what was
/// noticed while it was read, and what the reading was not sure of.
fn notes_of(opened: &OpenedFile, last: &Report) -> Vec<String> {
    opened.notes.iter().cloned().chain(doubts_in_words(last)).collect()
}
