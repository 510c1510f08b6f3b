//! Turns the wasm modules into what `dist/` holds.
fn main() {}
