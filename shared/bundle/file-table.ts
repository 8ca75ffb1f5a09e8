import { decodeUtf8 } from '../ledger/bytes.ts';
import { NumberColumn } from './number-column.ts';

const firstLength = 1024;
/** Of names: what is stated is believed up to here, beyond it takes coming. */
const maxStated = 64 * 1024 * 1024;

/**
 * The names and sizes of a container's files in flat memory. A bundle may have three million: as strings and objects they would take
 * a gigabyte, here they take their own length and eight bytes each.
 */
export class FileTable {
  #text: Uint8Array;
  /** Where each name ends; the next begins there. */
  readonly #ends: NumberColumn;
  readonly #sizes: NumberColumn;
  #length = 0;

  /** `count`: how many files there will be, `textLength`: bytes in their names together, as far as that is known. */
  constructor(count = firstLength, textLength = 64 * firstLength) {
    this.#text = new Uint8Array(Math.min(textLength, maxStated));
    this.#ends = new NumberColumn(count);
    this.#sizes = new NumberColumn(count);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a file and gives its number. `name`: as it stands in the container, of whatever encoding. */
  add(name: Uint8Array, size: number): number {
    const start = this.#start(this.#length);
    const end = start + name.length;
    if (end > this.#text.length) {
      const longer = new Uint8Array(Math.max(2 * this.#text.length, end));
      longer.set(this.#text);
      this.#text = longer;
    }
    this.#text.set(name, start);
    this.#ends.set(this.#length, end);
    this.#sizes.set(this.#length, size);
    return this.#length++;
  }

  /** Bytes, as the container states them. */
  sizeAt(number: number): number {
    return this.#sizes.at(number);
  }

  /** The bytes of a name, in the table's own memory. */
  nameBytesAt(number: number): Uint8Array {
    return this.#text.subarray(this.#start(number), this.#ends.at(number));
  }

  /** The last byte of a name; undefined where the name is empty. */
  lastByteAt(number: number): number | undefined {
    const end = this.#ends.at(number);
    return end === this.#start(number) ? undefined : this.#text[end - 1];
  }

  /** Orders two names by their bytes. */
  compareNames(a: number, b: number): number {
    const text = this.#text;
    const [startA, startB] = [this.#start(a), this.#start(b)];
    const [lengthA, lengthB] = [this.#ends.at(a) - startA, this.#ends.at(b) - startB];
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
    return number === 0 ? 0 : this.#ends.at(number - 1);
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
