/**
 * Recognises canonical JSON while reading it, without writing the value again to compare. Nearly every text that is read is canonical, and
 * a ledger has millions of them. What is not recognised here may still be canonical: canonical.ts decides, and says what is wrong.
 */
import { type Json, loneSurrogate, MAX_DEPTH } from './json.ts';

/** Digits of the largest number that is read here: below it a double holds every integer. */
const maxDigits = 15;

/** The value whose canonical text is `text`, or undefined. Objects have no prototype. Never throws. */
export function readPlain(text: string): Json | undefined {
  const reader = new PlainReader(text);
  const value = reader.value(0);
  return reader.isAtEnd ? value : undefined;
}

class PlainReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Undefined where the text goes on in another way; where it stands then means nothing. */
  value(depth: number): Json | undefined {
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x22:
        return this.#string();
      case 0x5b:
        return depth === MAX_DEPTH ? undefined : this.#array(depth + 1);
      case 0x7b:
        return depth === MAX_DEPTH ? undefined : this.#object(depth + 1);
      case 0x74:
        return this.#takes('true') ? true : undefined;
      case 0x66:
        return this.#takes('false') ? false : undefined;
      case 0x6e:
        return this.#takes('null') ? null : undefined;
      default:
        return this.#number();
    }
  }

  #array(depth: number): readonly Json[] | undefined {
    const items: Json[] = [];
    this.#at++;
    if (this.#takesUnit(0x5d)) return items;
    for (;;) {
      const item = this.value(depth);
      if (item === undefined) return undefined;
      items.push(item);
      if (this.#takesUnit(0x2c)) continue;
      return this.#takesUnit(0x5d) ? items : undefined;
    }
  }

  #object(depth: number): Json | undefined {
    const object: Record<string, Json> = Object.create(null);
    this.#at++;
    if (this.#takesUnit(0x7d)) return object;
    for (let before: string | null = null; ; ) {
      if (this.#text.charCodeAt(this.#at) !== 0x22) return undefined;
      const key = this.#string();
      // By UTF-16 units (RFC 8785 section 3.2.3), which is how JavaScript compares; and each once.
      if (key === undefined || (before !== null && key <= before)) return undefined;
      before = key;
      if (!this.#takesUnit(0x3a)) return undefined;
      const value = this.value(depth);
      if (value === undefined) return undefined;
      object[key] = value;
      if (this.#takesUnit(0x2c)) continue;
      return this.#takesUnit(0x7d) ? object : undefined;
    }
  }

  #string(): string | undefined {
    const text = this.#text;
    const from = this.#at + 1;
    for (let at = from; ; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) {
        this.#at = at + 1;
        return text.slice(from, at);
      }
      // NaN, at the end of the text, is not 0x20 or more.
      if (!(unit >= 0x20)) return undefined;
      if (unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return this.#stringWithMore(at);
    }
  }

  /** A string in which `at` is the first escape or surrogate: there are few, and they are read by writing them again. */
  #stringWithMore(first: number): string | undefined {
    const text = this.#text;
    let at = first;
    while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
    const written = text.slice(this.#at, at + 1);
    this.#at = at + 1;
    try {
      const value = JSON.parse(written) as string;
      return JSON.stringify(value) === written && !loneSurrogate.test(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #number(): number | undefined {
    const text = this.#text;
    const isNegative = this.#takesUnit(0x2d);
    const from = this.#at;
    let value = 0;
    for (; ; this.#at++) {
      const digit = text.charCodeAt(this.#at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    const digits = this.#at - from;
    if (digits === 0 || digits > maxDigits) return undefined;
    // A zero that stands before everything else would be a second way to write the number, and −0 has none.
    if (text.charCodeAt(from) === 0x30 && (digits > 1 || isNegative)) return undefined;
    return isNegative ? -value : value;
  }

  #takes(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #takesUnit(unit: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== unit) return false;
    this.#at++;
    return true;
  }
}
