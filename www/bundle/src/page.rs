//! Assembles one HTML file that a browser opens from a disk: style, scripts, the modules, and the
//! policy that permits them.

use anyhow::{Result, bail};

use crate::digest::{base64, policy_source};
use crate::glue::Bound;

/// The parts of a page.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// `www/index.html`, with a `{{name}}` where each part goes.
    pub shell: &'a str,
    /// The style sheets of `www/`, one after another.
    pub style: &'a str,
    /// `www/instances.js`.
    pub instances: &'a str,
    /// `www/boot.js`.
    pub boot: &'a str,
    /// `www/offline.js`.
    pub offline: &'a str,
    /// The small module that inflates the others; it is embedded uncompressed.
    pub unpack: &'a Bound,
    /// The module that is started at once.
    pub page: &'a Bound,
    /// The module with the rules on text, which is loaded when the page has started.
    pub words: &'a Bound,
    /// The module that is needed later.
    pub office: &'a Bound,
    /// The embedded fonts, as elements that hold them and run nothing (see `www/fonts/`); empty
    /// where there are none.
    pub fonts: &'a str,
    /// The additional parts of a page from a server; `None` for a page from a disk.
    pub served: Option<Served<'a>>,
}

/// The parts that only a page from a server has.
#[derive(Clone, Copy, Default)]
pub struct Served<'a> {
    /// Elements of the head.
    pub head: &'a str,
    /// `www/site/site.js`.
    pub script: &'a str,
}

/// The finished file.
///
/// # Errors
/// When the shell has a placeholder too few or too many, or a part could end its own element.
pub fn assemble(parts: &Parts<'_>) -> Result<String> {
    let Parts { unpack, page, words, office, .. } = parts;
    let glue = format!(
        "window.nianbaoGlue = {{\nunpack: {},\npage: {},\nwords: {},\noffice: {},\n}};\n",
        unpack.factory, page.factory, words.factory, office.factory
    );
    // One function scope, so that other scripts cannot reach its variables.
    let boot = format!("(function () {{\n'use strict';\n{}{}}})();\n", parts.instances, parts.boot);
    let served = parts.served.unwrap_or_default();
    let inline = [
        ("style.css", parts.style),
        ("offline.js", parts.offline),
        ("boot.js", &boot),
        ("site.js", served.script),
        ("the glue", &glue),
    ];
    for (name, text) in inline {
        check_inline(name, text)?;
    }
    let mut scripts = vec![glue.as_str(), parts.offline, &boot];
    let mut site = String::new();
    if parts.served.is_some() {
        scripts.push(served.script);
        site = format!("\n<script>{}</script>", served.script);
    }
    fill(
        "index.html",
        parts.shell,
        &[
            ("policy", &policy(&scripts, parts.style, parts.served.is_some())),
            ("head", served.head),
            ("site", &site),
            ("style", parts.style),
            ("glue", &glue),
            ("unpack", &base64(&unpack.wasm)),
            ("page", &base64(page.deflated())),
            ("offline", parts.offline),
            ("boot", &boot),
            ("words", &base64(words.deflated())),
            ("office", &base64(office.deflated())),
            ("fonts", parts.fonts),
        ],
    )
}

/// The security policy: nothing may be fetched, sent or framed; only these scripts run, and only
/// this style applies.
///
/// `'unsafe-eval'` is the name of the permission to compile WebAssembly before Chromium 97;
/// `boot.js` withdraws both permissions once the modules are compiled. A page from a server may
/// have a worker from the same folder, which has a policy of its own, and name its manifest.
fn policy(scripts: &[&str], style: &str, served: bool) -> String {
    let scripts: Vec<_> = scripts.iter().map(|script| policy_source(script.as_bytes())).collect();
    let worker =
        if served { "worker-src 'self'; manifest-src 'self'" } else { "worker-src 'none'" };
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval' 'unsafe-eval'; style-src {}; \
         img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; \
         object-src 'none'; frame-src 'none'; {worker}",
        scripts.join(" "),
        policy_source(style.as_bytes())
    )
}

/// An inline script or style ends at the first end tag, even within quotes; and its hash is
/// computed after a browser has turned every line end into a line feed.
fn check_inline(name: &str, text: &str) -> Result<()> {
    let lower = text.to_ascii_lowercase();
    for bad in ["</script", "</style", "<!--", "\r", "\0"] {
        if lower.contains(bad) {
            bail!("{name} must not hold {bad:?}");
        }
    }
    Ok(())
}

