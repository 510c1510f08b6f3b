//! What unpacks everything else: the modules of page and office travel deflated, and
//! `DecompressionStream` is missing in the old browsers of offices. A module of its own, so small
//! that it travels plain.

use wasm_bindgen::prelude::*;

/// Inflates (RFC 1951) what the bundler deflated; nothing if the bytes are damaged.
#[wasm_bindgen]
pub fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(bytes).ok()
}
