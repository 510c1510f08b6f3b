// The writers. `write(report)` returns the bytes of a file. nianbao uses `report.draft`, the others
// use `report.blocks`.

import * as docx from 'docx';
import Docxtemplater from 'docxtemplater';
import pdfmake from 'pdfmake';
import PizZip from 'pizzip';
import { WIDTHS } from './report.mjs';

const TEXT_WIDTH_MM = 156;
const twips = (mm) => Math.round(mm * 56.6929);

/**
 * nianbao. It takes the draft as text, the format, and for PDF the bytes of a font for each face.
 */
export function nianbao(office, format, fonts = {}) {
  const order = {
    format,
    draft_mark: false,
    written_on: null,
    faces: Object.keys(fonts),
    stand_in: false,
  };
  const files = Object.values(fonts);
  return ({ draft }) => office.write({ ...order, draft }, files);
}

// ---- docx ----

const STYLES = {
  title: { font: '方正小标宋简体', size: 44, line: 640, alignment: 'center' },
  heading1: { font: '黑体', size: 32, line: 579, indent: true, outlineLevel: 0 },
  heading2: { font: '楷体_GB2312', size: 32, line: 579, indent: true, outlineLevel: 1 },
  paragraph: { font: '仿宋_GB2312', size: 32, line: 579, indent: true, alignment: 'both' },
  closing: { font: '仿宋_GB2312', size: 32, line: 579, alignment: 'right' },
  note: { font: '宋体', size: 21, line: 300 },
  large: { font: '宋体', size: 24, line: 320, alignment: 'center' },
  medium: { font: '宋体', size: 21, line: 280, alignment: 'center' },
  small: { font: '宋体', size: 18, line: 240, alignment: 'center' },
};

/** npm `docx`. It gets the same page, styles and tables that the file of nianbao has. */
export function npmDocx({ blocks }) {
  const document = new docx.Document({
    evenAndOddHeaderAndFooters: true,
    styles: { paragraphStyles: Object.entries(STYLES).map(docxStyle) },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: twips(37), left: twips(28), bottom: twips(35), right: twips(26) },
          },
        },
        footers: { default: docxFooter('right'), even: docxFooter('left') },
        children: blocks.flatMap(docxBlock),
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}

function docxStyle([id, { font, size, line, alignment, indent, outlineLevel }]) {
  return {
    id,
    name: id,
    basedOn: 'Normal',
    run: { font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: font }, size },
    paragraph: {
      spacing: { line, lineRule: 'exact' },
      alignment,
      indent: indent ? { firstLine: 640 } : undefined,
      outlineLevel,
    },
  };
}

function docxFooter(alignment) {
  const children = [
    new docx.TextRun({ font: '宋体', size: 28, children: ['— ', docx.PageNumber.CURRENT, ' —'] }),
  ];
  return new docx.Footer({ children: [new docx.Paragraph({ alignment, children })] });
}

function docxBlock(block) {
  if (block.kind === 'title')
    return block.lines.map(
      (line) => new docx.Paragraph({ style: 'title', children: [new docx.TextRun(line)] }),
    );
  if (block.kind !== 'table')
    return [
      new docx.Paragraph({
        style: block.kind,
        pageBreakBefore: block.newPage,
        children: block.runs.map((run) => new docx.TextRun(run)),
      }),
    ];
  const cell = ({ text, cols, rows }) =>
    new docx.TableCell({
      columnSpan: cols,
      rowSpan: rows,
      verticalAlign: 'center',
      children: [new docx.Paragraph({ style: block.size, children: [new docx.TextRun(text)] })],
    });
  return [
    new docx.Table({
      layout: docx.TableLayoutType.FIXED,
      columnWidths: WIDTHS[columns(block)].map((width) => twips((TEXT_WIDTH_MM * width) / 1000)),
      rows: block.rows.map(
        (row, index) =>
          new docx.TableRow({
            cantSplit: true,
            tableHeader: index < block.heads,
            children: row.map(cell),
          }),
      ),
    }),
  ];
}

const columns = (table) => table.rows[0].reduce((sum, { cols }) => sum + cols, 0);

// ---- docxtemplater ----

/**
 * Makes a template for `docxtemplater` from a Word file of nianbao, with a tag for every number and
 * for every text outside the tables. The labels are part of the template. The carried data is
 * removed.
 */
