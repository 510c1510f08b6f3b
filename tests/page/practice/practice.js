// A minimal page that follows the contract of tests/page/CONTRACT.md. It is not the product and
// contains no part of it.
(() => {
  'use strict';
  const ROWS = (
    'new carried_in granted partial denied.state_secret denied.forbidden_by_law ' +
    'denied.safety_stability denied.third_party denied.internal_affairs ' +
    'denied.process_information denied.enforcement_file denied.administrative_query ' +
    'unable.not_held unable.needs_creation unable.still_unclear declined.petition ' +
    'declined.repeated declined.publication declined.abusive declined.reconfirm ' +
    'other.overdue_correction other.overdue_fee other.other total carried_out'
  ).split(' ');
  const COLUMNS = 'natural business research welfare legal other total'.split(' ');
  const DISCLOSURE = {
    2021: {
      regulations: 'issued repealed in_force',
      normative: 'issued repealed in_force',
      licensing: 'decisions',
      penalties: 'decisions',
      coercion: 'decisions',
      fees: 'amount',
    },
    2019: {
      regulations: 'made opened open_total',
      normative: 'made opened open_total',
      licensing: 'prior change decisions',
      services: 'prior change decisions',
      penalties: 'prior change decisions',
      coercion: 'prior change decisions',
      fees: 'prior change',
      procurement: 'projects amount',
    },
  };
  const PARTS = ['info', 'overview', 'disclosure', 'requests', 'disputes', 'problems', 'other'];
  const FIELDS = [
    'title',
    'preface.text',
    'preface.basis',
    'preface.compiler',
    'preface.period.from',
    'preface.period.to',
    'preface.url',
    'preface.address',
    'preface.postcode',
    'preface.phone',
    'preface.email',
    'signature.organ',
    'signature.date',
  ];
  const KEPT = 'practice.draft';
  const root = document.getElementById('nianbao');
  const empty = () => ({
    nianbao: 1,
    year: 0,
    edition: '2021',
    agency: { name: '', level: 'township' },
    as_issued: false,
    cells: {},
    fields: {},
    sections: {},
  });
  let base = null,
    draft = empty(),
    current = 'info',
    undone = [],
    done = [];

  const editionOf = year => (year < 2021 ? '2019' : '2021');
  const rowsOf = part => {
    if (part === 'disclosure')
      return Object.entries(DISCLOSURE[draft.edition]).map(([row, columns]) =>
        columns.split(' ').map(c => `disclosure.${row}.${c}`),
      );
    if (part === 'requests') {
      const rows = draft.edition === '2019' ? ROWS.filter(r => !r.startsWith('other.')) : ROWS;
      if (draft.edition === '2019') rows.splice(rows.indexOf('total'), 0, 'other');
      return rows.map(row => COLUMNS.map(c => `requests.${row}.${c}`));
    }
    return [
      ['review', 'direct', 'after_review'].flatMap(row =>
        ['upheld', 'corrected', 'other', 'pending', 'total'].map(c => `disputes.${row}.${c}`),
      ),
    ];
  };
  const isDerived = id =>
    !draft.as_issued && (id.endsWith('.total') || id.startsWith('requests.total.'));
  const valueOf = id => {
    if (!isDerived(id)) return draft.cells[id] || '';
    const [table, , column] = [id.split('.')[0], 0, id.split('.').pop()];
    const row = id.split('.').slice(1, -1).join('.');
    let terms;
    if (row === 'total')
      terms = rowsOf('requests')
        .map(r => r[0].split('.').slice(1, -1).join('.'))
        .filter(r => !['new', 'carried_in', 'total', 'carried_out'].includes(r))
        .map(r => `requests.${r}.${column}`);
    else
      terms = (
        table === 'requests' ? COLUMNS : ['upheld', 'corrected', 'other', 'pending', 'total']
      )
        .slice(0, -1)
        .map(c => `${table}.${row}.${c}`);
    const values = terms.map(valueOf);
    return values.includes('') ? '' : String(values.reduce((a, b) => a + Number(b), 0));
  };

  const esc = text =>
    String(text).replace(
      /[&<>"]/g,
      c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c],
    );
  const cell = id =>
    isDerived(id)
      ? `<td><output data-cell="${id}" data-derived="1">${valueOf(id)}</output></td>`
      : `<td><input data-cell="${id}" inputmode="numeric" aria-label="${id}"` +
        ` value="${esc(valueOf(id))}"></td>`;
  const part = name => {
    let html = '';
    if (name === 'info') {
      const checked = draft.as_issued ? ' checked' : '';
      html += `<label><input type="checkbox" data-field="as_issued"${checked}> 照原文录入</label>`;
      html += FIELDS.map(
        f =>
          `<p><label>${f} ${
            f === 'preface.text'
              ? `<textarea data-field="${f}">${esc(draft.fields[f] || '')}</textarea>`
              : `<input data-field="${f}" value="${esc(draft.fields[f] || '')}">`
          }</label></p>`,
      ).join('');
      return html;
    }
    if (['disclosure', 'requests', 'disputes'].includes(name)) {
      html += '<button type="button" data-act="fill-zero">其余填 0</button>';
      html += `<table><caption>${name}</caption><tbody>${rowsOf(name)
        .map(row => `<tr>${row.map(cell).join('')}</tr>`)
        .join('')}</tbody></table>`;
    }
    return (
      html +
      `<div data-prose="${name}" contenteditable="true" role="textbox" aria-multiline="true"` +
      ` aria-label="${name}">${draft.sections[name] || '<p><br></p>'}</div>`
    );
  };
  const start = () => {
    root.innerHTML =
      '<h1>开始</h1><button type="button" data-act="new">新建</button> ' +
      '<button type="button" data-act="open">打开文件</button>' +
      '<input type="file" id="nb-file" aria-label="文件"><p id="nb-message" role="status"></p>' +
      '<div id="dialogs"></div>';
  };
  const form = () => {
    const buttons = ['undo', 'redo', 'save', 'export'].map(
      act => `<button type="button" data-act="${act}">${act}</button>`,
    );
    const links = PARTS.map(
      p => `<button type="button" data-act="go" data-part="${p}">${p}</button>`,
    );
    root.innerHTML = `<h1>${esc(draft.agency.name)}</h1><p id="nb-saved"></p>
      <p id="nb-message" role="status"></p>
      ${buttons.join(' ')}
      <input type="file" id="nb-file" aria-label="文件"><nav>${links.join(' ')}</nav>
      <div id="part"></div><div id="nb-findings"></div><div id="dialogs"></div>`;
    show(current);
  };
  const show = name => {
    current = name;
    for (const b of document.querySelectorAll('[data-act=go]'))
      b.dataset.part === name
        ? b.setAttribute('aria-current', 'true')
        : b.removeAttribute('aria-current');
    document.getElementById('part').innerHTML = part(name);
    document.execCommand('defaultParagraphSeparator', false, 'p');
  };
  const keep = () => {
    if (base)
      base.transaction('kept', 'readwrite').objectStore('kept').put(JSON.stringify(draft), KEPT);
    const saved = document.getElementById('nb-saved');
    if (saved) saved.textContent = '已自动保存在本机浏览器';
  };
  const say = text => {
    document.getElementById('nb-message').textContent = text;
  };
  const change = (id, value) => {
    const before = draft.cells[id] || '';
    if (before === value) return;
    const last = done[done.length - 1];
    if (last && last.id === id && !last.closed) last.after = value;
    else {
      done.push({ id, before, after: value });
      undone = [];
    }
    put(id, value);
  };
  const put = (id, value) => {
    draft.cells[id] = value;
    const field = document.querySelector(`input[data-cell="${id}"]`);
    if (field && field.value !== value) field.value = value;
    for (const output of document.querySelectorAll('output[data-cell]'))
      output.textContent = valueOf(output.dataset.cell);
    const sum = ['natural', 'business'].map(c => Number(draft.cells[`requests.new.${c}`] || 0));
    document.getElementById('nb-findings').innerHTML =
      sum[0] > 900000
        ? `<p data-finding data-rule="too-many" data-severity="hint">${sum[0]}</p>`
        : '';
    keep();
  };
  const download = (name, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
  };

  const acts = {
    new: () => {
      document.getElementById('dialogs').innerHTML =
        '<div class="nb-dialog" role="dialog" aria-label="新建"><label>单位 ' +
        '<input data-field="new.name"></label><label>层级 <select data-field="new.level">' +
        ['prefecture', 'prefecture_department', 'county', 'township', 'subdistrict']
          .map(l => `<option value="${l}">${l}</option>`)
          .join('') +
        '</select></label><label>年度 <input data-field="new.year" value="2025"></label>' +
        '<button type="button" data-act="new.create">好</button>' +
        '<button type="button" data-act="dialog.close">取消</button></div>';
    },
    'new.create': () => {
      const field = name => document.querySelector(`[data-field="new.${name}"]`).value;
      draft = empty();
      draft.agency = { name: field('name'), level: field('level') };
      draft.year = Number(field('year'));
      draft.edition = editionOf(draft.year);
      current = 'info';
      form();
      keep();
    },
    'dialog.close': () => {
      document.getElementById('dialogs').innerHTML = '';
    },
    go: b => show(b.dataset.part),
    undo: () => {
      const step = done.pop();
      if (step) {
        step.closed = true;
        undone.push(step);
        put(step.id, step.before);
      }
    },
    redo: () => {
      const step = undone.pop();
      if (step) {
        done.push(step);
        put(step.id, step.after);
      }
    },
    'fill-zero': () => {
      for (const e of document.querySelectorAll('input[data-cell]'))
        if (!e.value) put(e.dataset.cell, '0');
    },
    save: () =>
      download(`${draft.agency.name}${draft.year}年报.nianbao.json`, JSON.stringify(draft)),
    export: () => {
      document.getElementById('dialogs').innerHTML =
        '<div class="nb-dialog" role="dialog" aria-label="导出">' +
        [
          ['docx', 'Word'],
          ['html', '网页'],
        ]
          .map(
            ([id, name]) =>
              `<label><input type="checkbox" data-field="export.${id}">${name}</label>` +
              `<span id="nb-out-state-${id}" data-state="written"></span>`,
          )
          .join('') +
        '<button type="button" data-act="export.save">保存</button>' +
        '<button type="button" data-act="dialog.close">关闭</button></div>';
    },
    'export.save': () => {
      const wanted = id => document.querySelector(`[data-field="export.${id}"]`).checked;
      if (wanted('docx')) download('年报.docx', 'no Word file: ' + JSON.stringify(draft.cells));
      if (wanted('html'))
        setTimeout(
          () =>
            download(
              '年报.html',
              `<!DOCTYPE html><html lang="zh-CN"><title>年报</title>` +
                `<p>${esc(draft.agency.name)}</p></html>`,
            ),
          wanted('docx') ? 400 : 0,
        );
    },
  };
  addEventListener('click', e => {
    const b = e.target.closest('[data-act]');
    if (b && acts[b.dataset.act]) acts[b.dataset.act](b);
  });
  addEventListener('input', e => {
    const t = e.target;
    if (t.dataset.cell) {
      if (!e.isComposing) change(t.dataset.cell, t.value);
    } else if (t.dataset.field === 'as_issued') {
      draft.as_issued = t.checked;
      keep();
    } else if (t.dataset.field && !t.dataset.field.startsWith('new.')) {
      draft.fields[t.dataset.field] = t.value;
      keep();
    } else if (t.dataset.prose) {
      draft.sections[t.dataset.prose] = t.innerHTML;
      keep();
    } else if (t.id === 'nb-file' && t.files[0]) {
      const [file] = t.files;
      file.text().then(text => {
        try {
          const read = JSON.parse(text);
          if (read.nianbao !== 1) throw 0;
          draft = { ...empty(), ...read };
          form();
          say('已打开');
        } catch {
          say(`打不开「${file.name}」：不是年报草稿`);
        }
        // Choosing the same file again must cause a change event again.
        t.value = '';
      });
    }
  });
  addEventListener('compositionend', e => {
    if (e.target.dataset.cell) change(e.target.dataset.cell, e.target.value);
  });
  addEventListener('paste', e => {
    if (!e.target.dataset || !e.target.dataset.cell) return;
    const lines = e.clipboardData
      .getData('text/plain')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map(l => l.split('\t'));
    if (lines.length * lines[0].length < 2) return;
    e.preventDefault();
    const rows = rowsOf(e.target.dataset.cell.split('.')[0]);
    const y = rows.findIndex(r => r.includes(e.target.dataset.cell)),
      x = rows[y].indexOf(e.target.dataset.cell);
    lines.forEach((line, i) =>
      line.forEach((v, j) => {
        const id = (rows[y + i] || [])[x + j];
        if (id && v.trim() && !isDerived(id)) {
          change(id, v.replace(/,/g, '').trim());
          done[done.length - 1].closed = true;
        }
      }),
    );
  });
  addEventListener('keydown', e => {
    if (e.ctrlKey && e.key === 'z') {
      e.preventDefault();
      acts.undo();
      return;
    }
    if (e.ctrlKey && e.key === 'y') {
      e.preventDefault();
      acts.redo();
      return;
    }
    if (e.ctrlKey && e.key === 'b' && e.target.isContentEditable) {
      e.preventDefault();
      document.execCommand('bold');
      return;
    }
    const id = e.target.dataset && e.target.dataset.cell;
    if (
      !id ||
      e.isComposing ||
      e.ctrlKey ||
      !['Tab', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(e.key)
    )
      return;
    const rows = rowsOf(id.split('.')[0])
      .map(r => r.filter(c => !isDerived(c)))
      .filter(r => r.length);
    const y = rows.findIndex(r => r.includes(id)),
      x = rows[y].indexOf(id);
    const all = rows.flat(),
      at = all.indexOf(id);
    const to = {
      Tab: all[e.shiftKey ? at - 1 : at + 1],
      ArrowRight: all[at + 1],
      ArrowLeft: all[at - 1],
      Enter: (rows[y + 1] || [])[x],
      ArrowDown: (rows[y + 1] || [])[x],
      ArrowUp: (rows[y - 1] || [])[x],
    }[e.key];
    if (done.length) done[done.length - 1].closed = true;
    if (!to) return;
    e.preventDefault();
    const field = document.querySelector(`[data-cell="${to}"]`);
    field.focus();
    field.select();
  });
  window.nianbaoTest = {
    trap: () => {
      form();
      say('程序出错，已从本机记录恢复，请核对最后几个字');
    },
  };

  // localStorage is not used, because browsers write it to the disk with a delay, and a killed
  // browser loses it.
  const opening = indexedDB.open('practice', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  opening.onsuccess = () => {
    base = opening.result;
    const reading = base.transaction('kept').objectStore('kept').get(KEPT);
    reading.onsuccess = () => {
      if (reading.result) {
        draft = JSON.parse(reading.result);
        form();
      } else start();
      document.documentElement.dataset.ready = '1';
    };
  };
})();
