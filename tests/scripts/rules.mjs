// The rules for scripts that ship. Each function throws an error that names the line and the
// reason.
//
// The rules use the tokens and the syntax tree of acorn. They refuse syntax that the oldest browser
// cannot parse, methods and globals that it does not have, and names by which a script could send
// or load something, leave the page or generate code.
import { parse } from 'acorn';

/**
 * The oldest browsers that must parse a script. `version` is the year or number of ECMAScript, and
 * `marks` lists the tokens of it that they do not support.
 */
export const OLDEST = {
  // The oldest browser that runs the page.
  chromium78: { version: 2020, marks: { '?.': 'Chromium 80', '??': 'Chromium 80' } },
  // The compatibility mode of Chinese browsers. It cannot run the page, but it must run the script
  // that says so.
  internetExplorer11: { version: 5, marks: {} },
};

// Methods, each with the first version of Chromium that has it. Methods that only some browsers
// have and that the page tests for before use (`showSaveFilePicker`, `queryLocalFonts`) are not
// listed.
const NEW_MEMBERS = {
  allSettled: 'Chromium 76, Firefox 71',
  at: 'Chromium 92',
  checkVisibility: 'Chromium 105',
  findLast: 'Chromium 97',
  findLastIndex: 'Chromium 97',
  fromAsync: 'Chromium 121',
  getHTML: 'Chromium 125',
  groupBy: 'Chromium 117',
  hasOwn: 'Chromium 93',
  hidePopover: 'Chromium 114',
  isWellFormed: 'Chromium 111',
  moveBefore: 'Chromium 133',
  randomUUID: 'Chromium 92',
  replaceAll: 'Chromium 85',
  replaceChildren: 'Chromium 86',
  setHTMLUnsafe: 'Chromium 124',
  showPicker: 'Chromium 99',
  showPopover: 'Chromium 114',
  throwIfAborted: 'Chromium 100',
  toReversed: 'Chromium 110',
  toSorted: 'Chromium 110',
  toSpliced: 'Chromium 110',
  toWellFormed: 'Chromium 111',
  togglePopover: 'Chromium 114',
  try: 'Chromium 128',
  waitAsync: 'Chromium 87',
  withResolvers: 'Chromium 119',
};

// Globals, each with the first version of Chromium that has it. `FinalizationRegistry` is not
// listed, because wasm-bindgen tests for it before use.
const NEW_GLOBALS = {
  AggregateError: 'Chromium 85',
  CompressionStream: 'Chromium 80',
  DecompressionStream: 'Chromium 80',
  WeakRef: 'Chromium 84',
  scheduler: 'Chromium 94',
  structuredClone: 'Chromium 98',
};

// Names by which a script sends or loads data, navigates or generates code. The
// Content-Security-Policy of the page stops most of them too, but an auditor who reads the file
// should not find them at all.
const WAYS_OUT = [
  'EventSource',
  'RTCPeerConnection',
  'SharedWorker',
  'WebSocket',
  'WebTransport',
  'Worker',
  'XMLHttpRequest',
  'caches',
  'eval',
  'fetch',
  'import',
  'importScripts',
  'location',
  'openWindow',
  'sendBeacon',
  'serviceWorker',
];

/**
 * Refuses syntax, methods and globals that `oldest` lacks, and every way of sending or loading
 * except those in `allowed`. A global that `oldest` lacks may be used after the script has asked
 * for it with `'Name' in window`. Returns the tokens.
 */
export function check(script, oldest, { allowed = [], module = false } = {}) {
  const tokens = tokensOf(script, oldest, module);
  const askedFor = new Set();
  tokens.forEach((token, index) => {
    const before = index ? tokens[index - 1].text : '';
    const after = tokens.slice(index + 1, index + 3).map(({ text }) => text);
    if (token.isText && after.join(' ') === 'in window') askedFor.add(token.text);
    const why = token.isText ? null : refusal(token, before, oldest, askedFor);
    if (why && !(token.isName && allowed.includes(token.text)))
      throw new Error(`line ${token.line}: ${token.text} ${why}`);
  });
  return tokens;
}

