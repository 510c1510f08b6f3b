//! Holds one report as it was filled in.
//!
//! The input is the typed content, cell by cell and part by part. The output is values for sums and
//! text for print. Blank is not 0, a remark is not part of the number, and typed text is kept as
//! typed. This module depends on the edition and on numbers, but not on rules, files or screens.

mod date;
mod doubt;
mod part;
mod passage;
mod plain;
mod preface;
mod prose;
mod record;
mod rewrite;
mod unfilled;

pub use date::Date;
pub use doubt::{Candidate, Doubt, DoubtPlace};
pub use part::Part;
pub use passage::{Passage, Spot};
pub use plain::continues;
pub use preface::{Period, Preface};
pub use prose::{Paragraph, Prose, ProseRun};
pub use record::{Disposition, Justification};
pub use rewrite::TextEdit;
pub use unfilled::unfilled;

use crate::edition::{self, AgencyLevel, CellId, Edition, Form, Quantity, TableKey};
use crate::number::{self, Decimal, Reading};
use crate::sorted_map::SortedMap;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The content of a cell that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A number and its spelling, which is printed.
    Number {
        /// The value.
        value: Decimal,
        /// The spelling: plain digits, or as typed if the report keeps an original (照原文录入).
        text: String,
    },
    /// A stroke (“/”, “—”). Its value is unknown to sums, and it is printed as typed.
    Mark(String),
    /// Text that is no number. It is kept and printed, so that no typed text is lost. The rule
    /// count-form reports it.
    Unreadable(String),
}

impl Entry {
    /// The text that is printed and edited.
    pub fn text(&self) -> &str {
        match self {
            Self::Number { text, .. } | Self::Mark(text) | Self::Unreadable(text) => text,
        }
    }

    /// The value, if the content is a number.
    pub const fn value(&self) -> Option<Decimal> {
        match self {
            Self::Number { value, .. } => Some(*value),
            Self::Mark(_) | Self::Unreadable(_) => None,
        }
    }
}

/// Everything that a report holds about one cell: [`Report::cell_record`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellRecord {
    entry: Option<Entry>,
    control: Option<Entry>,
    remark: Option<String>,
    unit: Option<String>,
    presumed: Option<String>,
    doubt: Option<Doubt>,
}

/// The agency that reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The full official name (单位全称); empty if it is not given yet.
    pub name: String,
    /// The level of the agency.
    pub level: AgencyLevel,
    /// Whether the figures include its subordinate agencies; `None` if this is not stated.
    pub covers_subordinates: Option<bool>,
}

/// 落款: the agency and the day at the end of the report, as text. A draft keeps the day as it was
/// written; a valid day is printed in Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The agency; may be empty.
    pub agency: String,
    /// The day in a form that [`Date::read`] knows, or free text; may be empty.
    pub date: String,
}

