//! Determines what a count or an amount states about cells.

use super::super::NumberKind;
use super::super::TextNumber;
use super::super::claim::{CellReading, Claim, Meaning};
use super::super::list::PartClass;
use super::super::numeral::Numeral;
use super::super::passage_reader::PassageReader;
use super::super::scope::Scope;
use super::super::subject::{Place, Subject};
use super::super::terms::{Area, DocumentAction, Handling, OutcomeRow, Word};
use super::coverage::names_agencies;
use super::number_context::NumberContext;
use super::{ClauseReader, PassageContext};
use crate::edition::TableKey;
use crate::number::Decimal;
use crate::text::sentence_at;

/// Units in which cases and documents are counted. Numbers with other units (人, 期, 场, 次) state
/// nothing about cells.
const UNITS: [&str; 11] = ["部", "件", "条", "份", "宗", "个", "起", "例", "项", "件次", ""];

/// Words before the cause of an outcome.
const CAUSES: [&str; 6] = ["因", "由于", "经", "属", "、", "为由"];
/// How many letters before a number are looked at for the noun that it is among.
const MOST_LETTERS: usize = 16;
/// Units in which applications are counted by who applied. 家 counts those who applied.
const APPLICATIONS: [&str; 3] = ["家次", "人次", "户次"];

