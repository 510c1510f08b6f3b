//! Refuses JavaScript that the oldest browsers in offices cannot run, and any way out of the page.
//!
//! Nobody sees a syntax error in Chromium 78 while building on a new one; so the build looks, and
//! fails. It reads tokens, not meaning: [`tokens`] tells names and marks from strings, comments,
//! templates and regular expressions, the lists below say what is refused.

mod tokens;

use anyhow::{Result, bail};
use tokens::{Kind, Token, tokens};

/// The oldest browser that must at least parse a script.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Oldest {
    /// Runs the page.
    Chromium78,
    /// Cannot run the page, and must be able to say so: it is the compatibility mode of Chinese
    /// browsers.
    InternetExplorer11,
}

/// Marks and the Chromium that first read them.
const NEW_MARKS: [(&str, &str); 6] = [
    ("?.", "Chromium 80"),
    ("??", "Chromium 80"),
    ("??=", "Chromium 85"),
    ("||=", "Chromium 85"),
    ("&&=", "Chromium 85"),
    ("#", "Chromium 84 (private methods)"),
];

/// Marks that Internet Explorer 11 does not read.
const MODERN_MARKS: [&str; 5] = ["=>", "...", "**", "**=", "`"];

/// Words that Internet Explorer 11 does not read, or reads differently.
const MODERN_WORDS: [&str; 8] =
    ["async", "await", "class", "const", "let", "yield", "import", "export"];

/// Methods and the Chromium that first had them. What a page must ask for anyway before use, since
/// only some browsers have it (`showSaveFilePicker`, `queryLocalFonts`), is not listed.
const NEW_MEMBERS: [(&str, &str); 27] = [
    ("allSettled", "Chromium 76, Firefox 71"),
    ("at", "Chromium 92"),
    ("checkVisibility", "Chromium 105"),
    ("findLast", "Chromium 97"),
    ("findLastIndex", "Chromium 97"),
    ("fromAsync", "Chromium 121"),
    ("getHTML", "Chromium 125"),
    ("groupBy", "Chromium 117"),
    ("hasOwn", "Chromium 93"),
    ("hidePopover", "Chromium 114"),
    ("isWellFormed", "Chromium 111"),
    ("moveBefore", "Chromium 133"),
    ("randomUUID", "Chromium 92"),
    ("replaceAll", "Chromium 85"),
    ("replaceChildren", "Chromium 86"),
    ("setHTMLUnsafe", "Chromium 124"),
    ("showPicker", "Chromium 99"),
    ("showPopover", "Chromium 114"),
    ("throwIfAborted", "Chromium 100"),
    ("toReversed", "Chromium 110"),
    ("toSorted", "Chromium 110"),
    ("toSpliced", "Chromium 110"),
    ("toWellFormed", "Chromium 111"),
    ("togglePopover", "Chromium 114"),
    ("try", "Chromium 128"),
    ("waitAsync", "Chromium 87"),
    ("withResolvers", "Chromium 119"),
];

/// Globals and the Chromium that first had them. `FinalizationRegistry` is missing because
/// wasm-bindgen asks before it uses it.
const NEW_GLOBALS: [(&str, &str); 6] = [
    ("AggregateError", "Chromium 85"),
    ("CompressionStream", "Chromium 80"),
    ("DecompressionStream", "Chromium 80"),
    ("WeakRef", "Chromium 84"),
    ("scheduler", "Chromium 94"),
    ("structuredClone", "Chromium 98"),
];

/// Names by which a script sends, loads, goes elsewhere or makes code. The policy stops most of
/// them too; a reader of the file should not even find them.
const WAYS_OUT: [&str; 16] = [
    "EventSource",
    "RTCPeerConnection",
    "SharedWorker",
    "WebSocket",
    "WebTransport",
    "Worker",
    "XMLHttpRequest",
    "caches",
    "eval",
    "fetch",
    "import",
    "importScripts",
    "location",
    "openWindow",
    "sendBeacon",
    "serviceWorker",
];

/// The names among [`WAYS_OUT`] that `offline.js` may hold, because it shows that they do not work.
const ATTEMPTS: [&str; 4] = ["WebSocket", "XMLHttpRequest", "fetch", "sendBeacon"];

/// What the script of a page from a server may do: have the page kept by a worker, and open it
/// anew.
const SITE: [&str; 2] = ["location", "serviceWorker"];

/// What that worker may do: fetch files from beside itself, and keep them.
const WORKER: [&str; 2] = ["caches", "fetch"];

/// Reads through `script` and refuses the first thing that is too new for `oldest`, or a way out of
/// the page.
///
/// # Errors
/// Names the line, the thing, and the browser that first had it.
pub fn check(script: &str, oldest: Oldest) -> Result<()> {
    check_but(script, oldest, &[])
}

