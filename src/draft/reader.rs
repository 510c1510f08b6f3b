//! Converts JSON to a report. Every known member is removed from its object; the rest becomes
//! [`Report::extra`].

use super::FORMAT;
use super::error::{DraftError, Expected};
use crate::edition::{self, AgencyLevel, CellId, Edition, FormCell, TableKey};
use crate::number::{self, Reading};
use crate::report::{
    Agency, Candidate, Disposition, Doubt, DoubtPlace, Entry, Justification, Part, Period, Preface,
    Report, Signature,
};
use crate::sorted_map::SortedMap;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The report that a draft holds.
pub fn report(draft: Map<String, Value>) -> Result<Report, DraftError> {
    let mut draft = Members { path: String::new(), left: draft };
    check_format(&mut draft)?;
    // These members are ignored, because every draft is written with new ones.
    draft.take("tool");
    draft.take("rule_set");
    let year = draft.year()?;
    let mut report = Report::new(year, draft.agency()?);
    let edition = draft.edition("edition")?.unwrap_or(report.edition());
    let tables = draft.object("table_editions", |tables| {
        let editions =
            TableKey::ALL.map(|key| Ok(tables.edition(key.id())?.map(|edition| (key, edition))));
        editions.into_iter().filter_map(Result::transpose).collect::<Result<SortedMap<_, _>, _>>()
    })?;
    report.set_editions(edition, tables.unwrap_or_default());
    read_contents(&mut report, &mut draft).map_err(|error| error.named_by(&report))?;
    report.last_year = draft.last_year();
    report.extra = draft.left;
    Ok(report)
}

/// Reads everything for which the editions of the report must be known.
fn read_contents(report: &mut Report, draft: &mut Members) -> Result<(), DraftError> {
    report.title = draft.text("title")?;
    report.preface = draft.object("preface", Members::preface)?.unwrap_or_default();
    report.sections = draft.texts("sections", Part::parse)?;
    report.headings = draft.texts("headings", Part::parse)?;
    report.table_notes = draft.texts("table_notes", TableKey::parse)?;
    report.signature = draft.object("signature", Members::signature)?.flatten();
    report.units = draft.texts("units", CellId::parse)?;
    report.remarks = draft.texts("remarks", CellId::parse)?;
    report.presumed = draft.texts("presumed", CellId::parse)?;
    report.doubts = draft.doubts()?;
    let as_issued = draft.flag("as_issued")?.unwrap_or(false);
    read_cells(report, draft, as_issued)?;
    report.justifications = draft.list("explanations", Members::justification)?;
    report.dispositions = draft.list("dispositions", Members::disposition)?;
    report.rule_packs = draft.names("rule_packs")?;
    Ok(())
}

/// Refuses JSON that is not a draft, and a newer format, before any other member is read.
fn check_format(draft: &mut Members) -> Result<(), DraftError> {
    let member = draft.take("nianbao").ok_or(DraftError::NotADraft)?;
    match text_of(member).and_then(|text| text.parse().ok()) {
        Some(FORMAT) => Ok(()),
        Some(format) if format > FORMAT => Err(DraftError::NewerFormat { format }),
        _ => Err(DraftError::invalid("nianbao".to_owned(), Expected::Format)),
    }
}

/// Reads the cells. Totals in a report that calculates them are treated as when a clerk switches
/// 照原文录入 off: they are dropped if they equal the calculated ones, and otherwise become controls.
fn read_cells(report: &mut Report, draft: &mut Members, as_issued: bool) -> Result<(), DraftError> {
    report.set_as_issued(true);
    for (id, typed) in draft.texts("cells", CellId::parse)? {
        let (entry, remark) = read_entry(report.form().cell(id), &typed, report.remarks.get(&id));
        if let Some(remark) = remark {
            report.remarks.insert(id, remark);
        }
        report.put_entry(id, entry);
    }
    report.set_as_issued(as_issued);
    for (id, typed) in draft.texts("controls", CellId::parse)? {
        let (control, _) = read_entry(report.form().cell(id), &typed, None);
        report.put_control(id, control);
    }
    Ok(())
}

/// Reads the text of a cell to an entry with the spelling of the draft, and to the remark in its
/// brackets, unless the draft states another remark. As in [`Report::set_cell`], a number with a
/// unit that does not fit the column counts as unreadable.
fn read_entry(
    cell: Option<&FormCell>,
    typed: &str,
    remark: Option<&String>,
) -> (Option<Entry>, Option<String>) {
    match number::read(typed) {
        Reading::Blank => (None, None),
        Reading::Mark(text) => (Some(Entry::Mark(text)), None),
        Reading::Unreadable(text) => (Some(Entry::Unreadable(text)), None),
        Reading::Number { unit: Some(unit), .. } if cell.is_some_and(|cell| !cell.fits(unit)) => {
            (Some(Entry::Unreadable(number::trim(typed).to_owned())), None)
        }
        Reading::Number { value, text, remark: Some(found), .. }
            if remark.is_none_or(|remark| *remark == found) =>
        {
            (Some(Entry::Number { value, text }), Some(found))
        }
        Reading::Number { value, .. } => {
            (Some(Entry::Number { value, text: number::trim(typed).to_owned() }), None)
        }
    }
}

