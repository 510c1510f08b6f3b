// The engines. `change(cell, number)` sets one number and returns the indices of the sums, out of
// 39, that fail.

import { HyperFormula } from 'hyperformula';
import { Model } from 'survey-core';

/** Maps the sums of nianbao to their indices in `sums`. */
function places(nianbao, sums) {
  const keys = sums.map((sum) => sum.key);
  return nianbao.sums().map((key) => keys.indexOf(key));
}

/** nianbao, which returns the failing sums without words. */
export function nianbaoFacts(Nianbao, draft, ids, sums) {
  const nianbao = Nianbao.open(draft);
  const place = places(nianbao, sums);
  return {
    change(cell, number) {
      nianbao.set(ids[cell], String(number));
      const failing = [];
      for (const index of nianbao.failing()) failing.push(place[index]);
      return failing;
    },
  };
}

/** nianbao, called with indices and numbers instead of ids and text, as HyperFormula is. */
export function nianbaoNumbers(Nianbao, draft, ids, sums) {
  const nianbao = Nianbao.open(draft);
  const place = places(nianbao, sums);
  const all = nianbao.cells();
  const cells = ids.map((id) => all.indexOf(id));
  return {
    change(cell, number) {
      const failing = [];
      for (const index of nianbao.put(cells[cell], number)) failing.push(place[index]);
      return failing;
    },
  };
}

/** nianbao, which returns every finding in words. */
export function nianbaoWords(Nianbao, draft, ids, sums) {
  const nianbao = Nianbao.open(draft);
  const place = new Map(sums.map((sum, index) => [sum.key, index]));
  return {
    change(cell, number) {
      nianbao.set(ids[cell], String(number));
      const failing = [];
      for (const finding of nianbao.findings()) {
        for (const { key } of [finding, ...finding.folded])
          if (place.has(key)) failing.push(place.get(key));
      }
      return failing;
    },
  };
}

const name = (cell) => `c${cell}`;
const side = (cells) => cells.map((cell) => `{${name(cell)}}`).join(' + ');
const expression = (sum) => `${side(sum.left)} = ${side(sum.right)}`;
const questions = (numbers) =>
  numbers.map((number, cell) => ({
    type: 'text',
    inputType: 'number',
    name: name(cell),
    defaultValue: number,
  }));

/**
 * survey-core with the sums as expression validators of their totals. `validate` checks all of
 * them.
 */
export function surveyValidators(numbers, sums) {
  const elements = questions(numbers);
  sums.forEach((sum, index) => {
    const total = elements[sum.right[0]];
    total.validators = [
      ...(total.validators ?? []),
      { type: 'expression', text: String(index), expression: expression(sum) },
    ];
  });
  const survey = new Model({ elements });
  const totals = survey.getAllQuestions().filter((question) => question.validators.length > 0);
  return {
    change(cell, number) {
      survey.setValue(name(cell), number);
      survey.validate(true);
      return totals.flatMap((question) => question.errors.map((error) => Number(error.text)));
    },
  };
}

/**
 * survey-core as above, but the caller knows which totals a cell affects and validates only those.
 */
export function surveyAffected(numbers, sums) {
  const elements = questions(numbers);
  sums.forEach((sum, index) => {
    const total = elements[sum.right[0]];
    total.validators = [
      ...(total.validators ?? []),
      { type: 'expression', text: String(index), expression: expression(sum) },
    ];
  });
  const survey = new Model({ elements });
  const totals = survey.getAllQuestions().filter((question) => question.validators.length > 0);
  const affected = numbers.map((_, cell) => {
    const ofCell = sums
      .filter((sum) => [...sum.left, ...sum.right].includes(cell))
      .map((sum) => name(sum.right[0]));
    return totals.filter((question) => ofCell.includes(question.name));
  });
  return {
    change(cell, number) {
      survey.setValue(name(cell), number);
      for (const question of affected[cell]) question.validate(true);
      return totals.flatMap((question) => question.errors.map((error) => Number(error.text)));
    },
  };
}

/** survey-core with the sums as calculated values, which it updates itself. */
export function surveyCalculated(numbers, sums) {
  const calculatedValues = sums.map((sum, index) => ({
    name: `s${index}`,
    expression: expression(sum),
  }));
  const survey = new Model({ elements: questions(numbers), calculatedValues });
  return {
    change(cell, number) {
      survey.setValue(name(cell), number);
      const failing = [];
      survey.calculatedValues.forEach((holds, index) => {
        if (holds.value === false) failing.push(index);
      });
      return failing;
    },
  };
}

/**
 * HyperFormula with the sums as comparisons below the table. It reports the results that a change
 * affects. Undo is switched off.
 */
export function hyperFormula(numbers, sums, width) {
  const address = (cell) =>
    String.fromCharCode(65 + (cell % width)) + (Math.floor(cell / width) + 1);
  const runs = (cells) =>
    cells.length > 2
      ? `SUM(${address(cells[0])}:${address(cells.at(-1))})`
      : cells.map(address).join('+');
  const rows = [];
  for (let at = 0; at < numbers.length; at += width) rows.push(numbers.slice(at, at + width));
  const first = rows.length;
  const formulas = sums.map((sum) => [`=${runs(sum.left)}<>${runs(sum.right)}`]);
  const sheet = HyperFormula.buildFromArray([...rows, ...formulas], {
    licenseKey: 'gpl-v3',
    undoLimit: 0,
  });
  const failing = new Set();
  return {
    change(cell, number) {
      const changes = sheet.setCellContents(
        { sheet: 0, row: Math.floor(cell / width), col: cell % width },
        number,
      );
      for (const { address, newValue } of changes) {
        if (address.row < first) continue;
        if (newValue) failing.add(address.row - first);
        else failing.delete(address.row - first);
      }
      return [...failing];
    },
  };
}
