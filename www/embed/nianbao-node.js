// 年报 without a browser: the same module, its files read from the disk. `import { Nianbao } from 'nianbao'` finds this under node.
import { readFile } from 'node:fs/promises';
import { provide } from './nianbao.js';

provide((name) => readFile(new URL(name, import.meta.url)));

export { Exported, Nianbao } from './nianbao.js';