impl ClauseReader<'_> {
    /// Determines what a count or an amount states about cells. Returns its class for lists.
    pub(super) fn counted(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        state: &PassageContext,
        facts: &mut [TextNumber],
    ) -> PartClass {
        let (numeral, subject) = (context.numeral, &context.subject);
        let fallback = if subject.has(Word::Channel) {
            PartClass::Channel
        } else if subject.handles.contains(&Handling::Answered)
            && !subject.handles.contains(&Handling::Received)
        {
            PartClass::Answered
        } else if !subject.handles.is_empty() || subject.has(Word::Total) {
            PartClass::Main
        } else {
            PartClass::Named
        };
        if subject.has(Word::Rest) && !subject.has_meaning() {
            return PartClass::Rest;
        }
        if subject.has(Word::Portion) && subject.rows.is_empty() && subject.applicants.is_empty() {
            return PartClass::Period;
        }
        let silent = is_silent(page, context, state, &facts[context.fact]);
        let decides =
            !subject.areas.is_empty() && subject.areas.iter().all(|area| area.is_decision());
        let unit = UNITS.contains(&numeral.unit)
            || numeral.unit == "次" && decides
            || numeral.kind == NumberKind::Money
            || !subject.applicants.is_empty() && APPLICATIONS.contains(&numeral.unit);
        // 行政许可结果2513条 counts what was published.
        let unit = unit && !(numeral.unit == "条" && decides);
        if silent || !unit || facts[context.fact].live.is_some() {
            return fallback;
        }
        let subjects: Vec<&Subject> =
            if context.names.is_empty() { vec![subject] } else { context.names.iter().collect() };
        let mut meanings = Vec::new();
        let mut current = state.current.clone();
        for subject in subjects {
            let areas = subject.main_areas();
            if !areas.is_empty() {
                current.clone_from(&areas);
            }
            let Some(mut meaning) = self.meaning(subject, &current, numeral.unit) else {
                return fallback;
            };
            // Behind 直接起诉3件、复议后起诉2件 an outcome may be that of all lawsuits.
            if areas.is_empty() && !subject.outcomes.is_empty() {
                let others = [state.disputes.clone(), vec![Area::Litigation]];
                let all = others.iter().filter(|areas| {
                    areas.len() > 1 || current.iter().all(|area| area.is_lawsuit())
                });
                let more = all.filter_map(|areas| self.readings.disputes(subject, areas));
                meaning.readings.extend(more.flat_map(|meaning| meaning.readings));
            }
            meaning.readings.extend(self.of_column(subject, &current, numeral.unit, state));
            // In 尚有75件未办结，其中自然人42件 applicants divide the row of the whole.
            let divides = !subject.applicants.is_empty()
                && subject.rows.is_empty()
                && subject.handles.is_empty();
            if divides && let Some(rows) = &state.whole_rows {
                meaning.readings.extend(self.readings.by_applicant(subject, rows));
                let others = state.whole_others.iter();
                let others = others.filter_map(|rows| self.readings.by_applicant(subject, rows));
                meaning.readings.extend(others);
                // What is divided is not known.
                meaning.loose |= rows.is_empty();
            }
            meanings.push(meaning);
        }
        let class = if subject.has(Word::Channel) {
            fallback
        } else {
            meanings.first().map_or(fallback, |meaning| meaning.class)
        };
        facts[context.fact].scope =
            self.scope_of_count(page, context, state, &facts[context.fact], (class, &meanings));
        // The items of last year stand in this year's table.
        let last = state.last_year && !subject.has(Word::Items);
        facts[context.fact].claims = meanings
            .into_iter()
            .filter(|meaning| !meaning.readings.is_empty())
            .map(|meaning| Claim::Cells { readings: meaning.readings, last })
            .collect();
        class
    }

    /// The readings of a number by the applicants that its sentence speaks of: 企业提出申请15件，其中予以公开
    /// 9件.
    pub(super) fn of_column(
        &self,
        subject: &Subject,
        current: &[Area],
        unit: &str,
        state: &PassageContext,
    ) -> Vec<CellReading> {
        if state.column.is_empty() || !subject.applicants.is_empty() {
            return Vec::new();
        }
        let words = Subject { applicants: state.column.clone(), ..subject.clone() };
        let meaning = self.meaning(&words, current, unit);
        let of_requests = meaning.filter(|meaning| meaning.of(TableKey::Requests));
        of_requests.map(|meaning| meaning.readings).unwrap_or_default()
    }

    /// How much of what the cells count a number with that class and those meanings covers.
    fn scope_of_count(
        &self,
        page: &PassageReader<'_>,
        context: &NumberContext<'_>,
        state: &PassageContext,
        fact: &TextNumber,
        (class, meanings): (PartClass, &[Meaning]),
    ) -> Scope {
        let (numeral, subject) = (context.numeral, &context.subject);
        // In 依申请公开1件，申请人为村民 applications are counted.
        let behind: String = page.plain.text[numeral.whole.end..].chars().take(8).collect();
        let tells = subject.has(Word::OnRequest) && behind.contains("申请人");
        let loose = meanings.iter().any(|meaning| meaning.loose) && !tells;
        let clause = &page.passage.text[fact.clause.clone()];
        let inherited = subject.areas.is_empty();
        let implied = inherited && state.current.is_empty();
        let weak = (inherited && state.current == [Area::Applications]
            || subject.areas == [Area::Applications] && !clause.contains("公开"))
            && !self.speaks_of_requests(state)
            && !subject.is_of_requests()
            && !subject.handles.contains(&Handling::New)
            && subject.applicants.is_empty();
        let among = is_among(page, numeral);
        let part = is_part(page, context, state, (class, meanings), among);
        let mut scope = self.scope_of(page, subject, state);
        // 户籍查询申请 are applications for something else.
        if subject.areas == [Area::Applications] && scope == Scope::Part {
            let by_applicant = !subject.applicants.is_empty();
            scope = if by_applicant { Scope::Open } else { Scope::Other };
        }
        // In 因未曾获取而无法提供的14件 words that are not known may name a row of the group.
        let by_cause = !subject.rows.is_empty()
            && subject.rows.iter().all(|row| row.is_group())
            && subject
                .unknown
                .iter()
                .any(|(range, place)| *place != Place::Noun && range.end <= numeral.digits.start)
            && CAUSES.iter().any(|cause| clause.contains(cause));
        if part || by_cause {
            scope = scope.max(Scope::Part);
        }
        // In 召开会议2次。今年收到的9件申请 the sentence before says nothing about applications, if they
        // are what the heading is about, or their row is named.
        let resumes = state.current_is_foreign
            && subject.names_row()
            && clause.contains("信息公开")
            || state.foreign_before
                && (subject.areas == [Area::Applications] && self.topic.contains(&Area::Requests)
                    || subject.names_row());
        // 法律服务机构申请139件 names its column.
        let names_column = !inherited && !subject.applicants.is_empty();
        if (inherited || subject.areas == [Area::Applications])
            && !resumes
            && !names_column
            && !subject.names_row()
        {
            scope = scope.max(state.scope);
        }
        // 办结 after 热线 may speak of calls; 予以公开 speaks of applications wherever it stands.
        let strayed = inherited && state.strayed && class.is_whole();
        // Only of applications is some always less: 行政复议案件 may be of any kind.
        let of_other_tables = !meanings.iter().all(|meaning| {
            meaning.of(TableKey::Requests)
                || meaning.of(TableKey::Disclosure) && subject.areas.iter().all(|a| a.is_decision())
        });
        let of_disputes = subject.areas.iter().any(|area| area.is_dispute());
        let of_others = of_disputes && counts_others(page, context, among, state);
        let of_other_kind = inherited && state.other_kind && subject.has_rows();
        let all_kinds = of_disputes && state.kinds && !subject.has(Word::OfDisclosure);
        // In 前者94件，后者37件 one of several names is meant.
        let of_one = ["前者", "后者"].iter().any(|word| clause.contains(word));
        if of_one
            || state.unpaired
            || all_kinds
            || strayed
            || of_other_kind
            || of_others
            || loose
            || scope == Scope::Part && of_other_tables
        {
            return Scope::Other;
        }
        // 连同部分公开合计1618件 adds another number.
        let adds = ["连同", "加上", "算上"].iter().any(|word| clause.starts_with(word))
            && (subject.has(Word::Total) || subject.has(Word::Sum));
        if adds
            || subject.has(Word::Rest) && (subject.has(Word::Open) || !subject.unknown.is_empty())
            || implied && page.counts_documents
            || weak
            || subject.has(Word::Apart)
                && !subject.areas.contains(&Area::Procurement)
                && (class.is_whole() || class == PartClass::Document)
            || context.open_row
            || !has_plain_unit(context, state)
            || numeral.in_words
                && !matches!(numeral.unit, "件" | "份" | "宗" | "起")
                && !(numeral.unit == "项" && subject.has(Word::Items))
        {
            scope = scope.max(Scope::Open);
        }
        scope
    }

    /// The meaning of words, by their subject.
    pub(super) fn meaning(
        &self,
        subject: &Subject,
        current: &[Area],
        unit: &str,
    ) -> Option<Meaning> {
        let own = subject.main_areas();
        let inherited = own.is_empty();
        // Only applications are dealt with by 不予公开 and the like.
        let carries = matches!(subject.handles[..], [Handling::CarriedIn | Handling::CarriedOut]);
        let implied = inherited && current.is_empty() && (subject.has_rows() || carries);
        // Only documents are in force, and most of them are not 规章.
        let in_force = inherited
            && subject.acts == [DocumentAction::InForce]
            && !current.iter().any(|area| area.is_document())
            && !subject.is_foreign();
        let areas = if implied {
            [Area::Requests].as_slice()
        } else if in_force {
            [Area::Normative].as_slice()
        } else if inherited {
            current
        } else {
            own.as_slice()
        };
        let money = matches!(unit, "元" | "万元" | "亿元" | "千元");
        let all =
            |wanted: fn(Area) -> bool| !areas.is_empty() && areas.iter().all(|area| wanted(*area));
        if all(Area::is_requests) {
            // 以“其他处理”方式结案3件 is of applications.
            let of_disputes = !subject.outcomes.is_empty() && !subject.has_rows();
            return if money || inherited && of_disputes {
                None
            } else {
                self.readings.requests(subject, inherited)
            };
        }
        if all(Area::is_dispute) {
            let says = !inherited || !subject.outcomes.is_empty();
            return if money || !says || !subject.applicants.is_empty() {
                None
            } else {
                self.readings.disputes(subject, areas)
            };
        }
        if all(Area::is_document) {
            let says = !inherited || !subject.acts.is_empty();
            return if money || !says { None } else { self.readings.documents(subject, areas) };
        }
        if all(|area| !area.is_requests() && !area.is_dispute() && !area.is_document()) {
            // In 集中采购3个项目，合计84.6万元 the sum is the amount.
            let sums_up = money
                && (subject.has(Word::Total) || subject.has(Word::Sum))
                && subject.unknown.is_empty();
            let says = !inherited
                || sums_up
                || subject.acts.contains(&DocumentAction::Amount)
                || subject.acts.contains(&DocumentAction::Decided);
            return if says { self.readings.decisions(subject, areas, unit) } else { None };
        }
        None
    }
}

