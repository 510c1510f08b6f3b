//! The HTML of the page, without a browser: whole screens, dialogs, and the patches after an edit,
//! in the form of [`markup`](super::markup).
//!
//! For one draft in the middle of work the patches of a table are stored as text, so that a
//! difference can be read; for everything else that is drawn of a draft there are digests. The page
//! in a browser is frozen in `tests/page/tests/page/frozen.rs`.

use super::ledger::{self, short_digest, text_difference};
use super::markup::{normalized, without_build};
use crate::{fixtures, folder};
use nianbao::check::Pack;
use nianbao::diagnosis::Change;
use nianbao::document::report::DocumentOptions;
use nianbao::edition::{CellId, TableKey};
use nianbao::layout::Face;
use nianbao::report::{Date, DoubtPlace, Part, Report};
use nianbao::rules::RULE_SET;
use nianbao::session::outbox::{Outbox, Ticks};
use nianbao::session::{Edit, Panel, Session};
use nianbao::view::{
    self, ListItem, Patch, Screen, View, dialog, fonts, keys, local_data, offline, preview,
    published, rulebook, start,
};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The day on which everything is drawn.
const TODAY: Date = Date { year: 2026, month: 1, day: 19 };

/// The draft of which a piece is stored as text, and this piece.
const WHOLE: (&str, &str) = ("worked-2024", "place-requests");

const ABOUT: &str = "What is drawn of each draft: draft, what, SHA-256 of the normalized HTML, \
16 digits.";

fn cell(id: &str) -> CellId {
    CellId::parse(id).expect(id)
}

/// A session with the report of a fixture and the rule pack at hand.
fn session(report: &Report) -> Session {
    let mut session = Session::of_report(report.clone());
    let pack = fs::read_to_string(folder().join("pack.json")).expect("the rule pack");
    session.set_library(vec![Pack::read(&RULE_SET, &pack).expect("a rule pack")]);
    session
}

/// Pieces, each with a title, as one text.
fn sections<'a>(pieces: impl IntoIterator<Item = (&'a str, String)>) -> String {
    pieces.into_iter().map(|(title, html)| format!("== {title}\n{}", normalized(&html))).collect()
}

/// Patches as text.
fn patches(list: &[Patch]) -> String {
    let item = |item: &ListItem| match &item.html {
        Some(html) => format!("item {}\n{}", item.key, normalized(html)),
        None => format!("item {} stays\n", item.key),
    };
    let mut text = String::new();
    for patch in list {
        let _ = match patch {
            Patch::Html { id, html } => write!(text, "== html {id}\n{}", normalized(html)),
            Patch::Attribute { id, name, value: Some(value) } => {
                writeln!(text, "== attribute {id} {name} = {value:?}")
            }
            Patch::Attribute { id, name, value: None } => {
                writeln!(text, "== attribute {id} {name} is taken away")
            }
            Patch::List { id, items } => {
                write!(text, "== list {id}\n{}", items.iter().map(item).collect::<String>())
            }
            Patch::Value { id, value } => writeln!(text, "== value {id} = {value:?}"),
        };
    }
    text
}

/// The text of patches without those that set a single attribute or value: there are hundreds of
/// them, one for each cell, for which a digest is enough.
fn without_single_values(patches: &str) -> String {
    let is_single =
        |line: &&str| line.starts_with("== attribute ") || line.starts_with("== value ");
    patches.lines().filter(|line| !is_single(line)).map(|line| format!("{line}\n")).collect()
}

