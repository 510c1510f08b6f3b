// The form in an element, its frame, and the custom element. The bundler appends this file to
// nianbao.js; both are one module.

// ---- The form ----

// The imports of wasm, besides those that keepPage adds (see instances.js).
function hostOf(nianbao, state) {
  return {
    officeCall: office.call,
    unpacked: () => Promise.reject(new Error('unpacked')),
    tryToSend: () => Promise.resolve([]),
    told: (what, detail) => {
      const { form } = state;
      if (what === 'current') {
        form.current = detail;
      } else if (what === 'settled') {
        form.settled();
      } else {
        if (what === 'change') form.changed = true;
        // Sent after the call into wasm has returned, because a listener may use the report.
        Promise.resolve().then(() => {
          if (!state.over) emit(nianbao, what, detail);
        });
      }
    },
    taken: (name, type, bytes) =>
      emit(nianbao, 'export', new Exported(formatOf(name), name, type, bytes)),
  };
}

function formatOf(name) {
  if (/（网页片段）\.html$/.test(name)) return 'html-fragment';
  return name.slice(name.lastIndexOf('.') + 1);
}

// Shows the form in the shadow tree of an element. Returns a promise that is fulfilled once the
// report is open.
function mountForm(state, target) {
  const { page, options } = state;
  const shadow = target.shadowRoot || target.attachShadow({ mode: 'open' });
  const frame = new Frame(shadow, options.lang);
  return new Promise((resolve, reject) => {
    state.form = {
      frame,
      // The key of the draft of the store that is open.
      current: null,
      // Whether the form has taken over the report; whether it is restarting after a trap.
      started: false,
      restarts: false,
      // Whether the report was changed in it.
      changed: false,
      settled() {
        this.restarts = false;
        frame.is('ready');
        resolve();
      },
      restarting() {
        this.restarts = true;
        frame.is('restarting');
      },
      failed(error) {
        frame.say(String(error.message || error));
        reject(error);
      },
    };
    frame.follow(() => page.root);
    page.show(frame.root);
  });
}

// The form takes over the report of the handle.
function startForm(state, root, past) {
  const { form, handle, options } = state;
  // If this instance traps and the browser stores nothing, the next instance continues from this.
  noteBase(state, handle);
  form.started = true;
  handle.show(root, {
    ...past,
    current: form.current,
    fresh: !options.draft && !state.touched,
    store: typeof options.store === 'string' && options.store ? options.store : null,
    forgets: options.keep === false,
    rule_packs: state.packs,
  });
}

function endForm(state) {
  const { page, form } = state;
  if (form.changed) state.touched = true;
  state.form = null;
  page.hide();
  form.frame.end();
}

// ---- The frame: its styles, which depend on its width ----

// Up to this width in pixels the parts are stacked (see ../screens.css), and the element is as high
// as its content.
const STACKED = 1100;

const sheets = new Map();

// A constructed style sheet, shared by all elements; null if the browser does not support them.
function sheet(css) {
  if (
    !('adoptedStyleSheets' in ShadowRoot.prototype) ||
    !('replaceSync' in CSSStyleSheet.prototype)
  )
    return null;
  if (!sheets.has(css)) {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    sheets.set(css, made);
  }
  return sheets.get(css);
}

class Frame {
  constructor(shadow, lang) {
    this.shadow = shadow;
    shadow.textContent = '';
    this.box = document.createElement('div');
    this.box.className = 'nb-embed';
    this.speak(lang);
    this.root = document.createElement('div');
    this.root.id = 'nianbao';
    // Some browsers send text to a server for spell checking.
    this.root.setAttribute('spellcheck', 'false');
    this.root.innerHTML = '<p class="nianbao-opening" role="status">正在打开…</p>';
    this.box.appendChild(this.root);
    this.links = sheet(STYLE)
      ? null
      : [link('nianbao.css'), ...WIDTHS.map(({ name }) => link(`nianbao-${name}.css`))];
    if (this.links) this.links.forEach((each) => shadow.appendChild(each));
    shadow.appendChild(this.box);
    this.fits = null;
    this.watch =
      typeof ResizeObserver === 'undefined'
        ? null
        : new ResizeObserver(() => requestAnimationFrame(() => this.resized()));
    // If observing starts during a layout, WebKit reports an error on the host page.
    requestAnimationFrame(() => {
      if (this.watch) this.watch.observe(this.box);
    });
    this.fit();
  }