/// Reads through the script that tries to send something: it may name what it tries, and no address
/// that could exist.
///
/// # Errors
/// As [`check`], and an address outside `.invalid`.
pub fn check_attempts(script: &str) -> Result<()> {
    check_but(script, Oldest::InternetExplorer11, &ATTEMPTS)?;
    let schemes = script.matches("://").count();
    let invalid = script.matches("s://' + host + '/").count();
    let hosts = script.matches(".nianbao.invalid'").count();
    if schemes != invalid || hosts == 0 {
        bail!("every address must be made of a host that ends in .nianbao.invalid");
    }
    Ok(())
}

/// What the module for other people's pages may name: it loads the files beside it, and by one
/// function what its element is told to show.
const LOADING: [&str; 3] = ["export", "fetch", "import"];

/// Reads through the module for other people's pages.
///
/// # Errors
/// As [`check`]; when it fetches in more than one place; and when it imports anything but the
/// scripts beside it.
pub fn check_loader(script: &str) -> Result<()> {
    check_but(script, Oldest::Chromium78, &LOADING)?;
    let tokens = tokens(script)?;
    let names =
        |index: usize, name: &str| tokens[index].kind == Kind::Name && tokens[index].text == name;
    if (0..tokens.len()).filter(|index| names(*index, "fetch")).count() > 1 {
        bail!("one function fetches, and no other place names it");
    }
    for index in (0..tokens.len()).filter(|index| names(*index, "import")) {
        let next = |offset: usize| tokens.get(index + offset).map_or("", |token| token.text);
        let itself = next(1) == "." && next(2) == "meta";
        let beside = next(1) == "(" && next(2).starts_with("'./nianbao-") && next(3) == ")";
        if !itself && !beside {
            bail!(
                "line {}: imports something else than a script beside it",
                line(script, tokens[index].start)
            );
        }
    }
    Ok(())
}

/// Reads through the script of a page from a server: it may open the page anew, and nothing else.
///
/// # Errors
/// As [`check`], and an address, or another use of `location` than to open the page anew.
pub fn check_site(script: &str) -> Result<()> {
    check_but(script, Oldest::InternetExplorer11, &SITE)?;
    if script.matches("location").count() != script.matches("window.location.reload()").count() {
        bail!("location may only be used to open the page anew");
    }
    check_no_address(script)
}

/// Reads through the worker of a page from a server: it may fetch, and has no address to fetch from
/// but the names beside itself.
///
/// # Errors
/// As [`check`], and an address.
pub fn check_worker(script: &str) -> Result<()> {
    check_but(script, Oldest::Chromium78, &WORKER)?;
    check_no_address(script)
}

/// No `https://…`, nor `//…` in quotes, which means the same.
fn check_no_address(script: &str) -> Result<()> {
    if let Some(address) =
        ["://", "'//", "\"//", "`//"].iter().find(|address| script.contains(**address))
    {
        bail!(
            "line {}: {address} begins an address",
            line(script, script.find(address).unwrap_or_default())
        );
    }
    Ok(())
}

fn check_but(script: &str, oldest: Oldest, allowed: &[&str]) -> Result<()> {
    let tokens = tokens(script)?;
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &tokens[before]);
        let allowed = token.kind == Kind::Name && allowed.contains(&token.text);
        if let Some(why) = refusal(token, before, oldest).filter(|_| !allowed) {
            bail!("line {}: {} {why}", line(script, token.start), token.text);
        }
    }
    Ok(())
}

fn refusal(token: &Token<'_>, before: Option<&Token<'_>>, oldest: Oldest) -> Option<String> {
    let needs = |list: &[(&str, &str)]| {
        let (_, since) = list.iter().find(|(text, _)| *text == token.text)?;
        Some(format!("needs {since}"))
    };
    let is_member = before.is_some_and(|before| before.text == "." && before.kind == Kind::Mark);
    let modern = oldest == Oldest::InternetExplorer11;
    match token.kind {
        Kind::Mark if modern && MODERN_MARKS.contains(&token.text) => {
            Some("is not read by Internet Explorer 11".to_owned())
        }
        Kind::Mark => needs(&NEW_MARKS),
        Kind::Name if WAYS_OUT.contains(&token.text) => Some("is a way out of the page".to_owned()),
        Kind::Name if is_member => needs(&NEW_MEMBERS),
        Kind::Name if modern && MODERN_WORDS.contains(&token.text) => {
            Some("is not read by Internet Explorer 11".to_owned())
        }
        Kind::Name
            if token.text == "Function" && before.is_some_and(|before| before.text == "new") =>
        {
            Some("makes code".to_owned())
        }
        Kind::Name => needs(&NEW_GLOBALS),
        Kind::Value => None,
    }
}

