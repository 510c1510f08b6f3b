//! A panic ends in a trap, after which another instance takes over; before that, its message goes
//! to the console of the browser, where whoever looks for the fault finds it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

/// Runs once in each instance, before anything else.
#[wasm_bindgen(start)]
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
}
