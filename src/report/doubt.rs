//! What an import was not sure of, until a clerk decides.

use crate::edition::CellId;
use serde_json::{Map, Value};
use std::fmt;

/// A place of a report about which an import was not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtPlace {
    /// A cell.
    Cell(CellId),
    /// The report year.
    Year,
    /// The name of the agency.
    AgencyName,
    /// The level of the agency.
    AgencyLevel,
}

impl DoubtPlace {
    /// The places that are no cells.
    const MEMBERS: [Self; 3] = [Self::Year, Self::AgencyName, Self::AgencyLevel];

    /// The place with the name that drafts use: the id of a cell, or the path of a member.
    pub fn parse(id: &str) -> Option<Self> {
        let member = Self::MEMBERS.into_iter().find(|place| place.to_string() == id);
        member.or_else(|| CellId::parse(id).map(Self::Cell))
    }
}

impl fmt::Display for DoubtPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(id) => id.fmt(f),
            Self::Year => f.write_str("year"),
            Self::AgencyName => f.write_str("agency.name"),
            Self::AgencyLevel => f.write_str("agency.level"),
        }
    }
}

/// Why an import was not sure of a place, and what may stand there. The place holds what is likely
/// or nothing; the doubt ends when a clerk changes or confirms it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// The reason in Chinese, without a full stop: 这一格有两段.
    pub why: String,
    /// What was found, the likeliest first. May be empty.
    pub candidates: Vec<Candidate>,
}

/// A text that was found for a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The text as it stands in the file.
    pub value: String,
    /// Where it stands, in Chinese: 第2张表，“行政许可”一行. May be empty.
    pub place: String,
    /// Members of the draft that this version does not know.
    pub extra: Map<String, Value>,
}

impl Candidate {
    /// A text and where it stands.
    pub fn new(value: impl Into<String>, place: impl Into<String>) -> Self {
        Self { value: value.into(), place: place.into(), extra: Map::new() }
    }
}
