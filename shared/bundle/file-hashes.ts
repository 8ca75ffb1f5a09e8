import { equalBytes } from '../ledger/bytes.ts';
import { type Hex64, hashToHex } from '../ledger/hex.ts';
import type { PlacedMap } from './placed-map.ts';

const hashLength = 32;
const filesPerChunk = 4096;

const UNKNOWN = 0;
const KEPT = 1;
/** What was expected, and is kept by whoever expects it. */
const AS_EXPECTED = 2;

/** Says what hash a file should have, in 32 bytes; null where nothing says. */
export type ExpectedHash = (index: number) => Uint8Array | null;

/**
 * SHA-256 of the files of a bundle, as far as they are known, in flat memory. Nearly every record of a large bundle is what the disclosures say:
 * these a million hashes are kept once.
 */
export class FileHashes {
  readonly #files: PlacedMap;
  readonly #chunks: (Uint8Array | undefined)[] = [];
  readonly #known: Uint8Array;
  #expected: ExpectedHash = () => null;
  #size = 0;

  constructor(files: PlacedMap) {
    this.#files = files;
    this.#known = new Uint8Array(files.size);
  }

  /** Once, and from then on the same for the same file: of a file that turns out to be as expected nothing is kept here. */
  expect(expected: ExpectedHash): void {
    this.#expected = expected;
  }

  /** How many are known. */
  get size(): number {
    return this.#size;
  }

  set(index: number, hash: Uint8Array): void {
    if (this.#known[index] === UNKNOWN) this.#size++;
    const expected = this.#expected(index);
    this.#known[index] = expected !== null && equalBytes(expected, hash) ? AS_EXPECTED : KEPT;
    if (this.#known[index] === KEPT) this.#place(index).set(hash);
  }

  isKnown(index: number): boolean {
    return this.#known[index] !== UNKNOWN;
  }

  /** The hash of the file with this index, null where it isn't known. */
  at(index: number): Hex64 | null {
    const bytes = this.bytesAt(index);
    return bytes && hashToHex(bytes);
  }

  /** The same in 32 bytes, which belong to whoever keeps them. */
  bytesAt(index: number): Uint8Array | null {
    if (this.#known[index] === AS_EXPECTED) return this.#expected(index);
    return this.#known[index] === KEPT ? this.#place(index) : null;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  get(path: string): Hex64 | undefined {
    const index = this.#files.indexOf(path);
    return index < 0 ? undefined : (this.at(index) ?? undefined);
  }

  #place(index: number): Uint8Array {
    const number = Math.floor(index / filesPerChunk);
    const chunk = this.#chunks[number] ?? new Uint8Array(filesPerChunk * hashLength);
    this.#chunks[number] = chunk;
    const place = (index % filesPerChunk) * hashLength;
    return chunk.subarray(place, place + hashLength);
  }
}