/// Whether 中有 or the like stands before a number: 其他处理中有2件 are some of them.
fn is_among(page: &PassageReader<'_>, numeral: &Numeral) -> bool {
    let before = &page.plain.text[..numeral.digits.start];
    ["中有", "里有", "中的", "中，有"].iter().any(|words| before.ends_with(words))
}

/// Whether a number counts only a part of what its words name.
fn is_part(
    page: &PassageReader<'_>,
    context: &NumberContext<'_>,
    state: &PassageContext,
    (class, meanings): (PartClass, &[Meaning]),
    among: bool,
) -> bool {
    let subject = &context.subject;
    let inherited = subject.areas.is_empty();
    // In a list of parts, 答复 may be one of the parts. 不含 in brackets behind a number narrows
    // it.
    let of_answered = class == PartClass::Carried && state.divided == Some(PartClass::Answered);
    // In 制发规范性文件9件，其中部门印发4件 the same happened to fewer of them.
    let of_documents = inherited
        && class == PartClass::Document
        && state.divided == Some(PartClass::Document)
        && subject.acts == state.acts;
    // In 新收的86件办结80件 those that came in earlier are not among them.
    let of_new = context.follows_number
        && class == PartClass::Answered
        && state.last_class() == Some(PartClass::Carried);
    // In 予以公开31件，其中全部公开28件 the part has the name of the whole.
    let rows_of =
        |reading: &CellReading| reading.plus.iter().map(|(_, cell)| cell.row).collect::<Vec<_>>();
    let own_rows = meanings.first().and_then(|meaning| meaning.readings.first()).map(rows_of);
    let same_row = state.has(Word::Part)
        && subject.has_rows()
        && subject.applicants.is_empty()
        && own_rows.is_some_and(|rows| state.whole_rows.as_ref() == Some(&rows));
    of_new
        || same_row
        || subject.has(Word::Channel)
        || state.has(Word::Part) && (class.is_whole() || of_answered || of_documents)
        || among && !context.takes_tail
        || names_some(page, context)
        || context.excludes
}

