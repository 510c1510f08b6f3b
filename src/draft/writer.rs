//! Converts a report to JSON: members in a fixed order, cells in the order of the form, unknown
//! members behind the known ones.

use super::FORMAT;
use crate::edition::CellId;
use crate::report::{Candidate, Disposition, Doubt, Entry, Justification, Preface, Report};
use crate::sort;
use crate::sorted_map::SortedMap;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

/// Writes the draft of a report: indented, with a line break at the end. The same report gives the
/// same text.
///
/// Every known member but `doubts` is written, even if it is empty, so that unknown members keep
/// their place from one version of a draft to the next. Doubts are there only between the import of
/// a file and the clerk's decision. `rule_set` is the version of the rules in use, which
/// the draft states for information.
pub fn write(report: &Report, rule_set: &str) -> String {
    let mut text = format!("{:#}", Value::Object(whole(report, rule_set)));
    text.push('\n');
    text
}

fn whole(report: &Report, rule_set: &str) -> Map<String, Value> {
    let mut draft = object([
        ("nianbao", FORMAT.into()),
        ("tool", env!("CARGO_PKG_VERSION").into()),
        ("rule_set", rule_set.into()),
    ]);
    draft.extend(identity(report, &report.preface));
    draft.insert("cells".to_owned(), entries(report, report.entries(), CellFilter::All));
    draft.insert("units".to_owned(), texts(report, &report.units, CellFilter::All));
    draft.insert("remarks".to_owned(), texts(report, &report.remarks, CellFilter::All));
    draft.insert("controls".to_owned(), entries(report, report.controls(), CellFilter::All));
    draft.insert("presumed".to_owned(), texts(report, &report.presumed, CellFilter::All));
    let doubts = report.doubts.iter().map(|(place, doubt)| (place.to_string(), doubt_of(doubt)));
    let doubts: Map<String, Value> = doubts.collect();
    if !doubts.is_empty() {
        draft.insert("doubts".to_owned(), doubts.into());
    }
    draft.extend(prose(report));
    draft.insert(
        "explanations".to_owned(),
        report.justifications.iter().map(justification).collect(),
    );
    draft.insert("dispositions".to_owned(), report.dispositions.iter().map(disposition).collect());
    draft.insert("rule_packs".to_owned(), report.rule_packs.clone().into());
    draft.insert(
        "last_year".to_owned(),
        report.last_year.as_deref().map(|report| Value::Object(whole(report, rule_set))).into(),
    );
    overlay(&mut draft, &report.extra);
    draft
}

fn doubt_of(doubt: &Doubt) -> Value {
    let candidate = |candidate: &Candidate| -> Value {
        let Candidate { value, place, extra } = candidate;
        let known = object([("value", value.as_str().into()), ("place", place.as_str().into())]);
        known.into_iter().chain(extra.clone()).collect()
    };
    let candidates: Value = doubt.candidates.iter().map(candidate).collect();
    Value::Object(object([("why", doubt.why.as_str().into()), ("candidates", candidates)]))
}

fn justification(justification: &Justification) -> Value {
    let Justification { rule, cells, words, values, reason, text, date, extra } = justification;
    let known = object([
        ("rule", rule.as_str().into()),
        ("cells", cells.clone().into()),
        ("words", words.as_str().into()),
        ("values", values.iter().map(|value| Value::from(value.as_deref())).collect()),
        ("reason", reason.as_str().into()),
        ("text", text.as_str().into()),
        ("date", date.as_str().into()),
    ]);
    known.into_iter().chain(extra.clone()).collect()
}

fn disposition(disposition: &Disposition) -> Value {
    let Disposition { section, text, number, occurrence, kind, extra } = disposition;
    let known = object([
        ("section", section.as_str().into()),
        ("text", text.as_str().into()),
        ("number", number.as_str().into()),
        ("occurrence", (*occurrence).into()),
        ("kind", kind.as_str().into()),
    ]);
    known.into_iter().chain(extra.clone()).collect()
}

/// Writes the printed part of the report in one line, which a finished document carries. It has no
/// justification (说明), no control, no previous report, no unknown member, no cell that the tables
/// in force do not have, and no field that a text replaces.
pub fn printed_part(report: &Report) -> String {
    serde_json::to_string(&Printed(report)).unwrap_or_default()
}

/// The printed part of a report. Its cells are serialized directly, because building a map first
/// takes three times as long.
struct Printed<'a>(&'a Report);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report) = self;
        let mut part = serializer.serialize_map(None)?;
        part.serialize_entry("nianbao", &FORMAT)?;
        for (name, value) in &identity(report, &printed_preface(&report.preface)) {
            part.serialize_entry(name, value)?;
        }
        part.serialize_entry(
            "cells",
            &Cells(in_order(report, report.entries(), CellFilter::Printed)),
        )?;
        part.serialize_entry("units", &texts(report, &report.units, CellFilter::Printed))?;
        part.serialize_entry("remarks", &texts(report, &report.remarks, CellFilter::Printed))?;
        for (name, value) in &prose(report) {
            part.serialize_entry(name, value)?;
        }
        part.end()
    }
}

