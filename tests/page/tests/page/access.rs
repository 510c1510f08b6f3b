//! Accessibility: the page can be used without a mouse, with a screen reader, with weak sight, in a
//! narrow window and in the system's colours.

mod keys;
mod screens;
mod spoken;

use page_tests::{Engine, Page};
use serde_json::json;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A report that has an error (收办不平 in 自然人), a finding to be verified (the text names another
/// number) and blanks.
fn faulty() -> PathBuf {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    let columns = ["natural", "business", "research", "welfare", "legal", "other"];
    let rows = [
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
    let mut cells = serde_json::Map::new();
    for (row, column) in rows.iter().flat_map(|row| columns.iter().map(move |column| (row, column)))
    {
        let value = match (*row, *column) {
            ("new", "natural") => 11,
            ("granted", "natural") => 12,
            _ => 0,
        };
        cells.insert(format!("requests.{row}.{column}"), json!(value));
    }
    let agency = json!({ "name": "示例县城关镇人民政府", "level": "township" });
    let overview = "2025年，收到政府信息公开申请8件，公开信息35条，其中门户网站20条，公众号15条。举办培训12场，发放手册600份。";
    let draft = json!({
        "nianbao": 1,
        "year": 2025,
        "agency": agency,
        "cells": cells,
        "sections": { "overview": overview },
    });
    // The file is written once, because another test may be reading it.
    FILE.get_or_init(|| page_tests::outside::leave("faulty.json", draft.to_string().as_bytes()))
        .clone()
}

/// The page with that report opened.
fn with_faults(engine: Engine) -> Option<Page> {
    let page = engine.start().filter(Page::open_built)?;
    open_faulty(&page);
    Some(page)
}

fn open_faulty(page: &Page) {
    page.choose_file(&faulty());
    page.wait_until("the report is open", || {
        page.shows("[data-act=\"go\"][data-part=\"requests\"]")
    });
}
