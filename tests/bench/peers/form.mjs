// Table 3 of edition 2021 for all engines: its cells, its sums, numbers that satisfy them, and the
// changes. It is copied from the official form, independently of the sources of nianbao.

export const COLUMNS = ['natural', 'business', 'research', 'welfare', 'legal', 'other', 'total'];

// Cells are numbered row by row: cell = row * 7 + column.
const WIDTH = COLUMNS.length;
const LAST = WIDTH - 1;

/** The rows in the order of a draft that lists all of them: 新收, 上年结转, the outcomes, （七）总计, 结转下年. */
export function rowsOf(draft) {
  const rows = Object.keys(draft.cells)
    .filter((id) => id.startsWith('requests.') && id.endsWith('.total'))
    .map((id) => id.slice(9, -6));
  const [first, second, ...rest] = rows;
  const [total, carried] = rest.slice(-2);
  const found = [first, second, total, carried].join();
  if (rows.length !== 25 || found !== 'new,carried_in,total,carried_out')
    throw new Error(`the draft lists other rows: ${rows}`);
  return rows;
}

/**
 * The 39 sums as { key, left, right }. `left` and `right` are cell numbers, `key` is the key of the
 * sum in the findings of nianbao.
 */
export function sumsOf(rows) {
  const range = (length) => Array.from({ length }, (_, index) => index);
  const cell = (row, column) => row * WIDTH + column;
  const total = rows.length - 2;
  const carried = rows.length - 1;
  const id = (row, column) => `requests.${rows[row]}.${COLUMNS[column]}`;
  return [
    ...range(WIDTH).map((c) => ({
      key: `requests-balance:${id(total, c)}`,
      left: [cell(0, c), cell(1, c)],
      right: [cell(total, c), cell(carried, c)],
    })),
    ...range(WIDTH).map((c) => ({
      key: `requests-total:${id(total, c)}`,
      left: range(total - 2).map((r) => cell(r + 2, c)),
      right: [cell(total, c)],
    })),
    ...rows.map((_, r) => ({
      key: `requests-row-sum:${id(r, LAST)}`,
      left: range(LAST).map((c) => cell(r, c)),
      right: [cell(r, LAST)],
    })),
  ];
}

/** Returns a number for every cell, such that each sum holds. */
export function numbersFor(rows) {
  const total = rows.length - 2;
  const table = rows.map((_, r) => COLUMNS.slice(0, LAST).map((_, c) => (r * 5 + c * 3) % 11));
  for (let c = 0; c < LAST; c++) {
    table[total][c] = table.slice(2, total).reduce((sum, row) => sum + row[c], 0);
    table[0][c] = table[total][c] + table[total + 1][c] - table[1][c];
  }
  return table.flatMap((row) => [...row, row.reduce((sum, number) => sum + number, 0)]);
}

/**
 * Returns `count` changes as [cell, number], which visit all cells. A change sets a wrong number,
 * and the next one corrects the cell that was wrong before. So one or two numbers are wrong at a
 * time, and every other change breaks a sum.
 */
export function changesOf(numbers, count) {
  const changes = [];
  let wrong = null;
  for (let turn = 0; changes.length < count; turn++) {
    const cell = (turn * 37) % numbers.length;
    changes.push([cell, numbers[cell] + 1 + (turn % 9)]);
    if (wrong !== null) changes.push([wrong, numbers[wrong]]);
    wrong = cell;
  }
  return changes.slice(0, count);
}
