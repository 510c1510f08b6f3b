//! Tests that an element and its object share one instance: the form shows at once what the object
//! sets, and the object reads at once what is typed. Two elements are independent.

use super::{BEFORE, ELEMENT, element, nothing_to_complain, page_with, visit};
use page_tests::host::{Answer, Host};
use page_tests::{Engine, Page, in_every_engine};
use serde_json::{Value, json};

in_every_engine! { shared apart in_listeners up_and_down after_traps }

/// Counts the instances of the page module.
const COUNTING: &str = "window.pages = 0;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...all) => {
  const made = await instantiate.apply(WebAssembly, all);
  if ((made.instance || made).exports.nianbao_show) pages++;
  return made;
};";

/// A page with this body, which counts the instances of the page module from the start.
fn server(body: &str, script: &str) -> Host {
    let page_of = page_with(body, script);
    Host::start(move |path| match path {
        "/before.js" => {
            Answer { body: format!("{BEFORE}\n{COUNTING}").into_bytes(), ..page_of(path) }
        }
        _ => page_of(path),
    })
}

fn at_all(engine: Engine, server: &Host, count: usize) -> Option<Page> {
    let page = visit(engine, server, "/test")?;
    page.wait_until("all are ready", || page.count(&format!("{ELEMENT}[data-ready]")) == count);
    Some(page)
}

/// Runs a script in which `cell(id)` is the field of a cell in the first form of the page, and
/// `type(id, text)` types into it. Unless the script awaits something, it runs in one task of the
/// browser. If it rejects, the result is the message.
#[track_caller]
fn run(page: &Page, script: &str) -> Value {
    let script = format!(
        "const form = () => [...document.querySelectorAll('{ELEMENT}, #here')]
             .find(each => each.shadowRoot).shadowRoot;
         const cell = id => form().querySelector(`[data-cell=\"${{id}}\"]`);
         const type = (id, text) => {{
             const field = cell(id); field.focus(); field.value = text;
             field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));
         }};
         return (async () => {{ {script} }})().catch(error => 'refused: ' + error.message);"
    );
    page.js(&script, &[])
}

fn instances(page: &Page) -> Value {
    page.js("return pages", &[])
}

/// A change on one side can be read on the other side without waiting.
fn shared(engine: Engine) {
    let server = server(&element("jia"), "");
    let Some(page) = at_all(engine, &server, 1) else { return };
    page.look_into(Some("#jia"));
    page.go("requests");
    let seen = run(
        &page,
        "const report = document.getElementById('jia').nianbao, seen = [];
         report.set('requests.new.natural', 12);
         seen.push(cell('requests.new.natural').value);
         type('requests.new.business', '3');
         seen.push(report.get('requests.new.business'), report.numbers()['requests.new.business']);
         seen.push(JSON.parse(report.draft()).cells['requests.new.business']);
         const wrong = () => report.findings()
             .filter(finding => finding.rule === 'count-form').length;
         seen.push(wrong());
         type('requests.new.business', '3o');
         seen.push(wrong(), report.numbers()['requests.new.business']);
         report.set('requests.new.natural', '');
         seen.push(cell('requests.new.business').value, cell('requests.new.natural').value);
         return seen",
    );
    assert_eq!(seen, json!(["12", "3", 3, 3, 0, 1, null, "3o", ""]));
    assert_eq!(instances(&page), json!(1), "the element and its object have one instance");
    nothing_to_complain(&page);
}

fn apart(engine: Engine) {
    let server = server(&[element("jia"), element("yi")].concat(), "");
    let Some(page) = at_all(engine, &server, 2) else { return };
    assert_eq!(instances(&page), json!(2));
    let seen = run(
        &page,
        "const [jia, yi] = ['jia', 'yi'].map(id => document.getElementById(id).nianbao);
         jia.set('requests.new.natural', 12); yi.set('requests.new.natural', 7);
         return [jia, yi].map(report => report.get('requests.new.natural'))",
    );
    assert_eq!(seen, json!(["12", "7"]));
    for (id, number) in [("#jia", "12"), ("#yi", "7")] {
        page.look_into(Some(id));
        page.go("requests");
        assert_eq!(page.cell("requests.new.natural"), number);
    }
    nothing_to_complain(&page);
}

/// A listener may read and set cells during an event, also while the program waits for its answer.
fn in_listeners(engine: Engine) {
    let script = "const element = document.querySelector('nianbao-report');
        element.addEventListener('change', () => {
            const report = element.nianbao;
            report.set('requests.new.legal', report.numbers()['requests.new.natural'] || 0);
        });
        element.addEventListener('export', e => {
            e.preventDefault();
            element.nianbao.set('requests.new.welfare', 8);
            window.taken = JSON.parse(element.nianbao.draft()).cells;
        });";
    let server = server(&element("jia"), script);
    let Some(page) = at_all(engine, &server, 1) else { return };
    page.look_into(Some("#jia"));
    page.go("requests");
    page.type_cell("requests.new.natural", "5");
    page.wait_until("the listener has set the other cell", || {
        page.cell("requests.new.legal") == "5"
    });
    page.click("save");
    let taken = |id: &str| page.js("return window.taken && taken[arguments[0]]", &[json!(id)]);
    page.wait_until("the listener has set and read", || taken("requests.new.welfare") == json!(8));
    assert_eq!(taken("requests.new.legal"), json!(5));
    assert_eq!(page.cell("requests.new.welfare"), "8");
    assert!(!page.message().contains("出了错"), "{}", page.message());
    nothing_to_complain(&page);
}

