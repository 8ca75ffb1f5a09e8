import { type BundlePath, classifyPath } from '../ledger/bundle-layout.ts';
import { encodeUtf8 } from '../ledger/bytes.ts';
import type { PlacedMap } from './placed-map.ts';

type Kind = BundlePath['kind'] | 'unknown';

/** All that there are: a file of one that is left out would be none to whoever asks, not even unknown. */
const every: Readonly<Record<Kind, true>> = {
  unknown: true,
  tag: true,
  entries: true,
  disclosures: true,
  checkpoint: true,
  absent: true,
  withheld: true,
  'earlier-checkpoint': true,
  anchor: true,
  object: true,
  record: true,
  'later-checkpoint': true,
  'later-anchor': true,
  'custody-sheet': true,
  extension: true,
};
/** Each has a number by its place, which takes a byte a file. */
export const kinds = Object.keys(every) as readonly Kind[];
const recordKind = kinds.indexOf('record');

const recordStart = encodeUtf8('data/records/');
const recordEnd = encodeUtf8('.json');
/** Digits of the largest number that is told apart here. */
const maxDigits = 15;

/** What the files of a bundle are, by their places: asked of every file once, because there may be three million. */
export class ClassifiedFiles {
  readonly #files: PlacedMap;
  readonly #kinds: Uint8Array;

  constructor(files: PlacedMap) {
    this.#files = files;
    this.#kinds = new Uint8Array(files.size);
    for (let index = 0; index < files.size; index++) {
      const isRecord = recordSeq(files.pathBytesAt(index)) !== null;
      this.#kinds[index] = isRecord ? recordKind : kinds.indexOf(classifyPath(files.pathAt(index))?.kind ?? 'unknown');
    }
  }

  isRecord(index: number): boolean {
    return this.#kinds[index] === recordKind;
  }

  /** The indices of the files of some kinds, in the order in which they stand. */
  *of(...wanted: readonly Kind[]): Generator<number> {
    const isWanted = kinds.map((kind) => wanted.includes(kind));
    for (let index = 0; index < this.#kinds.length; index++) {
      if (isWanted[this.#kinds[index] as number]) yield index;
    }
  }

  /** Their paths. */
  *pathsOf(...wanted: readonly Kind[]): Generator<string> {
    for (const index of this.of(...wanted)) yield this.#files.pathAt(index);
  }
}

/** N of data/records/N.json, as nearly all paths of a large bundle are. What is null may still be one: `classifyPath` tells. */
export function recordSeq(path: Uint8Array): number | null {
  const digits = path.length - recordStart.length - recordEnd.length;
  if (digits < 1 || digits > maxDigits) return null;
  const end = recordStart.length + digits;
  for (let at = 0; at < recordStart.length; at++) if (path[at] !== recordStart[at]) return null;
  for (let at = 0; at < recordEnd.length; at++) if (path[end + at] !== recordEnd[at]) return null;
  let seq = 0;
  for (let at = recordStart.length; at < end; at++) {
    const digit = (path[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return null;
    seq = seq * 10 + digit;
  }
  return digits === 1 || path[recordStart.length] !== 0x30 ? seq : null;
}