/** Refuses only syntax that `oldest` lacks. This rule is for the examples, which others copy. */
export function checkSyntax(script, oldest, { module = false } = {}) {
  for (const { isText, text, line } of tokensOf(script, oldest, module)) {
    if (!isText && oldest.marks[text])
      throw new Error(`line ${line}: ${text} needs ${oldest.marks[text]}`);
  }
}

/**
 * The rule for the script that tries to send something. It may name the ways of sending, but no
 * address that could exist.
 */
export function checkAttempts(script) {
  check(script, OLDEST.internetExplorer11, {
    allowed: ['WebSocket', 'XMLHttpRequest', 'fetch', 'sendBeacon'],
  });
  const count = (text) => script.split(text).length - 1;
  if (count('://') !== count("s://' + host + '/") || count(".nianbao.invalid'") === 0) {
    throw new Error('every address must be made of a host that ends in .nianbao.invalid');
  }
}

/**
 * The rule for the module that host pages load. Only one function may fetch, and it may import only
 * the scripts beside it.
 */
export function checkLoader(script) {
  const tokens = check(script, OLDEST.chromium78, { allowed: ['fetch', 'import'], module: true });
  if (tokens.filter(({ isName, text }) => isName && text === 'fetch').length > 1)
    throw new Error('one function fetches, and no other place names it');
  tokens.forEach(({ isName, text, line }, index) => {
    if (!isName || text !== 'import') return;
    const [first, second, third] = [1, 2, 3].map((offset) => tokens[index + offset] || {});
    const itself = first.text === '.' && second.text === 'meta';
    const beside =
      first.text === '(' &&
      second.isText &&
      second.text.startsWith('./nianbao-') &&
      third.text === ')';
    if (!itself && !beside)
      throw new Error(`line ${line}: imports something else than a script beside it`);
  });
}

/**
 * The rule for the script of a page from a server. It may register a worker and reload the page.
 */
export function checkSite(script) {
  check(script, OLDEST.internetExplorer11, { allowed: ['location', 'serviceWorker'] });
  const count = (text) => script.split(text).length - 1;
  if (count('location') !== count('window.location.reload()'))
    throw new Error('location may only be used to open the page anew');
  checkNoAddress(script);
}

/**
 * The rule for the worker of a page from a server. It may fetch and cache files, but may name no
 * address except files beside itself.
 */
export function checkWorker(script) {
  check(script, OLDEST.chromium78, { allowed: ['caches', 'fetch'] });
  checkNoAddress(script);
}

// Refuses `https://…`, and `//…` in quotes, which has the same effect.
function checkNoAddress(script) {
  const address = ['://', "'//", '"//', '`//'].find((each) => script.includes(each));
  if (address)
    throw new Error(
      `line ${script.slice(0, script.indexOf(address)).split('\n').length}: ${address} begins an address`,
    );
}

// Returns the tokens. `text` is the source text, or the value of a string. `isName` is true for
// names and reserved words, `isText` for strings, numbers, regular expressions and the fixed pieces
// of templates.
function tokensOf(script, oldest, module) {
  const tokens = [];
  const onToken = ({ type, value, start, end, loc }) => {
    const isName = type.label === 'name' || Boolean(type.keyword);
    const isText = ['string', 'num', 'regexp', 'template'].includes(type.label);
    tokens.push({
      isName,
      isText,
      text: type.label === 'string' ? value : script.slice(start, end),
      line: loc.start.line,
    });
  };
  parse(script, {
    ecmaVersion: oldest.version,
    sourceType: module ? 'module' : 'script',
    locations: true,
    onToken,
  });
  return tokens;
}

function refusal({ isName, text }, before, oldest, askedFor) {
  if (Object.hasOwn(oldest.marks, text)) return `needs ${oldest.marks[text]}`;
  if (!isName) return null;
  if (WAYS_OUT.includes(text)) return 'is a way out of the page';
  if (before === '.') return Object.hasOwn(NEW_MEMBERS, text) ? `needs ${NEW_MEMBERS[text]}` : null;
  if (text === 'Function' && before === 'new') return 'makes code';
  const lacks = Object.hasOwn(NEW_GLOBALS, text) && !askedFor.has(text);
  return lacks ? `needs ${NEW_GLOBALS[text]}` : null;
}
