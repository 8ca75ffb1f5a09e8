/**
 * Base64 of RFC 4648, standard with padding (section 4) and URL-safe without (section 5). Decoding is strict: exactly one
 * string stands for each byte string. Loose decoders accept other padding, line breaks and stray bits in the last digit, so
 * that a text can be altered without its bytes noticing; in a ledger that is a second version of the same thing.
 */
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

function encode(bytes: Uint8Array, { digits, pairs, padded }: Alphabet): string {
  let text = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += `${pairs[group >> 12]}${pairs[group & 4_095]}`;
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

function decode(text: string, { values, padded }: Alphabet): Uint8Array | null {
  let end = text.length;
  if (padded) {
    if (end % 4 !== 0) return null;
    if (text.endsWith('==')) end -= 2;
    else if (text.endsWith('=')) end -= 1;
  }
  if (end % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let accumulator = 0;
  let bits = 0;
  let written = 0;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (values[code] as number) : -1;
    if (value < 0) return null;
    accumulator = ((accumulator << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (accumulator >> bits) & 0xff;
    }
  }
  const strayBits = accumulator & ((1 << bits) - 1);
  return strayBits === 0 ? bytes : null;
}
