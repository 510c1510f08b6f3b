//! 政府信息公开工作年度报告: the statutory yearly report on government information disclosure of China's
//! administrative organs.
//!
//! The way through the house:
//!
//! ```text
//! edition ─▶ report ─▶ narrative ─▶ rules ─▶ diagnosis
//!              │  ▲      (the rules read the report, and what its text says in numbers)
//!              │  └──────── recognize ◀─ source ◀─ import (docx html ofd pdf xlsx)
//!              ▼
//!           document ─▶ export (docx html)
//!              └─▶ layout ─▶ export (pdf ofd)
//!              └─▶ workbook ─▶ export (xlsx)
//!           report ─▶ draft
//! session (report + checker + undo + drafts) ─▶ view (pure HTML and patches) ─▶ web (the only code that touches a browser)
//! ```
//!
//! Each module uses only what stands above it in the list below; a test holds the order.

#[cfg(test)]
mod properties;

pub mod order;
pub mod number;
pub mod edition;
pub mod report;
pub mod draft;
pub mod narrative;
pub mod rules;
pub mod diagnosis;
pub mod document;
pub mod layout;
pub mod workbook;
pub mod source;
pub mod recognize;
pub mod import;
pub mod export;
pub mod session;
pub mod view;
#[cfg(any(feature = "page", feature = "office", feature = "unpack", feature = "viewer"))]
pub mod web;
