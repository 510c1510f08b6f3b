// Tests of the rules, with scripts that they must refuse and scripts that they must accept:
// node --test rules.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  OLDEST,
  check,
  checkAttempts,
  checkLoader,
  checkSite,
  checkSyntax,
  checkWorker,
} from './rules.mjs';

const { chromium78, internetExplorer11 } = OLDEST;

function refused(scripts, rule, words = /./) {
  for (const script of scripts) assert.throws(() => rule(script), words, script);
}

function passes(scripts, rule) {
  for (const script of scripts) assert.doesNotThrow(() => rule(script), script);
}

test('newer syntax is refused with its line', () => {
  refused(
    ['let a = b;\nlet c = a?.b;'],
    (script) => check(script, chromium78),
    /^Error: line 2: \?\. needs Chromium 80$/,
  );
  const scripts = [
    'a ?? b',
    'a ??= b',
    'a ||= b',
    'a &&= b',
    'class A { #b() {} }',
    '`${a?.b}`',
    '`${`${a ?? b}`}`',
  ];
  refused(scripts, (script) => check(script, chromium78));
  refused(scripts, (script) => checkSyntax(script, chromium78));
});

test('what Chromium 78 reads passes', () =>
  passes(
    [
      'const f = async (...a) => { try { await a[0] } catch { return 1n } };',
      'const o = { ...a, at: 1, fetchAll: 2 }; o.at_ = a ? .5 : 1;',
      'const s = "a?.b"; const t = \'fetch\'; // a ?? b\n/* a?.b */',
      'const r = /a?.b[/?]??/.exec(s); const q = a / b / c;',
      'const t = `a?.b ${ { a: `}` }.a } ??`;',
      'const i = /\\[object ([^\\]]+)\\]/.exec(s)[1];',
    ],
    (script) => check(script, chromium78),
  ));

test('newer methods and globals are refused', () => {
  const scripts = [
    'a.replaceChildren(b)',
    'list.at(-1)',
    'structuredClone(a)',
    'new WeakRef(a)',
    'Promise.try(a)',
  ];
  refused(scripts, (script) => check(script, chromium78), /needs Chromium/);
  passes(['const at = 1; at(2)'], (script) => check(script, chromium78));
});

test('a newer global passes after the script has asked for it', () => {
  const use = 'new WeakRef(a);';
  passes([`if ('WeakRef' in window) ${use}`], (script) => check(script, chromium78));
  refused(
    [
      `${use} 'WeakRef' in window;`,
      `if ('scheduler' in window) ${use}`,
      `if ('WeakRef' in a) ${use}`,
    ],
    (script) => check(script, chromium78),
    /needs Chromium 84/,
  );
});

test('ways out are refused', () => {
  const scripts = [
    'fetch(a)',
    'navigator.sendBeacon(a)',
    'new WebSocket(a)',
    'eval(a)',
    'new Function(a)',
    "import('a')",
    'const a = { fetch }',
  ];
  refused(scripts, (script) => check(script, chromium78));
  passes(['a instanceof Function'], (script) => check(script, chromium78));
});

test('attempts may name what they try and no address that exists', () => {
  const attempt =
    "function f(host) { window.fetch('https://' + host + '/'); } f('a.nianbao.invalid');";
  passes([attempt], checkAttempts);
  refused(
    [
      attempt.replace("' + host + '", 'example.org'),
      attempt.replace('.invalid', '.cn'),
      attempt.replace('fetch', 'eval'),
    ],
    checkAttempts,
  );
});

test('a loader loads what lies beside it', () => {
  passes(
    [
      "export class A {} export const a = () => fetch(b); import('./nianbao-page.js'); import.meta.url",
    ],
    checkLoader,
  );
  refused(
    [
      "import a from './nianbao-page.js'",
      "import a from 'b'",
      'import(a)',
      "import('./nianbao-' + a)",
      "import('./other.js')",
      "import('https://example.org/a.js')",
      'fetch(a) + fetch(b)',
      'eval(a)',
      'new WebSocket(a)',
      'a?.b',
    ],
    checkLoader,
  );
});

test('a worker may fetch what lies beside it', () => {
  const worker =
    "async function f(name) { return await (await caches.open('a')).match(name) || fetch(name); }";
  passes([worker], checkWorker);
  refused(
    [
      "fetch('https://a.cn')",
      "fetch('//a.cn')",
      "importScripts('a')",
      "clients.openWindow('a')",
      'new WebSocket(a)',
    ],
    checkWorker,
  );
  refused([worker], (script) => check(script, chromium78));
});

test('the script of a site may open the page anew', () => {
  const script =
    "navigator.serviceWorker.register('a').then(function () { window.location.reload(); });";
  passes([script], checkSite);
  const more = [
    "window.location.href = 'a';",
    "location = 'a';",
    "fetch('a');",
    "var a = 'http://a.cn';",
    'var f = () => 1;',
  ];
  refused(
    more.map((each) => `${script} ${each}`),
    checkSite,
  );
  refused([script], (each) => check(each, internetExplorer11));
});

test('Internet Explorer 11 reads the language of 2009', () => {
  passes(['var f = function (a) { return a.class; };'], (script) =>
    check(script, internetExplorer11),
  );
  const scripts = ['const a = 1', 'a => a', 'f(...a)', '`a`', 'async function f() {}', 'a ** b'];
  refused(scripts, (script) => check(script, internetExplorer11));
});

test('a script that never ends a string is refused', () => {
  refused(
    ["'a", '`a${b', '/* a', 'x = /a'],
    (script) => check(script, chromium78),
    /Unterminated|Unexpected/,
  );
});
