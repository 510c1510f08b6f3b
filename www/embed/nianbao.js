// 年报 on other sites: a custom element and a plain object. README.md explains their use, and
// nianbao.d.ts declares their types. The bundler puts ../instances.js, which runs wasm instances,
// in front of this file, and
//   GLUE      {unpack, viewer, page, words, office}: functions that make the glue of a new
//             instance
//   STYLE     the style sheet; WIDTHS the pieces of it that apply at some widths:
//             [{name, least, most, css}, …]
//
// It loads only the files beside it and the files that the host page names (src, last-year,
// rule-pack), and sends nothing. Every object has its own instance of the page module. The compiled
// modules and the instances of the words and the office module, which have no state, are shared.
//
// Chromium 78 and Firefox 79 can run it. It also runs without a document (see nianbao-node.js).

const HERE = new URL('./', import.meta.url);
const VERSION_ELEMENT = 'nianbao-report';
const HAS_DOCUMENT = typeof document !== 'undefined' && typeof HTMLElement !== 'undefined';

const FAILED = '年报组件没有装好：';
const NO_FILES = `${FAILED}取不到组件的文件，请联系网站管理员检查组件所在的文件夹是否完整。`;
const FORBIDDEN = `${FAILED}本网站的安全策略不允许运行 WebAssembly，请网站管理员在 script-src 里加上 'wasm-unsafe-eval'（见组件的 README）。`;
const TOO_OLD = `${FAILED}这个浏览器太旧；请换用 Chrome 78、Edge 79、Firefox 79 以上，或近年的 360、奇安信、UOS 浏览器（用极速模式）。`;
const STOPPED = '年报组件连续出错，已经停下；已填的内容还在，请刷新本页。';
const NOT_READY = '年报组件还没有准备好，请先等待 ready。';
const DISPOSED = '这个年报对象已经释放，不能再用。';
const READ_ONLY = '这份年报只供阅读，不能改。';

// ---- Files ----

// Reads a file beside this one. Returns a promise of its bytes. Node replaces it (see provide).
let readBeside = (name) => fetchBytes(new URL(name, HERE).href);

export function provide(read) {
  readBeside = read;
}

async function fetchBytes(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(String(response.status));
  return new Uint8Array(await response.arrayBuffer());
}

// Returns the bytes of a module. Some servers do not deliver .wasm files, and a policy may forbid
// connections. Then the copy in the form of a script is loaded (deflated, in base64).
async function wasmOf(name) {
  try {
    const bytes = await readBeside(`nianbao-${name}.wasm`);
    if (bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d) return bytes;
  } catch (error) {
    // The copy is tried next.
  }
  const [twin, unpack] = await Promise.all([twinOf(name), twinOf('unpack')]).catch(() => {
    throw new Error(NO_FILES);
  });
  return unpacker(GLUE.unpack, bytesOf(unpack.default))(bytesOf(twin.default));
}

function twinOf(name) {
  switch (name) {
    case 'viewer':
      return import('./nianbao-viewer.js');
    case 'page':
      return import('./nianbao-page.js');
    case 'words':
      return import('./nianbao-words.js');
    case 'office':
      return import('./nianbao-office.js');
    default:
      return import('./nianbao-unpack.js');
  }
}

const modules = {};

// A promise of a compiled module, which all objects share. A failure is not cached, so the next
// call tries again.
function compiled(name) {
  if (!modules[name]) {
    modules[name] = compile(name);
    modules[name].catch(() => {
      delete modules[name];
    });
  }
  return modules[name];
}

async function compile(name) {
  if (!readsModules()) throw new Error(TOO_OLD);
  const bytes = await wasmOf(name);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new Error(
      /Content Security Policy|unsafe-eval|blocked by CSP|disallowed by embedder/i.test(
        String(error),
      )
        ? FORBIDDEN
        : `${FAILED}${error}`,
    );
  }
}

const words = keepWords(GLUE.words, () => compiled('words'));
const office = keepOffice(GLUE.office, () => compiled('office'));

let silenced = false;

function silenceOnce() {
  if (HAS_DOCUMENT && !silenced) silenceDeadCalls();
  silenced = true;
}

// ---- The plain object ----

// The private state of each object.
const inner = new WeakMap();

/**
 * One report, which can be filled in, checked and exported. In a document it can also be shown and
 * edited.
 */