/// An object of the draft, with the members that are still to be read.
struct Members {
    /// Its path, with a dot at the end; empty for the draft itself.
    path: String,
    left: Map<String, Value>,
}

impl Members {
    /// Removes a member and returns it. A member with the value `null` counts as absent.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.left.shift_remove(name).filter(|value| !value.is_null())
    }

    fn unfit(&self, name: &str, expected: Expected) -> DraftError {
        DraftError::invalid(format!("{}{name}", self.path), expected)
    }

    /// Reads a text, or a number as the text that spells it.
    fn text(&mut self, name: &str) -> Result<Option<String>, DraftError> {
        self.take(name)
            .map(|value| text_of(value).ok_or_else(|| self.unfit(name, Expected::Text)))
            .transpose()
    }

    fn text_or_empty(&mut self, name: &str) -> Result<String, DraftError> {
        Ok(self.text(name)?.unwrap_or_default())
    }

    fn flag(&mut self, name: &str) -> Result<Option<bool>, DraftError> {
        self.take(name)
            .map(|value| value.as_bool().ok_or_else(|| self.unfit(name, Expected::Boolean)))
            .transpose()
    }

    /// Reads an object by `read`. The members that `read` leaves stay in the parent under the same
    /// name.
    fn object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self) -> Result<T, DraftError>,
    ) -> Result<Option<T>, DraftError> {
        let left = match self.take(name) {
            None => return Ok(None),
            Some(Value::Object(left)) => left,
            Some(_) => return Err(self.unfit(name, Expected::Object)),
        };
        let mut members = Self { path: format!("{}{name}.", self.path), left };
        let found = read(&mut members)?;
        if !members.left.is_empty() {
            self.left.insert(name.to_owned(), Value::Object(members.left));
        }
        Ok(Some(found))
    }

    /// Reads an object of texts. Empty texts count as absent. Members whose names are not keys are
    /// left.
    fn texts<K: Ord>(
        &mut self,
        name: &str,
        key: impl Fn(&str) -> Option<K>,
    ) -> Result<SortedMap<K, String>, DraftError> {
        let texts = self.object(name, |members| {
            let mut texts = SortedMap::new();
            for (name, value) in std::mem::take(&mut members.left) {
                match key(&name) {
                    None => drop(members.left.insert(name, value)),
                    Some(_) if value.is_null() => {}
                    Some(key) => {
                        let text =
                            text_of(value).ok_or_else(|| members.unfit(&name, Expected::Text))?;
                        texts.insert(key, text);
                    }
                }
            }
            texts.retain(|_, text| !text.is_empty());
            Ok(texts)
        })?;
        Ok(texts.unwrap_or_default())
    }

    /// Reads the doubts. A member whose name is no place is left.
    fn doubts(&mut self) -> Result<SortedMap<DoubtPlace, Doubt>, DraftError> {
        let doubts = self.object("doubts", |members| {
            let names: Vec<String> = members.left.keys().cloned().collect();
            let mut doubts = SortedMap::new();
            for name in names {
                let Some(place) = DoubtPlace::parse(&name) else { continue };
                if let Some(doubt) = members.object(&name, Self::doubt)? {
                    doubts.insert(place, doubt);
                }
            }
            Ok(doubts)
        })?;
        Ok(doubts.unwrap_or_default())
    }

    fn doubt(&mut self) -> Result<Doubt, DraftError> {
        let candidates = self.list("candidates", |candidate| {
            Ok(Candidate {
                value: candidate.text_or_empty("value")?,
                place: candidate.text_or_empty("place")?,
                extra: std::mem::take(&mut candidate.left),
            })
        })?;
        Ok(Doubt { why: self.text_or_empty("why")?, candidates })
    }

    /// Reads a list; `null` counts as absent.
    fn items(&mut self, name: &str) -> Result<Vec<Value>, DraftError> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.unfit(name, Expected::List)),
        }
    }

    /// Reads a list of objects.
    fn list<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Self) -> Result<T, DraftError>,
    ) -> Result<Vec<T>, DraftError> {
        let items = self.items(name)?.into_iter().enumerate();
        let item = |(at, item): (usize, Value)| match item {
            Value::Object(left) => {
                read(&mut Self { path: format!("{}{name}.{}.", self.path, at + 1), left })
            }
            _ => Err(self.unfit(name, Expected::List)),
        };
        items.map(item).collect()
    }

    /// Reads a list of texts, some of which may be `null`.
    fn optional_texts(&mut self, name: &str) -> Result<Vec<Option<String>>, DraftError> {
        let items = self.items(name)?.into_iter();
        let text = |item: Value| match item {
            Value::Null => Ok(None),
            item => text_of(item).map(Some).ok_or_else(|| self.unfit(name, Expected::List)),
        };
        items.map(text).collect()
    }

    fn names(&mut self, name: &str) -> Result<Vec<String>, DraftError> {
        Ok(self.optional_texts(name)?.into_iter().flatten().collect())
    }

    fn justification(&mut self) -> Result<Justification, DraftError> {
        Ok(Justification {
            rule: self.text_or_empty("rule")?,
            cells: self.names("cells")?,
            words: self.text_or_empty("words")?,
            values: self.optional_texts("values")?,
            reason: self.text_or_empty("reason")?,
            text: self.text_or_empty("text")?,
            date: self.text_or_empty("date")?,
            extra: std::mem::take(&mut self.left),
        })
    }

    fn disposition(&mut self) -> Result<Disposition, DraftError> {
        Ok(Disposition {
            section: self.text_or_empty("section")?,
            text: self.text_or_empty("text")?,
            number: self.text_or_empty("number")?,
            occurrence: self.text_or_empty("occurrence")?.parse().unwrap_or(0),
            kind: self.text_or_empty("kind")?,
            extra: std::mem::take(&mut self.left),
        })
    }

    /// Reads the previous report. If it cannot be read, the member is left unchanged, because the
    /// report does not depend on it.
    fn last_year(&mut self) -> Option<Arc<Report>> {
        let draft = self.take("last_year")?;
        let report = draft.as_object().cloned().and_then(|draft| report(draft).ok());
        if report.is_none() {
            self.left.insert("last_year".to_owned(), draft);
        }
        report.map(Arc::new)
    }

    /// The report year, from 1000 to 9999. Only the page restricts the years that a clerk can type
    /// to 2008 to 2100: a draft with a wrong year must open, so that the year can be corrected.
    fn year(&mut self) -> Result<u16, DraftError> {
        let year = self.text("year")?.ok_or(DraftError::MissingMember { member: "year" })?;
        let year = year.trim();
        let four_digits = year.len() == 4 && !year.starts_with(['0', '+']);
        year.parse().ok().filter(|_| four_digits).ok_or_else(|| self.unfit("year", Expected::Year))
    }

    fn edition(&mut self, name: &str) -> Result<Option<&'static Edition>, DraftError> {
        let Some(id) = self.text(name)? else { return Ok(None) };
        let member = || format!("{}{name}", self.path);
        edition::edition_by_id(&id)
            .map(Some)
            .ok_or_else(|| DraftError::UnknownEdition { member: member(), id })
    }

    fn agency(&mut self) -> Result<Agency, DraftError> {
        let agency = self.object("agency", |agency| {
            let name = agency.text_or_empty("name")?;
            let level = match agency.text("level")? {
                Some(id) => {
                    AgencyLevel::parse(&id).ok_or_else(|| agency.unfit("level", Expected::Level))?
                }
                None => AgencyLevel::of_name(&name),
            };
            Ok(Agency { name, level, covers_subordinates: agency.flag("covers_subordinates")? })
        })?;
        Ok(agency.unwrap_or_else(|| Agency {
            name: String::new(),
            level: AgencyLevel::of_name(""),
            covers_subordinates: None,
        }))
    }

    fn preface(&mut self) -> Result<Preface, DraftError> {
        Ok(Preface {
            basis: self.text_or_empty("basis")?,
            compiler: self.text_or_empty("compiler")?,
            period: self.object("period", Self::period)?.unwrap_or_default(),
            lists_parts: self.flag("lists_parts")?.unwrap_or(false),
            url: self.text_or_empty("url")?,
            address: self.text_or_empty("address")?,
            postcode: self.text_or_empty("postcode")?,
            phone: self.text_or_empty("phone")?,
            email: self.text_or_empty("email")?,
            text: self.text_or_empty("text")?,
        })
    }

    fn period(&mut self) -> Result<Period, DraftError> {
        Ok(Period { from: self.text_or_empty("from")?, to: self.text_or_empty("to")? })
    }

    /// Reads the signature (落款); `None` if the object has only unknown members.
    fn signature(&mut self) -> Result<Option<Signature>, DraftError> {
        let (agency, date) = (self.text("organ")?, self.text("date")?);
        let given = agency.is_some() || date.is_some();
        Ok(given.then(|| Signature {
            agency: agency.unwrap_or_default(),
            date: date.unwrap_or_default(),
        }))
    }
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