struct Cells<'a>(Vec<(CellId, &'a Entry)>);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cells = serializer.serialize_map(None)?;
        for (id, entry) in &self.0 {
            cells.serialize_key(&format_args!("{id}"))?;
            match plain_number(entry) {
                Some(number) => cells.serialize_value(&number)?,
                None => cells.serialize_value(entry.text())?,
            }
        }
        cells.end()
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The members that state the year, the editions, the agency, the title and the opening.
fn identity(report: &Report, preface: &Preface) -> Map<String, Value> {
    let agency = &report.agency;
    object([
        ("year", report.year.into()),
        ("edition", report.edition().id.into()),
        (
            "table_editions",
            report
                .table_editions()
                .iter()
                .map(|(table, edition)| (table.id(), edition.id))
                .collect(),
        ),
        (
            "agency",
            json!({
                "name": agency.name,
                "level": agency.level.id(),
                "covers_subordinates": agency.covers_subordinates,
            }),
        ),
        ("title", report.title.as_deref().into()),
        (
            "preface",
            json!({
                "basis": preface.basis,
                "compiler": preface.compiler,
                "period": { "from": preface.period.from, "to": preface.period.to },
                "lists_parts": preface.lists_parts,
                "url": preface.url,
                "address": preface.address,
                "postcode": preface.postcode,
                "phone": preface.phone,
                "email": preface.email,
                "text": preface.text,
            }),
        ),
        ("as_issued", report.as_issued().into()),
    ])
}

/// The fields of which the opening paragraph is made, or only its text if the clerk wrote one.
fn printed_preface(preface: &Preface) -> Preface {
    if preface.text.trim().is_empty() {
        preface.clone()
    } else {
        Preface { text: preface.text.clone(), ..Preface::default() }
    }
}

/// The members that hold the text outside the tables.
fn prose(report: &Report) -> Map<String, Value> {
    object([
        (
            "sections",
            report.sections.iter().map(|(part, text)| (part.id(), text.as_str())).collect(),
        ),
        (
            "headings",
            report.headings.iter().map(|(part, text)| (part.id(), text.as_str())).collect(),
        ),
        (
            "table_notes",
            report.table_notes.iter().map(|(table, text)| (table.id(), text.as_str())).collect(),
        ),
        (
            "signature",
            report
                .signature
                .as_ref()
                .map(|signature| json!({ "organ": signature.agency, "date": signature.date }))
                .into(),
        ),
    ])
}

/// Which cells are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CellFilter {
    All,
    /// Those of the tables in force.
    Printed,
}

fn texts(report: &Report, texts: &SortedMap<CellId, String>, wanted: CellFilter) -> Value {
    in_order(report, texts, wanted)
        .into_iter()
        .map(|(id, text)| (id.to_string(), text.as_str()))
        .collect()
}

fn entries(report: &Report, entries: &SortedMap<CellId, Entry>, wanted: CellFilter) -> Value {
    in_order(report, entries, wanted)
        .into_iter()
        .map(|(id, entry)| (id.to_string(), number(entry)))
        .collect()
}

/// Writes a plainly spelled whole number as a JSON number, and everything else as a string with its
/// spelling.
fn number(entry: &Entry) -> Value {
    plain_number(entry).map_or_else(|| entry.text().into(), Value::from)
}

fn plain_number(entry: &Entry) -> Option<u64> {
    let text = entry.text();
    let spelled_plainly =
        text == "0" || !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    entry.value().filter(|_| spelled_plainly).and_then(|_| text.parse().ok())
}

/// The values of a map for the wanted cells: first the cells of the form in its order, then any
/// others in the order of their ids.
fn in_order<'a, T>(
    report: &Report,
    map: &'a SortedMap<CellId, T>,
    wanted: CellFilter,
) -> Vec<(CellId, &'a T)> {
    let form = report.form();
    let mut found: Vec<(CellId, &T)> =
        form.cells().iter().filter_map(|cell| Some((cell.id, map.get(&cell.id)?))).collect();
    if wanted == CellFilter::All && found.len() < map.len() {
        let mut others: Vec<(CellId, &T)> = map
            .iter()
            .map(|(id, value)| (*id, value))
            .filter(|(id, _)| form.slot(*id).is_none())
            .collect();
        sort::sort_by_key(&mut others, |(id, _)| (id.table, id.row, id.column));
        found.extend(others);
    }
    found
}

/// Adds the unknown members at their places. A value that this version writes itself wins, unless
/// it is `null`.
fn overlay(known: &mut Map<String, Value>, extra: &Map<String, Value>) {
    for (name, value) in extra {
        match (known.get_mut(name), value) {
            (Some(Value::Object(known)), Value::Object(extra)) => overlay(known, extra),
            (Some(Value::Null) | None, _) => drop(known.insert(name.clone(), value.clone())),
            (Some(_), _) => {}
        }
    }
}
