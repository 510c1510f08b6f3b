//! Waiting for a while in the middle of asynchronous work.

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits for this many milliseconds; 0 lets the browser show what has changed and answer keys.
///
/// This future is written here because the feature `futures` of gloo would also pull in its
/// workers. Dropping the future cancels the timer.
pub async fn sleep(milliseconds: u32) {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        timer = Some(Timeout::new(milliseconds, move || {
            // Calling the function that settles a promise never fails.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
    drop(timer);
}
