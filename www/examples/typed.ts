// 用 TypeScript 写时的样子。tests/page/tests/modules.rs 用 tsc --strict 检查它。
import { Nianbao, NianbaoReport, type Finding, type Level, type Tally } from '../../dist/embed/nianbao.js';

const level: Level = 'township';

/** 用自己的台账填表，给出没有写明说明的错误。 */
export async function fill(ledger: ReadonlyMap<string, number>): Promise<Finding[]> {
  const report = new Nianbao({ year: 2025, level, agency: '示例县清水镇人民政府' });
  await report.ready;
  for (const [cell, count] of ledger) report.set(cell, count);
  const open = report.findings().filter((finding) => finding.severity === 'error' && !finding.explained);
  report.dispose();
  return open;
}

/** 页面里的组件：核对结果变了就改徽标，导出的网页片段交给网站后台。 */
export async function connect(badge: HTMLElement, publish: (html: string, received: number | null) => void): Promise<NianbaoReport> {
  const element = document.createElement('nianbao-report');
  element.year = '2025';
  element.level = level;
  element.addEventListener('finding', (event) => {
    const { errors, verifies }: Tally = event.detail;
    badge.textContent = `${errors} / ${verifies}`;
  });
  element.addEventListener('export', (event) => {
    if (event.detail.format !== 'html-fragment') return;
    event.preventDefault();
    publish(event.detail.text(), element.nianbao?.numbers()['requests.new.total'] ?? null);
  });
  document.body.append(element);
  await element.ready;
  return element;
}

/** Word 和 PDF；PDF 要字体。 */
export async function documents(report: Nianbao, fang: ArrayBuffer): Promise<Blob[]> {
  const word = await report.export('docx', { on: '2026-01-20' });
  const pdf = await report.export('pdf', { fonts: { fang, 'title#2': fang }, standIn: true });
  report.on('change', function (event) { console.log(event.type, this.draft().length); });
  return [word.blob(), pdf.blob()];
}

// 写错的，检查时就指出来。
export function mistakes(report: Nianbao): void {
  // @ts-expect-error 没有这种格式
  void report.export('doc');
  // @ts-expect-error 没有这种层级
  void new Nianbao({ year: 2025, level: 'village' });
  // @ts-expect-error 没有这个事件
  report.on('saved', () => {});
}
