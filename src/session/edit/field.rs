//! The fields of 报告信息: their names, labels and values.

use crate::edition::{AgencyLevel, edition_of_year};
use crate::number;
use crate::report::{Report, Signature};

/// The fields of 报告信息.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in drafts")]
pub enum Field {
    AgencyName,
    AgencyLevel,
    Year,
    Title,
    Basis,
    Compiler,
    PeriodFrom,
    PeriodTo,
    ListsParts,
    Url,
    Address,
    Postcode,
    Phone,
    Email,
    PrefaceText,
    SignatureAgency,
    SignatureDate,
}

impl Field {
    /// Every field, with its name in the page (as in drafts) and its label.
    pub const ALL: [(Self, &'static str, &'static str); 17] = [
        (Self::AgencyName, "agency.name", "单位全称"),
        (Self::AgencyLevel, "agency.level", "单位层级"),
        (Self::Year, "year", "报告年度"),
        (Self::Title, "title", "标题"),
        (Self::Basis, "preface.basis", "编制依据"),
        (Self::Compiler, "preface.compiler", "编制单位"),
        (Self::PeriodFrom, "preface.period.from", "统计期限起"),
        (Self::PeriodTo, "preface.period.to", "统计期限止"),
        (Self::ListsParts, "preface.lists_parts", "列出六个部分的名称"),
        (Self::Url, "preface.url", "电子版网址"),
        (Self::Address, "preface.address", "地址"),
        (Self::Postcode, "preface.postcode", "邮编"),
        (Self::Phone, "preface.phone", "电话"),
        (Self::Email, "preface.email", "电子邮箱"),
        (Self::PrefaceText, "preface.text", "开头段"),
        (Self::SignatureAgency, "signature.organ", "落款单位"),
        (Self::SignatureDate, "signature.date", "落款日期"),
    ];

    /// The field with that name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name, _)| *name == id).map(|(field, ..)| field)
    }

    /// The name of the field in the page.
    pub fn id(self) -> &'static str {
        self.entry().1
    }

    /// The label of the field.
    pub fn label(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> (Self, &'static str, &'static str) {
        // `ALL` contains every field, so the first one is never used as a fallback.
        Self::ALL.into_iter().find(|(field, ..)| *field == self).unwrap_or(Self::ALL[0])
    }

    /// The content of the field.
    pub fn value(self, report: &Report) -> String {
        let p = &report.preface;
        let signature = report.signature.as_ref();
        match self {
            Self::AgencyName => report.agency.name.clone(),
            Self::AgencyLevel => report.agency.level.id().to_owned(),
            Self::Year => report.year.to_string(),
            Self::Title => report.title.clone().unwrap_or_default(),
            Self::Basis => p.basis.clone(),
            Self::Compiler => p.compiler.clone(),
            Self::PeriodFrom => p.period.from.clone(),
            Self::PeriodTo => p.period.to.clone(),
            Self::ListsParts => if p.lists_parts { "true" } else { "" }.to_owned(),
            Self::Url => p.url.clone(),
            Self::Address => p.address.clone(),
            Self::Postcode => p.postcode.clone(),
            Self::Phone => p.phone.clone(),
            Self::Email => p.email.clone(),
            Self::PrefaceText => p.text.clone(),
            Self::SignatureAgency => signature.map(|s| s.agency.clone()).unwrap_or_default(),
            Self::SignatureDate => signature.map(|s| s.date.clone()).unwrap_or_default(),
        }
    }

    pub(in crate::session) fn set(self, report: &mut Report, value: &str) {
        let text = value.to_owned();
        let p = &mut report.preface;
        match self {
            Self::AgencyName => text.trim().clone_into(&mut report.agency.name),
            Self::AgencyLevel => {
                report.agency.level = AgencyLevel::parse(value).unwrap_or(report.agency.level);
            }
            Self::Year => set_year(report, value),
            Self::Title => report.title = Some(text).filter(|title| !title.trim().is_empty()),
            Self::Basis => p.basis = text,
            Self::Compiler => p.compiler = text,
            Self::PeriodFrom => p.period.from = text,
            Self::PeriodTo => p.period.to = text,
            Self::ListsParts => p.lists_parts = value == "true",
            Self::Url => p.url = text,
            Self::Address => p.address = text,
            Self::Postcode => p.postcode = text,
            Self::Phone => p.phone = text,
            Self::Email => p.email = text,
            Self::PrefaceText => p.text = text,
            Self::SignatureAgency | Self::SignatureDate => set_signature(report, self, text),
        }
    }
}

/// Reads a report year that a clerk typed: four digits of any width, optionally with 年. `None` for
/// a year before 2008, when the Regulations came into force, or after 2100, because a clerk who
/// types such a year has made a slip. A draft and the API of the element accept every year from
/// 1000 to 9999, so that a file can always be opened and corrected.
pub fn read_year(text: &str) -> Option<u16> {
    number::plain(text)
        .trim_end_matches('年')
        .parse()
        .ok()
        .filter(|year| (2008..=2100).contains(year))
}

/// Changes the year, and everything that still has the default of the old year: edition,
/// statistical period, legal basis.
fn set_year(report: &mut Report, value: &str) {
    let Some(year) = read_year(value) else { return };
    let old = report.year;
    let (old_from, old_to) = (format!("{old}-01-01"), format!("{old}-12-31"));
    let period = &mut report.preface.period;
    if period.from == old_from {
        period.from = format!("{year}-01-01");
    }
    if period.to == old_to {
        period.to = format!("{year}-12-31");
    }
    let (was, now) = (edition_of_year(old), edition_of_year(year));
    if report.edition() == was && was != now {
        report.preface.basis = report.preface.basis.replace(was.notice, now.notice);
        let tables = report.table_editions().clone();
        report.set_editions(now, tables);
    }
    report.year = year;
}

fn set_signature(report: &mut Report, field: Field, text: String) {
    let mut signature = report.signature.take().unwrap_or_default();
    match field {
        Field::SignatureAgency => signature.agency = text,
        _ => signature.date = text,
    }
    report.signature = Some(signature).filter(|s| *s != Signature::default());
}
