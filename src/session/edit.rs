//! Defines the edits that a clerk can make to a report, each with a name for the undo button.

mod field;

pub use field::{Field, read_year};

use super::{Changes, Panel};
use crate::diagnosis::Change;
use crate::edition::{CellId, Edition, TableKey, edition_by_id};
use crate::number;
use crate::report::{Disposition, DoubtPlace, Entry, Justification, Part, Report, Spot, TextEdit};
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::text::quoted;
use std::sync::Arc;

/// One edit of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Text was typed into a cell.
    Cell(CellId, String),
    /// Text was put into several cells at once. The name describes how (“粘贴 42 个数”).
    Cells(Vec<(CellId, String)>, String),
    /// A control (控制数) was typed beside a calculated total. A blank text removes it.
    Control(CellId, String),
    /// All cells of a table that are no totals, and are blank or hold a stroke, are set to 0 (其余填 0).
    FillZero(TableKey),
    /// The number that follows from a sum was accepted (推算). It stays marked until the clerk
    /// confirms it.
    Presume(CellId, String),
    /// A number that was accepted (推算), or of which an import was not sure, was compared with the
    /// records and confirmed.
    Confirm(DoubtPlace),
    /// The unit of an amount was chosen, where the form leaves the choice.
    Unit(CellId, String),
    /// The text of a part was changed, as Markdown.
    Section(Part, String),
    /// The note under a table was changed.
    TableNote(TableKey, String),
    /// A field of the report was filled in.
    Field(Field, String),
    /// 照原文录入 was switched.
    AsIssued(bool),
    /// The edition of the report was chosen by hand.
    Edition(&'static Edition),
    /// The edition of one table was chosen by hand; `None` is that of the report.
    TableEdition(TableKey, Option<&'static Edition>),
    /// An offered repair was accepted.
    Repair(Vec<Change>),
    /// Words were put right as a finding offers.
    Rewrite(Vec<TextEdit>),
    /// Justifications of findings were written. Each replaces one of the same rule and cells.
    Justify(Vec<Justification>),
    /// A justification of a finding was withdrawn.
    Withdraw(Justification),
    /// Numbers in the text of a part were set aside.
    PutAside(Vec<Disposition>),
    /// A number in the text is checked again.
    TakeBack(Disposition),
    /// The report of the year before was added or removed.
    LastYear(Option<Arc<Report>>),
    /// A rule pack was taken into use, or is no longer used.
    RulePack(String, bool),
}

/// The field, cell or text of the form that shows an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A cell.
    Cell(CellId),
    /// The text of a part.
    Section(Part),
    /// The note under a table.
    TableNote(TableKey),
    /// A field of 报告信息.
    Field(Field),
    /// 照原文录入.
    AsIssued,
}

impl Edit {
    /// The name of the edit on the undo button.
    pub fn name(&self, report: &Report) -> String {
        let cell = |id: &CellId| {
            report.form().cell(*id).map_or_else(
                || id.table.name().to_owned(),
                |cell| format!("{}·{}", cell.row_short, cell.column_short),
            )
        };
        match self {
            Self::Cell(id, _) => format!("填写{}", cell(id)),
            Self::Cells(_, name) => name.clone(),
            Self::Control(id, _) => format!("{}的控制数", cell(id)),
            Self::FillZero(table) => format!("{}其余填 0", table.name()),
            Self::Presume(id, _) => format!("推算{}", cell(id)),
            Self::Confirm(DoubtPlace::Cell(id)) => format!("确认{}", cell(id)),
            Self::Confirm(place) => {
                format!("确认{}", field_of(*place).map_or("读入的内容", Field::label))
            }
            Self::Unit(..) => "选择金额单位".to_owned(),
            Self::Section(part, _) => format!("编辑{}", report.heading(*part)),
            Self::TableNote(table, _) => format!("{}表下注", table.name()),
            Self::Field(field, _) => format!("填写{}", field.label()),
            Self::AsIssued(true) => "打开照原文录入".to_owned(),
            Self::AsIssued(false) => "关闭照原文录入".to_owned(),
            Self::Edition(edition) => format!("改用{}", edition.name),
            Self::TableEdition(table, _) => format!("{}换版式", table.name()),
            Self::Repair(changes) => changes
                .first()
                .map(|change| format!("改正{}", cell(&change.cell)))
                .unwrap_or_default(),
            Self::Rewrite(edits) => edits
                .first()
                .map(|edit| format!("改正{}", quoted(edit.from.trim())))
                .unwrap_or_default(),
            Self::Justify(_) => "写说明".to_owned(),
            Self::Withdraw(_) => "撤回说明".to_owned(),
            Self::PutAside(dispositions) => match &dispositions[..] {
                [one] => format!("“{}”不再核对", one.number),
                several => format!("{} 个数不再核对", several.len()),
            },
            Self::TakeBack(disposition) => format!("“{}”重新核对", disposition.number),
            Self::LastYear(Some(last)) => format!("放入{}年的报告", last.year),
            Self::LastYear(None) => "移去上一年度报告".to_owned(),
            Self::RulePack(name, true) => format!("使用规则包“{name}”"),
            Self::RulePack(name, false) => format!("不用规则包“{name}”"),
        }
    }

