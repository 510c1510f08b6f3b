//! The export dialog (导出): a row for each document with its tick, its purpose and its progress; the
//! result of reading the files back; and the buttons that deliver them.
//!
//! [`page`] draws it once. After that [`ExportView::update`] returns patches for what has changed,
//! as [`View`](super::View) does for the page, so that the focus stays while documents are written.

use super::button::Button;
use super::input::FieldName;
use super::modal::Modal;
use super::{Act, ElementId, LiveContent, Patch, field, panel_name};
use crate::check::{Finding, Severity};
use crate::export::Output;
use crate::session::outbox::{
    ArchiveState, Delivery, DocumentState, Outbox, OutboxItem, ReadBackResult, Refusal, Remedy,
    WrittenFile,
};
use crate::session::{MissingParts, Session};
use maud::{Markup, Render, html};

/// How many differences of a file are listed.
const DIFFERENCES: usize = 5;

/// The dialog before anything is written.
pub fn page(session: &Session, outbox: &Outbox) -> String {
    let stem = outbox.archive.strip_suffix(".zip").unwrap_or(&outbox.archive);
    let body = html! {
        (errors(session))
        p class="nb-d-note" { "文件名：" (stem) }
        ul class="nb-outs" id=(ElementId::Documents) {
            @for row in outbox.items() { (document(row)) }
        }
        div id=(ElementId::ExportProof) role="status" {}
        div id=(ElementId::ExportHint) role="status" {}
        (notes(session))
    };
    let button = |act: Act, id: ElementId| Button::new(act, "nb-btn").id(id);
    let buttons = html! {
        (gaps(session))
        (button(Act::DialogClose, ElementId::ExportClose).with("取消"))
        (button(Act::Print, ElementId::ExportPrint).with("打印…"))
        (button(Act::ExportZip, ElementId::ExportZip).hidden().with("打成一个压缩包"))
        (Button::new(Act::ExportSave, "nb-btn nb-primary")
            .id(ElementId::ExportSave)
            .first(!session.has_errors())
            .with("保存"))
    };
    Modal::export("导出").with(&body, &buttons)
}

fn document(row: &OutboxItem) -> Markup {
    let id = row.output.id();
    html! {
        li {
            label {
                (field::tick(&FieldName::Export(id.to_owned()), row.wanted))
                b { (row.output.name()) }
                span { (row.output.purpose()) }
            }
            @if let Output::CheckSheet(chosen) = row.output {
                select
                    id=(ElementId::Field(FieldName::ExportSheet))
                    data-field=(FieldName::ExportSheet)
                    aria-label="核对单的格式" {
                    @for format in Output::SHEETS {
                        (field::choice(format.id(), format.name(), format == chosen))
                    }
                }
            }
            span class="nb-out-state" id=(ElementId::DocumentState(id)) {}
            div class="nb-out-note" id=(ElementId::DocumentNote(id)) {}
        }
    }
}

/// Notes on what the clerk has not yet checked in the report.
fn notes(session: &Session) -> Markup {
    let report = session.report();
    let has_justified_error = session.findings().any(|finding| finding.severity == Severity::Error);
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
    .map(|(count, label)| format!("{count} {label}"))
    .collect();
    let is_complete = !session.is_draft();
    html! {
        @if is_complete || !open.is_empty() {
            p class="nb-d-note" {
                @if is_complete {
                    "已经填完，"
                    (if has_justified_error { "发现的错误都已写明说明" } else { "没有发现错误" })
                    "。"
                }
                @if !open.is_empty() { "还有 " (open.join("、")) "。" }
            }
        }
    }
}

/// Says what is not filled in yet and that the report is therefore marked as a draft, with a button
/// that goes to the first gap.
fn gaps(session: &Session) -> Markup {
    let gaps = MissingParts::of(session.report());
    let unwritten: Vec<String> = gaps
        .unwritten()
        .filter_map(|part| part.heading_in(session.report().edition()).chars().next())
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
    html! {
        @if !missing.is_empty() {
            p class="nb-out-draft" {
                (missing.join("，"))
                "；文件名和正文会标明“草稿”。"
                (Button::link(Act::ExportGap).id(ElementId::ExportGap).with("去看第一处"))
            }
        }
    }
}