fn line(script: &str, at: usize) -> usize {
    script[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(script: &str, oldest: Oldest) -> Option<String> {
        check(script, oldest).err().map(|problem| problem.to_string())
    }

    #[test]
    fn newer_syntax_is_refused_with_its_line() {
        let refusal = said("let a = b;\nlet c = a?.b;", Oldest::Chromium78).unwrap();
        assert_eq!(refusal, "line 2: ?. needs Chromium 80");
        for script in [
            "a ?? b",
            "a ??= b",
            "a ||= b",
            "a &&= b",
            "class A { #b() {} }",
            "`${a?.b}`",
            "`${`${a ?? b}`}`",
        ] {
            assert!(said(script, Oldest::Chromium78).is_some(), "{script}");
        }
    }

    #[test]
    fn what_chromium_78_reads_passes() {
        let scripts = [
            "const f = async (...a) => { try { await a[0] } catch { return 1n } };",
            "const o = { ...a, at: 1, fetchAll: 2 }; o.at_ = a ? .5 : 1;",
            "const s = \"a?.b\"; const t = 'fetch'; // a ?? b\n/* a?.b */",
            "const r = /a?.b[/?]??/.exec(s); const q = a / b / c;",
            "const t = `a?.b ${ { a: `}` }.a } ??`;",
            "const i = /\\[object ([^\\]]+)\\]/.exec(s)[1];",
        ];
        for script in scripts {
            assert_eq!(said(script, Oldest::Chromium78), None, "{script}");
        }
    }

    #[test]
    fn newer_methods_and_globals_are_refused() {
        for script in
            ["a.replaceChildren(b)", "list.at(-1)", "structuredClone(a)", "new WeakRef(a)"]
        {
            assert!(
                said(script, Oldest::Chromium78).unwrap().contains("needs Chromium"),
                "{script}"
            );
        }
        assert_eq!(said("const at = 1; at(2)", Oldest::Chromium78), None);
    }

    #[test]
    fn ways_out_are_refused() {
        for script in [
            "fetch(a)",
            "navigator.sendBeacon(a)",
            "new WebSocket(a)",
            "eval(a)",
            "new Function(a)",
            "import('a')",
        ] {
            assert!(said(script, Oldest::Chromium78).is_some(), "{script}");
        }
        assert_eq!(said("a instanceof Function", Oldest::Chromium78), None);
    }

    #[test]
    fn attempts_may_name_what_they_try_and_no_address_that_exists() {
        let attempt =
            "function f(host) { window.fetch('https://' + host + '/'); } f('a.nianbao.invalid');";
        assert!(check_attempts(attempt).is_ok());
        for bad in [
            attempt.replace("' + host + '", "example.org"),
            attempt.replace(".invalid", ".cn"),
            attempt.replace("fetch", "eval"),
        ] {
            assert!(check_attempts(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_loader_loads_what_lies_beside_it() {
        assert!(check_loader("export class A {} export const a = () => fetch(b); import('./nianbao-page.js'); import.meta.url").is_ok());
        for bad in [
            "import a from './nianbao-page.js'",
            "import(a)",
            "import('./nianbao-' + a)",
            "import('./other.js')",
            "fetch(a) + fetch(b)",
            "eval(a)",
        ] {
            assert!(check_loader(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_worker_may_fetch_what_lies_beside_it() {
        let worker = "async function f(name) { return await (await caches.open('a')).match(name) || fetch(name); }";
        assert!(check_worker(worker).is_ok());
        for bad in [
            "fetch('https://a.cn')",
            "fetch('//a.cn')",
            "importScripts('a')",
            "clients.openWindow('a')",
            "new WebSocket(a)",
        ] {
            assert!(check_worker(bad).is_err(), "{bad}");
        }
        assert!(check(worker, Oldest::Chromium78).is_err());
    }

    #[test]
    fn the_script_of_a_site_may_open_the_page_anew() {
        let script = "navigator.serviceWorker.register('a').then(function () { window.location.reload(); });";
        assert!(check_site(script).is_ok());
        for bad in [
            "window.location.href = 'a';",
            "location = 'a';",
            "fetch('a');",
            "var a = 'http://a.cn';",
            "var f = () => 1;",
        ] {
            assert!(check_site(&format!("{script} {bad}")).is_err(), "{bad}");
        }
        assert!(check(script, Oldest::InternetExplorer11).is_err());
    }

    #[test]
    fn internet_explorer_reads_the_language_of_2009() {
        assert_eq!(
            said("var f = function (a) { return a.class; };", Oldest::InternetExplorer11),
            None
        );
        for script in ["const a = 1", "a => a", "f(...a)", "`a`", "async function f() {}", "a ** b"]
        {
            assert!(said(script, Oldest::InternetExplorer11).is_some(), "{script}");
        }
    }

    #[test]
    fn a_script_that_never_ends_a_string_is_refused() {
        for script in ["'a", "`a${b", "/* a", "x = /a"] {
            assert!(said(script, Oldest::Chromium78).unwrap().contains("never ends"), "{script}");
        }
    }
}
