import { decodeUtf8 } from '../ledger/bytes.ts';

const firstLength = 1024;

/**
 * The names and sizes of a container's files in flat memory. A bundle may have three million: as strings and objects they would take
 * a gigabyte, here they take their own length and twelve bytes each.
 */
export class FileTable {
  #text = new Uint8Array(64 * firstLength);
  /** Where each name ends; the next begins there. */
  #ends = new Uint32Array(firstLength);
  #sizes = new Float64Array(firstLength);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a file and gives its number. `name`: as it stands in the container, of whatever encoding. */
  add(name: Uint8Array, size: number): number {
    const start = this.#start(this.#length);
    const end = start + name.length;
    if (end > this.#text.length) this.#text = enlarged(this.#text, Uint8Array, end);
    if (this.#length === this.#ends.length) {
      this.#ends = enlarged(this.#ends, Uint32Array, this.#length + 1);
      this.#sizes = enlarged(this.#sizes, Float64Array, this.#length + 1);
    }
    this.#text.set(name, start);
    this.#ends[this.#length] = end;
    this.#sizes[this.#length] = size;
    return this.#length++;
  }

  /** Bytes, as the container states them. */
  sizeAt(number: number): number {
    return this.#sizes[number] as number;
  }

  /** The bytes of a name, in the table's own memory. */
  nameBytesAt(number: number): Uint8Array {
    return this.#text.subarray(this.#start(number), this.#ends[number]);
  }

  /** Orders two names by their bytes. */
  compareNames(a: number, b: number): number {
    const text = this.#text;
    const [startA, startB] = [this.#start(a), this.#start(b)];
    const [lengthA, lengthB] = [(this.#ends[a] as number) - startA, (this.#ends[b] as number) - startB];
    for (let at = 0; at < lengthA && at < lengthB; at++) {
      const difference = (text[startA + at] as number) - (text[startB + at] as number);
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }

  nameAt(number: number): string {
    return textOf(this.nameBytesAt(number));
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] as number);
  }
}

/** Bytes that are not UTF-8 become a name that is refused, one character a byte. */
export function textOf(name: Uint8Array): string {
  let text = '';
  for (const byte of name) {
    if (byte >= 0x80) return decodeUtf8(name) ?? Array.from(name, (one) => String.fromCharCode(one)).join('');
    text += String.fromCharCode(byte);
  }
  return text;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A copy with room for at least `length` values: twice as many as before, so that growing costs little in all. */
export function enlarged<Kind extends Column>(column: Kind, Kind: new (length: number) => Kind, length: number): Kind {
  const larger = new Kind(Math.max(column.length * 2, length));
  (larger as Uint8Array).set(column as Uint8Array);
  return larger;
}