/// Opens a page whose script makes the class `Nianbao` a global of the window.
fn visit_with_module(engine: Engine, server: &Host) -> Option<Page> {
    let page = visit(engine, server, "/test")?;
    page.wait_until("the module is there", || {
        page.js("return typeof window.Nianbao", &[]) == json!("function")
    });
    Some(page)
}

/// The form is mounted, unmounted and mounted again, and cells are set in between: nothing is lost,
/// and no unnecessary instance is made.
fn up_and_down(engine: Engine) {
    let script = "import { Nianbao } from '/nianbao/nianbao.js'; window.Nianbao = Nianbao;";
    let server = server("<div id=\"here\"></div>", script);
    let Some(page) = visit_with_module(engine, &server) else { return };
    let seen = run(
        &page,
        "const here = document.getElementById('here'), seen = [];
         const cells = ['natural', 'business', 'research', 'welfare', 'legal', 'other']
             .map(column => `requests.new.${column}`);
         const report = window.report = new Nianbao({
             year: 2025, level: 'township', agency: '示例县城关镇人民政府', keep: false });
         const look = () => seen.push(cells.map(id => report.get(id)).join(), pages);
         await report.ready;
         report.set(cells[0], 1);
         const first = report.mount(here);
         report.set(cells[1], 2);
         look();
         await first;
         type(cells[2], '3');
         look();
         report.unmount();
         look();
         report.set(cells[3], 4);
         const second = report.mount(here);
         report.set(cells[4], 5);
         look();
         await second;
         type(cells[5], '6');
         look();
         return [...seen, cells.map(id => cell(id).value).join()]",
    );
    let expected = json!([
        "1,2,,,,",
        1,
        "1,2,3,,,",
        1,
        "1,2,3,,,",
        1,
        "1,2,3,4,5,",
        1,
        "1,2,3,4,5,6",
        2,
        "1,2,3,4,5,6"
    ]);
    assert_eq!(seen, expected);
    nothing_to_complain(&page);
}

/// After a trap the content of the report is restored, whether or not a form shows it.
fn after_traps(engine: Engine) {
    let script = "import { Nianbao } from '/nianbao/nianbao.js'; window.Nianbao = Nianbao;
        window.breakNumbers = () => {
            const { parseFloat } = Number;
            Number.parseFloat = () => {
                Number.parseFloat = parseFloat; throw new Error('no numbers'); }; };
        window.again = async report => { for (;;) {
            try { return report.get('requests.new.natural'); }
            catch (error) { await new Promise(resolve => setTimeout(resolve, 20)); } } };";
    let server = server("<div id=\"here\"></div>", script);
    let Some(page) = visit_with_module(engine, &server) else { return };
    let seen = run(
        &page,
        "const here = document.getElementById('here'), seen = [];
         const report = window.report = new Nianbao({
             year: 2025, level: 'township', agency: '示例县城关镇人民政府', keep: false });
         await report.ready;
         const trap = async () => {
             breakNumbers();
             try { report.numbers(); seen.push('no trap'); } catch (error) { seen.push('trap'); }
             try { report.get('requests.new.natural'); seen.push('alive'); }
             catch (error) { seen.push(error.message); }
             seen.push(await again(report));
         };
         report.set('requests.new.natural', 1);
         await trap();
         await report.mount(here);
         report.set('requests.new.natural', 2);
         report.unmount();
         report.set('requests.new.natural', 3);
         await trap();
         await report.mount(here);
         return [...seen, cell('requests.new.natural').value]",
    );
    let again = ["trap", "年报组件还没有准备好，请先等待 ready。"];
    assert_eq!(seen, json!([again[0], again[1], "1", again[0], again[1], "3", "3"]));
    // If the browser stores nothing, the host page keeps what is typed in a form.
    page.look_into(Some("#here"));
    page.go("requests");
    page.type_cell("requests.new.natural", "4");
    page.wait_until("it is remembered", || page.saved().contains("不在本机保存"));
    std::thread::sleep(std::time::Duration::from_millis(800));
    page.js(
        "window.breakNumbers();
         try { report.numbers() } catch (error) { window.trapped = error.message }",
        &[],
    );
    page.wait_until("it says that it has started again", || {
        page.message().contains("已经重新启动")
    });
    assert_eq!(run(&page, "return await again(report)"), json!("4"));
    assert_eq!(
        run(&page, "report.unmount(); return report.get('requests.new.natural')"),
        json!("4")
    );
}
