//! Tests of drawings and patches.

use super::*;
use crate::edition::AgencyLevel;
use crate::report::{Agency, Part};
use crate::session::Edit;

fn session(name: &str) -> Session {
    Session::new(
        2025,
        Agency { name: name.to_owned(), level: AgencyLevel::Township, covers_subordinates: None },
    )
}

fn screen() -> Screen {
    let today = Date { year: 2026, month: 1, day: 19 };
    Screen::at(Panel::Part(Part::Requests), today)
}

fn id(text: &str) -> CellId {
    CellId::parse(text).expect(text)
}

fn type_in(session: &mut Session, cell: &str, text: &str) {
    session.apply(&Edit::Cell(id(cell), text.to_owned()));
}

/// The findings in the list after an update; `None` if the update does not change the list.
fn listed(patches: &[Patch]) -> Option<Vec<&ListItem>> {
    patches.iter().find_map(|patch| {
        if let Patch::List { items, .. } = patch { Some(items.iter().collect()) } else { None }
    })
}

fn lists_finding(patches: &[Patch], text: &str) -> bool {
    listed(patches)
        .into_iter()
        .flatten()
        .any(|item| item.html.as_ref().is_some_and(|html| html.contains(text)))
}

/// A column of table 3 that is complete and does not balance: 新收 3, 予以公开 4.
fn unbalanced() -> Session {
    let mut session = session("示例县甲镇人民政府");
    type_in(&mut session, "requests.new.natural", "3");
    type_in(&mut session, "requests.granted.natural", "4");
    session.apply(&Edit::FillZero(crate::edition::TableKey::Requests));
    session
}

fn html(patches: &[Patch], wanted: &str) -> Option<String> {
    patches.iter().find_map(|patch| match patch {
        Patch::Html { id, html } if id == wanted => Some(html.clone()),
        _ => None,
    })
}

#[test]
fn every_cell_has_a_field_with_an_accessible_name() {
    let session = session("示例县甲镇人民政府");
    let page = workspace(&session);
    for cell in session.report().form().cells() {
        assert_eq!(page.matches(&format!("data-cell=\"{}\"", cell.id)).count(), 1, "{}", cell.id);
        let name = accessible_names::SpokenNames::of(session.report().form().table(cell.id.table))
            .name(cell);
        assert!(
            page.contains(&format!("data-cell=\"{}\" ", cell.id))
                && page.contains(&format!("aria-label=\"{}", escape(&name))),
            "{name}"
        );
    }
}

#[test]
fn headings_of_columns_break_between_words() {
    let page = workspace(&session("示例县甲镇人民政府"));
    for heading in
        ["商业<wbr>企业", "社会<wbr>公益<wbr>组织", "结果<wbr>维持", "本年<wbr>制发<wbr>件数"]
    {
        assert!(page.contains(&format!("class=\"nb-pairs\">{heading}</th>")), "{heading}");
    }
    assert!(page.contains(">自然人</th>") && page.contains(">法人或其他组织</th>"));
}

#[test]
fn typed_text_is_escaped() {
    let nasty = "<script>alert(1)</script>\"onfocus=alert(2) '&";
    let mut session = session(nasty);
    session.apply(&Edit::Section(Part::Overview, format!("### （一）{nasty}\n\n**{nasty}**")));
    session.apply(&Edit::TableNote(crate::edition::TableKey::Requests, nasty.to_owned()));
    type_in(&mut session, "requests.new.natural", nasty);
    // Values and attributes are set as such; only HTML can hide markup.
    let patches = View::default().update(&session, &screen());
    let pieces: String = patches
        .iter()
        .filter_map(
            |patch| if let Patch::Html { html, .. } = patch { Some(html.as_str()) } else { None },
        )
        .collect();
    let outbox = crate::session::outbox::Outbox::new(
        &session,
        &crate::session::outbox::Ticks::default(),
        screen().today,
    );
    let drawn = workspace(&session) + &pieces + &export::page(&session, &outbox);
    assert!(!drawn.contains("<script"), "a tag got through");
    assert!(!drawn.contains("\"onfocus"), "an attribute got through");
}

#[test]
fn a_number_patches_only_what_depends_on_it() {
    let mut session = unbalanced();
    let mut view = View::default();
    view.update(&session, &screen());
    assert_eq!(view.update(&session, &screen()), []);
    type_in(&mut session, "requests.new.business", "5");
    let patches = view.update(&session, &screen());
    let values: Vec<&str> = patches
        .iter()
        .filter_map(
            |patch| if let Patch::Value { id, .. } = patch { Some(id.as_str()) } else { None },
        )
        .collect();
    assert_eq!(values, ["nb-c-requests.new.business", "nb-c-requests.new.total"]);
    assert!(patches.len() < 40, "{} patches", patches.len());
}

