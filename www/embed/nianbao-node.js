// The module without a browser: its files are read from the disk. In node,
// `import { Nianbao } from 'nianbao'` resolves to this file.
import { readFile } from 'node:fs/promises';
import { provide } from './nianbao.js';

provide((name) => readFile(new URL(name, import.meta.url)));

export { Exported, Nianbao } from './nianbao.js';
