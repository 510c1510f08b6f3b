//! What several passes read in a module: the names of its functions, and which of them stand in its
//! table.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use wasmparser::{
    ConstExpr, CustomSectionReader, ElementItems, ElementKind, ElementSectionReader, KnownCustom,
    Name, Operator,
};

/// Adds the names of functions, by their numbers, if the section holds any.
///
/// # Errors
/// The section is broken.
pub fn add_names<'a>(
    names: &mut BTreeMap<u32, &'a str>,
    section: &CustomSectionReader<'a>,
) -> Result<()> {
    let KnownCustom::Name(section) = section.as_known() else { return Ok(()) };
    for part in section {
        let Name::Function(part) = part? else { continue };
        for naming in part {
            let naming = naming?;
            names.insert(naming.index, naming.name);
        }
    }
    Ok(())
}

/// Adds the function in each place of the table.
///
/// # Errors
/// The section is broken, or fills the table otherwise than a linker does.
pub fn add_table(table: &mut BTreeMap<u32, u32>, section: ElementSectionReader<'_>) -> Result<()> {
    for element in section {
        let element = element?;
        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(items)) =
            (element.kind, element.items)
        else {
            bail!("the table is filled in a new way");
        };
        for (place, function) in (constant(&offset_expr)?..).zip(items) {
            table.insert(place, function?);
        }
    }
    Ok(())
}

/// Where a segment begins.
///
/// # Errors
/// It is not said by a number.
pub fn constant(expression: &ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => bail!("a segment begins nowhere"),
    }
}