export class Nianbao {
  constructor(options = {}) {
    silenceOnce();
    const state = {
      options: { ...options },
      listeners: {},
      packs: [],
      // The object that restarts the instance after a trap (see keepPage in instances.js), and the
      // handle of the report in it. The handle is the same whether a form shows the report or not
      // (see src/web/api.rs).
      page: null,
      handle: null,
      // The function that restores the report in another instance, and the cells that were set
      // since then. They are kept only while no form shows the report.
      base: null,
      typed: new Map(),
      // The form, while it is mounted: see mountForm.
      form: null,
      // Whether the report was changed since it was made from the options.
      touched: false,
      // Settled when the report of the options is open, which is when a form can show it.
      begun: deferred(),
      // Settled when the instance was told whether the words module is there.
      told: deferred(),
      over: false,
    };
    inner.set(this, state);
    startReport(this, state).then(state.begun.resolve, state.begun.reject);
    this.ready = state.begun.promise.then(() => state.told.promise);
    // Marks the rejection as handled; those who await `ready` still receive it.
    this.ready.catch(() => {});
  }

  async open(input) {
    const state = living(this);
    const { draft, notes, differences } = await read(input);
    await this.ready.catch(() => {});
    goOnWith(state, (handle, packs) => handle.take(draft, packs));
    state.touched = true;
    if (!isShown(state)) emit(this, 'change', {});
    return { notes, differences };
  }

  set(cell, value) {
    const state = living(this);
    if (state.options.readOnly) throw new Error(READ_ONLY);
    const text = value === null || value === undefined ? '' : String(value);
    // Throws if there is no such cell.
    ask(state, (handle) => handle.set(cell, text));
    state.touched = true;
    // The form sends its own change events.
    if (isShown(state)) return;
    state.typed.set(cell, text);
    emit(this, 'change', {});
  }

  get(cell) {
    return ask(living(this), (handle) => handle.get(cell));
  }

  cells() {
    return ask(living(this), (handle) => handle.cells());
  }

  numbers() {
    return ask(living(this), (handle) => handle.numbers());
  }

  findings() {
    return ask(living(this), (handle) => handle.findings());
  }

  draft() {
    return ask(living(this), (handle) => handle.draft());
  }

  async export(
    format = 'docx',
    { fonts = {}, standIn = false, on = today(), announce = true } = {},
  ) {
    const state = living(this);
    await this.ready;
    const file = await written(state, format, fonts, standIn, on);
    if (announce) emit(this, 'export', file);
    return file;
  }

  async published(lastYear) {
    const state = living(this);
    await state.begun.promise;
    return published(
      ask(state, (handle) => handle.draft()),
      lastYear ? (await read(lastYear)).draft : undefined,
    );
  }

  async mount(target) {
    const state = living(this);
    await state.begun.promise;
    if (state.over) throw new Error(DISPOSED);
    if (state.form) this.unmount();
    await mountForm(state, target);
  }

  unmount() {
    const state = living(this);
    if (!state.form) return;
    ask(state, (handle) => {
      handle.leave();
      noteBase(state, handle);
    });
    endForm(state);
  }

  on(type, listener) {
    const { listeners } = living(this);
    (listeners[type] = listeners[type] || []).push(listener);
    return this;
  }

  off(type, listener) {
    const { listeners } = living(this);
    listeners[type] = (listeners[type] || []).filter((other) => other !== listener);
    return this;
  }

  dispose() {
    const state = inner.get(this);
    if (state.over) return;
    if (state.form) {
      try {
        ask(state, (handle) => handle.leave());
      } catch (error) {
        // The instance has trapped and cannot answer.
      }
      endForm(state);
    }
    state.over = true;
    if (state.page) state.page.end();
    state.begun.reject(new Error(DISPOSED));
    state.told.reject(new Error(DISPOSED));
    state.listeners = {};
    state.page = null;
    state.handle = null;
    state.base = null;
    state.typed.clear();
  }
}

/** A finished file. */
export class Exported {
  constructor(format, name, type, bytes) {
    this.format = format;
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }

  text() {
    return new TextDecoder().decode(this.bytes);
  }

  blob() {
    return new Blob([this.bytes], { type: this.type });
  }
}

function living(nianbao) {
  const state = inner.get(nianbao);
  if (state.over) throw new Error(DISPOSED);
  return state;
}

