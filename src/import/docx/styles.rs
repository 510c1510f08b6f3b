//! The styles of a document: what they make of the paragraphs and runs that use them.

use super::super::ImportError;
use super::super::package::{attribute, events};
use super::is_on;
use crate::formats::styles as names;
use crate::source::ParagraphKind;
use std::collections::BTreeMap;

/// The properties that the styles of a document give to paragraphs and text.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, StyleProperties>,
    /// The style of paragraphs that name none.
    default: String,
    /// Whether they are the styles of this program.
    pub ours: bool,
}

/// What a style, with those that it is based on, sets.
#[derive(Clone, Debug, Default)]
pub struct StyleProperties {
    /// The kind of its paragraphs.
    pub kind: Option<ParagraphKind>,
    /// Whether its text is hidden.
    pub hidden: bool,
    /// Whether its text is struck out.
    pub struck: bool,
    /// The list (`w:numId`) and the level of its paragraphs.
    pub list: Option<(String, usize)>,
}

/// One style of the file.
#[derive(Debug, Default)]
struct Style {
    id: String,
    name: String,
    based_on: String,
    outline: Option<u8>,
    hidden: Option<bool>,
    struck: Option<bool>,
    list: Option<String>,
    level: Option<usize>,
}

impl Styles {
    /// The properties of a style; those of the default style for an unknown one.
    pub fn of(&self, id: &str) -> StyleProperties {
        self.by_id.get(id).or_else(|| self.by_id.get(&self.default)).cloned().unwrap_or_default()
    }

    /// Reads the part of the styles.
    pub fn read(xml: &str, part: &str) -> Result<Self, ImportError> {
        styles(xml, part)
    }
}

fn styles(xml: &str, part: &str) -> Result<Styles, ImportError> {
    /// A cycle of styles based on one another ends after so many steps.
    const MOST_STEPS: usize = 12;
    let mut found: Vec<Style> = Vec::new();
    let mut default = String::new();
    events(xml, part, |event, _| {
        let Some(element) = event.start() else { return };
        let name = element.local_name();
        if name.as_ref() == "style" {
            if attribute(element, "type").as_deref() == Some("paragraph")
                && attribute(element, "default").is_some_and(|value| is_on(Some(&value)))
            {
                default = attribute(element, "styleId").unwrap_or_default();
            }
            found.push(Style {
                id: attribute(element, "styleId").unwrap_or_default(),
                ..Style::default()
            });
        }
        let (Some(style), value) = (found.last_mut(), attribute(element, "val")) else { return };
        match name.as_ref() {
            "vanish" => style.hidden = Some(is_on(value.as_deref())),
            "strike" | "dstrike" => style.struck = Some(is_on(value.as_deref())),
            _ => {}
        }
        let Some(value) = value else { return };
        match name.as_ref() {
            "name" => style.name = value,
            "basedOn" => style.based_on = value,
            "outlineLvl" => style.outline = value.parse().ok(),
            "numId" => style.list = Some(value),
            "ilvl" => style.level = value.parse().ok(),
            _ => {}
        }
    })?;
    let mut styles = Styles {
        by_id: BTreeMap::new(),
        default,
        ours: found.iter().any(|style| style.name == names::BODY),
    };
    // The properties of each style are determined once, however many styles are based on it.
    let found: Vec<(Style, Option<ParagraphKind>)> = found
        .into_iter()
        .map(|style| {
            let kind = kind(&style);
            (style, kind)
        })
        .collect();
    let by_id: BTreeMap<&str, &(Style, Option<ParagraphKind>)> =
        found.iter().map(|found| (found.0.id.as_str(), found)).collect();
    for found in &found {
        let chain = std::iter::successors(Some(found), |(style, _)| {
            by_id.get(style.based_on.as_str()).copied()
        })
        .take(MOST_STEPS);
        let list = chain.clone().find_map(|(style, _)| style.list.clone());
        let level = chain.clone().find_map(|(style, _)| style.level).unwrap_or(0);
        let properties = StyleProperties {
            hidden: chain.clone().find_map(|(style, _)| style.hidden) == Some(true),
            struck: chain.clone().find_map(|(style, _)| style.struck) == Some(true),
            list: list.map(|list| (list, level)),
            kind: chain.into_iter().find_map(|(_, kind)| *kind),
        };
        styles.by_id.insert(found.0.id.clone(), properties);
    }
    Ok(styles)
}

fn kind(style: &Style) -> Option<ParagraphKind> {
    let name = style.name.to_lowercase();
    match name.as_str() {
        "title" => return Some(ParagraphKind::Title),
        names::TABLE_NOTE => return Some(ParagraphKind::TableNote),
        names::SIGNATURE_AGENCY => return Some(ParagraphKind::SignatureAgency),
        names::SIGNATURE_DATE => return Some(ParagraphKind::SignatureDate),
        _ => {}
    }
    let level = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
    level
        .or(style.outline.filter(|level| *level < 9).map(|level| level + 1))
        .map(ParagraphKind::Heading)
}