#[test]
fn new_findings_wait_while_a_number_is_typed() {
    let mut session = unbalanced();
    type_in(&mut session, "disclosure.regulations.issued", "1");
    let mut view = View::default();
    assert!(lists_finding(&view.update(&session, &screen()), "「自然人」一列收办不平"));
    // A new contradiction waits until the cell is left.
    type_in(&mut session, "requests.new.business", "5");
    let typing = Screen { typing: Some(id("requests.new.business")), ..screen() };
    let patches = view.update(&session, &typing);
    assert!(!lists_finding(&patches, "「商业企业」"));
    let patches = view.update(&session, &screen());
    assert!(lists_finding(&patches, "「商业企业」"));
    // A finding that did not change (a township cannot issue 规章) is not drawn again.
    assert!(listed(&patches).expect("a list").iter().any(|item| item.html.is_none()));
    // A shown finding stays up to date, and disappears as soon as it is resolved.
    type_in(&mut session, "requests.new.natural", "4");
    let typing = Screen { typing: Some(id("requests.new.natural")), ..screen() };
    let patches = view.update(&session, &typing);
    assert!(
        listed(&patches).expect("a list").iter().all(|item| !item.key.contains("natural")),
        "{patches:?}"
    );
}

#[test]
fn the_navigation_counts_what_is_shown() {
    let mut session = session("示例县甲镇人民政府");
    type_in(&mut session, "requests.new.natural", "1o");
    let typing = Screen { typing: Some(id("requests.new.natural")), ..screen() };
    let (mut view, count) =
        (View::default(), |patches: &[Patch], id: &str| html(patches, id).unwrap_or_default());
    let patches = view.update(&session, &typing);
    assert!(
        !count(&patches, "nb-words-requests").contains("错误")
            && count(&patches, "nb-count-error").contains("错误 0")
    );
    let patches = view.update(&session, &screen());
    assert!(
        count(&patches, "nb-words-requests").contains("1 处错误")
            && count(&patches, "nb-count-error").contains("错误 1")
    );
}

#[test]
fn the_year_before_follows_the_year() {
    let mut session = session("示例县甲镇人民政府");
    let mut view = View::default();
    assert!(
        html(&view.update(&session, &screen()), "nb-beside-last")
            .expect("said")
            .contains("放入 2024 年的报告")
    );
    session.apply(&Edit::Field(crate::session::Field::Year, "2023".to_owned()));
    assert!(
        html(&view.update(&session, &screen()), "nb-beside-last")
            .expect("said again")
            .contains("放入 2022 年的报告")
    );
}

#[test]
fn the_deadline_is_counted() {
    let session = session("示例县甲镇人民政府");
    let foot = html(&View::default().update(&session, &screen()), "nb-foot").expect("foot");
    assert!(foot.contains("距 1 月 31 日还有 12 天"), "{foot}");
}

#[test]
fn an_editor_shows_headings_bold_and_fields() {
    let mut session = session("示例县甲镇人民政府");
    type_in(&mut session, "requests.new.natural", "3");
    session.apply(&Edit::Section(
        Part::Overview,
        "### （一）主动公开\n\n### 附带说明\n\n收到{{requests.new.natural}}件，**一是**抓培训"
            .to_owned(),
    ));
    let html = editor_html(session.report(), &session.report().prose(Part::Overview));
    assert_eq!(
        html,
        "<p class=\"nb-h\">（一）主动公开</p><p class=\"nb-h\" data-h=\"1\">附带说明</p>\
         <p>收到<span class=\"nb-live\" data-live=\"requests.new.natural\" \
         contenteditable=\"false\">3</span>件，<b>一是</b>抓培训</p>"
    );
}

#[test]
fn notes_about_a_file_are_listed_with_its_differences() {
    let notes = ["表二看不见了。".to_owned(), "<b>年份".to_owned()];
    let difference = dialog::DifferenceRow {
        place: "表二".to_owned(),
        carried: "全表11格".to_owned(),
        visible: String::new(),
    };
    for html in [
        dialog::differences("甲.docx", &[difference], &notes),
        dialog::opened_with_notes("甲.docx", &notes),
    ] {
        assert!(
            html.contains(
                "<ul class=\"nb-notes\"><li>表二看不见了。</li><li>&lt;b&gt;年份</li></ul>"
            ),
            "{html}"
        );
    }
}

