//! The export dialog (导出): a row for each document with its tick, what it is for and how far it is;
//! what reading the files back said; and the ways to hand them over.
//!
//! [`page`] draws it once. After that [`Shown::update`] compares every live piece with what it was,
//! as the page around it does: the focus stays where it is while documents are written.

use super::{Id, Patch, Pieces, dialog, escape, place_name};
use crate::check::{Finding, Severity};
use crate::document::digest;
use crate::export::Output;
use crate::session::outbox::{Archived, Handed, Help, Outbox, Proof, Refusal, Row, State, Written};
use crate::session::{Gaps, Session};

/// How many differences of a file are written out.
const DIFFERENCES: usize = 5;

/// The list of documents: where it is, the dialog is open.
pub const LIST: &str = "nb-outs";

/// The dialog before anything is written.
pub fn page(session: &Session, outbox: &Outbox) -> String {
    let rows: String = outbox.rows().iter().map(row).collect();
    let stem = outbox.archive.strip_suffix(".zip").unwrap_or(&outbox.archive);
    let body = format!(
        "{}<p class=\"nb-d-note\">文件名：{}</p><ul class=\"nb-outs\" id=\"{LIST}\">{rows}</ul>\
         <div id=\"nb-out-proof\" role=\"status\"></div><div id=\"nb-out-hint\" role=\"status\"></div>{}",
        errors(session),
        escape(stem),
        notes(session)
    );
    let first = if session.has_errors() { "" } else { " data-first" };
    let buttons = format!(
        "<button type=\"button\" class=\"nb-btn\" id=\"nb-export-close\" data-act=\"dialog.close\">取消</button>\
         <button type=\"button\" class=\"nb-btn\" id=\"nb-export-print\" data-act=\"print\">打印…</button>\
         <button type=\"button\" class=\"nb-btn\" id=\"nb-export-zip\" data-act=\"export.zip\" hidden>打成一个压缩包</button>\
         <button type=\"button\" class=\"nb-btn nb-primary\" id=\"nb-export-save\" data-act=\"export.save\"{first}>保存</button>"
    );
    dialog::framed("nb-dialog nb-d-out", "导出", &body, &(gaps(session) + &buttons))
}

fn row(row: &Row) -> String {
    let id = row.output.id();
    let ticked = if row.wanted { " checked" } else { "" };
    let choice = if let Output::CheckSheet(chosen) = row.output {
        let options: String = Output::SHEETS
            .iter()
            .map(|format| {
                let selected = if *format == chosen { " selected" } else { "" };
                format!("<option value=\"{}\"{selected}>{}</option>", format.id(), format.name())
            })
            .collect();
        format!(
            "<select id=\"nb-f-export.sheet\" data-field=\"export.sheet\" aria-label=\"核对单的格式\">{options}</select>"
        )
    } else {
        String::new()
    };
    format!(
        "<li><label><input type=\"checkbox\" id=\"nb-f-export.{id}\" data-field=\"export.{id}\"{ticked}><b>{}</b><span>{}</span></label>{choice}\
         <span class=\"nb-out-state\" id=\"nb-out-state-{id}\"></span><div class=\"nb-out-note\" id=\"nb-out-note-{id}\"></div></li>",
        row.output.name(),
        row.output.purpose()
    )
}

