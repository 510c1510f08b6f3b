//! Tests the entry of numbers by input method, keyboard and paste, and undo. The wheel changes
//! nothing.

use crate::begun;
use page_tests::gestures::Ending;
use page_tests::typing::key;
use page_tests::{Engine, Page, in_every_engine};

in_every_engine! {
    composing wheel moving clicking pasting undoing one_step zeros quiet inside
    lines following back_from_dialogs in_sight
}

fn requests(engine: Engine) -> Option<Page> {
    let page = begun(engine, 2025)?;
    page.go("requests");
    Some(page)
}

fn composing(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    let columns = ["natural", "business", "research"];
    for (ending, column) in Ending::ALL.into_iter().zip(columns) {
        let id = format!("requests.granted.{column}");
        page.enter_cell(&id);
        page.compose(&["1", "12", "120"], ending);
        assert_eq!(page.cell(&id), "120", "{ending:?}");
        page.keys(&key::TAB.to_string());
        assert_eq!(page.cell(&id), "120", "{ending:?}, after leaving the cell");
    }
    page.enter_cell("requests.granted.legal");
    if page.compose_really(&["４", "４２"]) {
        page.keys(&key::TAB.to_string());
        assert_eq!(
            page.cell("requests.granted.legal").replace("４２", "42"),
            "42",
            "full-width digits of an input method"
        );
    }
    page.go("problems");
    page.click_on("[data-prose=\"problems\"]");
    if page.compose_really(&["gong", "公开"]) {
        assert_eq!(page.paragraphs("problems"), ["公开"]);
    }
    page.click_on("[data-prose=\"problems\"]");
    let before = page.paragraphs("problems").concat();
    page.chord(&[key::CONTROL], key::END);
    page.compose(&["bu", "不", "不足"], Ending::InputFirst);
    assert_eq!(page.paragraphs("problems").concat(), before + "不足");
}

fn wheel(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.enter_cell("requests.partial.natural");
    page.keys("7");
    for down_by in [120, -120] {
        page.wheel_over("[data-cell=\"requests.partial.natural\"]", down_by);
    }
    assert_eq!(page.cell("requests.partial.natural"), "7");
}

fn moving(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.enter_cell("requests.new.natural");
    for (pressed, there) in [
        (key::RIGHT, "requests.new.business"),
        (key::DOWN, "requests.carried_in.business"),
        (key::LEFT, "requests.carried_in.natural"),
        (key::UP, "requests.new.natural"),
        (key::ENTER, "requests.carried_in.natural"),
        (key::TAB, "requests.carried_in.business"),
    ] {
        page.keys(&pressed.to_string());
        assert_eq!(page.focused(), there, "after {pressed:?}");
    }
    page.enter_cell("requests.new.other");
    page.keys(&key::TAB.to_string());
    assert_eq!(page.focused(), "requests.carried_in.natural", "a calculated cell is passed over");
    page.chord(&[key::SHIFT], key::TAB);
    assert_eq!(page.focused(), "requests.new.other");
    page.enter_cell("requests.other.other.natural");
    page.keys(&key::ENTER.to_string());
    assert_eq!(page.focused(), "requests.carried_out.natural", "a calculated row is passed over");
}

/// A click selects the whole cell, and so does a second click; a double click and F2 start editing
/// inside the cell, where a click sets the caret.
fn clicking(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    let apart = || std::thread::sleep(std::time::Duration::from_millis(800));
    let (id, field) = ("requests.new.natural", "[data-cell=\"requests.new.natural\"]");
    page.type_cell(id, "12");
    page.click_into("[data-cell=\"requests.new.business\"]");
    for typed in ["3", "45"] {
        page.click_into(field);
        apart();
        page.click_into(field);
        let whole = "const c = document.activeElement; return c.selectionStart === 0 \
            && c.selectionEnd === c.value.length";
        page.wait_until("a second click takes it whole", || page.js(whole, &[]) == true);
        page.keys(typed);
        assert_eq!(page.cell(id), typed, "a second click");
        page.keys(&key::TAB.to_string());
        apart();
    }
    page.double_click_into(field);
    page.keys("6");
    assert_eq!(page.cell(id), "456", "a double click");
    page.keys(&key::TAB.to_string());
    page.chord(&[key::SHIFT], key::TAB);
    page.keys(&key::F2.to_string());
    apart();
    page.click_into(field);
    page.keys("7");
    assert_eq!(page.cell(id).len(), 4, "a click inside");
    apart();
    page.click_into(field);
    page.keys(&format!("{}8", key::ESCAPE));
    assert_eq!(page.cell(id), "8", "escape leaves the inside");
}

