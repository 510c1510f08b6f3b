//! One report as somebody filled it in.
//!
//! In: what was typed, cell by cell and part by part. Out: values for sums, text for print. Blank
//! is not 0, a remark is not the number, and what was typed is kept as typed. This module knows the
//! edition and numbers, and nothing of rules, files or screens.

mod date;
mod part;
mod passage;
mod plain;
mod preface;
mod prose;
mod record;

pub use date::Date;
pub use part::Part;
pub use passage::{Passage, Spot};
pub use plain::goes_on;
pub use preface::{Period, Preface};
pub use prose::{Prose, Run, Text};
pub use record::{Disposition, Justification};

use crate::edition::{self, AgencyLevel, CellId, Edition, Form, TableKey};
use crate::number::{self, Decimal, Reading};
use crate::order::Keyed;
use serde_json::{Map, Value};
use std::sync::Arc;

/// What one cell holds, if it is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A number and the text that spells it, which is what gets printed.
    Number {
        /// Its value.
        value: Decimal,
        /// Its spelling: plain digits, or as typed where the report keeps the original (照原文录入).
        text: String,
    },
    /// A stroke (“/”, “—”): unknown to sums, printed as typed.
    Mark(String),
    /// Text that is no number. Kept and printed, so that nothing typed is lost, and found by the
    /// rule count-form.
    Unreadable(String),
}

impl Entry {
    /// The text that gets printed and edited.
    pub fn text(&self) -> &str {
        match self {
            Self::Number { text, .. } | Self::Mark(text) | Self::Unreadable(text) => text,
        }
    }

    /// The number, if it is one.
    pub const fn value(&self) -> Option<Decimal> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Mark(_) | Self::Unreadable(_) => None,
        }
    }
}

/// What a report holds of a cell by itself: [`Report::held`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    entry: Option<Entry>,
    control: Option<Entry>,
    remark: Option<String>,
    unit: Option<String>,
    presumed: Option<String>,
}

/// The organ that reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its full official name (单位全称); empty while not yet given.
    pub name: String,
    /// Where it stands.
    pub level: AgencyLevel,
    /// Whether the figures cover its subordinate organs; `None` if nobody has said.
    pub covers_subordinates: Option<bool>,
}

/// 落款: the organ and the day under the report, as text (drafts keep what somebody wrote; a day that
/// reads as one is printed in Chinese).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The organ; may be empty.
    pub organ: String,
    /// The day: `2026-01-20`, or free text; may be empty.
    pub date: String,
}

/// One report. Members that drafts hold and this version does not act on yet are carried in
/// [`Report::extra`].
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The calendar year it reports on.
    pub year: u16,
    /// The organ.
    pub agency: Agency,
    /// The title, if it is not made from name and year.
    pub title: Option<String>,
    /// The opening paragraph.
    pub preface: Preface,
    /// The texts of the parts, as Markdown of paragraphs, `### ` headings, `**bold**` and
    /// `{{cell}}` fields. A part without text is absent.
    pub sections: Keyed<Part, String>,
    /// Headings as found, where they differ from the official ones.
    pub headings: Keyed<Part, String>,
    /// A note under a table.
    pub table_notes: Keyed<TableKey, String>,
    /// 落款, if there is one.
    pub signature: Option<Signature>,
    /// Units of amounts for which the form leaves the choice: `元` or `万元`.
    pub units: Keyed<CellId, String>,
    /// Remarks printed in brackets behind a number.
    pub remarks: Keyed<CellId, String>,
    /// Cells that somebody let the form infer and has not confirmed (推算), with what they were
    /// inferred from: `balance`.
    pub presumed: Keyed<CellId, String>,
    /// 说明 of findings.
    pub justifications: Vec<Justification>,
    /// Numbers in the text that were put aside.
    pub dispositions: Vec<Disposition>,
    /// Names of the rule packs that the report is checked with.
    pub rule_packs: Vec<String>,
    /// The report of the year before, if it is at hand. It has none of its own.
    pub last_year: Option<Arc<Self>>,
    /// What the draft holds beyond this version's knowledge, in the shape of the draft: unknown
    /// members in their order, and for a known object with unknown members an object of those
    /// alone. Members that are known but not yet acted on are here too.
    pub extra: Map<String, Value>,
    edition: &'static Edition,
    table_editions: Keyed<TableKey, &'static Edition>,
    form: Arc<Form>,
    as_issued: bool,
    cells: Keyed<CellId, Entry>,
    controls: Keyed<CellId, Entry>,
}

