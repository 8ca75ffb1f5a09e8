import { decodeLatin1 } from '../ledger/bytes.ts';
import type { ContainerFile, Listing } from './listing.ts';

const none = -1;

/** What is needed of a listing once its files have their places. */
type Opened = Pick<Listing, 'files' | 'open' | 'whole' | 'digest'>;

/**
 * A bundle's files by their place in it, out of a listing that stays where it is: a number a file, and a hash table of numbers. Names are
 * printable ASCII.
 */
export class PlacedMap implements ReadonlyMap<string, ContainerFile> {
  readonly #listing: Opened;
  /** Bytes of the folders that are taken off each name. */
  readonly #skip: number;
  /** The listing's number of each file placed. */
  readonly #numbers: Uint32Array;
  /** One more than the index of a placed file, at the hash of its name or the next free place; 0 where there is none. */
  readonly #slots: Uint32Array;
  #size = 0;
  #order: Uint32Array | null = null;

  constructor(listing: Listing, skip: number) {
    const { files, open, whole, digest } = listing;
    this.#listing = { files, open, whole, digest };
    this.#skip = skip;
    this.#numbers = new Uint32Array(listing.order.length);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(8, listing.order.length * 2))));
  }

  /** Adds a file of the listing, unless its name is taken: then the number of the file that has it. */
  claim(number: number): number | null {
    const name = this.#nameOf(number);
    const slot = this.#slot(name.length, (at) => name[at] as number);
    const taken = this.#slots[slot] as number;
    if (taken > 0) return this.#numbers[taken - 1] as number;
    this.#numbers[this.#size] = number;
    this.#size++;
    this.#slots[slot] = this.#size;
    return null;
  }

  get size(): number {
    return this.#size;
  }

  /** The index of a file, from 0; −1 where there is none. */
  indexOf(path: string): number {
    return (this.#slots[this.#slot(path.length, (at) => path.charCodeAt(at))] as number) - 1;
  }

  pathAt(index: number): string {
    return decodeLatin1(this.pathBytesAt(index));
  }

  /** The same path's bytes, in memory that others share. */
  pathBytesAt(index: number): Uint8Array {
    return this.#nameOf(this.#numbers[index] as number);
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
    return new PlacedFile(this, this.#listing, index, this.#numbers[index] as number);
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

  /** Where a name stands, or the free place where it would. */
  #slot(length: number, unit: (at: number) => number): number {
    const mask = this.#slots.length - 1;
    // FNV-1a over the units.
    let hash = 0x811c9dc5;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ unit(at), 0x01000193);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const taken = this.#slots[slot] as number;
      if (taken === 0) return slot;
      const name = this.pathBytesAt(taken - 1);
      if (name.length !== length) continue;
      let at = 0;
      while (at < length && unit(at) === name[at]) at++;
      if (at === length) return slot;
    }
  }

  #sorted(): Uint32Array {
    const { files } = this.#listing;
    const numbers = this.#numbers;
    // All names begin with the same folders, if any.
    const compare = (a: number, b: number): number => files.compareNames(numbers[a] as number, numbers[b] as number);
    const order = new Uint32Array(this.#size);
    let inOrder = true;
    for (let index = 0; index < this.#size; index++) {
      order[index] = index;
      inOrder &&= index === 0 || compare(index - 1, index) < 0;
    }
    if (!inOrder) sort(order, compare);
    return order;
  }
}

/** By merging, in place but for `spare`: `Uint32Array.sort` would take sixteen bytes for each number of a million. */
function sort(numbers: Uint32Array, compare: (a: number, b: number) => number): void {
  const spare = new Uint32Array(numbers.length >>> 1);
  const merge = (from: number, to: number): void => {
    if (to - from < 2) return;
    const middle = from + ((to - from) >>> 1);
    merge(from, middle);
    merge(middle, to);
    if (compare(numbers[middle - 1] as number, numbers[middle] as number) <= 0) return;
    spare.set(numbers.subarray(from, middle));
    let [left, right] = [0, middle];
    // What stands further on is never written over: as many numbers were taken out as go in.
    for (let at = from; left < middle - from; at++) {
      const isRight = right < to && compare(numbers[right] as number, spare[left] as number) < 0;
      numbers[at] = (isRight ? numbers[right++] : spare[left++]) as number;
    }
  };
  merge(0, numbers.length);
}

/** One of them; what it is called is looked up where it is asked for. */
class PlacedFile implements ContainerFile {
  readonly index: number;
  readonly #map: PlacedMap;
  readonly #listing: Opened;
  readonly #number: number;

  constructor(map: PlacedMap, listing: Opened, index: number, number: number) {
    this.#map = map;
    this.#listing = listing;
    this.index = index;
    this.#number = number;
  }

  get path(): string {
    return this.#map.pathAt(this.index);
  }

  get size(): number {
    return this.#map.sizeAt(this.index);
  }

  stream(): AsyncIterable<Uint8Array> {
    return this.#listing.open(this.#number);
  }

  whole(): Promise<Uint8Array> | Uint8Array | null {
    return this.#listing.whole(this.#number);
  }

  digest(passed: (bytes: number) => void): Promise<Uint8Array | null> {
    return this.#listing.digest(this.#number, passed);
  }
}