fn pasting(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    // Cells of a spreadsheet: thousands separators, full-width digits, and an empty cell in the
    // middle that keeps its place.
    page.enter_cell("requests.granted.natural");
    let plain = "1,234\t５６\t\t7\r\n0\t\t\t8\r\n";
    let html = "<table><tr><td>1,234</td><td>５６</td><td></td><td>7</td></tr><tr><td>0</td><td></td>\
        <td></td><td>8</td></tr></table>";
    page.paste(plain, Some(html));
    accept_preview(&page);
    let cell = |id: &str| page.cell(&format!("requests.{id}"));
    assert_eq!(cell("granted.natural").replace(',', ""), "1234");
    assert_eq!(cell("granted.business").replace("５６", "56"), "56");
    assert_eq!([cell("granted.research"), cell("granted.welfare")], ["", "7"]);
    assert_eq!(
        [cell("partial.natural"), cell("partial.business"), cell("partial.welfare")],
        ["0", "", "8"]
    );

    // A row with its label: the 1 of 「1.属于国家秘密」 is not taken for a number.
    page.enter_cell("requests.denied.state_secret.natural");
    let plain = "1.属于国家秘密\t3\t0\t0\t0\t0\t2\t5\r\n";
    let html = "<table><tr><td>1.属于国家秘密</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td>\
        <td>2</td><td>5</td></tr></table>";
    page.paste(plain, Some(html));
    accept_preview(&page);
    assert_eq!(cell("denied.state_secret.natural"), "3");
    assert_eq!(cell("denied.state_secret.other"), "2");

    page.enter_cell("requests.new.natural");
    page.paste("31", None);
    page.keys(&key::TAB.to_string());
    assert_eq!(cell("new.natural"), "31", "a single number is just a number");
}

/// Confirms the preview of a paste, where the page shows one.
fn accept_preview(page: &Page) {
    let yes = "button[data-act=\"paste.apply\"]";
    if page.shows(yes) {
        page.click_on(yes);
        page.wait_until("the preview is gone", || !page.shows(yes));
    }
}

fn undoing(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.new.natural", "12");
    page.type_cell("requests.new.business", "3");
    page.go("problems");
    page.click_on("[data-prose=\"problems\"]");
    page.prose_keys("人手不足。");
    page.go("disputes");
    page.type_cell("disputes.review.upheld", "5");
    page.chord(&[key::CONTROL], 'z');
    assert_eq!(page.cell("disputes.review.upheld"), "");
    // On a busy machine a browser may still have to tell the page about the text.
    let is_kept = || page.saved().contains("已自动保存");
    page.wait_until("the text is kept", is_kept);
    for _ in 0..20 {
        page.click("undo");
    }
    page.wait_until("the undone report is kept", is_kept);
    page.go("requests");
    let cell = |id: &str| page.cell(id);
    assert_eq!(
        [cell("requests.new.natural"), cell("requests.new.business")],
        ["", ""],
        "undo goes back over all parts"
    );
    for _ in 0..20 {
        page.click("redo");
    }
    page.go("requests");
    assert_eq!([cell("requests.new.natural"), cell("requests.new.business")], ["12", "3"]);
    page.go("disputes");
    assert_eq!(cell("disputes.review.upheld"), "5");
    page.enter_cell("disputes.review.upheld");
    page.chord(&[key::CONTROL], 'z');
    assert_eq!(cell("disputes.review.upheld"), "");
    page.chord(&[key::CONTROL], 'y');
    assert_eq!(cell("disputes.review.upheld"), "5");
}

fn zeros(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.new.natural", "2");
    assert_eq!(page.cell("requests.granted.business"), "", "blank is not 0");
    page.click_on("#nb-fill-requests");
    page.wait_until("the rest is 0", || page.cell("requests.granted.business") == "0");
    assert_eq!(page.cell("requests.new.natural"), "2");
    assert_eq!(page.cell("requests.new.total"), "2");
    let blank: Vec<_> = page
        .cells()
        .into_iter()
        .filter(|(id, text)| id.starts_with("requests.") && text.trim().is_empty())
        .collect();
    assert_eq!(blank, []);
    assert_eq!(
        page.focused(),
        "requests.carried_in.natural",
        "the button has nothing more to do: the focus is in the table"
    );
}

/// No finding appears while a number is being typed; it appears when its row or column is complete.
fn quiet(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.new.natural", "2");
    page.click_on("#nb-fill-requests");
    page.enter_cell("requests.granted.natural");
    page.chord(&[key::CONTROL], 'a');
    // An existing finding may follow the numbers; a new one waits until the cell is left.
    let rules = || page.findings().into_iter().map(|(rule, ..)| rule).collect::<Vec<_>>();
    let before = rules();
    page.keys("1");
    assert_eq!(rules(), before, "nothing turns red under the fingers");
    page.keys(&key::TAB.to_string());
    page.wait_until("the balance is wrong, with both numbers", || {
        page.findings().iter().any(|(rule, severity, words)| {
            rule == "requests-balance"
                && severity == "error"
                && words.contains('2')
                && words.contains('1')
        })
    });
    page.type_cell("requests.granted.natural", "2");
    page.wait_until("the balance is right", || {
        page.findings().iter().all(|(rule, _, _)| rule != "requests-balance")
    });
}

