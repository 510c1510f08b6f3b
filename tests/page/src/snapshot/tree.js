// Writes the tree below some roots as text: one line for each node, indented by its depth; below it
// its attributes, one line each, after a bar, sorted by name. The value of a field is written after
// a middle dot where it differs from the attribute. Only white space between blocks, which is not
// visible, is left out.
const BLOCKS = new Set((
  'article aside body caption col colgroup dd details div dl dt fieldset footer form h1 h2 h3 h4 ' +
  'header html legend li main nav ol optgroup option p section select style summary svg table ' +
  'tbody td th thead tr ul'
).split(' '));
const lines = [];

function isBlock(node) {
  return node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(node.localName);
}

function state(element) {
  const held = [];
  if (element.localName === 'input' && element.type !== 'file') {
    if (element.type === 'checkbox' || element.type === 'radio') {
      if (element.checked !== element.defaultChecked) held.push('·checked=' + element.checked);
    } else if (element.value !== element.defaultValue) {
      held.push('·value=' + JSON.stringify(element.value));
    }
  }
  if (element.localName === 'textarea' && element.value !== element.defaultValue) {
    held.push('·value=' + JSON.stringify(element.value));
  }
  if (element.localName === 'select') {
    const { options } = element;
    const chosen = [...options].find(option => option.defaultSelected) || options[0];
    if (chosen && element.value !== chosen.value) {
      held.push('·value=' + JSON.stringify(element.value));
    }
  }
  return held;
}

function words(text, parent, before, after, depth) {
  const edge = side => side ? isBlock(side) : isBlock(parent);
  if (/^[ \t\n\r\f]*$/.test(text) && edge(before) && edge(after)) return;
  lines.push(' '.repeat(depth) + JSON.stringify(text));
}

function inside(parent, depth) {
  const nodes = [...parent.childNodes];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node.nodeType === Node.TEXT_NODE) {
      let text = node.data;
      const before = nodes[at - 1];
      while (nodes[at + 1] && nodes[at + 1].nodeType === Node.TEXT_NODE) text += nodes[++at].data;
      if (text) words(text, parent, before, nodes[at + 1], depth);
    } else if (node.nodeType === Node.COMMENT_NODE) {
      lines.push(' '.repeat(depth) + '<!--' + node.data + '-->');
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      one(node, depth);
    }
  }
}

function one(element, depth) {
  const attributes = [...element.attributes]
    .map(each => each.name + '=' + JSON.stringify(each.value)).sort();
  lines.push(' '.repeat(depth) + '<' + element.localName + '>');
  lines.push(...[...attributes, ...state(element)].map(each => '|' + each));
  inside(element, depth + 1);
}

function name(element) {
  if (!element) return 'nothing';
  const data = Object.entries(element.dataset).map(([key, value]) => key + '=' + value)
    .sort().slice(0, 4);
  return [element.localName, element.id && '#' + element.id, ...data].filter(Boolean).join(' ');
}

const within = arguments[0], patience = arguments[1];

function take() {
  lines.length = 0;
  if (within) {
    inside(document.querySelector(within).shadowRoot, 0);
  } else {
    const root = document.documentElement;
    const attributes = [...root.attributes].filter(each => each.name !== 'data-ready')
      .map(each => '|' + each.name + '=' + JSON.stringify(each.value));
    lines.push('title: ' + document.title, 'focus: ' + name(document.activeElement), '<html>');
    lines.push(...attributes.sort());
    for (const element of document.body.children) {
      if (!['script', 'noscript'].includes(element.localName)) one(element, 0);
    }
  }
  return lines.join('\n') + '\n';
}

// A page is at rest when no operation is in progress, no timer with a pause waits, and its tree
// is the same a moment later. Without stage.js, operations and timers are not counted.
const MOMENT = 20;
const after = window.nbAfter || setTimeout, busy = window.nbBusy || (() => 0);
const pause = window.nbPause || (() => false);
return new Promise(resolve => {
  const begun = performance.now();
  let last = '';
  (function look() {
    const text = busy() || pause() ? '' : take();
    if (text && text === last) resolve(text);
    else if (performance.now() - begun > patience) resolve(busy());
    else after(look, text ? MOMENT : 0);
    last = text;
  })();
});
