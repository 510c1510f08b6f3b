//! Word documents: paragraphs, tables and the carried draft, from the parts of the package.
//!
//! In: a package. Out: a [`Source`]. Deleted and hidden text, field codes and alternative versions
//! of the same content are left out, because a reader does not see them; automatic numbers are
//! written out, because he does. Each part is read in one pass, with a list of open elements.

mod body;
mod numbering;
mod styles;

use super::ImportError;
use super::package::{Package, XmlEvent, attribute, attributes, events};
use crate::formats::CARRIED;
use crate::formats::docx::BODY;
use crate::source::Source;
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Custom parts that are searched for the draft. Our files have one; other programs add a few.
const MOST_CUSTOM: usize = 16;
/// The relationships of the package.
const RELATIONSHIPS: &str = "_rels/.rels";

/// Reads a document.
///
/// # Errors
/// For a package without a Word document, and for one beyond the limits of packages.
pub fn read(mut package: Package) -> Result<Source, ImportError> {
    let custom: Vec<String> = package.names().into_iter().filter(|name| is_custom(name)).collect();
    // The name of the main part is a custom; what counts is its relationship.
    let main = target(&mut package, "", "officeDocument")?
        .filter(|name| package.holds(name))
        .unwrap_or_else(|| BODY.to_owned());
    let Some(text) = package.part(&main)?.filter(|text| main == BODY || is_document(text)) else {
        return Err(ImportError::NotWord);
    };
    let styles = match beside(&mut package, &main, "styles")? {
        Some((name, text)) => Styles::read(&text, &name)?,
        None => Styles::default(),
    };
    let numbering = match beside(&mut package, &main, "numbering")? {
        Some((name, text)) => Numbering::read(&text, &name)?,
        None => Numbering::default(),
    };
    let mut carried = None;
    for name in custom.iter().take(MOST_CUSTOM) {
        // Parts of other programs are ignored, even if they are broken; but their size counts
        // towards the limits.
        match package.part(name) {
            Ok(text) => carried = text.as_deref().and_then(carried_draft),
            Err(ImportError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
        if carried.is_some() {
            break;
        }
    }
    let blocks = Body::new(&styles, numbering).read(&text, &main)?;
    Ok(Source { blocks, carried, ours: styles.ours })
}

/// Whether a part is `customXml/item<digits>.xml`.
fn is_custom(name: &str) -> bool {
    let number = name.strip_prefix("customXml/item").and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a main part of another name is that of a Word document, by its first element: that of
/// slides is not.
fn is_document(xml: &str) -> bool {
    let mut first = None;
    let read = events(xml, BODY, |event, _| {
        if let (None, Some(element)) = (&first, event.start()) {
            first = Some(element.local_name().as_ref() == "document");
        }
    });
    read.is_ok() && first == Some(true)
}

/// The part beside the main part that its relationships name, or that has the usual name.
fn beside(
    package: &mut Package,
    main: &str,
    kind: &str,
) -> Result<Option<(String, String)>, ImportError> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let usual = path(folder, &format!("{kind}.xml"));
    let name = target(package, main, kind)?.filter(|name| package.holds(name)).unwrap_or(usual);
    Ok(package.part(&name)?.map(|text| (name, text)))
}

/// The part to which a part has a relationship of a kind; the part of an empty name is the package
/// itself. The kinds of the two name spaces of Office Open XML end with the same word. Broken
/// relationships are as good as none.
fn target(package: &mut Package, part: &str, kind: &str) -> Result<Option<String>, ImportError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let relationships = if part.is_empty() {
        RELATIONSHIPS.to_owned()
    } else {
        path(folder, &format!("_rels/{name}.rels"))
    };
    let xml = match package.part(&relationships) {
        Ok(xml) => xml.unwrap_or_default(),
        Err(ImportError::Damaged { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut found = None;
    let read = events(&xml, &relationships, |event, _| {
        let Some(element) = event.start() else { return };
        let is_kind =
            attribute(element, "Type").is_some_and(|own| own.rsplit('/').next() == Some(kind));
        if found.is_none() && is_kind && element.local_name().as_ref() == "Relationship" {
            found = attribute(element, "Target");
        }
    });
    Ok(found.filter(|_| read.is_ok()).map(|target| path(folder, &target)))
}

/// The path of a part, which is relative to a folder or begins at the root.
fn path(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

/// Whether an on/off property is on.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

/// The text of the element that carries the draft, if the part has one.
fn carried_draft(xml: &str) -> Option<String> {
    let (mut ours, mut text) = (false, String::new());
    events(xml, "customXml", |event, depth| {
        if let Some(element) = event.start()
            && depth == 1
        {
            ours = attributes(element)
                .any(|a| a.key.as_ref().starts_with("xmlns") && &*a.value == CARRIED);
        }
        if let XmlEvent::Text(piece) = event {
            text.push_str(piece);
        }
    })
    .ok()?;
    ours.then_some(text)
}
