/** A cell: table, row and column, as in `requests.new.total`. `cells()` lists them. */
export type CellId = string;

/** 单位层级。 */
export type Level =
  | 'state_department' | 'province' | 'province_department' | 'prefecture' | 'prefecture_department' | 'county' | 'county_department'
  | 'development_zone' | 'township' | 'subdistrict' | 'institution';

/** `json` is the draft; the rest are finished documents. `pdf` needs fonts. */
export type Format = 'docx' | 'pdf' | 'ofd' | 'html' | 'html-fragment' | 'xlsx' | 'json';

/** The faces of a paged document: 小标宋、仿宋、楷体、黑体、宋体、西文。 Behind a # which font of a collection, from 0. */
export type Face = 'title' | 'fang' | 'kai' | 'hei' | 'song' | 'latin' | `${'title' | 'fang' | 'kai' | 'hei' | 'song' | 'latin'}#${number}`;

/** The text of a draft, or a file of any kind that the program reads. */
export type Input = string | ArrayBuffer | ArrayBufferView | Blob;

export interface Options {
  /** The report to begin with. Without it, a blank one of `year` and `level`; without these, the first screen. */
  draft?: Input | null;
  year?: number | string;
  level?: Level | '';
  agency?: string;
  /** Rule packs (规则包) that the report is checked by. */
  rulePacks?: readonly Input[];
  /** Only to be read: `set` refuses. */
  readOnly?: boolean;
  /** The language of the text, a Chinese one: `zh-CN`. */
  lang?: string | null;
  /** What drafts in the browser go by: elements with the same name share them. */
  store?: string;
  /** `false`: the browser is not to keep anything. */
  keep?: boolean;
}

export type Severity = 'error' | 'verify' | 'hint';

export interface Sides {
  left: number | null;
  right: number | null;
  difference: number | null;
}

export interface Finding extends Sides {
  /** Stays the same while the same thing is wrong. */
  key: string;
  rule: string;
  severity: Severity;
  /** The likeliest first. */
  cells: CellId[];
  /** A sentence with all the numbers. */
  message: string;
  /** Other sums that fail from the same cause. */
  folded: (Sides & { key: string })[];
  /** Whether the report holds a 说明 of it. */
  explained: boolean;
}

export interface Opened {
  /** Sentences about what was noticed. */
  notes: string[];
  /** Where what the file shows differs from the data that it carries; what it shows was taken. */
  differences: { place: string; carried: string; visible: string }[];
}

export interface ExportOptions {
  /** Font files for PDF. */
  fonts?: Partial<Record<Face, ArrayBuffer | ArrayBufferView>>;
  /** Whether a character that its font lacks may be taken from another one. */
  standIn?: boolean;
  /** The day of writing, as `2026-01-20`; today if it is left out. */
  on?: string;
  /** `false`: no `export` event. */
  announce?: boolean;
}

/** A finished file. */
export class Exported {
  readonly format: Format;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Its text; for `html`, `html-fragment` and `json`. */
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
  /** What is found in it has changed. */
  finding: Tally;
  /** A file is finished. `preventDefault()` says that you took it, so that the browser need not save it. */
  export: Exported;
  /** Something went wrong, in a sentence. */
  error: { message: string };
}

export interface NianbaoEvent<K extends keyof EventDetails> {
  readonly type: K;
  readonly detail: EventDetails[K];
  readonly target: Nianbao;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** One report: filled in, checked, written. With a document it can be shown and worked on as well. Errors are sentences in Chinese. */
export class Nianbao {
  constructor(options?: Options);
  /** Fulfilled once everything else can be called. Before, `mount`, `draft`, `open`, `export`, `published`, `on` and `off` can; what they need they wait for. */
  readonly ready: Promise<void>;
  /** Opens another report. */
  open(input: Input): Promise<Opened>;
  /** Types into a cell; `null` or `''` takes away what stands there. Text that is no number is a finding, not an error. */
  set(cell: CellId, value: string | number | null): void;
  /** What stands in a cell, or is calculated there; `''` where nothing does. */
  get(cell: CellId): string;
  /** The cells of the tables in force. */
  cells(): CellId[];
  /** The numbers of all cells; `null` where there is none. */
  numbers(): Record<CellId, number | null>;
  /** What was found, errors first. */
  findings(): Finding[];
  /** The draft, as a file holds it. */
  draft(): string;
  /** Writes a file. While an error stands unexplained or something is not filled in, it is marked as a draft (草稿), as is its `name`; `json` never is. */
  export(format?: Format, options?: ExportOptions): Promise<Exported>;
  /** The report as HTML for the public, with the chief figures of both years. */
  published(lastYear?: Input): Promise<string>;
  /** Shows the form in the shadow tree of an element. */
  mount(target: HTMLElement): Promise<void>;
  /** Takes the form away; the report stays. */
  unmount(): void;
  on<K extends keyof EventDetails>(type: K, listener: (this: Nianbao, event: NianbaoEvent<K>) => void): this;
  off<K extends keyof EventDetails>(type: K, listener: (this: Nianbao, event: NianbaoEvent<K>) => void): this;
  /** Lets go of everything. */
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
  /** The report in it, once `ready` is fulfilled. */
  readonly nianbao: Nianbao | null;
  /** Fulfilled when the report can be read, or worked on and everything of `nianbao` called (numbers can be typed a little earlier); refused with a sentence. */
  readonly ready: Promise<void>;
  addEventListener<K extends keyof NianbaoReportEventMap>(type: K, listener: (this: NianbaoReport, event: NianbaoReportEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** How the files beside the module are read, where that is not by fetch. */
export function provide(read: (name: string) => Promise<Uint8Array>): void;

declare global {
  interface HTMLElementTagNameMap {
    'nianbao-report': NianbaoReport;
  }
}
