import { encodeUtf8 } from '../ledger/bytes.ts';
import type { ReportFinding } from '../model/report.ts';
import { type FileTable, textOf } from './file-table.ts';

/** What containers of files have in common: files, faults, and names that can be shown and compared. */
export interface ContainerFile {
  /** Its number among the files placed. */
  readonly index: number;
  readonly path: string;
  /** Bytes, as the container states them; `stream` yields exactly as many or throws. */
  readonly size: number;
  /**
   * Throws `Unreadable` where the bytes cannot be had, whatever the reason. A piece's memory is used again once the next is asked for:
   * whoever keeps it copies it.
   */
  stream(): AsyncIterable<Uint8Array>;
  /**
   * All bytes of a small file, in memory that the next reading takes; null where they have to come through `stream`. Throws `Unreadable`
   * like it.
   */
  whole(): Promise<Uint8Array> | Uint8Array | null;
  /**
   * SHA-256 of the whole file without its bytes passing through here. `passed` is told how many more bytes are done, and what it
   * throws ends the work. Null where it can't be had so, and the bytes must be asked for. Throws `Unreadable` like `stream`.
   */
  digest(passed: (bytes: number) => void): Promise<Uint8Array | null>;
}

/** What a zip or a folder lists, before anything is said about top folder and litter. */
export type Listing = {
  readonly files: FileTable;
  /** The numbers of the files in the order in which they stand; folders are left out. */
  readonly order: Uint32Array;
  readonly findings: readonly ContainerFinding[];
  /** The bytes of a file, as `ContainerFile.stream` gives them. */
  open(number: number): AsyncIterable<Uint8Array>;
  /** All bytes of a file, as `ContainerFile.whole` gives them. */
  whole(number: number): Promise<Uint8Array> | Uint8Array | null;
  /** The hash of a file, as `ContainerFile.digest` gives it. */
  digest(number: number, passed: (bytes: number) => void): Promise<Uint8Array | null>;
};

/** Faults of containers, keys of `finding.<code>`. */
export const containerCodes = [
  'container.name',
  'container.duplicate',
  'container.case-clash',
  'container.link',
  'container.special',
  'container.encrypted',
  'container.method',
  'container.ratio',
  'container.header',
  'container.overlap',
  'container.uncovered',
  'container.damaged',
  'container.unreadable',
] as const;
export type ContainerCode = (typeof containerCodes)[number];
export type ContainerFinding = ReportFinding & { readonly code: ContainerCode; readonly seq: null };

export function containerFinding(code: ContainerCode, path: string | null, detail = ''): ContainerFinding {
  return { code, seq: null, path: path === null ? null : showName(path), detail };
}

/** The bytes of a file cannot be had. `detail` is one of ours, not a library's words. */
export class Unreadable extends Error {
  readonly detail: string;

  constructor(detail: string, options?: { cause?: unknown }) {
    super(`unreadable: ${detail}`, options);
    this.name = 'Unreadable';
    this.detail = detail;
  }
}

/** 10⁶ entries with as many records and objects, notes beside them. */
export const maxFiles = 3_100_000;

/** A name made safe to show: control, format, bidi and all other characters beyond ASCII escaped, at most 200 characters. */
export function showName(name: string): string {
  let shown = '';
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    shown += code >= 0x20 && code < 0x7f ? character : `\\u{${code.toString(16)}}`;
    if (shown.length > 200) return `${shown.slice(0, 199)}…`;
  }
  return shown;
}

const dot = 0x2e;
const slash = 0x2f;
const forbidden = new Set(encodeUtf8('\\:*?"<>|'));
const isAllowed = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte < 0x7f && !forbidden.has(byte)),
);

/** Whether a name could be that of a file inside a bundle on every system. Asked of every name: `name` is its bytes. */
export function isPlainName(name: Uint8Array): boolean {
  if (name.length > 400) return false;
  let start = 0;
  for (let at = 0; at <= name.length; at++) {
    const byte = name[at] ?? slash;
    if (isAllowed[byte] === 0) return false;
    if (byte !== slash) continue;
    const isDots = name[start] === dot && (at === start + 1 || (at === start + 2 && name[start + 1] === dot));
    if (at === start || isDots) return false;
    start = at + 1;
  }
  return true;
}

const litterFolders =
  /^(__macosx|system volume information|\$recycle\.bin|\.spotlight-v100|\.trashes|\.fseventsd|lost\+found)\//i;
const litterFiles = /(^|\/)(\._[^/]*|\.ds_store|thumbs\.db|desktop\.ini|\.directory|\.localized)$/i;

const firstOfFolders = new Set(encodeUtf8('_sS$.lL'));
const firstOfFiles = new Set(encodeUtf8('.tTdD'));

/** What operating systems add to folders, disks and zips by themselves. No file of a bundle has such a name. */
export function isLitter(name: Uint8Array): boolean {
  return mayBeLitter(name) && isLitterName(textOf(name));
}

function isLitterName(name: string): boolean {
  return litterFolders.test(name) || litterFiles.test(name);
}

/** By the first letters of the whole name and of its last part. */
function mayBeLitter(name: Uint8Array): boolean {
  const isFirst = firstOfFolders.has(name[0] as number);
  return isFirst || firstOfFiles.has(name[name.lastIndexOf(slash) + 1] as number);
}