/// The screens and dialogs that need no report.
fn plain() -> String {
    let kept = |key: &str, agency: &str, year, errors| start::DraftSummary {
        key: key.to_owned(),
        agency: agency.to_owned(),
        year,
        when: "今天 17:20".to_owned(),
        place: "三、收到和处理政府信息公开申请情况".to_owned(),
        from: if errors > 0 { "来自 年报<1>.docx".to_owned() } else { String::new() },
        errors,
    };
    let three = [
        kept("1-2", "示例县“甲”镇人民政府", 2024, 0),
        kept("3-4", "示例县乙局", 2025, 2),
        kept("5-6", "", 2025, 0),
    ];
    let nine: Vec<start::DraftSummary> =
        (0..9).map(|at| kept(&format!("k{at}"), "示例县丙局", 2010 + at, 0)).collect();
    let many = ["第一句。".to_owned(), "第二句 <b>。".to_owned()];
    let setting = |face, origin, near, lacks| fonts::FontSetting {
        face,
        name: "Some Font".to_owned(),
        origin,
        near,
        lacks,
        some: "㐀㐁".to_owned(),
    };
    let standing = fonts::FontSettings {
        set: vec![
            setting(Face::Title, fonts::FontOrigin::Page, false, 0),
            setting(Face::Fang, fonts::FontOrigin::File("simfang.ttf".to_owned()), true, 0),
            setting(Face::Kai, fonts::FontOrigin::Passing("kai.ttf".to_owned()), false, 40),
        ],
        stand_in: true,
        asks_system: true,
        licences: Some("OFL & 其他".to_owned()),
    };
    let answers = offline::NetworkApi::ALL.map(|way| {
        let words = ["refused", "failed", "absent", "passed", "refused"];
        let at = offline::NetworkApi::ALL.iter().position(|other| *other == way).unwrap_or(0);
        (way, offline::ProbeResult::parse(words[at]))
    });
    let difference = dialog::DifferenceRow {
        place: "表三 本年新收政府信息公开申请数量 自然人".to_owned(),
        carried: "3".to_owned(),
        visible: "4 <件>".to_owned(),
    };
    sections([
        ("start", start::page(TODAY, false)),
        ("start in large type", start::page(TODAY, true)),
        ("no draft is kept", start::recent_drafts(&[], false)),
        ("nothing shall be kept", start::recent_drafts(&[], true)),
        ("three drafts are kept", start::recent_drafts(&three, false)),
        ("three drafts, and no more shall be kept", start::recent_drafts(&three, true)),
        ("nothing can be kept", start::storage_disabled()),
        ("the store was not read", start::storage_unreadable(&[], None)),
        ("the store was not read, with a draft", start::storage_unreadable(&three, Some("3-4"))),
        ("foot of the list", local_data::foot(3, false).into_string()),
        ("clear", local_data::clear(&nine, false)),
        ("clear, nothing kept", local_data::clear(&[], false)),
        ("clear, not all read", local_data::clear(&[], true)),
        ("drafts taken in", local_data::taken_in("备份 & 其他.jsonl", 2, 1, &many)),
        ("no draft taken in", local_data::taken_in("备份.jsonl", 0, 0, &many[..1])),
        ("new report", dialog::new_report(2025)),
        ("stay", dialog::confirm_leave("还没有存成文件 <1>")),
        ("scan", dialog::scan()),
        ("scanned nothing", dialog::scan_progress(0, None)),
        ("scanned some", dialog::scan_progress(120, Some(480))),
        ("scanned all", dialog::scan_progress(480, Some(480))),
        ("not scanned", dialog::scan_error("少了 4 位 <>。")),
        ("opened", dialog::opened_with_notes("年报.docx", &many)),
        ("differences", dialog::differences("年报.docx", &[difference], &many)),
        ("notice", dialog::notice("没有打开", "原因 & 办法。")),
        ("left behind", dialog::unsaved_after_close("示例县甲镇2025年")),
        ("forget", dialog::confirm_delete("示例县“甲”镇 · 2025 年", "1-2")),
        ("message", dialog::message("已经存成文件", false)),
        ("bad message", dialog::message("没有存成 <文件>", true)),
        ("host of dialogs", dialog::host().into_string()),
        ("keys", keys::page()),
        ("not online", offline::dialog(None)),
        ("not online, from a server", offline::dialog(Some("http://10.0.0.1/<a>"))),
        ("answers", offline::answers(&answers)),
        ("badge", offline::badge("不联网 & 不发送").into_string()),
        ("fonts, none set", fonts::dialog(&fonts::FontSettings::default())),
        ("fonts, some set", fonts::dialog(&standing)),
        ("fonts chosen", fonts::outcome(&many[..1], &many[1..])),
        ("leaf", preview::leaf(2, "<svg viewBox=\"0 0 1 1\"></svg>")),
        ("position", preview::position(2, 5)),
        ("no position", preview::position(0, 0)),
    ])
}

/// Edits as a clerk makes them, each with its label in the list of steps.
fn edits(report: &Report) -> Vec<Edit> {
    let mut edits = vec![
        Edit::Cell(cell("requests.new.natural"), "41".to_owned()),
        Edit::Cell(cell("requests.new.business"), "4x".to_owned()),
        Edit::Control(cell("requests.new.total"), "77".to_owned()),
        Edit::FillZero(TableKey::Disputes),
        Edit::Presume(cell("requests.carried_out.natural"), "3".to_owned()),
        Edit::Confirm(DoubtPlace::Cell(cell("requests.carried_out.natural"))),
        Edit::Section(
            Part::Overview,
            "### （一）概述\n\n全年收到申请**41件**，办结{{requests.total.total}}件，同比增长8%。"
                .to_owned(),
        ),
        Edit::TableNote(TableKey::Requests, "注：含“网上”申请。".to_owned()),
        Edit::AsIssued(!report.as_issued()),
        Edit::table_edition(TableKey::Requests, "2019"),
        Edit::table_edition(TableKey::Requests, ""),
        Edit::RulePack("示例县核对要求".to_owned(), true),
    ];
    if let Some(id) = report.form().cells().iter().find(|cell| !report.is_calculated(cell.id)) {
        let change = Change {
            cell: id.id,
            control: false,
            from: report.value(id.id),
            to: nianbao::number::Decimal::from(7_i64),
        };
        edits.push(Edit::Repair(vec![change]));
    }
    let mut last = report.clone();
    last.year -= 1;
    edits.push(Edit::LastYear(Some(Arc::new(last))));
    edits
}

