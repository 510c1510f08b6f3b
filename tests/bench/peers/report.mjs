// The report that all writers get: a draft for nianbao, and for the others its content as blocks in
// reading order.
//
// A block is { kind, … }: title (lines), heading1, heading2, paragraph, note, closing (runs: [{
// text, bold }], newPage) or table (rows, heads: the number of rows that are heads, size). A cell
// is { text, cols, rows, label }. Blocks are read from the HTML of nianbao and then compared with
// the draft.

/** The widths of the columns of a table in thousandths, by the number of columns. */
export const WIDTHS = {
  4: [310, 230, 230, 230],
  10: [46, 92, 288, ...Array(7).fill(82)],
  15: [...Array(10).fill(67), ...Array(5).fill(66)],
};

/**
 * Returns the draft with different whole numbers for each `turn`. All other values stay the same.
 */
export function draftOf(base, turn) {
  const cells = Object.entries(base.cells).map(([id, value]) => [
    id,
    Number.isInteger(value) ? value + turn : value,
  ]);
  return { ...base, cells: Object.fromEntries(cells) };
}

/** Reads the blocks of the HTML of nianbao. */
export function blocksOf(html) {
  const body = html.slice(html.indexOf('<h1>'), html.indexOf('<script'));
  const blocks = [];
  for (const [, tag, attributes, inside] of body.matchAll(
    /<(h1|h2|h3|p|table)\b([^>]*)>([^]*?)<\/\1>/g,
  )) {
    if (tag === 'h1') blocks.push({ kind: 'title', lines: inside.split('<br>').map(plain) });
    else if (tag === 'table') blocks.push(tableOf(attributes, inside));
    else
      blocks.push({
        kind: KINDS[attributes.match(/nianbao-(note|organ|date)/)?.[1] ?? tag],
        runs: runsOf(inside),
        newPage: attributes.includes('nianbao-new-page'),
      });
  }
  return blocks;
}

const KINDS = {
  h2: 'heading1',
  h3: 'heading2',
  p: 'paragraph',
  note: 'note',
  organ: 'closing',
  date: 'closing',
};

function tableOf(attributes, inside) {
  const rows = [...inside.matchAll(/<tr\b[^>]*>([^]*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<(t[hd])\b([^>]*)>([^]*?)<\/t[hd]>/g)].map(([, tag, attributes, text]) => ({
      text: plain(text),
      cols: Number(attributes.match(/colspan="(\d+)"/)?.[1] ?? 1),
      rows: Number(attributes.match(/rowspan="(\d+)"/)?.[1] ?? 1),
      label: tag === 'th' || !attributes.includes('headers='),
    })),
  );
  const heads = (inside.match(/<thead>([^]*?)<\/thead>/)?.[1].match(/<tr\b/g) ?? []).length;
  return { kind: 'table', rows, heads, size: attributes.match(/nianbao-(large|medium|small)/)[1] };
}

function runsOf(inside) {
  const parts = inside.split(/<strong>([^]*?)<\/strong>/);
  return parts
    .map((part, index) => ({ text: plain(part), bold: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

function plain(markup) {
  const text = markup
    .replace(/<br>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
  if (/<\w/.test(markup.replace(/<br>/g, ''))) throw new Error(`what is this: ${markup}`);
  return text;
}

/** Lists the texts of the blocks in reading order. Each is a cell or a paragraph. */
export function piecesOf(blocks) {
  return blocks.flatMap((block) => {
    if (block.kind === 'title') return block.lines;
    if (block.kind === 'table') return block.rows.flat().map(({ text }) => text);
    return [block.runs.map(({ text }) => text).join('')];
  });
}

/** Throws unless the tables show exactly the numbers of the draft, each in a separate cell. */
export function holdAgainst(draft, blocks) {
  const shown = blocks
    .filter(({ kind }) => kind === 'table')
    .flatMap(({ rows }) => rows.flat().filter(({ label }) => !label));
  const remark = (id) => (draft.remarks[id] ? `（${draft.remarks[id]}）` : '');
  const typed = Object.entries(draft.cells).map(([id, value]) => `${value}${remark(id)}`);
  const missing = typed.filter((text) => !shown.some((cell) => cell.text === text));
  if (shown.length !== typed.length || missing.length)
    throw new Error(
      `${typed.length} numbers in the draft, ${shown.length} in the tables: ${missing}`,
    );
}
