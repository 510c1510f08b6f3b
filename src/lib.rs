//! 政府信息公开工作年度报告: the statutory yearly report on government information disclosure of China's
//! administrative organs.
//!
//! The way through the house:
//!
//! ```text
//! edition ─▶ report ─▶ narrative ─▶ check + rules ─▶ diagnosis
//!              │  ▲      (check is the engine; rules are its records)
//!              │  └──────── recognize ◀─ source ◀─ import (docx html ofd pdf xlsx)
//!              ▼
//!           document ─▶ export (docx html)
//!              └─▶ layout ─▶ export (pdf ofd)
//!              └─▶ workbook ─▶ export (xlsx)
//!           report ─▶ draft
//!           formats: what the writer (export) and the reader (import) of a format both know
//!           read_back: what export wrote, read by import and compared with the report
//! session (report + checker + undo + drafts) ─▶ view (pure HTML and patches)
//!    ─▶ desk (the program as a state machine, pure) ─▶ web (the only code that touches a browser)
//! ```
//!
//! Each module uses only what stands above it in the list below; a test holds the order.

#[cfg(test)]
mod properties;

pub mod order;
pub mod number;
pub mod spans;
pub mod edition;
pub mod report;
pub mod draft;
pub mod narrative;
pub mod check;
pub mod rules;
pub mod diagnosis;
pub mod document;
pub mod layout;
pub mod markup;
pub mod formats;
pub mod workbook;
pub mod source;
pub mod recognize;
pub mod import;
pub mod export;
#[cfg(feature = "office-formats")]
pub mod read_back;
pub mod session;
pub mod view;
pub mod desk;
#[cfg(any(feature = "page", feature = "office", feature = "unpack", feature = "viewer"))]
pub mod web;
