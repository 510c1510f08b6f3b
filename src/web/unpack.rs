//! Inflates the other modules, which the file contains deflated, in the old browsers of
//! many offices, which have no `DecompressionStream`. It is a WebAssembly module of its own, small
//! enough to be contained without compression.

use wasm_bindgen::prelude::*;

/// Inflates (RFC 1951) what the bundler deflated; `None` if the bytes are damaged.
#[wasm_bindgen]
pub fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(bytes).ok()
}
