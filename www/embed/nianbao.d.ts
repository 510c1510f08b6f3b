/** A cell: table, row and column, as in `requests.new.total`. `cells()` lists them. */
export type CellId = string;

/** 单位层级。 */
export type Level =
  | 'state_department' | 'province' | 'province_department' | 'prefecture' | 'prefecture_department'
  | 'county' | 'county_department'
  | 'development_zone' | 'township' | 'subdistrict' | 'institution';

/** `json` is the draft; the rest are finished documents. `pdf` needs fonts. */
export type Format = 'docx' | 'pdf' | 'ofd' | 'html' | 'html-fragment' | 'xlsx' | 'json';

/**
 * The faces of a paged document: 小标宋、仿宋、楷体、黑体、宋体、西文. The number after # is the index of
 * the font in a collection, from 0.
 */
export type Face =
  | 'title' | 'fang' | 'kai' | 'hei' | 'song' | 'latin'
  | `${'title' | 'fang' | 'kai' | 'hei' | 'song' | 'latin'}#${number}`;

/** The text of a draft, or a file of any kind that the program reads. */
export type Input = string | ArrayBuffer | ArrayBufferView | Blob;

export interface Options {
  /**
   * The report to begin with. Without it, a blank report of `year` and `level`; without these, the
   * first screen.
   */
  draft?: Input | null;
  year?: number | string;
  level?: Level | '';
  agency?: string;
  /** Rule packs (规则包) that the report is checked by. */
  rulePacks?: readonly Input[];
  /** Whether the report is read only, so that `set` throws. */
  readOnly?: boolean;
  /** The language of the text, a Chinese one: `zh-CN`. */
  lang?: string | null;
  /** The name of the drafts in the browser; elements with the same name share them. */
  store?: string;
  /** With `false`, the browser stores nothing. */
  keep?: boolean;
}

export type Severity = 'error' | 'verify' | 'hint';

export interface Sides {
  left: number | null;
  right: number | null;
  difference: number | null;
}

export interface Finding extends Sides {
  /** An identifier that stays the same while the same problem exists. */
  key: string;
  rule: string;
  severity: Severity;
  /** The cells concerned, the likeliest first. */
  cells: CellId[];
  /** A sentence with all the numbers. */
  message: string;
  /** Other failing sums with the same cause. */
  folded: (Sides & { key: string })[];
  /** Whether the report contains a justification (说明) of it. */
  explained: boolean;
}

export interface Opened {
  /** Sentences about what was noticed when the file was opened. */
  notes: string[];
  /** Where the visible content differs from the carried data; the visible content was used. */
  differences: { place: string; carried: string; visible: string }[];
}

export interface ExportOptions {
  /** Font files for PDF. */
  fonts?: Partial<Record<Face, ArrayBuffer | ArrayBufferView>>;
  /** Whether a character that its font lacks may be taken from another font. */
  standIn?: boolean;
  /** The day of writing, such as `2026-01-20`; today if it is omitted. */
  on?: string;
  /** With `false`, there is no `export` event. */
  announce?: boolean;
}

/** A finished file. */
export class Exported {
  readonly format: Format;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The content as text; for `html`, `html-fragment` and `json`. */
  text(): string;
  blob(): Blob;
}

/** How many findings of each kind are open. */
export interface Tally {
  errors: number;
  verifies: number;
  hints: number;
}

export interface EventDetails {
  /** The report has changed. */
  change: Record<string, never>;
  /** The findings have changed. */
  finding: Tally;
  /**
   * A file is finished. `preventDefault()` means that you use it, so that the browser does not save
   * it.
   */
  export: Exported;
  /** An error occurred; `message` is a sentence. */
  error: { message: string };
}

export interface NianbaoEvent<K extends keyof EventDetails> {
  readonly type: K;
  readonly detail: EventDetails[K];
  readonly target: Nianbao;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/**
 * One report, which can be filled in, checked and exported. In a browser it can also be shown and
 * edited. Errors are sentences in Chinese.
 */
export class Nianbao {
  constructor(options?: Options);
  /**
   * Fulfilled once every method can be called and the findings include those on the text; if the
   * file with the rules on text cannot be loaded, they lack these. `mount`, `draft`, `open`,
   * `export`, `published`, `on` and `off` can be called before; they wait for what they need.
   */
  readonly ready: Promise<void>;
  /** Opens another report. */
  open(input: Input): Promise<Opened>;
  /**
   * Types into a cell; `null` or `''` clears it. Text that is not a number becomes a finding, not
   * an error.
   */
  set(cell: CellId, value: string | number | null): void;
  /** The content of a cell, typed or calculated; `''` if it is blank. */
  get(cell: CellId): string;
  /** The cells of the tables in force. */
  cells(): CellId[];
  /** The numbers of all cells; `null` for a cell without a number. */
  numbers(): Record<CellId, number | null>;
  /** The findings, errors first. */
  findings(): Finding[];
  /** The draft, as a file holds it. */
  draft(): string;
  /**
   * Exports a file. While there is an error without justification or a blank, the file and its
   * `name` are marked as a draft (草稿), except for `json`.
   */
  export(format?: Format, options?: ExportOptions): Promise<Exported>;
  /** The report as HTML for the public, with the main figures of both years. */
  published(lastYear?: Input): Promise<string>;
  /** Shows the form in the shadow tree of an element. */
  mount(target: HTMLElement): Promise<void>;
  /** Removes the form; the report is kept. */
  unmount(): void;
  on<K extends keyof EventDetails>(
    type: K,
    listener: (this: Nianbao, event: NianbaoEvent<K>) => void,
  ): this;
  off<K extends keyof EventDetails>(
    type: K,
    listener: (this: Nianbao, event: NianbaoEvent<K>) => void,
  ): this;
  /** Releases everything that the report uses. */
  dispose(): void;
}

export interface NianbaoReportEventMap extends HTMLElementEventMap {
  change: CustomEvent<EventDetails['change']> & Event;
  finding: CustomEvent<Tally>;
  export: CustomEvent<Exported>;
}

/** `<nianbao-report year level agency rule-pack src last-year readonly lang store>` */
export class NianbaoReport extends HTMLElement {
  year: string;
  level: Level | '';
  agency: string;
  /** Addresses of rule packs. */
  rulePack: string;
  /** The address of a draft or a finished document. */
  src: string;
  /** With `readOnly`: the address of the report of the year before. */
  lastYear: string;
  readOnly: boolean;
  store: string;
  /** The report of the element, once `ready` is fulfilled. */
  readonly nianbao: Nianbao | null;
  /**
   * Fulfilled when the report can be read, or edited, and every method of `nianbao` can be called
   * (numbers can be typed a little earlier); rejected with a sentence.
   */
  readonly ready: Promise<void>;
  addEventListener<K extends keyof NianbaoReportEventMap>(
    type: K,
    listener: (this: NianbaoReport, event: NianbaoReportEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Sets how the files beside the module are read, where fetch is not used. */
export function provide(read: (name: string) => Promise<Uint8Array>): void;

declare global {
  interface HTMLElementTagNameMap {
    'nianbao-report': NianbaoReport;
  }
}
