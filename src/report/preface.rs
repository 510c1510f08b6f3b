//! The opening paragraph of a report, composed from fields or written freely.

use super::{Part, Report};

/// The opening paragraph. Every field may be empty. [`Preface::text`] replaces the paragraph that
/// the others would make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preface {
    /// The legal basis, such as 《中华人民共和国政府信息公开条例》第五十条.
    pub basis: String,
    /// The agency that compiled the report.
    pub compiler: String,
    /// 统计期限.
    pub period: Period,
    /// Whether the six parts are listed.
    pub lists_parts: bool,
    /// The address of the electronic copy (网址).
    pub url: String,
    /// The address of the office.
    pub address: String,
    /// The postcode (邮编).
    pub postcode: String,
    /// The telephone number of the office.
    pub phone: String,
    /// The mail address of the office.
    pub email: String,
    /// The text as it was written freely, with a line for each paragraph. It replaces the fields.
    pub text: String,
}

/// 统计期限. The days are in the form `2025-01-01` or as a clerk typed them. Text that is no date is
/// kept, and a rule reports it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Preface {
    /// The opening paragraph of a new report: the legal basis and the whole year as the period.
    pub fn of_year(year: u16, notice: &str, compiler: &str) -> Self {
        Self {
            basis: format!("《中华人民共和国政府信息公开条例》和{notice}"),
            compiler: compiler.to_owned(),
            period: Period { from: format!("{year}-01-01"), to: format!("{year}-12-31") },
            lists_parts: true,
            ..Self::default()
        }
    }
}

impl Report {
    /// The opening paragraphs as printed.
    pub fn preface_paragraphs(&self) -> Vec<String> {
        let free: Vec<String> = self
            .preface
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        if free.is_empty() {
            vec![self.composed_preface()].into_iter().filter(|text| !text.is_empty()).collect()
        } else {
            free
        }
    }

    /// The sentences composed from the fields; empty if all fields are.
    pub fn composed_preface(&self) -> String {
        let p = &self.preface;
        let mut text = String::new();
        match (p.compiler.as_str(), p.basis.as_str()) {
            ("", "") => {}
            ("", basis) => text.push_str(&format!("根据{basis}，编制本报告。")),
            (compiler, "") => text.push_str(&format!("本报告由{compiler}编制。")),
            (compiler, basis) => text.push_str(&format!("本报告由{compiler}根据{basis}编制。")),
        }
        if p.lists_parts {
            let names: Vec<&str> = Part::ALL
                .iter()
                .map(|part| self.heading(*part))
                .map(|h| h.split_once('、').map_or(h, |(_, name)| name))
                .collect();
            text.push_str(&format!("全文包括{}六个部分。", names.join("，")));
        }
        let day =
            |day: &str| super::Date::read(day).map_or_else(|| day.to_owned(), super::Date::chinese);
        if !p.period.from.is_empty() && !p.period.to.is_empty() {
            text.push_str(&format!("统计期限自{}至{}。", day(&p.period.from), day(&p.period.to)));
        }
        if !p.url.is_empty() {
            text.push_str(&format!("本报告的电子版可在{}查阅和下载。", p.url));
        }
        let contact: Vec<String> = [
            ("地址", &p.address),
            ("邮编", &p.postcode),
            ("电话", &p.phone),
            ("电子邮箱", &p.email),
        ]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}：{value}"))
        .collect();
        if !contact.is_empty() {
            let with = if p.compiler.is_empty() { &self.agency.name } else { &p.compiler };
            text.push_str(&format!("如对本报告有疑问，请与{with}联系（{}）。", contact.join("，")));
        }
        text
    }
}