    /// The key of the edit. Successive edits with the same key are one step; `None` is always a
    /// step of its own.
    pub(super) fn key(&self) -> Option<String> {
        match self {
            Self::Cell(id, _) => Some(format!("cell {id}")),
            Self::Control(id, _) => Some(format!("control {id}")),
            Self::Section(part, _) => Some(format!("section {}", part.id())),
            Self::TableNote(table, _) => Some(format!("note {}", table.id())),
            Self::Field(field, _) => Some(format!("field {}", field.id())),
            _ => None,
        }
    }

    /// The only cell that the edit changes ([`Report::cell_record`]); `None` if it changes anything
    /// else.
    pub(super) const fn only_cell(&self) -> Option<CellId> {
        match self {
            Self::Cell(id, _) | Self::Control(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The field, cell or text that shows the edit, if it is a single one.
    pub(super) fn target(&self) -> Option<Target> {
        let section = |disposition: &Disposition| Part::parse(&disposition.section);
        match self {
            Self::Cell(id, _)
            | Self::Control(id, _)
            | Self::Presume(id, _)
            | Self::Confirm(DoubtPlace::Cell(id))
            | Self::Unit(id, _) => Some(Target::Cell(*id)),
            Self::Confirm(place) => field_of(*place).map(Target::Field),
            Self::Cells(cells, _) => cells.first().map(|(id, _)| Target::Cell(*id)),
            Self::Repair(changes) => changes.first().map(|change| Target::Cell(change.cell)),
            Self::Section(part, _) => Some(Target::Section(*part)),
            Self::Rewrite(edits) => match edits.first()?.spot {
                Spot::Section(part) => Some(Target::Section(part)),
                Spot::TableNote(table) => Some(Target::TableNote(table)),
                _ => None,
            },
            Self::TableNote(table, _) => Some(Target::TableNote(*table)),
            Self::Field(field, _) => Some(Target::Field(*field)),
            Self::AsIssued(_) => Some(Target::AsIssued),
            Self::PutAside(dispositions) => {
                dispositions.first().and_then(section).map(Target::Section)
            }
            Self::TakeBack(disposition) => section(disposition).map(Target::Section),
            Self::FillZero(_)
            | Self::Edition(_)
            | Self::TableEdition(..)
            | Self::Justify(_)
            | Self::Withdraw(_)
            | Self::LastYear(_)
            | Self::RulePack(..) => None,
        }
    }

    /// The part of the page that shows the edit.
    pub(crate) fn panel(&self) -> Panel {
        let table = |key: TableKey| Panel::Part(Part::of_table(key));
        let section = |disposition: &Disposition| {
            Part::parse(&disposition.section).map_or(Panel::Info, Panel::Part)
        };
        let justified = |justification: &Justification| {
            let cell = justification.cells.first().and_then(|id| CellId::parse(id));
            cell.map_or(Panel::Info, |id| table(id.table))
        };
        match self {
            Self::Cell(id, _)
            | Self::Control(id, _)
            | Self::Presume(id, _)
            | Self::Confirm(DoubtPlace::Cell(id))
            | Self::Unit(id, _) => table(id.table),
            Self::Cells(cells, _) => cells.first().map_or(Panel::Info, |(id, _)| table(id.table)),
            Self::Repair(changes) => {
                changes.first().map_or(Panel::Info, |change| table(change.cell.table))
            }
            Self::Rewrite(edits) => {
                edits.first().and_then(|edit| edit.spot.part()).map_or(Panel::Info, Panel::Part)
            }
            Self::Justify(justifications) => justifications.first().map_or(Panel::Info, justified),
            Self::Withdraw(justification) => justified(justification),
            Self::PutAside(dispositions) => dispositions.first().map_or(Panel::Info, section),
            Self::TakeBack(disposition) => section(disposition),
            Self::FillZero(key) | Self::TableNote(key, _) => table(*key),
            Self::Section(part, _) => Panel::Part(*part),
            Self::Field(..)
            | Self::Confirm(_)
            | Self::AsIssued(_)
            | Self::Edition(_)
            | Self::TableEdition(..)
            | Self::LastYear(_)
            | Self::RulePack(..) => Panel::Info,
        }
    }

    /// Carries out the edit and returns the changes. If nothing changed they are
    /// [`Changes::default`].
    #[expect(clippy::too_many_lines, reason = "an arm for each edit")]
    pub(super) fn carry_out(&self, report: &mut Report) -> Changes {
        let form = Changes { form: true, ..Changes::default() };
        let fields = Changes { fields: true, ..Changes::default() };
        let records = Changes { records: true, ..Changes::default() };
        match self {
            Self::Cell(id, text) => set_cells(report, &[(*id, text.clone())]),
            Self::Cells(cells, _) => set_cells(report, cells),
            Self::Repair(changes) => {
                let (controls, cells): (Vec<&Change>, Vec<&Change>) =
                    changes.iter().partition(|change| change.control);
                // Only the number is wrong, so a remark behind it is kept.
                let remark = |id| {
                    report
                        .remarks
                        .get(&id)
                        .map(|remark| format!("（{remark}）"))
                        .unwrap_or_default()
                };
                let typed: Vec<(CellId, String)> = cells
                    .iter()
                    .map(|change| (change.cell, format!("{}{}", change.to, remark(change.cell))))
                    .collect();
                let mut done = set_cells(report, &typed);
                for change in controls {
                    report.set_control(change.cell, &change.to.to_string());
                    done.cells.push(change.cell);
                }
                done
            }
            // The editors are drawn again with the new words.
            Self::Rewrite(edits) => when(report.rewrite(edits), form),
            Self::Control(id, text) => {
                let before = report.control(*id).cloned();
                report.set_control(*id, text);
                when(
                    report.control(*id).cloned() != before,
                    Changes { cells: vec![*id], ..Changes::default() },
                )
            }
            Self::Presume(id, text) => {
                let changes = set_cells(report, &[(*id, text.clone())]);
                report.presumed.insert(*id, "balance".to_owned());
                changes
            }
            Self::Confirm(place) => {
                let doubted = report.doubts.remove(place).is_some();
                match place {
                    DoubtPlace::Cell(id) => {
                        let presumed = report.presumed.remove(id).is_some();
                        let cells = Changes { cells: vec![*id], ..Changes::default() };
                        when(presumed || doubted, cells)
                    }
                    _ => when(doubted, fields),
                }
            }
            Self::FillZero(table) => {
                let is_open = |id: &CellId| match report.entry(*id) {
                    None => true,
                    // The strokes of an original (照原文录入) are copied.
                    Some(Entry::Mark(_)) => !report.as_issued(),
                    Some(Entry::Number { .. } | Entry::Unreadable(_)) => false,
                };
                // The totals of an original are copied too.
                let cells = report.form().table(*table).cells.iter().map(|cell| cell.id);
                let zeros: Vec<(CellId, String)> = cells
                    .filter(|id| is_open(id) && !report.form().is_derived(*id))
                    .map(|id| (id, "0".to_owned()))
                    .collect();
                set_cells(report, &zeros)
            }
            Self::Unit(id, unit) => {
                let unit = Some(unit.clone()).filter(|unit| !unit.is_empty());
                let changed = report.units.get(id) != unit.as_ref();
                put(&mut report.units, *id, unit);
                when(changed, Changes { cells: vec![*id], ..Changes::default() })
            }
            Self::Section(part, markdown) => {
                let markdown = Some(markdown.clone()).filter(|text| !text.trim().is_empty());
                let changed = report.sections.get(part) != markdown.as_ref();
                put(&mut report.sections, *part, markdown);
                when(changed, Changes { texts: vec![*part], ..Changes::default() })
            }
            Self::TableNote(table, text) => {
                let note = Some(text.clone()).filter(|text| !text.trim().is_empty());
                let changed = report.table_notes.get(table) != note.as_ref();
                put(&mut report.table_notes, *table, note);
                when(changed, fields)
            }
            Self::Field(field, value) => {
                let (before, edition) = (field.value(report), report.edition());
                field.set(report, value);
                let doubted = DoubtPlace::parse(field.id())
                    .is_some_and(|place| report.doubts.remove(&place).is_some());
                if report.edition() == edition {
                    when(doubted || field.value(report) != before, fields)
                } else {
                    form
                }
            }
            Self::AsIssued(on) => {
                let changed = report.as_issued() != *on;
                report.set_as_issued(*on);
                when(changed, form)
            }
            Self::Edition(edition) => {
                let changed = report.edition() != *edition;
                report.set_editions(edition, report.table_editions().clone());
                when(changed, form)
            }
            Self::TableEdition(table, edition) => {
                let mut tables = report.table_editions().clone();
                let before = tables.clone();
                put(&mut tables, *table, *edition);
                report.set_editions(report.edition(), tables);
                when(*report.table_editions() != before, form)
            }
            Self::Justify(justifications) => {
                for justification in justifications {
                    report.justifications.retain(|other| {
                        !(other.rule == justification.rule && is_of_the_same(other, justification))
                    });
                    report.justifications.push(justification.clone());
                }
                when(!justifications.is_empty(), records)
            }
            Self::Withdraw(justification) => {
                take_out(&mut report.justifications, justification, records)
            }
            Self::PutAside(dispositions) => {
                report.dispositions.extend(dispositions.iter().cloned());
                when(!dispositions.is_empty(), records)
            }
            Self::TakeBack(disposition) => take_out(&mut report.dispositions, disposition, records),
            Self::LastYear(last) => {
                report.last_year.clone_from(last);
                form
            }
            Self::RulePack(name, on) => {
                let before = report.rule_packs.len();
                report.rule_packs.retain(|other| other != name);
                if *on {
                    report.rule_packs.push(name.clone());
                }
                when(report.rule_packs.len() != before, form)
            }
        }
    }

    /// The edit for a choice of an edition: an id, or an empty text for “as the report”.
    pub fn table_edition(table: TableKey, id: &str) -> Self {
        Self::TableEdition(table, edition_by_id(id))
    }
}

/// The field of 报告信息 about which an import was not sure.
fn field_of(place: DoubtPlace) -> Option<Field> {
    Field::parse(&place.to_string())
}

fn set_cells(report: &mut Report, cells: &[(CellId, String)]) -> Changes {
    let mut changed = Vec::new();
    for (id, text) in cells {
        let state = |report: &Report| {
            (
                report.entry(*id).cloned(),
                report.control(*id).cloned(),
                report.remarks.get(id).cloned(),
                report.units.get(id).cloned(),
                report.doubts.contains_key(&DoubtPlace::Cell(*id)),
            )
        };
        let before = state(report);
        report.set_cell(*id, number::trim(text));
        if state(report) != before {
            changed.push(*id);
        }
    }
    Changes { cells: changed, ..Changes::default() }
}

/// Whether two justifications of a rule have the same cells and the same words.
fn is_of_the_same(one: &Justification, other: &Justification) -> bool {
    let cells =
        |justification: &Justification| sort::sorted_set(justification.cells.iter().cloned());
    cells(one) == cells(other) && one.words == other.words
}

fn take_out<T: PartialEq>(list: &mut Vec<T>, item: &T, changes: Changes) -> Changes {
    let before = list.len();
    list.retain(|other| other != item);
    when(list.len() != before, changes)
}

fn when(something: bool, changes: Changes) -> Changes {
    if something { changes } else { Changes::default() }
}

fn put<K: Ord, V>(map: &mut SortedMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}