#[test]
fn a_changed_unit_is_patched() {
    let mut session = session("示例县甲镇人民政府");
    session.apply(&Edit::Edition(crate::edition::edition_by_id("2019").expect("an edition")));
    let cell = id("disclosure.procurement.amount");
    let field = format!("nb-unit-{cell}");
    assert!(workspace(&session).contains(&format!("id=\"{field}\"")));
    let mut view = View::default();
    view.update(&session, &screen());
    let shown = |view: &mut View, session: &Session| {
        view.update(session, &screen()).into_iter().find_map(|patch| {
            if let Patch::Value { id, value } = patch {
                (id == field).then_some(value)
            } else {
                None
            }
        })
    };
    type_in(&mut session, "disclosure.procurement.amount", "12.5万元");
    assert_eq!(shown(&mut view, &session).as_deref(), Some("万元"));
    session.undo().expect("a step");
    assert_eq!(shown(&mut view, &session).as_deref(), Some(""));
}

#[test]
fn texts_of_several_lines_have_fields_of_several_lines() {
    let mut session = session("示例县甲镇人民政府");
    session.apply(&Edit::Field(crate::session::Field::Title, "甲\n乙".to_owned()));
    session.apply(&Edit::TableNote(crate::edition::TableKey::Requests, "注一\n注二".to_owned()));
    let page = workspace(&session);
    for (field, text) in [("title", "甲\n乙"), ("table_notes.requests", "注一\n注二")] {
        let tag = page
            .split("<textarea")
            .find(|tag| tag.contains(&format!("data-field=\"{field}\"")))
            .expect(field);
        assert!(tag.contains(&format!(">{text}</textarea>")), "{tag}");
    }
}

#[test]
fn only_newer_editions_are_asked_for_fees() {
    let mut session = session("示例县甲镇人民政府");
    assert!(workspace(&session).contains("信息处理费的情况"));
    session.apply(&Edit::Edition(crate::edition::edition_by_id("2019").expect("an edition")));
    assert!(!workspace(&session).contains("信息处理费的情况"));
}

#[test]
fn a_store_that_cannot_be_read_is_not_called_empty() {
    let html = start::storage_unreadable(&[], Some("k\"1"));
    assert!(
        html.contains("暂时读不到本机保存的内容")
            && html.contains("data-act=\"retry\" data-key=\"k&quot;1\""),
        "{html}"
    );
    let draft = start::DraftSummary {
        key: "k".to_owned(),
        agency: "甲".to_owned(),
        year: 2025,
        when: "今天".to_owned(),
        ..start::DraftSummary::default()
    };
    let html = start::storage_unreadable(&[draft], None);
    assert!(
        html.contains("data-act=\"continue\"") && !html.contains("data-act=\"retry\" data-key"),
        "{html}"
    );
}

#[test]
fn buttons_that_open_dialogs_have_ids() {
    let pages = [workspace(&session("甲")), start::page(screen().today, false)];
    for (page, act) in [
        (0, "export"),
        (0, "home"),
        (1, "new"),
        (1, "open"),
        (1, "scan"),
        (1, "sequel"),
        (1, "rules"),
    ] {
        assert!(pages[page].contains(&format!("id=\"nb-{act}\" data-act=\"{act}\"")), "{act}");
    }
}

#[test]
fn unsaved_changes_are_offered_as_a_file() {
    let html = dialog::unsaved_after_close("甲2025年");
    assert!(html.contains("data-act=\"left.save\"") && html.contains("《甲2025年》"), "{html}");
}

#[test]
fn a_number_of_one_cell_may_follow_it() {
    let mut session = session("示例县甲镇人民政府");
    type_in(&mut session, "requests.new.natural", "12");
    session.apply(&Edit::FillZero(crate::edition::TableKey::Requests));
    let offered = |session: &mut Session, text: &str| {
        session.apply(&Edit::Section(Part::Overview, text.to_owned()));
        let patches = View::default()
            .update(session, &Screen { place: Panel::Part(Part::Overview), ..screen() });
        html(&patches, "nb-numbers-overview").expect("the list").contains("number.live")
    };
    assert!(offered(&mut session, "收到政府信息公开申请12件。"));
    assert!(!offered(&mut session, "收到政府信息公开申请10余件。"), "余 would go");
}

