//! The Chinese names of the members of a draft, for sentences about them. Parts and cells have the
//! names of the draft's own editions if these are known, otherwise those of the latest edition.

use crate::edition::{CellId, TableKey, latest, latest_cell};
use crate::report::{Part, Report};

/// Paths of members, and their names.
const NAMES: [(&str, &str); 37] = [
    ("nianbao", "草稿格式"),
    ("year", "年度"),
    ("edition", "版式"),
    ("table_editions", "各表版式"),
    ("agency", "单位"),
    ("agency.name", "单位全称"),
    ("agency.level", "单位层级"),
    ("agency.covers_subordinates", "是否含下级单位"),
    ("title", "标题"),
    ("preface", "开头段"),
    ("preface.basis", "编制依据"),
    ("preface.compiler", "编制单位"),
    ("preface.period", "统计期限"),
    ("preface.period.from", "统计期限的起"),
    ("preface.period.to", "统计期限的止"),
    ("preface.lists_parts", "是否列出六个部分"),
    ("preface.url", "电子版网址"),
    ("preface.address", "地址"),
    ("preface.postcode", "邮编"),
    ("preface.phone", "电话"),
    ("preface.email", "电子邮箱"),
    ("preface.text", "开头段文字"),
    ("as_issued", "照原文录入"),
    ("cells", "表格数据"),
    ("units", "单位选择"),
    ("remarks", "数字备注"),
    ("controls", "控制数"),
    ("presumed", "推算的数"),
    ("doubts", "存疑的格"),
    ("sections", "各部分文字"),
    ("headings", "各部分标题"),
    ("table_notes", "表下附注"),
    ("signature", "落款"),
    ("explanations", "说明"),
    ("dispositions", "放在一边的数字"),
    ("rule_packs", "规则包"),
    ("last_year", "上一年度报告"),
];

/// A member as a sentence quotes it, by its name, if it has one, and its path:
/// “单位层级”（agency.level）.
pub fn quoted(path: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("“{name}”（{path}）"),
        None => format!("“{path}”"),
    }
}

/// The name of a member. `report` is the report as far as it has been read; `None` if its editions
/// are not known yet.
pub fn name(path: &str, report: Option<&Report>) -> Option<String> {
    if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == path) {
        return Some((*name).to_owned());
    }
    let (group, key) = path.split_once('.')?;
    let of_table =
        |what: &str| TableKey::parse(key).map(|table| format!("{}的{what}", table.name()));
    let of_part =
        |what: &str| Part::parse(key).map(|part| format!("{}的{what}", part_name(part, report)));
    match group {
        "cells" => cell(key, report),
        "units" | "remarks" | "controls" | "presumed" => {
            Some(format!("{}的{}", cell(key, report)?, name(group, report)?))
        }
        "sections" => of_part("文字"),
        "headings" => of_part("标题"),
        "table_notes" => of_table("附注"),
        "table_editions" => of_table("版式"),
        "explanations" | "dispositions" => {
            let at = key.split_once('.').map_or(key, |(at, _)| at);
            Some(format!("{}第{at}条", name(group, report)?))
        }
        "signature" if key == "organ" => Some("落款单位".to_owned()),
        "signature" if key == "date" => Some("落款日期".to_owned()),
        _ => None,
    }
}

fn cell(id: &str, report: Option<&Report>) -> Option<String> {
    let id = CellId::parse(id)?;
    let own = report.and_then(|report| report.form().cell(id));
    Some(format!("{}中{}", id.table.name(), own.or_else(|| latest_cell(id))?.name()))
}

/// The official name of a part, without its number.
fn part_name(part: Part, report: Option<&Report>) -> &'static str {
    let heading = part.heading_in(report.map_or_else(latest, Report::edition));
    heading.split_once('、').map_or(heading, |(_, name)| name)
}
