/**
 * Canonical JSON: RFC 8785, restricted so that every language reads the same value from the same bytes. Numbers are integers
 * that a double holds exactly, strings hold no lone surrogates, keys are unique, nesting is bounded. What would be a fraction
 * or a large number is a string.
 */
import { Fault } from '../faults.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { type Json, type JsonObject, loneSurrogate, MAX_DEPTH } from './json.ts';
import { readPlain } from './plain-json.ts';

export type { Json, JsonObject } from './json.ts';

/** "-9007199254740991". Without a bound, a reader would convert megabytes of digits only to refuse them. */
const MAX_NUMBER_LENGTH = 17;

/**
 * The canonical bytes of `value`.
 * Throws CANONICAL_INVALID for what the profile has no form for: fractions, −0, integers beyond ±(2^53 − 1), lone surrogates,
 * more than 32 levels, undefined, dates, maps and other objects that are not plain.
 */
export function canonicalise(value: Json): Uint8Array {
  return encodeUtf8(canonicalText(value));
}

/** `canonicalise` before UTF-8. */
export function canonicalText(value: Json): string {
  return write(value, 0);
}

/**
 * The value of canonical bytes. Objects have no prototype, so that `__proto__` is a key like any other.
 * Throws CANONICAL_INVALID unless `bytes` are exactly what `canonicalise` makes of the value.
 */
export function parseCanonical(bytes: Uint8Array): Json {
  const text = decodeUtf8(bytes);
  if (text === null) throw refusal('utf-8', 0);
  return parseCanonicalText(text);
}

/** The same before UTF-8. `text` holds no lone surrogates outside of escapes. */
export function parseCanonicalText(text: string): Json {
  const plain = readPlain(text);
  if (plain !== undefined) return plain;
  const value = parseJson(text);
  // Different texts never have the same UTF-8, so the texts can be compared in place of the bytes.
  if (canonicalText(value) !== text) throw refusal('not canonical', 0);
  return value;
}

/**
 * The value of JSON within the profile, in any layout: white space, key order and escapes are free, duplicate keys and numbers
 * outside the profile are not. Throws CANONICAL_INVALID.
 */
export function parseJson(text: string): Json {
  return new Reader(text).document();
}

export function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(reason: string, at: number): Fault {
  return new Fault('CANONICAL_INVALID', { reason, at });
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw refusal('number', 0);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === MAX_DEPTH) throw refusal('depth', 0);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw refusal(typeof value, 0);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) text += `${i === 0 ? '' : ','}${write(items[i], depth)}`;
  return `${text}]`;
}

function writeObject(object: object, depth: number): string {
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== null && prototype !== Object.prototype) throw refusal('not a plain object', 0);
  const members = object as Record<string, unknown>;
  let text = '{';
  let separator = '';
  // The default order of sort() is by UTF-16 units, which is what RFC 8785 section 3.2.3 asks for.
  for (const key of Object.keys(members).sort()) {
    text += `${separator}${writeString(key)}:${write(members[key], depth)}`;
    separator = ',';
  }
  return `${text}}`;
}

/** RFC 8785 section 3.2.2.2 takes its escapes from ECMAScript's JSON.stringify, except that lone surrogates are refused. */
function writeString(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  if (loneSurrogate.test(text)) throw refusal('lone surrogate', 0);
  return JSON.stringify(text);
}

/** Nothing to escape, and no surrogates. Nearly every text is plain, and to see it costs less than to write it. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) return false;
  }
  return true;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A recursive-descent reader; its recursion ends at MAX_DEPTH. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(0);
    if (this.#at !== this.#text.length) throw this.#refuse('trailing bytes');
    return value;
  }

  #value(depth: number): Json {
    this.#space();
    const value = this.#bareValue(depth);
    this.#space();
    return value;
  }

  #bareValue(depth: number): Json {
    switch (this.#text[this.#at]) {
      case '"':
        return this.#string();
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#array(depth + 1);
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    if (depth > MAX_DEPTH) throw this.#refuse('depth');
    const object: Record<string, Json> = Object.create(null);
    this.#at++;
    this.#space();
    if (this.#take('}')) return object;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#refuse('key');
      const key = this.#string();
      if (key in object) throw this.#refuse('duplicate key');
      this.#space();
      if (!this.#take(':')) throw this.#refuse('colon');
      object[key] = this.#value(depth);
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#refuse('end of object');
    return object;
  }

  #array(depth: number): readonly Json[] {
    if (depth > MAX_DEPTH) throw this.#refuse('depth');
    const items: Json[] = [];
    this.#at++;
    this.#space();
    if (this.#take(']')) return items;
    do items.push(this.#value(depth));
    while (this.#take(','));
    if (!this.#take(']')) throw this.#refuse('end of array');
    return items;
  }

  #string(): string {
    const text = this.#text;
    let result = '';
    let from = ++this.#at;
    for (; ; this.#at++) {
      const unit = text.charCodeAt(this.#at);
      if (unit === 0x22) break;
      // NaN, at the end of the text, is neither of these nor a quotation mark.
      if (!(unit >= 0x20)) throw this.#refuse('string');
      if (unit !== 0x5c) continue;
      result += text.slice(from, this.#at) + this.#escape();
      from = this.#at + 1;
    }
    result += text.slice(from, this.#at);
    if (loneSurrogate.test(result)) throw this.#refuse('lone surrogate');
    this.#at++;
    return result;
  }

  /** Reads the escape that starts at the backslash and stops on its last character. */
  #escape(): string {
    const letter = this.#text[++this.#at] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#refuse('escape');
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (character === undefined) throw this.#refuse('escape');
    return character;
  }

  #number(): number {
    const start = this.#at;
    if (this.#text[this.#at] === '-') this.#at++;
    while (isDigit(this.#text.charCodeAt(this.#at))) {
      if (++this.#at - start > MAX_NUMBER_LENGTH) throw this.#refuse('number');
    }
    const digits = this.#text.slice(start, this.#at);
    const value = Number(digits);
    // The round trip refuses leading zeros and −0; the safe range refuses what a double would round.
    if (digits === '' || !Number.isSafeInteger(value) || String(value) !== digits) throw this.#refuse('number');
    return value;
  }

  #word<T extends Json>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#refuse('value');
    this.#at += word.length;
    return value;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at++;
    }
  }

  #refuse(reason: string): Fault {
    return refusal(reason, this.#at);
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
