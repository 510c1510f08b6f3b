// Takes the WebAssembly modules of nianbao out of the built page, so that the benchmark runs the
// same bytes and the same glue that ship.

import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/**
 * The exports of a module; its name is `page` or `office`. The page module gets no answer about
 * texts, which the words module would give.
 */
export async function openModule(path, name) {
  const html = await readFile(path, 'utf8');
  const glue = html.match(/<script[^>]*>\s*(window\.nianbaoGlue = [^]*?)<\/script>/);
  const module = html.match(new RegExp(`id="nianbao-${name}"[^>]*>([^<]*)<`));
  if (!glue || !module) throw new Error(`${path} is not the page that ./build.sh makes`);
  const window = {};
  new Function('window', glue[1])(window);
  const bound = window.nianbaoGlue[name]({ readWords: () => undefined });
  const { instance } = await WebAssembly.instantiate(
    inflateRawSync(Buffer.from(module[1], 'base64')),
    bound.imports(),
  );
  bound.attach(instance.exports);
  return bound.exports;
}