  // Called one frame later, because changing sizes inside the observer causes an error event on the
  // host page.
  resized() {
    if (!this.watch) return;
    this.fit();
    // The program listens to `resize`, as in a window of its own.
    (this.current ? this.current() : this.root).dispatchEvent(new Event('resize'));
  }

  // Applies the style sheets for the width of the element, in place of media queries.
  fit() {
    const width = this.box.clientWidth;
    // The element is not laid out, so nothing is changed.
    if (!width && this.fits !== null) return;
    const fits = WIDTHS.filter(({ least, most }) => least <= width && width <= most);
    const names = fits.map(({ name }) => name).join();
    if (this.fits === names) return;
    this.fits = names;
    this.box.toggleAttribute('data-narrow', width <= STACKED);
    if (this.links)
      this.links.slice(1).forEach((each, index) => {
        each.media = fits.includes(WIDTHS[index]) ? 'all' : 'not all';
      });
    else this.shadow.adoptedStyleSheets = [STYLE, ...fits.map(({ css }) => css)].map(sheet);
  }

  speak(lang) {
    this.box.lang = /^zh\b/i.test(lang || '') ? lang : 'zh-CN';
  }

  // The root is replaced when an instance traps.
  follow(root) {
    this.current = root;
  }

  is(what) {
    this.box.setAttribute('data-state', what);
  }

  say(sentence) {
    const notice = document.createElement('p');
    notice.className = 'nianbao-notice';
    notice.setAttribute('role', 'alert');
    notice.textContent = sentence;
    const root = this.current ? this.current() : this.root;
    root.textContent = '';
    root.appendChild(notice);
    this.is('failed');
  }

  end() {
    if (this.watch) this.watch.disconnect();
    this.watch = null;
    this.shadow.textContent = '';
    if (!this.links) this.shadow.adoptedStyleSheets = [];
  }
}

function link(name) {
  const made = document.createElement('link');
  made.rel = 'stylesheet';
  made.href = new URL(name, HERE).href;
  return made;
}

// ---- The element ----

const Base = HAS_DOCUMENT ? HTMLElement : Object;

/** <nianbao-report year level agency rule-pack src last-year readonly lang store> */
export class NianbaoReport extends Base {
  static get observedAttributes() {
    return [
      'year',
      'level',
      'agency',
      'rule-pack',
      'src',
      'last-year',
      'readonly',
      'store',
      'lang',
    ];
  }

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    inner.set(this, {
      nianbao: null,
      shown: null,
      ready: null,
      frame: null,
      turn: 0,
      key: '',
      kept: new Map(),
    });
  }

  /**
   * The report of the element. If the element is read-only, the report is made at the first access
   * and has its own `ready`.
   */
  get nianbao() {
    const state = inner.get(this);
    if (!state.nianbao && state.shown)
      state.nianbao = new Nianbao({ draft: state.shown, readOnly: true });
    return state.nianbao;
  }

  /**
   * A promise that is fulfilled when the report can be edited or read, and rejected with an error
   * whose message is a sentence for people.
   */
  get ready() {
    const state = inner.get(this);
    if (!state.ready) state.ready = deferred();
    return state.ready.promise;
  }

  connectedCallback() {
    const state = inner.get(this);
    if (!state.nianbao && !state.shown) begin(this, state);
  }

  disconnectedCallback() {
    const state = inner.get(this);
    // An element that is only moved within the page keeps its report.
    Promise.resolve().then(() => {
      if (!this.isConnected) end(this, state);
    });
  }

  attributeChangedCallback(name, before, after) {
    const state = inner.get(this);
    if (before === after || !this.isConnected || !state.turn) return;
    if (name === 'lang') {
      const form = state.nianbao && inner.get(state.nianbao).form;
      const frame = state.frame || (form && form.frame);
      if (frame) frame.speak(after);
      return;
    }
    // Several attributes that change together cause one restart.
    const turn = ++state.turn;
    Promise.resolve().then(() => {
      if (turn !== state.turn || !this.isConnected) return;
      end(this, state);
      begin(this, state);
    });
  }
}

