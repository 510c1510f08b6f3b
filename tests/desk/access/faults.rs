//! A report that has an error (收办不平 in 自然人), something to be verified (the text says another
//! number) and blanks.

use crate::world::{Window, disk};
use serde_json::json;

/// The columns of table 3 that are typed.
const COLUMNS: [&str; 6] = ["natural", "business", "research", "welfare", "legal", "other"];
/// The rows of table 3 that are typed.
const ROWS: [&str; 24] = [
    "new",
    "carried_in",
    "granted",
    "partial",
    "denied.state_secret",
    "denied.forbidden_by_law",
    "denied.safety_stability",
    "denied.third_party",
    "denied.internal_affairs",
    "denied.process_information",
    "denied.enforcement_file",
    "denied.administrative_query",
    "unable.not_held",
    "unable.needs_creation",
    "unable.still_unclear",
    "declined.petition",
    "declined.repeated",
    "declined.publication",
    "declined.abusive",
    "declined.reconfirm",
    "other.overdue_correction",
    "other.overdue_fee",
    "other.other",
    "carried_out",
];

/// The draft of that report.
fn faulty() -> String {
    let mut cells = serde_json::Map::new();
    for (row, column) in ROWS.into_iter().flat_map(|row| COLUMNS.map(|column| (row, column))) {
        let value = match (row, column) {
            ("new", "natural") => 11,
            ("granted", "natural") => 12,
            _ => 0,
        };
        cells.insert(format!("requests.{row}.{column}"), json!(value));
    }
    let agency = json!({ "name": "示例县城关镇人民政府", "level": "township" });
    let overview = "2025年，收到政府信息公开申请8件，公开信息35条，其中门户网站20条，公众号15条。举办培训12场，发放手册600份。";
    let sections = json!({ "overview": overview });
    json!({ "nianbao": 1, "year": 2025, "agency": agency, "cells": cells, "sections": sections })
        .to_string()
}

/// A window with that report in it.
pub fn with_faults() -> Window {
    let mut window = Window::open(&disk());
    window.settle();
    open_faulty(&mut window);
    window
}

/// Opens that report.
pub fn open_faulty(window: &mut Window) {
    window.give("faulty.json", faulty().as_bytes());
    window.settle();
    assert!(window.draft().is_some(), "{}", window.message());
}