/// The errors without justification (说明), each with a button that goes to it. If there are any,
/// this element gets the focus when the dialog opens.
fn errors(session: &Session) -> Markup {
    const MOST_LISTED_ERRORS: usize = 3;
    let count = session.open_errors().count();
    let report = session.report();
    let item = |finding: &Finding| {
        html! {
            li {
                (Button::link(Act::ExportErrors).key(&finding.key()).with(html! {
                    (finding.message(report).title)
                    span class="nb-jump" { "到这里 →" }
                }))
                small { (panel_name(session, Session::panel_of(finding))) }
            }
        }
    };
    html! {
        @if count > 0 {
            div class="nb-errs" id=(ElementId::ExportErrors) role="group"
                aria-labelledby=(ElementId::ExportErrorsTitle)
                aria-describedby=(ElementId::ExportErrorsNote)
                tabindex="-1" data-first {
                h2 id=(ElementId::ExportErrorsTitle) {
                    "还有 " (count) " 处错误没有改，也没有写说明"
                }
                ul {
                    @for finding in session.open_errors().take(MOST_LISTED_ERRORS) {
                        (item(finding))
                    }
                    @if count > MOST_LISTED_ERRORS {
                        li { "另有 " (count - MOST_LISTED_ERRORS) " 处，在“核对”栏里逐条列着。" }
                    }
                }
                p id=(ElementId::ExportErrorsNote) { "照样能导出，文件名和正文会标明“草稿”。" }
            }
        }
    }
}

/// The dialog as it was last drawn.
#[derive(Debug, Default)]
pub struct ExportView {
    last: LiveContent,
}

impl ExportView {
    /// The patches for what has changed since the last update. `can_print` says whether printing in
    /// the browser gives the pages.
    pub fn update(&mut self, outbox: &Outbox, can_print: bool) -> Vec<Patch> {
        let mut pieces = LiveContent::default();
        for row in outbox.items() {
            let id = row.output.id();
            pieces.attribute(
                ElementId::DocumentState(id),
                "data-state",
                Some(state_name(&row.state).to_owned()),
            );
            pieces.html(ElementId::DocumentState(id), state(row));
            pieces.html(ElementId::DocumentNote(id), note(row, can_print));
        }
        let (class, content) = proof(outbox);
        pieces.attribute(ElementId::ExportProof, "class", Some(format!("nb-out-proof {class}")));
        pieces.html(ElementId::ExportProof, content);
        pieces.html(ElementId::ExportHint, hint(outbox));
        let ready = outbox.ready().count();
        let (busy, waits) = (outbox.is_busy(), outbox.then.is_some());
        let wanted = outbox.progress().1;
        pieces.html(
            ElementId::ExportSave,
            html! {
                @if busy && waits {
                    "写完就保存…"
                } @else {
                    "保存 " (if busy { wanted } else { ready }) " 个文件"
                }
            },
        );
        let idle = ready == 0 && !busy;
        pieces.attribute(ElementId::ExportSave, "aria-disabled", idle.then(|| "true".to_owned()));
        let several = ready > 1 || busy && wanted > 1;
        pieces.attribute(ElementId::ExportZip, "hidden", (!several).then(String::new));
        let given = matches!(outbox.archived, ArchiveState::Taken | ArchiveState::Around)
            || outbox
                .ready()
                .any(|(_, written)| matches!(written.delivery, Delivery::Taken | Delivery::Around));
        pieces.html(ElementId::ExportClose, html! { (if given { "关闭" } else { "取消" }) });
        let patches = pieces.patches(&self.last);
        self.last = pieces;
        patches
    }
}

/// The state of a document as the value of `data-state`, for tests and other programs.
const fn state_name(state: &DocumentState) -> &'static str {
    match state {
        DocumentState::Waiting => "waiting",
        DocumentState::Writing => "writing",
        DocumentState::Written(written) if written.read_back.is_doubtful() => "doubtful",
        DocumentState::Written(_) => "written",
        DocumentState::Refused(_) => "refused",
    }
}

