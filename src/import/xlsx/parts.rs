//! The parts besides the sheets: their list, their paths, shared strings, styles.

use super::super::ImportError;
use super::super::package::{Package, attribute, events};
use super::number::NumberFormat;
use super::runs::{CellText, runs_of};
use crate::formats::xlsx::{RELATIONSHIPS, SHEET_KIND, STRINGS_KIND, STYLES_KIND, WORKBOOK};
use crate::workbook::CellStyle;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Sheets that are read. Our files have seven.
const MOST_SHEETS: usize = 64;

/// The properties of a workbook that are read before its sheets.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The sheets in their order.
    pub sheets: Vec<SheetEntry>,
    /// The shared strings.
    pub strings: Vec<CellText>,
    /// The formats of cells, by number.
    pub looks: Vec<XlsxStyle>,
    ours: bool,
}

/// A sheet in the list.
#[derive(Debug)]
pub struct SheetEntry {
    /// The name on its tab.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The part that holds it.
    pub part: String,
}

/// The format of a cell.
#[derive(Debug)]
pub struct XlsxStyle {
    /// Its style, if it is one of this program's styles.
    pub style: Option<CellStyle>,
    /// Its number format, which many cells share.
    pub format: Rc<NumberFormat>,
    /// Whether its font is struck out.
    pub struck: bool,
}

impl Workbook {
    /// Reads everything except the sheets.
    pub fn read(package: &mut Package) -> Result<Self, ImportError> {
        let mut workbook = Self::default();
        let list = package.part(WORKBOOK)?.unwrap_or_default();
        let targets = match package.part(RELATIONSHIPS)? {
            Some(xml) => relationships(&xml)?,
            None => Targets::default(),
        };
        events(&list, WORKBOOK, |piece, _| {
            let Some(element) =
                piece.start().filter(|element| element.local_name().as_ref() == "sheet")
            else {
                return;
            };
            if workbook.sheets.len() >= MOST_SHEETS {
                return;
            }
            let part = attribute(element, "id").and_then(|id| targets.by_id.get(&id).cloned());
            if let (Some(name), Some(part)) = (attribute(element, "name"), part) {
                let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                workbook.sheets.push(SheetEntry { name, hidden, part });
            }
        })?;
        if let Some(name) = &targets.strings
            && let Some(xml) = package.part(name)?
        {
            workbook.strings = runs_of(&xml, name)?;
        }
        if let Some(name) = &targets.styles
            && let Some(xml) = package.part(name)?
        {
            workbook.styles(&xml, name)?;
        }
        Ok(workbook)
    }

    /// Whether this program made the workbook.
    pub const fn is_ours(&self) -> bool {
        self.ours
    }

    fn styles(&mut self, xml: &str, part: &str) -> Result<(), ImportError> {
        let mut formats: BTreeMap<usize, Rc<NumberFormat>> = BTreeMap::new();
        let mut names: BTreeMap<usize, String> = BTreeMap::new();
        let mut looks: Vec<(usize, usize, usize)> = Vec::new();
        // Whether each font is struck out.
        let mut fonts: Vec<bool> = Vec::new();
        let mut within_fonts = false;
        let mut within_cells = false;
        events(xml, part, |piece, _| {
            let Some(element) = piece.start() else { return };
            let number = |name| {
                attribute(element, name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(0)
            };
            match element.local_name().as_ref() {
                "cellXfs" => within_cells = true,
                "cellStyleXfs" | "dxfs" => (within_cells, within_fonts) = (false, false),
                "fonts" => within_fonts = true,
                "fills" => within_fonts = false,
                "font" if within_fonts => fonts.push(false),
                "strike" if within_fonts => {
                    if let Some(struck) = fonts.last_mut() {
                        *struck =
                            !matches!(attribute(element, "val").as_deref(), Some("0" | "false"));
                    }
                }
                "numFmt" => {
                    let code = attribute(element, "formatCode").unwrap_or_default();
                    formats.insert(number("numFmtId"), Rc::new(NumberFormat::of(&code)));
                }
                "xf" if within_cells => {
                    looks.push((number("numFmtId"), number("xfId"), number("fontId")));
                }
                "cellStyle" => drop(
                    names.insert(number("xfId"), attribute(element, "name").unwrap_or_default()),
                ),
                _ => {}
            }
        })?;
        self.ours = names.values().any(|name| name == CellStyle::Body.name());
        let look = |(format, style, font): (usize, usize, usize)| XlsxStyle {
            struck: fonts.get(font).copied().unwrap_or(false),
            style: names.get(&style).and_then(|name| CellStyle::parse(name)),
            format: Rc::clone(
                formats
                    .entry(format)
                    .or_insert_with(|| Rc::new(NumberFormat::of(built_in(format)))),
            ),
        };
        self.looks = looks.into_iter().map(look).collect();
        Ok(())
    }
}

/// The built-in formats, which have a number and no code in the file, as far as they are for plain
/// numbers and for dates (ECMA-376 part 1, 18.8.30).
const fn built_in(format: usize) -> &'static str {
    match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy/m/d",
        _ => "",
    }
}

/// The paths of parts.
#[derive(Debug, Default)]
struct Targets {
    by_id: BTreeMap<String, String>,
    strings: Option<String>,
    styles: Option<String>,
}

fn relationships(xml: &str) -> Result<Targets, ImportError> {
    let mut targets = Targets::default();
    events(xml, RELATIONSHIPS, |piece, _| {
        let Some(element) =
            piece.start().filter(|element| element.local_name().as_ref() == "Relationship")
        else {
            return;
        };
        let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        else {
            return;
        };
        // The path is relative to the root of the package, or to the folder of the workbook.
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let kind = attribute(element, "Type").unwrap_or_default();
        match kind.rsplit('/').next() {
            Some(STRINGS_KIND) => targets.strings = Some(part),
            Some(STYLES_KIND) => targets.styles = Some(part),
            Some(SHEET_KIND) => drop(targets.by_id.insert(id, part)),
            _ => {}
        }
    })?;
    Ok(targets)
}
