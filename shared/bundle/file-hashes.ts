import { type Hex64, hashToHex } from '../ledger/hex.ts';
import type { PlacedMap } from './placed-map.ts';

const hashLength = 32;

/** SHA-256 of the files of a bundle, as far as they are known, in flat memory. */
export class FileHashes {
  readonly #files: PlacedMap;
  readonly #bytes: Uint8Array;
  readonly #known: Uint8Array;
  #size = 0;

  constructor(files: PlacedMap) {
    this.#files = files;
    this.#bytes = new Uint8Array(files.size * hashLength);
    this.#known = new Uint8Array(files.size);
  }

  /** How many are known. */
  get size(): number {
    return this.#size;
  }

  set(index: number, hash: Uint8Array): void {
    this.#bytes.set(hash, index * hashLength);
    if (this.#known[index] === 0) this.#size++;
    this.#known[index] = 1;
  }

  isKnown(index: number): boolean {
    return this.#known[index] === 1;
  }

  /** The hash of the file with this index, null where it isn't known. */
  at(index: number): Hex64 | null {
    const bytes = this.bytesAt(index);
    return bytes && hashToHex(bytes);
  }

  /** The same in 32 bytes, which are the list's own. */
  bytesAt(index: number): Uint8Array | null {
    return this.isKnown(index) ? this.#bytes.subarray(index * hashLength, (index + 1) * hashLength) : null;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  get(path: string): Hex64 | undefined {
    const index = this.#files.indexOf(path);
    return index < 0 ? undefined : (this.at(index) ?? undefined);
  }
}
