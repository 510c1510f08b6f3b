//! The part of the form that a piece of a page shows: a click on the piece leads there, and the
//! piece is highlighted while that part has the focus.
//!
//! In: the origin of a block, and its place in the layout. Out: a [`FormTarget`], whose name is
//! written into the page and comes back with a click.

use crate::check::Remark;
use crate::document::report::BlockOrigin;
use crate::edition::{CellId, FormItem, TableKey};
use crate::layout;
use crate::report::{Part, Report, Spot};
use crate::session::{Field, Panel};
use crate::view::{ElementId, FieldName};
use std::fmt;

/// A part of the form that a piece of a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormTarget {
    /// The title, whichever fields it is made of.
    Title,
    /// The opening paragraphs, whichever fields they are made of.
    Preface,
    /// A part as a whole: its heading, or the column heads of its table.
    Part(Part),
    /// A paragraph of the text of a part, counted from 0.
    Paragraph(Part, usize),
    /// A cell.
    Cell(CellId),
    /// The note under a table.
    Note(TableKey),
    /// The agency or the date of the signature (落款).
    Signature(Field),
}

/// Where a click leads: the panel, and the element in it that gets the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jump {
    /// A field.
    Field(Panel, ElementId),
    /// A paragraph in the editor of a part, counted from 0.
    Paragraph(Part, usize),
    /// The panel itself.
    Panel(Panel),
}

impl Jump {
    /// Where a remark on words leads: to the words, or to the place where something is missing. In
    /// the opening paragraph, that is the field that holds the words.
    pub fn of_remark(report: &Report, remark: &Remark) -> Self {
        const FIELDS: [Field; 9] = [
            Field::Basis,
            Field::Compiler,
            Field::PeriodFrom,
            Field::PeriodTo,
            Field::Url,
            Field::Address,
            Field::Postcode,
            Field::Phone,
            Field::Email,
        ];
        let (spot, paragraph) = match (&remark.text_range, remark.part) {
            (Some(range), _) => (range.spot, range.paragraph),
            (None, Some(part)) => (Spot::Section(part), 0),
            (None, None) => (Spot::Preface, 0),
        };
        let quote = remark.quote.rsplit('：').next().unwrap_or_default();
        let holds = |field: &Field| {
            let value = field.value(report);
            !value.is_empty() && (quote.contains(&value) || value.contains(quote))
        };
        let in_fields = spot == Spot::Preface && report.preface.text.trim().is_empty();
        match FIELDS.into_iter().find(holds).filter(|_| in_fields) {
            Some(field) => FormTarget::info(field),
            None => FormTarget::of_words(BlockOrigin::Words(spot, paragraph), paragraph)
                .map_or(Self::Panel(Panel::Info), |target| target.goal(report)),
        }
    }
}

impl FormTarget {
    /// The target of a piece of a page, and whether the piece shows it itself. The label of a row
    /// only leads to the first number of the row.
    pub fn of(
        report: &Report,
        origins: &[BlockOrigin],
        content: layout::ContentRef,
    ) -> Option<(Self, bool)> {
        match content {
            layout::ContentRef::Text { block, paragraph } => {
                Some((Self::of_words(*origins.get(block)?, paragraph)?, true))
            }
            layout::ContentRef::Cell { block, row, cell } => match origins.get(block)? {
                BlockOrigin::Table(key) => Self::of_cell(report, *key, row, cell),
                BlockOrigin::Words(..) => None,
            },
            layout::ContentRef::Artifact(_) => None,
        }
    }

    fn of_words(origin: BlockOrigin, paragraph: usize) -> Option<Self> {
        let BlockOrigin::Words(spot, number) = origin else { return None };
        Some(match spot {
            Spot::Title => Self::Title,
            Spot::Preface => Self::Preface,
            Spot::Heading(part) => Self::Part(part),
            Spot::Section(part) => Self::Paragraph(part, number),
            Spot::TableNote(key) => Self::Note(key),
            Spot::Signature => Self::Signature(if paragraph == 0 {
                Field::SignatureAgency
            } else {
                Field::SignatureDate
            }),
        })
    }

