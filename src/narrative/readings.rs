//! The readings of words: the cells that they may mean, in every way that the law allows.

mod decisions;
mod wholes;

use super::claim::{Basis, CellReading, Meaning};
use super::list::PartClass;
use super::subject::Subject;
use super::terms::{
    Applicant, Area, DOCUMENT_COLUMNS, DisputeOutcome, DocumentAction, Handling, OutcomeRow, Word,
};
use crate::edition::requests::{CARRIED_IN, CARRIED_OUT, NEW};
use crate::edition::{CellId, Form, Slot, TOTAL, TableKey};
use crate::number::Decimal;
use crate::sort;

/// Makes the readings of words, for the cells that a form has.
pub(super) struct Readings<'a> {
    form: &'a Form,
    /// The rows of table 3, in the order of the form.
    rows: Vec<&'static str>,
    /// The unit of 采购总金额, if one was picked.
    procurement_unit: Option<&'a str>,
}

/// The column of 自然人 in table 3. All others but 总计 are organisations.
const NATURAL: &str = "natural";
const BLOCKS: [(Area, &[&str]); 4] = [
    (Area::Review, &["review"]),
    (Area::Litigation, &["direct", "after_review"]),
    (Area::Direct, &["direct"]),
    (Area::AfterReview, &["after_review"]),
];

impl OutcomeRow {
    /// Its keys in a form. The keys of a group's rows begin with that of the group.
    fn keys(self, readings: &Readings<'_>) -> Vec<&'static str> {
        let group = match self {
            Self::Granted => "granted",
            Self::Partial => "partial",
            Self::Denied => "denied",
            Self::Unable => "unable",
            Self::Declined => "declined",
            Self::Other => "other",
            Self::Group(key) => key,
            Self::Withdrawn => return vec!["other", "other.other"],
            Self::Single(key) | Self::Loose(key) => return vec![key],
            Self::Named { row, .. } if has_row(readings.form, row) => return vec![row],
            Self::Named { otherwise, .. } => return vec![otherwise],
        };
        let is_in_group = |row: &&'static str| {
            row.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        readings.rows.iter().copied().filter(is_in_group).collect()
    }

    /// Whether it is a group of rows.
    pub const fn is_group(self) -> bool {
        matches!(
            self,
            Self::Granted
                | Self::Partial
                | Self::Denied
                | Self::Unable
                | Self::Declined
                | Self::Other
                | Self::Group(_)
        )
    }

    /// Whether other rows may be meant in a form.
    fn is_loose(self, form: &Form) -> bool {
        match self {
            Self::Loose(_) => true,
            Self::Named { row, .. } => !has_row(form, row),
            _ => false,
        }
    }
}

fn has_row(form: &Form, row: &'static str) -> bool {
    form.slot(CellId::new(TableKey::Requests, row, TOTAL)).is_some()
}

impl Applicant {
    /// The columns of table 3 in a form that count it.
    fn columns(self, form: &Form) -> Vec<&'static str> {
        match self {
            Self::Natural => vec![NATURAL],
            Self::Organisations => {
                let cells = form.table(TableKey::Requests).cells.iter().map(|cell| cell.id);
                let new = cells.filter(|id| id.row == NEW);
                let organisations = new.filter(|id| id.column != NATURAL && id.column != TOTAL);
                organisations.map(|id| id.column).collect()
            }
            Self::Business => vec!["business"],
            Self::Research => vec!["research"],
            Self::Welfare => vec!["welfare"],
            Self::Legal => vec!["legal"],
            Self::Single(column) => vec![column],
        }
    }
}

impl<'a> Readings<'a> {
    /// The readings of words for a form.
    pub fn new(form: &'a Form, procurement_unit: Option<&'a str>) -> Self {
        let mut rows: Vec<&'static str> =
            form.table(TableKey::Requests).cells.iter().map(|cell| cell.id.row).collect();
        rows.dedup();
        Self { form, rows, procurement_unit }
    }

    /// All cells of these rows and columns that the form has.
    fn cells(
        &self,
        table: TableKey,
        rows: &[&'static str],
        columns: &[&'static str],
    ) -> Vec<(Slot, CellId)> {
        let ids = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| CellId::new(table, row, column)));
        ids.filter_map(|id| self.form.slot(id).map(|slot| (slot, id))).collect()
    }

    fn reading(plus: Vec<(Slot, CellId)>) -> Option<CellReading> {
        (!plus.is_empty()).then_some(CellReading {
            basis: Basis::Other,
            plus,
            minus: Vec::new(),
            at_most: false,
            shift: 0,
            apart: Decimal::ZERO,
        })
    }

    /// The sum of some rows of table 3.
    pub fn rows(&self, rows: &[&'static str], columns: &[&'static str]) -> Option<CellReading> {
        Self::reading(self.cells(TableKey::Requests, rows, columns))
    }

