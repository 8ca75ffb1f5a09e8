/**
 * Strict DER (ITU-T X.690, section 10), read and written. Time stamps come from strangers and are kept for decades: one value has
 * one encoding here, and everything else is an error. Lengths and depths are bounded, so that no input can exhaust memory or stack.
 */
import { decodeLatin1 } from '../bytes.ts';

/** One value. `bytes` is the whole encoding, `content` what stands behind its length. */
export type Der = {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** What a constructed value holds; nothing for a primitive one. */
  readonly children: readonly Der[];
};

/** Bytes that are no DER, or not the structure that was expected. Never leaves this folder's boundary functions. */
export class DerError extends Error {}

/** Identifier octets, class and constructed bit included. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of `[number]`. */
export const context = (number: number, constructed: boolean): number => 0x80 | (constructed ? 0x20 : 0) | number;

/** A reply with a long chain has some ten thousand bytes. */
export const MAX_DER_LENGTH = 128 * 1024;
const maxDepth = 24;
const maxValues = 20_000;

type Budget = { values: number };

/** Reads exactly one value. Throws DerError. */
export function readDer(bytes: Uint8Array): Der {
  if (bytes.length > MAX_DER_LENGTH) throw new DerError('too long');
  const budget = { values: maxValues };
  const { value, end } = readValue(bytes, 0, 0, budget);
  if (end !== bytes.length) throw new DerError('trailing bytes');
  return value;
}

function readValue(bytes: Uint8Array, start: number, depth: number, budget: Budget): { value: Der; end: number } {
  if (depth > maxDepth) throw new DerError('too deep');
  if (--budget.values < 0) throw new DerError('too many values');
  const tag = byteAt(bytes, start);
  // Tags above 30 occur nowhere in time stamps and certificates.
  if ((tag & 0x1f) === 0x1f || tag === 0) throw new DerError('tag');
  const { length, begin } = readLength(bytes, start + 1);
  const end = begin + length;
  if (end > bytes.length) throw new DerError('cut off');
  const content = bytes.subarray(begin, end);
  const children: Der[] = [];
  if ((tag & 0x20) !== 0) {
    for (let at = 0; at < content.length; ) {
      const child = readValue(content, at, depth + 1, budget);
      children.push(child.value);
      at = child.end;
    }
  }
  checkForm(tag, content);
  return { value: { tag, bytes: bytes.subarray(start, end), content, children }, end };
}

/** Definite, and in as few bytes as possible (X.690 section 10.1). */
function readLength(bytes: Uint8Array, at: number): { length: number; begin: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, begin: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new DerError('length');
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + byteAt(bytes, at + 1 + i);
  if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('length not minimal');
  return { length, begin: at + 1 + count };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new DerError('cut off');
  return byte;
}

/** What X.690 sections 8, 10 and 11 demand of universal types. */
function checkForm(tag: number, content: Uint8Array): void {
  if ((tag & 0xc0) !== 0) return;
  const number = tag & 0x1f;
  const constructed = (tag & 0x20) !== 0;
  if (constructed !== (number === 0x10 || number === 0x11)) throw new DerError('constructed');
  switch (tag) {
    case tags.boolean:
      if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('boolean');
      break;
    case tags.integer:
    case tags.enumerated:
      checkInteger(content);
      break;
    case tags.null:
      if (content.length !== 0) throw new DerError('null');
      break;
    case tags.oid:
      if (content.length === 0 || (content.at(-1) as number) >= 0x80) throw new DerError('object identifier');
      for (let i = 0; i < content.length; i++) {
        // No padding at the beginning of an arc.
        if (content[i] === 0x80 && (i === 0 || (content[i - 1] as number) < 0x80))
          throw new DerError('object identifier');
      }
      break;
    case tags.bitString: {
      const [unused = 8] = content;
      const last = content.at(-1) as number;
      const stray = content.length > 1 && (last & ((1 << unused) - 1)) !== 0;
      if (unused > 7 || (content.length === 1 && unused !== 0) || stray) throw new DerError('bit string');
      break;
    }
  }
}

function checkInteger(content: Uint8Array): void {
  if (content.length === 0) throw new DerError('integer');
  const [first = 0, second = 0] = content;
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError('integer not minimal');
  }
}

/** Reads the members of a sequence one after another; what is left at the end is an error. */
export class Members {
  readonly #values: readonly Der[];
  #at = 0;

  /** Throws DerError unless `value` has the tag. */
  constructor(value: Der, tag: number = tags.sequence) {
    if (value.tag !== tag) throw new DerError(`tag ${value.tag} for ${tag}`);
    this.#values = value.children;
  }

  /** The next member, of one of the tags. */
  next(...wanted: number[]): Der {
    const value = this.#values[this.#at];
    if (value === undefined || (wanted.length > 0 && !wanted.includes(value.tag))) throw new DerError('member');
    this.#at++;
    return value;
  }

  /** The next member if it has the tag. */
  optional(tag: number): Der | null {
    return this.#values[this.#at]?.tag === tag ? this.next() : null;
  }

  end(): void {
    if (this.#at !== this.#values.length) throw new DerError('more members');
  }
}

/** The one value inside a wrapper. */
export function only({ children }: Der): Der {
  const [value, ...more] = children;
  if (value === undefined || more.length > 0) throw new DerError('wrapper');
  return value;
}

/** Dotted text of an object identifier; arcs beyond 2^53 are refused. */
export function oidOf(value: Der): string {
  if (value.tag !== tags.oid) throw new DerError('object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError('arc');
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...rest].join('.');
}

/** An integer that a number holds exactly. */
export function numberOf(value: Der): number {
  if (value.tag !== tags.integer && value.tag !== tags.enumerated) throw new DerError('integer');
  const { content } = value;
  if (content.length > 7) throw new DerError('integer too large');
  let number = (content[0] as number) >= 0x80 ? -1 : 0;
  for (const byte of content) number = number * 256 + byte;
  if (!Number.isSafeInteger(number)) throw new DerError('integer too large');
  return number;
}

/**
 * Milliseconds since 1970. GeneralizedTime as RFC 3161 section 2.4.2 has it: UTC, seconds always there, a fraction without trailing
 * zeros; UTCTime as RFC 5280 section 4.1.2.5.1 has it.
 */
export function timeOf(value: Der): number {
  const text = value.content.length > 32 ? '' : decodeLatin1(value.content);
  const pattern =
    value.tag === tags.generalizedTime
      ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/
      : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const match = value.tag === tags.generalizedTime || value.tag === tags.utcTime ? pattern.exec(text) : null;
  if (match === null) throw new DerError('time');
  const [, yearText = '', month, day, hour, minute, second, fraction = ''] = match;
  const short = Number(yearText);
  const year = value.tag === tags.generalizedTime ? yearText : String(short < 50 ? 2000 + short : 1900 + short);
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${iso}Z`);
  // A 30th of February is a number to Date.parse in some engines and a mistake in all of them.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== iso) throw new DerError('time');
  return time + Math.floor(Number(`0.${fraction || '0'}`) * 1000);
}

/** One value from its content, or from values one after another. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | size.length, ...size];
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An unsigned integer from its big-endian bytes. */
export function writeUnsigned(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.length === 0 ? new Uint8Array(1) : bytes.subarray(start);
  const [first = 0] = digits;
  return first >= 0x80 ? writeDer(tags.integer, new Uint8Array(1), digits) : writeDer(tags.integer, digits);
}

/** From dotted text. */
export function writeOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [40 * top + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 | (left % 128));
    return digits;
  });
  return writeDer(tags.oid, Uint8Array.from(bytes));
}