    fn of_cell(report: &Report, key: TableKey, row: usize, cell: usize) -> Option<(Self, bool)> {
        let line = report.form().table(key).lines.get(row)?;
        if let FormItem::Value { id, .. } = line.items.get(cell)? {
            return Some((Self::Cell(*id), true));
        }
        let first = line
            .items
            .iter()
            .find_map(|item| if let FormItem::Value { id, .. } = item { Some(*id) } else { None });
        Some((first.map_or(Self::Part(Part::of_table(key)), Self::Cell), false))
    }

    /// The target that shows the field with this name (`data-field`).
    pub fn of_field(name: &str) -> Option<Self> {
        match FieldName::parse(name)? {
            FieldName::TableNote(table) => Some(Self::Note(table)),
            FieldName::Report(Field::AgencyName | Field::Year | Field::Title) => Some(Self::Title),
            FieldName::Report(field @ (Field::SignatureAgency | Field::SignatureDate)) => {
                Some(Self::Signature(field))
            }
            FieldName::Report(Field::AgencyLevel) => None,
            FieldName::Report(_) => Some(Self::Preface),
            _ => None,
        }
    }

    /// The target with that name.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some((part, paragraph)) = name.split_once('/') {
            return Some(Self::Paragraph(Part::parse(part)?, paragraph.parse().ok()?));
        }
        match name {
            "title" => Some(Self::Title),
            "preface" => Some(Self::Preface),
            _ => CellId::parse(name)
                .map(Self::Cell)
                .or_else(|| Part::parse(name).map(Self::Part))
                .or_else(|| Self::of_field(name)),
        }
    }

    const fn info(of: Field) -> Jump {
        Jump::Field(Panel::Info, ElementId::Field(FieldName::Report(of)))
    }

    /// Where a click on it leads.
    pub fn goal(self, report: &Report) -> Jump {
        let info = Self::info;
        let in_table =
            |table: TableKey, id: ElementId| Jump::Field(Panel::Part(Part::of_table(table)), id);
        match self {
            Self::Title if report.title.is_some() => info(Field::Title),
            Self::Title => info(Field::AgencyName),
            Self::Preface if report.preface.text.trim().is_empty() => info(Field::Basis),
            Self::Preface => info(Field::PrefaceText),
            Self::Part(part) => Jump::Panel(Panel::Part(part)),
            Self::Paragraph(part, paragraph) => Jump::Paragraph(part, paragraph),
            Self::Cell(id) => in_table(id.table, ElementId::Cell(id)),
            Self::Note(key) => in_table(key, ElementId::Field(FieldName::TableNote(key))),
            Self::Signature(of) => info(of),
        }
    }
}

impl fmt::Display for FormTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Preface => f.write_str("preface"),
            Self::Part(part) => f.write_str(part.id()),
            Self::Paragraph(part, paragraph) => write!(f, "{}/{paragraph}", part.id()),
            Self::Cell(id) => write!(f, "{id}"),
            Self::Note(key) => write!(f, "{}", FieldName::TableNote(*key)),
            Self::Signature(field) => f.write_str(field.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        let cell = CellId::parse("requests.new.natural").expect("a cell");
        for target in [
            FormTarget::Title,
            FormTarget::Preface,
            FormTarget::Part(Part::Requests),
            FormTarget::Paragraph(Part::Overview, 12),
            FormTarget::Cell(cell),
            FormTarget::Note(TableKey::Disputes),
            FormTarget::Signature(Field::SignatureAgency),
            FormTarget::Signature(Field::SignatureDate),
        ] {
            assert_eq!(FormTarget::parse(&target.to_string()), Some(target));
        }
        for name in ["", "overview/", "overview/x", "nowhere/1", "requests.new", "year/1"] {
            assert_eq!(FormTarget::parse(name), None, "{name}");
        }
    }

    #[test]
    fn fields_mark_what_they_make() {
        for (field, target) in [
            ("agency.name", Some(FormTarget::Title)),
            ("year", Some(FormTarget::Title)),
            ("title", Some(FormTarget::Title)),
            ("preface.url", Some(FormTarget::Preface)),
            ("signature.date", Some(FormTarget::Signature(Field::SignatureDate))),
            ("table_notes.requests", Some(FormTarget::Note(TableKey::Requests))),
            ("agency.level", None),
            ("new.name", None),
        ] {
            assert_eq!(FormTarget::of_field(field), target, "{field}");
        }
    }
}
