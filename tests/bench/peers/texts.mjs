// Reads the visible text of a finished file, as a list of pieces in reading order. A piece is a
// cell, a paragraph or a whole page.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PizZip from 'pizzip';

const plain = (xml) =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&amp;/g, '&');
const inside = (xml, tag) =>
  [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^]*?)</${tag}>`, 'g'))].map(([, text]) => text);

/** Reads a Word file: its paragraphs that have text. */
export function docxTexts(bytes) {
  const document = new PizZip(bytes).file('word/document.xml').asText();
  return inside(document, 'w:p')
    .map((paragraph) => inside(paragraph, 'w:t').map(plain).join(''))
    .filter((text) => text !== '');
}

/** Reads an Excel file: its visible cells, with numbers in their number formats. */
export function xlsxTexts(bytes) {
  const zip = new PizZip(bytes);
  const shared = inside(zip.file('xl/sharedStrings.xml').asText(), 'si').map((item) =>
    inside(item, 't').map(plain).join(''),
  );
  const styles = zip.file('xl/styles.xml').asText();
  const codes = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [
      id,
      plain(code),
    ]),
  );
  const looks = [...inside(styles, 'cellXfs')[0].matchAll(/<xf [^>]*numFmtId="(\d+)"/g)].map(
    ([, id]) => codes.get(id) ?? '0',
  );
  const sheets = zip.file(/^xl\/worksheets\/sheet\d+\.xml$/).map((file) => file.asText());
  const cells = sheets.flatMap((sheet) => [...sheet.matchAll(/<c ([^>]*[^/])>([^]*?)<\/c>/g)]);
  return cells.map(([, attributes, content]) => {
    const value = plain(inside(content, 'v')[0] ?? '');
    if (attributes.includes('t="s"')) return shared[Number(value)];
    const [, , decimals = '', words = ''] = looks[
      Number(attributes.match(/ s="(\d+)"/)?.[1])
    ].match(/^0(\.(0+))?(?:"([^"]*)")?$/);
    return Number(value).toFixed(decimals.length) + words;
  });
}

/** Reads an OFD file: the text of each page in the order of the file, without page numbers. */
export function ofdTexts(bytes) {
  const zip = new PizZip(bytes);
  const pages = zip
    .file(/Pages\/Page_\d+\/Content\.xml$/)
    .map((file) => [Number(file.name.match(/Page_(\d+)/)[1]), file.asText()]);
  const texts = pages
    .sort(([one], [other]) => one - other)
    .map(([, xml]) => inside(xml, 'ofd:TextCode').map(plain).join(''));
  return texts.map(withoutNumber);
}

/** Removes the page number from the text of a page. */
function withoutNumber(page, index) {
  return page.replace(new RegExp(`\\s*—\\s*${index + 1}\\s*—\\s*`), '\n');
}

/**
 * Reads a PDF file with poppler: the text of each page in the order of the file, without page
 * numbers.
 */
export function pdfTexts(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-peers-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, bytes);
    const pages = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return pages.split('\f').slice(0, -1).map(withoutNumber);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Joins the pieces without white space, because line breaks are not compared. */
export const joined = (pieces) => pieces.join('').replace(/\s/g, '');
