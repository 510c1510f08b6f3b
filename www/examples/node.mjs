// 在 node 里核对一份草稿，导出 Word：node www/examples/node.mjs 草稿.json 年报.docx
// 错误没有说明时，退出码是 1；读不出来，是 2。
import { readFile, writeFile } from 'node:fs/promises';
import { Nianbao } from '../../dist/embed/nianbao-node.js';

const WORDS = { error: '错误', verify: '核实', hint: '提示' };

async function run([from, to]) {
  if (!from) throw new Error('用法：node node.mjs 草稿.json [年报.docx]');
  const report = new Nianbao({ draft: await readFile(from) });
  await report.ready;
  const findings = report.findings();
  for (const { severity, message, cells } of findings) console.log(`${WORDS[severity]}  ${message}（${cells.join('、')}）`);
  console.log(`新收申请 ${report.get('requests.new.total')} 件，共 ${findings.length} 条。`);
  if (to) {
    const file = await report.export(to.slice(to.lastIndexOf('.') + 1));
    await writeFile(to, file.bytes);
    console.log(`已写入 ${to}，${file.bytes.length} 字节。`);
  }
  report.dispose();
  return findings.some(({ severity, explained }) => severity === 'error' && !explained) ? 1 : 0;
}

process.exitCode = await run(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  return 2;
});