    /// New applications by other applicants than those that are named.
    pub fn other_applicants(&self, subject: &Subject) -> Option<CellReading> {
        let named: Vec<&'static str> =
            subject.applicants.iter().flat_map(|applicant| applicant.columns(self.form)).collect();
        let cells = self.form.table(TableKey::Requests).cells.iter().map(|cell| cell.id);
        let new = cells.filter(|id| id.row == NEW && id.column != TOTAL);
        let others = new.map(|id| id.column).filter(|column| !named.contains(column));
        self.rows(&[NEW], &others.collect::<Vec<_>>())
    }

    /// The applicants of these rows of table 3.
    pub fn by_applicant(&self, subject: &Subject, rows: &[&'static str]) -> Option<CellReading> {
        let columns = subject.applicants.iter().flat_map(|applicant| applicant.columns(self.form));
        self.rows(rows, &columns.collect::<Vec<_>>())
    }

    /// The readings of a number of applications: 新收 alone, 新收 with 上年结转, and 办理总计.
    pub fn received(&self, columns: &[&'static str]) -> Vec<CellReading> {
        let readings_with_basis = |basis, rows: &[&'static str]| {
            self.rows(rows, columns).map(|reading| CellReading { basis, ..reading })
        };
        [
            readings_with_basis(Basis::New, &[NEW]),
            readings_with_basis(Basis::NewAndCarried, &[NEW, CARRIED_IN]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn total(&self, columns: &[&'static str]) -> Option<CellReading> {
        self.rows(&[TOTAL], columns).map(|reading| CellReading { basis: Basis::Total, ..reading })
    }

    /// The meaning of words about applications. `inherited` is whether the clause takes its subject
    /// from an earlier one.
    pub fn requests(&self, subject: &Subject, inherited: bool) -> Option<Meaning> {
        let columns: Vec<&'static str> =
            subject.applicants.iter().flat_map(|applicant| applicant.columns(self.form)).collect();
        let columns = if columns.is_empty() { vec![TOTAL] } else { columns };
        // 公开（含部分公开）的申请 names two rows.
        let opens = subject.acts.contains(&DocumentAction::Opened)
            && (inherited || subject.bracketed_rows == [OutcomeRow::Partial]);
        if !subject.rows.is_empty() || opens {
            return self.outcomes(subject, &columns);
        }
        let has = |handle| subject.handles.contains(&handle);
        // 新收和结转合计 is what had to be dealt with.
        let comes_in = has(Handling::CarriedIn) || has(Handling::Carried);
        if has(Handling::New) && comes_in && !has(Handling::CarriedOut) {
            let both = self.rows(&[NEW, CARRIED_IN], &columns);
            let readings = both.into_iter().collect();
            return Some(Meaning { readings, class: PartClass::Main, loose: false });
        }
        // In 本年新收申请中有14件结转下年 those that are left are counted.
        if has(Handling::New) && has(Handling::CarriedOut) {
            let readings = self.rows(&[CARRIED_OUT], &columns).into_iter().collect();
            return Some(Meaning { readings, class: PartClass::Left, loose: false });
        }
        let carried = [
            (Handling::CarriedIn, CARRIED_IN, PartClass::Carried),
            (Handling::New, NEW, PartClass::Carried),
            (Handling::CarriedOut, CARRIED_OUT, PartClass::Left),
        ];
        if let Some((_, row, class)) = carried.into_iter().find(|(handle, ..)| has(*handle)) {
            return Some(Meaning {
                readings: self.rows(&[row], &columns).into_iter().collect(),
                class,
                loose: false,
            });
        }
        if has(Handling::Carried) {
            let mut readings: Vec<CellReading> = [CARRIED_IN, CARRIED_OUT]
                .into_iter()
                .filter_map(|row| self.rows(&[row], &columns))
                .collect();
            if has(Handling::Answered) {
                // 连同结转件共办结45件 is of all.
                readings.extend(self.total(&columns));
            }
            return Some(Meaning { readings, class: PartClass::Main, loose: false });
        }
        if !subject.applicants.is_empty() {
            let whole = subject.applicants.iter().all(|applicant| {
                matches!(applicant, Applicant::Natural | Applicant::Organisations)
            });
            let readings =
                self.received(&columns).into_iter().chain(self.total(&columns)).collect();
            return Some(Meaning {
                readings,
                class: if whole { PartClass::Applicant } else { PartClass::Organisation },
                loose: false,
            });
        }
        if subject.has(Word::Part) || inherited && subject.handles.is_empty() {
            return None;
        }
        let mut readings = Vec::new();
        if has(Handling::Received) || subject.handles.is_empty() || has(Handling::Handled) {
            readings.extend(self.received(&columns));
        }
        if has(Handling::Answered) || has(Handling::Handled) || subject.handles.is_empty() {
            readings.extend(self.total(&columns));
        }
        // 依申请公开12件 may count the documents that were disclosed.
        let loose = subject.handles.is_empty() && subject.has(Word::OnRequest);
        let class = if has(Handling::Answered) && !has(Handling::Received) {
            PartClass::Answered
        } else {
            PartClass::Main
        };
        Some(Meaning { readings, class, loose })
    }

    /// The meaning of words about outcomes: rows and groups of table 3.
    fn outcomes(&self, subject: &Subject, columns: &[&'static str]) -> Option<Meaning> {
        let mut rows = subject.rows.clone();
        // 公开和部分公开 means both rows.
        let with_partial = rows.is_empty() || rows == [OutcomeRow::Partial];
        if subject.acts.contains(&DocumentAction::Opened) && with_partial {
            rows.push(OutcomeRow::Granted);
        }
        if rows.iter().any(|row| row.is_group()) {
            rows.retain(|row| *row != OutcomeRow::Withdrawn);
        }
        // 不予公开中属于国家秘密的 means the row, not the group.
        let singles: Vec<OutcomeRow> = rows
            .iter()
            .copied()
            .filter(|row| !row.is_group() && *row != OutcomeRow::Withdrawn)
            .collect();
        let has_single_of = |group: &OutcomeRow| {
            if !group.is_group() {
                return false;
            }
            let keys = group.keys(self);
            singles.iter().any(|single| keys.contains(&single.keys(self)[0]))
        };
        // 信息不存在、本机关不掌握等无法提供22件 may count the group.
        let groups: Vec<OutcomeRow> = rows.iter().copied().filter(has_single_of).collect();
        rows.retain(|row| !row.is_group() || !has_single_of(row));
        // In 属于国家秘密、不予公开的3件 one row is meant.
        let is_one = matches!(singles[..], [OutcomeRow::Single(_)]) && !subject.has(Word::Open);
        let groups = if is_one { Vec::new() } else { groups };
        let keys = |rows: &[OutcomeRow]| {
            let mut keys: Vec<&'static str> = rows.iter().flat_map(|row| row.keys(self)).collect();
            sort::sort(&mut keys);
            keys.dedup();
            keys
        };
        let mut reading = self.rows(&keys(&rows), columns)?;
        reading.at_most = rows == [OutcomeRow::Withdrawn];
        let mut readings = vec![reading];
        readings.extend(self.rows(&keys(&groups), columns));
        if subject.bracketed_rows.iter().any(|row| !rows.contains(row)) {
            let with: Vec<OutcomeRow> = rows
                .iter()
                .chain(&subject.bracketed_rows)
                .copied()
                .filter(|row| *row != OutcomeRow::Withdrawn)
                .collect();
            readings.extend(self.rows(&keys(&with), columns));
        }
        let class = if rows.iter().all(|row| row.is_group()) {
            PartClass::Result
        } else {
            PartClass::Reason
        };
        let opened = subject.rows.is_empty();
        Some(Meaning {
            readings,
            class,
            loose: opened || groups.is_empty() && rows.iter().any(|row| row.is_loose(self.form)),
        })
    }

    /// The group of rows that a row of table 3 belongs to: the sum of 不予公开 for 属于国家秘密.
    pub fn group_of(&self, row: &CellReading) -> Option<CellReading> {
        let [(_, cell)] = row.plus[..] else { return None };
        let (group, _) = cell.row.split_once('.')?;
        let is_in_group =
            |row: &&'static str| row.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
        let rows: Vec<&'static str> = self.rows.iter().copied().filter(is_in_group).collect();
        self.rows(&rows, &[cell.column]).filter(|_| cell.table == TableKey::Requests)
    }

    /// The meaning of words about disputes.
    pub fn disputes(&self, subject: &Subject, areas: &[Area]) -> Option<Meaning> {
        let blocks = blocks_of(areas);
        let cells = |column| self.cells(TableKey::Disputes, &blocks, &[column]);
        let columns: Vec<&'static str> =
            subject.outcomes.iter().filter_map(|outcome| outcome.column()).collect();
        let says_closed = subject.outcomes.contains(&DisputeOutcome::Closed);
        let closed = says_closed || subject.handles.contains(&Handling::Answered);
        if !columns.is_empty() {
            let reading = Self::reading(columns.iter().flat_map(|column| cells(column)).collect())?;
            return Some(Meaning {
                readings: vec![reading],
                class: PartClass::Outcome,
                loose: false,
            });
        }
        let total = Self::reading(cells(TOTAL))?;
        let mut readings = vec![total.clone()];
        if says_closed {
            readings.clear();
        }
        if closed {
            readings.push(CellReading { minus: cells("pending"), ..total });
        }
        Some(Meaning {
            readings,
            class: PartClass::Document,
            loose: closed && (!says_closed || !subject.unknown.is_empty())
                || says_closed && subject.has(Word::Rest)
                || !subject.acts.is_empty()
                || !subject.rows.is_empty(),
        })
    }

    /// The cells that must hold 0 if all disputes are closed.
    pub fn pending(&self, areas: &[Area]) -> Option<CellReading> {
        Self::reading(self.cells(TableKey::Disputes, &blocks_of(areas), &["pending"]))
    }

    /// The cells that must hold 0 if 均获维持 or 零败诉 is true: 结果纠正 and, with `all`, 尚未审结.
    pub fn clean_record(&self, areas: &[Area], all: bool) -> Option<CellReading> {
        let columns: &[&'static str] =
            if all { &["corrected", "other", "pending"] } else { &["corrected"] };
        Self::reading(self.cells(TableKey::Disputes, &blocks_of(areas), columns))
    }

    /// The meaning of words about documents of article 20 (1): 规章 and 规范性文件.
    pub fn documents(&self, subject: &Subject, areas: &[Area]) -> Option<Meaning> {
        let rows: Vec<&'static str> = areas
            .iter()
            .map(|area| match area {
                Area::Regulations => "regulations",
                Area::Document(row) => row,
                _ => "normative",
            })
            .collect();
        let only_changed = subject.acts.iter().all(|act| *act == DocumentAction::Changed)
            && !subject.acts.is_empty();
        if only_changed || subject.acts.contains(&DocumentAction::Amount) {
            return None;
        }
        let all_opened = subject.has(Word::Sum) && has_open_total(self.form);
        let columns = |act: &DocumentAction| -> &'static [&'static str] {
            match act {
                DocumentAction::Opened
                | DocumentAction::Published
                | DocumentAction::OpenToPublic
                    if all_opened =>
                {
                    &["open_total"]
                }
                DocumentAction::NewlyOpened => &["opened"],
                DocumentAction::NewlyMade => &["issued", "made"],
                DocumentAction::OpenToPublic if has_open_total(self.form) => {
                    &["opened", "open_total"]
                }
                DocumentAction::Opened
                | DocumentAction::Published
                | DocumentAction::OpenToPublic => &DOCUMENT_COLUMNS,
                DocumentAction::Issued => &["issued", "made", "opened"],
                DocumentAction::Repealed => &["repealed"],
                DocumentAction::InForce => &["in_force"],
                DocumentAction::Changed | DocumentAction::Amount | DocumentAction::Decided => &[],
            }
        };
        let mut wanted: Vec<&'static str> =
            subject.acts.iter().flat_map(columns).copied().collect();
        if subject.acts.is_empty() {
            wanted = DOCUMENT_COLUMNS.to_vec();
        }
        let readings: Vec<CellReading> = wanted
            .iter()
            .filter_map(|column| Self::reading(self.cells(TableKey::Disclosure, &rows, &[column])))
            .filter(|reading| reading.plus.len() == rows.len())
            .collect();
        // 公布规章2部 is said of those that were made.
        let makes = rows == ["regulations"] && !subject.acts.contains(&DocumentAction::Changed);
        let opens = subject.acts.contains(&DocumentAction::Opened)
            || subject.acts.contains(&DocumentAction::Published) && !makes;
        let loose = subject.acts.is_empty()
            || opens && !all_opened
            || subject.acts.contains(&DocumentAction::OpenToPublic) && !has_open_total(self.form)
            || !subject.rows.is_empty();
        (!readings.is_empty()).then_some(Meaning { readings, class: PartClass::Document, loose })
    }
}

/// Whether table 2 of a form counts all documents that are open to the public.
fn has_open_total(form: &Form) -> bool {
    form.table(TableKey::Disclosure).cells.iter().any(|cell| cell.id.column == "open_total")
}

impl DisputeOutcome {
    const fn column(self) -> Option<&'static str> {
        match self {
            Self::Upheld => Some("upheld"),
            Self::Corrected => Some("corrected"),
            Self::Other => Some("other"),
            Self::Pending => Some("pending"),
            Self::Closed => None,
            Self::Single(column) => Some(column),
        }
    }
}

/// The blocks of table 4 that the areas mean, each once.
fn blocks_of(areas: &[Area]) -> Vec<&'static str> {
    let mut blocks: Vec<&'static str> = BLOCKS
        .iter()
        .filter(|(area, _)| areas.contains(area))
        .flat_map(|(_, blocks)| blocks.iter().copied())
        .collect();
    sort::sort(&mut blocks);
    blocks.dedup();
    blocks
}
