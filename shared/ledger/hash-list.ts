const HASHES_PER_CHUNK = 4096;

/** A growing list of 32-byte hashes in flat memory: a million of them take 32 MB, as objects they would take four times that. */
export class HashList {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(hash: Uint8Array): void {
    const place = this.#length % HASHES_PER_CHUNK;
    if (place === 0) this.#chunks.push(new Uint8Array(HASHES_PER_CHUNK * 32));
    this.#chunks.at(-1)?.set(hash, place * 32);
    this.#length++;
  }

  /** The hash itself, not a copy. */
  at(index: number): Uint8Array {
    const chunk = this.#chunks[Math.floor(index / HASHES_PER_CHUNK)];
    if (chunk === undefined || index >= this.#length) throw new RangeError(`no hash ${index} in ${this.#length}`);
    const place = (index % HASHES_PER_CHUNK) * 32;
    return chunk.subarray(place, place + 32);
  }
}
