// Unpacks each browser that package.json names into a folder of its name: `node unpack.mjs FOLDER`.

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const here = (path) => new URL(path, import.meta.url);
const [folder] = process.argv.slice(2);
const { devDependencies } = JSON.parse(await readFile(here('package.json'), 'utf8'));

for (const name of Object.keys(devDependencies)) {
  await mkdir(join(folder, name), { recursive: true });
  const packed = createReadStream(here(`node_modules/${name}/bin/chromium.br`));
  await pipeline(packed, createBrotliDecompress(), createWriteStream(join(folder, name, 'chromium'), { mode: 0o755 }));
}