#[test]
fn chips_have_the_colour_of_their_finding() {
    let mut session = session("示例县甲镇人民政府");
    session.apply(&Edit::Section(
        Part::Problems,
        "政务公开公开长效机制有待完善。二是完善工\n\n作制度。".to_owned(),
    ));
    let patches = View::default()
        .update(&session, &Screen { place: Panel::Part(Part::Problems), ..screen() });
    let chips = patches.iter().find_map(|patch| match patch {
        Patch::Attribute { id, name: "data-chips", value } if id == "nb-prose-problems" => {
            value.clone()
        }
        _ => None,
    });
    let chips = chips.expect("chips");
    assert!(chips.contains(",q,") && chips.contains(",h,") && !chips.contains(",e,"), "{chips}");
}

#[test]
fn changes_of_findings_are_announced_once() {
    let mut session = unbalanced();
    let mut view = View::default();
    let mut heard: Vec<String> = Vec::new();
    let mut tell = |session: &Session| {
        view.update(session, &screen());
        let news = findings::announcement(session, &heard, view.shown_findings());
        heard = view.shown_findings().to_vec();
        news
    };
    let first = tell(&session).expect("something new");
    assert!(first.contains("「自然人」一列收办不平") && first.contains("现有错误 1"), "{first}");
    assert_eq!(tell(&session), None);
    type_in(&mut session, "requests.new.natural", "4");
    let mended = tell(&session).expect("something gone");
    assert!(mended.starts_with("1 处没有了。") && !mended.contains("错误"), "{mended}");
}

#[test]
fn a_cell_is_described_by_its_finding() {
    let patches = View::default().update(&unbalanced(), &screen());
    let attribute_of = |cell: &str, attribute: &str| {
        let wanted = format!("nb-c-{cell}");
        patches.iter().find_map(|patch| match patch {
            Patch::Attribute { id, name, value } if *id == wanted && *name == attribute => {
                value.clone()
            }
            _ => None,
        })
    };
    let title = attribute_of("requests.new.natural", "aria-describedby").expect("a description");
    assert_eq!(attribute_of("requests.new.natural", "aria-invalid").as_deref(), Some("true"));
    assert!(listed(&patches).expect("a list").iter().any(|item| {
        item.html.as_ref().is_some_and(|html| html.contains(&format!("id=\"{title}\"")))
    }));
    assert_eq!(attribute_of("requests.new.business", "aria-describedby"), None);
}

#[test]
fn errors_come_first_in_the_export_dialog() {
    let today = screen().today;
    let outbox = |session: &Session| {
        crate::session::outbox::Outbox::new(
            session,
            &crate::session::outbox::Ticks::default(),
            today,
        )
    };
    let session = unbalanced();
    let drawn = export::page(&session, &outbox(&session));
    assert!(
        drawn.contains("id=\"nb-export-errors\"")
            && drawn.contains("「自然人」一列收办不平")
            && drawn.matches("data-first").count() == 1,
        "{drawn}"
    );
    let clean = self::session("示例县甲镇人民政府");
    let drawn = export::page(&clean, &outbox(&clean));
    assert!(
        !drawn.contains("nb-export-errors")
            && drawn.contains("data-act=\"export.save\" data-first"),
        "{drawn}"
    );
}

#[test]
fn every_key_is_listed_once_in_each_place() {
    let page = keys::page();
    for key in [
        "Tab", "F1", "F2", "F6", "F8", "Ctrl+S", "Ctrl+Z", "Ctrl+Y", "Ctrl+P", "Ctrl+B", "Home",
        "End", "Esc",
    ] {
        assert!(page.contains(&format!("<kbd>{key}</kbd>")), "{key}");
    }
}

#[test]
fn the_window_title_names_the_part() {
    assert_eq!(
        window_title(&session("示例县甲镇人民政府"), Panel::Info),
        "报告信息 · 示例县甲镇人民政府 2025 年 · 年报"
    );
    assert_eq!(
        window_title(&session(""), Panel::Part(Part::Problems)),
        "五、存在的主要问题及改进情况 · 未填单位 2025 年 · 年报"
    );
}

/// While a part is being written, it is not said what it lacks.
#[test]
fn what_a_part_lacks_is_shown_after_it_was_left() {
    let mut session = session("示例县甲镇人民政府");
    let mut view = View::default();
    view.update(&session, &screen());
    let text = "本年度，我镇主动公开各类信息120条，办结率有较大提高。";
    session.apply(&Edit::Section(Part::Overview, text.to_owned()));
    assert!(!lists_finding(&view.update(&session, &screen()), "第一部分没有写到"));
    session.pause();
    assert!(lists_finding(&view.update(&session, &screen()), "第一部分没有写到"));
    // A finding that is shown stays up to date.
    session.apply(&Edit::Section(Part::Overview, format!("{text}继续推进。")));
    view.update(&session, &screen());
    assert!(view.shown_findings().iter().any(|key| key.starts_with("five-aspects")));
}
