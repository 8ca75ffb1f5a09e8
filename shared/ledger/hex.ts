const digits = '0123456789abcdef';
const byteToHex = Array.from({ length: 256 }, (_, byte) => `${digits[byte >> 4]}${digits[byte & 15]}`);

/** 32 bytes in lower-case hex: a SHA-256 of a file, a leaf, a root, a ledger's id. */
export type Hex64 = string & { readonly brand: 'Hex64' };

const hex64 = /^[0-9a-f]{64}$/;

export function isHex64(value: unknown): value is Hex64 {
  return typeof value === 'string' && hex64.test(value);
}

/** Lower case. */
export function encodeHex(bytes: Uint8Array): string {
  let text = '';
  // An iterator would take three times as long.
  for (let i = 0; i < bytes.length; i++) text += byteToHex[bytes[i] as number];
  return text;
}

/** The hex of a 32-byte hash. */
export function hashToHex(hash: Uint8Array): Hex64 {
  if (hash.length !== 32) throw new RangeError(`a hash has 32 bytes, this has ${hash.length}`);
  return encodeHex(hash) as Hex64;
}

/** Whether the hex of `bytes` stands in `text` from `from` on. */
export function isHexAt(text: string, from: number, bytes: Uint8Array): boolean {
  if (text.length < from + 2 * bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (text.charCodeAt(from + 2 * i) !== digits.charCodeAt(byte >> 4)) return false;
    if (text.charCodeAt(from + 2 * i + 1) !== digits.charCodeAt(byte & 15)) return false;
  }
  return true;
}

/** The bytes, or null unless `text` is lower-case hex with an even number of digits. */
export function decodeHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The 32 bytes of a hash already known to be well-formed hex. */
export function hexToHash(hex: Hex64): Uint8Array {
  const bytes = decodeHex(hex);
  if (bytes === null) throw new RangeError('not lower-case hex');
  return bytes;
}