/// The state of a document in a few words, at the end of its row.
fn state(row: &OutboxItem) -> Markup {
    let good = |text: &str| html! { i class="nb-good" { (text) } };
    let bad = |text: &str| html! { b class="nb-bad" { (text) } };
    match &row.state {
        DocumentState::Waiting if row.wanted => html! { "等待" },
        DocumentState::Waiting => Markup::default(),
        DocumentState::Writing => html! { "正在写…" },
        DocumentState::Refused(Refusal { help: Remedy::Fonts, .. }) => html! { "缺字体" },
        DocumentState::Refused(_) if !row.wanted => Markup::default(),
        DocumentState::Refused(_) => bad("没有写成"),
        DocumentState::Written(written) => {
            let size = html! { span { (size(written.bytes.len())) } };
            let once_more = |text| button(row, Act::ExportOne, "nb-link", text);
            match written.delivery {
                Delivery::No => html! {
                    @match (&written.read_back, row.output) {
                        (ReadBackResult::Equal { .. }, _) => (good("已回读")),
                        (ReadBackResult::Differs(_), _) => (bad("不一致")),
                        (ReadBackResult::Unreadable(_), _) => (bad("回读不了")),
                        (ReadBackResult::NotRead, Output::Report(_)) => i { "未回读" },
                        (ReadBackResult::NotRead, Output::CheckSheet(_)) => i { "已写好" },
                    }
                    (size)
                },
                // The button is on the same line, because seven rows of two lines do not fit a low
                // window.
                Delivery::Taken => html! { (good("已交给浏览器")) (once_more("再存一次")) },
                Delivery::Around => html! { (good("已交给本网站")) (once_more("再交一次")) },
                Delivery::Refused => html! { (bad("没有存成")) (size) },
            }
        }
    }
}

