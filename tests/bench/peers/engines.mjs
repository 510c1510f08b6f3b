// Each engine takes one changed number and says which of the 39 sums fail: `change(cell, number)` gives their places.

import { HyperFormula } from 'hyperformula';
import { Model } from 'survey-core';

/** Our sums by their places in `sums`. */
function places(nianbao, sums) {
  const keys = sums.map((sum) => sum.key);
  return nianbao.sums().map((key) => keys.indexOf(key));
}

/** Ours, asked for the facts. */
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

/** Ours by places and numbers instead of ids and text: what HyperFormula is given. */
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

/** Ours, asked for every finding in words. */
export function nianbaoWords(Nianbao, draft, ids, sums) {
  const nianbao = Nianbao.open(draft);
  const place = new Map(sums.map((sum, index) => [sum.key, index]));
  return {
    change(cell, number) {
      nianbao.set(ids[cell], String(number));
      const failing = [];
      for (const finding of nianbao.findings()) {
        for (const { key } of [finding, ...finding.folded]) if (place.has(key)) failing.push(place.get(key));
      }
      return failing;
    },
  };
}

const name = (cell) => `c${cell}`;
const side = (cells) => cells.map((cell) => `{${name(cell)}}`).join(' + ');
const expression = (sum) => `${side(sum.left)} = ${side(sum.right)}`;
const questions = (numbers) => numbers.map((number, cell) => ({ type: 'text', inputType: 'number', name: name(cell), defaultValue: number }));

/** survey-core with the sums as expression validators on their totals; `validate` looks at all of them. */
export function surveyValidators(numbers, sums) {
  const elements = questions(numbers);
  sums.forEach((sum, index) => {
    const total = elements[sum.right[0]];
    total.validators = [...(total.validators ?? []), { type: 'expression', text: String(index), expression: expression(sum) }];
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

/** The same, but the caller keeps the index of what a cell can break and has only those totals validated. */
export function surveyAffected(numbers, sums) {
  const elements = questions(numbers);
  sums.forEach((sum, index) => {
    const total = elements[sum.right[0]];
    total.validators = [...(total.validators ?? []), { type: 'expression', text: String(index), expression: expression(sum) }];
  });
  const survey = new Model({ elements });
  const totals = survey.getAllQuestions().filter((question) => question.validators.length > 0);
  const affected = numbers.map((_, cell) => {
    const ofCell = sums.filter((sum) => [...sum.left, ...sum.right].includes(cell)).map((sum) => name(sum.right[0]));
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

/** survey-core with the sums as calculated values, which it brings up to date by itself. */
export function surveyCalculated(numbers, sums) {
  const calculatedValues = sums.map((sum, index) => ({ name: `s${index}`, expression: expression(sum) }));
  const survey = new Model({ elements: questions(numbers), calculatedValues });
  return {
    change(cell, number) {
      survey.setValue(name(cell), number);
      const failing = [];
      survey.calculatedValues.forEach((holds, index) => { if (holds.value === false) failing.push(index); });
      return failing;
    },
  };
}

/** HyperFormula with the sums as comparisons below the table; it says which results a change changes. No steps are kept for undo. */
export function hyperFormula(numbers, sums, width) {
  const address = (cell) => String.fromCharCode(65 + (cell % width)) + (Math.floor(cell / width) + 1);
  const runs = (cells) => (cells.length > 2 ? `SUM(${address(cells[0])}:${address(cells.at(-1))})` : cells.map(address).join('+'));
  const rows = [];
  for (let at = 0; at < numbers.length; at += width) rows.push(numbers.slice(at, at + width));
  const first = rows.length;
  const formulas = sums.map((sum) => [`=${runs(sum.left)}<>${runs(sum.right)}`]);
  const sheet = HyperFormula.buildFromArray([...rows, ...formulas], { licenseKey: 'gpl-v3', undoLimit: 0 });
  const failing = new Set();
  return {
    change(cell, number) {
      const changes = sheet.setCellContents({ sheet: 0, row: Math.floor(cell / width), col: cell % width }, number);
      for (const { address, newValue } of changes) {
        if (address.row < first) continue;
        if (newValue) failing.add(address.row - first);
        else failing.delete(address.row - first);
      }
      return [...failing];
    },
  };
}