/// One keypress undoes one step, also where the page is redrawn under the key; each sentence is a
/// step.
fn one_step(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.go("other");
    page.click_on("[data-prose=\"other\"]");
    page.prose_keys("没有收费。");
    page.prose_keys("也没有减免。");
    page.chord(&[key::CONTROL], 'z');
    page.wait_until("the last sentence is gone", || page.paragraphs("other") == ["没有收费。"]);
    page.chord(&[key::CONTROL], 'y');
    page.wait_until("and back again", || page.paragraphs("other") == ["没有收费。也没有减免。"]);
}

/// F2 works as in a spreadsheet: the arrow keys move inside the cell.
fn inside(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.granted.natural", "123");
    page.enter_cell("requests.granted.natural");
    page.keys(&format!("{}{}{}4", key::F2, key::LEFT, key::LEFT));
    assert_eq!(
        (page.cell("requests.granted.natural").as_str(), page.focused().as_str()),
        ("1423", "requests.granted.natural")
    );
}

/// A note of two lines keeps them, whatever is typed after them.
fn lines(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.fill_field("table_notes.requests", "注一");
    page.keys(&format!("{}22", key::ENTER));
    page.go("info");
    page.fill_field("title", "标题");
    page.keys(&format!("{}22", key::ENTER));
    let field = |name: &str| page.value(&format!("[data-field=\"{name}\"]"));
    assert_eq!([field("table_notes.requests"), field("title")], ["注一\n22", "标题\n22"]);
    assert_eq!(page.value("#nb-preview-title"), "标题22");
}

/// A live field in the text follows its cell.
fn following(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.new.natural", "5");
    let file = page.home().profile().with_file_name("live.json");
    let mut draft: serde_json::Value =
        serde_json::from_slice(&page.download(|page| page.click("save")).bytes).expect("a draft");
    draft["sections"] = serde_json::json!({ "overview": "新收{{requests.new.natural}}件。" });
    std::fs::write(&file, draft.to_string()).expect("a file");
    page.choose_file(&file);
    page.wait_until("it is open", || {
        page.message().contains("已打开") && page.paragraphs("overview") == ["新收5件。"]
    });
    page.go("requests");
    page.type_cell("requests.new.natural", "67");
    page.go("overview");
    assert_eq!(page.paragraphs("overview"), ["新收67件。"]);
}

/// After a dialog the focus returns to where it was.
fn back_from_dialogs(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    let back = |what: &str| {
        page.keys(&key::ESCAPE.to_string());
        page.wait_until("the dialog is gone", || !page.has(".nb-dialog"));
        assert_eq!(page.focused(), what);
    };
    page.js("document.querySelector('#nb-export').focus()", &[]);
    page.keys(&key::ENTER.to_string());
    page.wait_until("a dialog", || page.has(".nb-dialog"));
    back("export");
    page.js("document.querySelector('.nb-side [data-act=\"rules\"]').focus()", &[]);
    page.keys(&key::ENTER.to_string());
    page.wait_until("a dialog", || page.has(".nb-dialog"));
    back("rules");
}

/// Eight digits are fully visible: in the usual table, beside the preview, in large type. A short
/// number keeps its size.
fn in_sight(engine: Engine) {
    let Some(page) = requests(engine) else { return };
    page.type_cell("requests.new.natural", "12345678");
    page.type_cell("requests.granted.natural", "12");
    // The width is measured in the page itself, by text in the same font.
    let seen = "
        const words = id => {
          const cell = document.getElementById('nb-c-' + id), style = getComputedStyle(cell),
            span = document.createElement('span');
          span.textContent = cell.value;
          span.style.cssText = 'position: absolute; white-space: pre; visibility: hidden';
          for (const name of ['fontSize', 'fontFamily', 'fontWeight']) span.style[name] =
            style[name];
          document.body.appendChild(span);
          const fits = span.getBoundingClientRect().width <= cell.clientWidth;
          span.remove();
          return [cell.value, fits, parseFloat(style.fontSize)];
        };
        const [long, total, short] = ['requests.new.natural', 'requests.new.total',
          'requests.granted.natural'].map(words);
        return [long[0], long[1], total[1], long[2] < short[2], short[1]]";
    let whole = || page.js(seen, &[]) == serde_json::json!(["12345678", true, true, true, true]);
    page.wait_until("the number is seen whole", whole);
    page.click("preview");
    page.wait_until("it is beside the preview", || page.shows("#nb-pane") && whole());
    page.click("preview.close");
    page.click("type");
    page.wait_until("it is in large type", whole);
    page.screenshot("entry-in-sight");
    page.type_cell("requests.new.natural", "12");
    let same = "return document.getElementById('nb-c-requests.new.natural').style.fontSize";
    page.wait_until("a short one is as large as others", || {
        page.js(same, &[]) == serde_json::json!("")
    });
}