/// The screens of a session at one place, drawn from the start.
fn drawn(session: &Session, place: Panel) -> String {
    let mut view = View::default();
    let mut screen = Screen::at(place, TODAY);
    let cells = session.report().form().cells();
    screen.focus = cells.iter().map(|cell| cell.id).find(|id| match place {
        Panel::Part(part) => part.table() == Some(id.table),
        Panel::Info => false,
    });
    screen.lit = session.findings().next().map(nianbao::check::Finding::key);
    patches(&view.update(session, &screen))
}

/// Everything that is drawn of a report, each piece by its name.
fn pieces(report: &Report) -> Vec<(String, String)> {
    let mut pieces = Vec::new();
    let mut session = session(report);
    let mut add = |name: &str, text: String| pieces.push((name.to_owned(), text));
    add("workspace", normalized(&view::workspace(&session)));
    for place in Panel::ALL {
        add(&format!("place-{}", place.id()), drawn(&session, place));
        add(&format!("title-{}", place.id()), view::window_title(&session, place));
    }
    let outbox = Outbox::new(&session, &Ticks::default(), TODAY);
    let dialogs = [
        ("export", view::export::page(&session, &outbox)),
        ("insert a field", dialog::insert_field(&session, Part::Overview)),
        ("rules", rulebook::dialog(Some(&session), None, None)),
        (
            "rules of a cell",
            rulebook::dialog(Some(&session), None, Some(cell("requests.total.total"))),
        ),
    ];
    add("dialogs", sections(dialogs));
    let explain =
        session.findings().map(|finding| ("explain", dialog::justification(&session, finding, 1)));
    add("explain", sections(explain));
    add("published", normalized(&published::page(report, None)));
    let mut last = report.clone();
    last.year -= 1;
    last.set_cell(cell("requests.new.natural"), "2");
    add("published-beside", normalized(&published::page(report, Some(&last))));
    let sheets = preview::sheets(report, &DocumentOptions::default(), &[]);
    let sheets = sheets.into_iter().map(|sheet| ("page", sheet.svg.unwrap_or_default()));
    add("preview", sections(sheets));
    let editors = Part::ALL.map(|part| (part.id(), view::editor_html(report, &report.prose(part))));
    add("editors", sections(editors));

    // The patches after each edit, which is undone and redone at the end.
    let mut view = View::default();
    let screen = Screen::at(Panel::Part(Part::Requests), TODAY);
    view.update(&session, &screen);
    let mut steps = String::new();
    for edit in edits(report) {
        session.apply(&edit);
        let name = session.undo_name().unwrap_or("nothing").to_owned();
        let changed = patches(&view.update(&session, &screen));
        let _ = write!(steps, "==== {name}\n{changed}");
    }
    while session.undo().is_some() {}
    let _ = write!(steps, "==== all taken back\n{}", patches(&view.update(&session, &screen)));
    add("edits", steps);
    pieces
}

#[test]
fn screens_and_dialogs_are_drawn_as_they_were() {
    let differs = text_difference("view/plain.txt", &without_build(&plain()));
    assert!(differs.is_none(), "{}", differs.unwrap_or_default());
}

#[test]
fn reports_are_drawn_as_they_were() {
    let mut wrong = Vec::new();
    let rules = [None, Some("carry-over")].map(|rule| rulebook::dialog(None, rule, None));
    let rules = short_digest(rules.map(|html| normalized(&html)).concat().as_bytes());
    let mut now = vec![("without-a-report rules".to_owned(), rules)];
    for (name, report) in fixtures() {
        for (piece, text) in pieces(&report) {
            let text = without_build(&text);
            // A digest does not show the difference: with this variable, two versions can write
            // their texts to be compared.
            if let Some(folder) = std::env::var_os("NIANBAO_FROZEN_TEXTS") {
                let file = Path::new(&folder).join(format!("{name} {piece}.txt"));
                fs::write(file, &text).expect("a file that can be written");
            }
            if name == WHOLE.0 && piece == WHOLE.1 {
                let text = without_single_values(&text);
                wrong.extend(text_difference(&format!("view/{piece}.txt"), &text));
            }
            now.push((format!("{name} {piece}"), short_digest(text.as_bytes())));
        }
    }
    for difference in ledger::differences(&folder().join("view.txt"), ABOUT, &now, |_| false) {
        wrong.push(format!("{} is drawn differently", difference.key));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