/// One report. Members of a draft that this version does not use are kept in [`Report::extra`].
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The report year.
    pub year: u16,
    /// The agency.
    pub agency: Agency,
    /// The title, if it is not composed from name and year.
    pub title: Option<String>,
    /// The opening paragraph.
    pub preface: Preface,
    /// The texts of the parts, as Markdown of paragraphs, `### ` headings, `**bold**` and
    /// `{{cell}}` fields. A part without text is absent.
    pub sections: SortedMap<Part, String>,
    /// Headings that differ from the official ones, as found in a file.
    pub headings: SortedMap<Part, String>,
    /// The notes under tables.
    pub table_notes: SortedMap<TableKey, String>,
    /// 落款, if there is one.
    pub signature: Option<Signature>,
    /// The units of amounts for which the form leaves the choice: `元` or `万元`.
    pub units: SortedMap<CellId, String>,
    /// The remarks that are printed in brackets behind numbers.
    pub remarks: SortedMap<CellId, String>,
    /// Cells whose value was inferred (推算) and is not confirmed yet, each with the source of the
    /// value: `balance`.
    pub presumed: SortedMap<CellId, String>,
    /// What an import was not sure of and no clerk has decided yet.
    pub doubts: SortedMap<DoubtPlace, Doubt>,
    /// The justifications of findings.
    pub justifications: Vec<Justification>,
    /// The numbers in the text that were put aside.
    pub dispositions: Vec<Disposition>,
    /// The names of the rule packs by which the report is checked.
    pub rule_packs: Vec<String>,
    /// The report of the year before, if it is available. That report has no report of the year
    /// before itself.
    pub last_year: Option<Arc<Self>>,
    /// Members of the draft that this version does not know, in the shape of the draft: unknown
    /// members in their order, and for a known object with unknown members an object that contains
    /// only those. Members that are known but not used yet are here too.
    pub extra: Map<String, Value>,
    edition: &'static Edition,
    table_editions: SortedMap<TableKey, &'static Edition>,
    form: Arc<Form>,
    as_issued: bool,
    cells: SortedMap<CellId, Entry>,
    controls: SortedMap<CellId, Entry>,
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
            sections: SortedMap::new(),
            headings: SortedMap::new(),
            table_notes: SortedMap::new(),
            signature: None,
            units: SortedMap::new(),
            remarks: SortedMap::new(),
            presumed: SortedMap::new(),
            doubts: SortedMap::new(),
            justifications: Vec::new(),
            dispositions: Vec::new(),
            rule_packs: Vec::new(),
            last_year: None,
            extra: Map::new(),
            edition,
            table_editions: SortedMap::new(),
            form: Form::of([edition; 3]),
            as_issued: false,
            cells: SortedMap::new(),
            controls: SortedMap::new(),
        }
    }

    /// The edition of the report.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// The tables whose edition differs from that of the report.
    pub const fn table_editions(&self) -> &SortedMap<TableKey, &'static Edition> {
        &self.table_editions
    }

    /// The tables in force.
    pub const fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Sets the edition of the report and, where they differ, of single tables. Entries of cells
    /// that the tables in force do not have are kept.
    pub fn set_editions(
        &mut self,
        edition: &'static Edition,
        tables: SortedMap<TableKey, &'static Edition>,
    ) {
        self.edition = edition;
        self.table_editions =
            tables.into_iter().filter(|(_, of_table)| *of_table != edition).collect();
        let edition_of = |key: TableKey| self.table_editions.get(&key).copied().unwrap_or(edition);
        let editions = TableKey::ALL.map(edition_of);
        if TableKey::ALL.map(|key| self.form.edition(key)) != editions {
            self.form = Form::of(editions);
        }
    }

    /// Whether the report keeps an original (照原文录入). The cells that are otherwise calculated are
    /// then typed, kept literally, and checked.
    pub const fn as_issued(&self) -> bool {
        self.as_issued
    }

    /// Switches 照原文录入. When it is switched on, each total starts as its control, or else as
    /// calculated. When it is switched off, a typed total that differs from the calculated one is
    /// kept as a control.
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

    /// The typed content of a cell; `None` is blank.
    pub fn entry(&self, id: CellId) -> Option<&Entry> {
        self.cells.get(&id)
    }

    /// All typed entries, of any edition.
    pub const fn entries(&self) -> &SortedMap<CellId, Entry> {
        &self.cells
    }

    /// Sets the typed content of a cell. A remark in brackets is stored in [`Report::remarks`], and
    /// a blank text removes entry and remark. A unit is stored in [`Report::units`] if the clerk
    /// may pick it; a number with another unit than the column is unreadable. A calculated cell
    /// takes the content as its control (控制数) instead. A doubt about the cell ends.
    pub fn set_cell(&mut self, id: CellId, typed: &str) {
        let Read { entry, remark, unit } = self.read_cell(id, typed);
        self.doubts.remove(&DoubtPlace::Cell(id));
        if self.is_calculated(id) {
            put(&mut self.controls, id, entry);
            return;
        }
        // The field shows the remark as part of the text, so a remark that is missing in the text
        // was deleted.
        put(&mut self.remarks, id, remark);
        if let Some(unit) = unit {
            self.units.insert(id, unit.to_owned());
        }
        self.presumed.remove(&id);
        put(&mut self.cells, id, entry);
    }

    /// Everything that the report holds about one cell.
    pub fn cell_record(&self, id: CellId) -> CellRecord {
        CellRecord {
            entry: self.cells.get(&id).cloned(),
            control: self.controls.get(&id).cloned(),
            remark: self.remarks.get(&id).cloned(),
            unit: self.units.get(&id).cloned(),
            presumed: self.presumed.get(&id).cloned(),
            doubt: self.doubts.get(&DoubtPlace::Cell(id)).cloned(),
        }
    }

    /// Restores what the report held about one cell.
    pub fn restore_cell(&mut self, id: CellId, held: CellRecord) {
        let CellRecord { entry, control, remark, unit, presumed, doubt } = held;
        put(&mut self.cells, id, entry);
        put(&mut self.controls, id, control);
        put(&mut self.remarks, id, remark);
        put(&mut self.units, id, unit);
        put(&mut self.presumed, id, presumed);
        put(&mut self.doubts, DoubtPlace::Cell(id), doubt);
    }

    /// Sets a cell so that it prints exactly this text: with number, unit and remark separated if
    /// they print the same, or else literally.
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

    /// Sets an entry unchanged, as a draft holds it.
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
                let counts = cell.is_some_and(|cell| cell.quantity == Quantity::Count);
                let text = match unit {
                    // 05, +5 and 12.0 are the same count.
                    _ if !self.as_issued && counts && value.is_whole() => value.to_string(),
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

    /// The control of a calculated cell: the value that the clerk expects.
    pub fn control(&self, id: CellId) -> Option<&Entry> {
        self.controls.get(&id)
    }

    /// All controls.
    pub const fn controls(&self) -> &SortedMap<CellId, Entry> {
        &self.controls
    }

    /// Sets a control, or removes it if the text is blank.
    pub fn set_control(&mut self, id: CellId, typed: &str) {
        let Read { entry, .. } = self.read_cell(id, typed);
        put(&mut self.controls, id, entry);
    }

    /// Sets a control unchanged, as a draft holds it.
    pub fn put_control(&mut self, id: CellId, control: Option<Entry>) {
        put(&mut self.controls, id, control);
    }

    /// The value of a cell: typed, or calculated if the form calculates it. `None` if it is
    /// unknown.
    pub fn value(&self, id: CellId) -> Option<Decimal> {
        if self.is_calculated(id) {
            self.calculated(id)
        } else {
            self.cells.get(&id).and_then(Entry::value)
        }
    }

    /// The calculated value of a total, also if the report keeps an original, where it is only
    /// checked. `None` if a term is unknown.
    pub fn calculated(&self, id: CellId) -> Option<Decimal> {
        let identity = self.form.sum_deriving(self.form.slot(id)?)?;
        identity.left.iter().map(|term| self.value(*term)).sum()
    }

    /// The report of the year before, if it is available and really of that year.
    pub fn comparable_last_year(&self) -> Option<&Self> {
        self.last_year.as_deref().filter(|last| last.year + 1 == self.year)
    }

    /// The text of a cell without its remark; empty if it is blank or cannot be calculated yet.
    pub fn text(&self, id: CellId) -> String {
        if self.is_calculated(id) {
            return self.calculated(id).map(|value| value.to_string()).unwrap_or_default();
        }
        self.cells.get(&id).map(|entry| entry.text().to_owned()).unwrap_or_default()
    }

    /// The text as printed: with the remark, and with the unit if the clerk picked one.
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

    /// The title in lines that end where the sense allows: agency, then year and name.
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

    /// The heading of a part: as found in a file, or else the official one.
    pub fn heading(&self, part: Part) -> &str {
        self.headings.get(&part).map_or(part.heading_in(self.edition), String::as_str)
    }

    /// The text of a part as paragraphs; empty if there is none.
    pub fn prose(&self, part: Part) -> Prose {
        Prose::parse(self.sections.get(&part).map_or("", String::as_str))
    }
}

/// The name of the report in every title (政府信息公开工作年度报告).
pub const REPORT_NAME: &str = "政府信息公开工作年度报告";

/// The result of reading the text of a cell.
struct Read {
    entry: Option<Entry>,
    remark: Option<String>,
    /// The unit in the text, if the form leaves the choice.
    unit: Option<&'static str>,
}

fn number_entry(value: Decimal) -> Entry {
    Entry::Number { value, text: value.to_string() }
}

fn put<K: Ord, T>(map: &mut SortedMap<K, T>, key: K, value: Option<T>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

#[cfg(test)]
mod tests;
