//! nianbao: the 政府信息公开工作年度报告, the statutory yearly report on government information
//! disclosure that every administrative agency in China publishes.
//!
//! This page explains how the program is built and why. It describes the phases in the order in
//! which data passes through them, then the two hourglasses, the order of the modules, the command
//! and the five WebAssembly modules that are built from this crate, and the words that the code
//! uses.
//!
//! # The phases
//!
//! ```text
//! edition ─▶ report ─▶ narrative ─▶ check + rules ─▶ diagnosis
//!              │  ▲
//!              │  └─────────── recognize ◀─ source ◀─ import (docx html ofd pdf xlsx)
//!              ▼
//!           document ─▶ export (docx html)
//!              └─▶ layout ─▶ export (pdf ofd), preview
//!           report ─▶ workbook ─▶ export (xlsx)
//!           report ◀─▶ draft
//! session (one report) ─▶ view (HTML and patches) ─▶ desk (the program, pure) ─▶ web (the browser)
//! ```
//!
//! **Form.** [`edition`] states the legal forms as data: every official label verbatim, the grid of
//! each table, and the sums that the form itself demands. The form on the screen, the printed
//! tables, the totals that are calculated, the sum rules and the readers are all made from that
//! data, so that a new edition is one file and one entry in a list.
//!
//! **Entry.** [`report`] holds what a clerk typed and wrote, as it was typed. A blank is not 0, and
//! a remark in a cell is not its number. [`number`] reads text as offices write numbers, into exact
//! decimals; [`text`] knows sentences, numerals of lists and the like. [`draft`] is the file format
//! of a report: JSON that every later version opens, and in which unknown members survive a round
//! trip.
//!
//! **Judgement.** Reading text is slow and judging numbers is fast, so they are two phases.
//! [`narrative`] reads every number in the text once the text has changed, and says what it claims
//! about cells. The checker in [`check`] judges on every keystroke, and judges only what the
//! changed cell can change. Rules are records: the engine, the catalogue, the page and the tests
//! read the same record. A finding about cells holds facts, which are put into words when it is
//! shown; rules on texts return their remarks in words.
//! [`diagnosis`] searches for the fewest slips of the hand that explain all findings at once, and
//! offers repairs.
//!
//! **Output.** [`document`] says what each piece of a finished report *is*, and no format.
//! [`check_sheet`] makes a document of its own of what the rules say.
//! [`layout`] places every character on A4 pages, by the widths of fonts, in the lengths of
//! [`geometry`], which the readers of pages use too. [`workbook`] does the same for sheets and
//! cells. [`export`] spells them as files; [`formats`] holds what the writer and the reader of a
//! format both know, so that neither imports the other. The same report gives the same bytes,
//! because nothing here reads a clock, a random number or the order of a hash table.
//!
//! **Input.** [`import`] turns a file into a [`source`]: paragraphs and tables, as a person sees
//! them. [`recognize`] finds headings and tables by their labels, never by their position. A file
//! that this program wrote also carries the printed part of its draft. The visible content is read
//! all the same, because a person may have edited it afterwards; differences are shown, and what is
//! visible wins. [`read_back`] does this with every file that was just written, before a clerk gets
//! it.
//!
//! **Program.** [`session`] is one report in work: edits, undo, checking. [`view`] writes HTML as
//! strings, and small patches after a change. [`desk`] is the whole program as a state machine: an
//! event and the time go in, effects come out. Everything that decides whether data is lost is
//! there, so it is tested natively. `web` listens to the browser, turns what it hears into events,
//! and carries out the effects. [`manual`] is the clerk's manual, which the page shows.
//!
//! # Two hourglasses
//!
//! Every writer takes a [`document::Document`] (writers of pages a [`layout::Layout`] of it) or,
//! for spreadsheets, a [`workbook::Workbook`]. Every reader makes a [`source::Source`]. A writer
//! therefore does not depend on reports, a reader does not depend on the law, and a new format
//! changes neither end.
//!
//! # Order
//!
//! A module uses only what stands above it in the list at the end of this file. A test holds this
//! order, and holds that the files of one module do not import each other in a circle; what a file
//! takes from its parent or from the root of its module does not count. Only `web` may name the
//! browser. A problem in the data is a finding, which is a value; an `Err` means that
//! something could not be read or written, has a type of its own, and becomes a sentence once, at
//! the edge.
//!
//! # What is built from this crate
//!
//! The command `nianbao` is this crate compiled natively (`src/main.rs`). For browsers, `build.sh`
//! compiles it into five WebAssembly modules by cargo features. `page` holds everything that a
//! clerk needs while typing, except the rules on text: these are in `words`, which is loaded just
//! after the page has appeared, so that the page is small ([`check::words`]). `office` holds the
//! other readers and writers, and is compiled while the page is idle, so that a clerk who only
//! types does not wait for it. `viewer` shows a published report. `unpack` inflates the others in
//! the browsers of many offices, which have no `DecompressionStream`. A trap in `words` or `office`
//! never touches the page; a trap in `page` starts a new instance, which takes up the report from
//! what was kept.
//!
//! # Words
//!
//! One word has one meaning in code, comments and documents. The table gives the official Chinese
//! term beside the English one.
//!
//! | word | meaning |
//! |---|---|
//! | agency (单位, 机关) | an administrative body; without more, the one that the report is about |
//! | edition (版式) | one legal form of the report, in force from a report year on |
//! | part (部分) | one of the six parts of a report; two, three and four hold a table each |
//! | table, row, column, cell | of the legal form; a cell has an id, `table.row.column` |
//! | slot | the position of a cell in a form, counted from 0, for arrays that hold all cells |
//! | identity (勾稽关系) | an equation between cells that the form itself demands |
//! | derived cell | a cell, such as 总计, that is calculated from an identity |
//! | control (控制数) | a total from elsewhere that a clerk enters beside a derived cell |
//! | original (照原文录入) | a report that keeps the totals as they were printed, even if wrong |
//! | remark | text that stands with a number in a cell: `22（其中修订16件）` |
//! | table note (表下注) | a line of text below a table |
//! | passage | one piece of text of a report, with its location |
//! | live field | a number in the text that follows a cell |
//! | claim | what a number in the text says about cells |
//! | rule, rule set, rule pack | a check as a record; all of a version; a county's own |
//! | severity | 错误 `error`, 核实 `verify` or 提示 `hint` |
//! | finding | one broken rule with its facts |
//! | folding | to show one finding for several that one cause explains |
//! | sum breakdown | the terms of an identity with their values |
//! | rule report | which rules ran, on which values, and what came of it |
//! | justification (说明) | why a finding is right as it stands; lapses when its values change |
//! | disposition | the clerk's word that a number in the text needs no check (口径不同, 其他事实) |
//! | presumed (推算) | a number filled in from a sum, which the clerk has not confirmed yet |
//! | doubt (存疑) | what an import was not sure of, with the candidates that it found |
//! | slip | an error of the hand, such as two digits swapped; a repair undoes slips |
//! | carry-over (结转) | applications that pass from one year to the next |
//! | previous report (上年报告) | the report of the year before, `last_year` in a draft |
//! | draft (草稿) | the file that holds a report in work; also the mark on an unfinished document |
//! | carried data | the printed part of a draft inside a finished document |
//! | check sheet (核对单) | one page that says what was checked and what was found |
//! | data code (数据码) | the digits in the QR code of a check sheet, which hold the three tables |
//! | record, note | a draft in the browser's database; a newer version left at closing |
//! | act | what a button asks for; an event is anything that happens to the desk |
//! | effect | what the desk asks the browser to do |
//! | patch | a small change of the page |

#[cfg(test)]
mod properties;

pub mod sort;
pub mod sorted_map;
pub mod fnv;
pub mod manual;
pub mod number;
pub mod text;
pub mod spans;
pub mod geometry;
pub mod edition;
pub mod report;
pub mod draft;
pub mod narrative;
pub mod check;
pub mod rules;
pub mod diagnosis;
pub mod document;
pub mod check_sheet;
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
#[cfg(any(
    feature = "page",
    feature = "words",
    feature = "office",
    feature = "unpack",
    feature = "viewer"
))]
pub mod web;
