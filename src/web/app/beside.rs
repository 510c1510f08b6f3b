//! What is put beside a report: the report of the year before, and rule packs.

use super::{App, Purpose, stay};
use crate::check::Pack;
use crate::draft;
use crate::report::{REPORT_NAME, Report};
use crate::rules::RULE_SET;
use crate::session::{Edit, Place, Session, as_last_year};
use crate::view::dialog;
use crate::web::effect::Effect;
use crate::web::events::Data;
use crate::web::{exchange, preferences, storage};

/// The rule packs that were handed in, and those that this browser keeps beside. One that an older
/// version kept and this one does not read is passed over.
pub(super) fn packs_at_hand(given: &[String]) -> Vec<Pack> {
    let mut packs: Vec<Pack> =
        given.iter().filter_map(|text| Pack::read(&RULE_SET, text).ok()).collect();
    for kept in preferences::packs().iter().filter_map(|text| Pack::read(&RULE_SET, text).ok()) {
        if packs.iter().all(|pack| pack.name != kept.name) {
            packs.push(kept);
        }
    }
    packs
}

impl App {
    /// A file was read for a purpose.
    pub fn received(
        &mut self,
        name: &str,
        purpose: Purpose,
        opened: exchange::Opened,
        twin: Option<storage::Record>,
    ) -> Vec<Effect> {
        match purpose {
            Purpose::Open => self.opened(name, opened, twin),
            Purpose::Pack => {
                let sentence = format!(
                    "《{name}》是一份报告，不是规则包，没有打开。要打开报告，请回到开始页用“打开文件”。"
                );
                vec![Effect::Dialog(dialog::notice("这不是规则包", &sentence))]
            }
            Purpose::LastYear => self.put_beside(name, &opened),
            Purpose::Sequel => self.begin_after(name, &opened),
        }
    }

    /// Puts the report of the year before beside the open one.
    fn put_beside(&mut self, name: &str, opened: &exchange::Opened) -> Vec<Effect> {
        let refuse = |sentence: String| vec![Effect::Dialog(dialog::notice("没有放入", &sentence))];
        let Some(session) = &self.session else { return Vec::new() };
        let last = match draft::read(&opened.draft) {
            Ok(last) => last,
            Err(error) => return refuse(format!("《{name}》：{error}")),
        };
        let (year, organ) = (session.report().year, &session.report().agency.name);
        if last.year + 1 != year {
            return refuse(format!(
                "《{name}》是 {} 年的报告；{year} 年的报告要与 {} 年的比，请另选文件。",
                last.year,
                year - 1
            ));
        }
        let other = !organ.is_empty() && !last.agency.name.is_empty() && last.agency.name != *organ;
        let words = if other {
            format!(
                "已放入 {} 年的报告。注意：那份是“{}”的，如果单位没有更名，请检查是不是选错了文件。",
                last.year, last.agency.name
            )
        } else {
            format!("已放入 {} 年的报告，开始核对结转、增减和重复的内容。", last.year)
        };
        let mut effects = self.edit(&Edit::LastYear(Some(as_last_year(last))));
        effects.push(Effect::Message(words, other));
        effects
    }

    /// Begins the report of the next year.
    fn begin_after(&mut self, name: &str, opened: &exchange::Opened) -> Vec<Effect> {
        if self.at_risk() {
            return stay();
        }
        let last: Report = match draft::read(&opened.draft) {
            Ok(last) => last,
            Err(error) => {
                return vec![Effect::Dialog(dialog::notice(
                    "没有打开",
                    &format!("《{name}》：{error}"),
                ))];
            }
        };
        let year = last.year + 1;
        let session = Session::after(last);
        let carried = if session.report().entries().is_empty() {
            "去年的结转下年没有填，上年结转请照台账填写"
        } else {
            "上年结转已填好"
        };
        let words = format!(
            "已开始 {year} 年的{REPORT_NAME}：单位、开头段沿用去年的，{carried}，其余请重新填写。"
        );
        let mut effects = self.open(session, storage::Record::fresh(), Place::Info);
        effects.push(Effect::Message(words, false));
        effects
    }

    /// A rule pack was read: it is kept in this browser, and used for the open report.
    pub fn received_pack(&mut self, name: &str, text: String) -> Vec<Effect> {
        let pack = match Pack::read(&RULE_SET, &text) {
            Ok(pack) => pack,
            Err(error) => {
                return vec![Effect::Dialog(dialog::notice(
                    "规则包没有采用",
                    &format!("《{name}》{}", error.sentence()),
                ))];
            }
        };
        let words = format!("规则包“{}”已放在本机浏览器，", pack.name);
        self.library.retain(|other| other.name != pack.name);
        let used = pack.name.clone();
        self.library.push(pack);
        let kept = preferences::keep_pack(&used, text).is_ok();
        let mut effects = Vec::new();
        if let Some(session) = &mut self.session {
            session.set_library(self.library.clone());
            effects.extend(self.edit(&Edit::RulePack(used, true)));
            effects.extend(self.redraw());
        }
        let then = if self.session.is_some() {
            "正在核对这份年报。"
        } else {
            "打开年报后在“报告信息”里选用。"
        };
        let lost = if kept {
            ""
        } else {
            "（浏览器不让保存，关掉本页后要再打开一次。）"
        };
        effects.push(Effect::Message(format!("{words}{then}{lost}"), !kept));
        effects
    }

    /// Throws a rule pack away.
    pub(super) fn remove_pack(&mut self, data: &Data) -> Vec<Effect> {
        let Some(name) = data.name.clone() else { return Vec::new() };
        self.library.retain(|pack| pack.name != name);
        preferences::forget_pack(&name);
        if let Some(session) = &mut self.session {
            session.set_library(self.library.clone());
        }
        let mut effects = self.edit(&Edit::RulePack(name, false));
        effects.extend(self.redraw());
        effects
    }

    /// Says which rule packs a report names that are not at hand.
    pub(super) fn mention_missing_packs(&self) -> Option<Effect> {
        let session = self.session.as_ref()?;
        let missing: Vec<&str> = session.missing_packs().collect();
        let words = || {
            format!(
                "这份草稿用的规则包“{}”不在本机，没有按它核对；请在“报告信息”里打开规则包文件。",
                missing.join("”“")
            )
        };
        (!missing.is_empty()).then(|| Effect::Message(words(), true))
    }
}