/// What is still open in the report itself.
fn notes(session: &Session) -> String {
    let report = session.report();
    let mut notes = Vec::new();
    if !session.is_draft() {
        let explained = session.findings().any(|finding| finding.severity == Severity::Error);
        notes.push(format!(
            "已经填完，{}。",
            if explained { "发现的错误都已写明说明" } else { "没有发现错误" }
        ));
    }
    let verify = session
        .findings()
        .filter(|f| f.severity == Severity::Verify && f.justification(report).is_none())
        .count();
    let count = session.numbers().1.count();
    let open: Vec<String> = [
        (verify, "处核实没有看"),
        (count.numbers.saturating_sub(count.checked), "个正文里的数没有确认"),
        (report.presumed.len(), "个推算的数没有与台账核对"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if !open.is_empty() {
        notes.push(format!("还有 {}。", open.join("、")));
    }
    if notes.is_empty() {
        String::new()
    } else {
        format!("<p class=\"nb-d-note\">{}</p>", notes.concat())
    }
}

/// Says that something is not filled in yet, what that makes of the report, and where the first of
/// it is.
fn gaps(session: &Session) -> String {
    let gaps = Gaps::of(session.report());
    let unwritten: Vec<String> = gaps
        .unwritten()
        .filter_map(|part| session.report().edition().headings[part as usize].chars().next())
        .map(String::from)
        .collect();
    let mut missing: Vec<String> =
        gaps.info.map(|name| format!("还缺{name}")).into_iter().collect();
    if gaps.cells > 0 {
        missing.push(format!("表里还差 {} 项", gaps.cells));
    }
    if !unwritten.is_empty() {
        missing.push(format!("第{}部分没有写", unwritten.join("、")));
    }
    if missing.is_empty() {
        return String::new();
    }
    format!(
        "<p class=\"nb-out-draft\">{}；文件名和正文会标明“草稿”。\
         <button type=\"button\" class=\"nb-link\" id=\"nb-export-gap\" data-act=\"export.gap\">去看第一处</button></p>",
        missing.join("，")
    )
}

/// The errors that stand without 说明, each leading to where it is. Takes the focus first, where
/// there are any.
fn errors(session: &Session) -> String {
    const MOST: usize = 3;
    let count = session.open_errors().count();
    if count == 0 {
        return String::new();
    }
    let report = session.report();
    let item = |finding: &Finding| {
        let place = place_name(session, Session::place_of(finding));
        format!(
            "<li><button type=\"button\" class=\"nb-link\" data-act=\"export.errors\" data-key=\"{}\">{}<span class=\"nb-jump\">到这里 →</span></button><small>{}</small></li>",
            escape(&finding.key()),
            escape(&finding.message(report).title),
            escape(&place)
        )
    };
    let items: String = session.open_errors().take(MOST).map(item).collect();
    let more = if count > MOST {
        format!("<li>另有 {} 处，在“核对”栏里逐条列着。</li>", count - MOST)
    } else {
        String::new()
    };
    format!(
        "<div class=\"nb-errs\" id=\"nb-export-errors\" role=\"group\" aria-labelledby=\"nb-errs-h\" aria-describedby=\"nb-errs-p\" tabindex=\"-1\" data-first>\
         <h2 id=\"nb-errs-h\">还有 {count} 处错误没有改，也没有写说明</h2><ul>{items}{more}</ul><p id=\"nb-errs-p\">照样能导出，文件名和正文会标明“草稿”。</p></div>"
    )
}

/// The dialog as it was last drawn.
#[derive(Debug, Default)]
pub struct Shown {
    last: Pieces,
}

impl Shown {
    /// What changed since the last update. `can_print` if the browser's print can give the pages.
    pub fn update(&mut self, outbox: &Outbox, can_print: bool) -> Vec<Patch> {
        let mut pieces = Pieces::default();
        for row in outbox.rows() {
            let id = row.output.id();
            pieces.attribute(
                Id::DocumentState(id),
                "data-state",
                Some(state_name(&row.state).to_owned()),
            );
            pieces.html(Id::DocumentState(id), state(row));
            pieces.html(Id::DocumentNote(id), note(row, can_print));
        }
        let (class, words) = proof(outbox);
        pieces.attribute(Id::ExportProof, "class", Some(format!("nb-out-proof {class}")));
        pieces.html(Id::ExportProof, words);
        pieces.html(Id::ExportHint, hint(outbox));
        let ready = outbox.ready().count();
        let (busy, waits) = (outbox.is_busy(), outbox.then.is_some());
        let wanted = outbox.progress().1;
        let label = match (busy && waits, busy) {
            (true, _) => "写完就保存…".to_owned(),
            (_, true) => format!("保存 {wanted} 个文件"),
            _ => format!("保存 {ready} 个文件"),
        };
        pieces.html(Id::ExportSave, label);
        let idle = ready == 0 && !busy;
        pieces.attribute(Id::ExportSave, "aria-disabled", idle.then(|| "true".to_owned()));
        let several = ready > 1 || busy && wanted > 1;
        pieces.attribute(Id::ExportZip, "hidden", (!several).then(String::new));
        let given = matches!(outbox.archived, Archived::Taken | Archived::Around)
            || outbox
                .ready()
                .any(|(_, written)| matches!(written.handed, Handed::Taken | Handed::Around));
        pieces.html(Id::ExportClose, if given { "关闭" } else { "取消" }.to_owned());
        let patches = pieces.patches(&self.last);
        self.last = pieces;
        patches
    }
}

/// How far a document is, as programs that look at the page want it.
const fn state_name(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Writing => "writing",
        State::Written(written) if written.proof.is_doubtful() => "doubtful",
        State::Written(_) => "written",
        State::Refused(_) => "refused",
    }
}

/// How far a document is, in a few words at the end of its row.
fn state(row: &Row) -> String {
    match &row.state {
        State::Waiting if row.wanted => "等待".to_owned(),
        State::Waiting => String::new(),
        State::Writing => "正在写…".to_owned(),
        State::Refused(Refusal { help: Help::Fonts, .. }) => "缺字体".to_owned(),
        State::Refused(_) if !row.wanted => String::new(),
        State::Refused(_) => "<b class=\"nb-bad\">没有写成</b>".to_owned(),
        State::Written(written) => {
            let proof = match (&written.proof, row.output) {
                (Proof::Equal { .. }, _) => "<i class=\"nb-good\">已回读</i>",
                (Proof::Differs(_), _) => "<b class=\"nb-bad\">不一致</b>",
                (Proof::Unreadable(_), _) => "<b class=\"nb-bad\">回读不了</b>",
                (Proof::NotRead, Output::Report(_)) => "<i>未回读</i>",
                (Proof::NotRead, Output::CheckSheet(_)) => "<i>已写好</i>",
            };
            match written.handed {
                Handed::No => format!("{proof}<span>{}</span>", size(written.bytes.len())),
                // On the same line: seven rows of two lines do not fit a low window.
                Handed::Taken => format!(
                    "<i class=\"nb-good\">已交给浏览器</i>{}",
                    button(row, "export.one", "nb-link", "再存一次")
                ),
                Handed::Around => format!(
                    "<i class=\"nb-good\">已交给本网站</i>{}",
                    button(row, "export.one", "nb-link", "再交一次")
                ),
                Handed::Refused => format!(
                    "<b class=\"nb-bad\">没有存成</b><span>{}</span>",
                    size(written.bytes.len())
                ),
            }
        }
    }
}

/// A button for one document.
fn button(row: &Row, act: &str, class: &str, label: &str) -> String {
    let (id, name) = (row.output.id(), row.output.name());
    format!(
        "<button type=\"button\" class=\"{class}\" data-act=\"{act}\" data-value=\"{id}\" aria-label=\"{label}：{name}\">{label}</button>"
    )
}

/// A size as file managers show it.
fn size(bytes: usize) -> String {
    const KILO: usize = 1024;
    let kilobytes = bytes.div_ceil(KILO);
    if kilobytes < KILO {
        format!("{kilobytes} KB")
    } else {
        format!("{}.{} MB", kilobytes / KILO, kilobytes % KILO * 10 / KILO)
    }
}

/// What there is to say about a document, and to do.
fn note(row: &Row, can_print: bool) -> String {
    let button = |act: &str, label: &str| button(row, act, "nb-btn nb-small", label);
    let said = |class: &str, words: &str, buttons: &str| {
        format!("<p class=\"{class}\">{}</p><div>{buttons}</div>", escape(words))
    };
    match &row.state {
        // Nobody waits for it. Only where the fonts of PDF come from is worth knowing before it is
        // ticked.
        State::Refused(Refusal { help, .. })
            if !row.wanted
                && (*help != Help::Fonts || matches!(row.output, Output::CheckSheet(_))) =>
        {
            String::new()
        }
        State::Refused(Refusal { sentence, help }) => {
            let fonts = button("fonts", "选字体…");
            // The sheet does not stand in the page's preview.
            let print = if can_print && matches!(row.output, Output::Report(_)) {
                button("print", "用浏览器打印")
            } else {
                String::new()
            };
            match help {
                Help::Fonts => said("", sentence, &(fonts + &print)),
                Help::StandIn => said(
                    "nb-bad",
                    sentence,
                    &(button("export.stand-in", "用别的字体里的字代替") + &fonts + &print),
                ),
                Help::Again => said("nb-bad", sentence, &button("export.again", "再试一次")),
            }
        }
        State::Written(Written { proof: Proof::Differs(list), .. }) => {
            let shown: Vec<&str> = list.iter().take(DIFFERENCES).map(String::as_str).collect();
            let more = if list.len() > DIFFERENCES { "；等等" } else { "" };
            let words = format!(
                "回读发现与报告有 {} 处不一致，没有放进要保存的文件里。{}{more}。",
                list.len(),
                shown.join("；")
            );
            said(
                "nb-bad",
                &words,
                &(button("export.again", "重写一次") + &button("export.anyway", "仍要保存")),
            )
        }
        State::Written(Written { proof: Proof::Unreadable(why), .. }) => {
            let words = format!("写好以后回读不了，没有放进要保存的文件里。{why}");
            said(
                "nb-bad",
                &words,
                &(button("export.again", "重写一次") + &button("export.anyway", "仍要保存")),
            )
        }
        State::Waiting
        | State::Writing
        | State::Written(Written { handed: Handed::No | Handed::Taken | Handed::Around, .. }) => {
            String::new()
        }
        State::Written(Written { handed: Handed::Refused, .. }) => {
            let words =
                "浏览器没有让保存。请检查浏览器的下载设置和磁盘空间；文件还在这里，可以再存一次。";
            said("nb-bad", words, &button("export.one", "再存一次"))
        }
    }
}

/// What reading the files back said, all in all: a class and words.
fn proof(outbox: &Outbox) -> (&'static str, String) {
    let (done, wanted) = outbox.progress();
    if wanted == 0 {
        return ("", "勾选要导出的文件。".to_owned());
    }
    if outbox.is_busy() {
        return ("", format!("正在写第 {} 个文件，共 {wanted} 个…", done + 1));
    }
    let proofs = || {
        outbox
            .rows()
            .iter()
            .filter(|row| row.wanted)
            .filter_map(|row| row.proof().map(|proof| (row.output, proof)))
    };
    let those = |fitting: fn(&Proof) -> bool| {
        let fitting = proofs()
            .filter(|(output, proof)| matches!(output, Output::Report(_)) && fitting(proof));
        fitting.map(|(output, _)| output.name()).collect::<Vec<_>>().join("、")
    };
    let counted = proofs().find_map(|(_, proof)| {
        if let Proof::Equal { cells, paragraphs } = proof {
            Some((cells, paragraphs))
        } else {
            None
        }
    });
    let mut words: Vec<String> = Vec::new();
    if let Some((cells, paragraphs)) = counted {
        let equal = those(|proof| matches!(proof, Proof::Equal { .. }));
        words
            .push(format!("✓ 已回读核对：{equal}里 {cells} 个数据、{paragraphs} 段文字全部一致。"));
    }
    let not_read = those(|proof| *proof == Proof::NotRead);
    if !not_read.is_empty() {
        words.push(format!("{not_read}未回读。"));
    }
    let refused: Vec<&str> = outbox
        .rows()
        .iter()
        .filter(|row| row.wanted && matches!(row.state, State::Refused(_)))
        .map(|row| row.output.name())
        .collect();
    if !refused.is_empty() {
        words.push(format!("{} 没有写成，请看上面的说明。", refused.join("、")));
    }
    let unequal = those(|proof| matches!(proof, Proof::Differs(_)));
    if !unequal.is_empty() {
        words.push(format!("{unequal}与报告不一致，请看上面的说明。"));
    }
    let unreadable = those(|proof| matches!(proof, Proof::Unreadable(_)));
    if !unreadable.is_empty() {
        words.push(format!("{unreadable}回读不了，请看上面的说明。"));
    }
    let class = match counted {
        _ if proofs().any(|(_, proof)| proof.is_doubtful()) => "nb-out-bad",
        Some(_) if refused.is_empty() => "nb-out-good",
        _ => "",
    };
    let words = format!("<span>{}</span>", words.concat());
    let digest = |of: &digest::Words| {
        format!("<span class=\"nb-out-digest\" title=\"{}\">内容摘要 {}</span>", of.whole, of.short)
    };
    (class, words + &outbox.digest.as_ref().map(digest).unwrap_or_default())
}

/// What became of the files that were handed over.
fn hint(outbox: &Outbox) -> String {
    let handed = |to: Handed| outbox.ready().filter(|(_, written)| written.handed == to).count();
    let mut words = String::new();
    match &outbox.archived {
        Archived::No => {}
        Archived::Packing => words.push_str("正在打包…"),
        Archived::Taken => {
            words.push_str(&format!(
                "《{}》已交给浏览器下载，请看一下存下来没有；没有的，再点“打成一个压缩包”。",
                escape(&outbox.archive)
            ));
        }
        Archived::Around => {
            words.push_str(&format!("《{}》已交给本网站。", escape(&outbox.archive)))
        }
        Archived::Refused(why) => {
            return format!("<p class=\"nb-d-note nb-bad\">{}</p>", escape(why));
        }
    }
    match handed(Handed::Around) {
        0 => {}
        taken => words.push_str(&format!("{taken} 个文件已交给本网站，不另行下载。")),
    }
    match handed(Handed::Taken) {
        0 => {}
        1 => words.push_str("已交给浏览器下载，请看一下存下来没有；没有的，点“再存一次”。"),
        taken => words.push_str(&format!(
            "{taken} 个文件已交给浏览器下载。浏览器问能不能下载多个文件时，请点“允许”；没有存下来的，点“再存一次”，或者打成一个压缩包。"
        )),
    }
    if words.is_empty() { words } else { format!("<p class=\"nb-d-note\">{words}</p>") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{AgencyLevel, CellId, TableKey};
    use crate::export::Format;
    use crate::layout::Face;
    use crate::report::{Agency, Date, Part};
    use crate::session::Edit;
    use crate::session::outbox::Ticks;

    const TODAY: Date = Date { year: 2026, month: 1, day: 20 };
    const EQUAL: Proof = Proof::Equal { cells: 200, paragraphs: 37 };

    fn session(name: &str) -> Session {
        Session::new(
            2025,
            Agency {
                name: name.to_owned(),
                level: AgencyLevel::Township,
                covers_subordinates: None,
            },
        )
    }

    fn outbox(session: &Session) -> Outbox {
        let digest = digest::Words {
            whole: "2f4b 0c1d 77aa 9e10 5b6c".to_owned(),
            short: "2f4b 0c1d 77aa 9e10".to_owned(),
        };
        let mut outbox = Outbox::new(session, &Ticks::default(), TODAY);
        outbox.digest = Some(digest);
        outbox
    }

    /// Writes all that is wanted; what came of each is told by its id.
    fn write(outbox: &mut Outbox, came: impl Fn(&str) -> Result<Proof, Refusal>) {
        while let Some(output) = outbox.begin_next() {
            outbox.wrote(output, came(output.id()).map(|proof| (vec![0; 28_000], proof)));
        }
    }

    fn html(outbox: &Outbox, id: &str) -> String {
        let patches = Shown::default().update(outbox, false);
        let found = patches.into_iter().find_map(|patch| match patch {
            Patch::Html { id: mine, html } if mine == id => Some(html),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("nothing in {id}"))
    }

    #[test]
    fn every_document_has_a_row_that_says_what_it_is_for() {
        let session = session("甲镇人民政府");
        let page = page(&session, &outbox(&session));
        for format in Format::ALL {
            assert!(
                page.contains(&format!("data-field=\"export.{}\"", format.id()))
                    && page.contains(format.purpose()),
                "{format:?}"
            );
        }
        assert!(
            page.contains("data-field=\"export.check-sheet\" checked") && page.contains("随文报送")
        );
        assert!(
            page.contains("文件名：甲镇人民政府2025年政府信息公开工作年度报告（草稿）<"),
            "{page}"
        );
    }

    #[test]
    fn what_was_read_back_is_said() {
        let mut outbox = outbox(&session("甲"));
        assert_eq!(html(&outbox, "nb-out-state-docx"), "等待");
        outbox.begin_next();
        assert!(html(&outbox, "nb-out-proof").contains("正在写第 1 个文件，共 3 个"));
        outbox.wrote(Output::Report(Format::DOCX), Ok((vec![0; 28_000], EQUAL)));
        write(&mut outbox, |id| Ok(if id == "check-sheet" { Proof::NotRead } else { EQUAL }));
        let words = html(&outbox, "nb-out-proof");
        assert!(
            words.starts_with("<span>✓ 已回读核对：Word、网页里 200 个数据、37 段文字全部一致。"),
            "{words}"
        );
        assert!(
            words.contains("title=\"2f4b 0c1d 77aa 9e10 5b6c\">内容摘要 2f4b 0c1d 77aa 9e10<")
                && !words.contains("未回读"),
            "{words}"
        );
        assert!(html(&outbox, "nb-out-state-docx").ends_with("28 KB</span>"));
        assert_eq!(html(&outbox, "nb-export-save"), "保存 3 个文件");
    }

    #[test]
    fn a_file_that_says_something_else_stays_back_and_is_explained() {
        let mut outbox = outbox(&session("甲"));
        let differs = || Proof::Differs((1..=9).map(|n| format!("表三第{n}格")).collect());
        write(&mut outbox, |id| Ok(if id == "docx" { differs() } else { EQUAL }));
        let note = html(&outbox, "nb-out-note-docx");
        assert!(
            note.contains("有 9 处不一致")
                && note.contains("表三第5格；等等")
                && !note.contains("表三第6格"),
            "{note}"
        );
        assert!(note.contains("data-act=\"export.anyway\" data-value=\"docx\""), "{note}");
        assert_eq!(html(&outbox, "nb-export-save"), "保存 2 个文件");
        let words = html(&outbox, "nb-out-proof");
        assert!(
            words.contains("Word与报告不一致") && words.contains("网页里 200 个数据"),
            "{words}"
        );
    }

    #[test]
    fn a_file_that_could_not_be_read_is_not_said_to_differ() {
        let mut outbox = outbox(&session("甲"));
        write(&mut outbox, |id| {
            Ok(if id == "docx" { Proof::Unreadable("它坏了。".to_owned()) } else { EQUAL })
        });
        let words = html(&outbox, "nb-out-proof");
        assert!(
            words.contains("Word回读不了，请看上面的说明。") && !words.contains("与报告不一致"),
            "{words}"
        );
        assert!(
            html(&outbox, "nb-out-note-docx")
                .contains("回读不了，没有放进要保存的文件里。它坏了。")
        );
    }

    #[test]
    fn what_is_lacking_for_pdf_is_said_with_the_way_out() {
        let mut outbox = outbox(&session("甲"));
        outbox.set_fonts(vec![Face::Fang]);
        let note = |outbox: &Outbox, can_print| {
            let patches = Shown::default().update(outbox, can_print);
            patches.into_iter().find_map(|patch| match patch {
                Patch::Html { id, html } if id == "nb-out-note-pdf" => Some(html),
                _ => None,
            })
        };
        let without = note(&outbox, false).expect("a note");
        assert!(
            without.contains("仿宋")
                && without.contains("data-act=\"fonts\"")
                && !without.contains("data-act=\"print\""),
            "{without}"
        );
        assert!(note(&outbox, true).expect("a note").contains("data-act=\"print\""));
        outbox.want("pdf", true);
        write(&mut outbox, |_| Ok(EQUAL));
        assert!(html(&outbox, "nb-out-proof").contains("PDF 没有写成，请看上面的说明。"));
        outbox.set_fonts(Vec::new());
        outbox.want("pdf", true);
        let refusal = || Refusal {
            sentence: "“𬜬”（仿宋，在“收到𬜬信”里）".to_owned(),
            help: Help::StandIn,
        };
        write(&mut outbox, |id| if id == "pdf" { Err(refusal()) } else { Ok(EQUAL) });
        let note = note(&outbox, false).expect("a note");
        assert!(
            note.contains("收到𬜬信") && note.contains("data-act=\"export.stand-in\""),
            "{note}"
        );
    }

    #[test]
    fn files_stay_at_hand_until_somebody_has_them() {
        let mut outbox = outbox(&session("甲"));
        write(&mut outbox, |_| Ok(EQUAL));
        outbox.handed("docx", Handed::Taken);
        outbox.handed("html", Handed::Refused);
        assert!(
            html(&outbox, "nb-out-state-docx")
                .contains("data-act=\"export.one\" data-value=\"docx\"")
        );
        let note = html(&outbox, "nb-out-note-html");
        assert!(note.contains("还在这里") && note.contains("data-act=\"export.one\""), "{note}");
        assert_eq!(html(&outbox, "nb-export-close"), "关闭");
        outbox.handed("html", Handed::Around);
        assert!(html(&outbox, "nb-out-state-html").contains("已交给本网站"));
        assert!(
            html(&outbox, "nb-out-hint")
                .contains("1 个文件已交给本网站，不另行下载。已交给浏览器下载")
        );
        outbox.archived = Archived::Refused("没有打成".to_owned());
        assert!(html(&outbox, "nb-out-hint").contains("没有打成"));
    }

    #[test]
    fn an_error_makes_a_draft_and_says_where() {
        let mut session = session("甲");
        let id = |text: &str| CellId::parse(text).expect("a cell");
        session.apply(&Edit::Cell(id("requests.new.natural"), "3".to_owned()));
        session.apply(&Edit::FillZero(TableKey::Requests));
        let drawn = page(&session, &outbox(&session));
        assert!(
            drawn.contains("还有 1 处错误没有改，也没有写说明")
                && drawn.contains("data-act=\"export.errors\""),
            "{drawn}"
        );
        assert!(drawn.contains("年度报告（草稿）"), "{drawn}");
    }

    #[test]
    fn what_lacks_something_is_a_draft() {
        let mut session = session("甲");
        let drawn = page(&session, &outbox(&session));
        assert!(
            drawn.contains("表里还差 ")
                && drawn.contains("第一、五、六部分没有写；文件名和正文会标明“草稿”"),
            "{drawn}"
        );
        assert!(drawn.contains("年度报告（草稿）") && !drawn.contains("处错误"), "{drawn}");
        for table in TableKey::ALL {
            session.apply(&Edit::FillZero(table));
        }
        for part in [Part::Overview, Part::Problems, Part::Other] {
            assert!(session.is_draft(), "{part:?}");
            session.apply(&Edit::Section(part, "本年度没有需要报告的事项。".to_owned()));
        }
        let drawn = page(&session, &outbox(&session));
        assert!(!drawn.contains("草稿") && drawn.contains("已经填完，没有发现错误。"), "{drawn}");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(
            [size(1), size(28_000), size(1_048_576), size(3_460_300)],
            ["1 KB", "28 KB", "1.0 MB", "3.3 MB"]
        );
    }
}