impl Report {
    /// An empty report of the edition in force for the year.
    pub fn new(year: u16, agency: Agency) -> Self {
        let edition = edition::edition_of_year(year);
        Self {
            year,
            agency,
            title: None,
            preface: Preface::default(),
            sections: Keyed::new(),
            headings: Keyed::new(),
            table_notes: Keyed::new(),
            signature: None,
            units: Keyed::new(),
            remarks: Keyed::new(),
            presumed: Keyed::new(),
            justifications: Vec::new(),
            dispositions: Vec::new(),
            rule_packs: Vec::new(),
            last_year: None,
            extra: Map::new(),
            edition,
            table_editions: Keyed::new(),
            form: Form::of([edition; 3]),
            as_issued: false,
            cells: Keyed::new(),
            controls: Keyed::new(),
        }
    }

    /// The edition of the report.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// Tables of another edition than the report.
    pub const fn table_editions(&self) -> &Keyed<TableKey, &'static Edition> {
        &self.table_editions
    }

    /// The tables in force.
    pub const fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Chooses the edition of the report and, where they differ, of single tables. Entries of cells
    /// that the tables in force do not have are kept.
    pub fn set_editions(
        &mut self,
        edition: &'static Edition,
        tables: Keyed<TableKey, &'static Edition>,
    ) {
        self.edition = edition;
        self.table_editions =
            tables.into_iter().filter(|(_, of_table)| *of_table != edition).collect();
        let of = |key: TableKey| self.table_editions.get(&key).copied().unwrap_or(edition);
        let editions = TableKey::ALL.map(of);
        if TableKey::ALL.map(|key| self.form.edition(key)) != editions {
            self.form = Form::of(editions);
        }
    }

    /// Whether the report keeps an original (照原文录入): calculated cells are typed, kept verbatim, and
    /// checked.
    pub const fn as_issued(&self) -> bool {
        self.as_issued
    }

    /// Switches 照原文录入. Switching on, each total starts as its control or else as calculated;
    /// switching off, a typed total that differs from the calculated one stays beside it as a
    /// control.
    pub fn set_as_issued(&mut self, on: bool) {
        if self.as_issued == on {
            return;
        }
        let derived: Vec<CellId> = self
            .form
            .cells()
            .iter()
            .map(|cell| cell.id)
            .filter(|id| self.form.is_derived(*id))
            .collect();
        if on {
            let totals: Vec<_> = derived
                .iter()
                .map(|id| {
                    (
                        *id,
                        self.controls.remove(id).or_else(|| self.calculated(*id).map(number_entry)),
                    )
                })
                .collect();
            self.cells.extend(
                totals.into_iter().filter_map(|(id, total)| total.map(|total| (id, total))),
            );
            self.as_issued = true;
        } else {
            let typed: Vec<_> = derived
                .iter()
                .filter_map(|id| self.cells.remove(id).map(|entry| (*id, entry)))
                .collect();
            self.as_issued = false;
            for (id, entry) in typed {
                let agrees = entry.value().is_some() && entry.value() == self.calculated(id);
                if !agrees {
                    self.controls.insert(id, entry);
                }
            }
        }
    }

    /// Whether the cell is calculated in this report, not typed.
    pub fn is_calculated(&self, id: CellId) -> bool {
        !self.as_issued && self.form.is_derived(id)
    }

    /// What was typed into a cell; `None` is blank.
    pub fn entry(&self, id: CellId) -> Option<&Entry> {
        self.cells.get(&id)
    }

    /// All typed entries, of whatever edition.
    pub const fn entries(&self) -> &Keyed<CellId, Entry> {
        &self.cells
    }

    /// Puts what was typed into a cell. A remark in brackets goes to [`Report::remarks`]; blank
    /// takes entry and remark away. A unit goes to [`Report::units`] where the clerk picks it; a
    /// number whose unit is not that of the column is unreadable. A calculated cell takes it as a
    /// control (控制数) instead.
    pub fn set_cell(&mut self, id: CellId, typed: &str) {
        let Read { entry, remark, unit } = self.read_cell(id, typed);
        if self.is_calculated(id) {
            put(&mut self.controls, id, entry);
            return;
        }
        // The field shows the remark as part of the text: what the text does not hold any more is
        // gone.
        put(&mut self.remarks, id, remark);
        if let Some(unit) = unit {
            self.units.insert(id, unit.to_owned());
        }
        self.presumed.remove(&id);
        put(&mut self.cells, id, entry);
    }

    /// Everything that the report holds of a cell by itself.
    pub fn held(&self, id: CellId) -> Held {
        Held {
            entry: self.cells.get(&id).cloned(),
            control: self.controls.get(&id).cloned(),
            remark: self.remarks.get(&id).cloned(),
            unit: self.units.get(&id).cloned(),
            presumed: self.presumed.get(&id).cloned(),
        }
    }

    /// Puts back what the report held of a cell.
    pub fn hold(&mut self, id: CellId, held: Held) {
        let Held { entry, control, remark, unit, presumed } = held;
        put(&mut self.cells, id, entry);
        put(&mut self.controls, id, control);
        put(&mut self.remarks, id, remark);
        put(&mut self.units, id, unit);
        put(&mut self.presumed, id, presumed);
    }

    /// Puts into a cell what was printed in one, so that it prints exactly that: number, unit and
    /// remark apart where they print the same so, else word for word.
    pub fn set_printed(&mut self, id: CellId, text: &str) {
        self.units.remove(&id);
        self.remarks.remove(&id);
        self.set_cell(id, text);
        if self.printed(id) == text {
            return;
        }
        self.units.remove(&id);
        self.remarks.remove(&id);
        let entry = match number::read(text) {
            Reading::Blank => None,
            Reading::Number { value, .. } => Some(Entry::Number { value, text: text.to_owned() }),
            Reading::Mark(_) => Some(Entry::Mark(text.to_owned())),
            Reading::Unreadable(_) => Some(Entry::Unreadable(text.to_owned())),
        };
        put(&mut self.cells, id, entry);
    }

    /// Puts an entry as it is, as a draft holds it.
    pub fn put_entry(&mut self, id: CellId, entry: Option<Entry>) {
        put(&mut self.cells, id, entry);
    }

    fn read_cell(&self, id: CellId, typed: &str) -> Read {
        let plain = |entry| Read { entry, remark: None, unit: None };
        let cell = self.form.cell(id);
        match number::read(typed) {
            Reading::Blank => plain(None),
            Reading::Mark(text) => plain(Some(Entry::Mark(text))),
            Reading::Unreadable(text) => plain(Some(Entry::Unreadable(text))),
            Reading::Number { unit: Some(unit), .. }
                if cell.is_some_and(|cell| !cell.fits(unit)) =>
            {
                plain(Some(Entry::Unreadable(number::trim(typed).to_owned())))
            }
            Reading::Number { value, text, unit, remark } => {
                let unit = unit.filter(|_| cell.is_some_and(|cell| cell.picks_unit));
                let original = number::trim(typed);
                let text = match unit {
                    _ if !self.as_issued || remark.is_some() => text,
                    Some(unit) => original
                        .strip_suffix(unit)
                        .map_or(text, |number| number::trim(number).to_owned()),
                    None => original.to_owned(),
                };
                Read { entry: Some(Entry::Number { value, text }), remark, unit }
            }
        }
    }

    /// The 控制数 of a calculated cell: what the clerk says it should be.
    pub fn control(&self, id: CellId) -> Option<&Entry> {
        self.controls.get(&id)
    }

    /// All controls.
    pub const fn controls(&self) -> &Keyed<CellId, Entry> {
        &self.controls
    }

    /// Sets or drops a control.
    pub fn set_control(&mut self, id: CellId, typed: &str) {
        let Read { entry, .. } = self.read_cell(id, typed);
        put(&mut self.controls, id, entry);
    }

    /// Puts a control as it is, as a draft holds it.
    pub fn put_control(&mut self, id: CellId, control: Option<Entry>) {
        put(&mut self.controls, id, control);
    }

    /// The value of a cell: typed, or calculated where the form calculates. `None` while unknown.
    pub fn value(&self, id: CellId) -> Option<Decimal> {
        if self.is_calculated(id) {
            self.calculated(id)
        } else {
            self.cells.get(&id).and_then(Entry::value)
        }
    }

    /// What the form calculates for a total, whether it shows it or (照原文录入) only checks it. `None`
    /// while a term is blank.
    pub fn calculated(&self, id: CellId) -> Option<Decimal> {
        let identity = self.form.deriving(self.form.slot(id)?)?;
        identity.left.iter().map(|term| self.value(*term)).sum()
    }

    /// The report of the year before, if it is at hand and really is of that year.
    pub fn comparable_last_year(&self) -> Option<&Self> {
        self.last_year.as_deref().filter(|last| last.year + 1 == self.year)
    }

    /// The text that stands in a cell, without its remark; empty if blank or not yet calculable.
    pub fn text(&self, id: CellId) -> String {
        if self.is_calculated(id) {
            return self.calculated(id).map(|value| value.to_string()).unwrap_or_default();
        }
        self.cells.get(&id).map(|entry| entry.text().to_owned()).unwrap_or_default()
    }

    /// The text as printed: with the remark, and a number with the unit where the clerk picked one.
    pub fn printed(&self, id: CellId) -> String {
        let mut text = self.text(id);
        if text.is_empty() {
            return text;
        }
        if let Some(unit) = self
            .units
            .get(&id)
            .filter(|_| self.value(id).is_some())
            .filter(|unit| !text.ends_with(unit.as_str()))
        {
            text.push_str(unit);
        }
        if let Some(remark) = self
            .remarks
            .get(&id)
            .map(|remark| number::trim(remark))
            .filter(|remark| !remark.is_empty())
        {
            text = format!("{text}（{remark}）");
        }
        text
    }

    /// The title in lines, broken by sense: organ, then year and name.
    pub fn title_lines(&self) -> Vec<String> {
        match &self.title {
            Some(title) => title
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            None => [self.agency.name.clone(), format!("{}年{REPORT_NAME}", self.year)]
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect(),
        }
    }

    /// The heading of a part, as found or else the official one.
    pub fn heading(&self, part: Part) -> &str {
        self.headings.get(&part).map_or(part.heading_in(self.edition), String::as_str)
    }

    /// The text of a part, read into paragraphs; empty if there is none.
    pub fn prose(&self, part: Part) -> Prose {
        Prose::parse(self.sections.get(&part).map_or("", String::as_str))
    }
}

/// The name of the report in every title (政府信息公开工作年度报告).
pub const REPORT_NAME: &str = "政府信息公开工作年度报告";

/// What the text of a cell comes to.
struct Read {
    entry: Option<Entry>,
    remark: Option<String>,
    /// The unit that it picks, where the form leaves the choice.
    unit: Option<&'static str>,
}

fn number_entry(value: Decimal) -> Entry {
    Entry::Number { value, text: value.to_string() }
}

fn put<T>(map: &mut Keyed<CellId, T>, id: CellId, value: Option<T>) {
    match value {
        Some(value) => map.insert(id, value),
        None => map.remove(&id),
    };
}

#[cfg(test)]
mod tests;
