//! Makes a bound module of a wasm module: the wasm that is delivered, and the JavaScript glue
//! between Rust and the browser.
//!
//! The glue becomes a factory: a function that returns a new, independent glue each time, so that
//! `instances.js` can replace an instance that has trapped. wasm-bindgen's own loader is removed:
//! `boot.js` has the bytes already and must intercept every call into wasm, and a page that
//! promises to send nothing should not contain a `fetch`. Every edit must match exactly once, so
//! that a new version of wasm-bindgen cannot change the delivered code unnoticed.

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{features, packed};

/// A module that can be put into a page.
pub struct Bound {
    /// The module, without names.
    pub wasm: Vec<u8>,
    /// The same as a gzip file.
    pub gzip: Vec<u8>,
    /// A JavaScript function expression:
    /// `function (nianbaoHost) { … return { imports, attach, exports } }`. Each instance therefore
    /// has its own version of what Rust imports by the name `nianbaoHost`.
    ///
    /// `imports()` returns the imports for `WebAssembly.instantiate`, `attach(exports)` takes its
    /// result, `exports` holds the functions for callers.
    pub factory: String,
}

impl Bound {
    /// Compresses a module and keeps it together with its glue.
    ///
    /// # Errors
    /// The errors of [`packed::gzipped`].
    pub fn new(wasm: Vec<u8>, factory: String) -> Result<Self> {
        let gzip = packed::gzipped(&wasm)?;
        Ok(Self { wasm, gzip, factory })
    }

    /// The module, deflated without the frame of a gzip file, as `unpack` reads it.
    pub fn deflated(&self) -> &[u8] {
        packed::unframed(&self.gzip)
    }
}

/// Runs wasm-bindgen over `module`, as cargo made it; `boot.js` and the page require the functions
/// `exports`.
///
/// # Errors
/// When a function is missing, or the module or wasm-bindgen's output does not have the expected
/// form.
pub fn bind(name: &str, module: &[u8], exports: &[&str]) -> Result<Bound> {
    bind_module(name, module, exports).with_context(|| format!("module {name}"))
}

fn bind_module(name: &str, module: &[u8], exports: &[&str]) -> Result<Bound> {
    let module = features::without(module, &features::UNUSED)?;
    let mut output = Bindgen::new()
        .input_bytes(name, module)
        .no_modules(true)?
        // `Bindgen::new` sets a default path, contrary to its documentation.
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    if let Some((of, _)) = output.snippets().iter().find(|(_, snippets)| !snippets.is_empty()) {
        bail!("{of} brings a JavaScript snippet, which cannot go into one file");
    }
    if let Some(missing) = exports
        .iter()
        .find(|name| !output.wasm().exports.iter().any(|export| export.name == **name))
    {
        bail!("it does not export {missing}");
    }
    let factory = factory(output.js())?;
    Bound::new(output.wasm_mut().emit_wasm(), factory)
}

/// The code that wasm-bindgen 0.2.130 writes around the parts that are kept.
const HEAD: &str = "let wasm_bindgen = (function(exports) {
let script_src;
if (typeof document !== 'undefined' && document.currentScript !== null) {
script_src = new URL(document.currentScript.src, location.href).toString();
}
";
const LOADER: &str = "async function __wbg_load(module, imports) {";
const TAIL: &str = "return Object.assign(__wbg_init, { initSync }, exports);
})({ __proto__: null });
";

/// Newer syntax that wasm-bindgen is known to write, and its replacement in older syntax.
const LOWERED: [(&str, &str); 1] = [(
    r"/\[object ([^\]]+)\]/.exec(toStringOutput)?.[1]",
    r"(/\[object ([^\]]+)\]/.exec(toStringOutput) || [])[1]",
)];

/// Turns the `no-modules` glue into a factory without a loader.
fn factory(glue: &str) -> Result<String> {
    let glue = flat(glue);
    let body = glue.strip_prefix(HEAD).context("the glue begins in a new way")?;
    let body = body.strip_suffix(TAIL).context("the glue ends in a new way")?;
    let (kept, _loader) = split_once(body, LOADER)?;
    let kept = LOWERED.iter().fold(kept.to_owned(), |text, (new, old)| text.replace(new, old));
    Ok(format!(
        "function (nianbaoHost) {{
const exports = {{ __proto__: null }};
{kept}return {{
imports: __wbg_get_imports,
attach: function (exports) {{ __wbg_finalize_init({{ exports: exports }}); }},
exports: exports,
}};
}}"
    ))
}

/// The glue without its irregular indentation and without empty lines.
fn flat(glue: &str) -> String {
    glue.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |text, line| text + line + "\n")
}

fn split_once<'a>(text: &'a str, separator: &str) -> Result<(&'a str, &'a str)> {
    match text.split_once(separator) {
        Some((before, after)) if !after.contains(separator) => Ok((before, after)),
        _ => bail!("the glue should hold exactly once: {separator}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glue(kept: &str) -> String {
        format!("\n  {HEAD}\n{kept}\n    {LOADER}\n        fetch(module);\n    }}\n{TAIL}")
    }

    #[test]
    fn the_loader_goes_and_the_rest_stays() {
        let factory =
            factory(&glue("    function start() {}\n    exports.start = start;\n")).unwrap();
        assert!(factory.contains("exports.start = start;"));
        assert!(!factory.contains("fetch"));
        assert!(!factory.contains("script_src"));
    }

    #[test]
    fn known_newer_syntax_is_said_in_older_words() {
        let factory = factory(&glue(&format!("    const className = {};", LOWERED[0].0))).unwrap();
        assert!(factory.contains("|| [])[1];"));
        assert!(!factory.contains("?."));
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        assert!(factory("export function start() {}").is_err());
        assert!(factory(&glue("").replace(LOADER, "function load() {")).is_err());
        assert!(factory(&glue(LOADER)).is_err());
    }
}
