//! Twins of the browser tests of `exporting`, judged by the state alone: documents all at once or
//! one by one, the results of reading them back, refusals, and the check sheet.

use crate::world::{Asked, Window};
use crate::{begun, documents, documents_without_fonts, opened};
use nianbao::desk::{ButtonData, Event};
use nianbao::edition::TableKey;
use nianbao::export::Format;
use nianbao::layout::Face;
use nianbao::session::outbox::{ReadBackResult, Refusal, Remedy};

const REPORT: &str = "distinct-2021";
const STEM: &str = "示例市人民政府2021年政府信息公开工作年度报告";

/// Opens the export dialog with these documents ticked and no others.
fn tick(window: &mut Window, outputs: &[&str]) {
    window.press("export", ButtonData::default());
    for output in documents() {
        let ticked = if outputs.contains(&output) { "true" } else { "" };
        window.fill(&format!("export.{output}"), ticked);
    }
}

/// Does the same as [`tick`], and waits until all are written.
fn export(window: &mut Window, outputs: &[&str]) {
    tick(window, outputs);
    window.settle();
}

fn state(window: &Window, output: &str) -> String {
    window.attribute(&format!("nb-out-state-{output}"), "data-state").unwrap_or_default()
}

fn note(window: &Window, output: &str) -> String {
    window.words(&format!("nb-out-note-{output}"))
}

fn names(window: &Window) -> Vec<String> {
    window.downloads.iter().map(|file| file.name.clone()).collect()
}

fn of(output: &str) -> ButtonData {
    ButtonData { value: Some(output.to_owned()), ..ButtonData::default() }
}

/// If the next request is for a document in this format, answers it with `came`; handles any other
/// request as usual.
fn answer(window: &mut Window, format: &str, came: &Result<(Vec<u8>, ReadBackResult), Refusal>) {
    while let Some(asked) = window.asked.front() {
        match asked {
            Asked::Write(task) if task.output.id() == format => {
                let (run, output) = (task.run, task.output);
                window.asked.pop_front();
                window.send(Event::DocumentWritten { run, output, answer: came.clone() });
            }
            _ => drop(window.do_next()),
        }
    }
}

#[test]
fn packed() {
    let mut window = opened(REPORT);
    let all = documents_without_fonts();
    export(&mut window, &all);
    for output in all {
        assert_eq!(state(&window, output), "written", "{output}: {}", window.message());
    }
    let proof = window.words("nb-out-proof");
    let is_read = |format: &Format| format.read_as().is_some() && !format.needs_fonts();
    let read: Vec<&str> = Format::ALL.into_iter().filter(is_read).map(Format::name).collect();
    let read = format!("已回读核对：{}里 200 个数据", read.join("、"));
    assert!(read.contains("：Word、OFD、网页、网页片段、Excel"), "{read}");
    assert!(proof.contains(&read) && proof.contains("全部一致"), "{proof}");
    window.click("export.zip");
    window.settle();
    assert_eq!(names(&window), [format!("{STEM}.zip")]);
    assert!(window.downloads[0].bytes.starts_with(b"PK"));
    assert!(window.words("nb-out-hint").contains(".zip"));
}

#[test]
fn apart() {
    let mut window = opened(REPORT);
    export(&mut window, &["docx", "xlsx"]);
    window.click("export.save");
    assert_eq!(names(&window), [format!("{STEM}.docx"), format!("{STEM}.xlsx")]);
    assert!(window.words("nb-out-hint").contains("2 个文件"), "{}", window.words("nb-out-hint"));
    window.press("export.one", of("docx"));
    assert_eq!(window.downloads[2].bytes, window.downloads[0].bytes, "the same bytes once more");
    window.click("dialog.close");
    assert_eq!(window.dialog(), "");
}

#[test]
fn remembered() {
    let mut window = opened(REPORT);
    export(&mut window, &["xlsx", "check-sheet"]);
    window.click("dialog.close");
    let ticked = |window: &mut Window| {
        window.press("export", ButtonData::default());
        let kept = window.disk.borrow().ticks.clone().expect("it is remembered");
        window.press("dialog.close", ButtonData::default());
        kept.outputs
    };
    assert_eq!(ticked(&mut window), ["xlsx", "check-sheet"]);
    let mut window = window.reload();
    window.settle();
    assert_eq!(ticked(&mut window), ["xlsx", "check-sheet"]);
}

#[test]
fn differing() {
    let mut window = opened(REPORT);
    tick(&mut window, &["docx", "html"]);
    let differs = ReadBackResult::Differs(vec!["行政许可：报告 1，文件 987654".to_owned()]);
    answer(&mut window, "docx", &Ok((vec![1], differs)));
    window.settle();
    let states = [state(&window, "docx"), state(&window, "html")];
    assert_eq!(states, ["doubtful", "written"]);
    assert!(note(&window, "docx").contains("不一致"), "{}", note(&window, "docx"));
    assert!(window.words("nb-out-proof").contains("Word与报告不一致"));
    window.click("export.save");
    assert_eq!(names(&window), [format!("{STEM}.html")], "the doubtful one is not handed over");
    window.press("export.anyway", of("docx"));
    assert_eq!(names(&window)[1], format!("{STEM}.docx"));
    window.press("export.again", of("docx"));
    window.settle();
    assert_eq!(state(&window, "docx"), "written", "written anew, it is right");
}