/// A button for one document.
fn button(row: &OutboxItem, act: Act, class: &str, text: &str) -> Markup {
    let label = format!("{text}：{}", row.output.name());
    Button::new(act, class).value(row.output.id()).label(&label).with(text)
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

/// A sentence about a document with its buttons. `is_bad` colours it as bad news.
fn with_buttons(is_bad: bool, content: impl Render, buttons: &Markup) -> Markup {
    html! {
        p class=(if is_bad { "nb-bad" } else { "" }) { (content) }
        div { (buttons) }
    }
}

/// The sentence about a document and its buttons, if there is something to say.
fn note(row: &OutboxItem, can_print: bool) -> Markup {
    let button = |act: Act, text: &str| button(row, act, "nb-btn nb-small", text);
    let doubtful = || {
        html! {
            (button(Act::ExportAgain, "重写一次"))
            (button(Act::ExportAnyway, "仍要保存"))
        }
    };
    match &row.state {
        // The document is not wanted, so its failure is not reported. The exception is a PDF
        // without fonts: the clerk needs to know how to choose fonts before ticking it.
        DocumentState::Refused(Refusal { help, .. })
            if !row.wanted
                && (*help != Remedy::Fonts || matches!(row.output, Output::CheckSheet(_))) =>
        {
            Markup::default()
        }
        DocumentState::Refused(Refusal { sentence, help }) => {
            let fonts = html! {
                (button(Act::Fonts, "选字体…"))
                // The preview, which is what the browser prints, does not contain the check sheet.
                @if can_print && matches!(row.output, Output::Report(_)) {
                    (button(Act::Print, "用浏览器打印"))
                }
            };
            match help {
                Remedy::Fonts => with_buttons(false, sentence, &fonts),
                Remedy::StandIn => with_buttons(
                    true,
                    sentence,
                    &html! {
                        (button(Act::ExportStandIn, "用别的字体里的字代替"))
                        (fonts)
                    },
                ),
                Remedy::Again => {
                    with_buttons(true, sentence, &button(Act::ExportAgain, "再试一次"))
                }
            }
        }
        DocumentState::Written(WrittenFile {
            read_back: ReadBackResult::Differs(list), ..
        }) => {
            let shown: Vec<&str> = list.iter().take(DIFFERENCES).map(String::as_str).collect();
            let content = html! {
                "回读发现与报告有 " (list.len()) " 处不一致，没有放进要保存的文件里。"
                (shown.join("；"))
                @if list.len() > DIFFERENCES { "；等等" }
                "。"
            };
            with_buttons(true, content, &doubtful())
        }
        DocumentState::Written(WrittenFile {
            read_back: ReadBackResult::Unreadable(why), ..
        }) => {
            let content = html! { "写好以后回读不了，没有放进要保存的文件里。" (why) };
            with_buttons(true, content, &doubtful())
        }
        DocumentState::Waiting
        | DocumentState::Writing
        | DocumentState::Written(WrittenFile {
            delivery: Delivery::No | Delivery::Taken | Delivery::Around,
            ..
        }) => Markup::default(),
        DocumentState::Written(WrittenFile { delivery: Delivery::Refused, .. }) => with_buttons(
            true,
            "浏览器没有让保存。请检查浏览器的下载设置和磁盘空间；文件还在这里，可以再存一次。",
            &button(Act::ExportOne, "再存一次"),
        ),
    }
}

/// The summary of reading the files back: a CSS class and words.
fn proof(outbox: &Outbox) -> (&'static str, Markup) {
    let (done, wanted) = outbox.progress();
    if wanted == 0 {
        return ("", html! { "勾选要导出的文件。" });
    }
    if outbox.is_busy() {
        return ("", html! { "正在写第 " (done + 1) " 个文件，共 " (wanted) " 个…" });
    }
    let proofs = || {
        outbox
            .items()
            .iter()
            .filter(|row| row.wanted)
            .filter_map(|row| row.proof().map(|proof| (row.output, proof)))
    };
    let those = |fitting: fn(&ReadBackResult) -> bool| {
        let fitting = proofs()
            .filter(|(output, proof)| matches!(output, Output::Report(_)) && fitting(proof));
        fitting.map(|(output, _)| output.name()).collect::<Vec<_>>().join("、")
    };
    let counted = proofs().find_map(|(_, proof)| {
        if let ReadBackResult::Equal { cells, paragraphs } = proof {
            Some((cells, paragraphs))
        } else {
            None
        }
    });
    let refused: Vec<&str> = outbox
        .items()
        .iter()
        .filter(|row| row.wanted && matches!(row.state, DocumentState::Refused(_)))
        .map(|row| row.output.name())
        .collect();
    // Names of documents with what is said about them; empty if there are none.
    let named = |names: String, text: &str| html! { @if !names.is_empty() { (names) (text) } };
    let class = match counted {
        _ if proofs().any(|(_, proof)| proof.is_doubtful()) => "nb-out-bad",
        Some(_) if refused.is_empty() => "nb-out-good",
        _ => "",
    };
    let content = html! {
        span {
            @if let Some((cells, paragraphs)) = counted {
                "✓ 已回读核对：" (those(|proof| matches!(proof, ReadBackResult::Equal { .. })))
                "里 " (cells) " 个数据、" (paragraphs) " 段文字全部一致。"
            }
            (named(those(|proof| *proof == ReadBackResult::NotRead), "未回读。"))
            (named(refused.join("、"), " 没有写成，请看上面的说明。"))
            (named(
                those(|proof| matches!(proof, ReadBackResult::Differs(_))),
                "与报告不一致，请看上面的说明。",
            ))
            (named(
                those(|proof| matches!(proof, ReadBackResult::Unreadable(_))),
                "回读不了，请看上面的说明。",
            ))
        }
        @if let Some(digest) = &outbox.digest {
            span class="nb-out-digest" title=(digest.whole) { "内容摘要 " (digest.short) }
        }
    };
    (class, content)
}

/// What happened to the files that were delivered.
fn hint(outbox: &Outbox) -> Markup {
    let handed =
        |to: Delivery| outbox.ready().filter(|(_, written)| written.delivery == to).count();
    if let ArchiveState::Refused(why) = &outbox.archived {
        return html! { p class="nb-d-note nb-bad" { (why) } };
    }
    let (to_host, to_browser) = (handed(Delivery::Around), handed(Delivery::Taken));
    html! {
        @if outbox.archived != ArchiveState::No || to_host > 0 || to_browser > 0 {
            p class="nb-d-note" {
                @match &outbox.archived {
                    ArchiveState::No | ArchiveState::Refused(_) => {},
                    ArchiveState::Packing => "正在打包…",
                    ArchiveState::Taken => {
                        "《" (outbox.archive)
                        "》已交给浏览器下载，请看一下存下来没有；没有的，再点“打成一个压缩包”。"
                    }
                    ArchiveState::Around => { "《" (outbox.archive) "》已交给本网站。" }
                }
                @if to_host > 0 { (to_host) " 个文件已交给本网站，不另行下载。" }
                @if to_browser == 1 {
                    "已交给浏览器下载，请看一下存下来没有；没有的，点“再存一次”。"
                } @else if to_browser > 1 {
                    (to_browser)
                    " 个文件已交给浏览器下载。浏览器问能不能下载多个文件时，请点“允许”；没有存下来的，点“再存一次”，或者打成一个压缩包。"
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
