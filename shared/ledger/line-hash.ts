import { encodeUtf8 } from './bytes.ts';
import type { Primitives, Sha256 } from './primitives.ts';

const lineEnd = 0x0a;
const none = encodeUtf8('');
const blockLength = 64 * 1024;

/** SHA-256 over all lines but the last, with their newlines, hashed many at a time. The lines are copied: their memory may be used again. */
export class LinesBeforeLast {
  readonly #hash: Sha256;
  #block = new Uint8Array(2 * blockLength);
  /** Where the last line begins and ends in the block; its newline follows. */
  #start = 0;
  #end = 0;
  #hasLine = false;

  constructor(primitives: Primitives) {
    this.#hash = primitives.createSha256();
  }

  add(line: Uint8Array): void {
    if (this.#hasLine) this.#start = this.#end + 1;
    if (this.#start >= blockLength) {
      this.#hash.update(this.#block.subarray(0, this.#start));
      this.#start = 0;
    }
    this.#end = this.#start + line.length;
    if (this.#end >= this.#block.length) {
      const larger = new Uint8Array(2 * (this.#end + 1));
      larger.set(this.#block.subarray(0, this.#start));
      this.#block = larger;
    }
    this.#block.set(line, this.#start);
    this.#block[this.#end] = lineEnd;
    this.#hasLine = true;
  }

  /** The last line, in memory that the next one takes. */
  get last(): Uint8Array {
    return this.#hasLine ? this.#block.subarray(this.#start, this.#end) : none;
  }

  /** 32 bytes. Ends the hash: nothing can be added after. */
  digest(): Uint8Array {
    return this.#hash.update(this.#block.subarray(0, this.#start)).digest();
  }
}
