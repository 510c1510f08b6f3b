//! Report to JSON: members in one order, cells in the order of the form, unknown members behind the known ones.

use super::FORMAT;
use crate::edition::CellId;
use crate::order::{self, Keyed};
use crate::report::{Disposition, Entry, Explanation, Preface, Report};
use serde_json::{Map, Value, json};

/// Writes the draft of a report: indented, with a line break at the end. The same report gives the same text.
///
/// Every known member is written, so that members of the future keep their place between two versions of a draft. `rule_set` is the
/// version of the rules in use, which stands in the draft for information.
pub fn write(report: &Report, rule_set: &str) -> String {
    let mut text = format!("{:#}", Value::Object(whole(report, rule_set)));
    text.push('\n');
    text
}

fn whole(report: &Report, rule_set: &str) -> Map<String, Value> {
    let mut draft = object([("nianbao", FORMAT.into()), ("tool", env!("CARGO_PKG_VERSION").into()), ("rule_set", rule_set.into())]);
    draft.extend(identity(report, &report.preface));
    draft.insert("cells".to_owned(), entries(report, report.entries(), |_| true));
    draft.insert("units".to_owned(), texts(report, &report.units, |_| true));
    draft.insert("remarks".to_owned(), texts(report, &report.remarks, |_| true));
    draft.insert("controls".to_owned(), entries(report, report.controls(), |_| true));
    draft.insert("presumed".to_owned(), texts(report, &report.presumed, |_| true));
    draft.extend(prose(report));
    draft.insert("explanations".to_owned(), report.explanations.iter().map(explanation).collect());
    draft.insert("dispositions".to_owned(), report.dispositions.iter().map(disposition).collect());
    draft.insert("rule_packs".to_owned(), report.rule_packs.clone().into());
    draft.insert("last_year".to_owned(), report.last_year.as_deref().map(|report| Value::Object(whole(report, rule_set))).into());
    overlay(&mut draft, &report.extra);
    draft
}

fn explanation(explanation: &Explanation) -> Value {
    let Explanation { rule, cells, words, values, reason, text, date, extra } = explanation;
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

/// Writes what of the report is printed, in one line, to travel inside a finished document: no 说明, no control, nothing of last year,
/// no member that this version does not know, nothing on cells that the tables in force do not have, no field that a text replaces.
pub fn printed_part(report: &Report) -> String {
    let printed = |id| report.form().slot(id).is_some();
    let mut part = object([("nianbao", FORMAT.into())]);
    part.extend(identity(report, &printed_preface(&report.preface)));
    part.insert("cells".to_owned(), entries(report, report.entries(), printed));
    part.insert("units".to_owned(), texts(report, &report.units, printed));
    part.insert("remarks".to_owned(), texts(report, &report.remarks, printed));
    part.extend(prose(report));
    // By way of `Display` it would take twice as long.
    serde_json::to_string(&part).unwrap_or_default()
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Whose report it is, on which year, in which form.
fn identity(report: &Report, preface: &Preface) -> Map<String, Value> {
    let agency = &report.agency;
    object([
        ("year", report.year.into()),
        ("edition", report.edition().id.into()),
        ("table_editions", report.table_editions().iter().map(|(table, edition)| (table.id(), edition.id)).collect()),
        ("agency", json!({ "name": agency.name, "level": agency.level.id(), "covers_subordinates": agency.covers_subordinates })),
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

/// The fields that make the opening paragraph, or its text instead of them.
fn printed_preface(preface: &Preface) -> Preface {
    if preface.text.trim().is_empty() { preface.clone() } else { Preface { text: preface.text.clone(), ..Preface::default() } }
}

/// The words around the tables.
fn prose(report: &Report) -> Map<String, Value> {
    object([
        ("sections", report.sections.iter().map(|(part, text)| (part.id(), text.as_str())).collect()),
        ("headings", report.headings.iter().map(|(part, text)| (part.id(), text.as_str())).collect()),
        ("table_notes", report.table_notes.iter().map(|(table, text)| (table.id(), text.as_str())).collect()),
        ("signature", report.signature.as_ref().map(|signature| json!({ "organ": signature.organ, "date": signature.date })).into()),
    ])
}

fn texts(report: &Report, texts: &Keyed<CellId, String>, wanted: impl Fn(CellId) -> bool) -> Value {
    in_order(report, texts, wanted).into_iter().map(|(id, text)| (id.to_string(), text.as_str())).collect()
}

fn entries(report: &Report, entries: &Keyed<CellId, Entry>, wanted: impl Fn(CellId) -> bool) -> Value {
    in_order(report, entries, wanted).into_iter().map(|(id, entry)| (id.to_string(), number(entry))).collect()
}

/// A plain whole number is a JSON number; everything else keeps its spelling in a string.
fn number(entry: &Entry) -> Value {
    let text = entry.text();
    let plain = entry.value().and_then(|_| text.parse::<u64>().ok()).filter(|number| number.to_string() == text);
    plain.map_or_else(|| text.into(), Value::from)
}

/// What a map has for the cells that are wanted: those of the form in its order, then any others by their names.
fn in_order<'a, T>(report: &Report, map: &'a Keyed<CellId, T>, wanted: impl Fn(CellId) -> bool) -> Vec<(CellId, &'a T)> {
    let mut found: Vec<(CellId, &T)> = map.iter().map(|(id, value)| (*id, value)).filter(|(id, _)| wanted(*id)).collect();
    order::sort_by_key(&mut found, |(id, _)| (report.form().slot(*id).unwrap_or(usize::MAX), id.table, id.row, id.column));
    found
}

/// Puts the members of the future back where they stood. What this version writes itself wins.
fn overlay(known: &mut Map<String, Value>, extra: &Map<String, Value>) {
    for (name, value) in extra {
        match (known.get_mut(name), value) {
            (Some(Value::Object(known)), Value::Object(extra)) => overlay(known, extra),
            (Some(Value::Null) | None, _) => drop(known.insert(name.clone(), value.clone())),
            (Some(_), _) => {}
        }
    }
}