for (const [property, attribute] of [
  ['year', 'year'],
  ['level', 'level'],
  ['agency', 'agency'],
  ['rulePack', 'rule-pack'],
  ['src', 'src'],
  ['lastYear', 'last-year'],
  ['store', 'store'],
]) {
  Object.defineProperty(NianbaoReport.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute) || '';
    },
    set(value) {
      if (value === null || value === undefined || value === '') this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

Object.defineProperty(NianbaoReport.prototype, 'readOnly', {
  configurable: true,
  enumerable: true,
  get() {
    return this.hasAttribute('readonly');
  },
  set(value) {
    this.toggleAttribute('readonly', Boolean(value));
  },
});

async function begin(element, state) {
  const turn = ++state.turn;
  if (!state.ready) state.ready = deferred();
  const { ready } = state;
  state.frame = new Frame(element.shadowRoot, element.getAttribute('lang'));
  state.key = ['src', 'year', 'level', 'agency']
    .map((name) => element.getAttribute(name))
    .join('|');
  try {
    const [draft, lastYear, rulePacks] = await Promise.all([
      state.kept.get(state.key) || fetched(element, 'src'),
      fetched(element, 'last-year'),
      Promise.all(addresses(element, 'rule-pack').map(fetchNamed)),
    ]);
    if (turn !== state.turn) return;
    if (element.readOnly) {
      await show(state, draft, lastYear);
      if (turn !== state.turn) return;
      element.setAttribute('data-ready', '1');
      ready.resolve();
      return;
    }
    const nianbao = new Nianbao({
      draft,
      year: element.year,
      level: element.level,
      agency: element.agency,
      lang: element.getAttribute('lang'),
      store: element.store,
      rulePacks,
    });
    state.nianbao = nianbao;
    for (const type of ['change', 'finding', 'export', 'error'])
      nianbao.on(type, (event) => pass(element, event));
    // The form does not wait for the words module.
    await inner.get(nianbao).begun.promise;
    if (turn !== state.turn) return;
    state.frame.end();
    state.frame = null;
    await nianbao.mount(element);
    await nianbao.ready;
    if (turn !== state.turn) return;
    element.setAttribute('data-ready', '1');
    ready.resolve();
  } catch (error) {
    if (turn !== state.turn) return;
    const message = error.message || String(error);
    if (state.frame) state.frame.say(message);
    ready.reject(error);
    dispatch(element, 'error', { message });
  }
}

// Shows the published report, which cannot be edited.
async function show(state, draft, lastYear) {
  if (!draft) throw new Error('没有要显示的年报：请网站管理员写上 src。');
  const shown = (await read(draft)).draft;
  state.frame.box.setAttribute('data-public', '');
  state.frame.root.innerHTML = await published(
    shown,
    lastYear ? (await read(lastYear)).draft : undefined,
  );
  state.frame.is('ready');
  state.shown = shown;
}

function end(element, state) {
  state.turn++;
  element.removeAttribute('data-ready');
  state.ready = null;
  if (state.frame) state.frame.end();
  state.frame = null;
  const { nianbao } = state;
  state.nianbao = null;
  state.shown = null;
  if (!nianbao) return;
  // The draft is kept for the case that the element, or these attributes, come back.
  try {
    state.kept.set(state.key, nianbao.draft());
  } catch (error) {
    // No report was open yet.
  }
  nianbao.dispose();
}

function pass(element, event) {
  if (!dispatch(element, event.type, event.detail)) event.preventDefault();
}

// `error` does not bubble, because at the window it would look like an error of a script.
function dispatch(element, type, detail) {
  return element.dispatchEvent(
    new CustomEvent(type, {
      detail,
      bubbles: type !== 'error',
      composed: type !== 'error',
      cancelable: type === 'export',
    }),
  );
}

function addresses(element, attribute) {
  return (element.getAttribute(attribute) || '').split(/\s+/).filter(Boolean);
}

async function fetched(element, attribute) {
  const [address] = addresses(element, attribute);
  return address ? fetchNamed(address) : null;
}

async function fetchNamed(address) {
  try {
    return await fetchBytes(new URL(address, document.baseURI).href);
  } catch (error) {
    const status = /^\d+$/.test(error.message) ? `（${error.message}）` : '';
    throw new Error(`读不到 ${address}${status}，请网站管理员检查这个网址。`);
  }
}

if (HAS_DOCUMENT && typeof customElements !== 'undefined' && !customElements.get(VERSION_ELEMENT))
  customElements.define(VERSION_ELEMENT, NianbaoReport);
