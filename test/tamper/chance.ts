import { createHash } from 'node:crypto';

/** Chance that happens again: the same seed makes the same choices, so that a failing case can be named and repeated. */
export class Chance {
  readonly seed: string;
  #counter = 0;
  #left: Buffer = Buffer.alloc(0);

  constructor(seed: string) {
    this.seed = seed;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    while (this.#left.length < length) {
      const block = createHash('sha256')
        .update(`${this.seed}\n${this.#counter++}`)
        .digest();
      this.#left = Buffer.concat([this.#left, block]);
    }
    const taken = Uint8Array.from(this.#left.subarray(0, length));
    this.#left = this.#left.subarray(length);
    return taken;
  }

  /** A whole number from 0 to before `end`. */
  below(end: number): number {
    if (end < 1) throw new RangeError('nothing to choose from');
    return Buffer.from(this.bytes(6)).readUIntBE(0, 6) % end;
  }

  /** A whole number from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** True in `percent` of the cases. */
  percent(percent: number): boolean {
    return this.below(100) < percent;
  }
}
