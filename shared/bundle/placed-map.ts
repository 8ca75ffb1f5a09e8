import { decodeLatin1, equalBytes } from '../ledger/bytes.ts';
import type { ContainerFile, Listing } from './listing.ts';

/** Whether a name could be added: another of its kind may stand there already. */
export type Claim = 'free' | 'duplicate' | 'case-clash';

const none = -1;

/**
 * A bundle's files by their place in it, out of a listing that stays where it is: a number a file, and a hash table of numbers. Names are
 * printable ASCII.
 */
export class PlacedMap implements ReadonlyMap<string, ContainerFile> {
  readonly #listing: Listing;
  /** Bytes of the top folder that are taken off each name. */
  readonly #skip: number;
  /** The listing's number of each file placed. */
  readonly #numbers: Uint32Array;
  /** One more than the index of a placed file, at the hash of its name in lower case or the next free place; 0 where there is none. */
  readonly #slots: Uint32Array;
  #size = 0;
  #order: Uint32Array | null = null;

  constructor(listing: Listing, skip: number) {
    this.#listing = listing;
    this.#skip = skip;
    this.#numbers = new Uint32Array(listing.order.length);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(8, listing.order.length * 2))));
  }

  /** Adds a file of the listing, unless its name or one that differs in case alone is taken. */
  claim(number: number): Claim {
    const name = this.#nameOf(number);
    const slot = this.#slot(name.length, (at) => name[at] as number, false);
    const taken = this.#slots[slot] as number;
    if (taken > 0) return equalBytes(this.#bytesAt(taken - 1), name) ? 'duplicate' : 'case-clash';
    this.#numbers[this.#size] = number;
    this.#size++;
    this.#slots[slot] = this.#size;
    return 'free';
  }

  get size(): number {
    return this.#size;
  }

  /** The index of a file, from 0; −1 where there is none. */
  indexOf(path: string): number {
    const slot = this.#slot(path.length, (at) => path.charCodeAt(at), true);
    return slot === none ? none : (this.#slots[slot] as number) - 1;
  }

  pathAt(index: number): string {
    return decodeLatin1(this.#bytesAt(index));
  }

  sizeAt(index: number): number {
    return this.#listing.files.sizeAt(this.#numbers[index] as number);
  }

  /** Bytes in all files together. */
  totalSize(): number {
    let total = 0;
    for (let index = 0; index < this.#size; index++) total += this.sizeAt(index);
    return total;
  }

  at(index: number): ContainerFile {
    const number = this.#numbers[index] as number;
    const [path, size] = [this.pathAt(index), this.sizeAt(index)];
    return {
      index,
      path,
      size,
      stream: () => this.#listing.open(number),
      digest: (passed) => this.#listing.digest(number, passed),
    };
  }

  /** The indices by the bytes of the paths. */
  inOrder(): Uint32Array {
    this.#order ??= this.#sorted();
    return this.#order;
  }

  has(path: string): boolean {
    return this.indexOf(path) !== none;
  }

  get(path: string): ContainerFile | undefined {
    const index = this.indexOf(path);
    return index === none ? undefined : this.at(index);
  }

  *keys(): MapIterator<string> {
    for (let index = 0; index < this.#size; index++) yield this.pathAt(index);
  }

  *values(): MapIterator<ContainerFile> {
    for (let index = 0; index < this.#size; index++) yield this.at(index);
  }

  *entries(): MapIterator<[string, ContainerFile]> {
    for (const file of this.values()) yield [file.path, file];
  }

  [Symbol.iterator](): MapIterator<[string, ContainerFile]> {
    return this.entries();
  }

  forEach(receive: (file: ContainerFile, path: string, map: ReadonlyMap<string, ContainerFile>) => void): void {
    for (const [path, file] of this) receive(file, path, this);
  }

  #nameOf(number: number): Uint8Array {
    return this.#listing.files.nameBytesAt(number).subarray(this.#skip);
  }

  #bytesAt(index: number): Uint8Array {
    return this.#nameOf(this.#numbers[index] as number);
  }

  /**
   * Where a name stands. With `exact`, −1 unless this very name is there; without, the place of one that is equal but for case, or the
   * free place where it would stand.
   */
  #slot(length: number, unit: (at: number) => number, exact: boolean): number {
    const mask = this.#slots.length - 1;
    // FNV-1a over the units in lower case.
    let hash = 0x811c9dc5;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ folded(unit(at)), 0x01000193);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const taken = this.#slots[slot] as number;
      if (taken === 0) return exact ? none : slot;
      const name = this.#bytesAt(taken - 1);
      if (name.length !== length) continue;
      let [at, differs] = [0, false];
      while (at < length && folded(unit(at)) === folded(name[at] as number)) {
        differs ||= unit(at) !== name[at];
        at++;
      }
      if (at === length) return exact && differs ? none : slot;
    }
  }

  #sorted(): Uint32Array {
    const { files } = this.#listing;
    const numbers = this.#numbers;
    // All names begin with the same top folder, if any.
    const compare = (a: number, b: number): number => files.compareNames(numbers[a] as number, numbers[b] as number);
    const order = new Uint32Array(this.#size);
    let inOrder = true;
    for (let index = 0; index < this.#size; index++) {
      order[index] = index;
      inOrder &&= index === 0 || compare(index - 1, index) < 0;
    }
    return inOrder ? order : order.sort(compare);
  }
}

/** ASCII's capital letters as small ones. */
function folded(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}