#[test]
fn refused() {
    let mut window = opened(REPORT);
    export(&mut window, &["docx", "xlsx"]);
    window.refuses_files = true;
    window.click("export.save");
    for output in ["docx", "xlsx"] {
        assert!(note(&window, output).contains("没有让保存"), "{}", note(&window, output));
    }
    window.click("export.zip");
    window.settle();
    assert!(window.words("nb-out-hint").contains("没有让保存压缩包"));
    window.refuses_files = false;
    window.press("export.one", of("xlsx"));
    window.click("export.zip");
    window.settle();
    assert_eq!(names(&window), [format!("{STEM}.xlsx"), format!("{STEM}.zip")]);
}

#[test]
fn trapped() {
    let mut window = opened(REPORT);
    tick(&mut window, &["docx", "xlsx"]);
    let sentence = "写这个文件时程序出了错，没有写成。".to_owned();
    answer(&mut window, "docx", &Err(Refusal { sentence, help: Remedy::Again }));
    window.settle();
    assert_eq!([state(&window, "docx"), state(&window, "xlsx")], ["refused", "written"]);
    assert!(note(&window, "docx").contains("程序出了错"));
    window.press("export.again", of("docx"));
    answer(&mut window, "docx", &Ok((vec![1], ReadBackResult::Unreadable("读不了".to_owned()))));
    window.settle();
    assert_eq!(state(&window, "docx"), "doubtful");
    assert!(note(&window, "docx").contains("回读不了"), "{}", note(&window, "docx"));
    window.press("export.again", of("docx"));
    window.settle();
    assert_eq!(state(&window, "docx"), "written");
}

#[test]
fn stopped() {
    let mut window = opened(REPORT);
    tick(&mut window, &["docx", "xlsx"]);
    while !matches!(window.asked.front(), Some(Asked::Write(_))) {
        assert!(window.do_next());
    }
    assert_eq!([state(&window, "docx"), state(&window, "xlsx")], ["writing", "waiting"]);
    assert!(window.words("nb-out-proof").contains("正在写第 1 个文件，共 2 个"));
    // A save that is requested too early is done when all is written; a cancelled one is not.
    window.click("export.save");
    window.click("dialog.close");
    assert!(window.do_next(), "the document that was under way comes too late");
    assert!(!window.asked.iter().any(|asked| matches!(asked, Asked::Write(_))));
    assert!(window.downloads.is_empty());
    window.type_cell("requests.new.natural", "31");
    assert_eq!(window.cell("requests.new.natural"), "31");
    export(&mut window, &["docx", "xlsx"]);
    assert_eq!(state(&window, "docx"), "written", "a new export can begin");
}

#[test]
fn marked() {
    let mut window = begun();
    window.type_cell("requests.new.natural", "11");
    window.type_cell("requests.granted.natural", "12");
    let requests = ButtonData { table: Some(TableKey::Requests), ..ButtonData::default() };
    window.press("fill-zero", requests);
    window.go("info");
    export(&mut window, &["docx", "html"]);
    assert!(window.message().contains("还有 1 处错误没有改"), "{}", window.message());
    window.click("export.save");
    assert!(names(&window).iter().all(|name| name.contains("（草稿）")), "{:?}", names(&window));
    assert!(String::from_utf8_lossy(&window.downloads[1].bytes).contains("草稿"));
    window.click("export.errors");
    assert_eq!(window.dialog(), "");
    assert!(window.title().contains("三、"), "the part with the error is open: {}", window.title());
    let focus = window.screen.focus.clone().expect("a focus");
    assert!(focus.starts_with("nb-c-requests."), "{focus}");
    window.press("export", ButtonData::default());
    window.click("export.gap");
    assert_eq!(window.dialog(), "", "and to the first gap");
}

#[test]
fn fontless() {
    let mut window = opened(REPORT);
    window.missing_faces = vec![Face::Title, Face::Fang];
    export(&mut window, &["docx", "pdf"]);
    assert_eq!([state(&window, "docx"), state(&window, "pdf")], ["written", "refused"]);
    let words = note(&window, "pdf");
    assert!(words.contains("仿宋") && words.contains("小标宋"), "{words}");
    assert!(window.shows("fonts"));
    window.fill("export.sheet", "pdf");
    window.fill("export.check-sheet", "true");
    window.settle();
    assert_eq!(state(&window, "check-sheet"), "refused");
    window.fill("export.sheet", "docx");
    window.settle();
    assert_eq!(state(&window, "check-sheet"), "written");
}

#[test]
fn fonted() {
    let mut window = opened(REPORT);
    window.missing_faces = vec![Face::Fang];
    export(&mut window, &["docx", "pdf"]);
    window.press("fonts", ButtonData::default());
    window.settle();
    assert!(window.dialog().contains("字体"));
    window.missing_faces.clear();
    window.press("dialog.close", ButtonData::default());
    assert!(window.shows("export.save"), "the export dialog is back");
    answer(&mut window, "pdf", &Ok((vec![1], ReadBackResult::Equal { cells: 200, paragraphs: 9 })));
    assert_eq!(state(&window, "pdf"), "written");
}

#[test]
fn uncovered() {
    let mut window = opened(REPORT);
    tick(&mut window, &["pdf"]);
    let sentence = "字体里没有“\u{E863}”。".to_owned();
    answer(&mut window, "pdf", &Err(Refusal { sentence, help: Remedy::StandIn }));
    assert!(note(&window, "pdf").contains('\u{E863}'));
    window.press("export.stand-in", of("pdf"));
    let asked = window.asked.iter().find_map(|asked| match asked {
        Asked::Write(task) => Some(task.stand_in),
        _ => None,
    });
    assert_eq!(asked, Some(true), "other fonts are asked");
}