/// Replaces every `{{name}}` in `shell`, each exactly once; `file` names the shell in errors.
///
/// # Errors
/// When a part has no placeholder or two, or a placeholder has no part.
pub fn fill(file: &str, shell: &str, parts: &[(&str, &str)]) -> Result<String> {
    let mut page = String::new();
    let mut used = vec![false; parts.len()];
    let mut rest = shell;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            bail!("{file}: a {{{{ without }}}}")
        };
        let Some(index) = parts.iter().position(|(part, _)| *part == name) else {
            bail!("{file}: nothing is called {name}")
        };
        if std::mem::replace(&mut used[index], true) {
            bail!("{file}: {name} comes twice");
        }
        page += before;
        page += parts[index].1;
        rest = after;
    }
    if let Some(index) = used.iter().position(|used| !used) {
        bail!("{file}: no place for {}", parts[index].0);
    }
    Ok(page + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = "<meta content=\"{{policy}}\">{{head}}<style>{{style}}</style>\
        <script>{{glue}}</script>{{unpack}}{{page}}<script>{{offline}}</script>\
        <script>{{boot}}</script>{{site}}{{words}}{{office}}{{fonts}}";

    fn bound(wasm: &[u8]) -> Bound {
        Bound::new(wasm.to_vec(), "function () {}".to_owned()).unwrap()
    }

    fn assembled(shell: &str, style: &str) -> Result<String> {
        assembled_as(shell, style, None)
    }

    fn assembled_as(shell: &str, style: &str, served: Option<Served<'_>>) -> Result<String> {
        let (unpack, page, words, office) =
            (bound(b"unpack"), bound(&[6; 1000]), bound(&[8; 1000]), bound(&[7; 1000]));
        assemble(&Parts {
            shell,
            style,
            instances: "'instances';\n",
            boot: "'boot';\n",
            offline: "'offline';",
            unpack: &unpack,
            page: &page,
            words: &words,
            office: &office,
            fonts: "",
            served,
        })
    }

    #[test]
    fn every_script_and_the_style_are_named_by_hash() {
        let page = assembled(SHELL, "main{}").unwrap();
        let between = |start: &str, end: &str| {
            page.split(start).nth(1).unwrap().split(end).next().unwrap().to_owned()
        };
        assert!(page.contains(&policy_source(between("<script>", "</script>").as_bytes())));
        for part in [
            "(function () {\n'use strict';\n'instances';\n'boot';\n})();\n",
            "'offline';",
            "main{}",
        ] {
            assert!(page.contains(&policy_source(part.as_bytes())), "{part}");
        }
        assert!(!page.contains("site"));
    }

    #[test]
    fn a_page_from_a_server_has_a_script_and_a_worker_more() {
        let page =
            assembled_as(SHELL, "", Some(Served { head: "<link>", script: "'site';" })).unwrap();
        assert!(page.contains("<link><style>") && page.contains("<script>'site';</script>"));
        assert!(
            page.contains(&policy_source(b"'site';"))
                && page.contains("worker-src 'self'; manifest-src 'self'")
        );
    }

    #[test]
    fn the_policy_closes_every_way_out() {
        let policy = policy(&["a", "b"], "c", false);
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        for directive in [
            "img-src data: blob:;",
            "connect-src 'none';",
            "form-action 'none';",
            "base-uri 'none';",
            "worker-src 'none'",
        ] {
            assert!(policy.contains(directive), "{directive}");
        }
        assert!(
            !policy.contains("'unsafe-inline'")
                && !policy.contains('*')
                && !policy.contains("http")
        );
    }

    #[test]
    fn what_unpacks_travels_plain_and_the_rest_deflated() {
        let page = assembled(SHELL, "").unwrap();
        assert!(page.contains(&base64(b"unpack")));
        assert!(page.contains(&base64(bound(&[6; 1000]).deflated())));
        let last = [8, 7].map(|byte| base64(bound(&[byte; 1000]).deflated()));
        assert!(page.ends_with(&last.concat()));
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        assert_eq!(assembled(SHELL, "main{}").unwrap(), assembled(SHELL, "main{}").unwrap());
    }

    #[test]
    fn a_shell_with_a_place_missing_doubled_or_unknown_is_refused() {
        let refusal = |shell: &str| assembled(shell, "").unwrap_err().to_string();
        assert_eq!(refusal(&SHELL.replace("{{boot}}", "")), "index.html: no place for boot");
        assert_eq!(
            refusal(&SHELL.replace("{{boot}}", "{{boot}}{{boot}}")),
            "index.html: boot comes twice"
        );
        assert_eq!(refusal(&format!("{SHELL}{{{{more}}}}")), "index.html: nothing is called more");
    }

    #[test]
    fn a_part_that_would_end_its_element_is_refused() {
        assert!(assembled(SHELL, "/* </STYLE> */").is_err());
        assert!(assembled(SHELL, "a{}\r\n").is_err());
    }
}