export function template(bytes) {
  const zip = new PizZip(bytes);
  zip.remove('customXml');
  for (const [part, pattern] of [
    ['[Content_Types].xml', /<Override[^>]*customXml[^>]*>/g],
    ['word/_rels/document.xml.rels', /<Relationship [^>]*customXml[^>]*>/g],
  ]) {
    zip.file(part, zip.file(part).asText().replace(pattern, ''));
  }
  let tags = 0;
  const tagged = (xml, wanted) =>
    xml.replace(/<w:t( [^>]*)?>([^<]*)<\/w:t>/g, (whole, _, text) =>
      wanted(text) ? `<w:t xml:space="preserve">{t${tags++}}</w:t>` : whole,
    );
  const document = zip
    .file('word/document.xml')
    .asText()
    .split(/(<w:tbl>[^]*?<\/w:tbl>)/);
  zip.file(
    'word/document.xml',
    document.map((part, index) => tagged(part, index % 2 === 0 ? () => true : isNumber)).join(''),
  );
  return { bytes: zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' }), tags };
}

const isNumber = (text) => /^\d[\d.]*(（[^（）]*）)?$/.test(text);

/**
 * `docxtemplater`. It fills a template only once, so it gets the bytes of the template each time.
 */
export function docxtemplater({ bytes, tags }) {
  return ({ blocks }) => {
    const texts = blocks.flatMap((block) => {
      if (block.kind === 'title') return block.lines;
      if (block.kind === 'table')
        return block.rows
          .flat()
          .filter(({ label }) => !label)
          .map(({ text }) => text);
      return block.runs.map(({ text }) => text);
    });
    if (texts.length !== tags)
      throw new Error(`${tags} tags in the template, ${texts.length} texts`);
    const filler = new Docxtemplater(new PizZip(bytes));
    filler.render(Object.fromEntries(texts.map((text, index) => [`t${index}`, text])));
    return filler.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
  };
}

// ---- pdfmake ----

const POINTS = {
  title: 22,
  heading1: 16,
  heading2: 16,
  paragraph: 16,
  closing: 16,
  note: 10.5,
  large: 12,
  medium: 10.5,
  small: 9,
};
const FACES = {
  title: 'title',
  heading1: 'hei',
  heading2: 'kai',
  paragraph: 'fang',
  closing: 'fang',
  note: 'song',
};
const pt = (mm) => (mm * 72) / 25.4;

/**
 * `pdfmake` with the same font for each face, as bytes in its virtual file system. `fonts` has the
 * bytes of each font and its name in the collection.
 */
export function pdfMake(fonts) {
  for (const [face, { bytes }] of Object.entries(fonts))
    pdfmake.virtualfs.writeFileSync(`${face}.font`, bytes);
  // pdfmake modifies the description of the fonts, so it gets a new one each time. It needs a font
  // for bold text and cannot make one, so bold text gets the same outlines.
  const told = () =>
    Object.fromEntries(
      Object.entries(fonts).map(([face, { name }]) => {
        const source = () => [`${face}.font`, name];
        return [face, { normal: source(), bold: source() }];
      }),
    );
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return ({ blocks }) => {
    pdfmake.setFonts(told());
    return pdfmake
      .createPdf({
        pageSize: 'A4',
        pageMargins: [pt(28), pt(37), pt(26), pt(35)],
        content: blocks.map(pdfBlock),
        defaultStyle: { font: 'fang', fontSize: 16, lineHeight: 1.3 },
        footer: (page) => ({
          text: `— ${page} —`,
          font: 'song',
          fontSize: 14,
          alignment: page % 2 ? 'right' : 'left',
          margin: [80, 20, 80, 0],
        }),
      })
      .getBuffer();
  };
}

function pdfBlock(block) {
  const look = { font: FACES[block.kind], fontSize: POINTS[block.kind] };
  if (block.kind === 'title')
    return { ...look, text: block.lines.join('\n'), alignment: 'center', margin: [0, 0, 0, 28] };
  if (block.kind === 'table') return pdfTable(block);
  const alignment = { paragraph: 'justify', closing: 'right' }[block.kind] ?? 'left';
  const leadingIndent = ['paragraph', 'heading1', 'heading2'].includes(block.kind) ? 32 : 0;
  return {
    ...look,
    text: block.runs,
    leadingIndent,
    alignment,
    pageBreak: block.newPage ? 'before' : undefined,
  };
}

/** The padding of a cell to the left and right of its text. */
const BESIDE = 8.5;
/** The padding above and below it, such that table 3 fits on its page. */
const TIGHT = { paddingTop: () => 1, paddingBottom: () => 1 };

function pdfTable(table) {
  const width = columns(table);
  const covered = table.rows.map(() => Array(width).fill(false));
  const body = table.rows.map((row, y) => {
    const cells = [...row];
    const line = [];
    for (let x = 0; x < width; x++) {
      if (covered[y][x]) {
        line.push({});
        continue;
      }
      const { text, cols, rows } = cells.shift();
      for (let dy = 0; dy < rows; dy++) covered[y + dy].fill(true, x, x + cols);
      line.push({ text, colSpan: cols, rowSpan: rows, alignment: 'center' });
    }
    return line;
  });
  const widths = WIDTHS[width].map(
    (thousandths) => (pt(TEXT_WIDTH_MM) * thousandths) / 1000 - BESIDE,
  );
  return {
    table: { headerRows: table.heads, widths, body, dontBreakRows: true },
    font: 'song',
    fontSize: POINTS[table.size],
    lineHeight: 1,
    layout: TIGHT,
  };
}
