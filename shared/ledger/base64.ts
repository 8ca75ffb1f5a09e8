/**
 * Base64 of RFC 4648, standard with padding (section 4) and URL-safe without (section 5). Decoding is strict: exactly one
 * string stands for each byte string. Loose decoders accept other padding, line breaks and stray bits in the last digit, so
 * that a text can be altered without its bytes noticing; in a ledger that is a second version of the same thing.
 */
import { equalBytes } from './bytes.ts';

type Alphabet = {
  readonly digits: string;
  /** All that two digits can be, by the 12 bits that they stand for. */
  readonly pairs: readonly string[];
  readonly values: Int8Array;
  readonly padded: boolean;
};

const standard = alphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', true);
const urlSafe = alphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', false);

function alphabet(digits: string, padded: boolean): Alphabet {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) values[digits.charCodeAt(i)] = i;
  const pairs = Array.from({ length: 4_096 }, (_, bits) => `${digits[bits >> 6]}${digits[bits & 63]}`);
  return { digits, pairs, values, padded };
}

export function encodeBase64(bytes: Uint8Array): string {
  return encode(bytes, standard);
}

export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, urlSafe);
}

/** The bytes, or null unless `text` is exactly what `encodeBase64` makes of them. */
export function decodeBase64(text: string): Uint8Array | null {
  return decode(text, standard);
}

/** The bytes, or null unless `text` is exactly what `encodeBase64Url` makes of them. */
export function decodeBase64Url(text: string): Uint8Array | null {
  return decode(text, urlSafe);
}

/** The same in memory that the next call takes: memory of their own would cost more than decoding a few hundred bytes. */
export function decodeBase64UrlForNow(text: string): Uint8Array | null {
  const length = Math.floor((text.length * 3) / 4);
  if (length > forNow.length) forNow = new Uint8Array(2 * length);
  return decodeInto(forNow, text, text.length, urlSafe) ? forNow.subarray(0, length) : null;
}

let forNow = new Uint8Array(4_096);

/** Whether `text` is what `encodeBase64Url` makes of `bytes`. */
export function isBase64UrlOf(text: string, bytes: Uint8Array): boolean {
  const decoded = decodeBase64UrlForNow(text);
  return decoded !== null && equalBytes(decoded, bytes);
}

/** Whether `text` is what `encodeBase64Url` makes of 32 bytes. */
export function isBase64UrlOfHash(text: string): boolean {
  if (text.length !== 43) return false;
  const { values } = urlSafe;
  let units = 0;
  let value = 0;
  let all = 0;
  for (let at = 0; at < 43; at++) {
    const unit = text.charCodeAt(at);
    units |= unit;
    value = values[unit & 127] as number;
    all |= value;
  }
  // What is no digit has −1 for its value. The last of 43 stands for four bits and two zeros.
  return units < 128 && all >= 0 && (value & 3) === 0;
}

function encode(bytes: Uint8Array, { digits, pairs, padded }: Alphabet): string {
  let text = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += (pairs[group >> 12] as string) + (pairs[group & 4_095] as string);
  }
  const left = bytes.length - i;
  if (left === 1) {
    const group = bytes[i] as number;
    text += `${digits[group >> 2]}${digits[(group << 4) & 63]}${padded ? '==' : ''}`;
  } else if (left === 2) {
    const group = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
    text += `${digits[group >> 10]}${digits[(group >> 4) & 63]}${digits[(group << 2) & 63]}${padded ? '=' : ''}`;
  }
  return text;
}

function decode(text: string, alphabet: Alphabet): Uint8Array | null {
  let end = text.length;
  if (alphabet.padded) {
    if (end % 4 !== 0) return null;
    if (text.endsWith('==')) end -= 2;
    else if (text.endsWith('=')) end -= 1;
  }
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  return decodeInto(bytes, text, end, alphabet) ? bytes : null;
}

/** Decodes the first `end` characters, without padding. False where they are no base64; what `bytes` holds then means nothing. */
function decodeInto(bytes: Uint8Array, text: string, end: number, { values }: Alphabet): boolean {
  const left = end % 4;
  if (left === 1) return false;
  // What is no digit has −1 for its value, and with it any group is below 0. What is no ASCII shows in `units`.
  let units = 0;
  let written = 0;
  let at = 0;
  for (; at + 3 < end; at += 4) {
    const a = text.charCodeAt(at);
    const b = text.charCodeAt(at + 1);
    const c = text.charCodeAt(at + 2);
    const d = text.charCodeAt(at + 3);
    units |= a | b | c | d;
    const high = ((values[a & 127] as number) << 6) | (values[b & 127] as number);
    const group = (high << 12) | ((values[c & 127] as number) << 6) | (values[d & 127] as number);
    if (group < 0) return false;
    bytes[written++] = group >> 16;
    bytes[written++] = group >> 8;
    bytes[written++] = group;
  }
  if (left === 0) return units < 128;
  const a = text.charCodeAt(at);
  const b = text.charCodeAt(at + 1);
  const c = left === 3 ? text.charCodeAt(at + 2) : 0x41;
  units |= a | b | c;
  const high = ((values[a & 127] as number) << 6) | (values[b & 127] as number);
  const group = (high << 6) | (values[c & 127] as number);
  if (group < 0 || units > 127) return false;
  bytes[written++] = group >> 10;
  if (left === 3) bytes[written] = group >> 2;
  return (group & (left === 3 ? 0x3 : 0x3ff)) === 0;
}