/// Whether a number states nothing about cells, whatever its words mean.
pub(super) fn is_silent(
    page: &PassageReader<'_>,
    context: &NumberContext<'_>,
    state: &PassageContext,
    fact: &TextNumber,
) -> bool {
    let subject = &context.subject;
    // Another year is meant, of which no report is at hand.
    let of_other_year =
        subject.has(Word::LastYear) && !state.last_year && !subject.has(Word::Items);
    let is_kind = state.kinds && subject.areas.iter().any(|area| area.is_decision());
    // 各类行政复议案件 are those about anything.
    let clause = &page.passage.text[fact.clause.clone()];
    let of_any_kind = subject.areas.iter().any(|area| area.is_dispute())
        && !subject.has(Word::OfDisclosure)
        && !clause.contains("信息公开")
        && ["各类", "作为被告", "作为被申请人"].iter().any(|words| clause.contains(words));
    // 尚有6件申请在办理期限内 are those that are left.
    let is_left =
        ["尚有", "仍有", "还有", "尚余", "剩余"].iter().any(|left| clause.starts_with(left))
            && subject.handles.is_empty()
            && subject.rows.is_empty()
            && subject.applicants.is_empty()
            && !subject.areas.is_empty()
            && subject.areas.iter().all(|area| area.is_requests());
    // Applications that came one way are some of all.
    let by_channel = !subject.areas.is_empty()
        && subject.areas.iter().all(|area| area.is_requests())
        && (!subject.has(Word::OnRequest) || !subject.handles.is_empty());
    // In 予以公开31件，比部分公开多19件 the number says by how many.
    let by_how_many = clause.starts_with(['比', '较'])
        && (subject.has(Word::Up) || subject.has(Word::Down))
        && !subject.has(Word::Items);
    // In 其他行政复议案件22件，不在此列 and 另有工程19个，不纳入集中采购 nothing of the tables is counted.
    let is_excluded = || {
        if !state.excludes {
            return false;
        }
        let at = context.numeral.digits.start;
        let part = &page.plain.text[sentence_at(&page.plain.text, at).start..at];
        ["另", "此外", "其他", "其它"].iter().any(|word| part.contains(word))
    };
    of_other_year
        // 向9个单位提交申请 counts agencies.
        || names_agencies(page, context.numeral) && subject.applicants.is_empty()
        || is_excluded()
        || by_how_many
        || is_left
        || subject.is_foreign()
        || of_any_kind
        || is_kind
        || subject.has(Word::Rate)
        || state.has(Word::Registered)
        || subject.has(Word::Channel) && !by_channel
        || subject.has(Word::Compare) && !subject.has(Word::Items)
        || subject.unknown.iter().any(|(_, place)| *place == Place::Noun)
        || page.passage.heading
}

