/**
 * A growing list of 32-byte hashes in flat memory: a million of them take 32 MB, as objects they would take four times that. In large chunks: small
 * ones would stand between the pieces that files are read in, and break memory up.
 */
export class HashList {
  readonly #perChunk: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** `perChunk`: how many hashes there is room for at first, and in each further chunk. */
  constructor(perChunk = 32_768) {
    this.#perChunk = perChunk;
  }

  get length(): number {
    return this.#length;
  }

  push(hash: Uint8Array): void {
    const place = this.#length % this.#perChunk;
    if (place === 0) this.#chunks.push(new Uint8Array(this.#perChunk * 32));
    this.#chunks.at(-1)?.set(hash, place * 32);
    this.#length++;
  }

  /** Puts another in the place of one that is there. */
  replace(index: number, hash: Uint8Array): void {
    this.at(index).set(hash);
  }

  /** The hash itself, not a copy. */
  at(index: number): Uint8Array {
    const chunk = this.#chunks[Math.floor(index / this.#perChunk)];
    if (chunk === undefined || index >= this.#length) throw new RangeError(`no hash ${index} in ${this.#length}`);
    const place = (index % this.#perChunk) * 32;
    return chunk.subarray(place, place + 32);
  }
}