// Calls the listeners of an object. Returns whether one of them called preventDefault.
function emit(nianbao, type, detail) {
  const { listeners } = inner.get(nianbao);
  const event = {
    type,
    detail,
    target: nianbao,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
  for (const listener of (listeners[type] || []).slice()) {
    try {
      listener.call(nianbao, event);
    } catch (error) {
      // An error of a listener is reported and does not stop the others, as with DOM events.
      setTimeout(() => {
        throw error;
      }, 0);
    }
  }
  return event.defaultPrevented;
}

// Starts an instance of the page module for the object, and opens the report of its options.
async function startReport(nianbao, state) {
  const module = await compiled('page');
  if (state.over) return;
  await new Promise((resolve, reject) => {
    state.page = keepPage({
      factory: GLUE.page,
      module,
      root: null,
      host: hostOf(nianbao, state),
      words,
      made: (exports) => takeUp(state, exports),
      start: (exports, root, past) => startForm(state, root, past),
      started: resolve,
      ready: state.told.resolve,
      failed: (error) => {
        if (state.form) state.form.failed(error);
        reject(error);
        state.told.reject(error);
      },
      restarting: () => {
        if (state.form) state.form.restarting();
      },
      stopped: () => {
        if (state.form) state.form.frame.say(STOPPED);
        emit(nianbao, 'error', { message: STOPPED });
        state.told.reject(new Error(STOPPED));
      },
    });
  });
  const { draft, year, level, agency, rulePacks } = state.options;
  const packs = await Promise.all(
    (rulePacks || []).map(async (pack) =>
      typeof pack === 'string' ? pack : new TextDecoder().decode(await bytesIn(pack)),
    ),
  );
  const text = draft ? (await read(draft)).draft : null;
  if (text !== null) goOnWith(state, (handle) => handle.take(text, packs));
  else if (year && level)
    goOnWith(state, (handle) => handle.begin(Number(year), level, agency || '', packs));
  state.packs = packs;
}

// Restores the report in a new instance, from the last known draft and the cells set since.
function takeUp(state, exports) {
  const handle = new exports.Nianbao();
  if (state.base) state.base(handle, state.packs);
  state.typed.forEach((text, cell) => handle.set(cell, text));
  state.handle = handle;
}

// Replaces the report. If the new one is refused, nothing changes.
function goOnWith(state, base) {
  ask(state, (handle) => base(handle, state.packs));
  state.base = base;
  state.typed.clear();
}

// Stores the draft, so that another instance can restore it.
function noteBase(state, handle) {
  if (!handle.has_report()) return;
  const draft = handle.draft();
  state.base = (other, packs) => other.take(draft, packs);
  state.typed.clear();
}

// Calls `question` with the handle of the report, and returns its result.
function ask(state, question) {
  const { page, form, handle } = state;
  if (state.over) throw new Error(DISPOSED);
  if (!page || !page.exports || (form && form.restarts)) throw new Error(NOT_READY);
  return page.ask(() => question(handle));
}

// Whether a form shows the report.
function isShown(state) {
  return state.form !== null && state.form.started;
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => {
    made.resolve = resolve;
    made.reject = reject;
  });
  // Marks the rejection as handled; it is reported in other ways as well.
  made.promise.catch(() => {});
  return made;
}

async function written(state, format, fonts, standIn, on) {
  if (format === 'json')
    return ask(
      state,
      (handle) =>
        new Exported(
          format,
          handle.draft_name(),
          'application/json',
          new TextEncoder().encode(handle.draft()),
        ),
    );
  const faces = Object.keys(fonts);
  const { name, type, request } = ask(state, (handle) => handle.job(format, on, faces, standIn));
  const bytes = await office.call('write', [request, faces.map((face) => bytesFrom(fonts[face]))]);
  return new Exported(format, name, type, bytes);
}

let viewer = null;

// The HTML of the published report. Its module is small and has no state; an instance that trapped
// is replaced.
async function published(draft, lastYear) {
  if (!viewer || viewer.dead)
    viewer = await instantiate(GLUE.viewer, await compiled('viewer'), {}, () => {});
  return viewer.exports.published(draft, lastYear);
}

// Converts the input to a draft: the text of a draft, or a file of any type that can be read.
async function read(input) {
  const bytes = typeof input === 'string' ? null : await bytesIn(input);
  const text = bytes ? textIfJson(bytes) : input;
  if (text !== null) return { draft: text, notes: [], differences: [] };
  const opened = await office.call('read', [bytes]);
  return { draft: opened.draft, notes: opened.notes, differences: opened.differences };
}

// The bytes of an ArrayBuffer, a view, a Blob or a Response body.
async function bytesIn(input) {
  return bytesFrom(
    input instanceof ArrayBuffer || ArrayBuffer.isView(input)
      ? input
      : await new Response(input).arrayBuffer(),
  );
}

function bytesFrom(input) {
  if (input instanceof Uint8Array) return input;
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(input);
}

function textIfJson(bytes) {
  const text = new TextDecoder().decode(bytes.subarray(0, 64)).trim();
  return text[0] === '{' ? new TextDecoder().decode(bytes) : null;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
