//! Actions of a person for which WebDriver has no command: composing with an input method, turning
//! the wheel, pasting.
//!
//! Where an engine can perform the real action, it does; otherwise the events that it would send
//! are sent, in its order.

use crate::engine::Engine;
use crate::page::Page;
use serde_json::{Value, json};

/// The position of the last `input` event relative to `compositionend`. It differs between engines
/// and their versions, and a page must work with each order.
#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// Chromium: input, then end.
    InputFirst,
    /// Firefox: end, then input.
    EndFirst,
    /// Old WebKit: input, end, and a second input with the same text.
    Twice,
}

impl Ending {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::InputFirst, Self::EndFirst, Self::Twice];

    fn name(self) -> &'static str {
        match self {
            Self::InputFirst => "input-first",
            Self::EndFirst => "end-first",
            Self::Twice => "twice",
        }
    }
}

impl Page {
    /// Composes in the focused field, by events: each of `steps` replaces the one before, the last
    /// one stays.
    pub fn compose(&self, steps: &[&str], ending: Ending) {
        let composed = self.look(
            "const e = document.activeElement, [steps, ending] = arguments;
             const editable = e.isContentEditable;
             const key = type => e.dispatchEvent(
               new KeyboardEvent(type, { key: 'Process', keyCode: 229, which: 229,
                 isComposing: true, bubbles: true, cancelable: true, composed: true }));
             const composition = (type, data) =>
               e.dispatchEvent(new CompositionEvent(type, {
                 data, bubbles: true, cancelable: true, composed: true }));
             const input = (data, isComposing) =>
               e.dispatchEvent(new InputEvent('input', {
                 data, isComposing, inputType: 'insertCompositionText', bubbles: true,
                   composed: true }));
             let length = 0;
             const put = text => {
               if (editable) {
                 const s = getSelection();
                 for (let i = 0; i < length; i++) s.modify('extend', 'backward', 'character');
                 const r = s.getRangeAt(0); r.deleteContents();
                   r.insertNode(document.createTextNode(text)); s.collapseToEnd();
               } else {
                 const at = e.selectionEnd;
                 length ? e.setRangeText(text, at - length, at, 'end')
                   : e.setRangeText(text, e.selectionStart, at, 'end');
               }
               length = text.length;
             };
             key('keydown'); composition('compositionstart', '');
             for (const step of steps) { key('keydown'); composition('compositionupdate', step);
               put(step); input(step, true); key('keyup'); }
             const last = steps[steps.length - 1];
             if (ending !== 'end-first') input(last, true);
             composition('compositionend', last);
             if (ending !== 'input-first') input(last, false);",
            &[json!(steps), json!(ending.name())],
        );
        composed.unwrap_or_else(|e| panic!("cannot compose: {e}"));
    }

    /// Composes by the browser's own input method interface. Only Chromium offers it to tests; in
    /// other engines nothing is done and the result is `false`.
    pub fn compose_really(&self, steps: &[&str]) -> bool {
        if self.engine != Engine::Chromium {
            return false;
        }
        for step in steps {
            let end = step.encode_utf16().count();
            let composing = json!({ "text": step, "selectionStart": end, "selectionEnd": end });
            self.devtools("Input.imeSetComposition", &composing)
                .unwrap_or_else(|e| panic!("cannot compose: {e}"));
        }
        let committed = json!({ "text": steps.last().copied().unwrap_or_default() });
        self.devtools("Input.insertText", &committed)
            .unwrap_or_else(|e| panic!("cannot commit: {e}"));
        true
    }

    /// Turns the wheel over the first element that matches.
    pub fn wheel_over(&self, selector: &str, down_by: i32) {
        if self.driver().wheel(selector, down_by).is_err() {
            let script = "document.querySelector(arguments[0])\
                .dispatchEvent(new WheelEvent('wheel', { \
                deltaY: arguments[1], bubbles: true, cancelable: true, composed: true }))";
            self.js(script, &[json!(selector), json!(down_by)]);
        }
    }

    /// Clicks in the middle of the first element that matches, even where another element covers
    /// it.
    ///
    /// # Panics
    /// When no element matches.
    pub fn click_into(&self, selector: &str) {
        self.click_times(selector, 1);
    }

    /// Double-clicks in the middle of the first element that matches.
    ///
    /// # Panics
    /// When no element matches.
    pub fn double_click_into(&self, selector: &str) {
        self.click_times(selector, 2);
    }

    fn click_times(&self, selector: &str, times: usize) {
        let middle = self.js(
            "const e = document.querySelector(arguments[0]); e.scrollIntoView({ block: 'center' });
             const r = e.getBoundingClientRect();
               return [Math.round(r.left + r.width / 2), Math.round(r.top + r.height / 2)]",
            &[json!(selector)],
        );
        let mut steps = vec![json!({
            "type": "pointerMove",
            "duration": 0,
            "x": middle[0],
            "y": middle[1],
            "origin": "viewport",
        })];
        for _ in 0..times {
            steps.extend([
                json!({ "type": "pointerDown", "button": 0 }),
                json!({ "type": "pointerUp", "button": 0 }),
            ]);
        }
        let body = json!({ "actions": [{
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": steps,
        }] });
        self.driver()
            .raw("actions", &body)
            .unwrap_or_else(|e| panic!("cannot click {selector}: {e}"));
    }

    /// Pastes into the focused element what another program put on the clipboard: plain text, and
    /// HTML where there is some.
    ///
    /// Where the page does not handle the event, the text is inserted as browsers do it: into a
    /// field without line breaks, into an editor as text. Returns whether the page handled the
    /// event itself.
    pub fn paste(&self, plain: &str, html: Option<&str>) -> bool {
        let taken = self.look(
            "const [plain, html] = arguments, e = document.activeElement;
             const data = new DataTransfer();
             data.setData('text/plain', plain);
             if (html !== null) data.setData('text/html', html);
             const event = new ClipboardEvent('paste', {
               clipboardData: data, bubbles: true, cancelable: true, composed: true });
             // Some engines make the event and leave its data out.
             if (!event.clipboardData || event.clipboardData.getData('text/plain') !== plain)
               Object.defineProperty(event, 'clipboardData', { value: data });
             if (!e.dispatchEvent(event)) return true;
             document.execCommand('insertText', false, e.isContentEditable ? plain
               : plain.replace(/[\\r\\n]+/g, ' '));
             return false;",
            &[json!(plain), json!(html)],
        );
        taken.unwrap_or_else(|e| panic!("cannot paste: {e}")) == Value::Bool(true)
    }
}
