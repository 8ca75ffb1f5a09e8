import type { RandomAccess } from './random-access.ts';

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Who asks here and there gets little more than was asked for. */
const leastLength = 16 * 1024;

/**
 * Headers and small files are few bytes each and follow one another: they come out of one larger piece that is kept, the larger the
 * longer they do.
 */
export class Window {
  readonly size: number;
  readonly #file: RandomAccess;
  readonly #longest: number;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The memory of the last piece, and the one that the next is read into: the piece before the last stood there. */
  #memories: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];
  #reading: Promise<unknown> = Promise.resolve();

  /** `longest`: bytes that are read at once at most, beyond what is asked for. */
  constructor(file: RandomAccess, size: number, longest: number) {
    this.#file = file;
    this.#longest = longest;
    this.size = size;
  }

  async view(position: number, length: number): Promise<DataView> {
    return viewOf(await this.bytes(position, length));
  }

  /** Up to `length` bytes, fewer at the end or where they cannot be read. */
  async peek(position: number, length: number): Promise<DataView> {
    const available = Math.max(0, Math.min(length, this.size - position));
    return viewOf(await this.bytes(position, available).catch(() => new Uint8Array(0)));
  }

  /** Where they stand in memory already; null where they have to be read, or lie outside the file. Shares memory with its neighbours. */
  held(position: number, length: number): Uint8Array | null {
    const from = position - this.#start;
    if (from < 0 || from + length > this.#bytes.length) return null;
    return this.#bytes.subarray(from, from + length);
  }

  /**
   * Shares memory with its neighbours, which is used again: good until whoever asked waits for anything else. Throws a RangeError outside the
   * file.
   */
  async bytes(position: number, length: number): Promise<Uint8Array> {
    if (position < 0 || position + length > this.size) throw new RangeError('outside the file');
    // One read at a time: the next goes into the other memory, and the one after that begins when what came of this one has been looked at.
    const reading = this.#reading.then(() => this.held(position, length) ?? this.#read(position, length));
    this.#reading = reading.catch(() => {});
    return reading;
  }

  async #read(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.#start;
    const goesOn = from >= 0 && from <= this.#bytes.length + leastLength;
    const ahead = goesOn ? Math.min(2 * this.#bytes.length, this.#longest) : 0;
    const wanted = Math.min(Math.max(length, leastLength, ahead), this.size - position);
    const [last, spare] = this.#memories;
    const into = spare.length < wanted ? new Uint8Array(wanted) : spare;
    let bytes: Uint8Array;
    try {
      bytes = await this.#file.read(position, wanted, into);
    } catch (unreadable) {
      // One bad place must not take with it what stands before and behind it.
      if (wanted === length) throw unreadable;
      return this.#file.read(position, length);
    }
    // Not every file reads into memory that it is given.
    if (bytes.buffer === into.buffer) this.#memories = [into, last];
    [this.#start, this.#bytes] = [position, bytes];
    return bytes.subarray(0, length);
  }
}
