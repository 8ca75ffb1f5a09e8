const max32 = 0xffff_ffff;

/**
 * Whole numbers of a table, each from 0 to 2^53 − 1, by their place: four bytes each as long as none needs more. Of sizes and places in a bundle
 * below 4 GiB none does, and there may be three million of each.
 */
export class NumberColumn {
  #values: Uint32Array | Float64Array;

  /** `length`: how many there is room for at first. */
  constructor(length: number) {
    this.#values = new Uint32Array(length);
  }

  at(place: number): number {
    return this.#values[place] as number;
  }

  set(place: number, value: number): void {
    if (place >= this.#values.length) this.#grow(Math.max(2 * this.#values.length, place + 1));
    if (value > max32 && this.#values instanceof Uint32Array) this.#values = Float64Array.from(this.#values);
    this.#values[place] = value;
  }

  #grow(length: number): void {
    const longer = this.#values instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
    longer.set(this.#values);
    this.#values = longer;
  }
}