/// Lets 答复45件 leave out what the same sentence tells apart: 撤回1件.
pub(super) fn told_apart(
    subject: &Subject,
    class: PartClass,
    fact: usize,
    state: &mut PassageContext,
    facts: &mut [TextNumber],
) {
    let only = |row| subject.rows == [row];
    if only(OutcomeRow::Withdrawn) {
        state.withdrawn = Some(facts[fact].value);
    } else if class == PartClass::Answered || only(OutcomeRow::Other) {
        state.may_omit.push(fact);
    }
    let Some(apart) = state.withdrawn else { return };
    for omitting in state.may_omit.drain(..) {
        for claim in &mut facts[omitting].claims {
            if let Claim::Cells { readings, .. } = claim {
                let less = readings.iter().map(|reading| CellReading { apart, ..reading.clone() });
                readings.extend(less.collect::<Vec<CellReading>>());
            }
        }
    }
}

/// Whether words that are not known name some of what was counted: 处罚案件中简易程序7件.
fn names_some(page: &PassageReader<'_>, context: &NumberContext<'_>) -> bool {
    context.subject.unknown.iter().any(|(range, _)| {
        range.end == context.numeral.digits.start && page.plain.text[..range.start].ends_with('中')
    })
}

/// Whether the unit of a number is one of cases or documents.
fn has_plain_unit(context: &NumberContext<'_>, state: &PassageContext) -> bool {
    let (numeral, subject) = (context.numeral, &context.subject);
    match numeral.unit {
        // 予以公开12，部分公开3 leave out the unit of the whole.
        "" => {
            // 行政强制处理决定数量为0 needs no unit.
            numeral.value == Decimal::ZERO
                && !subject.areas.is_empty()
                && subject.areas.iter().all(|area| area.is_decision())
                || numeral.rounded && subject.areas.iter().any(|area| area.is_decision())
                || subject.has_rows() && !state.counts.is_empty()
        }
        "项" => subject.has(Word::Items) || subject.areas == [Area::Procurement],
        _ => true,
    }
}

/// Whether a number counts disputes of any kind, or some of all: 占全部复议案件611件的26.8%; 不予公开的198件中
/// 有21件引发复议.
fn counts_others(
    page: &PassageReader<'_>,
    context: &NumberContext<'_>,
    among: bool,
    state: &PassageContext,
) -> bool {
    let subject = &context.subject;
    let before = &page.plain.text[..context.numeral.digits.start];
    let lead: String = before.chars().rev().take(MOST_LETTERS).collect();
    let among_others = among && !lead.contains("议复") && !lead.contains("讼诉");
    // 占全市行政复议案件2418件的8.4% is of all kinds, too.
    let of_all = subject.has(Word::Each)
        || subject.areas_as_a_whole().next().is_some() && !subject.has(Word::OfDisclosure);
    subject.has(Word::Share) && of_all
        || among_others && context.takes_tail && !state.current.iter().any(|area| area.is_dispute())
}
