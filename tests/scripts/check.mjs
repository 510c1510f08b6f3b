// Checks every script in the folder that the build makes: node check.mjs DIST. The program prints
// each problem, and exits with 1 if there is one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  OLDEST,
  check,
  checkAttempts,
  checkLoader,
  checkSite,
  checkSyntax,
  checkWorker,
} from './rules.mjs';

const dist = process.argv[2];
const read = (name) => readFileSync(join(dist, name), 'utf8');
let problems = 0;
let checked = 0;

function attempt(name, rule) {
  checked++;
  try {
    rule();
  } catch (error) {
    problems++;
    console.log(`${name}: ${error.message}`);
  }
}

// The inline scripts of a page that run. Scripts with a `type` hold data, and the build never gives
// a script of a page a `src`.
function inline(html) {
  return [...html.matchAll(/<script(?: type="text\/plain"[^>]*)?>/g)]
    .filter(([tag]) => tag === '<script>')
    .map(({ 0: tag, index }) => html.slice(index + tag.length, html.indexOf('</script', index)));
}

// The kinds of inline scripts in the offline page. A kind is recognised by the beginning of a
// script or by text that no other script contains.
const KINDS = [
  [
    'the glue',
    (script) => script.startsWith('window.nianbaoGlue = '),
    (script) => check(script, OLDEST.chromium78),
  ],
  ['offline.js', (script) => script.includes('.nianbao.invalid'), checkAttempts],
  ['site.js', (script) => script.includes('serviceWorker'), checkSite],
  ['boot.js', () => true, (script) => check(script, OLDEST.internetExplorer11)],
];

function checkPage(name, expected) {
  const found = inline(read(name)).map((script) => {
    const [kind, , rule] = KINDS.find(([, is]) => is(script));
    attempt(`${name}, ${kind}`, () => rule(script));
    return kind;
  });
  attempt(name, () => {
    if (found.sort().join() !== expected.slice().sort().join())
      throw new Error(`it has the scripts ${found.join(', ')}, not ${expected.join(', ')}`);
  });
}

const PAGE = ['the glue', 'offline.js', 'boot.js'];
checkPage('index.html', PAGE);
if (existsSync(join(dist, 'index-with-fonts.html'))) checkPage('index-with-fonts.html', PAGE);
checkPage('site/index.html', [...PAGE, 'site.js']);
attempt('site/worker.js', () => checkWorker(read('site/worker.js')));
attempt('embed/nianbao.js', () => checkLoader(read('embed/nianbao.js')));
for (const name of readdirSync(join(dist, 'embed'), { recursive: true }).filter(
  (each) => /\.js$/.test(each) && each !== 'nianbao.js',
)) {
  attempt(`embed/${name}`, () =>
    checkSyntax(read(`embed/${name}`), OLDEST.chromium78, { module: true }),
  );
}
console.log(`${checked} checks, ${problems} problems`);
process.exitCode = problems ? 1 : 0;
