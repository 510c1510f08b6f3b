// Measures the time from a report to the bytes of the finished file, for nianbao and for docx,
// docxtemplater and pdfmake in the same run. All write the same report.
//
//   ./build.sh && npm ci --prefix tests/bench/peers
//   node tests/bench/peers/documents.mjs [REPORTS [PAGE.html]]

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { openModule } from './built.mjs';
import { blocksOf, draftOf, holdAgainst, piecesOf } from './report.mjs';
import { docxTexts, joined, ofdTexts, pdfTexts, xlsxTexts } from './texts.mjs';
import * as writers from './writers.mjs';

const here = (path) => new URL(path, import.meta.url);
const [count = '200', page = here('../../../dist/index.html')] = process.argv.slice(2);
// The number of reports that each writer makes before the measurement, as a warm-up.
const WARM_UP = 20;

// A draft with a different number in every cell and with typed totals. Its text is as long as that
// of an ordinary report.
const base = JSON.parse(
  await readFile(here('../../corpus/drafts/distinct-2021-as-issued.json'), 'utf8'),
);
const long = JSON.parse(await readFile(here('../../corpus/drafts/yanzhoulu-2020.json'), 'utf8'));
for (const part of ['overview', 'problems']) base.sections[part] = long.sections[part];

const office = await openModule(page, 'office');
const html = writers.nianbao(office, 'html');

/** Makes the report that all writers get. */
function reportOf(draft) {
  const text = JSON.stringify(draft);
  const blocks = blocksOf(new TextDecoder().decode(html({ draft: text })));
  holdAgainst(draft, blocks);
  return { draft: text, blocks, pieces: piecesOf(blocks) };
}

const first = reportOf(base);
const reports = Array.from({ length: WARM_UP + Number(count) }, (_, turn) =>
  reportOf(draftOf(base, turn)),
);
const fonts = await fontsOfTheMachine();
const bytesOf = (fonts) =>
  Object.fromEntries(Object.entries(fonts).map(([face, { bytes }]) => [face, bytes]));
const template = writers.template(writers.nianbao(office, 'docx')(first));

// For each writer: its name, the writer, the function that reads the texts of its files, and the
// first writer of the same format, with which it is compared.
const candidates = [
  ['nianbao: DOCX', writers.nianbao(office, 'docx'), docxTexts, 0],
  ['docx 9.15: DOCX', writers.npmDocx, docxTexts, 0],
  ['docxtemplater 3.71: DOCX from a template', writers.docxtemplater(template), docxTexts, 0],
  ['nianbao: XLSX', writers.nianbao(office, 'xlsx'), xlsxTexts, 3],
  ['nianbao: OFD', writers.nianbao(office, 'ofd'), ofdTexts, 4],
  ['nianbao: PDF, tagged, PDF/A', writers.nianbao(office, 'pdf', bytesOf(fonts)), pdfTexts, 5],
  ['pdfmake 0.3: PDF, not tagged', writers.pdfMake(fonts), pdfTexts, 5],
];

await compareOnADifference();
await compare();
await measure();

/**
 * Fonts of Debian for the faces of the document. `name` is the name of the font in its collection.
 */
async function fontsOfTheMachine() {
  const noto = (file, name) => [`/usr/share/fonts/opentype/noto/${file}`, name];
  const files = {
    title: noto('NotoSerifCJK-Bold.ttc', 'NotoSerifCJKsc-Bold'),
    fang: noto('NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'),
    kai: ['/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf', undefined],
    hei: noto('NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'),
    song: noto('NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'),
  };
  const missing = Object.values(files).find(([file]) => !existsSync(file));
  if (missing)
    throw new Error(
      `${missing[0]} is missing; on Debian: apt-get install fonts-noto-cjk fonts-arphic-gbsn00lp`,
    );
  const read = async ([face, [file, name]]) => [face, { bytes: await readFile(file), name }];
  return Object.fromEntries(await Promise.all(Object.entries(files).map(read)));
}

// ---- Check that every file shows the whole report ----

/**
 * Throws unless a file shows the whole report in its order, and nothing else. A workbook has
 * another order and contains more than the report.
 */
function shows(name, pieces, report, texts) {
  if (texts === xlsxTexts) {
    const left = [...pieces];
    for (const piece of report.pieces) {
      const at = left.indexOf(piece);
      if (at < 0) throw new Error(`${name} lacks ${piece}`);
      left.splice(at, 1);
    }
    return;
  }
  const [shown, right] = [joined(pieces), joined(report.pieces)];
  if (shown === right) return;
  const at = [...right].findIndex((character, index) => character !== shown[index]);
  throw new Error(
    `${name} shows ${shown.slice(at - 10, at + 30)} instead of ${right.slice(at - 10, at + 30)}`,
  );
}

async function compare() {
  for (const [name, write, texts] of candidates)
    shows(name, texts(await write(first)), first, texts);
  const { length } = joined(first.pieces);
  console.log(
    `The ${candidates.length} files show the same ${first.pieces.length} cells and paragraphs, ` +
      `${length} characters.\n`,
  );
}

/**
 * Checks that the comparison can fail. Each writer in turn gets a report in which one number is
 * different.
 */
async function compareOnADifference() {
  const draft = {
    ...base,
    cells: { ...base.cells, 'disputes.review.upheld': base.cells['disputes.review.upheld'] + 1 },
  };
  const other = reportOf(draft);
  for (const [name, write, texts] of candidates) {
    let noticed = false;
    try {
      shows(name, texts(await write(other)), first, texts);
    } catch {
      noticed = true;
    }
    if (!noticed) throw new Error(`nobody noticed that ${name} was given another number`);
  }
}

// ---- Measure the time ----

async function time(write) {
  for (const report of reports.slice(0, WARM_UP)) await write(report);
  const times = [];
  let size = 0;
  for (const report of reports.slice(WARM_UP)) {
    const start = performance.now();
    const bytes = await write(report);
    times.push(performance.now() - start);
    size = bytes.length;
  }
  times.sort((one, other) => one - other);
  const part = (share) => times[Math.floor(times.length * share)];
  return { median: part(0.5), p99: part(0.99), size };
}

async function measure() {
  const short = (number) => (number < 100 ? number.toPrecision(2) : Math.round(number).toString());
  console.log(
    `node ${process.version}, ${cpus()[0].model}; ${count} reports each, ` +
      `every one with other numbers, after ${WARM_UP} to warm up; milliseconds a report\n`,
  );
  console.log('| | median | 99 of 100 under | × ours, median | × ours, p99 | KB |');
  console.log('|---|---|---|---|---|---|');
  const timed = [];
  for (const [name, write, , first] of candidates) {
    const taken = await time(write);
    timed.push(taken);
    const ours = timed[first];
    const cells = [taken.median, taken.p99, taken.median / ours.median, taken.p99 / ours.p99].map(
      short,
    );
    console.log(`| ${name} | ${cells.join(' | ')} | ${Math.round(taken.size / 1000)} |`);
  }
}
