// Measures the time from the change of one number in table 3 until it is known which of its 39 sums
// fail, for nianbao and for survey-core and HyperFormula in the same run.
//
//   ./build.sh && npm ci --prefix tests/bench/peers
//   node tests/bench/peers/run.mjs [CHANGES [PAGE.html]]

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { COLUMNS, changesOf, numbersFor, rowsOf, sumsOf } from './form.mjs';
import { openModule } from './built.mjs';
import * as engines from './engines.mjs';

const here = (path) => new URL(path, import.meta.url);
const [count = '4200', page = here('../../../dist/index.html')] = process.argv.slice(2);
// Every cell is changed twice: to a wrong number and back.
const COMPARED = 700;
// The number of changes between two readings of the clock. One change takes hardly longer than a
// reading.
const BATCH = 10;

const draft = JSON.parse(
  await readFile(here('../../corpus/drafts/distinct-2021-as-issued.json'), 'utf8'),
);
const rows = rowsOf(draft);
const sums = sumsOf(rows);
const numbers = numbersFor(rows);
const ids = rows.flatMap((row) => COLUMNS.map((column) => `requests.${row}.${column}`));
if (numbers.length !== 175 || sums.length !== 39)
  throw new Error(`${numbers.length} cells, ${sums.length} sums`);
// The draft has no text, because the other engines have none.
draft.sections = {};
ids.forEach((id, cell) => {
  draft.cells[id] = numbers[cell];
});

const { Nianbao } = await openModule(page, 'page');
const text = JSON.stringify(draft);
const ours = [
  ['nianbao: cells by place, numbers', () => engines.nianbaoNumbers(Nianbao, text, ids, sums)],
  ['nianbao: cells by name, text as typed', () => engines.nianbaoFacts(Nianbao, text, ids, sums)],
  ['nianbao: every finding in words', () => engines.nianbaoWords(Nianbao, text, ids, sums)],
];
const peers = [
  ['HyperFormula', () => engines.hyperFormula(numbers, sums, COLUMNS.length)],
  ['survey-core: expression validators', () => engines.surveyValidators(numbers, sums)],
  ['survey-core: the same, only the totals concerned', () => engines.surveyAffected(numbers, sums)],
  ['survey-core: calculated values', () => engines.surveyCalculated(numbers, sums)],
];

compareOnADifference();
compare();
measure();

// ---- Check that all engines agree ----

function sorted(places) {
  return [...places].sort((one, other) => one - other).join(' ');
}

/** Computes the expected result by plain arithmetic over all sums. */
function reference() {
  const now = [...numbers];
  const add = (cells) => cells.reduce((sum, cell) => sum + now[cell], 0);
  return {
    change(cell, number) {
      now[cell] = number;
      return sums.flatMap((sum, index) => (add(sum.left) === add(sum.right) ? [] : [index]));
    },
  };
}

/**
 * Throws if an engine names other sums than plain arithmetic does. `changeFor` can give one engine
 * a different change.
 */
function agree(changes, changeFor = (_name, change) => change) {
  const expected = reference();
  const all = [...ours, ...peers].map(([name, make]) => [name, make()]);
  let failing = 0;
  for (const [turn, change] of changes.entries()) {
    const right = sorted(expected.change(...change));
    failing += right === '' ? 0 : 1;
    for (const [name, engine] of all) {
      const said = sorted(engine.change(...changeFor(name, change)));
      if (said !== right)
        throw new Error(
          `change ${turn} (${ids[change[0]]} = ${change[1]}): ` +
            `${name} says [${said}], arithmetic [${right}]`,
        );
    }
  }
  return failing;
}

function compare() {
  const failing = agree(changesOf(numbers, COMPARED));
  console.log(
    `${ours.length + peers.length} engines name the same failing sums ` +
      `after each of ${COMPARED} changes; some fail after ${failing} of them.\n`,
  );
}

/** Checks that the comparison can fail. Each engine in turn gets a different number. */
function compareOnADifference() {
  for (const [odd] of [...ours, ...peers]) {
    let noticed = false;
    try {
      agree([[3, numbers[3] + 1]], (name, [cell, number]) => [
        cell,
        name === odd ? number - 1 : number,
      ]);
    } catch {
      noticed = true;
    }
    if (!noticed) throw new Error(`nobody noticed that ${odd} was told another number`);
  }
}

// ---- Measure the time ----

function time(make) {
  const engine = make();
  // The first half of the changes is a warm-up. The measured half starts from correct sums again,
  // because the changes are cyclic.
  const changes = changesOf(numbers, Number(count));
  for (const [cell, number] of changes.slice(0, changes.length / 2)) engine.change(cell, number);
  numbers.forEach((number, cell) => engine.change(cell, number));
  const times = new Float64Array(Math.floor(changes.length / BATCH));
  let seen = 0;
  for (let batch = 0; batch < times.length; batch++) {
    const start = performance.now();
    for (let turn = batch * BATCH; turn < (batch + 1) * BATCH; turn++)
      seen += engine.change(...changes[turn]).length;
    times[batch] = (performance.now() - start) / BATCH;
  }
  times.sort();
  const micros = (part) => times[Math.floor(times.length * part)] * 1000;
  return { median: micros(0.5), p99: micros(0.99), seen };
}

function measure() {
  const timed = [...ours, ...peers].map(([name, make]) => ({ name, ...time(make) }));
  const [base] = timed;
  const counts = new Set(timed.map(({ seen }) => seen));
  if (counts.size !== 1 || counts.has(0))
    throw new Error(`the engines counted ${[...counts]} failing sums while they were timed`);
  const short = (number) => (number < 100 ? number.toPrecision(2) : Math.round(number).toString());
  console.log(
    `node ${process.version}, ${cpus()[0].model}; ${count} changes each, timed by tens, ` +
      `after half as many to warm up; microseconds a change\n`,
  );
  console.log('| | median | 99 of 100 under | × ours, median | × ours, p99 |');
  console.log('|---|---|---|---|---|');
  for (const { name, median, p99 } of timed) {
    const ratios = `${short(median / base.median)} | ${short(p99 / base.p99)}`;
    console.log(`| ${name} | ${short(median)} | ${short(p99)} | ${ratios} |`);
  }
}
